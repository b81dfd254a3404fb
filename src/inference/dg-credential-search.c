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

/* One search. */
typedef struct
{
  DgCredentialProvider *self; /* (owned) */
  char *named;                /* (owned) (nullable) the profile that the person has named */
  gboolean is_named;          /* whether the one of @self has been named, there or in the environment */
  DgAwsProfile *profile;      /* (owned) (nullable) */
  GError *profile_error;      /* (owned) (nullable) why there is none */
  GError *keyring_error;      /* (owned) (nullable) why the keyring, which was asked first, is of no use */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_object (&search->self);
  g_free (search->named);
  g_clear_pointer (&search->profile, dg_aws_profile_free);
  g_clear_error (&search->profile_error);
  g_clear_error (&search->keyring_error);
  g_free (search);
}

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
find_origin (Search *search)
{
  DgCredentialProvider *self = search->self;

  if (search->named != NULL)
    return DG_CREDENTIAL_ORIGIN_PROFILE;
  if (has_variable (self, "AWS_BEARER_TOKEN_BEDROCK"))
    return DG_CREDENTIAL_ORIGIN_ENVIRONMENT;
  if (search->is_named)
    return DG_CREDENTIAL_ORIGIN_PROFILE;
  if (has_variable (self, "AWS_ACCESS_KEY_ID") || has_variable (self, "AWS_SECRET_ACCESS_KEY"))
    return DG_CREDENTIAL_ORIGIN_ENVIRONMENT;
  if (search->profile != NULL && dg_aws_profile_get_kind (search->profile) != DG_AWS_PROFILE_EMPTY)
    return DG_CREDENTIAL_ORIGIN_PROFILE;
  return DG_CREDENTIAL_ORIGIN_KEYRING;
}

/* What was chosen; then the only one that an API key is good in, which a profile beside it knows nothing of. */
static void
choose_region (Search *search, DgCredentials *credentials)
{
  DgCredentialProvider *self = search->self;

  if (self->region == NULL)
    self->region = dup_variable (self, "AWS_REGION");
  if (self->region == NULL)
    self->region = dup_variable (self, "AWS_DEFAULT_REGION");
  if (self->region == NULL)
    self->region = g_strdup (dg_credentials_get_region (credentials));
  if (self->region == NULL && search->profile != NULL)
    self->region = g_strdup (dg_aws_profile_get (search->profile, "region"));
  if (self->region == NULL)
    self->region = g_strdup (DG_DEFAULT_REGION);
}

static gboolean
choose_origin (Search *search, GError **error)
{
  DgCredentialProvider *self = search->self;

  self->origin = find_origin (search);

  /* files that cannot be read are no trouble for who needs nothing of them */
  if (search->profile == NULL && self->origin != DG_CREDENTIAL_ORIGIN_ENVIRONMENT)
    {
      g_propagate_error (error, g_steal_pointer (&search->profile_error));
      return FALSE;
    }

  return self->origin != DG_CREDENTIAL_ORIGIN_PROFILE || dg_aws_profile_exists (search->profile, error);
}

static gboolean
is_nothing (const GError *error)
{
  return g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS) ||
         g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_KEYRING);
}

/* The last place had nothing: what to do is the same as without a keyring, and why it was of no use is told. */
static GError *
new_nothing_error (const GError *cause)
{
  return g_error_new (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS,
                      _ ("No credentials for Amazon Bedrock were found. Keep an API key in the keyring with "
                         "“dataset-gen-cli login”, set AWS_BEARER_TOKEN_BEDROCK to one, set AWS_ACCESS_KEY_ID and "
                         "AWS_SECRET_ACCESS_KEY, or make a profile with “aws configure”; or try the program without "
                         "an account with “--provider practice”. (%s)"),
                      cause->message);
}

