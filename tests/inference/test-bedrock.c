/* test-bedrock.c: what the Bedrock model sends, and what it makes of replies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "bedrock-client.h"
#include "events.h"

#define MODEL_PATH "/model/us.amazon.nova-2-lite-v1%3A0"
#define JSON_HEADERS "Content-Type: application/json\r\n"
#define REPLY                                                                                                          \
  "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Good day\"}]}},"                          \
  "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":3,\"outputTokens\":4,\"totalTokens\":7}}"

static GBytes *
text_event (const char *text)
{
  g_autofree char *payload =
      g_strdup_printf ("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"%s\"},\"p\":\"ab\"}", text);

  return encode_event ("contentBlockDelta", payload);
}

static GBytes *
last_events (void)
{
  return join_bytes (encode_event ("contentBlockStop", "{\"contentBlockIndex\":0}"),
                     encode_event ("messageStop", "{\"stopReason\":\"end_turn\"}"),
                     encode_event ("metadata",
                                   "{\"usage\":{\"inputTokens\":3,\"outputTokens\":4},\"metrics\":{\"latencyMs\":5}}"),
                     NULL);
}

/* --- what is sent --- */

static void
assert_signed (FakeRequest *request, const char *names)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request->body);
  const char *authorization = fake_request_get_header (request, "authorization");

  g_assert_cmpint (verify_signature (request, SECRET_KEY, NOW, 1), ==, DG_SIGV4_VALID);
  g_assert_cmpint (verify_signature (request, "another", NOW, 1), ==, DG_SIGV4_MISMATCH);
  g_assert_cmpstr (fake_request_get_header (request, "x-amz-content-sha256"), ==, hash);
  g_assert_cmpstr (fake_request_get_header (request, "x-amz-date"), ==, "20260101T000000Z");
  g_assert_nonnull (strstr (authorization, names));
  g_assert_nonnull (strstr (authorization, "/20260101/us-east-1/bedrock/aws4_request"));
}

static void
signed_script (FakeRequest *request, gpointer data)
{
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->target, ==, MODEL_PATH "/converse");
  g_assert_cmpstr (fake_request_get_header (request, "content-type"), ==, "application/json");
  g_assert_true (g_str_has_prefix (fake_request_get_header (request, "user-agent"), "dataset-gen/"));
  g_assert_null (fake_request_get_header (request, "x-amz-security-token"));
  g_assert_null (fake_request_get_header (request, "accept-encoding"));
  assert_signed (request, "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date,");
  fake_request_reply (request, 200, JSON_HEADERS, REPLY);
}

static void
test_signed (void)
{
  g_autoptr (FakeService) service = fake_service_new (signed_script, NULL);
  g_autoptr (DgModel) model = new_model (service);

  assert_converses (model, FALSE);
}

static void
session_script (FakeRequest *request, gpointer data)
{
  g_assert_cmpstr (fake_request_get_header (request, "x-amz-security-token"), ==, SESSION_TOKEN);
  assert_signed (request, "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token,");
  fake_request_reply (request, 200, JSON_HEADERS, REPLY);
}

static void
test_session_token (void)
{
  g_autoptr (FakeService) service = fake_service_new (session_script, NULL);
  g_autofree char *endpoint = g_strdup_printf ("http://localhost:%u/", fake_service_get_port (service));
  g_autoptr (DgCredentials) credentials = dg_credentials_new_keys (KEY_ID, SECRET_KEY, SESSION_TOKEN);
  g_autoptr (DgModel) model = new_model_at (endpoint, credentials);

  assert_converses (model, FALSE);
}

static void
bearer_script (FakeRequest *request, gpointer data)
{
  g_assert_cmpstr (fake_request_get_header (request, "authorization"), ==, "Bearer " BEARER_TOKEN);
  g_assert_null (fake_request_get_header (request, "x-amz-date"));
  g_assert_null (fake_request_get_header (request, "x-amz-content-sha256"));
  fake_request_reply (request, 200, JSON_HEADERS, REPLY);
}

static void
test_bearer (void)
{
  g_autoptr (FakeService) service = fake_service_new (bearer_script, NULL);
  g_autofree char *endpoint = g_strdup_printf ("http://127.0.0.1:%u", fake_service_get_port (service));
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN "\n");
  g_autoptr (DgModel) model = new_model_at (endpoint, credentials);

  assert_converses (model, FALSE);
}

