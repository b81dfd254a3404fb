/* workspace-test-utils.c: a workspace of Nova Prompt Optimizer for each test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "workspace-test-utils.h"

#include <string.h>

static char *
build_script_path (void)
{
  return g_test_build_filename (G_TEST_DIST, "store", "check-workspace.py", NULL);
}

/* Returns: (transfer full): what the script prints; it must have no objection */
char *
workspace_test_check (const char *command, const char *folder, const char *argument)
{
  g_autofree char *script = build_script_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) python =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "python3", script, command, folder, argument, NULL);
  char *out = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (python, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (python));

  return out;
}

/* Makes the database anew when there is one. */
void
workspace_test_create (const char *folder)
{
  g_autofree char *sql = g_test_build_filename (G_TEST_DIST, "fixtures", "nova-optimizer.sql", NULL);

  g_free (workspace_test_check ("create", folder, sql));
}

GSubprocess *
workspace_test_start_writer (const char *folder, const char *stop)
{
  g_autofree char *script = build_script_path ();
  g_autoptr (GError) error = NULL;
  GSubprocess *python =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "python3", script, "write", folder, stop, NULL);

  g_assert_no_error (error);

  return python;
}

char *
workspace_test_query (const char *folder, const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "nova_optimizer.db", NULL);

  return store_test_query_file (path, sql);
}

void
workspace_test_exec (const char *folder, const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "nova_optimizer.db", NULL);

  store_test_exec_file (path, sql);
}

/* Returns: (transfer full): the folder of what is ours about the one workspace of a test */
char *
workspace_test_find_home (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "dataset-gen", "workspaces", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);

  g_assert_no_error (error);
  const char *name = g_dir_read_name (dir);
  g_assert_nonnull (name);
  char *home = g_build_filename (folder, name, NULL);
  g_assert_null (g_dir_read_name (dir));

  return home;
}

char *
workspace_test_query_home (const char *sql)
{
  g_autofree char *home = workspace_test_find_home ();
  g_autofree char *path = g_build_filename (home, "library.db", NULL);

  return store_test_query_file (path, sql);
}

void
workspace_test_put_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, "uploads", name, NULL);

  store_test_write (path, text);
}

/* Its optimizer, asked for @name, comes upon the dataset @id, with @text in it. */
void
workspace_test_assert_found (const char *folder, const char *name, const char *id, const char *text)
{
  g_autofree char *found = workspace_test_check ("load", folder, name);

  g_assert_nonnull (strstr (found, id));
  g_assert_nonnull (strstr (found, text));
}
