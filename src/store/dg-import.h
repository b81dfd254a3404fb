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
 * @records: (owned) (nullable) (element-type DgRecord): what could be read, numbered from 1
 * @bad_lines: (owned) (nullable) (element-type DgBadLine): what could not
 * @left_out: (owned) (nullable) (element-type utf8): the names of the file's other columns
 * @format: the format that the dataset is to have
 *
 * A file on its way in: what is asked for, and what came of it. Lives on the stack.
 */
typedef struct
{
  const char *input_column;
  const char *answer_column;
  GPtrArray *records;
  GPtrArray *bad_lines;
  GPtrArray *left_out;
  DgFileFormat format;
} DgImporter;

gboolean dg_importer_read (DgImporter *self, const char *bytes, gsize length, const char *path, GError **error);
void dg_importer_clear (DgImporter *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DgImporter, dg_importer_clear)

G_END_DECLS
