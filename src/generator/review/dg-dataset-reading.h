/* dg-dataset-reading.h: all that the library knows of a dataset, read for review/ alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library-plans.h"

G_BEGIN_DECLS

/**
 * DgDatasetReading:
 * @dataset: (owned): the dataset
 * @records: (owned) (element-type DgRecord): its records, in their order
 * @plans: (owned) (element-type DgRunPlan): what its runs planned
 * @drafts: (owned) (element-type utf8 DgDraft): the sessions of the dataset and of its runs, as far as they are still
 *   there
 *
 * Plain data that is handed to a thread; nobody else has any of it.
 */
typedef struct
{
  DgDataset *dataset;
  GPtrArray *records;
  GPtrArray *plans;
  GHashTable *drafts;
} DgDatasetReading;

void dg_dataset_reading_free (DgDatasetReading *self);
const DgDraft *dg_dataset_reading_get_draft (const DgDatasetReading *self, const char *session);

void dg_dataset_read_async (
    DgLibrary *library, const char *dataset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgDatasetReading *dg_dataset_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgDatasetReading, dg_dataset_reading_free)

G_END_DECLS
