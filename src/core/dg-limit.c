/* dg-limit.c: a limit on a text that a program can check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-limit.h"

/* A limit beyond this is none. */
#define MOST 1000000

/* clang-format off */
G_DEFINE_QUARK (dg-limit-error-quark, dg_limit_error)
/* clang-format on */

static const char *const column_ids[] = { "input", "answer" };
static const char *const check_ids[DG_N_CHECKS] = {
  "none", "max_words", "min_words", "max_characters", "min_characters", "present", "absent", "matches",
};

/**
 * dg_column_get_id:
 * @column: a column
 *
 * Returns: its name in dataset files
 */
const char *
dg_column_get_id (DgColumn column)
{
  g_return_val_if_fail ((guint) column < G_N_ELEMENTS (column_ids), column_ids[0]);

  return column_ids[column];
}

/**
 * dg_column_from_id:
 * @id: (nullable): a name
 * @column: (out): the column
 *
 * Returns: whether @id is a column's name
 */
gboolean
dg_column_from_id (const char *id, DgColumn *column)
{
  g_return_val_if_fail (column != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (column_ids); i++)
    if (g_strcmp0 (id, column_ids[i]) == 0)
      {
        *column = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * dg_check_get_id:
 * @check: a check
 *
 * Returns: the word for it in files, in tool calls and in the database
 */
const char *
dg_check_get_id (DgCheck check)
{
  g_return_val_if_fail ((guint) check < DG_N_CHECKS, check_ids[0]);

  return check_ids[check];
}

/**
 * dg_check_from_id:
 * @id: (nullable): a word
 * @check: (out): the check it stands for
 *
 * Returns: whether @id is the word of a check
 */
gboolean
dg_check_from_id (const char *id, DgCheck *check)
{
  g_return_val_if_fail (check != NULL, FALSE);

  for (guint i = 0; i < DG_N_CHECKS; i++)
    if (g_strcmp0 (id, check_ids[i]) == 0)
      {
        *check = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_count (DgCheck check)
{
  return check >= DG_CHECK_MAX_WORDS && check <= DG_CHECK_MIN_CHARACTERS;
}

/* Terms are found as whole words; a term that does not begin or end with a letter has no border there. */
static GRegex *
compile (DgCheck check, const char *value, GError **error)
{
  g_autofree char *escaped = NULL;
  g_autofree char *pattern = NULL;

  if (check == DG_CHECK_MATCHES)
    pattern = g_strdup_printf ("\\A(?:%s)\\z", value);
  else
    {
      escaped = g_regex_escape_string (value, -1);
      pattern = g_strdup_printf ("(?<![\\p{L}\\p{N}_])%s(?![\\p{L}\\p{N}_])", escaped);
    }

  return g_regex_new (pattern, G_REGEX_DOTALL | (check == DG_CHECK_MATCHES ? 0 : G_REGEX_CASELESS), 0, error);
}

static gboolean
is_usable (DgCheck check, const char *value, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GRegex) regex = NULL;
  guint64 number;

  if (check == DG_CHECK_NONE)
    return TRUE;
  if (is_count (check))
    {
      if (g_ascii_string_to_unsigned (value, 10, 1, MOST, &number, NULL))
        return TRUE;
      g_set_error (error, DG_LIMIT_ERROR, DG_LIMIT_ERROR_VALUE, _ ("%s needs a number from 1 on, not “%s”"),
                   check_ids[check], value);
      return FALSE;
    }
  if (*value == '\0')
    {
      g_set_error (error, DG_LIMIT_ERROR, DG_LIMIT_ERROR_VALUE, _ ("%s needs a text"), check_ids[check]);
      return FALSE;
    }

  regex = compile (check, value, &local_error);
  if (regex == NULL)
    g_set_error (error, DG_LIMIT_ERROR, DG_LIMIT_ERROR_VALUE, _ ("“%s” is not a regular expression: %s"), value,
                 local_error->message);

  return regex != NULL;
}

/**
 * dg_limit_new:
 * @column: what is checked
 * @check: how
 * @value: a number, a term or a regular expression; untrusted
 * @error: return location for an error of #DG_LIMIT_ERROR
 *
 * Returns: (transfer full) (nullable): a limit, %NULL when @check cannot use @value
 */
DgLimit *
dg_limit_new (DgColumn column, DgCheck check, const char *value, GError **error)
{
  g_return_val_if_fail (value != NULL && (guint) check < DG_N_CHECKS, NULL);

  g_autofree char *stripped = g_strstrip (g_strdup (value));
  DgLimit *self;

  if (!is_usable (check, stripped, error))
    return NULL;

  self = g_new0 (DgLimit, 1);
  self->column = column;
  self->check = check;
  self->value = g_steal_pointer (&stripped);

  return self;
}

/**
 * dg_limit_copy:
 * @self: a limit
 *
 * Returns: (transfer full): the same again
 */
DgLimit *
dg_limit_copy (const DgLimit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgLimit *copy = g_new0 (DgLimit, 1);

  *copy = *self;
  copy->value = g_strdup (self->value);

  return copy;
}

/**
 * dg_limit_free:
 * @self: (transfer full): a limit
 */
void
dg_limit_free (DgLimit *self)
{
  g_free (self->value);
  g_free (self);
}

static guint
count_words (const char *text)
{
  gboolean inside = FALSE;
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (p));

      if (!space && !inside)
        n++;
      inside = !space;
    }

  return n;
}

static gboolean
check_count (const DgLimit *self, const char *text, char **problem)
{
  gboolean words = self->check == DG_CHECK_MAX_WORDS || self->check == DG_CHECK_MIN_WORDS;
  gboolean most = self->check == DG_CHECK_MAX_WORDS || self->check == DG_CHECK_MAX_CHARACTERS;
  guint64 limit = g_ascii_strtoull (self->value, NULL, 10);
  guint64 n = words ? count_words (text) : (guint64) g_utf8_strlen (text, -1);

  if (most ? n <= limit : n >= limit)
    return TRUE;

  if (problem != NULL)
    *problem =
        g_strdup_printf (words ? (most ? _ ("the %s has %" G_GUINT64_FORMAT " words, at most %s are allowed")
                                       : _ ("the %s has %" G_GUINT64_FORMAT " words, at least %s are needed"))
                               : (most ? _ ("the %s has %" G_GUINT64_FORMAT " characters, at most %s are allowed")
                                       : _ ("the %s has %" G_GUINT64_FORMAT " characters, at least %s are needed")),
                         column_ids[self->column], n, self->value);

  return FALSE;
}

static gboolean
check_text (const DgLimit *self, const char *text, char **problem)
{
  g_autoptr (GRegex) regex = compile (self->check, self->value, NULL);
  gboolean found = regex != NULL && g_regex_match (regex, text, 0, NULL);

  if (found == (self->check != DG_CHECK_ABSENT))
    return TRUE;

  if (problem != NULL && self->check == DG_CHECK_MATCHES)
    *problem = g_strdup_printf (_ ("the %s does not match “%s”"), column_ids[self->column], self->value);
  else if (problem != NULL)
    *problem = g_strdup_printf (found ? _ ("the %s has “%s”, which is not allowed") : _ ("the %s lacks “%s”"),
                                column_ids[self->column], self->value);

  return FALSE;
}

/**
 * dg_limit_holds:
 * @self: a limit
 * @text: the text of its column
 * @problem: (out) (optional) (transfer full) (nullable): what is wrong, for a person
 *
 * Words are what stands between white space; characters are Unicode code points.
 *
 * Returns: whether @text keeps to the limit
 */
gboolean
dg_limit_holds (const DgLimit *self, const char *text, char **problem)
{
  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  if (problem != NULL)
    *problem = NULL;
  if (self->check == DG_CHECK_NONE)
    return TRUE;

  return is_count (self->check) ? check_count (self, text, problem) : check_text (self, text, problem);
}