static void
prefix_script (FakeRequest *request, gpointer data)
{
  g_assert_cmpstr (request->target, ==, "/proxy/a%20b" MODEL_PATH "/converse");
  assert_signed (request, "SignedHeaders=content-type;host;");
  fake_request_reply (request, 200, JSON_HEADERS, REPLY);
}

static void
test_path_prefix (void)
{
  g_autoptr (FakeService) service = fake_service_new (prefix_script, NULL);
  g_autofree char *endpoint = g_strdup_printf ("http://127.0.0.1:%u/proxy/a%%20b//", fake_service_get_port (service));
  g_autoptr (DgCredentials) credentials = dg_credentials_new_keys (KEY_ID, SECRET_KEY, NULL);
  g_autoptr (DgModel) model = new_model_at (endpoint, credentials);

  assert_converses (model, FALSE);
}

static void
body_script (FakeRequest *request, gpointer data)
{
  static const char expected[] = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a private text\"}]}]}";
  gsize length;
  const char *body = g_bytes_get_data (request->body, &length);

  g_assert_cmpstr (request->target, ==, MODEL_PATH "/converse-stream");
  g_assert_cmpmem (body, length, expected, strlen (expected));
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, last_events ());
  fake_request_end_stream (request);
}

static void
test_body (void)
{
  g_autoptr (FakeService) service = fake_service_new (body_script, NULL);
  g_autoptr (DgModel) model = new_model (service);

  assert_converses (model, TRUE);
}

/* --- replies --- */

static void
reply_script (FakeRequest *request, gpointer data)
{
  fake_request_reply (request, 200, JSON_HEADERS, REPLY);
}

static void
test_reply (void)
{
  g_autoptr (FakeService) service = fake_service_new (reply_script, NULL);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (Call) call = call_new (model, request);
  g_autoptr (DgModelReply) reply = NULL;

  g_assert_cmpuint (call->n_deltas, ==, 0);
  reply = call_wait (call, model, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->text, ==, "Good day");
  g_assert_cmpstr (reply->stop_reason, ==, "end_turn");
  g_assert_cmpstr (reply->request_id, ==, "req-42");
  g_assert_cmpint (reply->usage.input_tokens, ==, 3);
  g_assert_cmpint (reply->latency_ms, >=, 0);
  g_assert_cmpuint (reply->retries, ==, 0);
  g_assert_cmpstr (call->text->str, ==, "Good day");
}

/* The worst cuts there are: every byte a chunk of its own. */
static void
stream_script (FakeRequest *request, gpointer data)
{
  g_autoptr (GBytes) events =
      join_bytes (encode_event ("messageStart", "{\"role\":\"assistant\"}"), text_event ("Good "), text_event ("däy"),
                  encode_event ("contentBlockStart",
                                "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"name\":\"records\"}}}"),
                  encode_event ("contentBlockDelta",
                                "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\\\": 1.0}\"}}}"),
                  last_events (), NULL);

  fake_request_begin_stream (request);
  for (gsize i = 0; i < g_bytes_get_size (events); i++)
    fake_request_write_chunk (request, g_bytes_new_from_bytes (events, i, 1));
  fake_request_end_stream (request);
}

