/* dg-prompts-page.h: the place where the prompts are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-engine.h"
#include "dg-page.h"
#include "dg-run-list.h"

G_BEGIN_DECLS

#define DG_TYPE_PROMPTS_PAGE (dg_prompts_page_get_type ())
G_DECLARE_FINAL_TYPE (DgPromptsPage, dg_prompts_page, DG, PROMPTS_PAGE, DgPage)

void dg_prompts_page_set_engine (DgPromptsPage *self, DgEngine *engine, DgRunList *runs);
void dg_prompts_page_new_prompt (DgPromptsPage *self);

G_END_DECLS
