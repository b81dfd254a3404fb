/* test-library-prompts.c: the prompts of a library
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-library-prompts.h"

#include <string.h>

#include "store-test-utils.h"

static char *
save (DgLibrary *library, const DgPrompt *prompt, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_save_prompt_async (library, prompt, NULL, store_test_ready_cb, &result);

  return dg_library_save_prompt_finish (library, store_test_wait (&result), error);
}

static char *
save_new (DgLibrary *library, const char *name, const char *system, const char *user)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgPrompt) prompt = dg_prompt_new (name, system, user);
  char *id = save (library, prompt, &error);

  g_assert_no_error (error);

  return id;
}

static DgPrompt *
load (DgLibrary *library, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_prompt_async (library, id, NULL, store_test_ready_cb, &result);

  return dg_library_load_prompt_finish (library, store_test_wait (&result), error);
}

static DgPrompt *delete (DgLibrary *library, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_delete_prompt_async (library, id, NULL, store_test_ready_cb, &result);

  return dg_library_delete_prompt_finish (library, store_test_wait (&result), error);
}

static gboolean
restore (DgLibrary *library, const DgPrompt *prompt, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_restore_prompt_async (library, prompt, NULL, store_test_ready_cb, &result);

  return dg_library_restore_prompt_finish (library, store_test_wait (&result), error);
}

static void
assert_names (DgLibrary *library, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  dg_library_list_prompts_async (library, NULL, store_test_ready_cb, &result);
  g_autoptr (GPtrArray) prompts = dg_library_list_prompts_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < prompts->len; i++)
    g_string_append_printf (names, "%s ", ((DgPrompt *) g_ptr_array_index (prompts, i))->name);

  g_assert_cmpstr (names->str, ==, expected);
}

static void
assert_prompt (DgLibrary *library, const char *id, const char *name, const char *system, const char *user)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgPrompt) prompt = load (library, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (prompt->id, ==, id);
  g_assert_cmpstr (prompt->name, ==, name);
  g_assert_cmpstr (prompt->system, ==, system);
  g_assert_cmpstr (prompt->user, ==, user);
}

/* Another program reads the row by index. */
static void
test_row (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *before = store_test_get_today ();
  g_autofree char *id = save_new (library, " Sorter „日本“ ", "Say \"hi\"\n", "{{input}} ü");

  store_test_assert_id (id, "prompt_");
  g_autofree char *row = store_test_query_library (library, "SELECT * FROM prompts");
  g_autofree char *created = store_test_query_library (library, "SELECT created FROM prompts");
  g_autofree char *today = store_test_choose_day (created, before);
  g_autofree char *expected =
      g_strdup_printf ("%s|Sorter „日本“|System + User|{\"system_prompt\": \"Say \\\"hi\\\"\\n\", \"user_prompt\": "
                       "\"{{input}} ü\"}|%s|Never|Not tested|",
                       id, today);
  g_assert_true (g_str_has_prefix (row, expected));
  /* created_at is left to its default. */
  g_assert_cmpuint (strlen (row), ==, strlen (expected) + strlen ("2026-11-20 10:00:03"));
  assert_prompt (library, id, "Sorter „日本“", "Say \"hi\"\n", "{{input}} ü");
}

static void
test_types (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  g_free (save_new (library, "a", "s", ""));
  g_free (save_new (library, "b", NULL, "u"));
  g_free (save_new (library, "  ", "", ""));
  g_autofree char *rows =
      store_test_query_library (library, "SELECT name, prompt_type, variables FROM prompts ORDER BY rowid");
  g_assert_cmpstr (rows, ==,
                   "a|System Only|{\"system_prompt\": \"s\", \"user_prompt\": \"\"}\n"
                   "b|User Only|{\"system_prompt\": \"\", \"user_prompt\": \"u\"}\n"
                   "Prompt|User Only|{\"system_prompt\": \"\", \"user_prompt\": \"\"}");
}

