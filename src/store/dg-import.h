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
