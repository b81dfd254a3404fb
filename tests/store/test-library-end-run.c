/* test-library-end-run.c: the end of a run: the dataset and the report
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "store-test-utils.h"

static void
test_end_run_complete (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "My Set", 3, DG_FILE_FORMAT_JSONL);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *file_name = g_strdup_printf ("my_set_%s.jsonl", report->dataset);
  g_autofree char *path = g_build_filename (uploads, file_name, NULL);

  store_test_assert_id (report->dataset, "dataset_");
  g_assert_null (strchr ("12", report->dataset[strlen ("dataset_")]));
  g_assert_cmpstr (report->name, ==, "My Set");
  g_assert_cmpstr (report->path, ==, path);
  g_assert_cmpstr (report->provider, ==, "bedrock");
  g_assert_cmpstr (report->model, ==, "amazon.nova-2-lite-v1:0");
  g_assert_cmpint (report->format, ==, DG_FILE_FORMAT_JSONL);
  g_assert_cmpint (report->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpuint (report->requested, ==, 3);
  g_assert_cmpuint (report->seeded, ==, 0);
  g_assert_cmpuint (report->accepted, ==, 3);
  g_assert_cmpuint (report->calls, ==, 0);
  g_assert_cmpfloat_with_epsilon (report->cost_usd, 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (report->seconds, 1.5, 1e-9);

  g_autofree char *text = store_test_read (path, NULL);
  g_assert_cmpstr (text, ==,
                   "{\"input\": \"question 1\", \"answer\": \"answer 1\"}\n"
                   "{\"input\": \"question 2\", \"answer\": \"answer 2\"}\n"
                   "{\"input\": \"question 3\", \"answer\": \"answer 3\"}\n");
  g_assert_cmpuint (store_test_count_files (uploads), ==, 1);
}

static void
test_end_run_shared_row (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *before = store_test_get_today ();
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "My Set", 3, DG_FILE_FORMAT_JSONL);
  g_autofree char *row =
      store_test_query_library (library, "SELECT id, name, dataset_type, size, rows, created, status, file_path"
                                         " FROM datasets WHERE created_at IS NOT NULL");
  g_autofree char *today = store_test_choose_day (row, before);
  g_autofree char *expected = g_strdup_printf ("%s|My Set|JSONL|0.1 KB|3|%s|Ready|uploads/my_set_%s.jsonl",
                                               report->dataset, today, report->dataset);

  g_assert_cmpstr (row, ==, expected);
}

static void
test_end_run_own_rows (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "My Set", 3, DG_FILE_FORMAT_CSV);
  gsize length;
  g_autofree char *text = store_test_read (report->path, &length);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, length);
  g_autofree char *row =
      store_test_query_library (library, "SELECT id, session_id, run_id, provider, model, sha256 FROM dg_datasets");
  g_autofree char *expected = g_strdup_printf ("%s|%s|%s|bedrock|amazon.nova-2-lite-v1:0|%s", report->dataset,
                                               report->session, report->run, sha256);

  g_assert_cmpstr (row, ==, expected);

  g_autofree char *numbers = store_test_query_library (library, "SELECT number, input FROM dg_records ORDER BY number");
  g_assert_cmpstr (numbers, ==, "1|question 1\n2|question 2\n3|question 3");

  g_autofree char *session = store_test_query_library (library, "SELECT dataset_id FROM dg_sessions");
  g_assert_cmpstr (session, ==, report->dataset);
}

static void
test_end_run_csv_has_sidecar (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "My Set", 1, DG_FILE_FORMAT_CSV);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *sidecar_name = g_strdup_printf ("%s.jsonl", report->dataset);
  g_autofree char *sidecar = g_build_filename (uploads, sidecar_name, NULL);

  g_assert_true (g_str_has_suffix (report->path, ".csv"));
  g_autofree char *text = store_test_read (report->path, NULL);
  g_autofree char *sidecar_text = store_test_read (sidecar, NULL);
  g_assert_cmpstr (text, ==, "input,answer\r\nquestion 1,answer 1\r\n");
  g_assert_cmpstr (sidecar_text, ==, "{\"input\": \"question 1\", \"answer\": \"answer 1\"}\n");
  g_assert_cmpuint (store_test_count_files (uploads), ==, 2);
}

static void
test_end_run_unique_names (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, " x ", 1, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) second = store_test_make_dataset (library, "x", 1, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) third = store_test_make_dataset (library, "x", 1, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) nameless = store_test_make_dataset (library, "", 1, DG_FILE_FORMAT_JSONL);

  g_assert_cmpstr (first->name, ==, "x");
  g_assert_cmpstr (second->name, ==, "x (2)");
  g_assert_cmpstr (third->name, ==, "x (3)");
  g_assert_cmpstr (nameless->name, ==, "Dataset");
  g_assert_cmpstr (first->path, !=, second->path);
}

static void
test_end_run_report_adds_up (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = store_test_begin_any_run (library, 5);
  g_autoptr (GPtrArray) refused = store_test_make_refused ();
  g_autoptr (DgCall) call = store_test_make_call (0.25);
  g_autoptr (GError) error = NULL;
  DgRunBatch batch = { NULL, refused, call };

  store_test_add_records (library, run, 1, 4);
  g_assert_true (store_test_add_batch (library, run, &batch, NULL));
  batch.refused = NULL;
  g_assert_true (store_test_add_batch (library, run, &batch, NULL));

  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_PARTIAL, 2.0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->status, ==, DG_RUN_PARTIAL);
  g_assert_cmpuint (report->accepted, ==, 4);
  g_assert_cmpuint (report->duplicates, ==, 2);
  g_assert_cmpuint (report->invalid, ==, 3);
  g_assert_cmpuint (report->surplus, ==, 1);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, 10);
  g_assert_cmpuint (report->calls, ==, 2);
  g_assert_cmpuint (report->retries, ==, 4);
  g_assert_cmpint (report->usage.input_tokens, ==, 2000);
  g_assert_cmpint (report->usage.output_tokens, ==, 400);
  g_assert_cmpint (report->usage.cache_read_tokens, ==, 60);
  g_assert_cmpint (report->usage.cache_write_tokens, ==, 8);
  g_assert_cmpfloat_with_epsilon (report->cost_usd, 0.5, 1e-9);
}

static void
test_end_run_unknown_price (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = store_test_begin_any_run (library, 5);
  g_autoptr (DgCall) priced = store_test_make_call (0.25);
  g_autoptr (DgCall) unknown = store_test_make_call (NAN);
  DgRunBatch first = { .call = priced };
  DgRunBatch second = { .call = unknown };

  g_assert_true (store_test_add_batch (library, run, &first, NULL));
  g_assert_true (store_test_add_batch (library, run, &second, NULL));

  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_INTERRUPTED, 2.0, NULL);
  g_assert_true (isnan (report->cost_usd));
}

static void
test_end_run_without_records (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *run = store_test_begin_any_run (library, 5);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_PARTIAL, 2.0, NULL);

  g_assert_cmpint (report->status, ==, DG_RUN_FAILED);
  g_assert_null (report->dataset);
  g_assert_null (report->path);
  g_assert_cmpstr (report->name, ==, "My Set");
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);
}

static void
test_end_run_short_is_partial (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = store_test_begin_any_run (library, 5);

  store_test_add_records (library, run, 1, 4);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 2.0, NULL);
  g_assert_cmpint (report->status, ==, DG_RUN_PARTIAL);
  g_assert_nonnull (report->dataset);
}

static void
test_end_run_interrupted_and_resumed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = store_test_begin_any_run (library, 5);

  store_test_add_records (library, run, 1, 2);
  g_autoptr (DgRunReport) first = store_test_end_run (library, run, DG_RUN_INTERRUPTED, 2.0, NULL);
  g_assert_cmpint (first->status, ==, DG_RUN_INTERRUPTED);
  g_assert_cmpuint (first->accepted, ==, 2);
  g_assert_null (first->dataset);

  store_test_add_records (library, run, 3, 3);
  g_autofree char *status = store_test_query_library (library, "SELECT status FROM dg_runs");
  g_assert_cmpstr (status, ==, "running");

  g_autoptr (DgRunReport) second = store_test_end_run (library, run, DG_RUN_COMPLETE, 3.0, NULL);
  g_assert_cmpint (second->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpuint (second->accepted, ==, 5);
  g_assert_cmpfloat_with_epsilon (second->seconds, 5.0, 1e-9);
}

static void
test_end_run_twice (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) second = store_test_end_run (library, first->run, DG_RUN_FAILED, 9.0, NULL);

  g_assert_cmpstr (second->dataset, ==, first->dataset);
  g_assert_cmpstr (second->path, ==, first->path);
  g_assert_cmpint (second->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpfloat_with_epsilon (second->seconds, 1.5, 1e-9);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 1);

  g_autofree char *n_rows = store_test_query_library (library, "SELECT count (*) FROM datasets");
  g_assert_cmpstr (n_rows, ==, "1");
}

/* A crash after the files are written and before the row is: the next end of the run takes their place. */
static void
test_end_run_after_crash (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *run = store_test_begin_any_run (library, 2);
  g_autofree char *id = store_test_query_library (library, "SELECT dataset_id FROM dg_runs");
  g_autofree char *leftover_name = g_strdup_printf ("other_name_%s.jsonl", id);
  g_autofree char *leftover = g_build_filename (uploads, leftover_name, NULL);

  store_test_write (leftover, "{}");
  store_test_add_records (library, run, 1, 2);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, NULL);

  g_assert_cmpstr (report->dataset, ==, id);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 1);
  g_assert_true (g_file_test (report->path, G_FILE_TEST_EXISTS));
}

