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
 * Connections are kept for the next call, which saves it the three round trips of TCP and TLS. No service closes an
 * idle connection sooner than this.
 *
 * libsoup 3.2 opens a new connection for every POST, unless the message says that it is idempotent. Said of every
 * message this would cost more than it saves: while a connection is being opened, such messages wait for it, in case it
 * turns out to be one of HTTP/2 that all can share, and so 32 calls would connect one after the other. So it is said
 * only where a connection is idle. libsoup itself never sends a POST again, whatever it says.
 *
 * HTTP/2 is not asked for: with a connection to itself a call cannot be stopped by the trouble of another, and
 * cancelling it closes the connection, which ends the model's work.
 */
#define IDLE_SECONDS 30

/*
 * libsoup has one timeout, for silence. Nova is silent while it writes a tool call, which it sends whole: the longest
 * that this program allows takes less than two minutes at the slowest rates reported. A peer that is gone is noticed
 * sooner, by the keep-alive probes: they begin after a minute, which also keeps the address translation of a home
 * router (350 seconds) from forgetting us. And a host that does not even answer the call is given up on after
 * CONNECT_SECONDS.
 */
#define SILENCE_SECONDS 120
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
  gboolean connected; /* a connection was opened for it */
  gboolean stale;     /* it failed on a connection that was kept too long */
} Exchange;

/* What is known of a session's connections. */
typedef struct
{
  GPtrArray *sockets; /* (owned) (element-type GSocket) */
  guint n_exchanges;  /* under way */
} Pool;

/* clang-format off */
static G_DEFINE_QUARK (dg-http-pool, get_pool)
    /* clang-format on */

    static void send_cb (GObject *source, GAsyncResult *result, gpointer data);
static void read_cb (GObject *source, GAsyncResult *result, gpointer data);

/* --- the connections --- */

static void
pool_free (gpointer data)
{
  Pool *pool = data;

  g_ptr_array_unref (pool->sockets);
  g_free (pool);
}

static Pool *
get_pool (gpointer session)
{
  Pool *pool = g_object_get_qdata (session, get_pool_quark ());

  if (pool == NULL)
    {
      pool = g_new0 (Pool, 1);
      pool->sockets = g_ptr_array_new_with_free_func (g_object_unref);
      g_object_set_qdata_full (session, get_pool_quark (), pool, pool_free);
    }
  return pool;
}

/* If the service has closed it meanwhile, libsoup notices and opens another. */
static gboolean
has_idle_connection (Pool *pool)
{
  for (guint i = pool->sockets->len; i > 0; i--)
    {
      if (g_socket_is_closed (g_ptr_array_index (pool->sockets, i - 1)))
        g_ptr_array_remove_index_fast (pool->sockets, i - 1);
    }
  return pool->sockets->len > pool->n_exchanges;
}

/* --- the exchange --- */

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_assert (exchange->body == NULL);

  g_clear_object (&exchange->message);
  g_free (exchange);
}

/* The one exit. Letting go of a body that was not read to its end closes the connection. */
static void
finish_exchange (GTask *task, GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (exchange->message, task);
  g_clear_object (&exchange->body);
  get_pool (g_task_get_source_object (task))->n_exchanges--;
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

/*
 * The service closed a connection that was kept, just when the request was on its way there: nothing of a response
 * came, not even half of its head, which libsoup would take for a bad one. It has not read the request, or at least
 * there is no sign that it has.
 */
static gboolean
is_stale (Exchange *exchange, const GError *cause)
{
  static const int codes[] = { G_IO_ERROR_CONNECTION_CLOSED, G_IO_ERROR_CLOSED, G_IO_ERROR_PARTIAL_INPUT };

  if (exchange->connected || exchange->phase == DG_HTTP_RESPONDING)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_error_matches (cause, G_IO_ERROR, codes[i]))
        return TRUE;
    }
  return g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

static void
finish_with_cause (GTask *task, const GError *cause)
{
  Exchange *exchange = g_task_get_task_data (task);

  exchange->stale = is_stale (exchange, cause);
  finish_exchange (task, dg_http_error_new (cause, soup_message_get_uri (exchange->message), exchange->phase));
}

/*
 * The socket of this connection has the session's timeout now, and will have it again as soon as libsoup finds it
 * connected: between the two it has its own.
 */
static void
prepare_socket (GSocket *socket)
{
  g_socket_set_timeout (socket, CONNECT_SECONDS);
  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPINTVL, KEEP_ALIVE_INTERVAL_SECONDS, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPCNT, KEEP_ALIVE_PROBES, NULL);
}

