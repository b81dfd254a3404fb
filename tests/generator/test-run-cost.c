/* test-run-cost.c: runs that may cost no more than so much
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "run-fixture.h"

/* A dollar for each token of output, and nothing for the input: what a request may cost at worst is what it allows. */
#define PRICE_PER_MILLION 1e6

static const DgPrice price = { 0.0, PRICE_PER_MILLION, 0.0 };

static void
set_up (RunFixture *fixture, gconstpointer data)
{
  run_fixture_set_up (fixture, NULL);
  scripted_model_set_price (fixture->model, &price);
  fixture->options.n_records = 200;
  fixture->options.max_requests = 4;
}

static double
sum_allowed (RunFixture *fixture)
{
  double sum = 0.0;

  for (guint i = 1; i <= scripted_model_get_n_requests (fixture->model); i++)
    sum += scripted_model_get_max_tokens (fixture->model, i);

  return sum;
}

/* A partial dataset, and why. */
static DgRunReport *
run_until_capped (RunFixture *fixture)
{
  DgRun *run = run_fixture_new_run (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;
  DgRunReport *report;

  dg_run_start_async (run, fixture->cancellable, run_fixture_store_result_cb, &result);
  report = dg_run_start_finish (run, run_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->status, ==, DG_RUN_PARTIAL);
  g_assert_cmpuint (report->accepted, >, 0);
  g_assert_cmpuint (report->accepted, <, fixture->options.n_records);
  g_assert_nonnull (report->dataset);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT rows FROM datasets"), ==, report->accepted);
  expected =
      g_strdup_printf ("The next request could have gone over the limit of $%.2f.", fixture->options.max_cost_usd);
  g_assert_cmpstr (dg_run_get_reason (run), ==, expected);
  g_assert_cmpuint (scripted_model_get_n_in_flight (fixture->model), ==, 0);
  g_clear_object (&result);
  g_assert_finalize_object (run);

  return report;
}

static void
answer_at_length (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  answer->usage.output_tokens = ask->max_tokens;
}

/* Replies that are all as long as they may be: whatever was in flight was counted. */
static void
test_longest_replies (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_at_length);
  fixture->options.max_cost_usd = 20000.0;
  report = run_until_capped (fixture);

  g_assert_cmpfloat (report->cost_usd, <=, fixture->options.max_cost_usd);
  g_assert_cmpfloat_with_epsilon (report->cost_usd, sum_allowed (fixture), 1e-6);
}

typedef struct
{
  double spent; /* by replies that have ended */
  double most;  /* with what the one in flight may cost */
} Account;

/* One request at a time: when one is sent, what the others cost is known. */
static void
answer_and_count (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  Account *account = scripted_model_get_data (model);

  answer_well (model, ask, answer);
  account->most = MAX (account->most, account->spent + ask->max_tokens);
  account->spent += (double) answer->usage.output_tokens;
}

/* Shorter replies leave money for more, but what a request may cost is always there before it is sent. */
static void
test_committed (RunFixture *fixture, gconstpointer data)
{
  Account account = { 0 };
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_and_count);
  scripted_model_set_data (fixture->model, &account);
  fixture->options.max_requests = 1;
  fixture->options.max_cost_usd = 4000.0;
  report = run_until_capped (fixture);

  g_assert_cmpfloat (account.most, <=, fixture->options.max_cost_usd);
  g_assert_cmpfloat_with_epsilon (report->cost_usd, account.spent, 1e-6);
  g_assert_cmpfloat (sum_allowed (fixture), >, fixture->options.max_cost_usd);
}

static void
test_nothing_affordable (RunFixture *fixture, gconstpointer data)
{
  fixture->options.max_cost_usd = 1.0;

  run_fixture_assert_failed (fixture, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_STOPPED, DG_RUN_FAILED, 0);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 0);
}

static void
test_enough (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  fixture->options.max_cost_usd = 1e6;
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
}

static void
break_off (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  int code = GPOINTER_TO_INT (scripted_model_get_data (model));

  answer_well (model, ask, answer);
  g_ptr_array_set_size (answer->records, 1);
  answer->error = g_error_new_literal (DG_INFERENCE_ERROR, code, "broken off");
}

/* Nobody says what such a reply cost, so it counts as much as it may have. */
static void
test_broken_off (RunFixture *fixture, gconstpointer code)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, break_off);
  scripted_model_set_data (fixture->model, (gpointer) code);
  fixture->options.max_requests = 32;
  fixture->options.max_cost_usd = 8000.0;
  report = run_until_capped (fixture);

  g_assert_cmpfloat (sum_allowed (fixture), <=, fixture->options.max_cost_usd);
}

static void
refuse_twice (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number > 2)
    {
      answer_well (model, ask, answer);
      return;
    }
  answer->no_call = TRUE;
  answer->error = g_error_new_literal (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNAVAILABLE, "not now");
}

