/* test-library-extend.c: more records for a dataset that there is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>

#include "store-test-utils.h"

#define N_KILLS 10
#define N_APPENDED 3

static char *
begin_extension (DgLibrary *library, const char *dataset, guint requested, GError **error)
{
  g_autofree char *session = store_test_new_session (library, "more");
  const DgRunStart start = {
    .session = session, .requested = requested, .format = DG_FILE_FORMAT_JSONL, .seed = 7, .dataset = dataset
  };

  return store_test_begin_run_with (library, &start, error);
}

static DgRunReport *
extend (DgLibrary *library, const char *dataset, guint first, guint n_records)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *run = begin_extension (library, dataset, n_records, &error);

  g_assert_no_error (error);
  store_test_add_records (library, run, first, n_records);
  DgRunReport *report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);

  return report;
}

static void
assert_rows (DgLibrary *library, const char *sql, const char *expected)
{
  g_autofree char *rows = store_test_query_library (library, sql);

  g_assert_cmpstr (rows, ==, expected);
}

/* The file, the rows and the hash say the same: question 1 to question @n_records, in order, once. */
static void
assert_whole (DgLibrary *library, const char *id, guint n_records)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = store_test_load_records (library, id, &error);
  g_assert_no_error (error);
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, id, &error);
  g_assert_no_error (error);
  gsize length;
  g_autofree char *text = store_test_read (dg_dataset_get_path (dataset), &length);
  g_autofree char *printed = dg_dataset_file_print (records, dg_dataset_get_format (dataset), NULL);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, length);
  g_autofree char *row = store_test_query_library (
      library, "SELECT d.rows, d.size, o.sha256, count (r.id), max (r.number), count (DISTINCT r.number)"
               " FROM datasets d JOIN dg_datasets o ON o.id = d.id JOIN dg_records r ON r.dataset_id = d.id");
  g_autofree char *expected =
      g_strdup_printf ("%u|%.1f KB|%s|%u|%u|%u", n_records, length / 1024.0, sha256, n_records, n_records, n_records);

  g_assert_cmpuint (records->len, ==, n_records);
  g_assert_cmpstr (text, ==, printed);
  g_assert_cmpstr (row, ==, expected);
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *input = g_strdup_printf ("question %u", i + 1);
      g_autofree char *answer = g_strdup_printf ("answer %u", i + 1);

      store_test_assert_record (records, i, input, answer);
      g_assert_cmpuint (dg_record_get_number (g_ptr_array_index (records, i)), ==, i + 1);
    }
}

/* --- what there is afterwards --- */

static void
test_jsonl (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) report = extend (library, first->dataset, 5, 3);

  g_assert_cmpint (report->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpstr (report->dataset, ==, first->dataset);
  g_assert_cmpstr (report->extends, ==, first->dataset);
  g_assert_cmpstr (report->path, ==, first->path);
  g_assert_cmpstr (report->name, ==, "x");
  g_assert_cmpuint (report->requested, ==, 3);
  g_assert_cmpuint (report->accepted, ==, 3);
  assert_whole (library, first->dataset, 7);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 1);
}

static void
test_csv (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 1, DG_FILE_FORMAT_CSV);
  g_autoptr (DgRunReport) report = extend (library, first->dataset, 2, 1);
  g_autofree char *sidecar_name = g_strconcat (first->dataset, ".jsonl", NULL);
  g_autofree char *sidecar_path = g_build_filename (uploads, sidecar_name, NULL);
  g_autofree char *sidecar = store_test_read (sidecar_path, NULL);

  /* asked for as JSONL; the dataset knows better */
  g_assert_cmpint (report->format, ==, DG_FILE_FORMAT_CSV);
  assert_whole (library, first->dataset, 2);
  g_assert_cmpstr (sidecar, ==,
                   "{\"input\": \"question 1\", \"answer\": \"answer 1\"}\n"
                   "{\"input\": \"question 2\", \"answer\": \"answer 2\"}\n");
  g_assert_cmpuint (store_test_count_files (uploads), ==, 2);
}

