/* dg-datasets-model.c: the lines of the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-datasets-model.h"

#include <string.h>

#include "dg-datasets-section.h"

/**
 * DgDatasetsModel:
 *
 * One flat list: a heading and the drafts, a heading and the datasets, and the space below. It is flat because a
 * GtkListView makes rows only for what is seen when it is all that scrolls.
 *
 * What is loaded again is compared with what is there: only what has come or gone changes the list.
 */
struct _DgDatasetsModel
{
  GObject parent_instance;

  DgRunList *runs; /* (owned) */
  DgDatasetsSection drafts;
  DgDatasetsSection datasets;
  GListStore *end;          /* (owned): one line while anything is found */
  DgDatasetEntry *end_line; /* (owned): that line */
  GtkFilter *filter;        /* (owned) */
  GtkSorter *sorter;        /* (owned) */
  GListModel *lines;        /* (owned): all of that */
  char *folded;             /* (owned): what is searched for, empty for everything */
  DgDatasetSort sort;
};

static GType
dg_datasets_model_get_item_type (GListModel *model)
{
  return DG_TYPE_DATASET_ENTRY;
}

static guint
dg_datasets_model_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (DG_DATASETS_MODEL (model)->lines);
}

static gpointer
dg_datasets_model_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (DG_DATASETS_MODEL (model)->lines, position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dg_datasets_model_get_item_type;
  iface->get_n_items = dg_datasets_model_get_n_items;
  iface->get_item = dg_datasets_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DgDatasetsModel,
                               dg_datasets_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
lines_changed_cb (GListModel *lines, guint position, guint removed, guint added, DgDatasetsModel *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* --- what is found, and in which order --- */

static gboolean
match (gpointer item, gpointer data)
{
  DgDatasetsModel *self = data;

  return *self->folded == '\0' || dg_dataset_entry_matches (item, self->folded);
}

static int
compare_names (DgDatasetEntry *a, DgDatasetEntry *b)
{
  return strcmp (dg_dataset_entry_get_sort_key (a), dg_dataset_entry_get_sort_key (b));
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  DgDatasetsModel *self = data;
  DgDataset *one = dg_dataset_entry_get_dataset ((gpointer) a);
  DgDataset *other = dg_dataset_entry_get_dataset ((gpointer) b);
  gint64 newer = dg_dataset_get_updated_us (other) - dg_dataset_get_updated_us (one);
  int larger = (int) dg_dataset_get_n_records (other) - (int) dg_dataset_get_n_records (one);

  switch (self->sort)
    {
    case DG_DATASET_SORT_NAME:
      return gtk_ordering_from_cmpfunc (compare_names ((gpointer) a, (gpointer) b));
    case DG_DATASET_SORT_RECORDS:
      return gtk_ordering_from_cmpfunc (larger);
    case DG_DATASET_SORT_NEWEST:
    default:
      return newer == 0 ? GTK_ORDERING_EQUAL : newer < 0 ? GTK_ORDERING_SMALLER : GTK_ORDERING_LARGER;
    }
}

static void
found_changed_cb (DgDatasetsModel *self)
{
  dg_datasets_section_update (&self->drafts);
  dg_datasets_section_update (&self->datasets);
  dg_datasets_section_show_line (self->end, self->end_line, self->drafts.first != NULL || self->datasets.first != NULL);
}

/* --- what is loaded again --- */

static void
update_order (DgDatasetsModel *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static void
find_run (DgDatasetsModel *self, DgDatasetEntry *entry)
{
  const char *id = dg_dataset_entry_get_id (entry);

  if (dg_dataset_entry_get_kind (entry) == DG_DATASET_ENTRY_DRAFT)
    dg_dataset_entry_set_run (entry, dg_run_list_find_session (self->runs, id));
  else
    dg_dataset_entry_set_run (entry, dg_run_list_find_dataset (self->runs, id));
}

static void
find_runs (DgDatasetsModel *self, GListStore *entries)
{
  guint n_entries = g_list_model_get_n_items (G_LIST_MODEL (entries));

  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr (DgDatasetEntry) entry = g_list_model_get_item (G_LIST_MODEL (entries), i);

      find_run (self, entry);
    }
}

static void
runs_changed_cb (DgDatasetsModel *self)
{
  find_runs (self, self->drafts.entries);
  find_runs (self, self->datasets.entries);
}

/* --- life --- */

static void
dg_datasets_model_dispose (GObject *object)
{
  DgDatasetsModel *self = DG_DATASETS_MODEL (object);

  g_clear_object (&self->lines);
  dg_datasets_section_clear (&self->drafts);
  dg_datasets_section_clear (&self->datasets);
  g_clear_object (&self->end);
  g_clear_object (&self->end_line);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->runs);

  G_OBJECT_CLASS (dg_datasets_model_parent_class)->dispose (object);
}

static void
dg_datasets_model_finalize (GObject *object)
{
  g_clear_pointer (&DG_DATASETS_MODEL (object)->folded, g_free);

  G_OBJECT_CLASS (dg_datasets_model_parent_class)->finalize (object);
}

static void
dg_datasets_model_class_init (DgDatasetsModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dg_datasets_model_dispose;
  object_class->finalize = dg_datasets_model_finalize;
}

static void
dg_datasets_model_init (DgDatasetsModel *self)
{
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);

  self->folded = g_strdup ("");
  self->filter = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
  self->end = g_list_store_new (DG_TYPE_DATASET_ENTRY);
  self->end_line = dg_dataset_entry_new (DG_DATASET_ENTRY_END);
  dg_datasets_section_init (&self->drafts, DG_DATASET_ENTRY_DRAFTS, self->filter, NULL);
  dg_datasets_section_init (&self->datasets, DG_DATASET_ENTRY_DATASETS, self->filter, self->sorter);

  g_list_store_append (parts, self->drafts.heading);
  g_list_store_append (parts, self->drafts.found);
  g_list_store_append (parts, self->datasets.heading);
  g_list_store_append (parts, self->datasets.found);
  g_list_store_append (parts, self->end);
  self->lines = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
  g_signal_connect_object (self->lines, "items-changed", G_CALLBACK (lines_changed_cb), self, 0);
  g_signal_connect_object (self->drafts.found, "items-changed", G_CALLBACK (found_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->datasets.found, "items-changed", G_CALLBACK (found_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * dg_datasets_model_new:
 * @runs: the runs under way
 *
 * Returns: (transfer full): an empty list
 */
DgDatasetsModel *
dg_datasets_model_new (DgRunList *runs)
{
  g_return_val_if_fail (DG_IS_RUN_LIST (runs), NULL);

  DgDatasetsModel *self = g_object_new (DG_TYPE_DATASETS_MODEL, NULL);

  self->runs = g_object_ref (runs);
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (runs_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * dg_datasets_model_set_drafts:
 * @self: the list
 * @drafts: (element-type DgDraft): the drafts there are now, in order
 */
void
dg_datasets_model_set_drafts (DgDatasetsModel *self, GPtrArray *drafts)
{
  g_return_if_fail (DG_IS_DATASETS_MODEL (self));
  g_return_if_fail (drafts != NULL);

  g_autoptr (GHashTable) known = dg_datasets_section_index (&self->drafts);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean changed = FALSE;

  for (guint i = 0; i < drafts->len; i++)
    {
      const DgDraft *draft = g_ptr_array_index (drafts, i);
      DgDatasetEntry *entry = g_hash_table_lookup (known, draft->id);

      entry = entry != NULL ? g_object_ref (entry) : dg_dataset_entry_new (DG_DATASET_ENTRY_DRAFT);
      changed |= dg_dataset_entry_set_draft (entry, draft);
      find_run (self, entry);
      g_ptr_array_add (entries, entry);
    }

  dg_datasets_section_replace (&self->drafts, entries);
  if (changed)
    update_order (self);
}

/**
 * dg_datasets_model_set_datasets:
 * @self: the list
 * @datasets: (element-type DgDataset): the datasets there are now
 */
void
dg_datasets_model_set_datasets (DgDatasetsModel *self, GPtrArray *datasets)
{
  g_return_if_fail (DG_IS_DATASETS_MODEL (self));
  g_return_if_fail (datasets != NULL);

  g_autoptr (GHashTable) known = dg_datasets_section_index (&self->datasets);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean changed = FALSE;

  for (guint i = 0; i < datasets->len; i++)
    {
      DgDataset *dataset = g_ptr_array_index (datasets, i);
      DgDatasetEntry *entry = g_hash_table_lookup (known, dg_dataset_get_id (dataset));

      /* one that is new finds its place by itself */
      changed |= entry != NULL && dg_dataset_entry_set_dataset (entry, dataset);
      entry = entry != NULL ? g_object_ref (entry) : dg_dataset_entry_new (DG_DATASET_ENTRY_DATASET);
      dg_dataset_entry_set_dataset (entry, dataset);
      find_run (self, entry);
      g_ptr_array_add (entries, entry);
    }

  dg_datasets_section_replace (&self->datasets, entries);
  if (changed)
    update_order (self);
}

/**
 * dg_datasets_model_set_search:
 * @self: the list
 * @text: what the names or models of what is listed contain, empty for everything
 */
void
dg_datasets_model_set_search (DgDatasetsModel *self, const char *text)
{
  g_return_if_fail (DG_IS_DATASETS_MODEL (self));
  g_return_if_fail (text != NULL);

  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *folded = g_utf8_casefold (stripped, -1);

  if (g_str_equal (self->folded, folded))
    return;

  g_free (self->folded);
  self->folded = g_steal_pointer (&folded);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * dg_datasets_model_set_sort:
 * @self: the list
 * @sort: the order of the datasets; the drafts stay in the library's
 */
void
dg_datasets_model_set_sort (DgDatasetsModel *self, DgDatasetSort sort)
{
  g_return_if_fail (DG_IS_DATASETS_MODEL (self));

  if (self->sort == sort)
    return;

  self->sort = sort;
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

/**
 * dg_datasets_model_remove:
 * @self: the list
 * @id: of a dataset or a draft
 *
 * Takes it away at once, before the list is loaded again.
 */
void
dg_datasets_model_remove (DgDatasetsModel *self, const char *id)
{
  g_return_if_fail (DG_IS_DATASETS_MODEL (self));
  g_return_if_fail (id != NULL);

  guint position;

  if (dg_datasets_section_find (&self->drafts, id, &position) != NULL)
    g_list_store_remove (self->drafts.entries, position);
  if (dg_datasets_section_find (&self->datasets, id, &position) != NULL)
    g_list_store_remove (self->datasets.entries, position);
}

/**
 * dg_datasets_model_get_n_entries:
 * @self: the list
 *
 * Returns: how many drafts and datasets there are, whatever is searched for
 */
guint
dg_datasets_model_get_n_entries (DgDatasetsModel *self)
{
  g_return_val_if_fail (DG_IS_DATASETS_MODEL (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->drafts.entries)) +
         g_list_model_get_n_items (G_LIST_MODEL (self->datasets.entries));
}

/**
 * dg_datasets_model_get_n_found:
 * @self: the list
 *
 * Returns: how many of the drafts and datasets are found
 */
guint
dg_datasets_model_get_n_found (DgDatasetsModel *self)
{
  g_return_val_if_fail (DG_IS_DATASETS_MODEL (self), 0);

  return g_list_model_get_n_items (self->drafts.found) + g_list_model_get_n_items (self->datasets.found);
}

/**
 * dg_datasets_model_find:
 * @self: the list
 * @id: of a dataset or a draft
 * @position: (out): where in the list it is
 *
 * Returns: whether it is in the list, and found
 */
gboolean
dg_datasets_model_find (DgDatasetsModel *self, const char *id, guint *position)
{
  g_return_val_if_fail (DG_IS_DATASETS_MODEL (self), FALSE);
  g_return_val_if_fail (id != NULL && position != NULL, FALSE);

  guint n_lines = g_list_model_get_n_items (self->lines);

  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (DgDatasetEntry) entry = g_list_model_get_item (self->lines, i);

      *position = i;
      if (g_strcmp0 (dg_dataset_entry_get_id (entry), id) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * dg_datasets_model_get_entry:
 * @self: the list
 * @id: of a dataset or a draft
 *
 * Returns: (transfer none) (nullable): its line, found or not
 */
DgDatasetEntry *
dg_datasets_model_get_entry (DgDatasetsModel *self, const char *id)
{
  g_return_val_if_fail (DG_IS_DATASETS_MODEL (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  DgDatasetEntry *entry = dg_datasets_section_find (&self->drafts, id, NULL);

  return entry != NULL ? entry : dg_datasets_section_find (&self->datasets, id, NULL);
}

/**
 * dg_datasets_model_has_name:
 * @self: the list
 * @name: what a dataset might be called
 * @but_id: (nullable): the dataset that may have that name
 *
 * Returns: whether another dataset is called that
 */
gboolean
dg_datasets_model_has_name (DgDatasetsModel *self, const char *name, const char *but_id)
{
  g_return_val_if_fail (DG_IS_DATASETS_MODEL (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  guint n_entries = g_list_model_get_n_items (G_LIST_MODEL (self->datasets.entries));

  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr (DgDatasetEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->datasets.entries), i);

      if (g_strcmp0 (dg_dataset_entry_get_id (entry), but_id) != 0 &&
          g_str_equal (dg_dataset_entry_get_name (entry), name))
        return TRUE;
    }

  return FALSE;
}
