/* dg-chart-part.h: what a chart is made of: a bar, a bin, a cell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DgChartFigure:
 * @text: what it stands for, as it is written at the part
 * @words: the whole figure in words, as it is heard and as the tooltip says it
 * @title: (nullable): what its records have in common; %NULL for a part whose records cannot be shown
 * @numbers: (nullable) (element-type guint): its records
 * @n: how many records it has
 * @n_planned: how many were planned, 0 when that is not known
 * @share: of all records, from 0 to 1; below 0 where that says nothing
 * @column: where it stands in the chart, from 0 at the start of the line
 * @row: likewise, from 0 at the top
 *
 * A figure for dg_chart_add(), which copies it.
 */
typedef struct
{
  const char *text;
  const char *words;
  const char *title;
  GArray *numbers;
  guint n;
  guint n_planned;
  double share;
  guint column;
  guint row;
} DgChartFigure;

#define DG_TYPE_CHART_PART (dg_chart_part_get_type ())
G_DECLARE_FINAL_TYPE (DgChartPart, dg_chart_part, DG, CHART_PART, GtkButton)

DgChartPart *dg_chart_part_new (const DgChartFigure *figure);
const DgChartFigure *dg_chart_part_get_figure (DgChartPart *self);

G_END_DECLS
