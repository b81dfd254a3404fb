/* dg-export.h: a dataset as a file or a folder of somebody's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-library.h"

G_BEGIN_DECLS

/**
 * DgExportKind:
 * @DG_EXPORT_JSONL: a JSONL file
 * @DG_EXPORT_CSV: a CSV file
 * @DG_EXPORT_FOLDER: a folder that Nova Prompt Optimizer starts from
 *
 * What a dataset is written as.
 */
typedef enum
{
  DG_EXPORT_JSONL,
  DG_EXPORT_CSV,
  DG_EXPORT_FOLDER,
} DgExportKind;

void dg_export_dataset (GtkWidget *widget, DgLibrary *library, DgDataset *dataset, DgExportKind kind);

G_END_DECLS
