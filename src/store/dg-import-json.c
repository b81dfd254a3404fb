/* dg-import-json.c: JSONL files and JSON arrays that people bring along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-file-private.h"
#include "dg-import-private.h"
#include "dg-json.h"

/* Most members of an object that are told to be left out; more than that are values, not columns. */
#define MAX_LEFT_OUT 100

/* How far right of a line characters are counted. */
#define MAX_MEASURED 1000000

/* Two of the longest fields, every character of them escaped as \uXXXX, and as much beside them. */
static const DgJsonLimits object_limits = {
  .max_bytes = 4 * 6 * DG_DATASET_FILE_MAX_FIELD_BYTES,
  .max_values = 100000,
  .max_depth = 64,
};

typedef struct
{
  DgImporter *importer; /* (unowned) */
  const char *text;     /* the beginning of it */
  const char *cursor;
  const char *end;
  guint line;           /* the line of @cursor, counted from 1 */
  char *input;          /* (owned) (nullable) the member that holds the inputs; NULL as long as that is not known */
  char *answer;         /* (owned) (nullable) likewise the answers */
  GHashTable *columns;  /* (owned) (element-type utf8 guint) one more than the place among the importer's columns */
  GHashTable *left_out; /* (owned) (element-type utf8) */
  GPtrArray *first;     /* (owned) (nullable) (element-type utf8) the members of the first object */
} Parser;

static void
clear_parser (Parser *self)
{
  g_clear_pointer (&self->input, g_free);
  g_clear_pointer (&self->answer, g_free);
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->left_out, g_hash_table_unref);
  g_clear_pointer (&self->first, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parser, clear_parser)

static void
init_parser (Parser *self, DgImporter *importer, const char *text, gsize length)
{
  self->importer = importer;
  self->text = text;
  self->cursor = text;
  self->end = text + length;
  self->line = 1;
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
add_example (Parser *self, guint column, DgJsonValue value)
{
  g_autofree char *text = dg_json_value_get_value_type (value) == DG_JSON_STRING ? dg_json_value_dup_string (value)
                                                                                 : dg_json_value_dup_source (value);

  dg_importer_add_example (self->importer, column, text, strlen (text));
}

/* Members that no object before had are new columns of the file. */
static void
add_column (Parser *self, const char *name, DgJsonValue value)
{
  if (self->importer->columns->len >= DG_IMPORT_MAX_COLUMNS || g_hash_table_contains (self->columns, name))
    return;

  guint column = dg_importer_add_column (self->importer, name);

  g_hash_table_insert (self->columns, g_strdup (name), GUINT_TO_POINTER (column + 1));
  add_example (self, column, value);
}

/* Returns: (transfer full) (element-type utf8): the names of an object's members */
static GPtrArray *
list_members (Parser *self, DgJsonValue object)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  DgJsonIter iter;
  DgJsonValue value;
  char *name;

  dg_json_iter_init (&iter, object);
  while (dg_json_iter_next (&iter, &name, &value))
    {
      add_column (self, name, value);
      g_ptr_array_add (names, name);
    }

  return names;
}

/* The place of a member that an object before had, -1 when it came too late to be a column. */
static int
find_column (Parser *self, const char *name)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->columns, name)) - 1;
}

/* The first object that has both says which members they are. Were each object asked anew, a column of one kind could
 * turn into another half-way down the file. */
static gboolean
choose_members (Parser *self, GPtrArray *members)
{
  int input, answer;

  if (self->input != NULL)
    return TRUE;

  if (self->first == NULL)
    self->first = g_ptr_array_ref (members);
  if (dg_importer_find_columns (self->importer, members, &input, &answer) < 2)
    return FALSE;

  self->input = g_strdup (g_ptr_array_index (members, input));
  self->answer = g_strdup (g_ptr_array_index (members, answer));
  self->importer->input = find_column (self, self->input);
  self->importer->answer = find_column (self, self->answer);

  return TRUE;
}

static void
leave_out_others (Parser *self, GPtrArray *members)
{
  for (guint i = 0; i < members->len && g_hash_table_size (self->left_out) < MAX_LEFT_OUT; i++)
    {
      const char *name = g_ptr_array_index (members, i);

      if (strcmp (name, self->input) == 0 || strcmp (name, self->answer) == 0 ||
          g_hash_table_contains (self->left_out, name))
        continue;

      g_hash_table_add (self->left_out, g_strdup (name));
      dg_importer_leave_out (self->importer, name);
    }
}

/* (transfer full) (nullable): what is wrong with a member; its text goes to @text */
static char *
read_member (DgJsonValue object, const char *name, char **text)
{
  DgJsonValue value;

  if (!dg_json_object_lookup (object, name, &value))
    return g_strdup_printf (_ ("it has no “%s”"), name);

  /* What is not a string is what is written there, to the letter. */
  *text = dg_json_value_get_value_type (value) == DG_JSON_STRING ? dg_json_value_dup_string (value)
                                                                 : dg_json_value_dup_source (value);

  return dg_dataset_file_describe_field (name, *text, strlen (*text));
}

