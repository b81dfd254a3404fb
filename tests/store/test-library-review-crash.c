/* test-library-review-crash.c: kills while datasets are changed, renamed, imported, deleted and restored
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dg-library-review.h"
#include "store-test-utils.h"

#define N_KILLS 12
#define N_IMPORTED 50

static void
change (DgLibrary *library, const char *dataset, guint n)
{
  g_autofree char *text = g_strdup_printf ("change %u", n);
  const DgRecordChange change = { .number = 2, .input = text, .note = text };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_change_records_async (library, dataset, &change, 1, NULL, store_test_ready_cb, &result);
  g_autoptr (DgDataset) changed = dg_library_change_records_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
rename_dataset (DgLibrary *library, const char *dataset, guint n)
{
  g_autofree char *name = g_strdup_printf ("name %u", n);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_rename_dataset_async (library, dataset, name, NULL, store_test_ready_cb, &result);
  g_autoptr (DgDataset) renamed = dg_library_rename_dataset_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);
}

/* The child changes and renames a dataset until it is killed. */
G_NORETURN static void
review_for_ever (const char *folder, const char *dataset, guint first)
{
  g_autoptr (DgLibrary) library = store_test_open (folder);

  for (guint n = first;; n++)
    {
      change (library, dataset, n);
      rename_dataset (library, dataset, n);
      printf ("%u\n", n);
      fflush (stdout);
    }
}

/* The child imports a file until it is killed. */
G_NORETURN static void
import_for_ever (const char *folder, const char *path)
{
  g_autoptr (DgLibrary) library = store_test_open (folder);

  for (guint n = 1;; n++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      dg_library_import_file_async (library, path, &(DgImport){ 0 }, NULL, store_test_ready_cb, &result);
      g_autoptr (DgDataset) dataset =
          dg_library_import_file_finish (library, store_test_wait (&result), NULL, NULL, &error);
      g_assert_no_error (error);
      printf ("%u\n", n);
      fflush (stdout);
    }
}

/* The child deletes a dataset and restores it until it is killed. */
G_NORETURN static void
delete_for_ever (const char *folder, const char *id)
{
  g_autoptr (DgLibrary) library = store_test_open (folder);

  for (guint n = 1;; n++)
    {
      g_autoptr (GError) error = NULL;

      g_object_unref (store_test_delete_dataset (library, id, &error));
      g_assert_no_error (error);
      g_object_unref (store_test_restore_dataset (library, id, &error));
      g_assert_no_error (error);
      printf ("%u\n", n);
      fflush (stdout);
    }
}

/* Kills a child a moment after it has told of something. Returns: the last number that it told */
static guint
run_and_kill (const char *const *argv, guint delay_us)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  guint n_read = 0, last = 0;

  g_assert_no_error (error);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));

  for (char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL); line != NULL;
       line = g_data_input_stream_read_line (output, NULL, NULL, NULL))
    {
      last = (guint) atoi (line);
      g_free (line);
      if (++n_read == 1)
        {
          /* so that the kills fall on different moments of a change */
          g_usleep (delay_us);
          g_subprocess_force_exit (child);
        }
    }
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));

  return last;
}

static void
assert_file (DgDataset *dataset, GPtrArray *records)
{
  gsize length;
  g_autofree char *text = store_test_read (dg_dataset_get_path (dataset), NULL);
  g_autofree char *expected = dg_dataset_file_print (records, dg_dataset_get_format (dataset), &length);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_sidecar (StoreFixture *fixture, DgDataset *dataset, GPtrArray *records)
{
  g_autofree char *path = g_strdup_printf ("%s/uploads/%s.jsonl", fixture->folder, dg_dataset_get_id (dataset));
  g_autofree char *text = store_test_read (path, NULL);
  g_autofree char *expected = dg_dataset_file_print (records, DG_FILE_FORMAT_JSONL, NULL);

  g_assert_cmpstr (text, ==, expected);
}

/* Returns: which change the dataset has seen last, all of it */
static guint
assert_reviewed (StoreFixture *fixture, const char *id)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = store_test_load_records (library, id, &error);
  g_assert_no_error (error);
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, id, &error);
  DgRecord *record = g_ptr_array_index (records, 1);

  g_assert_cmpuint (records->len, ==, 3);
  g_assert_cmpstr (dg_record_get_note (record), ==, dg_record_get_input (record));
  g_assert_cmpint (dg_record_get_origin (record), ==, DG_ORIGIN_HAND);
  assert_file (dataset, records);
  assert_sidecar (fixture, dataset, records);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 2);

  return (guint) atoi (dg_record_get_input (record) + strlen ("change "));
}

