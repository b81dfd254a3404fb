/* dg-event-stream.c: reading application/vnd.amazon.eventstream frames
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#include "dg-event-stream-private.h"

/*
 * A message, all numbers big-endian (the format is described in "Event stream encoding" of the Amazon Transcribe guide
 * and in the Smithy specification):
 *
 *    0  u32  length of the whole message        \
 *    4  u32  length of the headers               } the prelude
 *    8  u32  CRC-32 of the eight bytes before   /
 *   12       the headers, then the payload
 *   -4  u32  CRC-32 of everything before
 *
 * A header: u8 length of the name, the name, u8 type, and a value whose length follows from the type.
 */

struct _DgEventStreamDecoder
{
  GString *buffer; /* (owned): bytes, of which the first @consumed are done with */
  gsize consumed;
  GError *failure; /* (owned) (nullable): why nothing more can be read */
};

struct _DgEventStreamMessage
{
  GArray *headers; /* (owned) (element-type DgEventStreamHeader) */
  GBytes *payload; /* (owned) */
};

/* The part of a message that is still to be read. */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
} Reader;

/* clang-format off */
G_DEFINE_QUARK (dg-event-stream-error-quark, dg_event_stream_error)
/* clang-format on */

static guint32
read_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static guint32
compute_crc (const guint8 *data, gsize length)
{
  return crc32_z (0, data, length);
}

static void
clear_header (gpointer data)
{
  DgEventStreamHeader *header = data;

  g_free (header->name);
  g_clear_pointer (&header->bytes, g_bytes_unref);
}

/* Takes `length` bytes, or returns NULL if there are not as many. */
static const guint8 *
take_bytes (Reader *reader, gsize length)
{
  const guint8 *bytes = reader->at;

  if ((gsize) (reader->end - reader->at) < length)
    return NULL;
  reader->at += length;
  return bytes;
}

static gboolean
take_number (Reader *reader, gsize length, gint64 *number)
{
  const guint8 *bytes = take_bytes (reader, length);
  guint64 value;

  if (bytes == NULL)
    return FALSE;

  value = bytes[0] & 0x80 ? G_MAXUINT64 : 0; /* extends the sign */
  for (gsize i = 0; i < length; i++)
    value = value << 8 | bytes[i];
  *number = (gint64) value;
  return TRUE;
}

/* Behind the bytes stands a NUL that isn't counted, for those that are a string. */
static gboolean
take_value (Reader *reader, gsize length, GBytes **value)
{
  const guint8 *bytes = take_bytes (reader, length);
  guint8 *copy;

  if (bytes == NULL)
    return FALSE;

  copy = g_malloc (length + 1);
  memcpy (copy, bytes, length);
  copy[length] = '\0';
  *value = g_bytes_new_take (copy, length);
  return TRUE;
}

static gboolean
take_sized_value (Reader *reader, GBytes **value)
{
  const guint8 *length = take_bytes (reader, 2);

  return length != NULL && take_value (reader, (gsize) length[0] << 8 | length[1], value);
}

static const char *
get_text (GBytes *bytes)
{
  return g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "";
}

/* This refuses U+0000 too: a string is handed out as a C string. */
static gboolean
take_string (Reader *reader, GBytes **value)
{
  return take_sized_value (reader, value) && g_utf8_validate_len (get_text (*value), g_bytes_get_size (*value), NULL);
}

static gboolean
take_header_value (Reader *reader, DgEventStreamHeader *header)
{
  switch (header->type)
    {
    case DG_EVENT_STREAM_TRUE:
    case DG_EVENT_STREAM_FALSE:
      header->number = header->type == DG_EVENT_STREAM_TRUE;
      return TRUE;
    case DG_EVENT_STREAM_INT8:
      return take_number (reader, 1, &header->number);
    case DG_EVENT_STREAM_INT16:
      return take_number (reader, 2, &header->number);
    case DG_EVENT_STREAM_INT32:
      return take_number (reader, 4, &header->number);
    case DG_EVENT_STREAM_INT64:
    case DG_EVENT_STREAM_TIMESTAMP:
      return take_number (reader, 8, &header->number);
    case DG_EVENT_STREAM_BYTES:
      return take_sized_value (reader, &header->bytes);
    case DG_EVENT_STREAM_STRING:
      return take_string (reader, &header->bytes);
    case DG_EVENT_STREAM_UUID:
      return take_value (reader, DG_EVENT_STREAM_UUID_LENGTH, &header->bytes);
    default:
      return FALSE;
    }
}

