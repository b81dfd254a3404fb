/* dg-answer-check.c: answers every record of a dataset blind, and flags what disagrees
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A model is shown inputs only, in another order than the file's, and answers them; the program compares. Where only a
 * reader can tell whether two answers say the same, a second request has them compared. Flags are written as they come,
 * so that a check that is broken off has not been for nothing. Records are never changed or dropped: what a flag means
 * is for a person to say.
 *
 * Everything here runs in the main context that started the check.
 */

#include "config.h"

#include "dg-answer-check-private.h"

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DgAnswerCheck, dg_answer_check, G_TYPE_OBJECT)

static void
free_item (DgCheckItem *item)
{
  g_clear_pointer (&item->verdict, dg_verdict_free);
  g_object_unref (item->record);
  g_free (item);
}

/**
 * dg_answer_check_emit_changed:
 * @self: a check
 *
 * Tells whoever shows the check that dg_answer_check_get_progress() has news.
 */
void
dg_answer_check_emit_changed (DgAnswerCheck *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * dg_answer_check_fail:
 * @self: a check
 * @error: (transfer full): why
 *
 * Stops the check early: nothing more is asked, and what is in flight is broken off. The first reason is the one that
 * is told.
 */
void
dg_answer_check_fail (DgAnswerCheck *self, GError *error)
{
  if (self->error != NULL)
    {
      g_error_free (error);
      return;
    }
  self->error = error;
  g_cancellable_cancel (self->cancellable);
}

/* --- the course of a check --- */

static void
clear_timer (DgAnswerCheck *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
clear_waiting (DgAnswerCheck *self)
{
  g_queue_clear_full (&self->waiting, (GDestroyNotify) dg_answer_check_free_request);
}

static void
finish (DgAnswerCheck *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  self->under_way = FALSE;
  clear_timer (self);
  clear_waiting (self);
  if (self->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;

  /* no verdict on any record is no check */
  if (self->error == NULL && self->progress.n_skipped > 0 && self->progress.n_checked == 0)
    self->error = g_error_new_literal (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY, self->reason);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
timer_cb (gpointer data)
{
  DgAnswerCheck *self = data;

  g_clear_pointer (&self->timer, g_source_unref);
  dg_answer_check_advance (self);

  return G_SOURCE_REMOVE;
}

/* Calls dg_answer_check_advance() at a time, from the main loop. */
static void
set_timer (DgAnswerCheck *self, gint64 next_us)
{
  clear_timer (self);
  if (next_us == G_MAXINT64)
    return;

  self->timer = g_timeout_source_new (0);
  g_source_set_ready_time (self->timer, next_us);
  g_source_set_callback (self->timer, timer_cb, g_object_ref (self), g_object_unref);
  g_source_attach (self->timer, g_task_get_context (self->task));
}

static gint64
get_next_start (DgAnswerCheck *self)
{
  if (self->error != NULL || g_queue_is_empty (&self->waiting))
    return G_MAXINT64;

  return dg_pacer_get_next_start (self->pacer, g_get_monotonic_time ());
}

/**
 * dg_answer_check_advance:
 * @self: a check
 *
 * Does whatever comes next; called whenever something has ended.
 */
void
dg_answer_check_advance (DgAnswerCheck *self)
{
  if (!self->under_way)
    return;

  /* what is in flight says itself that it was cancelled; without anything to ask there is nothing to call off */
  if (self->error == NULL && !g_queue_is_empty (&self->waiting))
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
  dg_answer_check_send_requests (self);
  dg_answer_check_store_next (self);
  set_timer (self, get_next_start (self));
  if (self->n_in_flight == 0 && !self->is_storing && (self->error != NULL || g_queue_is_empty (&self->waiting)))
    finish (self);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  DgAnswerCheck *self = data;

  g_cancellable_cancel (self->cancellable);
  /* with nothing in flight, nothing else would come back to see it */
  set_timer (self, 0);
}

/* --- the beginning --- */

static GRand *
make_rand (guint64 seed)
{
  const guint32 seeds[] = { (guint32) seed, (guint32) (seed >> 32) };

  return g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
}

/* Neighbours in the file were often made by one request, and a model that sees them together takes after it. */
static void
shuffle (GPtrArray *items, guint64 seed)
{
  GRand *rand = make_rand (seed);

  for (guint i = items->len; i > 1; i--)
    {
      guint j = g_rand_int_range (rand, 0, (gint32) i);
      gpointer item = items->pdata[i - 1];

      items->pdata[i - 1] = items->pdata[j];
      items->pdata[j] = item;
    }
  g_rand_free (rand);
}

static void
load_records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgAnswerCheck) self = data;
  GCancellable *outer = g_task_get_cancellable (self->task);
  g_autoptr (GPtrArray) records = dg_library_load_records_finish (self->library, result, &self->error);

  if (records == NULL)
    {
      finish (self);
      return;
    }

  for (guint i = 0; i < records->len; i++)
    {
      DgCheckItem *item = g_new0 (DgCheckItem, 1);

      item->record = g_object_ref (g_ptr_array_index (records, i));
      g_ptr_array_add (self->items, item);
    }
  shuffle (self->items, self->seed);
  self->progress.n_records = records->len;
  dg_answer_check_ask_all (self);

  self->under_way = TRUE;
  if (outer != NULL)
    self->cancelled_id = g_cancellable_connect (outer, G_CALLBACK (cancelled_cb), self, NULL);
  dg_answer_check_advance (self);
}

static void
load_dataset_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgAnswerCheck) self = data;
  g_autoptr (DgDataset) dataset = dg_library_load_dataset_finish (self->library, result, &self->error);

  if (dataset == NULL)
    {
      finish (self);
      return;
    }

  self->session = g_strdup (dg_dataset_get_session (dataset));
  dg_library_load_records_async (self->library, self->dataset, g_task_get_cancellable (self->task), load_records_cb,
                                 g_object_ref (self));
}

