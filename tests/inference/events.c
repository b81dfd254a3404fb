/* events.c: messages of ConverseStream, as the service writes them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "events.h"

static DgEventStreamHeader
make_header (const char *name, const char *value)
{
  return (DgEventStreamHeader){
    .name = (char *) name,
    .type = DG_EVENT_STREAM_STRING,
    .bytes = g_bytes_new (value, strlen (value)),
  };
}

/* Bedrock's order: name, content type, message type. A NULL message type leaves that header out. */
GBytes *
encode_message (const char *message_type, const char *name_header, const char *name, const char *payload)
{
  DgEventStreamHeader headers[] = {
    make_header (name_header, name),
    make_header (":content-type", "application/json"),
    make_header (":message-type", message_type != NULL ? message_type : ""),
  };
  g_autoptr (GBytes) body = g_bytes_new (payload, strlen (payload));
  GBytes *message = dg_event_stream_encode (headers, message_type != NULL ? 3 : 2, body);

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    g_bytes_unref (headers[i].bytes);
  return message;
}

GBytes *
encode_event (const char *type, const char *payload)
{
  return encode_message ("event", ":event-type", type, payload);
}

GBytes *
encode_exception (const char *type, const char *payload)
{
  return encode_message ("exception", ":exception-type", type, payload);
}

/* What the service's model does not name has no payload. */
GBytes *
encode_error (const char *code, const char *text)
{
  DgEventStreamHeader headers[] = {
    make_header (":error-code", code),
    make_header (":error-message", text),
    make_header (":message-type", "error"),
  };
  GBytes *message = dg_event_stream_encode (headers, G_N_ELEMENTS (headers), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    g_bytes_unref (headers[i].bytes);
  return message;
}

/* Takes over every one of them. */
GBytes *
join_bytes (GBytes *first, ...)
{
  GByteArray *all = g_byte_array_new ();
  va_list bytes;

  va_start (bytes, first);
  for (GBytes *next = first; next != NULL; next = va_arg (bytes, GBytes *))
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (next, &length);

      g_byte_array_append (all, data, length);
      g_bytes_unref (next);
    }
  va_end (bytes);
  return g_byte_array_free_to_bytes (all);
}
