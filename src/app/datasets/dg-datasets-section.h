/* dg-datasets-section.h: the drafts, or the datasets, of the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-dataset-entry.h"

G_BEGIN_DECLS

/**
 * DgDatasetsSection:
 * @entries: (owned) (element-type DgDatasetEntry): all of them, as the library lists them
 * @found: (owned): those that are searched for, in order
 * @heading: (owned): one line while anything is found
 * @title: (owned): that line
 * @first: (owned) (nullable): the first of those found
 * @last: (owned) (nullable): the last of them
 *
 * One of the two parts of a #DgDatasetsModel.
 */
typedef struct
{
  GListStore *entries;
  GListModel *found;
  GListStore *heading;
  DgDatasetEntry *title;
  DgDatasetEntry *first;
  DgDatasetEntry *last;
} DgDatasetsSection;

void dg_datasets_section_init (DgDatasetsSection *self, DgDatasetEntryKind title, GtkFilter *filter, GtkSorter *sorter);
void dg_datasets_section_clear (DgDatasetsSection *self);
void dg_datasets_section_update (DgDatasetsSection *self);
GHashTable *dg_datasets_section_index (const DgDatasetsSection *self);
DgDatasetEntry *dg_datasets_section_find (const DgDatasetsSection *self, const char *id, guint *position);
void dg_datasets_section_replace (DgDatasetsSection *self, GPtrArray *entries);
void dg_datasets_section_show_line (GListStore *store, DgDatasetEntry *line, gboolean show);

G_END_DECLS
