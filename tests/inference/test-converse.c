/* test-converse.c: putting replies together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-converse.h"
#include "events.h"

static const DgConverseContext context = { .model_id = "us.amazon.nova-lite-v1:0", .request_id = "1234" };

typedef struct
{
  GString *text;
  GString *tool;
  guint n_deltas;
} Deltas;

static void
delta_cb (DgDeltaKind kind, const char *text, gsize length, gpointer data)
{
  Deltas *deltas = data;

  g_assert_cmpuint (length, >, 0);
  g_string_append_len (kind == DG_DELTA_TEXT ? deltas->text : deltas->tool, text, length);
  deltas->n_deltas++;
}

static void
deltas_init (Deltas *deltas)
{
  deltas->text = g_string_new (NULL);
  deltas->tool = g_string_new (NULL);
  deltas->n_deltas = 0;
}

static void
deltas_clear (Deltas *deltas)
{
  g_string_free (deltas->text, TRUE);
  g_string_free (deltas->tool, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deltas, deltas_clear)

/* Reads a stream that is given as bytes, and takes them over. */
static gboolean
take_stream (DgConverseReader *reader, GBytes *stream, GError **error)
{
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (stream, &length);

  dg_event_stream_decoder_push (decoder, data, length);
  g_bytes_unref (stream);
  while (TRUE)
    {
      g_autoptr (DgEventStreamMessage) message = NULL;
      g_autoptr (GError) local_error = NULL;

      if (!dg_event_stream_decoder_next (decoder, &message, &local_error))
        {
          g_assert_no_error (local_error);
          return TRUE;
        }
      if (!dg_converse_reader_take_event (reader, message, &context, error))
        return FALSE;
    }
}

static GBytes *
metadata (void)
{
  return encode_event ("metadata",
                       "{\"usage\":{\"inputTokens\":12,\"outputTokens\":34,\"totalTokens\":46,"
                       "\"cacheReadInputTokens\":5,\"cacheWriteInputTokens\":6,\"cacheReadInputTokenCount\":99,"
                       "\"serverToolUsage\":{}},\"metrics\":{\"latencyMs\":480},\"p\":\"abc\"}");
}

static void
test_text_stream (void)
{
  g_auto (Deltas) deltas = { 0 };
  g_autoptr (DgConverseReader) reader = NULL;
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  gboolean taken;

  deltas_init (&deltas);
  reader = dg_converse_reader_new (delta_cb, &deltas);
  taken = take_stream (
      reader,
      join_bytes (encode_event ("messageStart", "{\"role\":\"assistant\",\"p\":\"ab\"}"),
                  encode_event ("contentBlockDelta",
                                "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Good \"},\"p\":\"abcdefgh\"}"),
                  encode_event ("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"\"}}"),
                  encode_event ("contentBlockDelta", "{\"delta\":{\"text\":\"d\\u00e4y\"},\"contentBlockIndex\":0}"),
                  encode_event ("contentBlockStop", "{\"contentBlockIndex\":0}"),
                  encode_event ("messageStop", "{\"stopReason\":\"end_turn\"}"), metadata (), NULL),
      &error);

  g_assert_no_error (error);
  g_assert_true (taken);
  reply = dg_converse_reader_finish (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->text, ==, "Good däy");
  g_assert_cmpstr (reply->stop_reason, ==, "end_turn");
  g_assert_null (reply->tool_name);
  g_assert_null (reply->tool_input);
  g_assert_cmpint (reply->usage.input_tokens, ==, 12);
  g_assert_cmpint (reply->usage.output_tokens, ==, 34);
  g_assert_cmpint (reply->usage.cache_read_tokens, ==, 5);
  g_assert_cmpint (reply->usage.cache_write_tokens, ==, 6);
  g_assert_cmpuint (deltas.n_deltas, ==, 2);
  g_assert_cmpstr (deltas.text->str, ==, "Good däy");
}

/* Nova thinks aloud, then calls; the input comes whole or in pieces, and stays as it is. */
static void
test_tool_stream (void)
{
  g_auto (Deltas) deltas = { 0 };
  g_autoptr (DgConverseReader) reader = NULL;
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  deltas_init (&deltas);
  reader = dg_converse_reader_new (delta_cb, &deltas);
  take_stream (
      reader,
      join_bytes (encode_event ("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"<thinking>\"}}"),
                  encode_event ("contentBlockStart",
                                "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"tooluse_1\","
                                "\"name\":\"records\"}}}"),
                  encode_event ("contentBlockDelta",
                                "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\\\" : 1.10,\"}}}"),
                  encode_event (
                      "contentBlockDelta",
                      "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"\\\"b\\\":\\\"\\\\u0041\\\"}\"}}}"),
                  encode_event ("contentBlockStop", "{\"contentBlockIndex\":1}"),
                  encode_event ("messageStop", "{\"stopReason\":\"tool_use\"}"), metadata (), NULL),
      &error);

  g_assert_no_error (error);
  reply = dg_converse_reader_finish (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->text, ==, "<thinking>");
  g_assert_cmpstr (reply->tool_name, ==, "records");
  g_assert_cmpstr (reply->tool_input, ==, "{\"a\" : 1.10,\"b\":\"\\u0041\"}");
  g_assert_cmpstr (reply->stop_reason, ==, "tool_use");
  g_assert_cmpstr (deltas.tool->str, ==, reply->tool_input);
}

