/* dg-chart-histogram.c: how often a length comes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chart-histogram.h"

#define COLUMNS_HEIGHT 120
#define LEAST_COLUMN 6
#define USUAL_COLUMN 24
#define COLUMN_GAP 2
#define COLUMN_RADIUS 4
#define LABEL_GAP 4

/* Texts below the columns have at least so much between them. */
#define BETWEEN_TEXTS 12

/**
 * DgChartHistogram:
 *
 * A column for each part, the first at the start of the line; below them where they begin.
 */
struct _DgChartHistogram
{
  DgChart parent_instance;
};

G_DEFINE_FINAL_TYPE (DgChartHistogram, dg_chart_histogram, DG_TYPE_CHART)

static int
get_line_height (DgChart *chart)
{
  int height;

  dg_chart_measure_text (chart, "0", NULL, &height);

  return height;
}

static void
dg_chart_histogram_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  DgChart *chart = DG_CHART (widget);
  int n_columns = (int) MAX (1, dg_chart_get_parts (chart)->len);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = COLUMNS_HEIGHT + 2 * (get_line_height (chart) + LABEL_GAP);
      return;
    }

  *minimum = n_columns * LEAST_COLUMN;
  *natural = n_columns * USUAL_COLUMN;
}

static void
dg_chart_histogram_place (DgChart *chart, int width, int height)
{
  GPtrArray *parts = dg_chart_get_parts (chart);
  float column = parts->len > 0 ? (float) width / (float) parts->len : 0;
  float below = (float) (get_line_height (chart) + LABEL_GAP);

  for (guint i = 0; i < parts->len; i++)
    dg_chart_place_part (chart, g_ptr_array_index (parts, i),
                         &GRAPHENE_RECT_INIT ((float) i * column, 0, column, (float) height - below));
}

static void
dg_chart_histogram_draw_part (DgChart *chart, DgChartPart *part, GtkSnapshot *snapshot, int width, int height)
{
  const DgChartFigure *figure = dg_chart_part_get_figure (part);
  int line = get_line_height (chart);
  float most = (float) (height - line - LABEL_GAP);
  float bar = most * (float) figure->n / (float) MAX (1, dg_chart_get_most (chart));
  g_autofree char *count = g_strdup_printf ("%'u", figure->n);
  GdkRGBA color;
  int count_width;

  if (figure->n == 0)
    return;

  bar = MAX (bar, 2);
  dg_chart_get_part_color (part, &color);
  dg_chart_draw_box (snapshot,
                     &GRAPHENE_RECT_INIT (COLUMN_GAP / 2.0f, (float) height - bar, (float) width - COLUMN_GAP, bar),
                     COLUMN_RADIUS, &color);
  dg_chart_measure_text (chart, count, &count_width, NULL);
  if (count_width > width)
    return;

  dg_chart_get_ink (chart, DG_CHART_INK_DIM, &color);
  dg_chart_draw_text (chart, snapshot, count, &color,
                      &GRAPHENE_RECT_INIT (0, (float) height - bar - LABEL_GAP / 2.0f - (float) line, width, line),
                      0.5);
}

/* Every column, every second, every third …, so that the texts do not touch. */
static guint
find_step (DgChart *chart, float column)
{
  GPtrArray *parts = dg_chart_get_parts (chart);
  int widest = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      int width;

      dg_chart_measure_text (chart, dg_chart_part_get_figure (g_ptr_array_index (parts, i))->text, &width, NULL);
      widest = MAX (widest, width);
    }

  return (guint) ((float) (widest + BETWEEN_TEXTS) / MAX (1, column)) + 1;
}

static void
draw_axis (DgChart *chart, GtkSnapshot *snapshot)
{
  GPtrArray *parts = dg_chart_get_parts (chart);
  float width = (float) gtk_widget_get_width (GTK_WIDGET (chart));
  float line = (float) get_line_height (chart);
  float top = (float) gtk_widget_get_height (GTK_WIDGET (chart)) - line;
  float column = parts->len > 0 ? width / (float) parts->len : width;
  guint step = find_step (chart, column);
  GdkRGBA color;

  dg_chart_get_ink (chart, DG_CHART_INK_TRACK, &color);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, top - LABEL_GAP, width, 1));
  dg_chart_get_ink (chart, DG_CHART_INK_DIM, &color);
  for (guint i = 0; i < parts->len; i += step)
    {
      const char *text = dg_chart_part_get_figure (g_ptr_array_index (parts, i))->text;
      float start = (float) i * column;
      int text_width;
      graphene_rect_t place = GRAPHENE_RECT_INIT (start, top, MIN ((float) step * column, width - start), line);

      dg_chart_measure_text (chart, text, &text_width, NULL);
      if ((float) text_width > place.size.width)
        continue;

      dg_chart_mirror (chart, width, &place);
      dg_chart_draw_text (chart, snapshot, text, &color, &place, 0.0);
    }
}

static void
dg_chart_histogram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  draw_axis (DG_CHART (widget), snapshot);

  GTK_WIDGET_CLASS (dg_chart_histogram_parent_class)->snapshot (widget, snapshot);
}

static void
dg_chart_histogram_class_init (DgChartHistogramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgChartClass *chart_class = DG_CHART_CLASS (klass);

  widget_class->measure = dg_chart_histogram_measure;
  widget_class->snapshot = dg_chart_histogram_snapshot;
  chart_class->place = dg_chart_histogram_place;
  chart_class->draw_part = dg_chart_histogram_draw_part;
}

static void
dg_chart_histogram_init (DgChartHistogram *self)
{
}
