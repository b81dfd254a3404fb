/* test-replies.c: the shapes of answers, plain and streamed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client.h"

#include <string.h>

#include "events.h"

#define TASK "Classify customer support messages of a telecom company."
#define LINES "- n=1 | ANSWER: billing\n- n=2 | ANSWER: roaming"
#define LABELLED                                                                                                       \
  "\"input\":{\"type\":\"string\"},\"answer_label\":{\"type\":\"string\",\"enum\":[\"billing\",\"roaming\"]}"

static char *
make_records_request (guint max_tokens)
{
  g_autofree char *schema = make_record_schema (LABELLED);

  return make_request (TASK, LINES, schema, max_tokens);
}

static void
test_plain_text (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *body = make_request ("Be brief.", "Say hello — größe 東京.", NULL, 0);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);
  g_autofree char *role = get_string (answer, "output/message/role");
  g_autofree char *text = get_string (answer, "output/message/content/0/text");
  g_autofree char *stop_reason = get_string (answer, "stopReason");
  const char *server = soup_message_headers_get_one (answer->headers, "Server");
  const char *id = soup_message_headers_get_one (answer->headers, "x-amzn-RequestId");

  g_assert_cmpstr (role, ==, "assistant");
  g_assert_cmpstr (stop_reason, ==, "end_turn");
  g_assert_nonnull (strstr (text, "practice model"));
  g_assert_nonnull (strstr (text, "not AI"));
  g_assert_cmpstr (server, ==, "dataset-gen-simulator (practice model, not AI)");
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_nonnull (soup_message_headers_get_one (answer->headers, "Date"));
}

/* The domains have no words for it, whatever the conversation is about. */
static void
test_plain_text_of_domain (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *body = make_request (TASK, LINES, NULL, 0);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);
  g_autofree char *text = get_string (answer, "output/message/content/0/text");

  g_assert_nonnull (strstr (text, "practice model"));
}

static void
test_plain_tool (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *body = make_records_request (0);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);
  g_autofree char *name = get_string (answer, "output/message/content/0/toolUse/name");
  g_autofree char *id = get_string (answer, "output/message/content/0/toolUse/toolUseId");
  g_autofree char *stop_reason = get_string (answer, "stopReason");

  g_assert_cmpstr (name, ==, "add_records");
  g_assert_cmpstr (stop_reason, ==, "tool_use");
  g_assert_true (g_str_has_prefix (id, "tooluse_"));
  g_assert_cmpint (get_number (answer, "output/message/content/0/toolUse/input/records/1/n"), ==, 2);
}

/* Four characters are a token, of the request as of the reply. */
static void
test_usage (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *body = make_request ("12345678", "größe", NULL, 0);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);
  g_autofree char *text = get_string (answer, "output/message/content/0/text");
  gint64 output = (g_utf8_strlen (text, -1) + 3) / 4;

  g_assert_cmpint (get_number (answer, "usage/inputTokens"), ==, 2 + 2);
  g_assert_cmpint (get_number (answer, "usage/outputTokens"), ==, output);
  g_assert_cmpint (get_number (answer, "usage/totalTokens"), ==, 4 + output);
  g_assert_cmpint (get_number (answer, "metrics/latencyMs"), ==, 0);
}

static void
test_stream_text (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);
  g_autoptr (Answer) answer = ask (simulator, "converse-stream", body);
  g_autoptr (Answer) plain = ask (simulator, "converse", body);
  g_autofree char *expected = get_string (plain, "output/message/content/0/text");
  g_autoptr (GArray) events = decode (answer);
  guint n_deltas;
  g_autofree char *text = join_deltas (events, "delta/text", &n_deltas);
  gint64 output_tokens = 0;

  /* A block of text has no start event */
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (events->len, ==, 1 + n_deltas + 3);
  g_assert_cmpstr (nth_event (events, 0)->kind, ==, "messageStart");
  assert_in (nth_event (events, 0), "role", "assistant");
  g_assert_cmpstr (nth_event (events, n_deltas + 1)->kind, ==, "contentBlockStop");
  g_assert_cmpstr (nth_event (events, n_deltas + 2)->kind, ==, "messageStop");
  assert_in (nth_event (events, n_deltas + 2), "stopReason", "end_turn");
  g_assert_cmpstr (nth_event (events, n_deltas + 3)->kind, ==, "metadata");
  dg_json_value_get_int64 (get_in (nth_event (events, n_deltas + 3), "usage/outputTokens"), &output_tokens);
  g_assert_cmpint (output_tokens, ==, n_deltas);
}

