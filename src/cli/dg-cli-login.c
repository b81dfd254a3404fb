/* dg-cli-login.c: `login` and `logout`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "dg-cli.h"
#include "dg-keyring.h"

/* The longest keys, with a session inside, have some 2000 characters. */
#define KEY_LENGTH_MAX (32 * 1024)

/* Reads on until the end of the line or of the input; the place in @line that is filled grows. */
static gboolean
read_line (DgCli *self, GInputStream *input, char *line, gsize size, GError **error)
{
  gsize length = 0;

  while (length + 1 < size && memchr (line, '\n', length) == NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;
      gssize n_read;

      g_input_stream_read_async (input, line + length, size - length - 1, G_PRIORITY_DEFAULT, self->cancellable,
                                 dg_cli_store_result_cb, &result);
      n_read = g_input_stream_read_finish (input, dg_cli_wait (&result), error);
      if (n_read < 0)
        return FALSE;
      if (n_read == 0)
        break;
      length += (gsize) n_read;
    }
  line[length] = '\0';
  line[strcspn (line, "\r\n")] = '\0';
  if (length + 1 < size)
    return TRUE;

  g_propagate_error (error, dg_cli_new_usage_error (_ ("What was given is far too long for a key")));
  return FALSE;
}

/* What is typed does not show; what comes through a pipe never did. */
static gboolean
read_secret (DgCli *self, const char *prompt, char *line, gsize size, GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  gboolean terminal = isatty (STDIN_FILENO);
  struct termios usual, silent;
  gboolean good;

  if (!terminal || tcgetattr (STDIN_FILENO, &usual) != 0)
    return read_line (self, input, line, size, error);

  silent = usual;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  g_printerr ("%s ", prompt);
  good = read_line (self, input, line, size, error);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &usual);
  g_printerr ("\n");
  return good;
}

static DgCredentials *
read_credentials (DgCli *self, const char *access_key_id, GError **error)
{
  g_autoptr (DgCredentials) credentials = NULL;
  g_autofree char *line = g_malloc0 (KEY_LENGTH_MAX);
  gint64 expiry;

  if (!read_secret (self, access_key_id != NULL ? _ ("Secret access key:") : _ ("API key:"), line, KEY_LENGTH_MAX,
                    error))
    {
      explicit_bzero (line, KEY_LENGTH_MAX);
      return NULL;
    }
  if (*g_strstrip (line) != '\0')
    credentials =
        access_key_id != NULL ? dg_credentials_new_keys (access_key_id, line, NULL) : dg_credentials_new_bearer (line);
  explicit_bzero (line, KEY_LENGTH_MAX);
  if (credentials == NULL)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("No key was given, so nothing is changed")));
      return NULL;
    }
  if (!dg_credentials_check (credentials, error))
    return NULL;

  expiry = dg_credentials_get_expiry (credentials);
  if (expiry != 0 && expiry <= g_get_real_time () / G_USEC_PER_SEC)
    {
      g_autofree char *time = dg_credential_format_time (expiry);

      /* Translators: %s is a date and time. */
      g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS,
                   _ ("This API key has expired: it was good until %s. Make a new one in the Amazon Bedrock console."),
                   time);
      return NULL;
    }
  return g_steal_pointer (&credentials);
}

static void
print_login (DgCli *self, DgCredentials *credentials)
{
  gint64 expiry = dg_credentials_get_expiry (credentials);
  g_autofree char *time = expiry != 0 ? dg_credential_format_time (expiry) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (self->json)
    {
      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "kept", dg_credentials_is_bearer (credentials) ? "api-key" : "access-key");
      dg_cli_set_string (builder, "expires", time);
      json_builder_end_object (builder);
      dg_cli_print_json (builder);
      return;
    }
  printf ("%s\n", _ ("The key is in the keyring. “dataset-gen-cli doctor” tests it."));
  if (time != NULL)
    /* Translators: %s is a date and time. */
    printf (_ ("It is good until %s.\n"), time);
}

/**
 * dg_cli_run_login:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `login`: keeps a key in the keyring. The key comes from the terminal or from a pipe, never from the command line,
 * which other people on the computer can read and which the shell remembers.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_login (DgCli *self, int argc, char **argv, GError **error)
{
  g_autofree char *access_key_id = NULL;
  g_autoptr (DgCredentials) credentials = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const GOptionEntry entries[] = {
    { "access-key-id", 0, 0, G_OPTION_ARG_STRING, &access_key_id,
      N_ ("Keep this access key instead of an API key; its secret is asked for"), N_ ("ID") },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries,
                     _ ("– keep an API key of Amazon Bedrock in the keyring; it is asked for, or read from a pipe"), 0,
                     G_MAXUINT, &argc, &argv, error))
    return DG_EXIT_USAGE;
  if (argc > 1)
    {
      g_propagate_error (error, dg_cli_new_usage_error (
                                    _ ("A key does not belong on the command line, where others can read it and the "
                                       "shell keeps it. Say only “dataset-gen-cli login”: it asks for the key.")));
      return DG_EXIT_USAGE;
    }

  credentials = read_credentials (self, access_key_id, error);
  if (credentials == NULL)
    return dg_cli_get_exit (*error);
  dg_keyring_store_async (credentials, self->cancellable, dg_cli_store_result_cb, &result);
  if (!dg_keyring_store_finish (dg_cli_wait (&result), error))
    return dg_cli_get_exit (*error);

  print_login (self, credentials);
  return DG_EXIT_DONE;
}

/**
 * dg_cli_run_logout:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `logout`: takes the key out of the keyring.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_logout (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean removed;

  if (!dg_cli_parse (self, NULL, _ ("– take the key out of the keyring"), 0, 0, &argc, &argv, error))
    return DG_EXIT_USAGE;

  dg_keyring_clear_async (self->cancellable, dg_cli_store_result_cb, &result);
  if (!dg_keyring_clear_finish (dg_cli_wait (&result), &removed, error))
    return dg_cli_get_exit (*error);

  json_builder_begin_object (builder);
  dg_cli_set_boolean (builder, "removed", removed);
  json_builder_end_object (builder);
  if (self->json)
    dg_cli_print_json (builder);
  else
    printf ("%s\n", removed ? _ ("The key is no longer in the keyring.") : _ ("There was no key in the keyring."));
  return DG_EXIT_DONE;
}
