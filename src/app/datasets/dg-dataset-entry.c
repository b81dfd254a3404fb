/* dg-dataset-entry.c: a line of the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset-entry.h"

#include <math.h>
#include <string.h>

#include "dg-dataset-words.h"
#include "dg-run.h"

/**
 * DgDatasetEntry:
 *
 * A line of the page: a dataset, a draft, or a heading. It stays the same object when what it shows is loaded again, so
 * that focus and place in the list stay where they are.
 */
struct _DgDatasetEntry
{
  GObject parent_instance;

  DgDatasetEntryKind kind;
  DgDataset *dataset; /* (owned) (nullable): of a dataset */
  DgDraft *draft;     /* (owned) (nullable): of a draft */
  DgActiveRun *run;   /* (owned) (nullable): what is under way for it */
  char *folded;       /* (owned) (nullable): what is searched */
  char *sort_key;     /* (owned) (nullable): its name, for sorting */
  gboolean first;     /* whether it is the first of its kind */
  gboolean last;      /* whether it is the last of its kind */
};

G_DEFINE_FINAL_TYPE (DgDatasetEntry, dg_dataset_entry, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
emit_changed (DgDatasetEntry *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
run_changed_cb (DgDatasetEntry *self)
{
  emit_changed (self);
}

static void
update_texts (DgDatasetEntry *self, const char *provider, const char *model)
{
  const char *name = dg_dataset_entry_get_name (self);
  const char *known_model = dg_dataset_words_get_model (provider, model);
  g_autofree char *text = g_strconcat (name, "\n", known_model != NULL ? known_model : "", NULL);
  g_autofree char *folded_name = g_utf8_casefold (name, -1);

  g_free (self->folded);
  g_free (self->sort_key);
  self->folded = g_utf8_casefold (text, -1);
  self->sort_key = g_utf8_collate_key_for_filename (folded_name, -1);
}

static void
dg_dataset_entry_dispose (GObject *object)
{
  dg_dataset_entry_set_run (DG_DATASET_ENTRY (object), NULL);

  G_OBJECT_CLASS (dg_dataset_entry_parent_class)->dispose (object);
}

static void
dg_dataset_entry_finalize (GObject *object)
{
  DgDatasetEntry *self = DG_DATASET_ENTRY (object);

  g_clear_object (&self->dataset);
  g_clear_pointer (&self->draft, dg_draft_free);
  g_clear_pointer (&self->folded, g_free);
  g_clear_pointer (&self->sort_key, g_free);

  G_OBJECT_CLASS (dg_dataset_entry_parent_class)->finalize (object);
}

static void
dg_dataset_entry_class_init (DgDatasetEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dg_dataset_entry_dispose;
  object_class->finalize = dg_dataset_entry_finalize;

  /**
   * DgDatasetEntry::changed:
   * @self: the line
   *
   * What it shows has changed.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_dataset_entry_init (DgDatasetEntry *self)
{
}

/**
 * dg_dataset_entry_new:
 * @kind: what it is
 *
 * Returns: (transfer full): a line that shows nothing yet
 */
DgDatasetEntry *
dg_dataset_entry_new (DgDatasetEntryKind kind)
{
  DgDatasetEntry *self = g_object_new (DG_TYPE_DATASET_ENTRY, NULL);

  self->kind = kind;

  return self;
}

/**
 * dg_dataset_entry_get_kind:
 * @self: a line
 *
 * Returns: what it is
 */
DgDatasetEntryKind
dg_dataset_entry_get_kind (DgDatasetEntry *self)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self), DG_DATASET_ENTRY_END);

  return self->kind;
}

/**
 * dg_dataset_entry_get_id:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): the id of its dataset or of its draft's session
 */
const char *
dg_dataset_entry_get_id (DgDatasetEntry *self)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self), NULL);

  if (self->dataset != NULL)
    return dg_dataset_get_id (self->dataset);

  return self->draft != NULL ? self->draft->id : NULL;
}

/**
 * dg_dataset_entry_get_name:
 * @self: a line
 *
 * Returns: (transfer none): what the person calls it, empty for a heading
 */
const char *
dg_dataset_entry_get_name (DgDatasetEntry *self)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self), "");

  const char *name = self->draft != NULL ? self->draft->name : NULL;

  if (self->dataset != NULL)
    name = dg_dataset_get_name (self->dataset);

  return name != NULL ? name : "";
}

/**
 * dg_dataset_entry_get_sort_key:
 * @self: a line with a dataset or a draft
 *
 * Returns: (transfer none): what sorts it by its name, with strcmp()
 */
const char *
dg_dataset_entry_get_sort_key (DgDatasetEntry *self)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self), "");

  return self->sort_key != NULL ? self->sort_key : "";
}

/**
 * dg_dataset_entry_matches:
 * @self: a line
 * @folded: what is searched for, through g_utf8_casefold()
 *
 * Returns: whether it is in the name or the model
 */
gboolean
dg_dataset_entry_matches (DgDatasetEntry *self, const char *folded)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self), FALSE);
  g_return_val_if_fail (folded != NULL, FALSE);

  return self->folded != NULL && strstr (self->folded, folded) != NULL;
}

/**
 * dg_dataset_entry_get_dataset:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): its dataset
 */
DgDataset *
dg_dataset_entry_get_dataset (DgDatasetEntry *self)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self), NULL);

  return self->dataset;
}

