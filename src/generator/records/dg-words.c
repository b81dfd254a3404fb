/* dg-words.c: texts by their words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-words.h"

/* Shorter labels, such as `no` and `hot`, are words that stand in any text. */
#define MIN_LABEL_CHARACTERS 4

/* Beyond this many comparisons words are counted without regard to their order. */
#define MAX_COMPARISONS 4000000

/**
 * dg_words_stands_alone:
 * @character: a character
 *
 * Tells of scripts without blanks between words: there each character counts as a word, else a sentence would be one.
 *
 * Returns: whether @character is a word of its own
 */
gboolean
dg_words_stands_alone (gunichar character)
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

static char *
remove_blanks (const char *text)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (rest, g_utf8_get_char (p));

  return g_strdup (rest->str);
}

static char *
fold_case (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

/**
 * dg_words_fold:
 * @text: a text
 *
 * Case, the encoding of accents, punctuation and white space do not count. Where a script puts no blanks between words,
 * each character is a word; a text of nothing but signs is its signs.
 *
 * Returns: (transfer full): the words of @text, one blank between them
 */
char *
dg_words_fold (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *folded = fold_case (text);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean between = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gboolean alone = dg_words_stands_alone (character);

      if (!g_unichar_isalnum (character) && !g_unichar_ismark (character))
        {
          between = TRUE;
          continue;
        }
      if ((between || alone) && words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
      g_string_append_unichar (words, character);
      between = alone;
    }

  /* only signs, as in “???”: then the signs are what it says */
  return words->len > 0 ? g_strdup (words->str) : remove_blanks (folded);
}

static gboolean
ends_sentence (gunichar character)
{
  return character == '.' || character == '!' || character == '?' || character == ';' || character == ',' ||
         character == ':' || character == 0x3002 || character == 0x2026;
}

/**
 * dg_words_normalize:
 * @text: a text
 *
 * Makes texts equal that differ in nothing but case, white space or the punctuation at their end. Unlike
 * dg_words_fold() it keeps the signs within, which can be all that an answer is about, as in “-5”.
 *
 * Returns: (transfer full): @text with its case folded, single blanks, and no punctuation at its end
 */
char *
dg_words_normalize (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *folded = fold_case (text);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_isspace (character))
        {
          blank = out->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (out, ' ');
      blank = FALSE;
      g_string_append_unichar (out, character);
    }

  while (out->len > 0)
    {
      const char *last = g_utf8_find_prev_char (out->str, out->str + out->len);

      if (last == out->str || (!ends_sentence (g_utf8_get_char (last)) && *last != ' '))
        break;
      g_string_truncate (out, last - out->str);
    }

  return g_strdup (out->str);
}

/**
 * dg_words_shorten:
 * @text: a text
 * @n_characters: how many characters it may have
 *
 * Returns: (transfer full): @text, or its beginning with “…”, cut between words where that loses little
 */
char *
dg_words_shorten (const char *text, guint n_characters)
{
  g_return_val_if_fail (text != NULL && n_characters > 0, NULL);

  g_autofree char *start = NULL;
  char *blank;

  if ((gulong) g_utf8_strlen (text, -1) <= n_characters)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, n_characters - 1);
  blank = strrchr (start, ' ');
  if (blank != NULL && (gsize) (blank - start) > strlen (start) * 2 / 3)
    *blank = '\0';

  return g_strconcat (g_strchomp (start), "…", NULL);
}

/* The length of the longest sequence of words that both have in this order, by the usual table, one row at a time. */
static guint
count_common (char **a, guint n_a, char **b, guint n_b)
{
  g_autofree guint *row = g_new0 (guint, n_b + 1);

  for (guint i = 0; i < n_a; i++)
    {
      guint diagonal = 0;

      for (guint j = 0; j < n_b; j++)
        {
          guint above = row[j + 1];

          row[j + 1] = g_str_equal (a[i], b[j]) ? diagonal + 1 : MAX (above, row[j]);
          diagonal = above;
        }
    }

  return row[n_b];
}

/* The same without regard to order, for texts too long for a table. */
static guint
count_shared (char **a, guint n_a, char **b, guint n_b)
{
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_shared = 0;

  for (guint i = 0; i < n_a; i++)
    g_hash_table_insert (left, a[i], GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (left, a[i])) + 1));
  for (guint i = 0; i < n_b; i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (left, b[i]));

      if (n == 0)
        continue;
      g_hash_table_insert (left, b[i], GUINT_TO_POINTER (n - 1));
      n_shared++;
    }

  return n_shared;
}

/**
 * dg_words_count_lost:
 * @before: a text
 * @after: what became of it
 * @n_words: (out) (optional): how many words @before has
 *
 * Returns: how many words of @before were taken out, or have others in their place
 */
guint
dg_words_count_lost (const char *before, const char *after, guint *n_words)
{
  g_return_val_if_fail (before != NULL && after != NULL, 0);

  g_autofree char *folded_before = dg_words_fold (before);
  g_autofree char *folded_after = dg_words_fold (after);
  g_auto (GStrv) a = g_strsplit (folded_before, " ", -1);
  g_auto (GStrv) b = g_strsplit (folded_after, " ", -1);
  guint n_a = g_strv_length (a);
  guint n_b = g_strv_length (b);
  guint start = 0;
  guint end = 0;
  guint rest_a, rest_b;

  while (start < MIN (n_a, n_b) && g_str_equal (a[start], b[start]))
    start++;
  while (end < MIN (n_a, n_b) - start && g_str_equal (a[n_a - end - 1], b[n_b - end - 1]))
    end++;

  if (n_words != NULL)
    *n_words = n_a;
  rest_a = n_a - start - end;
  rest_b = n_b - start - end;

  return rest_a - ((guint64) rest_a * rest_b <= MAX_COMPARISONS ? count_common (a + start, rest_a, b + start, rest_b)
                                                                : count_shared (a + start, rest_a, b + start, rest_b));
}

/**
 * dg_words_announce:
 * @text: an input
 * @label: a label
 *
 * Returns: whether the words of @label stand in @text, the last of them with an ending or without
 */
gboolean
dg_words_announce (const char *text, const char *label)
{
  g_return_val_if_fail (text != NULL && label != NULL, FALSE);

  g_autofree char *label_words = dg_words_fold (label);
  g_autofree char *text_words = dg_words_fold (text);
  g_autofree char *padded = g_strconcat (" ", text_words, NULL);
  g_autofree char *start = g_strconcat (" ", label_words, NULL);

  return g_utf8_strlen (label_words, -1) >= MIN_LABEL_CHARACTERS && strstr (padded, start) != NULL;
}

/**
 * dg_words_are_same:
 * @a: a text
 * @b: another
 *
 * Returns: whether they have the same words, whatever their case and punctuation
 */
gboolean
dg_words_are_same (const char *a, const char *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  g_autofree char *left = dg_words_fold (a);
  g_autofree char *right = dg_words_fold (b);

  return g_str_equal (left, right);
}