static void
test_tool_without_input (void)
{
  g_autoptr (DgConverseReader) reader = dg_converse_reader_new (NULL, NULL);
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  take_stream (reader,
               join_bytes (encode_event ("contentBlockStart",
                                         "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"name\":\"ask\"}}}"),
                           encode_event ("contentBlockDelta",
                                         "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"\"}}}"),
                           encode_event ("messageStop", "{\"stopReason\":\"tool_use\"}"), NULL),
               &error);
  g_assert_no_error (error);
  reply = dg_converse_reader_finish (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->tool_name, ==, "ask");
  g_assert_cmpstr (reply->tool_input, ==, "{}");
}

/* Blocks may come interleaved; a second call is not the one that was asked for. */
static void
test_many_blocks (void)
{
  g_auto (Deltas) deltas = { 0 };
  g_autoptr (DgConverseReader) reader = NULL;
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  deltas_init (&deltas);
  reader = dg_converse_reader_new (delta_cb, &deltas);
  take_stream (
      reader,
      join_bytes (
          encode_event ("contentBlockDelta", "{\"contentBlockIndex\":3,\"delta\":{\"text\":\"c\"}}"),
          encode_event ("contentBlockStart", "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"name\":\"one\"}}}"),
          encode_event ("contentBlockStart", "{\"contentBlockIndex\":2,\"start\":{\"toolUse\":{\"name\":\"two\"}}}"),
          encode_event ("contentBlockDelta", "{\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"[2]\"}}}"),
          encode_event ("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"[1]\"}}}"),
          encode_event ("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}"),
          encode_event ("contentBlockDelta", "{\"contentBlockIndex\":3,\"delta\":{\"text\":\"d\"}}"),
          encode_event ("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"b\"}}"),
          encode_event ("messageStop", "{\"stopReason\":\"tool_use\"}"), NULL),
      &error);
  g_assert_no_error (error);
  reply = dg_converse_reader_finish (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->text, ==, "abcd");
  g_assert_cmpstr (reply->tool_name, ==, "one");
  g_assert_cmpstr (reply->tool_input, ==, "[1]");
  g_assert_cmpstr (deltas.tool->str, ==, "[1]");
}

static void
test_unknown_events (void)
{
  g_autoptr (DgConverseReader) reader = dg_converse_reader_new (NULL, NULL);
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  take_stream (
      reader,
      join_bytes (
          encode_event ("keepAlive", "not even JSON"),
          encode_event ("contentBlockStart", "{\"contentBlockIndex\":0,\"start\":{\"hologram\":{}}}"),
          encode_event ("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"hologram\":true}}"),
          encode_event ("contentBlockDelta",
                        "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"[REDACTED]\"}}}"),
          encode_event ("contentBlockDelta",
                        "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"signature\":\"x\"}}}"),
          encode_event ("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"text\":\"yes\"},\"new\":[null]}"),
          encode_event ("messageStop", "{\"stopReason\":\"some_new_reason\",\"additionalModelResponseFields\":null}"),
          encode_event ("metadata", "{\"trace\":{}}"), NULL),
      &error);
  g_assert_no_error (error);
  reply = dg_converse_reader_finish (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->text, ==, "yes");
  g_assert_cmpstr (reply->stop_reason, ==, "some_new_reason");
  g_assert_cmpint (reply->usage.input_tokens, ==, 0);
}

