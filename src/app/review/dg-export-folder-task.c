/* dg-export-folder-task.c: writes the folder that Nova Prompt Optimizer starts from, without keeping anybody waiting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-export-folder-task.h"

#include <glib/gi18n.h>

#include "dg-export-folder.h"
#include "dg-optimizer-folder.h"

/* The share of the records that a prompt is judged by, and what the split and the script are drawn with. */
#define TEST_SHARE 0.2
#define SEED 0

typedef struct
{
  DgDataset *dataset; /* (owned) */
  char *path;         /* (owned) */
  DgPrompt *prompt;   /* (owned) (nullable) */
  GPtrArray *records; /* (owned) (nullable) (element-type DgRecord) */
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_object_unref (work->dataset);
  g_free (work->path);
  g_clear_pointer (&work->prompt, dg_prompt_free);
  g_clear_pointer (&work->records, g_ptr_array_unref);
  g_free (work);
}

/**
 * dg_exported_folder_free:
 * @self: (nullable): what was written
 */
void
dg_exported_folder_free (DgExportedFolder *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self);
}

/* --- in a thread of its own --- */

static gboolean
is_adapted (const DgPrompt *prompt)
{
  g_autoptr (DgPrompt) adapted = dg_optimizer_folder_adapt_prompt (prompt);

  return !g_str_equal (prompt->user, adapted->user) || !g_str_equal (prompt->system, adapted->system);
}

/* Each record is compared with every other, and files are written. */
static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  guint n_test = dg_split_count_test (work->records->len, TEST_SHARE);
  /* what cannot be split is exported whole; the script in the folder knows */
  g_autoptr (DgSplit) split = n_test > 0 && work->records->len <= DG_SPLIT_MAX_RECORDS
                                  ? dg_split_new (work->records, n_test, SEED, NULL)
                                  : NULL;
  g_autoptr (GPtrArray) files =
      dg_optimizer_folder_new_files (dg_dataset_get_name (work->dataset), work->records, split, SEED, work->prompt);
  DgExportedFolder *folder;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (!dg_export_folder_write (work->path, files, TRUE, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  folder = g_new0 (DgExportedFolder, 1);
  folder->path = g_strdup (work->path);
  folder->n_test = split != NULL ? split->n_test : 0;
  folder->n_train = work->records->len - folder->n_test;
  folder->counts_words = dg_optimizer_folder_counts_words (work->records);
  folder->has_prompt = work->prompt != NULL;
  folder->adapted = work->prompt != NULL && is_adapted (work->prompt);
  g_task_return_pointer (task, folder, (GDestroyNotify) dg_exported_folder_free);
}

/* --- in the caller's --- */

static void
records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  work->records = dg_library_load_records_finish (DG_LIBRARY (source), result, &error);
  if (work->records == NULL)
    g_task_return_error (task, error);
  else if (work->records->len == 0)
    g_task_return_new_error (task, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
                             _ ("“%s” has no records, so there is nothing to export. Add some first."),
                             dg_dataset_get_name (work->dataset));
  else
    g_task_run_in_thread (task, write_in_thread);
}

static void
load_records (GTask *task)
{
  Work *work = g_task_get_task_data (task);

  dg_library_load_records_async (g_task_get_source_object (task), dg_dataset_get_id (work->dataset),
                                 g_task_get_cancellable (task), records_cb, task);
}

/* A dataset whose session has gone has no prompt; that is no reason not to export it. */
static void
draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDraft) draft = dg_library_load_draft_finish (DG_LIBRARY (source), result, &error);

  if (draft == NULL && !g_error_matches (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (draft != NULL && draft->prompt != NULL)
    work->prompt = dg_prompt_copy (draft->prompt);
  load_records (g_steal_pointer (&task));
}

/**
 * dg_export_folder_task_async:
 * @library: the library
 * @dataset: a dataset in it
 * @path: where the folder goes; one that was exported there before is replaced
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is written
 * @data: given to @callback
 *
 * Writes the records, split for training and testing where they can be, with the prompt that they were made for and a
 * script that starts an optimization.
 */
void
dg_export_folder_task_async (DgLibrary *library,
                             DgDataset *dataset,
                             const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (library) && DG_IS_DATASET (dataset) && path != NULL);

  GTask *task = g_task_new (library, cancellable, callback, data);
  Work *work = g_new0 (Work, 1);

  work->dataset = g_object_ref (dataset);
  work->path = g_strdup (path);
  g_task_set_source_tag (task, dg_export_folder_task_async);
  g_task_set_task_data (task, work, free_work);

  if (dg_dataset_get_session (dataset) != NULL)
    dg_library_load_draft_async (library, dg_dataset_get_session (dataset), cancellable, draft_cb, task);
  else
    load_records (task);
}

/**
 * dg_export_folder_task_finish:
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_INVALID when there is something else at the
 *   path
 *
 * Returns: (transfer full) (nullable): what was written
 */
DgExportedFolder *
dg_export_folder_task_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
