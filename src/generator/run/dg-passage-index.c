/* dg-passage-index.c: which passages of a text speak of something
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Passages are rated by the words they share with what is asked for, a rare word more than one that is in many of them.
 * The same texts give the same ratings on every machine.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dg-passage-index.h"
#include "dg-words.h"

/* Words that begin alike are taken as one: refund, refunds and refunded. */
#define STEM_CHARACTERS 6

/* Stands between passages that do not follow each other. */
#define GAP "\n\n[…]\n\n"
#define GAP_CHARACTERS 7

struct _DgPassageIndex
{
  guint n_passages;
  GHashTable *places; /* (owned) (element-type utf8 GArray): stems, and the passages that have them, counted from 0 */
};

/* --- cutting --- */

typedef gboolean (*BorderFunc) (gunichar before, gunichar after);

static gboolean
is_line_end (gunichar before, gunichar after)
{
  return before == '\n';
}

static gboolean
is_sentence_end (gunichar before, gunichar after)
{
  return before == 0x3002 || (strchr (".!?", (int) MIN (before, 0x7f)) != NULL && g_unichar_isspace (after));
}

static gboolean
is_word_end (gunichar before, gunichar after)
{
  return g_unichar_isspace (before);
}

/* Returns: where the last border lies in the second half of what a passage may have, %NULL when none does */
static const char *
find_border (const char *text, const char *end, BorderFunc is_border)
{
  const char *half = g_utf8_offset_to_pointer (text, DG_PASSAGE_MOST / 2);

  for (const char *p = end; p > half; p = g_utf8_prev_char (p))
    if (is_border (g_utf8_get_char (g_utf8_prev_char (p)), g_utf8_get_char (p)))
      return p;

  return NULL;
}

/* Returns: where a passage from here has to end at the latest, %NULL when the text ends before */
static const char *
find_latest_end (const char *text)
{
  const char *end = text;

  for (guint i = 0; i < DG_PASSAGE_MOST; i++, end = g_utf8_next_char (end))
    if (*end == '\0')
      return NULL;

  return *end != '\0' ? end : NULL;
}

/* A paragraph that is too long is cut at the end of a line, or of a sentence, or of a word, or anywhere. */
static GPtrArray *
cut_paragraph (const char *paragraph)
{
  static const BorderFunc borders[] = { is_line_end, is_sentence_end, is_word_end };
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  const char *rest = paragraph;
  const char *end;

  while ((end = find_latest_end (rest)) != NULL)
    {
      const char *border = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (borders) && border == NULL; i++)
        border = find_border (rest, end, borders[i]);
      if (border == NULL)
        border = end;
      g_ptr_array_add (pieces, g_strstrip (g_strndup (rest, border - rest)));
      rest = border;
    }
  g_ptr_array_add (pieces, g_strstrip (g_strdup (rest)));

  return pieces;
}

static void
add_piece (GPtrArray *passages, GString *open, const char *piece)
{
  if (*piece == '\0')
    return;

  if (open->len > 0 && g_utf8_strlen (open->str, -1) + 2 + g_utf8_strlen (piece, -1) > DG_PASSAGE_MOST)
    {
      g_ptr_array_add (passages, g_strdup (open->str));
      g_string_truncate (open, 0);
    }
  g_string_append_printf (open, "%s%s", open->len > 0 ? "\n\n" : "", piece);
}

/* Empties the paragraph. */
static void
add_paragraph (GPtrArray *passages, GString *open, GString *paragraph)
{
  g_autoptr (GPtrArray) pieces = cut_paragraph (g_strchug (paragraph->str));

  for (guint i = 0; i < pieces->len; i++)
    add_piece (passages, open, g_ptr_array_index (pieces, i));
  g_string_truncate (paragraph, 0);
}

/**
 * dg_passages_cut:
 * @text: a text
 *
 * Cuts a text where its paragraphs end, into passages of at most #DG_PASSAGE_MOST characters. Short paragraphs that
 * follow each other make one passage.
 *
 * Returns: (transfer full) (element-type utf8): the passages, none for a blank text
 */
GPtrArray *
dg_passages_cut (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  GPtrArray *passages = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit_set (text, "\n", -1);
  g_autoptr (GString) open = g_string_new (NULL);
  g_autoptr (GString) paragraph = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (*lines[i] == '\0')
        add_paragraph (passages, open, paragraph);
      else
        g_string_append_printf (paragraph, "%s%s", paragraph->len > 0 ? "\n" : "", lines[i]);
    }
  add_paragraph (passages, open, paragraph);
  if (open->len > 0)
    g_ptr_array_add (passages, g_strdup (open->str));

  return passages;
}

/* --- rating --- */

