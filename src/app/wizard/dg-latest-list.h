/* dg-latest-list.h: the records that a run made last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_LATEST_LIST (dg_latest_list_get_type ())
G_DECLARE_FINAL_TYPE (DgLatestList, dg_latest_list, DG, LATEST_LIST, GtkWidget)

void dg_latest_list_show_records (DgLatestList *self, GPtrArray *records);
void dg_latest_list_set_narrow (DgLatestList *self, gboolean narrow);
GListModel *dg_latest_list_get_model (DgLatestList *self);

G_END_DECLS
