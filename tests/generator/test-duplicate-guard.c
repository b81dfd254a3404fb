/* test-duplicate-guard.c: what counts as the same input
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-duplicate-guard.h"

typedef struct
{
  const char *name;
  const char *first;
  const char *second;
} Pair;

#define TWENTY TWELVE " thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
#define TWELVE "one two three four five six seven eight nine ten eleven twelve"

/* Different to a computer, the same to a person. */
/* clang-format off */
static const Pair same[] = {
  { "identical", "Where is my parcel?", "Where is my parcel?" },
  { "case", "Where is my parcel?", "WHERE is My parcel?" },
  { "punctuation", "Where is my parcel?", "“Where is my parcel” …!" },
  { "hyphens", "a state-of-the-art phone", "a state of the art phone" },
  { "white-space", "Where is my parcel?", "\tWhere  is\nmy\u00a0parcel? " },
  { "sharp-s", "Straße gesperrt", "STRASSE gesperrt" },
  { "greek-sigma", "ΟΔΟΣ κλειστή", "οδος κλειστή" },
  { "composed", "Caf\u00e9 im Hof", "Cafe\u0301 im Hof" },
  { "compatible", "ﬁve № １２", "five No 12" },
  { "one-word", "Help", "help!" },
  { "japanese", "荷物はどこですか。", "荷物はどこですか？" },
  { "japanese-with-blanks", "荷物はどこですか", "荷物 は どこ ですか" },
  { "only-signs", "?!", "?!" },
  { "only-signs-with-blanks", "? !", " ?! " },
};

static const Pair near[] = {
  { "one-word-changed-at-the-end", TWENTY " twentyone", TWENTY " twentytwo" },
  { "one-word-changed-in-the-middle", TWELVE " red " TWENTY, TWELVE " blue " TWENTY },
  { "number-of-an-order", "my order 48213 has not come " TWELVE, "my order 59172 has not come " TWELVE },
  { "names", "I met Anna Berg in Oslo and " TWELVE, "I met Lars Holm in Bergen and " TWELVE },
  { "time-and-amount", "at 08:40 you took 19.99 from me " TWELVE, "at 14:05 you took 24.99 from me " TWELVE },
  { "clauses-in-another-order", "Help, my screen is broken", "My screen is broken, help" },
  { "contraction", "It doesn’t work at all", "it does not work at all" },
  { "keys-in-another-order", "{\"b\":\"one two\",\"a\":3}", "{\"a\": 3, \"b\": \"one two\"}" },
  { "one-word-more", TWELVE, TWELVE " thirteen" },
  { "words-more-at-the-start", "so then " TWELVE, TWELVE },
  { "japanese", "先週注文した荷物がまだ届いていません。いつ届きますか。", "先週注文した荷物がまだ届いていません。いつ届くの。" },
  { "thai", "พัสดุของฉันยังไม่มาถึงเลยครับ", "พัสดุของฉันยังไม่มาถึงเลยค่ะ" },
};

