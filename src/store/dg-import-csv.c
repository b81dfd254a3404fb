/* dg-import-csv.c: CSV files that people bring along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-csv-reader.h"
#include "dg-dataset-file-private.h"
#include "dg-import-private.h"

static const char delimiters[] = { ',', ';', '\t' };

/* Returns: (transfer full): the fields of the record at hand; an empty name gets one by its place */
static GPtrArray *
copy_names (const DgCsvReader *reader)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (reader->n_fields, DG_IMPORT_MAX_COLUMNS); i++)
    {
      char *name = g_strstrip (g_utf8_make_valid (dg_csv_reader_get_field (reader, i)->str, -1));

      if (*name == '\0')
        {
          g_free (name);
          /* Translators: stands for the name of a column that has none */
          name = g_strdup_printf (_ ("column %u"), i + 1);
        }
      g_ptr_array_add (names, name);
    }

  return names;
}

static gboolean
next_line_with_text (DgCsvReader *reader)
{
  while (dg_csv_reader_next (reader))
    if (!reader->blank)
      return TRUE;

  return FALSE;
}

/* Returns: (transfer full) (nullable): the names of the columns when fields are parted by @delimiter */
static GPtrArray *
read_names (const char *text, gsize length, char delimiter)
{
  g_auto (DgCsvReader) reader = { 0 };

  dg_csv_reader_init (&reader, text, length, delimiter, DG_IMPORT_MAX_COLUMNS, TRUE);

  return next_line_with_text (&reader) ? copy_names (&reader) : NULL;
}

/* The delimiter with which most is recognised in the first line; then, with which it has most columns. */
static char
guess_delimiter (const DgImporter *self, const char *text, gsize length)
{
  char best = delimiters[0];
  guint best_found = 0;
  guint best_columns = 0;

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      g_autoptr (GPtrArray) names = read_names (text, length, delimiters[i]);
      int input, answer;
      guint found = names != NULL ? dg_importer_find_columns (self, names, &input, &answer) : 0;
      guint columns = names != NULL ? names->len : 0;

      if (found > best_found || (found == best_found && columns > best_columns))
        {
          best = delimiters[i];
          best_found = found;
          best_columns = columns;
        }
    }

  return best;
}

static gboolean
check_names (const DgCsvReader *reader, GError **error)
{
  if (reader->problem == NULL && reader->n_fields <= DG_IMPORT_MAX_COLUMNS)
    return TRUE;

  if (reader->problem != NULL)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
                 /* Translators: %s is what is wrong */
                 _ ("The first line, which has to name the columns, cannot be read: %s."), reader->problem);
  else
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
                 _ ("The file has more than %d columns. Leave only those that are needed in it."),
                 DG_IMPORT_MAX_COLUMNS);

  return FALSE;
}

/* What a person goes by who has to say which columns to take. */
static void
add_examples (DgImporter *self, const DgCsvReader *reader)
{
  for (guint i = 0; i < MIN (reader->n_fields, self->columns->len); i++)
    {
      const GString *field = dg_csv_reader_get_field (reader, i);

      dg_importer_add_example (self, i, field->str, field->len);
    }
}

static gboolean
read_header (DgImporter *self, DgCsvReader *reader, GError **error)
{
  if (!next_line_with_text (reader))
    return TRUE;

  if (!check_names (reader, error))
    return FALSE;

  g_autoptr (GPtrArray) names = copy_names (reader);
  for (guint i = 0; i < names->len; i++)
    dg_importer_add_column (self, g_ptr_array_index (names, i));

  dg_importer_find_columns (self, names, &self->input, &self->answer);
  if (!dg_importer_check_columns (self, names, error))
    {
      if (next_line_with_text (reader))
        add_examples (self, reader);
      return FALSE;
    }

  for (int i = 0; i < (int) names->len; i++)
    if (i != self->input && i != self->answer)
      dg_importer_leave_out (self, g_ptr_array_index (names, i));

  return TRUE;
}

/* (transfer full) (nullable): what is wrong with the record at hand */
static char *
describe_problem (const DgImporter *self, const DgCsvReader *reader)
{
  if (reader->problem != NULL)
    return g_strdup (reader->problem);

  if (reader->n_fields != self->columns->len)
    return g_strdup_printf (ngettext ("it has %u column, but the first line has %u",
                                      "it has %u columns, but the first line has %u", reader->n_fields),
                            reader->n_fields, self->columns->len);

  const GString *input = dg_csv_reader_get_field (reader, (guint) self->input);
  const GString *answer = dg_csv_reader_get_field (reader, (guint) self->answer);
  char *problem = dg_dataset_file_describe_field ("input", input->str, input->len);

  return problem != NULL ? problem : dg_dataset_file_describe_field ("answer", answer->str, answer->len);
}

/**
 * dg_importer_read_csv:
 * @self: an importer
 * @text: (array length=length): the text of a file
 * @length: its bytes
 * @error: return location for an error, %DG_STORE_ERROR_BAD_FILE
 *
 * The first line names the columns. Fields are parted by commas, semicolons or tabs; lines that are empty stand for
 * nothing. As in Python, a quote in a field that does not start with one is text.
 *
 * Returns: whether the columns are known and not too many lines are bad
 */
gboolean
dg_importer_read_csv (DgImporter *self, const char *text, gsize length, GError **error)
{
  g_auto (DgCsvReader) reader = { 0 };

  self->delimiter = guess_delimiter (self, text, length);
  dg_csv_reader_init (&reader, text, length, self->delimiter, DG_IMPORT_MAX_COLUMNS, TRUE);
  if (!read_header (self, &reader, error))
    return FALSE;

  for (gboolean first = TRUE; dg_importer_goes_on (self) && next_line_with_text (&reader); first = FALSE)
    {
      char *problem = describe_problem (self, &reader);

      if (first)
        add_examples (self, &reader);
      if (problem != NULL)
        dg_importer_take_bad_lines (self, reader.first_line, reader.last_line, problem);
      else
        dg_importer_add_record (self, dg_csv_reader_get_field (&reader, (guint) self->input)->str,
                                dg_csv_reader_get_field (&reader, (guint) self->answer)->str);
    }

  return dg_importer_check_end (self, error);
}
