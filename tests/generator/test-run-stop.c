/* test-run-stop.c: runs that are stopped, at whatever moment, and gone on with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "run-fixture.h"

static void
assert_stopped (RunFixture *fixture, guint n_accepted)
{
  run_fixture_assert_failed (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, DG_RUN_INTERRUPTED, n_accepted);
}

/* Goes on with what was stopped: nothing is made twice, and in the end everything is there. */
static void
assert_resumed (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_well);
  report = run_fixture_resume (fixture, &error);

  g_assert_no_error (error);
  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_runs"), ==, 1);
}

static void
answer_then_hang (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  answer->hang = TRUE;
}

/* Hangs before its first delta. */
static void
hang (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_then_hang (model, ask, answer);
  answer->no_deltas = TRUE;
}

/* --- before anything has come --- */

static void
test_before_start (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (fixture->cancellable);
  g_assert_null (run_fixture_run (fixture, &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 0);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_runs"), ==, 0);
}

static void
cancel_all (RunFixture *fixture, guint n_requests)
{
  while (scripted_model_get_n_requests (fixture->model) < n_requests)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (fixture->cancellable);
}

/* Stopped from outside of the run's own callbacks, as by a person, while so many requests hang. */
static void
stop_while_hanging (RunFixture *fixture, AnswerFunc func, guint n_requests)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DgRun *run = NULL;

  scripted_model_set_func (fixture->model, func);
  fixture->options.max_requests = n_requests;
  run = run_fixture_new_run (fixture);
  dg_run_start_async (run, fixture->cancellable, run_fixture_store_result_cb, &result);
  cancel_all (fixture, n_requests);
  g_assert_null (dg_run_start_finish (run, run_fixture_wait (&result), &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (scripted_model_get_n_in_flight (fixture->model), ==, 0);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, n_requests);
  g_clear_object (&result);
  g_assert_finalize_object (run);
}

static void
test_one_in_flight (RunFixture *fixture, gconstpointer data)
{
  stop_while_hanging (fixture, hang, 1);
  run_fixture_assert_ended (fixture, DG_RUN_INTERRUPTED, 0);
  assert_resumed (fixture);
}

static void
test_several_in_flight (RunFixture *fixture, gconstpointer data)
{
  stop_while_hanging (fixture, hang, 4);
  run_fixture_assert_ended (fixture, DG_RUN_INTERRUPTED, 0);
  assert_resumed (fixture);
}

/* Stopped before it could look at what is in the library. */
static void
assert_stopped_early (RunFixture *fixture)
{
  DgRun *run = run_fixture_new_run (fixture);
  guint n_requests = scripted_model_get_n_requests (fixture->model);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_run_start_async (run, fixture->cancellable, run_fixture_store_result_cb, &result);
  g_cancellable_cancel (fixture->cancellable);
  g_assert_null (dg_run_start_finish (run, run_fixture_wait (&result), &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, n_requests);
  g_clear_object (&result);
  g_assert_finalize_object (run);
}

static void
test_right_after_start (RunFixture *fixture, gconstpointer data)
{
  assert_stopped_early (fixture);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records"), ==, 0);
}

/* --- in the middle --- */

/* Records for the lines up to the data; a request that asks for more hangs behind them. */
static void
answer_up_to_data (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  guint last = GPOINTER_TO_UINT (scripted_model_get_data (model));
  guint n_records = 0;

  answer_well (model, ask, answer);
  while (n_records < ask->lines->len && g_array_index (ask->lines, guint, n_records) <= last)
    n_records++;
  g_ptr_array_set_size (answer->records, n_records);
  answer->hang = n_records < ask->lines->len;
  answer->piece = 9;
}

/* Stops the run behind so many records, whatever its requests ask for. */
static void
stop_behind (RunFixture *fixture, guint n_records)
{
  scripted_model_set_func (fixture->model, answer_up_to_data);
  scripted_model_set_data (fixture->model, GUINT_TO_POINTER (n_records));
  fixture->stop_at = n_records;
  assert_stopped (fixture, n_records);
}

static void
test_half_of_the_records (RunFixture *fixture, gconstpointer data)
{
  stop_behind (fixture, 10);
  g_assert_cmpuint (fixture->stopped_at, ==, 10);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE plan_line <= 10"), ==, 10);
  assert_resumed (fixture);
  /* only what was missing */
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 10), ==, 1);
  g_assert_cmpuint (scripted_model_get_n_records (fixture->model), ==, RUN_N_RECORDS);
}

/* Records of a reply that is still under way. */
static void
test_within_a_reply (RunFixture *fixture, gconstpointer data)
{
  stop_behind (fixture, 5);
  assert_resumed (fixture);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 5), ==, 1);
}

