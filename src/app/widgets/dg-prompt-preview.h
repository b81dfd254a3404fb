/* dg-prompt-preview.h: a prompt as it is, with its placeholders
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-prompt.h"

G_BEGIN_DECLS

#define DG_TYPE_PROMPT_PREVIEW (dg_prompt_preview_get_type ())
G_DECLARE_FINAL_TYPE (DgPromptPreview, dg_prompt_preview, DG, PROMPT_PREVIEW, GtkWidget)

void dg_prompt_preview_set_prompt (DgPromptPreview *self, const DgPrompt *prompt);

G_END_DECLS
