/* test-odd-replies.c: replies that a model should not give, but does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-converse.h"
#include "events.h"

/*
 * Each comes as a stream and whole. The rule is the same throughout: only a tool call becomes tool input. Not what is
 * thought before it, and not what merely looks like one; what a person asked for must not be guessed from that.
 */

static const DgConverseContext context = { .model_id = "us.amazon.nova-2-lite-v1:0" };

#define BEGIN_TOOL(index, name)                                                                                        \
  {                                                                                                                    \
    "contentBlockStart", "{\"contentBlockIndex\":" index ",\"start\":{\"toolUse\":{\"toolUseId\":\"t" index            \
                         "\",\"name\":\"" name "\"}}}"                                                                 \
  }
#define TOOL_DELTA(index, input)                                                                                       \
  {                                                                                                                    \
    "contentBlockDelta", "{\"contentBlockIndex\":" index ",\"delta\":{\"toolUse\":{\"input\":\"" input "\"}}}"         \
  }
#define TEXT_DELTA(index, text)                                                                                        \
  {                                                                                                                    \
    "contentBlockDelta", "{\"contentBlockIndex\":" index ",\"delta\":{\"text\":\"" text "\"}}"                         \
  }
#define REASONING_DELTA(index, member)                                                                                 \
  {                                                                                                                    \
    "contentBlockDelta", "{\"contentBlockIndex\":" index ",\"delta\":{\"reasoningContent\":" member "}}"               \
  }
#define STOP(reason)                                                                                                   \
  {                                                                                                                    \
    "messageStop", "{\"stopReason\":\"" reason "\"}"                                                                   \
  }
#define XML_CALL "<tool_call><records>{\\\"records\\\":[{\\\"line\\\":1}]}</records></tool_call>"

#define EVENTS_MAX 8

static const struct
{
  const char *name;
  struct
  {
    const char *type;
    const char *payload;
  } events[EVENTS_MAX];
  const char *content; /* the same, whole */
  const char *stop_reason;
  const char *text;
  const char *tool_name;
  const char *tool_input;
} replies[] = {
  { "thinking",
    { TEXT_DELTA ("0", "<thinking>I call {\\\"a\\\":0}</thinking>"), BEGIN_TOOL ("1", "records"),
      TOOL_DELTA ("1", "{\\\"a\\\":1}"), STOP ("tool_use") },
    "{\"text\":\"<thinking>I call {\\\"a\\\":0}</thinking>\"},{\"toolUse\":{\"name\":\"records\",\"input\":{\"a\":1}}}",
    "tool_use",
    "<thinking>I call {\"a\":0}</thinking>",
    "records",
    "{\"a\":1}" },
  { "reasoning",
    { REASONING_DELTA ("0", "{\"text\":\"[REDACTED]\"}"), REASONING_DELTA ("0", "{\"signature\":\"c2ln\"}"),
      REASONING_DELTA ("0", "{\"redactedContent\":\"eA==\"}"), BEGIN_TOOL ("1", "records"),
      TOOL_DELTA ("1", "{\\\"a\\\":1}"), STOP ("tool_use") },
    "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"[REDACTED]\",\"signature\":\"c2ln\"}}},"
    "{\"toolUse\":{\"name\":\"records\",\"input\":{\"a\":1}}}",
    "tool_use",
    "",
    "records",
    "{\"a\":1}" },
  { "fragments",
    { BEGIN_TOOL ("0", "records"), TOOL_DELTA ("0", "{\\\"a"), TOOL_DELTA ("0", ""), TOOL_DELTA ("0", "\\\":\\\"\\\\"),
      TOOL_DELTA ("0", "u00"), TOOL_DELTA ("0", "e4\\\"}"), STOP ("tool_use") },
    "{\"toolUse\":{\"name\":\"records\",\"input\":{\"a\":\"\\u00e4\"}}}",
    "tool_use",
    "",
    "records",
    "{\"a\":\"\\u00e4\"}" },
  { "two calls",
    { BEGIN_TOOL ("0", "records"), TOOL_DELTA ("0", "{\\\"a\\\":1}"), BEGIN_TOOL ("1", "records"),
      TOOL_DELTA ("1", "{\\\"b\\\":2}"), STOP ("tool_use") },
    "{\"toolUse\":{\"name\":\"records\",\"input\":{\"a\":1}}},{\"toolUse\":{\"name\":\"records\",\"input\":{\"b\":2}}}",
    "tool_use",
    "",
    "records",
    "{\"a\":1}" },
  { "no input",
    { BEGIN_TOOL ("0", "records"), TOOL_DELTA ("0", ""), STOP ("tool_use") },
    "{\"toolUse\":{\"name\":\"records\",\"input\":{}}}",
    "tool_use",
    "",
    "records",
    "{}" },
  { "nothing", { STOP ("end_turn") }, "", "end_turn", "", NULL, NULL },
  { "empty text", { TEXT_DELTA ("0", ""), STOP ("end_turn") }, "{\"text\":\"\"}", "end_turn", "", NULL, NULL },
  { "text instead",
    { TEXT_DELTA ("0", "```json\\n{\\\"a\\\":"), TEXT_DELTA ("0", "1}\\n```"), STOP ("end_turn") },
    "{\"text\":\"```json\\n{\\\"a\\\":1}\\n```\"}",
    "end_turn",
    "```json\n{\"a\":1}\n```",
    NULL,
    NULL },
  { "malformed",
    { TEXT_DELTA ("0", XML_CALL), STOP ("malformed_tool_use") },
    "{\"text\":\"" XML_CALL "\"}",
    "malformed_tool_use",
    "<tool_call><records>{\"records\":[{\"line\":1}]}</records></tool_call>",
    NULL,
    NULL },
  { "filtered",
    { TEXT_DELTA ("0", "The generated text has been blocked."), STOP ("content_filtered") },
    "{\"text\":\"The generated text has been blocked.\"}",
    "content_filtered",
    "The generated text has been blocked.",
    NULL,
    NULL },
};

