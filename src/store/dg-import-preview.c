/* dg-import-preview.c: what a file would become, before it is imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-import-preview.h"

#include "dg-dataset-file-private.h"
#include "dg-import-private.h"

typedef struct
{
  char *path;          /* (owned) absolute */
  char *input_column;  /* (owned) (nullable) */
  char *answer_column; /* (owned) (nullable) */
  guint n_records;
} PreviewData;

G_DEFINE_BOXED_TYPE (DgImportPreview, dg_import_preview, dg_import_preview_ref, dg_import_preview_unref)

static void
free_preview_data (PreviewData *data)
{
  g_free (data->path);
  g_free (data->input_column);
  g_free (data->answer_column);
  g_free (data);
}

static void
clear_preview (gpointer data)
{
  DgImportPreview *self = data;

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->examples, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->bad_lines, g_ptr_array_unref);
  g_clear_pointer (&self->long_fields, g_array_unref);
  g_clear_pointer (&self->problem, g_free);
}

/* Only when it is known which columns to take is it known which lines lack them. Where no line could be read, there are
 * no columns to choose from, and the lines are all there is to tell. */
static void
forget_lines_if_columns_unknown (DgImporter *importer)
{
  if ((importer->input >= 0 && importer->answer >= 0) || importer->columns == NULL || importer->columns->len == 0)
    return;

  g_ptr_array_set_size (importer->bad_lines, 0);
  importer->n_bad_lines = 0;
}

/* Returns: (transfer full): what @importer has learned, which is taken from it */
static DgImportPreview *
make_preview (DgImporter *importer, guint64 n_bytes)
{
  DgImportPreview *self = g_atomic_rc_box_new0 (DgImportPreview);

  forget_lines_if_columns_unknown (importer);
  self->layout = importer->layout;
  self->delimiter = importer->delimiter;
  self->encoding = importer->encoding;
  self->format = importer->format;
  self->n_bytes = n_bytes;
  self->columns = g_steal_pointer (&importer->columns);
  self->examples = g_steal_pointer (&importer->examples);
  self->input_column = importer->input;
  self->answer_column = importer->answer;
  self->input_guessed = importer->input >= 0 && importer->input_column == NULL;
  self->answer_guessed = importer->answer >= 0 && importer->answer_column == NULL;
  self->left_out = g_steal_pointer (&importer->left_out);
  self->records = g_steal_pointer (&importer->records);
  self->n_records = importer->n_records;
  self->bad_lines = g_steal_pointer (&importer->bad_lines);
  self->n_bad_lines = importer->n_bad_lines;
  self->long_fields = g_steal_pointer (&importer->long_fields);
  self->n_long_fields = importer->n_long_fields;

  return self;
}

static void
preview_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const PreviewData *wanted = data;
  g_auto (DgImporter) importer = {
    .input_column = wanted->input_column,
    .answer_column = wanted->answer_column,
    .cancellable = cancellable,
    .max_records = wanted->n_records,
    .max_listed = DG_IMPORT_PREVIEW_MAX_LISTED,
  };
  g_autoptr (GError) error = NULL;
  guint64 n_bytes;
  gboolean read = dg_importer_read_file (&importer, wanted->path, &n_bytes, &error);

  /* Contents that are refused are something to show. */
  if (!read && (importer.records == NULL || !g_error_matches (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  DgImportPreview *preview = make_preview (&importer, n_bytes);

  /* leaving out what cannot be read would leave nothing */
  if (error == NULL && preview->n_records == 0)
    dg_bad_lines_check (preview->bad_lines, &error);
  preview->problem = error != NULL ? g_strdup (error->message) : NULL;
  g_task_return_pointer (task, preview, (GDestroyNotify) dg_import_preview_unref);
}

/**
 * dg_import_preview_ref:
 * @self: a preview, which nobody changes
 *
 * Returns: (transfer full): @self, for any thread
 */
DgImportPreview *
dg_import_preview_ref (DgImportPreview *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * dg_import_preview_unref:
 * @self: (transfer full): a preview
 */
void
dg_import_preview_unref (DgImportPreview *self)
{
  g_atomic_rc_box_release_full (self, clear_preview);
}

/**
 * dg_import_preview_async:
 * @path: the file
 * @import: how it is to be brought in, copied at once; only its columns count here
 * @n_records: how many records the preview is to hold, more than 0
 * @cancellable: (nullable): a cancellable, which ends the reading half-way
 * @callback: called with the preview
 * @data: given to @callback
 *
 * Reads a file as dg_library_import_file_async() would, to the end, and tells what it found. A thread of its own does
 * that: no library has to wait.
 */
void
dg_import_preview_async (const char *path,
                         const DgImport *import,
                         guint n_records,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_return_if_fail (path != NULL && import != NULL && n_records > 0);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  PreviewData *wanted = g_new0 (PreviewData, 1);

  wanted->path = g_canonicalize_filename (path, NULL);
  wanted->input_column = g_strdup (import->input_column);
  wanted->answer_column = g_strdup (import->answer_column);
  wanted->n_records = n_records;
  g_task_set_source_tag (task, dg_import_preview_async);
  g_task_set_task_data (task, wanted, (GDestroyNotify) free_preview_data);
  g_task_run_in_thread (task, preview_in_thread);
}

/**
 * dg_import_preview_finish:
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_NOT_FOUND among them, when the file cannot
 * be read at all, or for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the preview, also of a file whose contents would be refused: it says why
 */
DgImportPreview *
dg_import_preview_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_import_preview_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
