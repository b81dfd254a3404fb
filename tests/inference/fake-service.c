/* fake-service.c: an HTTP server of a few lines that does to a client exactly what a test wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "fake-service.h"

struct _FakeService
{
  GSocketListener *listener; /* (owned) */
  guint16 port;
  GCancellable *cancellable;    /* (owned) stops it */
  GTlsCertificate *certificate; /* (owned) (nullable) */
  const char *const *protocols; /* (unowned) (nullable) that it speaks over TLS */
  GThread *thread;              /* (owned) accepts */
  FakeScript script;
  gpointer data;
  int n_connections; /* atomic */
};

typedef struct
{
  FakeService *service;
  GSocketConnection *connection; /* (unowned) */
} Connection;

static void
clear_request (FakeRequest *request)
{
  g_clear_pointer (&request->method, g_free);
  g_clear_pointer (&request->target, g_free);
  g_clear_pointer (&request->headers, g_hash_table_unref);
  g_clear_pointer (&request->body, g_bytes_unref);
}

static gboolean
read_body (GDataInputStream *input, FakeRequest *request)
{
  const char *value = fake_request_get_header (request, "content-length");
  gsize length = value != NULL ? g_ascii_strtoull (value, NULL, 10) : 0;
  guint8 *body = g_malloc (length + 1);
  gsize n_read;

  g_input_stream_read_all (G_INPUT_STREAM (input), body, length, &n_read, NULL, NULL);
  request->body = g_bytes_new_take (body, n_read);
  return n_read == length;
}

static gboolean
read_request (GDataInputStream *input, FakeRequest *request)
{
  g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);
  g_auto (GStrv) words = NULL;

  if (line == NULL)
    return FALSE;
  words = g_strsplit (line, " ", 3);
  g_assert_cmpuint (g_strv_length (words), ==, 3);
  request->method = g_strdup (words[0]);
  request->target = g_strdup (words[1]);
  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  while (TRUE)
    {
      g_autofree char *header = g_data_input_stream_read_line (input, NULL, NULL, NULL);
      char *colon;

      if (header == NULL)
        return FALSE;
      if (*header == '\0')
        return read_body (input, request);
      colon = strchr (header, ':');
      g_assert_nonnull (colon);
      g_hash_table_insert (request->headers, g_ascii_strdown (header, colon - header),
                           g_strdup (g_strstrip (colon + 1)));
    }
}

static GIOStream *
open_stream (Connection *connection)
{
  g_autoptr (GIOStream) stream = NULL;

  if (connection->service->certificate == NULL)
    return g_object_ref (G_IO_STREAM (connection->connection));

  stream = g_tls_server_connection_new (G_IO_STREAM (connection->connection), connection->service->certificate, NULL);
  g_assert_nonnull (stream);
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), connection->service->protocols);
  return g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, NULL) ? g_steal_pointer (&stream) : NULL;
}

static gpointer
serve_connection (gpointer data)
{
  Connection *connection = data;
  g_autoptr (GIOStream) stream = open_stream (connection);
  g_autoptr (GDataInputStream) input = NULL;
  FakeRequest request = { .connection = connection->connection };

  /* Replies go out in small pieces, none of which is to wait for the client to acknowledge the one before. */
  g_socket_set_option (g_socket_connection_get_socket (connection->connection), IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  if (stream != NULL)
    {
      request.output = g_io_stream_get_output_stream (stream);
      input = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
      g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
      while (!g_io_stream_is_closed (G_IO_STREAM (connection->connection)) && read_request (input, &request))
        {
          connection->service->script (&request, connection->service->data);
          clear_request (&request);
        }
    }
  clear_request (&request);
  g_io_stream_close (G_IO_STREAM (connection->connection), NULL, NULL);
  g_free (connection);
  return NULL;
}

/* What is still connected in the end is cut off, so that no test can hang here. */
static gpointer
accept_connections (gpointer data)
{
  FakeService *self = data;
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  while (TRUE)
    {
      GSocketConnection *accepted = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL);
      Connection *connection;

      if (accepted == NULL)
        break;
      connection = g_new0 (Connection, 1);
      connection->service = self;
      connection->connection = accepted;
      g_atomic_int_inc (&self->n_connections);
      g_ptr_array_add (connections, accepted);
      g_ptr_array_add (threads, g_thread_new ("fake-connection", serve_connection, connection));
    }
  for (guint i = 0; i < threads->len; i++)
    {
      g_socket_shutdown (g_socket_connection_get_socket (g_ptr_array_index (connections, i)), TRUE, TRUE, NULL);
      g_thread_join (g_ptr_array_index (threads, i));
    }
  return NULL;
}

