/* test-library-runs.c: runs as they go on, and their reports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "store-test-utils.h"

static void
test_begin_run (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autoptr (GError) error = NULL;
  g_autofree char *run = store_test_begin_run (library, session, 40, DG_FILE_FORMAT_CSV, &error);

  g_assert_no_error (error);
  store_test_assert_id (run, "run_");

  g_autofree char *row =
      store_test_query_library (library,
                                "SELECT session_id = s.id, r.status, r.requested, r.format, r.seed, r.provider,"
                                " r.model FROM dg_runs r JOIN dg_sessions s");
  g_assert_cmpstr (row, ==, "1|running|40|csv|-1|bedrock|amazon.nova-2-lite-v1:0");

  g_autoptr (DgDraft) draft = store_test_load_draft (library, session, NULL);
  g_assert_cmpuint (draft->requested, ==, 40);
  g_assert_cmpuint (draft->accepted, ==, 0);
}

static void
test_begin_run_not_found (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (store_test_begin_run (library, "session_00000000", 40, DG_FILE_FORMAT_CSV, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "session_00000000"));
}

static void
test_add_batch (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = store_test_begin_any_run (library, 10);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) refused = store_test_make_refused ();
  g_autoptr (DgCall) call = store_test_make_call (0.25);
  g_autoptr (GError) error = NULL;
  DgRunBatch batch = { records, refused, call };

  g_ptr_array_add (records, dg_record_new ("question\r\n'", "{\"a\": 1.0}", 7));
  g_assert_true (store_test_add_batch (library, run, &batch, &error));
  g_assert_no_error (error);

  g_autofree char *record_rows =
      store_test_query_library (library, "SELECT plan_line, origin, number, dataset_id, answer FROM dg_records");
  g_assert_cmpstr (record_rows, ==, "7|model|NULL|NULL|{\"a\": 1.0}");

  g_autofree char *refused_rows =
      store_test_query_library (library, "SELECT reason, detail, raw, plan_line FROM dg_refused"
                                         " WHERE plan_line > 1");
  g_assert_cmpstr (refused_rows, ==,
                   "invalid|why|{\"input\": half|2\nduplicate|why|{\"input\": half|3\n"
                   "conflict|why|{\"input\": half|4\nsurplus|why|{\"input\": half|5");

  g_autofree char *call_row =
      store_test_query_library (library, "SELECT purpose, model, request_id, stop_reason, error, input_tokens,"
                                         " output_tokens, cache_read_tokens, cache_write_tokens, cost_usd,"
                                         " latency_ms, retries, session_id IS NOT NULL FROM dg_calls");
  g_assert_cmpstr (call_row, ==, "generate|amazon.nova-2-lite-v1:0|7c1f|tool_use|NULL|1000|200|30|4|0.25|1234|2|1");
}

static GPtrArray *
load_refused (DgLibrary *library, const char *run, guint most)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *refused;

  dg_library_load_refused_async (library, run, most, NULL, store_test_ready_cb, &result);
  refused = dg_library_load_refused_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);

  return refused;
}

static void
test_load_refused (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = store_test_begin_any_run (library, 10);
  g_autofree char *other = store_test_begin_any_run (library, 10);
  g_autoptr (GPtrArray) refused = store_test_make_refused ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) latest = NULL;
  g_autoptr (GPtrArray) none = NULL;
  const DgRefusedRecord *first;
  DgRunBatch batch = { NULL, refused, NULL };

  g_assert_true (store_test_add_batch (library, run, &batch, NULL));
  all = load_refused (library, run, 100);
  g_assert_cmpuint (all->len, ==, refused->len);
  first = g_ptr_array_index (all, 0);
  g_assert_cmpint (first->reason, ==, DG_REFUSAL_SURPLUS);
  g_assert_cmpstr (first->detail, ==, "why");
  g_assert_cmpstr (first->raw, ==, "{\"input\": half");
  g_assert_cmpuint (first->plan_line, ==, 5);

  latest = load_refused (library, run, 2);
  g_assert_cmpuint (latest->len, ==, 2);
  g_assert_cmpint (((DgRefusedRecord *) g_ptr_array_index (latest, 1))->reason, ==, DG_REFUSAL_CONFLICT);
  none = load_refused (library, other, 100);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_add_batch_is_copied (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = store_test_begin_any_run (library, 10);
  g_autoptr (GAsyncResult) result = NULL;
  DgRunBatch batch = { g_ptr_array_new_with_free_func (g_object_unref), store_test_make_refused (),
                       store_test_make_call (0.25) };

  g_ptr_array_add (batch.records, dg_record_new ("a", "b", 1));
  dg_library_add_batch_async (library, run, &batch, NULL, store_test_ready_cb, &result);
  g_ptr_array_unref (batch.records);
  g_ptr_array_unref (batch.refused);
  dg_call_free (batch.call);

  g_assert_true (dg_library_add_batch_finish (library, store_test_wait (&result), NULL));
  g_autofree char *counts =
      store_test_query_library (library, "SELECT (SELECT count (*) FROM dg_records),"
                                         " (SELECT count (*) FROM dg_refused), (SELECT count (*) FROM dg_calls)");
  g_assert_cmpstr (counts, ==, "1|6|1");
}

static void
test_add_batch_not_found (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GPtrArray) refused = store_test_make_refused ();
  g_autoptr (GError) error = NULL;
  DgRunBatch batch = { .refused = refused };

  g_assert_false (store_test_add_batch (library, "run_00000000", &batch, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "run_00000000"));

  g_autofree char *n_rows = store_test_query_library (library, "SELECT count (*) FROM dg_refused");
  g_assert_cmpstr (n_rows, ==, "0");
}

static void
test_add_batch_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = store_test_begin_any_run (library, 10);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) refused = store_test_make_refused ();
  g_autoptr (GError) error = NULL;
  DgRunBatch batch = { .refused = refused };

  g_cancellable_cancel (cancellable);
  dg_library_add_batch_async (library, run, &batch, cancellable, store_test_ready_cb, &result);
  g_assert_false (dg_library_add_batch_finish (library, store_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_autofree char *n_rows = store_test_query_library (library, "SELECT count (*) FROM dg_refused");
  g_assert_cmpstr (n_rows, ==, "0");
}

static void
test_load_run_records (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = store_test_begin_any_run (library, 10);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  DgRunBatch batch = { .records = records };

  g_ptr_array_add (records, dg_record_new ("no plan", "x", 0));
  g_ptr_array_add (records, dg_record_new ("third", "x", 3));
  g_ptr_array_add (records, dg_record_new ("first", "x", 1));
  g_ptr_array_add (records, dg_record_new ("third again", "x", 3));
  g_assert_true (store_test_add_batch (library, run, &batch, NULL));

  g_autoptr (GPtrArray) loaded = store_test_resume_run (library, run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->len, ==, 4);
  store_test_assert_record (loaded, 0, "first", "x");
  store_test_assert_record (loaded, 1, "third", "x");
  store_test_assert_record (loaded, 2, "third again", "x");
  store_test_assert_record (loaded, 3, "no plan", "x");
  g_assert_cmpuint (dg_record_get_plan_line (g_ptr_array_index (loaded, 0)), ==, 1);
  g_assert_cmpuint (dg_record_get_number (g_ptr_array_index (loaded, 0)), ==, 0);

  g_assert_null (store_test_resume_run (library, "run_00000000", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

/* A run is gone on with as it was begun, or as the person says then: that holds for the next time, too. */
static void
test_limit_and_check (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "My Set");
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) resumed = NULL;
  g_autoptr (GError) error = NULL;
  const DgRunStart start = { .session = session, .requested = 10, .max_cost_usd = 0.5, .check_model = "micro" };

  dg_library_begin_run_async (library, &start, NULL, store_test_ready_cb, &begun);
  g_autofree char *run = dg_library_begin_run_finish (library, store_test_wait (&begun), &error);
  g_assert_no_error (error);
  g_autoptr (DgRunReport) report = store_test_load_report (library, session, NULL);
  g_assert_cmpfloat_with_epsilon (report->max_cost_usd, 0.5, 1e-12);
  g_assert_cmpstr (report->check_model, ==, "micro");

  dg_library_resume_run_async (library, run, 2.0, NULL, NULL, store_test_ready_cb, &resumed);
  g_autoptr (GPtrArray) records = dg_library_resume_run_finish (library, store_test_wait (&resumed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 0);
  g_autoptr (DgRunReport) later = store_test_load_report (library, session, NULL);
  g_assert_cmpfloat_with_epsilon (later->max_cost_usd, 2.0, 1e-12);
  g_assert_null (later->check_model);
}

