/* dg-tool-call.c: one call of a tool, asked of a model and checked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Two kinds of failure are asked about again. A service that is busy or out of reach is waited for; what else goes
 * wrong with it would go wrong again, and its error is passed on as it is. A reply that is no use is asked for once
 * more, with what was wrong about it, since a model at temperature 0 would answer the same request in the same words;
 * one that was cut gets more room. Whatever is asked is billed, so each try leaves a DgCall, however the whole ends.
 */

#include "config.h"

#include "dg-model-catalog.h"
#include "dg-template.h"
#include "dg-tool-call.h"
#include "dg-tool-reply.h"

/* A service that is busy is waited for so often, … */
#define MAX_WAITS 4

/* … first so long, then twice as long each time, … */
#define FIRST_WAIT_MS 500

/* … but never longer than this, … */
#define MAX_WAIT_MS 8000

/* … or than this, when the service itself said how long. */
#define MAX_ASKED_WAIT_MS 60000

/* A reply that is cut may grow to so many times what was first allowed. */
#define MAX_GROWTH 4

/* The data of a task. */
typedef struct
{
  DgModel *model;          /* (owned) */
  DgModelRequest *request; /* (owned): as it was asked for */
  DgModelRequest *asked;   /* (owned): as it is sent now */
  DgJsonSchema *schema;    /* (owned) */
  DgDeltaFunc on_delta;    /* (nullable) */
  gpointer delta_data;
  guint n_tries;
  guint streamed_try; /* the one whose deltas were passed on; 0 when none was yet */
  guint n_waits;
  gboolean asked_again; /* for a reply that was no use */
  gint64 sent_us;
  DgToolCallResult *result; /* (owned) (nullable): until it is fetched */
} ToolCall;

static void send_request (GTask *task);

static void
free_tool_call (gpointer data)
{
  ToolCall *call = data;

  g_clear_object (&call->model);
  g_clear_pointer (&call->request, dg_model_request_unref);
  g_clear_pointer (&call->asked, dg_model_request_unref);
  g_clear_pointer (&call->schema, dg_json_schema_unref);
  g_clear_pointer (&call->result, dg_tool_call_result_free);
  g_free (call);
}

/* --- accounts --- */

static DgCall *
add_entry (ToolCall *call)
{
  DgCall *entry = dg_call_new (dg_model_request_get_purpose (call->request), dg_model_get_id (call->model));

  entry->latency_ms = (g_get_monotonic_time () - call->sent_us) / G_TIME_SPAN_MILLISECOND;
  g_ptr_array_add (call->result->calls, entry);

  return entry;
}

static void
note_reply (ToolCall *call, const DgModelReply *reply, DgReplyFault fault)
{
  DgCall *entry = add_entry (call);
  DgPrice price;

  dg_model_get_price (call->model, &price);
  entry->request_id = g_strdup (reply->request_id);
  entry->stop_reason = g_strdup (reply->stop_reason);
  entry->error = g_strdup (dg_reply_fault_get_name (fault));
  entry->usage = reply->usage;
  entry->cost_usd = dg_usage_get_cost (&reply->usage, &price);
  entry->latency_ms = reply->latency_ms;
  entry->retries = reply->retries;
}

static void
note_failure (ToolCall *call, const GError *error)
{
  DgCall *entry = add_entry (call);

  entry->error = g_strdup (error->message);
  entry->request_id = g_strdup (dg_inference_error_get_request_id (error));
}

/* --- replies that are no use --- */

/* Twice the room, within bounds. Without a bound in the request there is none to move. */
static guint
grow_room (ToolCall *call)
{
  guint first = dg_model_request_get_max_tokens (call->request);
  guint now = dg_model_request_get_max_tokens (call->asked);
  guint most = dg_model_catalog_get_max_output_tokens (dg_model_get_id (call->model));

  return MAX (now, MIN (MIN (2 * now, MAX_GROWTH * first), most));
}

/* The request with another bound and, unless it is %NULL, with a last word to the message. */
static DgModelRequest *
make_again (ToolCall *call, guint max_tokens, const char *last_word)
{
  DgModelRequest *from = call->request;
  guint n_messages = dg_model_request_get_n_messages (from);
  DgModelRequest *again = dg_model_request_new (dg_model_request_get_purpose (from));

  dg_model_request_set_system (again, dg_model_request_get_system (from));
  for (guint i = 0; i < n_messages; i++)
    {
      DgRole role;
      const char *text = dg_model_request_get_message (from, i, &role);
      g_autofree char *longer = NULL;

      if (i + 1 == n_messages && last_word != NULL)
        longer = g_strconcat (text, "\n\n", last_word, NULL);
      dg_model_request_add_message (again, role, longer != NULL ? longer : text);
    }
  dg_model_request_set_tool (again, dg_model_request_get_tool_name (from), dg_model_request_get_tool_description (from),
                             dg_model_request_get_tool_schema (from));
  dg_model_request_set_max_tokens (again, max_tokens);
  dg_model_request_set_temperature (again, dg_model_request_get_temperature (from));
  dg_model_request_set_stream (again, dg_model_request_get_stream (from));

  return again;
}