/* A session that was begun for more records has done its work too; the first one's run is as it was. */
static void
test_sessions_and_runs (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) report = extend (library, first->dataset, 5, 3);
  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);
  g_autoptr (DgRunReport) again = store_test_load_report (library, first->session, NULL);

  g_assert_cmpuint (drafts->len, ==, 0);
  g_assert_cmpstr (report->session, !=, first->session);
  g_assert_cmpuint (again->accepted, ==, 4);
  g_assert_cmpstr (again->dataset, ==, first->dataset);
  g_assert_null (again->extends);
}

static void
test_partial (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_JSONL);
  g_autofree char *run = begin_extension (library, first->dataset, 5, NULL);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 5, 2);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->status, ==, DG_RUN_PARTIAL);
  assert_whole (library, first->dataset, 6);
}

static void
test_interrupted_and_gone_on_with (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_JSONL);
  g_autofree char *run = begin_extension (library, first->dataset, 3, NULL);

  store_test_add_records (library, run, 5, 2);
  g_autoptr (DgRunReport) stopped = store_test_end_run (library, run, DG_RUN_INTERRUPTED, 1.0, NULL);
  g_assert_null (stopped->dataset);
  g_assert_cmpstr (stopped->extends, ==, first->dataset);
  assert_whole (library, first->dataset, 4);

  store_test_add_records (library, run, 7, 1);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, NULL);
  g_assert_cmpint (report->status, ==, DG_RUN_COMPLETE);
  assert_whole (library, first->dataset, 7);
}

static void
test_ended_twice (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) report = extend (library, first->dataset, 5, 3);
  g_autoptr (DgRunReport) again = store_test_end_run (library, report->run, DG_RUN_FAILED, 9.0, NULL);

  g_assert_cmpint (again->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpuint (again->accepted, ==, 3);
  g_assert_cmpfloat_with_epsilon (again->seconds, 1.0, 1e-9);
  assert_whole (library, first->dataset, 7);
}

static void
test_without_records (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_JSONL);
  g_autofree char *run = begin_extension (library, first->dataset, 5, NULL);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, NULL);

  g_assert_cmpint (report->status, ==, DG_RUN_FAILED);
  g_assert_null (report->dataset);
  assert_whole (library, first->dataset, 4);
}

/* --- room --- */

static void
test_no_room_at_the_start (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 998, DG_FILE_FORMAT_JSONL);
  g_autoptr (GError) error = NULL;

  g_assert_null (begin_extension (library, first->dataset, 3, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "at most 2 more"));
  assert_rows (library, "SELECT count (*) FROM dg_runs", "1");

  g_autoptr (DgRunReport) report = extend (library, first->dataset, 999, 2);
  g_assert_cmpint (report->status, ==, DG_RUN_COMPLETE);
  assert_whole (library, first->dataset, 1000);

  g_clear_error (&error);
  g_assert_null (begin_extension (library, first->dataset, 1, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
}

/* Two extensions at a time, with room for one and a half. */
static void
test_no_room_at_the_end (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 994, DG_FILE_FORMAT_JSONL);
  g_autofree char *one = begin_extension (library, first->dataset, 4, NULL);
  g_autofree char *other = begin_extension (library, first->dataset, 4, NULL);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, one, 995, 4);
  store_test_add_records (library, other, 999, 4);
  g_autoptr (DgRunReport) report = store_test_end_run (library, one, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->status, ==, DG_RUN_COMPLETE);

  g_autoptr (DgRunReport) other_report = store_test_end_run (library, other, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (other_report->status, ==, DG_RUN_PARTIAL);
  g_assert_cmpuint (other_report->accepted, ==, 2);
  g_assert_cmpuint (other_report->surplus, ==, 2);
  g_assert_cmpuint (dg_run_report_get_raw_records (other_report), ==, 4);
  assert_whole (library, first->dataset, 1000);
  assert_rows (library, "SELECT reason, raw, plan_line FROM dg_refused ORDER BY id LIMIT 1",
               "surplus|{\"input\":\"question 1001\",\"answer\":\"answer 1001\"}|1001");
}

