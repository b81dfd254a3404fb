/* test-workspace-changes.c: libraries in workspaces of Nova Prompt Optimizer: what is written there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "dg-library-prompts.h"
#include "dg-library-review.h"
#include "workspace-test-utils.h"

#define TWO_RECORDS "{\"input\": \"a\", \"answer\": \"b\"}\n{\"input\": \"c\", \"answer\": \"d\"}\n"

/* Returns: (transfer full): what others have in the workspace, and its schema */
static char *
dump (StoreFixture *fixture)
{
  return workspace_test_check ("dump", fixture->folder, NULL);
}

/* Everybody else's rows are as they were, and all of ours are as the optimizer expects them. */
static void
assert_well (StoreFixture *fixture, const char *before, guint n_datasets)
{
  g_autofree char *after = dump (fixture);
  g_autofree char *expected = g_strdup_printf ("{\"datasets\": %u}\n", n_datasets);
  g_autofree char *rows = workspace_test_check ("rows", fixture->folder, NULL);

  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (rows, ==, expected);
}

static char *
read_shared (StoreFixture *fixture, const char *column, const char *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM datasets WHERE id = '%s'", column, id);

  return workspace_test_query (fixture->folder, sql);
}

static void
assert_shared (StoreFixture *fixture, const char *column, const char *id, const char *expected)
{
  g_autofree char *value = read_shared (fixture, column, id);

  g_assert_cmpstr (value, ==, expected);
}

static DgDataset *
rename_dataset (DgLibrary *library, const char *id, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_rename_dataset_async (library, id, name, NULL, store_test_ready_cb, &result);
  DgDataset *dataset = dg_library_rename_dataset_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);

  return dataset;
}

static void
change_first (DgLibrary *library, const char *id, const char *answer)
{
  const DgRecordChange change = { .number = 1, .answer = answer };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_change_records_async (library, id, &change, 1, NULL, store_test_ready_cb, &result);
  g_autoptr (DgDataset) dataset = dg_library_change_records_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);
}

static DgDataset *
import_file (DgLibrary *library, const char *path)
{
  const DgImport import = { .name = NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_import_file_async (library, path, &import, NULL, store_test_ready_cb, &result);
  DgDataset *dataset = dg_library_import_file_finish (library, store_test_wait (&result), NULL, NULL, &error);
  g_assert_no_error (error);

  return dataset;
}

/* What is saved is used at once, in either format, and through all that can happen to it here. */
static void
test_datasets (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  g_autofree char *before = dump (fixture);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;
  const DgFileFormat formats[] = { DG_FILE_FORMAT_JSONL, DG_FILE_FORMAT_CSV };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (DgRunReport) report = store_test_make_dataset (library, "Größe [a] * \"q\"", 4, formats[i]);

      workspace_test_assert_found (fixture->folder, report->name, report->dataset, "question 4");
      assert_well (fixture, before, i + 1);

      change_first (library, report->dataset, "by hand, \"quoted\"\nand long");
      workspace_test_assert_found (fixture->folder, report->name, report->dataset, "by hand");
      g_autoptr (DgDataset) renamed = rename_dataset (library, report->dataset, "Another name");
      workspace_test_assert_found (fixture->folder, dg_dataset_get_name (renamed), report->dataset, "by hand");
      assert_well (fixture, before, i + 1);
    }

  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  g_assert_cmpuint (datasets->len, ==, 10);
  for (guint i = 0; i < 2; i++)
    {
      const char *id = dg_dataset_get_id (g_ptr_array_index (datasets, i));
      g_autoptr (DgDataset) deleted = store_test_delete_dataset (library, id, &error);

      g_assert_no_error (error);
      assert_well (fixture, before, 1 - i);
    }

  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);
  g_autofree char *notes = workspace_test_query_home (fixture->folder, "SELECT count(*) FROM dg_outbox");
  g_assert_cmpstr (notes, ==, "0");
}

static void
test_import (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "brought along.csv", NULL);

  workspace_test_create (fixture->folder);
  g_autofree char *before = dump (fixture);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  store_test_write (path, "question;target\na;b\nc;\"d\n;d\"\n");
  g_autoptr (DgDataset) dataset = import_file (library, path);
  workspace_test_assert_found (fixture->folder, "brought along", dg_dataset_get_id (dataset), "d\\n;d");
  assert_well (fixture, before, 1);
}

static void
test_extension (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_CSV);
  g_autoptr (GError) error = NULL;
  const DgRunStart start = {
    .session = report->session, .kind = DG_RUN_DATASET, .requested = 3, .dataset = report->dataset
  };
  g_autofree char *run = store_test_begin_run_with (library, &start, &error);

  g_assert_no_error (error);
  store_test_add_records (library, run, 5, 3);
  g_autoptr (DgRunReport) extended = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);

  workspace_test_assert_found (fixture->folder, "x", report->dataset, "question 7");
  assert_shared (fixture, "rows", report->dataset, "7");
}

