/* test-answer-check-trouble.c: blind answers that do not come, or not as they should
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdlib.h>

#include "check-fixture.h"
#include "dg-blind-solve.h"

/* --- what goes wrong --- */

static gboolean
is_small (guint number)
{
  return number != 5;
}

static void
solve_all_but_one (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  g_autoptr (GArray) questions = check_fixture_read_questions (ask->message);

  check_fixture_note_questions (scripted_model_get_data (model), questions);
  check_fixture_solve_some (answer, questions, "answer_label", "right", is_small);
}

/* One is left out, again and again: it is asked about twice, and the others once. */
static void
test_left_out (CheckFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->base.model, solve_all_but_one);
  check_fixture_check_well (fixture);

  check_fixture_assert_odd_ones_flagged (fixture);
  check_fixture_assert_progress (fixture, CHECK_N_RECORDS - 1, 2, 1);
  for (guint number = 1; number <= CHECK_N_RECORDS; number++)
    g_assert_cmpuint (g_array_index (fixture->asked, guint, number), ==, number == 5 ? 2 : 1);
}

static const char *const useless[] = {
  "{}", "[]", "{\"solutions\": 1}", "{\"solutions\": []}", "{\"solutions\": [{\"n\": 99}]}", "not JSON", "",
};

static void
solve_badly_at_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  CheckFixture *fixture = scripted_model_get_data (model);

  if (ask->number == 1)
    answer->raw = g_strdup (useless[fixture->which]);
  else
    check_fixture_solve (model, ask, answer);
}

/* Whatever one reply is, what it was to be about is asked about once more, in two halves. */
static void
test_useless_replies (CheckFixture *fixture, gconstpointer data)
{
  for (fixture->which = 0; fixture->which < G_N_ELEMENTS (useless); fixture->which++)
    {
      g_autoptr (ScriptedModel) model = fixture->base.model;

      fixture->base.model = scripted_model_new (solve_badly_at_first);
      scripted_model_set_data (fixture->base.model, fixture);
      check_fixture_check_well (fixture);

      g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, 3 + 2);
      check_fixture_assert_odd_ones_flagged (fixture);
      check_fixture_assert_progress (fixture, CHECK_N_RECORDS, 2, 0);
      g_clear_object (&fixture->check);
    }
}

static void
answer_uselessly (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer->raw = g_strdup (useless[ask->number % G_N_ELEMENTS (useless)]);
}

static void
test_useless_model (CheckFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->base.model, answer_uselessly);
  g_assert_false (check_fixture_check (fixture, &error));

  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY);
  check_fixture_assert_progress (fixture, 0, 0, CHECK_N_RECORDS);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (flag) FROM dg_records"), ==, 0);
  check_fixture_assert_records_kept (fixture);
}

static void
fail_second (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  CheckFixture *fixture = scripted_model_get_data (model);

  if (ask->number == 2)
    answer->error = g_error_new_literal (DG_INFERENCE_ERROR, fixture->code, "told to fail");
  else
    check_fixture_solve (model, ask, answer);
}

/* What a failed request was about is asked about once more. */
static void
fail_once (CheckFixture *fixture, DgInferenceError code)
{
  fixture->code = code;
  scripted_model_set_func (fixture->base.model, fail_second);
  check_fixture_check_well (fixture);

  check_fixture_assert_odd_ones_flagged (fixture);
  check_fixture_assert_progress (fixture, CHECK_N_RECORDS, 2, 0);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_calls WHERE error = 'told to fail'"),
                    ==, 1);
}

static void
test_unavailable (CheckFixture *fixture, gconstpointer data)
{
  fail_once (fixture, DG_INFERENCE_ERROR_UNAVAILABLE);
}

static void
test_invalid_later (CheckFixture *fixture, gconstpointer data)
{
  fail_once (fixture, DG_INFERENCE_ERROR_INVALID_REQUEST);
}

/* The first question's request, as often as would be enough to give a record up. */
static void
throttle_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  CheckFixture *fixture = scripted_model_get_data (model);
  g_autoptr (GArray) questions = check_fixture_read_questions (ask->message);
  gboolean has_first = FALSE;

  for (guint i = 0; i < questions->len; i++)
    has_first |= g_array_index (questions, guint, i) == 1;
  if (has_first && fixture->which++ < 2)
    answer->error = g_error_new_literal (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED, "too fast");
  else
    check_fixture_solve (model, ask, answer);
}

/* Throttling is no failure of a record's, however often it comes. */
static void
test_throttled (CheckFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->base.model, throttle_first);
  check_fixture_check_well (fixture);

  check_fixture_assert_odd_ones_flagged (fixture);
  check_fixture_assert_progress (fixture, CHECK_N_RECORDS, 2, 0);
  g_assert_cmpuint (fixture->which, ==, 3);
  for (guint number = 1; number <= CHECK_N_RECORDS; number++)
    g_assert_cmpuint (g_array_index (fixture->asked, guint, number), ==, 1);
}

static void
fail_from_third (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number >= 3)
    answer->error = g_error_new_literal (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_QUOTA, "no more today");
  else
    check_fixture_solve (model, ask, answer);
}