/* In a window a keyring without a key is nothing to tell, but one that cannot be asked is. */
static GError *
new_window_nothing_error (const GError *cause)
{
  gboolean empty = g_error_matches (cause, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS);

  return g_error_new (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS, "%s%s%s",
                      _ ("No credentials for Amazon Bedrock were found. Enter an API key in Preferences, or make a "
                         "profile with “aws configure”; or practice without an account."),
                      empty ? "" : " ", empty ? "" : cause->message);
}

static void
finish_search (GTask *task, DgCredentials *credentials)
{
  Search *search = g_task_get_task_data (task);

  choose_region (search, credentials);
  g_task_return_pointer (task, g_object_ref (search->self), g_object_unref);
}

static void
get_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  DgCredentialProvider *self = DG_CREDENTIAL_PROVIDER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgCredentials) credentials = dg_credential_provider_get_finish (self, result, &error);

  if (credentials != NULL)
    finish_search (task, credentials);
  else if (self->origin == DG_CREDENTIAL_ORIGIN_KEYRING && is_nothing (error))
    g_task_return_error (task, new_nothing_error (error));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
search_in_order (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;

  if (!choose_origin (search, &error))
    g_task_return_error (task, error);
  else if (search->keyring_error != NULL && search->self->origin == DG_CREDENTIAL_ORIGIN_KEYRING)
    g_task_return_error (task, new_window_nothing_error (search->keyring_error));
  else
    dg_credential_provider_get_async (search->self, g_task_get_cancellable (task), get_cb, g_object_ref (task));
}

/* A key in the keyring that is no good is told: it is what the person has chosen. */
static void
keyring_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DgCredentials) credentials =
      dg_credential_provider_get_finish (DG_CREDENTIAL_PROVIDER (source), result, &error);

  if (credentials != NULL)
    finish_search (task, credentials);
  else if (is_nothing (error))
    {
      search->keyring_error = error;
      search_in_order (task);
    }
  else
    g_task_return_error (task, error);
}

static void
network_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Search *search = g_task_get_task_data (task);
  DgCredentialProvider *self = search->self;
  GError *error = NULL;

  self->network = dg_network_new_finish (result, &error);
  if (self->network == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (!self->keyring_first)
    {
      search_in_order (task);
      return;
    }
  self->origin = DG_CREDENTIAL_ORIGIN_KEYRING;
  dg_credential_provider_get_async (self, g_task_get_cancellable (task), keyring_cb, g_object_ref (task));
}

static void
profile_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Search *search = g_task_get_task_data (task);

  search->profile = dg_aws_profile_load_finish (result, &search->profile_error);
  if (g_error_matches (search->profile_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&search->profile_error));
      return;
    }
  dg_network_new_async ((const char *const *) search->self->environment,
                        search->profile != NULL ? dg_aws_profile_get (search->profile, "ca_bundle") : NULL,
                        g_task_get_cancellable (task), network_cb, g_object_ref (task));
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
 * is the one: if that cannot be used, it is for the person to mend it. For a window the keyring comes first, and then
 * the rest in the same order. Where there is nothing, no network is needed to find that out.
 */
void
dg_credential_provider_find_async (const DgCredentialSearch *search,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  g_autoptr (GTask) task = NULL;
  DgCredentialProvider *self;
  Search *state;

  g_return_if_fail (search != NULL && search->environment != NULL);

  self = g_object_new (DG_TYPE_CREDENTIAL_PROVIDER, NULL);
  self->environment = g_strdupv ((char **) search->environment);
  self->region = g_strdup (search->region);
  self->keyring_first = search->keyring_first;
  if (search->clock != NULL)
    {
      self->clock = search->clock;
      self->clock_data = search->clock_data;
    }

  state = g_new0 (Search, 1);
  state->self = self;
  state->named = g_strdup (search->profile);
  self->profile = dup_profile_name (self, state->named, &state->is_named);
  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, dg_credential_provider_find_async);
  g_task_set_task_data (task, state, search_free);
  dg_aws_profile_load_async (self->profile, search->environment, cancellable, profile_cb, g_object_ref (task));
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
