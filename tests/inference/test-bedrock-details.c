/* test-bedrock-details.c: what a failed call tells a program besides the message, and what odd bodies become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bedrock-client.h"
#include "events.h"

#define JSON_HEADERS "Content-Type: application/json\r\n"
#define REPLY                                                                                                          \
  "{\"output\":{\"message\":{\"content\":[{\"text\":\"Good day\"}]}},\"stopReason\":\"end_turn\",\"usage\":{}}"

/* A response of the fake service. */
typedef struct
{
  guint status;
  const char *headers;
  const char *body;
} Response;

static void
response_script (FakeRequest *request, gpointer data)
{
  const Response *response = data;

  fake_request_reply (request, response->status, response->headers, response->body);
}

static GError *
fail (FakeScript script, gpointer data, gboolean stream)
{
  g_autoptr (FakeService) service = fake_service_new (script, data);
  g_autoptr (DgModel) model = new_model (service);
  GError *error = NULL;

  g_assert_null (converse (model, stream, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  return error;
}

static struct
{
  Response response;
  int code;
  gint64 wait_ms;
} responses[] = {
  { { 429, JSON_HEADERS "x-amzn-ErrorType: ThrottlingException\r\nRetry-After: 7\r\n", "{}" },
    DG_INFERENCE_ERROR_THROTTLED,
    7000 },
  { { 429, JSON_HEADERS "x-amz-retry-after: 250\r\nRetry-After: 7\r\n", "{}" }, DG_INFERENCE_ERROR_THROTTLED, 250 },
  { { 429, JSON_HEADERS, "{}" }, DG_INFERENCE_ERROR_THROTTLED, -1 },
  { { 429, "Retry-After: -3\r\n", "" }, DG_INFERENCE_ERROR_THROTTLED, -1 },
  { { 503, "Retry-After: Thu, 01 Jan 2026 00:01:00 GMT\r\n", "" }, DG_INFERENCE_ERROR_UNAVAILABLE, 60000 },
  { { 529, JSON_HEADERS "Retry-After: 30\r\n", "{\"__type\":\"overloaded_error\"}" },
    DG_INFERENCE_ERROR_UNAVAILABLE,
    30000 },
  { { 529, "Retry-After: 86400\r\n", "" }, DG_INFERENCE_ERROR_UNAVAILABLE, 3600000 },
  { { 307, "Location: /elsewhere\r\n", "" }, DG_INFERENCE_ERROR_PROTOCOL, -1 },
  { { 200, "Content-Type: text/html\r\nRetry-After: 7\r\n", "<html>" }, DG_INFERENCE_ERROR_PROTOCOL, -1 },
  { { 200, JSON_HEADERS, "{\"output\":" }, DG_INFERENCE_ERROR_TRUNCATED, -1 },
};

static void
test_responses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (responses); i++)
    {
      g_autoptr (GError) error = fail (response_script, &responses[i].response, FALSE);

      g_assert_error (error, DG_INFERENCE_ERROR, responses[i].code);
      g_assert_cmpint (dg_inference_error_get_retry_after_ms (error), ==, responses[i].wait_ms);
      g_assert_cmpstr (dg_inference_error_get_request_id (error), ==, "req-42");
    }
}

static void
exception_script (FakeRequest *request, gpointer data)
{
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, encode_exception ("throttlingException", "{\"message\":\"Slow down.\"}"));
  fake_request_end_stream (request);
}

static void
cut_script (FakeRequest *request, gpointer data)
{
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, encode_event ("messageStart", "{\"role\":\"assistant\"}"));
  fake_request_close (request);
}

static void
test_streams (void)
{
  g_autoptr (GError) exception = fail (exception_script, NULL, TRUE);
  g_autoptr (GError) cut = fail (cut_script, NULL, TRUE);

  g_assert_error (exception, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED);
  g_assert_cmpstr (dg_inference_error_get_request_id (exception), ==, "req-42");
  g_assert_cmpint (dg_inference_error_get_retry_after_ms (exception), ==, -1);
  g_assert_error (cut, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_TRUNCATED);
  g_assert_cmpstr (dg_inference_error_get_request_id (cut), ==, "req-42");
}

static void
silent_script (FakeRequest *request, gpointer data)
{
  fake_request_close (request);
}

static void
odd_id_script (FakeRequest *request, gpointer data)
{
  fake_request_write (request, "HTTP/1.1 500 No\r\nx-amzn-RequestId: \377 \r\nContent-Length: 0\r\n\r\n");
}