/* What a session needs to go on after a crash. */
static void
test_report_of_cut_run (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "My Set");
  g_autofree char *first = store_test_begin_run (library, session, 40, DG_FILE_FORMAT_CSV, NULL);
  g_autofree char *second = store_test_begin_run (library, session, 50, DG_FILE_FORMAT_CSV, NULL);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, first, 1, 2);
  store_test_add_records (library, second, 1, 7);

  g_autoptr (DgRunReport) report = store_test_load_report (library, session, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->run, ==, second);
  g_assert_cmpstr (report->session, ==, session);
  g_assert_cmpint (report->status, ==, DG_RUN_RUNNING);
  g_assert_cmpint (report->format, ==, DG_FILE_FORMAT_CSV);
  g_assert_cmpuint (report->requested, ==, 50);
  g_assert_cmpuint (report->accepted, ==, 7);
  g_assert_true (report->seed == G_MAXUINT64);
  g_assert_null (report->dataset);
}

static void
test_report_after_end (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) ended = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) report = store_test_load_report (library, ended->session, NULL);

  g_assert_cmpint (report->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpstr (report->dataset, ==, ended->dataset);
  g_assert_cmpstr (report->path, ==, ended->path);
}

static void
test_report_not_found (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autoptr (GError) error = NULL;

  g_assert_null (store_test_load_report (library, session, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, session));
}

