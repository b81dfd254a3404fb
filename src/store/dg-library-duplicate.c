/* dg-library-duplicate.c: a second dataset like one that is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *id;   /* (owned) */
  char *name; /* (owned) (nullable) */
} DuplicateData;

static void
free_duplicate_data (DuplicateData *data)
{
  g_free (data->id);
  g_free (data->name);
  g_free (data);
}

static char *
choose_name (const DuplicateData *duplicate, DgDataset *dataset)
{
  if (duplicate->name != NULL)
    return g_utf8_make_valid (duplicate->name, -1);

  /* Translators: what a copy of the dataset %s is called */
  return g_strdup_printf (_ ("%s (copy)"), dg_dataset_get_name (dataset));
}

static gpointer
duplicate_dataset (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const DuplicateData *duplicate = data;

  if (!dg_library_settle_files (source, db, duplicate->id, error))
    return NULL;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (source, db, duplicate->id, error);
  g_autoptr (GPtrArray) records =
      dataset != NULL ? dg_library_read_dataset_records (db, dataset, NULL, cancellable, error) : NULL;
  if (records == NULL)
    return NULL;

  g_autofree char *name = choose_name (duplicate, dataset);
  const DgNewDataset wanted = { name, dg_dataset_get_format (dataset), records, dataset };

  return dg_library_add_dataset (source, db, &wanted, cancellable, error);
}

/**
 * dg_library_duplicate_dataset_async:
 * @self: a library
 * @id: the id of a dataset
 * @name: (nullable): what the copy is called, %NULL for “… (copy)”; a number is put behind a name that another dataset
 *   has
 * @cancellable: (nullable): a cancellable
 * @callback: called when the copy is there
 * @data: given to @callback
 *
 * Makes a second dataset with the same records, and all that is known about them. It comes from the same session, so
 * that its records are held to the same formats, but belongs to no run: what those made and cost is not counted twice.
 */
void
dg_library_duplicate_dataset_async (DgLibrary *self,
                                    const char *id,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_duplicate_dataset_async, cancellable, callback, data);
  DuplicateData *duplicate = g_new0 (DuplicateData, 1);

  duplicate->id = g_strdup (id);
  duplicate->name = g_strdup (name);
  g_task_set_task_data (task, duplicate, (GDestroyNotify) free_duplicate_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), duplicate_dataset, g_object_unref);
}

/**
 * dg_library_duplicate_dataset_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND, %DG_STORE_ERROR_BAD_FILE when its
 *   file cannot be read
 *
 * Returns: (transfer full) (nullable): the copy
 */
DgDataset *
dg_library_duplicate_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_duplicate_dataset_async, error);
}
