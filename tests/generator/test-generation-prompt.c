/* test-generation-prompt.c: the requests that ask for records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "quotes.h"

#include "dg-generation-prompt.h"
#include "dg-plan-lines.h"

typedef struct
{
  DgChecklist *checklist;     /* (owned) */
  DgBrief *brief;             /* (owned) */
  DgGenerationPrompt *prompt; /* (owned) */
} Setup;

static void
clear_setup (Setup *setup)
{
  g_clear_pointer (&setup->prompt, dg_generation_prompt_free);
  g_clear_pointer (&setup->brief, dg_brief_free);
  g_clear_object (&setup->checklist);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Setup, clear_setup)

static void
set_up (Setup *setup, const char *quoted, guint n_records)
{
  g_autofree char *text = quote (quoted);
  g_autoptr (GError) error = NULL;

  setup->checklist = dg_checklist_new_from_json (text, -1, &error);
  g_assert_no_error (error);
  dg_checklist_leave_rest_to_model (setup->checklist);
  setup->brief = dg_brief_new (setup->checklist, &error);
  g_assert_no_error (error);
  setup->prompt = dg_generation_prompt_new (setup->brief, n_records, 42);
}

/* `1 2 3` as it is sent first. */
static DgModelRequest *
make_request (Setup *setup, DgLineQueue *queue, guint n_lines)
{
  g_autoptr (GArray) lines = dg_line_queue_take (queue, n_lines);

  return dg_generation_prompt_make_request (setup->prompt, lines, queue, 1234);
}

/* --- the system prompt --- */

static char *
dup_system (const char *requirements)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (10);
  g_autoptr (DgModelRequest) request = NULL;

  set_up (&setup, requirements, 10);
  request = make_request (&setup, queue, 1);

  return g_strdup (dg_model_request_get_system (request));
}

static void
assert_section (const char *system, const char *heading, const char *text)
{
  g_autofree char *expected = g_strdup_printf ("# %s\n%s\n\n", heading, text);

  if (strstr (system, expected) == NULL)
    g_assert_cmpstr (system, ==, expected);
}

static void
test_sections (void)
{
  g_autofree char *system = dup_system (
      "{'role_persona': 'R', 'task': 'T', 'diversity': 'D', 'realism': 'E', 'edge_cases': 'G',"
      "'constraints': 'C', 'input_format': 'I', 'output_format': {'parts': {'kind': 'K', 'conventions': 'V'}}}");

  assert_section (system, "The task that is tested", "T");
  assert_section (system, "Who answers, and what they know", "R");
  assert_section (system, "The input", "I");
  assert_section (system, "The answer", "K");
  assert_section (system, "Conventions",
                  "V\n\nAnswers keep to these conventions wherever their case comes up. The same conventions hold for "
                  "whoever answers these inputs later.");
  assert_section (system, "Realism", "E");
  assert_section (system, "Limits", "C");
  assert_section (system, "Variety", "D");
  assert_section (system, "Edge cases", "G");
}

static void
test_sections_left_open (void)
{
  g_autofree char *system = dup_system ("{'task': 'T', 'realism': '@model'}");

  assert_section (system, "Realism", "Not specified: as is usual for the task.");
  assert_section (system, "Edge cases", "Not specified: as is usual for the task.");
  g_assert_null (strstr (system, "@model"));
  g_assert_null (strstr (system, "# Conventions"));
}

/* Text of the user's that looks like a placeholder of a template is text. */
static void
test_placeholders_in_requirements (void)
{
  g_autofree char *system = dup_system ("{'task': 'fill {{lines}} and {{realism}}', 'realism': 'secret'}");

  assert_section (system, "The task that is tested", "fill {{lines}} and {{realism}}");
}

/* The file format and the labels are none of the authors' business: the program sees to them. */
static void
test_not_in_the_system_prompt (void)
{
  g_autofree char *system = dup_system ("{'task': 'T', 'dataset_format': 'csv', 'labels': ['blau', 'rot']}");

  g_assert_null (strstr (system, "csv"));
  g_assert_null (strstr (system, "blau"));
}

/* --- requests --- */