static void
dg_answer_check_dispose (GObject *object)
{
  DgAnswerCheck *self = DG_ANSWER_CHECK (object);

  clear_timer (self);
  g_clear_object (&self->library);
  g_clear_object (&self->model);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (dg_answer_check_parent_class)->dispose (object);
}

static void
dg_answer_check_finalize (GObject *object)
{
  DgAnswerCheck *self = DG_ANSWER_CHECK (object);

  g_clear_pointer (&self->brief, dg_brief_free);
  g_clear_pointer (&self->pacer, dg_pacer_free);
  g_clear_pointer (&self->dataset, g_free);
  g_clear_pointer (&self->session, g_free);
  g_clear_pointer (&self->to_compare, g_ptr_array_unref);
  g_clear_pointer (&self->settled, g_ptr_array_unref);
  g_clear_pointer (&self->writing, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->reason, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (dg_answer_check_parent_class)->finalize (object);
}

static void
dg_answer_check_class_init (DgAnswerCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dg_answer_check_dispose;
  object_class->finalize = dg_answer_check_finalize;

  /**
   * DgAnswerCheck::changed:
   * @self: the check
   *
   * Verdicts have been written: dg_answer_check_get_progress() has news.
   */
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_answer_check_init (DgAnswerCheck *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) free_item);
  self->to_compare = g_ptr_array_new ();
  self->settled = g_ptr_array_new ();
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_call_free);
  g_queue_init (&self->waiting);
}

/**
 * dg_answer_check_new:
 * @library: where the dataset is
 * @model: who answers; rather another than the one that made the records, which repeats its errors
 * @brief: what the records were made from, copied
 * @dataset: the dataset to check
 * @max_requests: most requests in flight, at least 1; the service may take fewer
 * @seed: the same seed and the same replies give the same flags
 *
 * Returns: (transfer full): a check that has not been started
 */
DgAnswerCheck *
dg_answer_check_new (
    DgLibrary *library, DgModel *model, const DgBrief *brief, const char *dataset, guint max_requests, guint64 seed)
{
  g_return_val_if_fail (DG_IS_LIBRARY (library) && DG_IS_MODEL (model), NULL);
  g_return_val_if_fail (brief != NULL && dataset != NULL && max_requests >= 1, NULL);

  DgAnswerCheck *self = g_object_new (DG_TYPE_ANSWER_CHECK, NULL);

  self->library = g_object_ref (library);
  self->model = g_object_ref (model);
  self->brief = dg_brief_copy (brief);
  self->dataset = g_strdup (dataset);
  self->seed = seed;
  self->pacer = dg_pacer_new (max_requests, seed);
  dg_model_get_price (model, &self->price);

  return self;
}

/**
 * dg_answer_check_start_async:
 * @self: a check that has not been started
 * @cancellable: (nullable): stops the check; flags that were written stay
 * @callback: called when the check has ended
 * @data: for @callback
 *
 * Checks all records. A record that is checked and found good loses the flag that it had before.
 */
void
dg_answer_check_start_async (DgAnswerCheck *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_return_if_fail (DG_IS_ANSWER_CHECK (self) && self->task == NULL && self->items->len == 0);

  self->task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (self->task, dg_answer_check_start_async);
  /* the check's own error says more than that it was cancelled */
  g_task_set_check_cancellable (self->task, FALSE);
  dg_library_load_dataset_async (self->library, self->dataset, cancellable, load_dataset_cb, g_object_ref (self));
}

/**
 * dg_answer_check_start_finish:
 * @self: a check
 * @result: what the callback was given
 * @error: return location for an error: %G_IO_ERROR_CANCELLED, one of #DgStoreError, one of #DgInferenceError when the
 *   service does not answer any more, %DG_GENERATOR_ERROR_REPLY when not one record could be checked
 *
 * Returns: whether the check came to its end, though records may have been skipped
 */
gboolean
dg_answer_check_start_finish (DgAnswerCheck *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * dg_answer_check_get_reason:
 * @self: a check
 *
 * Returns: (nullable): why records were skipped, for a person; %NULL when none were
 */
const char *
dg_answer_check_get_reason (DgAnswerCheck *self)
{
  g_return_val_if_fail (DG_IS_ANSWER_CHECK (self), NULL);

  return self->reason;
}

/**
 * dg_answer_check_get_progress:
 * @self: a check
 * @progress: (out caller-allocates): how far it is
 */
void
dg_answer_check_get_progress (DgAnswerCheck *self, DgAnswerCheckProgress *progress)
{
  g_return_if_fail (DG_IS_ANSWER_CHECK (self) && progress != NULL);

  *progress = self->progress;
}
