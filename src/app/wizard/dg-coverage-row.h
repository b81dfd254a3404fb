/* dg-coverage-row.h: how many records have one value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-coverage-counts.h"

G_BEGIN_DECLS

#define DG_TYPE_COVERAGE_ROW (dg_coverage_row_get_type ())
G_DECLARE_FINAL_TYPE (DgCoverageRow, dg_coverage_row, DG, COVERAGE_ROW, GtkListBoxRow)

GtkWidget *dg_coverage_row_new (const char *value);
guint dg_coverage_row_get_count (DgCoverageRow *self);
gboolean dg_coverage_row_get_locked (DgCoverageRow *self);
void dg_coverage_row_show_counts (DgCoverageRow *self, const DgCoverageCounts *counts, guint value);
void dg_coverage_row_set_narrow (DgCoverageRow *self, gboolean narrow);

G_END_DECLS
