/* dg-record-format.h: the formats of inputs and answers, and the tool schema they make
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"
#include "dg-format.h"
#include "dg-generator-types.h"

G_BEGIN_DECLS

/** The tool that records come through. No hyphen: Nova then writes calls that its own service rejects. */
#define DG_RECORDS_TOOL "add_records"

/** The member of the tool's input that holds the records. */
#define DG_RECORDS_MEMBER "records"

DgRecordFormat *dg_record_format_new (DgFormat *input, DgFormat *answer);
DgRecordFormat *dg_record_format_new_for_checklist (DgChecklist *checklist, GError **error);
DgRecordFormat *dg_record_format_ref (DgRecordFormat *self);
void dg_record_format_unref (DgRecordFormat *self);
DgFormat *dg_record_format_get_input (DgRecordFormat *self);
DgFormat *dg_record_format_get_answer (DgRecordFormat *self);
void dg_record_format_set_limits (DgRecordFormat *self, GPtrArray *limits);
GPtrArray *dg_record_format_get_limits (DgRecordFormat *self);
char *dg_record_format_dup_tool_schema (DgRecordFormat *self);

gboolean dg_record_format_compose (
    DgRecordFormat *self, DgJsonValue record, gint64 *line, char **input, char **answer, GError **error);
gboolean dg_record_format_validate (DgRecordFormat *self, const char *input, const char *answer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRecordFormat, dg_record_format_unref)

G_END_DECLS
