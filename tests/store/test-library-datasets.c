/* test-library-datasets.c: listing, loading, deleting and exporting datasets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "store-test-utils.h"

static void
exec (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);

  store_test_exec_file (path, sql);
}

static char *
query (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);

  return store_test_query_file (path, sql);
}

static char *
write_upload (StoreFixture *fixture, const char *file_name, const char *text)
{
  char *path = g_build_filename (fixture->folder, "uploads", file_name, NULL);

  store_test_write (path, text);

  return path;
}

static guint
count_uploads (StoreFixture *fixture)
{
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);

  return store_test_count_files (uploads);
}

static void
test_list (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *before = store_test_get_today ();
  g_autoptr (DgRunReport) first = store_test_make_dataset (library, "first", 2, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) second = store_test_make_dataset (library, "second", 3, DG_FILE_FORMAT_CSV);
  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);

  g_assert_cmpuint (datasets->len, ==, 2);

  DgDataset *newest = g_ptr_array_index (datasets, 0);
  g_autofree char *today = store_test_choose_day (dg_dataset_get_created (newest), before);

  g_assert_cmpstr (dg_dataset_get_id (newest), ==, second->dataset);
  g_assert_cmpstr (dg_dataset_get_name (newest), ==, "second");
  g_assert_cmpint (dg_dataset_get_format (newest), ==, DG_FILE_FORMAT_CSV);
  g_assert_cmpuint (dg_dataset_get_n_records (newest), ==, 3);
  g_assert_cmpstr (dg_dataset_get_path (newest), ==, second->path);
  g_assert_cmpstr (dg_dataset_get_created (newest), ==, today);
  g_assert_cmpstr (dg_dataset_get_provider (newest), ==, "bedrock");
  g_assert_cmpstr (dg_dataset_get_model (newest), ==, "amazon.nova-2-lite-v1:0");
  g_assert_cmpstr (dg_dataset_get_session (newest), ==, second->session);
  g_assert_cmpstr (dg_dataset_get_id (g_ptr_array_index (datasets, 1)), ==, first->dataset);
}

/* What the list tells of each besides. */
static void
test_list_details (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  gint64 before_us = g_get_real_time ();
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 5, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) other = store_test_make_dataset (library, "y", 5, DG_FILE_FORMAT_JSONL);
  g_autofree char *sql = g_strdup_printf ("UPDATE dg_records SET flag = 'f' WHERE dataset_id = '%1$s' AND number < 3;"
                                          "UPDATE dg_records SET problem = 'p' WHERE dataset_id = '%1$s'"
                                          "  AND number IN (2, 3);"
                                          "UPDATE dg_records SET review = 'approved' WHERE dataset_id = '%1$s'"
                                          "  AND number = 4;"
                                          "UPDATE dg_records SET review = 'rejected' WHERE dataset_id = '%1$s'"
                                          "  AND number = 5;",
                                          report->dataset);
  gsize length;

  exec (fixture, sql);
  exec (fixture, "INSERT INTO datasets (id, name, created_at) VALUES ('dataset_1', 'theirs', '2024-01-02 03:04:05')");

  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  DgDataset *first = g_ptr_array_index (datasets, 1);
  g_autofree char *text = store_test_read (report->path, &length);

  g_assert_cmpstr (dg_dataset_get_name (first), ==, "x");
  g_assert_cmpint (dg_dataset_get_kind (first), ==, DG_DATASET_GENERATED);
  g_assert_cmpuint (dg_dataset_get_n_look (first), ==, 3);
  g_assert_cmpuint (dg_dataset_get_n_approved (first), ==, 1);
  g_assert_cmpuint (dg_dataset_get_n_bytes (first), ==, length);
  g_assert_cmpint (dg_dataset_get_created_us (first), >=, before_us);
  g_assert_cmpint (dg_dataset_get_created_us (first), <=, g_get_real_time ());
  /* The clock of a file system can be some milliseconds behind. */
  g_assert_cmpint (dg_dataset_get_updated_us (first), >=, before_us - G_USEC_PER_SEC);
  g_assert_cmpint (dg_dataset_get_deleted_us (first), ==, 0);
  g_assert_cmpuint (dg_dataset_get_n_look (g_ptr_array_index (datasets, 0)), ==, 0);

  DgDataset *theirs = g_ptr_array_index (datasets, 2);
  g_assert_cmpint (dg_dataset_get_kind (theirs), ==, DG_DATASET_FOREIGN);
  g_assert_cmpint (dg_dataset_get_created_us (theirs), ==, G_GINT64_CONSTANT (1704164645000000));
  g_assert_cmpint (dg_dataset_get_updated_us (theirs), ==, G_GINT64_CONSTANT (1704164645000000));
  g_assert_cmpuint (dg_dataset_get_n_bytes (theirs), ==, 0);
}

