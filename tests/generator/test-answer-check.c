/* test-answer-check.c: datasets that are answered blind, and what that will cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "check-fixture.h"
#include "dg-library-review.h"

/* --- answers that a program can compare --- */

static void
test_labels (CheckFixture *fixture, gconstpointer data)
{
  g_autofree char *flag = NULL;

  check_fixture_check_well (fixture);
  flag = run_fixture_query (&fixture->base, "SELECT flag FROM dg_records WHERE number = 3");

  check_fixture_assert_odd_ones_flagged (fixture);
  check_fixture_assert_progress (fixture, CHECK_N_RECORDS, 2, 0);
  g_assert_nonnull (strstr (flag, "right"));
  for (guint number = 1; number <= CHECK_N_RECORDS; number++)
    g_assert_cmpuint (g_array_index (fixture->asked, guint, number), ==, 1);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, 3);
}

static void
test_several_at_a_time (CheckFixture *fixture, gconstpointer data)
{
  fixture->base.options.max_requests = 3;
  check_fixture_check_well (fixture);

  check_fixture_assert_odd_ones_flagged (fixture);
  g_assert_cmpuint (scripted_model_get_most_in_flight (fixture->base.model), ==, 3);
}

/* Records that were made together are not shown together, and the seed says how they come. */
static void
test_order (CheckFixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) first = NULL;
  guint n_neighbours = 0;

  check_fixture_check_well (fixture);
  first = g_array_copy (fixture->order);
  for (guint i = 1; i < first->len; i++)
    n_neighbours += ABS ((int) g_array_index (first, guint, i) - (int) g_array_index (first, guint, i - 1)) == 1;
  g_assert_cmpuint (n_neighbours, <, CHECK_N_RECORDS / 3);

  g_array_set_size (fixture->order, 0);
  check_fixture_check_well (fixture);
  g_assert_cmpmem (first->data, first->len * sizeof (guint), fixture->order->data,
                   fixture->order->len * sizeof (guint));
}

static void
test_calls_are_kept (CheckFixture *fixture, gconstpointer data)
{
  const DgPrice price = { 1.0, 10.0, 0.1 };
  DgAnswerCheckProgress progress;
  g_autofree char *sum = NULL;

  scripted_model_set_price (fixture->base.model, &price);
  check_fixture_check_well (fixture);
  dg_answer_check_get_progress (fixture->check, &progress);
  sum = run_fixture_query (&fixture->base, "SELECT sum (cost_usd) FROM dg_calls");

  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_calls WHERE purpose = 'solve' AND"
                                                       " run_id IS NULL AND session_id IS NOT NULL AND"
                                                       " stop_reason = 'tool_use'"),
                    ==, 3);
  g_assert_cmpint (progress.usage.input_tokens, ==, 300);
  g_assert_cmpfloat (progress.cost_usd, >, 0.0);
  g_assert_cmpfloat_with_epsilon (progress.cost_usd, g_ascii_strtod (sum, NULL), 1e-12);
}

/* A record that was mended since the last check loses its flag; a person's note stays. */
static void
test_again (CheckFixture *fixture, gconstpointer data)
{
  const DgRecordChange mended = { .number = CHECK_FIRST_ODD_ONE, .answer = "right", .note = "mended" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgDataset) dataset = NULL;

  check_fixture_check_well (fixture);
  dg_library_change_records_async (fixture->base.library, fixture->dataset, &mended, 1, NULL,
                                   run_fixture_store_result_cb, &result);
  dataset = dg_library_change_records_finish (fixture->base.library, run_fixture_wait (&result), NULL);
  g_assert_nonnull (dataset);
  check_fixture_check_well (fixture);

  check_fixture_assert_progress (fixture, CHECK_N_RECORDS, 1, 0);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (flag) FROM dg_records"), ==, 1);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT number FROM dg_records WHERE flag IS NOT NULL"), ==,
                    CHECK_SECOND_ODD_ONE);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_records WHERE note = 'mended'"), ==,
                    1);
}

/* Deletes the first record as soon as something was asked; all others are one row further up then. */
static void
solve_while_somebody_deletes (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  CheckFixture *fixture = scripted_model_get_data (model);
  const DgRecordChange change = { .number = 1, .remove = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgDataset) dataset = NULL;

  if (ask->number == 1)
    {
      dg_library_change_records_async (fixture->base.library, fixture->dataset, &change, 1, NULL,
                                       run_fixture_store_result_cb, &result);
      dataset = dg_library_change_records_finish (fixture->base.library, run_fixture_wait (&result), NULL);
      g_assert_nonnull (dataset);
    }
  check_fixture_solve (model, ask, answer);
}

static void
test_changed_meanwhile (CheckFixture *fixture, gconstpointer data)
{
  g_autofree char *flagged = NULL;

  scripted_model_set_func (fixture->base.model, solve_while_somebody_deletes);
  check_fixture_check_well (fixture);
  flagged = run_fixture_query (&fixture->base, "SELECT group_concat (input) FROM (SELECT input FROM dg_records"
                                               " WHERE flag IS NOT NULL ORDER BY number)");

  g_assert_cmpstr (flagged, ==,
                   "question " G_STRINGIFY (CHECK_FIRST_ODD_ONE) ",question " G_STRINGIFY (CHECK_SECOND_ODD_ONE));
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_records"), ==, CHECK_N_RECORDS - 1);
}

/* --- answers that only a reader can compare --- */

