/* dg-simulator-grammar.h: the sentences of a domain
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

/*
 * A grammar is a text. `[name]` begins a rule; each line after it is one alternative, blank lines and lines that begin
 * with `#` aside. `[kind name: key word, key word]` is a rule that is found by what the model was asked for:
 *
 *   domain  which requests the grammar is for
 *   topic   what a text is about; its alternatives are sentences from the middle of a text. `NAME.open`, `NAME.close`
 *           and `NAME.answer`, or else `open`, `close` and `answer`, are the first, the last and the reply
 *   tone    what is put before the first sentence
 *   fact    a kind of fact, found by the name of a field; its alternatives are for a text that has none
 *   edge    what is put after the last sentence of an awkward case
 *
 * In an alternative
 *
 *   {rule}        is one alternative of that rule
 *   {fact:rule}   is the same, kept as a fact
 *   {=fact}       is a fact that was kept before; an alternative without it is passed over
 *   {#10-99}      is a number, one of the line's own where one lies between the two; {fact:#10-99} too
 *   {a|b}         is one of the two
 *   {?text}       may be left out
 *   {L} {date} {word} {seed}   is the beginning of a name, the line's date, a word of the task, the line's situation
 */

/**
 * DgGrammarRule:
 * @kind: (owned): `topic`, `tone` and so on, "" for a rule that is only found by name
 * @name: (owned): its name
 * @keywords: (owned): what it is found by, case-folded
 * @lines: (owned) (element-type utf8): its alternatives
 * @patterns: (owned) (nullable): its alternatives as they are found again in a text, made when they are first needed
 */
struct _DgGrammarRule
{
  char *kind;
  char *name;
  char **keywords;
  GPtrArray *lines;
  GPtrArray *patterns;
};

DgGrammar *dg_grammar_new_from_resource (const char *path);
void dg_grammar_free (DgGrammar *self);
const DgGrammarRule *dg_grammar_lookup (DgGrammar *self, const char *name);
const DgGrammarRule *dg_grammar_find (DgGrammar *self, const char *kind, const char *text, guint *n_found);
const DgGrammarRule *dg_grammar_pick (DgGrammar *self, const char *kind, DgRandom *random);

GPtrArray *dg_grammar_list (DgGrammar *self, const char *kind);
const char *dg_grammar_find_bar (const char *text, const char *end);
const char *dg_grammar_find_brace (const char *open);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgGrammar, dg_grammar_free)

G_END_DECLS