static void
test_stream (void)
{
  g_autoptr (FakeService) service = fake_service_new (stream_script, NULL);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (Call) call = call_new (model, request);
  g_autoptr (DgModelReply) reply = call_wait (call, model, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (reply->text, ==, "Good däy");
  g_assert_cmpstr (reply->tool_name, ==, "records");
  g_assert_cmpstr (reply->tool_input, ==, "{\"a\": 1.0}");
  g_assert_cmpstr (reply->request_id, ==, "req-42");
  g_assert_cmpint (reply->usage.output_tokens, ==, 4);
  g_assert_cmpuint (call->n_deltas, ==, 3);
  g_assert_cmpstr (call->text->str, ==, "Good däy");
  g_assert_cmpstr (call->tool->str, ==, "{\"a\": 1.0}");
}

#define N_PARALLEL 20

typedef struct
{
  GMutex mutex;
  GCond cond;
  guint n_waiting;
} Barrier;

/* Nobody is answered before everybody is there. */
static void
barrier_script (FakeRequest *request, gpointer data)
{
  Barrier *barrier = data;

  g_mutex_lock (&barrier->mutex);
  barrier->n_waiting++;
  g_cond_broadcast (&barrier->cond);
  while (barrier->n_waiting < N_PARALLEL)
    g_cond_wait (&barrier->cond, &barrier->mutex);
  g_mutex_unlock (&barrier->mutex);
  fake_request_reply (request, 200, JSON_HEADERS, REPLY);
}

static void
test_parallel (void)
{
  Barrier barrier = { .n_waiting = 0 };
  g_autoptr (FakeService) service = fake_service_new (barrier_script, &barrier);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (FALSE);
  Call *calls[N_PARALLEL];

  for (guint i = 0; i < N_PARALLEL; i++)
    calls[i] = call_new (model, request);
  for (guint i = 0; i < N_PARALLEL; i++)
    {
      g_autoptr (GError) error = NULL;
      DgModelReply *reply = call_wait (calls[i], model, &error);

      g_assert_no_error (error);
      dg_model_reply_free (reply);
      call_free (calls[i]);
    }
  g_assert_cmpuint (fake_service_get_n_connections (service), ==, N_PARALLEL);
}

/* --- refusals --- */

static void
throttled_script (FakeRequest *request, gpointer data)
{
  fake_request_reply (request, 429,
                      "Content-Type: application/json\r\n"
                      "x-amzn-ErrorType: ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/\r\n",
                      "{\"message\":\"Slow down, " SECRET_KEY ".\"}");
}

static void
test_throttled (void)
{
  assert_fails (throttled_script, FALSE, DG_INFERENCE_ERROR_THROTTLED, "“Slow down, ….”");
  assert_fails (throttled_script, TRUE, DG_INFERENCE_ERROR_THROTTLED, "req-42");
}

static void
denied_script (FakeRequest *request, gpointer data)
{
  fake_request_reply (request, 403, "WWW-Authenticate: Basic realm=\"x\"\r\n", "");
}

static void
test_denied (void)
{
  assert_fails (denied_script, FALSE, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "HTTP 403");
}

/* A flood instead of an error message: the status is enough. */
static void
flood_script (FakeRequest *request, gpointer data)
{
  g_autofree char *flood = g_strnfill (1024 * 1024, 'x');

  fake_request_reply (request, 500, "", flood);
}

static void
test_flood (void)
{
  assert_fails (flood_script, TRUE, DG_INFERENCE_ERROR_UNAVAILABLE, "HTTP 500");
}

/* Cut in the middle, it is still the error that its status says. */
static void
cut_error_script (FakeRequest *request, gpointer data)
{
  fake_request_write (request, "HTTP/1.1 503 No\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
  fake_request_close (request);
}

static void
test_cut_error (void)
{
  assert_fails (cut_error_script, TRUE, DG_INFERENCE_ERROR_UNAVAILABLE, "HTTP 503");
}

static void
exception_script (FakeRequest *request, gpointer data)
{
  fake_request_begin_stream (request);
  fake_request_write_chunk (request,
                            join_bytes (text_event ("Good "),
                                        encode_exception ("modelStreamErrorException", "{\"message\":\"It broke.\"}"),
                                        NULL));
  fake_request_end_stream (request);
}

static void
test_exception (void)
{
  assert_fails (exception_script, TRUE, DG_INFERENCE_ERROR_MODEL, "“It broke.”");
}

static void
redirect_script (FakeRequest *request, gpointer data)
{
  fake_request_reply (request, 307, data, "");
}

static void
test_redirect (void)
{
  g_autoptr (FakeService) target = fake_service_new (reply_script, NULL);
  g_autofree char *location =
      g_strdup_printf ("Location: http://user:pass@127.0.0.1:%u/elsewhere?a=b\r\n", fake_service_get_port (target));
  g_autofree char *said = g_strdup_printf ("http://127.0.0.1:%u/elsewhere,", fake_service_get_port (target));
  g_autoptr (FakeService) service = fake_service_new (redirect_script, location);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (GError) error = NULL;

  g_assert_null (converse (model, FALSE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, said));
  g_assert_cmpuint (fake_service_get_n_connections (target), ==, 0);
}

static void
nowhere_script (FakeRequest *request, gpointer data)
{
  fake_request_reply (request, 302, "", "");
}

static void
test_redirect_to_nowhere (void)
{
  assert_fails (nowhere_script, TRUE, DG_INFERENCE_ERROR_PROTOCOL, "?");
}

static void
page_script (FakeRequest *request, gpointer data)
{
  fake_request_reply (request, 200, "Content-Type: text/html; charset=utf-8\r\n", "<html>Please log in</html>");
}

/* No header makes a message that is not text. */
static void
odd_headers_script (FakeRequest *request, gpointer data)
{
  fake_request_reply (request, 200, "Content-Type: text/\377odd\r\nx-amzn-RequestId: a\377b\r\n", REPLY);
}

static void
test_odd_headers (void)
{
  g_autoptr (FakeService) service = fake_service_new (odd_headers_script, NULL);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (GError) error = NULL;

  g_assert_null (converse (model, FALSE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
untyped_script (FakeRequest *request, gpointer data)
{
  fake_request_reply (request, 200, "", REPLY);
}

static void
test_content_type (void)
{
  assert_fails (page_script, FALSE, DG_INFERENCE_ERROR_PROTOCOL, "text/html instead of application/json");
  assert_fails (page_script, TRUE, DG_INFERENCE_ERROR_PROTOCOL,
                "text/html instead of application/vnd.amazon.eventstream");
  assert_fails (reply_script, TRUE, DG_INFERENCE_ERROR_PROTOCOL, "application/json instead of");
  assert_fails (stream_script, FALSE, DG_INFERENCE_ERROR_PROTOCOL, "instead of application/json");
  assert_fails (untyped_script, FALSE, DG_INFERENCE_ERROR_PROTOCOL, "nothing instead of");
}

static void
test_bad_request (void)
{
  g_autoptr (FakeService) service = fake_service_new (reply_script, NULL);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (Call) call = NULL;

  dg_model_request_set_tool (request, "records", NULL, "{");
  call = call_new (model, request);
  g_assert_null (call_wait (call, model, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_INVALID_REQUEST);
  g_assert_cmpuint (fake_service_get_n_connections (service), ==, 0);
}

/* --- the log --- */

static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_string_append_printf (data, "%s\n", message);
}

static void
test_log (void)
{
  g_autoptr (FakeService) service = fake_service_new (stream_script, NULL);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (GString) log = g_string_new (NULL);
  guint handler = g_log_set_handler ("DatasetGen", G_LOG_LEVEL_DEBUG, log_cb, log);

  assert_converses (model, TRUE);
  g_log_remove_handler ("DatasetGen", handler);
  g_assert_nonnull (strstr (log->str, "req-42: test, us.amazon.nova-2-lite-v1:0, status 200"));
  g_assert_nonnull (strstr (log->str, "3 tokens in, 4 out, end_turn"));
  g_assert_null (strstr (log->str, "private"));
  g_assert_null (strstr (log->str, "Good"));
  g_assert_null (strstr (log->str, SECRET_KEY));
  g_assert_null (strstr (log->str, KEY_ID));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/bedrock/signed", test_signed);
  g_test_add_func ("/inference/bedrock/session-token", test_session_token);
  g_test_add_func ("/inference/bedrock/bearer", test_bearer);
  g_test_add_func ("/inference/bedrock/path-prefix", test_path_prefix);
  g_test_add_func ("/inference/bedrock/body", test_body);
  g_test_add_func ("/inference/bedrock/reply", test_reply);
  g_test_add_func ("/inference/bedrock/stream", test_stream);
  g_test_add_func ("/inference/bedrock/parallel", test_parallel);
  g_test_add_func ("/inference/bedrock/throttled", test_throttled);
  g_test_add_func ("/inference/bedrock/denied", test_denied);
  g_test_add_func ("/inference/bedrock/flood", test_flood);
  g_test_add_func ("/inference/bedrock/cut-error", test_cut_error);
  g_test_add_func ("/inference/bedrock/exception", test_exception);
  g_test_add_func ("/inference/bedrock/redirect", test_redirect);
  g_test_add_func ("/inference/bedrock/redirect-to-nowhere", test_redirect_to_nowhere);
  g_test_add_func ("/inference/bedrock/content-type", test_content_type);
  g_test_add_func ("/inference/bedrock/odd-headers", test_odd_headers);
  g_test_add_func ("/inference/bedrock/bad-request", test_bad_request);
  g_test_add_func ("/inference/bedrock/log", test_log);

  return g_test_run ();
}