/* --- files that others have a hand in --- */

static void
test_changed_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);

  assert_rows (library, "UPDATE dg_records SET note = 'keep me' WHERE number = 3", "");
  store_test_write (first->path, "input,answer\nnew,row\nquestion 3,answer 3\nquestion 3,answer 3\n");
  g_autoptr (DgRunReport) report = extend (library, first->dataset, 4, 1);
  g_autofree char *text = store_test_read (report->path, NULL);

  g_assert_cmpstr (text, ==,
                   "input,answer\r\nnew,row\r\nquestion 3,answer 3\r\nquestion 3,answer 3\r\nquestion 4,answer 4\r\n");
  assert_rows (library, "SELECT number, input, origin, note, plan_line FROM dg_records ORDER BY number",
               "1|new|import|NULL|0\n2|question 3|model|keep me|3\n3|question 3|model|keep me|3\n"
               "4|question 4|model|NULL|4");
  assert_rows (library, "SELECT rows FROM datasets", "4");
}

static void
test_broken_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autofree char *run = begin_extension (library, first->dataset, 1, NULL);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 4, 1);
  store_test_write (first->path, "no JSON\n");
  g_assert_null (store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
  assert_rows (library, "SELECT status, seconds FROM dg_runs WHERE extends", "running|0.0");

  g_autofree char *text = store_test_read (first->path, NULL);
  g_assert_cmpstr (text, ==, "no JSON\n");
}

static void
test_lost_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);

  g_assert_cmpint (g_unlink (first->path), ==, 0);
  g_autoptr (DgRunReport) report = extend (library, first->dataset, 4, 2);
  g_assert_cmpstr (report->path, ==, first->path);
  assert_whole (library, first->dataset, 5);
}

/* A dataset that another program has put into the library. */
static void
test_foreign_dataset (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "uploads", "mine.csv", NULL);

  store_test_write (path, "input,answer\nquestion 1,answer 1\n");
  assert_rows (library,
               "INSERT INTO datasets (id, name, dataset_type, rows, file_path)"
               " VALUES ('dataset_1', 'mine', 'CSV', 1, 'uploads/mine.csv')",
               "");
  g_autoptr (DgRunReport) report = extend (library, "dataset_1", 2, 2);
  g_assert_cmpstr (report->path, ==, path);
  assert_whole (library, "dataset_1", 3);
  assert_rows (library, "SELECT origin FROM dg_records ORDER BY number", "import\nmodel\nmodel");
}

static void
test_unknown_dataset (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (begin_extension (library, "dataset_00000000", 1, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

/* It was deleted while the run was under way. */
static void
test_deleted_dataset (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autofree char *run = begin_extension (library, first->dataset, 2, NULL);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 4, 1);
  g_autoptr (DgDataset) deleted = store_test_delete_dataset (library, first->dataset, NULL);
  g_assert_nonnull (deleted);
  assert_rows (library, "SELECT count (*) FROM dg_records WHERE dataset_id IS NOT NULL", "3");

  store_test_add_records (library, run, 4, 2);
  g_assert_null (store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);
}

/* --- all or nothing --- */

static void
test_row_cannot_be_written (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autofree char *run = begin_extension (library, first->dataset, 2, NULL);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 4, 2);
  store_test_exec_file (database, "CREATE TRIGGER refuse BEFORE UPDATE ON dg_sessions BEGIN"
                                  "  SELECT raise (ABORT, 'not today'); END");
  g_assert_null (store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 2);
  g_autofree char *text = store_test_read (first->path, NULL);
  g_assert_null (strstr (text, "question 4"));

  g_clear_error (&error);
  store_test_exec_file (database, "DROP TRIGGER refuse");
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->accepted, ==, 2);
  assert_whole (library, first->dataset, 5);
}

