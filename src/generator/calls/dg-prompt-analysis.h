/* dg-prompt-analysis.h: call 1: what a prompt says about the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-draft.h"
#include "dg-checklist.h"
#include "dg-generator-types.h"
#include "dg-json.h"
#include "dg-model-request.h"

G_BEGIN_DECLS

/**
 * DgPromptAnalysis:
 * @n_proposed: how many parts of the checklist were proposed
 * @gap: (owned): one question that the prompt leaves open, may be empty
 * @placeholders: (owned): what `{{input}}` fills, or what several placeholders or none mean, for a person
 */
typedef struct
{
  guint n_proposed;
  char *gap;
  char *placeholders;
} DgPromptAnalysis;

DgModelRequest *dg_prompt_analysis_make_request (const DgPrompt *prompt);
DgPromptAnalysis *dg_prompt_analysis_apply (const DgPrompt *prompt, DgJsonValue reply, DgChecklist *checklist);
void dg_prompt_analysis_free (DgPromptAnalysis *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgPromptAnalysis, dg_prompt_analysis_free)

G_END_DECLS
