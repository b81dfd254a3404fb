/* dg-record-schema.h: what the schemas of tools are made of that take records, or parts of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "dg-record-format.h"

G_BEGIN_DECLS

/*
 * A schema is written from top to bottom: begin_list or begin_object, properties, begin_required, their names, end.
 */
void dg_record_schema_begin_list (JsonBuilder *builder, const char *name);
void dg_record_schema_begin_object (JsonBuilder *builder);
void dg_record_schema_add_property (
    JsonBuilder *builder, const char *name, const char *type, const char *description, const char *const *values);
void dg_record_schema_add_fields (JsonBuilder *builder, DgRecordFormat *self, DgColumn column);
char *dg_record_schema_dup_name (DgRecordFormat *self, DgColumn column, const DgField *field);
void dg_record_schema_begin_required (JsonBuilder *builder);
void dg_record_schema_add_names (JsonBuilder *builder, DgRecordFormat *self, DgColumn column);
void dg_record_schema_end_object (JsonBuilder *builder);
void dg_record_schema_end_list (JsonBuilder *builder, const char *name);
char *dg_record_schema_dup_text (JsonBuilder *builder);

G_END_DECLS
