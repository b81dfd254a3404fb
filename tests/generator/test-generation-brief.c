/* test-generation-brief.c: requests made from all that a session has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "quotes.h"

#include "dg-generation-prompt.h"
#include "dg-plan-lines.h"

#define SEED 42
#define N_LINES 200

static DgBrief *
make_brief (const char *quoted)
{
  g_autofree char *text = quote (quoted);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (text, -1, &error);
  DgBrief *brief;

  g_assert_no_error (error);
  dg_checklist_leave_rest_to_model (checklist);
  brief = dg_brief_new (checklist, &error);
  g_assert_no_error (error);

  return brief;
}

static void
set_outline (DgBrief *brief, const char *quoted)
{
  g_autofree char *text = quote (quoted);
  g_autoptr (GError) error = NULL;
  DgOutline *outline = dg_outline_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  dg_outline_free (brief->outline);
  brief->outline = outline;
}

/* The first lines of a run, as a request shows them */
static DgModelRequest *
take_request (DgGenerationPrompt *prompt, DgLineQueue *queue, guint n_lines)
{
  g_autoptr (GArray) lines = dg_line_queue_take (queue, n_lines);

  return dg_generation_prompt_make_request (prompt, lines, queue, 1000);
}

static DgModelRequest *
make_request (const DgBrief *brief)
{
  g_autoptr (DgGenerationPrompt) prompt = dg_generation_prompt_new (brief, N_LINES, SEED);
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (N_LINES);

  return take_request (prompt, queue, N_LINES);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + 1, part))
    n++;

  return n;
}

/* --- the plan --- */

#define PLAN                                                                                                           \
  "{'dimensions': [{'name': 'decision', 'kind': 'answer', 'values': [{'id': 1, 'value': 'keep', 'weight': 50},"        \
  "{'id': 2, 'value': 'remove R3', 'weight': 50}]},"                                                                   \
  "{'name': 'tone', 'kind': 'tone', 'values': [{'id': 3, 'value': 'cross', 'weight': 1, 'ways': ['short', 'loud']}]}," \
  "{'name': 'case', 'kind': 'edge', 'values': [{'id': 4, 'value': 'plain', 'weight': 75},"                             \
  "{'id': 5, 'value': 'irony', 'weight': 25, 'ways': ['mock thanks', 'praise of a fault']}]}],"                        \
  "'pairs': [], 'seeds': ['a bill', 'a late train']}"

static void
test_plan (void)
{
  g_autoptr (DgBrief) brief = make_brief ("{'edge_cases': 'cut off'}");
  g_autoptr (DgModelRequest) request = NULL;
  const char *message;

  set_outline (brief, PLAN);
  request = make_request (brief);
  message = dg_model_request_get_message (request, 0, NULL);

  g_assert_cmpuint (count (message, " | ANSWER: keep | tone: cross ("), ==, 100);
  g_assert_cmpuint (count (message, " | ANSWER: remove R3 | tone: cross ("), ==, 100);
  g_assert_cmpuint (count (message, " | tone: cross (short) | "), >, 80);
  g_assert_cmpuint (count (message, " | tone: cross (loud) | "), >, 80);
  g_assert_cmpuint (count (message, " | EDGE: irony (mock thanks) | "), >, 15);
  g_assert_cmpuint (count (message, " | EDGE: irony (praise of a fault) | "), >, 15);
  g_assert_cmpuint (count (message, " | EDGE: "), ==, 50);
  g_assert_cmpuint (count (message, "plain"), ==, 0);
  g_assert_cmpuint (count (message, " | SEED: a bill | ") + count (message, " | SEED: a late train | "), >, 0);
}