/* What was refused before the model was at work costs nothing: the money is enough for the rest, but not for both. */
static void
test_refused_is_free (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, refuse_twice);
  fixture->options.n_records = RUN_N_RECORDS;
  fixture->options.max_requests = 1;
  fixture->options.max_cost_usd = 2500.0;
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
}

/* --- a run that is gone on with --- */

/* The first large request hangs behind its first record, so that the run is still under way when it is stopped. */
static void
answer_at_length_then_hang (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_at_length (model, ask, answer);
  g_ptr_array_set_size (answer->records, 1);
  answer->hang = ask->number == RUN_LARGE_REQUEST;
}

static void
stop_early (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->model, answer_at_length_then_hang);
  fixture->options.max_requests = 1;
  fixture->stop_at = RUN_LARGE_REQUEST;
  g_assert_null (run_fixture_run (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  scripted_model_set_func (fixture->model, answer_at_length);
}

static void
assert_nothing_left (RunFixture *fixture, const DgRunReport *before)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRunReport) report = NULL;
  guint n_requests = scripted_model_get_n_requests (fixture->model);

  report = run_fixture_resume (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, n_requests);
  g_assert_cmpuint (report->status, ==, DG_RUN_PARTIAL);
  g_assert_cmpuint (report->accepted, ==, before->accepted);
}

/* What was spent before it was stopped is spent, and what the call that broke off may have cost is: there is nothing
 * left for another request. */
static void
test_spent_before (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) before = NULL;

  stop_early (fixture);
  before = run_fixture_load_report (fixture);
  g_assert_cmpfloat (before->cost_usd, >, 0.0);
  g_assert_cmpfloat (before->presumed_usd, >, 1.0);
  fixture->options.max_cost_usd = before->cost_usd + before->presumed_usd + 1.0;
  assert_nothing_left (fixture, before);
}

/* Likewise when there was a model among them whose price nobody knows. */
static void
test_spent_before_in_part (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) before = NULL;

  stop_early (fixture);
  g_assert_cmpuint (run_fixture_count (fixture,
                                       "UPDATE dg_calls SET cost_usd = NULL WHERE stop_reason IS NULL RETURNING 1"),
                    ==, 1);
  before = run_fixture_load_report (fixture);
  g_assert_true (isnan (before->cost_usd));
  g_assert_cmpfloat (before->known_cost_usd, >, 1.0);
  fixture->options.max_cost_usd = before->known_cost_usd + before->presumed_usd + 1.0;
  assert_nothing_left (fixture, before);
}

static void
test_spent_in_all (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRunReport) report = NULL;

  fixture->options.max_cost_usd = 20000.0;
  stop_early (fixture);
  report = run_fixture_resume (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->status, ==, DG_RUN_PARTIAL);
  g_assert_cmpfloat (report->cost_usd, >, 0.0);
  g_assert_cmpfloat (report->cost_usd, <=, fixture->options.max_cost_usd);
}

static void
test_no_price (RunFixture *fixture, gconstpointer data)
{
  const DgPrice unknown = { NAN, NAN, NAN };
  g_autoptr (GError) error = NULL;

  scripted_model_set_price (fixture->model, &unknown);
  fixture->options.max_cost_usd = 1.0;
  g_assert_null (dg_run_new (fixture->library, DG_MODEL (fixture->model), fixture->brief, &fixture->options, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_PRICE);
  g_assert_nonnull (strstr (error->message, "scripted"));
}

static void
add (const char *path, gconstpointer data, void (*test) (RunFixture *fixture, gconstpointer data))
{
  g_test_add (path, RunFixture, data, set_up, test, run_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/run-cost/longest-replies", NULL, test_longest_replies);
  add ("/run-cost/committed", NULL, test_committed);
  add ("/run-cost/nothing-affordable", NULL, test_nothing_affordable);
  add ("/run-cost/enough", NULL, test_enough);
  add ("/run-cost/broken-off/truncated", GINT_TO_POINTER (DG_INFERENCE_ERROR_TRUNCATED), test_broken_off);
  add ("/run-cost/broken-off/network", GINT_TO_POINTER (DG_INFERENCE_ERROR_NETWORK), test_broken_off);
  add ("/run-cost/broken-off/unavailable", GINT_TO_POINTER (DG_INFERENCE_ERROR_UNAVAILABLE), test_broken_off);
  add ("/run-cost/refused-is-free", NULL, test_refused_is_free);
  add ("/run-cost/resumed/spent-before", NULL, test_spent_before);
  add ("/run-cost/resumed/spent-before-in-part", NULL, test_spent_before_in_part);
  add ("/run-cost/resumed/spent-in-all", NULL, test_spent_in_all);
  add ("/run-cost/no-price", NULL, test_no_price);

  return g_test_run ();
}
