/* test-library-deleted.c: datasets deleted, kept for a while, and restored
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "dg-library-private.h"
#include "dg-library-review.h"
#include "store-test-utils.h"

#define DAY_US (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)

static void
exec (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);

  store_test_exec_file (path, sql);
}

static void
assert_rows (DgLibrary *library, const char *sql, const char *expected)
{
  g_autofree char *rows = store_test_query_library (library, sql);

  g_assert_cmpstr (rows, ==, expected);
}

static guint
count_files (StoreFixture *fixture, const char *folder)
{
  g_autofree char *path = g_build_filename (fixture->folder, folder, NULL);

  return g_file_test (path, G_FILE_TEST_IS_DIR) ? store_test_count_files (path) : 0;
}

static char *
write_upload (StoreFixture *fixture, const char *file_name, const char *text)
{
  char *path = g_build_filename (fixture->folder, "uploads", file_name, NULL);

  store_test_write (path, text);

  return path;
}

static DgDataset *
delete_dataset (DgLibrary *library, const char *id)
{
  g_autoptr (GError) error = NULL;
  DgDataset *dataset = store_test_delete_dataset (library, id, &error);

  g_assert_no_error (error);

  return dataset;
}

static DgDataset *
restore (DgLibrary *library, const char *id)
{
  g_autoptr (GError) error = NULL;
  DgDataset *dataset = store_test_restore_dataset (library, id, &error);

  g_assert_no_error (error);

  return dataset;
}

static void
review (DgLibrary *library, const char *id)
{
  const DgRecordChange changes[] = {
    { .number = 1, .set_review = TRUE, .review = DG_REVIEW_APPROVED, .note = "good", .flag = "or not" },
    { .number = 2, .answer = "by hand" },
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_change_records_async (library, id, changes, G_N_ELEMENTS (changes), NULL, store_test_ready_cb, &result);
  g_autoptr (DgDataset) dataset = dg_library_change_records_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);
}

#define ALL_OF_IT                                                                                                      \
  "SELECT * FROM datasets UNION ALL SELECT id, session_id, run_id, provider, model, sha256, created_us, imported, 0"   \
  " FROM dg_datasets UNION ALL SELECT id, run_id, number, origin, input, answer, review, note, flag FROM dg_records"

static void
test_and_back (StoreFixture *fixture, gconstpointer data)
{
  const DgFileFormat formats[] = { DG_FILE_FORMAT_JSONL, DG_FILE_FORMAT_CSV };
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, formats[i]);
      review (library, report->dataset);
      g_autofree char *before = store_test_query_library (library, ALL_OF_IT);
      g_autofree char *text = store_test_read (report->path, NULL);
      guint n_files = count_files (fixture, "uploads");

      g_object_unref (delete_dataset (library, report->dataset));
      g_assert_cmpuint (count_files (fixture, "uploads"), <, n_files);
      g_autoptr (DgDataset) dataset = restore (library, report->dataset);
      g_assert_cmpstr (dg_dataset_get_path (dataset), ==, report->path);
      g_assert_cmpint (dg_dataset_get_deleted_us (dataset), ==, 0);

      g_autofree char *after = store_test_query_library (library, ALL_OF_IT);
      g_autofree char *text_after = store_test_read (report->path, NULL);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpstr (text_after, ==, text);
      g_assert_cmpuint (count_files (fixture, "uploads"), ==, n_files);
      g_assert_cmpuint (count_files (fixture, "deleted"), ==, 0);

      g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, NULL);
      DgRecord *first = g_ptr_array_index (records, 0);
      g_assert_cmpint (dg_record_get_review (first), ==, DG_REVIEW_APPROVED);
      g_assert_cmpstr (dg_record_get_note (first), ==, "good");
      g_assert_cmpstr (dg_record_get_flag (first), ==, "or not");
    }
}

static void
test_list (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "first", 3, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) second = store_test_make_dataset (library, "second", 2, DG_FILE_FORMAT_CSV);
  gint64 before_us = g_get_real_time ();
  g_autoptr (DgDataset) deleted = delete_dataset (library, first->dataset);

  g_assert_cmpint (dg_dataset_get_deleted_us (deleted), >=, before_us);
  g_assert_cmpint (dg_dataset_get_kept_until_us (deleted), ==, dg_dataset_get_deleted_us (deleted) + 30 * DAY_US);
  g_object_unref (delete_dataset (library, second->dataset));

  g_autoptr (GPtrArray) datasets = store_test_list_deleted (library);
  g_assert_cmpuint (datasets->len, ==, 2);
  g_assert_cmpstr (dg_dataset_get_id (g_ptr_array_index (datasets, 0)), ==, second->dataset);
  DgDataset *listed = g_ptr_array_index (datasets, 1);
  g_assert_cmpstr (dg_dataset_get_name (listed), ==, "first");
  g_assert_cmpuint (dg_dataset_get_n_records (listed), ==, 3);
  g_assert_null (dg_dataset_get_path (listed));
  g_assert_cmpuint (dg_dataset_get_n_bytes (listed), >, 0);
  g_assert_cmpint (dg_dataset_get_deleted_us (listed), ==, dg_dataset_get_deleted_us (deleted));
  g_assert_cmpint (dg_dataset_get_kept_until_us (listed), ==, dg_dataset_get_kept_until_us (deleted));

  /* Nothing else shows it. */
  g_autoptr (GPtrArray) others = store_test_list_datasets (library);
  g_assert_cmpuint (others->len, ==, 0);
  g_autoptr (DgRunReport) report = store_test_load_report (library, first->session, NULL);
  g_assert_null (report->dataset);

  g_object_unref (restore (library, first->dataset));
  g_autoptr (GPtrArray) left = store_test_list_deleted (library);
  g_assert_cmpuint (left->len, ==, 1);
  g_autoptr (DgRunReport) again = store_test_load_report (library, first->session, NULL);
  g_assert_cmpstr (again->dataset, ==, first->dataset);
}