/* The service will not answer any more; what it has answered is not lost. */
static void
test_lasting_failure (CheckFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DgAnswerCheckProgress progress;

  scripted_model_set_func (fixture->base.model, fail_from_third);
  g_assert_false (check_fixture_check (fixture, &error));
  dg_answer_check_get_progress (fixture->check, &progress);

  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_QUOTA);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, 3);
  g_assert_cmpuint (progress.n_checked, ==, 2 * DG_BLIND_SOLVE_MOST);
  g_assert_cmpuint (progress.n_flagged, ==, run_fixture_count (&fixture->base, "SELECT count (flag) FROM dg_records"));
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_calls"), ==, 3);
}

static void
fail_always (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  CheckFixture *fixture = scripted_model_get_data (model);

  answer->error = g_error_new_literal (DG_INFERENCE_ERROR, fixture->code, "told to fail");
}

static void
test_refused_at_once (CheckFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->code = DG_INFERENCE_ERROR_REFUSED_CREDENTIALS;
  scripted_model_set_func (fixture->base.model, fail_always);
  g_assert_false (check_fixture_check (fixture, &error));

  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, 1);
}

static void
test_no_such_dataset (CheckFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (fixture->dataset);
  fixture->dataset = g_strdup ("dataset_00000000");
  g_assert_false (check_fixture_check (fixture, &error));

  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, 0);
}

/* --- cancelled --- */

/* There was nothing left to call off. */
static void
test_cancelled_at_the_end (CheckFixture *fixture, gconstpointer data)
{
  fixture->cancel_at = CHECK_N_RECORDS;
  check_fixture_check_well (fixture);

  check_fixture_assert_odd_ones_flagged (fixture);
  check_fixture_assert_progress (fixture, CHECK_N_RECORDS, 2, 0);
}

static void
assert_cancelled (CheckFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (check_fixture_check (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (scripted_model_get_n_in_flight (fixture->base.model), ==, 0);
  check_fixture_assert_records_kept (fixture);
}

static void
test_cancelled_before (CheckFixture *fixture, gconstpointer data)
{
  g_cancellable_cancel (fixture->base.cancellable);
  assert_cancelled (fixture);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, 0);
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_REMOVE;
}

static void
hang (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  CheckFixture *fixture = scripted_model_get_data (model);

  check_fixture_solve (model, ask, answer);
  answer->hang = TRUE;
  if (ask->number == fixture->base.options.max_requests)
    g_idle_add (cancel_cb, fixture->base.cancellable);
}

static void
test_cancelled_in_flight (CheckFixture *fixture, gconstpointer data)
{
  fixture->base.options.max_requests = 2;
  scripted_model_set_func (fixture->base.model, hang);
  assert_cancelled (fixture);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (flag) FROM dg_records"), ==, 0);
}

static void
throttle_and_cancel (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  CheckFixture *fixture = scripted_model_get_data (model);

  answer->error = g_error_new_literal (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED, "too fast");
  dg_inference_error_set_details (answer->error, 3600 * 1000, NULL);
  g_timeout_add (1, cancel_cb, fixture->base.cancellable);
}

/* Nothing is in flight: the service wants an hour. */
static void
test_cancelled_while_waiting (CheckFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->base.model, throttle_and_cancel);
  assert_cancelled (fixture);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, 1);
}

static void
solve_then_hang (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  check_fixture_solve (model, ask, answer);
  answer->hang = ask->number > 1;
}

/* What was found stays. */
static void
test_cancelled_after_some (CheckFixture *fixture, gconstpointer data)
{
  DgAnswerCheckProgress progress;

  scripted_model_set_func (fixture->base.model, solve_then_hang);
  fixture->cancel_at = DG_BLIND_SOLVE_MOST;
  assert_cancelled (fixture);
  dg_answer_check_get_progress (fixture->check, &progress);

  g_assert_cmpuint (progress.n_checked, ==, DG_BLIND_SOLVE_MOST);
  g_assert_cmpuint (progress.n_flagged, ==, run_fixture_count (&fixture->base, "SELECT count (flag) FROM dg_records"));
}

static void
add (const char *path, gconstpointer requirements, void (*test) (CheckFixture *fixture, gconstpointer data))
{
  g_test_add (path, CheckFixture, requirements, check_fixture_set_up, test, check_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/answer-check/left-out", CHECK_LABELS, test_left_out);
  add ("/answer-check/useless/some", CHECK_LABELS, test_useless_replies);
  add ("/answer-check/useless/all", CHECK_LABELS, test_useless_model);
  add ("/answer-check/failure/unavailable", CHECK_LABELS, test_unavailable);
  add ("/answer-check/failure/invalid-later", CHECK_LABELS, test_invalid_later);
  add ("/answer-check/failure/throttled", CHECK_LABELS, test_throttled);
  add ("/answer-check/failure/lasting", CHECK_LABELS, test_lasting_failure);
  add ("/answer-check/failure/refused-at-once", CHECK_LABELS, test_refused_at_once);
  add ("/answer-check/failure/no-such-dataset", CHECK_LABELS, test_no_such_dataset);
  add ("/answer-check/cancelled/before", CHECK_LABELS, test_cancelled_before);
  add ("/answer-check/cancelled/in-flight", CHECK_LABELS, test_cancelled_in_flight);
  add ("/answer-check/cancelled/while-waiting", CHECK_LABELS, test_cancelled_while_waiting);
  add ("/answer-check/cancelled/after-some", CHECK_LABELS, test_cancelled_after_some);
  add ("/answer-check/cancelled/at-the-end", CHECK_LABELS, test_cancelled_at_the_end);

  return g_test_run ();
}
