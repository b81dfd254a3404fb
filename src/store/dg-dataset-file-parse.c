/* dg-dataset-file-parse.c: the text of a dataset file to records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset-file-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-csv-reader.h"
#include "dg-json.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Two columns, and one to tell that there are too many. */
#define MAX_FIELDS 3

/* A line may hold two of the longest fields, every character of them escaped as \uXXXX. */
static const DgJsonLimits line_limits = {
  .max_bytes = 2 * 6 * DG_DATASET_FILE_MAX_FIELD_BYTES + 1024,
  .max_values = 1000,
  .max_depth = 16,
};

typedef struct
{
  const char *cursor;
  const char *end;
  guint line; /* the line of @cursor, counted from 1 */
  GPtrArray *records;
  GPtrArray *bad_lines;
} Parser;

static void
take_bad_line (Parser *self, guint line, char *reason)
{
  dg_bad_lines_take (self->bad_lines, line, reason);
}

static void
add_record (Parser *self, const char *input, const char *answer)
{
  DgRecord *record = dg_record_new (input, answer, 0);

  dg_record_set_number (record, self->records->len + 1);
  g_ptr_array_add (self->records, record);
}

/* (transfer full) (nullable): what is wrong with a member; its text goes to @input or @answer */
static char *
read_member (const char *name, DgJsonValue value, char **input, char **answer)
{
  gboolean is_input = strcmp (name, "input") == 0;

  if (!is_input && strcmp (name, "answer") != 0)
    return g_strdup_printf (_ ("it has a member “%s”, but only “input” and “answer” are allowed"), name);

  if (dg_json_value_get_value_type (value) != DG_JSON_STRING)
    /* Translators: the first %s is “input” or “answer”, the second a type of JSON: number, array, … */
    return g_strdup_printf (_ ("“%s” has to be a string, not of the type %s"), name,
                            dg_json_type_get_name (dg_json_value_get_value_type (value)));

  char **text = is_input ? input : answer;
  *text = dg_json_value_dup_string (value);

  return dg_dataset_file_describe_field (name, *text, strlen (*text));
}

/* (transfer full) (nullable): what is wrong with an object; its texts go to @input and @answer */
static char *
read_members (DgJsonValue object, char **input, char **answer)
{
  DgJsonIter iter;
  DgJsonValue value;
  char *name;

  dg_json_iter_init (&iter, object);
  while (dg_json_iter_next (&iter, &name, &value))
    {
      char *problem = read_member (name, value, input, answer);

      g_free (name);
      if (problem != NULL)
        return problem;
    }

  if (*input == NULL || *answer == NULL)
    return g_strdup_printf (_ ("it has no “%s”"), *input == NULL ? "input" : "answer");

  return NULL;
}

static void
parse_jsonl_line (Parser *self, const char *text, gsize length)
{
  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;

  if (length == 0 || (length == 1 && text[0] == '\r'))
    {
      take_bad_line (self, self->line, g_strdup (_ ("it is empty")));
      return;
    }

  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, length, &line_limits, NULL);
  if (document == NULL)
    {
      take_bad_line (self, self->line, dg_dataset_file_describe_json (text, length, self->line, 1, &line_limits));
      return;
    }

  DgJsonValue root = dg_json_document_get_root (document);
  if (dg_json_value_get_value_type (root) != DG_JSON_OBJECT)
    {
      take_bad_line (self, self->line, g_strdup (_ ("it is not a JSON object with “input” and “answer”")));
      return;
    }

  char *problem = read_members (root, &input, &answer);
  if (problem != NULL)
    take_bad_line (self, self->line, problem);
  else
    add_record (self, input, answer);
}

static void
parse_jsonl (Parser *self)
{
  while (self->cursor < self->end && self->bad_lines->len <= DG_DATASET_FILE_MAX_BAD_LINES)
    {
      const char *newline = memchr (self->cursor, '\n', self->end - self->cursor);
      const char *line_end = newline != NULL ? newline : self->end;

      parse_jsonl_line (self, self->cursor, line_end - self->cursor);
      self->cursor = newline != NULL ? newline + 1 : self->end;
      self->line++;
    }
}

