/* dg-record-field.h: a text of a record, to be edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_RECORD_FIELD (dg_record_field_get_type ())
G_DECLARE_FINAL_TYPE (DgRecordField, dg_record_field, DG, RECORD_FIELD, GtkWidget)

void dg_record_field_set_text (DgRecordField *self, const char *text, gboolean other);
char *dg_record_field_dup_text (DgRecordField *self);
gboolean dg_record_field_is_changed (DgRecordField *self);
void dg_record_field_set_saved (DgRecordField *self, const char *text);
void dg_record_field_set_editable (DgRecordField *self, gboolean editable);
void dg_record_field_set_problem (DgRecordField *self, const char *problem);
GtkTextBuffer *dg_record_field_get_buffer (DgRecordField *self);
void dg_record_field_focus (DgRecordField *self);

G_END_DECLS
