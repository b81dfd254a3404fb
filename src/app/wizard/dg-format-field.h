/* dg-format-field.h: a field of inputs or answers, with its type
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-format.h"

G_BEGIN_DECLS

#define DG_TYPE_FORMAT_FIELD (dg_format_field_get_type ())
G_DECLARE_FINAL_TYPE (DgFormatField, dg_format_field, DG, FORMAT_FIELD, AdwPreferencesRow)

GtkWidget *dg_format_field_new (const DgField *field);
gboolean dg_format_field_can_show (const DgField *field);
char *dg_format_field_dup_name (DgFormatField *self);
void dg_format_field_append_schema (DgFormatField *self, GString *out);

G_END_DECLS
