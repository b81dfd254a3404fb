/* dg-import-preview.h: what a file would become, before it is imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset-file.h"
#include "dg-import.h"
#include "dg-library-review.h"

G_BEGIN_DECLS

/** How many bad lines and long fields a preview lists; it counts those that follow. */
#define DG_IMPORT_PREVIEW_MAX_LISTED 1000

/**
 * DgImportPreview:
 * @layout: how the file is laid out
 * @delimiter: what parts the fields of CSV: `,`, `;` or a tab; 0 for JSON
 * @encoding: how its text is encoded
 * @format: the format that the dataset will have
 * @n_bytes: the size of the file
 * @columns: (owned) (element-type utf8): the names of its columns in the order of the file; of JSON, the members of its
 *   objects, up to 1000
 * @examples: (owned) (element-type utf8): for each of @columns the beginning of the first text in it, empty without one
 * @input_column: which of @columns is taken for the inputs, -1 when that is not known
 * @answer_column: which of @columns is taken for the answers, -1 when that is not known
 * @input_guessed: whether the inputs were recognised by their name, not named by the person
 * @answer_guessed: likewise the answers
 * @left_out: (owned) (element-type utf8): columns that the dataset will not have
 * @records: (owned) (element-type DgRecord): the first records, numbered from 1
 * @n_records: how many records there are in all
 * @bad_lines: (owned) (element-type DgBadLine): the first of the lines that cannot be read
 * @n_bad_lines: how many there are in all; reading ends behind the 10,000th
 * @long_fields: (owned) (element-type DgLongField): the first of the fields that are too long for Python's csv module
 * @n_long_fields: how many there are in all
 * @problem: (owned) (nullable): why the file cannot be imported like this, for a person: which columns are meant is not
 *   known, there is no record, or too many lines are bad. That a few lines are bad is none
 *
 * What a file would become.
 */
typedef struct
{
  DgImportLayout layout;
  char delimiter;
  DgImportEncoding encoding;
  DgFileFormat format;
  guint64 n_bytes;
  GPtrArray *columns;
  GPtrArray *examples;
  int input_column;
  int answer_column;
  gboolean input_guessed;
  gboolean answer_guessed;
  GPtrArray *left_out;
  GPtrArray *records;
  guint n_records;
  GPtrArray *bad_lines;
  guint n_bad_lines;
  GArray *long_fields;
  guint n_long_fields;
  char *problem;
} DgImportPreview;

#define DG_TYPE_IMPORT_PREVIEW (dg_import_preview_get_type ())
GType dg_import_preview_get_type (void) G_GNUC_CONST;

DgImportPreview *dg_import_preview_ref (DgImportPreview *self);
void dg_import_preview_unref (DgImportPreview *self);

void dg_import_preview_async (const char *path,
                              const DgImport *import,
                              guint n_records,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
DgImportPreview *dg_import_preview_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgImportPreview, dg_import_preview_unref)

G_END_DECLS
