/* test-run-errors.c: runs whose requests fail, and how they end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-model-catalog.h"
#include "run-fixture.h"

/* As many requests in a row may fail before a run gives up that has never had a reply. */
#define N_FAILURES 5

/* Failures until the retry budget of 500 is spent, at 14 each. */
#define N_FAILURES_OF_BUDGET 36

/* After so many good replies that many requests are in flight at once: none waits until the place of another is free.
 */
#define N_GOOD 96
#define MANY 128

static guint
count_lines (RunFixture *fixture, guint first, guint last)
{
  guint n_lines = 0;

  for (guint i = first; i <= last; i++)
    n_lines += scripted_model_get_n_lines (fixture->model, i);

  return n_lines;
}

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
  g_assert_cmpstr (message, ==, "told to fail with 7");
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT retries FROM dg_calls WHERE error IS NOT NULL"), ==, 1);
  for (guint line = 1; line <= RUN_N_RECORDS; line++)
    g_assert_cmpuint (scripted_model_count_asked (fixture->model, line), ==, line == 1 ? 2 : 1);
}

static void
fail_once_after_some (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  if (ask->number != RUN_LARGE_REQUEST)
    return;
  g_ptr_array_set_size (answer->records, 2);
  fail_with (answer, DG_INFERENCE_ERROR_TRUNCATED);
}

/* What came before the connection broke is whole, so it is not paid for again. */
static void
test_failure_after_some (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, fail_once_after_some);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, RUN_N_RECORDS);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 4), ==, 1);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 5), ==, 2);
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
  fixture->options.max_requests = 32;
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
fail_after_a_while (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number > N_GOOD)
    fail_with (answer, DG_INFERENCE_ERROR_NETWORK);
  else
    answer_well (model, ask, answer);
}

/* What once answered is believed in until the retry budget is spent. */
static void
test_failing_after_a_while (RunFixture *fixture, gconstpointer data)
{
  guint n_accepted;

  scripted_model_set_func (fixture->model, fail_after_a_while);
  fixture->options.n_records = DG_MAX_RECORDS;
  fixture->options.max_requests = MANY;
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (run_fixture_run (fixture, &error));
    g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK);
  }
  n_accepted = count_lines (fixture, 1, N_GOOD);

  run_fixture_assert_ended (fixture, DG_RUN_INTERRUPTED, n_accepted);
  /* what was in flight when it was spent ends by itself, and nothing more is sent */
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_calls WHERE error GLOB 'told*'"), >=,
                    N_FAILURES_OF_BUDGET);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), <=, N_GOOD + N_FAILURES_OF_BUDGET + MANY);
}

/* More than whoever is not patient can take. */
#define N_GONE (N_FAILURES_OF_BUDGET + 4)

static void
be_gone_for_a_while (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number > N_GOOD && ask->number <= N_GOOD + N_GONE)
    fail_with (answer, DG_INFERENCE_ERROR_NETWORK);
  else
    answer_well (model, ask, answer);
}

/* A patient run is interrupted by nothing but the person. */
static void
test_network_comes_back (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, be_gone_for_a_while);
  fixture->options.n_records = DG_MAX_RECORDS;
  fixture->options.max_requests = MANY;
  fixture->options.patient = TRUE;
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
}

static void
fail_two_of_three (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number % 3 != 0)
    fail_with (answer, DG_INFERENCE_ERROR_NETWORK);
  else
    answer_well (model, ask, answer);
}

/* Failures that are not in a row are only slow. */
static void
test_failing_mostly (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, fail_two_of_three);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_calls WHERE error IS NOT NULL"), >,
                    N_FAILURES);
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
  fixture->options.max_requests = 32;
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
  DG_INFERENCE_ERROR_MODEL,  DG_INFERENCE_ERROR_NETWORK,   DG_INFERENCE_ERROR_TRUNCATED,
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
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (run_fixture_run (fixture, &error));
    g_assert_error (error, DG_INFERENCE_ERROR, GPOINTER_TO_INT (code));
  }

  run_fixture_assert_ended (fixture, DG_RUN_INTERRUPTED, count_lines (fixture, 1, 1) + count_lines (fixture, 3, 3));
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
  fixture->options.max_requests = 8;
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

static void
fail_with_data_after_some (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number > RUN_N_QUICK_REQUESTS)
    fail_with (answer, GPOINTER_TO_INT (scripted_model_get_data (model)));
  else
    answer_well (model, ask, answer);
}

/* What is put right by a person goes on where it was. */
static void
test_hopeless_after_some (RunFixture *fixture, gconstpointer code)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->model, fail_with_data_after_some);
  scripted_model_set_data (fixture->model, (gpointer) code);
  run_fixture_assert_failed (fixture, DG_INFERENCE_ERROR, GPOINTER_TO_INT (code), DG_RUN_INTERRUPTED,
                             RUN_N_QUICK_REQUESTS);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, RUN_N_QUICK_REQUESTS + 1);

  scripted_model_set_func (fixture->model, answer_well);
  report = run_fixture_resume (fixture, &error);
  g_assert_no_error (error);
  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 1), ==, 1);
}

