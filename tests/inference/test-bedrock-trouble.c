/* test-bedrock-trouble.c: what can go wrong on the way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>
#include <unistd.h>

#include "bedrock-client.h"
#include "certificate.h"
#include "events.h"
#include "held-port.h"

#define TEXT_DELTA "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}"

static GBytes *
stop_event (void)
{
  return encode_event ("messageStop", "{\"stopReason\":\"end_turn\"}");
}

/* --- broken off --- */

static void
cut_in_message_script (FakeRequest *request, gpointer data)
{
  g_autoptr (GBytes) event = encode_event ("contentBlockDelta", TEXT_DELTA);

  fake_request_begin_stream (request);
  fake_request_write_chunk (request, g_bytes_new_from_bytes (event, 0, g_bytes_get_size (event) - 5));
  fake_request_close (request);
}

static void
cut_between_messages_script (FakeRequest *request, gpointer data)
{
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, encode_event ("contentBlockDelta", TEXT_DELTA));
  fake_request_close (request);
}

static void
ended_early_script (FakeRequest *request, gpointer data)
{
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, encode_event ("contentBlockDelta", TEXT_DELTA));
  fake_request_end_stream (request);
}

static void
test_cut_stream (void)
{
  assert_fails (cut_in_message_script, TRUE, DG_INFERENCE_ERROR_TRUNCATED, "middle of the reply");
  assert_fails (cut_between_messages_script, TRUE, DG_INFERENCE_ERROR_TRUNCATED, "middle of the reply");
  assert_fails (ended_early_script, TRUE, DG_INFERENCE_ERROR_TRUNCATED, "middle of the reply");
}

static void
reset_when_told_script (FakeRequest *request, gpointer data)
{
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, encode_event ("contentBlockDelta", TEXT_DELTA));
  g_async_queue_pop (data);
  fake_request_reset (request);
}

static void
test_reset_stream (void)
{
  g_autoptr (GAsyncQueue) orders = g_async_queue_new ();
  g_autoptr (FakeService) service = fake_service_new (reset_when_told_script, orders);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (TRUE);
  g_autoptr (Call) call = call_new (model, request);
  g_autoptr (GError) error = NULL;

  while (call->n_deltas == 0)
    g_main_context_iteration (NULL, TRUE);
  g_async_queue_push (orders, orders);
  g_assert_null (call_wait (call, model, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_TRUNCATED);
}

static void
half_a_body_script (FakeRequest *request, gpointer data)
{
  fake_request_write (request, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
                               "{\"output\":");
  fake_request_close (request);
}

static void
half_a_chunked_body_script (FakeRequest *request, gpointer data)
{
  fake_request_write (request, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "a\r\n{\"output\":\r\n");
  fake_request_close (request);
}

static void
test_cut_reply (void)
{
  assert_fails (half_a_body_script, FALSE, DG_INFERENCE_ERROR_TRUNCATED, "middle of the reply");
  assert_fails (half_a_chunked_body_script, FALSE, DG_INFERENCE_ERROR_TRUNCATED, "middle of the reply");
}

static void
silent_script (FakeRequest *request, gpointer data)
{
  fake_request_close (request);
}

static void
test_no_reply (void)
{
  assert_fails (silent_script, FALSE, DG_INFERENCE_ERROR_NETWORK, "127.0.0.1");
}

/* The model is done; only the bill is missing. */
static void
no_metadata_script (FakeRequest *request, gpointer data)
{
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, join_bytes (encode_event ("contentBlockDelta", TEXT_DELTA), stop_event (), NULL));
  if (data != NULL)
    fake_request_close (request);
  else
    fake_request_end_stream (request);
}

