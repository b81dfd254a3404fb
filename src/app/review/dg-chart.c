/* dg-chart.c: what all charts have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chart.h"

/**
 * DgChart:
 *
 * A chart whose parts are widgets of their own: they are reached with Tab and the arrow keys, have a name and a
 * tooltip, and show their records when they are pressed. What a chart looks like is up to its class.
 */
typedef struct
{
  GPtrArray *parts;  /* (owned) (element-type DgChartPart): unowned, they are children */
  DgChartPart *last; /* (unowned) (nullable): the part that had the focus last */
  guint most;        /* of records or planned records in a part */
} DgChartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DgChart, dg_chart, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SHOW_RECORDS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static DgChartPrivate *
get_private (DgChart *self)
{
  return dg_chart_get_instance_private (self);
}

static gboolean
is_mirrored (DgChart *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* --- keys --- */

static DgChartPart *
find_part (DgChart *self, int column, int row)
{
  GPtrArray *parts = get_private (self)->parts;

  for (guint i = 0; i < parts->len; i++)
    {
      DgChartPart *part = g_ptr_array_index (parts, i);
      const DgChartFigure *figure = dg_chart_part_get_figure (part);

      if ((int) figure->column == column && (int) figure->row == row)
        return part;
    }

  return NULL;
}

static DgChartPart *
find_neighbour (DgChart *self, DgChartPart *part, GtkDirectionType direction)
{
  const DgChartFigure *figure = dg_chart_part_get_figure (part);
  int column = (int) figure->column;
  int row = (int) figure->row;
  int forward = is_mirrored (self) ? -1 : 1;

  switch (direction)
    {
    case GTK_DIR_UP:
      return find_part (self, column, row - 1);
    case GTK_DIR_DOWN:
      return find_part (self, column, row + 1);
    case GTK_DIR_LEFT:
      return find_part (self, column - forward, row);
    case GTK_DIR_RIGHT:
      return find_part (self, column + forward, row);
    case GTK_DIR_TAB_FORWARD:
    case GTK_DIR_TAB_BACKWARD:
    default:
      return NULL;
    }
}

/* Tab comes to a chart once, and goes on from it; the arrows go through its parts, and end at its borders. */
static gboolean
dg_chart_focus (GtkWidget *widget, GtkDirectionType direction)
{
  DgChart *self = DG_CHART (widget);
  DgChartPrivate *priv = get_private (self);
  GtkWidget *current = gtk_widget_get_focus_child (widget);
  DgChartPart *next;

  if (priv->parts->len == 0)
    return FALSE;

  if (current != NULL && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;
  if (current == NULL)
    next = priv->last != NULL ? priv->last : g_ptr_array_index (priv->parts, 0);
  else
    next = find_neighbour (self, DG_CHART_PART (current), direction);
  if (next != NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (next));
      priv->last = next;
    }

  return TRUE;
}

static void
clicked_cb (DgChart *self, DgChartPart *part)
{
  const DgChartFigure *figure = dg_chart_part_get_figure (part);

  get_private (self)->last = part;
  if (figure->title != NULL && figure->numbers != NULL && figure->numbers->len > 0)
    g_signal_emit (self, signals[SIGNAL_SHOW_RECORDS], 0, figure->numbers, figure->title);
}

/* --- life --- */

static GtkSizeRequestMode
dg_chart_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dg_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DG_CHART_GET_CLASS (widget)->place (DG_CHART (widget), width, height);
}

static void
dg_chart_dispose (GObject *object)
{
  dg_chart_clear (DG_CHART (object));

  G_OBJECT_CLASS (dg_chart_parent_class)->dispose (object);
}

static void
dg_chart_finalize (GObject *object)
{
  g_ptr_array_unref (get_private (DG_CHART (object))->parts);

  G_OBJECT_CLASS (dg_chart_parent_class)->finalize (object);
}

static void
dg_chart_class_init (DgChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_chart_finalize;
  widget_class->focus = dg_chart_focus;
  widget_class->get_request_mode = dg_chart_get_request_mode;
  widget_class->size_allocate = dg_chart_size_allocate;

  /**
   * DgChart::show-records:
   * @self: the chart
   * @numbers: (element-type guint): the numbers of records
   * @title: what they have in common
   *
   * The person wants to see the records of a part.
   */
  signals[SIGNAL_SHOW_RECORDS] = g_signal_new ("show-records", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dg_chart_init (DgChart *self)
{
  get_private (self)->parts = g_ptr_array_new ();
}

/* --- parts --- */

static void
tell_change (DgChart *self)
{
  if (DG_CHART_GET_CLASS (self)->changed != NULL)
    DG_CHART_GET_CLASS (self)->changed (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * dg_chart_clear:
 * @self: a chart
 *
 * Takes all parts out of it.
 */
void
dg_chart_clear (DgChart *self)
{
  g_return_if_fail (DG_IS_CHART (self));

  DgChartPrivate *priv = get_private (self);

  priv->last = NULL;
  priv->most = 0;
  while (priv->parts->len > 0)
    gtk_widget_unparent (g_ptr_array_steal_index (priv->parts, priv->parts->len - 1));
  tell_change (self);
}

/**
 * dg_chart_add:
 * @self: a chart
 * @figure: what the part shows
 *
 * Returns: (transfer none): the part, behind all others
 */
DgChartPart *
dg_chart_add (DgChart *self, const DgChartFigure *figure)
{
  g_return_val_if_fail (DG_IS_CHART (self), NULL);

  DgChartPrivate *priv = get_private (self);
  DgChartPart *part = dg_chart_part_new (figure);

  priv->most = MAX (priv->most, MAX (figure->n, figure->n_planned));
  g_ptr_array_add (priv->parts, part);
  gtk_widget_set_parent (GTK_WIDGET (part), GTK_WIDGET (self));
  g_signal_connect_object (part, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  tell_change (self);

  return part;
}

/**
 * dg_chart_get_parts:
 * @self: a chart
 *
 * Returns: (transfer none) (element-type DgChartPart): its parts
 */
GPtrArray *
dg_chart_get_parts (DgChart *self)
{
  g_return_val_if_fail (DG_IS_CHART (self), NULL);

  return get_private (self)->parts;
}

/**
 * dg_chart_get_most:
 * @self: a chart
 *
 * Returns: how many records the part with the most has, or was to have
 */
guint
dg_chart_get_most (DgChart *self)
{
  g_return_val_if_fail (DG_IS_CHART (self), 0);

  return get_private (self)->most;
}

/**
 * dg_chart_describe:
 * @self: a chart
 * @name: what it shows
 * @description: (nullable): the figures in words; %NULL to join those of the parts
 *
 * Says in words what others see.
 */
void
dg_chart_describe (DgChart *self, const char *name, const char *description)
{
  g_return_if_fail (DG_IS_CHART (self));
  g_return_if_fail (name != NULL);

  GPtrArray *parts = get_private (self)->parts;
  g_autoptr (GString) words = g_string_new (description);

  for (guint i = 0; description == NULL && i < parts->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "; " : "",
                            dg_chart_part_get_figure (g_ptr_array_index (parts, i))->words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
}
