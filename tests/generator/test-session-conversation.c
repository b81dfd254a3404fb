/* test-session-conversation.c: no message is lost, and the last one can be said again in other words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "session-fixture.h"

#define REQUIREMENTS                                                                                                   \
  "{'task': 'answer questions about parcels', 'output_format': {'parts': {'kind': 'generation of free text',"          \
  " 'structure': 'one sentence', 'expected_response': 'an answer', 'conventions': 'no parcel: say so'}},"              \
  " 'dimensions': [{'name': 'tone', 'values': ['calm', 'angry']}]}"

#define TONE 2

static void
answer_turn (SessionFixture *fixture, const char *part, const char *quote, const char *value)
{
  g_autofree char *reply =
      g_strdup_printf ("{'updates': [{'part': '%s', 'point': 0, 'basis': 'said', 'quote': '%s', 'value': '%s'}], "
                       "'agrees': false, 'next_part': 'task.interactions', 'reply': 'What do they ask about?', "
                       "'suggestions': []}",
                       part, quote, value);

  session_fixture_answer (fixture, "update_checklist", reply);
}

static const char *
get_value (SessionFixture *fixture, const char *name)
{
  DgItem item;
  guint part;

  g_assert_true (dg_checklist_find_part (name, &item, &part));
  return dg_checklist_get_value (dg_session_get_checklist (fixture->session), item, part);
}

static void
assert_messages (SessionFixture *fixture, guint n_messages, const char *last_of_person)
{
  GPtrArray *messages = session_fixture_get_draft (fixture)->messages;
  const DgMessage *message;

  g_assert_cmpuint (messages->len, ==, n_messages);
  message = g_ptr_array_index (messages, n_messages - 2);
  g_assert_true (message->from_person);
  g_assert_cmpstr (message->text, ==, last_of_person);
}

static void
open_conversation (SessionFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, FALSE);
  g_assert_true (session_fixture_converse (fixture, NULL, &error));
}

static void
say (SessionFixture *fixture, const char *text, const char *part, const char *value)
{
  g_autoptr (GError) error = NULL;

  answer_turn (fixture, part, text, value);
  session_fixture_converse (fixture, text, &error);
  g_assert_no_error (error);
}

static void
answer_with_error (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer->error = g_error_new_literal (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "the key is bad");
}

/* --- what nobody answered --- */

