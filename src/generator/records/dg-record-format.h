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

/**
 * DgComparison:
 * @DG_COMPARISON_SAME: both texts say the same
 * @DG_COMPARISON_UNCLEAR: what differs are words, which may still mean the same: somebody has to read them
 * @DG_COMPARISON_OTHER: they do not say the same
 */
typedef enum
{
  DG_COMPARISON_SAME,
  DG_COMPARISON_UNCLEAR,
  DG_COMPARISON_OTHER,
} DgComparison;

DgRecordFormat *dg_record_format_new (DgFormat *input, DgFormat *answer);
DgRecordFormat *dg_record_format_new_for_checklist (DgChecklist *checklist, GError **error);
DgRecordFormat *dg_record_format_ref (DgRecordFormat *self);
void dg_record_format_unref (DgRecordFormat *self);
DgFormat *dg_record_format_get_input (DgRecordFormat *self);
DgFormat *dg_record_format_get_answer (DgRecordFormat *self);
DgFormat *dg_record_format_get_column (DgRecordFormat *self, DgColumn column);
void dg_record_format_set_limits (DgRecordFormat *self, GPtrArray *limits);
GPtrArray *dg_record_format_get_limits (DgRecordFormat *self);
char *dg_record_format_dup_tool_schema (DgRecordFormat *self);

gboolean dg_record_format_compose (
    DgRecordFormat *self, DgJsonValue record, gint64 *line, char **input, char **answer, GError **error);
gboolean dg_record_format_compose_column (
    DgRecordFormat *self, DgColumn column, DgJsonValue record, char **text, GError **error);
DgComparison
dg_record_format_compare (DgRecordFormat *self, DgColumn column, const char *a, const char *b, const DgField **field);
gboolean dg_record_format_has_same_fields (DgRecordFormat *self, DgColumn column, const char *a, const char *b);
char *dg_record_format_dup_leak (DgRecordFormat *self, const char *input, const char *answer);
gboolean dg_record_format_validate (DgRecordFormat *self, const char *input, const char *answer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRecordFormat, dg_record_format_unref)

G_END_DECLS
