/* dg-record-finder.c: finds records of a dataset, for as long as their numbers hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-finder.h"

/**
 * DgRecordFinder:
 *
 * What is asked for last is what is found; whatever was being found before is called off.
 */
struct _DgRecordFinder
{
  GObject parent_instance;

  DgLibrary *library;    /* (owned) (nullable) */
  char *dataset;         /* (owned) (nullable) */
  DgRecordQuery query;   /* its text and numbers are owned */
  GCancellable *finding; /* (owned) (nullable) */
  gboolean held;         /* whether numbers are ahead of the dataset */
  gboolean find_later;   /* whether to find anew when they are not any more */
};

G_DEFINE_FINAL_TYPE (DgRecordFinder, dg_record_finder, G_TYPE_OBJECT)

enum
{
  SIGNAL_FOUND,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRecordFinder) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = NULL;
  g_autoptr (GArray) numbers = dg_library_find_records_finish (DG_LIBRARY (source), result, &dataset, &error);

  /* Whoever called it off has begun something else. What was found just before that comes all the same, and does not
   * know of a record that was added since. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_task_get_cancellable (G_TASK (result)) != self->finding)
    return;

  g_clear_object (&self->finding);
  if (numbers == NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  else
    g_signal_emit (self, signals[SIGNAL_FOUND], 0, numbers, dataset);
}

static void
call_off (DgRecordFinder *self)
{
  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
}

static void
clear_query (DgRecordFinder *self)
{
  g_free ((char *) self->query.text);
  g_free ((guint *) self->query.only);
  self->query = (DgRecordQuery){ 0 };
}

static void
dg_record_finder_dispose (GObject *object)
{
  DgRecordFinder *self = DG_RECORD_FINDER (object);

  call_off (self);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (dg_record_finder_parent_class)->dispose (object);
}

static void
dg_record_finder_finalize (GObject *object)
{
  DgRecordFinder *self = DG_RECORD_FINDER (object);

  clear_query (self);
  g_clear_pointer (&self->dataset, g_free);

  G_OBJECT_CLASS (dg_record_finder_parent_class)->finalize (object);
}

static void
dg_record_finder_class_init (DgRecordFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = dg_record_finder_dispose;
  object_class->finalize = dg_record_finder_finalize;

  /**
   * DgRecordFinder::found:
   * @self: the finder
   * @numbers: (element-type guint): of the records, in order
   * @dataset: the dataset as it is now
   */
  signals[SIGNAL_FOUND] = g_signal_new ("found", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_ARRAY, DG_TYPE_DATASET);

  /**
   * DgRecordFinder::failed:
   * @self: the finder
   * @error: why nothing could be found
   */
  signals[SIGNAL_FAILED] =
      g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
dg_record_finder_init (DgRecordFinder *self)
{
}

/**
 * dg_record_finder_new:
 *
 * Returns: (transfer full): a finder without a dataset
 */
DgRecordFinder *
dg_record_finder_new (void)
{
  return g_object_new (DG_TYPE_RECORD_FINDER, NULL);
}

/**
 * dg_record_finder_set_source:
 * @self: the finder
 * @library: (nullable): where the records are
 * @dataset: the id of their dataset
 */
void
dg_record_finder_set_source (DgRecordFinder *self, DgLibrary *library, const char *dataset)
{
  g_return_if_fail (DG_IS_RECORD_FINDER (self));
  g_return_if_fail (dataset != NULL);

  call_off (self);
  g_set_object (&self->library, library);
  g_free (self->dataset);
  self->dataset = g_strdup (dataset);
}

/**
 * dg_record_finder_find:
 * @self: the finder
 * @query: what to find, copied at once
 */
void
dg_record_finder_find (DgRecordFinder *self, const DgRecordQuery *query)
{
  g_return_if_fail (DG_IS_RECORD_FINDER (self));
  g_return_if_fail (query != NULL);

  DgRecordQuery copy = *query;

  copy.text = g_strdup (query->text);
  /* no record is something else than any record */
  copy.only = query->only != NULL ? g_memdup2 (query->only, MAX (query->n_only, 1) * sizeof (guint)) : NULL;
  clear_query (self);
  self->query = copy;
  dg_record_finder_find_again (self);
}

/**
 * dg_record_finder_find_again:
 * @self: the finder
 *
 * Finds anew what was asked for last; when numbers are ahead of the dataset, as soon as they are not.
 */
void
dg_record_finder_find_again (DgRecordFinder *self)
{
  g_return_if_fail (DG_IS_RECORD_FINDER (self));

  call_off (self);
  self->find_later = self->held;
  if (self->library == NULL || self->held)
    return;

  self->finding = g_cancellable_new ();
  dg_library_find_records_async (self->library, self->dataset, &self->query, self->finding, found_cb,
                                 g_object_ref (self));
}

/**
 * dg_record_finder_set_held:
 * @self: the finder
 * @held: whether records come or go that the dataset does not know of yet
 */
void
dg_record_finder_set_held (DgRecordFinder *self, gboolean held)
{
  g_return_if_fail (DG_IS_RECORD_FINDER (self));

  /* what is being found is what there was before */
  self->find_later |= held && self->finding != NULL;
  if (held)
    call_off (self);
  self->held = held;
  if (!held && self->find_later)
    dg_record_finder_find_again (self);
}

/**
 * dg_record_finder_get_query:
 * @self: the finder
 *
 * Returns: (transfer none): what was asked for last
 */
const DgRecordQuery *
dg_record_finder_get_query (DgRecordFinder *self)
{
  g_return_val_if_fail (DG_IS_RECORD_FINDER (self), NULL);

  return &self->query;
}