static void
test_request (void)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (10);
  g_autoptr (DgModelRequest) request = NULL;
  g_autofree char *schema = NULL;
  DgRole role;

  set_up (&setup, "{'task': 'T', 'labels': ['a', 'b']}", 10);
  request = make_request (&setup, queue, 3);
  schema = dg_record_format_dup_tool_schema (setup.brief->format);

  g_assert_cmpstr (dg_model_request_get_purpose (request), ==, "generate");
  g_assert_cmpstr (dg_model_request_get_tool_name (request), ==, "add_records");
  g_assert_cmpstr (dg_model_request_get_tool_schema (request), ==, schema);
  g_assert_cmpuint (dg_model_request_get_max_tokens (request), ==, 1234);
  g_assert_true (dg_model_request_get_stream (request));
  g_assert_cmpuint (dg_model_request_get_n_messages (request), ==, 1);
  g_assert_nonnull (dg_model_request_get_message (request, 0, &role));
  g_assert_cmpuint (role, ==, DG_ROLE_USER);
}

static void
test_lines_of_a_request (void)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (10);
  g_autoptr (DgModelRequest) first = NULL;
  g_autoptr (DgModelRequest) second = NULL;
  g_auto (GStrv) rows = NULL;

  set_up (&setup, "{'task': 'T'}", 10);
  first = make_request (&setup, queue, 3);
  second = make_request (&setup, queue, 2);
  rows = g_strsplit (dg_model_request_get_message (second, 0, NULL), "\n", -1);

  g_assert_cmpuint (g_strv_length (rows), ==, 5);
  g_assert_cmpstr (rows[0], ==, "## Lines");
  g_assert_true (g_str_has_prefix (rows[1], "- n=4 | "));
  g_assert_true (g_str_has_prefix (rows[2], "- n=5 | "));
  g_assert_cmpstr (rows[3], ==, "");
  g_assert_true (g_str_has_prefix (rows[4], "Write the records "));
  g_assert_true (g_str_has_suffix (rows[4], ", 2 in all."));
}

/* The part that does not change is the same to the byte, so that the service can cache it. */
static void
test_same_system_in_every_request (void)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (10);
  g_autoptr (DgModelRequest) first = NULL;
  g_autoptr (DgModelRequest) second = NULL;

  set_up (&setup, "{'task': 'T'}", 10);
  first = make_request (&setup, queue, 3);
  second = make_request (&setup, queue, 2);

  g_assert_cmpstr (dg_model_request_get_system (first), ==, dg_model_request_get_system (second));
  g_assert_cmpstr (dg_model_request_get_tool_schema (first), ==, dg_model_request_get_tool_schema (second));
  g_assert_cmpstr (dg_model_request_get_message (first, 0, NULL), !=, dg_model_request_get_message (second, 0, NULL));
}

static void
test_line_sent_again (void)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (1);
  g_autoptr (DgModelRequest) first = NULL;
  g_autoptr (DgModelRequest) second = NULL;

  set_up (&setup, "{'task': 'T'}", 10);
  first = make_request (&setup, queue, 1);
  dg_line_queue_give_back (queue, 1);
  second = make_request (&setup, queue, 1);

  g_assert_cmpstr (dg_model_request_get_message (first, 0, NULL), !=, dg_model_request_get_message (second, 0, NULL));
  g_assert_nonnull (strstr (dg_model_request_get_message (second, 0, NULL), "- n=1 | "));
}

static void
assert_message (const char *requirements, const char *present, const char *absent)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (10);
  g_autoptr (DgModelRequest) request = NULL;
  const char *message;

  set_up (&setup, requirements, 10);
  request = make_request (&setup, queue, 10);
  message = dg_model_request_get_message (request, 0, NULL);

  if (present != NULL)
    g_assert_nonnull (strstr (message, present));
  if (absent != NULL)
    g_assert_null (strstr (message, absent));
}

/* The lines of a whole run as one request shows them; each is one line there, in order. */
static GStrv
dup_lines (const char *requirements, guint n_lines)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (n_lines);
  g_autoptr (DgModelRequest) request = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rows = NULL;

  set_up (&setup, requirements, n_lines);
  request = make_request (&setup, queue, n_lines);
  rows = g_strsplit (dg_model_request_get_message (request, 0, NULL), "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, n_lines + 3);

  for (guint i = 1; i <= n_lines; i++)
    {
      g_autofree char *start = g_strdup_printf ("- n=%u | ", i);

      g_assert_true (g_str_has_prefix (rows[i], start));
      g_strv_builder_add (builder, rows[i]);
    }

  return g_strv_builder_end (builder);
}

