/* dg-end-follower.c: keeps a reader at the end of what grows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-end-follower.h"

/* Whoever is this near to the end is there, in application pixels. */
#define END_TOLERANCE 4

/**
 * DgEndFollower:
 *
 * Who is at the end stays there when there is more to read, or less room for it; who reads further up is left alone,
 * and has a button that leads down.
 */
struct _DgEndFollower
{
  GObject parent_instance;

  GtkScrolledWindow *scroller; /* (owned) */
  GtkRevealer *button;         /* (owned) */
  guint following;             /* the callback of a frame, 0 when none is waited for */
  gboolean at_end;
};

G_DEFINE_FINAL_TYPE (DgEndFollower, dg_end_follower, G_TYPE_OBJECT)

/* The reader has moved, or was moved. */
static void
scrolled_cb (DgEndFollower *self, GtkAdjustment *adjustment)
{
  dg_end_follower_set_at_end (self, gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
                                        gtk_adjustment_get_upper (adjustment) - END_TOLERANCE);
}

static gboolean
follow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  DgEndFollower *self = data;

  self->following = 0;
  if (self->at_end)
    dg_end_follower_scroll (self);

  return G_SOURCE_REMOVE;
}

/* The content is being laid out just now, and cannot be moved before that has been done. */
static void
resized_cb (DgEndFollower *self)
{
  if (self->at_end && self->following == 0)
    self->following = gtk_widget_add_tick_callback (GTK_WIDGET (self->scroller), follow_cb, self, NULL);
}

static gboolean
stay_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  const double *below = data;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) - *below);

  return G_SOURCE_REMOVE;
}

static void
dg_end_follower_dispose (GObject *object)
{
  DgEndFollower *self = DG_END_FOLLOWER (object);

  if (self->following != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->scroller), self->following);
  self->following = 0;
  g_clear_object (&self->scroller);
  g_clear_object (&self->button);

  G_OBJECT_CLASS (dg_end_follower_parent_class)->dispose (object);
}

static void
dg_end_follower_class_init (DgEndFollowerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dg_end_follower_dispose;
}

static void
dg_end_follower_init (DgEndFollower *self)
{
  self->at_end = TRUE;
}

/**
 * dg_end_follower_new:
 * @scroller: what scrolls
 * @button: what has the button that leads to the end
 *
 * Returns: (transfer full): a follower of a reader who is at the end
 */
DgEndFollower *
dg_end_follower_new (GtkScrolledWindow *scroller, GtkRevealer *button)
{
  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller) && GTK_IS_REVEALER (button), NULL);

  DgEndFollower *self = g_object_new (DG_TYPE_END_FOLLOWER, NULL);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);

  self->scroller = g_object_ref (scroller);
  self->button = g_object_ref (button);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * dg_end_follower_is_at_end:
 * @self: a follower
 *
 * Returns: whether the reader is at the end, and stays there when more comes
 */
gboolean
dg_end_follower_is_at_end (DgEndFollower *self)
{
  g_return_val_if_fail (DG_IS_END_FOLLOWER (self), TRUE);

  return self->at_end;
}

/**
 * dg_end_follower_set_at_end:
 * @self: a follower
 * @at_end: whether the reader is to be at the end from the next change on
 */
void
dg_end_follower_set_at_end (DgEndFollower *self, gboolean at_end)
{
  g_return_if_fail (DG_IS_END_FOLLOWER (self));

  self->at_end = at_end;
  gtk_revealer_set_reveal_child (self->button, !at_end);
  gtk_widget_set_can_target (GTK_WIDGET (self->button), !at_end);
}

/**
 * dg_end_follower_scroll:
 * @self: a follower
 *
 * Leads to the end as it is now.
 */
void
dg_end_follower_scroll (DgEndFollower *self)
{
  g_return_if_fail (DG_IS_END_FOLLOWER (self));

  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
}

/**
 * dg_end_follower_stay:
 * @self: a follower
 *
 * Keeps what is read now where it is, though more is about to come above it.
 */
void
dg_end_follower_stay (DgEndFollower *self)
{
  g_return_if_fail (DG_IS_END_FOLLOWER (self));

  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double *below = g_new (double, 1);

  *below = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment);
  dg_end_follower_set_at_end (self, FALSE);
  gtk_widget_add_tick_callback (GTK_WIDGET (self->scroller), stay_cb, below, g_free);
}