static void
answer_two_and_a_half (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number < RUN_LARGE_REQUEST)
    {
      answer_well (model, ask, answer);
      return;
    }
  answer->raw = g_strdup_printf ("{\"records\": [{\"n\": %u, \"input\": \"first\", \"answer_text\": \"x\"}, "
                                 "{\"n\": %u, \"input\": \"second\", \"answer_text\": \"x\"}, {\"n\": %u, \"inp",
                                 g_array_index (ask->lines, guint, 0), g_array_index (ask->lines, guint, 1),
                                 g_array_index (ask->lines, guint, 2));
  answer->hang = TRUE;
}

/* Half a record is none. */
static void
test_within_a_record (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, answer_two_and_a_half);
  fixture->stop_at = RUN_N_QUICK_REQUESTS + 2;

  assert_stopped (fixture, RUN_N_QUICK_REQUESTS + 2);
  assert_resumed (fixture);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE input IN ('first', 'second')"),
                    ==, 2);
}

static void
answer_twelve_requests (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  answer->piece = 20;
  if (ask->number > 12)
    answer->no_deltas = answer->hang = TRUE;
}

/* However many replies come at the same time, what was counted is kept and what is kept was counted. */
static void
test_in_parallel (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) stopped = NULL;
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->model, answer_twelve_requests);
  fixture->options.n_records = 200;
  fixture->options.max_requests = 8;
  fixture->stop_at = 50;
  g_assert_null (run_fixture_run (fixture, &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  stopped = run_fixture_load_report (fixture);
  g_assert_cmpuint (stopped->status, ==, DG_RUN_INTERRUPTED);
  g_assert_cmpuint (stopped->accepted, >=, fixture->stopped_at);
  assert_resumed (fixture);
}

/* After each record there may be. */
static void
test_after_records (RunFixture *fixture, gconstpointer n_records)
{
  fixture->options.max_requests = 2;
  stop_behind (fixture, GPOINTER_TO_UINT (n_records));
  assert_resumed (fixture);
  g_assert_cmpuint (scripted_model_get_n_records (fixture->model), ==, RUN_N_RECORDS);
}

/* --- at the end --- */

static void
answer_then_hang_at_last (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  answer->hang = g_array_index (ask->lines, guint, ask->lines->len - 1) == RUN_N_RECORDS;
}

/* Everything that was asked for is there; only the service has not said goodbye. */
static void
test_all_records (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_then_hang_at_last);
  fixture->stop_at = RUN_N_RECORDS;
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (fixture->stopped_at, ==, RUN_N_RECORDS);
}

/* --- again and again --- */

static void
test_stopped_several_times (RunFixture *fixture, gconstpointer data)
{
  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr (DgRunReport) last = i > 1 ? run_fixture_load_report (fixture) : NULL;

      g_clear_object (&fixture->cancellable);
      fixture->cancellable = g_cancellable_new ();
      fixture->options.run = last != NULL ? last->run : NULL;
      fixture->stopped_at = 0;
      stop_behind (fixture, 5 * i);
      fixture->options.run = NULL;
    }

  assert_resumed (fixture);
  /* nothing is made twice */
  g_assert_cmpuint (scripted_model_get_n_records (fixture->model), ==, RUN_N_RECORDS);
}

static void
test_resumed_when_stopped_already (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) last = NULL;

  stop_behind (fixture, 5);

  /* the cancellable is still cancelled */
  last = run_fixture_load_report (fixture);
  fixture->options.run = last->run;
  assert_stopped_early (fixture);
  fixture->options.run = NULL;

  run_fixture_assert_ended (fixture, DG_RUN_INTERRUPTED, 5);
  assert_resumed (fixture);
}

static void
fail_after_two (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  if (ask->number > RUN_N_QUICK_REQUESTS)
    {
      g_ptr_array_set_size (answer->records, 0);
      answer->error = g_error_new_literal (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "expired");
    }
}

static void
test_resumed_after_an_error (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, fail_after_two);
  run_fixture_assert_failed (fixture, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, DG_RUN_INTERRUPTED,
                             RUN_N_QUICK_REQUESTS);

  assert_resumed (fixture);
}

/* --- after a crash --- */

