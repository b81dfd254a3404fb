/* dg-optimizer-folder.h: what Nova Prompt Optimizer needs to start
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-prompt.h"
#include "dg-split.h"

G_BEGIN_DECLS

GPtrArray *dg_optimizer_folder_new_files (
    const char *name, GPtrArray *records, const DgSplit *split, guint64 seed, const DgPrompt *prompt);
gboolean dg_optimizer_folder_counts_words (GPtrArray *records);
DgPrompt *dg_optimizer_folder_adapt_prompt (const DgPrompt *prompt);
char *dg_optimizer_folder_dup_snippet (const char *path, DgFileFormat format);

G_END_DECLS
