/* dg-record-splitter.c: cuts finished records out of half-written JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-record-splitter.h"

/*
 * A machine that takes one byte at a time, so that it can't matter where the text was cut. Outside strings all that has
 * a meaning in JSON is ASCII, and no byte of a longer UTF-8 sequence is; so bytes will do.
 */

typedef enum
{
  BEFORE_ROOT,
  BEFORE_FIRST_KEY,
  BEFORE_KEY,
  IN_KEY,
  BEFORE_COLON,
  BEFORE_VALUE,
  IN_VALUE,
  AFTER_VALUE,
  BEFORE_FIRST_ELEMENT,
  BEFORE_ELEMENT,
  IN_ELEMENT,
  AFTER_ELEMENT,
  AFTER_ROOT,
  BROKEN,
} State;

struct _DgRecordSplitter
{
  char *array_name; /* (owned) */
  gsize bytes_left; /* how many more are accepted */
  State state;
  gboolean array_seen;

  GString *key;     /* (owned): the root's member name as it is written, without quotes */
  GString *element; /* (owned): the element that isn't complete yet */
  GQueue elements;  /* (element-type utf8): complete and not handed out */

  /* Where in a value we are, of a member of the root or of an element */
  GString *closers; /* (owned): the brackets that have to come, the innermost last */
  gboolean in_string;
  gboolean in_escape;
  gboolean in_scalar; /* in a number or a literal, which ends before what follows it */
};

static gboolean
is_space (char byte)
{
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/* The letter after the backslash is at `escape`. Returns where the escape ends, or NULL if it is none for ASCII. */
static const char *
decode_ascii_escape (const char *escape, char *character)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  const char *letter = *escape != '\0' ? strchr (letters, *escape) : NULL;
  guint unit = 0;

  if (letter != NULL)
    {
      *character = characters[letter - letters];
      return escape + 1;
    }
  if (*escape++ != 'u')
    return NULL;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (escape[i]))
        return NULL;
      unit = unit * 16 + g_ascii_xdigit_value (escape[i]);
    }
  *character = unit;
  return unit < 0x80 ? escape + 4 : NULL;
}

/* Whether the key, once its escapes are decoded, is the name that we look for. */
static gboolean
key_matches (DgRecordSplitter *self)
{
  const char *at = self->key->str;

  for (const char *name = self->array_name; *name != '\0'; name++)
    {
      char character = *at++;

      if (character == '\\')
        {
          at = decode_ascii_escape (at, &character);
          if (at == NULL)
            return FALSE;
        }
      if (character != *name)
        return FALSE;
    }
  return *at == '\0';
}

static State
take_key_byte (DgRecordSplitter *self, char byte)
{
  if (byte == '"' && !self->in_escape)
    return BEFORE_COLON;

  self->in_escape = byte == '\\' && !self->in_escape;
  g_string_append_c (self->key, byte);
  return IN_KEY;
}

static gboolean
begin_value (DgRecordSplitter *self, char byte)
{
  g_string_truncate (self->closers, 0);
  self->in_string = byte == '"';
  self->in_escape = FALSE;
  self->in_scalar = FALSE;

  if (byte == '{')
    g_string_append_c (self->closers, '}');
  else if (byte == '[')
    g_string_append_c (self->closers, ']');
  else if (strchr (",:]}", byte) != NULL)
    return FALSE;
  else
    self->in_scalar = !self->in_string;
  return TRUE;
}

static gboolean
take_string_byte (DgRecordSplitter *self, char byte)
{
  if (self->in_escape)
    self->in_escape = FALSE;
  else if (byte == '\\')
    self->in_escape = TRUE;
  else if (byte == '"')
    self->in_string = FALSE;
  return TRUE;
}

