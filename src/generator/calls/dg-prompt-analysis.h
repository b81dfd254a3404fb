/* dg-prompt-analysis.h: call 1: what a prompt says about the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"
#include "dg-json.h"
#include "dg-model-request.h"
#include "dg-prompt.h"

G_BEGIN_DECLS

/** Most characters of a prompt that are read; of a longer one the middle is left out. */
#define DG_PROMPT_ANALYSIS_MOST 60000

/**
 * DgPromptAnalysis:
 * @n_proposed: how many parts of the checklist were proposed
 * @gap: (owned): one question that the prompt leaves open, may be empty
 * @placeholders: (owned): what `{{input}}` fills, or what several placeholders or none mean, for a person; also that
 * the middle of the prompt was left out, when it was
 * @shortened: whether the middle of the prompt was left out
 */
typedef struct
{
  guint n_proposed;
  char *gap;
  char *placeholders;
  gboolean shortened;
} DgPromptAnalysis;

DgModelRequest *dg_prompt_analysis_make_request (const DgPrompt *prompt, GPtrArray *examples);
DgPromptAnalysis *dg_prompt_analysis_apply (const DgPrompt *prompt, DgJsonValue reply, DgChecklist *checklist);
void dg_prompt_analysis_free (DgPromptAnalysis *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgPromptAnalysis, dg_prompt_analysis_free)

G_END_DECLS
