/* dg-bedrock-call.c: one call of a model on Amazon Bedrock
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-bedrock-model-private.h"
#include "dg-converse.h"
#include "dg-http.h"
#include "dg-response.h"

#define EVENT_STREAM_TYPE "application/vnd.amazon.eventstream"

/* More of an error's body than this is not what the service says, and the status says enough. */
#define ERROR_LENGTH_MAX (64 * 1024)

/* Of a header that is shown in an error message. */
#define HEADER_TEXT_LENGTH_MAX 200

/* Amazon takes a signature for some five minutes; its SDKs blame the clock from four on. */
#define SKEW_SECONDS (4 * 60)

/* That a kept connection was closed shows at once; later, the model may have been at work. */
#define STALE_MS 3000

/* One call of converse_async(). */
typedef struct
{
  DgBedrockModel *model;     /* (unowned) the task holds it */
  DgModelRequest *request;   /* (owned) */
  GBytes *payload;           /* (owned) (nullable) the request as JSON */
  DgDeltaFunc on_delta;      /* (nullable) */
  gpointer delta_data;       /* (unowned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  gint64 started;            /* by the stopwatch */
  guint n_retries;           /* how often it was sent again */
  gboolean mended_clock;     /* once because of the clock */
  gboolean avoid_kept;       /* once because a kept connection was closed */
  GError *refusal;           /* (owned) (nullable) once the credentials were refused */
  gboolean tried_others;     /* since then */

  /* Of one attempt: */
  DgCredentials *credentials;    /* (owned) (nullable) */
  SoupMessage *message;          /* (owned) (nullable) */
  DgConverseReader *reader;      /* (owned) (nullable) */
  DgEventStreamDecoder *decoder; /* (owned) (nullable) */
  GByteArray *body;              /* (owned) (nullable) what is not an event stream */
  gint64 offset;                 /* by which its time was corrected, in seconds */
  gint64 attempted;              /* by the stopwatch */
  gint64 sent;                   /* by this computer's clock */
  gboolean has_skew;             /* the response showed that the clock was wrong when it was signed */
  gsize n_bytes;                 /* of the response */
} Call;

static void get_credentials (GTask *task);

static void
call_free (gpointer data)
{
  Call *call = data;

  dg_model_request_unref (call->request);
  g_clear_pointer (&call->payload, g_bytes_unref);
  g_clear_error (&call->refusal);
  g_clear_pointer (&call->credentials, dg_credentials_unref);
  g_clear_object (&call->message);
  g_clear_pointer (&call->reader, dg_converse_reader_free);
  g_clear_pointer (&call->decoder, dg_event_stream_decoder_free);
  g_clear_pointer (&call->body, g_byte_array_unref);
  g_clear_object (&call->cancellable);
  g_free (call);
}

/* --- the response --- */

static gint64
get_time (Call *call)
{
  return call->model->clock (call->model->clock_data);
}

static gint64
get_elapsed_ms (Call *call)
{
  return (call->model->stopwatch (call->model->stopwatch_data) - call->started) / 1000;
}

static DgConverseContext
get_context (Call *call)
{
  return (DgConverseContext){
    .model_id = call->model->target.model_id,
    .request_id = dg_response_get_request_id (soup_message_get_response_headers (call->message)),
    .credentials = call->credentials,
  };
}

static gboolean
is_error (Call *call)
{
  return soup_message_get_status (call->message) != SOUP_STATUS_OK;
}

static GError *
new_response_error (Call *call, const guint8 *body, gsize length)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  DgConverseContext context = get_context (call);

  return dg_converse_error_new_from_response (soup_message_get_status (call->message),
                                              soup_message_headers_get_one (headers, "x-amzn-ErrorType"),
                                              (const char *) body, length, &context);
}

/* A header can hold anything, as long as it wants. */
static char *
dup_header_text (const char *value)
{
  return g_utf8_make_valid (value, MIN (strlen (value), HEADER_TEXT_LENGTH_MAX));
}

