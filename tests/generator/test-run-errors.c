/* test-run-errors.c: runs whose requests fail, and how they end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "run-fixture.h"

/* As many requests in a row may fail before a run gives up. */
#define N_FAILURES 5

static void
fail_with (Answer *answer, int code)
{
  answer->error = g_error_new (DG_INFERENCE_ERROR, code, "told to fail with %d", code);
}

/* --- requests that fail --- */

static void
fail_at_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number == 1)
    fail_with (answer, DG_INFERENCE_ERROR_UNAVAILABLE);
  else
    answer_well (model, ask, answer);
}

static void
test_one_failure (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autofree char *message = NULL;

  scripted_model_set_func (fixture->model, fail_at_first);
  report = run_fixture_run_well (fixture);
  message = run_fixture_query (fixture, "SELECT error FROM dg_calls WHERE stop_reason IS NULL");

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (report->calls, ==, 5);
  g_assert_cmpstr (message, ==, "told to fail with 7");
  for (guint line = 1; line <= 5; line++)
    g_assert_cmpuint (scripted_model_count_asked (fixture->model, line), ==, 2);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 6), ==, 1);
}

static void
fail_after_some_at_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  if (ask->number > 1)
    return;
  g_ptr_array_set_size (answer->records, 3);
  fail_with (answer, DG_INFERENCE_ERROR_TRUNCATED);
}

/* What came before the connection broke is whole, so it is not paid for again. */
static void
test_failure_after_some (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, fail_after_some_at_first);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, RUN_N_RECORDS);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 3), ==, 1);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 4), ==, 2);
}

static void
fail_after_all (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  fail_with (answer, DG_INFERENCE_ERROR_TRUNCATED);
}

/* Each reply breaks off behind its last record: nothing is missing. */
static void
test_failure_after_all (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, fail_after_all);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
}

static void
fail_always (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  fail_with (answer, DG_INFERENCE_ERROR_NETWORK);
}

static void
test_always_failing (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, fail_always);

  run_fixture_assert_failed (fixture, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK, DG_RUN_FAILED, 0);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, N_FAILURES);
}

static void
fail_after_two (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number > 2)
    fail_with (answer, DG_INFERENCE_ERROR_NETWORK);
  else
    answer_well (model, ask, answer);
}

static void
test_failing_after_a_while (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, fail_after_two);

  run_fixture_assert_failed (fixture, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK, DG_RUN_INTERRUPTED, 10);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 2 + N_FAILURES);
}

static void
fail_four_of_five (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number % N_FAILURES != 0)
    fail_with (answer, DG_INFERENCE_ERROR_TIMEOUT);
  else
    answer_well (model, ask, answer);
}

/* Failures that are not in a row are only slow. */
static void
test_failing_mostly (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, fail_four_of_five);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (report->calls, ==, 4 * N_FAILURES);
}

static void
fail_with_some_records (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  g_ptr_array_set_size (answer->records, 1);
  fail_with (answer, DG_INFERENCE_ERROR_TRUNCATED);
}

/* A service that breaks off every reply still brings the run on. */
static void
test_failing_with_some_records (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, fail_with_some_records);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
}

static const int hopeless[] = {
  DG_INFERENCE_ERROR_NO_CREDENTIALS, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS,
  DG_INFERENCE_ERROR_UNKNOWN_MODEL,  DG_INFERENCE_ERROR_INVALID_REQUEST,
  DG_INFERENCE_ERROR_QUOTA,          DG_INFERENCE_ERROR_CONFIGURATION,
};

static const int passing[] = {
  DG_INFERENCE_ERROR_FAILED, DG_INFERENCE_ERROR_THROTTLED, DG_INFERENCE_ERROR_UNAVAILABLE, DG_INFERENCE_ERROR_TIMEOUT,
  DG_INFERENCE_ERROR_MODEL,  DG_INFERENCE_ERROR_NETWORK,   DG_INFERENCE_ERROR_TRUNCATED,   DG_INFERENCE_ERROR_PROTOCOL,
};

/* Of three requests at a time the second fails for good; the others never end by themselves. */
static void
fail_for_good (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number == 2)
    {
      /* so slowly that the others have brought their records */
      answer->raw = g_strdup ("{\"records\": [                                            ");
      answer->piece = 1;
      fail_with (answer, GPOINTER_TO_INT (scripted_model_get_data (model)));
      return;
    }
  answer_well (model, ask, answer);
  answer->hang = TRUE;
}

/* Nobody goes on asking a service that will not answer; what has come is kept. */
static void
test_hopeless (RunFixture *fixture, gconstpointer code)
{
  scripted_model_set_func (fixture->model, fail_for_good);
  scripted_model_set_data (fixture->model, (gpointer) code);
  fixture->options.max_requests = 3;

  run_fixture_assert_failed (fixture, DG_INFERENCE_ERROR, GPOINTER_TO_INT (code), DG_RUN_INTERRUPTED, 10);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 3);
}