/* An answer of fields that may be null: the plan says what is absent, or the program does. */
static void
test_silence (void)
{
  static const char requirements[] =
      "{'output_schema': {'type': 'object', 'properties': {'a': {'type': ['string', 'null']},"
      "'b': {'type': ['string', 'null']}}}, 'edge_cases': 'cut off'}";
  g_autoptr (DgBrief) planned = make_brief (requirements);
  g_autoptr (DgBrief) edged = make_brief (requirements);
  g_autoptr (DgModelRequest) of_planned = NULL;
  g_autoptr (DgModelRequest) of_edged = NULL;
  g_auto (GStrv) rows = NULL;

  set_outline (planned, PLAN);
  of_planned = make_request (planned);
  g_assert_null (strstr (dg_model_request_get_message (of_planned, 0, NULL), "LEAVE OUT"));

  set_outline (edged, "{'dimensions': [{'name': 'case', 'kind': 'edge', 'values': [{'id': 1, 'value': 'plain',"
                      "'weight': 75}, {'id': 2, 'value': 'irony', 'weight': 25}]}], 'pairs': [], 'seeds': []}");
  of_edged = make_request (edged);
  rows = g_strsplit (dg_model_request_get_message (of_edged, 0, NULL), "\n", -1);
  g_assert_cmpuint (count (dg_model_request_get_message (of_edged, 0, NULL), " | EDGE: irony | "), ==, 50);
  g_assert_cmpuint (count (dg_model_request_get_message (of_edged, 0, NULL), " | LEAVE OUT: a | "), ==, 50);
  g_assert_cmpuint (count (dg_model_request_get_message (of_edged, 0, NULL), " | LEAVE OUT: b | "), ==, 50);
  for (guint i = 0; rows[i] != NULL; i++)
    g_assert_false (strstr (rows[i], "EDGE: ") != NULL && strstr (rows[i], "LEAVE OUT: ") != NULL);
}

/* A person's dimension with the name and a value of the program's own is only a dimension. */
static void
test_dimension_like_a_part (void)
{
  g_autoptr (DgBrief) brief =
      make_brief ("{'dimensions': [{'name': 'LEAVE OUT', 'values': ['(nothing)', 'all']},"
                  "{'name': 'ANSWER', 'values': ['short']}], 'labels': ['yes', 'no'], 'edge_cases': 'cut off'}");
  g_autoptr (DgModelRequest) request = make_request (brief);
  const char *message = dg_model_request_get_message (request, 0, NULL);

  g_assert_cmpuint (count (message, " | dimension LEAVE OUT: (nothing) | dimension ANSWER: short | "), ==, 100);
  g_assert_cmpuint (count (message, " | dimension LEAVE OUT: all | dimension ANSWER: short | "), ==, 100);
  g_assert_cmpuint (count (message, " | ANSWER: yes | dimension LEAVE OUT: "), ==, 100);
  g_assert_cmpuint (count (message, " | LEAVE OUT: "), ==, 0);
  /* nothing is left out, so the edge cases are dealt */
  g_assert_cmpuint (count (message, " | EDGE: cut off | "), ==, 60);
}

static void
test_line (void)
{
  g_autoptr (DgBrief) brief = make_brief ("{'task': 'T'}");
  g_autoptr (DgGenerationPrompt) prompt = NULL;
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (N_LINES);
  DgRule *rule = dg_rule_new (6, DG_RULE_QUALITY, "Text.");

  rule->share = 50;
  g_ptr_array_add (brief->rules, rule);
  set_outline (brief, PLAN);
  prompt = dg_generation_prompt_new (brief, N_LINES, SEED);

  for (guint attempt = 0; attempt < 2; attempt++)
    {
      g_autoptr (DgModelRequest) request = take_request (prompt, queue, N_LINES);
      const char *message = dg_model_request_get_message (request, 0, NULL);
      guint n_rules = 0;

      for (guint i = 1; i <= N_LINES; i++)
        {
          g_autofree char *line = dg_generation_prompt_dup_line (prompt, i, dg_line_queue_get_attempt (queue, i));
          g_autofree char *row = g_strconcat ("\n", line, "\n", NULL);

          g_assert_nonnull (strstr (message, row));
          n_rules += strstr (line, " | RULES: 6 | ") != NULL;
          dg_line_queue_give_back (queue, i);
        }
      g_assert_cmpuint (n_rules, ==, N_LINES / 2);
    }
}

