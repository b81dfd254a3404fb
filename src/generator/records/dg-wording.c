/* dg-wording.c: how alike two inputs are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Two inputs are alike when a reader would call the second redundant in an evaluation set: names, numbers or a few
 * words are swapped, clauses stand in another order, a greeting is added. They are not when the difference decides the
 * answer, however small it is. So the measure asks what differs rather than what is shared. With n the number of
 * different words of the longer input, of which identifiers and names count a fifth,
 *
 *     resemblance = 1 - swapped / m - (added + moved) / n,  m = min (n, 2 (n - 14))
 *
 * - swapped: words of one input that have others in their place, counted likewise, and numbers that only one of the two
 *   has. In up to 14 words, one other word is another story (“cancel my subscription”, “cancel my appointment”), so
 *   nothing may be swapped, and from 28 on each word counts the same.
 * - added: words that one input has beyond that.
 * - moved: neighbours that are no longer neighbours, but for those that the other words explain. A clause that changes
 *   places parts two or three.
 *
 * Whatever is left, the resemblance is nothing when a word that turns an answer around (not, without, before, after …)
 * comes in one of the two more often, or when just two words have changed places (“from Paris to Berlin”). Of JSON and
 * XML only the values are compared.
 *
 * That was found on two thirds of tests/fixtures/duplicates/pairs.jsonl and tried on the last third; figures are in
 * dg-duplicate-guard.h.
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "dg-wording-private.h"

/* A signature has 1024 bits, so that texts of 200 words leave most of them free. */
#define SIGNATURE_WORDS 16

/* What an input has that another has not. */
typedef struct
{
  double weight;
  int numbers;
} Own;

struct _DgWording
{
  GArray *tokens;   /* (owned) (element-type DgToken): in their order */
  GArray *words;    /* (owned) (element-type DgWord): the different ones, by hash */
  double weight;    /* of all words */
  guint n_numbers;  /* of them */
  GArray *plain;    /* (owned) (element-type guint64): the different ones, all names and all identifiers being one */
  GArray *runs;     /* (owned) (element-type guint64): the different two of those in a row */
  GArray *decisive; /* (owned) (element-type guint64): each as often as it comes */
  guint64 full[SIGNATURE_WORDS]; /* a bit for each word of full weight, several having the same */
  guint64 any[SIGNATURE_WORDS];  /* a bit for each word */
};

/* --- sets as sorted arrays --- */

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  const guint64 *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

static void
sort_codes (GArray *codes, gboolean once)
{
  guint n = 0;

  g_array_sort (codes, compare_codes);
  if (!once)
    return;
  for (guint i = 0; i < codes->len; i++)
    if (i == 0 || g_array_index (codes, guint64, i) != g_array_index (codes, guint64, n - 1))
      g_array_index (codes, guint64, n++) = g_array_index (codes, guint64, i);
  g_array_set_size (codes, n);
}

static guint
count_shared (GArray *one, GArray *two)
{
  guint n = 0;

  for (guint i = 0, j = 0; i < one->len && j < two->len;)
    {
      guint64 a = g_array_index (one, guint64, i);
      guint64 b = g_array_index (two, guint64, j);

      n += a == b;
      i += a <= b;
      j += b <= a;
    }

  return n;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  const DgWord *x = a, *y = b;

  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;

  return x->weight < y->weight ? -1 : x->weight > y->weight;
}

/* --- making --- */

/* A word that is a name in one place is one everywhere. */
static void
collect_words (DgWording *self)
{
  guint n = 0;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      const DgToken *token = &g_array_index (self->tokens, DgToken, i);
      gboolean light = token->kind == DG_TOKEN_IDENTIFIER || token->kind == DG_TOKEN_NAME;
      DgWord word = { token->hash, token->kind == DG_TOKEN_NUMBER, light ? DG_WORD_LIGHT_WEIGHT : 1.0 };

      g_array_append_val (self->words, word);
    }
  g_array_sort (self->words, compare_words);
  for (guint i = 0; i < self->words->len; i++)
    {
      DgWord word = g_array_index (self->words, DgWord, i);
      guint64 bit = G_GUINT64_CONSTANT (1) << (word.hash % 64);
      guint place = word.hash / 64 % SIGNATURE_WORDS;

      if (n > 0 && g_array_index (self->words, DgWord, n - 1).hash == word.hash)
        continue;
      g_array_index (self->words, DgWord, n++) = word;
      self->weight += word.weight;
      self->n_numbers += word.number;
      self->any[place] |= bit;
      self->full[place] |= word.weight > DG_WORD_LIGHT_WEIGHT ? bit : 0;
    }
  g_array_set_size (self->words, n);
}

static void
collect_order (DgWording *self)
{
  guint64 previous = 0;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      const DgToken *token = &g_array_index (self->tokens, DgToken, i);
      guint64 plain =
          token->kind == DG_TOKEN_IDENTIFIER || token->kind == DG_TOKEN_NAME ? (guint64) token->kind : token->hash;
      guint64 run = previous << 32 | plain;
      guint64 decisive = token->hash;

      g_array_append_val (self->plain, plain);
      if (i > 0)
        g_array_append_val (self->runs, run);
      if (token->decisive)
        g_array_append_val (self->decisive, decisive);
      previous = plain;
    }
  sort_codes (self->plain, TRUE);
  sort_codes (self->runs, TRUE);
  sort_codes (self->decisive, FALSE);
}