/* What never spoke the protocol is not the service. */
static void
test_protocol_at_first (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, fail_with_data_at_first);
  scripted_model_set_data (fixture->model, GINT_TO_POINTER (DG_INFERENCE_ERROR_PROTOCOL));

  run_fixture_assert_failed (fixture, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL, DG_RUN_FAILED, 0);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 1);
}

static void
fail_once_with_protocol (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number == RUN_LARGE_REQUEST)
    fail_with (answer, DG_INFERENCE_ERROR_PROTOCOL);
  else
    answer_well (model, ask, answer);
}

/* What spoke it before is a gateway that had a bad moment. */
static void
test_protocol_later (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, fail_once_with_protocol);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_calls WHERE error IS NOT NULL"), ==, 1);
}

/* --- what a failure changes about the next request --- */

static void
fail_once_with_data (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number == 1)
    fail_with (answer, GPOINTER_TO_INT (scripted_model_get_data (model)));
  else
    answer_well (model, ask, answer);
}

/* The request after a failure and a reply with a record of 50 tokens. */
static void
assert_size_after (RunFixture *fixture, int code, gboolean widened)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (dg_model_catalog_get_max_output_tokens ("scripted"));
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, fail_once_with_data);
  scripted_model_set_data (fixture->model, GINT_TO_POINTER (code));
  report = run_fixture_run_well (fixture);
  run_fixture_assert_complete (fixture, report);

  if (widened)
    dg_request_sizer_widen (sizer);
  dg_request_sizer_learn (sizer, 1, 50);
  run_fixture_assert_size (fixture, RUN_LARGE_REQUEST, sizer);
}

/* Nova says so little of a call that was too long. */
static void
test_smaller_after_a_failed_call (RunFixture *fixture, gconstpointer data)
{
  assert_size_after (fixture, DG_INFERENCE_ERROR_MODEL, TRUE);
}

static void
test_smaller_after_a_timeout (RunFixture *fixture, gconstpointer data)
{
  assert_size_after (fixture, DG_INFERENCE_ERROR_TIMEOUT, TRUE);
}

static void
test_as_large_after_a_broken_connection (RunFixture *fixture, gconstpointer data)
{
  assert_size_after (fixture, DG_INFERENCE_ERROR_NETWORK, FALSE);
}

/* Records of 50 tokens, which is what the model says. */
static void
test_tighter_after_a_reply (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (dg_model_catalog_get_max_output_tokens ("scripted"));
  g_autoptr (DgRunReport) report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (scripted_model_get_max_tokens (fixture->model, 1), ==, dg_request_sizer_get_max_tokens (sizer, 1));
  dg_request_sizer_learn (sizer, RUN_N_QUICK_REQUESTS, 50 * RUN_N_QUICK_REQUESTS);
  run_fixture_assert_size (fixture, RUN_LARGE_REQUEST, sizer);
}

/* --- a library that fails --- */

static void
break_library (RunFixture *fixture, const char *sql)
{
  g_autofree char *nothing = run_fixture_query (fixture, sql);

  g_assert_null (nothing);
}

static void
hang_after_three (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  answer->hang = ask->number > RUN_LARGE_REQUEST;
  answer->no_deltas = answer->hang;
}

/* What cannot be kept must not be paid for: the request that is under way is stopped. */
static void
test_library_full (RunFixture *fixture, gconstpointer data)
{
  break_library (fixture, "CREATE TRIGGER full BEFORE INSERT ON dg_records WHEN (SELECT count (*) FROM dg_records) >= 4"
                          " BEGIN SELECT RAISE (ABORT, 'full'); END");
  scripted_model_set_func (fixture->model, hang_after_three);
  fixture->broken = TRUE;

  run_fixture_assert_failed (fixture, DG_STORE_ERROR, DG_STORE_ERROR_FAILED, DG_RUN_INTERRUPTED, RUN_N_QUICK_REQUESTS);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, RUN_LARGE_REQUEST + 1);
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
  add ("/run-errors/error/network-comes-back", test_network_comes_back);
  add ("/run-errors/error/mostly", test_failing_mostly);
  add ("/run-errors/error/with-some-records", test_failing_with_some_records);
  add_codes ("hopeless", hopeless, G_N_ELEMENTS (hopeless), test_hopeless);
  add_codes ("hopeless-after-some", hopeless, G_N_ELEMENTS (hopeless), test_hopeless_after_some);
  add ("/run-errors/protocol/at-first", test_protocol_at_first);
  add ("/run-errors/protocol/later", test_protocol_later);
  add_codes ("passing", passing, G_N_ELEMENTS (passing), test_passing);
  add ("/run-errors/hopeless/at-once", test_hopeless_at_once);
  add ("/run-errors/size/failed-call", test_smaller_after_a_failed_call);
  add ("/run-errors/size/timeout", test_smaller_after_a_timeout);
  add ("/run-errors/size/broken-connection", test_as_large_after_a_broken_connection);
  add ("/run-errors/size/reply", test_tighter_after_a_reply);
  add ("/run-errors/library/full", test_library_full);
  add ("/run-errors/library/full-at-the-end", test_library_full_at_the_end);

  return g_test_run ();
}
