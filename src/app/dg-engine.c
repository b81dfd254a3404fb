/* dg-engine.c: what stands behind the pages: the settings, the library, the connection to models
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-engine.h"

#include <glib/gi18n.h>

/**
 * DgEngine:
 *
 * One for the whole program. Pages get it when they are made, and follow its properties: the library may come late,
 * not at all, or be replaced by another one.
 */
struct _DgEngine
{
  GObject parent_instance;

  GSettings *settings;       /* (owned) */
  DgLibrary *library;        /* (owned) (nullable): NULL until it is open */
  GError *library_error;     /* (owned) (nullable): why it could not be opened */
  GCancellable *cancellable; /* (owned): of what the engine does by itself */

  DgConnection connection;
  GCancellable *search;              /* (owned) (nullable): of the latest search for credentials */
  DgCredentialProvider *credentials; /* (owned) (nullable): what it has found */
  GError *connection_error;          /* (owned) (nullable): why it has found nothing */
};

G_DEFINE_FINAL_TYPE (DgEngine, dg_engine, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LIBRARY,
  PROP_CONNECTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static char *
dup_own_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "dataset-gen", NULL);
}

static void
set_library (DgEngine *self, DgLibrary *library)
{
  g_clear_error (&self->library_error);
  if (g_set_object (&self->library, library))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIBRARY]);
}

static void
open_library_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgEngine) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgLibrary) library = dg_library_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (library != NULL)
    {
      set_library (self, library);
      return;
    }

  g_clear_error (&self->library_error);
  self->library_error = g_steal_pointer (&error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIBRARY]);
}

static void
change_folder_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DgEngine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgLibrary) library = dg_library_open_finish (result, &error);

  if (library == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_settings_set_string (self->settings, "library-folder", g_task_get_task_data (task));
  set_library (self, library);
  g_task_return_boolean (task, TRUE);
}

/* --- models --- */

static void
set_connection (DgEngine *self, DgConnection connection)
{
  self->connection = connection;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
}

static void
find_credentials_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgEngine) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgCredentialProvider) credentials = dg_credential_provider_find_finish (result, &error);

  /* a later search knows better */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_set_object (&self->credentials, credentials);
  g_clear_error (&self->connection_error);
  self->connection_error = g_steal_pointer (&error);

  if (credentials != NULL)
    set_connection (self, DG_CONNECTION_FOUND);
  else if (g_error_matches (self->connection_error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS))
    set_connection (self, DG_CONNECTION_NONE);
  else
    set_connection (self, DG_CONNECTION_FAILED);
}

static void
dg_engine_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgEngine *self = DG_ENGINE (object);

  switch (id)
    {
    case PROP_LIBRARY:
      g_value_set_object (value, self->library);
      break;
    case PROP_CONNECTION:
      g_value_set_uint (value, self->connection);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_engine_dispose (GObject *object)
{
  DgEngine *self = DG_ENGINE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->credentials);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (dg_engine_parent_class)->dispose (object);
}

static void
dg_engine_finalize (GObject *object)
{
  DgEngine *self = DG_ENGINE (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->library_error);
  g_clear_error (&self->connection_error);

  G_OBJECT_CLASS (dg_engine_parent_class)->finalize (object);
}

