/* test-session.c: the six steps: what is kept, what comes first, what stays
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-checklist.h"
#include "session-fixture.h"

/* What varies is given, and the answer is plain text: no call is needed before samples. */
#define REQUIREMENTS                                                                                                   \
  "{'task': 'answer questions about parcels', 'output_format': {'parts': {'kind': 'generation of free text',"          \
  " 'structure': 'one sentence', 'expected_response': 'an answer', 'conventions': 'no parcel: say so'}},"              \
  " 'dimensions': [{'name': 'tone', 'values': ['calm', 'angry']}]}"

static void
make_samples (SessionFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, TRUE);
  session_fixture_make_samples (fixture, &error);
  g_assert_no_error (error);
}

/* --- order --- */

static void
test_samples_need_requirements (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, FALSE);
  g_assert_false (session_fixture_make_samples (fixture, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_assert_nonnull (strstr (error->message, "task.goal"));
  g_assert_cmpuint (fixture->requests->len, ==, 0);
}

static void
test_samples_need_confirmation (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, TRUE);
  g_assert_true (session_fixture_set_part (fixture, DG_ITEM_REALISM, "as typed on a phone", FALSE, &error));
  g_assert_false (session_fixture_get_draft (fixture)->confirmed);
  g_assert_false (session_fixture_make_samples (fixture, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_assert_nonnull (strstr (error->message, "confirm"));
  g_clear_error (&error);

  g_assert_true (session_fixture_set_part (fixture, DG_ITEM_REALISM, NULL, TRUE, &error));
  g_assert_true (dg_session_is_complete (fixture->session));
  g_assert_true (session_fixture_make_samples (fixture, &error));
}

static void
test_confirmation_needs_everything (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, FALSE);
  g_assert_false (session_fixture_set_part (fixture, DG_ITEM_TASK, "answer", TRUE, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_assert_nonnull (strstr (error->message, "edge_cases.adversarial"));
  g_assert_null (strstr (error->message, "task.goal"));
  /* a step that fails leaves nothing behind */
  g_assert_null (dg_checklist_get_value (dg_session_get_checklist (fixture->session), DG_ITEM_TASK, 0));
}

static void
test_run_needs_samples (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, TRUE);
  g_assert_false (dg_session_check_samples (fixture->session, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
}

static void
test_column_names_are_fixed (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, TRUE);
  g_assert_false (session_fixture_set_part (fixture, DG_ITEM_DATASET_FORMAT, "question,reply", FALSE, &error));
  g_assert_error (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE);
  g_assert_true (session_fixture_get_draft (fixture)->confirmed);
}

/* --- samples --- */

static void
test_five_cards (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_samples (fixture);
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *sample = session_fixture_get_card (fixture, card);

      g_assert_nonnull (sample);
      g_assert_cmpstr (sample->problems, ==, "");
      g_assert_cmpint (sample->state, ==, DG_SAMPLE_GENERATED);
      g_assert_nonnull (strstr (sample->line, "tone"));
    }
  g_assert_true (dg_session_check_samples (fixture->session, &error));
  g_assert_cmpint (session_fixture_get_draft (fixture)->step, ==, DG_STEP_ANNOTATION);
}

static void
test_kept (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *input = NULL;

  make_samples (fixture);
  input = g_strdup (session_fixture_get_card (fixture, 4)->input);
  session_fixture_reopen (fixture);

  g_assert_cmpstr (session_fixture_get_card (fixture, 4)->input, ==, input);
  g_assert_cmpstr (session_fixture_get_draft (fixture)->model, ==, "scripted");
  g_assert_true (dg_session_is_complete (fixture->session));
}

static void
test_changed_requirements (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *input = NULL;

  make_samples (fixture);
  input = g_strdup (session_fixture_get_card (fixture, 1)->input);
  g_assert_true (session_fixture_set_part (fixture, DG_ITEM_CONSTRAINTS, "in French", TRUE, &error));

  g_assert_true (session_fixture_get_draft (fixture)->stale);
  g_assert_cmpstr (session_fixture_get_card (fixture, 1)->input, ==, input);
  g_assert_false (dg_session_check_samples (fixture->session, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_clear_error (&error);

  g_assert_true (session_fixture_make_samples (fixture, &error));
  g_assert_false (session_fixture_get_draft (fixture)->stale);
  g_assert_cmpuint (dg_draft_get_round (session_fixture_get_draft (fixture)), ==, 2);
  g_assert_cmpstr (session_fixture_get_card (fixture, 1)->input, !=, input);
}

/* Who says by hand what is there already changes no requirement. */
static void
test_said_again (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DgChecklist *checklist;
  g_autofree char *task = NULL;

  make_samples (fixture);
  checklist = dg_session_get_checklist (fixture->session);
  task = g_strdup (dg_checklist_get_value (checklist, DG_ITEM_TASK, 0));
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 0, task, DG_SOURCE_CONVERSATION);
  g_assert_true (session_fixture_set_part (fixture, DG_ITEM_TASK, task, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (session_fixture_get_draft (fixture)->stale);
  g_assert_true (session_fixture_get_draft (fixture)->confirmed);
}

static void
test_regenerate_one (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_samples (fixture);
  g_assert_true (session_fixture_regenerate (fixture, 3, &error));
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *before = dg_draft_find_sample (session_fixture_get_draft (fixture), 1, card);
      const DgSample *after = session_fixture_get_card (fixture, card);

      g_assert_cmpuint (after->round, ==, 2);
      g_assert_cmpint (g_str_equal (before->input, after->input), ==, card != 3);
    }
}

/* Four cards are still what the old requirements made of them. */
static void
test_regenerate_one_of_stale (SessionFixture *fixture, gconstpointer data)
{
  const DgAnnotation approval = { .card = 2, .approve = TRUE };
  g_autoptr (GError) error = NULL;

  make_samples (fixture);
  g_assert_true (session_fixture_set_part (fixture, DG_ITEM_CONSTRAINTS, "in French", TRUE, &error));
  g_assert_true (session_fixture_regenerate (fixture, 3, &error));
  g_assert_true (session_fixture_get_draft (fixture)->stale);

  g_assert_true (session_fixture_annotate (fixture, &approval, &error));
  g_assert_true (session_fixture_regenerate (fixture, 0, &error));
  g_assert_false (session_fixture_get_draft (fixture)->stale);
}

static void
test_regenerate_all (SessionFixture *fixture, gconstpointer data)
{
  const DgAnnotation approval = { .card = 2, .approve = TRUE };
  const DgAnnotation edit = { .card = 5, .input = "Where is my parcel?" };
  g_autoptr (GError) error = NULL;

  make_samples (fixture);
  g_assert_true (session_fixture_annotate (fixture, &approval, &error));
  g_assert_true (session_fixture_annotate (fixture, &edit, &error));
  g_assert_true (session_fixture_regenerate (fixture, 0, &error));
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *before = dg_draft_find_sample (session_fixture_get_draft (fixture), 1, card);

      g_assert_cmpint (g_str_equal (before->input, session_fixture_get_card (fixture, card)->input), ==,
                       card == 2 || card == 5);
    }
  g_assert_cmpint (session_fixture_get_card (fixture, 2)->state, ==, DG_SAMPLE_APPROVED);
  g_assert_cmpint (session_fixture_get_card (fixture, 5)->state, ==, DG_SAMPLE_EDITED);
}

/* Nothing is made anew, and nothing is in the way of the run any more. */
static void
test_all_approved_are_kept (SessionFixture *fixture, gconstpointer data)
{
  DgAnnotation approval = { .approve = TRUE };
  guint n;
  g_autoptr (GError) error = NULL;

  make_samples (fixture);
  for (approval.card = 1; approval.card <= DG_N_SAMPLES; approval.card++)
    g_assert_true (session_fixture_annotate (fixture, &approval, &error));
  g_assert_true (session_fixture_set_part (fixture, DG_ITEM_REALISM, "as typed on a phone", TRUE, &error));
  g_assert_false (dg_session_check_samples (fixture->session, NULL));

  n = session_fixture_count_requests (fixture, "add_records");
  g_assert_true (session_fixture_make_samples (fixture, &error));
  g_assert_cmpuint (session_fixture_count_requests (fixture, "add_records"), ==, n);
  g_assert_cmpuint (dg_draft_get_round (session_fixture_get_draft (fixture)), ==, 1);
  g_assert_true (dg_session_check_samples (fixture->session, &error));
  g_assert_no_error (error);
}

/* An approved card may not be what the requirements ask for now. */
static void
test_kept_is_checked_again (SessionFixture *fixture, gconstpointer data)
{
  static const char *const labels[] = { "late", "lost", NULL };
  const DgFormatChange format = { DG_ITEM_OUTPUT_FORMAT, labels };
  DgAnnotation approval = { .approve = TRUE };
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  make_samples (fixture);
  for (approval.card = 1; approval.card <= DG_N_SAMPLES; approval.card++)
    g_assert_true (session_fixture_annotate (fixture, &approval, &error));
  dg_session_set_format_async (fixture->session, &format, NULL, 0, NULL, run_fixture_store_result_cb, &result);
  g_assert_true (dg_session_step_finish (fixture->session, run_fixture_wait (&result), &error));
  g_clear_object (&result);
  g_assert_true (session_fixture_set_part (fixture, DG_ITEM_REALISM, "as typed on a phone", TRUE, &error));
  g_assert_true (session_fixture_make_samples (fixture, &error));
  g_assert_no_error (error);

  g_assert_cmpstr (session_fixture_get_card (fixture, 1)->problems, !=, "");
  g_assert_false (dg_session_check_samples (fixture->session, NULL));
}

static void
test_approved_is_not_overwritten (SessionFixture *fixture, gconstpointer data)
{
  const DgAnnotation approval = { .card = 2, .approve = TRUE };
  const DgAnnotation reopening = { .card = 2, .reopen = TRUE };
  g_autoptr (GError) error = NULL;

  make_samples (fixture);
  g_assert_true (session_fixture_annotate (fixture, &approval, &error));
  g_assert_false (session_fixture_regenerate (fixture, 2, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY);
  g_clear_error (&error);

  g_assert_true (session_fixture_annotate (fixture, &reopening, &error));
  g_assert_true (session_fixture_regenerate (fixture, 2, &error));
}

static void
test_unknown_card (SessionFixture *fixture, gconstpointer data)
{
  const DgAnnotation annotation = { .card = 6, .note = "nice" };
  g_autoptr (GError) error = NULL;

  make_samples (fixture);
  g_assert_false (session_fixture_annotate (fixture, &annotation, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN);
}

/* --- what the calls before the samples work out --- */

static void
test_outline_is_asked_for_once (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, TRUE);
  session_fixture_answer (
      fixture, "make_plan",
      "{'values': [{'id': 1, 'dimension': 'topic', 'kind': 'topic', 'value': 'late', 'weight': 50, 'ways': ''},"
      " {'id': 2, 'dimension': 'topic', 'kind': 'topic', 'value': 'lost', 'weight': 50, 'ways': ''},"
      " {'id': 3, 'dimension': 'edge', 'kind': 'edge', 'value': 'plain', 'weight': 70, 'ways': ''},"
      " {'id': 4, 'dimension': 'edge', 'kind': 'edge', 'value': 'two parcels', 'weight': 30, 'ways': ''}],"
      " 'pairs': [], 'seeds': ['a bicycle that came without its wheel']}");
  g_assert_true (session_fixture_make_samples (fixture, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (session_fixture_get_request (fixture, "add_records", 1), "a bicycle that came without"));
  g_assert_true (session_fixture_regenerate (fixture, 1, &error));
  g_assert_cmpuint (session_fixture_count_requests (fixture, "make_plan"), ==, 1);
}

static void
test_more_seeds_for_many_records (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgOutline) outline = dg_outline_new_from_json (
      "{\"dimensions\":[{\"name\":\"topic\",\"values\":[{\"value\":\"late\"},{\"value\":\"lost\"}]}],"
      "\"seeds\":[\"a bicycle\",\"a cake\"]}",
      -1, &error);
  GAsyncResult *result = NULL;

  g_assert_no_error (error);
  session_fixture_create (fixture, TRUE);
  dg_session_set_outline_async (fixture->session, outline, NULL, run_fixture_store_result_cb, &result);
  g_assert_true (dg_session_step_finish (fixture->session, run_fixture_wait (&result), &error));
  g_clear_object (&result);

  g_assert_true (session_fixture_prepare (fixture, 8, &error));
  g_assert_cmpuint (session_fixture_count_requests (fixture, "add_seeds"), ==, 0);
  session_fixture_answer (fixture, "add_seeds", "{'seeds': ['a plant', 'a passport']}");
  session_fixture_answer (fixture, "add_seeds", "{'seeds': []}");
  g_assert_true (session_fixture_prepare (fixture, 100, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (session_fixture_get_draft (fixture)->outline, "a passport"));
}

static void
add (const char *path, const char *requirements, void (*test) (SessionFixture *fixture, gconstpointer data))
{
  g_test_add (path, SessionFixture, requirements, session_fixture_set_up, test, session_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/session/order/samples-need-requirements", REQUIREMENTS, test_samples_need_requirements);
  add ("/session/order/samples-need-confirmation", REQUIREMENTS, test_samples_need_confirmation);
  add ("/session/order/confirmation-needs-everything", REQUIREMENTS, test_confirmation_needs_everything);
  add ("/session/order/run-needs-samples", REQUIREMENTS, test_run_needs_samples);
  add ("/session/order/column-names-are-fixed", REQUIREMENTS, test_column_names_are_fixed);
  add ("/session/samples/five-cards", REQUIREMENTS, test_five_cards);
  add ("/session/samples/kept", REQUIREMENTS, test_kept);
  add ("/session/samples/changed-requirements", REQUIREMENTS, test_changed_requirements);
  add ("/session/samples/said-again", REQUIREMENTS, test_said_again);
  add ("/session/samples/regenerate-one", REQUIREMENTS, test_regenerate_one);
  add ("/session/samples/regenerate-one-of-stale", REQUIREMENTS, test_regenerate_one_of_stale);
  add ("/session/samples/regenerate-all", REQUIREMENTS, test_regenerate_all);
  add ("/session/samples/all-approved-are-kept", REQUIREMENTS, test_all_approved_are_kept);
  add ("/session/samples/approved-is-not-overwritten", REQUIREMENTS, test_approved_is_not_overwritten);
  add ("/session/samples/kept-is-checked-again", REQUIREMENTS, test_kept_is_checked_again);
  add ("/session/samples/unknown-card", REQUIREMENTS, test_unknown_card);
  add ("/session/prepare/outline-is-asked-for-once",
       "{'task': 'answer questions about parcels', 'output_format': {'parts': {'kind': 'generation of free text',"
       " 'structure': 'one sentence', 'expected_response': 'an answer', 'conventions': 'no parcel: say so'}}}",
       test_outline_is_asked_for_once);
  add ("/session/prepare/more-seeds-for-many-records", REQUIREMENTS, test_more_seeds_for_many_records);

  return g_test_run ();
}
