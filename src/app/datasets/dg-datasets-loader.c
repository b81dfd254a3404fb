/* dg-datasets-loader.c: keeps the lines of the Datasets page as the library is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-datasets-loader.h"

#ifdef __GLIBC__
#include <malloc.h>

/* How long the first rows get to be drawn, in milliseconds. */
#define MEMORY_MS 1000
#endif

/**
 * DgDatasetsLoader:
 *
 * Loads the drafts and datasets of a library into a #DgDatasetsModel, and again whenever the library changes. While the
 * page is not seen, it waits with that until it is: a run changes the library many times a second.
 */
struct _DgDatasetsLoader
{
  GObject parent_instance;

  DgDatasetsModel *model;    /* (owned) */
  DgLibrary *library;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of what is loaded from it */
  GPtrArray *drafts;         /* (owned) (nullable): loaded, while the datasets are on their way */
  GHashTable *hidden;        /* (owned): the ids of what is deleted, whatever a list says that was under way */
  GError *error;             /* (owned) (nullable): why it could not be loaded */
  gboolean asleep;           /* whether the page is not seen */
  gboolean loaded;           /* whether the model is that of the library */
  gboolean loading;          /* whether it is about to be */
  gboolean stale;            /* whether it has to be loaded again */
};

G_DEFINE_FINAL_TYPE (DgDatasetsLoader, dg_datasets_loader, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
remove_hidden (DgDatasetsLoader *self, GPtrArray *drafts, GPtrArray *datasets)
{
  for (guint i = drafts->len; i > 0; i--)
    if (g_hash_table_contains (self->hidden, ((DgDraft *) g_ptr_array_index (drafts, i - 1))->id))
      g_ptr_array_remove_index (drafts, i - 1);

  for (guint i = datasets->len; i > 0; i--)
    if (g_hash_table_contains (self->hidden, dg_dataset_get_id (g_ptr_array_index (datasets, i - 1))))
      g_ptr_array_remove_index (datasets, i - 1);
}

/* @error: (nullable): why it failed */
static void
end_loading (DgDatasetsLoader *self, const GError *error)
{
  gboolean again = self->stale;

  self->loading = FALSE;
  self->stale = FALSE;
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  self->loaded = error == NULL;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (again)
    dg_datasets_loader_load (self);
}

#ifdef __GLIBC__
/* What the making of the first rows has used and given back stays with the allocator, nearly 10 MiB with a thousand
 * datasets (tests/bench/window.py memory). Nothing comes for it later, so the system gets it. */
static gboolean
give_back_memory_cb (gpointer data)
{
  malloc_trim (0);

  return G_SOURCE_REMOVE;
}
#endif

static void
list_datasets_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgDatasetsLoader) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) datasets = dg_library_list_datasets_finish (DG_LIBRARY (source), result, &error);

  if (self->library != (DgLibrary *) source || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (datasets != NULL)
    {
      remove_hidden (self, self->drafts, datasets);
      dg_datasets_model_set_drafts (self->model, self->drafts);
      dg_datasets_model_set_datasets (self->model, datasets);
#ifdef __GLIBC__
      if (!self->loaded)
        g_timeout_add_full (G_PRIORITY_LOW, MEMORY_MS, give_back_memory_cb, NULL, NULL);
#endif
    }
  end_loading (self, error);
}

static void
list_drafts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgDatasetsLoader) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = dg_library_list_drafts_finish (DG_LIBRARY (source), result, &error);

  if (self->library != (DgLibrary *) source || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (drafts == NULL)
    {
      end_loading (self, error);
      return;
    }

  self->drafts = g_steal_pointer (&drafts);
  dg_library_list_datasets_async (self->library, self->cancellable, list_datasets_cb, g_object_ref (self));
}

static void
forget_library (DgDatasetsLoader *self)
{
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, dg_datasets_loader_load, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->library);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_error (&self->error);
  self->loaded = FALSE;
  self->loading = FALSE;
  self->stale = FALSE;
}

