/* test-run-pace.c: how many requests a run sends, when, and for how much each asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "run-fixture.h"

/* After so many good replies that many requests are in flight at once: none waits until the place of another is free.
 */
#define N_GOOD 96
#define MANY 128

/* Throttles until the retry budget of 500 is spent, at 5 each. */
#define N_THROTTLES_OF_BUDGET 100

#define RETRY_AFTER_MS 20

/* --- throttles --- */

typedef struct
{
  gint64 throttled_us; /* before the throttle was told */
  gint64 next_us;      /* when the next request was sent */
  guint throttled;     /* the request */
} Times;

static void
throttle_once (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  Times *times = scripted_model_get_data (model);

  if (ask->number == times->throttled)
    {
      times->throttled_us = g_get_monotonic_time ();
      answer->error = g_error_new_literal (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED, "too many");
      dg_inference_error_set_details (answer->error, RETRY_AFTER_MS, "throttled-1");
      return;
    }
  if (ask->number == times->throttled + 1)
    times->next_us = g_get_monotonic_time ();
  answer_well (model, ask, answer);
}

/* There are places enough, but the service said when. */
static void
test_retry_after (RunFixture *fixture, gconstpointer data)
{
  Times times = { 0 };
  g_autoptr (DgRunReport) report = NULL;
  g_autofree char *id = NULL;

  /* the last one of those that leave at once: with so few lines there are no more before it has ended */
  fixture->options.n_records = DG_MIN_RECORDS;
  fixture->options.max_requests = 32;
  times.throttled = RUN_N_QUICK_REQUESTS + (DG_MIN_RECORDS - RUN_N_QUICK_REQUESTS) / 2;
  scripted_model_set_func (fixture->model, throttle_once);
  scripted_model_set_data (fixture->model, &times);
  report = run_fixture_run_well (fixture);
  id = run_fixture_query (fixture, "SELECT request_id FROM dg_calls WHERE error = 'too many'");

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpint (times.throttled_us, >, 0);
  g_assert_cmpint (times.next_us - times.throttled_us, >=, RETRY_AFTER_MS * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpstr (id, ==, "throttled-1");
}

static void
throttle_after_a_while (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  /* each as long as a reply may be, so that requests ask for one record each and there are many */
  answer->usage.output_tokens = 1000 * ask->lines->len;
  if (ask->number <= N_GOOD)
    answer_well (model, ask, answer);
  else
    answer->error = g_error_new_literal (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED, "too many");
}

static void
test_budget (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) resume_error = NULL;
  guint n_lines = 0;

  scripted_model_set_func (fixture->model, throttle_after_a_while);
  fixture->options.n_records = 300;
  fixture->options.max_requests = MANY;
  g_assert_null (run_fixture_run (fixture, &error));

  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED);
  for (guint i = 1; i <= N_GOOD; i++)
    n_lines += scripted_model_get_n_lines (fixture->model, i);
  run_fixture_assert_ended (fixture, DG_RUN_INTERRUPTED, n_lines);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_calls WHERE error = 'too many'"), ==,
                    N_THROTTLES_OF_BUDGET);

  scripted_model_set_func (fixture->model, answer_well);
  report = run_fixture_resume (fixture, &resume_error);
  g_assert_no_error (resume_error);
  run_fixture_assert_complete (fixture, report);
}

/* --- what each request asks for --- */

static void
test_early_first_row (RunFixture *fixture, gconstpointer max_requests)
{
  g_autoptr (DgRunReport) report = NULL;

  fixture->options.n_records = 100;
  fixture->options.max_requests = GPOINTER_TO_UINT (max_requests);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  for (guint i = 1; i <= RUN_N_QUICK_REQUESTS; i++)
    g_assert_cmpuint (scripted_model_get_n_lines (fixture->model, i), ==, 1);
  g_assert_cmpuint (scripted_model_get_n_lines (fixture->model, RUN_LARGE_REQUEST), >, 1);
}

/* Near the end each request asks for less, so that no one waits for a long one, but not one by one. */
static void
test_smaller_near_the_end (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  guint n_requests;
  guint n_open;
  guint largest = 0;

  fixture->options.n_records = 200;
  fixture->options.max_requests = 8;
  report = run_fixture_run_well (fixture);
  n_requests = scripted_model_get_n_requests (fixture->model);

  run_fixture_assert_complete (fixture, report);
  n_open = 200 - RUN_N_QUICK_REQUESTS;
  for (guint i = RUN_LARGE_REQUEST; i <= n_requests; i++)
    {
      guint n_lines = scripted_model_get_n_lines (fixture->model, i);

      /* all that are open could be in flight at once */
      g_assert_cmpuint (n_lines, <=, MAX ((n_open + 7) / 8, 2));
      g_assert_cmpuint (n_lines, >=, MIN (n_open, 2));
      largest = MAX (largest, n_lines);
      n_open -= n_lines;
    }
  g_assert_cmpuint (n_open, ==, 0);
  g_assert_cmpuint (largest, >, 2);
  g_assert_cmpuint (scripted_model_get_n_lines (fixture->model, n_requests), <=, 2);
}

/* --- how many at a time --- */

static void
test_most_in_flight (RunFixture *fixture, gconstpointer max_requests)
{
  g_autoptr (DgRunReport) report = NULL;

  fixture->options.n_records = DG_MAX_RECORDS;
  fixture->options.max_requests = GPOINTER_TO_UINT (max_requests);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (scripted_model_get_most_in_flight (fixture->model), ==, GPOINTER_TO_UINT (max_requests));
}

static void
set_up (RunFixture *fixture, gconstpointer data)
{
  run_fixture_set_up (fixture, NULL);
}

static void
add (const char *path, guint max_requests, void (*test) (RunFixture *fixture, gconstpointer data))
{
  g_test_add (path, RunFixture, GUINT_TO_POINTER (max_requests), set_up, test, run_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/run-pace/throttled/retry-after", 0, test_retry_after);
  add ("/run-pace/throttled/budget", 0, test_budget);
  add ("/run-pace/size/early-first-row/1", 1, test_early_first_row);
  add ("/run-pace/size/early-first-row/8", 8, test_early_first_row);
  add ("/run-pace/size/smaller-near-the-end", 0, test_smaller_near_the_end);
  add ("/run-pace/most-in-flight/1", 1, test_most_in_flight);
  add ("/run-pace/most-in-flight/7", 7, test_most_in_flight);
  add ("/run-pace/most-in-flight/32", 32, test_most_in_flight);

  return g_test_run ();
}
