/* dg-record-field.h: a text of a record, to be edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-text-field.h"

G_BEGIN_DECLS

#define DG_TYPE_RECORD_FIELD (dg_record_field_get_type ())
G_DECLARE_FINAL_TYPE (DgRecordField, dg_record_field, DG, RECORD_FIELD, DgTextField)

void dg_record_field_set_text (DgRecordField *self, const char *text, gboolean other);

G_END_DECLS
