/* dg-run.c: the run that makes a dataset: what it is made of, and what others ask of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
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

static void
dg_run_dispose (GObject *object)
{
  DgRun *self = DG_RUN (object);

  dg_run_clear_sources (self);
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

  g_clear_pointer (&self->brief, dg_brief_free);
  g_clear_pointer (&self->prompt, dg_generation_prompt_free);
  g_clear_pointer (&self->queue, dg_line_queue_free);
  g_clear_pointer (&self->guard, dg_duplicate_guard_free);
  g_clear_pointer (&self->sizer, dg_request_sizer_free);
  g_clear_pointer (&self->pacer, dg_pacer_free);
  g_clear_pointer (&self->barren_reason, g_free);
  g_clear_pointer (&self->vain_reasons, g_hash_table_unref);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->seeded, g_ptr_array_unref);
  g_free (self->check_model);
  g_clear_pointer (&self->session, g_free);
  g_clear_pointer (&self->dataset, g_free);
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
   * The run has begun, or records or refusals have been committed: dg_run_get_progress() has news.
   */
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_run_init (DgRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_run_free_request);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->vain_reasons = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_queue_init (&self->batches);
}

static gboolean
is_number_allowed (const DgRunOptions *options)
{
  guint n_seeded = options->seeded != NULL ? options->seeded->len : 0;

  if (options->kind == DG_RUN_SAMPLES)
    return options->n_records >= 1 && options->n_records <= DG_N_SAMPLES && n_seeded == 0 && options->dataset == NULL;
  if (options->dataset != NULL)
    return options->n_records >= 1 && options->n_records <= DG_MAX_RECORDS && n_seeded == 0;

  return options->n_records >= DG_MIN_RECORDS && options->n_records <= DG_MAX_RECORDS && n_seeded < options->n_records;
}

static gboolean
check_price (DgRun *self, GError **error)
{
  if (self->max_cost_usd <= 0.0 || !isnan (self->price.output))
    return TRUE;

  g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_PRICE,
               _ ("The price of “%s” is not known, so that a limit of what may be spent cannot be kept to. Leave the "
                  "limit out, or choose another model."),
               dg_model_get_id (self->model));

  return FALSE;
}

static void
adopt_options (DgRun *self, const DgRunOptions *options)
{
  self->session = g_strdup (options->session);
  self->has_lease = options->lease != NULL;
  self->kind = options->kind;
  self->run = g_strdup (options->run);
  self->dataset = g_strdup (options->dataset);
  self->seeded = options->seeded != NULL ? g_ptr_array_ref (options->seeded) : NULL;
  self->n_records = options->n_records;
  self->file_format = options->format;
  self->seed = options->seed;
  self->grace_ms = options->grace_ms;
  self->patient = options->patient;
  self->max_cost_usd = options->max_cost_usd;
  self->check_model = g_strdup (options->check_model);
  self->pacer = dg_pacer_new (options->max_requests, options->seed);
}

/**
 * dg_run_plan_lines:
 * @self: a run that has sent nothing yet
 * @n_seeded: how many of its records it need not make
 *
 * Deals the plan onto the records that the run is to make.
 */
void
dg_run_plan_lines (DgRun *self, guint n_seeded)
{
  guint n_lines = self->n_records > n_seeded ? self->n_records - n_seeded : 0;

  if (self->prompt != NULL && self->progress.requested == n_lines)
    return;

  g_clear_pointer (&self->prompt, dg_generation_prompt_free);
  g_clear_pointer (&self->queue, dg_line_queue_free);
  self->prompt = dg_generation_prompt_new (self->brief, n_lines, self->seed);
  self->queue = dg_line_queue_new (n_lines);
  self->progress.requested = n_lines;
}

/**
 * dg_run_keep_out:
 * @self: a run
 * @records: (nullable) (element-type DgRecord): records
 *
 * Lets nothing in that is like one of @records.
 */