/* Every payload is padded, by another length. */
static void
test_stream_padding (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);
  g_autoptr (Answer) answer = ask (simulator, "converse-stream", body);
  g_autoptr (GArray) events = decode (answer);
  g_autoptr (GHashTable) lengths = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < events->len; i++)
    {
      g_autofree char *padding = dg_json_value_dup_string (get_in (nth_event (events, i), "p"));

      g_assert_true (g_str_has_prefix (padding, "a"));
      g_hash_table_add (lengths, GSIZE_TO_POINTER (strlen (padding)));
    }
  g_assert_cmpuint (g_hash_table_size (lengths), >, events->len / 4);
}

static void
test_stream_tool (gconstpointer data)
{
  DgToolDeltas deltas = GPOINTER_TO_INT (data);
  g_autoptr (DgSimulator) simulator = start_simulator (&(DgSimulatorOptions){
      .tool_deltas = deltas,
      .access_key_id = KEY,
      .secret_access_key = SECRET,
  });
  g_autofree char *body = make_records_request (0);
  g_autoptr (Answer) answer = ask (simulator, "converse-stream", body);
  g_autoptr (Answer) plain = ask (simulator, "converse", body);
  g_autofree char *expected = dg_json_value_dup_source (get (plain, "output/message/content/0/toolUse/input"));
  g_autoptr (GArray) events = decode (answer);
  guint n_deltas;
  g_autofree char *input = join_deltas (events, "delta/toolUse/input", &n_deltas);

  g_assert_cmpstr (input, ==, expected);
  g_assert_cmpstr (nth_event (events, 1)->kind, ==, "contentBlockStart");
  assert_in (nth_event (events, 1), "start/toolUse/name", "add_records");
  assert_in (nth_event (events, n_deltas + 3), "stopReason", "tool_use");
  if (deltas == DG_TOOL_DELTAS_WHOLE)
    g_assert_cmpuint (n_deltas, ==, 1);
  else
    g_assert_cmpuint (n_deltas, >, 10);
}

static void
test_max_tokens_text (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 5);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);
  g_autofree char *text = get_string (answer, "output/message/content/0/text");
  g_autofree char *stop_reason = get_string (answer, "stopReason");

  g_assert_cmpstr (stop_reason, ==, "max_tokens");
  g_assert_cmpint (g_utf8_strlen (text, -1), ==, 5 * 4);
  g_assert_cmpint (get_number (answer, "usage/outputTokens"), ==, 5);
}

static void
test_max_tokens_tool (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *body = make_records_request (20);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);

  assert_refused (answer, 424, "ModelErrorException", "Model produced invalid sequence as part of ToolUse");
  g_assert_cmpint (get_number (answer, "originalStatusCode"), ==, 424);
}

static void
test_max_tokens_tool_stream (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *body = make_records_request (20);
  g_autoptr (Answer) answer = ask (simulator, "converse-stream", body);
  g_autoptr (GArray) events = decode (answer);

  g_assert_cmpuint (events->len, ==, 3);
  g_assert_cmpstr (nth_event (events, 1)->kind, ==, "contentBlockStart");
  g_assert_cmpstr (nth_event (events, 2)->class, ==, "exception");
  g_assert_cmpstr (nth_event (events, 2)->kind, ==, "modelStreamErrorException");
}