/* Makes the request to ask once more after @fault. Returns whether there is one. */
static gboolean
ask_again (ToolCall *call, DgReplyFault fault, const char *problem)
{
  guint now = dg_model_request_get_max_tokens (call->asked);
  /* Nova ends a call that it cut as malformed as often as with max_tokens */
  guint room = fault == DG_REPLY_CUT || fault == DG_REPLY_MALFORMED ? grow_room (call) : now;
  g_autofree char *told = NULL;
  g_autofree char *last_word = NULL;

  if (fault == DG_REPLY_REFUSED || fault == DG_REPLY_TOO_LARGE)
    return FALSE;
  if (fault == DG_REPLY_CUT ? room == now : call->asked_again)
    return FALSE;

  if (fault != DG_REPLY_CUT)
    {
      told = problem != NULL ? g_strdup_printf ("%s (%s)", dg_reply_fault_get_name (fault), problem)
                             : g_strdup (dg_reply_fault_get_name (fault));
      last_word = dg_template_fill ("tool-call-again.txt", "problem", told, "tool",
                                    dg_model_request_get_tool_name (call->request), NULL);
      call->asked_again = TRUE;
    }
  dg_model_request_unref (call->asked);
  call->asked = make_again (call, room, last_word);

  return TRUE;
}

static void
take_reply (GTask *task, const DgModelReply *reply)
{
  ToolCall *call = g_task_get_task_data (task);
  g_autofree char *problem = NULL;
  const char *tool = dg_model_request_get_tool_name (call->request);
  DgReplyFault fault = dg_tool_reply_judge (reply, tool, call->schema, &call->result->input, &problem);

  note_reply (call, reply, fault);
  if (fault == DG_REPLY_FINE)
    g_task_return_boolean (task, TRUE);
  /* what the text is like where it is no JSON is said in the person's language, and the model does not see its text */
  else if (ask_again (call, fault, fault == DG_REPLY_NOT_OF_SCHEMA ? problem : NULL))
    send_request (task);
  else
    g_task_return_error (task, dg_reply_fault_make_error (fault, dg_model_get_id (call->model), problem, reply->text,
                                                          reply->request_id));
}

/* --- failures --- */

/* Whether it may be better in a while. */
static gboolean
may_pass (const GError *error)
{
  return g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED) ||
         g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNAVAILABLE) ||
         g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK) ||
         g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_TIMEOUT);
}

/* Whether it says that the model's call came out as nothing that can be read. */
static gboolean
is_malformed (const GError *error)
{
  return g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_MODEL) ||
         g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_TRUNCATED);
}

static guint
get_wait_ms (ToolCall *call, const GError *error)
{
  gint64 asked_ms = dg_inference_error_get_retry_after_ms (error);
  int most_ms = MIN (FIRST_WAIT_MS << call->n_waits, MAX_WAIT_MS);

  if (asked_ms >= 0)
    return (guint) MIN (asked_ms, MAX_ASKED_WAIT_MS);

  /* so that not all who were sent away come back at once */
  return (guint) g_random_int_range (most_ms / 2, most_ms + 1);
}

