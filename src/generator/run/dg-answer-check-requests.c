/* dg-answer-check-requests.c: the requests of an answer check, and their replies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-answer-check-private.h"
#include "dg-call-failure.h"
#include "dg-model-catalog.h"

/* A record is asked about so often before it is skipped. */
#define MAX_FAILURES 2

/* Before anything was ever answered, so many failures in a row say that nothing will be. */
#define MAX_FAILURES_AT_START 5

/* Of inputs, in one request: more than this leaves no model much room to answer in. */
#define MAX_INPUT_BYTES (200 * 1024)

/* No reply that is asked for here comes near. */
static const DgJsonLimits reply_limits = { 4 * 1024 * 1024, 100000, 32 };

/* --- what is asked --- */

/**
 * dg_answer_check_free_request:
 * @request: (transfer full): a request that is not in flight
 */
void
dg_answer_check_free_request (DgCheckRequest *request)
{
  g_clear_pointer (&request->message, dg_model_request_unref);
  g_ptr_array_unref (request->items);
  g_object_unref (request->check);
  g_free (request);
}

/* Takes @items. */
static void
add_request (DgAnswerCheck *self, GPtrArray *items, gboolean compares)
{
  DgCheckRequest *request = g_new0 (DgCheckRequest, 1);

  request->check = g_object_ref (self);
  request->items = items;
  request->compares = compares;
  if (!compares)
    self->n_solving++;
  g_queue_push_tail (&self->waiting, request);
}

static gsize
measure_item (DgCheckItem *item)
{
  return strlen (dg_record_get_input (item->record)) + strlen (dg_record_get_answer (item->record));
}

/* As few requests as there can be, of at most @most items each. */
static void
ask_about (DgAnswerCheck *self, GPtrArray *items, guint most, gboolean compares)
{
  g_autoptr (GPtrArray) group = g_ptr_array_new ();
  gsize n_bytes = 0;

  for (guint i = 0; i < items->len; i++)
    {
      DgCheckItem *item = g_ptr_array_index (items, i);
      gsize length = measure_item (item);

      if (group->len > 0 && (group->len >= most || n_bytes + length > MAX_INPUT_BYTES))
        {
          add_request (self, g_steal_pointer (&group), compares);
          group = g_ptr_array_new ();
          n_bytes = 0;
        }
      g_ptr_array_add (group, item);
      n_bytes += length;
    }
  if (group->len > 0)
    add_request (self, g_steal_pointer (&group), compares);
}

/**
 * dg_answer_check_ask_all:
 * @self: a check that knows its records
 *
 * Lines up the requests that solve all inputs.
 */
void
dg_answer_check_ask_all (DgAnswerCheck *self)
{
  ask_about (self, self->items, DG_BLIND_SOLVE_MOST, FALSE);
}

/* Full requests, or what there is when nothing more will come. */
static void
ask_for_comparisons (DgAnswerCheck *self)
{
  if (self->to_compare->len == 0 || (self->to_compare->len < DG_BLIND_SOLVE_MOST && self->n_solving > 0))
    return;

  ask_about (self, self->to_compare, DG_BLIND_SOLVE_MOST, TRUE);
  g_ptr_array_set_size (self->to_compare, 0);
}

static GPtrArray *
list_records (DgCheckRequest *request)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < request->items->len; i++)
    g_ptr_array_add (records, g_object_ref (((DgCheckItem *) g_ptr_array_index (request->items, i))->record));

  return records;
}

static GPtrArray *
list_verdicts (DgCheckRequest *request)
{
  GPtrArray *verdicts = g_ptr_array_new ();

  for (guint i = 0; i < request->items->len; i++)
    g_ptr_array_add (verdicts, ((DgCheckItem *) g_ptr_array_index (request->items, i))->verdict);

  return verdicts;
}

