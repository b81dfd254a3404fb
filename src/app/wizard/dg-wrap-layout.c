/* dg-wrap-layout.c: widgets beside each other, and in the next line where there is no more room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-wrap-layout.h"

#include "dg-children-width.h"

#define SPACING 6

/**
 * DgWrapLayout:
 *
 * Lays children out like the words of a text. A flow box would put them into columns.
 */
struct _DgWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (DgWrapLayout, dg_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct
{
  int x;
  int y;
  int height; /* of the line */
} Place;

/* Where a child comes; returns its width, which is never more than there is. */
static int
place_child (GtkWidget *child, int width, Place *place, int *child_height)
{
  int minimum, natural, child_width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  child_width = MAX (minimum, MIN (natural, width));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, child_height, NULL, NULL, NULL);
  if (place->x > 0 && place->x + child_width > width)
    {
      place->x = 0;
      place->y += place->height + SPACING;
      place->height = 0;
    }
  place->height = MAX (place->height, *child_height);

  return child_width;
}

static int
measure_height (GtkWidget *widget, int width)
{
  Place place = { 0 };
  int height;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      place.x += place_child (child, width, &place, &height) + SPACING;

  return place.y + place.height;
}

static GtkSizeRequestMode
dg_wrap_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dg_wrap_layout_measure (GtkLayoutManager *layout,
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
      *natural = children.together + MAX (children.n - 1, 0) * SPACING;
    }
  else
    *minimum = *natural = measure_height (widget, for_size >= 0 ? for_size : children.minimum);
}

static void
dg_wrap_layout_allocate (GtkLayoutManager *layout, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Place place = { 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation allocation;

      if (!gtk_widget_should_layout (child))
        continue;
      allocation.width = place_child (child, width, &place, &allocation.height);
      allocation.x = mirrored ? width - place.x - allocation.width : place.x;
      allocation.y = place.y;
      gtk_widget_size_allocate (child, &allocation, -1);
      place.x += allocation.width + SPACING;
    }
}

static void
dg_wrap_layout_class_init (DgWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = dg_wrap_layout_get_request_mode;
  layout_class->measure = dg_wrap_layout_measure;
  layout_class->allocate = dg_wrap_layout_allocate;
}

static void
dg_wrap_layout_init (DgWrapLayout *self)
{
}