static gboolean
waited_cb (gpointer data)
{
  GTask *task = data;

  if (!g_task_return_error_if_cancelled (task))
    send_request (task);

  return G_SOURCE_REMOVE;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* The wait ends when its time is over, or at once when the task is cancelled. */
static void
wait_and_send (GTask *task, guint wait_ms)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSource) source = g_timeout_source_new (wait_ms);

  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_callback (cancelled, G_SOURCE_FUNC (wake_cb), NULL, NULL);
      g_source_add_child_source (source, cancelled);
    }
  g_source_set_callback (source, waited_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
take_failure (GTask *task, GError *error)
{
  ToolCall *call = g_task_get_task_data (task);

  note_failure (call, error);
  if (may_pass (error) && call->n_waits < MAX_WAITS)
    {
      guint wait_ms = get_wait_ms (call, error);

      call->n_waits++;
      g_error_free (error);
      wait_and_send (task, wait_ms);
    }
  else if (is_malformed (error) && ask_again (call, DG_REPLY_MALFORMED, NULL))
    {
      g_error_free (error);
      send_request (task);
    }
  else
    g_task_return_error (task, error);
}

/* --- asking --- */

/* Of two tries whose pieces mix nobody can make sense: only the first that has any is heard. */
static void
pass_delta (DgDeltaKind kind, const char *text, gsize length, gpointer data)
{
  ToolCall *call = data;

  if (call->streamed_try == 0)
    call->streamed_try = call->n_tries;
  if (call->streamed_try == call->n_tries)
    call->on_delta (kind, text, length, call->delta_data);
}

static void
conversed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (DgModelReply) reply = dg_model_converse_finish (DG_MODEL (source), result, &error);

  if (reply != NULL)
    take_reply (task, reply);
  else
    take_failure (task, error);
}

static void
send_request (GTask *task)
{
  ToolCall *call = g_task_get_task_data (task);

  call->n_tries++;
  call->sent_us = g_get_monotonic_time ();
  dg_model_converse_async (call->model, call->asked, call->on_delta != NULL ? pass_delta : NULL, call,
                           g_task_get_cancellable (task), conversed_cb, g_object_ref (task));
}

static DgJsonSchema *
compile_schema (DgModelRequest *request, GError **error)
{
  g_autoptr (DgJsonDocument) document =
      dg_json_document_new (dg_model_request_get_tool_schema (request), -1, NULL, error);

  return document != NULL ? dg_json_schema_new (dg_json_document_get_root (document), error) : NULL;
}

static ToolCall *
new_tool_call (DgModel *model, DgModelRequest *request, DgDeltaFunc on_delta, gpointer delta_data)
{
  ToolCall *call = g_new0 (ToolCall, 1);

  call->model = g_object_ref (model);
  call->request = dg_model_request_ref (request);
  call->asked = dg_model_request_ref (request);
  call->on_delta = on_delta;
  call->delta_data = delta_data;
  call->result = g_new0 (DgToolCallResult, 1);
  call->result->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_call_free);

  return call;
}

/**
 * dg_tool_call_async:
 * @model: a model
 * @request: what it is asked; has a tool, which the model has to call
 * @on_delta: (nullable) (scope call): called as the reply streams; when the model has to be asked again after a piece
 *   came, the later reply is not streamed
 * @delta_data: for @on_delta
 * @cancellable: (nullable): ends it at once, while it waits too
 * @callback: called when it is done
 * @data: for @callback
 *
 * Asks a model for one call of a tool and checks it with the tool's schema. Waits up to four times for a service that
 * is busy or out of reach; asks once more for a reply that is no use, and gives one that was cut more room, up to four
 * times the tokens.
 */
void
dg_tool_call_async (DgModel *model,
                    DgModelRequest *request,
                    DgDeltaFunc on_delta,
                    gpointer delta_data,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  g_return_if_fail (DG_IS_MODEL (model));
  g_return_if_fail (request != NULL && dg_model_request_get_tool_name (request) != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  ToolCall *call = new_tool_call (model, request, on_delta, delta_data);
  GError *error = NULL;

  g_task_set_source_tag (task, dg_tool_call_async);
  g_task_set_task_data (task, call, free_tool_call);
  call->schema = compile_schema (request, &error);
  if (call->schema == NULL)
    g_task_return_error (task, error);
  else
    send_request (task);
}

/**
 * dg_tool_call_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * There is always a result, for what was asked costs money even when nothing came of it: when @error is set, its
 * `input` is %NULL and its `calls` are what is to be put on the accounts.
 *
 * Errors are %DG_GENERATOR_ERROR_REPLY, whose message says what was wrong with the reply and what to do; those of
 * #DgInferenceError, as they came; those of #DgJsonSchemaError, when the tool's schema cannot be used; and
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the call and what it took
 */
DgToolCallResult *
dg_tool_call_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_tool_call_async), NULL);

  ToolCall *call = g_task_get_task_data (G_TASK (result));
  DgToolCallResult *taken = g_steal_pointer (&call->result);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    g_clear_pointer (&taken->input, dg_json_document_unref);

  return taken;
}

/**
 * dg_tool_call_result_free:
 * @self: (transfer full): a result
 */
void
dg_tool_call_result_free (DgToolCallResult *self)
{
  g_clear_pointer (&self->input, dg_json_document_unref);
  g_ptr_array_unref (self->calls);
  g_free (self);
}
