/* dg-health-layout.c: cards beside each other where there is room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-health-layout.h"

#include "dg-children-width.h"

/* Two columns from this width on, in application pixels. */
#define TWO_COLUMNS_WIDTH 720
#define SPACING 24

/* The columns take turns, so that charts that belong together are side by side, until one is longer by this. */
#define MOST_AHEAD 160

/**
 * DgHealthLayout:
 *
 * Puts the children into two columns in turn, or all into one. A grid would leave holes: charts are as high as what
 * they show.
 */
struct _DgHealthLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (DgHealthLayout, dg_health_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
dg_health_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Where the next child goes, after one in @last. */
static guint
choose_column (guint n_columns, guint last, const int *heights)
{
  guint next = n_columns == 2 ? 1 - last : 0;

  return n_columns == 2 && heights[next] > heights[last] + MOST_AHEAD ? last : next;
}

/* Goes through the children, as they are placed at a width; the height that they take together. */
static int
place_children (GtkWidget *widget, int width, gboolean allocate)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n_columns;
  int column_width;
  DgChildrenWidth children;
  int heights[2] = { 0, 0 };
  guint column = 1;

  /* large text may need more than half the room */
  dg_children_width_measure (&children, widget);
  n_columns = width >= TWO_COLUMNS_WIDTH && children.minimum <= (width - SPACING) / 2 ? 2 : 1;
  column_width = n_columns == 2 ? (width - SPACING) / 2 : width;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int height, x;

      if (!gtk_widget_should_layout (child))
        continue;
      column = choose_column (n_columns, column, heights);
      x = (int) column * (column_width + SPACING);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column_width, NULL, &height, NULL, NULL);
      if (allocate)
        {
          const GtkAllocation place = { mirrored ? width - x - column_width : x, heights[column], column_width,
                                        height };

          gtk_widget_size_allocate (child, &place, -1);
        }
      heights[column] += height + SPACING;
    }

  return MAX (0, MAX (heights[0], heights[1]) - SPACING);
}

static void
dg_health_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  DgChildrenWidth children;

  dg_children_width_measure (&children, widget);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = children.minimum;
      *natural = 2 * children.widest + SPACING;
    }
  else
    *minimum = *natural = place_children (widget, for_size >= 0 ? for_size : children.widest, FALSE);
}

static void
dg_health_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  place_children (widget, width, TRUE);
}

static void
dg_health_layout_class_init (DgHealthLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = dg_health_layout_get_request_mode;
  manager_class->measure = dg_health_layout_measure;
  manager_class->allocate = dg_health_layout_allocate;
}

static void
dg_health_layout_init (DgHealthLayout *self)
{
}
