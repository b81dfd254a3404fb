/* dg-simulator-composition.h: one made-up text and the facts it mentions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

DgComposition *
dg_composition_new (DgGrammar *grammar, const DgPlanLine *line, const char *const *words, DgRandom random);
void dg_composition_free (DgComposition *self);
char *dg_composition_write_input (DgComposition *self, const DgGrammarRule *topic);
char *dg_composition_write_sentence (DgComposition *self, const char *part);
GPtrArray *dg_composition_find_facts (DgComposition *self, const char *field, gboolean make);
void dg_composition_take (DgComposition *self, const DgGrammarRule *topic, GPtrArray *facts);
const DgGrammarRule *dg_composition_get_topic (DgComposition *self);
DgRandom *dg_composition_get_random (DgComposition *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgComposition, dg_composition_free)

G_END_DECLS
