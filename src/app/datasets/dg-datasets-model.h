/* dg-datasets-model.h: the lines of the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset-entry.h"
#include "dg-run-list.h"

G_BEGIN_DECLS

/**
 * DgDatasetSort:
 * @DG_DATASET_SORT_NEWEST: what was changed last comes first
 * @DG_DATASET_SORT_NAME: by the alphabet
 * @DG_DATASET_SORT_RECORDS: the largest first
 *
 * The order of the datasets. The numbers are those of the setting.
 */
typedef enum
{
  DG_DATASET_SORT_NEWEST,
  DG_DATASET_SORT_NAME,
  DG_DATASET_SORT_RECORDS,
} DgDatasetSort;

#define DG_TYPE_DATASETS_MODEL (dg_datasets_model_get_type ())
G_DECLARE_FINAL_TYPE (DgDatasetsModel, dg_datasets_model, DG, DATASETS_MODEL, GObject)

DgDatasetsModel *dg_datasets_model_new (DgRunList *runs);
void dg_datasets_model_set_drafts (DgDatasetsModel *self, GPtrArray *drafts);
void dg_datasets_model_set_datasets (DgDatasetsModel *self, GPtrArray *datasets);
void dg_datasets_model_set_search (DgDatasetsModel *self, const char *text);
void dg_datasets_model_set_sort (DgDatasetsModel *self, DgDatasetSort sort);
void dg_datasets_model_remove (DgDatasetsModel *self, const char *id);
guint dg_datasets_model_get_n_entries (DgDatasetsModel *self);
guint dg_datasets_model_get_n_found (DgDatasetsModel *self);
gboolean dg_datasets_model_find (DgDatasetsModel *self, const char *id, guint *position);
DgDatasetEntry *dg_datasets_model_get_entry (DgDatasetsModel *self, const char *id);
gboolean dg_datasets_model_has_name (DgDatasetsModel *self, const char *name, const char *but_id);

G_END_DECLS