static DgModelRequest *
make_message (DgCheckRequest *request)
{
  DgAnswerCheck *self = request->check;
  g_autoptr (GPtrArray) records = list_records (request);
  g_autoptr (GPtrArray) verdicts = list_verdicts (request);
  DgModelRequest *message = request->compares
                                ? dg_answer_comparison_make_request (self->brief, records, verdicts, self->seed)
                                : dg_blind_solve_make_request (self->brief, records, 0, records->len);
  guint most = dg_model_catalog_get_max_output_tokens (dg_model_get_id (self->model));

  dg_model_request_set_max_tokens (message, MIN (dg_model_request_get_max_tokens (message), most));

  return message;
}

/* --- replies --- */

static void
skip (DgAnswerCheck *self, DgCheckItem *item, const char *why)
{
  item->skipped = TRUE;
  if (self->reason == NULL)
    self->reason = g_strdup (why);
  dg_answer_check_settle (self, item);
}

static gboolean
is_open (DgCheckRequest *request, DgCheckItem *item)
{
  return request->compares ? item->verdict->other != NULL : item->verdict == NULL;
}

/* What a request brought nothing about is asked about once more, in smaller requests. */
static void
ask_again (DgCheckRequest *request, const char *why)
{
  DgAnswerCheck *self = request->check;
  g_autoptr (GPtrArray) again = g_ptr_array_new ();

  for (guint i = 0; i < request->items->len; i++)
    {
      DgCheckItem *item = g_ptr_array_index (request->items, i);

      if (!is_open (request, item))
        continue;
      if (++item->n_failures >= MAX_FAILURES)
        skip (self, item, why);
      else
        g_ptr_array_add (again, item);
    }
  ask_about (self, again, MAX (request->items->len / 2, 1), request->compares);
}

/* A verdict is final unless only a reader can give it. */
static void
take_verdict (DgAnswerCheck *self, DgCheckItem *item)
{
  if (item->verdict == NULL)
    return;
  if (item->verdict->other == NULL)
    {
      dg_answer_check_settle (self, item);
      return;
    }

  /* the comparison gets its own two chances */
  item->n_failures = 0;
  g_ptr_array_add (self->to_compare, item);
}

static gboolean
read_solutions (DgCheckRequest *request, GPtrArray *records, DgJsonValue root, GError **error)
{
  DgAnswerCheck *self = request->check;
  g_autoptr (GPtrArray) verdicts = dg_blind_solve_read (self->brief, records, 0, records->len, root, error);

  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    {
      DgCheckItem *item = g_ptr_array_index (request->items, i);

      item->verdict = g_steal_pointer (&g_ptr_array_index (verdicts, i));
      take_verdict (self, item);
    }

  return verdicts != NULL;
}

static gboolean
read_comparisons (DgCheckRequest *request, GPtrArray *records, DgJsonValue root, GError **error)
{
  DgAnswerCheck *self = request->check;
  g_autoptr (GPtrArray) verdicts = list_verdicts (request);

  if (!dg_answer_comparison_read (records, verdicts, self->seed, root, error))
    return FALSE;

  for (guint i = 0; i < request->items->len; i++)
    {
      DgCheckItem *item = g_ptr_array_index (request->items, i);

      if (!is_open (request, item))
        dg_answer_check_settle (self, item);
    }

  return TRUE;
}

static gboolean
read_reply (DgCheckRequest *request, const DgModelReply *reply, GError **error)
{
  g_autoptr (GPtrArray) records = list_records (request);
  g_autoptr (DgJsonDocument) document = NULL;
  g_autoptr (GError) json_error = NULL;

  if (reply->tool_input != NULL)
    document = dg_json_document_new (reply->tool_input, -1, &reply_limits, &json_error);
  if (document == NULL)
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY,
                   /* Translators: the %s is a word of the service, such as `max_tokens` */
                   _ ("The model's reply was no use (%s). Try again, or check with another model."),
                   reply->stop_reason);
      return FALSE;
    }

  return request->compares ? read_comparisons (request, records, dg_json_document_get_root (document), error)
                           : read_solutions (request, records, dg_json_document_get_root (document), error);
}

static void
count_call (DgAnswerCheck *self, DgCall *call)
{
  dg_usage_add (&self->progress.usage, &call->usage);
  self->progress.cost_usd += call->cost_usd;
  g_ptr_array_add (self->calls, call);
}

