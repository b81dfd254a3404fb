/* dg-cli-serve.c: `serve`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "dg-serve.h"

#define TOKEN_BYTES 32
#define GENERATOR "/datasets/generator/"
#define RUNS GENERATOR "runs/"
#define DATASETS "/datasets/"
#define FILE_SUFFIX "/file"

/**
 * Route:
 * @method: the method
 * @prefix: what the path begins with, or all of it
 * @suffix: (nullable): what it ends with; between the two stands an argument. %NULL: there is none
 * @handle: who answers
 */
typedef struct
{
  const char *method;
  const char *prefix;
  const char *suffix;
  DgServeFunc handle;
} Route;

/* the first that fits */
static const Route routes[] = {
  { "POST", GENERATOR "start", NULL, dg_serve_start },
  { "POST", GENERATOR "analyze-prompt", NULL, dg_serve_analyze_prompt },
  { "POST", GENERATOR "conversation", NULL, dg_serve_conversation },
  { "POST", GENERATOR "generate-samples", NULL, dg_serve_generate_samples },
  { "POST", GENERATOR "annotate", NULL, dg_serve_annotate },
  { "POST", GENERATOR "finalize", NULL, dg_serve_finalize },
  { "GET", RUNS, "", dg_serve_get_run },
  { "DELETE", RUNS, "", dg_serve_delete_run },
  { "GET", "/datasets", NULL, dg_serve_list_datasets },
  { "GET", DATASETS, FILE_SUFFIX, dg_serve_get_file },
  { "GET", DATASETS, "", dg_serve_get_dataset },
  { "GET", "/health", NULL, dg_serve_health },
};

static gboolean
match_path (const Route *route, const char *path, char **argument)
{
  const char *rest;
  gsize length;

  if (route->suffix == NULL)
    return g_str_equal (path, route->prefix);
  if (!g_str_has_prefix (path, route->prefix) || !g_str_has_suffix (path, route->suffix))
    return FALSE;

  rest = path + strlen (route->prefix);
  if (strlen (rest) <= strlen (route->suffix))
    return FALSE;
  length = strlen (rest) - strlen (route->suffix);
  if (memchr (rest, '/', length) != NULL)
    return FALSE;
  *argument = g_strndup (rest, length);

  return TRUE;
}

static const Route *
find_route (const char *method, const char *path, char **argument, GError **error)
{
  /* both are told in messages, and those are JSON */
  if (!g_utf8_validate (method, -1, NULL) || !g_utf8_validate (path, -1, NULL))
    {
      g_set_error_literal (error, DG_SERVE_ERROR, DG_SERVE_ERROR_REQUEST, _ ("The address is not UTF-8 text"));
      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (method, routes[i].method) && match_path (&routes[i], path, argument))
      return &routes[i];

  g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_UNKNOWN, _ ("There is nothing at %s %s"), method, path);

  return NULL;
}

static void
guard_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  dg_serve_guard_begin (data, message);
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  DgServe *self = data;
  const char *method = soup_server_message_get_method (message);
  g_autofree char *argument = NULL;
  GError *error = NULL;
  const Route *route = find_route (method, path, &argument, &error);
  DgServeCall *call = dg_serve_call_new (self, message);

  call->argument = g_steal_pointer (&argument);
  if (route == NULL || (g_str_equal (method, "POST") && !dg_serve_call_read_body (call, &error)))
    dg_serve_call_fail (call, error);
  else
    route->handle (call);
}

/* Whoever has the token can spend money, so it must not be guessed. */
static char *
make_token (GError **error)
{
  guint8 bytes[TOKEN_BYTES];
  GString *token = g_string_new (NULL);

  if (getrandom (bytes, sizeof bytes, 0) != (ssize_t) sizeof bytes)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("No token can be made: %s"),
                   g_strerror (errno));
      return g_string_free (token, TRUE), NULL;
    }
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (token, "%02x", bytes[i]);

  return g_string_free (token, FALSE);
}

static gboolean
listen_on_loopback (DgServe *self, guint16 port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GError) listen_error = NULL;
  GSList *uris;

  if (!soup_server_listen (self->server, address, 0, &listen_error))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("Port %u cannot be listened on: %s"), port,
                   listen_error->message);
      return FALSE;
    }

  uris = soup_server_get_uris (self->server);
  self->port = (guint16) g_uri_get_port (uris->data);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

static gboolean
open_server (DgServe *self, guint16 port, GError **error)
{
  self->library = dg_cli_open_library (self->cli, error);
  self->token = self->library != NULL ? make_token (error) : NULL;
  if (self->token == NULL)
    return FALSE;

  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->runs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, dg_serve_run_free);
  self->server = soup_server_new ("server-header", "dataset-gen-cli", NULL);
  soup_server_add_early_handler (self->server, NULL, guard_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);

  return listen_on_loopback (self, port, error);
}

static void
clear_server (DgServe *self)
{
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->runs, g_hash_table_unref);
  g_clear_pointer (&self->models, g_hash_table_unref);
  g_clear_object (&self->library);
  g_free (self->token);
  g_free (self->url);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DgServe, clear_server)

static void
announce (DgServe *self)
{
  if (self->cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "url", self->url);
      dg_cli_set_string (builder, "token", self->token);
      json_builder_end_object (builder);
      dg_cli_print_json (builder);
    }
  else
    printf ("url %s\ntoken %s\n", self->url, self->token);
  fflush (stdout);
}

/**
 * dg_cli_run_serve:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `serve`: the HTTP endpoints, until it is interrupted. What is under way then is broken off; runs can be gone on with.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_serve (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DgServe) server = { .cli = self };
  g_autofree char *wanted_port = NULL;
  gint64 port = 0;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_STRING, &wanted_port, N_ ("Port; default: a free one"), "P" },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("– answer over HTTP, on loopback, for other programs"), 0, 0, &argc, &argv,
                     error) ||
      (wanted_port != NULL && !dg_cli_parse_number ("--port", wanted_port, 0, G_MAXUINT16, &port, error)))
    return DG_EXIT_USAGE;
  if (!open_server (&server, (guint16) port, error))
    return dg_cli_get_exit (*error);

  announce (&server);
  while (!g_cancellable_is_cancelled (self->cancellable) || server.n_busy > 0)
    g_main_context_iteration (NULL, TRUE);

  return DG_EXIT_DONE;
}
