/* dg-run-batches.c: what a run learned, on its way into the library
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * One batch is committed at a time, and what is learned meanwhile gathers in the next: the disk sets how many records
 * go into a transaction, and nothing waits that could be safe already.
 */

#include "config.h"

#include "dg-run-private.h"

static DgRunBatch *
new_batch (void)
{
  DgRunBatch *batch = g_new0 (DgRunBatch, 1);

  batch->records = g_ptr_array_new_with_free_func (g_object_unref);
  batch->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_refused_record_free);

  return batch;
}

/**
 * dg_run_free_batch:
 * @batch: (transfer full): a batch
 */
void
dg_run_free_batch (DgRunBatch *batch)
{
  g_ptr_array_unref (batch->records);
  g_ptr_array_unref (batch->refused);
  g_clear_pointer (&batch->call, dg_call_free);
  g_free (batch);
}

/**
 * dg_run_get_open_batch:
 * @self: a run
 *
 * Returns: (transfer none): the batch that can still take something; a batch holds one call at most
 */
DgRunBatch *
dg_run_get_open_batch (DgRun *self)
{
  DgRunBatch *last = g_queue_peek_tail (&self->batches);

  if (last == NULL || last->call != NULL || (self->committing && self->batches.length == 1))
    {
      last = new_batch ();
      g_queue_push_tail (&self->batches, last);
    }

  return last;
}

/**
 * dg_run_refuse_record:
 * @self: a run
 * @reason: why
 * @detail: the same for a person
 * @raw: what the model wrote
 * @line: the line it was for, 0 where that is not known
 *
 * Keeps a record that does not become data, with its reason.
 */
void
dg_run_refuse_record (DgRun *self, DgRefusal reason, const char *detail, const char *raw, guint line)
{
  g_ptr_array_add (dg_run_get_open_batch (self)->refused, dg_refused_record_new (reason, detail, raw, line));
}

static void
count_refused (DgRunProgress *progress, const DgRefusedRecord *refused)
{
  switch (refused->reason)
    {
    case DG_REFUSAL_DUPLICATE:
    case DG_REFUSAL_CONFLICT:
      progress->duplicates++;
      break;
    case DG_REFUSAL_SURPLUS:
      progress->surplus++;
      break;
    case DG_REFUSAL_INVALID:
    default:
      progress->invalid++;
      break;
    }
}

static void
count_batch (DgRun *self, DgRunBatch *batch)
{
  self->progress.accepted += batch->records->len;
  for (guint i = 0; i < batch->records->len; i++)
    g_ptr_array_add (self->records, g_object_ref (g_ptr_array_index (batch->records, i)));
  for (guint i = 0; i < batch->refused->len; i++)
    count_refused (&self->progress, g_ptr_array_index (batch->refused, i));
  if (batch->call != NULL)
    dg_usage_add (&self->progress.usage, &batch->call->usage);
}

static void
add_batch_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;
  DgRunBatch *batch = g_queue_pop_head (&self->batches);

  self->committing = FALSE;
  if (dg_library_add_batch_finish (self->library, result, &error))
    {
      count_batch (self, batch);
      dg_run_emit_changed (self);
    }
  else
    {
      /* what cannot be kept must not be paid for either */
      dg_run_fail (self, g_steal_pointer (&error));
      g_cancellable_cancel (self->cancellable);
    }
  dg_run_free_batch (batch);
  dg_run_advance (self);
}

/**
 * dg_run_commit_next_batch:
 * @self: a run
 *
 * Hands the oldest batch to the library unless one is under way.
 */
void
dg_run_commit_next_batch (DgRun *self)
{
  DgRunBatch *batch = g_queue_peek_head (&self->batches);

  if (self->committing || batch == NULL)
    return;

  self->committing = TRUE;
  /* no cancellable: what was made is kept, however the run ends */
  dg_library_add_batch_async (self->library, self->run, batch, NULL, add_batch_cb, g_object_ref (self));
}
