/* dg-library-review.h: datasets under review: changing records, names, and bringing files in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"

G_BEGIN_DECLS

/**
 * DgRecordChange:
 * @number: which record, its row in the file counted from 1; for a new one the record that it comes before, one more
 *   than there are to put it behind the last
 * @input: (nullable): what its input becomes
 * @answer: (nullable): what its answer becomes
 * @note: (nullable): what its note becomes; empty for none
 * @flag: (nullable): what its flag becomes; empty for none
 * @problem: (nullable): what its problem becomes; empty for none
 * @set_review: whether @review is meant
 * @review: what the person thinks of it
 * @set_origin: whether @origin is meant; otherwise a record whose text changes, or that is new, is %DG_ORIGIN_HAND
 * @origin: where it comes from
 * @remove: whether it is deleted; the numbers of those after it become one less
 * @insert: whether it is a new record; those from @number on move behind it
 * @plan_line: of a new record, the line of the coverage plan it was made for, or 0
 * @run: (nullable): of a new record, the run that made it
 * @created_us: of a new record, when it was made, in microseconds since 1970; 0 for now
 *
 * A change of one record; what is %NULL stays as it is. The last four members are for records that come back as they
 * were, and so is @set_origin.
 */
typedef struct
{
  guint number;
  const char *input;
  const char *answer;
  const char *note;
  const char *flag;
  const char *problem;
  gboolean set_review;
  DgReview review;
  gboolean set_origin;
  DgOrigin origin;
  gboolean remove;
  gboolean insert;
  guint plan_line;
  const char *run;
  gint64 created_us;
} DgRecordChange;

void dg_library_change_records_async (DgLibrary *self,
                                      const char *dataset,
                                      const DgRecordChange *changes,
                                      guint n_changes,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
void dg_library_change_records_at_async (DgLibrary *self,
                                         const char *dataset,
                                         guint revision,
                                         const DgRecordChange *changes,
                                         guint n_changes,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer data);
DgDataset *dg_library_change_records_finish (DgLibrary *self, GAsyncResult *result, GError **error);
DgDataset *
dg_library_change_records_finish_with_undo (DgLibrary *self, GAsyncResult *result, GArray **undo, GError **error);

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