/* A list of a thousand datasets goes over no record that it does not count. */
static void
test_list_uses_indexes (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *plan = query (fixture, "EXPLAIN QUERY PLAN SELECT"
                                          "  (SELECT count (*) FROM dg_records WHERE dataset_id = d.id AND number IS "
                                          "NOT NULL AND (flag IS NOT NULL OR problem IS NOT"
                                          "    NULL)),"
                                          "  (SELECT count (*) FROM dg_records WHERE dataset_id = d.id AND number IS "
                                          "NOT NULL AND review = 'approved') FROM datasets d");

  g_assert_nonnull (strstr (plan, "USING INDEX dg_records_look"));
  g_assert_nonnull (strstr (plan, "USING COVERING INDEX dg_records_approved"));
}

static void
test_list_foreign_rows (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *found = write_upload (fixture, "mails_dataset_aa.csv", "input,answer\r\na,b\r\n");

  g_free (write_upload (fixture, "dataset_aa.jsonl", "{\"input\": \"a\", \"answer\": \"b\"}\n"));

  exec (fixture, "INSERT INTO datasets (id, name, created_at) VALUES ('dataset_aa', 'old', '2024-01-01 00:00:00');"
                 "INSERT INTO datasets (id, name, dataset_type, rows, file_path, created_at)"
                 " VALUES ('dataset_1', 'gone', 'JSON', -5, 'uploads/gone.jsonl', '2024-01-02 00:00:00');"
                 "INSERT INTO datasets (id, name, rows, created_at) VALUES (NULL, 'no id', 'many', NULL);"
                 "INSERT INTO datasets (id, name, rows, created_at) VALUES (7, 8, 'many', NULL)");

  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  g_assert_cmpuint (datasets->len, ==, 3);

  DgDataset *gone = g_ptr_array_index (datasets, 0);
  g_assert_cmpstr (dg_dataset_get_name (gone), ==, "gone");
  g_assert_null (dg_dataset_get_path (gone));
  g_assert_cmpuint (dg_dataset_get_n_records (gone), ==, 0);

  DgDataset *old = g_ptr_array_index (datasets, 1);
  g_assert_cmpstr (dg_dataset_get_path (old), ==, found);
  g_assert_cmpint (dg_dataset_get_format (old), ==, DG_FILE_FORMAT_CSV);
  g_assert_null (dg_dataset_get_created (old));
  g_assert_null (dg_dataset_get_provider (old));

  g_assert_cmpstr (dg_dataset_get_name (g_ptr_array_index (datasets, 2)), ==, "8");
}

/* Another program's row must not lead out of uploads/. */
static void
test_path_stays_inside (StoreFixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "library.db", "uploads/../library.db", "../x.jsonl", "/etc/passwd", "uploads",
                                       "." };
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("REPLACE INTO datasets (id, name, file_path) VALUES ('dataset_1', 'x', '%s')", paths[i]);

      exec (fixture, sql);
      g_autoptr (DgDataset) dataset = store_test_delete_dataset (library, "dataset_1", NULL);
      g_assert_null (dg_dataset_get_path (dataset));
    }

  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);
  g_assert_true (g_file_test (database, G_FILE_TEST_EXISTS));
}

static void
test_load (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, report->dataset, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (dg_dataset_get_name (dataset), ==, "x");
  g_assert_cmpstr (dg_dataset_get_path (dataset), ==, report->path);
}

