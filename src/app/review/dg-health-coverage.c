/* dg-health-coverage.c: what the records of a dataset were made for, two dimensions at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-health-coverage.h"

#include <glib/gi18n.h>

#include "dg-chart-bars.h"
#include "dg-chart-heat-map.h"

/**
 * DgHealthCoverage:
 *
 * Two dimensions as a heat map, or the only one as bars. The person chooses which.
 */
struct _DgHealthCoverage
{
  GtkWidget parent_instance;

  DgDatasetCoverage *coverage; /* (owned) (nullable) */
  gboolean choosing;           /* whether the choice is being changed by itself */

  /* template */
  GtkWidget *nothing_label;
  GtkWidget *choice;
  GtkDropDown *rows_choice;
  GtkDropDown *columns_choice;
  DgChart *bars;
  DgChart *heat_map;
  GtkLabel *cut_label;
};

G_DEFINE_FINAL_TYPE (DgHealthCoverage, dg_health_coverage, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SHOW_RECORDS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
get_n_dimensions (DgHealthCoverage *self)
{
  return self->coverage != NULL ? dg_dataset_coverage_get_n_dimensions (self->coverage) : 0;
}

/* --- words --- */

static char *
dup_words (const char *what, guint n, guint n_planned)
{
  g_autofree char *count =
      n > 0 ? g_strdup_printf (ngettext ("%'u record", "%'u records", n), n) : g_strdup (_ ("no record"));

  if (n_planned == 0)
    return g_strdup_printf ("%s: %s", what, count);

  /* Translators: what was to be covered, “3 records”, and how many were planned */
  return g_strdup_printf (_ ("%s: %s, %'u planned"), what, count, n_planned);
}

/* --- one dimension --- */

static void
add_value (DgHealthCoverage *self, guint value)
{
  const char *text = dg_dataset_coverage_get_value (self->coverage, 0, value);
  g_autoptr (GArray) numbers = dg_dataset_coverage_dup_numbers (self->coverage, 0, value);
  guint n_planned = 0;
  guint n = dg_dataset_coverage_count (self->coverage, 0, value, &n_planned);
  g_autofree char *words = dup_words (text, n, n_planned);
  const DgChartFigure figure = {
    .text = text,
    .words = words,
    .title = text,
    .numbers = numbers,
    .n = n,
    .n_planned = n_planned,
    .share = -1.0,
    .row = value,
  };

  dg_chart_add (self->bars, &figure);
}

static void
show_bars (DgHealthCoverage *self)
{
  dg_chart_clear (self->bars);
  for (guint v = 0; v < dg_dataset_coverage_get_n_values (self->coverage, 0); v++)
    add_value (self, v);
  dg_chart_describe (self->bars, dg_dataset_coverage_get_name (self->coverage, 0), NULL);
}

/* --- two --- */

static void
add_cell (DgHealthCoverage *self, guint rows, guint row, guint columns, guint column)
{
  const char *row_text = dg_dataset_coverage_get_value (self->coverage, rows, row);
  const char *column_text = dg_dataset_coverage_get_value (self->coverage, columns, column);
  g_autoptr (GArray) numbers = dg_dataset_coverage_dup_cell_numbers (self->coverage, rows, row, columns, column);
  guint n_planned = 0;
  guint n = dg_dataset_coverage_count_cell (self->coverage, rows, row, columns, column, &n_planned);
  g_autofree char *both = g_strdup_printf ("%s / %s", row_text, column_text);
  g_autofree char *words = dup_words (both, n, n_planned);
  const DgChartFigure figure = {
    .text = both,
    .words = words,
    .title = both,
    .numbers = numbers,
    .n = n,
    .n_planned = n_planned,
    .share = -1.0,
    .column = column,
    .row = row,
  };
  DgChartPart *part = dg_chart_add (self->heat_map, &figure);

  if (n < n_planned)
    gtk_widget_add_css_class (GTK_WIDGET (part), "missing");
}

static GStrv
dup_values (DgHealthCoverage *self, guint dimension, guint n_values)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint v = 0; v < n_values; v++)
    g_strv_builder_add (builder, dg_dataset_coverage_get_value (self->coverage, dimension, v));

  return g_strv_builder_end (builder);
}

