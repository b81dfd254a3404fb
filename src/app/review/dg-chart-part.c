/* dg-chart-part.c: what a chart is made of: a bar, a bin, a cell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chart-part.h"

#include "dg-chart.h"

/**
 * DgChartPart:
 *
 * A button, so that it is reached by keys, pressed by assistive technologies, and shows its focus as all others do. Its
 * chart gives it its place and draws it.
 */
struct _DgChartPart
{
  GtkButton parent_instance;

  DgChartFigure figure; /* its members are owned */
};

G_DEFINE_FINAL_TYPE (DgChartPart, dg_chart_part, GTK_TYPE_BUTTON)

static void
dg_chart_part_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GtkWidget *chart = gtk_widget_get_parent (widget);

  if (DG_IS_CHART (chart))
    dg_chart_draw_part (DG_CHART (chart), DG_CHART_PART (widget), snapshot);
}

static void
dg_chart_part_finalize (GObject *object)
{
  DgChartFigure *figure = &DG_CHART_PART (object)->figure;

  g_free ((char *) figure->text);
  g_free ((char *) figure->words);
  g_free ((char *) figure->title);
  g_clear_pointer (&figure->numbers, g_array_unref);

  G_OBJECT_CLASS (dg_chart_part_parent_class)->finalize (object);
}

static void
dg_chart_part_class_init (DgChartPartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dg_chart_part_finalize;
  widget_class->snapshot = dg_chart_part_snapshot;

  /* not “button”: what the theme has for those would be in the way */
  gtk_widget_class_set_css_name (widget_class, "chartpart");
}

static void
dg_chart_part_init (DgChartPart *self)
{
}

/**
 * dg_chart_part_new:
 * @figure: what it shows
 *
 * Returns: (transfer floating): a part for a chart
 */
DgChartPart *
dg_chart_part_new (const DgChartFigure *figure)
{
  g_return_val_if_fail (figure != NULL && figure->words != NULL, NULL);

  DgChartPart *self = g_object_new (DG_TYPE_CHART_PART, NULL);

  self->figure = *figure;
  self->figure.text = g_strdup (figure->text);
  self->figure.words = g_strdup (figure->words);
  self->figure.title = g_strdup (figure->title);
  if (figure->numbers != NULL)
    g_array_ref (figure->numbers);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), figure->words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, figure->words, -1);
  if (figure->title != NULL && figure->n > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "activatable");

  return self;
}

/**
 * dg_chart_part_get_figure:
 * @self: a part
 *
 * Returns: (transfer none): what it shows
 */
const DgChartFigure *
dg_chart_part_get_figure (DgChartPart *self)
{
  g_return_val_if_fail (DG_IS_CHART_PART (self), NULL);

  return &self->figure;
}
