/* dg-passage-dealer.c: which passages of the reference text go with which request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-passage-dealer.h"
#include "dg-template.h"

/* With this many records one passage would be in all of them. */
#define MANY_LINES 4

struct _DgPassageDealer
{
  char *whole;         /* (owned) (nullable) a text that is short enough for every request */
  GPtrArray *passages; /* (owned) (element-type utf8) of one that is not, in the order in which they take turns */
  guint next;
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

/* --- dealing --- */

static void
shuffle (GPtrArray *array, guint64 seed)
{
  const guint32 seeds[] = { (guint32) seed, (guint32) (seed >> 32) };
  GRand *rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));

  for (guint i = array->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
      gpointer swapped = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[j];
      array->pdata[j] = swapped;
    }
  g_rand_free (rand);
}

/**
 * dg_passage_dealer_new:
 * @reference: (nullable): a text to draw on
 * @seed: the same seed deals in the same order
 *
 * Returns: (transfer full): a dealer of that text
 */
DgPassageDealer *
dg_passage_dealer_new (const char *reference, guint64 seed)
{
  DgPassageDealer *self = g_new0 (DgPassageDealer, 1);
  g_autofree char *text = g_strstrip (g_strdup (reference != NULL ? reference : ""));

  if (g_utf8_strlen (text, -1) > DG_REFERENCE_WHOLE)
    {
      self->passages = dg_passages_cut (text);
      shuffle (self->passages, seed);
      return self;
    }

  self->passages = g_ptr_array_new_with_free_func (g_free);
  self->whole = *text != '\0' ? g_steal_pointer (&text) : NULL;

  return self;
}

/**
 * dg_passage_dealer_free:
 * @self: (transfer full): a dealer
 */
void
dg_passage_dealer_free (DgPassageDealer *self)
{
  g_free (self->whole);
  g_ptr_array_unref (self->passages);
  g_free (self);
}

/**
 * dg_passage_dealer_dup_section:
 * @self: a dealer
 * @suffix: what closes the lines around a text; not in the text
 *
 * Returns: (transfer full): what the system prompt has of the text, with the blank line behind: all of it, or that
 *   passages come with the requests; empty without a text
 */
char *
dg_passage_dealer_dup_section (DgPassageDealer *self, const char *suffix)
{
  g_return_val_if_fail (self != NULL && suffix != NULL, NULL);

  g_autofree char *section = NULL;

  if (self->whole != NULL)
    section = dg_template_fill ("generation-material.txt", "material", self->whole, "suffix", suffix, NULL);
  else if (self->passages->len > 0)
    section = dg_template_fill ("generation-material-in-passages.txt", "suffix", suffix, NULL);
  else
    return g_strdup ("");

  return g_strconcat (section, "\n\n", NULL);
}

/**
 * dg_passage_dealer_deal:
 * @self: a dealer
 * @n_lines: how many records are asked for
 * @suffix: what closes the lines around a text; not in the text
 *
 * Deals one or two passages to a request. All have had their turn before one comes again.
 *
 * Returns: (transfer full): the passages as the request shows them, with the blank line behind; empty when there are
 * none
 */
char *
dg_passage_dealer_deal (DgPassageDealer *self, guint n_lines, const char *suffix)
{
  g_return_val_if_fail (self != NULL && suffix != NULL, NULL);

  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *section = NULL;
  guint n = MIN (n_lines >= MANY_LINES ? 2 : 1, self->passages->len);

  if (n == 0)
    return g_strdup ("");

  for (guint i = 0; i < n; i++)
    {
      const char *passage = g_ptr_array_index (self->passages, self->next);

      g_string_append_printf (text, "%sBEGIN PASSAGE %s\n%s\nEND PASSAGE %s", i > 0 ? "\n" : "", suffix, passage,
                              suffix);
      self->next = (self->next + 1) % self->passages->len;
    }
  section = dg_template_fill ("generation-passages.txt", "passages", text->str, NULL);

  return g_strconcat (section, "\n\n", NULL);
}