/*
 * dg_wording_new:
 * @input: an input, untrusted
 *
 * Returns: (transfer full): what it says
 */
DgWording *
dg_wording_new (const char *input)
{
  DgWording *self = g_new0 (DgWording, 1);

  self->tokens = dg_wording_split (input);
  self->words = g_array_new (FALSE, FALSE, sizeof (DgWord));
  self->plain = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->runs = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->decisive = g_array_new (FALSE, FALSE, sizeof (guint64));
  collect_words (self);
  collect_order (self);

  return self;
}

void
dg_wording_free (DgWording *self)
{
  g_array_unref (self->tokens);
  g_array_unref (self->words);
  g_array_unref (self->plain);
  g_array_unref (self->runs);
  g_array_unref (self->decisive);
  g_free (self);
}

/*
 * dg_wording_get_words:
 * @self: what an input says
 * @n_words: (out): how many different words it has
 *
 * Returns: (transfer none) (array length=n_words): the different words, by hash
 */
const DgWord *
dg_wording_get_words (const DgWording *self, guint *n_words)
{
  *n_words = self->words->len;

  return (const DgWord *) self->words->data;
}

/* --- comparing --- */

static gboolean
has_missing (const guint64 *full, const guint64 *any, guint too_many)
{
  guint missing = 0;

  for (guint i = 0; i < SIGNATURE_WORDS && missing < too_many; i++)
    missing += (guint) __builtin_popcountll (full[i] & ~any[i]);

  return missing >= too_many;
}

/* Whether two inputs are known to be too far apart without looking at their words: a bit that one has and the other has
 * not is a word that the other has not. One more than is too many, so that rounding does no harm. */
static gboolean
are_apart (const DgWording *self, const DgWording *other, double least)
{
  guint too_many = (guint) ((1.0 - least) * MAX (self->weight, other->weight)) + 2;

  return has_missing (self->full, other->any, too_many) || has_missing (other->full, self->any, too_many);
}

static void
weigh_own (const DgWording *self, const DgWording *other, Own *own, Own *others_own)
{
  const DgWord *a = (const DgWord *) self->words->data;
  const DgWord *b = (const DgWord *) other->words->data;

  *own = (Own){ self->weight, (int) self->n_numbers };
  *others_own = (Own){ other->weight, (int) other->n_numbers };
  for (guint i = 0, j = 0; i < self->words->len && j < other->words->len;)
    {
      guint32 x = a[i].hash;
      guint32 y = b[j].hash;

      if (x == y)
        {
          own->weight -= a[i].weight;
          own->numbers -= a[i].number;
          others_own->weight -= b[j].weight;
          others_own->numbers -= b[j].number;
        }
      i += x <= y;
      j += y <= x;
    }
}

static double
count_moved (const DgWording *self, const DgWording *other)
{
  guint n_runs = MAX (self->runs->len, other->runs->len);
  guint n_plain = MAX (self->plain->len, other->plain->len);
  guint parted = n_runs - count_shared (self->runs, other->runs);
  guint explained = 2 * (n_plain - count_shared (self->plain, other->plain));

  return parted > explained ? parted - explained : 0;
}

/* Whether one input is the other but for two words that have changed places. */
static gboolean
are_exchanged (const DgWording *self, const DgWording *other)
{
  const DgToken *a = (const DgToken *) self->tokens->data;
  const DgToken *b = (const DgToken *) other->tokens->data;
  guint places[2];
  guint n = 0;

  if (self->tokens->len != other->tokens->len)
    return FALSE;
  for (guint i = 0; i < self->tokens->len; i++)
    if (a[i].hash != b[i].hash)
      {
        if (n == G_N_ELEMENTS (places))
          return FALSE;
        places[n++] = i;
      }

  return n == 2 && a[places[0]].hash == b[places[1]].hash && a[places[1]].hash == b[places[0]].hash;
}

/*
 * dg_wording_compare:
 * @self: what an input says
 * @other: what another says
 * @least: resemblance below which the exact figure is of no interest; sparing that makes comparing fast
 *
 * Returns: how alike they are, from 0 to 1; 0 when it is less than @least
 */
double
dg_wording_compare (const DgWording *self, const DgWording *other, double least)
{
  double n = MAX (self->weight, other->weight);
  double room = MIN (n, DG_WORDING_ROOM * (n - DG_WORDING_FREE_WORDS));
  double swapped, added, resemblance;
  Own own, others_own;

  if (self->words->len == 0 || other->words->len == 0 || are_apart (self, other, least))
    return 0.0;

  weigh_own (self, other, &own, &others_own);
  swapped = MAX (MIN (own.weight, others_own.weight), MAX (own.numbers, others_own.numbers));
  added = MAX (own.weight, others_own.weight) - swapped;
  resemblance = 1.0 - added / n;
  /* what is less than the lightest word is rounding */
  if (swapped > DG_WORD_LIGHT_WEIGHT / 2.0)
    resemblance = room > 0.0 ? resemblance - swapped / room : 0.0;
  if (resemblance < least)
    return 0.0;

  resemblance -= count_moved (self, other) / n;
  if (resemblance < least || self->decisive->len != other->decisive->len ||
      count_shared (self->decisive, other->decisive) != self->decisive->len || are_exchanged (self, other))
    return 0.0;

  return resemblance;
}
