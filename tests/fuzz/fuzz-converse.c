/* fuzz-converse.c: replies, streams of events and errors of Converse, whatever they hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-converse.h"
#include "fuzz.h"

static const DgConverseContext context = { .model_id = "model", .request_id = "request" };

typedef struct
{
  GString *tool;
  gsize text_length;
} Deltas;

static void
delta_cb (DgDeltaKind kind, const char *text, gsize length, gpointer data)
{
  Deltas *deltas = data;

  g_assert_cmpuint (length, >, 0);
  if (kind == DG_DELTA_TOOL_INPUT)
    g_string_append_len (deltas->tool, text, length);
  else
    deltas->text_length += length;
}

static DgEventStreamHeader
make_header (const char *name, const char *value)
{
  return (DgEventStreamHeader){
    .name = (char *) name,
    .type = DG_EVENT_STREAM_STRING,
    .bytes = g_bytes_new (value, strlen (value)),
  };
}

/* A line is `TYPE PAYLOAD`; a type that begins with `!` is an exception, one with `#` an error, one with `?` neither.
 */
static DgEventStreamMessage *
new_message (const char *line)
{
  static const struct
  {
    char mark;
    const char *message_type;
    const char *name_header;
  } kinds[] = {
    { '!', "exception", ":exception-type" },
    { '#', "error", ":error-code" },
    { '?', "rumour", ":event-type" },
    { '\0', "event", ":event-type" },
  };
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  DgEventStreamMessage *message = NULL;
  const char *blank = strchrnul (line, ' ');
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *type = NULL;
  gsize kind = 0;

  while (kinds[kind].mark != '\0' && kinds[kind].mark != *line)
    kind++;
  type = g_strndup (line, MIN (blank - line, 200));
  payload = g_bytes_new (blank, strlen (blank));

  DgEventStreamHeader headers[] = {
    make_header (kinds[kind].name_header, kinds[kind].mark != '\0' ? type + 1 : type),
    make_header (":message-type", kinds[kind].message_type),
  };

  bytes = dg_event_stream_encode (headers, G_N_ELEMENTS (headers), payload);
  g_bytes_unref (headers[0].bytes);
  g_bytes_unref (headers[1].bytes);

  dg_event_stream_decoder_push (decoder, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  dg_event_stream_decoder_next (decoder, &message, NULL);
  return message;
}

static gboolean
take_stream (DgConverseReader *reader, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (DgEventStreamMessage) message = new_message (lines[i]);

      /* A type that isn't UTF-8 is no message in the first place. */
      if (message != NULL && !dg_converse_reader_take_event (reader, message, &context, error))
        return FALSE;
    }
  return TRUE;
}

static void
check_reply (const DgModelReply *reply, const Deltas *deltas)
{
  g_assert_true (g_utf8_validate (reply->text, -1, NULL));
  g_assert_cmpuint (strlen (reply->text), ==, deltas->text_length);
  g_assert_nonnull (reply->stop_reason);
  g_assert_cmpint (reply->usage.input_tokens, >=, 0);
  g_assert_cmpint (reply->usage.output_tokens, >=, 0);
  if (reply->tool_name == NULL)
    g_assert_cmpuint (deltas->tool->len, ==, 0);
  else if (deltas->tool->len > 0)
    g_assert_cmpstr (reply->tool_input, ==, deltas->tool->str);
  else
    g_assert_cmpstr (reply->tool_input, ==, "{}");
}

static void
read_reply (const char *text, gsize length, gboolean stream)
{
  g_autoptr (GString) tool = g_string_new (NULL);
  Deltas deltas = { .tool = tool };
  g_autoptr (DgConverseReader) reader = dg_converse_reader_new (delta_cb, &deltas);
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  if (stream ? take_stream (reader, text, &error) : dg_converse_reader_take_reply (reader, text, length, &error))
    reply = dg_converse_reader_finish (reader, &error);

  if (reply != NULL)
    check_reply (reply, &deltas);
  else
    g_assert_true (error->domain == DG_INFERENCE_ERROR && g_utf8_validate (error->message, -1, NULL));
}

static void
read_error (const char *text, gsize length)
{
  const char *line_end = memchr (text, '\n', length);
  g_autofree char *code = line_end != NULL ? g_strndup (text, line_end - text) : NULL;
  const char *body = line_end != NULL ? line_end + 1 : text;
  g_autoptr (GError) error = dg_converse_error_new_from_response (400, code, body, length - (body - text), &context);

  g_assert_true (error->domain == DG_INFERENCE_ERROR && g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (error->message, -1), <, 1000);
}

/* The first byte says what the rest is: `R` a reply, `S` a stream, `E` an error, whose first line is its code. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = NULL;

  if (size < 1 || size > 65536)
    return 0;

  text = g_strndup ((const char *) data + 1, size - 1);
  if (data[0] == 'R')
    read_reply (text, size - 1, FALSE);
  else if (data[0] == 'S')
    read_reply (text, size - 1, TRUE);
  else if (data[0] == 'E')
    read_error (text, size - 1);
  return 0;
}
