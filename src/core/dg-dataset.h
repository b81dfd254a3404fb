/* dg-dataset.h: a saved dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-core-types.h"

G_BEGIN_DECLS

#define DG_TYPE_DATASET (dg_dataset_get_type ())
G_DECLARE_FINAL_TYPE (DgDataset, dg_dataset, DG, DATASET, GObject)

/**
 * DgDatasetKind:
 * @DG_DATASET_GENERATED: its records were made by a run
 * @DG_DATASET_IMPORTED: brought along in a file
 * @DG_DATASET_FOREIGN: made by another program that works in the same folder
 *
 * Where a dataset comes from.
 */
typedef enum
{
  DG_DATASET_GENERATED,
  DG_DATASET_IMPORTED,
  DG_DATASET_FOREIGN,
} DgDatasetKind;

DgDataset *dg_dataset_new (const char *id, const char *name, DgFileFormat format);
const char *dg_dataset_get_id (DgDataset *self);
const char *dg_dataset_get_name (DgDataset *self);
DgFileFormat dg_dataset_get_format (DgDataset *self);
guint dg_dataset_get_n_records (DgDataset *self);
void dg_dataset_set_n_records (DgDataset *self, guint n_records);
guint dg_dataset_get_revision (DgDataset *self);
void dg_dataset_set_revision (DgDataset *self, guint revision);
const char *dg_dataset_get_path (DgDataset *self);
void dg_dataset_set_path (DgDataset *self, const char *path);
const char *dg_dataset_get_created (DgDataset *self);
void dg_dataset_set_created (DgDataset *self, const char *created);
const char *dg_dataset_get_provider (DgDataset *self);
const char *dg_dataset_get_model (DgDataset *self);
void dg_dataset_set_origin (DgDataset *self, const char *provider, const char *model, const char *session);
const char *dg_dataset_get_session (DgDataset *self);
DgDatasetKind dg_dataset_get_kind (DgDataset *self);
void dg_dataset_set_kind (DgDataset *self, DgDatasetKind kind);
const char *dg_dataset_kind_get_id (DgDatasetKind kind);
gint64 dg_dataset_get_created_us (DgDataset *self);
void dg_dataset_set_created_us (DgDataset *self, gint64 created_us);
gint64 dg_dataset_get_updated_us (DgDataset *self);
guint64 dg_dataset_get_n_bytes (DgDataset *self);
void dg_dataset_set_file (DgDataset *self, guint64 n_bytes, gint64 updated_us);
guint dg_dataset_get_n_look (DgDataset *self);
guint dg_dataset_get_n_approved (DgDataset *self);
void dg_dataset_set_review (DgDataset *self, guint n_look, guint n_approved);
gint64 dg_dataset_get_deleted_us (DgDataset *self);
gint64 dg_dataset_get_kept_until_us (DgDataset *self);
void dg_dataset_set_deleted (DgDataset *self, gint64 deleted_us, gint64 kept_until_us);

const char *dg_file_format_get_id (DgFileFormat format);
gboolean dg_file_format_from_id (const char *id, DgFileFormat *format);

G_END_DECLS
