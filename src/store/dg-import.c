/* dg-import.c: the text of files that people bring along, to records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-file-private.h"
#include "dg-import-private.h"

/* How much of a text is enough to know what kind of text it is: characters, and bytes that hold as many. */
#define MAX_EXAMPLE 200
#define MAX_EXAMPLE_BYTES (MAX_EXAMPLE * 4 + 4)

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
        {
          self->layout = DG_IMPORT_JSON_ARRAY;
          return dg_importer_read_json_array (self, text, length, error);
        }
      if (first == '{' || has_extension (path, ".jsonl", ".json"))
        return dg_importer_read_jsonl (self, text, length, error);
    }

  self->format = DG_FILE_FORMAT_CSV;
  self->layout = DG_IMPORT_CSV;

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
  if (self->n_records > 0 || self->n_bad_lines > 0)
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
               _ ("There is no record in the file. Choose a file with at least one."));

  return FALSE;
}

static gboolean
may_list (const DgImporter *self, guint n_listed)
{
  return self->max_listed == 0 || n_listed < self->max_listed;
}

/* A text has no more characters than bytes, so that few have to be counted. */
static void
measure_field (DgImporter *self, DgColumn column, const char *text)
{
  if (strnlen (text, DG_DATASET_FILE_PYTHON_MAX_CHARACTERS + 1) <= DG_DATASET_FILE_PYTHON_MAX_CHARACTERS)
    return;

  DgLongField field = { self->n_records, column, (guint) g_utf8_strlen (text, -1) };

  if (field.n_characters <= DG_DATASET_FILE_PYTHON_MAX_CHARACTERS)
    return;

  self->n_long_fields++;
  if (may_list (self, self->long_fields->len))
    g_array_append_val (self->long_fields, field);
}

/**
 * dg_importer_goes_on:
 * @self: an importer
 *
 * Returns: whether it is worth while to read on: nobody has called it off, and what was read looks like a dataset
 */
gboolean
dg_importer_goes_on (const DgImporter *self)
{
  return self->n_bad_lines <= DG_DATASET_FILE_MAX_BAD_LINES && !g_cancellable_is_cancelled (self->cancellable);
}

/**
 * dg_importer_check_end:
 * @self: an importer
 * @error: return location for an error, %DG_STORE_ERROR_BAD_FILE or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the file was read to its end
 */
gboolean
dg_importer_check_end (const DgImporter *self, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  return dg_bad_lines_check_number (self->n_bad_lines, error);
}

/**
 * dg_importer_add_column:
 * @self: an importer
 * @name: the name of one more column of the file
 *
 * Returns: its place among the columns, counted from 0
 */
guint
dg_importer_add_column (DgImporter *self, const char *name)
{
  g_ptr_array_add (self->columns, g_utf8_make_valid (name, -1));
  g_ptr_array_add (self->examples, g_strdup (""));

  return self->columns->len - 1;
}

/**
 * dg_importer_add_example:
 * @self: an importer
 * @column: the place of a column that has no example yet
 * @text: (array length=length): a text of that column
 * @length: its bytes
 */
void
dg_importer_add_example (DgImporter *self, guint column, const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (length, MAX_EXAMPLE_BYTES));
  char **example = (char **) &g_ptr_array_index (self->examples, column);

  g_free (*example);
  *example =
      g_utf8_strlen (valid, -1) > MAX_EXAMPLE ? g_utf8_substring (valid, 0, MAX_EXAMPLE) : g_steal_pointer (&valid);
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

  self->n_bad_lines++;
  if (may_list (self, self->bad_lines->len))
    dg_bad_lines_take (self->bad_lines, first_line, reason);
  else
    g_free (reason);
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
  self->n_records++;
  measure_field (self, DG_COLUMN_INPUT, input);
  measure_field (self, DG_COLUMN_ANSWER, answer);
  if (self->max_records > 0 && self->records->len >= self->max_records)
    return;

  DgRecord *record = dg_record_new (input, answer, 0);

  dg_record_set_origin (record, DG_ORIGIN_IMPORT);
  dg_record_set_number (record, self->n_records);
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
 * @error: return location for an error, %DG_STORE_ERROR_BAD_FILE or %G_IO_ERROR_CANCELLED
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
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->examples = g_ptr_array_new_with_free_func (g_free);
  self->long_fields = g_array_new (FALSE, FALSE, sizeof (DgLongField));
  self->input = -1;
  self->answer = -1;

  if (!check_columns (self, error))
    return FALSE;

  gsize text_length;
  g_autofree char *text = dg_import_decode (bytes, length, &self->encoding, &text_length);

  return read_text (self, text, text_length, path, error) && check_records (self, error);
}

/**
 * dg_importer_read_file:
 * @self: an importer that has read nothing yet
 * @path: a file
 * @n_bytes: (out): the size of the file, 0 when it could not be read at all
 * @error: return location for an error of #DG_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * As dg_importer_read(). When it is the contents that are refused, which they are with %DG_STORE_ERROR_BAD_FILE, the
 * importer tells what could be learned of them.
 *
 * Returns: whether the file can be one of records
 */
gboolean
dg_importer_read_file (DgImporter *self, const char *path, guint64 *n_bytes, GError **error)
{
  gsize length = 0;
  g_autofree char *bytes = dg_dataset_file_load (path, &length, self->cancellable, error);

  *n_bytes = length;

  return bytes != NULL && dg_importer_read (self, bytes, length, path, error);
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
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->examples, g_ptr_array_unref);
  g_clear_pointer (&self->long_fields, g_array_unref);
}
