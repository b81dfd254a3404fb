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
  [DG_AWS_ERROR_ACCESS_DENIED] = { "AccessDeniedException", 403 },
  [DG_AWS_ERROR_EXPIRED_TOKEN] = { "ExpiredTokenException", 403 },
  [DG_AWS_ERROR_INCOMPLETE_SIGNATURE] = { "IncompleteSignatureException", 400 },
  [DG_AWS_ERROR_INTERNAL] = { "InternalServerException", 500 },
  [DG_AWS_ERROR_INVALID_SIGNATURE] = { "InvalidSignatureException", 403 },
  [DG_AWS_ERROR_MISSING_TOKEN] = { "MissingAuthenticationTokenException", 403 },
  [DG_AWS_ERROR_MODEL] = { "ModelErrorException", 424 },
  [DG_AWS_ERROR_MODEL_NOT_READY] = { "ModelNotReadyException", 429 },
  [DG_AWS_ERROR_MODEL_STREAM] = { "ModelStreamErrorException", 424 },
  [DG_AWS_ERROR_MODEL_TIMEOUT] = { "ModelTimeoutException", 408 },
  [DG_AWS_ERROR_NOT_FOUND] = { "ResourceNotFoundException", 404 },
  [DG_AWS_ERROR_OVERLOADED] = { "overloaded_error", 529 },
  [DG_AWS_ERROR_QUOTA] = { "ServiceQuotaExceededException", 400 },
  [DG_AWS_ERROR_THROTTLING] = { "ThrottlingException", 429 },
  [DG_AWS_ERROR_UNAVAILABLE] = { "ServiceUnavailableException", 503 },
  [DG_AWS_ERROR_UNKNOWN_OPERATION] = { "UnknownOperationException", 404 },
  [DG_AWS_ERROR_UNMODELLED] = { "InternalFailure", 500 },
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

/* @pairs are names and values of text headers, NULL at the end */
static GBytes *
encode_frame (const char *const *pairs, const char *payload, gsize length)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GArray) headers = g_array_new (FALSE, FALSE, sizeof (DgEventStreamHeader));
  g_autoptr (GBytes) body = g_bytes_new_static (payload, length);

  for (guint i = 0; pairs[i] != NULL; i += 2)
    {
      GBytes *value = g_bytes_new_static (pairs[i + 1], strlen (pairs[i + 1]));
      const DgEventStreamHeader header = { (char *) pairs[i], DG_EVENT_STREAM_STRING, 0, value };

      g_ptr_array_add (values, value);
      g_array_append_val (headers, header);
    }

  return dg_event_stream_encode ((const DgEventStreamHeader *) (gpointer) headers->data, headers->len, body);
}

/* In Bedrock's order */
static GBytes *
encode_json_frame (const char *class, const char *kind_header, const char *kind, const char *payload, gsize length)
{
  const char *const pairs[] = { kind_header, kind, ":content-type", "application/json", ":message-type", class, NULL };

  return encode_frame (pairs, payload, length);
}

/* An event as it goes on the wire. @payload has the members of its object, without the braces; padding is added. */
GBytes *
dg_aws_frame_event (const char *event_type, GString *payload, DgRandom *random)
{
  static const char padding[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  g_string_prepend_c (payload, '{');
  g_string_append_printf (payload, ",\"p\":\"%.*s\"}", 1 + (int) dg_random_below (random, sizeof padding - 1), padding);

  return encode_json_frame ("event", ":event-type", event_type, payload->str, payload->len);
}

/* The exception that ends a stream. What HTTP calls ModelErrorException is modelStreamErrorException there; what is not
 * in the service's model is an error, all in headers. */
GBytes *
dg_aws_frame_exception (const GError *error)
{
  gboolean model = error->code == DG_AWS_ERROR_MODEL;
  g_autofree char *name = g_strdup (exceptions[model ? DG_AWS_ERROR_MODEL_STREAM : error->code].name);
  g_autofree char *body = dg_aws_error_dup_body (error);

  if (error->code == DG_AWS_ERROR_UNMODELLED)
    return encode_frame ((const char *const[]){ ":error-code", name, ":error-message", error->message, ":message-type",
                                                "error", NULL },
                         NULL, 0);

  name[0] = g_ascii_tolower (name[0]);

  return encode_json_frame ("exception", ":exception-type", name, body, strlen (body));
}