/* Returns FALSE if the byte can't be part of the value that has begun. */
static gboolean
take_value_byte (DgRecordSplitter *self, char byte)
{
  if (self->in_string)
    return take_string_byte (self, byte);
  if (self->in_scalar)
    return strchr ("\"{[:", byte) == NULL;

  if (byte == '"')
    self->in_string = TRUE;
  else if (byte == '{')
    g_string_append_c (self->closers, '}');
  else if (byte == '[')
    g_string_append_c (self->closers, ']');
  else if (byte == '}' || byte == ']')
    {
      if (self->closers->str[self->closers->len - 1] != byte)
        return FALSE;
      g_string_truncate (self->closers, self->closers->len - 1);
    }
  return TRUE;
}

static gboolean
value_is_complete (DgRecordSplitter *self)
{
  return self->closers->len == 0 && !self->in_string && !self->in_scalar;
}

/* A number has no end of its own: what follows it ends it. */
static gboolean
ends_scalar (DgRecordSplitter *self, char byte)
{
  return self->in_scalar && (is_space (byte) || byte == ',' || byte == ']' || byte == '}');
}

static State
finish_element (DgRecordSplitter *self)
{
  g_queue_push_tail (&self->elements, g_string_free (self->element, FALSE));
  self->element = g_string_new (NULL);
  return AFTER_ELEMENT;
}

static State
take_first_value_byte (DgRecordSplitter *self, char byte)
{
  if (key_matches (self))
    {
      /* Without the array, or with two of them, nobody can say what the records are. */
      if (self->array_seen || byte != '[')
        return BROKEN;
      self->array_seen = TRUE;
      return BEFORE_FIRST_ELEMENT;
    }
  return begin_value (self, byte) ? IN_VALUE : BROKEN;
}

static State
take_first_element_byte (DgRecordSplitter *self, char byte)
{
  if (byte == ']' && self->state == BEFORE_FIRST_ELEMENT)
    return AFTER_VALUE;
  if (!begin_value (self, byte))
    return BROKEN;
  g_string_append_c (self->element, byte);
  return IN_ELEMENT;
}

/* What has begun before `byte`: a key, a value of no interest or an element. */
static State
take_inner_byte (DgRecordSplitter *self, char byte)
{
  if (self->state == IN_KEY)
    return take_key_byte (self, byte);

  if (!take_value_byte (self, byte))
    return BROKEN;
  if (self->state == IN_VALUE)
    return value_is_complete (self) ? AFTER_VALUE : IN_VALUE;
  g_string_append_c (self->element, byte);
  return value_is_complete (self) ? finish_element (self) : IN_ELEMENT;
}

/* What stands between keys and values. */
static State
take_outer_byte (DgRecordSplitter *self, char byte)
{
  if (is_space (byte))
    return self->state;

  switch (self->state)
    {
    case BEFORE_ROOT:
      return byte == '{' ? BEFORE_FIRST_KEY : BROKEN;
    case BEFORE_FIRST_KEY:
    case BEFORE_KEY:
      if (byte == '}' && self->state == BEFORE_FIRST_KEY)
        return AFTER_ROOT;
      g_string_truncate (self->key, 0);
      self->in_escape = FALSE;
      return byte == '"' ? IN_KEY : BROKEN;
    case BEFORE_COLON:
      return byte == ':' ? BEFORE_VALUE : BROKEN;
    case BEFORE_VALUE:
      return take_first_value_byte (self, byte);
    case AFTER_VALUE:
      return byte == ',' ? BEFORE_KEY : byte == '}' ? AFTER_ROOT : BROKEN;
    case BEFORE_FIRST_ELEMENT:
    case BEFORE_ELEMENT:
      return take_first_element_byte (self, byte);
    case AFTER_ELEMENT:
      return byte == ',' ? BEFORE_ELEMENT : byte == ']' ? AFTER_VALUE : BROKEN;
    case IN_KEY:
    case IN_VALUE:
    case IN_ELEMENT:
    case AFTER_ROOT:
    case BROKEN:
    default:
      return BROKEN;
    }
}

