/* test-errors.c: what the service's and the network's errors become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <libsoup/soup.h>
#include <string.h>

#include "dg-converse.h"
#include "dg-http.h"
#include "events.h"

static const DgConverseContext context = { .model_id = "us.amazon.nova-lite-v1:0", .request_id = "req-1234" };

static GError *
read_response (guint status, const char *error_type, const char *body)
{
  return dg_converse_error_new_from_response (status, error_type, body, strlen (body), &context);
}

static GError *
read_message (GBytes *bytes)
{
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  g_autoptr (DgEventStreamMessage) message = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  dg_event_stream_decoder_push (decoder, data, length);
  g_bytes_unref (bytes);
  g_assert_true (dg_event_stream_decoder_next (decoder, &message, NULL));
  return dg_converse_error_new_from_event (message, &context);
}

static const struct
{
  guint status;
  const char *code;
  int error;
  const char *said;
} codes[] = {
  { 429, "ThrottlingException", DG_INFERENCE_ERROR_THROTTLED, "Wait a minute" },
  { 429, "TooManyRequestsException", DG_INFERENCE_ERROR_THROTTLED, "Wait a minute" },
  { 429, "ModelNotReadyException", DG_INFERENCE_ERROR_UNAVAILABLE, "not ready" },
  { 503, "ServiceUnavailableException", DG_INFERENCE_ERROR_UNAVAILABLE, "capacity" },
  { 503, "ServiceUnavailable", DG_INFERENCE_ERROR_UNAVAILABLE, "capacity" },
  { 529, "overloaded_error", DG_INFERENCE_ERROR_UNAVAILABLE, "capacity" },
  { 500, "InternalServerException", DG_INFERENCE_ERROR_UNAVAILABLE, "Try again" },
  { 500, "InternalFailure", DG_INFERENCE_ERROR_UNAVAILABLE, "Try again" },
  { 408, "ModelTimeoutException", DG_INFERENCE_ERROR_TIMEOUT, "ask for less" },
  { 424, "ModelErrorException", DG_INFERENCE_ERROR_MODEL, "simpler answer format" },
  { 424, "ModelStreamErrorException", DG_INFERENCE_ERROR_MODEL, "Try again" },
  { 400, "ValidationException", DG_INFERENCE_ERROR_INVALID_REQUEST, "refused the request" },
  { 400, "ServiceQuotaExceededException", DG_INFERENCE_ERROR_QUOTA, "Service Quotas" },
  { 403, "AccessDeniedException", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "bedrock:InvokeModel" },
  { 404, "ResourceNotFoundException", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "AWS_REGION" },
  { 403, "ExpiredTokenException", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "expired" },
  { 400, "ExpiredToken", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "expired" },
  { 403, "UnrecognizedClientException", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "does not know this key" },
  { 403, "InvalidClientTokenId", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "does not know this key" },
  { 403, "MissingAuthenticationTokenException", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "does not know this key" },
  { 403, "InvalidSignatureException", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "clock" },
  { 403, "SignatureDoesNotMatch", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "clock" },
  { 400, "IncompleteSignature", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "signature" },
  { 400, "IncompleteSignatureException", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "signature" },
  { 400, "RequestExpired", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "clock" },
  { 403, "RequestInTheFuture", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "clock" },
  { 403, "RequestTimeTooSkewed", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "clock" },
};

static void
test_codes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = read_response (codes[i].status, codes[i].code, "{\"message\":\"Because.\"}");

      g_test_message ("%s", error->message);
      g_assert_error (error, DG_INFERENCE_ERROR, codes[i].error);
      g_assert_nonnull (strstr (error->message, codes[i].said));
      g_assert_nonnull (strstr (error->message, codes[i].code));
      g_assert_nonnull (strstr (error->message, "us.amazon.nova-lite-v1:0"));
      g_assert_nonnull (strstr (error->message, "req-1234"));
    }
}

static const struct
{
  guint status;
  int error;
} statuses[] = {
  { 400, DG_INFERENCE_ERROR_INVALID_REQUEST },
  { 401, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS },
  { 403, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS },
  { 404, DG_INFERENCE_ERROR_UNKNOWN_MODEL },
  { 407, DG_INFERENCE_ERROR_NETWORK },
  { 408, DG_INFERENCE_ERROR_TIMEOUT },
  { 413, DG_INFERENCE_ERROR_INVALID_REQUEST },
  { 418, DG_INFERENCE_ERROR_FAILED },
  { 424, DG_INFERENCE_ERROR_MODEL },
  { 429, DG_INFERENCE_ERROR_THROTTLED },
  { 500, DG_INFERENCE_ERROR_UNAVAILABLE },
  { 502, DG_INFERENCE_ERROR_UNAVAILABLE },
  { 503, DG_INFERENCE_ERROR_UNAVAILABLE },
  { 504, DG_INFERENCE_ERROR_UNAVAILABLE },
  { 529, DG_INFERENCE_ERROR_UNAVAILABLE },
  { 599, DG_INFERENCE_ERROR_FAILED },
};

/* Without a code, and with one from years to come, the status counts. */
static void
test_statuses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GError) bare = read_response (statuses[i].status, NULL, "<html>Oops</html>");
      g_autoptr (GError) novel = read_response (statuses[i].status, "NovelException", "{}");

      g_assert_error (bare, DG_INFERENCE_ERROR, statuses[i].error);
      g_assert_error (novel, DG_INFERENCE_ERROR, statuses[i].error);
      g_assert_null (strstr (bare->message, "html"));
      g_assert_nonnull (strstr (novel->message, "NovelException"));
    }
}