static const struct
{
  const char *type;
  const char *payload;
} hostile_events[] = {
  { "contentBlockDelta", "" },
  { "contentBlockDelta", "null" },
  { "contentBlockDelta", "[]" },
  { "contentBlockDelta", "{" },
  { "contentBlockDelta", "{}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":0}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":7}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":\"0\",\"delta\":{\"text\":\"a\"}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":-1,\"delta\":{\"text\":\"a\"}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":1.5,\"delta\":{\"text\":\"a\"}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":99999999999999999999,\"delta\":{\"text\":\"a\"}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":null}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\\u0000b\"}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"\\ud800\"}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":0,\"contentBlockIndex\":1,\"delta\":{\"text\":\"a\"}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":7,\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":8,\"delta\":{\"toolUse\":{\"input\":{}}}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":8,\"delta\":{\"toolUse\":\"{}\"}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":8,\"delta\":{\"text\":\"in a tool's block\"}}" },
  { "contentBlockDelta", "{\"contentBlockIndex\":9,\"delta\":{\"toolUse\":{\"input\":\"in a text block\"}}}" },
  { "contentBlockStart", "{\"contentBlockIndex\":8,\"start\":{\"toolUse\":{\"name\":\"again\"}}}" },
  { "contentBlockStart", "{\"contentBlockIndex\":9,\"start\":{\"toolUse\":{\"name\":\"late\"}}}" },
  { "contentBlockStart", "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"name\":7}}}" },
  { "contentBlockStart", "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":[]}}" },
  { "contentBlockStart", "{\"contentBlockIndex\":1}" },
  { "messageStop", "{}" },
  { "messageStop", "{\"stopReason\":null}" },
  { "metadata", "{\"usage\":[]}" },
  { "metadata", "{\"usage\":{\"inputTokens\":-1}}" },
  { "metadata", "{\"usage\":{\"outputTokens\":\"many\"}}" },
  { "metadata", "{\"usage\":{\"cacheReadInputTokens\":1e99}}" },
};

static void
test_hostile_events (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_events); i++)
    {
      g_autoptr (DgConverseReader) reader = dg_converse_reader_new (NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s %s", hostile_events[i].type, hostile_events[i].payload);
      take_stream (
          reader,
          join_bytes (encode_event ("contentBlockStart",
                                    "{\"contentBlockIndex\":8,\"start\":{\"toolUse\":{\"name\":\"a\"}}}"),
                      encode_event ("contentBlockDelta", "{\"contentBlockIndex\":9,\"delta\":{\"text\":\"a\"}}"), NULL),
          &error);
      g_assert_no_error (error);
      g_assert_false (take_stream (reader, encode_event (hostile_events[i].type, hostile_events[i].payload), &error));
      g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL);
    }
}

static void
test_hostile_messages (void)
{
  GBytes *messages[] = {
    encode_message (NULL, ":event-type", "messageStop", "{\"stopReason\":\"end_turn\"}"),
    encode_message ("rumour", ":event-type", "messageStop", "{\"stopReason\":\"end_turn\"}"),
    encode_message ("event", ":exception-type", "messageStop", "{\"stopReason\":\"end_turn\"}"),
    dg_event_stream_encode (NULL, 0, NULL),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (DgConverseReader) reader = dg_converse_reader_new (NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (take_stream (reader, messages[i], &error));
      g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL);
    }
}

static void
test_too_many_blocks (void)
{
  g_autoptr (DgConverseReader) reader = dg_converse_reader_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  guint n_blocks = 0;

  while (error == NULL && n_blocks < 100000)
    {
      g_autofree char *payload = g_strdup_printf ("{\"contentBlockIndex\":%u,\"delta\":{\"text\":\"a\"}}", n_blocks++);

      take_stream (reader, encode_event ("contentBlockDelta", payload), &error);
    }
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL);
  g_assert_cmpuint (n_blocks, <, 2000);
}

