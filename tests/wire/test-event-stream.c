/* test-event-stream.c: frames against recorded ones, cut in every way, and damaged ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>
#include <time.h>
#include <zlib.h>

#include "dg-event-stream.h"
#include "oracle.h"

#define MIB (1024 * 1024)

/* Processor time for a long text: far more than it needs, and far less than if it were quadratic. */
#define LINEAR_SECONDS 10

static void
append_hex (GString *out, GBytes *bytes)
{
  static const char digits[] = "0123456789abcdef";
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++)
    {
      g_string_append_c (out, digits[data[i] >> 4]);
      g_string_append_c (out, digits[data[i] & 15]);
    }
}

/* All that a message says, as text that can be compared. */
static void
describe (GString *out, DgEventStreamMessage *message)
{
  for (guint i = 0; i < dg_event_stream_message_get_n_headers (message); i++)
    {
      const DgEventStreamHeader *header = dg_event_stream_message_get_header (message, i);

      g_string_append_printf (out, "%s %u %" G_GINT64_FORMAT " ", header->name, header->type, header->number);
      if (header->bytes != NULL)
        append_hex (out, header->bytes);
      g_string_append_c (out, '\n');
    }
  append_hex (out, dg_event_stream_message_get_payload (message));
  g_string_append_c (out, '\n');
}

static void
drain (DgEventStreamDecoder *decoder, GString *out, GError **error)
{
  DgEventStreamMessage *message;

  while (dg_event_stream_decoder_next (decoder, &message, error))
    {
      describe (out, message);
      dg_event_stream_message_free (message);
    }
  g_assert_null (message);
}

/* Decodes in pieces of `chunk` bytes. Sets `cut` if the end was in the middle of a message. */
static char *
decode (GBytes *bytes, gsize chunk, gboolean *cut, GError **error)
{
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  GString *out = g_string_new (NULL);
  GError *failure = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at < length && failure == NULL; at += chunk)
    {
      dg_event_stream_decoder_push (decoder, data + at, MIN (chunk, length - at));
      drain (decoder, out, &failure);
    }
  *cut = !dg_event_stream_decoder_is_between_messages (decoder);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *name;
  DgEventStreamHeaderType type;
} type_names[] = {
  { "byte", DG_EVENT_STREAM_INT8 },           { "short", DG_EVENT_STREAM_INT16 },  { "integer", DG_EVENT_STREAM_INT32 },
  { "long", DG_EVENT_STREAM_INT64 },          { "binary", DG_EVENT_STREAM_BYTES }, { "string", DG_EVENT_STREAM_STRING },
  { "timestamp", DG_EVENT_STREAM_TIMESTAMP }, { "uuid", DG_EVENT_STREAM_UUID },
};

