/* dg-bedrock-model.c: a model on Amazon Bedrock, through Converse and ConverseStream
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-bedrock-model-private.h"
#include "dg-converse.h"
#include "dg-http.h"
#include "dg-model-catalog.h"

#define EVENT_STREAM_TYPE "application/vnd.amazon.eventstream"

/* More of an error's body than this is not what the service says, and the status says enough. */
#define ERROR_LENGTH_MAX (64 * 1024)

/* Of a header that is shown in an error message. */
#define HEADER_TEXT_LENGTH_MAX 200

struct _DgBedrockModel
{
  GObject parent_instance;

  char *provider;         /* (owned) */
  DgBedrockTarget target; /* owns what is in it */
  SoupSession *session;   /* (owned) */
  DgClockFunc clock;
  gpointer clock_data; /* (unowned) */
};

/* One call of converse_async(). */
typedef struct
{
  DgBedrockModel *model;     /* (unowned) the task holds it */
  DgModelRequest *request;   /* (owned) */
  GBytes *payload;           /* (owned) (nullable) the request as JSON */
  DgDeltaFunc on_delta;      /* (nullable) */
  gpointer delta_data;       /* (unowned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  gint64 started;            /* monotonic time */

  /* Of one attempt: */
  SoupMessage *message;          /* (owned) (nullable) */
  DgConverseReader *reader;      /* (owned) (nullable) */
  DgEventStreamDecoder *decoder; /* (owned) (nullable) */
  GByteArray *body;              /* (owned) (nullable) what is not an event stream */
  gsize n_bytes;                 /* of the response */
} Call;

static void dg_bedrock_model_model_iface_init (DgModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DgBedrockModel,
                               dg_bedrock_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DG_TYPE_MODEL, dg_bedrock_model_model_iface_init))

static gint64
get_real_time (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  dg_model_request_unref (call->request);
  g_clear_pointer (&call->payload, g_bytes_unref);
  g_clear_object (&call->message);
  g_clear_pointer (&call->reader, dg_converse_reader_free);
  g_clear_pointer (&call->decoder, dg_event_stream_decoder_free);
  g_clear_pointer (&call->body, g_byte_array_unref);
  g_clear_object (&call->cancellable);
  g_free (call);
}

/* --- the response --- */

