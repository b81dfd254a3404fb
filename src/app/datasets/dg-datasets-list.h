/* dg-datasets-list.h: the list of drafts and datasets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-datasets-model.h"

G_BEGIN_DECLS

#define DG_TYPE_DATASETS_LIST (dg_datasets_list_get_type ())
G_DECLARE_FINAL_TYPE (DgDatasetsList, dg_datasets_list, DG, DATASETS_LIST, GtkWidget)

void dg_datasets_list_set_model (DgDatasetsList *self, DgDatasetsModel *model, GSettings *settings);
char *dg_datasets_list_dup_focused (DgDatasetsList *self);
char *dg_datasets_list_dup_neighbour (DgDatasetsList *self, const char *id);
gboolean dg_datasets_list_focus_entry (DgDatasetsList *self, const char *id);
gboolean dg_datasets_list_focus_first (DgDatasetsList *self);
GtkWidget *dg_datasets_list_get_row (DgDatasetsList *self, const char *id);

G_END_DECLS
