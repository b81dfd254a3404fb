/* dg-http.c: one HTTP exchange with a model's service
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "dg-http.h"

/* More calls than this are never in flight; without it libsoup opens two connections to a host. */
#define CONNECTIONS_MAX 64

/*
 * libsoup gives every POST a connection of its own, since it may not be sent twice and an idle connection may be gone
 * without notice. So none has to be kept for later. This also means that HTTP/2 never carries two calls on one
 * connection, and that cancelling a call always closes its connection.
 */
#define IDLE_SECONDS 1

/*
 * libsoup has one timeout, for silence. A reply that does not stream is silent while it is written, and the longest
 * (64K tokens at some 105 a second) takes ten minutes. A peer that is gone is noticed sooner, by the keep-alive probes:
 * they begin after a minute, which also keeps the address translation of a home router (350 seconds) from forgetting
 * us. And a host that does not even answer the call is given up on after CONNECT_SECONDS.
 */
#define SILENCE_SECONDS 900
#define CONNECT_SECONDS 15
#define KEEP_ALIVE_IDLE_SECONDS 60
#define KEEP_ALIVE_INTERVAL_SECONDS 15
#define KEEP_ALIVE_PROBES 4

#define CHUNK_LENGTH (32 * 1024)
#define RESPONSE_LENGTH_MAX (64 * 1024 * 1024)

typedef struct
{
  SoupMessage *message;           /* (owned) */
  const DgHttpHandlers *handlers; /* (unowned) static */
  gpointer handler_data;          /* (unowned) lives as long as the exchange */
  GInputStream *body;             /* (owned) (nullable) */
  gsize n_bytes;                  /* of the body so far */
  DgHttpPhase phase;
} Exchange;

static void send_cb (GObject *source, GAsyncResult *result, gpointer data);
static void read_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_assert (exchange->body == NULL);

  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_clear_object (&exchange->message);
  g_free (exchange);
}

/* The one exit. Letting go of a body that was not read to its end closes the connection. */
static void
finish_exchange (GTask *task, GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_clear_object (&exchange->body);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
read_next (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (exchange->body, CHUNK_LENGTH, g_task_get_priority (task),
                                   g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static gboolean
take_chunk (Exchange *exchange, GBytes *chunk, GError **error)
{
  exchange->n_bytes += g_bytes_get_size (chunk);
  if (exchange->n_bytes > RESPONSE_LENGTH_MAX)
    {
      g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL,
                   _ ("The reply is longer than %d MiB, which no reply of a model is. Check that the endpoint is the "
                      "right one."),
                   RESPONSE_LENGTH_MAX / (1024 * 1024));
      return FALSE;
    }
  return exchange->handlers->on_chunk (chunk, exchange->handler_data, error);
}

static void
finish_with_cause (GTask *task, const GError *cause)
{
  Exchange *exchange = g_task_get_task_data (task);

  finish_exchange (task, dg_http_error_new (cause, soup_message_get_uri (exchange->message), exchange->phase));
}

/*
 * The socket of this connection has the session's timeout now, and will have it again as soon as libsoup finds it
 * connected: between the two it has its own.
 */
static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer data)
{
  GSocket *socket;

  if (event != G_SOCKET_CLIENT_CONNECTING || !G_IS_SOCKET_CONNECTION (connection))
    return;

  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection));
  g_socket_set_timeout (socket, CONNECT_SECONDS);
  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPINTVL, KEEP_ALIVE_INTERVAL_SECONDS, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPCNT, KEEP_ALIVE_PROBES, NULL);
}

