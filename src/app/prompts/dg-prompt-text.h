/* dg-prompt-text.h: an editor for a prompt, with its placeholders marked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define DG_TYPE_PROMPT_TEXT (dg_prompt_text_get_type ())
G_DECLARE_FINAL_TYPE (DgPromptText, dg_prompt_text, DG, PROMPT_TEXT, GtkSourceView)

char *dg_prompt_text_dup_text (DgPromptText *self);
void dg_prompt_text_set_text (DgPromptText *self, const char *text);

G_END_DECLS
