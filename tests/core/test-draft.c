/* test-draft.c: drafts, and the rules, samples, notes, messages and records in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-dimension.h"
#include "dg-draft.h"

static DgRule *
make_rule (void)
{
  const guint notes[] = { 3, 5 };
  DgRule *rule = dg_rule_new (4, DG_RULE_MISSING, "names an amount");

  rule->column = DG_COLUMN_ANSWER;
  rule->applies_to = g_strdup ("tone: cross");
  rule->share = 30;
  rule->check = DG_CHECK_MATCHES;
  g_free (rule->check_value);
  rule->check_value = g_strdup (".*\\d.*");
  rule->on = FALSE;
  rule->by_hand = TRUE;
  rule->round = 2;
  g_array_append_vals (rule->notes, notes, G_N_ELEMENTS (notes));

  return rule;
}

static void
assert_rule (const DgRule *rule)
{
  g_assert_cmpuint (rule->id, ==, 4);
  g_assert_cmpuint (rule->kind, ==, DG_RULE_MISSING);
  g_assert_cmpuint (rule->column, ==, DG_COLUMN_ANSWER);
  g_assert_cmpstr (rule->text, ==, "names an amount");
  g_assert_cmpstr (rule->applies_to, ==, "tone: cross");
  g_assert_cmpuint (rule->share, ==, 30);
  g_assert_cmpuint (rule->check, ==, DG_CHECK_MATCHES);
  g_assert_cmpstr (rule->check_value, ==, ".*\\d.*");
  g_assert_false (rule->on);
  g_assert_true (rule->by_hand);
  g_assert_cmpuint (rule->round, ==, 2);
  g_assert_cmpuint (rule->notes->len, ==, 2);
  g_assert_cmpuint (g_array_index (rule->notes, guint, 1), ==, 5);
}

static void
test_rule (void)
{
  g_autoptr (DgRule) fresh = dg_rule_new (1, DG_RULE_FORMAT, "a");
  g_autoptr (DgRule) rule = make_rule ();
  g_autoptr (DgRule) copy = dg_rule_copy (rule);

  g_assert_cmpuint (fresh->column, ==, DG_COLUMN_INPUT);
  g_assert_null (fresh->applies_to);
  g_assert_cmpuint (fresh->share, ==, 100);
  g_assert_cmpuint (fresh->check, ==, DG_CHECK_NONE);
  g_assert_cmpstr (fresh->check_value, ==, "");
  g_assert_true (fresh->on);
  g_assert_false (fresh->by_hand);
  g_assert_cmpuint (fresh->notes->len, ==, 0);

  g_array_set_size (rule->notes, 0);
  rule->text[0] = 'N';
  assert_rule (copy);
}

static DgSample *
make_sample (void)
{
  DgSample *sample = dg_sample_new (2, 3, "in", "out");

  sample->state = DG_SAMPLE_EDITED;
  sample->line = g_strdup ("ANSWER: out");
  g_free (sample->problems);
  sample->problems = g_strdup ("too long\ntoo short");

  return sample;
}

static void
assert_sample (const DgSample *sample)
{
  g_assert_cmpuint (sample->round, ==, 2);
  g_assert_cmpuint (sample->card, ==, 3);
  g_assert_cmpuint (sample->state, ==, DG_SAMPLE_EDITED);
  g_assert_cmpstr (sample->input, ==, "in");
  g_assert_cmpstr (sample->answer, ==, "out");
  g_assert_cmpstr (sample->line, ==, "ANSWER: out");
  g_assert_cmpstr (sample->problems, ==, "too long\ntoo short");
}

static void
test_sample (void)
{
  g_autoptr (DgSample) fresh = dg_sample_new (1, 1, "", "");
  g_autoptr (DgSample) sample = make_sample ();
  g_autoptr (DgSample) copy = dg_sample_copy (sample);

  g_assert_cmpuint (fresh->state, ==, DG_SAMPLE_GENERATED);
  g_assert_null (fresh->line);
  g_assert_cmpstr (fresh->problems, ==, "");
  sample->input[0] = sample->answer[0] = sample->line[0] = sample->problems[0] = '_';
  assert_sample (copy);
}

static void
test_note (void)
{
  g_autoptr (DgNote) note = dg_note_new (9, 2, 3, "shorter");
  g_autoptr (DgNote) copy = NULL;

  g_assert_false (note->used);
  note->used = TRUE;
  copy = dg_note_copy (note);
  note->text[0] = '_';

  g_assert_cmpuint (copy->id, ==, 9);
  g_assert_cmpuint (copy->round, ==, 2);
  g_assert_cmpuint (copy->card, ==, 3);
  g_assert_cmpstr (copy->text, ==, "shorter");
  g_assert_true (copy->used);
}

static DgMessage *
make_message (void)
{
  const char *const suggestions[] = { "calendar days", "working days", NULL };
  DgMessage *message = dg_message_new (FALSE, "How many days count?");

  message->suggestions = g_strdupv ((char **) suggestions);
  message->asks_for = g_strdup ("output_format.conventions");

  return message;
}

static void
assert_message (const DgMessage *message)
{
  g_assert_false (message->from_person);
  g_assert_cmpstr (message->text, ==, "How many days count?");
  g_assert_cmpuint (g_strv_length (message->suggestions), ==, 2);
  g_assert_cmpstr (message->suggestions[1], ==, "working days");
  g_assert_cmpstr (message->asks_for, ==, "output_format.conventions");
}

static void
test_message (void)
{
  g_autoptr (DgMessage) plain = dg_message_new (TRUE, "");
  g_autoptr (DgMessage) plain_copy = dg_message_copy (plain);
  g_autoptr (DgMessage) message = make_message ();
  g_autoptr (DgMessage) copy = dg_message_copy (message);

  g_assert_true (plain_copy->from_person);
  g_assert_null (plain_copy->suggestions);
  g_assert_null (plain_copy->asks_for);
  message->text[0] = message->suggestions[1][0] = message->asks_for[0] = '_';
  assert_message (copy);
}

static void
test_record (void)
{
  g_autoptr (DgRecord) record = dg_record_new ("in", "out", 0);

  g_assert_cmpuint (dg_record_get_origin (record), ==, DG_ORIGIN_MODEL);
  g_assert_cmpuint (dg_record_get_review (record), ==, DG_REVIEW_NONE);
  g_assert_null (dg_record_get_note (record));
  g_assert_null (dg_record_get_flag (record));

  dg_record_set_origin (record, DG_ORIGIN_IMPORT);
  dg_record_set_review (record, DG_REVIEW_REJECTED);
  dg_record_set_note (record, "why");
  dg_record_set_flag (record, "the answer is disputed");
  g_assert_cmpuint (dg_record_get_origin (record), ==, DG_ORIGIN_IMPORT);
  g_assert_cmpuint (dg_record_get_review (record), ==, DG_REVIEW_REJECTED);
  g_assert_cmpstr (dg_record_get_note (record), ==, "why");
  g_assert_cmpstr (dg_record_get_flag (record), ==, "the answer is disputed");

  dg_record_set_note (record, "");
  dg_record_set_flag (record, NULL);
  g_assert_null (dg_record_get_note (record));
  g_assert_null (dg_record_get_flag (record));
}

/* A caller may hand back what it was given. */
static void
test_record_of_its_own (void)
{
  g_autoptr (DgRecord) record = dg_record_new ("in", "out", 0);

  dg_record_set_note (record, "why");
  dg_record_set_note (record, dg_record_get_note (record));
  dg_record_set_flag (record, "look");
  dg_record_set_flag (record, dg_record_get_flag (record));

  g_assert_cmpstr (dg_record_get_note (record), ==, "why");
  g_assert_cmpstr (dg_record_get_flag (record), ==, "look");
}

