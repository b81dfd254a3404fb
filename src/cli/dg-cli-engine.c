/* dg-cli-engine.c: the engine behind the commands: library and model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "dg-cli.h"
#include "dg-dataset-file.h"
#include "dg-library-prompts.h"

/* Of credentials that nobody renews, this long before they expire it is said. */
#define EXPIRY_NOTICE_SECONDS (60 * 60)

/**
 * dg_cli_store_result_cb:
 * @source: (nullable): the object that was asked
 * @result: its result
 * @data: a slot for dg_cli_wait()
 *
 * Keeps the result of an operation for dg_cli_wait().
 */
void
dg_cli_store_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

/**
 * dg_cli_wait:
 * @slot: where dg_cli_store_result_cb() keeps the result
 *
 * Runs the main loop until an operation has ended: a command has nothing else to do meanwhile.
 *
 * Returns: (transfer none): the result, in @slot
 */
GAsyncResult *
dg_cli_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *slot;
}

static char *
dup_library_folder (DgCli *self)
{
  const char *from_environment = g_environ_getenv (self->environment, "DATASET_GEN_LIBRARY");

  if (self->library_folder != NULL)
    return g_canonicalize_filename (self->library_folder, NULL);
  if (from_environment != NULL && *from_environment != '\0')
    return g_canonicalize_filename (from_environment, NULL);

  return g_build_filename (g_get_user_data_dir (), "dataset-gen", NULL);
}

/**
 * dg_cli_open_library:
 * @self: the call
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the library that was named, or the default one
 */
DgLibrary *
dg_cli_open_library (DgCli *self, GError **error)
{
  g_autofree char *folder = dup_library_folder (self);
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_open_async (folder, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_library_open_finish (dg_cli_wait (&result), error);
}

/* What a person should know before hours of work, not after. */
static void
tell_of_credentials (DgCredentialProvider *provider)
{
  const char *const *warnings = dg_credential_provider_get_warnings (provider);
  g_autoptr (DgCredentials) credentials = dg_credential_provider_peek (provider);
  DgCredentialOrigin origin = dg_credential_provider_get_origin (provider);
  gint64 expiry = credentials != NULL ? dg_credentials_get_expiry (credentials) : 0;

  for (gsize i = 0; warnings != NULL && warnings[i] != NULL; i++)
    g_printerr ("%s\n", warnings[i]);

  /* a profile's program or sign-in gives others in time */
  if (origin != DG_CREDENTIAL_ORIGIN_PROFILE && expiry != 0 &&
      expiry - g_get_real_time () / G_USEC_PER_SEC < EXPIRY_NOTICE_SECONDS)
    {
      g_autofree char *time = dg_credential_format_time (expiry);

      /* Translators: the first %s is where credentials come from, the second a date and time. */
      g_printerr (_ ("The credentials (%s) expire soon: %s\n"), dg_credential_provider_get_description (provider),
                  time);
    }
}

/**
 * dg_cli_find_credentials:
 * @self: the call
 * @error: return location for an error
 *
 * Looks for credentials, once, and tells on standard error what a person should know of them.
 *
 * Returns: (transfer none) (nullable): where they come from
 */
DgCredentialProvider *
dg_cli_find_credentials (DgCli *self, GError **error)
{
  const DgCredentialSearch search = {
    .environment = (const char *const *) self->environment,
    .profile = self->profile,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgCredentialProvider) found = NULL;

  if (self->credentials != NULL)
    return self->credentials;

  dg_credential_provider_find_async (&search, self->cancellable, dg_cli_store_result_cb, &result);
  found = dg_credential_provider_find_finish (dg_cli_wait (&result), error);
  if (found == NULL)
    return NULL;
  /* while this one waited, another request of `serve` may have found them */
  if (self->credentials == NULL)
    {
      self->credentials = g_steal_pointer (&found);
      tell_of_credentials (self->credentials);
    }

  return self->credentials;
}

/**
 * dg_cli_find_provider:
 * @self: the call
 * @provider: (nullable): a provider, %NULL for the one that was named or else `bedrock`
 * @model: (nullable): a model, %NULL for the one that was named or else the default
 * @options: (out caller-allocates): which model to open, and how to get at it; for as long as @self, @provider and
 *   @model are there
 * @error: return location for an error
 *
 * Looks for what it takes to open a model. What the command line names goes before what the caller does.
 *
 * Returns: whether there is something to ask it with
 */
gboolean
dg_cli_find_provider (DgCli *self, const char *provider, const char *model, DgProviderOptions *options, GError **error)
{
  *options = (DgProviderOptions){
    .provider = self->provider != NULL ? self->provider : provider,
    .model = self->model != NULL ? self->model : model,
    .environment = (const char *const *) self->environment,
  };
  if (!dg_provider_needs_credentials (options->provider))
    return TRUE;

  options->credentials = dg_cli_find_credentials (self, error);

  return options->credentials != NULL;
}

/**
 * dg_cli_open_model:
 * @self: the call
 * @provider: (nullable): a provider, %NULL for the one that was named or else `bedrock`
 * @model: (nullable): a model, %NULL for the one that was named or else the default
 * @error: return location for an error
 *
 * Nothing falls back to the practice model by itself.
 *
 * Returns: (transfer full) (nullable): a model that can be asked
 */
DgModel *
dg_cli_open_model (DgCli *self, const char *provider, const char *model, GError **error)
{
  DgProviderOptions options;

  if (!dg_cli_find_provider (self, provider, model, &options, error))
    return NULL;

  return dg_provider_open_model (&options, error);
}

/**
 * dg_cli_load_dataset:
 * @self: the call
 * @library: a library
 * @id: a dataset's id
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the dataset
 */
DgDataset *
dg_cli_load_dataset (DgCli *self, DgLibrary *library, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_dataset_async (library, id, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_library_load_dataset_finish (library, dg_cli_wait (&result), error);
}

/**
 * dg_cli_load_records:
 * @self: the call
 * @library: a library
 * @id: a dataset's id
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type DgRecord): its records
 */
GPtrArray *
dg_cli_load_records (DgCli *self, DgLibrary *library, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_records_async (library, id, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_library_load_records_finish (library, dg_cli_wait (&result), error);
}

/**
 * dg_cli_warn_of_long_fields:
 * @records: (element-type DgRecord): records of a dataset
 *
 * Tells on standard error which fields Python's csv module cannot read unless it is told to.
 */
void
dg_cli_warn_of_long_fields (GPtrArray *records)
{
  g_autoptr (GArray) fields = dg_dataset_file_find_long_fields (records);

  for (guint i = 0; i < fields->len; i++)
    {
      const DgLongField *field = &g_array_index (fields, DgLongField, i);

      g_printerr (_ ("Record %u: the %s has %u characters. Python reads such a field from CSV only after "
                     "csv.field_size_limit (%u); from JSONL always.\n"),
                  field->number, dg_column_get_id (field->column), field->n_characters, field->n_characters + 1);
    }
}

/**
 * dg_cli_load_prompt:
 * @self: the call
 * @library: a library
 * @id: a prompt's id
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the prompt
 */
DgPrompt *
dg_cli_load_prompt (DgCli *self, DgLibrary *library, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_prompt_async (library, id, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_library_load_prompt_finish (library, dg_cli_wait (&result), error);
}
