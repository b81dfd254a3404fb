/* dg-chart-bars.h: bars below each other, with what each counts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-chart.h"

G_BEGIN_DECLS

#define DG_TYPE_CHART_BARS (dg_chart_bars_get_type ())
G_DECLARE_FINAL_TYPE (DgChartBars, dg_chart_bars, DG, CHART_BARS, DgChart)

GtkWidget *dg_chart_bars_new (void);

G_END_DECLS
