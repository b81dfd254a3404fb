/* dg-event-stream-encode.c: writing application/vnd.amazon.eventstream frames
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <zlib.h>

#include "dg-event-stream-private.h"

static void
append_number (GByteArray *out, guint64 number, guint n_bytes)
{
  for (guint i = n_bytes; i > 0; i--)
    {
      guint8 byte = number >> (8 * (i - 1));

      g_byte_array_append (out, &byte, 1);
    }
}

static void
append_bytes (GByteArray *out, GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (length > 0)
    g_byte_array_append (out, data, length);
}

static void
append_checksum (GByteArray *out)
{
  append_number (out, crc32_z (0, out->data, out->len), 4);
}

static gboolean
can_encode (const DgEventStreamHeader *header)
{
  gsize name_length = header->name != NULL ? strlen (header->name) : 0;
  gsize length = header->bytes != NULL ? g_bytes_get_size (header->bytes) : 0;

  if (name_length == 0 || name_length > G_MAXUINT8)
    return FALSE;
  return header->type == DG_EVENT_STREAM_UUID ? length == DG_EVENT_STREAM_UUID_LENGTH : length <= G_MAXUINT16;
}

static void
append_header (GByteArray *out, const DgEventStreamHeader *header)
{
  gsize name_length = strlen (header->name);

  append_number (out, name_length, 1);
  g_byte_array_append (out, (const guint8 *) header->name, name_length);
  append_number (out, header->type, 1);

  switch (header->type)
    {
    case DG_EVENT_STREAM_INT8:
      append_number (out, header->number, 1);
      break;
    case DG_EVENT_STREAM_INT16:
      append_number (out, header->number, 2);
      break;
    case DG_EVENT_STREAM_INT32:
      append_number (out, header->number, 4);
      break;
    case DG_EVENT_STREAM_INT64:
    case DG_EVENT_STREAM_TIMESTAMP:
      append_number (out, header->number, 8);
      break;
    case DG_EVENT_STREAM_BYTES:
    case DG_EVENT_STREAM_STRING:
      append_number (out, header->bytes != NULL ? g_bytes_get_size (header->bytes) : 0, 2);
      append_bytes (out, header->bytes);
      break;
    case DG_EVENT_STREAM_UUID:
      append_bytes (out, header->bytes);
      break;
    case DG_EVENT_STREAM_TRUE:
    case DG_EVENT_STREAM_FALSE:
    default:
      break; /* The type says it all. */
    }
}

/**
 * dg_event_stream_encode:
 * @headers: (array length=n_headers): the headers; a name has 1 to 255 bytes, bytes and strings have up to 65535
 * @n_headers: how many
 * @payload: (nullable): the payload, up to 24 MiB
 *
 * Writes one message, as the service does. What can't be encoded is the caller's mistake.
 *
 * Returns: (transfer full): the message's bytes
 */
GBytes *
dg_event_stream_encode (const DgEventStreamHeader *headers, gsize n_headers, GBytes *payload)
{
  g_autoptr (GByteArray) encoded_headers = g_byte_array_new ();
  g_autoptr (GByteArray) message = g_byte_array_new ();
  gsize payload_length = payload != NULL ? g_bytes_get_size (payload) : 0;

  g_return_val_if_fail (headers != NULL || n_headers == 0, NULL);
  g_return_val_if_fail (payload_length <= DG_EVENT_STREAM_PAYLOAD_LENGTH_MAX, NULL);

  for (gsize i = 0; i < n_headers; i++)
    {
      g_return_val_if_fail (can_encode (&headers[i]), NULL);
      append_header (encoded_headers, &headers[i]);
      g_return_val_if_fail (encoded_headers->len <= DG_EVENT_STREAM_HEADERS_LENGTH_MAX, NULL);
    }

  append_number (message, DG_EVENT_STREAM_MESSAGE_LENGTH_MIN + encoded_headers->len + payload_length, 4);
  append_number (message, encoded_headers->len, 4);
  append_checksum (message);
  if (encoded_headers->len > 0)
    g_byte_array_append (message, encoded_headers->data, encoded_headers->len);
  append_bytes (message, payload);
  append_checksum (message);
  return g_byte_array_free_to_bytes (g_steal_pointer (&message));
}