static guint
count_rows (GStrv rows, const char *part)
{
  guint n = 0;

  for (guint i = 0; rows[i] != NULL; i++)
    n += strstr (rows[i], part) != NULL;

  return n;
}

#define SENTENCES "[12346] sentences?"

/* Each of a hundred lines has a size like this. */
static void
assert_sizes (const char *requirements, const char *pattern)
{
  g_autofree char *size = g_strdup_printf (" \\| SIZE: (%s) \\| ", pattern);
  g_auto (GStrv) rows = dup_lines (requirements, 100);

  for (guint i = 0; rows[i] != NULL; i++)
    if (!g_regex_match_simple (size, rows[i], 0, 0))
      g_assert_cmpstr (rows[i], ==, size);
}

static void
test_size_of_free_text (void)
{
  assert_sizes ("{'task': 'T'}", SENTENCES);
}

static void
test_size_left_to_model (void)
{
  assert_sizes ("{'constraints': {'parts': {'length': '@model'}}}", SENTENCES);
}

static void
test_size_with_a_limit (void)
{
  assert_sizes ("{'constraints': {'parts': {'length': 'at most 80 words'}}}", "short|middle|long");
}

static void
test_size_of_fields (void)
{
  assert_message ("{'input_schema': {'type': 'object', 'properties': {'a': {'type': 'string'}}}}",
                  "NUMBERS: ", "SIZE: ");
}

static void
test_date_of_fields (void)
{
  g_auto (GStrv) rows =
      dup_lines ("{'input_schema': {'type': 'object', 'properties': {'a': {'type': 'string'}}}}", 100);

  g_assert_cmpuint (count_rows (rows, " | DATE: "), ==, 100);
}

static void
test_date_of_free_text (void)
{
  g_auto (GStrv) rows = dup_lines ("{'task': 'T'}", 1000);

  g_assert_cmpuint (count_rows (rows, " | DATE: "), >, 200);
  g_assert_cmpuint (count_rows (rows, " | DATE: "), <, 300);
}

static void
test_size_of_a_few_words (void)
{
  assert_message ("{'constraints': {'parts': {'length': 'Inputs have at most 25 words'}},"
                  "'limits': [{'column': 'input', 'check': 'max_words', 'value': '25'}]}",
                  "OPENING: ", "SIZE: ");
}

/* What a literal model would copy from the examples. */
static void
test_facts_of_answers (void)
{
  static const char *const answers[] = {
    "'due':{'type':'string','description':'YYYY-MM-DD'}",
    "'invoice_date':{'type':'string'}",
    "'total':{'type':'number'}",
    "'days':{'type':['integer','null']}",
    "'candidate':{'type':'string'}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *requirements =
          g_strdup_printf ("{'output_schema': {'type': 'object', 'properties': {%s}}}", answers[i]);
      g_auto (GStrv) rows = dup_lines (requirements, 100);

      g_assert_cmpint (count_rows (rows, " | DATE: ") == 100, ==, i < 2);
      g_assert_cmpint (count_rows (rows, " | NUMBERS: ") == 100, ==, i == 2 || i == 3);
    }
}

/* A rule that demands many things at once is kept in part. */
static void
test_rules_are_short (void)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (5);
  g_autoptr (DgModelRequest) request = NULL;
  g_auto (GStrv) rules = NULL;
  const char *system;

  set_up (&setup, "{'task': 'T'}", 5);
  request = make_request (&setup, queue, 1);
  system = dg_model_request_get_system (request);
  rules = g_strsplit (strstr (system, "# How to work\n"), "\n", -1);
  for (guint i = 1; rules[i] != NULL; i++)
    {
      g_auto (GStrv) sentences = g_strsplit (rules[i], ". ", -1);

      g_assert_cmpuint (g_strv_length (sentences), <=, 5);
    }
}

/* --- edge cases --- */

