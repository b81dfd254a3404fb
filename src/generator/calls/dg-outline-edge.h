/* dg-outline-edge.h: the edge cases of an outline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"
#include "dg-outline.h"

G_BEGIN_DECLS

void dg_outline_settle_edges (DgOutline *outline, DgChecklist *checklist, const char *const *labels, guint *last_id);

G_END_DECLS
