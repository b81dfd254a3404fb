/* dg-dataset-coverage.h: what the records of a dataset were made for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"

G_BEGIN_DECLS

/**
 * DgDatasetCoverage:
 *
 * What each record of a dataset was to cover, as the plans of its runs dealt it. It never changes, and any thread can
 * use it. A record that was imported, written by hand or taken over from the samples was made for no line of a plan.
 */
typedef struct _DgDatasetCoverage DgDatasetCoverage;

GType dg_dataset_coverage_get_type (void);
DgDatasetCoverage *dg_dataset_coverage_ref (DgDatasetCoverage *self);
void dg_dataset_coverage_unref (DgDatasetCoverage *self);

guint dg_dataset_coverage_get_n_dimensions (DgDatasetCoverage *self);
const char *dg_dataset_coverage_get_name (DgDatasetCoverage *self, guint dimension);
guint dg_dataset_coverage_get_n_values (DgDatasetCoverage *self, guint dimension);
const char *dg_dataset_coverage_get_value (DgDatasetCoverage *self, guint dimension, guint value);
guint dg_dataset_coverage_count (DgDatasetCoverage *self, guint dimension, guint value, guint *n_planned);
guint dg_dataset_coverage_count_cell (
    DgDatasetCoverage *self, guint a, guint value_a, guint b, guint value_b, guint *n_planned);
GArray *dg_dataset_coverage_dup_numbers (DgDatasetCoverage *self, guint dimension, guint value);
GArray *dg_dataset_coverage_dup_cell_numbers (DgDatasetCoverage *self, guint a, guint value_a, guint b, guint value_b);
guint dg_dataset_coverage_get_n_samples (DgDatasetCoverage *self);
guint dg_dataset_coverage_get_n_unplanned (DgDatasetCoverage *self);
char *dg_dataset_coverage_dup_text (DgDatasetCoverage *self, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgDatasetCoverage, dg_dataset_coverage_unref)

G_END_DECLS