static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autofree char *run = begin_extension (library, first->dataset, 2, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 4, 2);
  g_cancellable_cancel (cancellable);
  dg_library_end_run_async (library, run, DG_RUN_COMPLETE, 1.0, cancellable, store_test_ready_cb, &result);
  g_assert_null (dg_library_end_run_finish (library, store_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 1);
  assert_rows (library, "SELECT count (*) FROM dg_records WHERE dataset_id IS NOT NULL", "3");
}

/* --- crashes --- */

static char *
make_prepared_path (StoreFixture *fixture, const char *id)
{
  g_autofree char *name = g_strdup_printf (".dataset-gen-%s.prepared", id);

  return g_build_filename (fixture->folder, "uploads", name, NULL);
}

/* The new file was written, the transaction was not committed. */
static void
test_crash_before_commit (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autofree char *prepared = make_prepared_path (fixture, first->dataset);

  g_assert_finalize_object (library);
  store_test_write (prepared, "{\"input\": \"half a dataset\", \"answer\": \"x\"}\n");
  library = store_test_open (fixture->folder);

  g_assert_false (g_file_test (prepared, G_FILE_TEST_EXISTS));
  assert_whole (library, first->dataset, 3);
  g_assert_finalize_object (library);
}

/* The transaction was committed, and nobody came to put the file in its place. */
static void
test_crash_after_commit (StoreFixture *fixture, gconstpointer open_anew)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autofree char *prepared = make_prepared_path (fixture, first->dataset);
  g_autofree char *old_text = store_test_read (first->path, NULL);
  g_autoptr (DgRunReport) report = extend (library, first->dataset, 4, 2);

  g_assert_cmpint (g_rename (report->path, prepared), ==, 0);
  store_test_write (first->path, old_text);
  if (open_anew != NULL)
    {
      g_assert_finalize_object (library);
      library = store_test_open (fixture->folder);
      g_assert_false (g_file_test (prepared, G_FILE_TEST_EXISTS));
    }
  assert_whole (library, first->dataset, 5);
  g_assert_false (g_file_test (prepared, G_FILE_TEST_EXISTS));

  g_autoptr (DgRunReport) again = store_test_end_run (library, report->run, DG_RUN_COMPLETE, 1.0, NULL);
  g_assert_cmpuint (again->accepted, ==, 2);
  assert_whole (library, first->dataset, 5);
  g_assert_finalize_object (library);
}

/* The child extends a dataset, by three records each time, until it is killed. */
G_NORETURN static void
extend_for_ever (const char *folder, const char *dataset, guint first)
{
  g_autoptr (DgLibrary) library = store_test_open (folder);

  for (;; first += N_APPENDED)
    {
      g_autoptr (DgRunReport) report = extend (library, dataset, first, N_APPENDED);

      printf ("%u\n", first + N_APPENDED - 1);
      fflush (stdout);
    }
}

/* Returns: the last number that the child told before it was dead */
static guint
run_and_kill (StoreFixture *fixture, const char *dataset, guint first, guint n_lines, guint delay_us)
{
  g_autofree char *first_text = g_strdup_printf ("%u", first);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe",
                                                    "--extend", fixture->folder, dataset, first_text, NULL);
  guint n_read = 0, last = 0;

  g_assert_no_error (error);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));

  for (char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL); line != NULL;
       line = g_data_input_stream_read_line (output, NULL, NULL, NULL))
    {
      last = atoi (line);
      g_free (line);
      if (++n_read == n_lines)
        {
          /* so that the kills fall on different moments of an end */
          g_usleep (delay_us);
          g_subprocess_force_exit (child);
        }
    }
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);

  return last;
}

