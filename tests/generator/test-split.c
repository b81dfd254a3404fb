/* test-split.c: train and test sides
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-split.h"

/* What an input that is like no other looks like: words that no other input has. */
static char *
invent_input (guint number)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 8; i++)
    g_string_append_printf (text, "w%uq%u%s ", number, i, i % 2 ? "ab" : "yz");

  return g_strdup (text->str);
}

static void
add_record (GPtrArray *records, guint group, const char *answer)
{
  g_autofree char *input = invent_input (group);

  g_ptr_array_add (records, dg_record_new (input, answer, 0));
}

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static guint
count_test (const DgSplit *split, GPtrArray *records, const char *answer, guint *n)
{
  guint n_test = 0;

  *n = 0;
  for (guint i = 0; i < records->len; i++)
    if (answer == NULL || g_str_equal (dg_record_get_answer (g_ptr_array_index (records, i)), answer))
      {
        (*n)++;
        n_test += split->is_test[i] ? 1 : 0;
      }

  return n_test;
}

/* Records of the same input are on one side. */
static void
assert_together (const DgSplit *split, GPtrArray *records)
{
  g_autoptr (GHashTable) sides = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    {
      const char *input = dg_record_get_input (g_ptr_array_index (records, i));
      gpointer side = GINT_TO_POINTER (split->is_test[i] ? 1 : 0);
      gpointer other;

      if (g_hash_table_lookup_extended (sides, input, NULL, &other))
        g_assert_true (side == other);
      g_hash_table_insert (sides, (gpointer) input, side);
    }
}

static void
test_count (void)
{
  g_assert_cmpuint (dg_split_count_test (50, 0.2), ==, 10);
  g_assert_cmpuint (dg_split_count_test (53, 0.3), ==, 16);
  g_assert_cmpuint (dg_split_count_test (10, 0.01), ==, 1);
  g_assert_cmpuint (dg_split_count_test (10, 0.99), ==, 9);
  g_assert_cmpuint (dg_split_count_test (1, 0.5), ==, 0);
}

/* Sizes, mixes and shares drawn from fixed seeds: without near-duplicates everything that is promised holds. */
static void
test_stratified (void)
{
  static const char *const answers[] = { "billing", "delivery", "return", "other", "praise", "spam", "legal" };

  for (guint round = 0; round < 150; round++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (round);
      g_autoptr (GPtrArray) records = new_records ();
      g_autoptr (DgSplit) split = NULL;
      g_autoptr (GError) error = NULL;
      guint n_labels = (guint) g_rand_int_range (random, 1, G_N_ELEMENTS (answers) + 1);
      guint n = (guint) g_rand_int_range (random, 2, 90);
      double share = g_rand_double_range (random, 0.05, 0.95);
      guint n_test = dg_split_count_test (n, share);
      guint n_both = 0, n_in_both = 0, n_helped = 0, n_all;
      double off = 0.0;

      /* the product makes the first labels frequent and the last rare */
      for (guint i = 0; i < n; i++)
        add_record (records, i, answers[(guint) (g_rand_double (random) * g_rand_double (random) * n_labels)]);
      split = dg_split_new (records, n_test, round, &error);
      g_assert_no_error (error);

      g_assert_cmpuint (split->n_alike, ==, 0);
      g_assert_cmpuint (split->n_test, ==, n_test);
      g_assert_cmpuint (count_test (split, records, NULL, &n_all), ==, n_test);
      for (guint i = 0; i < n_labels; i++)
        {
          count_test (split, records, answers[i], &n_all);
          n_both += n_all > 1;
          n_in_both += n_all;
        }
      for (guint i = 0; i < n_labels; i++)
        {
          guint n_label_test = count_test (split, records, answers[i], &n_all);
          double exact = (double) n_all * n_test / n;

          if (n_all < 2 || n_both > n_test || n_both > n - n_test)
            continue;
          g_assert_cmpuint (n_label_test, >=, 1);
          g_assert_cmpuint (n_label_test, <, n_all);
          n_helped += exact < 1.0 || n_all - exact < 1.0;
          off = MAX (off, ABS (n_label_test - exact));
        }
      /* a label that is helped onto a side takes a place from others; without one each has its share */
      if (n_helped == 0 && n_in_both == n && n_both <= MIN (n_test, n - n_test))
        g_assert_cmpfloat (off, <, 1.0);
    }
}

