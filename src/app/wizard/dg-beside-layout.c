/* dg-beside-layout.c: widgets beside each other, measured with little effort
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-beside-layout.h"

#define SPACING 3

/**
 * DgBesideLayout:
 *
 * A horizontal box for texts that wrap. To find its height for a width, GtkBoxLayout tries which height makes all its
 * children fit, and each of them tries which width makes its text fit that: 13 ms for a message of four lines. Here
 * every child gets its least width and its share of what is left, and is as high as it is then.
 */
struct _DgBesideLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (DgBesideLayout, dg_beside_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The sizes of all children that are laid out, in their order, when there is @width for all of them; -1 for no limit.
 * Returns how much room they need at least and at most. */
static GArray *
distribute (GtkWidget *widget, int width, int *minimum, int *natural)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (GtkRequestedSize));

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequestedSize size = { .data = child };
      int spacing = sizes->len > 0 ? SPACING : 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size, &size.natural_size, NULL, NULL);
      *minimum += size.minimum_size + spacing;
      *natural += size.natural_size + spacing;
      g_array_append_val (sizes, size);
    }
  if (width >= 0)
    gtk_distribute_natural_allocation (MAX (width - *minimum, 0), sizes->len,
                                       (GtkRequestedSize *) (gpointer) sizes->data);

  return sizes;
}

static GtkSizeRequestMode
dg_beside_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dg_beside_layout_measure (GtkLayoutManager *layout,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  int width, least;
  g_autoptr (GArray) sizes = NULL;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      sizes = distribute (widget, -1, minimum, natural);
      return;
    }

  sizes = distribute (widget, for_size >= 0 ? for_size : G_MAXINT / 2, &least, &width);
  *minimum = *natural = 0;
  for (guint i = 0; i < sizes->len; i++)
    {
      GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      int child_minimum, child_natural;

      gtk_widget_measure (size->data, GTK_ORIENTATION_VERTICAL, size->minimum_size, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
dg_beside_layout_allocate (GtkLayoutManager *layout, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int minimum, natural, x = 0;
  g_autoptr (GArray) sizes = distribute (widget, width, &minimum, &natural);

  for (guint i = 0; i < sizes->len; i++)
    {
      GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      GtkAllocation allocation = { mirrored ? width - x - size->minimum_size : x, 0, size->minimum_size, height };

      gtk_widget_size_allocate (size->data, &allocation, -1);
      x += size->minimum_size + SPACING;
    }
}

static void
dg_beside_layout_class_init (DgBesideLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = dg_beside_layout_get_request_mode;
  layout_class->measure = dg_beside_layout_measure;
  layout_class->allocate = dg_beside_layout_allocate;
}

static void
dg_beside_layout_init (DgBesideLayout *self)
{
}
