/* dg-credential-search.c: finding credentials where AWS tools find them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-aws-profile.h"
#include "dg-bedrock-model.h"
#include "dg-credential-provider-private.h"
#include "dg-model-catalog.h"

/* A variable that is blank is not set. */
static char *
dup_variable (DgCredentialProvider *self, const char *name)
{
  char *value = g_strdup (g_environ_getenv (self->environment, name));

  if (value != NULL && *g_strstrip (value) == '\0')
    g_clear_pointer (&value, g_free);
  return value;
}

static gboolean
has_variable (DgCredentialProvider *self, const char *name)
{
  g_autofree char *value = dup_variable (self, name);

  return value != NULL;
}

/* The profile that the settings are of, whether or not the credentials are. */
static char *
dup_profile_name (DgCredentialProvider *self, const char *named, gboolean *is_named)
{
  static const char *const variables[] = { "AWS_PROFILE", "AWS_DEFAULT_PROFILE" };

  *is_named = TRUE;
  if (named != NULL)
    return g_strdup (named);
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      char *name = dup_variable (self, variables[i]);

      if (name != NULL)
        return name;
    }
  *is_named = FALSE;
  return g_strdup (DG_AWS_DEFAULT_PROFILE);
}

/*
 * The order of the command line: a profile named there, the API key of the environment, AWS_PROFILE, keys of the
 * environment, the default profile, the keyring.
 */
static DgCredentialOrigin
choose_origin (DgCredentialProvider *self, const char *named, gboolean is_named, DgAwsProfile *profile)
{
  if (named != NULL)
    return DG_CREDENTIAL_ORIGIN_PROFILE;
  if (has_variable (self, "AWS_BEARER_TOKEN_BEDROCK"))
    return DG_CREDENTIAL_ORIGIN_ENVIRONMENT;
  if (is_named)
    return DG_CREDENTIAL_ORIGIN_PROFILE;
  if (has_variable (self, "AWS_ACCESS_KEY_ID") || has_variable (self, "AWS_SECRET_ACCESS_KEY"))
    return DG_CREDENTIAL_ORIGIN_ENVIRONMENT;
  if (profile != NULL && dg_aws_profile_get_kind (profile) != DG_AWS_PROFILE_EMPTY)
    return DG_CREDENTIAL_ORIGIN_PROFILE;
  return DG_CREDENTIAL_ORIGIN_KEYRING;
}

static void
choose_region (DgCredentialProvider *self, DgAwsProfile *profile)
{
  self->region = dup_variable (self, "AWS_REGION");
  if (self->region == NULL)
    self->region = dup_variable (self, "AWS_DEFAULT_REGION");
  if (self->region == NULL && profile != NULL)
    self->region = g_strdup (dg_aws_profile_get (profile, "region"));
}

static gboolean
choose (DgCredentialProvider *self, const char *named, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (DgAwsProfile) profile = NULL;
  gboolean is_named;

  self->profile = dup_profile_name (self, named, &is_named);
  profile = dg_aws_profile_load (self->profile, (const char *const *) self->environment, &local_error);
  self->origin = choose_origin (self, named, is_named, profile);

  /* files that cannot be read are no trouble for who needs nothing of them */
  if (profile == NULL && self->origin != DG_CREDENTIAL_ORIGIN_ENVIRONMENT)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (self->origin == DG_CREDENTIAL_ORIGIN_PROFILE && !dg_aws_profile_exists (profile, error))
    return FALSE;

  choose_region (self, profile);
  self->network = dg_network_new ((const char *const *) self->environment,
                                  profile != NULL ? dg_aws_profile_get (profile, "ca_bundle") : NULL, error);
  return self->network != NULL;
}

/* The last place had nothing: what to do is the same as without a keyring, and why it was of no use is told. */
static GError *
new_nothing_error (GError *cause)
{
  GError *error;

  if (!g_error_matches (cause, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS) &&
      !g_error_matches (cause, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_KEYRING))
    return cause;

  error = g_error_new (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS,
                       _ ("No credentials for Amazon Bedrock were found. Keep an API key in the keyring with "
                          "“dataset-gen-cli login”, set AWS_BEARER_TOKEN_BEDROCK to one, set AWS_ACCESS_KEY_ID and "
                          "AWS_SECRET_ACCESS_KEY, or make a profile with “aws configure”; or try the program without "
                          "an account with “--provider practice”. (%s)"),
                       cause->message);
  g_error_free (cause);
  return error;
}

static void
get_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  DgCredentialProvider *self = DG_CREDENTIAL_PROVIDER (source);
  GError *error = NULL;
  g_autoptr (DgCredentials) credentials = dg_credential_provider_get_finish (self, result, &error);

  if (credentials == NULL)
    {
      g_task_return_error (task, self->origin == DG_CREDENTIAL_ORIGIN_KEYRING ? new_nothing_error (error) : error);
      return;
    }
  if (self->region == NULL)
    self->region = g_strdup (dg_credentials_get_region (credentials));
  if (self->region == NULL)
    self->region = g_strdup (DG_DEFAULT_REGION);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

/**
 * dg_credential_provider_find_async:
 * @search: where to look; everything is copied
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Looks for credentials, in this order: a profile that the person has named, `AWS_BEARER_TOKEN_BEDROCK`, `AWS_PROFILE`,
 * `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, the default profile, the keyring. The first place that has something
 * is the one: if that cannot be used, it is for the person to mend it.
 */
void
dg_credential_provider_find_async (const DgCredentialSearch *search,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (DgCredentialProvider) self = NULL;
  GError *error = NULL;

  g_return_if_fail (search != NULL && search->environment != NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, dg_credential_provider_find_async);
  self = g_object_new (DG_TYPE_CREDENTIAL_PROVIDER, NULL);
  self->environment = g_strdupv ((char **) search->environment);
  if (search->clock != NULL)
    {
      self->clock = search->clock;
      self->clock_data = search->clock_data;
    }
  if (choose (self, search->profile, &error))
    dg_credential_provider_get_async (self, cancellable, get_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/**
 * dg_credential_provider_find_finish:
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): a provider that has credentials already, or %NULL with %DG_INFERENCE_ERROR_NO_CREDENTIALS
 *   if there are none, %DG_INFERENCE_ERROR_REFUSED_CREDENTIALS if they have expired, %DG_INFERENCE_ERROR_CONFIGURATION
 *   if a setting or a file cannot be used
 */
DgCredentialProvider *
dg_credential_provider_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_credential_provider_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