static gboolean
is_same_dataset (DgDataset *a, DgDataset *b)
{
  return g_str_equal (dg_dataset_get_id (a), dg_dataset_get_id (b)) &&
         g_strcmp0 (dg_dataset_get_name (a), dg_dataset_get_name (b)) == 0 &&
         g_strcmp0 (dg_dataset_get_path (a), dg_dataset_get_path (b)) == 0 &&
         g_strcmp0 (dg_dataset_get_provider (a), dg_dataset_get_provider (b)) == 0 &&
         g_strcmp0 (dg_dataset_get_model (a), dg_dataset_get_model (b)) == 0 &&
         dg_dataset_get_kind (a) == dg_dataset_get_kind (b) && dg_dataset_get_format (a) == dg_dataset_get_format (b) &&
         dg_dataset_get_n_records (a) == dg_dataset_get_n_records (b) &&
         dg_dataset_get_n_look (a) == dg_dataset_get_n_look (b) &&
         dg_dataset_get_updated_us (a) == dg_dataset_get_updated_us (b);
}

/**
 * dg_dataset_entry_set_dataset:
 * @self: a line for a dataset
 * @dataset: the dataset, as it is now
 *
 * Returns: whether anything of it has changed that is shown
 */
gboolean
dg_dataset_entry_set_dataset (DgDatasetEntry *self, DgDataset *dataset)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self) && self->kind == DG_DATASET_ENTRY_DATASET, FALSE);
  g_return_val_if_fail (DG_IS_DATASET (dataset), FALSE);

  if (self->dataset != NULL && is_same_dataset (self->dataset, dataset))
    return FALSE;

  g_set_object (&self->dataset, dataset);
  update_texts (self, dg_dataset_get_provider (dataset), dg_dataset_get_model (dataset));
  emit_changed (self);

  return TRUE;
}

/**
 * dg_dataset_entry_get_draft:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): its draft
 */
const DgDraft *
dg_dataset_entry_get_draft (DgDatasetEntry *self)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self), NULL);

  return self->draft;
}

/* To a thousandth of a cent; what is not known is the same as what is not known. */
static gboolean
is_same_cost (double a, double b)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) < 1e-5;
}

static gboolean
is_same_draft (const DgDraft *a, const DgDraft *b)
{
  return g_str_equal (a->id, b->id) && a->updated_us == b->updated_us && g_strcmp0 (a->name, b->name) == 0 &&
         a->step == b->step && g_strcmp0 (a->provider, b->provider) == 0 && g_strcmp0 (a->model, b->model) == 0 &&
         a->n_rounds == b->n_rounds && a->requested == b->requested && a->accepted == b->accepted &&
         is_same_cost (a->cost_usd, b->cost_usd);
}

/**
 * dg_dataset_entry_set_draft:
 * @self: a line for a draft
 * @draft: the draft, as it is now; it is copied
 *
 * Returns: whether anything of it has changed that is shown
 */
gboolean
dg_dataset_entry_set_draft (DgDatasetEntry *self, const DgDraft *draft)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self) && self->kind == DG_DATASET_ENTRY_DRAFT, FALSE);
  g_return_val_if_fail (draft != NULL, FALSE);

  if (self->draft != NULL && is_same_draft (self->draft, draft))
    return FALSE;

  g_clear_pointer (&self->draft, dg_draft_free);
  self->draft = dg_draft_copy (draft);
  update_texts (self, draft->provider, draft->model);
  emit_changed (self);

  return TRUE;
}

/**
 * dg_dataset_entry_get_run:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): what is under way for it
 */
DgActiveRun *
dg_dataset_entry_get_run (DgDatasetEntry *self)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self), NULL);

  return self->run;
}

/**
 * dg_dataset_entry_set_run:
 * @self: a line
 * @run: (nullable): what is under way for it
 */
void
dg_dataset_entry_set_run (DgDatasetEntry *self, DgActiveRun *run)
{
  g_return_if_fail (DG_IS_DATASET_ENTRY (self));

  if (self->run == run)
    return;

  if (self->run != NULL)
    g_signal_handlers_disconnect_by_func (dg_active_run_get_run (self->run), run_changed_cb, self);
  g_set_object (&self->run, run);
  if (run != NULL)
    g_signal_connect_object (dg_active_run_get_run (run), "changed", G_CALLBACK (run_changed_cb), self,
                             G_CONNECT_SWAPPED);
  emit_changed (self);
}

/**
 * dg_dataset_entry_is_first:
 * @self: a line
 *
 * Returns: whether it is the first of its kind
 */
gboolean
dg_dataset_entry_is_first (DgDatasetEntry *self)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self), FALSE);

  return self->first;
}

/**
 * dg_dataset_entry_set_first:
 * @self: a line
 * @first: whether it is the first of its kind
 */
void
dg_dataset_entry_set_first (DgDatasetEntry *self, gboolean first)
{
  g_return_if_fail (DG_IS_DATASET_ENTRY (self));

  if (self->first == !!first)
    return;

  self->first = !!first;
  emit_changed (self);
}

/**
 * dg_dataset_entry_is_last:
 * @self: a line
 *
 * Returns: whether it is the last of its kind
 */
gboolean
dg_dataset_entry_is_last (DgDatasetEntry *self)
{
  g_return_val_if_fail (DG_IS_DATASET_ENTRY (self), FALSE);

  return self->last;
}

/**
 * dg_dataset_entry_set_last:
 * @self: a line
 * @last: whether it is the last of its kind
 */
void
dg_dataset_entry_set_last (DgDatasetEntry *self, gboolean last)
{
  g_return_if_fail (DG_IS_DATASET_ENTRY (self));

  if (self->last == !!last)
    return;

  self->last = !!last;
  emit_changed (self);
}
