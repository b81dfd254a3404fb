/* dg-chart.h: what all charts have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-chart-part.h"

G_BEGIN_DECLS

#define DG_TYPE_CHART (dg_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (DgChart, dg_chart, DG, CHART, GtkWidget)

/**
 * DgChartClass:
 * @changed: the parts have changed; what was measured of them holds no longer
 * @place: gives each part its place, with dg_chart_place_part()
 * @draw_part: draws a part, in its own coordinates
 */
struct _DgChartClass
{
  GtkWidgetClass parent_class;

  void (*changed) (DgChart *self);
  void (*place) (DgChart *self, int width, int height);
  void (*draw_part) (DgChart *self, DgChartPart *part, GtkSnapshot *snapshot, int width, int height);
};

void dg_chart_clear (DgChart *self);
DgChartPart *dg_chart_add (DgChart *self, const DgChartFigure *figure);
GPtrArray *dg_chart_get_parts (DgChart *self);
guint dg_chart_get_most (DgChart *self);
void dg_chart_describe (DgChart *self, const char *name, const char *description);

/* for those who draw */
typedef enum
{
  DG_CHART_INK_TEXT,
  DG_CHART_INK_DIM,
  DG_CHART_INK_TRACK,
} DgChartInk;

void dg_chart_draw_part (DgChart *self, DgChartPart *part, GtkSnapshot *snapshot);
void dg_chart_place_part (DgChart *self, DgChartPart *part, const graphene_rect_t *place);
void dg_chart_mirror (DgChart *self, double width, graphene_rect_t *rect);
void dg_chart_get_ink (DgChart *self, DgChartInk ink, GdkRGBA *color);
void dg_chart_get_part_color (DgChartPart *part, GdkRGBA *color);
void dg_chart_measure_text (DgChart *self, const char *text, int *width, int *height);
void dg_chart_draw_text (DgChart *self,
                         GtkSnapshot *snapshot,
                         const char *text,
                         const GdkRGBA *color,
                         const graphene_rect_t *place,
                         double xalign);
void dg_chart_draw_box (GtkSnapshot *snapshot, const graphene_rect_t *box, double radius, const GdkRGBA *color);

G_END_DECLS
