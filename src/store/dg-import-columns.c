/* dg-import-columns.c: which columns of a file are input and answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-import-private.h"

/* How many columns an error message lists. */
#define MAX_LISTED 20

/* What inputs and answers are called in the data sets of the world, the likeliest first; in lower case and without
 * blanks, dashes and underscores. */
static const char *const input_names[] = { "input",   "prompt",  "question",  "text",    "query",   "instruction",
                                           "request", "message", "userinput", "content", "document" };
static const char *const answer_names[] = { "answer",         "output",         "response", "label",
                                            "target",         "groundtruth",    "expected", "completion",
                                            "expectedoutput", "expectedanswer", "category" };

static char *
simplify (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isspace (*p) && *p != '_' && *p != '-')
      g_string_append_c (out, g_ascii_tolower (*p));

  return g_string_free (out, FALSE);
}

/* @taken is a column that is out of the question, or -1. */
static int
find_simplified (GPtrArray *names, const char *simplified, int taken)
{
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = simplify (g_ptr_array_index (names, i));

      if ((int) i != taken && strcmp (name, simplified) == 0)
        return (int) i;
    }

  return -1;
}

static int
find_wanted (GPtrArray *names, const char *wanted)
{
  g_autofree char *simplified = simplify (wanted);

  for (guint i = 0; i < names->len; i++)
    if (strcmp (g_ptr_array_index (names, i), wanted) == 0)
      return (int) i;

  return find_simplified (names, simplified, -1);
}

static int
recognise (GPtrArray *names, const char *const *known, guint n_known, int taken)
{
  int found = -1;

  for (guint i = 0; i < n_known && found < 0; i++)
    found = find_simplified (names, known[i], taken);

  return found;
}

/**
 * dg_importer_find_columns:
 * @self: an importer
 * @names: (element-type utf8): the names of a file's columns
 * @input: (out): which of them is the inputs, -1 when that is not known
 * @answer: (out): which of them is the answers, -1 when that is not known
 *
 * Columns that the person has named are looked for by their names, the others by what such columns are called. None is
 * both.
 *
 * Returns: how many of the two were found
 */
guint
dg_importer_find_columns (const DgImporter *self, GPtrArray *names, int *input, int *answer)
{
  *input = self->input_column != NULL ? find_wanted (names, self->input_column) : -1;
  *answer = self->answer_column != NULL ? find_wanted (names, self->answer_column) : -1;

  if (self->input_column == NULL)
    *input = recognise (names, input_names, G_N_ELEMENTS (input_names), *answer);
  if (self->answer_column == NULL)
    *answer = recognise (names, answer_names, G_N_ELEMENTS (answer_names), *input);
  if (*answer == *input)
    *answer = -1;

  return (*input >= 0) + (*answer >= 0);
}

static char *
list_names (GPtrArray *names)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < MIN (names->len, MAX_LISTED); i++)
    {
      g_autofree char *name = g_utf8_make_valid (g_ptr_array_index (names, i), -1);

      if (i > 0)
        g_string_append (list, ", ");
      /* Translators: a name or a text of somebody's, between the quotation marks of your language. */
      g_string_append_printf (list, _ ("“%s”"), name);
    }
  if (names->len > MAX_LISTED)
    g_string_append (list, ", …");

  return g_string_free (list, FALSE);
}

/**
 * dg_importer_check_columns:
 * @self: an importer
 * @names: (element-type utf8): the names of a file's columns
 * @error: return location for an error, %DG_STORE_ERROR_BAD_FILE, which says which columns there are to choose from
 *
 * Returns: whether it is known which of them hold the inputs and the answers
 */
gboolean
dg_importer_check_columns (const DgImporter *self, GPtrArray *names, GError **error)
{
  g_autofree char *list = NULL;
  int input, answer;

  if (dg_importer_find_columns (self, names, &input, &answer) == 2)
    return TRUE;

  const char *wanted = input < 0 ? self->input_column : self->answer_column;

  list = list_names (names);
  if (wanted != NULL)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
                 /* Translators: the first %s is the name of a column, the second a list of such names */
                 _ ("There is no column “%s” in the file. Name one of these: %s."), wanted, list);
  else if (input < 0)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
                 _ ("None of the columns is recognised as the inputs. Say which one it is: %s."), list);
  else
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
                 _ ("None of the columns is recognised as the answers. Say which one it is: %s."), list);

  return FALSE;
}