static void
take_byte (DgRecordSplitter *self, char byte)
{
  /* No JSON text has a NUL, and the C strings that are handed out could not hold it. */
  if (byte == '\0' || self->bytes_left == 0)
    {
      self->state = BROKEN;
      return;
    }
  self->bytes_left--;

  if (self->state == IN_VALUE && ends_scalar (self, byte))
    self->state = AFTER_VALUE;
  else if (self->state == IN_ELEMENT && ends_scalar (self, byte))
    self->state = finish_element (self);

  if (self->state == IN_KEY || self->state == IN_VALUE || self->state == IN_ELEMENT)
    self->state = take_inner_byte (self, byte);
  else
    self->state = take_outer_byte (self, byte);
}

/**
 * dg_record_splitter_new:
 * @array_name: name of the member of the root object whose elements are wanted, ASCII
 * @max_bytes: the longest text that is taken in
 *
 * Makes a splitter for one text.
 *
 * Returns: (transfer full): a splitter
 */
DgRecordSplitter *
dg_record_splitter_new (const char *array_name, gsize max_bytes)
{
  DgRecordSplitter *self;

  g_return_val_if_fail (array_name != NULL && g_str_is_ascii (array_name), NULL);

  self = g_new0 (DgRecordSplitter, 1);
  self->array_name = g_strdup (array_name);
  self->bytes_left = max_bytes;
  self->key = g_string_new (NULL);
  self->element = g_string_new (NULL);
  self->closers = g_string_new (NULL);
  g_queue_init (&self->elements);
  return self;
}

/**
 * dg_record_splitter_free:
 * @self: (transfer full): a splitter
 *
 * Frees the splitter with the elements that were not taken from it.
 */
void
dg_record_splitter_free (DgRecordSplitter *self)
{
  g_return_if_fail (self != NULL);

  g_queue_clear_full (&self->elements, g_free);
  g_string_free (self->closers, TRUE);
  g_string_free (self->element, TRUE);
  g_string_free (self->key, TRUE);
  g_free (self->array_name);
  g_free (self);
}

/**
 * dg_record_splitter_push:
 * @self: a splitter
 * @data: (array length=length): the next piece of the text, cut anywhere
 * @length: its length in bytes
 *
 * Takes in a piece. It doesn't matter how the text is cut into pieces; once it is broken, what follows is dropped.
 */
void
dg_record_splitter_push (DgRecordSplitter *self, const char *data, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || length == 0);

  for (gsize i = 0; i < length && self->state != BROKEN; i++)
    take_byte (self, data[i]);
}

/**
 * dg_record_splitter_next:
 * @self: a splitter
 *
 * Gets the next element of the array that is complete, whatever kind of value it is. A number is complete only when
 * what follows it has come. Only the borders were looked at: it may be wrong JSON, and not even UTF-8.
 *
 * Elements that were complete before the text turned out to be broken are handed out too.
 *
 * Returns: (transfer full) (nullable): the element exactly as it stands in the text, or %NULL if none is complete
 */
char *
dg_record_splitter_next (DgRecordSplitter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_queue_pop_head (&self->elements);
}

/**
 * dg_record_splitter_is_finished:
 * @self: a splitter
 *
 * Returns: whether the root object has been closed, so that nothing of the text is missing
 */
gboolean
dg_record_splitter_is_finished (DgRecordSplitter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->state == AFTER_ROOT;
}

/**
 * dg_record_splitter_is_broken:
 * @self: a splitter
 *
 * Asks whether no element can be found any more: the text isn't an object, brackets or commas are not where they have
 * to be, what has the array's name is no array or is there twice, something follows the root, or the text is too long.
 *
 * Returns: whether the text is broken
 */
gboolean
dg_record_splitter_is_broken (DgRecordSplitter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->state == BROKEN;
}

/**
 * dg_record_splitter_dup_rest:
 * @self: a splitter
 *
 * Gets what there is of an element that has begun and isn't complete, for the record of what was cut off. Bytes that
 * are not UTF-8, like those of a character of which only a part has come, are replaced by U+FFFD.
 *
 * Returns: (transfer full) (nullable): UTF-8, or %NULL if no element has begun
 */
char *
dg_record_splitter_dup_rest (DgRecordSplitter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->element->len == 0)
    return NULL;
  return g_utf8_make_valid (self->element->str, self->element->len);
}