static void
describe_heat_map (DgHealthCoverage *self, guint rows, guint columns)
{
  GPtrArray *parts = dg_chart_get_parts (self->heat_map);
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  guint n_empty = 0;
  guint n_short = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const DgChartFigure *figure = dg_chart_part_get_figure (g_ptr_array_index (parts, i));

      n_empty += figure->n == 0;
      n_short += figure->n < figure->n_planned;
    }
  /* Translators: two things that the records vary in, like “tone” and “difficulty” */
  name = g_strdup_printf (_ ("Records by %s and %s"), dg_dataset_coverage_get_name (self->coverage, rows),
                          dg_dataset_coverage_get_name (self->coverage, columns));
  /* Translators: of pairs of values */
  words = g_strdup_printf (_ ("%u pairs; %u without a record, %u with fewer records than planned"), parts->len, n_empty,
                           n_short);
  dg_chart_describe (self->heat_map, name, words);
}

static void
show_heat_map (DgHealthCoverage *self)
{
  guint rows = gtk_drop_down_get_selected (self->rows_choice);
  guint columns = gtk_drop_down_get_selected (self->columns_choice);
  guint n_rows = dg_dataset_coverage_get_n_values (self->coverage, rows);
  guint n_values = dg_dataset_coverage_get_n_values (self->coverage, columns);
  guint n_columns = MIN (n_values, DG_CHART_HEAT_MAP_MAX_COLUMNS);
  g_auto (GStrv) row_texts = dup_values (self, rows, n_rows);
  g_auto (GStrv) column_texts = dup_values (self, columns, n_columns);
  g_autofree char *cut =
      g_strdup_printf (_ ("The first %u of %u columns are shown. Exchange rows and columns to see all."), n_columns,
                       n_values);

  dg_chart_clear (self->heat_map);
  dg_chart_heat_map_set_headers (DG_CHART_HEAT_MAP (self->heat_map), (const char *const *) column_texts,
                                 (const char *const *) row_texts);
  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < n_columns; column++)
      add_cell (self, rows, row, columns, column);
  describe_heat_map (self, rows, columns);
  gtk_label_set_label (self->cut_label, cut);
  gtk_widget_set_visible (GTK_WIDGET (self->cut_label), n_columns < n_values);
}

/* --- the choice --- */

/* A dimension against itself says nothing: the other side makes room. */
static void
keep_apart (DgHealthCoverage *self, GtkDropDown *other, guint chosen)
{
  if (gtk_drop_down_get_selected (other) == chosen)
    gtk_drop_down_set_selected (other, chosen == 0 ? 1 : 0);
}

static void
choose (DgHealthCoverage *self, GtkDropDown *one, GtkDropDown *other)
{
  if (self->choosing || get_n_dimensions (self) < 2)
    return;

  self->choosing = TRUE;
  keep_apart (self, other, gtk_drop_down_get_selected (one));
  self->choosing = FALSE;
  show_heat_map (self);
}

static void
rows_chosen_cb (DgHealthCoverage *self)
{
  choose (self, self->rows_choice, self->columns_choice);
}

static void
columns_chosen_cb (DgHealthCoverage *self)
{
  choose (self, self->columns_choice, self->rows_choice);
}

/* The dimensions as they were chosen before, by name, where they are still there. */
static guint
find_dimension (DgHealthCoverage *self, GtkDropDown *drop_down, guint otherwise)
{
  GtkStringObject *selected = gtk_drop_down_get_selected_item (drop_down);

  for (guint d = 0; selected != NULL && d < get_n_dimensions (self); d++)
    if (g_str_equal (dg_dataset_coverage_get_name (self->coverage, d), gtk_string_object_get_string (selected)))
      return d;

  return otherwise;
}

/* There is more room downwards. */
static guint
choose_rows (DgHealthCoverage *self)
{
  return get_n_dimensions (self) >= 2 &&
         dg_dataset_coverage_get_n_values (self->coverage, 1) > dg_dataset_coverage_get_n_values (self->coverage, 0);
}

