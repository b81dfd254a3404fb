/* dg-simulator.c: a Nova simulator that speaks the Bedrock Runtime protocol on loopback
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "dg-simulator-auth.h"
#include "dg-simulator-composer.h"
#include "dg-simulator-exchange.h"
#include "dg-simulator-fault.h"
#include "dg-simulator-reply.h"
#include "dg-simulator-request.h"

#define SERVER_NAME "dataset-gen-simulator (practice model, not AI)"
#define PATH_PREFIX "/model/"
#define CONVERSE "converse"
#define CONVERSE_STREAM "converse-stream"
#define LISTEN_BACKLOG 512

/* The pace of practice: quick, but a stream is seen to be one */
#define PRACTICE_TTFT_MS 150
#define PRACTICE_TOKENS_PER_SECOND 400
#define SKEW_SECONDS (10 * 60)

struct _DgSimulator
{
  GObject parent_instance;

  /* Written before the thread starts, read by everyone after */
  DgSimulatorOptions options; /* its strings are owned, but what @faults and @host are made of is not in it */
  DgFaultPlan *faults;        /* (owned) */
  DgComposer *composer;       /* (owned) used on the server's thread only */
  GMainContext *context;      /* (owned) the server's */
  GMainLoop *loop;            /* (owned) */
  char *url;                  /* (owned) written by the server's thread before dg_simulator_start() returns */
  guint16 port;               /* likewise */

  GMutex mutex;
  GThread *thread; /* (owned) (nullable) under @mutex; NULL when stopped */

  DgExchangeHost host; /* used on the server's thread only, but for what is atomic */

  /* On the server's thread only */
  guint n_requests;
  gint64 ahead_seconds; /* of the clock of its callers, by a fault */
};

G_DEFINE_FINAL_TYPE (DgSimulator, dg_simulator, G_TYPE_OBJECT)
/* clang-format off */
G_DEFINE_QUARK (dg-simulator-error-quark, dg_simulator_error)
/* clang-format on */

/* What dg_simulator_start() and the new thread tell each other. On the stack of the first. */
typedef struct
{
  DgSimulator *simulator; /* (unowned) the thread ends before its simulator does */
  GAsyncQueue *answer;    /* (unowned) one item as soon as the server listens or cannot */
  GError *error;          /* (nullable) why it cannot */
} Start;

/* `/model/ID/converse`: the id, decoded, or NULL for any other path */
static char *
parse_path (const char *path, gboolean *streaming)
{
  g_autofree char *escaped = NULL;
  const char *slash = strrchr (path, '/');

  if (!g_str_has_prefix (path, PATH_PREFIX) || slash < path + strlen (PATH_PREFIX))
    return NULL;
  if (!g_str_equal (slash + 1, CONVERSE) && !g_str_equal (slash + 1, CONVERSE_STREAM))
    return NULL;

  escaped = g_strndup (path + strlen (PATH_PREFIX), slash - path - strlen (PATH_PREFIX));
  *streaming = g_str_equal (slash + 1, CONVERSE_STREAM);

  return strchr (escaped, '/') == NULL ? g_uri_unescape_string (escaped, NULL) : NULL;
}

/* The time as the service has it. Once it is ahead it stays there: a caller that has learnt of it gets through. */
static gint64
read_clock (DgSimulator *self, SoupServerMessage *message, DgFault fault)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *date = NULL;

  if (fault == DG_FAULT_SKEW)
    self->ahead_seconds = SKEW_SECONDS;
  if (self->ahead_seconds == 0)
    return now;

  time = g_date_time_new_from_unix_utc (now + self->ahead_seconds);
  date = soup_date_time_to_string (time, SOUP_DATE_HTTP);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", date);

  return now + self->ahead_seconds;
}

/* What a client is told of how long to wait */
static void
add_hint (SoupServerMessage *message, DgFault fault)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (fault == DG_FAULT_OVERLOADED)
    soup_message_headers_replace (headers, "Retry-After", "1");
  else if (fault == DG_FAULT_THROTTLE_HINT)
    soup_message_headers_replace (headers, "x-amz-retry-after", "300");
}

/* A request that is none is refused before all, then one that a fault hits, and then one that is over the quota. */
static DgSimulatorRequest *
read_request (
    DgSimulator *self, SoupServerMessage *message, const char *model, DgFault fault, DgLogEntry *entry, GError **error)
{
  gint64 now = read_clock (self, message, fault);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (DgSimulatorRequest) request = NULL;
  GError *fault_error;

  entry->fault = fault == DG_FAULT_SKEW ? fault : DG_FAULT_NONE;
  if (!dg_simulator_authorize (&self->options, message, now, error))
    return NULL;
  request = dg_simulator_request_new (model, body, error);
  if (request == NULL)
    return NULL;

  entry->input_tokens = request->input_tokens;
  entry->max_tokens = request->reserved_tokens;
  fault_error = dg_fault_make_error (fault, FALSE);
  if (fault_error != NULL)
    {
      entry->fault = fault;
      add_hint (message, fault);
      g_propagate_error (error, fault_error);
      return NULL;
    }
  if (!dg_quota_enter (&self->host.quota, (guint64) entry->input_tokens + entry->max_tokens, entry->started_us, error))
    return NULL;
  entry->fault = fault;

  return g_steal_pointer (&request);
}

