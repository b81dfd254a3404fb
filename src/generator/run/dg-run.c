/* dg-run.c: the run that makes a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Lines of the plan go out in requests, as many at a time as the service takes; records are cut out of each reply as it
 * streams, checked and handed to the library. A record counts when its transaction has been committed, not before.
 * Lines for which nothing good came go back into the queue, until every line is filled, the run is stopped, the money
 * is spent or the model gives nothing new any more.
 *
 * Everything here runs in the main context that started the run.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dg-model-catalog.h"
#include "dg-run-private.h"

/* Until a reply tells how large a token is: few texts have more tokens than one for two bytes. */
#define FIRST_BYTES_PER_TOKEN 2.0

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DgRun, dg_run, G_TYPE_OBJECT)

/**
 * dg_run_emit_changed:
 * @self: a run
 *
 * Tells whoever shows the run that dg_run_get_progress() has news.
 */
void
dg_run_emit_changed (DgRun *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
grace_cb (gpointer data)
{
  DgRun *self = data;

  g_clear_pointer (&self->grace, g_source_unref);
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/* What is in flight is paid for, so it may end by itself; but nobody waits for one that never does. */
static void
grant_grace (DgRun *self)
{
  if (self->grace_ms == 0 || self->task == NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }

  self->grace = g_timeout_source_new (self->grace_ms);
  g_source_set_callback (self->grace, grace_cb, g_object_ref (self), g_object_unref);
  g_source_attach (self->grace, g_task_get_context (self->task));
}

/**
 * dg_run_fail:
 * @self: a run
 * @error: (transfer full): why
 *
 * Stops the run early: no more requests are sent. The first reason is the one that is told.
 */
void
dg_run_fail (DgRun *self, GError *error)
{
  if (self->error != NULL)
    {
      g_error_free (error);
      return;
    }
  self->error = error;
  grant_grace (self);
}

/* --- the course of a run --- */

static void
clear_timer (DgRun *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
clear_grace (DgRun *self)
{
  if (self->grace != NULL)
    g_source_destroy (self->grace);
  g_clear_pointer (&self->grace, g_source_unref);
}

static void
finish (DgRun *self, DgRunReport *report, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  self->under_way = FALSE;
  clear_timer (self);
  clear_grace (self);
  g_clear_pointer (&self->lease, dg_lease_free);
  if (self->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;

  if (error != NULL)
    {
      g_clear_pointer (&report, dg_run_report_free);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, report, (GDestroyNotify) dg_run_report_free);
}

static void
end_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;
  DgRunReport *report = dg_library_end_run_finish (self->library, result, &error);

  /* the model's end is no failure as long as there is a dataset to show for it */
  if (report != NULL && report->dataset != NULL)
    g_clear_error (&self->error);
  if (self->error != NULL)
    g_clear_error (&error);

  finish (self, report, self->error != NULL ? g_steal_pointer (&self->error) : g_steal_pointer (&error));
}

static gboolean
is_filled (DgRun *self)
{
  return dg_line_queue_get_n_filled (self->queue) == self->progress.requested;
}

static DgRunStatus
choose_status (DgRun *self)
{
  /* stopped or failed after its last record: there is nothing left to make */
  if (self->progress.accepted >= self->progress.requested)
    return DG_RUN_COMPLETE;
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return DG_RUN_INTERRUPTED;
  if (self->progress.accepted == 0)
    return DG_RUN_FAILED;
  if (self->error == NULL || g_error_matches (self->error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED))
    return DG_RUN_PARTIAL;

  return DG_RUN_INTERRUPTED;
}

/* People are told why a dataset is smaller than they asked. */
static void
note_reason (DgRun *self)
{
  g_clear_pointer (&self->reason, g_free);
  if (is_filled (self))
    return;
  if (self->error != NULL)
    self->reason = g_strdup (self->error->message);
  else if (self->stopping)
    self->reason = g_strdup (_ ("The run was stopped."));
  else if (self->capped)
    self->reason =
        g_strdup_printf (_ ("The next request could have gone over the limit of $%.4f."), self->max_cost_usd);

  /* without a record there is nothing to save, and that is an error */
  if (self->reason != NULL && self->error == NULL && self->progress.accepted == 0)
    self->error = g_error_new_literal (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_STOPPED, self->reason);
}

static void
end (DgRun *self)
{
  double seconds = (double) (g_get_monotonic_time () - self->started_us) / G_USEC_PER_SEC;

  self->ending = TRUE;
  note_reason (self);
  dg_library_end_run_async (self->library, self->run, choose_status (self), seconds, NULL, end_run_cb,
                            g_object_ref (self));
}

static gboolean
timer_cb (gpointer data)
{
  DgRun *self = data;

  g_clear_pointer (&self->timer, g_source_unref);
  dg_run_advance (self);

  return G_SOURCE_REMOVE;
}

/* Calls dg_run_advance() at a time, from the main loop. */
static void
set_timer (DgRun *self, gint64 next_us)
{
  clear_timer (self);
  if (next_us == G_MAXINT64)
    return;

  self->timer = g_timeout_source_new (0);
  g_source_set_ready_time (self->timer, next_us);
  g_source_set_callback (self->timer, timer_cb, g_object_ref (self), g_object_unref);
  g_source_attach (self->timer, g_task_get_context (self->task));
}

static gboolean
is_over (DgRun *self)
{
  if (self->requests->len > 0 || !g_queue_is_empty (&self->batches))
    return FALSE;

  return self->error != NULL || self->stopping || self->capped || is_filled (self);
}

/**
 * dg_run_advance:
 * @self: a run
 *
 * Does whatever comes next; called whenever something has ended.
 */
void
dg_run_advance (DgRun *self)
{
  if (self->ending)
    return;

  /* a run that has all its records is complete, whatever was asked of it last */
  if (g_cancellable_is_cancelled (self->cancellable) && !self->stopping && !is_filled (self) && self->error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
  dg_run_send_requests (self);
  dg_run_commit_next_batch (self);
  set_timer (self, dg_run_get_next_start (self));
  /* requests whose lines are all filled are left to end by themselves: their last event tells what they used */
  if (is_over (self))
    end (self);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  DgRun *self = data;

  g_cancellable_cancel (self->cancellable);
  /* with nothing in flight, nothing else would come back to see it */
  if (!self->ending)
    set_timer (self, 0);
}

static void
start_requests (DgRun *self)
{
  GCancellable *outer = g_task_get_cancellable (self->task);

  self->under_way = TRUE;
  if (outer != NULL)
    self->cancelled_id = g_cancellable_connect (outer, G_CALLBACK (cancelled_cb), self, NULL);
  dg_run_advance (self);
}

/* What an interrupted run has already: it is not made again, and nothing like it is let in. */
static void
adopt_records (DgRun *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);
      g_autofree char *detail = NULL;
      DgRefusal reason;

      dg_duplicate_guard_admit (self->guard, dg_record_get_input (record), dg_record_get_answer (record), &reason,
                                &detail);
      dg_line_queue_fill (self->queue, dg_record_get_plan_line (record));
    }
  self->progress.accepted = records->len;
}

static void
load_records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = dg_library_load_run_records_finish (self->library, result, &error);

  if (records == NULL)
    {
      finish (self, NULL, g_steal_pointer (&error));
      return;
    }

  adopt_records (self, records);
  start_requests (self);
}

static void
begin_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;

  self->run = dg_library_begin_run_finish (self->library, result, &error);
  if (self->run == NULL)
    {
      finish (self, NULL, g_steal_pointer (&error));
      return;
    }

  start_requests (self);
}

