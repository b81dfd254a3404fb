/* dg-import.h: the text of files that people bring along, to records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-record.h"
#include "dg-store-types.h"

G_BEGIN_DECLS

/**
 * DgImportLayout:
 * @DG_IMPORT_JSONL: a JSON object a line
 * @DG_IMPORT_JSON_ARRAY: one JSON array of objects
 * @DG_IMPORT_CSV: fields parted by commas, semicolons or tabs
 *
 * How a file that people bring along is laid out.
 */
typedef enum
{
  DG_IMPORT_JSONL,
  DG_IMPORT_JSON_ARRAY,
  DG_IMPORT_CSV,
} DgImportLayout;

/**
 * DgImportEncoding:
 * @DG_IMPORT_UTF8: UTF-8, with or without a byte order mark
 * @DG_IMPORT_UTF16_LITTLE: UTF-16, the low byte first
 * @DG_IMPORT_UTF16_BIG: UTF-16, the high byte first
 * @DG_IMPORT_WINDOWS_1252: what Windows programs of the West wrote
 *
 * How the text of a file is encoded.
 */
typedef enum
{
  DG_IMPORT_UTF8,
  DG_IMPORT_UTF16_LITTLE,
  DG_IMPORT_UTF16_BIG,
  DG_IMPORT_WINDOWS_1252,
} DgImportEncoding;

/**
 * DgImporter:
 * @input_column: (nullable): the column that holds the inputs; %NULL to recognise it
 * @answer_column: (nullable): the column that holds the answers; %NULL to recognise it
 * @cancellable: (nullable): ends the reading half-way
 * @max_records: how many records to keep, 0 for all
 * @max_listed: how many bad lines and long fields to list, 0 for all
 * @layout: how the file is laid out
 * @delimiter: what parts the fields of CSV, 0 for JSON
 * @encoding: how its text is encoded
 * @format: the format that the dataset is to have
 * @columns: (owned) (nullable) (element-type utf8): the names of its columns, up to 1000
 * @examples: (owned) (nullable) (element-type utf8): the beginning of the first text in each of @columns
 * @input: which of @columns is taken for the inputs, -1 when that is not known
 * @answer: which of @columns is taken for the answers, -1 when that is not known
 * @records: (owned) (nullable) (element-type DgRecord): what could be read, numbered from 1
 * @n_records: how much that is, with what is not kept
 * @bad_lines: (owned) (nullable) (element-type DgBadLine): what could not
 * @n_bad_lines: how much that is, with what is not listed
 * @long_fields: (owned) (nullable) (element-type DgLongField): fields that Python's csv module cannot read
 * @n_long_fields: how many there are, with those that are not listed
 * @left_out: (owned) (nullable) (element-type utf8): the names of the file's other columns
 *
 * A file on its way in: what is asked for, and what came of it.
 */
typedef struct
{
  const char *input_column;
  const char *answer_column;
  GCancellable *cancellable;
  guint max_records;
  guint max_listed;

  DgImportLayout layout;
  char delimiter;
  DgImportEncoding encoding;
  DgFileFormat format;
  GPtrArray *columns;
  GPtrArray *examples;
  int input;
  int answer;
  GPtrArray *records;
  guint n_records;
  GPtrArray *bad_lines;
  guint n_bad_lines;
  GArray *long_fields;
  guint n_long_fields;
  GPtrArray *left_out;
} DgImporter;

gboolean dg_importer_read (DgImporter *self, const char *bytes, gsize length, const char *path, GError **error);
void dg_importer_clear (DgImporter *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DgImporter, dg_importer_clear)

G_END_DECLS
