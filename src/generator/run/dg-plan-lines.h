/* dg-plan-lines.h: the lines of the plan, as a request shows them to the model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-coverage-plan.h"
#include "dg-generator-types.h"

G_BEGIN_DECLS

/** What a dimension is called whose values are the answers themselves, when the requirements have none. */
#define DG_ANSWER_DIMENSION "ANSWER"

/** What the dimension is called that the program adds for the field of the answer that is null, or #DG_NOTHING. */
#define DG_SILENCE_DIMENSION "LEAVE OUT"
#define DG_NOTHING "(nothing)"

/** What the dimension is called that says which part of an extension a record belongs to; no line shows it. */
#define DG_PART_DIMENSION "(part)"

/** The value of the records that something extra is not meant for; no line shows it either. */
#define DG_AS_PLANNED "(as planned)"

/** Most parts that a line has besides its number, unless the plan itself deals more. */
#define DG_MOST_PARTS 8

/**
 * DgLineStyle:
 * @free_text: whether inputs are free text, whose length and opening can vary
 * @has_length: whether the requirements limit the length themselves
 * @is_short: whether they leave so few words that there is no choice of length
 * @has_date: whether each input has a date, because its answer has one
 * @has_numbers: whether each input has numbers, because its answer has some
 * @answer: the dimension of the plan whose values are the answers, counted from 1; 0 for none
 * @silence: the dimension of the plan that says what is left out, its last value nothing; counted from 1, 0 for none
 * @edges: (owned) (nullable) (element-type utf8): edge cases for a plan that deals none
 * @rules: (owned) (nullable): the rules that hold for some lines
 *
 * What a line is made of besides its plan. A dimension is known by its place, whatever a person has called it.
 */
typedef struct
{
  gboolean free_text;
  gboolean has_length;
  gboolean is_short;
  gboolean has_date;
  gboolean has_numbers;
  guint answer;
  guint silence;
  GPtrArray *edges;
  DgRuleDealer *rules;
} DgLineStyle;

gboolean dg_plan_lines_has_edge (DgCoveragePlan *plan, guint line, const DgLineStyle *style);
void dg_plan_lines_append (GString *out,
                           DgCoveragePlan *plan,
                           guint line,
                           guint number,
                           guint attempt,
                           guint64 seed,
                           const DgLineStyle *style);
void dg_plan_lines_append_subject (GString *out, DgCoveragePlan *plan, guint line, const DgLineStyle *style);

G_END_DECLS
