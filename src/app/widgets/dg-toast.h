/* dg-toast.h: short messages over the page, with a button where something can be taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DgToastFunc:
 * @data: what was given with it
 *
 * Called when the button of a toast is pressed.
 */
typedef void (*DgToastFunc) (gpointer data);

void dg_toast_show (GtkWidget *widget, const char *text);
AdwToast *dg_toast_show_with_button (GtkWidget *widget,
                                     const char *text,
                                     const char *button,
                                     DgToastFunc pressed,
                                     gpointer data,
                                     GDestroyNotify destroy);
void dg_toast_show_error (GtkWidget *widget, const GError *error);

G_END_DECLS
