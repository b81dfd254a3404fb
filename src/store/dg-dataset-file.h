/* dg-dataset-file.h: dataset files, JSONL and CSV, in and out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-limit.h"
#include "dg-record.h"
#include "dg-store-types.h"

G_BEGIN_DECLS

/**
 * DgBadLine:
 * @line: line of the file, counted from 1
 * @reason: (owned): what is wrong with it, for a person
 */
typedef struct
{
  guint line;
  char *reason;
} DgBadLine;

void dg_bad_line_free (DgBadLine *self);

/** The longest field, in characters, that Python's csv module reads with its defaults. */
#define DG_DATASET_FILE_PYTHON_MAX_CHARACTERS 131072

/**
 * DgLongField:
 * @number: the number of its record
 * @column: which field of the record
 * @n_characters: how many characters it has
 *
 * A field that Python's csv module cannot read with its defaults.
 */
typedef struct
{
  guint number;
  DgColumn column;
  guint n_characters;
} DgLongField;

GArray *dg_dataset_file_find_long_fields (GPtrArray *records);

char *dg_dataset_file_print (GPtrArray *records, DgFileFormat format, gsize *length);
GPtrArray *
dg_dataset_file_parse (const char *text, gsize length, DgFileFormat format, GPtrArray **bad_lines, GError **error);
gboolean dg_dataset_file_write (
    const char *path, const char *text, gsize length, gboolean overwrite, GCancellable *cancellable, GError **error);

void
dg_dataset_file_read_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *dg_dataset_file_read_finish (GAsyncResult *result, GPtrArray **bad_lines, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgBadLine, dg_bad_line_free)

G_END_DECLS