static void
compare (const Ask *ask, Answer *answer, CheckFixture *fixture)
{
  g_autoptr (GArray) questions = check_fixture_read_questions (ask->message);
  GString *out = g_string_new ("{\"results\": [");

  fixture->n_compared += questions->len;
  for (guint i = 0; i < questions->len; i++)
    g_string_append_printf (
        out, "%s{\"n\": %u, \"conflict\": \"%s\", \"unsupported\": \"none\", \"point\": \"blue or red\"}",
        i > 0 ? ", " : "", i + 1, check_fixture_is_odd_one (g_array_index (questions, guint, i)) ? "fact" : "none");
  g_string_append (out, "]}");
  answer->raw = g_string_free (out, FALSE);
}

static void
solve_or_compare (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  CheckFixture *fixture = scripted_model_get_data (model);
  g_autoptr (GArray) questions = check_fixture_read_questions (ask->message);

  if (g_str_equal (dg_model_request_get_tool_name (ask->request), "compare_answers"))
    {
      compare (ask, answer, fixture);
      return;
    }
  check_fixture_note_questions (fixture, questions);
  check_fixture_solve_some (answer, questions, "answer_text", "The lamp has a blue shade, and it is on.", NULL);
}

static void
test_text (CheckFixture *fixture, gconstpointer data)
{
  g_autofree char *flag = NULL;

  fixture->base.options.max_requests = 2;
  scripted_model_set_func (fixture->base.model, solve_or_compare);
  check_fixture_check_well (fixture);
  flag = run_fixture_query (&fixture->base, "SELECT flag FROM dg_records WHERE number = 17");

  check_fixture_assert_odd_ones_flagged (fixture);
  check_fixture_assert_progress (fixture, CHECK_N_RECORDS, 2, 0);
  g_assert_nonnull (strstr (flag, "blue or red"));
  g_assert_cmpuint (fixture->n_compared, ==, CHECK_N_RECORDS);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_calls WHERE purpose = 'compare'"), ==,
                    3);
}

static void
solve_only (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (g_str_equal (dg_model_request_get_tool_name (ask->request), "compare_answers"))
    answer->raw = g_strdup ("{}");
  else
    solve_or_compare (model, ask, answer);
}

static void
test_not_compared (CheckFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->base.model, solve_only);
  g_assert_false (check_fixture_check (fixture, &error));

  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY);
  check_fixture_assert_progress (fixture, 0, 0, CHECK_N_RECORDS);
}

/* --- what it will cost --- */

static double
estimate (CheckFixture *fixture, guint n_records)
{
  g_autoptr (GPtrArray) samples = check_fixture_make_records ("right", "wrong");

  return dg_answer_check_estimate_cost (fixture->base.brief, DG_MODEL (fixture->base.model), samples, n_records);
}

static void
test_estimate (CheckFixture *fixture, gconstpointer data)
{
  const DgPrice price = { 1.0, 10.0, 0.1 };
  double one, many;

  scripted_model_set_price (fixture->base.model, &price);
  one = estimate (fixture, 1);
  many = estimate (fixture, 1000);

  g_assert_cmpfloat (one, >, 0.0);
  g_assert_cmpfloat (many, >, 100.0 * one);
  g_assert_cmpfloat (many, <, 1000.0 * one);
}

/* Free text is compared in a second request. */
static void
test_estimate_of_text (CheckFixture *fixture, gconstpointer data)
{
  const DgPrice price = { 1.0, 10.0, 0.1 };
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json ("{\"labels\": [\"right\", \"wrong\"]}", -1, NULL);
  g_autoptr (DgBrief) labels = NULL;
  g_autoptr (GPtrArray) samples = check_fixture_make_records ("right", "wrong");

  dg_checklist_leave_rest_to_model (checklist);
  labels = dg_brief_new (checklist, NULL);
  scripted_model_set_price (fixture->base.model, &price);

  g_assert_cmpfloat (estimate (fixture, 100), >,
                     1.5 * dg_answer_check_estimate_cost (labels, DG_MODEL (fixture->base.model), samples, 100));
}

static void
test_estimate_unknown (CheckFixture *fixture, gconstpointer data)
{
  const DgPrice unknown = { NAN, NAN, NAN };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_assert_true (isnan (dg_answer_check_estimate_cost (fixture->base.brief, DG_MODEL (fixture->base.model), none, 10)));
  scripted_model_set_price (fixture->base.model, &unknown);
  g_assert_true (isnan (estimate (fixture, 100)));
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

  add ("/answer-check/labels", CHECK_LABELS, test_labels);
  add ("/answer-check/several-at-a-time", CHECK_LABELS, test_several_at_a_time);
  add ("/answer-check/order", CHECK_LABELS, test_order);
  add ("/answer-check/calls", CHECK_LABELS, test_calls_are_kept);
  add ("/answer-check/again", CHECK_LABELS, test_again);
  add ("/answer-check/changed-meanwhile", CHECK_LABELS, test_changed_meanwhile);
  add ("/answer-check/text", CHECK_TEXT, test_text);
  add ("/answer-check/text/not-compared", CHECK_TEXT, test_not_compared);
  add ("/answer-check/estimate/labels", CHECK_LABELS, test_estimate);
  add ("/answer-check/estimate/text", CHECK_TEXT, test_estimate_of_text);
  add ("/answer-check/estimate/unknown", CHECK_LABELS, test_estimate_unknown);

  return g_test_run ();
}
