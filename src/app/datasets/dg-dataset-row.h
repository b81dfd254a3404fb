/* dg-dataset-row.h: a dataset on the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-entry-row.h"

G_BEGIN_DECLS

#define DG_TYPE_DATASET_ROW (dg_dataset_row_get_type ())
G_DECLARE_FINAL_TYPE (DgDatasetRow, dg_dataset_row, DG, DATASET_ROW, DgEntryRow)

GtkWidget *dg_dataset_row_new (void);

G_END_DECLS
