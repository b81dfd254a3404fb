/* dg-engine.c: what stands behind the pages: the settings, the library, the connection to models
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-engine.h"

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
};

G_DEFINE_FINAL_TYPE (DgEngine, dg_engine, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LIBRARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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

static void
dg_engine_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgEngine *self = DG_ENGINE (object);

  switch (id)
    {
    case PROP_LIBRARY:
      g_value_set_object (value, self->library);
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

  return g_build_filename (g_get_user_data_dir (), "dataset-gen", NULL);
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
 * @folder: a folder, empty, or with a library or a workspace of Nova Prompt Optimizer in it
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

  g_task_set_source_tag (task, dg_engine_change_folder_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  dg_library_open_async (folder, cancellable, change_folder_cb, task);
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
