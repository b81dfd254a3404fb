/* test-simulator.c: the Bedrock model against the simulator, from end to end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bedrock-client.h"
#include "dg-json.h"
#include "dg-simulator.h"

#define SCHEMA                                                                                                         \
  "{\"type\":\"object\",\"properties\":{\"records\":{\"type\":\"array\",\"items\":{\"type\":\"object\","               \
  "\"properties\":{\"input\":{\"type\":\"string\"},\"answer\":{\"type\":\"string\"}},"                                 \
  "\"required\":[\"input\",\"answer\"]}}},\"required\":[\"records\"]}"

/* The first delta comes soon, and no reply ends before a test can act. */
#define SLOW_TOKENS_PER_SECOND 2.0

static DgSimulator *
start_simulator (DgToolDeltas tool_deltas, const char *fault)
{
  const char *const faults[] = { fault, NULL };
  const DgSimulatorOptions options = {
    .tool_deltas = tool_deltas,
    .seed = 7,
    .access_key_id = KEY_ID,
    .secret_access_key = SECRET_KEY,
    .session_token = SESSION_TOKEN,
    .bearer_token = BEARER_TOKEN,
    .faults = fault != NULL ? faults : NULL,
  };
  g_autoptr (GError) error = NULL;
  DgSimulator *simulator = dg_simulator_start (&options, &error);

  g_assert_no_error (error);
  return simulator;
}

static DgModel *
new_practice_model (DgSimulator *simulator, DgCredentials *credentials)
{
  const DgBedrockOptions options = {
    .provider = DG_PROVIDER_PRACTICE,
    .model = "nova-lite",
    .region = "us-east-1",
    .endpoint = dg_simulator_get_url (simulator),
    .credentials = credentials,
  };
  g_autoptr (GError) error = NULL;
  DgModel *model = dg_bedrock_model_new (&options, &error);

  g_assert_no_error (error);
  return model;
}

static DgModelRequest *
new_tool_request (gboolean stream)
{
  DgModelRequest *request = new_request (stream);

  dg_model_request_set_system (request, "Use the records tool.");
  dg_model_request_set_tool (request, "records", "Takes the records", SCHEMA);
  dg_model_request_set_max_tokens (request, 2000);
  dg_model_request_set_temperature (request, 0.0);
  return request;
}

static void
assert_records (const DgModelReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = NULL;
  DgJsonValue records;

  g_assert_cmpstr (reply->stop_reason, ==, "tool_use");
  g_assert_cmpstr (reply->tool_name, ==, "records");
  document = dg_json_document_new (reply->tool_input, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (dg_json_object_lookup (dg_json_document_get_root (document), "records", &records));
  g_assert_cmpint (dg_json_value_get_value_type (records), ==, DG_JSON_ARRAY);
  g_assert_cmpint (reply->usage.input_tokens, >, 0);
  g_assert_cmpint (reply->usage.output_tokens, >, 0);
  g_assert_nonnull (reply->request_id);
}

static void
assert_answers (DgToolDeltas tool_deltas, gboolean stream, gboolean bearer)
{
  g_autoptr (DgSimulator) simulator = start_simulator (tool_deltas, NULL);
  g_autoptr (DgCredentials) credentials =
      bearer ? dg_credentials_new_bearer (BEARER_TOKEN) : dg_credentials_new_keys (KEY_ID, SECRET_KEY, SESSION_TOKEN);
  g_autoptr (DgModel) model = new_practice_model (simulator, credentials);
  g_autoptr (DgModelRequest) request = new_tool_request (stream);
  g_autoptr (Call) call = call_new (model, request);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModelReply) reply = call_wait (call, model, &error);

  g_assert_no_error (error);
  assert_records (reply);
  g_assert_cmpstr (call->tool->str, ==, reply->tool_input);
  g_assert_cmpstr (call->text->str, ==, reply->text);
  if (stream && tool_deltas == DG_TOOL_DELTAS_FRAGMENT)
    g_assert_cmpuint (call->n_deltas, >, 2);
}

static void
test_converse (void)
{
  assert_answers (DG_TOOL_DELTAS_WHOLE, FALSE, FALSE);
}

static void
test_stream_whole (void)
{
  assert_answers (DG_TOOL_DELTAS_WHOLE, TRUE, FALSE);
}

static void
test_stream_fragments (void)
{
  assert_answers (DG_TOOL_DELTAS_FRAGMENT, TRUE, FALSE);
}

static void
test_bearer (void)
{
  assert_answers (DG_TOOL_DELTAS_WHOLE, FALSE, TRUE);
  assert_answers (DG_TOOL_DELTAS_WHOLE, TRUE, TRUE);
}

static void
test_text (void)
{
  g_autoptr (DgSimulator) simulator = start_simulator (DG_TOOL_DELTAS_WHOLE, NULL);
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN);
  g_autoptr (DgModel) model = new_practice_model (simulator, credentials);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModelReply) reply = converse (model, TRUE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (reply->stop_reason, ==, "end_turn");
  g_assert_cmpuint (strlen (reply->text), >, 0);
  g_assert_null (reply->tool_name);
}

