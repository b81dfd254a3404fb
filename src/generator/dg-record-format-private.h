/* dg-record-format-private.h: names that the schema and the composer agree on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-record-format.h"

G_BEGIN_DECLS

#define DG_INPUT_PREFIX "input"
#define DG_ANSWER_PREFIX "answer"

char *dg_record_format_dup_property (DgFormat *format, const char *prefix, const DgField *field);

G_END_DECLS
