/* dg-dataset-entry.h: a line of the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset.h"
#include "dg-draft.h"
#include "dg-run-list.h"

G_BEGIN_DECLS

/**
 * DgDatasetEntryKind:
 * @DG_DATASET_ENTRY_DRAFTS: the heading above the drafts
 * @DG_DATASET_ENTRY_DRAFT: a draft
 * @DG_DATASET_ENTRY_DATASETS: the heading above the datasets
 * @DG_DATASET_ENTRY_DATASET: a dataset
 * @DG_DATASET_ENTRY_END: the space below the last line
 *
 * What a line of the Datasets page is.
 */
typedef enum
{
  DG_DATASET_ENTRY_DRAFTS,
  DG_DATASET_ENTRY_DRAFT,
  DG_DATASET_ENTRY_DATASETS,
  DG_DATASET_ENTRY_DATASET,
  DG_DATASET_ENTRY_END,
} DgDatasetEntryKind;

#define DG_TYPE_DATASET_ENTRY (dg_dataset_entry_get_type ())
G_DECLARE_FINAL_TYPE (DgDatasetEntry, dg_dataset_entry, DG, DATASET_ENTRY, GObject)

DgDatasetEntry *dg_dataset_entry_new (DgDatasetEntryKind kind);
DgDatasetEntryKind dg_dataset_entry_get_kind (DgDatasetEntry *self);
const char *dg_dataset_entry_get_id (DgDatasetEntry *self);
const char *dg_dataset_entry_get_name (DgDatasetEntry *self);
const char *dg_dataset_entry_get_sort_key (DgDatasetEntry *self);
gboolean dg_dataset_entry_matches (DgDatasetEntry *self, const char *folded);
DgDataset *dg_dataset_entry_get_dataset (DgDatasetEntry *self);
gboolean dg_dataset_entry_set_dataset (DgDatasetEntry *self, DgDataset *dataset);
const DgDraft *dg_dataset_entry_get_draft (DgDatasetEntry *self);
gboolean dg_dataset_entry_set_draft (DgDatasetEntry *self, const DgDraft *draft);
DgActiveRun *dg_dataset_entry_get_run (DgDatasetEntry *self);
void dg_dataset_entry_set_run (DgDatasetEntry *self, DgActiveRun *run);
gboolean dg_dataset_entry_is_first (DgDatasetEntry *self);
void dg_dataset_entry_set_first (DgDatasetEntry *self, gboolean first);
gboolean dg_dataset_entry_is_last (DgDatasetEntry *self);
void dg_dataset_entry_set_last (DgDatasetEntry *self, gboolean last);

G_END_DECLS
