/* dg-text-entry.h: a text of a few lines, which ends with a key like an entry
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-growing-text.h"

G_BEGIN_DECLS

#define DG_TYPE_TEXT_ENTRY (dg_text_entry_get_type ())
G_DECLARE_FINAL_TYPE (DgTextEntry, dg_text_entry, DG, TEXT_ENTRY, DgGrowingText)

void dg_text_entry_set_placeholder (DgTextEntry *self, const char *placeholder);
void dg_text_entry_set_needs_control (DgTextEntry *self, gboolean needs_control);
char *dg_text_entry_dup_text (DgTextEntry *self);
void dg_text_entry_set_text (DgTextEntry *self, const char *text);
gboolean dg_text_entry_is_empty (DgTextEntry *self);

G_END_DECLS
