/* dg-health-figures.h: what a dataset is like, as charts and words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-chart.h"
#include "dg-dataset-health.h"

G_BEGIN_DECLS

char *dg_health_dup_labels_title (const DgHealthLabels *labels);
char *dg_health_show_labels (const DgHealthLabels *labels, guint n_records, DgChart *chart);
char *dg_health_show_lengths (const DgHealthLengths *lengths, DgColumn column, DgChart *chart);
GListModel *dg_health_new_duplicates (const DgDatasetHealth *health);
char *dg_health_dup_duplicates_summary (const DgDatasetHealth *health);
GListModel *dg_health_new_problems (const DgDatasetHealth *health);
char *dg_health_dup_problems_summary (const DgDatasetHealth *health);

G_END_DECLS
