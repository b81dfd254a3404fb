/* dg-json-text.c: what the text of strings, names and numbers stands for, and JSON text made from them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-json-private.h"

/* An exponent of more digits than this is not kept: 10^18 fits into a gint64 with room for the length of any text. */
#define EXPONENT_DIGITS_MAX 18

static gunichar
decode_hex4 (const char *text)
{
  gunichar unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit * 16 + g_ascii_xdigit_value (text[i]);
  return unit;
}

/* Stands at the `u` of an escape, and returns where the escape ends. */
static const char *
decode_unicode_escape (const char *at, char **out)
{
  gunichar character = decode_hex4 (at + 1);

  at += 5;
  if (character >= 0xD800 && character <= 0xDBFF)
    {
      character = 0x10000 + ((character - 0xD800) << 10) + (decode_hex4 (at + 2) - 0xDC00);
      at += 6;
    }
  *out += g_unichar_to_utf8 (character, *out);
  return at;
}

static char
decode_simple_escape (char letter)
{
  switch (letter)
    {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter; /* " \ and / stand for themselves. */
    }
}

/*< private >
 * dg_json_text_decode:
 * @text: what is between the quotes of a string that the scanner has accepted
 * @length: length of @text in bytes
 * @decoded_length: (out) (optional): length of what is returned
 *
 * Replaces the escapes by the characters they stand for.
 *
 * Returns: (transfer full): UTF-8, without U+0000
 */
char *
dg_json_text_decode (const char *text, gsize length, gsize *decoded_length)
{
  /* An escape is never shorter than the UTF-8 of its character. */
  char *decoded = g_malloc (length + 1);
  char *out = decoded;
  const char *end = text + length;

  while (text < end)
    {
      const char *escape = memchr (text, '\\', end - text);
      gsize plain = (escape != NULL ? escape : end) - text;

      memcpy (out, text, plain);
      out += plain;
      text += plain;
      if (escape == NULL)
        break;

      text++;
      if (*text == 'u')
        text = decode_unicode_escape (text, &out);
      else
        *out++ = decode_simple_escape (*text++);
    }
  *out = '\0';
  if (decoded_length != NULL)
    *decoded_length = out - decoded;
  return decoded;
}

static void
clear_member (gpointer data)
{
  DgJsonMember *member = data;

  g_clear_pointer (&member->decoded, g_free);
}

/*< private >
 * dg_json_members_new:
 *
 * Returns: (transfer full) (element-type DgJsonMember): room for the members of an object
 */
GArray *
dg_json_members_new (void)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (DgJsonMember));

  g_array_set_clear_func (members, clear_member);
  return members;
}

/*< private >
 * dg_json_member_compare_names:
 * @a: a member
 * @b: another
 *
 * An order that is quick to establish, not one for people: shorter names come first.
 *
 * Returns: less than, equal to or greater than 0
 */
int
dg_json_member_compare_names (const DgJsonMember *a, const DgJsonMember *b)
{
  if (a->length != b->length)
    return a->length < b->length ? -1 : 1;
  return memcmp (a->name, b->name, a->length);
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  return dg_json_member_compare_names (a, b);
}

/*< private >
 * dg_json_members_collect:
 * @members: (element-type DgJsonMember): replaced by the members of @object, ordered by name and then by place
 * @document: a document
 * @object: index of an object in it that is complete
 *
 * What two objects with the same members in different order have in common.
 */
void
dg_json_members_collect (GArray *members, DgJsonDocument *document, guint object)
{
  guint end = dg_json_document_get_node (document, object)->skip;

  g_array_set_size (members, 0);
  for (guint i = object + 1; i < end; i = dg_json_document_get_node (document, i)->skip)
    {
      DgJsonNode *node = dg_json_document_get_node (document, i);
      DgJsonMember member = {
        .name = document->text + node->key_start + 1,
        .length = node->key_end - node->key_start - 2,
        .node = i,
      };

      if (node->key_escaped)
        member.name = member.decoded = dg_json_text_decode (member.name, member.length, &member.length);
      g_array_append_val (members, member);
    }
  g_array_sort (members, compare_members);
}

/* Reads the digits of an exponent with its sign. Returns FALSE if there are too many. */
static gboolean
read_exponent (const char *at, const char *end, gint64 *exponent)
{
  gboolean negative = *at == '-';

  if (*at == '-' || *at == '+')
    at++;
  while (at < end && *at == '0')
    at++;

  *exponent = 0;
  if (end - at > EXPONENT_DIGITS_MAX)
    return FALSE;
  for (; at < end; at++)
    *exponent = *exponent * 10 + g_ascii_digit_value (*at);
  if (negative)
    *exponent = -*exponent;
  return TRUE;
}

/*< private >
 * dg_json_decimal_init:
 * @self: where to write
 * @text: a number literal that the scanner has accepted; @self points into it
 * @length: its length in bytes
 *
 * Takes a number apart into its sign, its significant digits and its power of ten.
 */
