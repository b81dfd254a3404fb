/* dg-dataset-file-parse.c: the text of a dataset file to records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset-file-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-json.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* A file with more bad lines than this is something else, and listing them all helps nobody. */
#define MAX_BAD_LINES 10000

/* How far down a line of bad JSON may be to be told with its column. */
#define MAX_LOCATED_LINE 100000

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

typedef struct
{
  GString *fields[MAX_FIELDS]; /* (owned) (nullable) */
  guint n_fields;              /* can be more than are kept */
  guint line;                  /* where the record starts */
  gboolean quoted;             /* whether any field is */
  const char *problem;         /* (nullable) what breaks the format, for a person */
} CsvRecord;

static void
clear_csv_record (CsvRecord *record)
{
  for (guint i = 0; i < MAX_FIELDS; i++)
    if (record->fields[i] != NULL)
      g_string_free (record->fields[i], TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsvRecord, clear_csv_record)

static void
take_bad_line (Parser *self, guint line, char *reason)
{
  DgBadLine *bad_line = g_new0 (DgBadLine, 1);

  bad_line->line = line;
  bad_line->reason = reason;
  g_ptr_array_add (self->bad_lines, bad_line);
}

static void
add_record (Parser *self, const char *input, const char *answer)
{
  DgRecord *record = dg_record_new (input, answer, 0);

  dg_record_set_number (record, self->records->len + 1);
  g_ptr_array_add (self->records, record);
}

/* (transfer full) (nullable): what is wrong with the text of a field */
static char *
describe_field_problem (const char *name, const char *text, gsize length)
{
  if (length > DG_DATASET_FILE_MAX_FIELD_BYTES)
    /* Translators: %s is the name of a column, “input” or “answer” */
    return g_strdup_printf (_ ("“%s” is longer than 16 MiB"), name);

  if (memchr (text, '\0', length) != NULL)
    return g_strdup_printf (_ ("“%s” holds the character U+0000, which text cannot have"), name);

  if (!g_utf8_validate_len (text, length, NULL))
    return g_strdup_printf (_ ("“%s” is not UTF-8 text"), name);

  return NULL;
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

  return describe_field_problem (name, *text, strlen (*text));
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

/* The scanner counts lines from the start of its text. So that its message names the line of the file, the line is
 * scanned again behind as many line breaks, unless it is very far down. */
static char *
describe_json_problem (Parser *self, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) located = g_string_new (NULL);

  if (self->line > MAX_LOCATED_LINE)
    return g_strdup (_ ("it is not JSON"));

  for (guint i = 1; i < self->line; i++)
    g_string_append_c (located, '\n');
  g_string_append_len (located, text, length);

  g_autoptr (DgJsonDocument) document = dg_json_document_new (located->str, located->len, &line_limits, &error);

  /* Translators: %s says what is wrong, and where */
  return error != NULL ? g_strdup_printf (_ ("it is not JSON. %s"), error->message) : g_strdup (_ ("it is not JSON"));
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
      take_bad_line (self, self->line, describe_json_problem (self, text, length));
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
  while (self->cursor < self->end && self->bad_lines->len <= MAX_BAD_LINES)
    {
      const char *newline = memchr (self->cursor, '\n', self->end - self->cursor);
      const char *line_end = newline != NULL ? newline : self->end;

      parse_jsonl_line (self, self->cursor, line_end - self->cursor);
      self->cursor = newline != NULL ? newline + 1 : self->end;
      self->line++;
    }
}

static void
append_csv_text (Parser *self, GString *field, const char *end)
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
read_quoted_field (Parser *self, CsvRecord *record, GString *field)
{
  record->quoted = TRUE;

  while (TRUE)
    {
      const char *quote = memchr (self->cursor, '"', self->end - self->cursor);

      append_csv_text (self, field, quote != NULL ? quote : self->end);
      if (quote == NULL)
        {
          record->problem = _ ("a quote is opened and never closed");
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

/* Up to the comma or line break; after a quoted field there must be nothing. */
static void
read_bare_field (Parser *self, CsvRecord *record, GString *field, gboolean after_quote)
{
  const char *start = self->cursor;
  const char *p = start;

  while (p < self->end && *p != ',' && *p != '\n')
    p++;
  self->cursor = p;

  if (p > start && p < self->end && *p == '\n' && p[-1] == '\r')
    p--;

  if (after_quote && p > start)
    record->problem = _ ("there is text behind a closing quote");
  else if (memchr (start, '"', p - start) != NULL)
    record->problem = _ ("there is a quote in a field that is not in quotes");
  else if (memchr (start, '\r', p - start) != NULL)
    record->problem = _ ("there is a lone carriage return outside quotes");

  if (field != NULL)
    g_string_append_len (field, start, p - start);
}

static gboolean
read_csv_record (Parser *self, CsvRecord *record)
{
  if (self->cursor == self->end)
    return FALSE;

  record->line = self->line;

  while (TRUE)
    {
      GString *field = record->n_fields < MAX_FIELDS ? g_string_new (NULL) : NULL;
      gboolean quoted = self->cursor < self->end && *self->cursor == '"';

      if (field != NULL)
        record->fields[record->n_fields] = field;
      record->n_fields++;

      if (quoted)
        {
          self->cursor++;
          read_quoted_field (self, record, field);
        }
      read_bare_field (self, record, field, quoted);

      if (self->cursor == self->end)
        return TRUE;

      if (*self->cursor++ == '\n')
        {
          self->line++;
          return TRUE;
        }
    }
}

/* (transfer full) (nullable): what is wrong with a record */
static char *
describe_csv_problem (const CsvRecord *record)
{
  if (record->problem != NULL)
    return g_strdup (record->problem);

  if (record->n_fields == 1 && record->fields[0]->len == 0 && !record->quoted)
    return g_strdup (_ ("it is empty"));

  if (record->n_fields != 2)
    return g_strdup_printf (ngettext ("it has %u column instead of 2", "it has %u columns instead of 2",
                                      record->n_fields),
                            record->n_fields);

  char *problem = describe_field_problem ("input", record->fields[0]->str, record->fields[0]->len);

  return problem != NULL ? problem : describe_field_problem ("answer", record->fields[1]->str, record->fields[1]->len);
}

static gboolean
parse_csv_header (Parser *self, GError **error)
{
  g_auto (CsvRecord) record = { { NULL } };

  if (read_csv_record (self, &record) && record.problem == NULL && record.n_fields == 2 &&
      strcmp (record.fields[0]->str, "input") == 0 && strcmp (record.fields[1]->str, "answer") == 0)
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
               _ ("The first line has to be “input,answer”, the names of the two columns. Put it there, or import the "
                  "file and say which columns to take."));

  return FALSE;
}

static void
parse_csv (Parser *self)
{
  while (self->bad_lines->len <= MAX_BAD_LINES)
    {
      g_auto (CsvRecord) record = { { NULL } };

      if (!read_csv_record (self, &record))
        return;

      char *problem = describe_csv_problem (&record);
      if (problem != NULL)
        take_bad_line (self, record.line, problem);
      else
        add_record (self, record.fields[0]->str, record.fields[1]->str);
    }
}

static gboolean
parse_text (Parser *self, DgFileFormat format, GError **error)
{
  gsize mark_length = strlen (BYTE_ORDER_MARK);

  if ((gsize) (self->end - self->cursor) >= mark_length && memcmp (self->cursor, BYTE_ORDER_MARK, mark_length) == 0)
    self->cursor += mark_length;

  if (format == DG_FILE_FORMAT_JSONL)
    parse_jsonl (self);
  else if (parse_csv_header (self, error))
    parse_csv (self);
  else
    return FALSE;

  if (self->bad_lines->len <= MAX_BAD_LINES)
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
               _ ("More than %d lines cannot be read: this is not a dataset. Choose another file."), MAX_BAD_LINES);

  return FALSE;
}

/**
 * dg_bad_line_free:
 * @self: (transfer full): a bad line
 */
void
dg_bad_line_free (DgBadLine *self)
{
  g_free (self->reason);
  g_free (self);
}

/**
 * dg_bad_lines_check:
 * @bad_lines: (element-type DgBadLine): what could not be read
 * @error: return location for an error, %DG_STORE_ERROR_BAD_FILE
 *
 * Returns: whether there are none
 */
gboolean
dg_bad_lines_check (GPtrArray *bad_lines, GError **error)
{
  if (bad_lines->len == 0)
    return TRUE;

  const DgBadLine *first = g_ptr_array_index (bad_lines, 0);

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
               /* Translators: %u is how many lines are bad, the second %u a line number, %s what is wrong with it */
               ngettext ("%u line cannot be read. Line %u: %s.", "%u lines cannot be read. The first is line %u: %s.",
                         bad_lines->len),
               bad_lines->len, first->line, first->reason);

  return FALSE;
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