static const struct
{
  const char *header;
  const char *body;
  int error;
} sources[] = {
  { "ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/", "{\"message\":\"m\"}",
    DG_INFERENCE_ERROR_THROTTLED },
  { "ThrottlingException", "{\"code\":\"ValidationException\"}", DG_INFERENCE_ERROR_THROTTLED },
  { "aws.bedrock#ThrottlingException", "", DG_INFERENCE_ERROR_THROTTLED },
  { "ThrottlingException,ValidationException", "", DG_INFERENCE_ERROR_THROTTLED },
  { NULL, "{\"code\":\"ThrottlingException\",\"__type\":\"ValidationException\"}", DG_INFERENCE_ERROR_THROTTLED },
  { NULL, "{\"__type\":\"com.amazon.coral.service#ThrottlingException\"}", DG_INFERENCE_ERROR_THROTTLED },
  { NULL, "{\"__type\":\"com.amazon.coral.service#ThrottlingException:http://a#b\"}", DG_INFERENCE_ERROR_THROTTLED },
  { "", "{\"code\":\"ThrottlingException\"}", DG_INFERENCE_ERROR_THROTTLED },
  { NULL, "{\"code\":429,\"__type\":\"ThrottlingException\"}", DG_INFERENCE_ERROR_THROTTLED },
};

static void
test_code_sources (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autoptr (GError) error = read_response (400, sources[i].header, sources[i].body);

      g_assert_error (error, DG_INFERENCE_ERROR, sources[i].error);
    }
}

static void
test_texts (void)
{
  g_autoptr (GError) invalid =
      read_response (400, "ValidationException", "{\"message\":\"The provided model identifier is invalid.\"}");
  g_autoptr (GError) on_demand = read_response (400, "ValidationException",
                                                "{\"message\":\"Invocation of model ID amazon.nova-2-lite-v1:0 with "
                                                "on-demand throughput isn\\u2019t supported.\"}");
  g_autoptr (GError) daily =
      read_response (429, "ThrottlingException",
                     "{\"message\":\"Too many tokens per day, please wait before trying again.\"}");
  g_autoptr (GError) capital = read_response (403, "AccessDeniedException", "{\"Message\":\"User is not authorized\"}");

  g_assert_error (invalid, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL);
  g_assert_error (on_demand, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL);
  g_assert_error (daily, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_QUOTA);
  g_assert_nonnull (strstr (capital->message, "“User is not authorized”"));
}