static void
dg_engine_class_init (DgEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dg_engine_get_property;
  object_class->dispose = dg_engine_dispose;
  object_class->finalize = dg_engine_finalize;

  /**
   * DgEngine:library: (nullable)
   *
   * The open library. Notified of too when it could not be opened; then it is %NULL.
   */
  properties[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, DG_TYPE_LIBRARY,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * DgEngine:connection: (type DgConnection)
   *
   * Whether models can be asked.
   */
  properties[PROP_CONNECTION] =
      g_param_spec_uint ("connection", NULL, NULL, DG_CONNECTION_SEARCHING, DG_CONNECTION_FAILED,
                         DG_CONNECTION_SEARCHING, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dg_engine_init (DgEngine *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * dg_engine_new:
 * @settings: the program's settings
 *
 * Returns: (transfer full): an engine that has opened nothing yet
 */
DgEngine *
dg_engine_new (GSettings *settings)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  DgEngine *self = g_object_new (DG_TYPE_ENGINE, NULL);

  self->settings = g_object_ref (settings);

  return self;
}

/**
 * dg_engine_get_settings:
 * @self: an engine
 *
 * Returns: (transfer none): the program's settings
 */
GSettings *
dg_engine_get_settings (DgEngine *self)
{
  g_return_val_if_fail (DG_IS_ENGINE (self), NULL);

  return self->settings;
}

/**
 * dg_engine_get_library:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the open library
 */
DgLibrary *
dg_engine_get_library (DgEngine *self)
{
  g_return_val_if_fail (DG_IS_ENGINE (self), NULL);

  return self->library;
}

/**
 * dg_engine_get_library_error:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): why the library could not be opened
 */
const GError *
dg_engine_get_library_error (DgEngine *self)
{
  g_return_val_if_fail (DG_IS_ENGINE (self), NULL);

  return self->library_error;
}

/**
 * dg_engine_dup_folder:
 * @self: an engine
 *
 * Returns: (transfer full): where the library is: as the environment says (`DATASET_GEN_LIBRARY`, as for the command
 *   line), as the settings say, or the program's own folder
 */
char *
dg_engine_dup_folder (DgEngine *self)
{
  g_return_val_if_fail (DG_IS_ENGINE (self), NULL);

  const char *from_environment = g_getenv ("DATASET_GEN_LIBRARY");
  g_autofree char *chosen = g_settings_get_string (self->settings, "library-folder");

  if (from_environment != NULL && *from_environment != '\0')
    return g_canonicalize_filename (from_environment, NULL);
  if (*chosen != '\0')
    return g_steal_pointer (&chosen);

  return dup_own_folder ();
}

/**
 * dg_engine_open_library:
 * @self: an engine
 *
 * Opens the library that the settings name; #DgEngine:library tells when it is open. Used at the start, and again
 * when that failed.
 */
void
dg_engine_open_library (DgEngine *self)
{
  g_return_if_fail (DG_IS_ENGINE (self));

  g_autofree char *folder = dg_engine_dup_folder (self);

  dg_library_open_async (folder, self->cancellable, open_library_cb, g_object_ref (self));
}

/**
 * dg_engine_change_folder_async:
 * @self: an engine
 * @folder: a folder, empty, or with a library or a workspace of Nova Prompt Optimizer in it; the empty text for the
 *   program's own
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is open
 * @data: given to @callback
 *
 * Opens the library in another folder and remembers it. The one that is open stays when that fails.
 */
void
dg_engine_change_folder_async (
    DgEngine *self, const char *folder, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_ENGINE (self));
  g_return_if_fail (folder != NULL);

  GTask *task = g_task_new (self, cancellable, callback, data);
  g_autofree char *own = dup_own_folder ();

  g_task_set_source_tag (task, dg_engine_change_folder_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  dg_library_open_async (*folder != '\0' ? folder : own, cancellable, change_folder_cb, task);
}

/**
 * dg_engine_change_folder_finish:
 * @self: an engine
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: whether the library is the one in that folder now
 */
gboolean
dg_engine_change_folder_finish (DgEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * dg_engine_get_connection:
 * @self: an engine
 *
 * Returns: whether models can be asked
 */
DgConnection
dg_engine_get_connection (DgEngine *self)
{
  g_return_val_if_fail (DG_IS_ENGINE (self), DG_CONNECTION_NONE);

  return self->connection;
}

/**
 * dg_engine_get_connection_error:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): why there are no credentials, with what to do about it
 */
const GError *
dg_engine_get_connection_error (DgEngine *self)
{
  g_return_val_if_fail (DG_IS_ENGINE (self), NULL);

  return self->connection_error;
}

/**
 * dg_engine_get_credentials:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the credentials that were found
 */
DgCredentialProvider *
dg_engine_get_credentials (DgEngine *self)
{
  g_return_val_if_fail (DG_IS_ENGINE (self), NULL);

  return self->credentials;
}

/**
 * dg_engine_find_credentials:
 * @self: an engine
 *
 * Looks for credentials, at the start and when something has changed that they depend on; #DgEngine:connection tells
 * what came of it.
 */
void
dg_engine_find_credentials (DgEngine *self)
{
  g_return_if_fail (DG_IS_ENGINE (self));

  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *profile = g_settings_get_string (self->settings, "profile");
  g_autofree char *region = g_settings_get_string (self->settings, "region");
  const DgCredentialSearch search = {
    .environment = (const char *const *) environment,
    .profile = *profile != '\0' ? profile : NULL,
    .region = *region != '\0' ? region : NULL,
    .keyring_first = TRUE,
  };

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->search = g_cancellable_new ();
  set_connection (self, DG_CONNECTION_SEARCHING);
  dg_credential_provider_find_async (&search, self->search, find_credentials_cb, g_object_ref (self));
}

/**
 * dg_engine_dup_provider:
 * @self: an engine
 *
 * Returns: (transfer full): the provider of new datasets
 */
char *
dg_engine_dup_provider (DgEngine *self)
{
  g_return_val_if_fail (DG_IS_ENGINE (self), NULL);

  return g_settings_get_string (self->settings, "provider");
}

/**
 * dg_engine_dup_model:
 * @self: an engine
 *
 * Returns: (transfer full): the model of new datasets
 */
char *
dg_engine_dup_model (DgEngine *self)
{
  g_return_val_if_fail (DG_IS_ENGINE (self), NULL);

  return g_settings_get_string (self->settings, "model");
}

/**
 * dg_engine_open_model:
 * @self: an engine
 * @provider: (nullable): a provider, %NULL for the one of new datasets
 * @model: (nullable): a model, %NULL for the one of new datasets
 * @error: return location for an error of #DG_INFERENCE_ERROR: %DG_INFERENCE_ERROR_NO_CREDENTIALS when there are none
 *
 * Opens a model with the credentials that were found. Nothing falls back to the practice model by itself.
 *
 * Returns: (transfer full) (nullable): a model that can be asked
 */
DgModel *
dg_engine_open_model (DgEngine *self, const char *provider, const char *model, GError **error)
{
  g_return_val_if_fail (DG_IS_ENGINE (self), NULL);

  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *own_provider = dg_engine_dup_provider (self);
  g_autofree char *own_model = dg_engine_dup_model (self);
  g_autofree char *region = g_settings_get_string (self->settings, "region");
  const DgProviderOptions options = {
    .provider = provider != NULL ? provider : own_provider,
    .model = model != NULL ? model : own_model,
    .credentials = self->credentials,
    .region = *region != '\0' ? region : NULL,
    .environment = (const char *const *) environment,
  };

  if (dg_provider_needs_credentials (options.provider) && self->credentials == NULL)
    {
      if (self->connection_error != NULL)
        g_propagate_error (error, g_error_copy (self->connection_error));
      else
        g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS,
                     _ ("Credentials are still being looked for. Try again in a moment."));
      return NULL;
    }

  return dg_provider_open_model (&options, error);
}
