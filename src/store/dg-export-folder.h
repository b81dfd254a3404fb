/* dg-export-folder.h: folders of files that go out together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-store-types.h"

G_BEGIN_DECLS

/** The file that tells a folder of ours, and which files in it are ours, one a line. */
#define DG_EXPORT_FOLDER_MARKER ".dataset-gen-export"

/**
 * DgExportFile:
 * @name: (owned): its name in the folder, without slash or line break
 * @text: (owned): its contents
 * @length: bytes of @text
 */
typedef struct
{
  char *name;
  char *text;
  gsize length;
} DgExportFile;

DgExportFile *dg_export_file_new (const char *name, char *text, gssize length);
void dg_export_file_free (DgExportFile *self);
gboolean dg_export_folder_write (
    const char *path, GPtrArray *files, gboolean overwrite, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgExportFile, dg_export_file_free)

G_END_DECLS
