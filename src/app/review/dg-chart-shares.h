/* dg-chart-shares.h: one bar for all records, and what share of them is what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_CHART_SHARES (dg_chart_shares_get_type ())
G_DECLARE_FINAL_TYPE (DgChartShares, dg_chart_shares, DG, CHART_SHARES, GtkWidget)

GtkWidget *dg_chart_shares_new (void);
void dg_chart_shares_set_counts (DgChartShares *self, guint n_approved, guint n_rejected, guint n_open);

G_END_DECLS
