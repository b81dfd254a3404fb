/* test-session-rounds.c: notes become rules, cards are revised, rounds can be undone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "session-fixture.h"

#define REQUIREMENTS                                                                                                   \
  "{'task': 'answer questions about parcels', 'output_format': {'parts': {'kind': 'generation of free text',"          \
  " 'structure': 'one sentence', 'expected_response': 'an answer', 'conventions': 'no parcel: say so'}},"              \
  " 'dimensions': [{'name': 'tone', 'values': ['calm', 'angry']}]}"

#define ONE_RULE                                                                                                       \
  "{'rules': [{'rule': 1, 'target': 'input', 'kind': 'quality_issue', 'applies_to': 0, 'share': 100, 'check': "        \
  "'absent',"                                                                                                          \
  " 'check_value': 'sorry', 'text': 'Nobody says sorry.'}], 'links': [{'note': 1, 'rule': 1}], 'question': ''}"

#define NO_RULE "{'rules': [], 'links': [{'note': 1, 'rule': 0}], 'question': ''}"

static void
set_up (SessionFixture *fixture, gconstpointer requirements)
{
  g_autoptr (GError) error = NULL;

  session_fixture_set_up (fixture, requirements);
  session_fixture_create (fixture, TRUE);
  session_fixture_make_samples (fixture, &error);
  g_assert_no_error (error);
}

static void
annotate (SessionFixture *fixture, guint card, const char *note)
{
  const DgAnnotation annotation = { .card = card, .note = note };
  g_autoptr (GError) error = NULL;

  session_fixture_annotate (fixture, &annotation, &error);
  g_assert_no_error (error);
}

/* A revision that changes the last word of a card. */
static void
answer_with_card (SessionFixture *fixture, guint card, const char *input)
{
  const DgSample *sample = session_fixture_get_card (fixture, card);
  g_autofree char *reply =
      g_strdup_printf ("{'extent': 'rewrite', 'plan': 'as asked', 'input': '%s', 'answer_text': '%s'}", input,
                       sample->answer);

  session_fixture_answer (fixture, "revise_record", reply);
}