FakeService *
fake_service_new_tls (GTlsCertificate *certificate, const char *const *protocols, FakeScript script, gpointer data)
{
  FakeService *self = g_new0 (FakeService, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = g_socket_listener_new ();
  g_socket_listener_set_backlog (self->listener, 64);
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound,
                                 &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->cancellable = g_cancellable_new ();
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->protocols = protocols;
  self->script = script;
  self->data = data;
  self->thread = g_thread_new ("fake-service", accept_connections, self);
  return self;
}

FakeService *
fake_service_new (FakeScript script, gpointer data)
{
  return fake_service_new_tls (NULL, NULL, script, data);
}

void
fake_service_free (FakeService *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_clear_object (&self->certificate);
  g_free (self);
}

guint16
fake_service_get_port (FakeService *self)
{
  return self->port;
}

guint
fake_service_get_n_connections (FakeService *self)
{
  return g_atomic_int_get (&self->n_connections);
}

const char *
fake_request_get_header (FakeRequest *request, const char *name)
{
  return g_hash_table_lookup (request->headers, name);
}

/* A client that has gone away is no failure of the test by itself. */
void
fake_request_write (FakeRequest *request, const char *text)
{
  g_output_stream_write_all (request->output, text, strlen (text), NULL, NULL, NULL);
}

/* Takes them over. */
void
fake_request_write_bytes (FakeRequest *request, GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  g_output_stream_write_all (request->output, data, length, NULL, NULL, NULL);
  g_bytes_unref (bytes);
}

void
fake_request_reply (FakeRequest *request, guint status, const char *headers, const char *body)
{
  g_autofree char *text =
      g_strdup_printf ("HTTP/1.1 %u Whatever\r\nx-amzn-RequestId: req-42\r\n%sContent-Length: %" G_GSIZE_FORMAT
                       "\r\n\r\n%s",
                       status, headers, strlen (body), body);

  fake_request_write (request, text);
}

void
fake_request_begin_stream (FakeRequest *request)
{
  fake_request_write (request, "HTTP/1.1 200 OK\r\nx-amzn-RequestId: req-42\r\n"
                               "Content-Type: application/vnd.amazon.eventstream\r\n"
                               "Transfer-Encoding: chunked\r\n\r\n");
}

/* Takes it over. */
void
fake_request_write_chunk (FakeRequest *request, GBytes *chunk)
{
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_MODIFIER "x\r\n", g_bytes_get_size (chunk));

  fake_request_write (request, size);
  fake_request_write_bytes (request, chunk);
  fake_request_write (request, "\r\n");
}

void
fake_request_end_stream (FakeRequest *request)
{
  fake_request_write (request, "0\r\n\r\n");
}

/* An orderly end. */
void
fake_request_close (FakeRequest *request)
{
  g_io_stream_close (G_IO_STREAM (request->connection), NULL, NULL);
}

/* A disorderly one: with nothing to linger for, closing sends a reset. */
void
fake_request_reset (FakeRequest *request)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  GSocket *socket = g_socket_connection_get_socket (request->connection);

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (socket, NULL);
  g_io_stream_close (G_IO_STREAM (request->connection), NULL, NULL);
}

gboolean
fake_request_wait_for_close (FakeRequest *request)
{
  char byte;

  return g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (request->connection)), &byte, 1, NULL, NULL) <=
         0;
}
