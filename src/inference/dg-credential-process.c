/* dg-credential-process.c: keys from a program, as AWS tools ask it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-api-key.h"
#include "dg-aws-file.h"
#include "dg-credential-process.h"
#include "dg-credentials.h"
#include "dg-json.h"

#define OUTPUT_LENGTH_MAX (64 * 1024)
#define CHUNK_LENGTH 4096

/* A program that is being asked. */
typedef struct
{
  GSubprocess *process;      /* (owned) (nullable) */
  GByteArray *output;        /* (owned) */
  GCancellable *cancellable; /* (owned) ends the waiting for it */
  GCancellable *outer;       /* (owned) (nullable) the caller's */
  gulong outer_handler;
  GSource *timeout; /* (owned) (nullable) */
  gboolean timed_out;
} Asking;

static void read_next (GTask *task);

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  if (asking->timeout != NULL)
    g_source_destroy (asking->timeout);
  g_clear_pointer (&asking->timeout, g_source_unref);
  g_cancellable_disconnect (asking->outer, asking->outer_handler);
  g_clear_object (&asking->outer);
  g_clear_object (&asking->cancellable);
  g_clear_object (&asking->process);
  if (asking->output->len > 0)
    explicit_bzero (asking->output->data, asking->output->len);
  g_byte_array_unref (asking->output);
  g_free (asking);
}

/* What it printed is not quoted, on either stream: there are secrets in it. */
static GError *
new_error (const char *reason)
{
  /* Translators: %s says what went wrong. */
  return g_error_new (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS,
                      _ ("The program of credential_process gave no keys: %s Run it by hand to see what it says."),
                      reason);
}

static DgCredentials *
new_output_error (const char *reason, GError **error)
{
  g_propagate_error (error, new_error (reason));
  return NULL;
}

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static DgCredentials *
read_keys (DgJsonValue root, GError **error)
{
  DgCredentials *credentials = NULL;
  char *id = NULL, *secret = NULL, *session = NULL;

  dg_json_object_lookup_string (root, "AccessKeyId", &id);
  dg_json_object_lookup_string (root, "SecretAccessKey", &secret);
  dg_json_object_lookup_string (root, "SessionToken", &session);
  if (id == NULL || secret == NULL)
    new_output_error (_ ("it printed no AccessKeyId or no SecretAccessKey."), error);
  else
    credentials = dg_credentials_new_keys (id, secret, session);
  wipe (id);
  wipe (secret);
  wipe (session);
  return credentials;
}

static gboolean
read_expiry (DgJsonValue root, DgCredentials *credentials, GError **error)
{
  g_autofree char *text = NULL;
  DgJsonValue value;
  gint64 expiry;

  if (!dg_json_object_lookup (root, "Expiration", &value) || dg_json_value_get_value_type (value) == DG_JSON_NULL)
    return TRUE;

  dg_json_object_lookup_string (root, "Expiration", &text);
  expiry = dg_api_key_parse_time (text);
  if (expiry == 0)
    return new_output_error (_ ("its Expiration is no time such as 2026-01-31T12:00:00Z."), error) != NULL;
  dg_credentials_set_expiry (credentials, expiry);
  return TRUE;
}

static DgCredentials *
read_output (GByteArray *output, GError **error)
{
  static const DgJsonLimits limits = { .max_bytes = OUTPUT_LENGTH_MAX, .max_values = 100, .max_depth = 8 };
  g_autoptr (DgJsonDocument) document = dg_json_document_new ((const char *) output->data, output->len, &limits, NULL);
  g_autoptr (DgCredentials) credentials = NULL;
  DgJsonValue root;
  gint64 version;

  if (document == NULL || dg_json_value_get_value_type (dg_json_document_get_root (document)) != DG_JSON_OBJECT)
    return new_output_error (_ ("what it printed is no JSON object."), error);

  root = dg_json_document_get_root (document);
  if (!dg_json_object_lookup_int64 (root, "Version", &version) || version != 1)
    return new_output_error (_ ("what it printed does not have “Version”: 1."), error);

  credentials = read_keys (root, error);
  if (credentials == NULL || !read_expiry (root, credentials, error) || !dg_credentials_check (credentials, error))
    return NULL;
  return g_steal_pointer (&credentials);
}

