/* dg-card-grid.c: cards beside each other, as many as there is room for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-card-grid.h"

#include "dg-children-width.h"

#define SPACING 12
#define MAX_COLUMNS 2

/* A card that is narrower is hard to read; at letters of the usual size, and more where they are larger. In pixels. */
#define MIN_READABLE 300

/**
 * DgCardGrid:
 *
 * Unlike #GtkFlowBox it adds no stop for the Tab key around each card, and unlike #GtkGrid it has as many columns as
 * fit. The cards of a row are as high as the highest of them.
 */
struct _DgCardGrid
{
  GtkWidget parent_instance;

  guint n_columns; /* as allocated */
};

G_DEFINE_FINAL_TYPE (DgCardGrid, dg_card_grid, GTK_TYPE_WIDGET)

static guint
count_columns (DgCardGrid *self, int width)
{
  DgChildrenWidth cards;

  dg_children_width_measure (&cards, GTK_WIDGET (self));

  return (guint) CLAMP ((width + SPACING) / (MAX (cards.minimum, MIN_READABLE) + SPACING), 1, MAX_COLUMNS);
}

static int
get_card_width (guint n_columns, int width)
{
  return (width - (int) (n_columns - 1) * SPACING) / (int) n_columns;
}

/* The next row, from @card on; returns its height, and what follows it. */
static int
measure_row (GtkWidget *card, guint n_columns, int card_width, gboolean natural, GtkWidget **next)
{
  int height = 0;

  for (guint n = 0; card != NULL && n < n_columns; card = gtk_widget_get_next_sibling (card))
    {
      int card_minimum, card_natural;

      if (!gtk_widget_should_layout (card))
        continue;
      gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, card_width, &card_minimum, &card_natural, NULL, NULL);
      height = MAX (height, natural ? card_natural : card_minimum);
      n++;
    }
  *next = card;

  return height;
}

static int
measure_height (DgCardGrid *self, int width, gboolean natural)
{
  guint n_columns = count_columns (self, width);
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self));
  int height = 0;

  while (card != NULL)
    {
      int row = measure_row (card, n_columns, get_card_width (n_columns, width), natural, &card);

      height += row + (height > 0 && row > 0 ? SPACING : 0);
    }

  return height;
}

static GtkSizeRequestMode
dg_card_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dg_card_grid_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  DgCardGrid *self = DG_CARD_GRID (widget);
  DgChildrenWidth cards;

  dg_children_width_measure (&cards, widget);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = cards.minimum;
      *natural = MAX (cards.widest, MIN_READABLE) * MAX_COLUMNS + SPACING * (MAX_COLUMNS - 1);
    }
  else
    {
      int width = for_size > 0 ? for_size : cards.minimum;

      /* a text that would have to scroll to be lower is not scrolled: the page is */
      *natural = measure_height (self, width, TRUE);
      *minimum = *natural;
    }
}

static void
dg_card_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DgCardGrid *self = DG_CARD_GRID (widget);
  gboolean reversed = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n_columns = count_columns (self, width);
  int card_width = get_card_width (n_columns, width);
  GtkWidget *card = gtk_widget_get_first_child (widget);
  int y = 0;

  self->n_columns = n_columns;
  while (card != NULL)
    {
      GtkWidget *next;
      int row = measure_row (card, n_columns, card_width, TRUE, &next);
      int x = 0;

      for (; card != next; card = gtk_widget_get_next_sibling (card))
        {
          if (!gtk_widget_should_layout (card))
            continue;

          GtkAllocation place = { reversed ? width - x - card_width : x, y, card_width, row };

          gtk_widget_size_allocate (card, &place, -1);
          x += card_width + SPACING;
        }
      y += row + SPACING;
    }
}

static void
dg_card_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_card_grid_parent_class)->dispose (object);
}

static void
dg_card_grid_class_init (DgCardGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_card_grid_dispose;
  widget_class->get_request_mode = dg_card_grid_get_request_mode;
  widget_class->measure = dg_card_grid_measure;
  widget_class->size_allocate = dg_card_grid_size_allocate;
}

static void
dg_card_grid_init (DgCardGrid *self)
{
  self->n_columns = 1;
}

/**
 * dg_card_grid_get_n_columns:
 * @self: a grid
 *
 * Returns: how many cards are beside each other
 */
guint
dg_card_grid_get_n_columns (DgCardGrid *self)
{
  g_return_val_if_fail (DG_IS_CARD_GRID (self), 1);

  return self->n_columns;
}
