/* dg-import-text.c: text in the encodings that files come in, to UTF-8
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-import-private.h"

#define UTF8_MARK "\xef\xbb\xbf"
#define UTF16_LITTLE_MARK "\xff\xfe"
#define UTF16_BIG_MARK "\xfe\xff"

/* Stands for what cannot be decoded: no byte of UTF-8, so that the field it is in is told to be no text. */
#define NO_TEXT ((char) 0xff)

/* Bytes 0x80 to 0x9f of Windows-1252, as the WHATWG's Encoding Standard has them. */
static const gunichar windows_1252[32] = {
  0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

static gboolean
has_prefix (const char *bytes, gsize length, const char *prefix)
{
  return length >= strlen (prefix) && memcmp (bytes, prefix, strlen (prefix)) == 0;
}

/* Returns: how many bytes the character of UTF-8 has that @p starts with, 0 when it is none */
static gsize
measure_character (const char *p, const char *end)
{
  gunichar character = g_utf8_get_char_validated (p, end - p);

  return character == (gunichar) -1 || character == (gunichar) -2 ? 0 : (gsize) g_unichar_to_utf8 (character, NULL);
}

/* A file of UTF-8 may be damaged in places, which is to be told and not read as something else. In text of
 * Windows-1252, on the other hand, hardly any of its characters beyond ASCII happen to look like UTF-8. */
static gboolean
is_mostly_utf8 (const char *bytes, gsize length)
{
  const char *end = bytes + length;
  gsize n_characters = 0;
  gsize n_bad = 0;

  if (g_utf8_validate_len (bytes, length, NULL))
    return TRUE;

  for (const char *p = bytes; p < end;)
    {
      gsize n_bytes = (guchar) *p < 0x80 ? 1 : measure_character (p, end);

      n_bad += n_bytes == 0;
      n_characters += n_bytes > 1;
      p += MAX (n_bytes, 1);
    }

  return n_bad == 0 || n_characters > n_bad;
}

/* Every file that can be imported starts with ASCII or a mark. */
static DgImportEncoding
guess_encoding (const char *bytes, gsize length)
{
  if (has_prefix (bytes, length, UTF8_MARK))
    return DG_IMPORT_UTF8;
  if (has_prefix (bytes, length, UTF16_LITTLE_MARK))
    return DG_IMPORT_UTF16_LITTLE;
  if (has_prefix (bytes, length, UTF16_BIG_MARK))
    return DG_IMPORT_UTF16_BIG;
  if (length >= 4 && bytes[0] != '\0' && bytes[1] == '\0' && bytes[2] != '\0' && bytes[3] == '\0')
    return DG_IMPORT_UTF16_LITTLE;
  if (length >= 4 && bytes[0] == '\0' && bytes[1] != '\0' && bytes[2] == '\0' && bytes[3] != '\0')
    return DG_IMPORT_UTF16_BIG;

  return is_mostly_utf8 (bytes, length) ? DG_IMPORT_UTF8 : DG_IMPORT_WINDOWS_1252;
}

static guint16
read_unit (const char *p, gboolean big_endian)
{
  guint first = (guchar) p[0];
  guint second = (guchar) p[1];

  return (guint16) (big_endian ? first << 8 | second : second << 8 | first);
}

static GString *
decode_utf16 (const char *bytes, gsize length, gboolean big_endian)
{
  GString *out = g_string_sized_new (length);
  gsize i = 0;

  while (i + 1 < length)
    {
      guint16 unit = read_unit (bytes + i, big_endian);
      guint16 next = i + 3 < length ? read_unit (bytes + i + 2, big_endian) : 0;
      gboolean is_high = unit >= 0xd800 && unit < 0xdc00;
      gboolean is_pair = is_high && next >= 0xdc00 && next < 0xe000;

      if (is_pair)
        g_string_append_unichar (out, 0x10000 + ((unit - 0xd800u) << 10) + (next - 0xdc00u));
      else if (is_high || (unit >= 0xdc00 && unit < 0xe000))
        g_string_append_c (out, NO_TEXT);
      else if (unit == 0)
        g_string_append_c (out, '\0');
      else
        g_string_append_unichar (out, unit);

      i += is_pair ? 4 : 2;
    }

  if (i < length)
    g_string_append_c (out, NO_TEXT);

  return out;
}

static GString *
decode_windows_1252 (const char *bytes, gsize length)
{
  GString *out = g_string_sized_new (length + length / 8);

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) bytes[i];

      if (byte < 0x80)
        g_string_append_c (out, (char) byte);
      else
        g_string_append_unichar (out, byte < 0xa0 ? windows_1252[byte - 0x80] : byte);
    }

  return out;
}

/**
 * dg_import_decode:
 * @bytes: (array length=length): the contents of a file
 * @length: its bytes
 * @encoding: (out): what they are in
 * @decoded_length: (out): bytes of what is returned
 *
 * Knows UTF-8 and UTF-16, both with or without a byte order mark, and takes everything else for Windows-1252. What is
 * wrong in UTF-8 or UTF-16 is still wrong in what is returned.
 *
 * Returns: (transfer full): the text as UTF-8, without a mark
 */
char *
dg_import_decode (const char *bytes, gsize length, DgImportEncoding *encoding, gsize *decoded_length)
{
  GString *out;

  *encoding = guess_encoding (bytes, length);
  switch (*encoding)
    {
    case DG_IMPORT_UTF16_LITTLE:
    case DG_IMPORT_UTF16_BIG:
      out = decode_utf16 (bytes, length, *encoding == DG_IMPORT_UTF16_BIG);
      break;
    case DG_IMPORT_WINDOWS_1252:
      out = decode_windows_1252 (bytes, length);
      break;
    case DG_IMPORT_UTF8:
    default:
      out = g_string_new_len (bytes, (gssize) length);
      break;
    }

  if (has_prefix (out->str, out->len, UTF8_MARK))
    g_string_erase (out, 0, strlen (UTF8_MARK));
  *decoded_length = out->len;

  return g_string_free (out, FALSE);
}
