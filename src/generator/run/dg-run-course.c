/* dg-run-course.c: the course of a run, from its beginning to its end
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

#include "dg-run-private.h"

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

/**
 * dg_run_clear_sources:
 * @self: a run
 *
 * Waits for nothing any more.
 */
void
dg_run_clear_sources (DgRun *self)
{
  clear_timer (self);
  clear_grace (self);
}

static void
finish (DgRun *self, DgRunReport *report, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  self->under_way = FALSE;
  dg_run_clear_sources (self);
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

  /* the model's end is no failure as long as there is something to show for it */
  if (report != NULL && (report->status == DG_RUN_COMPLETE || report->status == DG_RUN_PARTIAL))
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

/* People set whole cents, nearly always. */
static char *
dup_limit (double max_cost_usd)
{
  double cents = max_cost_usd * 100.0;

  return g_strdup_printf (fabs (cents - round (cents)) < 1e-6 ? "$%.2f" : "$%.4f", max_cost_usd);
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
    {
      g_autofree char *limit = dup_limit (self->max_cost_usd);

      /* Translators: the %s is an amount of money, such as “$0.25”. */
      self->reason = g_strdup_printf (_ ("The next request could have gone over the limit of %s."), limit);
    }
  else if (dg_line_queue_get_n_given_up (self->queue) > 0)
    self->reason = dg_run_describe_vain (self);

  /* without a record there is nothing to save, and that is an error */
  if (self->reason != NULL && self->error == NULL && self->progress.accepted == 0)
    self->error =
        g_error_new_literal (DG_GENERATOR_ERROR,
                             self->stopping || self->capped ? DG_GENERATOR_ERROR_STOPPED : DG_GENERATOR_ERROR_EXHAUSTED,
                             self->reason);
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

  return self->error != NULL || self->stopping || self->capped || dg_line_queue_get_n_open (self->queue) == 0;
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
  dg_run_emit_changed (self);
  dg_run_advance (self);
}

/* What an interrupted run has already: it is not made again, and nothing like it is let in. */
static void
adopt_records (DgRun *self, GPtrArray *records)
{
  guint n_seeded = 0;

  for (guint i = 0; i < records->len; i++)
    if (dg_record_get_origin (g_ptr_array_index (records, i)) == DG_ORIGIN_SAMPLE)
      n_seeded++;

  /* what the run began with is in the library, whatever the caller thinks of its samples by now */
  dg_run_plan_lines (self, n_seeded);
  dg_run_keep_out (self, records);
  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);

      if (dg_record_get_origin (record) == DG_ORIGIN_SAMPLE)
        continue;
      dg_line_queue_fill (self->queue, dg_record_get_plan_line (record));
      g_ptr_array_add (self->records, g_object_ref (record));
    }
  self->progress.accepted = self->records->len;
}

/* So that what is told of the run is all of it, and a limit of its cost too. */
static void
adopt_report (DgRun *self, const DgRunReport *report)
{
  self->progress.duplicates = report->duplicates;
  self->progress.invalid = report->invalid;
  self->progress.surplus = report->surplus;
  self->progress.usage = report->usage;
  self->progress.cost_usd = report->cost_usd;
  /* what has no price was another model's, and cannot be counted */
  self->spent_usd = report->known_cost_usd;
  self->presumed_usd = report->presumed_usd;
}

static void
load_report_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRunReport) report = dg_library_load_run_report_finish (self->library, result, &error);

  if (report == NULL)
    {
      finish (self, NULL, g_steal_pointer (&error));
      return;
    }

  adopt_report (self, report);
  start_requests (self);
}

static void
resume_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = dg_library_resume_run_finish (self->library, result, &error);

  if (records == NULL)
    {
      finish (self, NULL, g_steal_pointer (&error));
      return;
    }

  adopt_records (self, records);
  dg_library_load_run_report_async (self->library, self->run, NULL, load_report_cb, g_object_ref (self));
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
begin_run (DgRun *self)
{
  g_autofree char *outline = dg_outline_to_json (self->brief->outline);
  const DgRunStart start = {
    .session = self->session,
    .kind = self->kind,
    .requested = self->n_records,
    .format = self->file_format,
    .seed = self->seed,
    .outline = outline,
    .dataset = self->dataset,
    .seeded = self->seeded,
    .max_cost_usd = self->max_cost_usd,
    .check_model = self->check_model,
  };

  dg_run_keep_out (self, self->seeded);
  dg_library_begin_run_async (self->library, &start, g_task_get_cancellable (self->task), begin_run_cb,
                              g_object_ref (self));
}

static void
begin_or_go_on (DgRun *self)
{
  if (self->run != NULL)
    dg_library_resume_run_async (self->library, self->run, self->max_cost_usd, self->check_model, NULL, resume_cb,
                                 g_object_ref (self));
  else
    begin_run (self);
}

static void
lease_session_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;

  self->lease = dg_library_lease_session_finish (self->library, result, &error);
  if (self->lease == NULL)
    finish (self, NULL, g_steal_pointer (&error));
  else
    begin_or_go_on (self);
}

/**
 * dg_run_begin:
 * @self: a run whose task is there
 *
 * Takes the session, unless whoever started the run holds it, and sets out.
 */
void
dg_run_begin (DgRun *self)
{
  if (self->has_lease)
    begin_or_go_on (self);
  else
    dg_library_lease_session_async (self->library, self->session, g_task_get_cancellable (self->task), lease_session_cb,
                                    g_object_ref (self));
}
