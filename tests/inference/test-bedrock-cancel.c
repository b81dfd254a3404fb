/* test-bedrock-cancel.c: a call that is cancelled at every stage ends at once, and so does its connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bedrock-client.h"
#include "events.h"

#define TEXT_DELTA "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}"

typedef struct
{
  int reached; /* atomic: the service is where the test wants it */
  int closed;  /* atomic: the service has seen the connection close */
} Stage;

G_NORETURN static void
unused_script (FakeRequest *request, gpointer data)
{
  g_assert_not_reached ();
}

static void
assert_cancelled (Call *call, DgModel *model)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (call_wait (call, model, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel_before (void)
{
  g_autoptr (FakeService) service = fake_service_new (unused_script, NULL);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (TRUE);
  g_autoptr (Call) call = call_new (model, request);

  g_cancellable_cancel (call->cancellable);
  assert_cancelled (call, model);
  g_assert_cmpuint (call->n_deltas, ==, 0);
}

/* Waits for the client to leave, and reports it. */
static void
wait_for_close (FakeRequest *request, Stage *stage)
{
  flag_raise (&stage->reached);
  if (fake_request_wait_for_close (request))
    flag_raise (&stage->closed);
}

static void
no_headers_script (FakeRequest *request, gpointer data)
{
  wait_for_close (request, data);
}

static void
no_body_script (FakeRequest *request, gpointer data)
{
  fake_request_begin_stream (request);
  wait_for_close (request, data);
}

static void
half_a_message_script (FakeRequest *request, gpointer data)
{
  g_autoptr (GBytes) event = encode_event ("contentBlockDelta", TEXT_DELTA);

  fake_request_begin_stream (request);
  fake_request_write_chunk (request, g_bytes_new_from_bytes (event, 0, 20));
  wait_for_close (request, data);
}

static void
half_a_reply_script (FakeRequest *request, gpointer data)
{
  fake_request_write (request, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
  wait_for_close (request, data);
}

static void
half_an_error_script (FakeRequest *request, gpointer data)
{
  fake_request_write (request, "HTTP/1.1 503 No\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
  wait_for_close (request, data);
}

/* Cancels when the service is at its stage, and waits until the service has seen it. */
static void
assert_cancels (FakeScript script, gboolean stream)
{
  Stage stage = { 0 };
  g_autoptr (FakeService) service = fake_service_new (script, &stage);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (stream);
  g_autoptr (Call) call = call_new (model, request);

  flag_wait (&stage.reached);
  while (g_main_context_iteration (NULL, FALSE))
    continue; /* All that was sent is there by now: let the client take it in. */
  g_cancellable_cancel (call->cancellable);
  assert_cancelled (call, model);
  flag_wait (&stage.closed);
  g_assert_cmpuint (call->n_deltas, ==, 0);
}

static void
test_cancel_waiting (void)
{
  assert_cancels (no_headers_script, TRUE);
  assert_cancels (no_headers_script, FALSE);
}

static void
test_cancel_streaming (void)
{
  assert_cancels (no_body_script, TRUE);
  assert_cancels (half_a_message_script, TRUE);
}

static void
test_cancel_in_reply (void)
{
  assert_cancels (half_a_reply_script, FALSE);
  assert_cancels (half_an_error_script, FALSE);
}

/* Three deltas come at once; the call is cancelled in the second. */
static void
three_deltas_script (FakeRequest *request, gpointer data)
{
  fake_request_begin_stream (request);
  fake_request_write_chunk (request, join_bytes (encode_event ("contentBlockDelta", TEXT_DELTA),
                                                 encode_event ("contentBlockDelta", TEXT_DELTA),
                                                 encode_event ("contentBlockDelta", TEXT_DELTA), NULL));
  wait_for_close (request, data);
}

static void
test_cancel_in_delta (void)
{
  Stage stage = { 0 };
  g_autoptr (FakeService) service = fake_service_new (three_deltas_script, &stage);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (DgModelRequest) request = new_request (TRUE);
  g_autoptr (Call) call = call_new (model, request);

  call->cancel_at = 2;
  assert_cancelled (call, model);
  g_assert_cmpuint (call->n_deltas, ==, 2);
  flag_wait (&stage.closed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/cancel/before", test_cancel_before);
  g_test_add_func ("/inference/cancel/waiting", test_cancel_waiting);
  g_test_add_func ("/inference/cancel/streaming", test_cancel_streaming);
  g_test_add_func ("/inference/cancel/in-reply", test_cancel_in_reply);
  g_test_add_func ("/inference/cancel/in-delta", test_cancel_in_delta);

  return g_test_run ();
}