/* (transfer full) (nullable): what is wrong with a value that is to be a record */
static char *
read_record (Parser *self, DgJsonValue value)
{
  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;

  if (dg_json_value_get_value_type (value) != DG_JSON_OBJECT)
    return g_strdup (_ ("it is not a JSON object"));

  g_autoptr (GPtrArray) members = list_members (self, value);
  if (!choose_members (self, members))
    return g_strdup (_ ("it has no input and answer"));

  char *problem = read_member (value, self->input, &input);
  if (problem == NULL)
    problem = read_member (value, self->answer, &answer);
  if (problem != NULL)
    return problem;

  leave_out_others (self, members);
  dg_importer_add_record (self->importer, input, answer);

  return NULL;
}

/* Bytes for characters, where they are too many for anybody to count. */
static gsize
measure_column (Parser *self, const char *place)
{
  const char *newline = memrchr (self->text, '\n', place - self->text);
  const char *start = newline != NULL ? newline + 1 : self->text;
  gsize n_bytes = (gsize) (place - start);

  return 1 + (n_bytes < MAX_MEASURED ? (gsize) g_utf8_strlen (start, (gssize) n_bytes) : n_bytes);
}

/* From @first_line to the line of the cursor. */
static void
read_text (Parser *self, const char *text, gsize length, guint first_line)
{
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, length, &object_limits, NULL);
  char *problem = document != NULL ? read_record (self, dg_json_document_get_root (document))
                                   : dg_dataset_file_describe_json (text, length, first_line,
                                                                    measure_column (self, text), &object_limits);

  if (problem != NULL)
    dg_importer_take_bad_lines (self->importer, first_line, self->line, problem);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
skip_blanks (Parser *self)
{
  for (; self->cursor < self->end && is_blank (*self->cursor); self->cursor++)
    self->line += *self->cursor == '\n';
}

/* Goes to the comma or bracket behind an element, which need not be JSON. */
static void
skip_element (Parser *self)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (; self->cursor < self->end; self->cursor++)
    {
      char c = *self->cursor;

      if (c == '\n')
        self->line++;
      else if (in_string)
        {
          if (c == '\\' && self->cursor + 1 < self->end && self->cursor[1] != '\n')
            self->cursor++;
          in_string = c != '"';
        }
      else if (c == '"')
        in_string = TRUE;
      else if (depth == 0 && (c == ',' || c == ']'))
        return;
      else if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
    }
}

static void
take_problem (Parser *self, const char *problem)
{
  dg_importer_take_bad_lines (self->importer, self->line, self->line, g_strdup (problem));
}

/* From behind a bracket or comma. Returns: whether another element follows */
static gboolean
read_element (Parser *self)
{
  skip_blanks (self);

  const char *start = self->cursor;
  guint first_line = self->line;

  skip_element (self);
  if (self->cursor == self->end)
    {
      take_problem (self, _ ("the file ends before its list does"));
      return FALSE;
    }

  if (self->cursor > start)
    read_text (self, start, self->cursor - start, first_line);
  else
    take_problem (self, _ ("there is nothing beside a comma"));

  return *self->cursor++ == ',';
}

/* When no object has told which members to take, that is what is wrong, and not each of the lines. */
static gboolean
check_members (Parser *self, GError **error)
{
  if (self->input != NULL || self->first == NULL)
    return dg_importer_check_end (self->importer, error);

  return dg_importer_check_columns (self->importer, self->first, error);
}

/**
 * dg_importer_read_jsonl:
 * @self: an importer
 * @text: (array length=length): the text of a file
 * @length: its bytes
 * @error: return location for an error, %DG_STORE_ERROR_BAD_FILE
 *
 * One object a line; lines that are empty stand for nothing. Values that are not strings become the text that they are
 * written as.
 *
 * Returns: whether the members are known and not too many lines are bad
 */
gboolean
dg_importer_read_jsonl (DgImporter *self, const char *text, gsize length, GError **error)
{
  g_auto (Parser) parser = { 0 };

  init_parser (&parser, self, text, length);
  while (parser.cursor < parser.end && dg_importer_goes_on (self))
    {
      const char *newline = memchr (parser.cursor, '\n', parser.end - parser.cursor);
      const char *line_end = newline != NULL ? newline : parser.end;
      const char *start = parser.cursor;

      while (start < line_end && is_blank (*start))
        start++;
      if (start < line_end)
        read_text (&parser, start, line_end - start, parser.line);

      parser.cursor = newline != NULL ? newline + 1 : parser.end;
      parser.line++;
    }

  return check_members (&parser, error);
}

/**
 * dg_importer_read_json_array:
 * @self: an importer
 * @text: (array length=length): the text of a file, a bracket in the beginning
 * @length: its bytes
 * @error: return location for an error, %DG_STORE_ERROR_BAD_FILE
 *
 * A list of objects, read one by one, so that one that is bad does not spoil the others.
 *
 * Returns: whether the members are known and not too many elements are bad
 */
gboolean
dg_importer_read_json_array (DgImporter *self, const char *text, gsize length, GError **error)
{
  g_auto (Parser) parser = { 0 };

  init_parser (&parser, self, text, length);
  skip_blanks (&parser);
  parser.cursor++;

  Parser ahead = parser;
  skip_blanks (&ahead);
  if (ahead.cursor < ahead.end && *ahead.cursor == ']')
    parser.cursor = ahead.cursor + 1;
  else
    while (dg_importer_goes_on (self) && read_element (&parser))
      ;

  skip_blanks (&parser);
  if (parser.cursor < parser.end && dg_importer_goes_on (self))
    take_problem (&parser, _ ("there is text behind the end of the list"));

  return check_members (&parser, error);
}
