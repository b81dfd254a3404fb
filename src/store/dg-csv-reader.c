/* dg-csv-reader.c: records of CSV text, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-csv-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
free_field (gpointer field)
{
  g_string_free (field, TRUE);
}

/* Returns: (transfer none) (nullable): where the text of the next field goes, %NULL when it is not kept */
static GString *
begin_field (DgCsvReader *self)
{
  guint i = self->n_fields++;

  if (i >= self->max_fields)
    return NULL;

  if (i == self->fields->len)
    g_ptr_array_add (self->fields, g_string_new (NULL));

  return g_string_truncate (g_ptr_array_index (self->fields, i), 0);
}

static void
append_text (DgCsvReader *self, GString *field, const char *end)
{
  for (const char *p = memchr (self->cursor, '\n', end - self->cursor); p != NULL; p = memchr (p, '\n', end - p))
    {
      self->line++;
      p++;
    }

  if (field != NULL)
    g_string_append_len (field, self->cursor, end - self->cursor);
  self->cursor = end;
}

/* From behind the opening quote to behind the closing one. */
static void
read_quoted_field (DgCsvReader *self, GString *field)
{
  self->quoted = TRUE;

  while (TRUE)
    {
      const char *quote = memchr (self->cursor, '"', self->end - self->cursor);

      append_text (self, field, quote != NULL ? quote : self->end);
      if (quote == NULL)
        {
          self->problem = _ ("a quote is opened and never closed");
          return;
        }

      self->cursor++;
      if (self->cursor == self->end || *self->cursor != '"')
        return;

      if (field != NULL)
        g_string_append_c (field, '"');
      self->cursor++;
    }
}

/* Up to the delimiter or line break; after a quoted field there must be nothing. */
static void
read_bare_field (DgCsvReader *self, GString *field, gboolean after_quote)
{
  const char *start = self->cursor;
  const char *p = start;

  while (p < self->end && *p != self->delimiter && *p != '\n')
    p++;
  self->cursor = p;

  if (p > start && p < self->end && *p == '\n' && p[-1] == '\r')
    p--;

  if (after_quote && p > start)
    self->problem = _ ("there is text behind a closing quote");
  else if (!self->loose_quotes && memchr (start, '"', p - start) != NULL)
    self->problem = _ ("there is a quote in a field that is not in quotes");
  else if (memchr (start, '\r', p - start) != NULL)
    self->problem = _ ("there is a lone carriage return outside quotes");

  if (field != NULL)
    g_string_append_len (field, start, p - start);
}

/* Returns: whether another field follows */
static gboolean
read_field (DgCsvReader *self)
{
  GString *field = begin_field (self);
  gboolean quoted = self->cursor < self->end && *self->cursor == '"';

  if (quoted)
    {
      self->cursor++;
      read_quoted_field (self, field);
    }
  read_bare_field (self, field, quoted);
  self->last_line = self->line;

  if (self->cursor == self->end)
    return FALSE;

  if (*self->cursor++ != '\n')
    return TRUE;

  self->line++;

  return FALSE;
}

/**
 * dg_csv_reader_init:
 * @self: a reader, not initialised
 * @text: (array length=length): text, which has to live as long as @self
 * @length: its bytes
 * @delimiter: what stands between fields
 * @max_fields: how many fields of a record are kept
 * @loose_quotes: whether a quote in a field that does not start with one is text like any other, as in Python, or
 * breaks the format
 */
void
dg_csv_reader_init (
    DgCsvReader *self, const char *text, gsize length, char delimiter, guint max_fields, gboolean loose_quotes)
{
  memset (self, 0, sizeof *self);
  self->cursor = text;
  self->end = text + length;
  self->delimiter = delimiter;
  self->max_fields = max_fields;
  self->loose_quotes = loose_quotes;
  self->line = 1;
  self->fields = g_ptr_array_new_with_free_func (free_field);
}

/**
 * dg_csv_reader_clear:
 * @self: a reader
 */
void
dg_csv_reader_clear (DgCsvReader *self)
{
  g_clear_pointer (&self->fields, g_ptr_array_unref);
}

/**
 * dg_csv_reader_next:
 * @self: a reader
 *
 * Goes to the next record. One that breaks the format is a record too.
 *
 * Returns: whether there is one
 */
gboolean
dg_csv_reader_next (DgCsvReader *self)
{
  if (self->cursor == self->end)
    return FALSE;

  self->n_fields = 0;
  self->first_line = self->line;
  self->problem = NULL;
  self->quoted = FALSE;

  while (read_field (self))
    ;

  self->blank = self->n_fields == 1 && !self->quoted && dg_csv_reader_get_field (self, 0)->len == 0;

  return TRUE;
}

/**
 * dg_csv_reader_get_field:
 * @self: a reader at a record
 * @i: a field that the record has, counted from 0, and that is kept
 *
 * Returns: (transfer none): its text, valid until the next record; it may not be UTF-8 and may hold U+0000
 */
const GString *
dg_csv_reader_get_field (const DgCsvReader *self, guint i)
{
  g_return_val_if_fail (i < MIN (self->n_fields, self->max_fields), NULL);

  return g_ptr_array_index (self->fields, i);
}
