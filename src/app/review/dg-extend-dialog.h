/* dg-extend-dialog.h: asks how many more records, and what about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-engine.h"
#include "dg-run-list.h"

G_BEGIN_DECLS

#define DG_TYPE_EXTEND_DIALOG (dg_extend_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DgExtendDialog, dg_extend_dialog, DG, EXTEND_DIALOG, AdwWindow)

DgExtendDialog *dg_extend_dialog_new (GtkWindow *parent, DgEngine *engine, DgRunList *runs, DgDataset *dataset);

G_END_DECLS
