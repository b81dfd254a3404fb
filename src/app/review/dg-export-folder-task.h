/* dg-export-folder-task.h: writes the folder that Nova Prompt Optimizer starts from, without keeping anybody waiting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"

G_BEGIN_DECLS

/**
 * DgExportedFolder:
 * @path: (owned): where it is
 * @n_train: records to optimize with
 * @n_test: records to judge by; 0 when there were too few, or too many, to split them
 * @has_prompt: whether it has the prompt that the dataset was made for
 * @adapted: whether that prompt had to be changed to have `{{input}}`
 * @counts_words: whether answers are free text, of which the script only counts words
 *
 * What was written.
 */
typedef struct
{
  char *path;
  guint n_train;
  guint n_test;
  gboolean has_prompt;
  gboolean adapted;
  gboolean counts_words;
} DgExportedFolder;

void dg_exported_folder_free (DgExportedFolder *self);

void dg_export_folder_task_async (DgLibrary *library,
                                  DgDataset *dataset,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
DgExportedFolder *dg_export_folder_task_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgExportedFolder, dg_exported_folder_free)

G_END_DECLS