static void
test_unfinished_stream (void)
{
  g_autoptr (DgConverseReader) reader = dg_converse_reader_new (NULL, NULL);
  g_autoptr (GError) error = NULL;

  take_stream (reader,
               join_bytes (encode_event ("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}"),
                           encode_event ("contentBlockStop", "{\"contentBlockIndex\":0}"), NULL),
               &error);
  g_assert_no_error (error);
  g_assert_false (dg_converse_reader_is_complete (reader));
  g_assert_null (dg_converse_reader_finish (reader, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_TRUNCATED);
}

static void
test_reply (void)
{
  static const char body[] =
      "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":["
      "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"[REDACTED]\"}}},{\"text\":\"Well, \"},{\"text\":\"yes\"},"
      "{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"records\",\"input\": {\"n\" : 12345678901234567890, \"x\":0.10} }},"
      "{\"toolUse\":{\"toolUseId\":\"u\",\"name\":\"records\",\"input\":{}}}]}},"
      "\"stopReason\":\"tool_use\",\"usage\":{\"inputTokens\":7,\"outputTokens\":8,\"totalTokens\":15},"
      "\"metrics\":{\"latencyMs\":300},\"somethingNew\":[]}\n";
  g_auto (Deltas) deltas = { 0 };
  g_autoptr (DgConverseReader) reader = NULL;
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  deltas_init (&deltas);
  reader = dg_converse_reader_new (delta_cb, &deltas);
  dg_converse_reader_take_reply (reader, body, strlen (body), &error);
  g_assert_no_error (error);
  reply = dg_converse_reader_finish (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->text, ==, "Well, yes");
  g_assert_cmpstr (reply->tool_name, ==, "records");
  g_assert_cmpstr (reply->tool_input, ==, "{\"n\" : 12345678901234567890, \"x\":0.10}");
  g_assert_cmpint (reply->usage.input_tokens, ==, 7);
  g_assert_cmpint (reply->usage.output_tokens, ==, 8);
  g_assert_cmpstr (deltas.text->str, ==, reply->text);
  g_assert_cmpstr (deltas.tool->str, ==, reply->tool_input);
}

static const struct
{
  const char *body;
  int code;
} hostile_replies[] = {
  { "", DG_INFERENCE_ERROR_TRUNCATED },
  { " \n", DG_INFERENCE_ERROR_TRUNCATED },
  { "{\"output\":{\"message\":{\"content\":[{\"text\":\"a", DG_INFERENCE_ERROR_TRUNCATED },
  { "{\"output\":{\"message\":{\"content\":[]}", DG_INFERENCE_ERROR_PROTOCOL },
  { "null}", DG_INFERENCE_ERROR_PROTOCOL },
  { "{}", DG_INFERENCE_ERROR_PROTOCOL },
  { "{} {}", DG_INFERENCE_ERROR_PROTOCOL },
  { "{\"output\":[]}", DG_INFERENCE_ERROR_PROTOCOL },
  { "{\"output\":{\"message\":null}}", DG_INFERENCE_ERROR_PROTOCOL },
  { "{\"output\":{\"message\":{\"content\":{}}},\"stopReason\":\"end_turn\"}", DG_INFERENCE_ERROR_PROTOCOL },
  { "{\"output\":{\"message\":{\"content\":[\"text\"]}},\"stopReason\":\"end_turn\"}", DG_INFERENCE_ERROR_PROTOCOL },
  { "{\"output\":{\"message\":{\"content\":[{\"text\":1}]}},\"stopReason\":\"end_turn\"}",
    DG_INFERENCE_ERROR_PROTOCOL },
  { "{\"output\":{\"message\":{\"content\":[{\"toolUse\":{\"name\":\"a\"}}]}},\"stopReason\":\"end_turn\"}",
    DG_INFERENCE_ERROR_PROTOCOL },
  { "{\"output\":{\"message\":{\"content\":[{\"toolUse\":{\"input\":{}}}]}},\"stopReason\":\"end_turn\"}",
    DG_INFERENCE_ERROR_PROTOCOL },
  { "{\"output\":{\"message\":{\"content\":[]}}}", DG_INFERENCE_ERROR_PROTOCOL },
  { "{\"output\":{\"message\":{\"content\":[]}},\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":-5}}",
    DG_INFERENCE_ERROR_PROTOCOL },
};

static void
test_hostile_replies (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_replies); i++)
    {
      g_autoptr (DgConverseReader) reader = dg_converse_reader_new (NULL, NULL);
      g_autoptr (GError) error = NULL;
      const char *body = hostile_replies[i].body;

      g_test_message ("%s", body);
      g_assert_false (dg_converse_reader_take_reply (reader, body, strlen (body), &error));
      g_assert_error (error, DG_INFERENCE_ERROR, hostile_replies[i].code);
    }
}

static void
test_deep_reply (void)
{
  g_autoptr (DgConverseReader) reader = dg_converse_reader_new (NULL, NULL);
  g_autoptr (GString) body = g_string_new ("{\"output\":");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (body, "{\"a\":");
  g_string_append_c (body, '1');
  for (guint i = 0; i < 100001; i++)
    g_string_append_c (body, '}');
  g_assert_false (dg_converse_reader_take_reply (reader, body->str, body->len, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/converse/text-stream", test_text_stream);
  g_test_add_func ("/inference/converse/tool-stream", test_tool_stream);
  g_test_add_func ("/inference/converse/tool-without-input", test_tool_without_input);
  g_test_add_func ("/inference/converse/many-blocks", test_many_blocks);
  g_test_add_func ("/inference/converse/unknown-events", test_unknown_events);
  g_test_add_func ("/inference/converse/hostile-events", test_hostile_events);
  g_test_add_func ("/inference/converse/hostile-messages", test_hostile_messages);
  g_test_add_func ("/inference/converse/too-many-blocks", test_too_many_blocks);
  g_test_add_func ("/inference/converse/unfinished-stream", test_unfinished_stream);
  g_test_add_func ("/inference/converse/reply", test_reply);
  g_test_add_func ("/inference/converse/hostile-replies", test_hostile_replies);
  g_test_add_func ("/inference/converse/deep-reply", test_deep_reply);

  return g_test_run ();
}
