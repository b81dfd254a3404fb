/* dg-answer-format-private.h: what settling a format and changing it have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-answer-format.h"

G_BEGIN_DECLS

DgModelRequest *dg_answer_format_make_request_as (DgChecklist *checklist, const char *template, const char *notes);
gboolean dg_answer_format_set (DgChecklist *checklist, DgJsonValue reply, GError **error);

G_END_DECLS