/* Names give way to every row there, to ids, and to files that would be taken for the dataset's. */
static void
test_names (StoreFixture *fixture, gconstpointer data)
{
  const char *const names[][2] = { { "Twice", "Twice (2)" },
                                   { "dataset_1", "dataset_1 (2)" },
                                   { "Left behind", "Left behind (2)" },
                                   { "Left behind (2)", "Left behind (2) (2)" } };

  workspace_test_create (fixture->folder);
  workspace_test_put_file (fixture->folder, "Left behind.jsonl", TWO_RECORDS);
  g_autofree char *before = dump (fixture);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (DgRunReport) report = store_test_make_dataset (library, names[i][0], 2, DG_FILE_FORMAT_JSONL);

      g_assert_cmpstr (report->name, ==, names[i][1]);
      workspace_test_assert_found (fixture->folder, report->name, report->dataset, "question 2");
    }
  assert_well (fixture, before, G_N_ELEMENTS (names));
}

/* The column for files is there from the first dataset on, and not before. */
static void
test_file_paths (StoreFixture *fixture, gconstpointer data)
{
  static const char find_column[] = "SELECT count(*) FROM pragma_table_info ('datasets') WHERE name = 'file_path'";

  workspace_test_create (fixture->folder);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  g_autofree char *before = workspace_test_query (fixture->folder, find_column);
  g_assert_cmpstr (before, ==, "0");

  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  g_autofree char *after = workspace_test_query (fixture->folder, find_column);
  g_assert_cmpstr (after, ==, "1");

  g_autofree char *base = g_path_get_basename (report->path);
  g_autofree char *file_path = g_strconcat ("uploads/", base, NULL);
  assert_shared (fixture, "file_path", report->dataset, file_path);
}

/* Datasets that the other program made can be worked on; nobody else's file suffers. */
static void
test_theirs (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *part = g_build_filename (fixture->folder, "uploads", "some_Part_of_it.jsonl", NULL);
  g_autofree char *twice = g_build_filename (fixture->folder, "uploads", "Twice.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  workspace_test_create (fixture->folder);
  workspace_test_put_file (fixture->folder, "Exact name.jsonl", TWO_RECORDS);
  workspace_test_put_file (fixture->folder, "some_Part_of_it.jsonl", TWO_RECORDS);
  workspace_test_put_file (fixture->folder, "Twice.jsonl", TWO_RECORDS);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  change_first (library, "dataset_aaaa0001", "by hand");
  workspace_test_assert_found (fixture->folder, "Exact name", "dataset_aaaa0001", "by hand");
  assert_shared (fixture, "dataset_type || rows || status || created_at", "dataset_aaaa0001",
                 "JSONL2Ready2025-03-01 10:00:00");
  g_autoptr (DgDataset) renamed = rename_dataset (library, "dataset_aaaa0001", "New name");
  workspace_test_assert_found (fixture->folder, "New name", "dataset_aaaa0001", "by hand");

  /* Its file is only guessed: the change goes into one of its own. */
  change_first (library, "dataset_aaaa0003", "by hand");
  g_autofree char *text = store_test_read (part, NULL);
  g_assert_cmpstr (text, ==, TWO_RECORDS);
  workspace_test_assert_found (fixture->folder, "Part", "dataset_aaaa0003", "by hand");

  g_autoptr (DgDataset) first = store_test_delete_dataset (library, "dataset_aaaa0004", &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (twice, G_FILE_TEST_EXISTS));
  g_autoptr (DgDataset) second = store_test_delete_dataset (library, "dataset_aaaa0005", &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (twice, G_FILE_TEST_EXISTS));
  assert_shared (fixture, "count(*)", "dataset_aaaa0004", "0");
}

/* Neither the mirror nor a reset of the workspace brings back what was deleted; only restoring it does, on both sides.
 */
static void
test_delete_and_restore (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  g_autofree char *before = dump (fixture);
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_CSV);
  g_autofree char *text = store_test_read (report->path, NULL);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *home = workspace_test_find_home (fixture->folder);
  g_autofree char *kept = g_build_filename (home, "deleted", "1", NULL);
  g_autofree char *nothing = g_build_filename (fixture->folder, "deleted", NULL);

  g_object_unref (store_test_delete_dataset (library, report->dataset, &error));
  g_assert_no_error (error);
  assert_well (fixture, before, 0);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);
  g_assert_cmpuint (store_test_count_files (kept), ==, 2);
  g_assert_false (g_file_test (nothing, G_FILE_TEST_EXISTS));

  /* Something happens in the workspace, and it is opened anew. */
  workspace_test_exec (fixture->folder, "INSERT INTO prompts (id, name) VALUES ('prompt_9', 'more')");
  g_assert_finalize_object (library);
  library = store_test_open (fixture->folder);
  assert_shared (fixture, "count(*)", report->dataset, "0");
  g_assert_finalize_object (library);

  /* People reset it. */
  workspace_test_create (fixture->folder);
  library = store_test_open (fixture->folder);
  assert_shared (fixture, "count(*)", report->dataset, "0");

  g_autoptr (DgDataset) restored = store_test_restore_dataset (library, report->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dg_dataset_get_path (restored), ==, report->path);
  g_autofree char *text_after = store_test_read (report->path, NULL);
  g_assert_cmpstr (text_after, ==, text);
  assert_shared (fixture, "name || dataset_type || rows || status", report->dataset, "xCSV4Ready");
  workspace_test_assert_found (fixture->folder, "x", report->dataset, "question 4");
  g_assert_cmpuint (store_test_count_files (uploads), ==, 2);
  g_assert_finalize_object (library);

  library = store_test_open (fixture->folder);
  assert_shared (fixture, "count(*)", report->dataset, "1");
  g_assert_finalize_object (library);
}

