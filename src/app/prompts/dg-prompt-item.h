/* dg-prompt-item.h: a prompt in a list model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "dg-prompt.h"

G_BEGIN_DECLS

#define DG_TYPE_PROMPT_ITEM (dg_prompt_item_get_type ())
G_DECLARE_FINAL_TYPE (DgPromptItem, dg_prompt_item, DG, PROMPT_ITEM, GObject)

DgPromptItem *dg_prompt_item_new (const DgPrompt *prompt);
const DgPrompt *dg_prompt_item_get_prompt (DgPromptItem *self);
char *dg_prompt_item_dup_summary (DgPromptItem *self);
gboolean dg_prompt_item_matches (DgPromptItem *self, const char *text);

G_END_DECLS
