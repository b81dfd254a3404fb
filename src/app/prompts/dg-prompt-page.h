/* dg-prompt-page.h: a prompt, to be written and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"
#include "dg-page.h"
#include "dg-prompt.h"

G_BEGIN_DECLS

#define DG_TYPE_PROMPT_PAGE (dg_prompt_page_get_type ())
G_DECLARE_FINAL_TYPE (DgPromptPage, dg_prompt_page, DG, PROMPT_PAGE, DgPage)

DgPage *dg_prompt_page_new (DgLibrary *library, const DgPrompt *prompt);

G_END_DECLS