static void
fill_choice (DgHealthCoverage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n = get_n_dimensions (self);
  guint rows = find_dimension (self, self->rows_choice, choose_rows (self));
  guint columns = find_dimension (self, self->columns_choice, rows == 1 ? 0 : 1);

  for (guint d = 0; d < n; d++)
    gtk_string_list_append (names, dg_dataset_coverage_get_name (self->coverage, d));

  self->choosing = TRUE;
  gtk_drop_down_set_model (self->rows_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_model (self->columns_choice, G_LIST_MODEL (names));
  if (n >= 2)
    {
      gtk_drop_down_set_selected (self->rows_choice, rows);
      gtk_drop_down_set_selected (self->columns_choice, columns == rows ? (rows == 0 ? 1 : 0) : columns);
    }
  self->choosing = FALSE;
}

static void
show_records_cb (DgHealthCoverage *self, GArray *numbers, const char *title)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_RECORDS], 0, numbers, title);
}

/* --- life --- */

static void
dg_health_coverage_dispose (GObject *object)
{
  DgHealthCoverage *self = DG_HEALTH_COVERAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->coverage, dg_dataset_coverage_unref);

  G_OBJECT_CLASS (dg_health_coverage_parent_class)->dispose (object);
}

static void
dg_health_coverage_class_init (DgHealthCoverageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_health_coverage_dispose;

  /**
   * DgHealthCoverage::show-records:
   * @self: the coverage
   * @numbers: (element-type guint): the numbers of records
   * @title: what they have in common
   *
   * The person wants to see the records of a cell.
   */
  signals[SIGNAL_SHOW_RECORDS] = g_signal_new ("show-records", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_STRING);

  g_type_ensure (DG_TYPE_CHART_BARS);
  g_type_ensure (DG_TYPE_CHART_HEAT_MAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-health-coverage.ui");
  gtk_widget_class_bind_template_child (widget_class, DgHealthCoverage, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, DgHealthCoverage, choice);
  gtk_widget_class_bind_template_child (widget_class, DgHealthCoverage, rows_choice);
  gtk_widget_class_bind_template_child (widget_class, DgHealthCoverage, columns_choice);
  gtk_widget_class_bind_template_child (widget_class, DgHealthCoverage, bars);
  gtk_widget_class_bind_template_child (widget_class, DgHealthCoverage, heat_map);
  gtk_widget_class_bind_template_child (widget_class, DgHealthCoverage, cut_label);
  gtk_widget_class_bind_template_callback (widget_class, rows_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_chosen_cb);
}

static void
dg_health_coverage_init (DgHealthCoverage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (self->bars, "show-records", G_CALLBACK (show_records_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->heat_map, "show-records", G_CALLBACK (show_records_cb), self, G_CONNECT_SWAPPED);
  dg_health_coverage_set_coverage (self, NULL);
}

/**
 * dg_health_coverage_set_coverage:
 * @self: a coverage
 * @coverage: (nullable): what the records of a dataset were made for
 *
 * Shows it, with the dimensions that were chosen before where it has them.
 */
void
dg_health_coverage_set_coverage (DgHealthCoverage *self, DgDatasetCoverage *coverage)
{
  g_return_if_fail (DG_IS_HEALTH_COVERAGE (self));

  guint n;

  g_clear_pointer (&self->coverage, dg_dataset_coverage_unref);
  self->coverage = coverage != NULL ? dg_dataset_coverage_ref (coverage) : NULL;
  n = get_n_dimensions (self);

  gtk_widget_set_visible (self->nothing_label, n == 0);
  gtk_widget_set_visible (self->choice, n >= 2);
  gtk_widget_set_visible (GTK_WIDGET (self->bars), n == 1);
  gtk_widget_set_visible (GTK_WIDGET (self->heat_map), n >= 2);
  gtk_widget_hide (GTK_WIDGET (self->cut_label));
  fill_choice (self);
  if (n == 1)
    show_bars (self);
  else if (n >= 2)
    show_heat_map (self);
}
