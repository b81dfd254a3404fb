/* dg-children-width.c: how wide the children of a widget are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-children-width.h"

/**
 * dg_children_width_measure:
 * @self: (out caller-allocates): how wide they are
 * @widget: whose children are laid out in lines or columns
 */
void
dg_children_width_measure (DgChildrenWidth *self, GtkWidget *widget)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (GTK_IS_WIDGET (widget));

  *self = (DgChildrenWidth){ 0 };
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      self->minimum = MAX (self->minimum, minimum);
      self->widest = MAX (self->widest, natural);
      self->together += natural;
      self->n++;
    }
}
