/* workspace-test-utils.c: a workspace of Nova Prompt Optimizer for each test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "workspace-test-utils.h"

#include <string.h>

/* Runs the tests with a data folder of their own. GLib's way to have one leaks. */
int
workspace_test_run (int argc, char **argv, void (*add_tests) (void))
{
  StoreFixture data_home;

  store_fixture_set_up (&data_home, NULL);
  g_setenv ("XDG_DATA_HOME", data_home.folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  add_tests ();
  int status = g_test_run ();
  store_fixture_tear_down (&data_home, NULL);

  return status;
}

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

/* Writes into the workspace until workspace_test_stop_writer(), or until the test is over in whatever way. */
GSubprocess *
workspace_test_start_writer (const char *folder)
{
  g_autofree char *script = build_script_path ();
  g_autoptr (GError) error = NULL;
  GSubprocess *python = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error,
                                          "python3", script, "write", folder, NULL);

  g_assert_no_error (error);

  return python;
}

/* It must have no objection. */
void
workspace_test_stop_writer (GSubprocess *writer)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (writer), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (writer, NULL, &error);
  g_assert_no_error (error);
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

/* Returns: (transfer full): the folder of what is ours about the workspace */
char *
workspace_test_find_home (const char *folder)
{
  g_autofree char *homes = g_build_filename (g_get_user_data_dir (), "dataset-gen", "workspaces", NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, folder, -1);
  g_autofree char *suffix = g_strdup_printf ("-%.12s", hash);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (homes, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL && !g_str_has_suffix (name, suffix))
    ;
  g_assert_nonnull (name);

  return g_build_filename (homes, name, NULL);
}

char *
workspace_test_query_home (const char *folder, const char *sql)
{
  g_autofree char *home = workspace_test_find_home (folder);
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