/* A signed request is for one address: wherever this leads, the key must not follow. */
static void
set_redirect_error (SoupMessage *message, GError **error)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autoptr (GUri) uri = NULL;
  g_autofree char *address = NULL;
  g_autofree char *target = NULL;

  if (location != NULL)
    uri = g_uri_parse_relative (soup_message_get_uri (message), location, G_URI_FLAGS_ENCODED, NULL);
  if (uri != NULL)
    address = g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
  target = dup_header_text (address != NULL ? address : "?");

  /* Translators: both %s are addresses. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL,
               _ ("%s wants to send the request on to %s, which is not done with a key. Check the endpoint."),
               g_uri_get_host (soup_message_get_uri (message)), target);
}

static gboolean
check_content_type (SoupMessage *message, const char *wanted, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autofree char *text = NULL;

  if (type != NULL && g_ascii_strcasecmp (type, wanted) == 0)
    return TRUE;

  text = dup_header_text (type != NULL ? type : _ ("nothing"));
  /* Translators: the first %s is an address, the others are media types such as text/html. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL,
               _ ("%s answered with %s instead of %s, so it is not Amazon Bedrock. Check the endpoint."),
               g_uri_get_host (soup_message_get_uri (message)), text, wanted);
  return FALSE;
}

/* Replies that stream are left out, as Amazon's SDKs do; their errors are not. */
static void
compare_clocks (Call *call)
{
  DgBedrockModel *model = call->model;
  gint64 offset;

  if (!is_error (call) && call->decoder != NULL)
    return;
  if (!dg_response_get_clock_offset (soup_message_get_response_headers (call->message), call->sent, get_time (call),
                                     &offset))
    return;

  call->has_skew = ABS (offset - call->offset) >= SKEW_SECONDS;
  if (call->has_skew)
    g_debug ("the service's clock is %" G_GINT64_FORMAT " s ahead", offset);
  model->clock_offset = offset;
}

static gboolean
response_cb (SoupMessage *message, gpointer data, GError **error)
{
  Call *call = data;

  compare_clocks (call);
  if (SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)))
    {
      set_redirect_error (message, error);
      return FALSE;
    }
  if (!is_error (call))
    return check_content_type (message, call->decoder != NULL ? EVENT_STREAM_TYPE : DG_BEDROCK_JSON_TYPE, error);

  if (call->body == NULL)
    call->body = g_byte_array_new ();
  return TRUE;
}

static gboolean
take_events (Call *call, GError **error)
{
  DgConverseContext context = get_context (call);
  g_autoptr (GError) local_error = NULL;

  while (TRUE)
    {
      g_autoptr (DgEventStreamMessage) event = NULL;

      if (!dg_event_stream_decoder_next (call->decoder, &event, &local_error))
        break;
      if (!dg_converse_reader_take_event (call->reader, event, &context, error))
        return FALSE;
    }

  if (local_error == NULL)
    return TRUE;
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL, _ ("%s. Try again."), local_error->message);
  return FALSE;
}

static gboolean
chunk_cb (GBytes *chunk, gpointer data, GError **error)
{
  Call *call = data;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (chunk, &length);

  call->n_bytes += length;
  if (call->body == NULL)
    {
      dg_event_stream_decoder_push (call->decoder, bytes, length);
      return take_events (call, error);
    }

  g_byte_array_append (call->body, bytes, length);
  if (!is_error (call) || call->body->len <= ERROR_LENGTH_MAX)
    return TRUE;
  g_propagate_error (error, new_response_error (call, NULL, 0));
  return FALSE;
}

/* Whoever is told of a delta may cancel: then nothing more is told. */
static void
delta_cb (DgDeltaKind kind, const char *text, gsize length, gpointer data)
{
  Call *call = data;

  if (call->on_delta != NULL && !g_cancellable_is_cancelled (call->cancellable))
    call->on_delta (kind, text, length, call->delta_data);
}

static const DgHttpHandlers handlers = { .on_response = response_cb, .on_chunk = chunk_cb };

/* --- the call --- */

static DgModelReply *
read_reply (Call *call, GError **error)
{
  if (is_error (call))
    {
      g_propagate_error (error, new_response_error (call, call->body->data, call->body->len));
      return NULL;
    }
  if (call->body != NULL &&
      !dg_converse_reader_take_reply (call->reader, (const char *) call->body->data, call->body->len, error))
    return NULL;
  return dg_converse_reader_finish (call->reader, error);
}

/* Sizes, times and the service's own ids; never a text or a key. */
static void
log_attempt (Call *call, const DgModelReply *reply, const GError *error)
{
  const char *id = get_context (call).request_id;
  gint64 milliseconds = get_elapsed_ms (call);

  g_debug ("%s: %s, %s, status %u, %" G_GSIZE_FORMAT " bytes out, %" G_GSIZE_FORMAT " in, %" G_GINT64_FORMAT " ms",
           id != NULL ? id : "no id", dg_model_request_get_purpose (call->request), call->model->target.model_id,
           soup_message_get_status (call->message), g_bytes_get_size (call->payload), call->n_bytes, milliseconds);
  if (reply != NULL)
    g_debug ("%s: %" G_GINT64_FORMAT " tokens in, %" G_GINT64_FORMAT " out, %s", id != NULL ? id : "no id",
             reply->usage.input_tokens, reply->usage.output_tokens, reply->stop_reason);
  else
    g_debug ("%s: failed with %s %d", id != NULL ? id : "no id", g_quark_to_string (error->domain), error->code);
}

