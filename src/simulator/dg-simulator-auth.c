/* dg-simulator-auth.c: who may ask
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-auth.h"

#include <string.h>

#include "dg-sigv4.h"

#define ALLOWED_SKEW_SECONDS (5 * 60)
#define BEARER_PREFIX "Bearer "
#define SCOPE_SERVICE "/bedrock/aws4_request"

static gboolean
refuse_client (GError **error)
{
  g_set_error_literal (error, DG_AWS_ERROR, DG_AWS_ERROR_UNRECOGNIZED_CLIENT,
                       "The security token included in the request is invalid.");
  return FALSE;
}

static gboolean
refuse_signature (GError **error)
{
  g_set_error_literal (error, DG_AWS_ERROR, DG_AWS_ERROR_INVALID_SIGNATURE,
                       "The request signature we calculated does not match the signature you provided. Check your AWS "
                       "Secret Access Key and signing method. Consult the service documentation for details.");
  return FALSE;
}

static gboolean
refuse_date (const char *signed_at, gint64 now, GError **error)
{
  g_autofree char *bound = dg_sigv4_format_date (now - ALLOWED_SKEW_SECONDS);

  if (strcmp (signed_at, bound) < 0)
    g_set_error (error, DG_AWS_ERROR, DG_AWS_ERROR_INVALID_SIGNATURE,
                 "Signature expired: %s is now earlier than %s (5 min. before the time of this service)", signed_at,
                 bound);
  else
    g_set_error (error, DG_AWS_ERROR, DG_AWS_ERROR_INVALID_SIGNATURE, "Signature not yet current: %s is still too new",
                 signed_at);
  return FALSE;
}

static GArray *
collect_headers (SoupMessageHeaders *headers)
{
  GArray *collected = g_array_new (FALSE, FALSE, sizeof (DgSigv4Header));
  SoupMessageHeadersIter iter;
  DgSigv4Header header;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &header.name, &header.value))
    g_array_append_val (collected, header);

  return collected;
}

static gboolean
check_signature (
    const DgSimulatorOptions *options, SoupServerMessage *message, const char *sha256, gint64 now, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");
  g_autoptr (GArray) collected = collect_headers (headers);
  DgSigv4Request request = {
    .method = soup_server_message_get_method (message),
    .path = g_uri_get_path (soup_server_message_get_uri (message)),
    .query = g_uri_get_query (soup_server_message_get_uri (message)),
    .headers = (const DgSigv4Header *) (gpointer) collected->data,
    .n_headers = collected->len,
    .payload_sha256 = sha256,
  };

  switch (dg_sigv4_verify (&request, authorization, options->access_key_id, options->secret_access_key, now,
                           ALLOWED_SKEW_SECONDS))
    {
    case DG_SIGV4_VALID:
      return strstr (authorization, SCOPE_SERVICE) != NULL || refuse_signature (error);

    case DG_SIGV4_UNKNOWN_KEY:
      return refuse_client (error);

    case DG_SIGV4_SKEWED:
      return refuse_date (soup_message_headers_get_one (headers, "x-amz-date"), now, error);

    case DG_SIGV4_MALFORMED:
      g_set_error_literal (
          error, DG_AWS_ERROR, DG_AWS_ERROR_INCOMPLETE_SIGNATURE,
          "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters, and "
          "the request an 'X-Amz-Date' header.");
      return FALSE;

    case DG_SIGV4_MISMATCH:
    default:
      return refuse_signature (error);
    }
}

/* Checks a request against the keys: an API key, or a signature over exactly these bytes. @now is in seconds since
 * 1970. */
gboolean
dg_simulator_authorize (const DgSimulatorOptions *options, SoupServerMessage *message, gint64 now, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");
  const char *claimed_sha256 = soup_message_headers_get_one (headers, "x-amz-content-sha256");
  const char *session_token = soup_message_headers_get_one (headers, "x-amz-security-token");

  if (authorization == NULL)
    {
      g_set_error_literal (error, DG_AWS_ERROR, DG_AWS_ERROR_MISSING_TOKEN, "Missing Authentication Token");
      return FALSE;
    }
  if (g_str_has_prefix (authorization, BEARER_PREFIX))
    return g_strcmp0 (authorization + strlen (BEARER_PREFIX), options->bearer_token) == 0 || refuse_client (error);
  if (options->access_key_id == NULL || options->secret_access_key == NULL ||
      g_strcmp0 (session_token, options->session_token) != 0)
    return refuse_client (error);

  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);

  if (claimed_sha256 != NULL && strcmp (claimed_sha256, sha256) != 0)
    return refuse_signature (error);

  return check_signature (options, message, sha256, now, error);
}
