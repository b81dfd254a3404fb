/* dg-beside-layout.h: widgets beside each other, measured with little effort
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_BESIDE_LAYOUT (dg_beside_layout_get_type ())
G_DECLARE_FINAL_TYPE (DgBesideLayout, dg_beside_layout, DG, BESIDE_LAYOUT, GtkLayoutManager)

G_END_DECLS