/* --- rules --- */

static void
test_rules (void)
{
  g_autoptr (DgBrief) brief = make_brief ("{'task': 'T'}");
  g_autoptr (DgGenerationPrompt) prompt = NULL;
  g_autoptr (DgModelRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  DgRule *all = dg_rule_new (1, DG_RULE_QUALITY, "Be brief.");
  DgRule *some = dg_rule_new (2, DG_RULE_IMPROVEMENT, "Name a place.");
  guint n_broken = 0;

  all->check = DG_CHECK_MAX_WORDS;
  g_free (all->check_value);
  all->check_value = g_strdup ("3");
  some->applies_to = g_strdup ("case: irony");
  some->check = DG_CHECK_PRESENT;
  g_free (some->check_value);
  some->check_value = g_strdup ("Rome");
  g_ptr_array_add (brief->rules, all);
  g_ptr_array_add (brief->rules, some);
  set_outline (brief, PLAN);
  request = make_request (brief);
  prompt = dg_generation_prompt_new (brief, N_LINES, SEED);

  g_assert_nonnull (strstr (dg_model_request_get_system (request), "\n1. Be brief.\n\n# Rules for some records\n"));
  g_assert_nonnull (strstr (dg_model_request_get_system (request), "\n2. Name a place.\n\n# How to work\n"));
  g_assert_cmpuint (count (dg_model_request_get_message (request, 0, NULL), " | RULES: 2 | "), ==, 50);
  for (guint i = 1; i <= N_LINES; i++)
    {
      g_autofree char *line = dg_generation_prompt_dup_line (prompt, i, 0);
      gboolean awkward = strstr (line, " | EDGE: irony ") != NULL;

      g_assert_cmpint (dg_generation_prompt_check_rules (prompt, i, "so it is", "x", NULL), !=, awkward);
      g_assert_true (dg_generation_prompt_check_rules (prompt, i, "in Rome", "x", NULL));
      n_broken += awkward;
    }
  g_assert_cmpuint (n_broken, ==, 50);
  g_assert_false (dg_generation_prompt_check_rules (prompt, 1, "this is too much", "x", &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD);
  g_assert_cmpstr (error->message, ==, "breaks rule 1, “Be brief.”: the input has 4 words, at most 3 are allowed");
}

/* --- examples and material --- */

/* Both stand before the lines, and the system prompt stays as it is. */
static void
test_sections_of_a_message (void)
{
  g_autoptr (DgBrief) brief = make_brief ("{'labels': ['yes', 'no']}");
  g_autoptr (DgGenerationPrompt) prompt = NULL;
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (N_LINES);
  g_autofree char *system = NULL;

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (brief->examples, dg_record_new ("Is it so?", i % 2 == 0 ? "yes" : "no", 0));
  brief->reference = g_strnfill (25000, 'f');
  prompt = dg_generation_prompt_new (brief, N_LINES, SEED);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (DgModelRequest) request = take_request (prompt, queue, 1 + i);

      g_assert_true (g_regex_match_simple ("^## Material\nBEGIN PASSAGE ([0-9a-f]{8})\nf+\nEND PASSAGE \\1\n"
                                           "(.*\n)+\n## Examples\nBEGIN INPUT \\1\nIs it so\\?\nEND INPUT \\1\n"
                                           "(.*\n)+\n## Lines\n- n=(.*\n)+\nWrite the records ",
                                           dg_model_request_get_message (request, 0, NULL), 0, 0));
      if (system != NULL)
        g_assert_cmpstr (system, ==, dg_model_request_get_system (request));
      g_free (system);
      system = g_strdup (dg_model_request_get_system (request));
    }
}

/* Who answers reads the text too, if there is one. */
static void
test_sources (void)
{
  g_autoptr (DgBrief) brief = make_brief ("{'task': 'T'}");
  g_autoptr (DgModelRequest) without = make_request (brief);
  g_autoptr (DgModelRequest) with = NULL;

  brief->reference = g_strdup ("Facts.");
  with = make_request (brief);

  g_assert_nonnull (strstr (dg_model_request_get_system (without),
                            "The expert reads that input, knows what the sections below say,"));
  g_assert_nonnull (
      strstr (dg_model_request_get_system (without), "15. Then write the answer from the words of the input and what"));
  g_assert_null (strstr (dg_model_request_get_system (without), "aterial"));
  g_assert_nonnull (strstr (dg_model_request_get_system (with),
                            "The expert reads that input and the material, knows what the sections below say"));
  g_assert_nonnull (
      strstr (dg_model_request_get_system (with),
              "15. Then write the answer from the input, the material and what the sections above say; what none of "
              "them says is not known."));
  g_assert_nonnull (strstr (dg_model_request_get_system (with), "Not covered means: nowhere in the material."));
  g_assert_null (strstr (dg_model_request_get_system (with), "alone"));
}

/* A long text goes in passages, those that the seed of a line speaks of. */
static void
test_passages_of_a_line (void)
{
  g_autoptr (DgBrief) brief = make_brief ("{'task': 'T'}");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *fill = g_strnfill (1400, 'f');

      g_string_append_printf (text, "%s %s\n\n", i == 17 ? "A sauna costs 12 euros." : "", fill);
    }
  brief->reference = g_strdup (text->str);
  g_ptr_array_add (brief->outline->seeds, g_strdup ("a family that asks for the sauna"));
  for (guint64 seed = 0; seed < 5; seed++)
    {
      g_autoptr (DgGenerationPrompt) prompt = dg_generation_prompt_new (brief, N_LINES, seed);
      g_autoptr (DgLineQueue) queue = dg_line_queue_new (N_LINES);
      g_autoptr (DgModelRequest) request = take_request (prompt, queue, 1);
      const char *message = dg_model_request_get_message (request, 0, NULL);

      g_assert_nonnull (strstr (message, "SEED: a family that asks for the sauna"));
      g_assert_nonnull (strstr (message, "A sauna costs 12 euros."));
    }
}

