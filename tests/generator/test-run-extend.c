/* test-run-extend.c: runs that add to a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "run-fixture.h"

typedef struct
{
  RunFixture base;
  char *dataset;    /* (owned): of RUN_N_RECORDS records */
  char *path;       /* (owned) */
  GPtrArray *known; /* (owned): its records */
} ExtendFixture;

static void
set_up (ExtendFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  run_fixture_set_up (&fixture->base, NULL);
  report = run_fixture_run_well (&fixture->base);
  fixture->dataset = g_strdup (report->dataset);
  fixture->path = g_strdup (report->path);
  dg_library_load_records_async (fixture->base.library, report->dataset, NULL, run_fixture_store_result_cb, &result);
  fixture->known = dg_library_load_records_finish (fixture->base.library, run_fixture_wait (&result), NULL);
  g_assert_nonnull (fixture->known);

  fixture->base.options.dataset = fixture->dataset;
  fixture->base.options.known = fixture->known;
  fixture->base.options.n_records = 7;
}

static void
tear_down (ExtendFixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->known);
  g_free (fixture->dataset);
  g_free (fixture->path);
  run_fixture_tear_down (&fixture->base, NULL);
}

static void
assert_extended (ExtendFixture *fixture, DgRunReport *report, guint n_added)
{
  guint n_records = RUN_N_RECORDS + n_added;
  g_autofree char *text = NULL;

  g_assert_cmpstr (report->dataset, ==, fixture->dataset);
  g_assert_cmpstr (report->path, ==, fixture->path);
  g_assert_cmpuint (report->accepted, ==, n_added);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM datasets"), ==, 1);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT rows FROM datasets"), ==, n_records);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT max (number) FROM dg_records"), ==, n_records);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (DISTINCT input) FROM dg_records"), ==, n_records);

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_auto (GStrv) rows = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, n_records);
}

static void
test_number (ExtendFixture *fixture, gconstpointer n_records)
{
  g_autoptr (DgRunReport) report = NULL;

  fixture->base.options.n_records = GPOINTER_TO_UINT (n_records);
  fixture->base.options.max_requests = 3;
  report = run_fixture_run_well (&fixture->base);

  g_assert_cmpuint (report->status, ==, DG_RUN_COMPLETE);
  assert_extended (fixture, report, GPOINTER_TO_UINT (n_records));
}

/* The file's own format is kept, whatever was asked for. */
static void
test_other_format (ExtendFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  fixture->base.options.format = DG_FILE_FORMAT_CSV;
  report = run_fixture_run_well (&fixture->base);

  g_assert_cmpuint (report->format, ==, DG_FILE_FORMAT_JSONL);
  assert_extended (fixture, report, 7);
}

static void
repeat_known (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  GPtrArray *known = scripted_model_get_data (model);
  DgRecord *record = g_ptr_array_index (known, ask->number % known->len);

  if (ask->number % 2 == 0)
    answer_add (answer, g_array_index (ask->lines, guint, 0), dg_record_get_input (record),
                dg_record_get_answer (record));
  else
    answer_well (model, ask, answer);
}

static void
test_like_the_dataset (ExtendFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->base.model, repeat_known);
  scripted_model_set_data (fixture->base.model, fixture->known);
  report = run_fixture_run_well (&fixture->base);

  g_assert_cmpuint (report->duplicates, >, 0);
  assert_extended (fixture, report, 7);
}

/* Requests for more than one record hang behind the first, to be stopped there. */
static void
answer_one_then_hang (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  g_ptr_array_set_size (answer->records, 1);
  answer->hang = ask->lines->len > 1;
}

static void
test_gone_on_with (ExtendFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRunReport) stopped = NULL;
  g_autoptr (DgRunReport) report = NULL;

  fixture->base.options.n_records = 30;
  scripted_model_set_func (fixture->base.model, answer_one_then_hang);
  fixture->base.stop_at = RUN_N_QUICK_REQUESTS + 1;
  g_assert_null (run_fixture_run (&fixture->base, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT rows FROM datasets"), ==, RUN_N_RECORDS);

  /* everything that is needed to go on is on record */
  stopped = run_fixture_load_report (&fixture->base);
  g_assert_cmpuint (stopped->status, ==, DG_RUN_INTERRUPTED);
  g_assert_cmpstr (stopped->extends, ==, fixture->dataset);
  g_assert_nonnull (stopped->outline);
  scripted_model_set_func (fixture->base.model, answer_well);
  report = run_fixture_resume (&fixture->base, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->status, ==, DG_RUN_COMPLETE);
  assert_extended (fixture, report, 30);
}

static void
answer_once (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (!GPOINTER_TO_INT (scripted_model_get_data (model)))
    answer_well (model, ask, answer);
  scripted_model_set_data (model, GINT_TO_POINTER (TRUE));
}

static void
test_partial (ExtendFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->base.model, answer_once);
  report = run_fixture_run_well (&fixture->base);

  g_assert_cmpuint (report->status, ==, DG_RUN_PARTIAL);
  assert_extended (fixture, report, 1);
}

static void
test_no_room (ExtendFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_requests = scripted_model_get_n_requests (fixture->base.model);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgRun) run = NULL;

  fixture->base.options.n_records = DG_MAX_RECORDS - RUN_N_RECORDS + 1;
  run = run_fixture_new_run (&fixture->base);
  dg_run_start_async (run, NULL, run_fixture_store_result_cb, &result);
  g_assert_null (dg_run_start_finish (run, run_fixture_wait (&result), &error));

  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, n_requests);
}

static void
add (const char *path, gconstpointer data, void (*test) (ExtendFixture *fixture, gconstpointer data))
{
  g_test_add (path, ExtendFixture, data, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/run-extend/one", GUINT_TO_POINTER (1), test_number);
  add ("/run-extend/some", GUINT_TO_POINTER (7), test_number);
  add ("/run-extend/many", GUINT_TO_POINTER (100), test_number);
  add ("/run-extend/other-format", NULL, test_other_format);
  add ("/run-extend/like-the-dataset", NULL, test_like_the_dataset);
  add ("/run-extend/gone-on-with", NULL, test_gone_on_with);
  add ("/run-extend/partial", NULL, test_partial);
  add ("/run-extend/no-room", NULL, test_no_room);

  return g_test_run ();
}