static void
wrote_headers_cb (SoupMessage *message, gpointer data)
{
  Exchange *exchange = data;

  exchange->phase = DG_HTTP_WAITING;
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  exchange->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->body == NULL)
    {
      finish_with_cause (task, error);
      return;
    }

  exchange->phase = DG_HTTP_RESPONDING;
  if (!exchange->handlers->on_response (exchange->message, exchange->handler_data, &error))
    finish_exchange (task, g_steal_pointer (&error));
  else
    read_next (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (chunk == NULL)
    finish_with_cause (task, error);
  else if (g_bytes_get_size (chunk) == 0)
    finish_exchange (task, NULL);
  else if (!take_chunk (exchange, chunk, &error))
    finish_exchange (task, g_steal_pointer (&error));
  else
    read_next (task);
}

/**
 * dg_http_is_loopback:
 * @uri: an address
 *
 * Returns: whether it is this computer: `localhost`, 127.0.0.0/8 or ::1
 */
gboolean
dg_http_is_loopback (GUri *uri)
{
  const char *host;
  g_autoptr (GInetAddress) address = NULL;

  g_return_val_if_fail (uri != NULL, FALSE);

  host = g_uri_get_host (uri);
  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * dg_http_dup_host:
 * @uri: an address
 *
 * Makes the value of the Host header just as libsoup does, so that it can be signed before libsoup sends it.
 *
 * Returns: (transfer full): host and, where it is not the scheme's own, port
 */
char *
dg_http_dup_host (GUri *uri)
{
  const char *host;
  gboolean literal;
  int port, usual;

  g_return_val_if_fail (uri != NULL && g_uri_get_host (uri) != NULL, NULL);

  host = g_uri_get_host (uri);
  literal = strchr (host, ':') != NULL;
  port = g_uri_get_port (uri);
  usual = g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;

  if (port <= 0 || port == usual)
    return literal ? g_strdup_printf ("[%s]", host) : g_strdup (host);
  return g_strdup_printf (literal ? "[%s]:%d" : "%s:%d", host, port);
}

/**
 * dg_http_session_new:
 * @endpoint: where its requests will go
 *
 * Makes a session for one service. It keeps no cookies, passwords or cache, and asks for no compression, so that every
 * event of a stream comes through at once. Requests to this computer never go through a proxy, whatever the environment
 * says.
 *
 * Returns: (transfer full): a session
 */
SoupSession *
dg_http_session_new (GUri *endpoint)
{
  SoupSession *session;

  g_return_val_if_fail (endpoint != NULL, NULL);

  session = soup_session_new_with_options ("max-conns", CONNECTIONS_MAX, "max-conns-per-host", CONNECTIONS_MAX,
                                           "timeout", SILENCE_SECONDS, "idle-timeout", IDLE_SECONDS, "user-agent",
                                           "dataset-gen/" DG_VERSION, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  if (dg_http_is_loopback (endpoint))
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

/**
 * dg_http_exchange_async:
 * @session: a session
 * @message: the request; redirects are not followed, for what is signed goes to one address only
 * @handlers: (scope notified): what becomes of the response
 * @handler_data: data for @handlers, at least until @callback is called
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Sends a request and reads the response to its end. Whether its status is a good one is for the handlers to judge.
 */
void
dg_http_exchange_async (SoupSession *session,
                        SoupMessage *message,
                        const DgHttpHandlers *handlers,
                        gpointer handler_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Exchange *exchange;

  g_return_if_fail (SOUP_IS_SESSION (session) && SOUP_IS_MESSAGE (message) && handlers != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (session, cancellable, callback, data);
  g_task_set_source_tag (task, dg_http_exchange_async);

  exchange = g_new0 (Exchange, 1);
  exchange->message = g_object_ref (message);
  exchange->handlers = handlers;
  exchange->handler_data = handler_data;
  g_task_set_task_data (task, exchange, exchange_free);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Connection", "close");
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), exchange);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), exchange);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, send_cb, g_object_ref (task));
}

/**
 * dg_http_exchange_finish:
 * @session: a session
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError, %G_IO_ERROR_CANCELLED, or what a handler set
 *
 * Returns: whether the response was read to its end
 */
gboolean
dg_http_exchange_finish (SoupSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_http_exchange_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