/* Half of the text has come by then, and nothing comes after it. */
static void
test_stream_exception (void)
{
  g_autoptr (DgSimulator) simulator = start_simulator (&(DgSimulatorOptions){
      .access_key_id = KEY,
      .secret_access_key = SECRET,
      .faults = (const char *const[]){ "stream-exception@2", NULL },
  });
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);
  g_autoptr (Answer) first = ask (simulator, "converse-stream", body);
  g_autoptr (Answer) second = ask (simulator, "converse-stream", body);
  g_autoptr (GArray) whole = decode (first);
  g_autoptr (GArray) broken = decode (second);
  Event *last = nth_event (broken, broken->len - 1);
  guint n_whole, n_broken;
  g_autofree char *text = join_deltas (whole, "delta/text", &n_whole);
  g_autofree char *half = join_deltas (broken, "delta/text", &n_broken);

  g_assert_cmpstr (last->class, ==, "exception");
  g_assert_cmpstr (last->kind, ==, "modelStreamErrorException");
  g_assert_cmpuint (n_broken, ==, n_whole / 2);
  g_assert_true (g_str_has_prefix (text, half));
  g_assert_cmpuint (broken->len, ==, 1 + n_broken + 1);
}

static char *
dup_reply (guint64 seed, const char *prompt)
{
  g_autoptr (DgSimulator) simulator = start_simulator (&(DgSimulatorOptions){
      .seed = seed,
      .access_key_id = KEY,
      .secret_access_key = SECRET,
  });
  g_autofree char *schema = make_record_schema (LABELLED);
  g_autofree char *body = make_request (TASK, prompt, schema, 0);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);

  return dg_json_value_dup_source (get (answer, "output"));
}

static void
test_determinism (void)
{
  g_autofree char *once = dup_reply (7, LINES);
  g_autofree char *again = dup_reply (7, LINES);
  g_autofree char *other_seed = dup_reply (8, LINES);
  g_autofree char *other_line = dup_reply (7, LINES " | Tone: polite");

  g_assert_cmpstr (once, ==, again);
  g_assert_cmpstr (once, !=, other_seed);
  g_assert_cmpstr (once, !=, other_line);
}

/* Never before its time; how much later is the machine's affair. */
static void
test_pace (gconstpointer operation)
{
  g_autoptr (DgSimulator) simulator = start_simulator (&(DgSimulatorOptions){
      .ttft_ms = 40,
      .tokens_per_second = 1000,
      .access_key_id = KEY,
      .secret_access_key = SECRET,
  });
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 30);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (Answer) answer = ask (simulator, operation, body);
  gint64 elapsed = g_get_monotonic_time () - start;

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (elapsed, >=, (40 + 30) * 1000);
}

static void
test_latency (void)
{
  g_autoptr (DgSimulator) simulator = start_simulator (&(DgSimulatorOptions){
      .ttft_ms = 40,
      .tokens_per_second = 1000,
      .access_key_id = KEY,
      .secret_access_key = SECRET,
  });
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 30);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);

  g_assert_cmpint (get_number (answer, "metrics/latencyMs"), ==, 70);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/replies/plain/text", test_plain_text);
  g_test_add_func ("/simulator/replies/plain/text-of-domain", test_plain_text_of_domain);
  g_test_add_func ("/simulator/replies/plain/tool", test_plain_tool);
  g_test_add_func ("/simulator/replies/plain/usage", test_usage);
  g_test_add_func ("/simulator/replies/stream/text", test_stream_text);
  g_test_add_func ("/simulator/replies/stream/padding", test_stream_padding);
  g_test_add_data_func ("/simulator/replies/stream/tool-whole", GINT_TO_POINTER (DG_TOOL_DELTAS_WHOLE),
                        test_stream_tool);
  g_test_add_data_func ("/simulator/replies/stream/tool-fragments", GINT_TO_POINTER (DG_TOOL_DELTAS_FRAGMENT),
                        test_stream_tool);
  g_test_add_func ("/simulator/replies/stream/exception", test_stream_exception);
  g_test_add_func ("/simulator/replies/max-tokens/text", test_max_tokens_text);
  g_test_add_func ("/simulator/replies/max-tokens/tool", test_max_tokens_tool);
  g_test_add_func ("/simulator/replies/max-tokens/tool-stream", test_max_tokens_tool_stream);
  g_test_add_func ("/simulator/replies/determinism", test_determinism);
  g_test_add_data_func ("/simulator/replies/pace/plain", "converse", test_pace);
  g_test_add_data_func ("/simulator/replies/pace/stream", "converse-stream", test_pace);
  g_test_add_func ("/simulator/replies/pace/latency", test_latency);

  return g_test_run ();
}
