/* dg-library-records.c: the records of the library's datasets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

static char *
make_record_key (DgRecord *record)
{
  const char *input = dg_record_get_input (record);

  /* The length keeps ("a", "bc") and ("ab", "c") apart. */
  return g_strdup_printf ("%" G_GSIZE_FORMAT ":%s%s", strlen (input), input, dg_record_get_answer (record));
}

/* Returns: (transfer full) (element-type utf8 DgRecord): @known by their texts */
static GHashTable *
index_records (GPtrArray *known)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < known->len; i++)
    {
      DgRecord *record = g_ptr_array_index (known, i);

      g_hash_table_insert (index, make_record_key (record), record);
    }

  return index;
}

static DgRecord *
merge_record (DgRecord *record, DgRecord *known)
{
  DgRecord *merged = dg_record_new (dg_record_get_input (record), dg_record_get_answer (record),
                                    known != NULL ? dg_record_get_plan_line (known) : 0);

  dg_record_set_number (merged, dg_record_get_number (record));
  dg_record_set_origin (merged, known != NULL ? dg_record_get_origin (known) : DG_ORIGIN_IMPORT);
  if (known == NULL)
    return merged;

  dg_record_set_review (merged, dg_record_get_review (known));
  dg_record_set_note (merged, dg_record_get_note (known));
  dg_record_set_flag (merged, dg_record_get_flag (known));

  return merged;
}

/* Somebody else changed the file. It wins; what is known about a record is known still where its text is the same. */
static GPtrArray *
merge_records (GPtrArray *records, GPtrArray *known)
{
  GPtrArray *merged = g_ptr_array_new_full (records->len, g_object_unref);
  g_autoptr (GHashTable) index = index_records (known);

  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);
      g_autofree char *key = make_record_key (record);

      g_ptr_array_add (merged, merge_record (record, g_hash_table_lookup (index, key)));
    }

  return merged;
}

static gboolean
read_hash (DgSqlite *db, const char *id, char **sha256, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT sha256 FROM dg_datasets WHERE id = ?");

  dg_statement_bind_text (statement, id);
  if (dg_statement_next (statement))
    *sha256 = dg_statement_dup_text (statement, 0);

  return dg_statement_finish (statement, error);
}

static GPtrArray *
parse_file (DgDataset *dataset, const char *text, gsize length, GPtrArray *known, GError **error)
{
  const char *path = dg_dataset_get_path (dataset);
  DgFileFormat format = dg_dataset_get_format (dataset);
  g_autofree char *display = g_filename_display_name (path);

  /* Where row and file disagree, the file knows better. */
  dg_file_format_from_id (strrchr (path, '.') + 1, &format);

  g_autoptr (GPtrArray) records = dg_dataset_file_parse (text, length, format, NULL, error);
  if (records == NULL)
    {
      /* Translators: comes before a message about a line of the file %s */
      g_prefix_error (error, _ ("“%s” was changed outside the library and cannot be read: "), display);
      return NULL;
    }

  return merge_records (records, known);
}

/**
 * dg_library_read_dataset_records:
 * @db: the database
 * @dataset: a dataset whose files are settled
 * @changed: (out) (optional): whether its file is not the one that the database knows
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type DgRecord): the records as they are in the dataset's file, with what
 *   the database knows about them
 */
GPtrArray *
dg_library_read_dataset_records (
    DgSqlite *db, DgDataset *dataset, gboolean *changed, GCancellable *cancellable, GError **error)
{
  const char *id = dg_dataset_get_id (dataset);
  const char *path = dg_dataset_get_path (dataset);
  g_autofree char *sha256 = NULL;
  gsize length;

  if (changed != NULL)
    *changed = FALSE;

  g_autoptr (GPtrArray) known = dg_library_read_records (db, DG_LIBRARY_SELECT_DATASET_RECORDS, id, error);
  if (known == NULL || !read_hash (db, id, &sha256, error))
    return NULL;

  /* The file is gone, the records are not. */
  if (path == NULL && sha256 != NULL)
    return g_steal_pointer (&known);

  if (path == NULL)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
                   _ ("The file of dataset “%s” is missing. Put it back into the folder “uploads” of the library."),
                   id);
      return NULL;
    }

  g_autofree char *text = dg_dataset_file_load (path, &length, cancellable, error);
  if (text == NULL)
    return NULL;

  g_autofree char *file_sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, length);
  if (g_strcmp0 (file_sha256, sha256) == 0)
    return g_steal_pointer (&known);

  if (changed != NULL)
    *changed = TRUE;

  return parse_file (dataset, text, length, known, error);
}

/* Only so that others see the same. Records can be read without. */
static void
follow_changed_file (DgLibrary *self, DgSqlite *db, DgDataset *dataset, GPtrArray *records, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  gboolean ours = FALSE;

  if (!dg_library_find (db, "SELECT 1 FROM dg_datasets WHERE id = ?", dg_dataset_get_id (dataset), &ours, &error) ||
      (ours && !dg_library_follow_file (self, db, dataset, records, cancellable, &error)))
    g_debug ("The row of %s does not follow its file: %s", dg_dataset_get_id (dataset), error->message);
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
    follow_changed_file (source, db, dataset, records, cancellable);

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
