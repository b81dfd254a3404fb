/* dg-other-line.h: what a line is dealt in place of what the model does not write
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-coverage-plan.h"
#include "dg-plan-lines.h"

G_BEGIN_DECLS

/**
 * DgOtherLine:
 * @plan: (owned): a plan of the same outline, drawn another time
 * @style: (owned): what else its lines are made of
 * @row: which of its lines is dealt, counted from 1
 *
 * A line that is dealt in place of another one.
 */
typedef struct
{
  DgCoveragePlan *plan;
  DgLineStyle style;
  guint row;
} DgOtherLine;

DgOtherLine *dg_other_line_new (
    const DgOutline *outline, GPtrArray *rules, const DgLineStyle *style, const char *answer, guint64 seed);
void dg_other_line_free (DgOtherLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgOtherLine, dg_other_line_free)

G_END_DECLS