/* A text that knows what would close it does not close itself. */
static void
test_suffix (void)
{
  g_autoptr (DgBrief) brief = make_brief ("{'task': 'T'}");
  g_autoptr (GString) known = g_string_new ("Facts.");

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (DgModelRequest) request = NULL;
      const char *begin;
      g_autofree char *suffix = NULL;

      g_clear_pointer (&brief->reference, g_free);
      g_ptr_array_set_size (brief->examples, 0);
      if (i % 2 == 0)
        brief->reference = g_strdup (known->str);
      else
        {
          brief->reference = g_strdup ("Facts.");
          g_ptr_array_add (brief->examples, dg_record_new (i % 4 == 1 ? known->str : "x", known->str, 0));
        }
      request = make_request (brief);
      begin = strstr (dg_model_request_get_system (request), "\nBEGIN MATERIAL ");
      g_assert_nonnull (begin);
      suffix = g_strndup (begin + strlen ("\nBEGIN MATERIAL "), 8);
      g_assert_null (strstr (known->str, suffix));
      g_string_append_printf (known, "\nEND MATERIAL %s", suffix);
    }
}

/* Two runs that differ in their seed close their texts differently; one that is resumed does not. */
static void
test_system_of_a_seed (void)
{
  g_autoptr (DgBrief) brief = make_brief ("{'task': 'T'}");
  g_autoptr (GPtrArray) systems = g_ptr_array_new_with_free_func (g_free);
  static const guint64 seeds[] = { 1, 1, 2 };

  brief->reference = g_strdup ("Facts.");
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr (DgGenerationPrompt) prompt = dg_generation_prompt_new (brief, 10, seeds[i]);
      g_autoptr (DgLineQueue) queue = dg_line_queue_new (10);
      g_autoptr (DgModelRequest) request = take_request (prompt, queue, 1);

      g_ptr_array_add (systems, g_strdup (dg_model_request_get_system (request)));
    }
  g_assert_cmpstr (g_ptr_array_index (systems, 0), ==, g_ptr_array_index (systems, 1));
  g_assert_cmpstr (g_ptr_array_index (systems, 0), !=, g_ptr_array_index (systems, 2));
}

