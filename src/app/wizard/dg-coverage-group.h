/* dg-coverage-group.h: how many records have each value of a dimension
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-coverage-counts.h"

G_BEGIN_DECLS

#define DG_TYPE_COVERAGE_GROUP (dg_coverage_group_get_type ())
G_DECLARE_FINAL_TYPE (DgCoverageGroup, dg_coverage_group, DG, COVERAGE_GROUP, AdwExpanderRow)

GtkWidget *dg_coverage_group_new (const DgDimension *dimension, guint total);
const DgCoverageCounts *dg_coverage_group_get_counts (DgCoverageGroup *self);
void dg_coverage_group_set_total (DgCoverageGroup *self, guint total);
void dg_coverage_group_set_narrow (DgCoverageGroup *self, gboolean narrow);

G_END_DECLS
