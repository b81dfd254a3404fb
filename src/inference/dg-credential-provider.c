/* dg-credential-provider.c: credentials, and fresh ones when they expire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-credential-provider-private.h"

/* How long before they expire others are asked for, which is what Amazon's SDK for JavaScript does. */
#define REFRESH_SECONDS (5 * 60)

/* When nobody gives others, the question is put again after this, for as long as those there are good. */
#define RETRY_SECONDS 60

G_DEFINE_FINAL_TYPE (DgCredentialProvider, dg_credential_provider, G_TYPE_OBJECT)

static gint64
get_real_time (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
dg_credential_provider_finalize (GObject *object)
{
  DgCredentialProvider *self = DG_CREDENTIAL_PROVIDER (object);

  g_assert (g_queue_is_empty (&self->waiters)); /* each of them holds the provider */
  g_clear_pointer (&self->environment, g_strfreev);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->advice, g_free);
  g_clear_pointer (&self->warnings, g_strfreev);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->network, dg_network_unref);
  g_clear_pointer (&self->credentials, dg_credentials_unref);
  g_clear_object (&self->refreshing);

  G_OBJECT_CLASS (dg_credential_provider_parent_class)->finalize (object);
}

static void
dg_credential_provider_class_init (DgCredentialProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_credential_provider_finalize;
}

static void
dg_credential_provider_init (DgCredentialProvider *self)
{
  self->clock = get_real_time;
  g_queue_init (&self->waiters);
}

static gboolean
is_expired (DgCredentialProvider *self, DgCredentials *credentials)
{
  gint64 expiry = dg_credentials_get_expiry (credentials);

  return expiry != 0 && expiry <= dg_credential_provider_get_time (self);
}

static GError *
new_expired_error (DgCredentialProvider *self, DgCredentials *credentials)
{
  g_autofree char *time = dg_credential_format_time (dg_credentials_get_expiry (credentials));

  /* Translators: the first %s is where credentials come from, the second a date and time, the third what to do. */
  return g_error_new (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS,
                      _ ("The credentials have expired, by the clock of this computer: %s, until %s. %s"),
                      self->description != NULL ? self->description : _ ("those that were given"), time,
                      self->advice != NULL ? self->advice : "");
}

/* Those that live but minutes are used for half of their life, so that not every request asks for others. */
static void
take_credentials (DgCredentialProvider *self, DgCredentials *credentials)
{
  gint64 expiry = dg_credentials_get_expiry (credentials);
  gint64 life = expiry - dg_credential_provider_get_time (self);

  g_clear_pointer (&self->credentials, dg_credentials_unref);
  self->credentials = dg_credentials_ref (credentials);
  self->refresh_at = expiry == 0 ? 0 : expiry - MIN (REFRESH_SECONDS, life / 2);
}

/* --- those who wait --- */

/* Its GSource tells that the waiter does not want to wait any more. */
static void
end_wait (GTask *task)
{
  GSource *source = g_task_get_task_data (task);

  if (source != NULL)
    g_source_destroy (source);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (data);
  DgCredentialProvider *self = g_task_get_source_object (task);

  if (!g_queue_remove (&self->waiters, task))
    return G_SOURCE_REMOVE;

  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
  if (g_queue_is_empty (&self->waiters) && self->refreshing != NULL)
    g_cancellable_cancel (self->refreshing);
  return G_SOURCE_REMOVE;
}

static void
add_waiter (DgCredentialProvider *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_queue_push_tail (&self->waiters, g_object_ref (task));
  if (cancellable != NULL)
    {
      GSource *source = g_cancellable_source_new (cancellable);

      g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (source, g_main_context_get_thread_default ());
      g_task_set_task_data (task, source, (GDestroyNotify) g_source_unref);
    }
}

/* Whoever is answered may ask again: only those who wait now are. */
static void
answer_waiters (DgCredentialProvider *self, DgCredentials *credentials, const GError *error)
{
  GQueue waiters = self->waiters;
  GTask *task;

  g_queue_init (&self->waiters);
  while ((task = g_queue_pop_head (&waiters)) != NULL)
    {
      end_wait (task);
      if (credentials != NULL)
        g_task_return_pointer (task, dg_credentials_ref (credentials), (GDestroyNotify) dg_credentials_unref);
      else
        g_task_return_error (task, g_error_copy (error));
      g_object_unref (task);
    }
}

/* --- asking --- */

static void start_refresh (DgCredentialProvider *self);

static void
fetch_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgCredentialProvider *self = DG_CREDENTIAL_PROVIDER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgCredentials) credentials = dg_credential_fetch_finish (self, result, &error);

  g_clear_object (&self->refreshing);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* somebody may have come since the last one left */
      if (!g_queue_is_empty (&self->waiters))
        start_refresh (self);
      return;
    }
  if (credentials != NULL && is_expired (self, credentials))
    {
      error = new_expired_error (self, credentials);
      g_clear_pointer (&credentials, dg_credentials_unref);
    }

  if (credentials != NULL)
    take_credentials (self, credentials);
  else if (self->credentials != NULL && !is_expired (self, self->credentials))
    {
      g_debug ("no fresh credentials, so the old ones are used a while longer");
      self->refresh_at = dg_credential_provider_get_time (self) + RETRY_SECONDS;
      credentials = dg_credentials_ref (self->credentials);
    }
  answer_waiters (self, credentials, error);
}

static void
start_refresh (DgCredentialProvider *self)
{
  self->refreshing = g_cancellable_new ();
  dg_credential_fetch_async (self, self->refreshing, fetch_cb, NULL);
}

/**
 * dg_credential_provider_get_time:
 * @self: a provider
 *
 * Returns: the time by its clock, in seconds since 1970
 */
