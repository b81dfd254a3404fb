/* dg-entry-row.h: what the rows of the Datasets page have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-dataset-entry.h"

G_BEGIN_DECLS

#define DG_TYPE_ENTRY_ROW (dg_entry_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (DgEntryRow, dg_entry_row, DG, ENTRY_ROW, GtkWidget)

/**
 * DgEntryRowClass:
 * @update: shows an entry; called again when that has changed
 */
struct _DgEntryRowClass
{
  GtkWidgetClass parent_class;

  void (*update) (DgEntryRow *self, DgDatasetEntry *entry);
};

DgDatasetEntry *dg_entry_row_get_entry (DgEntryRow *self);
void dg_entry_row_set_entry (DgEntryRow *self, DgDatasetEntry *entry);
void dg_entry_row_class_install_entry_action (GtkWidgetClass *klass, const char *name);

G_END_DECLS