static void
test_dimension (void)
{
  g_autoptr (DgDimension) dimension = dg_dimension_new ("edge");
  g_autoptr (DgDimension) copy = NULL;
  DgDimensionValue *value = dg_dimension_add_value (dimension, "irony", 2.5);

  value->id = 7;
  g_ptr_array_add (value->ways, g_strdup ("praise"));
  dimension->kind = DG_DIMENSION_EDGE;
  copy = dg_dimension_copy (dimension);
  dimension->name[0] = value->value[0] = '_';
  g_ptr_array_set_size (value->ways, 0);

  g_assert_cmpstr (copy->name, ==, "edge");
  g_assert_cmpuint (copy->kind, ==, DG_DIMENSION_EDGE);
  g_assert_cmpuint (copy->values->len, ==, 1);
  value = g_ptr_array_index (copy->values, 0);
  g_assert_cmpuint (value->id, ==, 7);
  g_assert_cmpstr (value->value, ==, "irony");
  g_assert_cmpfloat_with_epsilon (value->weight, 2.5, 1e-12);
  g_assert_cmpuint (value->ways->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (value->ways, 0), ==, "praise");
}

static DgDraft *
make_draft (void)
{
  DgDraft *draft = dg_draft_new ();

  draft->id = g_strdup ("session_0a1b2c3d");
  draft->name = g_strdup ("Mail");
  draft->step = DG_STEP_ANNOTATION;
  draft->provider = g_strdup ("practice");
  draft->model = g_strdup ("practice");
  draft->checklist = g_strdup ("{}");
  draft->confirmed = TRUE;
  draft->prompt = dg_prompt_new ("p", "s", "{{input}}");
  draft->reference = g_strdup ("a text");
  draft->outline = g_strdup ("{\"seeds\":[]}");
  draft->unsent = g_strdup ("not sent");
  draft->turn_before = g_strdup ("{\"before\":1}");
  draft->turn_after = g_strdup ("{\"after\":1}");
  draft->turn_confirmed = TRUE;
  draft->stale = TRUE;
  draft->updated_us = 123;
  draft->requested = 50;
  draft->accepted = 7;
  draft->dataset = g_strdup ("dataset_0a1b2c3d");
  g_ptr_array_add (draft->examples, dg_record_new ("in", "out", 0));
  g_ptr_array_add (draft->messages, make_message ());
  g_ptr_array_add (draft->samples, dg_sample_new (1, 3, "old", "old"));
  g_ptr_array_add (draft->samples, make_sample ());
  g_ptr_array_add (draft->notes, dg_note_new (1, 1, 3, "newer"));
  g_ptr_array_add (draft->rules, make_rule ());

  return draft;
}