static void
test_no_metadata (void)
{
  for (guint cut = 0; cut < 2; cut++)
    {
      g_autoptr (FakeService) service = fake_service_new (no_metadata_script, GUINT_TO_POINTER (cut));
      g_autoptr (DgModel) model = new_model (service);
      g_autoptr (GError) error = NULL;
      g_autoptr (DgModelReply) reply = converse (model, TRUE, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (reply->text, ==, "a");
      g_assert_cmpint (reply->usage.output_tokens, ==, 0);
    }
}

/* --- damaged --- */

static void
damaged_script (FakeRequest *request, gpointer data)
{
  gsize length;
  guint8 *event = g_bytes_unref_to_data (encode_event ("contentBlockDelta", TEXT_DELTA), &length);

  event[length - 10] ^= 1;
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, g_bytes_new_take (event, length));
  fake_request_wait_for_close (request);
}

static void
test_damaged_stream (void)
{
  assert_fails (damaged_script, TRUE, DG_INFERENCE_ERROR_PROTOCOL, "damaged");
}

static void
page_as_stream_script (FakeRequest *request, gpointer data)
{
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, g_bytes_new_static ("<html>not at all</html>", 23));
  fake_request_end_stream (request);
}

static void
test_not_a_stream (void)
{
  assert_fails (page_as_stream_script, TRUE, DG_INFERENCE_ERROR_PROTOCOL, "damaged");
}

#define TOO_MANY_MIB 65

static void
endless_script (FakeRequest *request, gpointer data)
{
  g_autofree char *blanks = g_strnfill (1024 * 1024, ' ');

  fake_request_write (request, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
  for (guint i = 0; i < TOO_MANY_MIB; i++)
    fake_request_write (request, blanks);
  fake_request_wait_for_close (request);
}

static void
test_endless_reply (void)
{
  assert_fails (endless_script, FALSE, DG_INFERENCE_ERROR_PROTOCOL, "longer than 64 MiB");
}

static void
no_http_script (FakeRequest *request, gpointer data)
{
  fake_request_write (request, "220 mail.example ESMTP\r\n\r\n");
  fake_request_close (request);
}

static void
test_no_http (void)
{
  assert_fails (no_http_script, FALSE, DG_INFERENCE_ERROR_PROTOCOL, "not a web service");
}

/* --- not reached --- */

G_NORETURN static void
unused_script (FakeRequest *request, gpointer data)
{
  g_assert_not_reached ();
}

static void
test_refused (void)
{
  guint16 port;
  g_autoptr (GSocket) holder = hold_port (&port);
  g_autofree char *endpoint = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (DgCredentials) credentials = dg_credentials_new_keys (KEY_ID, SECRET_KEY, NULL);
  g_autoptr (DgModel) model = new_model_at (endpoint, credentials);
  g_autoptr (GError) error = NULL;

  g_assert_null (converse (model, TRUE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "Nothing answers"));
}

/* In a process of its own, which ends at once: LeakSanitizer stumbles over the threads that the TLS library leaves. */
static void
test_certificate (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (FakeService) service = NULL;
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN);
  g_autoptr (DgModel) model = NULL;
  g_autofree char *endpoint = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  certificate = g_tls_certificate_new_from_pem (certificate_pem, -1, &error);
  g_assert_no_error (error);
  service = fake_service_new_tls (certificate, NULL, unused_script, NULL);
  endpoint = g_strdup_printf ("https://127.0.0.1:%u", fake_service_get_port (service));
  model = new_model_at (endpoint, credentials);
  g_assert_null (converse (model, TRUE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "certificate"));
  _exit (0);
}

/* What any session without our care would ask: it sends everything to a proxy where nobody is. */
#define TEST_TYPE_PROXY_RESOLVER (test_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestProxyResolver, test_proxy_resolver, TEST, PROXY_RESOLVER, GObject)

struct _TestProxyResolver
{
  GObject parent_instance;
};

static void test_proxy_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestProxyResolver,
                               test_proxy_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, test_proxy_resolver_iface_init))

static gboolean
test_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
test_proxy_resolver_lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  return g_strsplit ("http://127.0.0.1:9", ",", -1);
}

static void
test_proxy_resolver_lookup_async (
    GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, data);

  g_task_return_pointer (task, test_proxy_resolver_lookup (resolver, uri, NULL, NULL), (GDestroyNotify) g_strfreev);
}

