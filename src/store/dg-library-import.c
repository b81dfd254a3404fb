/* dg-library-import.c: files that people bring along become datasets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-file-private.h"
#include "dg-import.h"
#include "dg-library-private.h"
#include "dg-library-review.h"

typedef struct
{
  char *path;          /* (owned) absolute */
  char *name;          /* (owned) (nullable) */
  char *input_column;  /* (owned) (nullable) */
  char *answer_column; /* (owned) (nullable) */
  gboolean skip_bad;
} ImportData;

/* A file that is refused has bad lines and no dataset. */
typedef struct
{
  DgDataset *dataset;   /* (owned) (nullable) */
  GError *error;        /* (owned) (nullable) why there is none */
  GPtrArray *bad_lines; /* (owned) (nullable) (element-type DgBadLine) */
  GPtrArray *left_out;  /* (owned) (nullable) (element-type utf8) */
} ImportResult;

static void
free_import_data (ImportData *data)
{
  g_free (data->path);
  g_free (data->name);
  g_free (data->input_column);
  g_free (data->answer_column);
  g_free (data);
}

static void
free_import_result (ImportResult *result)
{
  g_clear_object (&result->dataset);
  g_clear_error (&result->error);
  g_clear_pointer (&result->bad_lines, g_ptr_array_unref);
  g_clear_pointer (&result->left_out, g_ptr_array_unref);
  g_free (result);
}

/* The name of the file, without what comes after the last dot. */
static char *
choose_name (const ImportData *import)
{
  char *name;
  char *dot;

  if (import->name != NULL)
    return g_utf8_make_valid (import->name, -1);

  name = g_filename_display_basename (import->path);
  dot = strrchr (name, '.');
  if (dot != NULL && dot > name)
    *dot = '\0';

  return name;
}

static char *
insert_dataset (DgLibrary *self, DgSqlite *db, const ImportData *import, const DgImporter *importer, GError **error)
{
  g_autofree char *wanted = choose_name (import);
  g_autofree char *name = dg_library_make_name (self, db, wanted, NULL, error);
  g_autofree char *id = name != NULL ? dg_library_make_dataset_id (db, error) : NULL;
  const DgDatasetRow row = { .id = id, .name = name, .format = importer->format };

  if (id == NULL || !dg_library_insert_dataset (db, &row, error) ||
      !dg_library_adopt_file (db, id, importer->records, FALSE, error))
    return NULL;

  return g_steal_pointer (&id);
}

/* Returns: (transfer full) (nullable): the id of the dataset */
static char *
import_in_transaction (DgLibrary *self,
                       DgSqlite *db,
                       const ImportData *import,
                       const DgImporter *importer,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  g_autofree char *id = transaction != NULL ? insert_dataset (self, db, import, importer, error) : NULL;
  g_autoptr (DgDataset) dataset = id != NULL ? dg_library_read_dataset (self, db, id, error) : NULL;

  if (dataset != NULL && dg_library_prepare_files (self, db, dataset, importer->records, cancellable, error) &&
      dg_transaction_commit (g_steal_pointer (&transaction), error))
    return g_steal_pointer (&id);

  /* Still with the lock, if there is one: nobody else knows the id. */
  g_clear_pointer (&transaction, dg_transaction_rollback);
  if (id != NULL)
    {
      dg_library_use_db (self, NULL);
      dg_library_settle_files (self, db, id, NULL);
    }

  return NULL;
}

static DgDataset *
save_records (DgLibrary *self,
              DgSqlite *db,
              const ImportData *import,
              const DgImporter *importer,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *id = import_in_transaction (self, db, import, importer, cancellable, error);

  if (id == NULL)
    return NULL;

  /* It is decided now; what follows from that is not called off. */
  dg_library_use_db (self, NULL);

  return dg_library_settle_files (self, db, id, error) ? dg_library_read_dataset (self, db, id, error) : NULL;
}

