/* dg-children-width.h: how wide the children of a widget are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DgChildrenWidth:
 * @minimum: what the one needs that needs most
 * @widest: what the one would like that would like most
 * @together: what they would like beside each other, without what is between them
 * @n: how many there are
 *
 * In application pixels.
 */
typedef struct
{
  int minimum;
  int widest;
  int together;
  int n;
} DgChildrenWidth;

void dg_children_width_measure (DgChildrenWidth *self, GtkWidget *widget);

G_END_DECLS
