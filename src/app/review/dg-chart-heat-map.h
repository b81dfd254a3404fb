/* dg-chart-heat-map.h: how many records there are for each pair of values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-chart.h"

G_BEGIN_DECLS

/** Most columns; more would not fit on a small screen. */
#define DG_CHART_HEAT_MAP_MAX_COLUMNS 12

#define DG_TYPE_CHART_HEAT_MAP (dg_chart_heat_map_get_type ())
G_DECLARE_FINAL_TYPE (DgChartHeatMap, dg_chart_heat_map, DG, CHART_HEAT_MAP, DgChart)

void dg_chart_heat_map_set_headers (DgChartHeatMap *self, const char *const *columns, const char *const *rows);

G_END_DECLS
