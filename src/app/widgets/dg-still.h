/* dg-still.h: controls that do not change when the page below them is scrolled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void dg_still_keep (GtkWidget *control);
void dg_still_pass_on (GtkScrolledWindow *scroller);

G_END_DECLS