static void
test_end_run_file_cannot_be_written (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *run = store_test_begin_any_run (library, 2);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 1, 2);

  /* Stronger than permissions, which root does not feel. */
  g_assert_cmpint (g_rmdir (uploads), ==, 0);
  store_test_write (uploads, "in the way");
  g_assert_null (store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY);

  g_autofree char *rows =
      store_test_query_library (library, "SELECT (SELECT count (*) FROM datasets),"
                                         " (SELECT count (*) FROM dg_datasets), r.status, r.seconds, s.dataset_id,"
                                         " (SELECT count (number) FROM dg_records) FROM dg_runs r, dg_sessions s");
  g_assert_cmpstr (rows, ==, "0|0|running|0.0|NULL|0");

  /* And again, when the way is free. */
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (uploads), ==, 0);
  g_assert_cmpint (g_mkdir (uploads, 0700), ==, 0);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);
  g_assert_nonnull (report->path);
}

/* The files are written, and then the row cannot be: they go again. */
static void
test_end_run_row_cannot_be_written (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *run = store_test_begin_run (library, session, 2, DG_FILE_FORMAT_CSV, NULL);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 1, 2);
  store_test_exec_file (database, "CREATE TRIGGER refuse BEFORE UPDATE ON dg_sessions BEGIN"
                                  "  SELECT raise (ABORT, 'not today'); END");
  g_assert_null (store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);

  g_autofree char *n_datasets = store_test_query_library (library, "SELECT count (*) FROM datasets");
  g_assert_cmpstr (n_datasets, ==, "0");

  g_clear_error (&error);
  store_test_exec_file (database, "DROP TRIGGER refuse");
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->accepted, ==, 2);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 2);
}

