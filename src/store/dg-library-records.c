/* dg-library-records.c: the records of the library's datasets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include "dg-dataset-file-private.h"

typedef struct
{
  char *id;   /* (owned) */
  char *path; /* (owned) absolute */
  DgFileFormat format;
  gboolean overwrite;
} ExportData;

static void
free_export_data (ExportData *data)
{
  g_free (data->id);
  g_free (data->path);
  g_free (data);
}

static gpointer
load_records (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  gboolean changed = FALSE;

  if (!dg_library_settle_files (source, db, data, error))
    return NULL;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (source, db, data, error);
  g_autoptr (GPtrArray) records =
      dataset != NULL ? dg_library_read_dataset_records (db, dataset, &changed, cancellable, error) : NULL;

  if (records != NULL && changed)
    dg_library_try_to_follow_file (source, db, dataset, records, cancellable);

  return g_steal_pointer (&records);
}

static gpointer
export_dataset (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const ExportData *export = data;
  gsize length;

  if (!dg_library_settle_files (source, db, export->id, error))
    return NULL;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (source, db, export->id, error);
  if (dataset == NULL)
    return NULL;

  g_autoptr (GPtrArray) records = dg_library_read_dataset_records (db, dataset, NULL, cancellable, error);
  if (records == NULL)
    return NULL;

  g_autofree char *text = dg_dataset_file_print (records, export->format, &length);
  if (!dg_dataset_file_write (export->path, text, length, export->overwrite, cancellable, error))
    return NULL;

  dg_dataset_set_n_records (dataset, records->len);

  return g_steal_pointer (&dataset);
}

/**
 * dg_library_load_records_async:
 * @self: a library
 * @id: the id of a dataset
 * @cancellable: (nullable): a cancellable
 * @callback: called with the records
 * @data: given to @callback
 *
 * Loads the records as they are in the dataset's file. A file that was changed by somebody else is noticed by its hash
 * and read anew: what is known about its records stays with those whose input and answer are the same still.
 */
void
dg_library_load_records_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_load_records_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (id), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), load_records, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * dg_library_load_records_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND for a dataset or a file that is
 *   missing, %DG_STORE_ERROR_BAD_FILE for a file that somebody else has broken
 *
 * Returns: (transfer full) (nullable) (element-type DgRecord): the records in their order, numbered from 1
 */
GPtrArray *
dg_library_load_records_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_load_records_async, error);
}

/**
 * dg_library_export_dataset_async:
 * @self: a library
 * @id: the id of a dataset
 * @path: the file to write
 * @format: its format, whatever the dataset's own is
 * @overwrite: whether a file that is there may be replaced
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file is written
 * @data: given to @callback
 */
void
dg_library_export_dataset_async (DgLibrary *self,
                                 const char *id,
                                 const char *path,
                                 DgFileFormat format,
                                 gboolean overwrite,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (id != NULL && path != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_export_dataset_async, cancellable, callback, data);
  ExportData *export = g_new0 (ExportData, 1);

  export->id = g_strdup (id);
  export->path = g_canonicalize_filename (path, NULL);
  export->format = format;
  export->overwrite = overwrite;
  g_task_set_task_data (task, export, (GDestroyNotify) free_export_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), export_dataset, g_object_unref);
}

/**
 * dg_library_export_dataset_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_EXISTS when a file is there and may not be
 *   replaced, and those of dg_library_load_records_finish()
 *
 * Returns: (transfer full) (nullable): the dataset, with as many records as were written
 */
DgDataset *
dg_library_export_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_export_dataset_async, error);
}
