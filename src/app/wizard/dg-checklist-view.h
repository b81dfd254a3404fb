/* dg-checklist-view.h: the requirements, item by item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-session.h"

G_BEGIN_DECLS

#define DG_TYPE_CHECKLIST_VIEW (dg_checklist_view_get_type ())
G_DECLARE_FINAL_TYPE (DgChecklistView, dg_checklist_view, DG, CHECKLIST_VIEW, GtkWidget)

void dg_checklist_view_show (DgChecklistView *self, DgSession *session);
void dg_checklist_view_set_waiting (DgChecklistView *self, gboolean waiting);
void dg_checklist_view_set_error (DgChecklistView *self, const GError *error);
void dg_checklist_view_set_closable (DgChecklistView *self, gboolean closable);
void dg_checklist_view_commit (DgChecklistView *self);
char *dg_checklist_view_dup_progress (DgChecklist *checklist);

G_END_DECLS