static void
fail_with_data_at_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number < N_FAILURES)
    fail_with (answer, GPOINTER_TO_INT (scripted_model_get_data (model)));
  else
    answer_well (model, ask, answer);
}

static void
test_passing (RunFixture *fixture, gconstpointer code)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, fail_with_data_at_first);
  scripted_model_set_data (fixture->model, (gpointer) code);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
}

static void
test_hopeless_at_once (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, fail_with_data_at_first);
  scripted_model_set_data (fixture->model, GINT_TO_POINTER (DG_INFERENCE_ERROR_REFUSED_CREDENTIALS));

  run_fixture_assert_failed (fixture, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, DG_RUN_FAILED, 0);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 1);
}

/* --- what a failure changes about the next request --- */

static void
assert_second_request (RunFixture *fixture, guint n_lines, guint max_tokens)
{
  g_autoptr (DgRunReport) report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (scripted_model_get_n_lines (fixture->model, 1), ==, 5);
  g_assert_cmpuint (scripted_model_get_max_tokens (fixture->model, 1), ==, 1800);
  g_assert_cmpuint (scripted_model_get_n_lines (fixture->model, 2), ==, n_lines);
  g_assert_cmpuint (scripted_model_get_max_tokens (fixture->model, 2), ==, max_tokens);
}

/* Nova says so little of a call that was too long. */
static void
test_smaller_after_a_failed_call (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, fail_with_data_at_first);
  scripted_model_set_data (fixture->model, GINT_TO_POINTER (DG_INFERENCE_ERROR_MODEL));

  assert_second_request (fixture, 3, 1640);
}

static void
test_as_large_after_a_broken_connection (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, fail_with_data_at_first);
  scripted_model_set_data (fixture->model, GINT_TO_POINTER (DG_INFERENCE_ERROR_NETWORK));

  assert_second_request (fixture, 5, 1800);
}

/* Records of 50 tokens, which is what the model says. */
static void
test_tighter_after_a_reply (RunFixture *fixture, gconstpointer data)
{
  assert_second_request (fixture, 5, 800);
}

/* --- a library that fails --- */

static void
break_library (RunFixture *fixture, const char *sql)
{
  g_autofree char *nothing = run_fixture_query (fixture, sql);

  g_assert_null (nothing);
}

static void
hang_after_two (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  answer->hang = ask->number > 2;
  answer->no_deltas = answer->hang;
}

/* What cannot be kept must not be paid for: the request that is under way is stopped. */
static void
test_library_full (RunFixture *fixture, gconstpointer data)
{
  break_library (fixture, "CREATE TRIGGER full BEFORE INSERT ON dg_records WHEN (SELECT count (*) FROM dg_records) >= 7"
                          " BEGIN SELECT RAISE (ABORT, 'full'); END");
  scripted_model_set_func (fixture->model, hang_after_two);
  fixture->broken = TRUE;

  run_fixture_assert_failed (fixture, DG_STORE_ERROR, DG_STORE_ERROR_FAILED, DG_RUN_INTERRUPTED, 5);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 3);
}

static void
test_library_full_at_the_end (RunFixture *fixture, gconstpointer data)
{
  break_library (fixture, "CREATE TRIGGER full BEFORE INSERT ON datasets BEGIN SELECT RAISE (ABORT, 'full'); END");
  g_autoptr (GError) error = NULL;

  g_assert_null (run_fixture_run (fixture, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  run_fixture_assert_ended (fixture, DG_RUN_RUNNING, RUN_N_RECORDS);
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

static void
add_codes (const char *group, const int *codes, guint n_codes, void (*test) (RunFixture *fixture, gconstpointer data))
{
  for (guint i = 0; i < n_codes; i++)
    {
      g_autofree char *path = g_strdup_printf ("/run-errors/%s/%d", group, codes[i]);

      g_test_add (path, RunFixture, GINT_TO_POINTER (codes[i]), set_up, test, run_fixture_tear_down);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/run-errors/error/once", test_one_failure);
  add ("/run-errors/error/after-some", test_failure_after_some);
  add ("/run-errors/error/after-all", test_failure_after_all);
  add ("/run-errors/error/always", test_always_failing);
  add ("/run-errors/error/after-a-while", test_failing_after_a_while);
  add ("/run-errors/error/mostly", test_failing_mostly);
  add ("/run-errors/error/with-some-records", test_failing_with_some_records);
  add_codes ("hopeless", hopeless, G_N_ELEMENTS (hopeless), test_hopeless);
  add_codes ("passing", passing, G_N_ELEMENTS (passing), test_passing);
  add ("/run-errors/hopeless/at-once", test_hopeless_at_once);
  add ("/run-errors/size/failed-call", test_smaller_after_a_failed_call);
  add ("/run-errors/size/broken-connection", test_as_large_after_a_broken_connection);
  add ("/run-errors/size/reply", test_tighter_after_a_reply);
  add ("/run-errors/library/full", test_library_full);
  add ("/run-errors/library/full-at-the-end", test_library_full_at_the_end);

  return g_test_run ();
}