/* Of a draft that is gone. */
static void
test_copy (void)
{
  g_autoptr (DgDraft) draft = make_draft ();
  g_autoptr (DgDraft) copy = dg_draft_copy (draft);

  g_clear_pointer (&draft, dg_draft_free);
  g_assert_cmpstr (copy->id, ==, "session_0a1b2c3d");
  g_assert_cmpstr (copy->name, ==, "Mail");
  g_assert_cmpuint (copy->step, ==, DG_STEP_ANNOTATION);
  g_assert_cmpstr (copy->provider, ==, "practice");
  g_assert_cmpstr (copy->model, ==, "practice");
  g_assert_cmpstr (copy->checklist, ==, "{}");
  g_assert_true (copy->confirmed);
  g_assert_cmpstr (copy->prompt->user, ==, "{{input}}");
  g_assert_cmpstr (copy->reference, ==, "a text");
  g_assert_cmpstr (copy->outline, ==, "{\"seeds\":[]}");
  g_assert_cmpstr (copy->unsent, ==, "not sent");
  g_assert_cmpstr (copy->turn_before, ==, "{\"before\":1}");
  g_assert_cmpstr (copy->turn_after, ==, "{\"after\":1}");
  g_assert_true (copy->turn_confirmed);
  g_assert_true (copy->stale);
  g_assert_cmpint (copy->updated_us, ==, 123);
  g_assert_cmpuint (copy->requested, ==, 50);
  g_assert_cmpuint (copy->accepted, ==, 7);
  g_assert_cmpstr (copy->dataset, ==, "dataset_0a1b2c3d");
  g_assert_cmpuint (copy->examples->len, ==, 1);
  g_assert_cmpstr (dg_record_get_input (g_ptr_array_index (copy->examples, 0)), ==, "in");
  g_assert_cmpuint (copy->samples->len, ==, 2);
  assert_message (g_ptr_array_index (copy->messages, 0));
  assert_sample (g_ptr_array_index (copy->samples, 1));
  g_assert_cmpstr (((DgNote *) g_ptr_array_index (copy->notes, 0))->text, ==, "newer");
  assert_rule (g_ptr_array_index (copy->rules, 0));
}

