/* test-duplicate-pairs.c: how often the guard says what a reader says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * tests/fixtures/duplicates/pairs.jsonl holds pairs of inputs, each with what a reader says of it: `same` when the
 * second would be redundant in an evaluation set. They were written before any measure was tried on them. The measure
 * was found on two of three; every third is held out, to see how it does on pairs it was not made for. With --verbose
 * the figures for other thresholds are printed too.
 */

#include "dg-duplicate-guard.h"
#include "dg-json.h"
#include "dg-wording.h"

/* A pair of each three is held out. */
#define PART 3

/* Records that are there, and that come. */
#define N_TEXTS 300

typedef struct
{
  char *a;
  char *b;
  gboolean same;
  char *why;
} Pair;

static void
clear_pair (gpointer data)
{
  Pair *pair = data;

  g_free (pair->a);
  g_free (pair->b);
  g_free (pair->why);
}

static void
read_pair (GArray *pairs, const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (line, -1, NULL, &error);
  DgJsonValue root, same;
  Pair pair = { NULL };

  g_assert_no_error (error);
  root = dg_json_document_get_root (document);
  g_assert_true (dg_json_object_lookup_string (root, "a", &pair.a));
  g_assert_true (dg_json_object_lookup_string (root, "b", &pair.b));
  g_assert_true (dg_json_object_lookup_string (root, "why", &pair.why));
  g_assert_true (dg_json_object_lookup (root, "same", &same));
  pair.same = dg_json_value_get_boolean (same);
  g_array_append_val (pairs, pair);
}

static GArray *
read_pairs (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "duplicates", "pairs.jsonl", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  g_array_set_clear_func (pairs, clear_pair);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      read_pair (pairs, lines[i]);

  return pairs;
}

static double
compare (const char *a, const char *b, double threshold)
{
  g_autoptr (DgWording) one = dg_wording_new (a);
  g_autoptr (DgWording) two = dg_wording_new (b);

  return dg_wording_compare (one, two, threshold);
}

static gboolean
is_refused (const char *a, const char *b)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  g_autofree char *detail = NULL;
  DgRefusal reason;

  g_assert_true (dg_duplicate_guard_admit (guard, a, "a", &reason, &detail));

  return !dg_duplicate_guard_admit (guard, b, "a", &reason, &detail);
}

typedef struct
{
  guint found;    /* the same, and said to be */
  guint mistaken; /* said to be, and not the same */
  guint missed;   /* the same, and not said to be */
} Score;

static double
get_precision (const Score *score)
{
  return score->found > 0 ? (double) score->found / (score->found + score->mistaken) : 1.0;
}

static double
get_recall (const Score *score)
{
  return (double) score->found / (score->found + score->missed);
}

static void
count (Score *score, const Pair *pair, gboolean refused)
{
  score->found += pair->same && refused;
  score->mistaken += !pair->same && refused;
  score->missed += pair->same && !refused;
}

static Score
score_part (GArray *pairs, gboolean held_out)
{
  Score score = { 0 };

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      gboolean refused;

      if ((i % PART == PART - 1) != held_out)
        continue;
      refused = is_refused (pair->a, pair->b);
      count (&score, pair, refused);
      if (refused != pair->same)
        g_test_message ("%s: %s: %.60s", refused ? "mistaken" : "missed", pair->why, pair->a);
    }

  return score;
}

static void
print_thresholds (GArray *pairs)
{
  for (guint percent = 30; percent <= 95; percent += 5)
    {
      Score scores[2] = { 0 };

      for (guint i = 0; i < pairs->len; i++)
        {
          const Pair *pair = &g_array_index (pairs, Pair, i);

          count (&scores[i % PART == PART - 1], pair, compare (pair->a, pair->b, percent / 100.0) > 0.0);
        }
      g_test_message ("%.2f: precision %.3f, recall %.3f; held out %.3f, %.3f", percent / 100.0,
                      get_precision (&scores[0]), get_recall (&scores[0]), get_precision (&scores[1]),
                      get_recall (&scores[1]));
    }
}

static void
test_thresholds (void)
{
  g_autoptr (GArray) pairs = read_pairs ();

  g_assert_cmpuint (pairs->len, >=, 120);
  print_thresholds (pairs);
}

