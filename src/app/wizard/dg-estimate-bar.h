/* dg-estimate-bar.h: what a run will take, as long as it is not begun
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-wizard-context.h"

G_BEGIN_DECLS

#define DG_TYPE_ESTIMATE_BAR (dg_estimate_bar_get_type ())
G_DECLARE_FINAL_TYPE (DgEstimateBar, dg_estimate_bar, DG, ESTIMATE_BAR, GtkWidget)

void dg_estimate_bar_show (DgEstimateBar *self, DgWizardContext *context, guint n_records, gboolean check_answers);
const char *dg_estimate_bar_get_text (DgEstimateBar *self);

G_END_DECLS