static void
test_update (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *id = save_new (library, "first", "s", "u");
  g_autofree char *other = save_new (library, "other", "s", "u");
  g_autoptr (GError) error = NULL;
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("second", "", "new");

  store_test_exec_file (path, "UPDATE prompts SET created = '2024-01-01', last_used = 'today', performance = '91%'");
  prompt->id = g_strdup (id);
  g_autofree char *same = save (library, prompt, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (same, ==, id);
  assert_prompt (library, id, "second", "", "new");
  assert_prompt (library, other, "other", "s", "u");

  g_autofree char *row = store_test_query_library (
      library, "SELECT prompt_type, created, last_used, performance FROM prompts WHERE name = 'second'");
  g_assert_cmpstr (row, ==, "User Only|2024-01-01|today|91%");
}

static void
test_not_found (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("x", "", "");
  g_autoptr (GError) error = NULL;

  prompt->id = g_strdup ("prompt_00000000");
  g_assert_null (save (library, prompt, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "prompt_00000000"));
  g_clear_error (&error);
  g_assert_null (load (library, "prompt_00000000", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (delete (library, "prompt_00000000", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  assert_names (library, "");
}

static void
test_delete_and_restore (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *a = save_new (library, "a", "s", "u");
  g_autoptr (GError) error = NULL;

  g_free (save_new (library, "b", "s", "u"));
  assert_names (library, "b a ");
  g_autoptr (DgPrompt) deleted = delete (library, a, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (deleted->name, ==, "a");
  assert_names (library, "b ");

  g_assert_true (restore (library, deleted, &error));
  g_assert_no_error (error);
  assert_prompt (library, a, "a", "s", "u");

  g_assert_false (restore (library, deleted, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS);
  assert_names (library, "a b ");
}

/* What the optimizer has written, in all its ages. */
static void
test_foreign_rows (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *variables;
    const char *system;
    const char *user;
  } rows[] = {
    { "NULL", "", "" },
    { "'[\"input\", \"context\"]'", "", "" },
    { "'{\"system_prompt\": null, \"user_prompt\": \"u\"}'", "", "u" },
    { "'{\"user_prompt\": \"\\u00fc {{input}}\", \"variables\": [\"input\"]}'", "", "ü {{input}}" },
    { "'{\"system_prompt\": \"s\", \"user_prompt\": 1.50}'", "s", "1.50" },
    { "'{\"system_prompt\": \"s'", "", "{\"system_prompt\": \"s" },
    { "'null'", "", "" },
    { "''", "", "" },
  };
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM prompts; INSERT INTO prompts (id, name, prompt_type,"
                                              " variables) VALUES ('prompt_1', 'Theirs', NULL, %s)",
                                              rows[i].variables);

      store_test_exec_file (path, sql);
      assert_prompt (library, "prompt_1", "Theirs", rows[i].system, rows[i].user);
      assert_names (library, "Theirs ");
    }
}

/* What is saved is what the prompt was at the time of the call. */
static void
test_is_copied (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GAsyncResult) result = NULL;
  DgPrompt *prompt = dg_prompt_new ("then", "s", "u");

  dg_library_save_prompt_async (library, prompt, NULL, store_test_ready_cb, &result);
  prompt->name[0] = 'T';
  dg_prompt_free (prompt);
  g_autofree char *id = dg_library_save_prompt_finish (library, store_test_wait (&result), NULL);
  assert_prompt (library, id, "then", "s", "u");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/prompt/row", test_row);
  store_test_add ("/store/library/prompt/types", test_types);
  store_test_add ("/store/library/prompt/update", test_update);
  store_test_add ("/store/library/prompt/not-found", test_not_found);
  store_test_add ("/store/library/prompt/delete-and-restore", test_delete_and_restore);
  store_test_add ("/store/library/prompt/foreign-rows", test_foreign_rows);
  store_test_add ("/store/library/prompt/is-copied", test_is_copied);

  return g_test_run ();
}