/* The one exit. */
static void
finish_call (GTask *task, DgModelReply *reply, GError *error)
{
  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) dg_model_reply_free);
  else
    g_task_return_error (task, error);
}

/*
 * A model that has said it is done is done, even if the connection breaks before the token counts are there. And an
 * error is what its status says, even if not all of it arrived.
 */
static gboolean
is_harmless (Call *call, const GError *error)
{
  return g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_TRUNCATED) &&
         (is_error (call) || dg_converse_reader_is_complete (call->reader));
}

/* Whether the service does not know the credentials, rather than what they are allowed. */
static gboolean
was_unknown (Call *call, const GError *error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);

  return g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS) && call->body != NULL &&
         dg_converse_response_may_be_expired (soup_message_headers_get_one (headers, "x-amzn-ErrorType"),
                                              (const char *) call->body->data, call->body->len);
}

/* Whose credentials they were, and how to get others where that is what helps. */
static void
add_origin (Call *call, GError *error)
{
  const char *description = dg_credential_provider_get_description (call->model->credentials);
  const char *advice = was_unknown (call, error) ? dg_credential_provider_get_advice (call->model->credentials) : NULL;
  char *message;

  if (description == NULL)
    return;
  /* Translators: the first %s is an error message, the second says where credentials come from. */
  message = g_strdup_printf (_ ("%s They come from %s."), error->message, description);
  g_free (error->message);
  error->message = advice != NULL ? g_strconcat (message, " ", advice, NULL) : g_strdup (message);
  g_free (message);
}

/* What a program wants to know besides. Only an error's headers tell when to come back. */
static void
add_details (Call *call, GError *error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  gint64 retry_after_ms = -1;

  if (error->domain != DG_INFERENCE_ERROR)
    return;
  if (g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS))
    add_origin (call, error);
  if (is_error (call))
    retry_after_ms = dg_response_get_retry_after_ms (headers, get_time (call) + call->model->clock_offset);
  dg_inference_error_set_details (error, retry_after_ms, dg_response_get_request_id (headers));
}

static void
add_facts (Call *call, DgModelReply *reply)
{
  reply->request_id = g_strdup (get_context (call).request_id);
  reply->latency_ms = get_elapsed_ms (call);
  reply->retries = call->n_retries;
}

/*
 * Whether the signature was refused because of the clock, and the response told the right time. With an API key
 * nothing is signed. The service has done nothing yet, so that this costs nothing.
 */
static gboolean
was_skewed (Call *call, const GError *error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);

  return g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS) && call->has_skew &&
         call->body != NULL && !dg_credentials_is_bearer (call->credentials) &&
         dg_converse_response_may_be_skewed (soup_message_headers_get_one (headers, "x-amzn-ErrorType"),
                                             (const char *) call->body->data, call->body->len);
}

/* Whether to send the request again, which each of the three reasons can bring about once. */
static gboolean
may_resend (Call *call, GAsyncResult *result, const GError *error)
{
  gint64 attempt_ms = (call->model->stopwatch (call->model->stopwatch_data) - call->attempted) / 1000;

  if (!call->avoid_kept && dg_http_exchange_was_stale (result) && attempt_ms < STALE_MS)
    call->avoid_kept = TRUE;
  else if (!call->mended_clock && was_skewed (call, error))
    call->mended_clock = TRUE;
  else if (call->refusal == NULL && was_unknown (call, error) &&
           dg_credential_provider_renew (call->model->credentials, call->credentials))
    call->refusal = g_error_copy (error);
  else
    return FALSE;
  return TRUE;
}

static void
exchange_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Call *call = g_task_get_task_data (task);
  DgModelReply *reply = NULL;
  GError *error = NULL;

  if (!dg_http_exchange_finish (SOUP_SESSION (source), result, &error) && is_harmless (call, error))
    g_clear_error (&error);
  if (error == NULL)
    reply = read_reply (call, &error);
  log_attempt (call, reply, error);

  if (reply == NULL && may_resend (call, result, error))
    {
      g_error_free (error);
      call->n_retries++;
      get_credentials (task);
      return;
    }
  if (reply != NULL)
    add_facts (call, reply);
  else
    add_details (call, error);
  finish_call (task, reply, error);
}

