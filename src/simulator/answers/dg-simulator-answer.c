/* dg-simulator-answer.c: which tool calls the practice model has an answer to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-answer.h"

#include "dg-simulator-fit.h"

static const struct
{
  const char *tool_name;
  DgAnswerFunc answer;
} answers[] = {
  { "propose_checklist", dg_answer_propose_checklist },
  { "update_checklist", dg_answer_update_checklist },
  { "set_answer_format", dg_answer_set_answer_format },
  { "make_plan", dg_answer_make_plan },
  { "add_seeds", dg_answer_add_seeds },
  { "set_rules", dg_answer_set_rules },
  { "revise_record", dg_answer_revise_record },
  { "solve_inputs", dg_answer_solve_inputs },
  { "compare_answers", dg_answer_compare_answers },
  { "extend_plan", dg_answer_extend_plan },
};

/* (nullable): what answers calls of that tool, NULL for a tool that it does not know */
DgAnswerFunc
dg_answer_find (const char *tool_name)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (answers[i].tool_name, tool_name))
      return answers[i].answer;

  return NULL;
}

/* (transfer full): the input of the tool, which is of the schema that the request has for it */
char *
dg_answer_write (DgAnswerFunc answer, const DgAnswerSource *source)
{
  g_autoptr (GString) out = g_string_new ("{");

  answer (source, out);
  g_string_append_c (out, '}');

  return dg_answer_fit (source->request->tool_schema, out->str);
}
