/* dg-health-layout.h: cards beside each other where there is room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_HEALTH_LAYOUT (dg_health_layout_get_type ())
G_DECLARE_FINAL_TYPE (DgHealthLayout, dg_health_layout, DG, HEALTH_LAYOUT, GtkLayoutManager)

G_END_DECLS
