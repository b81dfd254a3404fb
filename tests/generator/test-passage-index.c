/* test-passage-index.c: how texts are cut into passages, and which of them speak of something
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-passage-index.h"

/* Paragraphs of so many characters: `1aaa…`, `2aaa…` */
static char *
make_text (const guint *lengths, guint n_paragraphs, const char *separator)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_paragraphs; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *rest = g_strnfill (lengths[i] - strlen (number), 'a');

      g_string_append_printf (text, "%s%s%s", i > 0 ? separator : "", number, rest);
    }

  return g_strdup (text->str);
}

/* --- cutting --- */

static void
test_paragraphs (void)
{
  static const guint lengths[] = { 700, 700, 700, 1500, 10, 1488, 1 };
  static const char *const separators[] = { "\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n  " };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      g_autofree char *text = make_text (lengths, G_N_ELEMENTS (lengths), separators[i]);
      g_autoptr (GPtrArray) passages = dg_passages_cut (text);

      /* 700 + 2 + 700; 700; 1500; 10 + 2 + 1488; 1 */
      g_assert_cmpuint (passages->len, ==, 5);
      g_assert_cmpuint (strlen (g_ptr_array_index (passages, 0)), ==, 1402);
      g_assert_true (g_str_has_prefix (strstr (g_ptr_array_index (passages, 0), "\n\n"), "\n\n2aaa"));
      g_assert_cmpuint (strlen (g_ptr_array_index (passages, 1)), ==, 700);
      g_assert_cmpuint (strlen (g_ptr_array_index (passages, 2)), ==, 1500);
      g_assert_cmpuint (strlen (g_ptr_array_index (passages, 3)), ==, 1500);
      g_assert_cmpstr (g_ptr_array_index (passages, 4), ==, "7");
    }
}

/* 2000 characters of `unit`, in one paragraph */
static void
assert_cut (const char *unit, guint first, const char *end)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) passages = NULL;

  while (g_utf8_strlen (text->str, -1) < 2000)
    g_string_append (text, unit);
  passages = dg_passages_cut (text->str);

  g_assert_cmpuint (passages->len, ==, 2);
  g_assert_cmpuint (g_utf8_strlen (g_ptr_array_index (passages, 0), -1), ==, first);
  g_assert_true (g_str_has_suffix (g_ptr_array_index (passages, 0), end));
}

static void
test_long_paragraph (void)
{
  assert_cut ("one two. three four\n", 1499, "four"); /* the blank at the border is gone */
  assert_cut ("one two. three ", 1493, "two.");
  assert_cut ("one two, three ", 1499, "three");
  assert_cut ("東京都。", 1500, "。");
  assert_cut ("äöüß", 1500, "ß");
}

static char *
dup_without_blanks (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (out, *p);

  return g_string_free (out, FALSE);
}

/* Nothing is lost, nothing is too long, whatever the text. */
static void
test_any_text (void)
{
  static const char *const pieces[] = { "a", "word ", "End. ", "\n", "\n\n", "\r\n\r\n", "ä", "東", " ", "。" };

  for (guint seed = 0; seed < 50; seed++)
    {
      GRand *rand = g_rand_new_with_seed (seed);
      guint n_pieces = (guint) g_rand_int_range (rand, 1, G_N_ELEMENTS (pieces) + 1);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) joined = g_string_new (NULL);
      g_autoptr (GPtrArray) passages = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      for (guint i = 0; i < 10000; i++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, (gint32) n_pieces)]);
      passages = dg_passages_cut (text->str);
      for (guint i = 0; i < passages->len; i++)
        {
          g_assert_cmpuint (g_utf8_strlen (g_ptr_array_index (passages, i), -1), <=, 1500);
          g_assert_cmpstr (g_ptr_array_index (passages, i), !=, "");
          g_string_append (joined, g_ptr_array_index (passages, i));
        }

      expected = dup_without_blanks (text->str);
      found = dup_without_blanks (joined->str);
      g_assert_cmpstr (found, ==, expected);
      g_rand_free (rand);
    }
}