static void
test_long_text (void)
{
  g_autofree char *filler = g_strnfill (5000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"message\":\"one\\n\\ttwo\\u0007 %s\"}", filler);
  g_autofree char *code = g_strnfill (5000, 'E');
  g_autoptr (GError) error = read_response (400, code, body);

  g_assert_cmpuint (g_utf8_strlen (error->message, -1), <, 700);
  g_assert_nonnull (strstr (error->message, "one two x"));
  g_assert_nonnull (strstr (error->message, "…"));
}

/* A service that quotes the request must not make us show a secret. */
static void
test_secrets (void)
{
  g_autoptr (DgCredentials) credentials = dg_credentials_new_keys ("AKIDEXAMPLE", "s3cret/key", "t0ken");
  const DgConverseContext with_secrets = { .credentials = credentials, .request_id = "bad\r\nid" };
  static const char body[] = "{\"message\":\"Got x-amz-security-token:t0ken and s3cret\\/key\"}";
  g_autoptr (GError) denied =
      dg_converse_error_new_from_response (403, "AccessDeniedException", body, strlen (body), &with_secrets);
  g_autoptr (GError) signature =
      dg_converse_error_new_from_response (403, "InvalidSignatureException", body, strlen (body), &with_secrets);

  g_assert_nonnull (strstr (denied->message, "x-amz-security-token:…"));
  g_assert_null (strstr (denied->message, "t0ken"));
  g_assert_null (strstr (denied->message, "s3cret"));
  g_assert_null (strstr (denied->message, "bad"));
  g_assert_null (strstr (signature->message, "x-amz-security-token"));
}

static const struct
{
  const char *type;
  int error;
} exceptions[] = {
  { "internalServerException", DG_INFERENCE_ERROR_UNAVAILABLE },
  { "modelStreamErrorException", DG_INFERENCE_ERROR_MODEL },
  { "validationException", DG_INFERENCE_ERROR_INVALID_REQUEST },
  { "throttlingException", DG_INFERENCE_ERROR_THROTTLED },
  { "serviceUnavailableException", DG_INFERENCE_ERROR_UNAVAILABLE },
  { "novelException", DG_INFERENCE_ERROR_FAILED },
};

static void
test_exceptions (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exceptions); i++)
    {
      g_autoptr (GError) error = read_message (encode_exception (exceptions[i].type, "{\"message\":\"Because.\"}"));

      g_assert_error (error, DG_INFERENCE_ERROR, exceptions[i].error);
      g_assert_nonnull (strstr (error->message, "“Because.”"));
      g_assert_null (strstr (error->message, "HTTP"));
    }
}

static void
test_stream_errors (void)
{
  g_autoptr (GError) known = read_message (encode_error ("InternalFailure", "Sorry."));
  g_autoptr (GError) original =
      read_message (encode_exception ("modelStreamErrorException", "{\"originalMessage\":\"Deep down.\"}"));
  g_autoptr (GError) empty = read_message (encode_exception ("throttlingException", ""));

  g_assert_error (known, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (known->message, "“Sorry.”"));
  g_assert_error (original, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_MODEL);
  g_assert_nonnull (strstr (original->message, "“Deep down.”"));
  g_assert_error (empty, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED);
}

