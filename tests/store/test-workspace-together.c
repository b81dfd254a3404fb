/* test-workspace-together.c: libraries in workspaces that are in use, that break off and that are reset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "workspace-test-utils.h"

static void
assert_n_datasets (DgLibrary *library, guint expected)
{
  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);

  g_assert_cmpuint (datasets->len, ==, expected);
}

static void
remove_database (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "nova_optimizer.db", NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Another program that writes every few milliseconds, and saves of ours in between: nobody is turned away. */
static void
test_both_write (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  workspace_test_create (fixture->folder);
  g_autofree char *before = workspace_test_check ("dump", fixture->folder, NULL);
  g_autoptr (GSubprocess) writer = workspace_test_start_writer (fixture->folder);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (DgRunReport) report =
          store_test_make_dataset (library, "x", 5, i % 2 == 0 ? DG_FILE_FORMAT_JSONL : DG_FILE_FORMAT_CSV);

      if (i % 4 == 3)
        {
          g_autoptr (DgDataset) deleted = store_test_delete_dataset (library, report->dataset, &error);
          g_assert_no_error (error);
        }
    }
  workspace_test_stop_writer (writer);
  /* A library that is only open keeps nobody waiting. */
  workspace_test_exec (fixture->folder, "BEGIN EXCLUSIVE; COMMIT");

  g_autofree char *after = workspace_test_check ("dump", fixture->folder, NULL);
  g_assert_cmpstr (after, ==, before);
  g_autofree char *rows = workspace_test_check ("rows", fixture->folder, NULL);
  g_assert_cmpstr (rows, ==, "{\"datasets\": 15}\n");
}

/* Two libraries in one workspace, as when the window and the command line are both open. */
static void
test_two_libraries (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  g_autoptr (DgLibrary) a = store_test_open (fixture->folder);
  g_autoptr (DgLibrary) b = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_autoptr (DgRunReport) first = store_test_make_dataset (a, "x", 2, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgRunReport) second = store_test_make_dataset (b, "x", 2, DG_FILE_FORMAT_JSONL);
  g_assert_cmpstr (second->name, ==, "x (2)");
  assert_n_datasets (a, 10);
  g_autoptr (DgDataset) deleted = store_test_delete_dataset (a, second->dataset, &error);
  g_assert_no_error (error);
  assert_n_datasets (b, 9);
  g_autofree char *rows = workspace_test_check ("rows", fixture->folder, NULL);
  g_assert_cmpstr (rows, ==, "{\"datasets\": 1}\n");
}

/* Somebody else has the database locked for good: the run can be ended again when that is over. */
static void
test_locked (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "nova_optimizer.db", NULL);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (GError) error = NULL;

  workspace_test_create (fixture->folder);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *run = store_test_begin_run (library, session, 2, DG_FILE_FORMAT_JSONL, &error);
  store_test_add_records (library, run, 1, 2);

  g_autoptr (DgSqlite) other = dg_sqlite_open (path, &error);
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (other, &error);
  g_assert_no_error (error);
  g_assert_null (store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);

  g_clear_pointer (&transaction, dg_transaction_rollback);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);
  workspace_test_assert_found (fixture->folder, "x", report->dataset, "question 2");
}

/* A crash between the two commits, made by hand: what is noted is done by whoever comes next, once. */
static void
test_broken_off (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) saved = store_test_make_dataset (library, "saved", 2, DG_FILE_FORMAT_CSV);
  g_autoptr (DgRunReport) deleted = store_test_make_dataset (library, "deleted", 2, DG_FILE_FORMAT_JSONL);
  g_assert_finalize_object (library);

  g_autofree char *home = workspace_test_find_home (fixture->folder);
  g_autofree char *own = g_build_filename (home, "library.db", NULL);
  g_autofree char *notes = g_strdup_printf ("DELETE FROM dg_records WHERE dataset_id = '%2$s';"
                                            "DELETE FROM dg_datasets WHERE id = '%2$s';"
                                            "DELETE FROM datasets WHERE id = '%2$s';"
                                            "UPDATE datasets SET name = 'renamed' WHERE id = '%1$s';"
                                            "INSERT INTO dg_outbox (kind, id) VALUES ('datasets', '%1$s'),"
                                            " ('datasets', '%2$s')",
                                            saved->dataset, deleted->dataset);
  store_test_exec_file (own, notes);
  g_unlink (deleted->path);

  library = store_test_open (fixture->folder);
  g_autofree char *rows =
      workspace_test_query (fixture->folder, "SELECT name FROM datasets WHERE name IN ('saved', 'renamed', 'deleted')");
  g_assert_cmpstr (rows, ==, "renamed");
  g_autofree char *left = workspace_test_query_home (fixture->folder, "SELECT count(*) FROM dg_outbox");
  g_assert_cmpstr (left, ==, "0");
  assert_n_datasets (library, 9);
  g_assert_finalize_object (library);
}

