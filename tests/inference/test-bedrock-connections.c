/* test-bedrock-connections.c: connections that are kept, and what becomes of those that were kept too long
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <unistd.h>

#include "bedrock-client.h"
#include "certificate.h"
#include "events.h"

#define JSON_HEADERS "Content-Type: application/json\r\n"
#define REPLY                                                                                                          \
  "{\"output\":{\"message\":{\"content\":[{\"text\":\"Good day\"}]}},\"stopReason\":\"end_turn\",\"usage\":{}}"

static void
reply (FakeRequest *request)
{
  if (g_str_has_suffix (request->target, "-stream"))
    {
      fake_request_begin_stream (request);
      fake_request_write_chunk (request, encode_event ("messageStop", "{\"stopReason\":\"end_turn\"}"));
      fake_request_end_stream (request);
    }
  else
    fake_request_reply (request, 200, JSON_HEADERS, REPLY);
}

/* Which request of its connection it is, from 1. */
static guint
count_request (FakeRequest *request)
{
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (request->connection), "n-requests")) + 1;

  g_object_set_data (G_OBJECT (request->connection), "n-requests", GUINT_TO_POINTER (n));
  return n;
}

static void
reply_script (FakeRequest *request, gpointer data)
{
  reply (request);
}

static void
throttle_script (FakeRequest *request, gpointer data)
{
  fake_request_reply (request, 429, JSON_HEADERS, "{\"message\":\"Slow down.\"}");
}

static void
test_one_after_the_other (void)
{
  g_autoptr (FakeService) service = fake_service_new (reply_script, NULL);
  g_autoptr (DgModel) model = new_model (service);

  for (guint i = 0; i < 10; i++)
    assert_converses (model, i % 2 != 0);
  g_assert_cmpuint (fake_service_get_n_connections (service), ==, 1);
}

static void
test_after_errors (void)
{
  g_autoptr (FakeService) service = fake_service_new (throttle_script, NULL);
  g_autoptr (DgModel) model = new_model (service);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (converse (model, TRUE, &error));
      g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED);
    }
  g_assert_cmpuint (fake_service_get_n_connections (service), ==, 1);
}

#define N_PARALLEL 32

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
  guint round;

  g_mutex_lock (&barrier->mutex);
  round = barrier->n_waiting++ / N_PARALLEL;
  g_cond_broadcast (&barrier->cond);
  while (barrier->n_waiting < (round + 1) * N_PARALLEL)
    g_cond_wait (&barrier->cond, &barrier->mutex);
  g_mutex_unlock (&barrier->mutex);
  reply (request);
}

static void
test_parallel (void)
{
  Barrier barrier = { 0 };
  g_autoptr (FakeService) service = fake_service_new (barrier_script, &barrier);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (TRUE);

  for (guint round = 0; round < 3; round++)
    {
      Call *calls[N_PARALLEL];

      for (guint i = 0; i < N_PARALLEL; i++)
        calls[i] = call_new (model, request);
      for (guint i = 0; i < N_PARALLEL; i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (DgModelReply) answer = call_wait (calls[i], model, &error);

          g_assert_no_error (error);
          call_free (calls[i]);
        }
      g_assert_cmpuint (fake_service_get_n_connections (service), ==, N_PARALLEL);
    }
}

/* --- kept too long --- */

/* No time passes: whoever closes had the connection for too long, however slow the machine is. */
static gint64
get_same_time (gpointer data)
{
  return 0;
}

static DgModel *
new_quick_model (FakeService *service)
{
  DgModel *model = new_model (service);

  dg_bedrock_model_set_stopwatch (DG_BEDROCK_MODEL (model), get_same_time, NULL);
  return model;
}

typedef void (*EndFunc) (FakeRequest *request);

/* The first request of a connection is answered; the second meets @end, and so does every one if @always. */
typedef struct
{
  EndFunc end;
  gboolean always;
  int n_requests; /* atomic */
} Closer;

static void
closer_script (FakeRequest *request, gpointer data)
{
  Closer *closer = data;

  g_atomic_int_inc (&closer->n_requests);
  if (count_request (request) > 1 || g_atomic_int_get (&closer->always))
    closer->end (request);
  else
    reply (request);
}

/* The service says nothing of it and closes right after its reply. */
static void
close_after_script (FakeRequest *request, gpointer data)
{
  g_atomic_int_inc ((int *) data);
  reply (request);
  fake_request_close (request);
}

static void
test_closed_when_idle (void)
{
  int n_requests = 0;
  g_autoptr (FakeService) service = fake_service_new (close_after_script, &n_requests);
  g_autoptr (DgModel) model = new_quick_model (service);

  for (guint i = 0; i < 20; i++)
    assert_converses (model, i % 2 != 0);
  g_assert_cmpuint (fake_service_get_n_connections (service), ==, 20);
  g_assert_cmpint (g_atomic_int_get (&n_requests), ==, 20);
}

static void
test_closed_under_way (void)
{
  static const EndFunc ends[] = { fake_request_close, fake_request_reset };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      Closer closer = { .end = ends[i] };
      g_autoptr (FakeService) service = fake_service_new (closer_script, &closer);
      g_autoptr (DgModel) model = new_quick_model (service);
      g_autoptr (GError) error = NULL;
      g_autoptr (DgModelReply) answer = NULL;

      assert_converses (model, TRUE);
      answer = converse (model, TRUE, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (answer->retries, ==, 1);
      g_assert_cmpint (g_atomic_int_get (&closer.n_requests), ==, 3);
      g_assert_cmpuint (fake_service_get_n_connections (service), ==, 2);
    }
}

