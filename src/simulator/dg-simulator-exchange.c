/* dg-simulator-exchange.c: the pace at which a reply goes out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-exchange.h"

#include <string.h>
#include <sys/socket.h>

#include "dg-simulator-aws.h"
#include "dg-simulator-reply.h"
#include "dg-simulator-transport.h"

/* However fast tokens come, a stream is woken no more often than this */
#define MIN_TICK_MS 4
#define MAX_WRITING_US 1e15
#define MAX_CHUNK_BYTES (1 << 20)
#define SILENCE_US (60 * G_USEC_PER_SEC)
/* What nobody will ever see: the client has gone */
#define STATUS_CLIENT_GONE 499
#define ELSEWHERE "https://bedrock-runtime.elsewhere.invalid/"
#define WEB_PAGE "<!DOCTYPE html>\n<title>Sign in</title>\n<p>This network asks you to sign in.</p>\n"

/* One request that is being answered. Lives until its message is finished or its client is gone. */
typedef struct
{
  SoupServerMessage *message; /* (owned) */
  DgSimulatorReply *reply;    /* (owned) (nullable); NULL when it is refused */
  GArray *parts;              /* (owned) (nullable) (element-type DgStreamPart); NULL when it isn't streamed */
  guint n_sent;               /* how many of @parts have gone out */
  guint n_unwritten;          /* how many chunks the client has still to take */
  DgExchangeHost *host;       /* (unowned) */
  DgLogEntry entry;
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

static guint
count_sent_tokens (Exchange *self)
{
  if (self->parts == NULL || (self->n_sent == self->parts->len && !dg_transport_is_fault (self->entry.fault)))
    return self->reply->output_tokens;

  return self->n_sent > 0 ? g_array_index (self->parts, DgStreamPart, self->n_sent - 1).token : 0;
}

/* What the reply has cost in the end, and the line about it */
static void
settle (Exchange *self)
{
  DgLogEntry *entry = &self->entry;
  guint status = soup_server_message_get_status (self->message);

  entry->status = status;
  if (self->reply != NULL && self->reply->failure == NULL && status == SOUP_STATUS_OK)
    {
      entry->output_tokens = count_sent_tokens (self);
      entry->n_records = entry->output_tokens == self->reply->output_tokens ? self->reply->n_records : 0;
    }
  if (self->reply != NULL)
    dg_quota_leave (&self->host->quota, (guint64) entry->input_tokens + entry->max_tokens,
                    (guint64) entry->input_tokens + entry->output_tokens, g_get_monotonic_time ());
  if (self->host->log != NULL)
    dg_simulator_log_write (self->host->log, entry);
}

static void
free_exchange (Exchange *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  clear_source (&self->timer);
  clear_source (&self->hang_up);
  settle (self);
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->reply, dg_simulator_reply_free);
  g_object_unref (self->message);
  g_atomic_int_add (&self->host->n_running, -1);
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
  const DgSimulatorOptions *options = self->host->options;
  double per_token = options->tokens_per_second > 0 ? G_USEC_PER_SEC / options->tokens_per_second : 0;

  return self->entry.started_us + options->ttft_ms * G_GINT64_CONSTANT (1000) +
         (gint64) MIN (token * per_token, MAX_WRITING_US);
}

/* When there is something to send again */
static gint64
get_next_due_us (Exchange *self)
{
  if (self->entry.fault == DG_FAULT_SILENCE)
    return self->entry.started_us + SILENCE_US;
  if (self->parts == NULL)
    return get_due_us (self, self->reply->output_tokens);
  if (self->n_sent == self->parts->len)
    return self->entry.started_us;

  return get_due_us (self, g_array_index (self->parts, DgStreamPart, self->n_sent).token);
}

static guint
get_latency_ms (Exchange *self)
{
  return (guint) ((get_due_us (self, self->reply->output_tokens) - self->entry.started_us) / 1000);
}

static void
append_chunk (Exchange *self)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  guint max_bytes = self->entry.fault == DG_FAULT_DRIP ? 1 : MAX_CHUNK_BYTES;

  for (; self->n_sent < self->parts->len && chunk->len < max_bytes && get_next_due_us (self) <= now_us; self->n_sent++)
    {
      GBytes *frame = g_array_index (self->parts, DgStreamPart, self->n_sent).frame;

      g_byte_array_append (chunk, g_bytes_get_data (frame, NULL), (guint) g_bytes_get_size (frame));
    }
  if (chunk->len == 0)
    return;

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&chunk));
  soup_message_body_append_bytes (body, bytes);
  self->n_unwritten++;
}

