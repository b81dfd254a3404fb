/* dg-keyring.c: the key that a person has given to the program, in the desktop's keyring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#include "dg-keyring.h"

#define SERVICE_ATTRIBUTE "service"
#define SERVICE "bedrock"

/* Between the id and the secret of an access key; no API key has one. */
#define SEPARATOR ':'

static const SecretSchema schema = {
  .name = "org.example.DatasetGen",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { SERVICE_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* No service, no bus, locked and nobody there to unlock it: what the service says tells them apart. */
static GError *
new_error (GError *cause)
{
  GError *error;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return cause;

  g_dbus_error_strip_remote_error (cause);
  /* Translators: %s is what the keyring says, in English. */
  error = g_error_new (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_KEYRING,
                       _ ("The keyring cannot be used: %s. Start and unlock one (GNOME Keyring, KWallet), or do "
                          "without: set AWS_BEARER_TOKEN_BEDROCK, or make a profile."),
                       cause->message);
  g_error_free (cause);
  return error;
}

static DgCredentials *
parse_secret (const char *secret)
{
  const char *separator = strchr (secret, SEPARATOR);
  DgCredentials *credentials;
  char *id;

  if (separator == NULL)
    return dg_credentials_new_bearer (secret);

  id = g_strndup (secret, separator - secret);
  credentials = dg_credentials_new_keys (id, separator + 1, NULL);
  g_free (id);
  return credentials;
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  g_autoptr (DgCredentials) credentials = NULL;
  GError *error = NULL;
  char *secret = secret_password_lookup_nonpageable_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, new_error (error));
      return;
    }
  if (secret == NULL)
    {
      g_task_return_new_error (task, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS,
                               _ ("The keyring has no key for this program. Run “dataset-gen-cli login”."));
      return;
    }

  credentials = parse_secret (secret);
  secret_password_free (secret);
  if (dg_credentials_check (credentials, &error))
    g_task_return_pointer (task, g_steal_pointer (&credentials), (GDestroyNotify) dg_credentials_unref);
  else
    {
      g_prefix_error (&error, "%s", _ ("The key in the keyring: "));
      g_task_return_error (task, error);
    }
}

/**
 * dg_keyring_load_async:
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Asks the keyring, which may ask the person to unlock it.
 */
void
dg_keyring_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, dg_keyring_load_async);
  secret_password_lookup (&schema, cancellable, lookup_cb, g_object_ref (task), SERVICE_ATTRIBUTE, SERVICE, NULL);
}

/**
 * dg_keyring_load_finish:
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): what is kept there, or %NULL with %DG_INFERENCE_ERROR_NO_CREDENTIALS if there is nothing,
 *   %DG_INFERENCE_ERROR_KEYRING if there is no keyring
 */
DgCredentials *
dg_keyring_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_keyring_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, new_error (error));
}

/**
 * dg_keyring_store_async:
 * @credentials: an API key, or keys that last; temporary ones are not for keeping
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Puts them into the keyring, in the place of those that were there.
 */
void
dg_keyring_store_async (DgCredentials *credentials,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = NULL;
  char *secret;

  g_return_if_fail (credentials != NULL && dg_credentials_get_session_token (credentials) == NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, dg_keyring_store_async);
  if (dg_credentials_is_bearer (credentials))
    secret = g_strdup (dg_credentials_get_bearer_token (credentials));
  else
    secret = g_strdup_printf ("%s%c%s", dg_credentials_get_access_key_id (credentials), SEPARATOR,
                              dg_credentials_get_secret_access_key (credentials));
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, _ ("Dataset Generator: key for Amazon Bedrock"), secret,
                         cancellable, store_cb, g_object_ref (task), SERVICE_ATTRIBUTE, SERVICE, NULL);
  secret_password_wipe (secret);
  g_free (secret);
}

/**
 * dg_keyring_store_finish:
 * @result: the result the callback got
 * @error: return location for a %DG_INFERENCE_ERROR_KEYRING or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether they are there
 */
gboolean
dg_keyring_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_keyring_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
clear_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  GError *error = NULL;
  gboolean removed = secret_password_clear_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, new_error (error));
  else
    g_task_return_int (task, removed);
}

/**
 * dg_keyring_clear_async:
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Takes what is kept there out of the keyring.
 */
void
dg_keyring_clear_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, dg_keyring_clear_async);
  secret_password_clear (&schema, cancellable, clear_cb, g_object_ref (task), SERVICE_ATTRIBUTE, SERVICE, NULL);
}

/**
 * dg_keyring_clear_finish:
 * @result: the result the callback got
 * @removed: (out): whether there was anything
 * @error: return location for a %DG_INFERENCE_ERROR_KEYRING or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether nothing is there any more
 */
gboolean
dg_keyring_clear_finish (GAsyncResult *result, gboolean *removed, GError **error)
{
  gssize n_removed;

  g_return_val_if_fail (g_async_result_is_tagged (result, dg_keyring_clear_async), FALSE);
  g_return_val_if_fail (removed != NULL, FALSE);

  n_removed = g_task_propagate_int (G_TASK (result), error);
  *removed = n_removed > 0;
  return n_removed >= 0;
}
