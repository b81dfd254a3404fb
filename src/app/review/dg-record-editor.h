/* dg-record-editor.h: a record of a dataset, to be read and edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-record-check.h"
#include "dg-review-history.h"

G_BEGIN_DECLS

#define DG_TYPE_RECORD_EDITOR (dg_record_editor_get_type ())
G_DECLARE_FINAL_TYPE (DgRecordEditor, dg_record_editor, DG, RECORD_EDITOR, GtkWidget)

/**
 * DgRecordPart:
 * @DG_RECORD_PART_INPUT: the input
 * @DG_RECORD_PART_ANSWER: the answer
 * @DG_RECORD_PART_NOTE: the note
 *
 * What can be typed into.
 */
typedef enum
{
  DG_RECORD_PART_INPUT,
  DG_RECORD_PART_ANSWER,
  DG_RECORD_PART_NOTE,
} DgRecordPart;

void dg_record_editor_set_history (DgRecordEditor *self, DgReviewHistory *history);
void dg_record_editor_set_check (DgRecordEditor *self, DgRecordCheck *check);
DgRecordCheck *dg_record_editor_get_check (DgRecordEditor *self);
DgRecord *dg_record_editor_get_record (DgRecordEditor *self);
void dg_record_editor_set_record (DgRecordEditor *self, DgRecord *record);
void dg_record_editor_set_number (DgRecordEditor *self, guint number, guint n_records);
void dg_record_editor_set_waiting (DgRecordEditor *self, gboolean waiting);
void dg_record_editor_set_plan (DgRecordEditor *self, const char *plan);
void dg_record_editor_save (DgRecordEditor *self);
void dg_record_editor_focus (DgRecordEditor *self, DgRecordPart part);
GtkTextBuffer *dg_record_editor_get_buffer (DgRecordEditor *self, DgRecordPart part);
GtkEditable *dg_record_editor_get_note (DgRecordEditor *self);

G_END_DECLS