static gboolean
take_header (Reader *reader, DgEventStreamHeader *header)
{
  const guint8 *length = take_bytes (reader, 1);
  const guint8 *name, *type;

  if (length == NULL || *length == 0)
    return FALSE;
  name = take_bytes (reader, *length);
  if (name == NULL || !g_utf8_validate_len ((const char *) name, *length, NULL))
    return FALSE;
  header->name = g_strndup ((const char *) name, *length);

  type = take_bytes (reader, 1);
  if (type == NULL)
    return FALSE;
  header->type = *type;
  return take_header_value (reader, header);
}

static GArray *
parse_headers (const guint8 *data, gsize length)
{
  g_autoptr (GArray) headers = g_array_new (FALSE, FALSE, sizeof (DgEventStreamHeader));
  Reader reader = { .at = data, .end = data + length };

  g_array_set_clear_func (headers, clear_header);
  while (reader.at < reader.end)
    {
      DgEventStreamHeader header = { 0 };
      gboolean valid = take_header (&reader, &header);

      g_array_append_val (headers, header);
      if (!valid)
        return NULL;
    }
  return g_steal_pointer (&headers);
}

/* The checksum comes first: only then do the lengths mean anything. */
static gboolean
check_prelude (const guint8 *data, GError **error)
{
  guint32 total = read_u32 (data);
  guint32 headers = read_u32 (data + 4);

  if (compute_crc (data, 8) != read_u32 (data + 8) || total < DG_EVENT_STREAM_MESSAGE_LENGTH_MIN ||
      headers > total - DG_EVENT_STREAM_MESSAGE_LENGTH_MIN)
    {
      g_set_error (error, DG_EVENT_STREAM_ERROR, DG_EVENT_STREAM_ERROR_PRELUDE,
                   _ ("The reply is damaged: the beginning of a message cannot be read"));
      return FALSE;
    }
  if (headers > DG_EVENT_STREAM_HEADERS_LENGTH_MAX ||
      total - DG_EVENT_STREAM_MESSAGE_LENGTH_MIN - headers > DG_EVENT_STREAM_PAYLOAD_LENGTH_MAX)
    {
      g_set_error (error, DG_EVENT_STREAM_ERROR, DG_EVENT_STREAM_ERROR_TOO_LARGE,
                   _ ("The reply has a message that is larger than what is accepted"));
      return FALSE;
    }
  return TRUE;
}

/* The prelude was checked, and the message is all there. */
static DgEventStreamMessage *
parse_message (const guint8 *data, GError **error)
{
  guint32 total = read_u32 (data);
  guint32 headers_length = read_u32 (data + 4);
  g_autoptr (GArray) headers = NULL;
  DgEventStreamMessage *self;

  if (compute_crc (data, total - DG_EVENT_STREAM_CHECKSUM_LENGTH) !=
      read_u32 (data + total - DG_EVENT_STREAM_CHECKSUM_LENGTH))
    {
      g_set_error (error, DG_EVENT_STREAM_ERROR, DG_EVENT_STREAM_ERROR_CHECKSUM,
                   _ ("The reply is damaged: a message does not match its checksum"));
      return NULL;
    }
  headers = parse_headers (data + DG_EVENT_STREAM_PRELUDE_LENGTH, headers_length);
  if (headers == NULL)
    {
      g_set_error (error, DG_EVENT_STREAM_ERROR, DG_EVENT_STREAM_ERROR_HEADERS,
                   _ ("The reply is damaged: the headers of a message cannot be read"));
      return NULL;
    }

  self = g_new0 (DgEventStreamMessage, 1);
  self->headers = g_steal_pointer (&headers);
  self->payload = g_bytes_new (data + DG_EVENT_STREAM_PRELUDE_LENGTH + headers_length,
                               total - DG_EVENT_STREAM_MESSAGE_LENGTH_MIN - headers_length);
  return self;
}

/**
 * dg_event_stream_decoder_new:
 *
 * Makes a decoder for one stream of messages.
 *
 * Returns: (transfer full): a decoder
 */
DgEventStreamDecoder *
dg_event_stream_decoder_new (void)
{
  DgEventStreamDecoder *self = g_new0 (DgEventStreamDecoder, 1);

  self->buffer = g_string_new (NULL);
  return self;
}

/**
 * dg_event_stream_decoder_free:
 * @self: (transfer full): a decoder
 *
 * Frees the decoder with the bytes that were not used.
 */
