/* dg-card-grid.h: cards beside each other, as many as there is room for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_CARD_GRID (dg_card_grid_get_type ())
G_DECLARE_FINAL_TYPE (DgCardGrid, dg_card_grid, DG, CARD_GRID, GtkWidget)

guint dg_card_grid_get_n_columns (DgCardGrid *self);

G_END_DECLS
