/* dg-toast.c: short messages over the page, with a button where something can be taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-toast.h"

typedef struct
{
  DgToastFunc pressed;
  gpointer data;
  GDestroyNotify destroy; /* (nullable): for @data */
} Button;

static void
free_button (gpointer data, GClosure *closure)
{
  Button *button = data;

  if (button->destroy != NULL)
    button->destroy (button->data);
  g_free (button);
}

static void
pressed_cb (AdwToast *toast, Button *button)
{
  button->pressed (button->data);
}

/* Titles are markup in libadwaita 1.2, and what they say often comes from files and models. */
static AdwToast *
new_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

static AdwToast *
add_toast (GtkWidget *widget, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  /* a page that has gone meanwhile has nobody to tell */
  if (overlay == NULL)
    {
      g_object_unref (g_object_ref_sink (toast));
      return NULL;
    }

  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);

  return toast;
}

/**
 * dg_toast_show:
 * @widget: a widget below the overlay that shows toasts
 * @text: what it says, plain text
 *
 * Says something in passing.
 */
void
dg_toast_show (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  add_toast (widget, new_toast (text));
}

/**
 * dg_toast_show_with_button:
 * @widget: a widget below the overlay that shows toasts
 * @text: what it says, plain text
 * @button: the label of its button
 * @pressed: called when the button is pressed
 * @data: given to @pressed
 * @destroy: (nullable): called with @data when the toast has gone
 *
 * Says something that can be answered, such as “Deleted” with “Undo”. It stays for ten seconds:
 * who reads slowly must not lose the chance, and who goes on must not be held up.
 *
 * Returns: (transfer none) (nullable): the toast, valid until @destroy is called; %NULL when there is nobody to tell
 * any more, and @data is gone
 */
AdwToast *
dg_toast_show_with_button (
    GtkWidget *widget, const char *text, const char *button, DgToastFunc pressed, gpointer data, GDestroyNotify destroy)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (text != NULL && button != NULL && pressed != NULL, NULL);

  AdwToast *toast = new_toast (text);
  Button *closure = g_new0 (Button, 1);

  closure->pressed = pressed;
  closure->data = data;
  closure->destroy = destroy;

  adw_toast_set_button_label (toast, button);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 10);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (pressed_cb), closure, free_button, 0);

  return add_toast (widget, toast);
}

/**
 * dg_toast_show_error:
 * @widget: a widget below the overlay that shows toasts
 * @error: (nullable): what went wrong; nothing is said of something that was called off
 *
 * Says what went wrong, where there is no better place for it. Long messages belong on the page.
 */
void
dg_toast_show_error (GtkWidget *widget, const GError *error)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  AdwToast *toast = new_toast (error->message);

  /* a message that says what to do takes time to read */
  adw_toast_set_timeout (toast, 0);
  add_toast (widget, toast);
}