gint64
dg_credential_provider_get_time (DgCredentialProvider *self)
{
  g_return_val_if_fail (DG_IS_CREDENTIAL_PROVIDER (self), 0);

  return self->clock (self->clock_data);
}

/**
 * dg_credential_provider_new:
 * @credentials: credentials
 *
 * Returns: (transfer full): a provider that has these and never others
 */
DgCredentialProvider *
dg_credential_provider_new (DgCredentials *credentials)
{
  DgCredentialProvider *self;

  g_return_val_if_fail (credentials != NULL, NULL);

  self = g_object_new (DG_TYPE_CREDENTIAL_PROVIDER, NULL);
  self->origin = DG_CREDENTIAL_ORIGIN_GIVEN;
  take_credentials (self, credentials);
  return self;
}

/**
 * dg_credential_provider_peek:
 * @self: a provider
 *
 * Returns: (transfer full) (nullable): the credentials, if they are good for a while; else
 *   dg_credential_provider_get_async() has to ask
 */
DgCredentials *
dg_credential_provider_peek (DgCredentialProvider *self)
{
  g_return_val_if_fail (DG_IS_CREDENTIAL_PROVIDER (self), NULL);

  if (self->credentials == NULL ||
      (self->refresh_at != 0 && self->refresh_at <= dg_credential_provider_get_time (self)))
    return NULL;
  return dg_credentials_ref (self->credentials);
}

/**
 * dg_credential_provider_get_async:
 * @self: a provider
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Gets credentials for one request. Those that expire within five minutes are replaced first; however many ask at that
 * time, where they come from is asked once. If nobody gives others, those there are used for as long as they are good.
 */
void
dg_credential_provider_get_async (DgCredentialProvider *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  g_autoptr (GTask) task = NULL;
  DgCredentials *credentials;

  g_return_if_fail (DG_IS_CREDENTIAL_PROVIDER (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, dg_credential_provider_get_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  credentials = dg_credential_provider_peek (self);
  if (credentials != NULL)
    {
      g_task_return_pointer (task, credentials, (GDestroyNotify) dg_credentials_unref);
      return;
    }
  add_waiter (self, task);
  if (self->refreshing == NULL)
    start_refresh (self);
}

/**
 * dg_credential_provider_get_finish:
 * @self: a provider
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): credentials, or %NULL with @error set
 */
DgCredentials *
dg_credential_provider_get_finish (DgCredentialProvider *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_credential_provider_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dg_credential_provider_renew:
 * @self: a provider
 * @refused: credentials that it gave and the service refused
 *
 * Forgets them, unless there are others already.
 *
 * Returns: whether dg_credential_provider_get_async() may give others
 */
gboolean
dg_credential_provider_renew (DgCredentialProvider *self, DgCredentials *refused)
{
  g_return_val_if_fail (DG_IS_CREDENTIAL_PROVIDER (self) && refused != NULL, FALSE);

  if (self->origin != DG_CREDENTIAL_ORIGIN_PROFILE && self->origin != DG_CREDENTIAL_ORIGIN_KEYRING)
    return FALSE;
  if (self->credentials == refused)
    g_clear_pointer (&self->credentials, dg_credentials_unref);
  return TRUE;
}

/**
 * dg_credential_provider_get_origin:
 * @self: a provider
 *
 * Returns: where the credentials come from
 */
DgCredentialOrigin
dg_credential_provider_get_origin (DgCredentialProvider *self)
{
  g_return_val_if_fail (DG_IS_CREDENTIAL_PROVIDER (self), DG_CREDENTIAL_ORIGIN_GIVEN);

  return self->origin;
}

/**
 * dg_credential_provider_get_description:
 * @self: a provider
 *
 * Returns: (nullable): where the credentials come from, in words that fit into a sentence; %NULL if they were given
 */
const char *
dg_credential_provider_get_description (DgCredentialProvider *self)
{
  g_return_val_if_fail (DG_IS_CREDENTIAL_PROVIDER (self), NULL);

  return self->description;
}

/**
 * dg_credential_provider_get_advice:
 * @self: a provider
 *
 * Returns: (nullable): a sentence that says what to do when they are refused
 */
const char *
dg_credential_provider_get_advice (DgCredentialProvider *self)
{
  g_return_val_if_fail (DG_IS_CREDENTIAL_PROVIDER (self), NULL);

  return self->advice;
}

/**
 * dg_credential_provider_get_warnings:
 * @self: a provider
 *
 * Returns: (array zero-terminated=1) (nullable): sentences about what a person should mend, for example the permissions
 *   of a file
 */
const char *const *
dg_credential_provider_get_warnings (DgCredentialProvider *self)
{
  g_return_val_if_fail (DG_IS_CREDENTIAL_PROVIDER (self), NULL);

  return (const char *const *) self->warnings;
}

/**
 * dg_credential_provider_get_region:
 * @self: a provider
 *
 * Returns: (nullable): the region that was found: the one that was chosen, else of the environment, else of a
 * short-term API key, else of the profile
 */
const char *
dg_credential_provider_get_region (DgCredentialProvider *self)
{
  g_return_val_if_fail (DG_IS_CREDENTIAL_PROVIDER (self), NULL);

  return self->region;
}

/**
 * dg_credential_provider_get_network:
 * @self: a provider
 *
 * Returns: (transfer none) (nullable): the way to the service that was found with them
 */
DgNetwork *
dg_credential_provider_get_network (DgCredentialProvider *self)
{
  g_return_val_if_fail (DG_IS_CREDENTIAL_PROVIDER (self), NULL);

  return self->network;
}

/**
 * dg_credential_format_time:
 * @unix_seconds: a time, in seconds since 1970
 *
 * Returns: (transfer full): the local date and time, for people
 */
char *
dg_credential_format_time (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M %Z") : g_strdup ("?");
}
