/* dg-end-follower.h: keeps a reader at the end of what grows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_END_FOLLOWER (dg_end_follower_get_type ())
G_DECLARE_FINAL_TYPE (DgEndFollower, dg_end_follower, DG, END_FOLLOWER, GObject)

DgEndFollower *dg_end_follower_new (GtkScrolledWindow *scroller, GtkRevealer *button);
gboolean dg_end_follower_is_at_end (DgEndFollower *self);
void dg_end_follower_set_at_end (DgEndFollower *self, gboolean at_end);
void dg_end_follower_scroll (DgEndFollower *self);
void dg_end_follower_stay (DgEndFollower *self);

G_END_DECLS
