/* test-word-diff.c: what is different between two texts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-word-diff.h"

/* The parts in a row: [removed], {added}, the rest as it is. */
static char *
describe (const char *before, const char *after)
{
  g_autoptr (GPtrArray) parts = dg_word_diff (before, after);
  GString *text = g_string_new (NULL);
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const DgDiffPart *part = g_ptr_array_index (parts, i);

      g_assert_cmpstr (part->text, !=, "");
      g_assert_true (g_utf8_validate (part->text, -1, NULL));
      g_string_append_printf (text,
                              part->kind == DG_DIFF_SAME      ? "%s"
                              : part->kind == DG_DIFF_REMOVED ? "[%s]"
                                                              : "{%s}",
                              part->text);
      if (part->kind != DG_DIFF_ADDED)
        g_string_append (first, part->text);
      if (part->kind != DG_DIFF_REMOVED)
        g_string_append (second, part->text);
    }
  g_assert_cmpstr (first->str, ==, before);
  g_assert_cmpstr (second->str, ==, after);

  return g_string_free (text, FALSE);
}

static void
test_examples (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *parts;
  } cases[] = {
    { "", "", "" },
    { "", "new", "{new}" },
    { "old", "", "[old]" },
    { "the same", "the same", "the same" },
    { "my card does not work", "my card does not work at all", "my card does not work{ at all}" },
    { "the old cat", "the cat", "the [old ]cat" },
    { "a red car", "a blue car", "a [red]{blue} car" },
    { "I am very angry now", "I am a bit cross now", "I am [very angry]{a bit cross} now" },
    { "one two", "zero one two", "{zero }one two" },
    { "Hello, world", "Hello world", "Hello[,] world" },
    { "a b", "a  b", "a[ ]{  }b" },
    { "{\"label\":\"billing\"}", "{\"label\":\"refund\"}", "{\"label\":\"[billing]{refund}\"}" },
    { "größe", "große", "[größe]{große}" },
    { "cafe\xcc\x81 noir", "cafe noir", "[cafe\xcc\x81]{cafe} noir" },
    { "我想退货", "我想换货", "我想[退]{换}货" },
    { "ok 👩‍🚀", "ok 👩‍🔧", "ok [👩‍🚀]{👩‍🔧}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *parts = describe (cases[i].before, cases[i].after);

      g_assert_cmpstr (parts, ==, cases[i].parts);
    }
}

static char *
make_text (GRand *rand, guint n_words)
{
  static const char *const words[] = { "a", "b", "ä", "東", " ", "  ", "\n", ",", "😀", "e\xcc\x81", "word" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);

  return g_string_free (text, FALSE);
}

/* describe() holds what comes out against both texts. */
static void
test_any_texts (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *before = make_text (rand, g_rand_int_range (rand, 0, 30));
      g_autofree char *after = make_text (rand, g_rand_int_range (rand, 0, 30));

      g_free (describe (before, after));
    }
}

static char *
repeat (const char *prefix, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%u ", prefix, i);

  return g_string_free (text, FALSE);
}

/* One word in a long text is found; two long texts that have little in common are given up, but for their ends. */
static void
test_long_texts (void)
{
  g_autofree char *some = repeat ("w", 30000);
  g_autofree char *others = repeat ("v", 30000);
  g_autofree char *before = g_strconcat ("start ", some, "red ", some, "end", NULL);
  g_autofree char *after = g_strconcat ("start ", some, "blue ", some, "end", NULL);
  g_autofree char *rest = g_strconcat ("start ", others, "end", NULL);
  g_autofree char *parts = describe (before, after);
  g_autofree char *ends = describe (before, rest);

  g_assert_nonnull (strstr (parts, " [red]{blue} "));
  g_assert_true (g_str_has_prefix (ends, "start [w0 "));
  g_assert_true (g_str_has_suffix (ends, "} end"));
  g_assert_null (strstr (strchr (ends, '[') + 1, "["));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/word-diff/examples", test_examples);
  g_test_add_func ("/core/word-diff/any-texts", test_any_texts);
  g_test_add_func ("/core/word-diff/long-texts", test_long_texts);

  return g_test_run ();
}