static void
read_header (DgJsonValue value, DgEventStreamHeader *header)
{
  g_autofree char *type = oracle_dup_string (value, "type");
  DgJsonValue inner = oracle_get (value, "value");
  g_autofree char *string = dg_json_value_dup_string (inner);
  g_auto (GStrv) groups = NULL;

  if (strcmp (type, "boolean") == 0)
    {
      header->number = dg_json_value_get_boolean (inner);
      header->type = header->number ? DG_EVENT_STREAM_TRUE : DG_EVENT_STREAM_FALSE;
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    {
      if (strcmp (type, type_names[i].name) == 0)
        header->type = type_names[i].type;
    }
  if (string == NULL)
    g_assert_true (dg_json_value_get_int64 (inner, &header->number));
  else if (header->type == DG_EVENT_STREAM_STRING)
    header->bytes = g_bytes_new (string, strlen (string));
  else
    {
      groups = g_strsplit (string, "-", -1);
      g_free (string);
      string = g_strjoinv ("", groups);
      header->bytes = oracle_parse_hex (string);
    }
}

static void
clear_header (gpointer data)
{
  DgEventStreamHeader *header = data;

  g_free (header->name);
  g_clear_pointer (&header->bytes, g_bytes_unref);
}

static GArray *
read_headers (DgJsonValue value)
{
  GArray *headers = g_array_new (FALSE, FALSE, sizeof (DgEventStreamHeader));
  DgJsonIter iter;
  DgJsonValue inner;
  char *name;

  g_array_set_clear_func (headers, clear_header);
  dg_json_iter_init (&iter, oracle_get (value, "headers"));
  while (dg_json_iter_next (&iter, &name, &inner))
    {
      DgEventStreamHeader header = { .name = name };

      read_header (inner, &header);
      g_array_append_val (headers, header);
    }
  return headers;
}

static GBytes *
read_payload (DgJsonValue value)
{
  char *payload = oracle_dup_string (value, "payloadUtf8");

  return g_bytes_new_take (payload, strlen (payload));
}

static char *
dup_expected (DgJsonValue value)
{
  g_autoptr (GArray) headers = read_headers (value);
  g_autoptr (GBytes) payload = read_payload (value);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < headers->len; i++)
    {
      DgEventStreamHeader *header = &g_array_index (headers, DgEventStreamHeader, i);

      g_string_append_printf (out, "%s %u %" G_GINT64_FORMAT " ", header->name, header->type, header->number);
      if (header->bytes != NULL)
        append_hex (out, header->bytes);
      g_string_append_c (out, '\n');
    }
  append_hex (out, payload);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

static void
test_oracle_decode (gconstpointer data)
{
  g_autoptr (GBytes) bytes = oracle_get_hex (*(const DgJsonValue *) data, "hex");
  g_autofree char *expected = dup_expected (*(const DgJsonValue *) data);
  g_autoptr (GError) error = NULL;
  gboolean cut;
  g_autofree char *decoded = decode (bytes, g_bytes_get_size (bytes), &cut, &error);

  g_assert_no_error (error);
  g_assert_false (cut);
  g_assert_cmpstr (decoded, ==, expected);
}

static void
test_oracle_chunks (gconstpointer data)
{
  g_autoptr (GBytes) bytes = oracle_get_hex (*(const DgJsonValue *) data, "hex");
  g_autofree char *expected = dup_expected (*(const DgJsonValue *) data);
  gsize length = g_bytes_get_size (bytes);

  for (gsize chunk = 1; chunk <= length; chunk += chunk < 300 ? 1 : 97)
    {
      g_autoptr (GError) error = NULL;
      gboolean cut;
      g_autofree char *decoded = decode (bytes, chunk, &cut, &error);

      g_assert_no_error (error);
      g_assert_false (cut);
      g_assert_cmpstr (decoded, ==, expected);
    }
}

static void
test_oracle_cut (gconstpointer data)
{
  g_autoptr (GBytes) bytes = oracle_get_hex (*(const DgJsonValue *) data, "hex");

  for (gsize length = 0; length < g_bytes_get_size (bytes); length++)
    {
      g_autoptr (GBytes) beginning = g_bytes_new_from_bytes (bytes, 0, length);
      g_autoptr (GError) error = NULL;
      gboolean cut;
      g_autofree char *decoded = decode (beginning, G_MAXINT, &cut, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (decoded, ==, "");
      g_assert_true (cut == (length > 0));
    }
}

static void
test_oracle_encode (gconstpointer data)
{
  g_autoptr (GBytes) bytes = oracle_get_hex (*(const DgJsonValue *) data, "hex");
  g_autoptr (GArray) headers = read_headers (*(const DgJsonValue *) data);
  g_autoptr (GBytes) payload = read_payload (*(const DgJsonValue *) data);
  g_autoptr (GBytes) encoded =
      dg_event_stream_encode (&g_array_index (headers, DgEventStreamHeader, 0), headers->len, payload);

  g_assert_true (g_bytes_equal (encoded, bytes));
}

static void
test_oracle_get_string (gconstpointer data)
{
  g_autoptr (GBytes) bytes = oracle_get_hex (*(const DgJsonValue *) data, "hex");
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  g_autoptr (DgEventStreamMessage) message = NULL;
  DgJsonIter iter;
  DgJsonValue header;
  char *name;

  dg_event_stream_decoder_push (decoder, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_true (dg_event_stream_decoder_next (decoder, &message, NULL));
  dg_json_iter_init (&iter, oracle_get (*(const DgJsonValue *) data, "headers"));
  while (dg_json_iter_next (&iter, &name, &header))
    {
      g_autofree char *type = oracle_dup_string (header, "type");
      g_autofree char *value = oracle_dup_string (header, "value");

      g_assert_cmpstr (dg_event_stream_message_get_string (message, name), ==,
                       strcmp (type, "string") == 0 ? value : NULL);
      g_free (name);
    }
  g_assert_null (dg_event_stream_message_get_string (message, ":none"));
}

static void
assert_fails (GBytes *bytes, gsize chunk, DgEventStreamError code)
{
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at < length; at += chunk)
    {
      dg_event_stream_decoder_push (decoder, data + at, MIN (chunk, length - at));
      g_clear_error (&error);
      drain (decoder, out, &error);
    }
  g_assert_error (error, DG_EVENT_STREAM_ERROR, (int) code);
  g_assert_cmpstr (out->str, ==, "");
  g_assert_false (dg_event_stream_decoder_is_between_messages (decoder));

  /* It stays failed, whatever comes. */
  dg_event_stream_decoder_push (decoder, (const guint8 *) "\0\0\0\x10\0\0\0\0\x05\xc2\x48\xeb\x7d\x98\xc8\xff", 16);
  drain (decoder, out, &again);
  g_assert_error (again, DG_EVENT_STREAM_ERROR, (int) code);
  g_assert_cmpstr (again->message, ==, error->message);
  g_assert_cmpstr (out->str, ==, "");
}

static void
test_oracle_negative (gconstpointer data)
{
  g_autoptr (GBytes) bytes = oracle_get_hex (*(const DgJsonValue *) data, "hex");
  g_autofree char *expect = oracle_dup_string (*(const DgJsonValue *) data, "expect");
  gboolean prelude = strstr (expect, "prelude") != NULL;

  for (gsize chunk = 1; chunk <= g_bytes_get_size (bytes); chunk++)
    assert_fails (bytes, chunk, prelude ? DG_EVENT_STREAM_ERROR_PRELUDE : DG_EVENT_STREAM_ERROR_CHECKSUM);
}

static char *
dup_event_names (GBytes *bytes, gsize chunk)
{
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  GString *names = g_string_new (NULL);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at < length; at += chunk)
    {
      DgEventStreamMessage *message;

      dg_event_stream_decoder_push (decoder, data + at, MIN (chunk, length - at));
      while (dg_event_stream_decoder_next (decoder, &message, NULL))
        {
          const char *exception = dg_event_stream_message_get_string (message, ":exception-type");
          const char *event = dg_event_stream_message_get_string (message, ":event-type");

          if (exception != NULL)
            g_string_append_printf (names, "exception:%s ", exception);
          else
            g_string_append_printf (names, "%s ", event);
          dg_event_stream_message_free (message);
        }
    }
  g_assert_true (dg_event_stream_decoder_is_between_messages (decoder));
  return g_string_free (names, FALSE);
}

static void
test_oracle_stream (gconstpointer data)
{
  g_autoptr (GBytes) bytes = oracle_get_hex (*(const DgJsonValue *) data, "hex");
  g_autoptr (GString) expected = g_string_new (NULL);
  DgJsonIter iter;
  DgJsonValue name;

  dg_json_iter_init (&iter, oracle_get (*(const DgJsonValue *) data, "events"));
  while (dg_json_iter_next (&iter, NULL, &name))
    {
      g_autofree char *string = dg_json_value_dup_string (name);

      g_string_append_printf (expected, "%s ", string);
    }
  for (gsize chunk = 1; chunk <= g_bytes_get_size (bytes); chunk++)
    {
      g_autofree char *names = dup_event_names (bytes, chunk);

      g_assert_cmpstr (names, ==, expected->str);
    }
}

/* A message with right checksums around whatever is wanted. */
static GBytes *
frame (guint32 total, guint32 headers_length, const void *body, gsize body_length)
{
  GByteArray *out = g_byte_array_new ();
  guint32 numbers[] = { GUINT32_TO_BE (total), GUINT32_TO_BE (headers_length) };
  guint32 crc;

  g_byte_array_append (out, (const guint8 *) numbers, sizeof numbers);
  crc = GUINT32_TO_BE ((guint32) crc32 (0, out->data, out->len));
  g_byte_array_append (out, (const guint8 *) &crc, sizeof crc);
  g_byte_array_append (out, body, body_length);
  crc = GUINT32_TO_BE ((guint32) crc32 (0, out->data, out->len));
  g_byte_array_append (out, (const guint8 *) &crc, sizeof crc);
  return g_byte_array_free_to_bytes (out);
}

static void
test_lengths (gconstpointer data)
{
  static const struct
  {
    guint32 total;
    guint32 headers;
    DgEventStreamError code;
  } cases[] = {
    { 0, 0, DG_EVENT_STREAM_ERROR_PRELUDE },
    { 15, 0, DG_EVENT_STREAM_ERROR_PRELUDE },
    { 16, 1, DG_EVENT_STREAM_ERROR_PRELUDE },
    { 20, 5, DG_EVENT_STREAM_ERROR_PRELUDE },
    { 16, G_MAXUINT32, DG_EVENT_STREAM_ERROR_PRELUDE },
    { G_MAXUINT32, 0, DG_EVENT_STREAM_ERROR_TOO_LARGE },
    { G_MAXUINT32, G_MAXUINT32, DG_EVENT_STREAM_ERROR_PRELUDE },
    { 16 + 128 * 1024 + 1, 128 * 1024 + 1, DG_EVENT_STREAM_ERROR_TOO_LARGE },
    { 16 + 24 * MIB + 1, 0, DG_EVENT_STREAM_ERROR_TOO_LARGE },
  };
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) bytes = frame (cases[i].total, cases[i].headers, NULL, 0);

  for (gsize chunk = 1; chunk <= 16; chunk++)
    assert_fails (bytes, chunk, cases[i].code);
}

