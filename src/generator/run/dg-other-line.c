/* dg-other-line.c: what a line is dealt in place of what the model does not write
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-other-line.h"
#include "dg-rule-dealer.h"

/* Lines to choose from; with the usual weights, most are ordinary and every answer of a few is among them. */
#define N_ROWS 20

/* What models decline is nearly always the edge case, so one without is best; and then the answer that was planned. */
static guint
rate (DgOtherLine *self, guint row, const char *answer)
{
  guint column = self->style.answer;
  gboolean is_same =
      answer == NULL || column == 0 || g_str_equal (dg_coverage_plan_get_value (self->plan, row, column - 1), answer);

  return (dg_plan_lines_has_edge (self->plan, row, &self->style) ? 0 : 2) + (is_same ? 1 : 0);
}

/**
 * dg_other_line_new:
 * @outline: what lines vary in
 * @rules: (element-type DgRule): the rules
 * @style: what else lines are made of
 * @answer: (nullable): the answer of the line that is to be replaced
 * @seed: each seed deals another line
 *
 * Returns: (transfer full): an ordinary line, with the same answer where there is one
 */
DgOtherLine *
dg_other_line_new (
    const DgOutline *outline, GPtrArray *rules, const DgLineStyle *style, const char *answer, guint64 seed)
{
  g_return_val_if_fail (outline != NULL && rules != NULL && style != NULL, NULL);

  DgOtherLine *self = g_new0 (DgOtherLine, 1);

  self->plan = dg_coverage_plan_new_for_outline (outline, N_ROWS, seed);
  self->style = *style;
  self->style.edges = NULL;
  self->style.rules = dg_rule_dealer_new (rules, self->plan, seed);
  self->row = 1;
  for (guint row = 2; row <= N_ROWS; row++)
    if (rate (self, row, answer) > rate (self, self->row, answer))
      self->row = row;

  return self;
}

/**
 * dg_other_line_free:
 * @self: (transfer full): a line
 */
void
dg_other_line_free (DgOtherLine *self)
{
  dg_coverage_plan_unref (self->plan);
  dg_rule_dealer_free (self->style.rules);
  g_free (self);
}