static void
test_no_request_id (void)
{
  g_autoptr (GError) silent = fail (silent_script, NULL, FALSE);
  g_autoptr (GError) odd = fail (odd_id_script, NULL, FALSE);

  g_assert_error (silent, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK);
  g_assert_null (dg_inference_error_get_request_id (silent));
  g_assert_cmpint (dg_inference_error_get_retry_after_ms (silent), ==, -1);
  g_assert_error (odd, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNAVAILABLE);
  g_assert_null (dg_inference_error_get_request_id (odd));
}

/* --- bodies --- */

static struct
{
  Response response;
  int code;
  const char *said;
} bodies[] = {
  { { 502, "Content-Type: text/html\r\n", "<html><h1>Bad Gateway</h1></html>" },
    DG_INFERENCE_ERROR_UNAVAILABLE,
    "HTTP 502" },
  { { 503, "", "" }, DG_INFERENCE_ERROR_UNAVAILABLE, "HTTP 503" },
  { { 429, JSON_HEADERS "Content-Encoding: gzip\r\n", "\x1f\x8b\x08\x01" },
    DG_INFERENCE_ERROR_THROTTLED,
    "Wait a minute" },
  { { 400, JSON_HEADERS "Content-Encoding: gzip\r\n", "{\"message\":\"Not packed.\"}" },
    DG_INFERENCE_ERROR_INVALID_REQUEST,
    "“Not packed.”" },
  { { 400, JSON_HEADERS, "{\"message\":\"Cut in the mid" }, DG_INFERENCE_ERROR_INVALID_REQUEST, "HTTP 400" },
  { { 400, JSON_HEADERS, "{\"message\":7}" }, DG_INFERENCE_ERROR_INVALID_REQUEST, "HTTP 400" },
  { { 400, JSON_HEADERS, "null" }, DG_INFERENCE_ERROR_INVALID_REQUEST, "HTTP 400" },
  { { 400, JSON_HEADERS, "[[[[" }, DG_INFERENCE_ERROR_INVALID_REQUEST, "HTTP 400" },
  { { 424, JSON_HEADERS "x-amzn-ErrorType: ModelErrorException\r\n",
      "{\"message\":\"Model produced invalid sequence as part of ToolUse. Please refer to the model tool use "
      "troubleshooting guide.\",\"originalStatusCode\":424}" },
    DG_INFERENCE_ERROR_MODEL,
    "invalid sequence as part of ToolUse" },
};

static void
test_bodies (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = fail (response_script, &bodies[i].response, i % 2 != 0);

      g_assert_error (error, DG_INFERENCE_ERROR, bodies[i].code);
      g_assert_nonnull (strstr (error->message, bodies[i].said));
      g_assert_null (strstr (error->message, "<h"));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_huge_body (void)
{
  g_autofree char *filler = g_strnfill (1024 * 1024, ' ');
  g_autofree char *body = g_strconcat ("{\"message\":\"Far down.\"", filler, "}", NULL);
  Response response = { 429, JSON_HEADERS "Retry-After: 7\r\n", body };
  g_autoptr (GError) error = fail (response_script, &response, FALSE);

  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED);
  g_assert_cmpint (dg_inference_error_get_retry_after_ms (error), ==, 7000);
  g_assert_cmpuint (strlen (error->message), <, 1000);
}

/* --- the stopwatch --- */

/* Each look takes 21 ms. */
static gint64
get_ticks (gpointer data)
{
  gint64 *now = data;

  return *now += 21000;
}

static void
test_latency (void)
{
  Response response = { 200, JSON_HEADERS, REPLY };
  g_autoptr (FakeService) service = fake_service_new (response_script, &response);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModelReply) reply = NULL;
  gint64 now = 0;

  dg_bedrock_model_set_stopwatch (DG_BEDROCK_MODEL (model), get_ticks, &now);
  reply = converse (model, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply->latency_ms, >, 0);
  g_assert_cmpint (reply->latency_ms % 21, ==, 0);
  g_assert_cmpuint (reply->retries, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/details/responses", test_responses);
  g_test_add_func ("/inference/details/streams", test_streams);
  g_test_add_func ("/inference/details/no-request-id", test_no_request_id);
  g_test_add_func ("/inference/details/bodies", test_bodies);
  g_test_add_func ("/inference/details/huge-body", test_huge_body);
  g_test_add_func ("/inference/details/latency", test_latency);

  return g_test_run ();
}