static void
test_edges (void)
{
  g_auto (GStrv) rows = dup_lines ("{'edge_cases': {'parts': {'challenging_inputs': 'two wishes',"
                                   "'boundary_conditions': 'no words', 'error_scenarios': 'cut off',"
                                   "'adversarial': 'gives orders'}}}",
                                   1000);

  g_assert_cmpuint (count_rows (rows, " | EDGE: "), ==, 300);
  g_assert_cmpuint (count_rows (rows, " | EDGE: two wishes | "), >, 0);
  g_assert_cmpuint (count_rows (rows, " | EDGE: no words | "), >, 0);
  g_assert_cmpuint (count_rows (rows, " | EDGE: cut off | "), >, 0);
  g_assert_cmpuint (count_rows (rows, " | EDGE: gives orders | "), >, 0);
}

/* The parts that are left to the model have no words that a line could ask for. */
static void
test_edges_in_part (void)
{
  g_auto (GStrv) rows =
      dup_lines ("{'edge_cases': {'parts': {'challenging_inputs': '@model', 'error_scenarios': 'cut off'}}}", 1000);

  g_assert_cmpuint (count_rows (rows, " | EDGE: "), ==, 300);
  g_assert_cmpuint (count_rows (rows, " | EDGE: cut off | "), ==, 300);
}

static void
test_edges_in_one_text (void)
{
  g_auto (GStrv) rows = dup_lines ("{'edge_cases': 'two wishes at once'}", 1000);

  g_assert_cmpuint (count_rows (rows, " | EDGE: two wishes at once | "), ==, 300);
}

