/* dg-coverage-plan.h: which record is to cover what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-core-types.h"
#include "dg-outline.h"

G_BEGIN_DECLS

DgCoveragePlan *dg_coverage_plan_new (GPtrArray *dimensions, guint n_lines, guint64 seed);
DgCoveragePlan *dg_coverage_plan_new_for_outline (const DgOutline *outline, guint n_lines, guint64 seed);
DgCoveragePlan *dg_coverage_plan_ref (DgCoveragePlan *self);
void dg_coverage_plan_unref (DgCoveragePlan *self);
guint dg_coverage_plan_get_n_lines (DgCoveragePlan *self);
guint dg_coverage_plan_get_n_dimensions (DgCoveragePlan *self);
const char *dg_coverage_plan_get_name (DgCoveragePlan *self, guint dimension);
const char *dg_coverage_plan_get_value (DgCoveragePlan *self, guint line, guint dimension);
const DgDimension *dg_coverage_plan_get_dimension (DgCoveragePlan *self, guint dimension);
const DgDimensionValue *dg_coverage_plan_get_cell (DgCoveragePlan *self, guint line, guint dimension);
const char *dg_coverage_plan_get_way (DgCoveragePlan *self, guint line, guint dimension);
const char *dg_coverage_plan_get_seed (DgCoveragePlan *self, guint line);
guint dg_coverage_plan_count_value (DgCoveragePlan *self, guint dimension, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgCoveragePlan, dg_coverage_plan_unref)

G_END_DECLS