/* libsoup 3.2 has no other way to do without HTTP/2. */
static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer data)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  GTask *task = data;
  Exchange *exchange = g_task_get_task_data (task);

  exchange->connected = TRUE;
  if (event == G_SOCKET_CLIENT_CONNECTING && G_IS_SOCKET_CONNECTION (connection))
    {
      GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection));

      prepare_socket (socket);
      g_ptr_array_add (get_pool (g_task_get_source_object (task))->sockets, g_object_ref (socket));
    }
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
}

static void
wrote_headers_cb (SoupMessage *message, gpointer data)
{
  Exchange *exchange = g_task_get_task_data (data);

  exchange->phase = DG_HTTP_WAITING;
}

/* libsoup hands out a proxy's refusal as if it were the service's. */
static gboolean
is_from_service (SoupMessage *message, GError **error)
{
  if (g_strcmp0 (g_uri_get_scheme (soup_message_get_uri (message)), "https") != 0 ||
      soup_message_get_tls_peer_certificate (message) != NULL)
    return TRUE;

  /* Translators: %u is an HTTP status. */
  g_set_error (
      error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK,
      _ ("The proxy does not let the request through (HTTP %u). Check the proxy settings (HTTPS_PROXY), and its "
         "password if it wants one."),
      soup_message_get_status (message));
  return FALSE;
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
  if (!is_from_service (exchange->message, &error) ||
      !exchange->handlers->on_response (exchange->message, exchange->handler_data, &error))
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

/*
 * The request to a proxy is libsoup's own, and only here to be seen. libsoup 3.2 cannot answer a proxy that wants a
 * password: when it asks again, it asks for the proxy in the place of the service.
 */
static void
authorize_tunnel_cb (SoupSession *session, SoupMessage *message, gpointer data)
{
  if (g_str_equal (soup_message_get_method (message), SOUP_METHOD_CONNECT))
    soup_message_headers_replace (soup_message_get_request_headers (message), "Proxy-Authorization",
                                  dg_network_get_proxy_authorization (data));
}

static void
unref_network (gpointer data, GClosure *closure)
{
  dg_network_unref (data);
}

static void
use_proxy (SoupSession *session, DgNetwork *network)
{
  if (dg_network_get_proxy_resolver (network) != NULL)
    soup_session_set_proxy_resolver (session, dg_network_get_proxy_resolver (network));
  if (dg_network_get_proxy_authorization (network) != NULL)
    g_signal_connect_data (session, "request-queued", G_CALLBACK (authorize_tunnel_cb), dg_network_ref (network),
                           unref_network, 0);
}

/**
 * dg_http_session_new:
 * @endpoint: where its requests will go
 * @network: (nullable): proxy and certificates; %NULL for the system's
 *
 * Makes a session for one service. It keeps no cookies, passwords or cache, and asks for no compression, so that every
 * event of a stream comes through at once. Requests to this computer never go through a proxy, whatever the environment
 * says.
 *
 * Returns: (transfer full): a session
 */
SoupSession *
dg_http_session_new (GUri *endpoint, DgNetwork *network)
{
  SoupSession *session;

  g_return_val_if_fail (endpoint != NULL, NULL);

  session = soup_session_new_with_options ("max-conns", CONNECTIONS_MAX, "max-conns-per-host", CONNECTIONS_MAX,
                                           "timeout", SILENCE_SECONDS, "idle-timeout", IDLE_SECONDS, "user-agent",
                                           "dataset-gen/" DG_VERSION, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  if (network != NULL && dg_network_get_tls_database (network) != NULL)
    soup_session_set_tls_database (session, dg_network_get_tls_database (network));
  if (dg_http_is_loopback (endpoint))
    soup_session_set_proxy_resolver (session, NULL);
  else if (network != NULL)
    use_proxy (session, network);
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
  Pool *pool;

  g_return_if_fail (SOUP_IS_SESSION (session) && SOUP_IS_MESSAGE (message) && handlers != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  pool = get_pool (session);
  task = g_task_new (session, cancellable, callback, data);
  g_task_set_source_tag (task, dg_http_exchange_async);

  exchange = g_new0 (Exchange, 1);
  exchange->message = g_object_ref (message);
  exchange->handlers = handlers;
  exchange->handler_data = handler_data;
  g_task_set_task_data (task, exchange, exchange_free);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (has_idle_connection (pool))
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  pool->n_exchanges++;
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), task);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), task);
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

/**
 * dg_http_exchange_was_stale:
 * @result: the result the callback got
 *
 * Returns: whether the exchange failed because the service had closed a connection that was kept from an earlier one,
 *   before anything of a response came: then the request can be sent again, with %SOUP_MESSAGE_NEW_CONNECTION
 */
gboolean
dg_http_exchange_was_stale (GAsyncResult *result)
{
  Exchange *exchange;

  g_return_val_if_fail (g_async_result_is_tagged (result, dg_http_exchange_async), FALSE);

  exchange = g_task_get_task_data (G_TASK (result));
  return exchange->stale;
}
