/* dg-import-private.h: what the parts of the import share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-import.h"

G_BEGIN_DECLS

#define DG_IMPORT_MAX_COLUMNS 1000

char *dg_import_decode (const char *bytes, gsize length, DgImportEncoding *encoding, gsize *decoded_length);

guint dg_importer_find_columns (const DgImporter *self, GPtrArray *names, int *input, int *answer);
gboolean dg_importer_check_columns (const DgImporter *self, GPtrArray *names, GError **error);

gboolean dg_importer_read_file (DgImporter *self, const char *path, guint64 *n_bytes, GError **error);
gboolean dg_importer_goes_on (const DgImporter *self);
gboolean dg_importer_check_end (const DgImporter *self, GError **error);
guint dg_importer_add_column (DgImporter *self, const char *name);
void dg_importer_add_example (DgImporter *self, guint column, const char *text, gsize length);
void dg_importer_take_bad_lines (DgImporter *self, guint first_line, guint last_line, char *reason);
void dg_importer_add_record (DgImporter *self, const char *input, const char *answer);
void dg_importer_leave_out (DgImporter *self, const char *column);

gboolean dg_importer_read_csv (DgImporter *self, const char *text, gsize length, GError **error);
gboolean dg_importer_read_jsonl (DgImporter *self, const char *text, gsize length, GError **error);
gboolean dg_importer_read_json_array (DgImporter *self, const char *text, gsize length, GError **error);

G_END_DECLS
