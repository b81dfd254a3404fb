/* dg-coverage-table.h: what the records vary in, and how many have what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-outline.h"

G_BEGIN_DECLS

#define DG_TYPE_COVERAGE_TABLE (dg_coverage_table_get_type ())
G_DECLARE_FINAL_TYPE (DgCoverageTable, dg_coverage_table, DG, COVERAGE_TABLE, GtkWidget)

void dg_coverage_table_set_outline (DgCoverageTable *self, const DgOutline *outline, guint total);
DgOutline *dg_coverage_table_make_outline (DgCoverageTable *self);
void dg_coverage_table_set_total (DgCoverageTable *self, guint total);
gboolean dg_coverage_table_is_changed (DgCoverageTable *self);
void dg_coverage_table_set_narrow (DgCoverageTable *self, gboolean narrow);

G_END_DECLS