static void
test_kill_while_reviewing (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  guint n = 0;

  g_assert_finalize_object (library);
  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autofree char *first = g_strdup_printf ("%u", n + 1);
      const char *const argv[] = { "/proc/self/exe", "--review", fixture->folder, report->dataset, first, NULL };
      guint told = run_and_kill (argv, i * 700);

      n = assert_reviewed (fixture, report->dataset);
      g_assert_cmpuint (n, >=, told);
    }
}

static void
test_kill_while_importing (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "brought along.csv", NULL);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  const char *const argv[] = { "/proc/self/exe", "--import", fixture->folder, path, NULL };
  g_autoptr (GString) text = g_string_new ("input,answer\n");
  guint n_told = 0;

  for (guint i = 0; i < N_IMPORTED; i++)
    g_string_append_printf (text, "question %u,answer\n", i);
  store_test_write (path, text->str);
  for (guint i = 0; i < N_KILLS; i++)
    n_told += run_and_kill (argv, i * 700);

  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  g_assert_cmpuint (datasets->len, >=, n_told);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 2 * datasets->len);

  for (guint i = 0; i < datasets->len; i++)
    {
      DgDataset *dataset = g_ptr_array_index (datasets, i);
      g_autoptr (GPtrArray) records = store_test_load_records (library, dg_dataset_get_id (dataset), NULL);

      g_assert_cmpuint (records->len, ==, N_IMPORTED);
      assert_file (dataset, records);
      assert_sidecar (fixture, dataset, records);
    }
}

/* It is deleted or it is there, with both of its files either way. */
static void
assert_deleted_or_not (StoreFixture *fixture, const char *id, const char *text)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *deleted = g_build_filename (fixture->folder, "deleted", NULL);
  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  g_autoptr (GPtrArray) kept = store_test_list_deleted (library);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (datasets->len + kept->len, ==, 1);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 2 * datasets->len);
  g_assert_cmpuint (store_test_count_files (deleted), ==, kept->len);

  if (kept->len > 0)
    g_object_unref (store_test_restore_dataset (library, id, &error));
  g_assert_no_error (error);
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, id, &error);
  g_assert_no_error (error);
  g_autofree char *now = store_test_read (dg_dataset_get_path (dataset), NULL);
  g_assert_cmpstr (now, ==, text);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 2);
}

static void
test_kill_while_deleting (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autofree char *text = store_test_read (report->path, NULL);
  const char *const argv[] = { "/proc/self/exe", "--delete", fixture->folder, report->dataset, NULL };

  g_assert_finalize_object (library);
  for (guint i = 0; i < N_KILLS; i++)
    {
      run_and_kill (argv, i * 700);
      assert_deleted_or_not (fixture, report->dataset, text);
    }
}

int
main (int argc, char *argv[])
{
  if (argc == 5 && strcmp (argv[1], "--review") == 0)
    review_for_ever (argv[2], argv[3], (guint) atoi (argv[4]));

  if (argc == 4 && strcmp (argv[1], "--import") == 0)
    import_for_ever (argv[2], argv[3]);

  if (argc == 4 && strcmp (argv[1], "--delete") == 0)
    delete_for_ever (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/review/kills", test_kill_while_reviewing);
  store_test_add ("/store/library/import/kills", test_kill_while_importing);
  store_test_add ("/store/library/deleted/kills", test_kill_while_deleting);

  return g_test_run ();
}