/* Alike, but not the same. */
static const Pair new[] = {
  { "one-word-changed-in-the-middle", "one two three four five six", "one two three eight five six" },
  { "a-third-changed", TWELVE, "one two three four five six seven eight red green blue grey" },
  { "same-words-in-other-order", "the dog bit the man in the park", "in the park the man bit the dog" },
  { "two-words", "Cancel contract", "Cancel order" },
  { "one-word", "Help", "Helper" },
  { "accent", "über uns", "uber uns" },
  { "one-word-changed-of-thirteen", TWELVE " red", TWELVE " blue" },
  { "negation", "I have got the parcel", "I have not got the parcel" },
  { "negation-in-a-long-text", TWENTY " " TWENTY " it is red", TWENTY " " TWENTY " it is not red" },
  { "after-for-before", TWENTY " it rang before I came", TWENTY " it rang after I came" },
  { "from-and-to", "Is there a night train from Paris to Berlin?", "Is there a night train from Berlin to Paris?" },
  { "exchanged-in-a-long-text", TWENTY " the database is down and the replica is up",
    TWENTY " the database is up and the replica is down" },
  { "small-number", "I bought it 12 days ago, can I return it?", "I bought it 45 days ago, can I return it?" },
  { "keys-are-no-words", "{\"subject\":\"VPN\",\"priority\":\"low\",\"reporter\":\"Anna\",\"device\":\"laptop\"}",
    "{\"subject\":\"Printer\",\"priority\":\"low\",\"reporter\":\"Anna\",\"device\":\"desktop\"}" },
  { "tags-are-no-words", "<ticket><subject>VPN</subject><text>no way in</text></ticket>",
    "<ticket><subject>Printer</subject><text>no way in</text></ticket>" },
  { "heart-is-no-tag", "<3 this phone", "<3 that phone" },
  { "number", "Invoice 1234", "Invoice 1235" },
  { "japanese", "荷物はどこですか。", "請求書はどこですか。" },
  { "only-signs", "?!", "!?" },
  { "signs-and-word", "?!", "?! no" },
  { "emoji", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\xA1" },
  { "words-run-together", "no where", "nowhere" },
  { "other-script", "Hallo", "Привет" },
};
/* clang-format on */

static void
assert_admitted (DgDuplicateGuard *guard, const char *input, const char *answer)
{
  DgRefusal reason = DG_REFUSAL_SURPLUS;
  g_autofree char *detail = NULL;

  g_assert_true (dg_duplicate_guard_admit (guard, input, answer, &reason, &detail));
  g_assert_null (detail);
  g_assert_cmpuint (reason, ==, DG_REFUSAL_SURPLUS);
}

static void
assert_refused (DgDuplicateGuard *guard, const char *input, const char *answer, DgRefusal reason, const char *detail)
{
  DgRefusal found_reason = DG_REFUSAL_SURPLUS;
  g_autofree char *found_detail = NULL;

  g_assert_false (dg_duplicate_guard_admit (guard, input, answer, &found_reason, &found_detail));
  g_assert_cmpuint (found_reason, ==, reason);
  g_assert_nonnull (found_detail);
  if (detail != NULL)
    g_assert_cmpstr (found_detail, ==, detail);
}

static void
test_same (gconstpointer data)
{
  const Pair *test = data;
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  g_autofree char *detail = g_strdup_printf ("the same input is there already: “%s”", test->first);

  assert_admitted (guard, test->first, "a");
  assert_refused (guard, test->second, "a", DG_REFUSAL_DUPLICATE, detail);
}

static void
test_conflict (gconstpointer data)
{
  const Pair *test = data;
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  g_autofree char *detail = g_strdup_printf ("the same input is there already with another answer: “%s”", test->first);

  assert_admitted (guard, test->first, "a");
  assert_refused (guard, test->second, "A", DG_REFUSAL_CONFLICT, detail);
}

static void
test_near (gconstpointer data)
{
  const Pair *test = data;
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();

  assert_admitted (guard, test->first, "a");
  assert_refused (guard, test->second, "b", DG_REFUSAL_DUPLICATE, NULL);
}

static void
test_new (gconstpointer data)
{
  const Pair *test = data;
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();

  assert_admitted (guard, test->first, "a");
  assert_admitted (guard, test->second, "a");
}

/* --- the threshold --- */

/* @n words, the last @n_other of which are others. */
static char *
make_words (guint n, guint n_other)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (words, "%s%u ", i + n_other < n ? "word" : "other", i);

  return g_strdup (words->str);
}

/* 19 words have room for 10: with 3 changed 0.7 exactly. */
static void
test_at_the_threshold (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  g_autofree char *first = make_words (19, 0);
  g_autofree char *second = make_words (19, 3);

  assert_admitted (guard, first, "a");
  assert_refused (guard, second, "a", DG_REFUSAL_DUPLICATE,
                  "70 % like “word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11 word12…”");
}

/* With 4 changed 0.6. */
static void
test_below_the_threshold (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  g_autofree char *first = make_words (19, 0);
  g_autofree char *second = make_words (19, 4);

  assert_admitted (guard, first, "a");
  assert_admitted (guard, second, "a");
}

/* 18 words have room for 8: with 3 changed 0.63. */
static void
test_just_below_the_threshold (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  g_autofree char *first = make_words (18, 0);
  g_autofree char *second = make_words (18, 3);

  assert_admitted (guard, first, "a");
  assert_admitted (guard, second, "a");
}

/* A word that is in a text several times counts once, so repeating oneself is nothing new. */
static void
test_repetition (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();

  assert_admitted (guard, "please call me back please call me back", "a");
  assert_refused (guard, "please call me back please call me back please call me back please call me back", "a",
                  DG_REFUSAL_DUPLICATE, "100 % like “please call me back please call me back”");
}

static void
test_nearest_is_named (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();

  assert_admitted (guard, "one two three four five six seven eight nine ten", "a");
  assert_admitted (guard, "red green blue black white grey pink brown gold plum", "a");
  assert_refused (guard, "red green blue black white grey pink brown gold plum teal", "a", DG_REFUSAL_DUPLICATE,
                  "91 % like “red green blue black white grey pink brown gold plum”");
}

/* --- what is remembered --- */

static void
test_refused_is_not_remembered (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  g_autofree char *first = make_words (40, 0);
  g_autofree char *near_first = make_words (40, 10);
  g_autofree char *near_second = make_words (40, 20);

  assert_admitted (guard, first, "a");
  assert_refused (guard, near_first, "a", DG_REFUSAL_DUPLICATE, NULL);
  /* is near to what was refused, but not to what is there */
  assert_admitted (guard, near_second, "a");
}

