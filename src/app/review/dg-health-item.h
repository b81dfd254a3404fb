/* dg-health-item.h: records to look at, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define DG_TYPE_HEALTH_ITEM (dg_health_item_get_type ())
G_DECLARE_FINAL_TYPE (DgHealthItem, dg_health_item, DG, HEALTH_ITEM, GObject)

DgHealthItem *
dg_health_item_new (const char *what, const char *where, const char *title, GArray *numbers, gboolean grave);
const char *dg_health_item_get_what (DgHealthItem *self);
const char *dg_health_item_get_where (DgHealthItem *self);
const char *dg_health_item_get_title (DgHealthItem *self);
GArray *dg_health_item_get_numbers (DgHealthItem *self);
gboolean dg_health_item_is_grave (DgHealthItem *self);

G_END_DECLS