void
dg_json_decimal_init (DgJsonDecimal *self, const char *text, gsize length)
{
  const char *end = text + length;
  const char *at = *text == '-' ? text + 1 : text;
  gboolean after_point = FALSE;
  gsize n_seen = 0; /* digits from the first significant one, with the zeros at the end */
  gint64 exponent = 0;

  *self = (DgJsonDecimal){ 0 };
  for (; at < end && *at != 'e' && *at != 'E'; at++)
    {
      if (*at == '.')
        {
          after_point = TRUE;
          continue;
        }
      if (self->digits == NULL && *at != '0')
        self->digits = at;
      if (self->digits != NULL)
        n_seen++;
      if (*at != '0')
        self->n_digits = n_seen;
      if (self->digits != NULL && !after_point)
        self->point++;
      else if (self->digits == NULL && after_point)
        self->point--;
    }

  if (self->n_digits == 0)
    {
      self->point = 0;
      return;
    }
  self->negative = *text == '-';
  self->vast = at < end && !read_exponent (at + 1, end, &exponent);
  self->point += exponent;
}

static const char *
skip_point (const char *at)
{
  return *at == '.' ? at + 1 : at;
}

/*< private >
 * dg_json_decimal_equal:
 * @a: a number
 * @b: another
 *
 * Returns: whether they have the same value; always %FALSE if an exponent is vast
 */
gboolean
dg_json_decimal_equal (const DgJsonDecimal *a, const DgJsonDecimal *b)
{
  const char *left = a->digits;
  const char *right = b->digits;

  if (a->vast || b->vast || a->negative != b->negative || a->point != b->point || a->n_digits != b->n_digits)
    return FALSE;

  for (gsize i = 0; i < a->n_digits; i++)
    {
      left = skip_point (left);
      right = skip_point (right);
      if (*left++ != *right++)
        return FALSE;
    }
  return TRUE;
}

/*< private >
 * dg_json_decimal_get_int64:
 * @self: a number
 * @number: (out): its value
 *
 * Returns: whether it is a whole number that a #gint64 can hold
 */
gboolean
dg_json_decimal_get_int64 (const DgJsonDecimal *self, gint64 *number)
{
  const guint64 limit = (guint64) G_MAXINT64 + (self->negative ? 1 : 0);
  const char *at = self->digits;
  guint64 magnitude = 0;

  /* G_MAXINT64 has 19 digits; a point left of the last significant digit means a fraction. */
  if (self->vast || self->point > 19 || self->point < (gint64) self->n_digits)
    return FALSE;

  for (gint64 i = 0; i < self->point; i++)
    {
      guint64 digit = 0;

      if (i < (gint64) self->n_digits)
        {
          at = skip_point (at);
          digit = g_ascii_digit_value (*at++);
        }
      if (magnitude > (limit - digit) / 10)
        return FALSE;
      magnitude = magnitude * 10 + digit;
    }
  *number = self->negative ? (gint64) (0 - magnitude) : (gint64) magnitude;
  return TRUE;
}

static void
append_escape (GString *out, char character)
{
  static const char letters[] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r' };
  guint byte = (guchar) character;

  if (character == '"' || character == '\\')
    g_string_append_printf (out, "\\%c", character);
  else if (byte < G_N_ELEMENTS (letters) && letters[byte] != '\0')
    g_string_append_printf (out, "\\%c", letters[byte]);
  else
    g_string_append_printf (out, "\\u%04x", byte);
}

/**
 * dg_json_append_string:
 * @out: where to append
 * @string: UTF-8
 *
 * Appends a JSON string literal with its quotes.
 *
 * Only what RFC 8259 section 7 forbids in a string is escaped: the quote, the backslash and the control characters up
 * to U+001F; all else, U+2028 and non-ASCII letters too, goes out as it is. Bytes that are not UTF-8 become U+FFFD, so
 * that what is appended is always JSON.
 */
void
dg_json_append_string (GString *out, const char *string)
{
  g_autofree char *repaired = NULL;

  g_return_if_fail (out != NULL);
  g_return_if_fail (string != NULL);

  if (!g_utf8_validate (string, -1, NULL))
    string = repaired = g_utf8_make_valid (string, -1);

  g_string_append_c (out, '"');
  while (*string != '\0')
    {
      const char *plain = string;

      while ((guchar) *string >= 0x20 && *string != '"' && *string != '\\')
        string++;
      g_string_append_len (out, plain, string - plain);
      if (*string != '\0')
        append_escape (out, *string++);
    }
  g_string_append_c (out, '"');
}

/**
 * dg_json_compact:
 * @self: a value
 *
 * Copies the value without the whitespace between its tokens; everything else stays byte for byte as it stands in the
 * text.
 *
 * Returns: (transfer full): JSON in one line
 */
char *
dg_json_compact (DgJsonValue self)
{
  const char *source;
  gsize length;
  char *compact, *out;
  gboolean in_string = FALSE;

  g_return_val_if_fail (dg_json_value_is_valid (self), NULL);

  source = dg_json_value_get_source (self, &length);
  out = compact = g_malloc (length + 1);
  for (gsize i = 0; i < length; i++)
    {
      if (!in_string && (source[i] == ' ' || source[i] == '\n' || source[i] == '\r' || source[i] == '\t'))
        continue;
      *out++ = source[i];
      if (source[i] == '"')
        in_string = !in_string;
      else if (source[i] == '\\')
        *out++ = source[++i]; /* Only strings have backslashes, and what follows one is no closing quote. */
    }
  *out = '\0';
  return compact;
}
