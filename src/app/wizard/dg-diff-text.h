/* dg-diff-text.h: a text with what is different from another marked in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-growing-text.h"

G_BEGIN_DECLS

#define DG_TYPE_DIFF_TEXT (dg_diff_text_get_type ())
G_DECLARE_FINAL_TYPE (DgDiffText, dg_diff_text, DG, DIFF_TEXT, DgGrowingText)

void dg_diff_text_set_texts (DgDiffText *self, const char *before, const char *after);

G_END_DECLS
