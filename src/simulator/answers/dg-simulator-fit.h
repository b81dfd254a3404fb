/* dg-simulator-fit.h: writes an answer, and makes it fit the schema that was asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"

G_BEGIN_DECLS

void dg_answer_begin (GString *out, const char *name, char bracket);
void dg_answer_end (GString *out, char bracket);
void dg_answer_add_text (GString *out, const char *name, const char *text);
void dg_answer_add_number (GString *out, const char *name, gint64 number);
void dg_answer_add_flag (GString *out, const char *name, gboolean flag);
void dg_answer_add_source (GString *out, const char *name, const char *source);
char *dg_answer_fit (DgJsonValue schema, const char *answer);

G_END_DECLS