static void
test_edges_not_named (void)
{
  static const char *const requirements[] = {
    "{'task': 'T'}",
    "{'edge_cases': '@model'}",
    "{'edge_cases': {'parts': {'challenging_inputs': '@model', 'adversarial': '@model'}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requirements); i++)
    {
      g_auto (GStrv) rows = dup_lines (requirements[i], 100);

      g_assert_cmpuint (count_rows (rows, "EDGE"), ==, 0);
    }
}

/* A part is a list of points, one a line; dup_lines() sees to the number of lines of the request. */
static void
test_edge_of_two_points (void)
{
  g_auto (GStrv) rows = dup_lines ("{'edge_cases': '- first\\n\\n- n=99 | second'}", 100);

  g_assert_cmpuint (count_rows (rows, " | EDGE: first | "), ==, 15);
  g_assert_cmpuint (count_rows (rows, " | EDGE: n=99 / second | "), ==, 15);
}

/* --- what is left out --- */

/* A schema of answers with this many fields that may be null, `f1`, `f2`, …, and one that may not. */
static char *
make_nullable_requirements (guint n_fields)
{
  g_autoptr (GString) text = g_string_new ("{'edge_cases': 'cut off', 'output_schema': {'type': 'object',"
                                           "'properties': {'always': {'type': 'string'}");

  for (guint i = 1; i <= n_fields; i++)
    g_string_append_printf (text, ", 'f%u': {'type': ['string', 'null']}", i);
  g_string_append (text, "}}}");

  return g_strdup (text->str);
}

/* Models fill every field; but a record that lacks nothing is the usual one. */
static void
test_left_out (void)
{
  for (guint n_fields = 1; n_fields <= 8; n_fields++)
    {
      g_autofree char *requirements = make_nullable_requirements (n_fields);
      g_auto (GStrv) rows = dup_lines (requirements, 1000);
      guint n_left_out = 0;

      for (guint i = 1; i <= n_fields; i++)
        {
          g_autofree char *part = g_strdup_printf (" | LEAVE OUT: f%u | ", i);
          guint n = count_rows (rows, part);

          g_assert_cmpuint (n, >, 0);
          n_left_out += n;
        }

      g_assert_cmpuint (count_rows (rows, "LEAVE OUT"), ==, n_left_out);
      g_assert_cmpuint (1000 - n_left_out, >=, 334);
      g_assert_cmpuint (count_rows (rows, DG_NOTHING), ==, 0);
    }
}

/* The edge case may be about the very thing that is left out. */
static void
test_left_out_or_edge (void)
{
  g_autofree char *requirements = make_nullable_requirements (3);
  g_auto (GStrv) rows = dup_lines (requirements, 1000);

  g_assert_cmpuint (count_rows (rows, "EDGE: "), >, 0);
  g_assert_cmpuint (count_rows (rows, "LEAVE OUT: "), >, 0);
  for (guint i = 0; rows[i] != NULL; i++)
    g_assert_false (strstr (rows[i], "EDGE") != NULL && strstr (rows[i], "LEAVE OUT") != NULL);
}

static void
test_nothing_to_leave_out (void)
{
  static const char *const requirements[] = {
    "{'task': 'T'}",
    "{'labels': ['a', 'b']}",
    /* a member that may be missing is not one that may be null */
    "{'output_schema': {'type': 'object', 'properties': {'a': {'type': 'string'}, 'b': {'type': 'integer'}},"
    "'required': ['a']}}",
    /* the input's author fills the input's fields */
    "{'input_schema': {'type': 'object', 'properties': {'a': {'type': ['string', 'null']}}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requirements); i++)
    {
      g_auto (GStrv) rows = dup_lines (requirements[i], 100);

      g_assert_cmpuint (count_rows (rows, "LEAVE OUT"), ==, 0);
    }
}

/* --- dimensions --- */

typedef struct
{
  const char *name;
  const char *requirements;
  const char *dimensions; /* `name=VALUE*COUNT,… ` of ten lines */
} Dimensions;

/* clang-format off */
static const Dimensions dimensions[] = {
  { "none", "{'task': 'T'}", "" },
  { "given", "{'dimensions': [{'name': 'tone', 'values': ['calm', {'value': 'cross', 'weight': 4}]}]}",
    "tone=calm*2,cross*8 " },
  { "labels", "{'labels': ['a', 'b']}", "ANSWER=a*5,b*5 " },
  { "labels-first", "{'labels': ['a', 'b'], 'dimensions': [{'name': 'tone', 'values': ['calm']}]}",
    "ANSWER=a*5,b*5 tone=calm*10 " },
  { "labels-weighed", "{'labels': ['a', 'b'], 'dimensions': [{'name': 'tone', 'values': ['calm']},"
    "{'name': 'kind', 'values': [{'value': 'a', 'weight': 9}, 'b']}]}", "tone=calm*10 kind=a*9,b*1 " },
  { "labels-weighed-once", "{'labels': ['a', 'b'], 'dimensions': [{'name': 'kind', 'values': ['b', 'a']},"
    "{'name': 'other', 'values': ['b']}]}", "kind=a*5,b*5 other=b*10 " },
  { "labels-mixed-with-others", "{'labels': ['a', 'b'], 'dimensions': [{'name': 'kind', 'values': ['a', 'c']}]}",
    "ANSWER=a*5,b*5 kind=a*5,c*5 " },
  { "same-values-without-labels", "{'dimensions': [{'name': 'kind', 'values': ['a', 'b']}]}", "kind=a*5,b*5 " },
  { "nullable", "{'output_schema': {'type': 'object', 'properties': {'a': {'type': ['string', 'null']},"
    "'b': {'type': 'string'}}}}", "LEAVE OUT=a*3,(nothing)*7 " },
  { "nullable-last", "{'dimensions': [{'name': 'tone', 'values': ['calm']}], 'output_schema': {'type': 'object',"
    "'properties': {'a': {'type': ['string', 'null']}, 'b': {'enum': ['x', null]}}}}",
    "tone=calm*10 LEAVE OUT=a*3,b*2,(nothing)*5 " },
  { "nullable-inside", "{'output_schema': {'type': 'object', 'properties': {'a': {'type': 'object',"
    "'properties': {'b': {'type': ['integer', 'null']}}}}, 'required': ['a']}}",
    "LEAVE OUT=a__b*3,(nothing)*7 " },
};
/* clang-format on */

static void
test_dimensions (gconstpointer data)
{
  const Dimensions *test = data;
  g_auto (Setup) setup = { 0 };
  g_autoptr (GString) found = g_string_new (NULL);
  DgCoveragePlan *plan;
  guint n_dimensions;

  set_up (&setup, test->requirements, 10);
  plan = dg_generation_prompt_get_plan (setup.prompt);
  n_dimensions = dg_coverage_plan_get_n_dimensions (plan);
  g_assert_cmpuint (dg_coverage_plan_get_n_lines (plan), ==, 10);

  for (guint d = 0; d < n_dimensions; d++)
    {
      static const char *const values[] = { "calm", "cross", "a", "b", "c", "a__b", DG_NOTHING };
      const char *separator = "=";

      g_string_append (found, dg_coverage_plan_get_name (plan, d));
      for (guint v = 0; v < G_N_ELEMENTS (values); v++)
        if (dg_coverage_plan_count_value (plan, d, values[v]) > 0)
          {
            g_string_append_printf (found, "%s%s*%u", separator, values[v],
                                    dg_coverage_plan_count_value (plan, d, values[v]));
            separator = ",";
          }
      g_string_append_c (found, ' ');
    }

  g_assert_cmpstr (found->str, ==, test->dimensions);
}

static void
test_answer_in_the_line (void)
{
  assert_message ("{'labels': ['blau', 'rot']}", "| " DG_ANSWER_DIMENSION ": blau |", NULL);
}

/* The person's own name for the answers stays in the plan; the line calls them what the instructions do. */
static void
test_weighed_answer_in_the_line (void)
{
  assert_message ("{'labels': ['a', 'b'], 'dimensions': [{'name': 'kind', 'values': ['a', 'b']}]}", "| ANSWER: a |",
                  "kind:");
}

/* The requirements stay as they are. */
static void
test_requirements_unchanged (void)
{
  g_auto (Setup) setup = { 0 };
  DgDimension *dimension;

  set_up (&setup, "{'labels': ['a', 'b'], 'dimensions': [{'name': 'kind', 'values': ['a', 'b']}]}", 10);
  dimension = g_ptr_array_index (dg_checklist_get_dimensions (setup.checklist), 0);

  g_assert_cmpuint (dg_checklist_get_dimensions (setup.checklist)->len, ==, 1);
  g_assert_cmpstr (dimension->name, ==, "kind");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/generation-prompt/system/sections", test_sections);
  g_test_add_func ("/generation-prompt/system/left-open", test_sections_left_open);
  g_test_add_func ("/generation-prompt/system/placeholders", test_placeholders_in_requirements);
  g_test_add_func ("/generation-prompt/system/nothing-else", test_not_in_the_system_prompt);
  g_test_add_func ("/generation-prompt/request/parts", test_request);
  g_test_add_func ("/generation-prompt/request/lines", test_lines_of_a_request);
  g_test_add_func ("/generation-prompt/request/same-system", test_same_system_in_every_request);
  g_test_add_func ("/generation-prompt/request/sent-again", test_line_sent_again);
  g_test_add_func ("/generation-prompt/size/free-text", test_size_of_free_text);
  g_test_add_func ("/generation-prompt/size/left-to-model", test_size_left_to_model);
  g_test_add_func ("/generation-prompt/size/limit", test_size_with_a_limit);
  g_test_add_func ("/generation-prompt/size/fields", test_size_of_fields);
  g_test_add_func ("/generation-prompt/date/free-text", test_date_of_free_text);
  g_test_add_func ("/generation-prompt/date/fields", test_date_of_fields);
  g_test_add_func ("/generation-prompt/size/a-few-words", test_size_of_a_few_words);
  g_test_add_func ("/generation-prompt/facts-of-answers", test_facts_of_answers);
  g_test_add_func ("/generation-prompt/rules-are-short", test_rules_are_short);
  g_test_add_func ("/generation-prompt/edges/named", test_edges);
  g_test_add_func ("/generation-prompt/edges/in-part", test_edges_in_part);
  g_test_add_func ("/generation-prompt/edges/one-text", test_edges_in_one_text);
  g_test_add_func ("/generation-prompt/edges/not-named", test_edges_not_named);
  g_test_add_func ("/generation-prompt/edges/two-points", test_edge_of_two_points);
  g_test_add_func ("/generation-prompt/left-out/fields", test_left_out);
  g_test_add_func ("/generation-prompt/left-out/or-edge", test_left_out_or_edge);
  g_test_add_func ("/generation-prompt/left-out/nothing", test_nothing_to_leave_out);
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      g_autofree char *path = g_strconcat ("/generation-prompt/dimensions/", dimensions[i].name, NULL);

      g_test_add_data_func (path, &dimensions[i], test_dimensions);
    }
  g_test_add_func ("/generation-prompt/answer-in-the-line", test_answer_in_the_line);
  g_test_add_func ("/generation-prompt/weighed-answer-in-the-line", test_weighed_answer_in_the_line);
  g_test_add_func ("/generation-prompt/requirements-unchanged", test_requirements_unchanged);

  return g_test_run ();
}