static void
test_largest_remainder (void)
{
  g_autoptr (GPtrArray) records = new_records ();
  g_autoptr (DgSplit) split = NULL;
  guint n;

  for (guint i = 0; i < 100; i++)
    add_record (records, i, i < 47 ? "a" : i < 83 ? "b" : "c");
  split = dg_split_new (records, 30, 1, NULL);

  /* 14.1, 10.8 and 5.1 */
  g_assert_cmpuint (split->n_labels, ==, 3);
  g_assert_cmpuint (count_test (split, records, "a", &n), ==, 14);
  g_assert_cmpuint (count_test (split, records, "b", &n), ==, 11);
  g_assert_cmpuint (count_test (split, records, "c", &n), ==, 5);
  g_assert_cmpuint (split->n_one_sided, ==, 0);
}

/* Groups of up to five, some of several labels: they stay together, and the count is exact as long as there are enough
 * records that are free. */
static void
test_groups (void)
{
  static const char *const answers[] = { "yes", "no", "unknown" };

  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (1000 + round);
      g_autoptr (GPtrArray) records = new_records ();
      g_autoptr (DgSplit) split = NULL;
      guint n_groups = (guint) g_rand_int_range (random, 2, 20);
      guint n_test, n, n_alike = 0;

      for (guint group = 0; group < n_groups; group++)
        {
          guint size = (guint) g_rand_int_range (random, 2, 6);

          n_alike += size;
          for (guint i = 0; i < size; i++)
            add_record (records, group, answers[(group + (round % 2 ? i : 0)) % 3]);
        }
      for (guint i = 0; i < 5; i++)
        add_record (records, n_groups + i, answers[i % 3]);
      n_test = dg_split_count_test (records->len, g_rand_double_range (random, 0.1, 0.9));
      split = dg_split_new (records, n_test, round, NULL);

      g_assert_cmpuint (split->n_alike, ==, n_alike);
      g_assert_cmpuint (split->n_test, ==, n_test);
      g_assert_cmpuint (count_test (split, records, NULL, &n), ==, n_test);
      assert_together (split, records);
    }
}

/* Only one choice of groups has 11 records. */
static void
test_only_one_way (void)
{
  static const guint sizes[] = { 7, 15, 4, 16, 28 };

  for (guint64 seed = 0; seed < 20; seed++)
    {
      g_autoptr (GPtrArray) records = new_records ();
      g_autoptr (DgSplit) split = NULL;

      for (guint group = 0; group < G_N_ELEMENTS (sizes); group++)
        for (guint i = 0; i < sizes[group]; i++)
          add_record (records, group, group % 2 ? "odd" : "even");
      split = dg_split_new (records, 11, seed, NULL);

      g_assert_cmpuint (split->n_test, ==, 11);
      assert_together (split, records);
      g_assert_true (split->is_test[0] && split->is_test[7 + 15]);
      /* the price of the exact count */
      g_assert_cmpuint (split->n_one_sided, ==, 1);
    }
}

static void
test_nearest (void)
{
  g_autoptr (GPtrArray) records = new_records ();
  g_autoptr (DgSplit) split = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  for (guint i = 0; i < 10; i++)
    add_record (records, 0, "a");
  for (guint i = 0; i < 3; i++)
    add_record (records, 1, "a");
  split = dg_split_new (records, 5, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (split->n_wanted, ==, 5);
  g_assert_cmpuint (split->n_test, ==, 3);
  g_assert_cmpuint (count_test (split, records, NULL, &n), ==, 3);
  g_clear_pointer (&split, dg_split_free);

  g_ptr_array_set_size (records, 10);
  split = dg_split_new (records, 5, 0, &error);
  g_assert_null (split);
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD);
}

/* a is like b and b is like c: all three are on one side, whatever a and c are to each other. */
static void
test_chain (void)
{
  static const char *const chain[] = {
    "one two three four five six seven eight nine ten eleven twelve",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
  };

  for (guint64 seed = 0; seed < 10; seed++)
    {
      g_autoptr (GPtrArray) records = new_records ();
      g_autoptr (DgSplit) split = NULL;

      for (guint i = 0; i < 9; i++)
        add_record (records, i, "a");
      for (guint i = 0; i < G_N_ELEMENTS (chain); i++)
        g_ptr_array_add (records, dg_record_new (chain[i], "a", 0));
      split = dg_split_new (records, 6, seed, NULL);

      g_assert_cmpuint (split->n_alike, ==, 3);
      g_assert_cmpuint (split->n_test, ==, 6);
      g_assert_true (split->is_test[9] == split->is_test[10] && split->is_test[10] == split->is_test[11]);
    }
}

static void
test_seed (void)
{
  g_autoptr (GPtrArray) records = new_records ();
  g_autoptr (DgSplit) first = NULL;
  g_autoptr (DgSplit) again = NULL;
  g_autoptr (DgSplit) other = NULL;
  gsize n_bytes = sizeof (gboolean) * 60;

  for (guint i = 0; i < 60; i++)
    add_record (records, i, i % 3 ? "a" : "b");
  first = dg_split_new (records, 12, 7, NULL);
  again = dg_split_new (records, 12, 7, NULL);
  other = dg_split_new (records, 12, 8, NULL);

  g_assert_cmpmem (first->is_test, n_bytes, again->is_test, n_bytes);
  g_assert_cmpint (memcmp (first->is_test, other->is_test, n_bytes), !=, 0);
}