static void
assert_not_resent (DgModel *model, Closer *closer, int n_requests, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (converse (model, TRUE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, code);
  g_assert_cmpint (g_atomic_int_get (&closer->n_requests), ==, n_requests);
}

/* A new connection was not kept too long: what breaks there may have been billed. */
static void
test_new_connection (void)
{
  Closer closer = { .end = fake_request_close, .always = TRUE };
  g_autoptr (FakeService) service = fake_service_new (closer_script, &closer);
  g_autoptr (DgModel) model = new_quick_model (service);

  assert_not_resent (model, &closer, 1, DG_INFERENCE_ERROR_NETWORK);
}

static void
test_only_once (void)
{
  Closer closer = { .end = fake_request_close };
  g_autoptr (FakeService) service = fake_service_new (closer_script, &closer);
  g_autoptr (DgModel) model = new_quick_model (service);

  assert_converses (model, TRUE);
  g_atomic_int_set (&closer.always, TRUE);
  assert_not_resent (model, &closer, 3, DG_INFERENCE_ERROR_NETWORK);
}

static void
begin_head (FakeRequest *request)
{
  fake_request_write (request, "HTTP/1.1 2");
  fake_request_close (request);
}

static void
begin_body (FakeRequest *request)
{
  fake_request_begin_stream (request);
  fake_request_close (request);
}

static void
test_begun_response (void)
{
  static const struct
  {
    EndFunc end;
    int code;
  } cases[] = {
    { begin_head, DG_INFERENCE_ERROR_PROTOCOL },
    { begin_body, DG_INFERENCE_ERROR_TRUNCATED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Closer closer = { .end = cases[i].end };
      g_autoptr (FakeService) service = fake_service_new (closer_script, &closer);
      g_autoptr (DgModel) model = new_quick_model (service);

      assert_converses (model, TRUE);
      assert_not_resent (model, &closer, 2, cases[i].code);
    }
}

/* Each look takes a minute: whoever closes then may have worked for a minute. */
static gint64
get_minutes (gpointer data)
{
  gint64 *now = data;

  return *now += 60 * G_USEC_PER_SEC;
}

static void
test_late_close (void)
{
  Closer closer = { .end = fake_request_close };
  g_autoptr (FakeService) service = fake_service_new (closer_script, &closer);
  g_autoptr (DgModel) model = new_model (service);
  gint64 now = 0;

  dg_bedrock_model_set_stopwatch (DG_BEDROCK_MODEL (model), get_minutes, &now);
  assert_converses (model, TRUE);
  assert_not_resent (model, &closer, 2, DG_INFERENCE_ERROR_NETWORK);
}

/* --- TLS --- */

static gboolean
accept_cb (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  return TRUE;
}

static void
got_headers_cb (SoupMessage *message, gpointer data)
{
  g_assert_cmpint (soup_message_get_http_version (message), ==, SOUP_HTTP_1_1);
  (*(guint *) data)++;
}

static void
queued_cb (SoupSession *session, SoupMessage *message, gpointer data)
{
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), NULL);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), data);
}

/* The service can do both, and no HTTP/2 is asked for. Why in a process of its own: see test-bedrock-trouble.c. */
static void
test_no_http2 (void)
{
  static const char *const both[] = { "h2", "http/1.1", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (FakeService) service = NULL;
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN);
  g_autoptr (DgModel) model = NULL;
  g_autofree char *endpoint = NULL;
  guint n_messages = 0;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  certificate = g_tls_certificate_new_from_pem (certificate_pem, -1, &error);
  g_assert_no_error (error);
  service = fake_service_new_tls (certificate, both, reply_script, NULL);
  endpoint = g_strdup_printf ("https://127.0.0.1:%u", fake_service_get_port (service));
  model = new_model_at (endpoint, credentials);
  g_signal_connect (DG_BEDROCK_MODEL (model)->session, "request-queued", G_CALLBACK (queued_cb), &n_messages);
  for (guint i = 0; i < 3; i++)
    assert_converses (model, i % 2 != 0);
  g_assert_cmpuint (n_messages, ==, 3);
  g_assert_cmpuint (fake_service_get_n_connections (service), ==, 1);
  _exit (0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/connections/one-after-the-other", test_one_after_the_other);
  g_test_add_func ("/inference/connections/after-errors", test_after_errors);
  g_test_add_func ("/inference/connections/parallel", test_parallel);
  g_test_add_func ("/inference/connections/closed-when-idle", test_closed_when_idle);
  g_test_add_func ("/inference/connections/closed-under-way", test_closed_under_way);
  g_test_add_func ("/inference/connections/new-connection", test_new_connection);
  g_test_add_func ("/inference/connections/only-once", test_only_once);
  g_test_add_func ("/inference/connections/begun-response", test_begun_response);
  g_test_add_func ("/inference/connections/late-close", test_late_close);
  g_test_add_func ("/inference/connections/no-http2", test_no_http2);

  return g_test_run ();
}
