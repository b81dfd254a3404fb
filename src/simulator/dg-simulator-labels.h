/* dg-simulator-labels.h: which topic leads to which label, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

const DgGrammarRule *dg_labels_choose_topic (
    DgGrammar *grammar, const char *const *labels, const char *label, const char *dimensions, DgRandom *random);
const char *
dg_labels_recover (DgGrammar *grammar, const char *const *labels, const DgGrammarRule *topic, const char *text);
guint64 dg_labels_hash (const char *text, const char *salt);

G_END_DECLS
