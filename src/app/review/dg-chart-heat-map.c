/* dg-chart-heat-map.c: how many records there are for each pair of values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chart-heat-map.h"

#define LEAST_HEADER 72
#define LEAST_CELL 20
#define USUAL_CELL 72
#define CELL_PADDING 9
#define CELL_GAP 2
#define CELL_RADIUS 6
#define HEADER_GAP 6
#define UPRIGHT_HEIGHT 120

/* What the texts at the start of the rows may take of the width. */
#define HEADER_SHARE 0.3

/* A cell is filled the more, the more records it has; never so much that its text could not be read. */
#define LEAST_ALPHA 0.1
#define MOST_ALPHA 0.5

/**
 * DgChartHeatMap:
 *
 * A cell for each part. Where the texts above the columns are too long they stand upright.
 */
struct _DgChartHeatMap
{
  DgChart parent_instance;

  GStrv columns;    /* (owned): the texts above the columns */
  GStrv rows;       /* (owned): the texts at the start of the rows */
  int column_width; /* of the widest of the first, in pixels; -1 when it is not known */
  int row_width;    /* of the widest of the second */
  int line_height;
};

G_DEFINE_FINAL_TYPE (DgChartHeatMap, dg_chart_heat_map, DG_TYPE_CHART)

/* Where things are at a certain width. */
typedef struct
{
  float header_width;
  float header_height;
  float cell_width;
  float cell_height;
  gboolean upright;
} Grid;

static int
measure_widest (DgChart *chart, GStrv texts)
{
  int widest = 0;

  for (guint i = 0; texts[i] != NULL; i++)
    {
      int width;

      dg_chart_measure_text (chart, texts[i], &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

static void
measure_texts (DgChartHeatMap *self)
{
  if (self->column_width >= 0)
    return;

  self->column_width = measure_widest (DG_CHART (self), self->columns);
  self->row_width = measure_widest (DG_CHART (self), self->rows);
  dg_chart_measure_text (DG_CHART (self), "0", NULL, &self->line_height);
}

static void
make_grid (DgChartHeatMap *self, int width, Grid *grid)
{
  guint n_columns = MAX (1, g_strv_length (self->columns));
  double header;

  measure_texts (self);
  header = CLAMP (self->row_width, LEAST_HEADER, MAX (LEAST_HEADER, width * HEADER_SHARE));
  grid->header_width = (float) header;
  grid->cell_width = ((float) width - grid->header_width - HEADER_GAP) / (float) n_columns;
  grid->cell_height = (float) (self->line_height + 2 * CELL_PADDING);
  grid->upright = (float) self->column_width > grid->cell_width - 2 * CELL_GAP;
  grid->header_height =
      (float) (grid->upright ? MIN (self->column_width, UPRIGHT_HEIGHT) : self->line_height) + HEADER_GAP;
}

static void
dg_chart_heat_map_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  DgChartHeatMap *self = DG_CHART_HEAT_MAP (widget);
  int n_columns = (int) MAX (1, g_strv_length (self->columns));
  Grid grid;

  measure_texts (self);
  *minimum = LEAST_HEADER + n_columns * LEAST_CELL;
  *natural = MAX (LEAST_HEADER, self->row_width) + HEADER_GAP + n_columns * MAX (USUAL_CELL, self->column_width);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  make_grid (self, for_size >= 0 ? for_size : *natural, &grid);
  *minimum = *natural = (int) (grid.header_height + grid.cell_height * (float) g_strv_length (self->rows));
}

static void
dg_chart_heat_map_place (DgChart *chart, int width, int height)
{
  GPtrArray *parts = dg_chart_get_parts (chart);
  Grid grid;

  make_grid (DG_CHART_HEAT_MAP (chart), width, &grid);
  for (guint i = 0; i < parts->len; i++)
    {
      const DgChartFigure *figure = dg_chart_part_get_figure (g_ptr_array_index (parts, i));

      dg_chart_place_part (chart, g_ptr_array_index (parts, i),
                           &GRAPHENE_RECT_INIT (grid.header_width + HEADER_GAP +
                                                    (float) figure->column * grid.cell_width,
                                                grid.header_height + (float) figure->row * grid.cell_height,
                                                grid.cell_width, grid.cell_height));
    }
}

/* --- drawing --- */

static void
draw_outline (GtkSnapshot *snapshot, const graphene_rect_t *box, const GdkRGBA *color)
{
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, box, CELL_RADIUS);
  gtk_snapshot_append_border (snapshot, &rounded, widths, colors);
}

/* With what was planned, where that is something else and fits in. */
static char *
dup_cell_text (DgChart *chart, const DgChartFigure *figure, int width)
{
  g_autofree char *both = g_strdup_printf ("%'u/%'u", figure->n, figure->n_planned);
  int both_width;

  dg_chart_measure_text (chart, both, &both_width, NULL);
  if (figure->n_planned > 0 && figure->n_planned != figure->n && both_width <= width)
    return g_steal_pointer (&both);

  return g_strdup_printf ("%'u", figure->n);
}

static void
dg_chart_heat_map_draw_part (DgChart *chart, DgChartPart *part, GtkSnapshot *snapshot, int width, int height)
{
  const DgChartFigure *figure = dg_chart_part_get_figure (part);
  graphene_rect_t box =
      GRAPHENE_RECT_INIT (CELL_GAP / 2.0f, CELL_GAP / 2.0f, (float) width - CELL_GAP, (float) height - CELL_GAP);
  g_autofree char *text = dup_cell_text (chart, figure, width - 2 * CELL_GAP);
  double share = (double) figure->n / MAX (1, dg_chart_get_most (chart));
  GdkRGBA color;

  dg_chart_get_part_color (part, &color);
  if (figure->n > 0)
    {
      color.alpha *= (float) (LEAST_ALPHA + share * (MOST_ALPHA - LEAST_ALPHA));
      dg_chart_draw_box (snapshot, &box, CELL_RADIUS, &color);
    }
  else if (figure->n_planned > 0)
    draw_outline (snapshot, &box, &color);

  dg_chart_get_ink (chart, figure->n > 0 ? DG_CHART_INK_TEXT : DG_CHART_INK_DIM, &color);
  dg_chart_draw_text (chart, snapshot, text, &color, &box, 0.5);
}

static void
draw_upright (
    DgChart *chart, GtkSnapshot *snapshot, const char *text, const GdkRGBA *color, const graphene_rect_t *place)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (chart)) == GTK_TEXT_DIR_RTL;

  /* from the bottom up; the start of the text is at the cells */
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place->origin.x, place->origin.y + place->size.height));
  gtk_snapshot_rotate (snapshot, -90);
  dg_chart_draw_text (chart, snapshot, text, color, &GRAPHENE_RECT_INIT (0, 0, place->size.height, place->size.width),
                      mirrored ? 1.0 : 0.0);
  gtk_snapshot_restore (snapshot);
}

