/* dg-library-import.c: files that people bring along become datasets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-file-private.h"
#include "dg-import-private.h"
#include "dg-library-private.h"
#include "dg-library-review.h"

/* The file is read in a thread of its own: only what is in it then waits for the library's. */
typedef struct
{
  char *path;          /* (owned) absolute */
  char *name;          /* (owned) (nullable) */
  char *input_column;  /* (owned) (nullable) */
  char *answer_column; /* (owned) (nullable) */
  gboolean skip_bad;
  DgImporter importer; /* (owned) what the file holds; filled by the one thread, emptied by the other */
  GError *error;       /* (owned) (nullable) why it cannot be imported */
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
  dg_importer_clear (&data->importer);
  g_clear_error (&data->error);
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

static DgDataset *
save_records (DgLibrary *self, DgSqlite *db, const ImportData *import, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = choose_name (import);
  const DgNewDataset wanted = { name, import->importer.format, import->importer.records, NULL };

  return dg_library_add_dataset (self, db, &wanted, cancellable, error);
}

/* With nothing but bad lines there is nothing to go on with, even when those are to be skipped. */
static gboolean
check_lines (const ImportData *import, const DgImporter *importer, GError **error)
{
  return (import->skip_bad && importer->records->len > 0) || dg_bad_lines_check (importer->bad_lines, error);
}

static gboolean
read_file (ImportData *import, GError **error)
{
  DgImporter *importer = &import->importer;
  guint64 n_bytes;

  if (dg_importer_read_file (importer, import->path, &n_bytes, error))
    return check_lines (import, importer, error);

  /* That it cannot be read at all is said with its name anyway. */
  if (importer->records == NULL || (error != NULL && g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return FALSE;

  g_autofree char *display = g_filename_display_basename (import->path);
  /* Translators: comes before a message about the file %s */
  g_prefix_error (error, _ ("“%s” cannot be imported. "), display);

  return FALSE;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ImportData *import = data;

  import->importer.input_column = import->input_column;
  import->importer.answer_column = import->answer_column;
  import->importer.cancellable = cancellable;
  read_file (import, &import->error);
  import->importer.cancellable = NULL;
  g_task_return_boolean (task, TRUE);
}

static gpointer
import_records (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  ImportData *import = data;
  ImportResult *result = g_new0 (ImportResult, 1);

  result->error = g_steal_pointer (&import->error);
  if (result->error == NULL)
    result->dataset = save_records (source, db, import, cancellable, &result->error);
  result->bad_lines = g_steal_pointer (&import->importer.bad_lines);
  result->left_out = g_steal_pointer (&import->importer.left_out);

  return result;
}

static void
file_read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DgLibrary *self = g_task_get_source_object (task);

  dg_store_thread_push (self->thread, g_steal_pointer (&task), import_records, (GDestroyNotify) free_import_result);
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
 * The library has no work with it before the file has been read.
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

  g_autoptr (GTask) reading = g_task_new (NULL, cancellable, file_read_cb, g_object_ref (task));

  /* What becomes of the file is told by the import itself; the other task keeps its data. */
  g_task_set_check_cancellable (reading, FALSE);
  g_task_set_task_data (reading, copy, NULL);
  g_task_run_in_thread (reading, read_in_thread);
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
