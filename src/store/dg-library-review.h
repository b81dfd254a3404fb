/* dg-library-review.h: datasets under review: changing records, names, and bringing files in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"

G_BEGIN_DECLS

/**
 * DgRecordChange:
 * @number: which record, its row in the file counted from 1
 * @input: (nullable): what its input becomes
 * @answer: (nullable): what its answer becomes
 * @note: (nullable): what its note becomes; empty for none
 * @flag: (nullable): what its flag becomes; empty for none
 * @set_review: whether @review is meant
 * @review: what the person thinks of it
 * @remove: whether it is deleted; the numbers of those after it become one less
 *
 * A change of one record; what is %NULL stays as it is.
 */
typedef struct
{
  guint number;
  const char *input;
  const char *answer;
  const char *note;
  const char *flag;
  gboolean set_review;
  DgReview review;
  gboolean remove;
} DgRecordChange;

void dg_library_change_records_async (DgLibrary *self,
                                      const char *dataset,
                                      const DgRecordChange *changes,
                                      guint n_changes,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
DgDataset *dg_library_change_records_finish (DgLibrary *self, GAsyncResult *result, GError **error);

void dg_library_rename_dataset_async (DgLibrary *self,
                                      const char *id,
                                      const char *name,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
DgDataset *dg_library_rename_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error);

/**
 * DgImport:
 * @name: (nullable): what the dataset is called; %NULL for the file's name
 * @input_column: (nullable): the column that holds the inputs; %NULL to recognise it
 * @answer_column: (nullable): the column that holds the answers; %NULL to recognise it
 * @skip_bad: whether lines that cannot be read are left out, instead of refusing the file
 *
 * How a file is brought in.
 */
typedef struct
{
  const char *name;
  const char *input_column;
  const char *answer_column;
  gboolean skip_bad;
} DgImport;

void dg_library_import_file_async (DgLibrary *self,
                                   const char *path,
                                   const DgImport *import,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
DgDataset *dg_library_import_file_finish (
    DgLibrary *self, GAsyncResult *result, GPtrArray **bad_lines, GPtrArray **left_out, GError **error);

G_END_DECLS
