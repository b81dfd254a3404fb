/* dg-serve-guard.c: which requests are let in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dg-serve.h"

#define MAX_BODY_BYTES (1024 * 1024)
#define BODY_KEY "dg-serve-body"
#define BEARER "Bearer "

/* A body as it comes in; libsoup would keep all of it, however long it is. */
typedef struct
{
  GByteArray *bytes; /* (owned) */
  gboolean too_large;
} Body;

static void
free_body (Body *body)
{
  g_byte_array_unref (body->bytes);
  g_free (body);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  Body *body = data;
  gsize length = g_bytes_get_size (chunk);

  if (body->too_large || length > MAX_BODY_BYTES - body->bytes->len)
    {
      body->too_large = TRUE;
      g_byte_array_set_size (body->bytes, 0);
      return;
    }
  g_byte_array_append (body->bytes, g_bytes_get_data (chunk, NULL), (guint) length);
}

/* In the same time wherever they differ, so that a token cannot be guessed letter by letter. */
static gboolean
is_token (const char *text, const char *token)
{
  gsize length = strlen (token);
  guint8 difference = 0;

  if (strlen (text) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint8) text[i] ^ (guint8) token[i];

  return difference == 0;
}

/* `127.0.0.1:PORT` and `localhost:PORT`; any other name may be a stranger's that leads here. */
static gboolean
is_own_authority (DgServe *self, const char *authority)
{
  g_autofree char *by_number = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_autofree char *by_name = g_strdup_printf ("localhost:%u", self->port);

  return g_ascii_strcasecmp (authority, by_number) == 0 || g_ascii_strcasecmp (authority, by_name) == 0;
}

static gboolean
is_own_origin (DgServe *self, const char *origin)
{
  return g_str_has_prefix (origin, "http://") && is_own_authority (self, origin + strlen ("http://"));
}

static gboolean
check_headers (DgServe *self, SoupMessageHeaders *headers, GError **error)
{
  /* of several headers of a name this is all of them, which is then none that is allowed */
  const char *host = soup_message_headers_get_list (headers, "Host");
  const char *origin = soup_message_headers_get_list (headers, "Origin");
  const char *authorization = soup_message_headers_get_list (headers, "Authorization");

  if (host == NULL || !is_own_authority (self, host))
    g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_FOREIGN, _ ("The Host must be that of %s"), self->url);
  else if (origin != NULL && !is_own_origin (self, origin))
    g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_FOREIGN, _ ("Requests of other origins than %s are refused"),
                 self->url);
  else if (authorization == NULL || g_ascii_strncasecmp (authorization, BEARER, strlen (BEARER)) != 0 ||
           !is_token (authorization + strlen (BEARER), self->token))
    g_set_error_literal (
        error, DG_SERVE_ERROR, DG_SERVE_ERROR_TOKEN,
        _ ("The request needs the header “Authorization: Bearer TOKEN” with the token that was printed "
           "at the start"));
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_announced_length (SoupMessageHeaders *headers, GError **error)
{
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
      soup_message_headers_get_content_length (headers) <= MAX_BODY_BYTES)
    return TRUE;

  g_set_error_literal (error, DG_SERVE_ERROR, DG_SERVE_ERROR_TOO_LARGE, _ ("The body has more than 1 MiB"));

  return FALSE;
}

/**
 * dg_serve_guard_begin:
 * @self: the server
 * @message: a request whose headers have come
 *
 * Refuses what need not be read further, which is answered then, and bounds what is kept of the rest.
 */
void
dg_serve_guard_begin (DgServe *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Body *body = g_new0 (Body, 1);
  g_autoptr (GError) error = NULL;

  body->bytes = g_byte_array_new ();
  g_object_set_data_full (G_OBJECT (message), BODY_KEY, body, (GDestroyNotify) free_body);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), body);
  if (!check_headers (self, headers, &error) || !check_announced_length (headers, &error))
    {
      /* what is refused is not kept either */
      body->too_large = TRUE;
      dg_serve_answer_error (message, error);
    }
}

/**
 * dg_serve_guard_take_body:
 * @message: a request that has come in whole
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its body
 */
GBytes *
dg_serve_guard_take_body (SoupServerMessage *message, GError **error)
{
  const Body *body = g_object_get_data (G_OBJECT (message), BODY_KEY);

  if (body->too_large)
    {
      g_set_error_literal (error, DG_SERVE_ERROR, DG_SERVE_ERROR_TOO_LARGE, _ ("The body has more than 1 MiB"));
      return NULL;
    }

  return g_bytes_new (body->bytes->data, body->bytes->len);
}
