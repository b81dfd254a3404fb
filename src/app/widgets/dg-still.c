/* dg-still.c: controls that do not change when the page below them is scrolled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-still.h"

#define PHASE "dg-phase"

/* The scrolled window has a controller that captures and one that bubbles, and each goes back to what it was. */
static void
set_listens (GtkEventController *controller, gboolean listens)
{
  GObject *object = G_OBJECT (controller);
  gpointer phase = g_object_get_data (object, PHASE);

  if (listens && phase != NULL)
    gtk_event_controller_set_propagation_phase (controller, GPOINTER_TO_INT (phase));
  else if (!listens && gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_NONE)
    {
      g_object_set_data (object, PHASE, GINT_TO_POINTER (gtk_event_controller_get_propagation_phase (controller)));
      gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
set_scrolls (GtkWidget *widget, gboolean scrolls)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        set_listens (controller, scrolls);
    }
}

static void
extent_changed_cb (GtkAdjustment *adjustment, GtkWidget *scroller)
{
  set_scrolls (scroller, gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment) >
                             gtk_adjustment_get_page_size (adjustment));
}

/**
 * dg_still_keep:
 * @control: a scale or a spin button
 *
 * Lets the page scroll when the wheel is turned over @control. As the toolkit has it, whoever scrolls through a page of
 * such controls changes whatever comes under the pointer, and does not notice.
 */
void
dg_still_keep (GtkWidget *control)
{
  g_return_if_fail (GTK_IS_WIDGET (control));

  set_scrolls (control, FALSE);
}

/**
 * dg_still_pass_on:
 * @scroller: a place that scrolls up and down, within a page that does
 *
 * Lets the page scroll when the wheel is turned over @scroller and all of that is seen. As the toolkit has it, nothing
 * moves then.
 */
void
dg_still_pass_on (GtkScrolledWindow *scroller)
{
  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);

  g_signal_connect_object (adjustment, "changed", G_CALLBACK (extent_changed_cb), scroller, 0);
  extent_changed_cb (adjustment, GTK_WIDGET (scroller));
}