static void
test_conflict_is_not_remembered (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();

  assert_admitted (guard, "Where is it?", "a");
  assert_refused (guard, "Where is it?", "b", DG_REFUSAL_CONFLICT, NULL);
  assert_refused (guard, "Where is it?", "b", DG_REFUSAL_CONFLICT, NULL);
  assert_refused (guard, "Where is it?", "a", DG_REFUSAL_DUPLICATE, NULL);
}

/* Short answers are the same all the time. */
static void
test_same_answer (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();

  assert_admitted (guard, "Where is it?", "billing");
  assert_admitted (guard, "What does it cost?", "billing");
}

static void
test_new_after_two (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();

  assert_admitted (guard, "first question", "a");
  assert_admitted (guard, "second question", "a");
  assert_refused (guard, "first question", "a", DG_REFUSAL_DUPLICATE, NULL);
  assert_refused (guard, "second question", "a", DG_REFUSAL_DUPLICATE, NULL);
  assert_admitted (guard, "third question", "a");
}

/* The caller's text may go as soon as it is admitted. */
static void
test_own_copy (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  char input[] = "Where is it?", answer[] = "a";

  assert_admitted (guard, input, answer);
  memset (input, 'x', sizeof input - 1);
  memset (answer, 'x', sizeof answer - 1);

  assert_refused (guard, "where is it", "a", DG_REFUSAL_DUPLICATE, "the same input is there already: “Where is it?”");
}

static void
test_long_input_is_shortened (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  g_autoptr (GString) input = g_string_new (NULL);
  g_autofree char *detail = NULL;

  for (guint i = 0; i < 81; i++)
    g_string_append (input, "ö");
  assert_admitted (guard, input->str, "a");
  g_string_truncate (input, 160);
  detail = g_strdup_printf ("the same input is there already: “%s…”", input->str);
  g_string_append (input, "Ö");

  assert_refused (guard, input->str, "a", DG_REFUSAL_DUPLICATE, detail);
}

/* --- many --- */

static char *
make_sentence (GRand *rand)
{
  g_autoptr (GString) sentence = g_string_new (NULL);
  guint n_words = g_rand_int_range (rand, 8, 30);

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (sentence, "%sw%d", i > 0 ? " " : "", g_rand_int_range (rand, 0, 2000));

  return g_strdup (sentence->str);
}

static void
test_thousand (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 1000; i++)
    {
      g_ptr_array_add (sentences, make_sentence (rand));
      assert_admitted (guard, g_ptr_array_index (sentences, i), "a");
    }
  for (guint i = 0; i < 1000; i++)
    assert_refused (guard, g_ptr_array_index (sentences, i), "a", DG_REFUSAL_DUPLICATE, NULL);
}

/* Sentences out of one mould, with a few words in common with each of the others. */
static void
test_thousand_of_one_mould (void)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *sentence =
          g_strdup_printf ("My order %u from shop %u has not come, and number %u nobody answers", i, i * 7, i * 13);

      assert_admitted (guard, sentence, "a");
    }
}

static void
add_pairs (const char *group, const Pair *pairs, guint n_pairs, GTestDataFunc test)
{
  for (guint i = 0; i < n_pairs; i++)
    {
      g_autofree char *path = g_strdup_printf ("/duplicate-guard/%s/%s", group, pairs[i].name);

      g_test_add_data_func (path, &pairs[i], test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_pairs ("same", same, G_N_ELEMENTS (same), test_same);
  add_pairs ("conflict", same, G_N_ELEMENTS (same), test_conflict);
  add_pairs ("near", near, G_N_ELEMENTS (near), test_near);
  add_pairs ("new", new, G_N_ELEMENTS (new), test_new);
  g_test_add_func ("/duplicate-guard/threshold/at", test_at_the_threshold);
  g_test_add_func ("/duplicate-guard/threshold/just-below", test_just_below_the_threshold);
  g_test_add_func ("/duplicate-guard/threshold/below", test_below_the_threshold);
  g_test_add_func ("/duplicate-guard/repetition", test_repetition);
  g_test_add_func ("/duplicate-guard/nearest", test_nearest_is_named);
  g_test_add_func ("/duplicate-guard/memory/refused", test_refused_is_not_remembered);
  g_test_add_func ("/duplicate-guard/memory/conflict", test_conflict_is_not_remembered);
  g_test_add_func ("/duplicate-guard/memory/same-answer", test_same_answer);
  g_test_add_func ("/duplicate-guard/memory/several", test_new_after_two);
  g_test_add_func ("/duplicate-guard/memory/own-copy", test_own_copy);
  g_test_add_func ("/duplicate-guard/long-input", test_long_input_is_shortened);
  g_test_add_func ("/duplicate-guard/thousand/different", test_thousand);
  g_test_add_func ("/duplicate-guard/thousand/of-one-mould", test_thousand_of_one_mould);

  return g_test_run ();
}
