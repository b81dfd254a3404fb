/* dg-member-reader.c: reads a text out of half-written JSON, as far as it goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-member-reader.h"

/*
 * A machine that takes one byte at a time, as the record splitter is: it can't matter where the text was cut. At the
 * first byte that is no JSON it stops; what was read before that stays.
 */

typedef enum
{
  BEFORE_ROOT,
  BEFORE_KEY,
  IN_KEY,
  BEFORE_COLON,
  BEFORE_VALUE,
  IN_OTHER,
  IN_TEXT,
  IN_ESCAPE,
  ENDED,
} State;

struct _DgMemberReader
{
  char *name; /* (owned) */
  gsize max_bytes;
  State state;

  GString *key;  /* (owned): a member's name as it is written, without quotes */
  GString *text; /* (owned): decoded so far; always whole characters */

  /* What of the text is not a whole character yet */
  char bytes[4];
  gsize n_bytes;
  char escape[8];
  gsize n_escape;
  gunichar high; /* the first half of a pair of surrogates, 0: none */

  /* Where in the value of another member we are */
  guint depth;
  gboolean in_string;
  gboolean in_string_escape;
};

static gboolean
is_space (char byte)
{
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

static State
take_key_byte (DgMemberReader *self, char byte)
{
  if (byte == '"')
    return BEFORE_COLON;
  /* no name that is looked for has to be written with an escape */
  if (byte == '\\' || self->key->len > strlen (self->name))
    byte = '\\';
  g_string_append_c (self->key, byte);

  return IN_KEY;
}

static State
begin_value (DgMemberReader *self, char byte)
{
  if (is_space (byte))
    return BEFORE_VALUE;
  if (g_str_equal (self->key->str, self->name))
    return byte == '"' ? IN_TEXT : ENDED;

  self->depth = byte == '{' || byte == '[' ? 1 : 0;
  self->in_string = byte == '"';
  self->in_string_escape = FALSE;

  return strchr (",:]}", byte) == NULL ? IN_OTHER : ENDED;
}

static State
take_other_byte (DgMemberReader *self, char byte)
{
  if (self->in_string)
    {
      if (self->in_string_escape)
        self->in_string_escape = FALSE;
      else if (byte == '\\')
        self->in_string_escape = TRUE;
      else
        self->in_string = byte != '"';
      return IN_OTHER;
    }
  if (self->depth == 0 && byte == ',')
    return BEFORE_KEY;
  if (self->depth == 0 && (byte == '}' || byte == ']'))
    return ENDED;

  self->in_string = byte == '"';
  if (byte == '{' || byte == '[')
    self->depth++;
  else if (byte == '}' || byte == ']')
    self->depth--;

  return IN_OTHER;
}

/* U+0000 ends a text in C, and half a pair is no character. */
static State
add_character (DgMemberReader *self, gunichar character)
{
  if (character == 0 || !g_unichar_validate (character) || self->text->len + 4 > self->max_bytes)
    return ENDED;
  g_string_append_unichar (self->text, character);

  return IN_TEXT;
}

static State
take_text_byte (DgMemberReader *self, char byte)
{
  gunichar character;

  if (self->n_bytes == 0 && byte == '\\')
    {
      self->n_escape = 0;
      return IN_ESCAPE;
    }
  if (self->high != 0 || (self->n_bytes == 0 && (byte == '"' || (guchar) byte < ' ')))
    return ENDED;

  self->bytes[self->n_bytes++] = byte;
  character = g_utf8_get_char_validated (self->bytes, (gssize) self->n_bytes);
  if (character == (gunichar) -2 && self->n_bytes < sizeof self->bytes)
    return IN_TEXT;
  self->n_bytes = 0;

  return character < (gunichar) -2 ? add_character (self, character) : ENDED;
}

static State
take_unit (DgMemberReader *self, gunichar unit)
{
  gunichar high = self->high;

  self->high = 0;
  if (high != 0)
    return (unit & 0xfc00) == 0xdc00 ? add_character (self, 0x10000 + ((high & 0x3ff) << 10) + (unit & 0x3ff)) : ENDED;
  if ((unit & 0xfc00) == 0xd800)
    {
      self->high = unit;
      return IN_TEXT;
    }

  return add_character (self, unit);
}

static State
take_escape_byte (DgMemberReader *self, char byte)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  gunichar unit = 0;

  self->escape[self->n_escape++] = byte;
  if (self->escape[0] != 'u')
    {
      const char *letter = byte != '\0' ? strchr (letters, byte) : NULL;

      return letter != NULL && self->high == 0 ? add_character (self, characters[letter - letters]) : ENDED;
    }
  if (self->n_escape > 1 && !g_ascii_isxdigit (byte))
    return ENDED;
  if (self->n_escape < strlen ("u0000"))
    return IN_ESCAPE;
  for (gsize i = 1; i < self->n_escape; i++)
    unit = unit * 16 + (gunichar) g_ascii_xdigit_value (self->escape[i]);

  return take_unit (self, unit);
}

static State
take_byte (DgMemberReader *self, char byte)
{
  switch (self->state)
    {
    case BEFORE_ROOT:
      return is_space (byte) ? BEFORE_ROOT : byte == '{' ? BEFORE_KEY : ENDED;
    case BEFORE_KEY:
      g_string_truncate (self->key, 0);
      return is_space (byte) ? BEFORE_KEY : byte == '"' ? IN_KEY : ENDED;
    case IN_KEY:
      return take_key_byte (self, byte);
    case BEFORE_COLON:
      return is_space (byte) ? BEFORE_COLON : byte == ':' ? BEFORE_VALUE : ENDED;
    case BEFORE_VALUE:
      return begin_value (self, byte);
    case IN_OTHER:
      return take_other_byte (self, byte);
    case IN_TEXT:
      return take_text_byte (self, byte);
    case IN_ESCAPE:
      return take_escape_byte (self, byte);
    case ENDED:
    default:
      return ENDED;
    }
}

/**
 * dg_member_reader_new:
 * @name: the member of the root whose text is wanted; ASCII without quotes and backslashes
 * @max_bytes: most bytes that are read of the text; what follows is left out
 *
 * Returns: (transfer full): a reader that has read nothing yet
 */
DgMemberReader *
dg_member_reader_new (const char *name, gsize max_bytes)
{
  DgMemberReader *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (DgMemberReader, 1);
  self->name = g_strdup (name);
  self->max_bytes = max_bytes;
  self->key = g_string_new (NULL);
  self->text = g_string_new (NULL);

  return self;
}

/**
 * dg_member_reader_free:
 * @self: (transfer full): a reader
 */
void
dg_member_reader_free (DgMemberReader *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_string_free (self->key, TRUE);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * dg_member_reader_push:
 * @self: a reader
 * @data: the next piece, cut anywhere
 * @length: its length in bytes
 *
 * Returns: whether the text has grown
 */
gboolean
dg_member_reader_push (DgMemberReader *self, const char *data, gsize length)
{
  gsize before;

  g_return_val_if_fail (self != NULL && (data != NULL || length == 0), FALSE);

  before = self->text->len;
  for (gsize i = 0; i < length && self->state != ENDED; i++)
    self->state = take_byte (self, data[i]);

  return self->text->len > before;
}

/**
 * dg_member_reader_get_text:
 * @self: a reader
 *
 * Returns: the text so far, which is UTF-8; empty before it has begun; valid until more is read
 */
const char *
dg_member_reader_get_text (DgMemberReader *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->text->str;
}
