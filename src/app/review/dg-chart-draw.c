/* dg-chart-draw.c: how charts draw: colours, text and boxes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chart.h"

/* How much of the colour of text is in what is less than text. */
#define DIM_ALPHA 0.7
#define TRACK_ALPHA 0.08

/**
 * dg_chart_draw_part:
 * @self: a chart
 * @part: one of its parts
 * @snapshot: what it is drawn into
 *
 * Draws a part; for #DgChartPart.
 */
void
dg_chart_draw_part (DgChart *self, DgChartPart *part, GtkSnapshot *snapshot)
{
  g_return_if_fail (DG_IS_CHART (self));

  DG_CHART_GET_CLASS (self)->draw_part (self, part, snapshot, gtk_widget_get_width (GTK_WIDGET (part)),
                                        gtk_widget_get_height (GTK_WIDGET (part)));
}

/**
 * dg_chart_mirror:
 * @self: a chart
 * @width: of what @rect is in
 * @rect: (inout): a place, from the start of the line
 *
 * Turns the place round where text runs from right to left.
 */
void
dg_chart_mirror (DgChart *self, double width, graphene_rect_t *rect)
{
  g_return_if_fail (DG_IS_CHART (self));

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    rect->origin.x = (float) width - rect->origin.x - rect->size.width;
}

/**
 * dg_chart_place_part:
 * @self: a chart
 * @part: one of its parts
 * @place: where it is, from the start of the line
 *
 * Gives a part its place, in whole pixels.
 */
void
dg_chart_place_part (DgChart *self, DgChartPart *part, const graphene_rect_t *place)
{
  g_return_if_fail (DG_IS_CHART (self));

  graphene_rect_t mirrored = *place;
  GtkAllocation allocation;

  dg_chart_mirror (self, gtk_widget_get_width (GTK_WIDGET (self)), &mirrored);
  allocation.x = (int) mirrored.origin.x;
  allocation.y = (int) mirrored.origin.y;
  allocation.width = MAX (1, (int) (mirrored.origin.x + mirrored.size.width) - allocation.x);
  allocation.height = MAX (1, (int) (mirrored.origin.y + mirrored.size.height) - allocation.y);
  gtk_widget_size_allocate (GTK_WIDGET (part), &allocation, -1);
}

/**
 * dg_chart_get_ink:
 * @self: a chart
 * @ink: what is drawn
 * @color: (out): its colour
 */
void
dg_chart_get_ink (DgChart *self, DgChartInk ink, GdkRGBA *color)
{
  g_return_if_fail (DG_IS_CHART (self));

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), color);
  if (ink == DG_CHART_INK_DIM)
    color->alpha *= (float) DIM_ALPHA;
  else if (ink == DG_CHART_INK_TRACK)
    color->alpha *= (float) TRACK_ALPHA;
}

/**
 * dg_chart_get_part_color:
 * @part: a part
 * @color: (out): its colour, as the style has it
 */
void
dg_chart_get_part_color (DgChartPart *part, GdkRGBA *color)
{
  g_return_if_fail (DG_IS_CHART_PART (part));

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (part)), color);
}

static PangoLayout *
new_layout (DgChart *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_set_single_paragraph_mode (layout, TRUE);

  return layout;
}

/**
 * dg_chart_measure_text:
 * @self: a chart
 * @text: a text
 * @width: (out) (optional): how wide it is, in pixels
 * @height: (out) (optional): how high it is, likewise
 */
void
dg_chart_measure_text (DgChart *self, const char *text, int *width, int *height)
{
  g_return_if_fail (DG_IS_CHART (self));

  g_autoptr (PangoLayout) layout = new_layout (self, text);

  pango_layout_get_pixel_size (layout, width, height);
}

/**
 * dg_chart_draw_text:
 * @self: a chart
 * @snapshot: what it is drawn into
 * @text: a text
 * @color: its colour
 * @place: where it goes, mirrored already; what does not fit is left out at its end
 * @xalign: where it stands there, 0 at the start of the line and 1 at the end
 */
void
dg_chart_draw_text (DgChart *self,
                    GtkSnapshot *snapshot,
                    const char *text,
                    const GdkRGBA *color,
                    const graphene_rect_t *place,
                    double xalign)
{
  g_return_if_fail (DG_IS_CHART (self));

  g_autoptr (PangoLayout) layout = new_layout (self, text);
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double across = mirrored ? 1.0 - xalign : xalign;
  PangoRectangle extents;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (place->size.width * PANGO_SCALE));
  pango_layout_get_pixel_extents (layout, NULL, &extents);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (place->origin.x +
                                                    (float) ((place->size.width - (float) extents.width) * across) -
                                                    (float) extents.x,
                                                place->origin.y + (place->size.height - (float) extents.height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/**
 * dg_chart_draw_box:
 * @snapshot: what it is drawn into
 * @box: where it is
 * @radius: of its corners
 * @color: what it is filled with
 */
void
dg_chart_draw_box (GtkSnapshot *snapshot, const graphene_rect_t *box, double radius, const GdkRGBA *color)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, box, (float) MIN (radius, MIN (box->size.width, box->size.height) / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, box);
  gtk_snapshot_pop (snapshot);
}
