/* dg-plan-lines.h: the lines of the plan, as a request shows them to the model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-coverage-plan.h"
#include "dg-generator-types.h"

G_BEGIN_DECLS

/** The dimension whose values are the answers themselves. */
#define DG_ANSWER_DIMENSION "ANSWER"

/** The dimension whose values are the field of the answer that is null, or #DG_NOTHING. */
#define DG_SILENCE_DIMENSION "LEAVE OUT"
#define DG_NOTHING "(nothing)"

/**
 * DgLineStyle:
 * @free_text: whether inputs are free text, whose length and opening can vary
 * @has_length: whether the requirements limit the length themselves
 * @edges: (nullable) (element-type utf8): the edge cases that the requirements name
 *
 * What may vary in every task, without knowing it.
 */
typedef struct
{
  gboolean free_text;
  gboolean has_length;
  GPtrArray *edges;
} DgLineStyle;

void dg_plan_lines_append (
    GString *out, DgCoveragePlan *plan, guint line, guint attempt, guint64 seed, const DgLineStyle *style);

G_END_DECLS
