/* dg-checklist-row.h: an item of the requirements with its parts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-checklist.h"

G_BEGIN_DECLS

#define DG_TYPE_CHECKLIST_ROW (dg_checklist_row_get_type ())
G_DECLARE_FINAL_TYPE (DgChecklistRow, dg_checklist_row, DG, CHECKLIST_ROW, AdwExpanderRow)

GtkWidget *dg_checklist_row_new (DgItem item);
void dg_checklist_row_show (DgChecklistRow *self, DgChecklist *checklist);
void dg_checklist_row_commit (DgChecklistRow *self);

G_END_DECLS
