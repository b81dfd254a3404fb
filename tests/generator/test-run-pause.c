/* test-run-pause.c: runs that a person pauses or ends, and sessions that are in use
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "run-fixture.h"

/* A run under way, whose callbacks are the test's own. */
typedef struct
{
  RunFixture base;
  DgRun *run;
  GAsyncResult *result;
  guint n_requests; /* when the run was paused */
} PauseFixture;

static void
set_up (PauseFixture *fixture, gconstpointer data)
{
  run_fixture_set_up (&fixture->base, NULL);
  fixture->base.options.max_requests = 2;
}

static void
tear_down (PauseFixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  if (fixture->run != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->run));
  run_fixture_tear_down (&fixture->base, NULL);
}

static void
start (PauseFixture *fixture)
{
  fixture->run = run_fixture_new_run (&fixture->base);
  dg_run_start_async (fixture->run, fixture->base.cancellable, run_fixture_store_result_cb, &fixture->result);
}

static DgRunReport *
wait_for_end (PauseFixture *fixture, GError **error)
{
  return dg_run_start_finish (fixture->run, run_fixture_wait (&fixture->result), error);
}

static void
wait_for_requests (PauseFixture *fixture, guint n_requests)
{
  while (scripted_model_get_n_requests (fixture->base.model) < n_requests)
    g_main_context_iteration (NULL, TRUE);
}

static guint
get_accepted (PauseFixture *fixture)
{
  DgRunProgress progress;

  dg_run_get_progress (fixture->run, &progress);

  return progress.accepted;
}

/* Until the replies to all requests are in the database and there is nothing left to do. */
static void
wait_until_quiet (PauseFixture *fixture)
{
  guint n_lines = 0;

  for (guint i = 1; i <= fixture->n_requests; i++)
    n_lines += scripted_model_get_n_lines (fixture->base.model, i);
  while (get_accepted (fixture) < n_lines)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (scripted_model_get_n_in_flight (fixture->base.model), ==, 0);
}

static void
pause_after (PauseFixture *fixture, guint n_requests)
{
  start (fixture);
  wait_for_requests (fixture, n_requests);
  dg_run_pause (fixture->run);
  fixture->n_requests = scripted_model_get_n_requests (fixture->base.model);
}

/* --- paused --- */

static void
test_pause (PauseFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autoptr (GError) error = NULL;

  pause_after (fixture, RUN_LARGE_REQUEST);
  g_assert_cmpuint (scripted_model_get_n_in_flight (fixture->base.model), >, 0);
  wait_until_quiet (fixture);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, fixture->n_requests);
  g_assert_null (fixture->result);

  dg_run_go_on (fixture->run);
  report = wait_for_end (fixture, &error);
  g_assert_no_error (error);
  run_fixture_assert_complete (&fixture->base, report);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, RUN_N_RECORDS);
  g_assert_null (dg_run_get_reason (fixture->run));
}

static void
test_pause_before_start (PauseFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autoptr (GError) error = NULL;

  start (fixture);
  dg_run_pause (fixture->run);
  while (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_runs") == 0)
    g_main_context_iteration (NULL, FALSE);
  wait_until_quiet (fixture);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, 0);

  dg_run_go_on (fixture->run);
  report = wait_for_end (fixture, &error);
  g_assert_no_error (error);
  run_fixture_assert_complete (&fixture->base, report);
}

static void
cancel_paused (PauseFixture *fixture, gboolean pause_again)
{
  g_autoptr (GError) error = NULL;
  guint n_accepted;

  pause_after (fixture, RUN_LARGE_REQUEST);
  wait_until_quiet (fixture);
  n_accepted = get_accepted (fixture);
  g_cancellable_cancel (fixture->base.cancellable);
  if (pause_again)
    dg_run_pause (fixture->run);
  g_assert_null (wait_for_end (fixture, &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, fixture->n_requests);
  run_fixture_assert_ended (&fixture->base, DG_RUN_INTERRUPTED, n_accepted);
}

static void
test_cancel (PauseFixture *fixture, gconstpointer data)
{
  cancel_paused (fixture, FALSE);
}

/* A button that is pressed once too often does not hold the run. */
static void
test_cancel_and_pause (PauseFixture *fixture, gconstpointer data)
{
  cancel_paused (fixture, TRUE);
}

/* --- stopped --- */

static void
assert_partial (PauseFixture *fixture, guint n_accepted)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autoptr (GError) error = NULL;

  report = wait_for_end (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->status, ==, DG_RUN_PARTIAL);
  g_assert_cmpuint (report->accepted, ==, n_accepted);
  g_assert_nonnull (report->dataset);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT rows FROM datasets"), ==, n_accepted);
  g_assert_cmpstr (dg_run_get_reason (fixture->run), ==, "The run was stopped.");
}

static void
test_stop_paused (PauseFixture *fixture, gconstpointer data)
{
  pause_after (fixture, RUN_LARGE_REQUEST);
  wait_until_quiet (fixture);
  dg_run_stop (fixture->run);

  assert_partial (fixture, get_accepted (fixture));
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, fixture->n_requests);
}

static void
answer_well_then_hang (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  if (ask->number > RUN_N_QUICK_REQUESTS)
    answer->hang = answer->no_deltas = TRUE;
}

