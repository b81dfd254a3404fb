/* dg-outline-call.h: call 3: what the records are to vary in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"
#include "dg-generator-types.h"
#include "dg-json.h"
#include "dg-model-request.h"
#include "dg-outline.h"
#include "dg-record-format.h"

G_BEGIN_DECLS

/** How many records may be written from the same seed. */
#define DG_SEED_USES 4

gboolean dg_outline_call_is_needed (DgChecklist *checklist, const DgOutline *outline);
DgModelRequest *dg_outline_call_make_request (DgChecklist *checklist, DgRecordFormat *format, const char *reference);
DgOutline *dg_outline_call_read (DgChecklist *checklist, DgRecordFormat *format, DgJsonValue reply, GError **error);
gboolean dg_outline_call_needs_seeds (const DgOutline *outline, guint n_records);
DgModelRequest *dg_outline_call_make_seeds_request (DgChecklist *checklist, const DgOutline *outline);
guint dg_outline_call_add_seeds (DgOutline *outline, DgJsonValue reply);

G_END_DECLS