static DgCall *
describe_reply (DgCheckRequest *request, const DgModelReply *reply)
{
  DgAnswerCheck *self = request->check;
  DgCall *call = dg_call_new (dg_model_request_get_purpose (request->message), dg_model_get_id (self->model));

  call->request_id = g_strdup (reply->request_id);
  call->stop_reason = g_strdup (reply->stop_reason);
  call->usage = reply->usage;
  call->cost_usd = dg_usage_get_cost (&reply->usage, &self->price);
  call->latency_ms = reply->latency_ms;
  call->retries = reply->retries;

  return call;
}

static void
take_reply (DgCheckRequest *request, const DgModelReply *reply)
{
  DgAnswerCheck *self = request->check;
  g_autoptr (GError) error = NULL;

  dg_pacer_end_good (self->pacer, request->sent_us);
  self->has_worked = TRUE;
  self->n_failures = 0;
  count_call (self, describe_reply (request, reply));
  if (read_reply (request, reply, &error))
    ask_again (request, _ ("The model left out some of what it was asked about. Check once more, or with another "
                           "model."));
  else
    ask_again (request, error->message);
}

/* --- failures --- */

static gboolean
has_failed_for_good (DgAnswerCheck *self, const GError *error)
{
  if (g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED))
    return dg_pacer_is_spent (self->pacer);

  /* a request that is refused after others were not has something in it that the others have not */
  if (self->has_worked && g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_INVALID_REQUEST))
    return dg_pacer_is_spent (self->pacer);

  return dg_call_failure_is_lasting (error, self->has_worked) ||
         (!self->has_worked && self->n_failures >= MAX_FAILURES_AT_START) || dg_pacer_is_spent (self->pacer);
}

/* Throttled requests have cost nothing but time, and say nothing about the records. */
static void
put_back (DgCheckRequest *request)
{
  g_autoptr (GPtrArray) items = g_ptr_array_ref (request->items);

  ask_about (request->check, items, items->len, request->compares);
}

static void
take_failure (DgCheckRequest *request, const GError *error)
{
  DgAnswerCheck *self = request->check;
  gboolean throttled = g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED);
  DgCall *call = dg_call_new (dg_model_request_get_purpose (request->message), dg_model_get_id (self->model));

  dg_call_failure_pace (error, self->pacer, request->sent_us);
  call->error = g_strdup (error->message);
  call->request_id = g_strdup (dg_inference_error_get_request_id (error));
  count_call (self, call);
  if (!throttled)
    self->n_failures++;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || has_failed_for_good (self, error))
    dg_answer_check_fail (self, g_error_copy (error));
  else if (throttled)
    put_back (request);
  else
    ask_again (request, error->message);
}

/* --- sending --- */

static void
converse_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgCheckRequest *request = data;
  g_autoptr (DgAnswerCheck) self = g_object_ref (request->check);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModelReply) reply = dg_model_converse_finish (self->model, result, &error);

  self->n_in_flight--;
  if (reply != NULL)
    take_reply (request, reply);
  else
    take_failure (request, error);
  if (!request->compares)
    self->n_solving--;
  dg_answer_check_free_request (request);
  dg_answer_check_advance (self);
}

static void
send_request (DgAnswerCheck *self, gint64 now_us)
{
  DgCheckRequest *request = g_queue_pop_head (&self->waiting);

  request->message = make_message (request);
  request->sent_us = now_us;
  self->n_in_flight++;
  dg_pacer_start (self->pacer, now_us);
  dg_model_converse_async (self->model, request->message, NULL, NULL, self->cancellable, converse_cb, request);
}

/**
 * dg_answer_check_send_requests:
 * @self: a check
 *
 * Sends requests as long as there are any and the pacer lets them go.
 */
void
dg_answer_check_send_requests (DgAnswerCheck *self)
{
  gint64 now_us = g_get_monotonic_time ();

  ask_for_comparisons (self);
  while (self->error == NULL && !g_queue_is_empty (&self->waiting) && dg_pacer_may_start (self->pacer, now_us))
    send_request (self, now_us);
}
