/* test-words.c: texts by their words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-words.h"

/* --- as they are compared --- */

static void
assert_normal (const char *text, const char *expected)
{
  g_autofree char *normal = dg_words_normalize (text);

  g_assert_cmpstr (normal, ==, expected);
}

static void
test_normalize (void)
{
  assert_normal ("  The\n Price:  10 EUR. ", "the price: 10 eur");
  assert_normal ("Really?!", "really");
  assert_normal ("STRASSE", "strasse");
  assert_normal ("Stra\xc3\x9f"
                 "e",
                 "strasse");
  assert_normal ("\xe5\xae\x8c\xe4\xba\x86\xe3\x80\x82", "\xe5\xae\x8c\xe4\xba\x86");
  assert_normal ("", "");
}

/* Signs within, and one that is all there is, are what the text says. */
static void
test_normalize_keeps (void)
{
  assert_normal ("-5", "-5");
  assert_normal ("3.5 %", "3.5 %");
  assert_normal ("?", "?");
  assert_normal ("...", ".");
}

static void
test_fold (void)
{
  g_autofree char *folded = dg_words_fold ("\xe2\x80\x9cYes\xe2\x80\x9d, he  said-so!");
  g_autofree char *signs = dg_words_fold (" ? ? ");

  g_assert_cmpstr (folded, ==, "yes he said so");
  g_assert_cmpstr (signs, ==, "??");
}

/* --- cut --- */

static void
assert_short (const char *text, guint n_characters, const char *expected)
{
  g_autofree char *shortened = dg_words_shorten (text, n_characters);

  g_assert_cmpstr (shortened, ==, expected);
}

static void
test_shorten (void)
{
  assert_short ("twelve words", 12, "twelve words");
  assert_short ("a rather long sentence", 20, "a rather long…");
  assert_short ("abcdefghij", 5, "abcd…");
  assert_short ("ÄÖÜÄÖÜ", 6, "ÄÖÜÄÖÜ");
  assert_short ("ÄÖÜÄÖÜÄ", 6, "ÄÖÜÄÖ…");
}

/* --- lost --- */

static void
assert_lost (const char *before, const char *after, guint expected)
{
  g_assert_cmpuint (dg_words_count_lost (before, after, NULL), ==, expected);
}

static void
test_lost (void)
{
  assert_lost ("a b c", "a b c", 0);
  assert_lost ("a b c", "A, b: c.", 0);
  assert_lost ("a b c", "a x c", 1);
  assert_lost ("a b c", "a c", 1);
  assert_lost ("a c", "a b b c", 0);
  assert_lost ("a b c d e", "x a b c d e", 0);
  assert_lost ("a b c d", "b a d c", 2);
  assert_lost ("", "a b", 0);
  assert_lost ("a b", "", 2);
  assert_lost ("a b", "c d e", 2);
}

static void
test_lost_counts_words (void)
{
  guint n_words = 77;

  dg_words_count_lost ("One two,  three!", "One", &n_words);
  g_assert_cmpuint (n_words, ==, 3);
}

/* Too long for a table of all words against all: nothing is lost but the order. */
static void
test_lost_long (void)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append_printf (before, "x%u ", i);
      g_string_append_printf (after, "x%u ", i % 10 == 0 ? i + 100000 : i);
    }
  g_string_append (before, "end");
  g_string_append (after, "END");

  assert_lost (before->str, after->str, 500);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/normalize", test_normalize);
  g_test_add_func ("/words/normalize/keeps", test_normalize_keeps);
  g_test_add_func ("/words/fold", test_fold);
  g_test_add_func ("/words/shorten", test_shorten);
  g_test_add_func ("/words/lost", test_lost);
  g_test_add_func ("/words/lost/counts-words", test_lost_counts_words);
  g_test_add_func ("/words/lost/long", test_lost_long);

  return g_test_run ();
}
