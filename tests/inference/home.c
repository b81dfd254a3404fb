/* home.c: a scratch home with files of the AWS tools, and credentials found in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "home.h"

/* Gives another key each time, and counts how often it was asked. */
#define PROCESS                                                                                                        \
  "#!/bin/sh\n"                                                                                                        \
  "echo asked >>\"$HOME/asked\"\n"                                                                                     \
  "n=$(grep -c asked \"$HOME/asked\")\n"                                                                               \
  "echo 'a secret of its own' >&2\n"                                                                                   \
  "printf '{\"Version\":1,\"AccessKeyId\":\"AKIDEXAMPLE%s\",\"SecretAccessKey\":\"example-secret\","                   \
  "\"SessionToken\":\"example-token\"%s}\\n' \"$n\" "

static gint64
get_time (gpointer data)
{
  Home *self = data;

  return self->now;
}

Home *
home_new (void)
{
  Home *self = g_new0 (Home, 1);
  g_autoptr (GError) error = NULL;

  self->path = g_dir_make_tmp ("dg-home-XXXXXX", &error);
  g_assert_no_error (error);
  self->environment = g_environ_setenv (NULL, "HOME", self->path, TRUE);
  home_set (self, "PATH", g_getenv ("PATH"));
  self->now = HOME_NOW;
  return self;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
home_free (Home *self)
{
  remove_folder (self->path);
  g_free (self->path);
  g_strfreev (self->environment);
  g_free (self);
}

void
home_set (Home *self, const char *variable, const char *value)
{
  self->environment = g_environ_setenv (self->environment, variable, value, TRUE);
}

/* Returns where it is. */
char *
home_write (Home *self, const char *name, const char *text, int mode)
{
  char *path = g_build_filename (self->path, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, (guint) mode), ==, 0);
  return path;
}

/* A program that `credential_process` can name: `keys` in the home. NULL: its keys do not expire. */
void
home_write_process (Home *self, const char *expiration)
{
  g_autofree char *member = expiration != NULL ? g_strdup_printf (",\"Expiration\":\"%s\"", expiration) : g_strdup ("");
  g_autofree char *text = g_strconcat (PROCESS "'", member, "'\n", NULL);

  g_free (home_write (self, "keys", text, 0700));
}

guint
home_count_asked (Home *self)
{
  g_autofree char *path = g_build_filename (self->path, "asked", NULL);
  g_autofree char *text = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, NULL);
  return length / strlen ("asked\n");
}

void
home_store_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

GAsyncResult *
home_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

DgCredentialProvider *
home_find (Home *self, const char *profile, GError **error)
{
  const DgCredentialSearch search = {
    .environment = (const char *const *) self->environment,
    .profile = profile,
    .region = self->region,
    .keyring_first = self->in_window,
    .clock = get_time,
    .clock_data = self,
  };
  g_autoptr (GAsyncResult) result = NULL;

  dg_credential_provider_find_async (&search, NULL, home_store_result_cb, &result);
  return dg_credential_provider_find_finish (home_wait (&result), error);
}

DgCredentialProvider *
home_find_good (Home *self, const char *profile)
{
  g_autoptr (GError) error = NULL;
  DgCredentialProvider *provider = home_find (self, profile, &error);

  g_assert_no_error (error);
  return provider;
}

DgCredentials *
home_find_credentials (Home *self, const char *profile)
{
  g_autoptr (DgCredentialProvider) provider = home_find_good (self, profile);
  DgCredentials *credentials = dg_credential_provider_peek (provider);

  g_assert_nonnull (credentials);
  return credentials;
}

void
home_assert_fails (Home *self, const char *profile, int code, const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (home_find (self, profile, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, DG_INFERENCE_ERROR, code);
  g_assert_nonnull (strstr (error->message, said));
  /* every secret of these tests has this in it */
  g_assert_null (strstr (error->message, "example-"));
  g_assert_null (strstr (error->message, "a secret of its own"));
}