static void
draw_headers (DgChartHeatMap *self, GtkSnapshot *snapshot)
{
  DgChart *chart = DG_CHART (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  GdkRGBA color;
  Grid grid;

  make_grid (self, width, &grid);
  dg_chart_get_ink (chart, DG_CHART_INK_DIM, &color);
  for (guint i = 0; self->columns[i] != NULL; i++)
    {
      graphene_rect_t place = GRAPHENE_RECT_INIT (grid.header_width + HEADER_GAP + (float) i * grid.cell_width, 0,
                                                  grid.cell_width, grid.header_height - HEADER_GAP);

      dg_chart_mirror (chart, width, &place);
      if (grid.upright)
        draw_upright (chart, snapshot, self->columns[i], &color, &place);
      else
        dg_chart_draw_text (chart, snapshot, self->columns[i], &color, &place, 0.5);
    }
  for (guint i = 0; self->rows[i] != NULL; i++)
    {
      graphene_rect_t place = GRAPHENE_RECT_INIT (0, grid.header_height + (float) i * grid.cell_height,
                                                  grid.header_width, grid.cell_height);

      dg_chart_mirror (chart, width, &place);
      dg_chart_draw_text (chart, snapshot, self->rows[i], &color, &place, 0.0);
    }
}

static void
dg_chart_heat_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  draw_headers (DG_CHART_HEAT_MAP (widget), snapshot);

  GTK_WIDGET_CLASS (dg_chart_heat_map_parent_class)->snapshot (widget, snapshot);
}

/* --- life --- */

/* The font may have another size now. */
static void
dg_chart_heat_map_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  DG_CHART_HEAT_MAP (widget)->column_width = -1;

  GTK_WIDGET_CLASS (dg_chart_heat_map_parent_class)->css_changed (widget, change);
}

static void
dg_chart_heat_map_finalize (GObject *object)
{
  DgChartHeatMap *self = DG_CHART_HEAT_MAP (object);

  g_clear_pointer (&self->columns, g_strfreev);
  g_clear_pointer (&self->rows, g_strfreev);

  G_OBJECT_CLASS (dg_chart_heat_map_parent_class)->finalize (object);
}

static void
dg_chart_heat_map_class_init (DgChartHeatMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgChartClass *chart_class = DG_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dg_chart_heat_map_finalize;
  widget_class->measure = dg_chart_heat_map_measure;
  widget_class->snapshot = dg_chart_heat_map_snapshot;
  widget_class->css_changed = dg_chart_heat_map_css_changed;
  chart_class->place = dg_chart_heat_map_place;
  chart_class->draw_part = dg_chart_heat_map_draw_part;
}

static void
dg_chart_heat_map_init (DgChartHeatMap *self)
{
  self->columns = g_new0 (char *, 1);
  self->rows = g_new0 (char *, 1);
  self->column_width = -1;
}

/**
 * dg_chart_heat_map_set_headers:
 * @self: a heat map
 * @columns: the texts above its columns, at most %DG_CHART_HEAT_MAP_MAX_COLUMNS
 * @rows: the texts at the start of its rows
 */
void
dg_chart_heat_map_set_headers (DgChartHeatMap *self, const char *const *columns, const char *const *rows)
{
  g_return_if_fail (DG_IS_CHART_HEAT_MAP (self));
  g_return_if_fail (columns != NULL && rows != NULL);

  g_strfreev (self->columns);
  self->columns = g_strdupv ((char **) columns);
  g_strfreev (self->rows);
  self->rows = g_strdupv ((char **) rows);
  self->column_width = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