static void
lease_session_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;

  self->lease = dg_library_lease_session_finish (self->library, result, &error);
  if (self->lease == NULL)
    finish (self, NULL, g_steal_pointer (&error));
  else if (self->run != NULL)
    dg_library_load_run_records_async (self->library, self->run, NULL, load_records_cb, g_object_ref (self));
  else
    {
      const DgRunStart start = {
        .session = self->session, .requested = self->progress.requested, .format = self->file_format, .seed = self->seed
      };

      dg_library_begin_run_async (self->library, &start, g_task_get_cancellable (self->task), begin_run_cb,
                                  g_object_ref (self));
    }
}

static void
dg_run_dispose (GObject *object)
{
  DgRun *self = DG_RUN (object);

  clear_timer (self);
  clear_grace (self);
  g_clear_pointer (&self->lease, dg_lease_free);
  g_clear_object (&self->library);
  g_clear_object (&self->model);
  g_clear_object (&self->cancellable);
  g_queue_clear_full (&self->batches, (GDestroyNotify) dg_run_free_batch);

  G_OBJECT_CLASS (dg_run_parent_class)->dispose (object);
}

static void
dg_run_finalize (GObject *object)
{
  DgRun *self = DG_RUN (object);

  g_clear_pointer (&self->format, dg_record_format_unref);
  g_clear_pointer (&self->prompt, dg_generation_prompt_free);
  g_clear_pointer (&self->queue, dg_line_queue_free);
  g_clear_pointer (&self->guard, dg_duplicate_guard_free);
  g_clear_pointer (&self->sizer, dg_request_sizer_free);
  g_clear_pointer (&self->pacer, dg_pacer_free);
  g_clear_pointer (&self->barren_reason, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->session, g_free);
  g_clear_pointer (&self->run, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (dg_run_parent_class)->finalize (object);
}

static void
dg_run_class_init (DgRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dg_run_dispose;
  object_class->finalize = dg_run_finalize;

  /**
   * DgRun::changed:
   * @self: the run
   *
   * Records or refusals have been committed: dg_run_get_progress() has news.
   */
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_run_init (DgRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_run_free_request);
  g_queue_init (&self->batches);
}

/**
 * dg_run_new:
 * @library: where everything is kept
 * @model: who makes the records
 * @brief: what the records are made from
 * @options: what is wanted
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a run that has not been started; %NULL with an error from #DgJsonSchemaError
 * when the formats in @checklist cannot be used
 */
DgRun *
dg_run_new (DgLibrary *library, DgModel *model, const DgBrief *brief, const DgRunOptions *options, GError **error)
{
  g_return_val_if_fail (DG_IS_LIBRARY (library) && DG_IS_MODEL (model) && brief != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->session != NULL && options->max_requests >= 1, NULL);
  g_return_val_if_fail (options->n_records >= DG_MIN_RECORDS && options->n_records <= DG_MAX_RECORDS, NULL);

  g_autoptr (DgRun) self = g_object_new (DG_TYPE_RUN, NULL);

  self->format = dg_record_format_ref (brief->format);
  self->library = g_object_ref (library);
  self->model = g_object_ref (model);
  self->prompt = dg_generation_prompt_new (brief, options->n_records, options->seed);
  self->queue = dg_line_queue_new (options->n_records);
  self->guard = dg_duplicate_guard_new ();
  self->sizer = dg_request_sizer_new (dg_model_catalog_get_max_output_tokens (dg_model_get_id (model)));
  self->session = g_strdup (options->session);
  self->run = g_strdup (options->run);
  self->file_format = options->format;
  self->seed = options->seed;
  self->grace_ms = options->grace_ms;
  self->max_cost_usd = options->max_cost_usd;
  self->bytes_per_token = FIRST_BYTES_PER_TOKEN;
  self->pacer = dg_pacer_new (options->max_requests, options->seed);
  dg_model_get_price (model, &self->price);
  self->progress.requested = options->n_records;

  return g_steal_pointer (&self);
}

/**
 * dg_run_start_async:
 * @self: a run that has not been started
 * @cancellable: (nullable): stops the run; what was made is kept
 * @callback: called when the run has ended
 * @data: for @callback
 *
 * Makes the dataset and saves it.
 */
void
dg_run_start_async (DgRun *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_RUN (self) && self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (self->task, dg_run_start_async);
  /* the run's own error says more than that it was cancelled */
  g_task_set_check_cancellable (self->task, FALSE);
  self->started_us = g_get_monotonic_time ();

  dg_library_lease_session_async (self->library, self->session, cancellable, lease_session_cb, g_object_ref (self));
}

/**
 * dg_run_start_finish:
 * @self: a run
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the report, whose status is %DG_RUN_COMPLETE or %DG_RUN_PARTIAL; %NULL when the
 *   run stopped before a dataset was saved, with an error from #DgInferenceError, #DgStoreError, #DgGeneratorError or
 *   %G_IO_ERROR_CANCELLED. Accepted records stay in the library in any case
 */
DgRunReport *
dg_run_start_finish (DgRun *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dg_run_get_progress:
 * @self: a run
 * @progress: (out caller-allocates): how far it is
 */
void
dg_run_get_progress (DgRun *self, DgRunProgress *progress)
{
  g_return_if_fail (DG_IS_RUN (self) && progress != NULL);

  *progress = self->progress;
}

/**
 * dg_run_pause:
 * @self: a run under way
 *
 * Sends no more requests; those in flight end, and what they bring is kept.
 */
void
dg_run_pause (DgRun *self)
{
  g_return_if_fail (DG_IS_RUN (self));

  /* a timer that is set finds nothing to send; it may be the one that sees that the run was cancelled */
  self->paused = TRUE;
}

/**
 * dg_run_go_on:
 * @self: a paused run
 */
void
dg_run_go_on (DgRun *self)
{
  g_return_if_fail (DG_IS_RUN (self));

  if (!self->paused)
    return;
  self->paused = FALSE;
  if (self->under_way)
    dg_run_advance (self);
}

/**
 * dg_run_stop:
 * @self: a run under way
 *
 * Ends the run now and saves what it has as a dataset. Requests in flight are broken off.
 */
void
dg_run_stop (DgRun *self)
{
  g_return_if_fail (DG_IS_RUN (self));

  if (self->stopping || self->ending)
    return;
  self->stopping = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->under_way)
    dg_run_advance (self);
}

/**
 * dg_run_get_reason:
 * @self: a run that has ended
 *
 * Returns: (nullable): why there are fewer records than were asked for, for a person; %NULL when there are not
 */
const char *
dg_run_get_reason (DgRun *self)
{
  g_return_val_if_fail (DG_IS_RUN (self), NULL);

  return self->reason;
}