/* Ends the run that was cut short, if it had its records already. Returns: how many it appended */
static guint
end_open_run (DgLibrary *library)
{
  g_autofree char *run =
      store_test_query_library (library,
                                "SELECT id FROM dg_runs WHERE status = 'running' AND EXISTS"
                                " (SELECT 1 FROM dg_records WHERE run_id = dg_runs.id) ORDER BY rowid DESC LIMIT 1");
  g_autoptr (GError) error = NULL;

  if (run[0] == '\0')
    return 0;

  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->accepted, ==, N_APPENDED);

  return report->accepted;
}

static void
test_kills (StoreFixture *fixture, gconstpointer format)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "x", 3, GPOINTER_TO_INT (format));
  guint n_records = 3;

  g_assert_finalize_object (library);
  for (guint i = 0; i < N_KILLS; i++)
    {
      guint told = run_and_kill (fixture, first->dataset, n_records + 1, 1 + i % 3, i * 1500);
      g_autoptr (DgLibrary) opened = store_test_open (fixture->folder);
      g_autofree char *rows = store_test_query_library (opened, "SELECT rows FROM datasets");

      /* what was told is there; what was not told is there, or is not, or its end can be made good */
      n_records = atoi (rows);
      g_assert_cmpuint (n_records, >=, told);
      g_assert_cmpuint (n_records, <=, told + N_APPENDED);
      assert_whole (opened, first->dataset, n_records);
      n_records += end_open_run (opened);
      assert_whole (opened, first->dataset, n_records);
      g_assert_cmpuint (store_test_count_files (uploads), ==, GPOINTER_TO_INT (format) == DG_FILE_FORMAT_CSV ? 2 : 1);
      assert_rows (opened, "PRAGMA integrity_check", "ok");
      assert_rows (opened, "PRAGMA foreign_key_check", "");
    }
}

static void
add_with (const char *path, gconstpointer data, void (*test) (StoreFixture *fixture, gconstpointer data))
{
  g_test_add (path, StoreFixture, data, store_fixture_set_up, test, store_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  if (argc == 5 && strcmp (argv[1], "--extend") == 0)
    extend_for_ever (argv[2], argv[3], atoi (argv[4]));

  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/extend/jsonl", test_jsonl);
  store_test_add ("/store/library/extend/csv", test_csv);
  store_test_add ("/store/library/extend/sessions-and-runs", test_sessions_and_runs);
  store_test_add ("/store/library/extend/partial", test_partial);
  store_test_add ("/store/library/extend/interrupted", test_interrupted_and_gone_on_with);
  store_test_add ("/store/library/extend/twice", test_ended_twice);
  store_test_add ("/store/library/extend/without-records", test_without_records);
  store_test_add ("/store/library/extend/no-room-at-the-start", test_no_room_at_the_start);
  store_test_add ("/store/library/extend/no-room-at-the-end", test_no_room_at_the_end);
  store_test_add ("/store/library/extend/changed-file", test_changed_file);
  store_test_add ("/store/library/extend/broken-file", test_broken_file);
  store_test_add ("/store/library/extend/lost-file", test_lost_file);
  store_test_add ("/store/library/extend/foreign-dataset", test_foreign_dataset);
  store_test_add ("/store/library/extend/unknown-dataset", test_unknown_dataset);
  store_test_add ("/store/library/extend/deleted-dataset", test_deleted_dataset);
  store_test_add ("/store/library/extend/row-cannot-be-written", test_row_cannot_be_written);
  store_test_add ("/store/library/extend/cancelled", test_cancelled);
  store_test_add ("/store/library/extend/crash-before-commit", test_crash_before_commit);
  add_with ("/store/library/extend/crash-after-commit", NULL, test_crash_after_commit);
  add_with ("/store/library/extend/crash-after-commit-and-opened", "anew", test_crash_after_commit);
  add_with ("/store/library/extend/kills-jsonl", GINT_TO_POINTER (DG_FILE_FORMAT_JSONL), test_kills);
  add_with ("/store/library/extend/kills-csv", GINT_TO_POINTER (DG_FILE_FORMAT_CSV), test_kills);

  return g_test_run ();
}
