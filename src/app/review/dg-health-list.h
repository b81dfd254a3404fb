/* dg-health-list.h: records to look at, one reason a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_HEALTH_LIST (dg_health_list_get_type ())
G_DECLARE_FINAL_TYPE (DgHealthList, dg_health_list, DG, HEALTH_LIST, GtkWidget)

void dg_health_list_set_items (DgHealthList *self, GListModel *items, const char *title);
GtkListBox *dg_health_list_get_rows (DgHealthList *self);

G_END_DECLS