static void
test_not_deleted (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autoptr (GError) error = NULL;

  g_assert_null (store_test_restore_dataset (library, report->dataset, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, report->dataset));
  g_clear_error (&error);

  g_object_unref (delete_dataset (library, report->dataset));
  g_object_unref (restore (library, report->dataset));
  g_assert_null (store_test_restore_dataset (library, report->dataset, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

/* The name and the file of another program's dataset have been taken meanwhile. */
static void
test_names_taken (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  g_free (write_upload (fixture, "mails.jsonl", "{\"input\": \"a\", \"answer\": \"b\"}\n"));
  exec (fixture, "INSERT INTO datasets (id, name, rows) VALUES ('dataset_aa', 'mails', 1)");
  g_object_unref (delete_dataset (library, "dataset_aa"));
  g_assert_cmpuint (count_files (fixture, "uploads"), ==, 0);

  g_free (write_upload (fixture, "mails.jsonl", "{\"input\": \"new\", \"answer\": \"b\"}\n"));
  exec (fixture, "INSERT INTO datasets (id, name, rows) VALUES ('dataset_bb', 'mails', 1)");
  g_autoptr (DgDataset) dataset = restore (library, "dataset_aa");
  g_autoptr (DgDataset) other = store_test_load_dataset (library, "dataset_bb", NULL);
  g_autofree char *text = store_test_read (dg_dataset_get_path (dataset), NULL);
  g_autofree char *other_text = store_test_read (dg_dataset_get_path (other), NULL);

  g_assert_cmpstr (dg_dataset_get_name (dataset), ==, "mails (2)");
  g_assert_cmpstr (text, ==, "{\"input\": \"a\", \"answer\": \"b\"}\n");
  g_assert_cmpstr (other_text, ==, "{\"input\": \"new\", \"answer\": \"b\"}\n");
}

/* Another program's dataset comes back as it was, to the row. */
static void
test_foreign (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = write_upload (fixture, "mails.jsonl", "{\"answer\": \"b\",  \"input\": \"a\"}\n");

  exec (fixture, "INSERT INTO datasets (id, name, rows, created_at) VALUES ('dataset_1', 'mails', 1, '2024-01-02')");
  g_autofree char *before = store_test_query_library (library, "SELECT * FROM datasets");
  g_object_unref (delete_dataset (library, "dataset_1"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_autoptr (DgDataset) dataset = restore (library, "dataset_1");

  assert_rows (library, "SELECT * FROM datasets", before);
  g_assert_cmpstr (dg_dataset_get_path (dataset), ==, path);
  g_autofree char *text = store_test_read (path, NULL);
  g_assert_cmpstr (text, ==, "{\"answer\": \"b\",  \"input\": \"a\"}\n");
}

/* A file that another dataset has too stays where it is. */
static void
test_shared_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = write_upload (fixture, "mails.jsonl", "{\"input\": \"a\", \"answer\": \"b\"}\n");

  exec (fixture, "INSERT INTO datasets (id, name, file_path) VALUES ('dataset_1', 'x', 'uploads/mails.jsonl'),"
                 " ('dataset_2', 'y', 'uploads/mails.jsonl')");
  g_object_unref (delete_dataset (library, "dataset_1"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_autoptr (DgDataset) dataset = restore (library, "dataset_1");
  g_assert_cmpstr (dg_dataset_get_path (dataset), ==, path);
}

static void
test_without_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);

  g_assert_cmpint (g_unlink (report->path), ==, 0);
  g_object_unref (delete_dataset (library, report->dataset));
  g_autoptr (DgDataset) dataset = restore (library, report->dataset);
  g_assert_null (dg_dataset_get_path (dataset));
  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, NULL);
  g_assert_cmpuint (records->len, ==, 3);
}

static void
test_id_taken (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_free (write_upload (fixture, "one.jsonl", "{\"input\": \"a\", \"answer\": \"b\"}\n"));
  exec (fixture, "INSERT INTO datasets (id, name) VALUES ('dataset_1', 'one')");
  g_object_unref (delete_dataset (library, "dataset_1"));
  g_autofree char *new_path = write_upload (fixture, "one.jsonl", "{\"input\": \"a\", \"answer\": \"b\"}\n");
  exec (fixture, "INSERT INTO datasets (id, name) VALUES ('dataset_1', 'one')");

  g_assert_null (store_test_restore_dataset (library, "dataset_1", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS);

  /* A file that is the same is not what deleting has left. */
  g_assert_finalize_object (library);
  exec (fixture, "UPDATE dg_deleted SET settled = 0");
  library = store_test_open (fixture->folder);
  g_assert_true (g_file_test (new_path, G_FILE_TEST_EXISTS));

  /* Deleted once more, there is one to restore, not two. */
  g_object_unref (delete_dataset (library, "dataset_1"));
  assert_rows (library, "SELECT count (*) FROM dg_deleted", "1");
  g_assert_cmpuint (count_files (fixture, "deleted"), ==, 1);
  g_object_unref (restore (library, "dataset_1"));
  g_assert_true (g_file_test (new_path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (library);
}

static void
test_kept_for_30_days (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) old = store_test_make_dataset (library, "old", 3, DG_FILE_FORMAT_CSV);
  g_autoptr (DgRunReport) young = store_test_make_dataset (library, "young", 2, DG_FILE_FORMAT_CSV);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (delete_dataset (library, old->dataset));
  g_object_unref (delete_dataset (library, young->dataset));
  g_assert_finalize_object (library);
  sql = g_strdup_printf ("UPDATE dg_deleted SET deleted_us = %" G_GINT64_FORMAT " WHERE id = '%s';"
                         "UPDATE dg_deleted SET deleted_us = %" G_GINT64_FORMAT " WHERE id = '%s'",
                         g_get_real_time () - 31 * DAY_US, old->dataset, g_get_real_time () - 29 * DAY_US,
                         young->dataset);
  exec (fixture, sql);

  library = store_test_open (fixture->folder);
  g_assert_null (store_test_restore_dataset (library, old->dataset, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  assert_rows (library, "SELECT count (*) FROM dg_datasets", "1");
  assert_rows (library, "SELECT count (*) FROM dg_records", "2");
  g_assert_cmpuint (count_files (fixture, "deleted"), ==, 1);

  /* What it cost is still known. */
  assert_rows (library, "SELECT count (*) FROM dg_runs", "2");
  g_object_unref (restore (library, young->dataset));
  g_assert_finalize_object (library);
}

/* --- a crash in between, made by hand --- */

static void
make_leftover (const char *from, const char *to, gboolean as_copy)
{
  g_autofree char *text = store_test_read (from, NULL);

  if (as_copy)
    store_test_write (to, text);
  else
    g_assert_cmpint (link (from, to), ==, 0);
}

/* Behind the commit, before the files are gone from uploads/: between file systems they are copies. */
static void
check_crash_while_deleting (StoreFixture *fixture, gboolean as_copy)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autofree char *name = g_path_get_basename (report->path);
  g_autofree char *kept = g_build_filename (fixture->folder, "deleted", "1", name, NULL);

  g_object_unref (delete_dataset (library, report->dataset));
  make_leftover (kept, report->path, as_copy);
  exec (fixture, "UPDATE dg_deleted SET settled = 0");

  /* It is in nobody's way, and the next to open the library removes it. */
  g_object_unref (restore (library, report->dataset));
  g_assert_true (g_file_test (report->path, G_FILE_TEST_EXISTS));
  g_object_unref (delete_dataset (library, report->dataset));
  make_leftover (kept, report->path, as_copy);
  exec (fixture, "UPDATE dg_deleted SET settled = 0");
  g_assert_finalize_object (library);

  library = store_test_open (fixture->folder);
  g_assert_false (g_file_test (report->path, G_FILE_TEST_EXISTS));
  assert_rows (library, "SELECT settled FROM dg_deleted", "1");
  g_object_unref (restore (library, report->dataset));
  g_assert_finalize_object (library);
}

static void
test_crash_while_deleting (StoreFixture *fixture, gconstpointer data)
{
  check_crash_while_deleting (fixture, FALSE);
}

static void
test_crash_while_deleting_copies (StoreFixture *fixture, gconstpointer data)
{
  check_crash_while_deleting (fixture, TRUE);
}

/* What somebody has put there since is not a leftover. */
static void
test_crash_and_change (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);

  g_object_unref (delete_dataset (library, report->dataset));
  store_test_write (report->path, "precious");
  exec (fixture, "UPDATE dg_deleted SET settled = 0");
  g_assert_finalize_object (library);

  library = store_test_open (fixture->folder);
  g_autofree char *text = store_test_read (report->path, NULL);
  g_assert_cmpstr (text, ==, "precious");
  g_assert_finalize_object (library);
}

/* Files that a transaction has placed which never was: in deleted/, without a row, and in uploads/. */
static void
test_crash_before_commit (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autofree char *orphan = g_build_filename (fixture->folder, "deleted", "7", NULL);
  g_autofree char *file = g_build_filename (orphan, "x.jsonl", NULL);
  g_autofree char *foreign = g_build_filename (fixture->folder, "deleted", "mine.txt", NULL);

  g_object_unref (delete_dataset (library, report->dataset));
  g_mkdir_with_parents (orphan, 0700);
  store_test_write (file, "x");
  store_test_write (foreign, "not ours");
  g_assert_finalize_object (library);

  library = store_test_open (fixture->folder);
  g_assert_false (g_file_test (orphan, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  g_object_unref (restore (library, report->dataset));
  g_assert_finalize_object (library);
}

static gboolean
is_other_file_system (const char *folder, const char *other)
{
  GStatBuf info, info_of_other;

  return g_stat (folder, &info) == 0 && g_stat (other, &info_of_other) == 0 && info.st_dev != info_of_other.st_dev &&
         g_access (other, W_OK) == 0;
}

/* Between two file systems there are no links: it is a copy, with its time, that comes to be whole or not at all. */
static void
test_other_file_system (StoreFixture *fixture, gconstpointer data)
{
  const char *other = "/dev/shm";
  g_autofree char *from = g_build_filename (fixture->folder, "from.jsonl", NULL);
  g_autofree char *folder = g_strdup ("/dev/shm/dataset-gen-test-XXXXXX");
  g_autoptr (GError) error = NULL;
  GStatBuf before, after;

  if (!is_other_file_system (fixture->folder, other) || g_mkdtemp (folder) == NULL)
    {
      g_test_skip ("there is no second file system");
      return;
    }

  g_autofree char *to = g_build_filename (folder, "to.jsonl", NULL);
  store_test_write (from, "{}\n");
  g_assert_cmpint (utimes (from, (struct timeval[]){ { 1000000000, 0 }, { 1000000000, 0 } }), ==, 0);
  g_assert_true (dg_library_place_file (from, to, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (from, &before), ==, 0);
  g_assert_cmpint (g_stat (to, &after), ==, 0);
  g_assert_cmpint (after.st_dev, !=, before.st_dev);
  g_assert_cmpint (after.st_mtime, ==, 1000000000);
  g_autofree char *text = store_test_read (to, NULL);
  g_assert_cmpstr (text, ==, "{}\n");

  g_assert_false (dg_library_place_file (from, to, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS);
  g_clear_error (&error);

  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_assert_cmpint (g_unlink (to), ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_false (dg_library_place_file (from, to, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (store_test_count_files (folder), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* When the files cannot be kept, nothing is deleted. */
static void
test_cannot_keep (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autofree char *in_the_way = g_build_filename (fixture->folder, "deleted", NULL);
  g_autoptr (GError) error = NULL;

  store_test_write (in_the_way, "a file");
  g_assert_null (store_test_delete_dataset (library, report->dataset, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY);
  assert_rows (library, "SELECT count (*) FROM datasets", "1");
  assert_rows (library, "SELECT count (*) FROM dg_deleted", "0");
  g_assert_true (g_file_test (report->path, G_FILE_TEST_EXISTS));
}

/* When a file is in the way, nothing is restored, and nothing is left in uploads/. */
static void
test_cannot_restore (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autofree char *sidecar = g_strdup_printf ("%s/uploads/%s.jsonl", fixture->folder, report->dataset);
  g_autoptr (GError) error = NULL;

  g_object_unref (delete_dataset (library, report->dataset));
  store_test_write (sidecar, "precious");
  g_assert_null (store_test_restore_dataset (library, report->dataset, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS);
  g_assert_cmpuint (count_files (fixture, "uploads"), ==, 1);
  g_autofree char *text = store_test_read (sidecar, NULL);
  g_assert_cmpstr (text, ==, "precious");

  g_assert_cmpint (g_unlink (sidecar), ==, 0);
  g_object_unref (restore (library, report->dataset));
  g_assert_cmpuint (count_files (fixture, "uploads"), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/deleted/and-back", test_and_back);
  store_test_add ("/store/library/deleted/list", test_list);
  store_test_add ("/store/library/deleted/not-deleted", test_not_deleted);
  store_test_add ("/store/library/deleted/names-taken", test_names_taken);
  store_test_add ("/store/library/deleted/foreign", test_foreign);
  store_test_add ("/store/library/deleted/shared-file", test_shared_file);
  store_test_add ("/store/library/deleted/without-file", test_without_file);
  store_test_add ("/store/library/deleted/id-taken", test_id_taken);
  store_test_add ("/store/library/deleted/kept-for-30-days", test_kept_for_30_days);
  store_test_add ("/store/library/deleted/crash-while-deleting", test_crash_while_deleting);
  store_test_add ("/store/library/deleted/crash-while-deleting-copies", test_crash_while_deleting_copies);
  store_test_add ("/store/library/deleted/crash-and-change", test_crash_and_change);
  store_test_add ("/store/library/deleted/crash-before-commit", test_crash_before_commit);
  store_test_add ("/store/library/deleted/other-file-system", test_other_file_system);
  store_test_add ("/store/library/deleted/cannot-keep", test_cannot_keep);
  store_test_add ("/store/library/deleted/cannot-restore", test_cannot_restore);

  return g_test_run ();
}
