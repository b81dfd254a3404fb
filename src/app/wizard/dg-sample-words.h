/* dg-sample-words.h: samples, rounds and rules in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-draft.h"

G_BEGIN_DECLS

const char *dg_sample_words_state (DgSampleState state);
const char *dg_sample_words_state_icon (DgSampleState state);
char *dg_sample_words_plan (const char *line);
char *dg_sample_words_round (const DgDraft *draft, guint round);
char *dg_sample_words_round_notes (const DgDraft *draft, guint round);
const char *dg_sample_words_rule_kind (DgRuleKind kind);
char *dg_sample_words_rule_origin (const DgDraft *draft, const DgRule *rule);

G_END_DECLS
