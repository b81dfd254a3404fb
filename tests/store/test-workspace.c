/* test-workspace.c: libraries in workspaces of Nova Prompt Optimizer: what is read there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dg-library-prompts.h"
#include "workspace-test-utils.h"

#define TWO_RECORDS "{\"input\": \"a\", \"answer\": \"b\"}\n{\"input\": \"c\", \"answer\": \"d\"}\n"

/* Returns: (transfer full): name and file of each, the newest first */
static char *
list (DgLibrary *library)
{
  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < datasets->len; i++)
    {
      DgDataset *dataset = g_ptr_array_index (datasets, i);
      const char *path = dg_dataset_get_path (dataset);
      g_autofree char *name = path != NULL ? g_path_get_basename (path) : g_strdup ("-");

      g_string_append_printf (out, "%s: %s\n", dg_dataset_get_name (dataset), name);
    }

  return g_string_free (out, FALSE);
}

static void
assert_list (DgLibrary *library, const char *expected)
{
  g_autofree char *out = list (library);

  g_assert_cmpstr (out, ==, expected);
}

static void
assert_refused (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgLibrary) library = store_test_try_open (folder, &error);

  g_assert_null (library);
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_WORKSPACE);
  g_assert_nonnull (strstr (error->message, folder));
}

/* Just opened and read, nothing of ours is in it, not even a column. */
static void
test_untouched (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "nova_optimizer.db", NULL);
  gsize length_before;
  gsize length_after;
  g_autofree char *before = store_test_read (path, &length_before);

  DgLibrary *library = store_test_open (fixture->folder);
  g_free (list (library));
  g_free (store_test_new_session (library, "x"));
  g_assert_cmpstr (dg_library_get_folder (library), ==, fixture->folder);
  g_assert_true (dg_library_is_workspace (library));
  g_assert_finalize_object (library);

  g_autofree char *after = store_test_read (path, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 2);

  g_autofree char *home = workspace_test_find_home (fixture->folder);
  g_autofree char *base = g_path_get_basename (home);
  g_assert_true (g_str_has_prefix (base, "datasetgen_test_"));
  g_autofree char *sessions = workspace_test_query_home (fixture->folder, "SELECT name FROM dg_sessions");
  g_assert_cmpstr (sessions, ==, "x");
}

/* The same folder is the same workspace, whatever way one comes by. */
static void
test_by_another_way (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "real", NULL);
  g_autofree char *way = g_build_filename (fixture->folder, "way", NULL);

  workspace_test_create (folder);
  g_assert_cmpint (symlink (folder, way), ==, 0);
  DgLibrary *library = store_test_open (folder);
  g_free (store_test_new_session (library, "x"));
  g_assert_finalize_object (library);

  library = store_test_open (way);
  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_finalize_object (library);
}

static void
test_refused (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "nova_optimizer.db", NULL);

  store_test_write (path, "");
  assert_refused (fixture->folder);
  workspace_test_exec (fixture->folder, "CREATE TABLE datasets (id TEXT PRIMARY KEY, name TEXT);"
                                        "CREATE TABLE prompts (id TEXT PRIMARY KEY, name TEXT)");
  assert_refused (fixture->folder);
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);

  g_autoptr (GError) error = NULL;
  store_test_write (path, "this is no database, and whoever wrote it wants it back");
  g_assert_null (store_test_try_open (fixture->folder, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_DAMAGED);
}