static void
test_conventions (void)
{
  g_autoptr (DgBrief) brief =
      make_brief ("{'output_format': {'parts': {'kind': 'label', 'conventions': 'months: 30 days\\n- none: null'}}}");
  g_autoptr (DgModelRequest) request = make_request (brief);

  g_assert_nonnull (strstr (dg_model_request_get_system (request),
                            "# The answer\nlabel\n\n# Conventions\n- months: 30 days\n- none: null\n\nAnswers keep"));
}

/* --- the brief of a session --- */

static void
add_sample (DgDraft *draft, guint round, DgSampleState state, const char *answer, const char *problems)
{
  DgSample *sample = dg_sample_new (round, draft->samples->len + 1, "in", answer);

  sample->state = state;
  g_free (sample->problems);
  sample->problems = g_strdup (problems);
  g_ptr_array_add (draft->samples, sample);
}

/* Examples are what the person brought, and the cards of the last round that they stand by and that are still right. */
static void
test_brief_of_session (void)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (DgBrief) brief = NULL;
  g_autoptr (DgBrief) copy = NULL;
  g_autoptr (GString) answers = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  draft->checklist = g_strdup ("{\"labels\": [\"a\", \"b\"]}");
  draft->outline = g_strdup ("{\"dimensions\":[],\"pairs\":[],\"seeds\":[\"a bill\"]}");
  draft->reference = g_strdup ("Facts.");
  g_ptr_array_add (draft->examples, dg_record_new ("mine", "own", 0));
  add_sample (draft, 1, DG_SAMPLE_APPROVED, "a", "");
  add_sample (draft, 2, DG_SAMPLE_APPROVED, "a", "");
  add_sample (draft, 2, DG_SAMPLE_EDITED, "b", "");
  add_sample (draft, 2, DG_SAMPLE_APPROVED, "c", "");
  add_sample (draft, 2, DG_SAMPLE_APPROVED, "a", "a problem");
  add_sample (draft, 2, DG_SAMPLE_REVISED, "a", "");
  add_sample (draft, 2, DG_SAMPLE_GENERATED, "a", "");
  for (guint i = 1; i <= 2; i++)
    g_ptr_array_add (draft->rules, dg_rule_new (i, DG_RULE_QUALITY, "Text."));
  ((DgRule *) g_ptr_array_index (draft->rules, 0))->on = FALSE;

  brief = dg_brief_new_for_draft (draft, &error);
  g_assert_no_error (error);
  copy = dg_brief_copy (brief);
  for (guint i = 0; i < copy->examples->len; i++)
    g_string_append_printf (answers, "%s ", dg_record_get_answer (g_ptr_array_index (copy->examples, i)));

  g_assert_cmpstr (answers->str, ==, "own a b ");
  g_assert_cmpuint (copy->rules->len, ==, 1);
  g_assert_cmpuint (((DgRule *) g_ptr_array_index (copy->rules, 0))->id, ==, 2);
  g_assert_cmpstr (copy->reference, ==, "Facts.");
  g_assert_cmpstr (g_ptr_array_index (copy->outline->seeds, 0), ==, "a bill");
}

/* --- limits --- */

