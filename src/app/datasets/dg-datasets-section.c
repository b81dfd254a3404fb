/* dg-datasets-section.c: the drafts, or the datasets, of the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-datasets-section.h"

static void
update_edges (DgDatasetsSection *self)
{
  guint n_found = g_list_model_get_n_items (self->found);
  g_autoptr (DgDatasetEntry) first = g_list_model_get_item (self->found, 0);
  g_autoptr (DgDatasetEntry) last = n_found > 0 ? g_list_model_get_item (self->found, n_found - 1) : NULL;

  if (self->first != NULL && self->first != first)
    dg_dataset_entry_set_first (self->first, FALSE);
  if (self->last != NULL && self->last != last)
    dg_dataset_entry_set_last (self->last, FALSE);
  g_set_object (&self->first, first);
  g_set_object (&self->last, last);
  if (first != NULL)
    dg_dataset_entry_set_first (first, TRUE);
  if (last != NULL)
    dg_dataset_entry_set_last (last, TRUE);
}

static gboolean
is_at (GListStore *store, guint position, GPtrArray *entries, guint index)
{
  g_autoptr (DgDatasetEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), position);

  return entry == g_ptr_array_index (entries, index);
}

/**
 * dg_datasets_section_init:
 * @self: a section
 * @title: what its heading is
 * @filter: what is found
 * @sorter: (nullable): in which order, %NULL for the library's
 */
void
dg_datasets_section_init (DgDatasetsSection *self, DgDatasetEntryKind title, GtkFilter *filter, GtkSorter *sorter)
{
  self->entries = g_list_store_new (DG_TYPE_DATASET_ENTRY);
  self->heading = g_list_store_new (DG_TYPE_DATASET_ENTRY);
  self->title = dg_dataset_entry_new (title);
  self->found =
      G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->entries)), g_object_ref (filter)));
  if (sorter != NULL)
    self->found = G_LIST_MODEL (gtk_sort_list_model_new (self->found, g_object_ref (sorter)));
}

/**
 * dg_datasets_section_clear:
 * @self: a section
 */
void
dg_datasets_section_clear (DgDatasetsSection *self)
{
  g_clear_object (&self->found);
  g_clear_object (&self->entries);
  g_clear_object (&self->heading);
  g_clear_object (&self->title);
  g_clear_object (&self->first);
  g_clear_object (&self->last);
}

/**
 * dg_datasets_section_update:
 * @self: a section in which something else is found than before
 *
 * Tells the entries which are the first and the last, and shows the heading if there are any.
 */
void
dg_datasets_section_update (DgDatasetsSection *self)
{
  update_edges (self);
  dg_datasets_section_show_line (self->heading, self->title, self->first != NULL);
}

/**
 * dg_datasets_section_index:
 * @self: a section
 *
 * Returns: (transfer full) (element-type utf8 DgDatasetEntry): its entries by their ids
 */
GHashTable *
dg_datasets_section_index (const DgDatasetsSection *self)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  guint n_entries = g_list_model_get_n_items (G_LIST_MODEL (self->entries));

  for (guint i = 0; i < n_entries; i++)
    {
      DgDatasetEntry *entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      g_hash_table_insert (index, g_strdup (dg_dataset_entry_get_id (entry)), entry);
    }

  return index;
}

/**
 * dg_datasets_section_find:
 * @self: a section
 * @id: of a draft or a dataset
 * @position: (out) (optional): where it is among all entries
 *
 * Returns: (transfer none) (nullable): its entry
 */
DgDatasetEntry *
dg_datasets_section_find (const DgDatasetsSection *self, const char *id, guint *position)
{
  guint n_entries = g_list_model_get_n_items (G_LIST_MODEL (self->entries));

  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr (DgDatasetEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      if (g_strcmp0 (dg_dataset_entry_get_id (entry), id) != 0)
        continue;

      if (position != NULL)
        *position = i;

      return entry;
    }

  return NULL;
}

/**
 * dg_datasets_section_replace:
 * @self: a section
 * @entries: (element-type DgDatasetEntry): what it has from now on
 *
 * What is the same at the beginning and at the end stays as it is.
 */
void
dg_datasets_section_replace (DgDatasetsSection *self, GPtrArray *entries)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  guint n_new = entries->len;
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n_old, n_new) && is_at (self->entries, head, entries, head))
    head++;
  while (tail < MIN (n_old, n_new) - head && is_at (self->entries, n_old - 1 - tail, entries, n_new - 1 - tail))
    tail++;

  if (n_old != n_new || head < n_old)
    g_list_store_splice (self->entries, head, n_old - head - tail, entries->pdata + head, n_new - head - tail);
}

/**
 * dg_datasets_section_show_line:
 * @store: a list of one line, or none
 * @line: that line
 * @show: whether it is there
 */
void
dg_datasets_section_show_line (GListStore *store, DgDatasetEntry *line, gboolean show)
{
  if ((g_list_model_get_n_items (G_LIST_MODEL (store)) > 0) == show)
    return;

  if (show)
    g_list_store_append (store, line);
  else
    g_list_store_remove_all (store);
}
