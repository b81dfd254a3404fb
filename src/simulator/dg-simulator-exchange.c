/* dg-simulator-exchange.c: the pace at which a reply goes out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-exchange.h"

#include <string.h>

#include "dg-simulator-aws.h"
#include "dg-simulator-reply.h"

/* However fast tokens come, a stream is woken no more often than this */
#define MIN_TICK_MS 4
#define MAX_WRITING_US 1e15

/* One request that is being answered. Lives until its message is finished or its client is gone. */
typedef struct
{
  SoupServerMessage *message;        /* (owned) */
  DgSimulatorReply *reply;           /* (owned) */
  GArray *parts;                     /* (owned) (nullable) (element-type DgStreamPart); NULL when it isn't streamed */
  guint n_sent;                      /* how many of @parts have gone out */
  const DgSimulatorOptions *options; /* (unowned) */
  gint *n_running;                   /* (unowned) atomic */
  gint64 started_us;
  GSource *timer;   /* (owned) (nullable) runs when the next part is due */
  GSource *hang_up; /* (owned) (nullable) tells when the client goes away */
} Exchange;

static void schedule (Exchange *self);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
free_exchange (Exchange *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  clear_source (&self->timer);
  clear_source (&self->hang_up);
  g_clear_pointer (&self->parts, g_array_unref);
  dg_simulator_reply_free (self->reply);
  g_object_unref (self->message);
  g_atomic_int_add (self->n_running, -1);
  g_free (self);
}

static void
set_body (SoupServerMessage *message, guint status, char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body, strlen (body));
}

/* Answers with an error, as the service words it */
void
dg_exchange_refuse (SoupServerMessage *message, const GError *error)
{
  g_autofree char *type =
      g_strconcat (dg_aws_error_get_name (error), ":http://internal.amazon.com/coral/com.amazon.bedrock/", NULL);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "x-amzn-ErrorType", type);
  set_body (message, dg_aws_error_get_status (error), dg_aws_error_dup_body (error));
}

static gint64
get_due_us (Exchange *self, guint token)
{
  double per_token = self->options->tokens_per_second > 0 ? G_USEC_PER_SEC / self->options->tokens_per_second : 0;

  return self->started_us + self->options->ttft_ms * G_GINT64_CONSTANT (1000) +
         (gint64) MIN (token * per_token, MAX_WRITING_US);
}

/* When there is something to send again */
static gint64
get_next_due_us (Exchange *self)
{
  return get_due_us (self, self->parts == NULL ? self->reply->output_tokens
                                               : g_array_index (self->parts, DgStreamPart, self->n_sent).token);
}

static guint
get_latency_ms (Exchange *self)
{
  return (guint) ((get_due_us (self, self->reply->output_tokens) - self->started_us) / 1000);
}

/* Appends what is due as one chunk, and returns whether that was the last of it */
static gboolean
send_due_parts (Exchange *self)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GByteArray) chunk = g_byte_array_new ();

  for (; self->n_sent < self->parts->len && get_next_due_us (self) <= now_us; self->n_sent++)
    {
      GBytes *frame = g_array_index (self->parts, DgStreamPart, self->n_sent).frame;

      g_byte_array_append (chunk, g_bytes_get_data (frame, NULL), (guint) g_bytes_get_size (frame));
    }
  if (chunk->len > 0)
    {
      g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&chunk));

      soup_message_body_append_bytes (body, bytes);
    }
  if (self->n_sent < self->parts->len)
    return FALSE;

  soup_message_body_complete (body);

  return TRUE;
}

static gboolean
send_due (Exchange *self)
{
  if (self->parts != NULL)
    return send_due_parts (self);

  if (self->reply->failure != NULL)
    dg_exchange_refuse (self->message, self->reply->failure);
  else
    set_body (self->message, SOUP_STATUS_OK, dg_simulator_reply_dup_body (self->reply, get_latency_ms (self)));

  return TRUE;
}

static gboolean
timer_cb (gpointer user_data)
{
  Exchange *self = user_data;

  clear_source (&self->timer);
  if (!send_due (self))
    schedule (self);
  soup_server_message_unpause (self->message);

  return G_SOURCE_REMOVE;
}

static void
schedule (Exchange *self)
{
  gint64 wait_ms = (get_next_due_us (self) - g_get_monotonic_time () + 999) / 1000;

  self->timer = g_timeout_source_new ((guint) CLAMP (wait_ms, MIN_TICK_MS, G_MAXINT));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* libsoup does not look at the socket of a paused message, so a client that has gone would be noticed only by writing
 * to it. Nothing is to be read from a client that waits for its reply: either it sends the next request early, or the
 * socket is readable because it is at its end. */
static gboolean
hang_up_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Exchange *self = user_data;

  clear_source (&self->hang_up);
  if (g_socket_get_available_bytes (socket) > 0)
    return G_SOURCE_REMOVE;

  g_debug ("The client has gone before the end of its reply");
  clear_source (&self->timer);
  /* Writing fails from now on, and that finishes the message. */
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
  soup_server_message_set_status (self->message, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL);
  soup_message_body_complete (soup_server_message_get_response_body (self->message));
  soup_server_message_unpause (self->message);

  return G_SOURCE_REMOVE;
}

static void
watch_client (Exchange *self)
{
  self->hang_up = g_socket_create_source (soup_server_message_get_socket (self->message), G_IO_IN, NULL);
  g_source_set_callback (self->hang_up, G_SOURCE_FUNC (hang_up_cb), self, NULL);
  g_source_attach (self->hang_up, g_main_context_get_thread_default ());
}

static void
begin_stream (Exchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  self->parts = dg_simulator_reply_make_parts (self->reply, self->options->tool_deltas, get_latency_ms (self));
  soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (headers, "application/vnd.amazon.eventstream", NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
}

/* Answers with a reply, at the pace that the options ask for. @reply is taken over; @options and @n_running, which is
 * atomic and counts replies under way, outlive the message. */
void
dg_exchange_start (SoupServerMessage *message,
                   DgSimulatorReply *reply,
                   gboolean streaming,
                   const DgSimulatorOptions *options,
                   gint *n_running)
{
  Exchange *self = g_new0 (Exchange, 1);

  self->message = g_object_ref (message);
  self->reply = reply;
  self->options = options;
  self->n_running = n_running;
  self->started_us = g_get_monotonic_time ();
  g_atomic_int_inc (n_running);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (free_exchange), self);
  g_signal_connect_swapped (message, "disconnected", G_CALLBACK (free_exchange), self);
  if (streaming)
    begin_stream (self);

  if (get_next_due_us (self) > self->started_us)
    soup_server_message_pause (message);
  else if (send_due (self))
    return;

  watch_client (self);
  schedule (self);
}
