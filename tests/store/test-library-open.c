/* test-library-open.c: opening libraries, and refusing what is none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store-test-utils.h"

static void
assert_refused (const char *folder, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgLibrary) library = store_test_try_open (folder, &error);

  g_assert_null (library);
  g_assert_error (error, DG_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, folder));
}

static void
test_new (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "a", "b", NULL);
  g_autofree char *database = g_build_filename (folder, "library.db", NULL);
  g_autofree char *uploads = g_build_filename (folder, "uploads", NULL);
  g_autoptr (DgLibrary) library = store_test_open (folder);
  struct stat info;

  g_assert_cmpstr (dg_library_get_folder (library), ==, folder);
  g_assert_false (dg_library_is_workspace (library));
  g_assert_true (g_file_test (database, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (uploads, G_FILE_TEST_IS_DIR));
  g_assert_cmpint (stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (stat (uploads, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  g_assert_cmpuint (datasets->len, ==, 0);
}

static void
test_relative_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *cwd = g_get_current_dir ();

  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  g_autoptr (DgLibrary) library = store_test_open ("./x/../lib");
  g_assert_cmpint (g_chdir (cwd), ==, 0);

  g_autofree char *expected = g_build_filename (fixture->folder, "lib", NULL);
  g_assert_cmpstr (dg_library_get_folder (library), ==, expected);
}

/* The whole database is in the one file again when the library is closed: people copy it. */
static void
test_close_leaves_one_file (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_build_filename (fixture->folder, "library.db-wal", NULL);
  DgLibrary *library = store_test_open (fixture->folder);

  g_free (store_test_new_session (library, "x"));
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (library);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_again (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DgLibrary *library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");

  g_assert_finalize_object (library);

  library = store_test_open (fixture->folder);
  g_autoptr (DgDraft) draft = store_test_load_draft (library, session, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft->name, ==, "x");
  g_assert_finalize_object (library);

  /* Only library.db and uploads/: no backup was due. */
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 2);
}

static void
test_twice_at_once (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result_a = NULL;
  g_autoptr (GAsyncResult) result_b = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_open_async (fixture->folder, NULL, store_test_ready_cb, &result_a);
  dg_library_open_async (fixture->folder, NULL, store_test_ready_cb, &result_b);
  g_autoptr (DgLibrary) a = dg_library_open_finish (store_test_wait (&result_a), &error);
  g_assert_no_error (error);
  g_autoptr (DgLibrary) b = dg_library_open_finish (store_test_wait (&result_b), &error);
  g_assert_no_error (error);

  /* Each sees what the other wrote. */
  g_free (store_test_new_session (a, "a"));
  g_free (store_test_new_session (b, "b"));
  g_autoptr (GPtrArray) drafts_a = store_test_list_drafts (a);
  g_autoptr (GPtrArray) drafts_b = store_test_list_drafts (b);
  g_assert_cmpuint (drafts_a->len, ==, 2);
  g_assert_cmpuint (drafts_b->len, ==, 2);
}

static void
test_both_write (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) a = store_test_open (fixture->folder);
  g_autoptr (DgLibrary) b = store_test_open (fixture->folder);
  GAsyncResult *results[100] = { NULL };
  g_autoptr (DgDraft) draft = dg_draft_new ();

  /* Two threads that want the write lock at the same time, again and again. */
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    dg_library_save_draft_async (i % 2 ? a : b, draft, NULL, store_test_ready_cb, &results[i]);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = store_test_wait (&results[i]);
      g_autoptr (GError) error = NULL;
      g_autofree char *session = dg_library_save_draft_finish (i % 2 ? a : b, result, &error);

      g_assert_no_error (error);
      g_assert_nonnull (session);
    }

  g_autoptr (GPtrArray) drafts = store_test_list_drafts (a);
  g_assert_cmpuint (drafts->len, ==, G_N_ELEMENTS (results));
}

