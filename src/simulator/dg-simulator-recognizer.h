/* dg-simulator-recognizer.h: reads a text as one that a grammar wrote
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

const DgGrammarRule *dg_grammar_recognize (DgGrammar *grammar, const char *text, GPtrArray *facts, char **sentence);

G_END_DECLS