/* The floors are a little below what was measured, so that a pair more or less does not break them. */
static void
test_tuned (void)
{
  g_autoptr (GArray) pairs = read_pairs ();
  Score score = score_part (pairs, FALSE);

  g_test_message ("precision %.3f, recall %.3f", get_precision (&score), get_recall (&score));
  g_assert_cmpfloat (get_precision (&score), >=, 0.97);
  g_assert_cmpfloat (get_recall (&score), >=, 0.72);
}

static void
test_held_out (void)
{
  g_autoptr (GArray) pairs = read_pairs ();
  Score score = score_part (pairs, TRUE);

  g_test_message ("precision %.3f, recall %.3f", get_precision (&score), get_recall (&score));
  g_assert_cmpfloat (get_precision (&score), >=, 0.93);
  g_assert_cmpfloat (get_recall (&score), >=, 0.50);
}

/* Which of two comes first does not matter. */
static void
test_symmetric (void)
{
  g_autoptr (GArray) pairs = read_pairs ();

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      g_assert_cmpfloat_with_epsilon (compare (pair->a, pair->b, 0.0), compare (pair->b, pair->a, 0.0), 1e-12);
    }
}

/* Texts from different pairs are of different stories. */
static void
test_across_pairs (void)
{
  g_autoptr (GArray) pairs = read_pairs ();
  g_autoptr (GPtrArray) wordings = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_wording_free);
  guint n_alike = 0;

  for (guint i = 0; i < pairs->len; i++)
    g_ptr_array_add (wordings, dg_wording_new (g_array_index (pairs, Pair, i).b));
  for (guint i = 0; i < pairs->len; i++)
    for (guint j = 0; j < i; j++)
      if (dg_wording_compare (g_ptr_array_index (wordings, i), g_ptr_array_index (wordings, j), DG_NEAR_DUPLICATE) >
          0.0)
        {
          g_test_message ("%.70s | %.70s", g_array_index (pairs, Pair, i).b, g_array_index (pairs, Pair, j).b);
          n_alike++;
        }

  /* the fixture uses some texts in several pairs */
  g_assert_cmpuint (n_alike, <=, 4);
}

/* --- time --- */

/* @n_mould words that all have, and others. */
static char *
make_text (GRand *rand, guint n_words, guint n_mould)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint w = 0; w < n_mould; w++)
    g_string_append_printf (text, "mould%c%c ", 'a' + w % 26, 'a' + w / 26);

  /* few words often and many rarely, as in language */
  for (guint w = 0; w < n_words; w++)
    {
      double chance = g_rand_double (rand);

      g_string_append_printf (text, "%sword%d", w > 0 ? " " : "", (int) (3000 * chance * chance * chance));
    }

  return g_strdup (text->str);
}

typedef struct
{
  const char *name;
  guint n_words;
  guint n_mould;
} Length;

static const Length lengths[] = {
  { "short", 30, 0 },
  { "long", 200, 0 },
  { "of-one-mould", 60, 30 },
  { "long-of-one-mould", 150, 50 },
};

/* Texts of the same words, and of the same mould, that are no duplicates. */
static void
test_apart (gconstpointer data)
{
  const Length *length = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n_admitted = 0;

  for (guint i = 0; i < N_TEXTS; i++)
    g_ptr_array_add (texts, make_text (rand, length->n_words, length->n_mould));
  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *detail = NULL;
      DgRefusal reason;

      n_admitted += dg_duplicate_guard_admit (guard, g_ptr_array_index (texts, i), "a", &reason, &detail);
    }

  g_assert_cmpuint (n_admitted, >, texts->len * 9 / 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duplicate-pairs/thresholds", test_thresholds);
  g_test_add_func ("/duplicate-pairs/tuned", test_tuned);
  g_test_add_func ("/duplicate-pairs/held-out", test_held_out);
  g_test_add_func ("/duplicate-pairs/symmetric", test_symmetric);
  g_test_add_func ("/duplicate-pairs/across-pairs", test_across_pairs);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *path = g_strconcat ("/duplicate-pairs/apart/", lengths[i].name, NULL);

      g_test_add_data_func (path, &lengths[i], test_apart);
    }

  return g_test_run ();
}
