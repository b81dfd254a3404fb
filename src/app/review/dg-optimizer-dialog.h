/* dg-optimizer-dialog.h: how a dataset gets into Nova Prompt Optimizer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-library.h"

G_BEGIN_DECLS

#define DG_TYPE_OPTIMIZER_DIALOG (dg_optimizer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DgOptimizerDialog, dg_optimizer_dialog, DG, OPTIMIZER_DIALOG, AdwWindow)

DgOptimizerDialog *dg_optimizer_dialog_new (GtkWindow *parent, DgLibrary *library, DgDataset *dataset);

G_END_DECLS
