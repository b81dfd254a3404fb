/* store-test-drafts.c: a session with all that it can have, and whether two are the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-test-utils.h"

/* Returns: (transfer full): a session with something in every member that can be saved */
DgDraft *
store_test_make_draft (const char *name)
{
  static const char *const suggestions[] = { "Customers, \"all\"", "日本", NULL };
  DgDraft *draft = dg_draft_new ();
  DgMessage *question = dg_message_new (FALSE, "Who asks?\n");
  DgSample *sample = dg_sample_new (2, 1, "input", "{\"a\": 1.0}");
  DgNote *note = dg_note_new (2, 1, 1, "too short");
  DgRule *rule = dg_rule_new (3, DG_RULE_FORMAT, "Write it in “quotes”.");
  const guint notes[] = { 1, G_MAXUINT };

  draft->name = g_strdup (name);
  draft->step = DG_STEP_ANNOTATION;
  draft->provider = g_strdup ("bedrock");
  draft->model = g_strdup ("amazon.nova-2-lite-v1:0");
  draft->checklist = g_strdup ("{\"task\": {}}");
  draft->confirmed = TRUE;
  draft->stale = TRUE;
  draft->prompt = dg_prompt_new ("Sorter", "Sort.", "");
  draft->prompt->id = g_strdup ("prompt_0a0b0c0d");
  draft->reference = g_strdup ("§ 1\r\n§ 2");
  draft->outline = g_strdup ("{\"dimensions\": []}");
  draft->unsent = g_strdup ("„Noch\n nicht“");
  draft->turn_before = g_strdup ("{}");
  draft->turn_after = g_strdup ("{\"task\": {}}");
  draft->turn_confirmed = TRUE;
  draft->wish = (DgRunWish){ 250, DG_FILE_FORMAT_CSV, 0.75, TRUE };

  g_ptr_array_add (draft->examples, dg_record_new ("b", "2", 0));
  g_ptr_array_add (draft->examples, dg_record_new ("a", "1", 0));

  question->suggestions = g_strdupv ((char **) suggestions);
  question->asks_for = g_strdup ("role_persona.persona");
  g_ptr_array_add (draft->messages, question);
  g_ptr_array_add (draft->messages, dg_message_new (TRUE, ""));

  sample->state = DG_SAMPLE_EDITED;
  sample->line = g_strdup ("tone: short");
  g_free (sample->problems);
  sample->problems = g_strdup ("one\ntwo");
  g_ptr_array_add (draft->samples, dg_sample_new (1, 1, "in", ""));
  g_ptr_array_add (draft->samples, dg_sample_new (1, 2, "in 2", "out 2"));
  g_ptr_array_add (draft->samples, sample);

  note->used = TRUE;
  g_ptr_array_add (draft->notes, dg_note_new (1, 1, 2, ""));
  g_ptr_array_add (draft->notes, note);

  rule->column = DG_COLUMN_ANSWER;
  rule->applies_to = g_strdup ("tone: short");
  rule->share = 20;
  rule->check = DG_CHECK_MATCHES;
  g_free (rule->check_value);
  rule->check_value = g_strdup ("“.*”");
  rule->on = FALSE;
  rule->by_hand = TRUE;
  rule->round = 1;
  g_array_append_vals (rule->notes, notes, G_N_ELEMENTS (notes));
  g_ptr_array_add (draft->rules, dg_rule_new (1, DG_RULE_QUALITY, "Be kind."));
  g_ptr_array_add (draft->rules, rule);

  return draft;
}

static void
assert_messages_equal (const DgMessage *a, const DgMessage *b)
{
  g_assert_cmpint (a->from_person, ==, b->from_person);
  g_assert_cmpstr (a->text, ==, b->text);
  g_assert_cmpstr (a->asks_for, ==, b->asks_for);
  g_assert_true ((a->suggestions == NULL) == (b->suggestions == NULL));
  if (a->suggestions != NULL)
    g_assert_cmpstrv (a->suggestions, b->suggestions);
}

static void
assert_samples_equal (const DgSample *a, const DgSample *b)
{
  g_assert_cmpuint (a->round, ==, b->round);
  g_assert_cmpuint (a->card, ==, b->card);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpstr (a->input, ==, b->input);
  g_assert_cmpstr (a->answer, ==, b->answer);
  g_assert_cmpstr (a->line, ==, b->line);
  g_assert_cmpstr (a->problems, ==, b->problems);
}

