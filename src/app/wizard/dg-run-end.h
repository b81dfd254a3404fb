/* dg-run-end.h: what came of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-run-list.h"

G_BEGIN_DECLS

#define DG_TYPE_RUN_END (dg_run_end_get_type ())
G_DECLARE_FINAL_TYPE (DgRunEnd, dg_run_end, DG, RUN_END, GtkWidget)

void dg_run_end_show_report (DgRunEnd *self, const DgRunReport *report, DgActiveRun *run);
char *dg_run_end_dup_summary (const DgRunReport *report);

G_END_DECLS