static void
answer (DgSimulator *self, SoupServerMessage *message, const char *model, gboolean streaming)
{
  guint number = ++self->n_requests;
  DgFault fault = dg_fault_plan_draw (self->faults, number);
  DgRecordFaults record_faults = dg_fault_plan_draw_records (self->faults, number);
  DgLogEntry entry = {
    .started_us = g_get_monotonic_time (),
    .at_once = (guint) g_atomic_int_get (&self->host.n_running) + 1,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSimulatorRequest) request = read_request (self, message, model, fault, &entry, &error);
  DgSimulatorReply *reply = NULL;

  if (request != NULL)
    {
      reply = dg_simulator_reply_new (self->composer, request, &record_faults, self->options.seed);
      dg_simulator_reply_spoil (reply, fault, streaming);
    }
  dg_exchange_start (&self->host, message, streaming, reply, error, &entry);
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *model = NULL;
  g_autoptr (GError) error = NULL;
  gboolean streaming = FALSE;

  soup_message_headers_replace (headers, "x-amzn-RequestId", id);
  if (g_str_equal (soup_server_message_get_method (message), "POST"))
    model = parse_path (g_uri_get_path (soup_server_message_get_uri (message)), &streaming);
  if (model != NULL)
    {
      answer (user_data, message, model, streaming);
      return;
    }

  error = g_error_new_literal (DG_AWS_ERROR, DG_AWS_ERROR_UNKNOWN_OPERATION,
                               "The requested operation is not recognized by the service.");
  dg_exchange_refuse (message, error);
}

/* libsoup's own way to listen has a backlog of 10, and resets some of 30 clients that come at once. */
static GSocket *
open_socket (guint16 port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocket) socket = NULL;

  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, LISTEN_BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;

  return g_steal_pointer (&socket);
}

static gboolean
listen_on_loopback (DgSimulator *self, SoupServer *server, GError **error)
{
  g_autoptr (GError) io_error = NULL;
  g_autoptr (GSocket) socket = open_socket (self->options.port, &io_error);
  g_autoptr (GSocketAddress) address = NULL;

  if (socket != NULL && soup_server_listen_socket (server, socket, 0, &io_error))
    address = g_socket_get_local_address (socket, &io_error);
  if (address == NULL)
    {
      g_set_error (error, DG_SIMULATOR_ERROR, DG_SIMULATOR_ERROR_LISTEN,
                   _ ("The simulator cannot listen on port %u: %s"), self->options.port, io_error->message);
      return FALSE;
    }

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);

  return TRUE;
}

