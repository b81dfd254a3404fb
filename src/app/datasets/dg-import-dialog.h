/* dg-import-dialog.h: what a file would become, and how it is brought in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-datasets-model.h"
#include "dg-library.h"

G_BEGIN_DECLS

#define DG_TYPE_IMPORT_DIALOG (dg_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DgImportDialog, dg_import_dialog, DG, IMPORT_DIALOG, AdwWindow)

DgImportDialog *dg_import_dialog_new (GtkWindow *parent, DgLibrary *library, DgDatasetsModel *model, GFile *file);

G_END_DECLS
