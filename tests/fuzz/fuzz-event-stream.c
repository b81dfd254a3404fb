/* fuzz-event-stream.c: frames cut anywhere give the same, and are written again as they were
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>
#include <zlib.h>

#include "dg-event-stream.h"
#include "fuzz.h"

static guint32
read_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static void
write_crc (guint8 *data, gsize length)
{
  guint32 crc = GUINT32_TO_BE ((guint32) crc32_z (0, data, length));

  memcpy (data + length, &crc, sizeof crc);
}

/* No fuzzer guesses a checksum: puts the right ones in, so that it comes as far as the headers. */
static void
write_checksums (guint8 *data, gsize length)
{
  gsize at = 0;

  while (length - at >= 16)
    {
      guint32 total = read_u32 (data + at);

      write_crc (data + at, 8);
      if (total < 16 || total > length - at)
        return;
      write_crc (data + at, total - 4);
      at += total;
    }
}

static void
append_encoded (GByteArray *out, DgEventStreamMessage *message)
{
  guint n_headers = dg_event_stream_message_get_n_headers (message);
  g_autofree DgEventStreamHeader *headers = g_new0 (DgEventStreamHeader, n_headers);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < n_headers; i++)
    {
      headers[i] = *dg_event_stream_message_get_header (message, i);
      dg_event_stream_message_get_string (message, headers[i].name);
    }
  bytes = dg_event_stream_encode (headers, n_headers, dg_event_stream_message_get_payload (message));
  g_byte_array_append (out, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Writes again all that was read. Returns the error's code, or -1. */
static int
decode (const guint8 *data, gsize length, gsize chunk, GByteArray *out, gboolean *between)
{
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  g_autoptr (GError) error = NULL;
  DgEventStreamMessage *message;

  for (gsize at = 0; at < length && error == NULL; at += chunk)
    {
      dg_event_stream_decoder_push (decoder, data + at, MIN (chunk, length - at));
      while (dg_event_stream_decoder_next (decoder, &message, &error))
        {
          append_encoded (out, message);
          dg_event_stream_message_free (message);
        }
    }
  *between = dg_event_stream_decoder_is_between_messages (decoder);
  return error != NULL ? error->code : -1;
}

/* The first byte says whether to mend the checksums, and how to cut. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GByteArray) pieces = g_byte_array_new ();
  g_autofree guint8 *stream = NULL;
  gboolean whole_between, pieces_between;
  int whole_code;

  if (size < 2 || size > 65536)
    return 0;

  stream = g_memdup2 (data + 1, size - 1);
  if (data[0] & 1)
    write_checksums (stream, size - 1);
  whole_code = decode (stream, size - 1, size, whole, &whole_between);
  g_assert_cmpint (decode (stream, size - 1, 1 + data[0] / 2, pieces, &pieces_between), ==, whole_code);
  g_assert_true (pieces_between == whole_between);
  g_assert_cmpmem (pieces->data, pieces->len, whole->data, whole->len);

  g_assert_cmpuint (whole->len, <=, size - 1);
  if (whole->len > 0)
    g_assert_true (memcmp (whole->data, stream, whole->len) == 0);
  g_assert_true (whole_between == (whole_code == -1 && whole->len == size - 1));
  return 0;
}