static void
test_not_found (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "out.csv", NULL);
  GError *errors[4] = { NULL };

  g_assert_null (store_test_load_dataset (library, "dataset_00000000", &errors[0]));
  g_assert_null (store_test_load_records (library, "dataset_00000000", &errors[1]));
  g_assert_null (store_test_delete_dataset (library, "dataset_00000000", &errors[2]));
  g_assert_null (store_test_export (library, "dataset_00000000", path, DG_FILE_FORMAT_CSV, TRUE, &errors[3]));

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_error (errors[i], DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
      g_assert_nonnull (strstr (errors[i]->message, "dataset_00000000"));
      g_error_free (errors[i]);
    }
}

static void
test_load_records (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 3);
  for (guint i = 0; i < records->len; i++)
    {
      g_assert_cmpuint (dg_record_get_number (g_ptr_array_index (records, i)), ==, i + 1);
      g_assert_cmpuint (dg_record_get_plan_line (g_ptr_array_index (records, i)), ==, i + 1);
    }
}

static void
test_load_records_of_changed_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autoptr (GError) error = NULL;

  store_test_write (report->path, "input,answer\nnew,row\nquestion 3,answer 3\nquestion 1,changed\n");
  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 3);
  store_test_assert_record (records, 0, "new", "row");
  store_test_assert_record (records, 1, "question 3", "answer 3");
  store_test_assert_record (records, 2, "question 1", "changed");

  /* Only where the text is the same is it known what it was made for. */
  g_assert_cmpuint (dg_record_get_plan_line (g_ptr_array_index (records, 0)), ==, 0);
  g_assert_cmpuint (dg_record_get_plan_line (g_ptr_array_index (records, 1)), ==, 3);
  g_assert_cmpuint (dg_record_get_plan_line (g_ptr_array_index (records, 2)), ==, 0);
  g_assert_cmpuint (dg_record_get_number (g_ptr_array_index (records, 1)), ==, 2);
}

static void
test_load_records_of_broken_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autoptr (GError) error = NULL;

  store_test_write (report->path, "{\"input\": \"a\", \"answer\": \"b\"}\n{\"input\": \"a\"}\n");
  g_assert_null (store_test_load_records (library, report->dataset, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, report->path));
  g_assert_nonnull (strstr (error->message, "2"));
}

