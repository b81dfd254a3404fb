/* dg-run-requests.c: the requests of a run, as they go out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dg-run-private.h"

/* A reply of records is far smaller; more than this is a model gone astray. */
#define MAX_REPLY_BYTES (4 * 1024 * 1024)

/* The first requests ask for one record each, so that people soon see one. */
#define N_QUICK_REQUESTS 2
#define MIN_RECORDS 2

/**
 * dg_run_free_request:
 * @request: (transfer full): a request that is not in flight
 */
void
dg_run_free_request (DgRunRequest *request)
{
  g_array_unref (request->lines);
  dg_record_splitter_free (request->splitter);
  g_object_unref (request->run);
  g_free (request);
}

static void
delta_cb (DgDeltaKind kind, const char *text, gsize length, gpointer data)
{
  DgRunRequest *request = data;

  request->has_begun = TRUE;
  if (kind != DG_DELTA_TOOL_INPUT)
    return;

  request->has_deltas = TRUE;
  dg_run_take_text (request, text, length);
  dg_run_commit_next_batch (request->run);
}

static void
converse_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgRunRequest *request = data;
  g_autoptr (DgRun) self = g_object_ref (request->run);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModelReply) reply = dg_model_converse_finish (self->model, result, &error);

  if (reply != NULL)
    dg_run_take_reply (request, reply);
  else
    dg_run_take_failure (request, g_steal_pointer (&error));

  for (guint i = 0; i < request->lines->len; i++)
    dg_line_queue_give_back (self->queue, g_array_index (request->lines, guint, i));
  g_ptr_array_remove_fast (self->requests, request);
  dg_run_advance (self);
}

static gsize
measure_request (DgModelRequest *message)
{
  return strlen (dg_model_request_get_system (message)) + strlen (dg_model_request_get_message (message, 0, NULL)) +
         strlen (dg_model_request_get_tool_schema (message));
}

/* What a request costs if its reply is as long as it may be; 0 when prices are not known. */
static double
get_worst_cost (DgRun *self, gsize n_bytes, guint max_tokens)
{
  DgUsage usage = { .input_tokens = (gint64) ((double) n_bytes / self->bytes_per_token) + 1,
                    .output_tokens = max_tokens };
  double cost = dg_usage_get_cost (&usage, &self->price);

  return isnan (cost) ? 0.0 : cost;
}

static double
get_committed_cost (DgRun *self)
{
  double cost = self->spent_usd + self->presumed_usd;

  for (guint i = 0; i < self->requests->len; i++)
    cost += ((DgRunRequest *) g_ptr_array_index (self->requests, i))->worst_usd;

  return cost;
}

/* No more than brings every open line into flight at once: small requests near the end, none waits for a long one. But
 * not one by one either, since every request pays for the whole prompt. */
static guint
choose_n_records (DgRun *self)
{
  guint limit = dg_pacer_get_limit (self->pacer);
  guint n_open = dg_line_queue_get_n_open (self->queue);
  guint most = dg_request_sizer_get_n_records (self->sizer);

  if (self->n_sent < N_QUICK_REQUESTS)
    return 1;

  return MIN (MAX ((n_open + limit - 1) / limit, MIN_RECORDS), most);
}

static gboolean
send_request (DgRun *self, gint64 now_us)
{
  g_autoptr (GArray) lines = dg_line_queue_take (self->queue, choose_n_records (self));
  guint max_tokens = dg_request_sizer_get_max_tokens (self->sizer, lines->len);
  g_autoptr (DgModelRequest) message = dg_generation_prompt_make_request (self->prompt, lines, self->queue, max_tokens);
  gsize n_bytes = measure_request (message);
  double worst = get_worst_cost (self, n_bytes, max_tokens);
  DgRunRequest *request;

  if (self->max_cost_usd > 0.0 && get_committed_cost (self) + worst > self->max_cost_usd)
    {
      for (guint i = 0; i < lines->len; i++)
        dg_line_queue_give_back (self->queue, g_array_index (lines, guint, i));
      self->capped = TRUE;
      return FALSE;
    }

  request = g_new0 (DgRunRequest, 1);
  request->run = g_object_ref (self);
  request->lines = g_steal_pointer (&lines);
  request->splitter = dg_record_splitter_new (DG_RECORDS_MEMBER, MAX_REPLY_BYTES);
  request->sent_us = now_us;
  request->n_bytes = n_bytes;
  request->worst_usd = worst;
  g_ptr_array_add (self->requests, request);
  self->n_sent++;
  dg_pacer_start (self->pacer, now_us);
  dg_model_converse_async (self->model, message, delta_cb, request, self->cancellable, converse_cb, request);

  return TRUE;
}

static gboolean
wants_more (DgRun *self)
{
  return self->error == NULL && !self->paused && !self->stopping && dg_line_queue_get_n_open (self->queue) > 0;
}

/**
 * dg_run_send_requests:
 * @self: a run
 *
 * Sends requests as long as lines are open, the pacer lets them go and the money lasts.
 */
void
dg_run_send_requests (DgRun *self)
{
  gint64 now_us = g_get_monotonic_time ();

  self->capped = FALSE;
  while (wants_more (self) && dg_pacer_may_start (self->pacer, now_us) && send_request (self, now_us))
    continue;
  self->progress.in_flight = self->requests->len;
  self->progress.slowed = dg_pacer_is_slowed (self->pacer);
}

/**
 * dg_run_get_next_start:
 * @self: a run
 *
 * Returns: when the next request may go out, in monotonic microseconds; %G_MAXINT64 when that depends on something else
 *   than time
 */
gint64
dg_run_get_next_start (DgRun *self)
{
  if (!wants_more (self) || self->capped)
    return G_MAXINT64;

  return dg_pacer_get_next_start (self->pacer, g_get_monotonic_time ());
}