void
dg_event_stream_decoder_free (DgEventStreamDecoder *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->buffer, TRUE);
  g_clear_error (&self->failure);
  g_free (self);
}

/**
 * dg_event_stream_decoder_push:
 * @self: a decoder
 * @data: (array length=length): bytes as they came from the network
 * @length: how many
 *
 * Takes in bytes, cut anywhere. Call dg_event_stream_decoder_next() afterwards until it returns %FALSE: then no more is
 * ever kept than one message that isn't complete, and its size is bounded.
 */
void
dg_event_stream_decoder_push (DgEventStreamDecoder *self, const guint8 *data, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || length == 0);

  if (self->failure != NULL || length == 0)
    return;

  /* Moving what is left only when it is the smaller part keeps the whole linear. */
  if (self->consumed > self->buffer->len / 2)
    {
      g_string_erase (self->buffer, 0, self->consumed);
      self->consumed = 0;
    }
  g_string_append_len (self->buffer, (const char *) data, length);
}

/**
 * dg_event_stream_decoder_next:
 * @self: a decoder
 * @message: (out) (transfer full) (nullable): the next message; %NULL when %FALSE is returned
 * @error: return location for a #DgEventStreamError
 *
 * Gets the next message that is complete.
 *
 * %FALSE alone is no error: without @error set it means that more bytes are needed. Once there was an error, every
 * further call returns the same one.
 *
 * Returns: whether there was a message
 */
gboolean
dg_event_stream_decoder_next (DgEventStreamDecoder *self, DgEventStreamMessage **message, GError **error)
{
  const guint8 *data;
  gsize available;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (message != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  *message = NULL;
  data = (const guint8 *) self->buffer->str + self->consumed;
  available = self->buffer->len - self->consumed;
  if (self->failure == NULL && available >= DG_EVENT_STREAM_PRELUDE_LENGTH && check_prelude (data, &self->failure))
    {
      if (available < read_u32 (data))
        return FALSE;
      *message = parse_message (data, &self->failure);
      self->consumed += read_u32 (data);
    }

  if (self->failure != NULL)
    {
      g_string_truncate (self->buffer, 0);
      self->consumed = 0;
      if (error != NULL)
        *error = g_error_copy (self->failure);
    }
  return *message != NULL;
}

/**
 * dg_event_stream_decoder_is_between_messages:
 * @self: a decoder
 *
 * Asks, when a stream has ended, whether it was cut in the middle of a message.
 *
 * Returns: %TRUE if all bytes that came were complete messages
 */
gboolean
dg_event_stream_decoder_is_between_messages (DgEventStreamDecoder *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->failure == NULL && self->consumed == self->buffer->len;
}

/**
 * dg_event_stream_message_free:
 * @self: (transfer full): a message
 *
 * Frees the message with its headers.
 */
void
dg_event_stream_message_free (DgEventStreamMessage *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->headers);
  g_bytes_unref (self->payload);
  g_free (self);
}

/**
 * dg_event_stream_message_get_n_headers:
 * @self: a message
 *
 * Returns: how many headers it has
 */
guint
dg_event_stream_message_get_n_headers (DgEventStreamMessage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->headers->len;
}

/**
 * dg_event_stream_message_get_header:
 * @self: a message
 * @position: which, from 0
 *
 * Returns: (transfer none): a header, in the order of the wire
 */
const DgEventStreamHeader *
dg_event_stream_message_get_header (DgEventStreamMessage *self, guint position)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position < self->headers->len, NULL);

  return &g_array_index (self->headers, DgEventStreamHeader, position);
}

/**
 * dg_event_stream_message_get_string:
 * @self: a message
 * @name: a header's name, for example `:event-type`
 *
 * Gets the value of the first header with this name, if that is a string.
 *
 * Returns: (transfer none) (nullable): UTF-8, or %NULL if there is no such string
 */
const char *
dg_event_stream_message_get_string (DgEventStreamMessage *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      DgEventStreamHeader *header = &g_array_index (self->headers, DgEventStreamHeader, i);

      if (strcmp (header->name, name) == 0)
        return header->type == DG_EVENT_STREAM_STRING ? get_text (header->bytes) : NULL;
    }
  return NULL;
}

/**
 * dg_event_stream_message_get_payload:
 * @self: a message
 *
 * Returns: (transfer none): the payload, which may be empty
 */
GBytes *
dg_event_stream_message_get_payload (DgEventStreamMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->payload;
}