static void
test_blank (void)
{
  g_autoptr (GPtrArray) passages = dg_passages_cut (" \n\n\t\n");

  g_assert_cmpuint (passages->len, ==, 0);
}

/* A book with one endless paragraph: quadratic cutting would not come to an end here. */
static void
test_book (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) passages = NULL;

  for (guint i = 0; i < 300000; i++)
    g_string_append (text, i % 3 == 0 ? "End.\n\n" : "word ");
  for (guint i = 0; i < 300000; i++)
    g_string_append (text, "word ");
  passages = dg_passages_cut (text->str);
  g_assert_cmpuint (passages->len, >, 1000);
}

/* --- rating --- */

static double
rate (DgPassageIndex *index, const char *about, guint passage)
{
  g_autoptr (GArray) ratings = dg_passage_index_rate (index, about);

  return g_array_index (ratings, double, passage);
}

static void
test_rare_words (void)
{
  g_autoptr (GPtrArray) passages = g_ptr_array_new ();
  g_autoptr (DgPassageIndex) index = NULL;

  g_ptr_array_add (passages, (gpointer) "The pool opens at nine.");
  g_ptr_array_add (passages, (gpointer) "The pool is heated. Refunds take a week.");
  g_ptr_array_add (passages, (gpointer) "The bar opens at nine.");
  index = dg_passage_index_new (passages);

  g_assert_true (rate (index, "when is money refunded?", 1) > 0.0);
  g_assert_false (rate (index, "the", 0) > 0.0);
  g_assert_false (rate (index, "breakfast", 0) > 0.0);
  g_assert_false (rate (index, "", 0) > 0.0);
  /* one passage has refunds, two have a pool */
  g_assert_true (rate (index, "refund pool", 1) > rate (index, "refund pool", 0));
  g_assert_true (rate (index, "refund", 1) > rate (index, "pool", 1));
  g_assert_true (rate (index, "POOL, pool!", 0) <= rate (index, "pool", 0));
}

/* --- choosing --- */

static char *
make_house_rules (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *fill = g_strnfill (1400, 'a');

      g_string_append_printf (text, "%u%s %s\n\n", i, i == 25 ? " A sauna costs 12 euros." : "", fill);
    }

  return g_string_free (text, FALSE);
}

static void
test_best (void)
{
  g_autofree char *text = make_house_rules ();
  g_autofree char *of_sauna = dg_passages_dup_best (text, "What does the sauna cost?", 6000);
  g_autofree char *of_nothing = dg_passages_dup_best (text, "breakfast", 6000);
  g_autofree char *whole = dg_passages_dup_best ("Short.\n\n", "breakfast", 6000);

  /* what fits beside it is the beginning, in the order of the text */
  g_assert_nonnull (strstr (of_sauna, "\n\n[…]\n\n25 A sauna costs 12 euros."));
  g_assert_true (g_str_has_prefix (of_sauna, "0 aaa"));
  g_assert_cmpuint (g_utf8_strlen (of_sauna, -1), <=, 6000);
  g_assert_null (strstr (of_nothing, "sauna"));
  g_assert_null (strstr (of_nothing, "…"));
  g_assert_nonnull (strstr (of_nothing, "\n\n3 aaa"));
  g_assert_cmpuint (g_utf8_strlen (of_nothing, -1), <=, 6000);
  g_assert_cmpstr (whole, ==, "Short.\n\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/passage-index/cut/paragraphs", test_paragraphs);
  g_test_add_func ("/passage-index/cut/long-paragraph", test_long_paragraph);
  g_test_add_func ("/passage-index/cut/any-text", test_any_text);
  g_test_add_func ("/passage-index/cut/blank", test_blank);
  g_test_add_func ("/passage-index/cut/book", test_book);
  g_test_add_func ("/passage-index/rate/rare-words", test_rare_words);
  g_test_add_func ("/passage-index/best", test_best);

  return g_test_run ();
}
