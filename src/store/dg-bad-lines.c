/* dg-bad-lines.c: lines of a file that cannot be read, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-file-private.h"
#include "dg-json.h"

/* How far down and how far right bad JSON may be to be told with its place. */
#define MAX_PLACE 100000

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
 * dg_bad_lines_check_number:
 * @n_bad_lines: how many lines could not be read
 * @error: return location for an error, %DG_STORE_ERROR_BAD_FILE
 *
 * Returns: whether there are so few that they can be told one by one
 */
gboolean
dg_bad_lines_check_number (guint n_bad_lines, GError **error)
{
  if (n_bad_lines <= DG_DATASET_FILE_MAX_BAD_LINES)
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
               _ ("More than %d lines cannot be read: this is not a dataset. Choose another file."),
               DG_DATASET_FILE_MAX_BAD_LINES);

  return FALSE;
}

/**
 * dg_bad_lines_take:
 * @bad_lines: (element-type DgBadLine): what could not be read
 * @line: a line, counted from 1
 * @reason: (transfer full): what is wrong with it, for a person
 */
void
dg_bad_lines_take (GPtrArray *bad_lines, guint line, char *reason)
{
  DgBadLine *bad_line = g_new0 (DgBadLine, 1);

  bad_line->line = line;
  bad_line->reason = reason;
  g_ptr_array_add (bad_lines, bad_line);
}

/**
 * dg_dataset_file_describe_field:
 * @name: the name of a column
 * @text: (array length=length): a field of it
 * @length: its bytes
 *
 * Returns: (transfer full) (nullable): what is wrong with the field, for a person
 */
char *
dg_dataset_file_describe_field (const char *name, const char *text, gsize length)
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

/**
 * dg_dataset_file_describe_json:
 * @text: (array length=length): text that is not JSON
 * @length: its bytes
 * @line: the line of the file where it starts, counted from 1
 * @column: the character of that line where it starts, counted from 1
 * @limits: what it was read with
 *
 * The scanner counts from the start of its text. So that its message names the place in the file, the text is scanned
 * again behind as many line breaks and blanks, unless it is very far down or right.
 *
 * Returns: (transfer full): what is wrong with it, for a person
 */
char *
dg_dataset_file_describe_json (const char *text, gsize length, guint line, gsize column, const DgJsonLimits *limits)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) located = g_string_new (NULL);

  if (line > MAX_PLACE || column > MAX_PLACE)
    return g_strdup (_ ("it is not JSON"));

  for (guint i = 1; i < line; i++)
    g_string_append_c (located, '\n');
  for (gsize i = 1; i < column; i++)
    g_string_append_c (located, ' ');
  g_string_append_len (located, text, length);

  g_autoptr (DgJsonDocument) document = dg_json_document_new (located->str, located->len, limits, &error);

  if (document != NULL)
    return g_strdup (_ ("it is not JSON"));

  /* Translators: %s says what is wrong, and where */
  return g_strdup_printf (_ ("it is not JSON. %s"), error->message);
}
