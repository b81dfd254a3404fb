/* dg-datasets-heading.h: a heading on the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-dataset-entry.h"

G_BEGIN_DECLS

#define DG_TYPE_DATASETS_HEADING (dg_datasets_heading_get_type ())
G_DECLARE_FINAL_TYPE (DgDatasetsHeading, dg_datasets_heading, DG, DATASETS_HEADING, GtkWidget)

GtkWidget *dg_datasets_heading_new (DgDatasetEntryKind kind, GSettings *settings);

G_END_DECLS