/* Everything of libsoup's is made, used and unmade here. */
static gpointer
run_server (gpointer data)
{
  Start *start = data;
  DgSimulator *self = start->simulator;
  g_autoptr (GAsyncQueue) answer = g_async_queue_ref (start->answer);
  g_autoptr (SoupServer) server = NULL;
  gboolean listening;

  g_main_context_push_thread_default (self->context);
  /* Raw paths: signatures are made over `%3A`, not over `:`. */
  server = soup_server_new ("server-header", SERVER_NAME, "raw-paths", TRUE, NULL);
  soup_server_add_handler (server, NULL, request_cb, self, NULL);
  listening = listen_on_loopback (self, server, &start->error);
  g_async_queue_push (answer, start); /* from here on it is gone */
  if (listening)
    g_main_loop_run (self->loop);

  /* Disconnecting finishes the messages under way, and with them their timers. */
  soup_server_disconnect (server);
  g_clear_object (&server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

static void
dg_simulator_dispose (GObject *object)
{
  dg_simulator_stop (DG_SIMULATOR (object));

  G_OBJECT_CLASS (dg_simulator_parent_class)->dispose (object);
}

static void
dg_simulator_finalize (GObject *object)
{
  DgSimulator *self = DG_SIMULATOR (object);

  g_clear_pointer (&self->faults, dg_fault_plan_free);
  g_clear_pointer (&self->composer, dg_composer_free);
  g_clear_pointer (&self->host.log, dg_simulator_log_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->url, g_free);
  g_free ((char *) self->options.access_key_id);
  g_free ((char *) self->options.secret_access_key);
  g_free ((char *) self->options.session_token);
  g_free ((char *) self->options.bearer_token);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (dg_simulator_parent_class)->finalize (object);
}

static void
dg_simulator_class_init (DgSimulatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dg_simulator_dispose;
  object_class->finalize = dg_simulator_finalize;
}

static void
dg_simulator_init (DgSimulator *self)
{
  g_mutex_init (&self->mutex);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

static void
take_options (DgSimulator *self, const DgSimulatorOptions *options)
{
  self->options = *options;
  self->options.access_key_id = g_strdup (options->access_key_id);
  self->options.secret_access_key = g_strdup (options->secret_access_key);
  self->options.session_token = g_strdup (options->session_token);
  self->options.bearer_token = g_strdup (options->bearer_token);
  self->options.faults = NULL;
  self->options.log_path = NULL;
  self->composer = dg_composer_new (options->seed);
  self->host.options = &self->options;
  dg_quota_init (&self->host.quota, options->rpm, options->tpm, g_get_monotonic_time ());
}

/**
 * dg_simulator_start:
 * @options: how it shall behave; copied
 * @error: return location for a #DgSimulatorError
 *
 * Starts a simulator. It listens as soon as this returns, and has a thread of its own: neither a busy main loop nor a
 * client that blocks its thread holds it up. It can be stopped and unreferenced on any other thread.
 *
 * Returns: (transfer full): a running simulator, or %NULL with @error set
 */
DgSimulator *
dg_simulator_start (const DgSimulatorOptions *options, GError **error)
{
  g_autoptr (DgSimulator) self = NULL;
  g_autoptr (GAsyncQueue) answer = NULL;
  Start start = { NULL };

  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (DG_TYPE_SIMULATOR, NULL);
  take_options (self, options);
  self->faults = dg_fault_plan_new (options->faults, options->seed, error);
  if (self->faults == NULL)
    return NULL;
  if (options->log_path != NULL)
    {
      self->host.log = dg_simulator_log_new (options->log_path, error);
      if (self->host.log == NULL)
        return NULL;
    }

  answer = g_async_queue_new ();
  start.simulator = self;
  start.answer = answer;
  self->thread = g_thread_new ("dg-simulator", run_server, &start);
  g_async_queue_pop (answer);
  if (start.error == NULL)
    return g_steal_pointer (&self);

  g_propagate_error (error, start.error);

  return NULL;
}

/**
 * dg_simulator_start_practice:
 * @error: return location for a #DgSimulatorError
 *
 * Starts the practice model: a simulator on a free port, with keys that are made for it and good for nothing else, and
 * with replies that are other ones each time.
 *
 * Returns: (transfer full): a running simulator, or %NULL with @error set
 */
DgSimulator *
dg_simulator_start_practice (GError **error)
{
  g_autofree char *key = g_strdup_printf ("PRACTICE%08X", g_random_int ());
  g_autofree char *secret = g_uuid_string_random ();
  const DgSimulatorOptions options = {
    .ttft_ms = PRACTICE_TTFT_MS,
    .tokens_per_second = PRACTICE_TOKENS_PER_SECOND,
    .seed = (guint64) g_random_int () << 32 | g_random_int (),
    .access_key_id = key,
    .secret_access_key = secret,
  };

  return dg_simulator_start (&options, error);
}

/**
 * dg_simulator_stop:
 * @self: a simulator
 *
 * Closes the port and every connection; replies under way are cut. Returns when that is done. Stopping twice is
 * harmless.
 */
void
dg_simulator_stop (DgSimulator *self)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GSource) quit = NULL;

  g_return_if_fail (DG_IS_SIMULATOR (self));

  locker = g_mutex_locker_new (&self->mutex);
  if (self->thread == NULL)
    return;

  quit = g_idle_source_new ();
  g_source_set_priority (quit, G_PRIORITY_HIGH);
  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * dg_simulator_get_port:
 * @self: a simulator
 *
 * Returns: the port it listens on, or did until it was stopped
 */
guint16
dg_simulator_get_port (DgSimulator *self)
{
  g_return_val_if_fail (DG_IS_SIMULATOR (self), 0);

  return self->port;
}

/**
 * dg_simulator_get_url:
 * @self: a simulator
 *
 * Returns: its address, to be used as the endpoint of Bedrock Runtime, without a slash at the end
 */
const char *
dg_simulator_get_url (DgSimulator *self)
{
  g_return_val_if_fail (DG_IS_SIMULATOR (self), NULL);

  return self->url;
}

/**
 * dg_simulator_get_access_key_id:
 * @self: a simulator
 *
 * Returns: (nullable): the key that requests have to be signed with
 */
const char *
dg_simulator_get_access_key_id (DgSimulator *self)
{
  g_return_val_if_fail (DG_IS_SIMULATOR (self), NULL);

  return self->options.access_key_id;
}

/**
 * dg_simulator_get_secret_access_key:
 * @self: a simulator
 *
 * Returns: (nullable): the secret that belongs to the key
 */
const char *
dg_simulator_get_secret_access_key (DgSimulator *self)
{
  g_return_val_if_fail (DG_IS_SIMULATOR (self), NULL);

  return self->options.secret_access_key;
}

/**
 * dg_simulator_get_n_running:
 * @self: a simulator
 *
 * Returns: how many replies are under way at this moment
 */
guint
dg_simulator_get_n_running (DgSimulator *self)
{
  g_return_val_if_fail (DG_IS_SIMULATOR (self), 0);

  return (guint) g_atomic_int_get (&self->host.n_running);
}