/* Files are found as its own code finds them. */
static void
test_files (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  workspace_test_put_file (fixture->folder, "Exact name.jsonl", TWO_RECORDS);
  workspace_test_put_file (fixture->folder, "Exact_name_other.jsonl", TWO_RECORDS);
  workspace_test_put_file (fixture->folder, "old_name_dataset_aaaa0002.jsonl", TWO_RECORDS);
  workspace_test_put_file (fixture->folder, "some_Part_of_it.jsonl", TWO_RECORDS);
  workspace_test_put_file (fixture->folder, "Twice.csv", "input,answer\r\na,b\r\nc,d\r\n");

  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  assert_list (library, "Product Reviews: -\nCustomer Support Emails: -\nTwice: Twice.csv\nTwice: Twice.csv\n"
                        "Part: some_Part_of_it.jsonl\nOld name: old_name_dataset_aaaa0002.jsonl\n"
                        "Exact name: Exact name.jsonl\nBare: -\n");

  const char *ids[] = { "dataset_aaaa0001", "dataset_aaaa0002", "dataset_aaaa0003", "dataset_aaaa0005" };
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) records = store_test_load_records (library, ids[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (records->len, ==, 2);
      store_test_assert_record (records, 1, "c", "d");
    }

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("dataset_aaaa000%u", i);
      workspace_test_assert_found (fixture->folder, id, id, "\"input\": \"c\"");
    }

  g_autoptr (GError) error = NULL;
  g_assert_null (store_test_load_records (library, "dataset_1", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

static void
test_legacy_rows (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  workspace_test_create (fixture->folder);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  g_autoptr (DgDataset) old = store_test_load_dataset (library, "dataset_aaaa0002", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dg_dataset_get_n_records (old), ==, 2);
  g_assert_cmpstr (dg_dataset_get_created (old), ==, "01.03.2025 10:00");

  g_autoptr (DgDataset) bare = store_test_load_dataset (library, "dataset_aaaa0006", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dg_dataset_get_n_records (bare), ==, 0);
  g_assert_null (dg_dataset_get_created (bare));
  g_assert_null (dg_dataset_get_path (bare));

  /* Rows without an id can be in a table whose key is text. */
  workspace_test_exec (fixture->folder, "INSERT INTO datasets (id, name) VALUES (NULL, 'nobody')");
  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  g_assert_cmpuint (datasets->len, ==, 8);
}

static void
assert_prompt (DgLibrary *library, const char *id, const char *name, const char *system, const char *user)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_load_prompt_async (library, id, NULL, store_test_ready_cb, &result);
  g_autoptr (DgPrompt) prompt = dg_library_load_prompt_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (prompt->name, ==, name);
  g_assert_cmpstr (prompt->system, ==, system);
  g_assert_cmpstr (prompt->user, ==, user);
}

static void
test_prompts (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  assert_prompt (library, "prompt_1", "Email Classification Prompt", "", "");
  assert_prompt (library, "prompt_aaaa0001", "Both", "Be brief.", "Answer {{input}}");
  assert_prompt (library, "prompt_aaaa0002", "Null", "", "{{input}}");
  assert_prompt (library, "prompt_aaaa0003", "Bare", "", "");
}

/* What the other program writes while the library is open is there when one looks. */
static void
test_follows (StoreFixture *fixture, gconstpointer data)
{
  workspace_test_create (fixture->folder);
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  assert_prompt (library, "prompt_aaaa0002", "Null", "", "{{input}}");
  workspace_test_exec (fixture->folder, "UPDATE prompts SET name = 'Now' WHERE id = 'prompt_aaaa0002';"
                                        "DELETE FROM datasets WHERE id <> 'dataset_1';"
                                        "INSERT INTO datasets (id, name) VALUES ('dataset_bbbb0001', 'New')");
  assert_prompt (library, "prompt_aaaa0002", "Now", "", "{{input}}");
  g_autofree char *names = list (library);
  g_assert_nonnull (strstr (names, "New: -\n"));
  g_assert_nonnull (strstr (names, "Customer Support Emails: -\n"));
  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  g_assert_cmpuint (datasets->len, ==, 2);
}

static void
add_tests (void)
{
  store_test_add ("/store/workspace/untouched", test_untouched);
  store_test_add ("/store/workspace/by-another-way", test_by_another_way);
  store_test_add ("/store/workspace/refused", test_refused);
  store_test_add ("/store/workspace/files", test_files);
  store_test_add ("/store/workspace/legacy-rows", test_legacy_rows);
  store_test_add ("/store/workspace/prompts", test_prompts);
  store_test_add ("/store/workspace/follows", test_follows);
}

int
main (int argc, char **argv)
{
  return workspace_test_run (argc, argv, add_tests);
}