static char **
test_proxy_resolver_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = test_proxy_resolver_is_supported;
  iface->lookup = test_proxy_resolver_lookup;
  iface->lookup_async = test_proxy_resolver_lookup_async;
  iface->lookup_finish = test_proxy_resolver_lookup_finish;
}

static void
test_proxy_resolver_class_init (TestProxyResolverClass *klass)
{
}

static void
test_proxy_resolver_init (TestProxyResolver *self)
{
}

static void
test_no_proxy_for_loopback (void)
{
  static const char *const hosts[] = { "127.0.0.1", "localhost" };
  g_autoptr (FakeService) service = fake_service_new (no_metadata_script, NULL);
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN);

  g_assert_true (TEST_IS_PROXY_RESOLVER (g_proxy_resolver_get_default ()));
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *endpoint = g_strdup_printf ("http://%s:%u", hosts[i], fake_service_get_port (service));
      g_autoptr (DgModel) model = new_model_at (endpoint, credentials);

      assert_converses (model, TRUE);
    }
}

/* The others do ask. */
static void
test_proxy_for_others (void)
{
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN);
  g_autoptr (DgModel) model = new_model_at ("https://192.0.2.1", credentials);
  g_autoptr (GError) error = NULL;

  g_assert_null (converse (model, TRUE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
}

/* Whoever starts a call may let go of the model at once. */
static void
test_model_lives_on (void)
{
  g_autoptr (FakeService) service = fake_service_new (no_metadata_script, NULL);
  DgModel *model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (TRUE);
  g_autoptr (Call) call = call_new (model, request);
  g_autoptr (GObject) source = NULL;
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (model);
  while (call->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  source = g_async_result_get_source_object (call->result);
  reply = dg_model_converse_finish (DG_MODEL (source), call->result, &error);
  g_assert_no_error (error);
}

/* A call belongs to the main context that it was made in, whichever that is. */
static gpointer
converse_in_thread (gpointer data)
{
  g_autoptr (GMainContext) own_context = g_main_context_new ();
  g_autoptr (DgModelRequest) request = new_request (TRUE);
  g_autoptr (Call) call = NULL;
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (own_context);
  call = call_new (data, request);
  while (call->result == NULL)
    g_main_context_iteration (own_context, TRUE);
  reply = dg_model_converse_finish (data, call->result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (call->text->str, ==, "a");
  while (g_main_context_iteration (own_context, FALSE))
    continue;
  g_main_context_pop_thread_default (own_context);
  return NULL;
}

static void
test_other_context (void)
{
  g_autoptr (FakeService) service = fake_service_new (no_metadata_script, NULL);
  g_autoptr (DgModel) model = new_model (service);

  g_thread_join (g_thread_new ("client", converse_in_thread, model));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_PROXY_RESOLVER, "test", 1000);

  g_test_add_func ("/inference/trouble/cut-stream", test_cut_stream);
  g_test_add_func ("/inference/trouble/reset-stream", test_reset_stream);
  g_test_add_func ("/inference/trouble/cut-reply", test_cut_reply);
  g_test_add_func ("/inference/trouble/no-reply", test_no_reply);
  g_test_add_func ("/inference/trouble/no-metadata", test_no_metadata);
  g_test_add_func ("/inference/trouble/damaged-stream", test_damaged_stream);
  g_test_add_func ("/inference/trouble/not-a-stream", test_not_a_stream);
  g_test_add_func ("/inference/trouble/endless-reply", test_endless_reply);
  g_test_add_func ("/inference/trouble/no-http", test_no_http);
  g_test_add_func ("/inference/trouble/refused", test_refused);
  g_test_add_func ("/inference/trouble/certificate", test_certificate);
  g_test_add_func ("/inference/trouble/no-proxy-for-loopback", test_no_proxy_for_loopback);
  g_test_add_func ("/inference/trouble/proxy-for-others", test_proxy_for_others);
  g_test_add_func ("/inference/trouble/model-lives-on", test_model_lives_on);
  g_test_add_func ("/inference/trouble/other-context", test_other_context);

  return g_test_run ();
}
