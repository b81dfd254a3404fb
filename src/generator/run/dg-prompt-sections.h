/* dg-prompt-sections.h: the requirements, as the system prompt of a run states them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-brief.h"

G_BEGIN_DECLS

char *dg_prompt_sections_make_suffix (const DgBrief *brief, guint64 seed);
char *dg_prompt_sections_dup_output_format (DgChecklist *checklist);
char *dg_prompt_sections_dup_conventions (DgChecklist *checklist);
char *dg_prompt_sections_dup_limits (const DgBrief *brief);
char *dg_prompt_sections_make_system (const DgBrief *brief, const char *rules, const char *material);

G_END_DECLS