/* People reset it by deleting the file. What has a file in uploads/ comes back; what has none is gone. */
static void
check_reset (StoreFixture *fixture, gboolean while_open)
{
  g_autoptr (GError) error = NULL;

  workspace_test_create (fixture->folder);
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) kept = store_test_make_dataset (library, "kept", 2, DG_FILE_FORMAT_CSV);
  g_autoptr (DgRunReport) lost = store_test_make_dataset (library, "lost", 2, DG_FILE_FORMAT_JSONL);
  workspace_test_exec (fixture->folder, "INSERT INTO datasets (id, name) VALUES ('dataset_bbbb0001', 'theirs')");

  if (!while_open)
    g_assert_finalize_object (library);
  workspace_test_create (fixture->folder);
  g_unlink (lost->path);
  if (!while_open)
    library = store_test_open (fixture->folder);

  assert_n_datasets (library, 9);
  workspace_test_assert_found (fixture->folder, "kept", kept->dataset, "question 2");
  g_autofree char *rows = workspace_test_check ("rows", fixture->folder, NULL);
  g_assert_cmpstr (rows, ==, "{\"datasets\": 1}\n");
  g_autoptr (GPtrArray) records = store_test_load_records (library, kept->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);

  /* The sessions are as they were; what became of the one whose dataset is gone can still be told. */
  g_autoptr (DgRunReport) report = store_test_load_report (library, lost->session, &error);
  g_assert_no_error (error);
  g_assert_null (report->dataset);
  g_assert_cmpuint (report->accepted, ==, 2);
  g_autoptr (DgRunReport) next = store_test_make_dataset (library, "next", 2, DG_FILE_FORMAT_JSONL);
  workspace_test_assert_found (fixture->folder, "next", next->dataset, "question 2");
  g_assert_finalize_object (library);
}

static void
test_reset (StoreFixture *fixture, gconstpointer data)
{
  check_reset (fixture, FALSE);
}

static void
test_reset_while_open (StoreFixture *fixture, gconstpointer data)
{
  check_reset (fixture, TRUE);
}

/* Between the deletion and the other program's next start there is nothing to write to. It gets it all then; a name
 * that was given away meanwhile is another's. */
static void
test_no_database (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) before = store_test_make_dataset (library, "before", 2, DG_FILE_FORMAT_JSONL);

  remove_database (fixture);
  g_autoptr (DgRunReport) meanwhile = store_test_make_dataset (library, "meanwhile", 2, DG_FILE_FORMAT_CSV);
  g_assert_finalize_object (library);
  library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) later = store_test_make_dataset (library, "later", 2, DG_FILE_FORMAT_JSONL);
  g_assert_cmpstr (later->name, ==, "later");
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);

  workspace_test_create (fixture->folder);
  workspace_test_exec (fixture->folder, "INSERT INTO datasets (id, name) VALUES ('dataset_bbbb0001', 'later')");
  assert_n_datasets (library, 12);
  workspace_test_assert_found (fixture->folder, "before", before->dataset, "question 2");
  workspace_test_assert_found (fixture->folder, "meanwhile", meanwhile->dataset, "question 2");
  workspace_test_assert_found (fixture->folder, "later (2)", later->dataset, "question 2");

  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, later->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dg_dataset_get_name (dataset), ==, "later (2)");
  g_assert_finalize_object (library);
}

static void
add_tests (void)
{
  store_test_add ("/store/workspace/together/both-write", test_both_write);
  store_test_add ("/store/workspace/together/two-libraries", test_two_libraries);
  store_test_add ("/store/workspace/together/locked", test_locked);
  store_test_add ("/store/workspace/together/broken-off", test_broken_off);
  store_test_add ("/store/workspace/together/reset", test_reset);
  store_test_add ("/store/workspace/together/reset-while-open", test_reset_while_open);
  store_test_add ("/store/workspace/together/no-database", test_no_database);
}

int
main (int argc, char **argv)
{
  return workspace_test_run (argc, argv, add_tests);
}