/* The largest that are allowed: the prelude alone is no error. */
static void
test_largest_lengths (void)
{
  g_autoptr (GBytes) bytes = frame (16 + 128 * 1024 + 24 * MIB, 128 * 1024, NULL, 0);
  g_autoptr (GError) error = NULL;
  gboolean cut;
  g_autofree char *decoded = decode (bytes, 1, &cut, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (decoded, ==, "");
  g_assert_true (cut);
}

typedef struct
{
  const char *name;
  const char *headers;
  gsize length;
} BadHeaders;

#define TEXT(literal) (literal), sizeof (literal) - 1

static const BadHeaders bad_headers[] = {
  { "empty-name", TEXT ("\x00\x00") },
  { "cut-in-name", TEXT ("\x05"
                         "abc") },
  { "cut-before-type", TEXT ("\x03"
                             "abc") },
  { "unknown-type", TEXT ("\x01"
                          "a\x0A") },
  { "last-unknown-type", TEXT ("\x01"
                               "a\xFF") },
  { "cut-int8", TEXT ("\x01"
                      "a\x02") },
  { "cut-int16", TEXT ("\x01"
                       "a\x03\x01") },
  { "cut-int32", TEXT ("\x01"
                       "a\x04\x01\x02\x03") },
  { "cut-int64", TEXT ("\x01"
                       "a\x05\x01\x02\x03\x04\x05\x06\x07") },
  { "cut-timestamp", TEXT ("\x01"
                           "a\x08\x01\x02\x03\x04\x05\x06\x07") },
  { "cut-uuid", TEXT ("\x01"
                      "a\x09"
                      "0123456789abcde") },
  { "cut-before-length", TEXT ("\x01"
                               "a\x07") },
  { "cut-in-length", TEXT ("\x01"
                           "a\x07\x00") },
  { "cut-in-string", TEXT ("\x01"
                           "a\x07\x00\x03"
                           "xy") },
  { "cut-in-bytes", TEXT ("\x01"
                          "a\x06\xFF\xFF"
                          "xy") },
  { "string-not-utf8", TEXT ("\x01"
                             "a\x07\x00\x02x\xE9") },
  { "string-with-nul", TEXT ("\x01"
                             "a\x07\x00\x03x\x00y") },
  { "name-not-utf8", TEXT ("\x01\xE9\x00") },
  { "name-with-nul", TEXT ("\x02"
                           "a\x00\x00") },
  { "second-header", TEXT ("\x01"
                           "a\x00\x01") },
};

static void
test_bad_headers (gconstpointer data)
{
  const BadHeaders *test = data;
  /* The payload must not be read as if it went on with the headers. */
  g_autofree char *body = g_malloc0 (test->length + 100);
  g_autoptr (GBytes) alone = frame (16 + test->length, test->length, test->headers, test->length);
  g_autoptr (GBytes) with_payload = NULL;

  memcpy (body, test->headers, test->length);
  with_payload = frame (16 + test->length + 100, test->length, body, test->length + 100);
  assert_fails (alone, 1000, DG_EVENT_STREAM_ERROR_HEADERS);
  assert_fails (with_payload, 1000, DG_EVENT_STREAM_ERROR_HEADERS);
  assert_fails (with_payload, 1, DG_EVENT_STREAM_ERROR_HEADERS);
}

static void
test_repeated_header (void)
{
  static const char headers[] = "\x01"
                                "a\x07\x00\x01"
                                "1"
                                "\x01"
                                "a\x07\x00\x01"
                                "2"
                                "\x01"
                                "b\x00";
  g_autoptr (GBytes) bytes = frame (16 + sizeof headers - 1, sizeof headers - 1, headers, sizeof headers - 1);
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  g_autoptr (DgEventStreamMessage) message = NULL;

  dg_event_stream_decoder_push (decoder, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_true (dg_event_stream_decoder_next (decoder, &message, NULL));
  g_assert_cmpuint (dg_event_stream_message_get_n_headers (message), ==, 3);
  g_assert_cmpstr (dg_event_stream_message_get_string (message, "a"), ==, "1");
  g_assert_null (dg_event_stream_message_get_string (message, "b"));
}

static void
test_every_bit (void)
{
  const DgEventStreamHeader header = { .name = (char *) "n", .type = DG_EVENT_STREAM_INT16, .number = -2 };
  g_autoptr (GBytes) payload = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) bytes = dg_event_stream_encode (&header, 1, payload);
  gsize length = g_bytes_get_size (bytes);

  for (gsize bit = 0; bit < 8 * length; bit++)
    {
      int code = bit < 8 * 12 ? DG_EVENT_STREAM_ERROR_PRELUDE : DG_EVENT_STREAM_ERROR_CHECKSUM;
      guint8 *damaged = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      g_autoptr (GBytes) damaged_bytes = g_bytes_new_take (damaged, length);
      g_autoptr (GError) error = NULL;
      g_autofree char *decoded = NULL;
      gboolean cut;

      damaged[bit / 8] ^= 1 << (bit % 8);
      decoded = decode (damaged_bytes, length, &cut, &error);
      g_assert_cmpstr (decoded, ==, "");
      g_assert_error (error, DG_EVENT_STREAM_ERROR, code);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    DgEventStreamHeaderType type;
    gint64 number;
  } cases[] = {
    { DG_EVENT_STREAM_INT8, G_MININT8 },   { DG_EVENT_STREAM_INT8, -1 },  { DG_EVENT_STREAM_INT8, G_MAXINT8 },
    { DG_EVENT_STREAM_INT16, G_MININT16 }, { DG_EVENT_STREAM_INT16, -1 }, { DG_EVENT_STREAM_INT16, G_MAXINT16 },
    { DG_EVENT_STREAM_INT32, G_MININT32 }, { DG_EVENT_STREAM_INT32, -1 }, { DG_EVENT_STREAM_INT32, G_MAXINT32 },
    { DG_EVENT_STREAM_INT64, G_MININT64 }, { DG_EVENT_STREAM_INT64, -1 }, { DG_EVENT_STREAM_INT64, G_MAXINT64 },
    { DG_EVENT_STREAM_TIMESTAMP, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DgEventStreamHeader header = { .name = (char *) "n", .type = cases[i].type, .number = cases[i].number };
      g_autoptr (GBytes) bytes = dg_event_stream_encode (&header, 1, NULL);
      g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
      g_autoptr (DgEventStreamMessage) message = NULL;

      dg_event_stream_decoder_push (decoder, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_true (dg_event_stream_decoder_next (decoder, &message, NULL));
      g_assert_cmpint (dg_event_stream_message_get_header (message, 0)->number, ==, cases[i].number);
    }
}

/* All in one push: what was read must not be moved for each message. */
static void
test_many_messages (void)
{
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (400), 400);
  g_autoptr (GBytes) bytes = dg_event_stream_encode (NULL, 0, payload);
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  g_autoptr (GByteArray) all = g_byte_array_new ();
  DgEventStreamMessage *message;
  guint n_messages = 0;
  clock_t start;

  for (guint i = 0; i < 100000; i++)
    g_byte_array_append (all, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  start = clock ();
  dg_event_stream_decoder_push (decoder, all->data, all->len);
  for (; dg_event_stream_decoder_next (decoder, &message, NULL); n_messages++)
    dg_event_stream_message_free (message);
  g_assert_cmpint (clock () - start, <, LINEAR_SECONDS * CLOCKS_PER_SEC);
  g_assert_cmpuint (n_messages, ==, 100000);
  g_assert_true (dg_event_stream_decoder_is_between_messages (decoder));
}

/* The largest payload in small pieces: asking after each must not cost more each time. */
static void
test_large_message (void)
{
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (24 * MIB), 24 * MIB);
  g_autoptr (GBytes) bytes = dg_event_stream_encode (NULL, 0, payload);
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  DgEventStreamMessage *message = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  clock_t start = clock ();

  for (gsize at = 0; at < length; at += 1024)
    {
      g_assert_null (message);
      dg_event_stream_decoder_push (decoder, data + at, MIN (1024, length - at));
      dg_event_stream_decoder_next (decoder, &message, NULL);
    }
  g_assert_cmpint (clock () - start, <, LINEAR_SECONDS * CLOCKS_PER_SEC);
  g_assert_nonnull (message);
  g_assert_true (g_bytes_equal (dg_event_stream_message_get_payload (message), payload));
  dg_event_stream_message_free (message);
}

static void
test_nothing (void)
{
  g_autoptr (DgEventStreamDecoder) decoder = dg_event_stream_decoder_new ();
  g_autoptr (GError) error = NULL;
  DgEventStreamMessage *message;

  g_assert_true (dg_event_stream_decoder_is_between_messages (decoder));
  dg_event_stream_decoder_push (decoder, NULL, 0);
  g_assert_false (dg_event_stream_decoder_next (decoder, &message, &error));
  g_assert_no_error (error);
  g_assert_null (message);
  g_assert_true (dg_event_stream_decoder_is_between_messages (decoder));
}

int
main (int argc, char *argv[])
{
  g_autoptr (DgJsonDocument) oracle = NULL;

  g_test_init (&argc, &argv, NULL);

  oracle = oracle_load ("eventstream-oracle.json");
  oracle_add_tests (oracle, "cases", "/event-stream/oracle/decode/", test_oracle_decode);
  oracle_add_tests (oracle, "cases", "/event-stream/oracle/chunks/", test_oracle_chunks);
  oracle_add_tests (oracle, "cases", "/event-stream/oracle/cut/", test_oracle_cut);
  oracle_add_tests (oracle, "cases", "/event-stream/oracle/encode/", test_oracle_encode);
  oracle_add_tests (oracle, "cases", "/event-stream/oracle/get-string/", test_oracle_get_string);
  oracle_add_tests (oracle, "negative", "/event-stream/oracle/negative/", test_oracle_negative);
  oracle_add_tests (oracle, "streams", "/event-stream/oracle/stream/", test_oracle_stream);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *path = g_strdup_printf ("/event-stream/lengths/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_lengths);
    }
  g_test_add_func ("/event-stream/lengths/largest", test_largest_lengths);
  for (guint i = 0; i < G_N_ELEMENTS (bad_headers); i++)
    {
      g_autofree char *path = g_strconcat ("/event-stream/bad-headers/", bad_headers[i].name, NULL);

      g_test_add_data_func (path, &bad_headers[i], test_bad_headers);
    }
  g_test_add_func ("/event-stream/repeated-header", test_repeated_header);
  g_test_add_func ("/event-stream/every-bit", test_every_bit);
  g_test_add_func ("/event-stream/numbers", test_numbers);
  g_test_add_func ("/event-stream/many-messages", test_many_messages);
  g_test_add_func ("/event-stream/large-message", test_large_message);
  g_test_add_func ("/event-stream/nothing", test_nothing);
  return g_test_run ();
}