static void
dg_datasets_loader_dispose (GObject *object)
{
  DgDatasetsLoader *self = DG_DATASETS_LOADER (object);

  forget_library (self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (dg_datasets_loader_parent_class)->dispose (object);
}

static void
dg_datasets_loader_finalize (GObject *object)
{
  g_hash_table_unref (DG_DATASETS_LOADER (object)->hidden);

  G_OBJECT_CLASS (dg_datasets_loader_parent_class)->finalize (object);
}

static void
dg_datasets_loader_class_init (DgDatasetsLoaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dg_datasets_loader_dispose;
  object_class->finalize = dg_datasets_loader_finalize;

  /**
   * DgDatasetsLoader::changed:
   * @self: the loader
   *
   * It has loaded the library, or failed to, or has another one.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_datasets_loader_init (DgDatasetsLoader *self)
{
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * dg_datasets_loader_new:
 * @model: what is kept as the library is
 *
 * Returns: (transfer full): a loader without a library
 */
DgDatasetsLoader *
dg_datasets_loader_new (DgDatasetsModel *model)
{
  g_return_val_if_fail (DG_IS_DATASETS_MODEL (model), NULL);

  DgDatasetsLoader *self = g_object_new (DG_TYPE_DATASETS_LOADER, NULL);

  self->model = g_object_ref (model);

  return self;
}

/**
 * dg_datasets_loader_get_library:
 * @self: a loader
 *
 * Returns: (transfer none) (nullable): what it loads
 */
DgLibrary *
dg_datasets_loader_get_library (DgDatasetsLoader *self)
{
  g_return_val_if_fail (DG_IS_DATASETS_LOADER (self), NULL);

  return self->library;
}

/**
 * dg_datasets_loader_set_library:
 * @self: a loader
 * @library: (nullable): what it loads from now on
 */
void
dg_datasets_loader_set_library (DgDatasetsLoader *self, DgLibrary *library)
{
  g_return_if_fail (DG_IS_DATASETS_LOADER (self));

  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (self->library == library)
    return;

  forget_library (self);
  g_hash_table_remove_all (self->hidden);
  dg_datasets_model_set_drafts (self->model, none);
  dg_datasets_model_set_datasets (self->model, none);
  if (library != NULL)
    {
      self->library = g_object_ref (library);
      self->cancellable = g_cancellable_new ();
      g_signal_connect_object (library, "changed", G_CALLBACK (dg_datasets_loader_load), self, G_CONNECT_SWAPPED);
      dg_datasets_loader_load (self);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * dg_datasets_loader_set_awake:
 * @self: a loader
 * @awake: whether the page is seen
 */
void
dg_datasets_loader_set_awake (DgDatasetsLoader *self, gboolean awake)
{
  g_return_if_fail (DG_IS_DATASETS_LOADER (self));

  self->asleep = !awake;
  if (awake && self->stale)
    dg_datasets_loader_load (self);
}

/**
 * dg_datasets_loader_load:
 * @self: a loader
 *
 * Loads the library again, or for the first time: at once, when what is under way has come to its end, or when the page
 * is seen again.
 */
void
dg_datasets_loader_load (DgDatasetsLoader *self)
{
  g_return_if_fail (DG_IS_DATASETS_LOADER (self));

  if (self->library == NULL)
    return;

  if (self->loading || (self->loaded && self->asleep))
    {
      self->stale = TRUE;
      return;
    }

  self->loading = TRUE;
  self->stale = FALSE;
  dg_library_list_drafts_async (self->library, self->cancellable, list_drafts_cb, g_object_ref (self));
}

/**
 * dg_datasets_loader_hide:
 * @self: a loader
 * @id: of a draft or a dataset that is about to be deleted
 *
 * Takes it off the list at once.
 */
void
dg_datasets_loader_hide (DgDatasetsLoader *self, const char *id)
{
  g_return_if_fail (DG_IS_DATASETS_LOADER (self));
  g_return_if_fail (id != NULL);

  g_hash_table_add (self->hidden, g_strdup (id));
  dg_datasets_model_remove (self->model, id);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * dg_datasets_loader_unhide:
 * @self: a loader
 * @id: (nullable): of something that came back, or was not deleted after all; %NULL for everything
 *
 * Shows again what was hidden, as far as the library has it.
 */
void
dg_datasets_loader_unhide (DgDatasetsLoader *self, const char *id)
{
  g_return_if_fail (DG_IS_DATASETS_LOADER (self));

  if (id != NULL)
    g_hash_table_remove (self->hidden, id);
  else
    g_hash_table_remove_all (self->hidden);
  dg_datasets_loader_load (self);
}

/**
 * dg_datasets_loader_is_loaded:
 * @self: a loader
 *
 * Returns: whether the list is that of the library
 */
gboolean
dg_datasets_loader_is_loaded (DgDatasetsLoader *self)
{
  g_return_val_if_fail (DG_IS_DATASETS_LOADER (self), FALSE);

  return self->loaded;
}

/**
 * dg_datasets_loader_get_error:
 * @self: a loader
 *
 * Returns: (transfer none) (nullable): why the library could not be loaded
 */
const GError *
dg_datasets_loader_get_error (DgDatasetsLoader *self)
{
  g_return_val_if_fail (DG_IS_DATASETS_LOADER (self), NULL);

  return self->error;
}