static DgConverseContext
get_context (Call *call)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  const char *id = soup_message_headers_get_one (headers, "x-amzn-RequestId");

  return (DgConverseContext){
    .model_id = call->model->target.model_id,
    .request_id = dg_converse_is_request_id (id) ? id : NULL,
    .credentials = call->model->target.credentials,
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

static gboolean
response_cb (SoupMessage *message, gpointer data, GError **error)
{
  Call *call = data;

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
  gint64 milliseconds = (g_get_monotonic_time () - call->started) / 1000;

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
  if (reply != NULL)
    {
      reply->request_id = g_strdup (get_context (call).request_id);
      reply->latency_ms = (g_get_monotonic_time () - call->started) / 1000;
    }

  /* Here it would be decided whether to start another attempt. */
  log_attempt (call, reply, error);
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

  call->message = dg_bedrock_message_new (&model->target, call->payload, stream, model->clock (model->clock_data));
  call->reader = dg_converse_reader_new (delta_cb, call);
  if (stream)
    call->decoder = dg_event_stream_decoder_new ();
  else
    call->body = g_byte_array_new ();
  dg_http_exchange_async (model->session, call->message, &handlers, call, g_task_get_cancellable (task), exchange_cb,
                          g_object_ref (task));
}

static void
dg_bedrock_model_converse_async (DgModel *model,
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

  g_task_set_source_tag (task, dg_bedrock_model_converse_async);
  g_task_set_task_data (task, call, call_free);
  call->model = DG_BEDROCK_MODEL (model);
  call->request = dg_model_request_ref (request);
  call->on_delta = on_delta;
  call->delta_data = delta_data;
  call->started = g_get_monotonic_time ();
  g_set_object (&call->cancellable, cancellable);

  call->payload = dg_converse_build_request (request, &error);
  if (call->payload == NULL)
    finish_call (task, NULL, error);
  else
    start_attempt (task);
}

static DgModelReply *
dg_bedrock_model_converse_finish (DgModel *model, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, model), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_bedrock_model_converse_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
dg_bedrock_model_get_id (DgModel *model)
{
  return DG_BEDROCK_MODEL (model)->target.model_id;
}

static const char *
dg_bedrock_model_get_provider (DgModel *model)
{
  return DG_BEDROCK_MODEL (model)->provider;
}

static void
dg_bedrock_model_get_price (DgModel *model, DgPrice *price)
{
  DgBedrockModel *self = DG_BEDROCK_MODEL (model);

  if (g_str_equal (self->provider, DG_PROVIDER_PRACTICE))
    *price = (DgPrice){ 0 };
  else
    dg_model_catalog_get_price (self->target.model_id, price);
}

static void
dg_bedrock_model_model_iface_init (DgModelInterface *iface)
{
  iface->get_id = dg_bedrock_model_get_id;
  iface->get_provider = dg_bedrock_model_get_provider;
  iface->get_price = dg_bedrock_model_get_price;
  iface->converse_async = dg_bedrock_model_converse_async;
  iface->converse_finish = dg_bedrock_model_converse_finish;
}

static void
dg_bedrock_model_dispose (GObject *object)
{
  DgBedrockModel *self = DG_BEDROCK_MODEL (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (dg_bedrock_model_parent_class)->dispose (object);
}

static void
dg_bedrock_model_finalize (GObject *object)
{
  DgBedrockModel *self = DG_BEDROCK_MODEL (object);

  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->target.model_id, g_free);
  g_clear_pointer (&self->target.region, g_free);
  g_clear_pointer (&self->target.endpoint, g_uri_unref);
  g_clear_pointer (&self->target.credentials, dg_credentials_unref);

  G_OBJECT_CLASS (dg_bedrock_model_parent_class)->finalize (object);
}

static void
dg_bedrock_model_class_init (DgBedrockModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dg_bedrock_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_bedrock_model_finalize;
}

static void
dg_bedrock_model_init (DgBedrockModel *self)
{
  self->clock = get_real_time;
}

/**
 * dg_bedrock_model_new:
 * @options: which model, where, and with what credentials; everything is copied
 * @error: return location for a #DgInferenceError
 *
 * Makes a model on Amazon Bedrock, or on something that speaks its protocol. Nothing is sent yet: whether the service
 * takes the credentials and knows the model turns out with the first call.
 *
 * Returns: (transfer full): a model, or %NULL with %DG_INFERENCE_ERROR_UNKNOWN_MODEL, or with
 *   %DG_INFERENCE_ERROR_CONFIGURATION if region, endpoint or credentials cannot be used
 */
DgModel *
dg_bedrock_model_new (const DgBedrockOptions *options, GError **error)
{
  g_autoptr (DgBedrockModel) self = NULL;

  g_return_val_if_fail (options != NULL && options->provider != NULL && options->model != NULL, NULL);
  g_return_val_if_fail (options->region != NULL && options->credentials != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (DG_TYPE_BEDROCK_MODEL, NULL);
  self->provider = g_strdup (options->provider);
  self->target.region = g_strdup (options->region);
  self->target.credentials = dg_credentials_ref (options->credentials);
  self->target.model_id = dg_model_catalog_resolve (options->model, options->region, error);
  if (self->target.model_id == NULL)
    return NULL;
  self->target.endpoint = dg_bedrock_parse_endpoint (options->endpoint, options->region, error);
  if (self->target.endpoint == NULL || !dg_credentials_check (self->target.credentials, error))
    return NULL;
  self->session = dg_http_session_new (self->target.endpoint);

  return DG_MODEL (g_steal_pointer (&self));
}

/**
 * dg_bedrock_model_set_clock:
 * @self: a model
 * @clock: (scope forever) (closure data): tells the time that requests are signed with
 * @data: data for @clock
 */
void
dg_bedrock_model_set_clock (DgBedrockModel *self, DgClockFunc clock, gpointer data)
{
  g_return_if_fail (DG_IS_BEDROCK_MODEL (self) && clock != NULL);

  self->clock = clock;
  self->clock_data = data;
}