static void
delta_cb (DgDeltaKind kind, const char *text, gsize length, gpointer data)
{
  GString **strings = data;

  g_string_append_len (strings[kind == DG_DELTA_TOOL_INPUT], text, length);
}

static void
take_event (DgConverseReader *reader, const char *type, const char *payload)
{
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  g_autoptr (DgEventStreamMessage) message = NULL;
  g_autoptr (GBytes) bytes = encode_event (type, payload);
  g_autoptr (GError) error = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  dg_event_stream_decoder_push (decoder, data, length);
  g_assert_true (dg_event_stream_decoder_next (decoder, &message, NULL));
  dg_converse_reader_take_event (reader, message, &context, &error);
  g_assert_no_error (error);
}

static void
take_stream (DgConverseReader *reader, gsize i)
{
  for (gsize j = 0; j < EVENTS_MAX && replies[i].events[j].type != NULL; j++)
    take_event (reader, replies[i].events[j].type, replies[i].events[j].payload);
}

static void
take_whole (DgConverseReader *reader, gsize i)
{
  g_autofree char *body = g_strdup_printf ("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[%s]}},"
                                           "\"stopReason\":\"%s\",\"usage\":{}}",
                                           replies[i].content, replies[i].stop_reason);
  g_autoptr (GError) error = NULL;

  dg_converse_reader_take_reply (reader, body, strlen (body), &error);
  g_assert_no_error (error);
}

static void
assert_reads (void (*take) (DgConverseReader *reader, gsize i), gsize i)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) tool = g_string_new (NULL);
  GString *strings[] = { text, tool };
  g_autoptr (DgConverseReader) reader = dg_converse_reader_new (delta_cb, strings);
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  take (reader, i);
  reply = dg_converse_reader_finish (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->text, ==, replies[i].text);
  g_assert_cmpstr (reply->tool_name, ==, replies[i].tool_name);
  g_assert_cmpstr (reply->tool_input, ==, replies[i].tool_input);
  g_assert_cmpstr (reply->stop_reason, ==, replies[i].stop_reason);

  /* Who follows the stream gets no more than that: "{}" for nothing is the reader's own. */
  g_assert_cmpstr (text->str, ==, reply->text);
  if (tool->len > 0)
    g_assert_cmpstr (tool->str, ==, reply->tool_input);
  else
    g_assert_true (reply->tool_input == NULL || g_str_equal (reply->tool_input, "{}"));
}

static void
test_streams (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_test_message ("%s", replies[i].name);
      assert_reads (take_stream, i);
    }
}

static void
test_wholes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_test_message ("%s", replies[i].name);
      assert_reads (take_whole, i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/odd-replies/streams", test_streams);
  g_test_add_func ("/inference/odd-replies/wholes", test_wholes);

  return g_test_run ();
}
