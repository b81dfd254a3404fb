/* test-run-estimate.c: what a run is said to take before it begins
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "dg-answer-check.h"
#include "dg-request-sizer.h"
#include "session-fixture.h"

#define REQUIREMENTS                                                                                                   \
  "{'task': 'answer questions about parcels', 'output_format': {'parts': {'kind': 'generation of free text',"          \
  " 'structure': 'one sentence', 'expected_response': 'an answer', 'conventions': 'no parcel: say so'}},"              \
  " 'dimensions': [{'name': 'tone', 'values': ['calm', 'angry']}]}"

/* What the scripted model writes for a record. */
#define RECORD_TOKENS 50.0

/* Between no waste and one record of five. */
#define MIDDLE 1.125

#define N_RECORDS 200
#define MAX_REQUESTS 32

static DgEstimate
estimate_session (SessionFixture *fixture, guint n_records, DgModel *check_model)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DgEstimate estimate;

  dg_session_estimate_async (fixture->session, n_records, MAX_REQUESTS, check_model, NULL, run_fixture_store_result_cb,
                             &result);
  dg_session_estimate_finish (fixture->session, run_fixture_wait (&result), &estimate, &error);
  g_assert_no_error (error);
  return estimate;
}

static DgEstimate
estimate_brief (SessionFixture *fixture, guint n_records, guint max_requests)
{
  const DgEstimateTask task = {
    .brief = fixture->base.brief,
    .model = DG_MODEL (fixture->base.model),
    .n_records = n_records,
    .max_requests = max_requests,
  };
  DgEstimate estimate;

  dg_run_estimate (&task, &estimate);
  return estimate;
}

static void
set_price (SessionFixture *fixture, double price)
{
  scripted_model_set_price (fixture->base.model, &(DgPrice){ price, price, price });
}

static void
assert_near (double value, double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, expected / 100.0 + 1.0);
}

static void
make_samples (SessionFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, TRUE);
  session_fixture_make_samples (fixture, &error);
  g_assert_no_error (error);
}

/* What the samples took is what there is to go by, also for who finds the session later. */
static void
test_from_samples (SessionFixture *fixture, gconstpointer data)
{
  DgEstimate estimate, later;

  make_samples (fixture);
  estimate = estimate_session (fixture, N_RECORDS, NULL);
  assert_near ((double) estimate.output_tokens, RECORD_TOKENS * N_RECORDS * MIDDLE);

  session_fixture_reopen (fixture);
  later = estimate_session (fixture, N_RECORDS, NULL);
  g_assert_cmpuint (later.output_tokens, ==, estimate.output_tokens);
  g_assert_cmpuint (later.input_tokens, ==, estimate.input_tokens);
}

/* What is in the file already need not be made. */
static void
test_approved_samples (SessionFixture *fixture, gconstpointer data)
{
  const DgAnnotation annotation = { .card = 1, .approve = TRUE };
  g_autoptr (GError) error = NULL;
  DgEstimate estimate;

  make_samples (fixture);
  g_assert_true (session_fixture_annotate (fixture, &annotation, &error));
  estimate = estimate_session (fixture, 20, NULL);
  assert_near ((double) estimate.output_tokens, RECORD_TOKENS * 19 * MIDDLE);
}

/* A run of the same model is what it was said to be. */
static void
test_true_to_the_run (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgRunReport) report = NULL;
  g_autoptr (DgBrief) brief = NULL;
  g_autoptr (DgRun) run = NULL;
  g_autoptr (GError) error = NULL;
  DgRunOptions options = { .n_records = N_RECORDS, .max_requests = MAX_REQUESTS };
  DgEstimate estimate;

  set_price (fixture, 1.0);
  make_samples (fixture);
  fixture->base.options.max_requests = MAX_REQUESTS;
  estimate = estimate_session (fixture, N_RECORDS, NULL);
  brief = dg_session_make_brief (fixture->session, &error);
  g_assert_no_error (error);
  run = dg_session_new_run (fixture->session, brief, &options, &error);
  g_assert_no_error (error);
  dg_run_start_async (run, NULL, run_fixture_store_result_cb, &result);
  report = dg_run_start_finish (run, run_fixture_wait (&result), &error);
  g_assert_no_error (error);

  /* the scripted model reads 100 tokens whatever it is asked, so that many requests read as much as few */
  g_assert_cmpfloat ((double) report->usage.output_tokens, >=, (double) estimate.output_tokens / MIDDLE - 1.0);
  g_assert_cmpfloat ((double) report->usage.output_tokens, <=, (double) estimate.output_tokens / MIDDLE * 1.25);
  g_assert_cmpfloat ((double) report->usage.output_tokens / 1e6, <, estimate.cost_high_usd);
}

/* Without samples the examples tell, and without those a first guess. */
static void
test_without_samples (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (360, 'x');
  DgEstimate guessed = estimate_brief (fixture, N_RECORDS, MAX_REQUESTS);
  DgEstimate measured;

  assert_near ((double) guessed.output_tokens, DG_FIRST_GUESS_TOKENS * N_RECORDS * MIDDLE);
  g_ptr_array_add (fixture->base.brief->examples, dg_record_new (text, text, 0));
  measured = estimate_brief (fixture, N_RECORDS, MAX_REQUESTS);
  /* two texts of 100 tokens, and what is around them */
  assert_near ((double) measured.output_tokens, 225.0 * N_RECORDS * MIDDLE);
  /* longer records are asked for in more requests */
  g_assert_cmpuint (measured.input_tokens, >, guessed.input_tokens);
}

