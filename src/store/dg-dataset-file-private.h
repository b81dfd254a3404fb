/* dg-dataset-file-private.h: reading files whole, for store/ itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset-file.h"

G_BEGIN_DECLS

#define DG_DATASET_FILE_MAX_BYTES (256 * 1024 * 1024)
#define DG_DATASET_FILE_MAX_FIELD_BYTES (16 * 1024 * 1024)

/* What dg_dataset_file_write() begins its temporary names with, and the suffix: never one of a dataset file. */
#define DG_DATASET_FILE_TEMPORARY_PREFIX ".dataset-gen-"
#define DG_DATASET_FILE_TEMPORARY_SUFFIX ".tmp"

gboolean dg_bad_lines_check (GPtrArray *bad_lines, GError **error);
gboolean dg_dataset_file_rename (const char *from, const char *to, GError **error);
char *dg_dataset_file_load (const char *path, gsize *length, GCancellable *cancellable, GError **error);

G_END_DECLS