/* Closes the connection in such a way that the client gets an RST. Writing fails from now on, and that finishes the
 * message. */
static void
reset_connection (Exchange *self)
{
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
  GSocket *socket = soup_server_message_get_socket (self->message);

  clear_source (&self->hang_up);
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_socket_close (socket, NULL);
}

/* Appends what is due as one chunk, and returns whether that was the last of it */
static gboolean
send_due_parts (Exchange *self)
{
  /* More than one chunk is never held in memory for a client that takes its time. */
  if (self->n_unwritten > 0)
    return FALSE;
  if (self->entry.fault == DG_FAULT_SILENCE && get_next_due_us (self) > g_get_monotonic_time ())
    return FALSE;

  append_chunk (self);
  if (self->n_sent < self->parts->len)
    return FALSE;
  if (self->entry.fault == DG_FAULT_RESET)
    {
      if (self->n_unwritten > 0)
        return FALSE;
      reset_connection (self);
    }
  soup_message_body_complete (soup_server_message_get_response_body (self->message));

  return TRUE;
}

static void
wrote_chunk_cb (Exchange *self)
{
  self->n_unwritten = 0;
}

static gboolean
send_due (Exchange *self)
{
  if (self->parts != NULL)
    return send_due_parts (self);

  if (self->reply->failure != NULL)
    dg_exchange_refuse (self->message, self->reply->failure);
  else if (self->entry.fault == DG_FAULT_WRONG_TYPE)
    {
      soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (self->message, "text/html", SOUP_MEMORY_STATIC, WEB_PAGE, strlen (WEB_PAGE));
    }
  else if (self->entry.fault == DG_FAULT_REDIRECT)
    soup_server_message_set_redirect (self->message, SOUP_STATUS_FOUND, ELSEWHERE);
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
  if (self->parts == NULL || (self->n_sent == 0 && self->entry.fault != DG_FAULT_SILENCE))
    soup_server_message_set_status (self->message, STATUS_CLIENT_GONE, NULL);
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

/* Whether it goes out piece by piece: a stream, and what something shall go wrong with in the middle */
static gboolean
has_parts (Exchange *self, gboolean streaming)
{
  DgFault fault = self->entry.fault;

  if (fault == DG_FAULT_WRONG_TYPE || fault == DG_FAULT_REDIRECT)
    return FALSE;

  return streaming || (dg_transport_is_fault (fault) && fault != DG_FAULT_BAD_CRC && self->reply->failure == NULL);
}

static void
begin_parts (Exchange *self, gboolean streaming)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  DgToolDeltas deltas = self->host->options->tool_deltas;

  self->parts = streaming ? dg_simulator_reply_make_parts (self->reply, deltas, get_latency_ms (self))
                          : dg_transport_split_body (self->reply, get_latency_ms (self));
  self->parts = dg_transport_spoil (self->parts, self->entry.fault, self->reply, streaming);
  g_signal_connect_swapped (self->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (headers, streaming ? "application/vnd.amazon.eventstream" : "application/json",
                                         NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
}

/* Answers with a reply, at the pace that the options ask for, or with an error when @reply is NULL. @reply is taken
 * over;
 * @host outlives the message; @entry has what is known before the end. */
void
dg_exchange_start (DgExchangeHost *host,
                   SoupServerMessage *message,
                   gboolean streaming,
                   DgSimulatorReply *reply,
                   const GError *error,
                   const DgLogEntry *entry)
{
  Exchange *self = g_new0 (Exchange, 1);

  self->message = g_object_ref (message);
  self->reply = reply;
  self->host = host;
  self->entry = *entry;
  g_atomic_int_inc (&host->n_running);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (free_exchange), self);
  g_signal_connect_swapped (message, "disconnected", G_CALLBACK (free_exchange), self);
  if (reply == NULL)
    {
      dg_exchange_refuse (message, error);
      return;
    }
  if (has_parts (self, streaming))
    begin_parts (self, streaming);

  /* The headers of a silent reply do go out. */
  if (get_next_due_us (self) > entry->started_us && entry->fault != DG_FAULT_SILENCE)
    soup_server_message_pause (message);
  else if (send_due (self))
    return;

  watch_client (self);
  schedule (self);
}