/* A folder has the sidecar's name. It is not ours to empty. */
static void
test_end_run_folder_in_the_way (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *run = store_test_begin_run (library, session, 2, DG_FILE_FORMAT_CSV, NULL);
  g_autofree char *id = store_test_query_library (library, "SELECT dataset_id FROM dg_runs");
  g_autofree char *sidecar_name = g_strdup_printf ("%s.jsonl", id);
  g_autofree char *in_the_way = g_build_filename (uploads, sidecar_name, "something", NULL);
  g_autofree char *folder = g_path_get_dirname (in_the_way);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 1, 2);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  store_test_write (in_the_way, "");
  g_assert_null (store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 1);
}

static void
test_end_run_not_found (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (store_test_end_run (library, "run_00000000", DG_RUN_COMPLETE, 1.0, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "run_00000000"));
}

static void
test_end_run_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *run = store_test_begin_any_run (library, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 1, 2);
  g_cancellable_cancel (cancellable);
  dg_library_end_run_async (library, run, DG_RUN_COMPLETE, 1.0, cancellable, store_test_ready_cb, &result);
  g_assert_null (dg_library_end_run_finish (library, store_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);
}

static void
test_batch_after_end (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DgCall) call = store_test_make_call (0.25);
  g_autoptr (GError) error = NULL;
  DgRunBatch late_record = { .records = records };
  DgRunBatch late_call = { .call = call };

  g_ptr_array_add (records, dg_record_new ("late", "x", 3));
  g_assert_false (store_test_add_batch (library, report->run, &late_record, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_assert_true (store_test_add_batch (library, report->run, &late_call, NULL));

  g_autoptr (DgRunReport) after = store_test_end_run (library, report->run, DG_RUN_COMPLETE, 0.0, NULL);
  g_assert_cmpuint (after->accepted, ==, 2);
  g_assert_cmpuint (after->calls, ==, 1);
}

static void
test_size (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 100, DG_FILE_FORMAT_CSV);
  g_autofree char *size = store_test_query_library (library, "SELECT size FROM datasets");

  /* The header and 100 rows. */
  g_assert_cmpstr (size, ==, "2.2 KB");
  g_assert_nonnull (report->path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/end-run/complete", test_end_run_complete);
  store_test_add ("/store/library/end-run/shared-row", test_end_run_shared_row);
  store_test_add ("/store/library/end-run/own-rows", test_end_run_own_rows);
  store_test_add ("/store/library/end-run/csv-has-sidecar", test_end_run_csv_has_sidecar);
  store_test_add ("/store/library/end-run/unique-names", test_end_run_unique_names);
  store_test_add ("/store/library/end-run/report-adds-up", test_end_run_report_adds_up);
  store_test_add ("/store/library/end-run/unknown-price", test_end_run_unknown_price);
  store_test_add ("/store/library/end-run/without-records", test_end_run_without_records);
  store_test_add ("/store/library/end-run/short-is-partial", test_end_run_short_is_partial);
  store_test_add ("/store/library/end-run/interrupted-and-resumed", test_end_run_interrupted_and_resumed);
  store_test_add ("/store/library/end-run/twice", test_end_run_twice);
  store_test_add ("/store/library/end-run/after-crash", test_end_run_after_crash);
  store_test_add ("/store/library/end-run/file-cannot-be-written", test_end_run_file_cannot_be_written);
  store_test_add ("/store/library/end-run/row-cannot-be-written", test_end_run_row_cannot_be_written);
  store_test_add ("/store/library/end-run/folder-in-the-way", test_end_run_folder_in_the_way);
  store_test_add ("/store/library/end-run/not-found", test_end_run_not_found);
  store_test_add ("/store/library/end-run/cancelled", test_end_run_cancelled);
  store_test_add ("/store/library/end-run/batch-afterwards", test_batch_after_end);
  store_test_add ("/store/library/end-run/size-for-programs", test_size);

  return g_test_run ();
}
