/* dg-banner.h: a message across a page, with the button that mends it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_BANNER (dg_banner_get_type ())
G_DECLARE_FINAL_TYPE (DgBanner, dg_banner, DG, BANNER, GtkWidget)

void dg_banner_set_title (DgBanner *self, const char *title);
void dg_banner_set_button_label (DgBanner *self, const char *label);
void dg_banner_set_secondary_label (DgBanner *self, const char *label);
void dg_banner_set_revealed (DgBanner *self, gboolean revealed);

G_END_DECLS
