/* dg-credential-fetch.c: getting credentials from where they come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-aws-profile.h"
#include "dg-credential-process.h"
#include "dg-credential-provider-private.h"
#include "dg-keyring.h"
#include "dg-sso.h"

typedef DgCredentials *(*FinishFunc) (GAsyncResult *result, GError **error);

static void
set_origin (DgCredentialProvider *self, char *description, char *advice)
{
  g_free (self->description);
  g_free (self->advice);
  self->description = description;
  self->advice = advice;
}

static void
set_warning (DgCredentialProvider *self, char *warning)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (warning != NULL)
    g_strv_builder_add (builder, warning);
  g_free (warning);
  g_strfreev (self->warnings);
  self->warnings = g_strv_builder_end (builder);
}

/* What was asked keeps its way to finish in the task's data. */
static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  FinishFunc finish = g_task_get_task_data (task);
  GError *error = NULL;
  DgCredentials *credentials = finish (result, &error);

  if (credentials != NULL)
    g_task_return_pointer (task, credentials, (GDestroyNotify) dg_credentials_unref);
  else
    g_task_return_error (task, error);
}

static void
return_credentials (GTask *task, DgCredentials *credentials, GError *error)
{
  if (credentials != NULL)
    g_task_return_pointer (task, credentials, (GDestroyNotify) dg_credentials_unref);
  else
    g_task_return_error (task, error);
}

static void
read_keys (DgCredentialProvider *self, DgAwsProfile *profile, GTask *task)
{
  GError *error = NULL;
  DgCredentials *credentials;

  /* Translators: the first %s is the name of a profile, the second a file. */
  set_origin (self,
              g_strdup_printf (_ ("the profile “%s” in “%s”"), self->profile, dg_aws_profile_get_keys_path (profile)),
              /* Translators: %s is a file. */
              g_strdup_printf (_ ("Put new keys into “%s”."), dg_aws_profile_get_keys_path (profile)));
  set_warning (self, dg_aws_profile_dup_warning (profile));
  credentials = dg_aws_profile_read_keys (profile, &error);
  return_credentials (task, credentials, error);
}

static void
ask_process (DgCredentialProvider *self, DgAwsProfile *profile, GTask *task)
{
  /* Translators: %s is the name of a profile. */
  set_origin (self, g_strdup_printf (_ ("the program (credential_process) of the profile “%s”"), self->profile),
              g_strdup (_ ("Run the program by hand to see what it says.")));
  g_task_set_task_data (task, dg_credential_process_run_finish, NULL);
  dg_credential_process_run_async (dg_aws_profile_get (profile, "credential_process"),
                                   (const char *const *) self->environment, DG_CREDENTIAL_PROCESS_TIMEOUT_MS,
                                   g_task_get_cancellable (task), asked_cb, g_object_ref (task));
}

static void
portal_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  GError *error = NULL;
  char *warning = NULL;
  DgCredentials *credentials = dg_sso_fetch_finish (result, &warning, &error);

  set_warning (g_task_get_source_object (task), warning);
  return_credentials (task, credentials, error);
}

static void
ask_portal (DgCredentialProvider *self, DgAwsProfile *profile, GTask *task)
{
  const char *const *environment = (const char *const *) self->environment;

  /* Translators: %s is the name of a profile. */
  set_origin (self, g_strdup_printf (_ ("the browser sign-in (SSO) of the profile “%s”"), self->profile),
              /* Translators: %s is the name of a profile. */
              g_strdup_printf (_ ("Run “aws sso login --profile %s”."), self->profile));
  dg_sso_fetch_async (profile, environment, self->network, dg_credential_provider_get_time (self),
                      g_task_get_cancellable (task), portal_cb, g_object_ref (task));
}

static void
profile_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  DgCredentialProvider *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (DgAwsProfile) profile = dg_aws_profile_load_finish (result, &error);

  if (profile == NULL || !dg_aws_profile_exists (profile, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  switch (dg_aws_profile_get_kind (profile))
    {
    case DG_AWS_PROFILE_KEYS:
      read_keys (self, profile, task);
      break;
    case DG_AWS_PROFILE_PROCESS:
      ask_process (self, profile, task);
      break;
    case DG_AWS_PROFILE_SSO:
      ask_portal (self, profile, task);
      break;
    case DG_AWS_PROFILE_EMPTY:
    case DG_AWS_PROFILE_OTHER:
    default:
      g_task_return_error (task, dg_aws_profile_new_unknown_error (profile));
    }
}

/* Read anew each time: the tools that renew keys write them there. */
static void
ask_profile (DgCredentialProvider *self, GTask *task)
{
  dg_aws_profile_load_async (self->profile, (const char *const *) self->environment, g_task_get_cancellable (task),
                             profile_cb, g_object_ref (task));
}

static void
read_environment (DgCredentialProvider *self, GTask *task)
{
  GError *error = NULL;
  DgCredentials *credentials = dg_credentials_new_from_environment ((const char *const *) self->environment, &error);

  if (credentials != NULL && dg_credentials_is_bearer (credentials))
    set_origin (self, g_strdup (_ ("the API key in AWS_BEARER_TOKEN_BEDROCK")),
                g_strdup (_ ("Make a new API key in the Amazon Bedrock console, and set AWS_BEARER_TOKEN_BEDROCK to "
                             "it.")));
  else
    set_origin (self, g_strdup (_ ("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment")),
                g_strdup (_ ("Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary keys, "
                             "AWS_SESSION_TOKEN anew.")));
  return_credentials (task, credentials, error);
}

/**
 * dg_credential_fetch_async:
 * @self: a provider
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Gets credentials from where they come from, and finds out how to call that place.
 */
void
dg_credential_fetch_async (DgCredentialProvider *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, dg_credential_fetch_async);
  switch (self->origin)
    {
    case DG_CREDENTIAL_ORIGIN_PROFILE:
      ask_profile (self, task);
      break;
    case DG_CREDENTIAL_ORIGIN_KEYRING:
      set_origin (self, g_strdup (_ ("the keyring")),
                  g_strdup (self->keyring_first ? _ ("Enter a new key in Preferences.")
                                                : _ ("Run “dataset-gen-cli login” with a new key.")));
      g_task_set_task_data (task, dg_keyring_load_finish, NULL);
      dg_keyring_load_async (cancellable, asked_cb, g_object_ref (task));
      break;
    case DG_CREDENTIAL_ORIGIN_ENVIRONMENT:
      read_environment (self, task);
      break;
    case DG_CREDENTIAL_ORIGIN_GIVEN:
    default:
      g_task_return_pointer (task, dg_credentials_ref (self->credentials), (GDestroyNotify) dg_credentials_unref);
    }
}

/**
 * dg_credential_fetch_finish:
 * @self: a provider
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): credentials, or %NULL with @error set
 */
DgCredentials *
dg_credential_fetch_finish (DgCredentialProvider *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