/* Returns: (transfer full) (element-type utf8): the stems of a text, each once, in the order in which they come */
static GPtrArray *
list_stems (const char *text)
{
  GPtrArray *stems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *folded = dg_words_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *stem = g_utf8_strlen (words[i], -1) > STEM_CHARACTERS
                                  ? g_utf8_substring (words[i], 0, STEM_CHARACTERS)
                                  : g_strdup (words[i]);

      if (*stem == '\0' || g_hash_table_contains (known, stem))
        continue;
      g_hash_table_add (known, stem);
      g_ptr_array_add (stems, g_steal_pointer (&stem));
    }

  return stems;
}

static void
add_place (DgPassageIndex *self, const char *stem, guint passage)
{
  GArray *places = g_hash_table_lookup (self->places, stem);

  if (places == NULL)
    {
      places = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->places, g_strdup (stem), places);
    }
  g_array_append_val (places, passage);
}

/**
 * dg_passage_index_new:
 * @passages: (element-type utf8): the passages of a text
 *
 * Returns: (transfer full): what rates these passages
 */
DgPassageIndex *
dg_passage_index_new (GPtrArray *passages)
{
  g_return_val_if_fail (passages != NULL, NULL);

  DgPassageIndex *self = g_new0 (DgPassageIndex, 1);

  self->n_passages = passages->len;
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < passages->len; i++)
    {
      g_autoptr (GPtrArray) stems = list_stems (g_ptr_array_index (passages, i));

      for (guint j = 0; j < stems->len; j++)
        add_place (self, g_ptr_array_index (stems, j), i);
    }

  return self;
}

/**
 * dg_passage_index_free:
 * @self: (transfer full): an index
 */
void
dg_passage_index_free (DgPassageIndex *self)
{
  g_hash_table_unref (self->places);
  g_free (self);
}

/**
 * dg_passage_index_rate:
 * @self: an index
 * @about: what passages are wanted for
 *
 * A word that all passages have tells none from the others, and counts nothing.
 *
 * Returns: (transfer full) (element-type double): how much each passage shares with @about, in the order of the
 *   passages; 0 for nothing
 */
GArray *
dg_passage_index_rate (DgPassageIndex *self, const char *about)
{
  g_return_val_if_fail (self != NULL && about != NULL, NULL);

  GArray *ratings = g_array_sized_new (FALSE, TRUE, sizeof (double), self->n_passages);
  g_autoptr (GPtrArray) stems = list_stems (about);

  g_array_set_size (ratings, self->n_passages);
  for (guint i = 0; i < stems->len; i++)
    {
      GArray *places = g_hash_table_lookup (self->places, g_ptr_array_index (stems, i));

      for (guint j = 0; places != NULL && j < places->len; j++)
        g_array_index (ratings, double, g_array_index (places, guint, j)) +=
            log ((double) self->n_passages / places->len);
    }

  return ratings;
}

/* --- choosing --- */

/* Marks the passages that are best until @n_characters are used up. */
static void
choose_best (GPtrArray *passages, GArray *ratings, guint n_characters, gboolean *chosen)
{
  g_autofree gboolean *seen = g_new0 (gboolean, passages->len);
  guint left = n_characters;

  for (guint n = 0; n < passages->len; n++)
    {
      guint best = passages->len;
      guint length;

      for (guint i = 0; i < passages->len; i++)
        if (!seen[i] &&
            (best == passages->len || g_array_index (ratings, double, i) > g_array_index (ratings, double, best)))
          best = i;
      seen[best] = TRUE;
      length = (guint) g_utf8_strlen (g_ptr_array_index (passages, best), -1) + GAP_CHARACTERS;
      if (length > left)
        return;
      chosen[best] = TRUE;
      left -= length;
    }
}

/**
 * dg_passages_dup_best:
 * @text: a text
 * @about: what it is wanted for
 * @n_characters: how many of its characters there is room for
 *
 * Returns: (transfer full): @text if there is room for it, else the passages that share most with @about, in their
 *   order, with a mark where something is left out; where none shares anything, the first
 */
char *
dg_passages_dup_best (const char *text, const char *about, guint n_characters)
{
  g_return_val_if_fail (text != NULL && about != NULL, NULL);

  g_autoptr (GPtrArray) passages = NULL;
  g_autoptr (DgPassageIndex) index = NULL;
  g_autoptr (GArray) ratings = NULL;
  g_autofree gboolean *chosen = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if ((gulong) g_utf8_strlen (text, -1) <= n_characters)
    return g_strdup (text);

  passages = dg_passages_cut (text);
  index = dg_passage_index_new (passages);
  ratings = dg_passage_index_rate (index, about);
  chosen = g_new0 (gboolean, passages->len);
  choose_best (passages, ratings, n_characters, chosen);
  for (guint i = 0; i < passages->len; i++)
    {
      if (!chosen[i])
        continue;
      if (out->len > 0)
        g_string_append (out, i > 0 && chosen[i - 1] ? "\n\n" : GAP);
      g_string_append (out, g_ptr_array_index (passages, i));
    }

  return g_strdup (out->str);
}