static void
test_note_becomes_rule (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const DgRule *rule;

  annotate (fixture, 2, "don't apologize");
  session_fixture_answer (fixture, "set_rules", ONE_RULE);
  answer_with_card (fixture, 2, "My parcel is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));

  g_assert_cmpuint (session_fixture_get_draft (fixture)->rules->len, ==, 1);
  rule = g_ptr_array_index (session_fixture_get_draft (fixture)->rules, 0);
  g_assert_cmpstr (rule->text, ==, "Nobody says sorry.");
  g_assert_cmpint (rule->kind, ==, DG_RULE_QUALITY);
  g_assert_cmpuint (rule->notes->len, ==, 1);
  g_assert_cmpuint (g_array_index (rule->notes, guint, 0), ==, 1);
  g_assert_nonnull (strstr (session_fixture_get_request (fixture, "set_rules", 1), "don't apologize"));
}

static void
test_only_the_card_with_the_note_changes (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  annotate (fixture, 2, "don't apologize");
  session_fixture_answer (fixture, "set_rules", ONE_RULE);
  answer_with_card (fixture, 2, "My parcel is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));

  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *before = dg_draft_find_sample (session_fixture_get_draft (fixture), 1, card);

      g_assert_cmpint (g_str_equal (before->input, session_fixture_get_card (fixture, card)->input), ==, card != 2);
    }
  g_assert_cmpstr (session_fixture_get_card (fixture, 2)->input, ==, "My parcel is late again.");
  g_assert_cmpint (session_fixture_get_card (fixture, 2)->state, ==, DG_SAMPLE_REVISED);
}

/* A note on a card that the person has taken for their own teaches a rule; the card stays byte for byte. */
static void
test_edited_card_stays (SessionFixture *fixture, gconstpointer data)
{
  const DgAnnotation annotation = { .card = 2, .note = "like this", .input = "  Where\tis it?? " };
  g_autoptr (GError) error = NULL;

  g_assert_true (session_fixture_annotate (fixture, &annotation, &error));
  session_fixture_answer (fixture, "set_rules", ONE_RULE);
  g_assert_true (session_fixture_iterate (fixture, &error));

  g_assert_cmpstr (session_fixture_get_card (fixture, 2)->input, ==, "  Where\tis it?? ");
  g_assert_cmpuint (session_fixture_count_requests (fixture, "revise_record"), ==, 0);
}

static void
test_second_try_is_told_why (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  annotate (fixture, 2, "don't apologize");
  session_fixture_answer (fixture, "set_rules", ONE_RULE);
  answer_with_card (fixture, 2, "I am sorry, my parcel is late.");
  answer_with_card (fixture, 2, "My parcel is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));

  g_assert_cmpuint (session_fixture_count_requests (fixture, "revise_record"), ==, 2);
  g_assert_null (strstr (session_fixture_get_request (fixture, "revise_record", 1), "which is not allowed"));
  g_assert_nonnull (strstr (session_fixture_get_request (fixture, "revise_record", 2), "which is not allowed"));
  g_assert_cmpstr (session_fixture_get_card (fixture, 2)->problems, ==, "");
}

/* What cannot be had is told on the card, and keeps the run from starting. */
static void
test_what_is_still_wrong_is_told (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  annotate (fixture, 2, "don't apologize");
  session_fixture_answer (fixture, "set_rules", ONE_RULE);
  answer_with_card (fixture, 2, "I am sorry, my parcel is late.");
  answer_with_card (fixture, 2, "So sorry, my parcel is late.");
  g_assert_true (session_fixture_iterate (fixture, &error));

  g_assert_nonnull (strstr (session_fixture_get_card (fixture, 2)->problems, "sorry"));
  g_assert_false (dg_session_check_samples (fixture->session, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
}

static void
test_rule_is_in_the_next_request (SessionFixture *fixture, gconstpointer data)
{
  const DgRuleChange addition = { DG_RULE_ADD, 0, "Every question names a city." };
  const DgRuleChange off = { DG_RULE_TURN_OFF, 1, NULL };
  const DgRuleChange on = { DG_RULE_TURN_ON, 1, NULL };
  const DgRuleChange other = { DG_RULE_EDIT, 1, "Every question names a river." };
  const DgRuleChange gone = { DG_RULE_DELETE, 1, NULL };
  guint n = session_fixture_count_requests (fixture, "add_records");
  g_autoptr (GError) error = NULL;

  g_assert_true (session_fixture_change_rule (fixture, &addition, &error));
  g_assert_true (session_fixture_regenerate (fixture, 1, &error));
  g_assert_nonnull (strstr (session_fixture_get_request (fixture, "add_records", ++n), "names a city"));

  g_assert_true (session_fixture_change_rule (fixture, &off, &error));
  g_assert_true (session_fixture_regenerate (fixture, 1, &error));
  g_assert_null (strstr (session_fixture_get_request (fixture, "add_records", ++n), "names a city"));

  g_assert_true (session_fixture_change_rule (fixture, &on, &error));
  g_assert_true (session_fixture_change_rule (fixture, &other, &error));
  g_assert_true (session_fixture_regenerate (fixture, 1, &error));
  g_assert_nonnull (strstr (session_fixture_get_request (fixture, "add_records", ++n), "names a river"));

  g_assert_true (session_fixture_change_rule (fixture, &gone, &error));
  g_assert_true (session_fixture_regenerate (fixture, 1, &error));
  g_assert_null (strstr (session_fixture_get_request (fixture, "add_records", ++n), "names a river"));
}

/* With all that was known of it, and where it was. */
static void
test_deleted_rule_is_restored (SessionFixture *fixture, gconstpointer data)
{
  const DgRuleChange first = { DG_RULE_ADD, 0, "Every question names a city." };
  const DgRuleChange second = { DG_RULE_ADD, 0, "Nobody says thanks.", DG_COLUMN_ANSWER };
  const DgRuleChange off = { DG_RULE_TURN_OFF, 1, NULL };
  const DgRuleChange gone = { DG_RULE_DELETE, 1, NULL };
  DgRuleChange restoring = { DG_RULE_RESTORE, 0, NULL };
  g_autoptr (DgRule) deleted = NULL;
  g_autoptr (GError) error = NULL;
  const DgRule *rule;

  g_assert_true (session_fixture_change_rule (fixture, &first, &error));
  g_assert_true (session_fixture_change_rule (fixture, &second, &error));
  g_assert_true (session_fixture_change_rule (fixture, &off, &error));
  deleted = dg_rule_copy (dg_draft_find_rule (session_fixture_get_draft (fixture), 1));
  g_assert_true (session_fixture_change_rule (fixture, &gone, &error));
  g_assert_null (dg_draft_find_rule (session_fixture_get_draft (fixture), 1));

  restoring.rule = deleted;
  g_assert_true (session_fixture_change_rule (fixture, &restoring, &error));
  rule = g_ptr_array_index (session_fixture_get_draft (fixture)->rules, 0);
  g_assert_cmpuint (rule->id, ==, 1);
  g_assert_cmpstr (rule->text, ==, "Every question names a city.");
  g_assert_false (rule->on);

  /* its number is another's by now */
  g_assert_true (session_fixture_change_rule (fixture, &restoring, &error));
  g_assert_cmpuint (session_fixture_get_draft (fixture)->rules->len, ==, 3);
  g_assert_nonnull (dg_draft_find_rule (session_fixture_get_draft (fixture), 3));
}

/* A note can be taken back until a round is made with it, and only from its own card. */
static void
test_note_is_taken_back (SessionFixture *fixture, gconstpointer data)
{
  DgAnnotation annotation = { .card = 2, .drop_note = 1 };
  g_autoptr (GError) error = NULL;

  annotate (fixture, 1, "shorter");
  g_assert_false (session_fixture_annotate (fixture, &annotation, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN);
  g_clear_error (&error);

  annotation.card = 1;
  g_assert_true (session_fixture_annotate (fixture, &annotation, &error));
  g_assert_cmpuint (session_fixture_get_draft (fixture)->notes->len, ==, 0);
  g_assert_false (session_fixture_iterate (fixture, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
}

/* Notes are numbered anew for each request: the only one of the second round is note 1. */
static void
test_notes_of_a_second_round (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const DgRule *rule;

  annotate (fixture, 2, "don't apologize");
  session_fixture_answer (fixture, "set_rules", NO_RULE);
  answer_with_card (fixture, 2, "My parcel is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));
  annotate (fixture, 3, "nor here");
  session_fixture_answer (fixture, "set_rules", ONE_RULE);
  answer_with_card (fixture, 3, "My lamp is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));

  g_assert_nonnull (strstr (session_fixture_get_request (fixture, "set_rules", 2), "\nNote 1, on this sample 3:\n"));
  g_assert_cmpuint (session_fixture_count_requests (fixture, "set_rules"), ==, 2);
  g_assert_cmpuint (session_fixture_get_draft (fixture)->rules->len, ==, 1);
  rule = g_ptr_array_index (session_fixture_get_draft (fixture)->rules, 0);
  g_assert_cmpuint (rule->notes->len, ==, 1);
  g_assert_cmpuint (g_array_index (rule->notes, guint, 0), ==, 2);
}

#define UNKNOWN_NOTE                                                                                                   \
  "{'rules': [{'rule': 1, 'target': 'input', 'kind': 'quality_issue', 'applies_to': 0, 'share': 100, 'check': 'none'," \
  " 'check_value': '', 'text': 'Nobody says sorry.'}], 'links': [{'note': 4, 'rule': 1}], 'question': ''}"

static void
test_unknown_note_is_asked_again (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  annotate (fixture, 2, "don't apologize");
  session_fixture_answer (fixture, "set_rules", UNKNOWN_NOTE);
  session_fixture_answer (fixture, "set_rules", ONE_RULE);
  answer_with_card (fixture, 2, "My parcel is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));

  g_assert_cmpuint (session_fixture_count_requests (fixture, "set_rules"), ==, 2);
  g_assert_nonnull (strstr (session_fixture_get_request (fixture, "set_rules", 2), "the notes are numbered 1 to 1"));
  g_assert_cmpuint (session_fixture_get_draft (fixture)->rules->len, ==, 1);
  g_assert_null (dg_session_get_question (fixture->session));
}

/* No rule gets lost without a word. */
static void
test_unknown_note_is_told (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  annotate (fixture, 2, "don't apologize");
  session_fixture_answer (fixture, "set_rules", UNKNOWN_NOTE);
  session_fixture_answer (fixture, "set_rules", UNKNOWN_NOTE);
  answer_with_card (fixture, 2, "My parcel is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));

  g_assert_cmpuint (session_fixture_count_requests (fixture, "set_rules"), ==, 2);
  g_assert_cmpuint (session_fixture_get_draft (fixture)->rules->len, ==, 0);
  g_assert_nonnull (strstr (dg_session_get_question (fixture->session), "Nobody says sorry."));
}

#define NO_LINK                                                                                                        \
  "{'rules': [{'rule': 1, 'target': 'input', 'kind': 'quality_issue', 'applies_to': 0, 'share': 100, 'check': 'none'," \
  " 'check_value': '', 'text': 'Nobody says sorry.'}], 'links': [], 'question': ''}"

static void
test_no_link_is_told (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  annotate (fixture, 2, "don't apologize");
  session_fixture_answer (fixture, "set_rules", NO_LINK);
  session_fixture_answer (fixture, "set_rules", NO_LINK);
  answer_with_card (fixture, 2, "My parcel is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));

  g_assert_cmpuint (session_fixture_count_requests (fixture, "set_rules"), ==, 2);
  g_assert_nonnull (strstr (session_fixture_get_request (fixture, "set_rules", 2), "`links` names no rule"));
  g_assert_cmpuint (session_fixture_get_draft (fixture)->rules->len, ==, 0);
  g_assert_nonnull (strstr (dg_session_get_question (fixture->session), "Nobody says sorry."));
}

static void
test_used_note_stays (SessionFixture *fixture, gconstpointer data)
{
  const DgAnnotation annotation = { .card = 1, .drop_note = 1 };
  g_autoptr (GError) error = NULL;

  annotate (fixture, 1, "shorter");
  session_fixture_answer (fixture, "set_rules", ONE_RULE);
  answer_with_card (fixture, 1, "My parcel is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));
  g_assert_false (session_fixture_annotate (fixture, &annotation, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN);
  g_assert_cmpuint (session_fixture_get_draft (fixture)->notes->len, ==, 1);
}

static void
test_format_correction (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  annotate (fixture, 1, "the answer should be yes or no");
  session_fixture_answer (
      fixture, "set_rules",
      "{'rules': [{'rule': 1, 'target': 'format', 'kind': 'format_correction', 'applies_to': 0, 'share': 100,"
      " 'check': 'none', 'check_value': '', 'text': 'The answer is yes or no.'}],"
      " 'links': [{'note': 1, 'rule': 1}], 'question': ''}");
  session_fixture_answer (fixture, "set_answer_format",
                          "{'kind': 'label', 'fields': [{'field': 'answer', 'type': 'label', 'nullable': false}],"
                          " 'values': [{'field': 'answer', 'value': 'yes', 'given': true}, {'field': 'answer', "
                          "'value': 'no', 'given': true}],"
                          " 'conventions': [], 'limits': []}");
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      g_autofree char *reply =
          g_strdup_printf ("{'extent': 'rewrite', 'plan': 'label', 'input': '%s', 'answer_label': 'yes'}",
                           session_fixture_get_card (fixture, card)->input);

      session_fixture_answer (fixture, "revise_record", reply);
    }
  g_assert_true (session_fixture_iterate (fixture, &error));
  g_assert_no_error (error);

  g_assert_true (g_strv_contains (dg_checklist_get_labels (dg_session_get_checklist (fixture->session)), "yes"));
  g_assert_true (dg_session_is_complete (fixture->session));
  g_assert_false (session_fixture_get_draft (fixture)->stale);
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      g_assert_cmpstr (session_fixture_get_card (fixture, card)->answer, ==, "yes");
      g_assert_cmpstr (session_fixture_get_card (fixture, card)->problems, ==, "");
    }
}

static void
test_undo (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *input = g_strdup (session_fixture_get_card (fixture, 2)->input);

  annotate (fixture, 2, "don't apologize");
  session_fixture_answer (fixture, "set_rules", ONE_RULE);
  answer_with_card (fixture, 2, "My parcel is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));
  g_assert_true (session_fixture_undo_round (fixture, &error));

  g_assert_cmpuint (dg_draft_get_round (session_fixture_get_draft (fixture)), ==, 1);
  g_assert_cmpstr (session_fixture_get_card (fixture, 2)->input, ==, input);
  g_assert_cmpuint (session_fixture_get_draft (fixture)->rules->len, ==, 0);
  g_assert_cmpuint (session_fixture_get_draft (fixture)->notes->len, ==, 1);
  g_assert_false (((DgNote *) g_ptr_array_index (session_fixture_get_draft (fixture)->notes, 0))->used);
  g_assert_false (session_fixture_undo_round (fixture, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
}

/* A note that waited through a round that was made anew. */
static void
test_undo_opens_older_notes (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  annotate (fixture, 2, "don't apologize");
  g_assert_true (session_fixture_regenerate (fixture, 5, &error));
  session_fixture_answer (fixture, "set_rules", ONE_RULE);
  answer_with_card (fixture, 2, "My parcel is late again.");
  g_assert_true (session_fixture_iterate (fixture, &error));
  g_assert_true (session_fixture_undo_round (fixture, &error));

  g_assert_cmpuint (dg_draft_get_round (session_fixture_get_draft (fixture)), ==, 2);
  g_assert_cmpuint (session_fixture_get_draft (fixture)->notes->len, ==, 1);
  g_assert_false (((DgNote *) g_ptr_array_index (session_fixture_get_draft (fixture)->notes, 0))->used);
}

static void
test_nothing_to_do (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (session_fixture_iterate (fixture, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_assert_cmpuint (session_fixture_count_requests (fixture, "set_rules"), ==, 0);
}

/* Calls are paid for, whatever becomes of the step. */
static void
test_calls_are_on_record (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n = run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_calls");

  annotate (fixture, 2, "nice");
  session_fixture_answer (fixture, "set_rules", NO_RULE);
  answer_with_card (fixture, 2, session_fixture_get_card (fixture, 2)->input);
  g_assert_true (session_fixture_iterate (fixture, &error));

  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_calls"), ==, n + 2);
}

static void
test_problem_forbids_approval (SessionFixture *fixture, gconstpointer data)
{
  const DgAnnotation annotation = { .card = 1, .answer = " ", .approve = TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_false (session_fixture_annotate (fixture, &annotation, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_assert_cmpint (session_fixture_get_card (fixture, 1)->state, ==, DG_SAMPLE_GENERATED);
}

static void
add (const char *path, void (*test) (SessionFixture *fixture, gconstpointer data))
{
  g_test_add (path, SessionFixture, REQUIREMENTS, set_up, test, session_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/session-rounds/note-becomes-rule", test_note_becomes_rule);
  add ("/session-rounds/only-the-card-with-the-note-changes", test_only_the_card_with_the_note_changes);
  add ("/session-rounds/edited-card-stays", test_edited_card_stays);
  add ("/session-rounds/second-try-is-told-why", test_second_try_is_told_why);
  add ("/session-rounds/what-is-still-wrong-is-told", test_what_is_still_wrong_is_told);
  add ("/session-rounds/rule-is-in-the-next-request", test_rule_is_in_the_next_request);
  add ("/session-rounds/deleted-rule-is-restored", test_deleted_rule_is_restored);
  add ("/session-rounds/note-is-taken-back", test_note_is_taken_back);
  add ("/session-rounds/used-note-stays", test_used_note_stays);
  add ("/session-rounds/notes-of-a-second-round", test_notes_of_a_second_round);
  add ("/session-rounds/unknown-note/asked-again", test_unknown_note_is_asked_again);
  add ("/session-rounds/unknown-note/told", test_unknown_note_is_told);
  add ("/session-rounds/no-link-is-told", test_no_link_is_told);
  add ("/session-rounds/format-correction", test_format_correction);
  add ("/session-rounds/undo", test_undo);
  add ("/session-rounds/undo-opens-older-notes", test_undo_opens_older_notes);
  add ("/session-rounds/nothing-to-do", test_nothing_to_do);
  add ("/session-rounds/calls-are-on-record", test_calls_are_on_record);
  add ("/session-rounds/problem-forbids-approval", test_problem_forbids_approval);

  return g_test_run ();
}
