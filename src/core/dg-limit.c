/* dg-limit.c: a limit on a text that a program can check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "dg-limit.h"

/* A limit beyond this is none. */
#define MOST 1000000

/* Most bytes of a term or a regular expression. */
#define MAX_VALUE 1000

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

/* Scripts that are written without blanks between words: what stands next to them is no part of a word. */
#define UNSPACED "\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Thai}\\p{Lao}\\p{Khmer}\\p{Myanmar}"
#define WORD_CHARACTER "(?![" UNSPACED "])[\\p{L}\\p{M}\\p{N}_]"

/* A regular expression of a model's must not be able to keep a run busy. */
#define STEPS "(*LIMIT_MATCH=200000)"

static gboolean
is_unspaced (gunichar character)
{
  switch (g_unichar_get_script (character))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether a word could go on beyond this end of a term. */
static gboolean
has_border (gunichar character)
{
  return (g_unichar_isalnum (character) || g_unichar_ismark (character) || character == '_') &&
         !is_unspaced (character);
}

/* Terms are found as whole words, over any white space; where one ends with punctuation it has no border. */
static char *
dup_term_pattern (const char *term)
{
  g_autofree char *normal = g_utf8_normalize (term, -1, G_NORMALIZE_NFC);
  g_auto (GStrv) words = g_strsplit_set (normal, " \t\r\n", -1);
  g_autoptr (GString) pattern = g_string_new (NULL);

  if (has_border (g_utf8_get_char (normal)))
    g_string_append (pattern, "(?<!" WORD_CHARACTER ")");
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *escaped = g_regex_escape_string (words[i], -1);

      if (*escaped != '\0')
        g_string_append_printf (pattern, "%s%s", i > 0 ? "\\s+" : "", escaped);
    }
  if (has_border (g_utf8_get_char (g_utf8_prev_char (normal + strlen (normal)))))
    g_string_append (pattern, "(?!" WORD_CHARACTER ")");

  return g_strdup (pattern->str);
}

static GRegex *
compile (DgCheck check, const char *value, GError **error)
{
  g_autoptr (GRegex) alone = NULL;
  g_autofree char *term = NULL;
  g_autofree char *pattern = NULL;

  if (check != DG_CHECK_MATCHES)
    {
      term = dup_term_pattern (value);
      return g_regex_new (term, G_REGEX_CASELESS, 0, error);
    }

  /* what is none by itself must not become one by the brackets around it */
  alone = g_regex_new (value, G_REGEX_DOTALL, 0, error);
  if (alone == NULL)
    return NULL;
  pattern = g_strdup_printf (STEPS "\\A(?:%s)\\z", value);

  return g_regex_new (pattern, G_REGEX_DOTALL, 0, error);
}

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (DG_LIMIT_ERROR, DG_LIMIT_ERROR_VALUE, format, args);
  va_end (args);

  return FALSE;
}

static gboolean
is_usable (DgCheck check, const char *value, GRegex **regex, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  guint64 number;

  if (strlen (value) > MAX_VALUE)
    return refuse (error, _ ("the value of %s has %zu bytes, at most %d are allowed"), check_ids[check], strlen (value),
                   MAX_VALUE);
  if (!g_utf8_validate (value, -1, NULL))
    return refuse (error, _ ("the value of %s is not UTF-8"), check_ids[check]);
  if (check == DG_CHECK_NONE)
    return TRUE;
  if (is_count (check))
    return g_ascii_string_to_unsigned (value, 10, 1, MOST, &number, NULL) ||
           refuse (error, _ ("%s needs a number from 1 on, not “%s”"), check_ids[check], value);
  if (*value == '\0')
    return refuse (error, _ ("%s needs a text"), check_ids[check]);

  *regex = compile (check, value, &local_error);

  return *regex != NULL || refuse (error, _ ("“%s” is not a regular expression: %s"), value, local_error->message);
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
  g_return_val_if_fail (value != NULL && (guint) column < G_N_ELEMENTS (column_ids), NULL);
  g_return_val_if_fail ((guint) check < DG_N_CHECKS, NULL);

  g_autofree char *stripped = g_strstrip (g_strdup (value));
  g_autoptr (GRegex) regex = NULL;
  DgLimit *self;

  if (!is_usable (check, stripped, &regex, error))
    return NULL;

  self = g_new0 (DgLimit, 1);
  self->column = column;
  self->check = check;
  self->value = g_steal_pointer (&stripped);
  self->regex = g_steal_pointer (&regex);

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
  if (self->regex != NULL)
    g_regex_ref (copy->regex);

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
  g_clear_pointer (&self->regex, g_regex_unref);
  g_free (self);
}

/* Chinese and Japanese have no blanks between words; as word processors do, each character counts as one. */
static gboolean
is_word_by_itself (gunichar character)
{
  GUnicodeScript script = g_unichar_get_script (character);

  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
}

static guint64
count_words (const char *text)
{
  gboolean inside = FALSE;
  guint64 n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gboolean alone = is_word_by_itself (character);
      gboolean part = !alone && !g_unichar_isspace (character) && !(g_unichar_ispunct (character) && !inside);

      if (alone || (part && !inside))
        n++;
      inside = part;
    }

  return n;
}

static char *
describe_count (const DgLimit *self, guint64 n)
{
  const char *column = column_ids[self->column];
  gulong number = (gulong) n;

  switch (self->check)
    {
    case DG_CHECK_MAX_WORDS:
      return g_strdup_printf (ngettext ("the %s has %lu word, at most %s are allowed",
                                        "the %s has %lu words, at most %s are allowed", number),
                              column, number, self->value);
    case DG_CHECK_MIN_WORDS:
      return g_strdup_printf (ngettext ("the %s has %lu word, at least %s are needed",
                                        "the %s has %lu words, at least %s are needed", number),
                              column, number, self->value);
    case DG_CHECK_MAX_CHARACTERS:
      return g_strdup_printf (ngettext ("the %s has %lu character, at most %s are allowed",
                                        "the %s has %lu characters, at most %s are allowed", number),
                              column, number, self->value);
    default:
      return g_strdup_printf (ngettext ("the %s has %lu character, at least %s are needed",
                                        "the %s has %lu characters, at least %s are needed", number),
                              column, number, self->value);
    }
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
    *problem = describe_count (self, n);

  return FALSE;
}

/* Whether the whole of a text matches; what takes too long to find out is no reason to refuse it. */
static gboolean
matches (GRegex *regex, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;
  int start, end;

  if (!g_regex_match_full (regex, text, -1, 0, 0, &match, &error))
    return error != NULL;

  return g_match_info_fetch_pos (match, 0, &start, &end) && start == 0 && (gsize) end == strlen (text);
}

static gboolean
check_text (const DgLimit *self, const char *text, char **problem)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  gboolean found;

  g_return_val_if_fail (normal != NULL, FALSE);

  found = self->check == DG_CHECK_MATCHES ? matches (self->regex, text) : g_regex_match (self->regex, normal, 0, NULL);
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
 * @text: the text of its column, UTF-8
 * @problem: (out) (optional) (transfer full) (nullable): what is wrong, for a person
 *
 * Words are what stands between white space and is not mere punctuation or symbols, and each Chinese or Japanese
 * character; characters are Unicode code points. A term is found as whole words whatever the case, the white space in
 * it and the way its accents are encoded, but not inside of a longer word. A regular expression has to match the text
 * from its first to its last character; one that takes more than a bounded number of steps on a text says nothing
 * against it.
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