static void
count_cb (DgLibrary *library, guint *n_heard)
{
  (*n_heard)++;
}

/* What the other program has written is noticed when somebody looks; whoever shows it hears, once. */
static void
test_changed (StoreFixture *fixture, gconstpointer data)
{
  guint n_heard = 0;

  workspace_test_create (fixture->folder);
  DgLibrary *library = store_test_open (fixture->folder);
  g_signal_connect (library, "changed", G_CALLBACK (count_cb), &n_heard);
  g_ptr_array_unref (store_test_list_datasets (library));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_heard, ==, 0);

  workspace_test_exec (fixture->folder, "INSERT INTO datasets (id, name) VALUES ('dataset_9', 'theirs')");
  g_ptr_array_unref (store_test_list_datasets (library));
  while (n_heard == 0)
    g_main_context_iteration (NULL, TRUE);
  g_ptr_array_unref (store_test_list_datasets (library));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_heard, ==, 1);
  g_assert_finalize_object (library);
}

/* While the workspace's database is away the deletion is noted, and comes with it. */
static void
test_delete_while_away (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_JSONL);
  g_autofree char *path = g_build_filename (fixture->folder, "nova_optimizer.db", NULL);
  g_autofree char *away = g_build_filename (fixture->folder, "away.db", NULL);

  g_assert_cmpint (g_rename (path, away), ==, 0);
  g_object_unref (store_test_delete_dataset (library, report->dataset, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_rename (away, path), ==, 0);

  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  for (guint i = 0; i < datasets->len; i++)
    g_assert_cmpstr (dg_dataset_get_id (g_ptr_array_index (datasets, i)), !=, report->dataset);
  assert_shared (fixture, "count(*)", report->dataset, "0");
  g_object_unref (store_test_restore_dataset (library, report->dataset, &error));
  g_assert_no_error (error);
  assert_shared (fixture, "count(*)", report->dataset, "1");
}

static char *
save_prompt (DgLibrary *library, const DgPrompt *prompt)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_save_prompt_async (library, prompt, NULL, store_test_ready_cb, &result);
  char *id = dg_library_save_prompt_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);

  return id;
}

static void
test_prompts (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  g_autofree char *before = dump (fixture);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("Ours", "Be brief.", "");
  g_autofree char *id = save_prompt (library, prompt);

  g_autofree char *sql = g_strdup_printf ("SELECT name, prompt_type, variables, last_used, performance FROM prompts"
                                          " WHERE id = '%s'",
                                          id);
  g_autofree char *row = workspace_test_query (fixture->folder, sql);
  g_assert_cmpstr (row, ==,
                   "Ours|System Only|{\"system_prompt\": \"Be brief.\", \"user_prompt\": \"\"}|Never|Not tested");
  assert_well (fixture, before, 0);

  /* Only what was changed here changes there. */
  workspace_test_exec (fixture->folder, "UPDATE prompts SET performance = '91%' WHERE id = 'prompt_aaaa0001'");
  g_autoptr (DgPrompt) theirs = dg_prompt_new ("Both", "", "{{input}}");
  theirs->id = g_strdup ("prompt_aaaa0001");
  g_free (save_prompt (library, theirs));
  g_autofree char *changed =
      workspace_test_query (fixture->folder,
                            "SELECT prompt_type, created, last_used, performance, created_at FROM prompts"
                            " WHERE id = 'prompt_aaaa0001'");
  g_assert_cmpstr (changed, ==, "User Only|2025-03-01|Never|91%|2025-03-01 10:00:00");

  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  dg_library_delete_prompt_async (library, id, NULL, store_test_ready_cb, &result);
  g_autoptr (DgPrompt) deleted = dg_library_delete_prompt_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);
  g_autofree char *gone = workspace_test_query (fixture->folder, sql);
  g_assert_cmpstr (gone, ==, "");
}

static void
add_tests (void)
{
  store_test_add ("/store/workspace/delete-and-restore", test_delete_and_restore);
  store_test_add ("/store/workspace/changed", test_changed);
  store_test_add ("/store/workspace/delete-while-away", test_delete_while_away);
  store_test_add ("/store/workspace/changes/datasets", test_datasets);
  store_test_add ("/store/workspace/changes/import", test_import);
  store_test_add ("/store/workspace/changes/extension", test_extension);
  store_test_add ("/store/workspace/changes/names", test_names);
  store_test_add ("/store/workspace/changes/file-paths", test_file_paths);
  store_test_add ("/store/workspace/changes/theirs", test_theirs);
  store_test_add ("/store/workspace/changes/prompts", test_prompts);
}

int
main (int argc, char **argv)
{
  return workspace_test_run (argc, argv, add_tests);
}
