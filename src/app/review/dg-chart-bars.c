/* dg-chart-bars.c: bars below each other, with what each counts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chart-bars.h"

#include <glib/gi18n.h>

#define ROW_PADDING 6
#define BAR_HEIGHT 12
#define BAR_RADIUS 6
#define GAP 12

/* What the texts may take of the width, and what the bars keep in any case. */
#define TEXT_SHARE 0.4
#define LEAST_BAR 48
#define LEAST_TEXT 48

/**
 * DgChartBars:
 *
 * A line for each part: its text, a bar, and how many records it has.
 */
struct _DgChartBars
{
  DgChart parent_instance;

  int text_width;   /* of the widest text, in pixels; -1 when it is not known */
  int figure_width; /* of the widest figure */
  int row_height;
};

G_DEFINE_FINAL_TYPE (DgChartBars, dg_chart_bars, DG_TYPE_CHART)

static char *
dup_figure_text (const DgChartFigure *figure)
{
  if (figure->n_planned > 0 && figure->n_planned != figure->n)
    /* Translators: %u records of %u that were planned; narrow, in a chart */
    return g_strdup_printf (C_ ("chart", "%'u of %'u"), figure->n, figure->n_planned);
  if (figure->share >= 0.0)
    /* Translators: how many records, and what share of all that is; narrow, in a chart */
    return g_strdup_printf (C_ ("chart", "%'u · %.0f %%"), figure->n, figure->share * 100);

  return g_strdup_printf ("%'u", figure->n);
}

static void
measure_texts (DgChartBars *self)
{
  GPtrArray *parts = dg_chart_get_parts (DG_CHART (self));

  if (self->text_width >= 0)
    return;

  self->text_width = self->figure_width = 0;
  dg_chart_measure_text (DG_CHART (self), "0", NULL, &self->row_height);
  self->row_height = MAX (self->row_height, BAR_HEIGHT) + 2 * ROW_PADDING;
  for (guint i = 0; i < parts->len; i++)
    {
      const DgChartFigure *figure = dg_chart_part_get_figure (g_ptr_array_index (parts, i));
      g_autofree char *text = dup_figure_text (figure);
      int width;

      dg_chart_measure_text (DG_CHART (self), figure->text, &width, NULL);
      self->text_width = MAX (self->text_width, width);
      dg_chart_measure_text (DG_CHART (self), text, &width, NULL);
      self->figure_width = MAX (self->figure_width, width);
    }
}

static void
dg_chart_bars_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  DgChartBars *self = DG_CHART_BARS (widget);

  measure_texts (self);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = (int) dg_chart_get_parts (DG_CHART (self))->len * self->row_height;
      return;
    }

  *minimum = LEAST_TEXT + LEAST_BAR + self->figure_width + 2 * GAP + 2 * ROW_PADDING;
  *natural = MAX (*minimum, self->text_width + self->figure_width + 4 * LEAST_BAR);
}

static void
dg_chart_bars_place (DgChart *chart, int width, int height)
{
  DgChartBars *self = DG_CHART_BARS (chart);
  GPtrArray *parts = dg_chart_get_parts (chart);

  measure_texts (self);
  for (guint i = 0; i < parts->len; i++)
    dg_chart_place_part (chart, g_ptr_array_index (parts, i),
                         &GRAPHENE_RECT_INIT (0, (float) i * self->row_height, width, self->row_height));
}

static void
draw_bar (DgChart *chart, DgChartPart *part, GtkSnapshot *snapshot, int width, graphene_rect_t bar)
{
  const DgChartFigure *figure = dg_chart_part_get_figure (part);
  graphene_rect_t filled = bar;
  graphene_rect_t track = bar;
  GdkRGBA color;

  dg_chart_mirror (chart, width, &track);
  dg_chart_get_ink (chart, DG_CHART_INK_TRACK, &color);
  dg_chart_draw_box (snapshot, &track, BAR_RADIUS, &color);
  if (figure->n == 0)
    return;

  /* round ends need room, and one record is to be seen */
  filled.size.width = bar.size.width * (float) figure->n / (float) dg_chart_get_most (chart);
  filled.size.width = MAX (filled.size.width, MIN (BAR_HEIGHT, bar.size.width));
  dg_chart_mirror (chart, width, &filled);
  dg_chart_get_part_color (part, &color);
  dg_chart_draw_box (snapshot, &filled, BAR_RADIUS, &color);
}

static void
dg_chart_bars_draw_part (DgChart *chart, DgChartPart *part, GtkSnapshot *snapshot, int width, int height)
{
  DgChartBars *self = DG_CHART_BARS (chart);
  const DgChartFigure *figure = dg_chart_part_get_figure (part);
  g_autofree char *text = dup_figure_text (figure);

  measure_texts (self);

  float text_width = (float) CLAMP (self->text_width, LEAST_TEXT, MAX (LEAST_TEXT, width * TEXT_SHARE));
  float bar_start = ROW_PADDING + text_width + GAP;
  float figure_start = (float) (width - ROW_PADDING - self->figure_width);
  graphene_rect_t name = GRAPHENE_RECT_INIT (ROW_PADDING, 0, text_width, height);
  graphene_rect_t count = GRAPHENE_RECT_INIT (figure_start, 0, self->figure_width, height);
  GdkRGBA color;

  dg_chart_mirror (chart, width, &name);
  dg_chart_get_ink (chart, DG_CHART_INK_TEXT, &color);
  dg_chart_draw_text (chart, snapshot, figure->text, &color, &name, 0.0);
  draw_bar (chart, part, snapshot, width,
            GRAPHENE_RECT_INIT (bar_start, (float) (height - BAR_HEIGHT) / 2, MAX (1, figure_start - GAP - bar_start),
                                BAR_HEIGHT));
  dg_chart_mirror (chart, width, &count);
  dg_chart_get_ink (chart, DG_CHART_INK_DIM, &color);
  dg_chart_draw_text (chart, snapshot, text, &color, &count, 1.0);
}

static void
dg_chart_bars_changed (DgChart *chart)
{
  DG_CHART_BARS (chart)->text_width = -1;
}

/* The font may have another size now. */
static void
dg_chart_bars_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  DG_CHART_BARS (widget)->text_width = -1;

  GTK_WIDGET_CLASS (dg_chart_bars_parent_class)->css_changed (widget, change);
}

static void
dg_chart_bars_class_init (DgChartBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgChartClass *chart_class = DG_CHART_CLASS (klass);

  widget_class->measure = dg_chart_bars_measure;
  widget_class->css_changed = dg_chart_bars_css_changed;
  chart_class->changed = dg_chart_bars_changed;
  chart_class->place = dg_chart_bars_place;
  chart_class->draw_part = dg_chart_bars_draw_part;
}

static void
dg_chart_bars_init (DgChartBars *self)
{
  self->text_width = -1;
  gtk_widget_add_css_class (GTK_WIDGET (self), "bars");
}

/**
 * dg_chart_bars_new:
 *
 * Returns: (transfer floating): a chart without bars
 */
GtkWidget *
dg_chart_bars_new (void)
{
  return g_object_new (DG_TYPE_CHART_BARS, NULL);
}
