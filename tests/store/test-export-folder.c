/* test-export-folder.c: folders that go out whole, and others' files that stay
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <unistd.h>

#include "dg-export-folder.h"
#include "store-test-utils.h"

static gboolean
write_folder (const char *path, const char *name, const char *text, gboolean overwrite, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_export_file_free);

  g_ptr_array_add (files, dg_export_file_new ("README.txt", g_strdup (text), -1));
  g_ptr_array_add (files, dg_export_file_new (name, g_strdup (text), -1));

  return dg_export_folder_write (path, files, overwrite, NULL, error);
}

static void
assert_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *found = NULL;

  if (text == NULL)
    g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  else
    {
      found = store_test_read (path, NULL);
      g_assert_cmpstr (found, ==, text);
    }
}

/* Nothing temporary is left beside. */
static void
assert_alone (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (dir), ==, "out");
  g_assert_null (g_dir_read_name (dir));
}

static void
test_new (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (write_folder (out, "dataset.jsonl", "one\n", FALSE, &error));
  g_assert_no_error (error);
  assert_file (out, "README.txt", "one\n");
  assert_file (out, "dataset.jsonl", "one\n");
  assert_file (out, DG_EXPORT_FOLDER_MARKER, "README.txt\ndataset.jsonl\n");
  assert_alone (fixture->folder);

  g_assert_false (write_folder (out, "dataset.jsonl", "two\n", FALSE, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS);
  assert_file (out, "dataset.jsonl", "one\n");
  assert_alone (fixture->folder);
}

/* The files of the older export go, those of others stay, folders among them. */
static void
test_replaced (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *note = g_build_filename (out, "note.txt", NULL);
  g_autofree char *results = g_build_filename (out, "optimized_prompt", NULL);
  g_autofree char *result = g_build_filename (results, "user_prompt.txt", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (write_folder (out, "dataset.jsonl", "one\n", FALSE, &error));
  store_test_write (note, "mine\n");
  g_assert_cmpint (g_mkdir (results, 0777), ==, 0);
  store_test_write (result, "better\n");

  g_assert_true (write_folder (out, "train.jsonl", "two\n", TRUE, &error));
  g_assert_no_error (error);
  assert_file (out, "README.txt", "two\n");
  assert_file (out, "train.jsonl", "two\n");
  assert_file (out, "dataset.jsonl", NULL);
  assert_file (out, "note.txt", "mine\n");
  assert_file (results, "user_prompt.txt", "better\n");
  assert_alone (fixture->folder);
}

static void
test_foreign_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *note = g_build_filename (out, "note.txt", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (out, 0777), ==, 0);
  store_test_write (note, "mine\n");
  g_assert_false (write_folder (out, "dataset.jsonl", "one\n", TRUE, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID);
  assert_file (out, "note.txt", "mine\n");
  assert_file (out, "dataset.jsonl", NULL);
  assert_alone (fixture->folder);
}

/* A file of somebody else's is in the way of a new name. */
static void
test_foreign_name (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *train = g_build_filename (out, "train.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (write_folder (out, "dataset.jsonl", "one\n", FALSE, &error));
  store_test_write (train, "mine\n");
  g_assert_false (write_folder (out, "train.jsonl", "two\n", TRUE, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID);
  assert_file (out, "train.jsonl", "mine\n");
  assert_file (out, "dataset.jsonl", "one\n");
  assert_alone (fixture->folder);
}

static void
test_not_a_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *deep = g_build_filename (fixture->folder, "no", "such", NULL);
  g_autoptr (GError) error = NULL;

  store_test_write (out, "mine\n");
  g_assert_false (write_folder (out, "dataset.jsonl", "one\n", TRUE, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY);
  assert_file (fixture->folder, "out", "mine\n");
  g_clear_error (&error);

  g_assert_false (write_folder (deep, "dataset.jsonl", "one\n", FALSE, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY);
  assert_alone (fixture->folder);
}

/* A marker that was tampered with reaches no file outside of its folder. */
static void
test_marker (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *marker = g_build_filename (out, DG_EXPORT_FOLDER_MARKER, NULL);
  g_autofree char *beside = g_build_filename (fixture->folder, "beside", NULL);
  g_autoptr (GError) error = NULL;

  store_test_write (beside, "mine\n");
  g_assert_true (write_folder (out, "dataset.jsonl", "one\n", FALSE, &error));
  store_test_write (marker, "../beside\n..\n.\nREADME.txt\ndataset.jsonl\n");
  g_assert_true (write_folder (out, "dataset.jsonl", "two\n", TRUE, &error));
  g_assert_no_error (error);
  assert_file (fixture->folder, "beside", "mine\n");
  assert_file (out, "dataset.jsonl", "two\n");
}

static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_export_file_free);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (write_folder (out, "dataset.jsonl", "one\n", FALSE, &error));
  g_ptr_array_add (files, dg_export_file_new ("dataset.jsonl", g_strdup ("two\n"), -1));
  g_cancellable_cancel (cancellable);
  g_assert_false (dg_export_folder_write (out, files, TRUE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_file (out, "dataset.jsonl", "one\n");
  assert_alone (fixture->folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/export-folder/new", test_new);
  store_test_add ("/export-folder/replaced", test_replaced);
  store_test_add ("/export-folder/foreign-folder", test_foreign_folder);
  store_test_add ("/export-folder/foreign-name", test_foreign_name);
  store_test_add ("/export-folder/not-a-folder", test_not_a_folder);
  store_test_add ("/export-folder/marker", test_marker);
  store_test_add ("/export-folder/cancelled", test_cancelled);

  return g_test_run ();
}