static void
test_removes_temporary_files (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *temporary = g_build_filename (uploads, ".dataset-gen-0123abcd.tmp", NULL);
  g_autofree char *other = g_build_filename (uploads, "notes.tmp", NULL);

  g_object_unref (store_test_open (fixture->folder));
  store_test_write (temporary, "half of a fi");
  store_test_write (other, "somebody's");
  g_object_unref (store_test_open (fixture->folder));

  g_assert_false (g_file_test (temporary, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
}

static void
test_refuses_file (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);

  store_test_write (file, "text");
  assert_refused (file, DG_STORE_ERROR_FAILED);

  g_autofree char *text = store_test_read (file, NULL);
  g_assert_cmpstr (text, ==, "text");
}

static void
test_refuses_no_database (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *text = g_strnfill (10000, 'x');

  store_test_write (database, text);
  assert_refused (fixture->folder, DG_STORE_ERROR_DAMAGED);

  g_autofree char *after = store_test_read (database, NULL);
  g_assert_cmpstr (after, ==, text);
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

static void
test_refuses_truncated_database (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);
  gsize length;

  g_object_unref (store_test_open (fixture->folder));
  g_autofree char *whole = store_test_read (database, &length);
  g_assert_cmpint (truncate (database, (off_t) length / 2), ==, 0);

  assert_refused (fixture->folder, DG_STORE_ERROR_DAMAGED);

  gsize length_after;
  g_autofree char *after = store_test_read (database, &length_after);
  g_assert_cmpmem (after, length_after, whole, length / 2);
}

static void
test_refuses_newer (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);
  gsize length_before, length_after;

  store_test_exec_file (database, "PRAGMA journal_mode = WAL;"
                                  "CREATE TABLE dg_schema (id INTEGER PRIMARY KEY, version INTEGER, more TEXT);"
                                  "INSERT INTO dg_schema VALUES (1, 99, 'x'); PRAGMA wal_checkpoint (TRUNCATE)");
  g_autofree char *before = store_test_read (database, &length_before);
  assert_refused (fixture->folder, DG_STORE_ERROR_NEWER);

  g_autofree char *after = store_test_read (database, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
test_refuses_below_file (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *folder = g_build_filename (file, "library", NULL);

  store_test_write (file, "in the way");
  assert_refused (folder, DG_STORE_ERROR_READ_ONLY);
}

static void
test_refuses_proc (void)
{
  assert_refused ("/proc/dataset-gen", DG_STORE_ERROR_READ_ONLY);
  assert_refused ("/proc/self", DG_STORE_ERROR_READ_ONLY);
}

static void
test_refuses_read_only_folder (StoreFixture *fixture, gconstpointer data)
{
  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }

  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  assert_refused (fixture->folder, DG_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 0);
}

static void
test_refuses_database_that_is_a_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);

  g_assert_cmpint (g_mkdir (database, 0700), ==, 0);
  assert_refused (fixture->folder, DG_STORE_ERROR_READ_ONLY);
}

static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "library", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  dg_library_open_async (folder, cancellable, store_test_ready_cb, &result);
  g_assert_null (dg_library_open_finish (store_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_result_not_wanted (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_open_async (fixture->folder, NULL, NULL, NULL);

  /* Whoever opens next finds all in order, however far the other has come. */
  dg_library_open_async (fixture->folder, NULL, store_test_ready_cb, &result);
  g_autoptr (DgLibrary) library = dg_library_open_finish (store_test_wait (&result), NULL);
  g_assert_true (DG_IS_LIBRARY (library));
}

static void
test_unref_with_work_pending (StoreFixture *fixture, gconstpointer data)
{
  GAsyncResult *results[20] = { NULL };
  DgLibrary *library = store_test_open (fixture->folder);
  gpointer alive = library;
  g_autoptr (DgDraft) draft = dg_draft_new ();

  g_object_add_weak_pointer (G_OBJECT (library), &alive);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    dg_library_save_draft_async (library, draft, NULL, store_test_ready_cb, &results[i]);
  g_object_unref (library);

  /* What was asked for is done, and told. */
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = store_test_wait (&results[i]);
      g_autofree char *session = dg_library_save_draft_finish (alive, result, NULL);

      g_assert_nonnull (session);
    }

  while (alive != NULL)
    g_main_context_iteration (NULL, TRUE);

  g_autoptr (DgLibrary) again = store_test_open (fixture->folder);
  g_autoptr (GPtrArray) drafts = store_test_list_drafts (again);
  g_assert_cmpuint (drafts->len, ==, G_N_ELEMENTS (results));
}

static void
test_operation_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (GError) error = NULL;

  dg_library_save_draft_async (library, draft, cancellable, store_test_ready_cb, &result);
  g_cancellable_cancel (cancellable);
  g_autofree char *session = dg_library_save_draft_finish (library, store_test_wait (&result), &error);
  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);

  /* It may have been done before it was cancelled. What is said is what is true. */
  if (session == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (drafts->len, ==, session != NULL ? 1 : 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/open/new", test_new);
  store_test_add ("/store/library/open/relative-folder", test_relative_folder);
  store_test_add ("/store/library/open/close-leaves-one-file", test_close_leaves_one_file);
  store_test_add ("/store/library/open/again", test_again);
  store_test_add ("/store/library/open/twice-at-once", test_twice_at_once);
  store_test_add ("/store/library/open/both-write", test_both_write);
  store_test_add ("/store/library/open/removes-temporary-files", test_removes_temporary_files);
  store_test_add ("/store/library/open/refuses/file", test_refuses_file);
  store_test_add ("/store/library/open/refuses/no-database", test_refuses_no_database);
  store_test_add ("/store/library/open/refuses/truncated-database", test_refuses_truncated_database);
  store_test_add ("/store/library/open/refuses/newer", test_refuses_newer);
  store_test_add ("/store/library/open/refuses/below-file", test_refuses_below_file);
  g_test_add_func ("/store/library/open/refuses/proc", test_refuses_proc);
  store_test_add ("/store/library/open/refuses/read-only-folder", test_refuses_read_only_folder);
  store_test_add ("/store/library/open/refuses/database-that-is-a-folder", test_refuses_database_that_is_a_folder);
  store_test_add ("/store/library/open/cancelled", test_cancelled);
  store_test_add ("/store/library/open/result-not-wanted", test_result_not_wanted);
  store_test_add ("/store/library/unref-with-work-pending", test_unref_with_work_pending);
  store_test_add ("/store/library/operation-cancelled", test_operation_cancelled);

  return g_test_run ();
}
