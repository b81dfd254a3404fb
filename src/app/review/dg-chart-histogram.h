/* dg-chart-histogram.h: how often a length comes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-chart.h"

G_BEGIN_DECLS

#define DG_TYPE_CHART_HISTOGRAM (dg_chart_histogram_get_type ())
G_DECLARE_FINAL_TYPE (DgChartHistogram, dg_chart_histogram, DG, CHART_HISTOGRAM, DgChart)

G_END_DECLS
