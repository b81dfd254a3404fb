/* app-assert.h: what every widget has to keep: names for those who hear it, and room on small screens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** What a page has to fit into when the window is wide, and when it is narrow, in application pixels. */
#define APP_WIDE_WIDTH 720
#define APP_NARROW_WIDTH 360

/**
 * AppWidgetFunc:
 * @widget: a widget
 * @data: what was given with it
 *
 * Called for each widget of a tree.
 */
typedef void (*AppWidgetFunc) (GtkWidget *widget, gpointer data);

void app_foreach (GtkWidget *widget, AppWidgetFunc func, gpointer data);
char *app_dup_name (GtkWidget *widget);
GtkWidget *app_find (GtkWidget *widget, GType type, const char *name);
void app_assert_named (GtkWidget *widget);
void app_assert_fits (GtkWidget *widget, int width);

G_END_DECLS
