/* test-bedrock-clock.c: what happens when the clock of this computer is wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bedrock-client.h"
#include "events.h"

#define JSON_HEADERS "Content-Type: application/json\r\n"
#define REPLY                                                                                                          \
  "{\"output\":{\"message\":{\"content\":[{\"text\":\"Good day\"}]}},\"stopReason\":\"end_turn\",\"usage\":{}}"

/* The model's clock stands at NOW; see bedrock-client.c. */
#define RIGHT NOW_TEXT_AT ("00:00:00")
#define NEARLY_RIGHT NOW_TEXT_AT ("00:03:59")
#define WRONG NOW_TEXT_AT ("10:00:00")
#define NOW_TEXT_AT(time) "Thu, 01 Jan 2026 " time " GMT"
#define SKEW (10 * 3600)
#define MAX_SKEW 300

/* How a service judges a signature, and what it says of the time. */
typedef struct
{
  const char *secret;
  gint64 now;
  const char *code;
  const char *date; /* (nullable) */
  const char *more; /* further headers of a refusal */
  int n_requests;   /* atomic */
  int n_good;       /* atomic */
} Judge;

static const Judge skewed_judge = {
  .secret = SECRET_KEY, .now = NOW + SKEW, .code = "InvalidSignatureException", .date = WRONG, .more = ""
};

static void
reply_to_stream (FakeRequest *request)
{
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, encode_event ("messageStop", "{\"stopReason\":\"end_turn\"}"));
  fake_request_end_stream (request);
}

static void
judge_script (FakeRequest *request, gpointer data)
{
  Judge *judge = data;
  g_autofree char *headers = NULL;

  g_atomic_int_inc (&judge->n_requests);
  if (verify_signature (request, judge->secret, judge->now, MAX_SKEW) != DG_SIGV4_VALID)
    {
      headers = g_strdup_printf (JSON_HEADERS "x-amzn-ErrorType: %s\r\n%s%s%s%s", judge->code,
                                 judge->date != NULL ? "Date: " : "", judge->date != NULL ? judge->date : "",
                                 judge->date != NULL ? "\r\n" : "", judge->more);
      fake_request_reply (request, 403, headers, "{\"message\":\"Signature expired.\"}");
      return;
    }

  g_atomic_int_inc (&judge->n_good);
  if (g_str_has_suffix (request->target, "-stream"))
    reply_to_stream (request);
  else
    fake_request_reply (request, 200, JSON_HEADERS, REPLY);
}

static void
assert_retries (DgModel *model, gboolean stream, guint n_retries)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModelReply) reply = converse (model, stream, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reply->retries, ==, n_retries);
}

/* A refusal that is final after @n_requests of them. */
static void
assert_refused (Judge *judge, int n_requests)
{
  g_autoptr (FakeService) service = fake_service_new (judge_script, judge);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (GError) error = NULL;

  g_assert_null (converse (model, TRUE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);
  g_assert_cmpint (g_atomic_int_get (&judge->n_requests), ==, n_requests);
  g_assert_cmpstr (dg_inference_error_get_request_id (error), ==, "req-42");
}

/* The second try succeeds, and what was learnt is kept, for calls that stream and for others. */
static void
test_found (void)
{
  static const char *const codes[] = {
    "InvalidSignatureException", "SignatureDoesNotMatch", "RequestExpired",       "IncompleteSignature",
    "AccessDeniedException",     "RequestInTheFuture",    "RequestTimeTooSkewed",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      Judge judge = skewed_judge;
      g_autoptr (FakeService) service = fake_service_new (judge_script, &judge);
      g_autoptr (DgModel) model = new_model (service);
      gboolean stream = i % 2 != 0;

      judge.code = codes[i];
      assert_retries (model, stream, 1);
      assert_retries (model, stream, 0);
      assert_retries (model, !stream, 0);
      g_assert_cmpint (g_atomic_int_get (&judge.n_requests), ==, 4);
      g_assert_cmpint (g_atomic_int_get (&judge.n_good), ==, 3);
    }
}

/* The clock is set right while the program runs. */
static void
test_found_again (void)
{
  Judge judge = skewed_judge;
  g_autoptr (FakeService) service = fake_service_new (judge_script, &judge);
  g_autoptr (DgModel) model = new_model (service);

  assert_retries (model, TRUE, 1);
  judge.now = NOW;
  judge.date = RIGHT;
  assert_retries (model, TRUE, 1);
  assert_retries (model, TRUE, 0);
}

/* Calls that were under way together all learn it, each from its own refusal. */
static void
test_parallel (void)
{
  Judge judge = skewed_judge;
  g_autoptr (FakeService) service = fake_service_new (judge_script, &judge);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (TRUE);
  Call *calls[5];

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    calls[i] = call_new (model, request);
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DgModelReply) reply = call_wait (calls[i], model, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (reply->retries, ==, 1);
      call_free (calls[i]);
    }
  g_assert_cmpint (g_atomic_int_get (&judge.n_good), ==, (int) G_N_ELEMENTS (calls));
}

