/* dg-wrap-layout.h: widgets beside each other, and in the next line where there is no more room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_WRAP_LAYOUT (dg_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (DgWrapLayout, dg_wrap_layout, DG, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
