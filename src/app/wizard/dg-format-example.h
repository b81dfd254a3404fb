/* dg-format-example.h: what an input or an answer of a format looks like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-record-format.h"

G_BEGIN_DECLS

char *dg_format_example_dup (DgRecordFormat *format, DgColumn column, GError **error);

G_END_DECLS
