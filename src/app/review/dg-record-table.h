/* dg-record-table.h: the records of a dataset, a line each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-record-list.h"

G_BEGIN_DECLS

#define DG_TYPE_RECORD_TABLE (dg_record_table_get_type ())
G_DECLARE_FINAL_TYPE (DgRecordTable, dg_record_table, DG, RECORD_TABLE, GtkWidget)

void dg_record_table_set_list (DgRecordTable *self, DgRecordList *list);
void dg_record_table_set_narrow (DgRecordTable *self, gboolean narrow);
void dg_record_table_show (DgRecordTable *self, guint position);
void dg_record_table_focus (DgRecordTable *self);
void dg_record_table_get_sort (DgRecordTable *self, DgRecordSort *sort, gboolean *descending);

G_END_DECLS