/* The one exit with an error; a program that still runs is ended. */
static void
fail (GTask *task, GError *error)
{
  Asking *asking = g_task_get_task_data (task);

  if (asking->process != NULL)
    g_subprocess_force_exit (asking->process);
  if (asking->timed_out)
    {
      g_clear_error (&error);
      error = new_error (_ ("it took too long."));
    }
  g_task_return_error (task, error);
}

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Asking *asking = g_task_get_task_data (task);
  DgCredentials *credentials;
  GError *error = NULL;

  if (!g_subprocess_wait_finish (asking->process, result, &error))
    {
      fail (task, error);
      return;
    }
  if (!g_subprocess_get_successful (asking->process))
    {
      g_autofree char *reason =
          g_subprocess_get_if_exited (asking->process)
              /* Translators: %d is the exit status of a program. */
              ? g_strdup_printf (_ ("it ended with status %d."), g_subprocess_get_exit_status (asking->process))
              : g_strdup (_ ("it was ended by a signal."));

      fail (task, new_error (reason));
      return;
    }

  credentials = read_output (asking->output, &error);
  if (credentials == NULL)
    fail (task, error);
  else
    g_task_return_pointer (task, credentials, (GDestroyNotify) dg_credentials_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (chunk == NULL)
    {
      fail (task, error);
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      g_subprocess_wait_async (asking->process, asking->cancellable, wait_cb, g_object_ref (task));
      return;
    }

  g_byte_array_append (asking->output, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
  if (asking->output->len > OUTPUT_LENGTH_MAX)
    fail (task, new_error (_ ("it printed far too much.")));
  else
    read_next (task);
}

static void
read_next (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (g_subprocess_get_stdout_pipe (asking->process), CHUNK_LENGTH, G_PRIORITY_DEFAULT,
                                   asking->cancellable, read_cb, g_object_ref (task));
}

static gboolean
timeout_cb (gpointer data)
{
  Asking *asking = data;

  asking->timed_out = TRUE;
  g_cancellable_cancel (asking->cancellable);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer data)
{
  g_cancellable_cancel (data);
}

/* No shell: the words go to the program as they are. */
static GSubprocess *
spawn (const char *command, const char *const *environment, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) local_error = NULL;
  GSubprocess *process;

  if (!dg_aws_split_words (command, &words) || words[0] == NULL)
    {
      g_propagate_error (error, new_error (_ ("its command has a quote that is not closed, or nothing in it.")));
      return NULL;
    }

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_environ (launcher, (char **) environment);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words, &local_error);
  if (process == NULL)
    {
      g_autofree char *reason = g_strdup_printf ("%s.", local_error->message);

      g_propagate_error (error, new_error (reason));
    }
  return process;
}

/**
 * dg_credential_process_run_async:
 * @command: the program and its arguments, as `credential_process` has them
 * @environment: (array zero-terminated=1): its environment
 * @timeout_ms: how long it may take, in milliseconds
 * @cancellable: (nullable): a cancellable; the program is ended with it
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Asks a program for keys. It gets nothing to read, and what it says on its standard error stays unheard.
 */
void
dg_credential_process_run_async (const char *command,
                                 const char *const *environment,
                                 guint timeout_ms,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Asking *asking;
  GError *error = NULL;

  g_return_if_fail (command != NULL && environment != NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, dg_credential_process_run_async);
  asking = g_new0 (Asking, 1);
  asking->output = g_byte_array_new ();
  asking->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, asking, asking_free);

  asking->process = spawn (command, environment, &error);
  if (asking->process == NULL)
    {
      fail (task, error);
      return;
    }
  if (g_set_object (&asking->outer, cancellable))
    asking->outer_handler =
        g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb), asking->cancellable, NULL);
  asking->timeout = g_timeout_source_new (timeout_ms);
  g_source_set_callback (asking->timeout, timeout_cb, asking, NULL);
  g_source_attach (asking->timeout, g_main_context_get_thread_default ());
  read_next (task);
}

/**
 * dg_credential_process_run_finish:
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): keys, or %NULL with %DG_INFERENCE_ERROR_NO_CREDENTIALS or
 *   %DG_INFERENCE_ERROR_CONFIGURATION
 */
DgCredentials *
dg_credential_process_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_credential_process_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