/* Nobody waits for what is in flight. */
static void
test_stop_in_flight (PauseFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->base.model, answer_well_then_hang);
  start (fixture);
  wait_for_requests (fixture, RUN_N_QUICK_REQUESTS + 2);
  while (get_accepted (fixture) < RUN_N_QUICK_REQUESTS)
    g_main_context_iteration (NULL, TRUE);
  dg_run_stop (fixture->run);
  dg_run_stop (fixture->run);

  assert_partial (fixture, RUN_N_QUICK_REQUESTS);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT sum (retries) FROM dg_calls WHERE error IS NOT NULL"),
                    ==, 0);
}

static void
hang (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer->hang = answer->no_deltas = TRUE;
}

static void
assert_nothing_saved (PauseFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wait_for_end (fixture, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_STOPPED);
  g_assert_cmpstr (dg_run_get_reason (fixture->run), ==, error->message);
  run_fixture_assert_ended (&fixture->base, DG_RUN_FAILED, 0);
}

static void
test_stop_before_first_record (PauseFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->base.model, hang);
  start (fixture);
  wait_for_requests (fixture, 1);
  dg_run_stop (fixture->run);

  assert_nothing_saved (fixture);
}

static void
test_stop_at_once (PauseFixture *fixture, gconstpointer data)
{
  start (fixture);
  dg_run_stop (fixture->run);

  assert_nothing_saved (fixture);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, 0);
}

/* --- a run that goes on, before it knows what it has --- */

static char *
interrupt (PauseFixture *fixture)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->base.model, answer_well_then_hang);
  fixture->base.stop_at = RUN_N_QUICK_REQUESTS;
  run_fixture_assert_failed (&fixture->base, G_IO_ERROR, G_IO_ERROR_CANCELLED, DG_RUN_INTERRUPTED,
                             RUN_N_QUICK_REQUESTS);
  fixture->base.stop_at = 0;
  g_clear_object (&fixture->base.cancellable);
  fixture->base.cancellable = g_cancellable_new ();
  scripted_model_set_func (fixture->base.model, answer_well);
  report = run_fixture_load_report (&fixture->base);

  return g_strdup (report->run);
}

static void
test_stop_resumed_at_once (PauseFixture *fixture, gconstpointer data)
{
  g_autofree char *run = interrupt (fixture);

  fixture->base.options.run = run;
  start (fixture);
  dg_run_stop (fixture->run);

  assert_partial (fixture, RUN_N_QUICK_REQUESTS);
}

static void
test_go_on_resumed_at_once (PauseFixture *fixture, gconstpointer data)
{
  g_autofree char *run = interrupt (fixture);
  g_autoptr (DgRunReport) report = NULL;
  g_autoptr (GError) error = NULL;

  fixture->base.options.run = run;
  start (fixture);
  dg_run_pause (fixture->run);
  dg_run_go_on (fixture->run);
  report = wait_for_end (fixture, &error);

  g_assert_no_error (error);
  run_fixture_assert_complete (&fixture->base, report);
  for (guint line = 1; line <= RUN_N_QUICK_REQUESTS; line++)
    g_assert_cmpuint (scripted_model_count_asked (fixture->base.model, line), ==, 1);
}

/* --- a session has one run at a time --- */

static void
test_held (PauseFixture *fixture, gconstpointer data)
{
  g_autoptr (ScriptedModel) other_model = scripted_model_new (answer_well);
  g_autoptr (DgRun) other = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->base.model, answer_well_then_hang);
  start (fixture);
  wait_for_requests (fixture, RUN_N_QUICK_REQUESTS + 2);
  other =
      dg_run_new (fixture->base.library, DG_MODEL (other_model), fixture->base.brief, &fixture->base.options, &error);
  g_assert_no_error (error);
  dg_run_start_async (other, NULL, run_fixture_store_result_cb, &result);
  g_assert_null (dg_run_start_finish (other, run_fixture_wait (&result), &error));

  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_HELD);
  g_assert_cmpuint (scripted_model_get_n_requests (other_model), ==, 0);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_runs"), ==, 1);

  /* the one that has the session goes on, and gives it back */
  while (get_accepted (fixture) < RUN_N_QUICK_REQUESTS)
    g_main_context_iteration (NULL, TRUE);
  dg_run_stop (fixture->run);
  assert_partial (fixture, RUN_N_QUICK_REQUESTS);
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->run);
  scripted_model_set_func (fixture->base.model, answer_well);
  start (fixture);
  {
    g_autoptr (GError) no_error = NULL;
    g_autoptr (DgRunReport) report = wait_for_end (fixture, &no_error);

    g_assert_no_error (no_error);
    g_assert_cmpuint (report->status, ==, DG_RUN_COMPLETE);
  }
}

static void
add (const char *path, void (*test) (PauseFixture *fixture, gconstpointer data))
{
  g_test_add (path, PauseFixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/run-pause/pause/go-on", test_pause);
  add ("/run-pause/pause/before-start", test_pause_before_start);
  add ("/run-pause/pause/cancel", test_cancel);
  add ("/run-pause/pause/cancel-and-pause", test_cancel_and_pause);
  add ("/run-pause/stop/paused", test_stop_paused);
  add ("/run-pause/stop/in-flight", test_stop_in_flight);
  add ("/run-pause/stop/before-first-record", test_stop_before_first_record);
  add ("/run-pause/stop/at-once", test_stop_at_once);
  add ("/run-pause/resumed/stop", test_stop_resumed_at_once);
  add ("/run-pause/resumed/go-on", test_go_on_resumed_at_once);
  add ("/run-pause/held", test_held);

  return g_test_run ();
}
