/* dg-dataset-coverage-private.h: how coverage comes about, for the files of review/ alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-coverage-plan.h"
#include "dg-dataset-coverage.h"
#include "dg-library-plans.h"

G_BEGIN_DECLS

DgCoveragePlan *dg_dataset_coverage_draw_plan (const DgRunPlan *planned, const DgDraft *draft, GPtrArray *records);
DgDatasetCoverage *dg_dataset_coverage_new (GPtrArray *records);
void dg_dataset_coverage_add_plan (DgDatasetCoverage *self,
                                   const DgRunPlan *planned,
                                   DgCoveragePlan *plan,
                                   GPtrArray *records);

G_END_DECLS
