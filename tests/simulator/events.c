/* events.c: the events of a streamed answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "events.h"

#include <string.h>

#include "dg-event-stream.h"

static void
clear_event (gpointer data)
{
  Event *event = data;

  g_free (event->kind);
  g_free (event->class);
  g_clear_pointer (&event->payload, dg_json_document_unref);
}

static Event
read_event (DgEventStreamMessage *message)
{
  const char *class = dg_event_stream_message_get_string (message, ":message-type");
  const char *header = g_str_equal (class, "event")   ? ":event-type"
                       : g_str_equal (class, "error") ? ":error-code"
                                                      : ":exception-type";
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (dg_event_stream_message_get_payload (message), &length);
  Event event = { g_strdup (dg_event_stream_message_get_string (message, header)), g_strdup (class), NULL };

  g_assert_cmpstr (dg_event_stream_message_get_header (message, 0)->name, ==, header);
  if (g_str_equal (class, "error"))
    {
      g_assert_cmpuint (length, ==, 0);
      g_assert_nonnull (dg_event_stream_message_get_string (message, ":error-message"));
      return event;
    }
  event.payload = dg_json_document_new (text, (gssize) length, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dg_event_stream_message_get_string (message, ":content-type"), ==, "application/json");

  return event;
}

/* As far as they can be read */
GArray *
decode_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  GArray *events = g_array_new (FALSE, FALSE, sizeof (Event));
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  g_array_set_clear_func (events, clear_event);
  dg_event_stream_decoder_push (decoder, data, length);
  while (TRUE)
    {
      g_autoptr (DgEventStreamMessage) message = NULL;

      if (!dg_event_stream_decoder_next (decoder, &message, error))
        return events;
      if (message == NULL)
        break;
      g_array_append_vals (events, &(Event[]){ read_event (message) }, 1);
    }
  g_assert_true (dg_event_stream_decoder_is_between_messages (decoder));

  return events;
}

GArray *
decode (Answer *answer)
{
  g_autoptr (GError) error = NULL;
  GArray *events = NULL;

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (answer->headers, NULL), ==,
                   "application/vnd.amazon.eventstream");
  events = decode_bytes (answer->body, &error);
  g_assert_no_error (error);

  return events;
}

Event *
nth_event (GArray *events, guint n)
{
  g_assert_cmpuint (n, <, events->len);

  return &g_array_index (events, Event, n);
}

DgJsonValue
get_in (Event *event, const char *path)
{
  DgJsonValue value;

  if (!lookup (dg_json_document_get_root (event->payload), path, &value))
    g_error ("A %s has no %s", event->kind, path);

  return value;
}

void
assert_in (Event *event, const char *path, const char *expected)
{
  g_autofree char *text = dg_json_value_dup_string (get_in (event, path));

  g_assert_cmpstr (text, ==, expected);
}

/* Joins the deltas of a block that have such a member, and counts them */
char *
join_block (GArray *events, gint64 block, const char *path, guint *n_deltas)
{
  GString *joined = g_string_new (NULL);

  *n_deltas = 0;
  for (guint i = 0; i < events->len; i++)
    {
      Event *event = nth_event (events, i);
      g_autofree char *piece = NULL;
      gint64 index = -1;

      if (!g_str_equal (event->kind, "contentBlockDelta"))
        continue;
      g_assert_true (dg_json_value_get_int64 (get_in (event, "contentBlockIndex"), &index));
      if (index != block)
        continue;
      piece = dg_json_value_dup_string (get_in (event, path));
      g_string_append (joined, piece);
      (*n_deltas)++;
    }

  return g_string_free (joined, FALSE);
}

/* The same of block 0, when it is the only one */
char *
join_deltas (GArray *events, const char *path, guint *n_deltas)
{
  guint n_others;
  g_autofree char *others = join_block (events, 1, path, &n_others);

  g_assert_cmpuint (n_others, ==, 0);

  return join_block (events, 0, path, n_deltas);
}
