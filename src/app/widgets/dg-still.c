/* dg-still.c: controls that do not change when the page below them is scrolled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-still.h"

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

  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (control);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}
