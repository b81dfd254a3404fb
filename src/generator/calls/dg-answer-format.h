/* dg-answer-format.h: call 3a: closes the formats, with a convention for every edge case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"
#include "dg-generator-types.h"
#include "dg-json.h"
#include "dg-model-request.h"

G_BEGIN_DECLS

gboolean dg_answer_format_is_open (DgChecklist *checklist);
gboolean dg_answer_format_may_gain (DgChecklist *checklist);
DgModelRequest *dg_answer_format_make_request (DgChecklist *checklist);
gboolean dg_answer_format_apply (DgChecklist *checklist, DgJsonValue reply, GError **error);

G_END_DECLS