static void
assert_refused (DgCredentials *credentials)
{
  g_autoptr (DgSimulator) simulator = start_simulator (DG_TOOL_DELTAS_WHOLE, NULL);
  g_autoptr (DgModel) model = new_practice_model (simulator, credentials);
  g_autoptr (GError) error = NULL;

  g_assert_null (converse (model, TRUE, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);
  g_assert_null (strstr (error->message, "wrong-secret"));
}

static void
test_refused_credentials (void)
{
  g_autoptr (DgCredentials) wrong_key = dg_credentials_new_keys ("AKIDANOTHER", SECRET_KEY, SESSION_TOKEN);
  g_autoptr (DgCredentials) wrong_secret = dg_credentials_new_keys (KEY_ID, "wrong-secret", SESSION_TOKEN);
  g_autoptr (DgCredentials) no_session = dg_credentials_new_keys (KEY_ID, SECRET_KEY, NULL);
  g_autoptr (DgCredentials) wrong_token = dg_credentials_new_bearer ("wrong-secret");

  assert_refused (wrong_key);
  assert_refused (wrong_secret);
  assert_refused (no_session);
  assert_refused (wrong_token);
}

static gint64
get_yesterday (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC - 86400;
}

/* The refusal tells the right time; a call that streams learns it, too. */
static void
test_wrong_clock (void)
{
  for (guint stream = 0; stream < 2; stream++)
    {
      g_autoptr (DgSimulator) simulator = start_simulator (DG_TOOL_DELTAS_WHOLE, NULL);
      g_autoptr (DgCredentials) credentials = dg_credentials_new_keys (KEY_ID, SECRET_KEY, SESSION_TOKEN);
      g_autoptr (DgModel) model = new_practice_model (simulator, credentials);
      g_autoptr (GError) error = NULL;
      g_autoptr (DgModelReply) reply = NULL;

      dg_bedrock_model_set_clock (DG_BEDROCK_MODEL (model), get_yesterday, NULL);
      reply = converse (model, stream != 0, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (reply->retries, ==, 1);
    }
}

static void
test_invalid_request (void)
{
  g_autoptr (DgSimulator) simulator = start_simulator (DG_TOOL_DELTAS_WHOLE, NULL);
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN);
  g_autoptr (DgModel) model = new_practice_model (simulator, credentials);
  g_autoptr (DgModelRequest) request = dg_model_request_new ("test");
  g_autoptr (GError) error = NULL;
  g_autoptr (Call) call = NULL;

  dg_model_request_add_message (request, DG_ROLE_ASSISTANT, "I begin");
  call = call_new (model, request);
  g_assert_null (call_wait (call, model, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_INVALID_REQUEST);
  g_assert_nonnull (strstr (error->message, "user message"));
}

static void
test_stream_exception (void)
{
  g_autoptr (DgSimulator) simulator = start_simulator (DG_TOOL_DELTAS_WHOLE, "stream-exception@1");
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN);
  g_autoptr (DgModel) model = new_practice_model (simulator, credentials);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModelReply) reply = NULL;

  g_assert_null (converse (model, TRUE, &error));
  g_assert_true (error->domain == DG_INFERENCE_ERROR);
  g_assert_cmpint (error->code, !=, DG_INFERENCE_ERROR_PROTOCOL);
  g_clear_error (&error);
  reply = converse (model, TRUE, &error);
  g_assert_no_error (error);
}

/* Stop really stops: the simulator writes no further. */
static void
test_cancel (void)
{
  const DgSimulatorOptions options = { .tokens_per_second = SLOW_TOKENS_PER_SECOND, .bearer_token = BEARER_TOKEN };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSimulator) simulator = dg_simulator_start (&options, &error);
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN);
  g_autoptr (DgModel) model = NULL;
  g_autoptr (DgModelRequest) request = new_request (TRUE);
  g_autoptr (Call) call = NULL;

  g_assert_no_error (error);
  model = new_practice_model (simulator, credentials);
  call = call_new (model, request);
  while (call->n_deltas == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (dg_simulator_get_n_running (simulator), ==, 1);
  g_cancellable_cancel (call->cancellable);
  g_assert_null (call_wait (call, model, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  while (dg_simulator_get_n_running (simulator) > 0)
    g_main_context_iteration (NULL, FALSE);
}

#define N_PARALLEL 16

static void
test_parallel (void)
{
  g_autoptr (DgSimulator) simulator = start_simulator (DG_TOOL_DELTAS_FRAGMENT, NULL);
  g_autoptr (DgCredentials) credentials = dg_credentials_new_keys (KEY_ID, SECRET_KEY, SESSION_TOKEN);
  g_autoptr (DgModel) model = new_practice_model (simulator, credentials);
  g_autoptr (DgModelRequest) request = new_tool_request (TRUE);
  Call *calls[N_PARALLEL];

  for (guint i = 0; i < N_PARALLEL; i++)
    calls[i] = call_new (model, request);
  for (guint i = 0; i < N_PARALLEL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DgModelReply) reply = call_wait (calls[i], model, &error);

      g_assert_no_error (error);
      assert_records (reply);
      call_free (calls[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/simulator/converse", test_converse);
  g_test_add_func ("/inference/simulator/stream-whole", test_stream_whole);
  g_test_add_func ("/inference/simulator/stream-fragments", test_stream_fragments);
  g_test_add_func ("/inference/simulator/bearer", test_bearer);
  g_test_add_func ("/inference/simulator/text", test_text);
  g_test_add_func ("/inference/simulator/refused-credentials", test_refused_credentials);
  g_test_add_func ("/inference/simulator/wrong-clock", test_wrong_clock);
  g_test_add_func ("/inference/simulator/invalid-request", test_invalid_request);
  g_test_add_func ("/inference/simulator/stream-exception", test_stream_exception);
  g_test_add_func ("/inference/simulator/cancel", test_cancel);
  g_test_add_func ("/inference/simulator/parallel", test_parallel);

  return g_test_run ();
}
