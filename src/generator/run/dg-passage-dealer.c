/* dg-passage-dealer.c: which passages of the reference text go with which request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-passage-dealer.h"
#include "dg-passage-index.h"
#include "dg-template.h"

/* With this many records one passage would be in all of them. */
#define MANY_LINES 4

/* What a line is about may be told in two places. */
#define PASSAGES_OF_A_LINE 2

/* Half of what is given as a whole */
#define MOST_PASSAGES 8

struct _DgPassageDealer
{
  char *whole;           /* (owned) (nullable) a text that is short enough for every request */
  GPtrArray *passages;   /* (owned) (element-type utf8) of one that is not, in the order in which they take turns */
  DgPassageIndex *index; /* (owned): of these */
  guint next;
};

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
      self->index = dg_passage_index_new (self->passages);
      return self;
    }

  self->passages = g_ptr_array_new_with_free_func (g_free);
  self->index = dg_passage_index_new (self->passages);
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
  dg_passage_index_free (self->index);
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

static gboolean
is_taken (GArray *taken, guint place)
{
  for (guint i = 0; i < taken->len; i++)
    if (g_array_index (taken, guint, i) == place)
      return TRUE;

  return FALSE;
}

/* Returns: the passage that shares most with a line, of equal ones that whose turn it is; -1 when none shares anything
 */
static int
find_best (DgPassageDealer *self, GArray *ratings, GArray *taken, gboolean again)
{
  int best = -1;
  guint n_best = 0;

  for (guint i = 0; i < self->passages->len; i++)
    {
      guint place = (self->next + i) % self->passages->len;
      double rating = g_array_index (ratings, double, place);
      double best_rating = best >= 0 ? g_array_index (ratings, double, best) : 0.0;

      if (again && is_taken (taken, place))
        continue;
      if (rating > best_rating)
        {
          best = (int) place;
          n_best = 1;
        }
      else if (best >= 0 && rating >= best_rating)
        n_best++;
    }
  if (n_best > 1)
    self->next = ((guint) best + 1) % self->passages->len;

  return best;
}

/* First what is best for each line, then what is second best */
static void
take_best (DgPassageDealer *self, GPtrArray *lines, GArray *taken)
{
  g_autoptr (GPtrArray) ratings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (ratings, dg_passage_index_rate (self->index, g_ptr_array_index (lines, i)));
  for (guint n = 0; n < PASSAGES_OF_A_LINE; n++)
    for (guint i = 0; i < lines->len && taken->len < MOST_PASSAGES; i++)
      {
        int best = find_best (self, g_ptr_array_index (ratings, i), taken, n > 0);

        if (best >= 0 && !is_taken (taken, (guint) best))
          g_array_append_val (taken, best);
      }
}

static void
take_next (DgPassageDealer *self, guint n, GArray *taken)
{
  while (taken->len < n)
    {
      if (!is_taken (taken, self->next))
        g_array_append_val (taken, self->next);
      self->next = (self->next + 1) % self->passages->len;
    }
}

/**
 * dg_passage_dealer_deal:
 * @self: a dealer
 * @lines: (element-type utf8): what the records are about that are asked for, one text a record
 * @suffix: what closes the lines around a text; not in the text
 *
 * Deals the passages that share most with the lines, at least one or two and at most eight. Where lines share nothing
 * with any, the passages take turns: all have had theirs before one comes again.
 *
 * Returns: (transfer full): the passages as the request shows them, with the blank line behind; empty when there are
 * none
 */
char *
dg_passage_dealer_deal (DgPassageDealer *self, GPtrArray *lines, const char *suffix)
{
  g_return_val_if_fail (self != NULL && lines != NULL && suffix != NULL, NULL);

  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *section = NULL;

  if (self->passages->len == 0)
    return g_strdup ("");

  take_best (self, lines, taken);
  take_next (self, MIN (lines->len >= MANY_LINES ? 2 : 1, self->passages->len), taken);
  for (guint i = 0; i < taken->len; i++)
    {
      const char *passage = g_ptr_array_index (self->passages, g_array_index (taken, guint, i));

      g_string_append_printf (text, "%sBEGIN PASSAGE %s\n%s\nEND PASSAGE %s", i > 0 ? "\n" : "", suffix, passage,
                              suffix);
    }
  section = dg_template_fill ("generation-passages.txt", "passages", text->str, NULL);

  return g_strconcat (section, "\n\n", NULL);
}