static void
test_load_records_without_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (report->path), ==, 0);
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, report->dataset, NULL);
  g_assert_null (dg_dataset_get_path (dataset));

  /* The database still has them. */
  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 3);

  /* Of a foreign dataset it never had any. */
  exec (fixture, "INSERT INTO datasets (id, name) VALUES ('dataset_1', 'x1')");
  g_assert_null (store_test_load_records (library, "dataset_1", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

static void
test_load_records_of_foreign_dataset (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_free (write_upload (fixture, "mails_dataset_1.jsonl", "{\"input\": \"a\", \"answer\": \"b\"}\n"));
  exec (fixture, "INSERT INTO datasets (id, name, rows) VALUES ('dataset_1', 'mails', 1)");
  g_autoptr (GPtrArray) records = store_test_load_records (library, "dataset_1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  store_test_assert_record (records, 0, "a", "b");
}

static void
test_delete (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) kept = store_test_make_dataset (library, "kept", 2, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_uploads (fixture), ==, 3);
  g_autoptr (DgDataset) dataset = store_test_delete_dataset (library, report->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dg_dataset_get_name (dataset), ==, "x");
  g_assert_cmpstr (dg_dataset_get_path (dataset), ==, report->path);
  g_assert_cmpuint (dg_dataset_get_n_records (dataset), ==, 3);
  g_assert_cmpuint (count_uploads (fixture), ==, 1);

  /* The optimizer does not see it any more. */
  g_autofree char *rows = query (fixture, "SELECT name FROM datasets");
  g_assert_cmpstr (rows, ==, "kept");
  g_assert_true (g_file_test (kept->path, G_FILE_TEST_EXISTS));

  g_assert_null (store_test_load_dataset (library, report->dataset, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

/* `dataset_1` must not take `dataset_1a2b3c4d` along. */
static void
test_delete_only_its_own_files (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *own = write_upload (fixture, "x_dataset_1.jsonl", "");
  g_autofree char *other = write_upload (fixture, "x_dataset_1a2b3c4d.jsonl", "");
  g_autofree char *another = write_upload (fixture, "my_dataset_1_copy.jsonl", "");

  exec (fixture, "INSERT INTO datasets (id, name) VALUES ('dataset_1', 'x')");
  g_object_unref (store_test_delete_dataset (library, "dataset_1", NULL));
  g_assert_false (g_file_test (own, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (another, G_FILE_TEST_EXISTS));
}

static void
test_delete_without_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (report->path), ==, 0);
  g_autoptr (DgDataset) dataset = store_test_delete_dataset (library, report->dataset, &error);
  g_assert_no_error (error);
  g_assert_nonnull (dataset);
}

static void
test_export (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 1, DG_FILE_FORMAT_CSV);
  g_autofree char *csv = g_build_filename (fixture->folder, "out.csv", NULL);
  g_autofree char *jsonl = g_build_filename (fixture->folder, "out.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  g_autoptr (DgDataset) first = store_test_export (library, report->dataset, csv, DG_FILE_FORMAT_CSV, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dg_dataset_get_n_records (first), ==, 1);
  g_autofree char *csv_text = store_test_read (csv, NULL);
  g_assert_cmpstr (csv_text, ==, "input,answer\r\nquestion 1,answer 1\r\n");

  g_autoptr (DgDataset) second =
      store_test_export (library, report->dataset, jsonl, DG_FILE_FORMAT_JSONL, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dg_dataset_get_id (second), ==, report->dataset);
  g_autofree char *jsonl_text = store_test_read (jsonl, NULL);
  g_assert_cmpstr (jsonl_text, ==, "{\"input\": \"question 1\", \"answer\": \"answer 1\"}\n");
}

static void
test_export_exists (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 1, DG_FILE_FORMAT_CSV);
  g_autofree char *path = g_build_filename (fixture->folder, "out.csv", NULL);
  g_autoptr (GError) error = NULL;

  store_test_write (path, "precious");
  g_assert_null (store_test_export (library, report->dataset, path, DG_FILE_FORMAT_CSV, FALSE, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);
  g_autofree char *before = store_test_read (path, NULL);
  g_assert_cmpstr (before, ==, "precious");

  g_autoptr (DgDataset) dataset = store_test_export (library, report->dataset, path, DG_FILE_FORMAT_CSV, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dg_dataset_get_name (dataset), ==, "x");
  g_autofree char *after = store_test_read (path, NULL);
  g_assert_cmpstr (after, ==, "input,answer\r\nquestion 1,answer 1\r\n");
}

static void
test_export_missing_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 1, DG_FILE_FORMAT_CSV);
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "out.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (store_test_export (library, report->dataset, path, DG_FILE_FORMAT_CSV, FALSE, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, path));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/dataset/list", test_list);
  store_test_add ("/store/library/dataset/list-details", test_list_details);
  store_test_add ("/store/library/dataset/list-uses-indexes", test_list_uses_indexes);
  store_test_add ("/store/library/dataset/list-foreign-rows", test_list_foreign_rows);
  store_test_add ("/store/library/dataset/path-stays-inside", test_path_stays_inside);
  store_test_add ("/store/library/dataset/load", test_load);
  store_test_add ("/store/library/dataset/not-found", test_not_found);
  store_test_add ("/store/library/dataset/records", test_load_records);
  store_test_add ("/store/library/dataset/records-of-changed-file", test_load_records_of_changed_file);
  store_test_add ("/store/library/dataset/records-of-broken-file", test_load_records_of_broken_file);
  store_test_add ("/store/library/dataset/records-without-file", test_load_records_without_file);
  store_test_add ("/store/library/dataset/records-of-foreign-dataset", test_load_records_of_foreign_dataset);
  store_test_add ("/store/library/dataset/delete", test_delete);
  store_test_add ("/store/library/dataset/delete-only-its-own-files", test_delete_only_its_own_files);
  store_test_add ("/store/library/dataset/delete-without-file", test_delete_without_file);
  store_test_add ("/store/library/dataset/export", test_export);
  store_test_add ("/store/library/dataset/export-exists", test_export_exists);
  store_test_add ("/store/library/dataset/export-missing-folder", test_export_missing_folder);

  return g_test_run ();
}
