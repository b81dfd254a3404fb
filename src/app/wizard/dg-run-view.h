/* dg-run-view.h: a run as it goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-run-list.h"

G_BEGIN_DECLS

#define DG_TYPE_RUN_VIEW (dg_run_view_get_type ())
G_DECLARE_FINAL_TYPE (DgRunView, dg_run_view, DG, RUN_VIEW, GtkWidget)

void dg_run_view_set_run (DgRunView *self, DgLibrary *library, DgActiveRun *run);
void dg_run_view_update (DgRunView *self);
void dg_run_view_set_narrow (DgRunView *self, gboolean narrow);
gboolean dg_run_view_shows_refused (DgRunView *self);

G_END_DECLS