/* (transfer full) (nullable): what is wrong with a record */
static char *
describe_csv_problem (const DgCsvReader *reader)
{
  if (reader->problem != NULL)
    return g_strdup (reader->problem);

  if (reader->blank)
    return g_strdup (_ ("it is empty"));

  if (reader->n_fields != 2)
    return g_strdup_printf (ngettext ("it has %u column instead of 2", "it has %u columns instead of 2",
                                      reader->n_fields),
                            reader->n_fields);

  const GString *input = dg_csv_reader_get_field (reader, 0);
  const GString *answer = dg_csv_reader_get_field (reader, 1);
  char *problem = dg_dataset_file_describe_field ("input", input->str, input->len);

  return problem != NULL ? problem : dg_dataset_file_describe_field ("answer", answer->str, answer->len);
}

static gboolean
parse_csv_header (DgCsvReader *reader, GError **error)
{
  if (dg_csv_reader_next (reader) && reader->problem == NULL && reader->n_fields == 2 &&
      strcmp (dg_csv_reader_get_field (reader, 0)->str, "input") == 0 &&
      strcmp (dg_csv_reader_get_field (reader, 1)->str, "answer") == 0)
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
               _ ("The first line has to be “input,answer”, the names of the two columns. Put it there, or import the "
                  "file and say which columns to take."));

  return FALSE;
}

static gboolean
parse_csv (Parser *self, GError **error)
{
  g_auto (DgCsvReader) reader = { 0 };

  dg_csv_reader_init (&reader, self->cursor, self->end - self->cursor, ',', MAX_FIELDS, FALSE);
  if (!parse_csv_header (&reader, error))
    return FALSE;

  while (self->bad_lines->len <= DG_DATASET_FILE_MAX_BAD_LINES && dg_csv_reader_next (&reader))
    {
      char *problem = describe_csv_problem (&reader);

      if (problem != NULL)
        take_bad_line (self, reader.first_line, problem);
      else
        add_record (self, dg_csv_reader_get_field (&reader, 0)->str, dg_csv_reader_get_field (&reader, 1)->str);
    }

  return TRUE;
}

static gboolean
parse_text (Parser *self, DgFileFormat format, GError **error)
{
  gsize mark_length = strlen (BYTE_ORDER_MARK);

  if ((gsize) (self->end - self->cursor) >= mark_length && memcmp (self->cursor, BYTE_ORDER_MARK, mark_length) == 0)
    self->cursor += mark_length;

  if (format == DG_FILE_FORMAT_JSONL)
    parse_jsonl (self);
  else if (!parse_csv (self, error))
    return FALSE;

  return dg_bad_lines_check_number (self->bad_lines->len, error);
}

/**
 * dg_dataset_file_parse:
 * @text: (array length=length): the text of a dataset file
 * @length: its bytes
 * @format: its format
 * @bad_lines: (out) (optional) (transfer full) (element-type DgBadLine): what could not be read, in the order of the
 *   file; without it the first bad line is an error
 * @error: return location for an error, %DG_STORE_ERROR_BAD_FILE
 *
 * Strict: the two columns `input` and `answer` and nothing else, both text. Tolerated are a byte order mark, CRLF or
 * LF, and a last line without a line break. A record of CSV is at the line where it starts.
 *
 * Returns: (transfer full) (nullable) (element-type DgRecord): the records that could be read, numbered from 1; %NULL
 *   when @text is no dataset at all
 */
GPtrArray *
dg_dataset_file_parse (const char *text, gsize length, DgFileFormat format, GPtrArray **bad_lines, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) bad = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_bad_line_free);
  Parser parser = { .cursor = text, .end = text + length, .line = 1, .records = records, .bad_lines = bad };

  if (length > DG_DATASET_FILE_MAX_BYTES)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
                   _ ("The file is larger than 256 MiB. Split it into smaller files."));
      return NULL;
    }

  if (!parse_text (&parser, format, error) || (bad_lines == NULL && !dg_bad_lines_check (bad, error)))
    return NULL;

  if (bad_lines != NULL)
    *bad_lines = g_steal_pointer (&bad);

  return g_steal_pointer (&records);
}
