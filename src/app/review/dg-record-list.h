/* dg-record-list.h: the records of a dataset that were asked for, as a model for a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-library-query.h"
#include "dg-review-row.h"

G_BEGIN_DECLS

#define DG_TYPE_RECORD_LIST (dg_record_list_get_type ())
G_DECLARE_FINAL_TYPE (DgRecordList, dg_record_list, DG, RECORD_LIST, GObject)

DgRecordList *dg_record_list_new (void);
void dg_record_list_set_source (DgRecordList *self, DgLibrary *library, const char *dataset);
void dg_record_list_find (DgRecordList *self, const DgRecordQuery *query);
void dg_record_list_find_again (DgRecordList *self);
const DgRecordQuery *dg_record_list_get_query (DgRecordList *self);

guint dg_record_list_get_number (DgRecordList *self, guint position);
guint dg_record_list_find_position (DgRecordList *self, guint number);
DgReviewRow *dg_record_list_peek_row (DgRecordList *self, guint number);
guint dg_record_list_get_n_rows (DgRecordList *self);

guint dg_record_list_get_selected (DgRecordList *self);
guint dg_record_list_get_selected_number (DgRecordList *self);
void dg_record_list_select (DgRecordList *self, guint position);

void dg_record_list_set_held (DgRecordList *self, gboolean held);
void dg_record_list_record_changed (DgRecordList *self, guint number);
void dg_record_list_record_removed (DgRecordList *self, guint number);
void dg_record_list_record_inserted (DgRecordList *self, guint number);

G_END_DECLS
