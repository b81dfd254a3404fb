/* dg-aws-profile.c: one profile of the AWS tools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "dg-aws-file.h"
#include "dg-aws-profile.h"
#include "dg-credentials.h"

#define KEY_ID "aws_access_key_id"
#define SECRET "aws_secret_access_key"
#define SESSION "aws_session_token"
#define OTHER_WIDE_BITS 077

struct _DgAwsProfile
{
  char *name;                 /* (owned) */
  char *config_path;          /* (owned) */
  char *credentials_path;     /* (owned) */
  DgAwsFile *config;          /* (owned) */
  DgAwsFile *credentials;     /* (owned) */
  GHashTable *in_config;      /* (unowned) (nullable) its section there */
  GHashTable *in_credentials; /* (unowned) (nullable) */
  GHashTable *sso_session;    /* (unowned) (nullable) the section that it names */
};

/* What Amazon's tools do where this program would have to do as much. */
static const char *const other_ways[] = { "role_arn", "web_identity_token_file", "credential_source", "login_session" };

/* A path of a variable may begin with a tilde, as botocore takes it. */
static char *
dup_file_path (const char *const *environment, const char *variable, const char *otherwise)
{
  const char *value = g_environ_getenv ((char **) environment, variable);

  if (value == NULL || *value == '\0')
    return dg_aws_dup_home_path (environment, otherwise);
  return g_str_has_prefix (value, "~/") ? dg_aws_dup_home_path (environment, value + 2) : g_strdup (value);
}

static const char *
get_from (GHashTable *section, const char *setting)
{
  const char *value = section != NULL ? g_hash_table_lookup (section, setting) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

/* Where the keys are: both halves are taken from one file. */
static GHashTable *
get_keys_section (DgAwsProfile *self)
{
  if (get_from (self->in_credentials, KEY_ID) != NULL || get_from (self->in_credentials, SECRET) != NULL)
    return self->in_credentials;
  if (get_from (self->in_config, KEY_ID) != NULL || get_from (self->in_config, SECRET) != NULL)
    return self->in_config;
  return NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
dup_names (DgAwsProfile *self)
{
  g_auto (GStrv) config = dg_aws_file_list (self->config, "profile");
  g_auto (GStrv) credentials = dg_aws_file_list (self->credentials, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; config[i] != NULL; i++)
    g_ptr_array_add (names, config[i]);
  for (gsize i = 0; credentials[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char *const *) config, credentials[i]))
        g_ptr_array_add (names, credentials[i]);
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/**
 * dg_aws_dup_home_path:
 * @environment: (array zero-terminated=1): an environment
 * @path: a path in the person's home
 *
 * Returns: (transfer full): where it is
 */
char *
dg_aws_dup_home_path (const char *const *environment, const char *path)
{
  const char *home;

  g_return_val_if_fail (environment != NULL && path != NULL, NULL);

  home = g_environ_getenv ((char **) environment, "HOME");
  return g_build_filename (home != NULL && *home != '\0' ? home : g_get_home_dir (), path, NULL);
}

/**
 * dg_aws_dup_wide_mode_warning:
 * @path: a file that holds a secret
 * @mode: its permission bits
 *
 * Returns: (transfer full) (nullable): what to tell a person if others may read or change the file
 */
char *
dg_aws_dup_wide_mode_warning (const char *path, guint mode)
{
  g_return_val_if_fail (path != NULL, NULL);

  if ((mode & OTHER_WIDE_BITS) == 0)
    return NULL;
  /* Translators: the first %s is a file, %04o its permissions in octal digits. */
  return g_strdup_printf (_ ("“%s” holds a secret, and others may get at it (its permissions are %04o). Make it yours "
                             "alone with: chmod 600 '%s'"),
                          path, mode, path);
}

/**
 * dg_aws_profile_load:
 * @name: the name of a profile
 * @environment: (array zero-terminated=1): an environment, which may say where the files are
 * @error: return location for a #DgInferenceError
 *
 * Reads `~/.aws/config` and `~/.aws/credentials`, or what `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name.
 *
 * Returns: (transfer full): what they say of the profile, which may be nothing; or %NULL with
 *   %DG_INFERENCE_ERROR_CONFIGURATION if a file cannot be read
 */
DgAwsProfile *
dg_aws_profile_load (const char *name, const char *const *environment, GError **error)
{
  g_autoptr (DgAwsProfile) self = NULL;
  const char *session;

  g_return_val_if_fail (name != NULL && environment != NULL, NULL);

  self = g_new0 (DgAwsProfile, 1);
  self->name = g_strdup (name);
  self->config_path = dup_file_path (environment, "AWS_CONFIG_FILE", ".aws/config");
  self->credentials_path = dup_file_path (environment, "AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials");
  self->config = dg_aws_file_load (self->config_path, error);
  if (self->config == NULL)
    return NULL;
  self->credentials = dg_aws_file_load (self->credentials_path, error);
  if (self->credentials == NULL)
    return NULL;

  self->in_credentials = dg_aws_file_lookup (self->credentials, name);
  self->in_config = dg_aws_file_lookup_named (self->config, "profile", name);
  if (self->in_config == NULL && g_str_equal (name, DG_AWS_DEFAULT_PROFILE))
    self->in_config = dg_aws_file_lookup (self->config, name);
  session = get_from (self->in_config, "sso_session");
  if (session != NULL)
    self->sso_session = dg_aws_file_lookup_named (self->config, "sso-session", session);
  return g_steal_pointer (&self);
}

/* What a thread is to load. */
typedef struct
{
  char *name;        /* (owned) */
  GStrv environment; /* (owned) */
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_free (loading->name);
  g_strfreev (loading->environment);
  g_free (loading);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Loading *loading = data;
  GError *error = NULL;
  DgAwsProfile *self = dg_aws_profile_load (loading->name, (const char *const *) loading->environment, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) dg_aws_profile_free);
  else
    g_task_return_error (task, error);
}

/**
 * dg_aws_profile_load_async:
 * @name: the name of a profile
 * @environment: (array zero-terminated=1): an environment, which may say where the files are
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Does what dg_aws_profile_load() does in a thread, since a home may lie on a network that is slow to answer.
 */
void
dg_aws_profile_load_async (const char *name,
                           const char *const *environment,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Loading *loading;

  g_return_if_fail (name != NULL && environment != NULL);

  loading = g_new0 (Loading, 1);
  loading->name = g_strdup (name);
  loading->environment = g_strdupv ((char **) environment);
  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, dg_aws_profile_load_async);
  g_task_set_task_data (task, loading, loading_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * dg_aws_profile_load_finish:
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): as dg_aws_profile_load() does
 */
DgAwsProfile *
dg_aws_profile_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_aws_profile_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dg_aws_profile_free:
 * @self: (transfer full): a profile
 */
void
dg_aws_profile_free (DgAwsProfile *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->config_path);
  g_free (self->credentials_path);
  g_clear_pointer (&self->config, dg_aws_file_free);
  g_clear_pointer (&self->credentials, dg_aws_file_free);
  g_free (self);
}