static void
test_network (void)
{
  static const struct
  {
    GQuark (*get_domain) (void);
    int code;
    DgHttpPhase phase;
    int error;
    const char *said;
  } cases[] = {
    { g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, DG_HTTP_CONNECTING, DG_INFERENCE_ERROR_NETWORK,
      "could not be found" },
    { g_resolver_error_quark, G_RESOLVER_ERROR_TEMPORARY_FAILURE, DG_HTTP_CONNECTING, DG_INFERENCE_ERROR_NETWORK,
      "could not be found" },
    { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, DG_HTTP_CONNECTING, DG_INFERENCE_ERROR_NETWORK,
      "Nothing answers" },
    { g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, DG_HTTP_CONNECTING, DG_INFERENCE_ERROR_NETWORK, "no way" },
    { g_io_error_quark, G_IO_ERROR_PROXY_NEED_AUTH, DG_HTTP_CONNECTING, DG_INFERENCE_ERROR_NETWORK, "proxy" },
    { g_io_error_quark, G_IO_ERROR_TIMED_OUT, DG_HTTP_CONNECTING, DG_INFERENCE_ERROR_NETWORK, "does not answer" },
    { g_io_error_quark, G_IO_ERROR_TIMED_OUT, DG_HTTP_WAITING, DG_INFERENCE_ERROR_TIMEOUT, "silent" },
    { g_io_error_quark, G_IO_ERROR_TIMED_OUT, DG_HTTP_RESPONDING, DG_INFERENCE_ERROR_TIMEOUT, "silent" },
    { g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED, DG_HTTP_WAITING, DG_INFERENCE_ERROR_NETWORK, "broke" },
    { g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED, DG_HTTP_RESPONDING, DG_INFERENCE_ERROR_TRUNCATED, "broke" },
    { g_io_error_quark, G_IO_ERROR_PARTIAL_INPUT, DG_HTTP_RESPONDING, DG_INFERENCE_ERROR_TRUNCATED, "broke" },
    { g_tls_error_quark, G_TLS_ERROR_EOF, DG_HTTP_RESPONDING, DG_INFERENCE_ERROR_TRUNCATED, "broke" },
    { g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE, DG_HTTP_CONNECTING, DG_INFERENCE_ERROR_NETWORK, "certificate" },
    { g_tls_error_quark, G_TLS_ERROR_NOT_TLS, DG_HTTP_CONNECTING, DG_INFERENCE_ERROR_NETWORK, "encrypted" },
    { soup_session_error_quark, SOUP_SESSION_ERROR_PARSING, DG_HTTP_WAITING, DG_INFERENCE_ERROR_PROTOCOL,
      "not a web service" },
    { soup_session_error_quark, SOUP_SESSION_ERROR_MESSAGE_ALREADY_IN_QUEUE, DG_HTTP_WAITING,
      DG_INFERENCE_ERROR_NETWORK, "broke" },
  };
  g_autoptr (GUri) uri = g_uri_parse ("https://bedrock.example/", G_URI_FLAGS_NONE, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) cause = g_error_new_literal (cases[i].get_domain (), cases[i].code, "the cause");
      g_autoptr (GError) error = dg_http_error_new (cause, uri, cases[i].phase);

      g_assert_error (error, DG_INFERENCE_ERROR, cases[i].error);
      g_assert_nonnull (strstr (error->message, cases[i].said));
      g_assert_nonnull (strstr (error->message, "(bedrock.example: the cause)"));
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GUri) uri = g_uri_parse ("https://bedrock.example/", G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) cause = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
  g_autoptr (GError) error = dg_http_error_new (cause, uri, DG_HTTP_RESPONDING);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The window has the codes and ids behind “Copy Details”. */
static void
test_words (void)
{
  g_autoptr (GError) error = read_response (403, "ExpiredTokenException", "{}");
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No (really) no");
  g_autofree char *words = dg_inference_error_dup_words (copy);
  g_autofree char *other_words = dg_inference_error_dup_words (other);

  g_assert_nonnull (strstr (error->message, "HTTP 403"));
  g_assert_nonnull (strstr (error->message, "req-1234"));
  g_assert_nonnull (strstr (words, "expired"));
  g_assert_null (strchr (words, '('));
  g_assert_null (strstr (words, "req-1234"));
  g_assert_cmpstr (other_words, ==, "No (really) no");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/errors/codes", test_codes);
  g_test_add_func ("/inference/errors/words", test_words);
  g_test_add_func ("/inference/errors/statuses", test_statuses);
  g_test_add_func ("/inference/errors/code-sources", test_code_sources);
  g_test_add_func ("/inference/errors/texts", test_texts);
  g_test_add_func ("/inference/errors/long-text", test_long_text);
  g_test_add_func ("/inference/errors/secrets", test_secrets);
  g_test_add_func ("/inference/errors/exceptions", test_exceptions);
  g_test_add_func ("/inference/errors/stream-errors", test_stream_errors);
  g_test_add_func ("/inference/errors/network", test_network);
  g_test_add_func ("/inference/errors/cancelled", test_cancelled);

  return g_test_run ();
}
