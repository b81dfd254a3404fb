/* dg-coverage-counts.h: how many records have each value of a dimension, as a person sets it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dimension.h"

G_BEGIN_DECLS

typedef struct _DgCoverageCounts DgCoverageCounts;

DgCoverageCounts *dg_coverage_counts_new (const DgDimension *dimension, guint total);
void dg_coverage_counts_free (DgCoverageCounts *self);
guint dg_coverage_counts_get_n_values (const DgCoverageCounts *self);
guint dg_coverage_counts_get_total (const DgCoverageCounts *self);
void dg_coverage_counts_set_total (DgCoverageCounts *self, guint total);
guint dg_coverage_counts_get (const DgCoverageCounts *self, guint value);
guint dg_coverage_counts_set (DgCoverageCounts *self, guint value, guint count);
gboolean dg_coverage_counts_get_locked (const DgCoverageCounts *self, guint value);
void dg_coverage_counts_set_locked (DgCoverageCounts *self, guint value, gboolean locked);
void dg_coverage_counts_get_range (const DgCoverageCounts *self, guint value, guint *least, guint *most);
void dg_coverage_counts_apply (const DgCoverageCounts *self, DgDimension *dimension);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgCoverageCounts, dg_coverage_counts_free)

G_END_DECLS