/**
 * dg_aws_profile_get_name:
 * @self: a profile
 *
 * Returns: its name
 */
const char *
dg_aws_profile_get_name (DgAwsProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * dg_aws_profile_exists:
 * @self: a profile
 * @error: return location for a #DgInferenceError
 *
 * Returns: %FALSE with %DG_INFERENCE_ERROR_CONFIGURATION if neither file has it
 */
gboolean
dg_aws_profile_exists (DgAwsProfile *self, GError **error)
{
  g_autofree char *names = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->in_config != NULL || self->in_credentials != NULL)
    return TRUE;

  names = dup_names (self);
  /* Translators: the first %s is the name of a profile, the next two are files, the last a list of names. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
               _ ("There is no profile “%s” in “%s” or “%s”. Profiles there: %s"), self->name, self->config_path,
               self->credentials_path, *names != '\0' ? names : _ ("none"));
  return FALSE;
}

/**
 * dg_aws_profile_get_kind:
 * @self: a profile
 *
 * Returns: how it comes by its credentials; of several ways the first in the order of Amazon's SDK for JavaScript
 */
DgAwsProfileKind
dg_aws_profile_get_kind (DgAwsProfile *self)
{
  g_return_val_if_fail (self != NULL, DG_AWS_PROFILE_EMPTY);

  if (dg_aws_profile_get (self, "role_arn") != NULL)
    return DG_AWS_PROFILE_OTHER;
  if (get_keys_section (self) != NULL)
    return DG_AWS_PROFILE_KEYS;
  if (dg_aws_profile_get (self, "credential_process") != NULL)
    return DG_AWS_PROFILE_PROCESS;
  if (dg_aws_profile_get (self, "sso_session") != NULL || dg_aws_profile_get (self, "sso_start_url") != NULL)
    return DG_AWS_PROFILE_SSO;
  for (gsize i = 0; i < G_N_ELEMENTS (other_ways); i++)
    {
      if (dg_aws_profile_get (self, other_ways[i]) != NULL)
        return DG_AWS_PROFILE_OTHER;
    }
  return DG_AWS_PROFILE_EMPTY;
}

/**
 * dg_aws_profile_get:
 * @self: a profile
 * @setting: for example `region`
 *
 * Returns: (nullable): what it is set to, in the credentials file or else in the other
 */
const char *
dg_aws_profile_get (DgAwsProfile *self, const char *setting)
{
  const char *value;

  g_return_val_if_fail (self != NULL && setting != NULL, NULL);

  value = get_from (self->in_credentials, setting);
  return value != NULL ? value : get_from (self->in_config, setting);
}

/**
 * dg_aws_profile_get_sso:
 * @self: a profile
 * @setting: `sso_region` or `sso_start_url`
 *
 * Returns: (nullable): what it is set to, in the `sso-session` that the profile names or else in the profile
 */
const char *
dg_aws_profile_get_sso (DgAwsProfile *self, const char *setting)
{
  const char *value;

  g_return_val_if_fail (self != NULL && setting != NULL, NULL);

  value = get_from (self->sso_session, setting);
  return value != NULL ? value : dg_aws_profile_get (self, setting);
}

/**
 * dg_aws_profile_get_keys_path:
 * @self: a profile
 *
 * Returns: the file that has its keys, or could have them
 */
const char *
dg_aws_profile_get_keys_path (DgAwsProfile *self)
{
  GHashTable *section;

  g_return_val_if_fail (self != NULL, NULL);

  section = get_keys_section (self);
  return section != NULL && section == self->in_config ? self->config_path : self->credentials_path;
}

/**
 * dg_aws_profile_read_keys:
 * @self: a profile of the kind %DG_AWS_PROFILE_KEYS
 * @error: return location for a #DgInferenceError
 *
 * Returns: (transfer full): its keys, or %NULL with %DG_INFERENCE_ERROR_CONFIGURATION
 */
DgCredentials *
dg_aws_profile_read_keys (DgAwsProfile *self, GError **error)
{
  GHashTable *section;
  const char *id, *secret;
  g_autoptr (DgCredentials) credentials = NULL;

  g_return_val_if_fail (self != NULL && get_keys_section (self) != NULL, NULL);

  section = get_keys_section (self);
  id = get_from (section, KEY_ID);
  secret = get_from (section, SECRET);
  if (id == NULL || secret == NULL)
    {
      /* Translators: the first %s is the name of a profile, the second a file, the others are names of settings. */
      g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
                   _ ("The profile “%s” in “%s” has %s, but not %s; a key needs both."), self->name,
                   dg_aws_profile_get_keys_path (self), id != NULL ? KEY_ID : SECRET, id != NULL ? SECRET : KEY_ID);
      return NULL;
    }

  credentials = dg_credentials_new_keys (id, secret, get_from (section, SESSION));
  if (dg_credentials_check (credentials, error))
    return g_steal_pointer (&credentials);
  /* Translators: the first %s is the name of a profile, the second a file. */
  g_prefix_error (error, _ ("The profile “%s” in “%s”: "), self->name, dg_aws_profile_get_keys_path (self));
  return NULL;
}