static void
assert_notes_equal (const DgNote *a, const DgNote *b)
{
  g_assert_cmpuint (a->id, ==, b->id);
  g_assert_cmpuint (a->round, ==, b->round);
  g_assert_cmpuint (a->card, ==, b->card);
  g_assert_cmpstr (a->text, ==, b->text);
  g_assert_cmpint (a->used, ==, b->used);
}

static void
assert_rules_equal (const DgRule *a, const DgRule *b)
{
  g_assert_cmpuint (a->id, ==, b->id);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpint (a->column, ==, b->column);
  g_assert_cmpstr (a->text, ==, b->text);
  g_assert_cmpstr (a->applies_to, ==, b->applies_to);
  g_assert_cmpuint (a->share, ==, b->share);
  g_assert_cmpint (a->check, ==, b->check);
  g_assert_cmpstr (a->check_value, ==, b->check_value);
  g_assert_cmpint (a->on, ==, b->on);
  g_assert_cmpint (a->by_hand, ==, b->by_hand);
  g_assert_cmpuint (a->round, ==, b->round);
  g_assert_cmpmem (a->notes->data, a->notes->len * sizeof (guint), b->notes->data, b->notes->len * sizeof (guint));
}

static void
assert_heads_equal (const DgDraft *a, const DgDraft *b)
{
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpint (a->step, ==, b->step);
  g_assert_cmpstr (a->provider, ==, b->provider);
  g_assert_cmpstr (a->model, ==, b->model);
  g_assert_cmpstr (a->checklist, ==, b->checklist);
  g_assert_cmpint (a->confirmed, ==, b->confirmed);
  g_assert_cmpint (a->stale, ==, b->stale);
  g_assert_cmpstr (a->reference, ==, b->reference);
  g_assert_cmpstr (a->outline, ==, b->outline);
  g_assert_cmpstr (a->unsent, ==, b->unsent);
  g_assert_cmpstr (a->turn_before, ==, b->turn_before);
  g_assert_cmpstr (a->turn_after, ==, b->turn_after);
  g_assert_cmpint (a->turn_confirmed, ==, b->turn_confirmed);
  g_assert_cmpuint (a->wish.n_records, ==, b->wish.n_records);
  g_assert_cmpint (a->wish.format, ==, b->wish.format);
  g_assert_cmpfloat_with_epsilon (a->wish.max_cost_usd, b->wish.max_cost_usd, 1e-12);
  g_assert_cmpint (a->wish.check_answers, ==, b->wish.check_answers);
  g_assert_true ((a->prompt == NULL) == (b->prompt == NULL));
  if (a->prompt != NULL)
    {
      g_assert_cmpstr (a->prompt->id, ==, b->prompt->id);
      g_assert_cmpstr (a->prompt->name, ==, b->prompt->name);
      g_assert_cmpstr (a->prompt->system, ==, b->prompt->system);
      g_assert_cmpstr (a->prompt->user, ==, b->prompt->user);
    }
}

/* All that can be saved, but for the id. */
void
store_test_assert_drafts_equal (const DgDraft *a, const DgDraft *b)
{
  assert_heads_equal (a, b);

  g_assert_cmpuint (a->examples->len, ==, b->examples->len);
  for (guint i = 0; i < a->examples->len; i++)
    store_test_assert_record (a->examples, i, dg_record_get_input (g_ptr_array_index (b->examples, i)),
                              dg_record_get_answer (g_ptr_array_index (b->examples, i)));

  g_assert_cmpuint (a->messages->len, ==, b->messages->len);
  for (guint i = 0; i < a->messages->len; i++)
    assert_messages_equal (g_ptr_array_index (a->messages, i), g_ptr_array_index (b->messages, i));

  g_assert_cmpuint (a->samples->len, ==, b->samples->len);
  for (guint i = 0; i < a->samples->len; i++)
    assert_samples_equal (g_ptr_array_index (a->samples, i), g_ptr_array_index (b->samples, i));

  g_assert_cmpuint (a->notes->len, ==, b->notes->len);
  for (guint i = 0; i < a->notes->len; i++)
    assert_notes_equal (g_ptr_array_index (a->notes, i), g_ptr_array_index (b->notes, i));

  g_assert_cmpuint (a->rules->len, ==, b->rules->len);
  for (guint i = 0; i < a->rules->len; i++)
    assert_rules_equal (g_ptr_array_index (a->rules, i), g_ptr_array_index (b->rules, i));
}
