/* dg-outline-answers.h: the answers of an outline, where they are labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-outline.h"

G_BEGIN_DECLS

/** Most labels that an outline has room for. */
#define DG_OUTLINE_MAX_LABELS 200

const char *dg_outline_find_label (const char *const *labels, const char *text);
void dg_outline_settle_answers (DgOutline *outline, const char *const *labels, guint *last_id);

G_END_DECLS