/**
 * dg_aws_profile_new_unknown_error:
 * @self: a profile that has no credentials which this program could get
 *
 * Returns: (transfer full): a %DG_INFERENCE_ERROR_NO_CREDENTIALS that says what to do
 */
GError *
dg_aws_profile_new_unknown_error (DgAwsProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (other_ways); i++)
    {
      if (dg_aws_profile_get (self, other_ways[i]) != NULL)
        /* Translators: the first and the last %s are the name of a profile, the second is a setting. */
        return g_error_new (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS,
                            _ ("The profile “%s” gets its credentials by %s, which only the AWS CLI does. Make a "
                               "profile that asks it, with: credential_process = aws configure export-credentials "
                               "--profile %s --format process"),
                            self->name, other_ways[i], self->name);
    }
  /* Translators: the first and the last %s are the name of a profile, the others are files. */
  return g_error_new (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS,
                      _ ("The profile “%s” in “%s” or “%s” has no credentials. Run “aws configure --profile %s”, or "
                         "“aws configure sso”."),
                      self->name, self->config_path, self->credentials_path, self->name);
}

/**
 * dg_aws_profile_dup_warning:
 * @self: a profile
 *
 * Returns: (transfer full) (nullable): what to tell a person if others may read the file with its keys
 */
char *
dg_aws_profile_dup_warning (DgAwsProfile *self)
{
  GHashTable *section;

  g_return_val_if_fail (self != NULL, NULL);

  section = get_keys_section (self);
  if (section == NULL)
    return NULL;
  return dg_aws_dup_wide_mode_warning (dg_aws_profile_get_keys_path (self),
                                       dg_aws_file_get_mode (section == self->in_config ? self->config
                                                                                        : self->credentials));
}