/* Every record has the same chance. */
static void
test_fair (void)
{
  g_autoptr (GPtrArray) records = new_records ();
  guint counts[20] = { 0 };

  for (guint i = 0; i < 20; i++)
    add_record (records, i / 2 < 4 ? i / 2 : i, "a");
  for (guint64 seed = 0; seed < 2000; seed++)
    {
      g_autoptr (DgSplit) split = dg_split_new (records, 5, seed, NULL);

      for (guint i = 0; i < 20; i++)
        counts[i] += split->is_test[i] ? 1 : 0;
    }

  /* a quarter of 2000, with room for chance and for what the pairs cost */
  for (guint i = 0; i < 20; i++)
    {
      g_assert_cmpuint (counts[i], >, 380);
      g_assert_cmpuint (counts[i], <, 620);
    }
}

static void
test_no_labels (void)
{
  g_autoptr (GPtrArray) records = new_records ();
  g_autoptr (DgSplit) split = NULL;

  for (guint i = 0; i < DG_SPLIT_MAX_LABELS + 1; i++)
    {
      g_autofree char *answer = g_strdup_printf ("label %u", i);

      add_record (records, i, answer);
    }
  split = dg_split_new (records, 5, 0, NULL);
  g_assert_cmpuint (split->n_labels, ==, 0);
  g_assert_cmpuint (split->n_test, ==, 5);
  g_clear_pointer (&split, dg_split_free);

  g_ptr_array_set_size (records, DG_SPLIT_MAX_LABELS);
  split = dg_split_new (records, 5, 0, NULL);
  g_assert_cmpuint (split->n_labels, ==, DG_SPLIT_MAX_LABELS);
  g_clear_pointer (&split, dg_split_free);

  add_record (records, 100, "an answer of more characters than a label has, which is therefore no label");
  g_ptr_array_remove_index (records, 0);
  split = dg_split_new (records, 5, 0, NULL);
  g_assert_cmpuint (split->n_labels, ==, 0);
}

static void
test_sides (void)
{
  g_autoptr (GPtrArray) records = new_records ();
  g_autoptr (GPtrArray) train = NULL;
  g_autoptr (GPtrArray) test = NULL;
  g_autoptr (DgSplit) split = NULL;

  for (guint i = 0; i < 11; i++)
    add_record (records, i, "a");
  split = dg_split_new (records, 4, 0, NULL);
  train = dg_split_dup_side (split, records, FALSE);
  test = dg_split_dup_side (split, records, TRUE);

  g_assert_cmpuint (train->len, ==, 7);
  g_assert_cmpuint (test->len, ==, 4);
  for (guint i = 0, a = 0, b = 0; i < 11; i++)
    g_assert_true (records->pdata[i] == (split->is_test[i] ? test->pdata[b++] : train->pdata[a++]));
}

/* More labels than places: the count is kept, and what is missing is told. */
static void
test_too_few_places (void)
{
  static const char *const answers[] = { "a", "b", "c", "d", "e" };
  g_autoptr (GPtrArray) records = new_records ();
  g_autoptr (DgSplit) few = NULL;
  g_autoptr (DgSplit) many = NULL;

  for (guint i = 0; i < 20; i++)
    add_record (records, i, answers[i % 5]);
  few = dg_split_new (records, 2, 0, NULL);
  many = dg_split_new (records, 18, 0, NULL);

  g_assert_cmpuint (few->n_test, ==, 2);
  g_assert_cmpuint (few->n_one_sided, ==, 3);
  g_assert_cmpuint (many->n_test, ==, 18);
  g_assert_cmpuint (many->n_one_sided, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/split/count", test_count);
  g_test_add_func ("/split/stratified", test_stratified);
  g_test_add_func ("/split/largest-remainder", test_largest_remainder);
  g_test_add_func ("/split/groups", test_groups);
  g_test_add_func ("/split/only-one-way", test_only_one_way);
  g_test_add_func ("/split/nearest", test_nearest);
  g_test_add_func ("/split/chain", test_chain);
  g_test_add_func ("/split/seed", test_seed);
  g_test_add_func ("/split/fair", test_fair);
  g_test_add_func ("/split/no-labels", test_no_labels);
  g_test_add_func ("/split/sides", test_sides);
  g_test_add_func ("/split/too-few-places", test_too_few_places);

  return g_test_run ();
}
