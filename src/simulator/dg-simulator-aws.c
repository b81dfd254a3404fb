/* dg-simulator-aws.c: the shapes of the Bedrock Runtime protocol, as bytes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-aws.h"

#include "dg-event-stream.h"
#include "dg-json.h"

/* clang-format off */
G_DEFINE_QUARK (dg-aws-error-quark, dg_aws_error)
/* clang-format on */

static const struct
{
  const char *name;
  guint status;
} exceptions[] = {
  [DG_AWS_ERROR_INCOMPLETE_SIGNATURE] = { "IncompleteSignatureException", 400 },
  [DG_AWS_ERROR_INVALID_SIGNATURE] = { "InvalidSignatureException", 403 },
  [DG_AWS_ERROR_MISSING_TOKEN] = { "MissingAuthenticationTokenException", 403 },
  [DG_AWS_ERROR_MODEL] = { "ModelErrorException", 424 },
  [DG_AWS_ERROR_MODEL_STREAM] = { "ModelStreamErrorException", 424 },
  [DG_AWS_ERROR_NOT_FOUND] = { "ResourceNotFoundException", 404 },
  [DG_AWS_ERROR_UNKNOWN_OPERATION] = { "UnknownOperationException", 404 },
  [DG_AWS_ERROR_UNRECOGNIZED_CLIENT] = { "UnrecognizedClientException", 403 },
  [DG_AWS_ERROR_VALIDATION] = { "ValidationException", 400 },
};

guint
dg_aws_error_get_status (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == DG_AWS_ERROR, 500);

  return exceptions[error->code].status;
}

/* The name of the exception, in upper camel case */
const char *
dg_aws_error_get_name (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == DG_AWS_ERROR, NULL);

  return exceptions[error->code].name;
}

/* The JSON that tells of it */
char *
dg_aws_error_dup_body (const GError *error)
{
  g_autoptr (GString) body = g_string_new ("{\"message\":");

  dg_json_append_string (body, error->message);
  if (error->code == DG_AWS_ERROR_MODEL || error->code == DG_AWS_ERROR_MODEL_STREAM)
    {
      g_string_append (body, ",\"originalStatusCode\":424,\"originalMessage\":");
      dg_json_append_string (body, error->message);
    }
  g_string_append_c (body, '}');

  return g_string_free (g_steal_pointer (&body), FALSE);
}

static GBytes *
encode_frame (const char *kind, const char *kind_header, const char *kind_value, const char *payload, gsize length)
{
  g_autoptr (GBytes) type = g_bytes_new_static (kind_value, strlen (kind_value));
  g_autoptr (GBytes) json = g_bytes_new_static ("application/json", strlen ("application/json"));
  g_autoptr (GBytes) message = g_bytes_new_static (kind, strlen (kind));
  g_autoptr (GBytes) body = g_bytes_new_static (payload, length);
  /* In Bedrock's order */
  const DgEventStreamHeader headers[] = {
    { (char *) kind_header, DG_EVENT_STREAM_STRING, 0, type },
    { (char *) ":content-type", DG_EVENT_STREAM_STRING, 0, json },
    { (char *) ":message-type", DG_EVENT_STREAM_STRING, 0, message },
  };

  return dg_event_stream_encode (headers, G_N_ELEMENTS (headers), body);
}

/* An event as it goes on the wire. @payload has the members of its object, without the braces; padding is added. */
GBytes *
dg_aws_frame_event (const char *event_type, GString *payload, DgRandom *random)
{
  static const char padding[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  g_string_prepend_c (payload, '{');
  g_string_append_printf (payload, ",\"p\":\"%.*s\"}", 1 + (int) dg_random_below (random, sizeof padding - 1), padding);

  return encode_frame ("event", ":event-type", event_type, payload->str, payload->len);
}

/* The exception that ends a stream. What HTTP calls ModelErrorException is modelStreamErrorException there. */
GBytes *
dg_aws_frame_exception (const GError *error)
{
  gboolean model = error->code == DG_AWS_ERROR_MODEL;
  g_autofree char *name = g_strdup (exceptions[model ? DG_AWS_ERROR_MODEL_STREAM : error->code].name);
  g_autofree char *body = dg_aws_error_dup_body (error);

  name[0] = g_ascii_tolower (name[0]);

  return encode_frame ("exception", ":exception-type", name, body, strlen (body));
}