static void
test_unsent_is_kept (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AnswerFunc well = scripted_model_get_func (fixture->base.model);

  open_conversation (fixture);
  scripted_model_set_func (fixture->base.model, answer_with_error);
  g_assert_false (session_fixture_converse (fixture, " travellers write ", &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);
  g_assert_cmpstr (session_fixture_get_draft (fixture)->unsent, ==, "travellers write");
  g_assert_cmpuint (session_fixture_get_draft (fixture)->messages->len, ==, 1);

  session_fixture_reopen (fixture);
  g_assert_cmpstr (session_fixture_get_draft (fixture)->unsent, ==, "travellers write");

  scripted_model_set_func (fixture->base.model, well);
  say (fixture, session_fixture_get_draft (fixture)->unsent, "role_persona.persona", "travellers");
  g_assert_null (session_fixture_get_draft (fixture)->unsent);
  session_fixture_reopen (fixture);
  g_assert_null (session_fixture_get_draft (fixture)->unsent);
  assert_messages (fixture, 3, "travellers write");
}

/* --- out of a prompt --- */

/* What a prompt leaves open comes with answers to choose from. */
static void
test_gap_has_suggestions (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("Triage", "Sort parcels.", "{{input}}");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const DgMessage *opening;

  session_fixture_create (fixture, FALSE);
  session_fixture_answer (fixture, "propose_checklist",
                          "{'items': [], 'gap': 'What if a parcel is both?', 'suggestions': ['The lost one counts', "
                          "'The late one counts', 'Is it ever?']}");
  dg_session_analyze_prompt_async (fixture->session, prompt, NULL, run_fixture_store_result_cb, &result);
  g_assert_true (dg_session_step_finish (fixture->session, run_fixture_wait (&result), &error));
  opening = g_ptr_array_index (session_fixture_get_draft (fixture)->messages, 0);
  g_assert_nonnull (strstr (opening->text, "What if a parcel is both?"));
  g_assert_cmpuint (g_strv_length (opening->suggestions), ==, 2);
  g_assert_cmpstr (opening->suggestions[1], ==, "The late one counts");
}

/* --- in other words --- */

static void
test_resend (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_conversation (fixture);
  say (fixture, "answer questions on parcels", "task.goal", "answer questions on parcels");
  say (fixture, "angry people", "diversity.tone", "angry");
  g_assert_cmpstr (get_value (fixture, "diversity.tone"), ==, "angry");

  /* as another process finds it */
  session_fixture_reopen (fixture);
  answer_turn (fixture, "role_persona.persona", "calm old people", "calm old people");
  g_assert_true (session_fixture_resend (fixture, "calm old people", &error));
  assert_messages (fixture, 5, "calm old people");
  g_assert_null (get_value (fixture, "diversity.tone"));
  g_assert_cmpstr (get_value (fixture, "role_persona.persona"), ==, "calm old people");
  g_assert_cmpstr (get_value (fixture, "task.goal"), ==, "answer questions on parcels");
  g_assert_null (strstr (session_fixture_get_request (fixture, "update_checklist", 3), "angry"));

  /* and once more */
  answer_turn (fixture, "diversity.tone", "polite", "polite");
  g_assert_true (session_fixture_resend (fixture, "polite", &error));
  assert_messages (fixture, 5, "polite");
  g_assert_null (get_value (fixture, "role_persona.persona"));
  g_assert_cmpstr (get_value (fixture, "diversity.tone"), ==, "polite");
}

/* What the person has set by hand since is not the message's doing; what they have left to the model neither. */
static void
test_by_hand_stays (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_conversation (fixture);
  say (fixture, "angry people", "diversity.tone", "angry");
  g_assert_true (session_fixture_set_part (fixture, DG_ITEM_REALISM, "as typed on a phone", FALSE, &error));
  g_assert_true (session_fixture_set_part (fixture, DG_ITEM_CONSTRAINTS, DG_LEFT_TO_MODEL, FALSE, &error));
  answer_turn (fixture, "role_persona.persona", "old people", "old people");
  g_assert_true (session_fixture_resend (fixture, "old people", &error));
  g_assert_null (get_value (fixture, "diversity.tone"));
  g_assert_cmpstr (get_value (fixture, "realism.authenticity"), ==, "as typed on a phone");
  g_assert_cmpstr (get_value (fixture, "constraints.length"), ==, DG_LEFT_TO_MODEL);
}

static void
test_format_by_hand_stays (SessionFixture *fixture, gconstpointer data)
{
  static const char *const labels[] = { "late", "lost", NULL };
  const DgFormatChange format = { DG_ITEM_OUTPUT_FORMAT, labels, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  open_conversation (fixture);
  say (fixture, "angry people", "diversity.tone", "angry");
  dg_session_set_format_async (fixture->session, &format, NULL, 0, NULL, run_fixture_store_result_cb, &result);
  g_assert_true (dg_session_step_finish (fixture->session, run_fixture_wait (&result), &error));
  answer_turn (fixture, "role_persona.persona", "old people", "old people");
  g_assert_true (session_fixture_resend (fixture, "old people", &error));
  g_assert_null (get_value (fixture, "diversity.tone"));
  g_assert_cmpstrv (dg_checklist_get_labels (dg_session_get_checklist (fixture->session)), labels);
}

/* An edit by hand of what the message had put in is the person's word, too. */
static void
test_edit_of_the_same_part_stays (SessionFixture *fixture, gconstpointer data)
{
  const DgPartChange change = { DG_ITEM_DIVERSITY, TONE, "furious" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  open_conversation (fixture);
  say (fixture, "angry people", "diversity.tone", "angry");
  dg_session_set_parts_async (fixture->session, &change, 1, FALSE, NULL, run_fixture_store_result_cb, &result);
  g_assert_true (dg_session_step_finish (fixture->session, run_fixture_wait (&result), &error));
  answer_turn (fixture, "role_persona.persona", "old people", "old people");
  g_assert_true (session_fixture_resend (fixture, "old people", &error));
  g_assert_cmpstr (get_value (fixture, "diversity.tone"), ==, "furious");
}

static void
test_failing_resend (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_conversation (fixture);
  say (fixture, "angry people", "diversity.tone", "angry");
  scripted_model_set_func (fixture->base.model, answer_with_error);
  g_assert_false (session_fixture_resend (fixture, "old people", &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);
  for (guint i = 0; i < 2; i++)
    {
      assert_messages (fixture, 3, "angry people");
      g_assert_cmpstr (get_value (fixture, "diversity.tone"), ==, "angry");
      g_assert_null (session_fixture_get_draft (fixture)->unsent);
      session_fixture_reopen (fixture);
    }
}

/* “Yes” was said to a summary; who says something else has not agreed to it. */
static void
test_agreement_is_taken_back (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, TRUE);
  g_assert_true (session_fixture_set_part (fixture, DG_ITEM_REALISM, "as typed on a phone", FALSE, &error));
  session_fixture_answer (fixture, "update_checklist",
                          "{'updates': [], 'agrees': false, 'next_part': 'none', 'reply': '', 'suggestions': []}");
  g_assert_true (session_fixture_converse (fixture, "what now?", &error));
  session_fixture_answer (fixture, "update_checklist",
                          "{'updates': [], 'agrees': true, 'next_part': 'none', 'reply': '', 'suggestions': []}");
  g_assert_true (session_fixture_converse (fixture, "good", &error));
  g_assert_true (dg_session_is_complete (fixture->session));

  session_fixture_answer (fixture, "update_checklist",
                          "{'updates': [], 'agrees': false, 'next_part': 'none', 'reply': '', 'suggestions': []}");
  g_assert_true (session_fixture_resend (fixture, "not yet", &error));
  g_assert_false (dg_session_is_complete (fixture->session));
}

static void
test_nothing_to_resend (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_conversation (fixture);
  g_assert_false (session_fixture_resend (fixture, "old people", &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_clear_error (&error);
  g_assert_false (session_fixture_resend (fixture, " ", &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN);
  g_assert_false (dg_session_is_busy (fixture->session));
}

/* A message that was sent before the session kept what it changed. */
static void
test_old_message (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (draft->messages, dg_message_new (TRUE, "angry people"));
  g_ptr_array_add (draft->messages, dg_message_new (FALSE, "What do they ask about?"));
  dg_session_create_async (fixture->base.library, draft, NULL, run_fixture_store_result_cb, &result);
  fixture->session = dg_session_open_finish (run_fixture_wait (&result), &error);
  g_assert_no_error (error);
  dg_session_set_model (fixture->session, DG_MODEL (fixture->base.model));
  g_assert_false (session_fixture_resend (fixture, "old people", &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_assert_nonnull (strstr (error->message, "older version"));
}

/* --- leaving the rest to the model --- */

static gboolean
leave_rest (SessionFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_session_leave_rest_async (fixture->session, NULL, run_fixture_store_result_cb, &result);

  return dg_session_step_finish (fixture->session, run_fixture_wait (&result), error);
}

static void
test_rest_is_left (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_conversation (fixture);
  say (fixture, "answer questions on parcels", "task.goal", "answer questions on parcels");
  g_assert_true (leave_rest (fixture, &error));
  g_assert_cmpstr (get_value (fixture, "task.goal"), ==, "answer questions on parcels");
  g_assert_cmpstr (get_value (fixture, "diversity.tone"), ==, DG_LEFT_TO_MODEL);
  g_assert_null (get_value (fixture, "output_format.conventions"));
  /* to leave is not to confirm */
  g_assert_false (dg_session_is_complete (fixture->session));
  session_fixture_reopen (fixture);
  g_assert_cmpstr (get_value (fixture, "diversity.tone"), ==, DG_LEFT_TO_MODEL);
}

static void
test_goal_is_not_left (SessionFixture *fixture, gconstpointer data)
{
  const DgPartChange change = { DG_ITEM_TASK, 0, DG_LEFT_TO_MODEL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  open_conversation (fixture);
  g_assert_false (leave_rest (fixture, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_assert_nonnull (strstr (error->message, "task.goal"));
  g_assert_null (get_value (fixture, "diversity.tone"));
  g_clear_error (&error);

  dg_session_set_parts_async (fixture->session, &change, 1, FALSE, NULL, run_fixture_store_result_cb, &result);
  g_assert_false (dg_session_step_finish (fixture->session, run_fixture_wait (&result), &error));
  g_assert_error (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (session_fixture_set_part (fixture, DG_ITEM_TASK, DG_LEFT_TO_MODEL, FALSE, &error));
  g_assert_error (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE);
  g_assert_null (get_value (fixture, "task.goal"));
}

/* What was left to the model by an earlier version of the program */
static void
test_samples_need_a_goal (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  dg_checklist_set_value (fixture->base.checklist, DG_ITEM_TASK, 0, DG_LEFT_TO_MODEL, DG_SOURCE_MODEL);
  session_fixture_create (fixture, TRUE);
  g_assert_false (session_fixture_make_samples (fixture, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_assert_nonnull (strstr (error->message, "task.goal"));
  g_assert_cmpuint (fixture->requests->len, ==, 0);
  g_clear_error (&error);

  g_assert_false (session_fixture_set_part (fixture, DG_ITEM_REALISM, NULL, TRUE, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
}

static void
test_unanswered_before_the_rest (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AnswerFunc well = scripted_model_get_func (fixture->base.model);

  open_conversation (fixture);
  say (fixture, "answer questions on parcels", "task.goal", "answer questions on parcels");
  scripted_model_set_func (fixture->base.model, answer_with_error);
  g_assert_false (session_fixture_converse (fixture, "angry people", &error));
  g_clear_error (&error);
  g_assert_false (leave_rest (fixture, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_assert_null (get_value (fixture, "diversity.tone"));
  g_clear_error (&error);

  scripted_model_set_func (fixture->base.model, well);
  say (fixture, "angry people", "diversity.tone", "angry");
  g_assert_true (leave_rest (fixture, &error));
  g_assert_cmpstr (get_value (fixture, "diversity.tone"), ==, "angry");
}

/* What came while the wish waited is not left: what is open is found when it is done. */
static void
test_rest_is_not_left_between (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) turn = NULL;
  g_autoptr (GError) error = NULL;

  open_conversation (fixture);
  say (fixture, "answer questions on parcels", "task.goal", "answer questions on parcels");
  answer_turn (fixture, "diversity.tone", "angry people", "angry");
  dg_session_converse_async (fixture->session, "angry people", NULL, run_fixture_store_result_cb, &turn);
  g_assert_false (leave_rest (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (dg_session_step_finish (fixture->session, run_fixture_wait (&turn), &error));
  g_assert_true (leave_rest (fixture, &error));
  g_assert_cmpstr (get_value (fixture, "diversity.tone"), ==, "angry");
}

static void
add (const char *path, void (*test) (SessionFixture *fixture, gconstpointer data))
{
  g_test_add (path, SessionFixture, REQUIREMENTS, session_fixture_set_up, test, session_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/session-conversation/unsent-is-kept", test_unsent_is_kept);
  add ("/session-conversation/gap-has-suggestions", test_gap_has_suggestions);
  add ("/session-conversation/resend", test_resend);
  add ("/session-conversation/by-hand-stays", test_by_hand_stays);
  add ("/session-conversation/edit-of-the-same-part-stays", test_edit_of_the_same_part_stays);
  add ("/session-conversation/format-by-hand-stays", test_format_by_hand_stays);
  add ("/session-conversation/failing-resend", test_failing_resend);
  add ("/session-conversation/agreement-is-taken-back", test_agreement_is_taken_back);
  add ("/session-conversation/nothing-to-resend", test_nothing_to_resend);
  add ("/session-conversation/old-message", test_old_message);
  add ("/session-conversation/rest/is-left", test_rest_is_left);
  add ("/session-conversation/rest/goal-is-not-left", test_goal_is_not_left);
  add ("/session-conversation/rest/samples-need-a-goal", test_samples_need_a_goal);
  add ("/session-conversation/rest/unanswered-comes-first", test_unanswered_before_the_rest);
  add ("/session-conversation/rest/not-in-between", test_rest_is_not_left_between);

  return g_test_run ();
}