static void
test_copy_of_nothing (void)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (DgDraft) copy = dg_draft_copy (draft);

  g_assert_null (copy->id);
  g_assert_null (copy->prompt);
  g_assert_null (copy->outline);
  g_assert_cmpuint (copy->rules->len, ==, 0);
  g_assert_cmpuint (dg_draft_get_round (copy), ==, 0);
}

static void
test_find (void)
{
  g_autoptr (DgDraft) draft = make_draft ();

  g_assert_cmpuint (dg_draft_get_round (draft), ==, 2);
  g_assert_true (dg_draft_find_sample (draft, 1, 3) == g_ptr_array_index (draft->samples, 0));
  g_assert_true (dg_draft_find_sample (draft, 2, 3) == g_ptr_array_index (draft->samples, 1));
  g_assert_null (dg_draft_find_sample (draft, 3, 3));
  g_assert_null (dg_draft_find_sample (draft, 2, 1));
  g_assert_true (dg_draft_find_rule (draft, 4) == g_ptr_array_index (draft->rules, 0));
  g_assert_null (dg_draft_find_rule (draft, 0));
}

/* --- the words that stand for them in files --- */

static const char *const rule_kinds[] = { "quality_issue", "missing_element", "improvement", "format_correction" };
static const char *const sample_states[] = { "generated", "revised", "edited", "approved" };
static const char *const reviews[] = { "none", "approved", "rejected" };
static const char *const sources[] = { "model", "sample", "hand", "import" };
static const char *const kinds[] = { "other",      "answer", "topic",    "intent", "tone",
                                     "difficulty", "form",   "language", "edge" };

#define ASSERT_IDS(ids, Type, prefix)                                                                                  \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    Type found;                                                                                                        \
                                                                                                                       \
    for (guint i = 0; i < G_N_ELEMENTS (ids); i++)                                                                     \
      {                                                                                                                \
        found = G_N_ELEMENTS (ids);                                                                                    \
        g_assert_cmpstr (prefix##_get_id (i), ==, ids[i]);                                                             \
        g_assert_true (prefix##_from_id (ids[i], &found));                                                             \
        g_assert_cmpuint (found, ==, i);                                                                               \
      }                                                                                                                \
    g_assert_false (prefix##_from_id ("Other", &found));                                                               \
    g_assert_false (prefix##_from_id ("", &found));                                                                    \
    g_assert_false (prefix##_from_id (NULL, &found));                                                                  \
  }                                                                                                                    \
  G_STMT_END

static void
test_ids (void)
{
  ASSERT_IDS (rule_kinds, DgRuleKind, dg_rule_kind);
  ASSERT_IDS (sample_states, DgSampleState, dg_sample_state);
  ASSERT_IDS (reviews, DgReview, dg_review);
  ASSERT_IDS (sources, DgOrigin, dg_origin);
  ASSERT_IDS (kinds, DgDimensionKind, dg_dimension_kind);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/rule", test_rule);
  g_test_add_func ("/draft/sample", test_sample);
  g_test_add_func ("/draft/note", test_note);
  g_test_add_func ("/draft/message", test_message);
  g_test_add_func ("/draft/record/set", test_record);
  g_test_add_func ("/draft/record/its-own", test_record_of_its_own);
  g_test_add_func ("/draft/dimension", test_dimension);
  g_test_add_func ("/draft/copy", test_copy);
  g_test_add_func ("/draft/copy-of-nothing", test_copy_of_nothing);
  g_test_add_func ("/draft/find", test_find);
  g_test_add_func ("/draft/ids", test_ids);

  return g_test_run ();
}
