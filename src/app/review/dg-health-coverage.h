/* dg-health-coverage.h: what the records of a dataset were made for, two dimensions at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-chart.h"
#include "dg-dataset-coverage.h"

G_BEGIN_DECLS

#define DG_TYPE_HEALTH_COVERAGE (dg_health_coverage_get_type ())
G_DECLARE_FINAL_TYPE (DgHealthCoverage, dg_health_coverage, DG, HEALTH_COVERAGE, GtkWidget)

void dg_health_coverage_set_coverage (DgHealthCoverage *self, DgDatasetCoverage *coverage);

G_END_DECLS
