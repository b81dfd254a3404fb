/* dg-record-format-private.h: what the files that handle records agree on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-record-format.h"

G_BEGIN_DECLS

/** What the fields of inputs begin with; dg_column_get_id() says it for both columns. */
#define DG_INPUT_PREFIX "input"

char *dg_record_format_dup_property (DgFormat *format, const char *prefix, const DgField *field);
gboolean dg_record_format_validate_xml (DgFormat *format, const char *column, const char *text, GError **error);
gboolean dg_record_format_validate_column (DgRecordFormat *self, DgColumn column, const char *text, GError **error);
GPtrArray *dg_record_format_read_xml (DgFormat *format, const char *text);

G_END_DECLS