static void
test_limits_told (void)
{
  static const struct
  {
    DgColumn column;
    DgCheck check;
    const char *value;
  } given[] = {
    { DG_COLUMN_INPUT, DG_CHECK_MAX_WORDS, "80" },       { DG_COLUMN_INPUT, DG_CHECK_MIN_WORDS, "5" },
    { DG_COLUMN_ANSWER, DG_CHECK_MAX_CHARACTERS, "90" }, { DG_COLUMN_ANSWER, DG_CHECK_MIN_CHARACTERS, "6" },
    { DG_COLUMN_ANSWER, DG_CHECK_PRESENT, "100%s" },     { DG_COLUMN_INPUT, DG_CHECK_ABSENT, "hotel" },
    { DG_COLUMN_ANSWER, DG_CHECK_MATCHES, "A-\\d+" },
  };
  g_autoptr (DgBrief) brief = make_brief ("{'constraints': 'Be polite'}");
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);
  g_autoptr (DgModelRequest) request = NULL;
  const char *section;

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    g_ptr_array_add (limits, dg_limit_new (given[i].column, given[i].check, given[i].value, NULL));
  dg_record_format_set_limits (brief->format, limits);
  request = make_request (brief);

  section = strstr (dg_model_request_get_system (request), "# Limits\n");
  g_assert_true (g_str_has_prefix (section, "# Limits\nBe polite\n"
                                            "- The input has at most 80 words.\n"
                                            "- The input has at least 5 words.\n"
                                            "- The answer has at most 90 characters.\n"
                                            "- The answer has at least 6 characters.\n"
                                            "- The answer has \"100%s\" in it.\n"
                                            "- The input does not have \"hotel\" in it.\n"
                                            "- The answer as a whole matches the regular expression A-\\d+.\n\n"));
  /* a length that is limited is not counted in sentences */
  g_assert_null (strstr (dg_model_request_get_message (request, 0, NULL), "SIZE: 2 sentences"));
}

/* --- every sub-item of the requirements --- */

/* What each of them says reaches the model, once; the file format is the file's. */
static void
test_every_part (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autoptr (DgBrief) brief = NULL;
  g_autoptr (DgModelRequest) request = NULL;
  g_autofree char *text = NULL;
  guint n_parts = 0;

  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
      {
        g_autofree char *value = g_strdup_printf ("wish-%u-%u.", item, part);

        dg_checklist_set_value (checklist, item, part, item == DG_ITEM_DATASET_FORMAT ? "csv" : value,
                                DG_SOURCE_CONVERSATION);
        n_parts += !dg_item_get_info (item)->parts[part].optional;
      }
  g_assert_cmpuint (n_parts, ==, 28);

  brief = dg_brief_new (checklist, NULL);
  request = make_request (brief);
  text = g_strconcat (dg_model_request_get_system (request), dg_model_request_get_message (request, 0, NULL), NULL);
  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
      {
        g_autofree char *value = g_strdup_printf ("wish-%u-%u.", item, part);
        gboolean told = item != DG_ITEM_DATASET_FORMAT;

        g_assert_cmpuint (count (dg_model_request_get_system (request), value), ==, told);
        g_assert_cmpint (count (text, value) > 1, ==, item == DG_ITEM_EDGE_CASES);
      }
  g_assert_null (strstr (text, "csv"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/generation-brief/plan/parts", test_plan);
  g_test_add_func ("/generation-brief/plan/silence", test_silence);
  g_test_add_func ("/generation-brief/plan/dimension-like-a-part", test_dimension_like_a_part);
  g_test_add_func ("/generation-brief/plan/line", test_line);
  g_test_add_func ("/generation-brief/rules", test_rules);
  g_test_add_func ("/generation-brief/message/sections", test_sections_of_a_message);
  g_test_add_func ("/generation-brief/message/sources", test_sources);
  g_test_add_func ("/generation-brief/message/passages-of-a-line", test_passages_of_a_line);
  g_test_add_func ("/generation-brief/message/suffix", test_suffix);
  g_test_add_func ("/generation-brief/system-of-a-seed", test_system_of_a_seed);
  g_test_add_func ("/generation-brief/conventions", test_conventions);
  g_test_add_func ("/generation-brief/of-session", test_brief_of_session);
  g_test_add_func ("/generation-brief/limits-told", test_limits_told);
  g_test_add_func ("/generation-brief/every-part", test_every_part);

  return g_test_run ();
}