/* What runs took: good calls that made records, of the model that was asked about. */
static void
test_figures (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autoptr (GError) error = NULL;
  g_autofree char *run = store_test_begin_run (library, session, 10, DG_FILE_FORMAT_JSONL, &error);
  g_autoptr (GPtrArray) refused = store_test_make_refused ();
  g_autoptr (DgCall) good = store_test_make_call (0.25);
  g_autoptr (DgCall) failed = store_test_make_call (0.25);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) other = NULL;
  DgRunBatch batch = { .refused = refused, .call = good };
  DgRunFigures figures;

  store_test_add_records (library, run, 1, 3);
  g_assert_true (store_test_add_batch (library, run, &batch, &error));
  failed->error = g_strdup ("cut");
  batch = (DgRunBatch){ .call = failed };
  g_assert_true (store_test_add_batch (library, run, &batch, &error));

  dg_library_load_figures_async (library, session, good->model, NULL, store_test_ready_cb, &result);
  g_assert_true (dg_library_load_figures_finish (library, store_test_wait (&result), &figures, &error));
  g_assert_cmpuint (figures.n_calls, ==, 1);
  g_assert_cmpuint (figures.n_records, ==, 3 + refused->len);
  g_assert_cmpint (figures.usage.input_tokens, ==, good->usage.input_tokens);
  g_assert_cmpint (figures.usage.output_tokens, ==, good->usage.output_tokens);
  g_assert_cmpint (figures.latency_ms, ==, good->latency_ms);

  dg_library_load_figures_async (library, session, "another", NULL, store_test_ready_cb, &other);
  g_assert_true (dg_library_load_figures_finish (library, store_test_wait (&other), &figures, &error));
  g_assert_cmpuint (figures.n_calls, ==, 0);
  g_assert_cmpuint (figures.n_records, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/run/begin", test_begin_run);
  store_test_add ("/store/library/run/begin-not-found", test_begin_run_not_found);
  store_test_add ("/store/library/run/add-batch", test_add_batch);
  store_test_add ("/store/library/run/load-refused", test_load_refused);
  store_test_add ("/store/library/run/add-batch-is-copied", test_add_batch_is_copied);
  store_test_add ("/store/library/run/add-batch-not-found", test_add_batch_not_found);
  store_test_add ("/store/library/run/add-batch-cancelled", test_add_batch_cancelled);
  store_test_add ("/store/library/run/load-records", test_load_run_records);
  store_test_add ("/store/library/run/limit-and-check", test_limit_and_check);
  store_test_add ("/store/library/run/figures", test_figures);
  store_test_add ("/store/library/report/of-cut-run", test_report_of_cut_run);
  store_test_add ("/store/library/report/after-end", test_report_after_end);
  store_test_add ("/store/library/report/not-found", test_report_not_found);

  return g_test_run ();
}
