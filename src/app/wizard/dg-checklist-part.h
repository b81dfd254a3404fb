/* dg-checklist-part.h: a part of the requirements, to be written by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-checklist.h"

G_BEGIN_DECLS

#define DG_TYPE_CHECKLIST_PART (dg_checklist_part_get_type ())
G_DECLARE_FINAL_TYPE (DgChecklistPart, dg_checklist_part, DG, CHECKLIST_PART, AdwPreferencesRow)

GtkWidget *dg_checklist_part_new (DgItem item, guint part);
void dg_checklist_part_show (DgChecklistPart *self, DgChecklist *checklist);
void dg_checklist_part_commit (DgChecklistPart *self);

G_END_DECLS