static void
store_record (RunFixture *fixture, const char *run, guint line, const char *input)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DgRunBatch batch = { .records = records };

  g_ptr_array_add (records, dg_record_new (input, "x", line));
  dg_library_add_batch_async (fixture->library, run, &batch, NULL, run_fixture_store_result_cb, &result);
  dg_library_add_batch_finish (fixture->library, run_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

/* A run that is on record as under way, with three records, since whoever ran it is gone. */
static void
leave_run (RunFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *run = NULL;

  const DgRunStart start = { .session = fixture->session, .requested = RUN_N_RECORDS, .seed = 42 };

  dg_library_begin_run_async (fixture->library, &start, NULL, run_fixture_store_result_cb, &result);
  run = dg_library_begin_run_finish (fixture->library, run_fixture_wait (&result), &error);
  g_assert_no_error (error);
  store_record (fixture, run, 2, "second of all");
  store_record (fixture, run, 20, "last of all");
  store_record (fixture, run, 7, "where is my parcel now");
}

static void
test_resumed_after_a_crash (RunFixture *fixture, gconstpointer data)
{
  leave_run (fixture);
  assert_resumed (fixture);

  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 2), ==, 0);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 7), ==, 0);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 20), ==, 0);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 1), ==, 1);
}

static void
answer_with_a_twin (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  if (ask->number == 1)
    {
      g_ptr_array_set_size (answer->records, 0);
      answer_add (answer, 1, "Where is my PARCEL now?", "x");
    }
}

/* What the run had before is known to be there, to the word. */
static void
test_twin_of_a_record_from_before (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRunReport) report = NULL;

  leave_run (fixture);
  scripted_model_set_func (fixture->model, answer_with_a_twin);
  report = run_fixture_resume (fixture, &error);

  g_assert_no_error (error);
  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (report->duplicates, ==, 1);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE input LIKE '%parcel%'"), ==, 1);
}

static void
leave_all_records (RunFixture *fixture)
{
  g_autoptr (DgRunReport) report = NULL;

  leave_run (fixture);
  report = run_fixture_load_report (fixture);
  for (guint line = 1; line <= RUN_N_RECORDS; line++)
    if (line != 2 && line != 7 && line != 20)
      {
        g_autofree char *input = g_strdup_printf ("word%u to%u", line, line);

        store_record (fixture, report->run, line, input);
      }
}

/* The crash came between the last record and the dataset. */
static void
test_nothing_missing (RunFixture *fixture, gconstpointer data)
{
  leave_all_records (fixture);
  assert_resumed (fixture);

  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 0);
}

static void
test_unknown_run (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->options.run = "run_00000000";
  g_assert_null (run_fixture_run (fixture, &error));
  fixture->options.run = NULL;

  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 0);
}

static void
test_progress_of_a_resumed_run (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) last = NULL;
  g_autoptr (DgRunReport) report = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgRun) run = NULL;
  DgRunProgress progress = { 0 };

  leave_run (fixture);
  last = run_fixture_load_report (fixture);
  fixture->options.run = last->run;
  run = run_fixture_new_run (fixture);
  dg_run_start_async (run, NULL, run_fixture_store_result_cb, &result);
  while (scripted_model_get_n_requests (fixture->model) == 0)
    g_main_context_iteration (NULL, TRUE);
  dg_run_get_progress (run, &progress);
  report = dg_run_start_finish (run, run_fixture_wait (&result), NULL);
  fixture->options.run = NULL;

  g_assert_cmpuint (progress.accepted, ==, 3);
  g_assert_cmpuint (report->status, ==, DG_RUN_COMPLETE);
}

static void
set_up (RunFixture *fixture, gconstpointer data)
{
  run_fixture_set_up (fixture, NULL);
}

static void
add (const char *path, void (*test) (RunFixture *fixture, gconstpointer data))
{
  g_test_add (path, RunFixture, NULL, set_up, test, run_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/run-stop/before/start", test_before_start);
  add ("/run-stop/before/begin", test_right_after_start);
  add ("/run-stop/before/first-reply", test_one_in_flight);
  add ("/run-stop/before/several-replies", test_several_in_flight);
  add ("/run-stop/middle/half", test_half_of_the_records);
  add ("/run-stop/middle/within-a-reply", test_within_a_reply);
  add ("/run-stop/middle/within-a-record", test_within_a_record);
  add ("/run-stop/middle/in-parallel", test_in_parallel);
  for (guint i = 1; i < RUN_N_RECORDS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/run-stop/after-records/%u", i);

      g_test_add (path, RunFixture, GUINT_TO_POINTER (i), set_up, test_after_records, run_fixture_tear_down);
    }
  add ("/run-stop/end/all-records", test_all_records);
  add ("/run-stop/again/several-times", test_stopped_several_times);
  add ("/run-stop/again/stopped-already", test_resumed_when_stopped_already);
  add ("/run-stop/again/after-an-error", test_resumed_after_an_error);
  add ("/run-stop/crash/resumed", test_resumed_after_a_crash);
  add ("/run-stop/crash/twin", test_twin_of_a_record_from_before);
  add ("/run-stop/crash/nothing-missing", test_nothing_missing);
  add ("/run-stop/crash/progress", test_progress_of_a_resumed_run);
  add ("/run-stop/unknown-run", test_unknown_run);

  return g_test_run ();
}
