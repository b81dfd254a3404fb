/* dg-reply.h: reads the inputs of tool calls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"

G_BEGIN_DECLS

gboolean dg_reply_find_rows (DgJsonValue reply, const char *name, DgJsonIter *rows);
char *dg_reply_dup_value (DgJsonValue value, guint n_characters);
char *dg_reply_dup_text (DgJsonValue row, const char *name, guint n_characters);
gint64 dg_reply_get_number (DgJsonValue row, const char *name);

G_END_DECLS