static void
test_wrong_secret (void)
{
  Judge judge = { .secret = "another", .now = NOW, .code = "InvalidSignatureException", .date = RIGHT, .more = "" };

  assert_refused (&judge, 1);
}

/* Wrong clock and wrong secret: one more try, not one after the other. */
static void
test_both_wrong (void)
{
  Judge judge = skewed_judge;

  judge.secret = "another";
  assert_refused (&judge, 2);
}

/* Once the difference is known, another refusal has another reason. */
static void
test_known_offset (void)
{
  Judge judge = skewed_judge;
  g_autoptr (FakeService) service = fake_service_new (judge_script, &judge);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (GError) error = NULL;

  assert_retries (model, TRUE, 1);
  judge.secret = "another";
  g_assert_null (converse (model, TRUE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);
  g_assert_cmpint (g_atomic_int_get (&judge.n_requests), ==, 3);
}

static void
test_not_skewed (void)
{
  static const char *const codes[] = { "ExpiredTokenException", "UnrecognizedClientException" };
  Judge nearly = skewed_judge;

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      Judge judge = skewed_judge;

      judge.code = codes[i];
      assert_refused (&judge, 1);
    }

  nearly.date = NEARLY_RIGHT;
  assert_refused (&nearly, 1);
}

static void
test_hostile_dates (void)
{
  static const char *const hostile[] = {
    "Fri, 01 Jan 9999 00:00:00 GMT",  "Thu, 01 Jan 1970 00:00:00 GMT",
    "Thu, 99 Jan 2026 00:00:00 GMT",  "Thu, 01 Jan 2026 10:00:00 GMT, Thu, 01 Jan 2026 10:00:00 GMT",
    "-9223372036854775808",           "garbage",
    "Thu, 01 Jan 2026 10:00:00 %n%s", NULL,
  };
  Judge cached = skewed_judge;

  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      Judge judge = skewed_judge;

      judge.date = hostile[i];
      assert_refused (&judge, 1);
    }

  cached.more = "Age: 36000\r\n";
  assert_refused (&cached, 1);
}

/* An API key is no signature. */
static void
bearer_script (FakeRequest *request, gpointer data)
{
  g_atomic_int_inc ((int *) data);
  fake_request_reply (request, 403, JSON_HEADERS "x-amzn-ErrorType: AccessDeniedException\r\nDate: " WRONG "\r\n",
                      "{}");
}

static void
test_bearer (void)
{
  int n_requests = 0;
  g_autoptr (FakeService) service = fake_service_new (bearer_script, &n_requests);
  g_autofree char *endpoint = g_strdup_printf ("http://127.0.0.1:%u", fake_service_get_port (service));
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN);
  g_autoptr (DgModel) model = new_model_at (endpoint, credentials);
  g_autoptr (GError) error = NULL;

  g_assert_null (converse (model, FALSE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);
  g_assert_cmpint (g_atomic_int_get (&n_requests), ==, 1);
}

/* The Date of a good reply counts, but not of one that streams. */
static void
good_script (FakeRequest *request, gpointer data)
{
  Judge *judge = data;

  g_atomic_int_inc (&judge->n_requests);
  if (verify_signature (request, SECRET_KEY, NOW + SKEW, 1) == DG_SIGV4_VALID)
    g_atomic_int_inc (&judge->n_good);
  if (g_str_has_suffix (request->target, "-stream"))
    {
      fake_request_write (request, "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\nDate: " WRONG
                                   "\r\nTransfer-Encoding: chunked\r\n\r\n");
      fake_request_write_chunk (request, encode_event ("messageStop", "{\"stopReason\":\"end_turn\"}"));
      fake_request_end_stream (request);
    }
  else
    fake_request_reply (request, 200, JSON_HEADERS "Date: " WRONG "\r\n", REPLY);
}

static void
test_good_replies (void)
{
  Judge judge = { 0 };
  g_autoptr (FakeService) service = fake_service_new (good_script, &judge);
  g_autoptr (DgModel) model = new_model (service);

  assert_retries (model, TRUE, 0);
  assert_retries (model, FALSE, 0);
  g_assert_cmpint (g_atomic_int_get (&judge.n_good), ==, 0);
  assert_retries (model, TRUE, 0);
  g_assert_cmpint (g_atomic_int_get (&judge.n_good), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/clock/found", test_found);
  g_test_add_func ("/inference/clock/found-again", test_found_again);
  g_test_add_func ("/inference/clock/parallel", test_parallel);
  g_test_add_func ("/inference/clock/wrong-secret", test_wrong_secret);
  g_test_add_func ("/inference/clock/both-wrong", test_both_wrong);
  g_test_add_func ("/inference/clock/known-offset", test_known_offset);
  g_test_add_func ("/inference/clock/not-skewed", test_not_skewed);
  g_test_add_func ("/inference/clock/hostile-dates", test_hostile_dates);
  g_test_add_func ("/inference/clock/bearer", test_bearer);
  g_test_add_func ("/inference/clock/good-replies", test_good_replies);

  return g_test_run ();
}