void
dg_run_keep_out (DgRun *self, GPtrArray *records)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);
      g_autofree char *detail = NULL;
      DgRefusal reason;

      dg_duplicate_guard_admit (self->guard, dg_record_get_input (record), dg_record_get_answer (record), &reason,
                                &detail);
    }
}

/**
 * dg_run_new:
 * @library: where everything is kept
 * @model: who makes the records
 * @brief: what the records are made from, copied
 * @options: what is wanted
 * @error: return location for an error of #DgGeneratorError: %DG_GENERATOR_ERROR_PRICE when there is a limit of the
 * cost that cannot be kept to
 *
 * Returns: (transfer full) (nullable): a run that has not been started
 */
DgRun *
dg_run_new (DgLibrary *library, DgModel *model, const DgBrief *brief, const DgRunOptions *options, GError **error)
{
  g_return_val_if_fail (DG_IS_LIBRARY (library) && DG_IS_MODEL (model) && brief != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->session != NULL && options->max_requests >= 1, NULL);
  g_return_val_if_fail (is_number_allowed (options), NULL);

  g_autoptr (DgRun) self = g_object_new (DG_TYPE_RUN, NULL);

  self->library = g_object_ref (library);
  self->model = g_object_ref (model);
  self->brief = dg_brief_copy (brief);
  self->guard = dg_duplicate_guard_new ();
  self->sizer = dg_request_sizer_new (dg_model_catalog_get_max_output_tokens (dg_model_get_id (model)));
  self->bytes_per_token = FIRST_BYTES_PER_TOKEN;
  dg_model_get_price (model, &self->price);
  adopt_options (self, options);
  dg_run_keep_out (self, options->known);
  dg_run_plan_lines (self, options->seeded != NULL ? options->seeded->len : 0);

  return check_price (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * dg_run_start_async:
 * @self: a run that has not been started
 * @cancellable: (nullable): stops the run; what was made is kept
 * @callback: called when the run has ended
 * @data: for @callback
 *
 * Makes what is wanted and saves it.
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

  dg_run_begin (self);
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
 * dg_run_is_paused:
 * @self: a run
 *
 * Returns: whether it sends no requests because of dg_run_pause()
 */
gboolean
dg_run_is_paused (DgRun *self)
{
  g_return_val_if_fail (DG_IS_RUN (self), FALSE);

  return self->paused;
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
 * dg_run_get_id:
 * @self: a run
 *
 * Returns: (nullable): its id in the library, from its first #DgRun::changed on
 */
const char *
dg_run_get_id (DgRun *self)
{
  g_return_val_if_fail (DG_IS_RUN (self), NULL);

  return self->run;
}

/**
 * dg_run_get_n_records:
 * @self: a run
 *
 * Returns: how many records it is to lead to, seeded ones among them
 */
guint
dg_run_get_n_records (DgRun *self)
{
  g_return_val_if_fail (DG_IS_RUN (self), 0);

  return self->n_records;
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

/**
 * dg_run_get_records:
 * @self: a run
 *
 * Returns: (transfer none) (element-type DgRecord): the records that the run has accepted, in the order in which it
 *   did; what it was seeded with is not among them. Those of a run that was gone on with come first, in the order of
 * the plan
 */
GPtrArray *
dg_run_get_records (DgRun *self)
{
  g_return_val_if_fail (DG_IS_RUN (self), NULL);

  return self->records;
}

/**
 * dg_run_dup_line:
 * @self: a run
 * @record: one of its records
 *
 * Returns: (transfer full) (nullable): the line of the plan that @record was made for, as the model saw it; %NULL when
 *   it was made for none
 */
char *
dg_run_dup_line (DgRun *self, DgRecord *record)
{
  g_return_val_if_fail (DG_IS_RUN (self) && DG_IS_RECORD (record), NULL);

  guint line = dg_record_get_plan_line (record);

  if (line == 0 || line > self->progress.requested)
    return NULL;

  /* how often a line was sent is forgotten when a run is gone on with */
  return dg_generation_prompt_dup_line (self->prompt, line, MAX (dg_line_queue_get_attempt (self->queue, line), 1));
}
