/* check-fixture.c: a dataset that is answered blind by a scripted model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include "check-fixture.h"
#include "dg-blind-solve.h"

/* --- the dataset --- */

gboolean
check_fixture_is_odd_one (guint number)
{
  return number == CHECK_FIRST_ODD_ONE || number == CHECK_SECOND_ODD_ONE;
}

GPtrArray *
check_fixture_make_records (const char *good, const char *bad)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint number = 1; number <= CHECK_N_RECORDS; number++)
    {
      g_autofree char *input = g_strdup_printf ("question %u", number);

      g_ptr_array_add (records, dg_record_new (input, check_fixture_is_odd_one (number) ? bad : good, number));
    }

  return records;
}

static char *
make_dataset (RunFixture *fixture, GPtrArray *records)
{
  const DgRunStart start = { .session = fixture->session, .requested = records->len };
  const DgRunBatch batch = { .records = records };
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (DgRunReport) report = NULL;
  g_autofree char *run = NULL;

  dg_library_begin_run_async (fixture->library, &start, NULL, run_fixture_store_result_cb, &begun);
  run = dg_library_begin_run_finish (fixture->library, run_fixture_wait (&begun), NULL);
  dg_library_add_batch_async (fixture->library, run, &batch, NULL, run_fixture_store_result_cb, &added);
  g_assert_true (dg_library_add_batch_finish (fixture->library, run_fixture_wait (&added), NULL));
  dg_library_end_run_async (fixture->library, run, DG_RUN_COMPLETE, 1.0, NULL, run_fixture_store_result_cb, &ended);
  report = dg_library_end_run_finish (fixture->library, run_fixture_wait (&ended), NULL);

  return g_strdup (report->dataset);
}

/* --- the model --- */

/* The questions of a request, in the order in which it numbers them from 1. */
GArray *
check_fixture_read_questions (const char *message)
{
  GArray *questions = g_array_new (FALSE, FALSE, sizeof (guint));

  for (const char *place = strstr (message, "BEGIN INPUT "); place != NULL; place = strstr (place + 1, "BEGIN INPUT "))
    {
      guint number = strtoul (strstr (place, "question ") + strlen ("question "), NULL, 10);

      g_assert_cmpuint (strtoul (place + strlen ("BEGIN INPUT "), NULL, 10), ==, questions->len + 1);
      g_array_append_val (questions, number);
    }

  return questions;
}

void
check_fixture_note_questions (CheckFixture *fixture, GArray *questions)
{
  for (guint i = 0; i < questions->len; i++)
    {
      guint number = g_array_index (questions, guint, i);

      g_array_index (fixture->asked, guint, number)++;
      g_array_append_val (fixture->order, number);
    }
}

/* Answers those questions for which @wanted is true, all others not at all. */
void
check_fixture_solve_some (
    Answer *answer, GArray *questions, const char *member, const char *text, gboolean (*wanted) (guint number))
{
  GString *out = g_string_new ("{\"solutions\": [");

  for (guint i = 0; i < questions->len; i++)
    if (wanted == NULL || wanted (g_array_index (questions, guint, i)))
      g_string_append_printf (out, "%s{\"n\": %u, \"evidence\": \"question\", \"%s\": \"%s\", \"doubt\": \"none\"}",
                              g_str_has_suffix (out->str, "}") ? ", " : "", i + 1, member, text);
  g_string_append (out, "]}");
  answer->raw = g_string_free (out, FALSE);
}

void
check_fixture_solve (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  g_autoptr (GArray) questions = check_fixture_read_questions (ask->message);

  g_assert_cmpstr (dg_model_request_get_tool_name (ask->request), ==, "solve_inputs");
  g_assert_cmpuint (questions->len, <=, DG_BLIND_SOLVE_MOST);
  check_fixture_note_questions (scripted_model_get_data (model), questions);
  check_fixture_solve_some (answer, questions, "answer_label", "right", NULL);
}

/* --- a check --- */

void
check_fixture_set_up (CheckFixture *fixture, gconstpointer requirements)
{
  g_autoptr (GPtrArray) records = check_fixture_make_records ("right", "wrong");

  run_fixture_set_up (&fixture->base, requirements);
  fixture->asked = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (fixture->asked, CHECK_N_RECORDS + 1);
  fixture->order = g_array_new (FALSE, FALSE, sizeof (guint));
  fixture->dataset = make_dataset (&fixture->base, records);
  scripted_model_set_func (fixture->base.model, check_fixture_solve);
  scripted_model_set_data (fixture->base.model, fixture);
}

void
check_fixture_tear_down (CheckFixture *fixture, gconstpointer requirements)
{
  if (fixture->check != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->check));
  g_array_unref (fixture->asked);
  g_array_unref (fixture->order);
  g_free (fixture->dataset);
  run_fixture_tear_down (&fixture->base, requirements);
}

/* What is counted is in the library. */
static void
changed_cb (DgAnswerCheck *check, gpointer data)
{
  CheckFixture *fixture = data;
  DgAnswerCheckProgress progress;

  dg_answer_check_get_progress (check, &progress);
  g_assert_cmpuint (progress.n_checked + progress.n_skipped, <=, progress.n_records);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (flag) FROM dg_records"), >=, progress.n_flagged);
  if (fixture->cancel_at > 0 && progress.n_checked >= fixture->cancel_at)
    g_cancellable_cancel (fixture->base.cancellable);
}

gboolean
check_fixture_check (CheckFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_object (&fixture->check);
  fixture->check = dg_answer_check_new (fixture->base.library, DG_MODEL (fixture->base.model), fixture->base.brief,
                                        fixture->dataset, fixture->base.options.max_requests, 42);
  g_signal_connect (fixture->check, "changed", G_CALLBACK (changed_cb), fixture);
  dg_answer_check_start_async (fixture->check, fixture->base.cancellable, run_fixture_store_result_cb, &result);

  return dg_answer_check_start_finish (fixture->check, run_fixture_wait (&result), error);
}

void
check_fixture_check_well (CheckFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (check_fixture_check (fixture, &error));
  g_assert_no_error (error);
}

void
check_fixture_assert_progress (CheckFixture *fixture, guint n_checked, guint n_flagged, guint n_skipped)
{
  DgAnswerCheckProgress progress;

  dg_answer_check_get_progress (fixture->check, &progress);
  g_assert_cmpuint (progress.n_records, ==, CHECK_N_RECORDS);
  g_assert_cmpuint (progress.n_checked, ==, n_checked);
  g_assert_cmpuint (progress.n_flagged, ==, n_flagged);
  g_assert_cmpuint (progress.n_skipped, ==, n_skipped);
  g_assert_true ((n_skipped > 0) == (dg_answer_check_get_reason (fixture->check) != NULL));
}

/* Only the flags of a check are its doing. */
void
check_fixture_assert_records_kept (CheckFixture *fixture)
{
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_records WHERE number = plan_line AND"
                                                       " input = 'question ' || number AND origin = 'model' AND"
                                                       " review = 'none' AND note IS NULL"),
                    ==, CHECK_N_RECORDS);
}

void
check_fixture_assert_odd_ones_flagged (CheckFixture *fixture)
{
  g_autofree char *flagged =
      run_fixture_query (&fixture->base, "SELECT group_concat (number) FROM (SELECT number FROM dg_records"
                                         " WHERE flag IS NOT NULL ORDER BY number)");

  g_assert_cmpstr (flagged, ==, G_STRINGIFY (CHECK_FIRST_ODD_ONE) "," G_STRINGIFY (CHECK_SECOND_ODD_ONE));
  check_fixture_assert_records_kept (fixture);
}
