/* test-library-duplicate.c: a second dataset like one that is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-library-review.h"
#include "store-test-utils.h"

static DgDataset *
try_duplicate (DgLibrary *library, const char *id, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_duplicate_dataset_async (library, id, name, NULL, store_test_ready_cb, &result);

  return dg_library_duplicate_dataset_finish (library, store_test_wait (&result), error);
}

static DgDataset *
duplicate (DgLibrary *library, const char *id, const char *name)
{
  g_autoptr (GError) error = NULL;
  DgDataset *dataset = try_duplicate (library, id, name, &error);

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

static char *
query_records (DgLibrary *library, const char *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT number, plan_line, origin, input, answer, review, note, flag"
                                          " FROM dg_records WHERE dataset_id = '%s' ORDER BY number",
                                          id);

  return store_test_query_library (library, sql);
}

static void
test_all_of_it (StoreFixture *fixture, gconstpointer data)
{
  const DgFileFormat formats[] = { DG_FILE_FORMAT_JSONL, DG_FILE_FORMAT_CSV };
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, formats[i]);
      review (library, report->dataset);
      g_autoptr (DgDataset) copy = duplicate (library, report->dataset, "y");
      g_autofree char *records = query_records (library, report->dataset);
      g_autofree char *copied = query_records (library, dg_dataset_get_id (copy));
      g_autofree char *text = store_test_read (report->path, NULL);
      g_autofree char *text_of_copy = store_test_read (dg_dataset_get_path (copy), NULL);

      g_assert_cmpstr (dg_dataset_get_id (copy), !=, report->dataset);
      g_assert_cmpstr (copied, ==, records);
      g_assert_cmpstr (text_of_copy, ==, text);
      g_assert_cmpint (dg_dataset_get_format (copy), ==, formats[i]);
      g_assert_cmpint (dg_dataset_get_kind (copy), ==, DG_DATASET_GENERATED);
      g_assert_cmpstr (dg_dataset_get_session (copy), ==, report->session);
      g_assert_cmpstr (dg_dataset_get_provider (copy), ==, "bedrock");
      g_assert_cmpuint (dg_dataset_get_n_approved (copy), ==, 1);
      g_assert_cmpuint (dg_dataset_get_n_look (copy), ==, 1);

      /* What the run made is not counted twice. */
      g_autoptr (DgRunReport) after = store_test_load_report (library, report->session, NULL);
      g_assert_cmpuint (after->accepted, ==, 3);
      g_assert_cmpstr (after->dataset, ==, report->dataset);
    }
}

static void
test_names (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 1, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgDataset) first = duplicate (library, report->dataset, NULL);
  g_autoptr (DgDataset) second = duplicate (library, report->dataset, NULL);
  g_autoptr (DgDataset) third = duplicate (library, report->dataset, "x");

  g_assert_cmpstr (dg_dataset_get_name (first), ==, "x (copy)");
  g_assert_cmpstr (dg_dataset_get_name (second), ==, "x (copy) (2)");
  g_assert_cmpstr (dg_dataset_get_name (third), ==, "x (2)");
}

/* Neither deleting one nor its end for good touches the other. */
static void
test_independent (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autoptr (DgDataset) copy = duplicate (library, report->dataset, NULL);
  g_autofree char *id = g_strdup (dg_dataset_get_id (copy));
  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);

  g_object_unref (store_test_delete_dataset (library, report->dataset, NULL));
  g_assert_finalize_object (library);
  store_test_exec_file (database, "UPDATE dg_deleted SET deleted_us = 0");

  library = store_test_open (fixture->folder);
  g_autoptr (GPtrArray) records = store_test_load_records (library, id, NULL);
  g_assert_cmpuint (records->len, ==, 3);
  g_assert_true (g_file_test (dg_dataset_get_path (copy), G_FILE_TEST_EXISTS));
  g_assert_finalize_object (library);
}

/* What the file says counts, also when somebody else has changed it. */
static void
test_changed_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_CSV);
  g_autoptr (GError) error = NULL;

  store_test_write (report->path, "input,answer\nnew,row\nquestion 2,answer 2\n");
  g_autoptr (DgDataset) copy = duplicate (library, report->dataset, NULL);
  g_autofree char *records = query_records (library, dg_dataset_get_id (copy));
  g_assert_cmpstr (records, ==, "1|0|import|new|row|none|NULL|NULL\n2|2|model|question 2|answer 2|none|NULL|NULL");

  store_test_write (report->path, "input\nbroken\n");
  g_assert_null (try_duplicate (library, report->dataset, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
  g_clear_error (&error);

  g_assert_null (try_duplicate (library, "dataset_00000000", NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

static void
test_imported (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "a.csv", NULL);
  g_autoptr (GAsyncResult) result = NULL;

  store_test_write (path, "input,answer\na,b\n");
  dg_library_import_file_async (library, path, &(DgImport){ 0 }, NULL, store_test_ready_cb, &result);
  g_autoptr (DgDataset) dataset = dg_library_import_file_finish (library, store_test_wait (&result), NULL, NULL, NULL);
  g_autoptr (DgDataset) copy = duplicate (library, dg_dataset_get_id (dataset), NULL);

  g_assert_cmpint (dg_dataset_get_kind (dataset), ==, DG_DATASET_IMPORTED);
  g_assert_cmpint (dg_dataset_get_kind (copy), ==, DG_DATASET_IMPORTED);
  g_assert_null (dg_dataset_get_session (copy));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/duplicate/all-of-it", test_all_of_it);
  store_test_add ("/store/library/duplicate/names", test_names);
  store_test_add ("/store/library/duplicate/independent", test_independent);
  store_test_add ("/store/library/duplicate/changed-file", test_changed_file);
  store_test_add ("/store/library/duplicate/imported", test_imported);

  return g_test_run ();
}