/* Signs anew, since the signature carries the time. */
static void
start_attempt (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  DgBedrockModel *model = call->model;
  gboolean stream = dg_model_request_get_stream (call->request);

  g_clear_object (&call->message);
  g_clear_pointer (&call->reader, dg_converse_reader_free);
  g_clear_pointer (&call->decoder, dg_event_stream_decoder_free);
  g_clear_pointer (&call->body, g_byte_array_unref);
  call->n_bytes = 0;
  call->has_skew = FALSE;
  call->offset = model->clock_offset;
  call->sent = get_time (call);
  call->attempted = model->stopwatch (model->stopwatch_data);

  call->message =
      dg_bedrock_message_new (&model->target, call->credentials, call->payload, stream, call->sent + call->offset);
  if (call->avoid_kept)
    soup_message_add_flags (call->message, SOUP_MESSAGE_NEW_CONNECTION);
  call->reader = dg_converse_reader_new (delta_cb, call);
  if (stream)
    call->decoder = dg_event_stream_decoder_new ();
  else
    call->body = g_byte_array_new ();
  dg_http_exchange_async (model->session, call->message, &handlers, call, g_task_get_cancellable (task), exchange_cb,
                          g_object_ref (task));
}

/* Those that were refused are not sent again. */
static void
use_credentials (GTask *task, DgCredentials *credentials)
{
  Call *call = g_task_get_task_data (task);
  gboolean same = call->credentials != NULL && dg_credentials_equal (call->credentials, credentials);

  if (call->refusal != NULL && same && !call->tried_others)
    {
      GError *error = g_steal_pointer (&call->refusal);

      dg_credentials_unref (credentials);
      add_details (call, error);
      finish_call (task, NULL, error);
      return;
    }
  call->tried_others = call->refusal != NULL;
  g_clear_pointer (&call->credentials, dg_credentials_unref);
  call->credentials = credentials;
  start_attempt (task);
}

static void
credentials_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  GError *error = NULL;
  DgCredentials *credentials = dg_credential_provider_get_finish (DG_CREDENTIAL_PROVIDER (source), result, &error);

  if (credentials != NULL)
    use_credentials (task, credentials);
  else
    finish_call (task, NULL, error);
}

/* Nearly always they are there, and the request goes out at once. */
static void
get_credentials (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  DgCredentials *credentials = dg_credential_provider_peek (call->model->credentials);

  if (credentials != NULL)
    use_credentials (task, credentials);
  else
    dg_credential_provider_get_async (call->model->credentials, g_task_get_cancellable (task), credentials_cb,
                                      g_object_ref (task));
}

/**
 * dg_bedrock_call_async:
 * @model: a #DgBedrockModel
 * @request: what to ask
 * @on_delta: (nullable) (scope notified) (closure delta_data): called as the reply streams
 * @delta_data: data for @on_delta
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * What dg_model_converse_async() does on Amazon Bedrock. A request is sent a second time only where it is certain that
 * the first one came to nothing: when it was refused since the clock of this computer is wrong, when its credentials
 * were refused and there are others now, and when it went out on a connection that the service was just closing. To try
 * again after any other failure is for the caller.
 */
void
dg_bedrock_call_async (DgModel *model,
                       DgModelRequest *request,
                       DgDeltaFunc on_delta,
                       gpointer delta_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (GTask) task = g_task_new (model, cancellable, callback, data);
  Call *call = g_new0 (Call, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, dg_bedrock_call_async);
  g_task_set_task_data (task, call, call_free);
  call->model = DG_BEDROCK_MODEL (model);
  call->request = dg_model_request_ref (request);
  call->on_delta = on_delta;
  call->delta_data = delta_data;
  call->started = call->model->stopwatch (call->model->stopwatch_data);
  g_set_object (&call->cancellable, cancellable);

  call->payload = dg_converse_build_request (request, &error);
  if (call->payload == NULL)
    finish_call (task, NULL, error);
  else
    get_credentials (task);
}

/**
 * dg_bedrock_call_finish:
 * @model: a #DgBedrockModel
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError, with its details, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the reply, or %NULL with @error set
 */
DgModelReply *
dg_bedrock_call_finish (DgModel *model, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, model), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_bedrock_call_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
