/* dg-bedrock-message.c: a request to Amazon Bedrock, signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-bedrock-model-private.h"
#include "dg-http.h"
#include "dg-sigv4.h"

#define SERVICE "bedrock"

static char *
dup_url (const DgBedrockTarget *target, gboolean stream)
{
  g_autofree char *base = g_uri_to_string (target->endpoint);
  g_autofree char *label = dg_sigv4_escape_label (target->model_id);
  gsize length = strlen (base);

  while (length > 0 && base[length - 1] == '/')
    base[--length] = '\0';
  return g_strconcat (base, "/model/", label, stream ? "/converse-stream" : "/converse", NULL);
}

/* Every header is signed but those that libsoup adds, none of which SigV4 would sign. */
static void
sign_message (SoupMessage *message,
              const DgBedrockTarget *target,
              DgCredentials *credentials,
              GBytes *payload,
              gint64 unix_seconds)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *session_token = dg_credentials_get_session_token (credentials);
  g_autofree char *host = dg_http_dup_host (soup_message_get_uri (message));
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, payload);
  g_autofree char *date = dg_sigv4_format_date (unix_seconds);
  g_autofree char *authorization = NULL;
  const DgSigv4Header signed_headers[] = {
    { "Content-Type", DG_BEDROCK_JSON_TYPE },  { "Host", host },
    { "X-Amz-Content-Sha256", hash },          { "X-Amz-Date", date },
    { "X-Amz-Security-Token", session_token }, /* the last: not with keys that last */
  };
  const DgSigv4Request request = {
    .method = SOUP_METHOD_POST,
    .path = g_uri_get_path (soup_message_get_uri (message)),
    .headers = signed_headers,
    .n_headers = G_N_ELEMENTS (signed_headers) - (session_token == NULL ? 1 : 0),
    .payload_sha256 = hash,
  };
  const DgSigv4Scope scope = { .date = date, .region = target->region, .service = SERVICE };

  authorization = dg_sigv4_sign (&request, &scope, dg_credentials_get_access_key_id (credentials),
                                 dg_credentials_get_secret_access_key (credentials));
  for (gsize i = 0; i < request.n_headers; i++)
    soup_message_headers_replace (headers, signed_headers[i].name, signed_headers[i].value);
  soup_message_headers_replace (headers, "Authorization", authorization);
}

static void
authorize_message (SoupMessage *message, DgCredentials *credentials)
{
  g_autofree char *value = g_strconcat ("Bearer ", dg_credentials_get_bearer_token (credentials), NULL);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  explicit_bzero (value, strlen (value));
}

/**
 * dg_bedrock_message_new:
 * @target: where it goes
 * @credentials: in whose name
 * @payload: the request as JSON
 * @stream: whether to ask for a stream of events
 * @unix_seconds: when it is signed; the service takes it for some five minutes
 *
 * Returns: (transfer full): a request that can be sent once
 */
SoupMessage *
dg_bedrock_message_new (
    const DgBedrockTarget *target, DgCredentials *credentials, GBytes *payload, gboolean stream, gint64 unix_seconds)
{
  g_autofree char *url = NULL;
  SoupMessage *message;

  g_return_val_if_fail (target != NULL && credentials != NULL && payload != NULL, NULL);

  url = dup_url (target, stream);
  message = soup_message_new (SOUP_METHOD_POST, url);
  g_assert (message != NULL); /* It was parsed and checked before. */

  soup_message_set_request_body_from_bytes (message, DG_BEDROCK_JSON_TYPE, payload);
  if (dg_credentials_is_bearer (credentials))
    authorize_message (message, credentials);
  else
    sign_message (message, target, credentials, payload, unix_seconds);
  return message;
}