static void
test_cost (SessionFixture *fixture, gconstpointer data)
{
  DgEstimate estimate;

  set_price (fixture, 2.0);
  estimate = estimate_brief (fixture, N_RECORDS, MAX_REQUESTS);
  g_assert_cmpfloat_with_epsilon (estimate.cost_high_usd, 1.25 * estimate.cost_low_usd, 1e-9);
  g_assert_cmpfloat_with_epsilon ((estimate.cost_low_usd + estimate.cost_high_usd) / 2.0,
                                  2.0 * (double) (estimate.input_tokens + estimate.output_tokens) / 1e6, 1e-5);

  set_price (fixture, 0.0);
  estimate = estimate_brief (fixture, N_RECORDS, MAX_REQUESTS);
  g_assert_cmpfloat_with_epsilon (estimate.cost_high_usd, 0.0, 1e-12);
  g_assert_cmpuint (estimate.output_tokens, >, 0);

  set_price (fixture, (double) NAN);
  estimate = estimate_brief (fixture, N_RECORDS, MAX_REQUESTS);
  g_assert_true (isnan (estimate.cost_low_usd) && isnan (estimate.cost_high_usd));
  g_assert_false (isnan (estimate.seconds_high));
}

static void
test_time (SessionFixture *fixture, gconstpointer data)
{
  DgEstimate few = estimate_brief (fixture, 50, 2);
  DgEstimate many = estimate_brief (fixture, 50, MAX_REQUESTS);
  DgEstimate more = estimate_brief (fixture, 1000, MAX_REQUESTS);
  DgEstimate none = estimate_brief (fixture, 0, MAX_REQUESTS);

  g_assert_cmpfloat (many.seconds_low, >, 0.0);
  g_assert_cmpfloat (many.seconds_low, <, many.seconds_high);
  g_assert_cmpfloat (few.seconds_low, >, 2.0 * many.seconds_low);
  g_assert_cmpfloat (more.seconds_low, >, 2.0 * many.seconds_low);
  g_assert_cmpfloat (more.seconds_high, >, more.seconds_low);
  g_assert_cmpfloat_with_epsilon (none.seconds_high, 0.0, 1e-12);
  g_assert_cmpuint (none.input_tokens, ==, 0);
}

/* A slow model is told by its samples. */
static void
test_slow_model (SessionFixture *fixture, gconstpointer data)
{
  DgEstimateTask task = {
    .brief = fixture->base.brief,
    .model = DG_MODEL (fixture->base.model),
    .figures = { .n_calls = 5, .n_records = 5, .usage = { .input_tokens = 5000, .output_tokens = 500 } },
    .n_records = N_RECORDS,
    .max_requests = MAX_REQUESTS,
  };
  DgEstimate slow, fast;

  task.figures.latency_ms = 5 * 10400;
  dg_run_estimate (&task, &slow);
  task.figures.latency_ms = 5 * 1400;
  dg_run_estimate (&task, &fast);
  /* 10 tokens a second and 100, apart from the wait for the first */
  g_assert_cmpfloat (slow.seconds_low, >, 7.0 * fast.seconds_low);
  g_assert_cmpfloat (slow.seconds_low, <, 10.0 * fast.seconds_low);
}

/* A script whose tokens are short makes prompts dear. */
static void
test_dense_script (SessionFixture *fixture, gconstpointer data)
{
  DgEstimateTask task = {
    .brief = fixture->base.brief,
    .model = DG_MODEL (fixture->base.model),
    .figures = { .n_calls = 5, .n_records = 5, .usage = { .output_tokens = 500 }, .latency_ms = 7000 },
    .n_records = N_RECORDS,
    .max_requests = MAX_REQUESTS,
  };
  DgEstimate sparse, dense;

  task.figures.usage.input_tokens = 5000;
  dg_run_estimate (&task, &sparse);
  task.figures.usage.input_tokens = 10000;
  dg_run_estimate (&task, &dense);
  g_assert_cmpuint (dense.input_tokens, >, sparse.input_tokens);
}

static void
test_check (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (100, 'x');
  DgEstimateTask task = {
    .brief = fixture->base.brief,
    .model = DG_MODEL (fixture->base.model),
    .n_records = N_RECORDS,
    .max_requests = MAX_REQUESTS,
  };
  DgEstimate plain, checked;

  set_price (fixture, 1.0);
  task.check_model = task.model;
  dg_run_estimate (&task, &checked);
  g_assert_true (isnan (checked.cost_low_usd));

  g_ptr_array_add (fixture->base.brief->examples, dg_record_new (text, text, 0));
  dg_run_estimate (&task, &checked);
  task.check_model = NULL;
  dg_run_estimate (&task, &plain);
  g_assert_cmpfloat_with_epsilon (checked.cost_low_usd - plain.cost_low_usd,
                                  dg_answer_check_estimate_cost (task.brief, task.model, task.brief->examples,
                                                                 N_RECORDS),
                                  1e-9);
  g_assert_cmpfloat (checked.seconds_low, >, plain.seconds_low);
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

  add ("/run-estimate/from-samples", test_from_samples);
  add ("/run-estimate/approved-samples", test_approved_samples);
  add ("/run-estimate/true-to-the-run", test_true_to_the_run);
  add ("/run-estimate/without-samples", test_without_samples);
  add ("/run-estimate/cost", test_cost);
  add ("/run-estimate/time", test_time);
  add ("/run-estimate/slow-model", test_slow_model);
  add ("/run-estimate/dense-script", test_dense_script);
  add ("/run-estimate/check", test_check);

  return g_test_run ();
}