/* With nothing but bad lines there is nothing to go on with, even when those are to be skipped. */
static gboolean
check_lines (const ImportData *import, const DgImporter *importer, GError **error)
{
  return (import->skip_bad && importer->records->len > 0) || dg_bad_lines_check (importer->bad_lines, error);
}

static gboolean
read_file (const ImportData *import, DgImporter *importer, GCancellable *cancellable, GError **error)
{
  gsize length;
  g_autofree char *bytes = dg_dataset_file_load (import->path, &length, cancellable, error);

  if (bytes == NULL)
    return FALSE;

  if (dg_importer_read (importer, bytes, length, import->path, error))
    return check_lines (import, importer, error);

  g_autofree char *display = g_filename_display_basename (import->path);
  /* Translators: comes before a message about the file %s */
  g_prefix_error (error, _ ("“%s” cannot be imported. "), display);

  return FALSE;
}

static gpointer
import_file (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const ImportData *import = data;
  g_auto (DgImporter) importer = { .input_column = import->input_column, .answer_column = import->answer_column };
  ImportResult *result = g_new0 (ImportResult, 1);

  if (read_file (import, &importer, cancellable, &result->error))
    result->dataset = save_records (source, db, import, &importer, cancellable, &result->error);
  result->bad_lines = g_steal_pointer (&importer.bad_lines);
  result->left_out = g_steal_pointer (&importer.left_out);

  return result;
}

/**
 * dg_library_import_file_async:
 * @self: a library
 * @path: the file
 * @import: how it is brought in, copied at once
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is in, or refused
 * @data: given to @callback
 *
 * Makes a dataset of a file: JSONL, a JSON array of objects, or CSV with commas, semicolons or tabs, in UTF-8, UTF-16
 * or Windows-1252. Its columns are the two that are named, or recognised; what it has besides is left out. A dataset of
 * a CSV file is CSV, any other JSONL. The file itself is only read.
 *
 * Lines that are empty stand for nothing. JSON values that are not strings become the text that they are written as.
 */
void
dg_library_import_file_async (DgLibrary *self,
                              const char *path,
                              const DgImport *import,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (path != NULL && import != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_import_file_async, cancellable, callback, data);
  ImportData *copy = g_new0 (ImportData, 1);

  copy->path = g_canonicalize_filename (path, NULL);
  copy->name = g_strdup (import->name);
  copy->input_column = g_strdup (import->input_column);
  copy->answer_column = g_strdup (import->answer_column);
  copy->skip_bad = import->skip_bad;
  g_task_set_task_data (task, copy, (GDestroyNotify) free_import_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), import_file, (GDestroyNotify) free_import_result);
}

/**
 * dg_library_import_file_finish:
 * @self: a library
 * @result: what the callback was given
 * @bad_lines: (out) (optional) (transfer full) (nullable) (element-type DgBadLine): what could not be read, in the
 * order of the file, whether the file was refused for it or not; %NULL when it was not even begun
 * @left_out: (out) (optional) (transfer full) (nullable) (element-type utf8): the names of the file's columns that the
 *   dataset does not have
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_BAD_FILE when there are bad lines that are
 *   not to be skipped, when no line is good, or when it is not clear which columns to take; %DG_STORE_ERROR_NOT_FOUND
 *   when there is no such file
 *
 * Returns: (transfer full) (nullable): the dataset
 */
DgDataset *
dg_library_import_file_finish (
    DgLibrary *self, GAsyncResult *result, GPtrArray **bad_lines, GPtrArray **left_out, GError **error)
{
  ImportResult *import = dg_library_propagate (self, result, dg_library_import_file_async, error);
  DgDataset *dataset = NULL;

  if (bad_lines != NULL)
    *bad_lines = import != NULL ? g_steal_pointer (&import->bad_lines) : NULL;
  if (left_out != NULL)
    *left_out = import != NULL ? g_steal_pointer (&import->left_out) : NULL;
  if (import == NULL)
    return NULL;

  dataset = g_steal_pointer (&import->dataset);
  if (dataset == NULL)
    g_propagate_error (error, g_steal_pointer (&import->error));
  free_import_result (import);

  return dataset;
}
