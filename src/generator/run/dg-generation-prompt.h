/* dg-generation-prompt.h: the requests that ask a model for records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-brief.h"
#include "dg-coverage-plan.h"
#include "dg-line-queue.h"
#include "dg-model.h"

G_BEGIN_DECLS

DgGenerationPrompt *dg_generation_prompt_new (const DgBrief *brief, guint n_records, guint64 seed);
void dg_generation_prompt_free (DgGenerationPrompt *self);
DgCoveragePlan *dg_generation_prompt_get_plan (DgGenerationPrompt *self);
DgCoveragePlan *dg_generation_prompt_make_plan (const DgBrief *brief, guint n_records, guint64 seed);
DgModelRequest *
dg_generation_prompt_make_request (DgGenerationPrompt *self, GArray *lines, DgLineQueue *queue, guint max_tokens);

void dg_generation_prompt_replace_line (DgGenerationPrompt *self, guint line);
char *dg_generation_prompt_dup_line (DgGenerationPrompt *self, guint line, guint attempt);
gboolean dg_generation_prompt_check_rules (
    DgGenerationPrompt *self, guint line, const char *input, const char *answer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgGenerationPrompt, dg_generation_prompt_free)

G_END_DECLS
