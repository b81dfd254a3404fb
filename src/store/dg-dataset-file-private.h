/* dg-dataset-file-private.h: reading files whole, for store/ itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset-file.h"
#include "dg-json.h"

G_BEGIN_DECLS

#define DG_DATASET_FILE_MAX_BYTES (256 * 1024 * 1024)
#define DG_DATASET_FILE_MAX_FIELD_BYTES (16 * 1024 * 1024)

/* What dg_dataset_file_write() begins its temporary names with, and the suffix: never one of a dataset file. */
#define DG_DATASET_FILE_TEMPORARY_PREFIX ".dataset-gen-"
#define DG_DATASET_FILE_TEMPORARY_SUFFIX ".tmp"

/* A file with more bad lines than this is something else, and listing them all helps nobody. */
#define DG_DATASET_FILE_MAX_BAD_LINES 10000

void dg_bad_lines_take (GPtrArray *bad_lines, guint line, char *reason);
gboolean dg_bad_lines_check_number (guint n_bad_lines, GError **error);
char *dg_dataset_file_describe_field (const char *name, const char *text, gsize length);
char *
dg_dataset_file_describe_json (const char *text, gsize length, guint line, gsize column, const DgJsonLimits *limits);
gboolean dg_bad_lines_check (GPtrArray *bad_lines, GError **error);
gboolean dg_dataset_file_rename (const char *from, const char *to, gboolean overwrite, GError **error);
char *dg_dataset_file_load (const char *path, gsize *length, GCancellable *cancellable, GError **error);

G_END_DECLS
