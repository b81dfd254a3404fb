/* dg-run-bar.h: how far a run is that adds to a dataset, and a button that stops it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-run-list.h"

G_BEGIN_DECLS

#define DG_TYPE_RUN_BAR (dg_run_bar_get_type ())
G_DECLARE_FINAL_TYPE (DgRunBar, dg_run_bar, DG, RUN_BAR, GtkWidget)

void dg_run_bar_follow (DgRunBar *self, DgRunList *runs, const char *dataset);
DgActiveRun *dg_run_bar_get_run (DgRunBar *self);

G_END_DECLS
