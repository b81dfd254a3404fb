/* dg-simulator-answer.h: the answers to the tool calls that do not ask for records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"
#include "dg-simulator-request.h"
#include "dg-simulator-types.h"

G_BEGIN_DECLS

/**
 * DgAnswerSource:
 * @request: (unowned): what was asked
 * @grammar: (unowned): the sentences of the domain it is about
 * @words: (unowned): words of its task, at least one
 * @random: decides what the request leaves open
 * @max_bytes: how long the answer may get; lists end before
 *
 * What an answer is made from, and nothing else: the same request gets the same answer.
 */
typedef struct
{
  const DgSimulatorRequest *request;
  DgGrammar *grammar;
  const char *const *words;
  DgRandom random;
  gsize max_bytes;
} DgAnswerSource;

typedef void (*DgAnswerFunc) (const DgAnswerSource *self, GString *out);

DgAnswerFunc dg_answer_find (const char *tool_name);
char *dg_answer_write (DgAnswerFunc answer, const DgAnswerSource *source);

void dg_answer_propose_checklist (const DgAnswerSource *self, GString *out);
void dg_answer_update_checklist (const DgAnswerSource *self, GString *out);
void dg_answer_set_answer_format (const DgAnswerSource *self, GString *out);
void dg_answer_make_plan (const DgAnswerSource *self, GString *out);
void dg_answer_add_seeds (const DgAnswerSource *self, GString *out);
void dg_answer_set_rules (const DgAnswerSource *self, GString *out);
void dg_answer_revise_record (const DgAnswerSource *self, GString *out);
void dg_answer_solve_inputs (const DgAnswerSource *self, GString *out);
void dg_answer_compare_answers (const DgAnswerSource *self, GString *out);
void dg_answer_extend_plan (const DgAnswerSource *self, GString *out);

G_END_DECLS
