/* dg-import.c: the text of files that people bring along, to records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-import.h"

#include <glib/gi18n-lib.h>

#include "dg-dataset-file-private.h"
#include "dg-import-private.h"

static gboolean
has_extension (const char *path, const char *first, const char *second)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, first) || g_str_has_suffix (lower, second);
}

static char
find_first_character (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return text[i];

  return '\0';
}

/* People name files as they like: what is inside counts, except that the names of columns may start with a bracket. */
static gboolean
read_text (DgImporter *self, const char *text, gsize length, const char *path, GError **error)
{
  char first = find_first_character (text, length);

  self->format = DG_FILE_FORMAT_JSONL;
  if (!has_extension (path, ".csv", ".tsv"))
    {
      if (first == '[')
        return dg_importer_read_json_array (self, text, length, error);
      if (first == '{' || has_extension (path, ".jsonl", ".json"))
        return dg_importer_read_jsonl (self, text, length, error);
    }

  self->format = DG_FILE_FORMAT_CSV;

  return dg_importer_read_csv (self, text, length, error);
}

static gboolean
check_columns (const DgImporter *self, GError **error)
{
  if (self->input_column == NULL || g_strcmp0 (self->input_column, self->answer_column) != 0)
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
               _ ("“%s” cannot be both the inputs and the answers. Name two columns."), self->input_column);

  return FALSE;
}

static gboolean
check_records (const DgImporter *self, GError **error)
{
  if (self->records->len > 0 || self->bad_lines->len > 0)
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
               _ ("There is no record in the file. Choose a file with at least one."));

  return FALSE;
}

/**
 * dg_importer_take_bad_lines:
 * @self: an importer
 * @first_line: the first line that cannot be read, counted from 1
 * @last_line: the last of them
 * @reason: (transfer full): what is wrong with them, for a person
 *
 * A quote that is missing can make many lines one record, all of which are lost then: nobody is to think it was one.
 */
void
dg_importer_take_bad_lines (DgImporter *self, guint first_line, guint last_line, char *reason)
{
  if (last_line > first_line)
    {
      /* Translators: the first %s is what is wrong with a record, the %u the last line of the file that is part of it
       */
      char *whole = g_strdup_printf (_ ("%s (up to line %u)"), reason, last_line);

      g_free (reason);
      reason = whole;
    }

  dg_bad_lines_take (self->bad_lines, first_line, reason);
}

/**
 * dg_importer_add_record:
 * @self: an importer
 * @input: UTF-8 text
 * @answer: UTF-8 text
 */
void
dg_importer_add_record (DgImporter *self, const char *input, const char *answer)
{
  DgRecord *record = dg_record_new (input, answer, 0);

  dg_record_set_origin (record, DG_ORIGIN_IMPORT);
  dg_record_set_number (record, self->records->len + 1);
  g_ptr_array_add (self->records, record);
}

/**
 * dg_importer_leave_out:
 * @self: an importer
 * @column: the name of a column that is neither input nor answer
 */
void
dg_importer_leave_out (DgImporter *self, const char *column)
{
  g_ptr_array_add (self->left_out, g_utf8_make_valid (column, -1));
}

/**
 * dg_importer_read:
 * @self: an importer that has read nothing yet
 * @bytes: (array length=length): the contents of a file
 * @length: its bytes
 * @path: the file's name, which is asked when the contents do not tell what they are
 * @error: return location for an error, %DG_STORE_ERROR_BAD_FILE
 *
 * Reads JSONL, a JSON array of objects, or CSV with commas, semicolons or tabs; in UTF-8, UTF-16 or Windows-1252. What
 * cannot be read is not an error: it is in the bad lines.
 *
 * Returns: whether the file can be one of records
 */
gboolean
dg_importer_read (DgImporter *self, const char *bytes, gsize length, const char *path, GError **error)
{
  g_return_val_if_fail (self != NULL && self->records == NULL, FALSE);
  g_return_val_if_fail (bytes != NULL && path != NULL, FALSE);

  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->bad_lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_bad_line_free);
  self->left_out = g_ptr_array_new_with_free_func (g_free);

  if (!check_columns (self, error))
    return FALSE;

  gsize text_length;
  g_autofree char *text = dg_import_decode (bytes, length, &text_length);

  return read_text (self, text, text_length, path, error) && check_records (self, error);
}

/**
 * dg_importer_clear:
 * @self: an importer
 */
void
dg_importer_clear (DgImporter *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->bad_lines, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
}
