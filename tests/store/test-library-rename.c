/* test-library-rename.c: datasets get other names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "dg-library-review.h"
#include "store-test-utils.h"

static DgDataset *
try_rename (DgLibrary *library, const char *id, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_rename_dataset_async (library, id, name, NULL, store_test_ready_cb, &result);

  return dg_library_rename_dataset_finish (library, store_test_wait (&result), error);
}

static DgDataset *
rename_dataset (DgLibrary *library, const char *id, const char *name)
{
  g_autoptr (GError) error = NULL;
  DgDataset *dataset = try_rename (library, id, name, &error);

  g_assert_no_error (error);

  return dataset;
}

static char *
make_path (StoreFixture *fixture, const char *slug, const char *id, const char *suffix)
{
  g_autofree char *name = g_strdup_printf ("%s_%s.%s", slug, id, suffix);

  return g_build_filename (fixture->folder, "uploads", name, NULL);
}

static guint
count_uploads (StoreFixture *fixture)
{
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);

  return store_test_count_files (uploads);
}

static void
assert_records (DgLibrary *library, const char *id, guint n_records)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = store_test_load_records (library, id, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, n_records);
}

static void
test_rename (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autofree char *expected = make_path (fixture, "support_mails_2", report->dataset, "csv");
  g_autofree char *text = store_test_read (report->path, NULL);
  g_autoptr (DgDataset) dataset = rename_dataset (library, report->dataset, "  Support mails #2 ");

  g_assert_cmpstr (dg_dataset_get_name (dataset), ==, "Support mails #2");
  g_assert_cmpstr (dg_dataset_get_path (dataset), ==, expected);
  g_autofree char *text_after = store_test_read (expected, NULL);
  g_assert_cmpstr (text_after, ==, text);

  /* The sidecar is called by the id. */
  g_assert_cmpuint (count_uploads (fixture), ==, 2);
  g_autofree char *file_path = store_test_query_library (library, "SELECT file_path FROM datasets");
  g_assert_true (g_str_has_prefix (file_path, "uploads/support_mails_2_dataset_"));
  assert_records (library, report->dataset, 3);
}

static void
test_unique (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "a", 1, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) second = store_test_make_dataset (library, "b", 1, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgDataset) renamed = rename_dataset (library, second->dataset, "a");

  g_assert_cmpstr (dg_dataset_get_name (renamed), ==, "a (2)");

  /* Its own name is no other dataset's. */
  g_autoptr (DgDataset) same = rename_dataset (library, first->dataset, "a");
  g_assert_cmpstr (dg_dataset_get_name (same), ==, "a");
  g_assert_cmpstr (dg_dataset_get_path (same), ==, first->path);
  g_assert_cmpuint (count_uploads (fixture), ==, 2);
}

static void
test_refused (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "a", 1, DG_FILE_FORMAT_JSONL);
  g_autoptr (GError) error = NULL;

  g_assert_null (try_rename (library, report->dataset, " \n", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (try_rename (library, report->dataset, "\xff", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (try_rename (library, "dataset_00000000", "b", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);

  g_autofree char *name = store_test_query_library (library, "SELECT name FROM datasets");
  g_assert_cmpstr (name, ==, "a");
}

/* Nobody's file is overwritten, and then nothing has changed. */
static void
test_file_in_the_way (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "a", 1, DG_FILE_FORMAT_JSONL);
  g_autofree char *in_the_way = make_path (fixture, "b", report->dataset, "jsonl");
  g_autoptr (GError) error = NULL;

  store_test_write (in_the_way, "precious");
  g_assert_null (try_rename (library, report->dataset, "b", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS);
  g_autofree char *text = store_test_read (in_the_way, NULL);
  g_assert_cmpstr (text, ==, "precious");
  g_autofree char *name = store_test_query_library (library, "SELECT name FROM datasets");
  g_assert_cmpstr (name, ==, "a");
  assert_records (library, report->dataset, 1);
}

/* The moment at which a crash leaves the file under the new name and the row with the old one. */
static void
test_after_crash (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "a", 2, DG_FILE_FORMAT_CSV);
  g_autofree char *moved = make_path (fixture, "b", report->dataset, "csv");

  g_assert_cmpint (g_rename (report->path, moved), ==, 0);
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, report->dataset, NULL);
  g_assert_cmpstr (dg_dataset_get_name (dataset), ==, "a");
  g_assert_cmpstr (dg_dataset_get_path (dataset), ==, moved);
  assert_records (library, report->dataset, 2);

  g_autoptr (DgDataset) renamed = rename_dataset (library, report->dataset, "b");
  g_assert_cmpstr (dg_dataset_get_path (renamed), ==, moved);
  g_autofree char *file_path = store_test_query_library (library, "SELECT file_path FROM datasets");
  g_assert_true (g_str_has_prefix (file_path, "uploads/b_"));
  g_assert_cmpuint (count_uploads (fixture), ==, 2);
}

/* Refused at the commit, when the file has moved already. */
static void
test_row_cannot_be_written (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "a", 2, DG_FILE_FORMAT_JSONL);
  g_autoptr (GError) error = NULL;

  store_test_exec_file (path, "CREATE TABLE refused (id REFERENCES datasets (id) DEFERRABLE INITIALLY DEFERRED);"
                              "CREATE TRIGGER refuse AFTER UPDATE ON datasets"
                              " BEGIN INSERT INTO refused VALUES ('nowhere'); END");
  g_assert_null (try_rename (library, report->dataset, "b", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_assert_true (g_file_test (report->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_uploads (fixture), ==, 1);
  assert_records (library, report->dataset, 2);
}

static void
test_without_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "a", 2, DG_FILE_FORMAT_JSONL);

  g_assert_cmpint (g_unlink (report->path), ==, 0);
  g_autoptr (DgDataset) dataset = rename_dataset (library, report->dataset, "b");
  g_assert_cmpstr (dg_dataset_get_name (dataset), ==, "b");
  assert_records (library, report->dataset, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/rename", test_rename);
  store_test_add ("/store/library/rename/unique", test_unique);
  store_test_add ("/store/library/rename/refused", test_refused);
  store_test_add ("/store/library/rename/file-in-the-way", test_file_in_the_way);
  store_test_add ("/store/library/rename/after-crash", test_after_crash);
  store_test_add ("/store/library/rename/row-cannot-be-written", test_row_cannot_be_written);
  store_test_add ("/store/library/rename/without-file", test_without_file);

  return g_test_run ();
}
