/* test-duplicate-index.c: the index finds what comparing everything with everything finds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-duplicate-guard.h"
#include "dg-duplicate-index.h"
#include "dg-wording.h"
#include "dg-words.h"

#define N_RECORDS 60
#define N_GUARDED 240

static const char *const words[] = {
  "order",  "parcel", "late",  "broken",   "lamp",  "blue", "cancel", "invoice", "twice",  "paid",  "not",    "before",
  "friend", "street", "house", "delivery", "after", "week", "again",  "support", "phone",  "never", "answer", "please",
  "refund", "shop",   "door",  "driver",   "left",  "box",  "wet",    "rain",    "garden", "old",   "new",    "colour",
};

static const char *const names[] = { "Anna", "Berlin", "Miller", "Paris" };

/* --- texts: short and long ones, and most of them another one with something changed --- */

static void
append_word (GPtrArray *text, GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
      g_ptr_array_add (text, g_strdup_printf ("%d", g_rand_int_range (rand, 1, 40)));
      break;
    case 1:
      g_ptr_array_add (text, g_strdup_printf ("%d", g_rand_int_range (rand, 10000, 10040)));
      break;
    case 2:
      g_ptr_array_add (text, g_strdup (names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))]));
      break;
    default:
      g_ptr_array_add (text, g_strdup (words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]));
      break;
    }
}

static char *
join_words (GPtrArray *text)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < text->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (text, i));

  return g_strdup (joined->str);
}

static char *
make_input (GRand *rand, const char *earlier)
{
  g_autoptr (GPtrArray) text = g_ptr_array_new_with_free_func (g_free);
  int n_changes = g_rand_int_range (rand, 0, 5);

  if (earlier == NULL || g_rand_int_range (rand, 0, 3) == 0)
    {
      int n = g_rand_int_range (rand, 0, 2) == 0 ? g_rand_int_range (rand, 1, 12) : g_rand_int_range (rand, 12, 45);

      while (n-- > 0)
        append_word (text, rand);
      return join_words (text);
    }

  g_auto (GStrv) old = g_strsplit (earlier, " ", -1);
  for (guint i = 0; old[i] != NULL; i++)
    g_ptr_array_add (text, g_strdup (old[i]));
  while (n_changes-- > 0)
    {
      guint place = (guint) g_rand_int_range (rand, 0, (gint32) text->len + 1);

      append_word (text, rand);
      g_ptr_array_insert (text, (int) place, g_ptr_array_steal_index (text, text->len - 1));
      if (g_rand_boolean (rand) && text->len > 1)
        g_ptr_array_remove_index (text, (guint) g_rand_int_range (rand, 0, (gint32) text->len));
    }

  return join_words (text);
}

static GPtrArray *
make_records (GRand *rand, guint n_records)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  while (records->len < n_records)
    {
      DgRecord *earlier = records->len > 0
                              ? g_ptr_array_index (records, (guint) g_rand_int_range (rand, 0, (gint32) records->len))
                              : NULL;
      g_autofree char *input = make_input (rand, earlier != NULL ? dg_record_get_input (earlier) : NULL);

      g_ptr_array_add (records, dg_record_new (input, g_rand_boolean (rand) ? "a" : "b", 0));
    }

  return records;
}

/* --- without an index --- */

static gboolean
are_same (DgRecord *a, DgRecord *b)
{
  return dg_words_are_same (dg_record_get_input (a), dg_record_get_input (b));
}

static gboolean
are_alike (DgRecord *a, DgRecord *b)
{
  g_autoptr (DgWording) left = dg_wording_new (dg_record_get_input (a));
  g_autoptr (DgWording) right = dg_wording_new (dg_record_get_input (b));

  return are_same (a, b) || dg_wording_compare (left, right, DG_NEAR_DUPLICATE) > 0.0;
}

/* --- a guard, which lets in what is like nothing before --- */

/* What the guard has to say, found by comparing with all that was let in; NULL when nothing is like it. */
static char *
describe_by_hand (GPtrArray *admitted, DgRecord *record)
{
  g_autoptr (DgWording) wording = dg_wording_new (dg_record_get_input (record));
  DgRecord *nearest = NULL;
  double resemblance = 0.0;
  g_autofree char *shown = NULL;

  for (guint i = 0; i < admitted->len; i++)
    {
      DgRecord *other = g_ptr_array_index (admitted, i);
      g_autoptr (DgWording) others = dg_wording_new (dg_record_get_input (other));
      double value = dg_wording_compare (others, wording, DG_NEAR_DUPLICATE);

      if (are_same (other, record))
        {
          nearest = other;
          break;
        }
      if (value > resemblance)
        {
          resemblance = value;
          nearest = other;
        }
    }
  if (nearest == NULL)
    return NULL;

  shown = g_utf8_substring (dg_record_get_input (nearest), 0, MIN (80, strlen (dg_record_get_input (nearest))));
  if (!are_same (nearest, record))
    return g_strdup_printf ("%.0f %% like “%s", resemblance * 100.0, shown);

  return g_strdup_printf (g_str_equal (dg_record_get_answer (nearest), dg_record_get_answer (record))
                              ? "the same input is there already: “%s"
                              : "the same input is there already with another answer: “%s",
                          shown);
}

static void
test_guard (void)
{
  for (guint seed = 1; seed <= 2; seed++)
    {
      GRand *rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) records = make_records (rand, N_GUARDED);
      g_autoptr (GPtrArray) admitted = g_ptr_array_new ();
      g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();

      for (guint i = 0; i < records->len; i++)
        {
          DgRecord *record = g_ptr_array_index (records, i);
          g_autofree char *expected = describe_by_hand (admitted, record);
          g_autofree char *detail = NULL;
          DgRefusal reason;

          g_assert_cmpint (dg_duplicate_guard_admit (guard, dg_record_get_input (record), dg_record_get_answer (record),
                                                     &reason, &detail),
                           ==, expected == NULL);
          if (expected == NULL)
            {
              g_ptr_array_add (admitted, record);
              continue;
            }
          g_assert_true (g_str_has_prefix (detail, expected));
          g_assert_cmpint (reason == DG_REFUSAL_CONFLICT, ==, strstr (expected, "another answer") != NULL);
        }
      /* so many that the index of the guard has grown more than once */
      g_assert_cmpuint (admitted->len, >, N_GUARDED / 4);
      g_rand_free (rand);
    }
}

/* --- groups --- */

static guint *
group_by_hand (GPtrArray *records)
{
  guint *groups = g_new (guint, records->len);

  for (guint i = 0; i < records->len; i++)
    {
      groups[i] = i;
      for (guint j = 0; j < i; j++)
        if (groups[j] != groups[i] && are_alike (g_ptr_array_index (records, i), g_ptr_array_index (records, j)))
          {
            guint from = MAX (groups[i], groups[j]), to = MIN (groups[i], groups[j]);

            for (guint k = 0; k <= i; k++)
              if (groups[k] == from)
                groups[k] = to;
          }
    }

  return groups;
}

/* A group by hand is named after its first record. Returns: how many there are with two records and more */
static guint
count_groups (const guint *by_hand, guint n_records, guint *n_in_groups)
{
  guint n_groups = 0;

  *n_in_groups = 0;
  for (guint i = 0; i < n_records; i++)
    {
      guint size = 0;

      for (guint j = 0; j < n_records; j++)
        size += by_hand[j] == i;
      n_groups += size >= 2;
      *n_in_groups += size >= 2 ? size : 0;
    }

  return n_groups;
}

static void
assert_groups (guint seed)
{
  GRand *rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) records = make_records (rand, N_RECORDS);
  g_autoptr (DgDuplicateIndex) index = dg_duplicate_index_new (records, NULL);
  g_autoptr (GPtrArray) groups = dg_duplicate_index_find_groups (index, NULL);
  g_autofree guint *by_hand = group_by_hand (records);
  guint n_in_groups = 0, n_in_groups_by_hand;

  for (guint i = 0; i < groups->len; i++)
    {
      const DgDuplicateGroup *group = g_ptr_array_index (groups, i);

      g_assert_cmpuint (group->numbers->len, >=, 2);
      n_in_groups += group->numbers->len;
      for (guint n = 1; n < group->numbers->len; n++)
        {
          g_assert_cmpuint (g_array_index (group->numbers, guint, n), >, g_array_index (group->numbers, guint, n - 1));
          g_assert_cmpuint (by_hand[g_array_index (group->numbers, guint, n) - 1], ==,
                            by_hand[g_array_index (group->numbers, guint, 0) - 1]);
        }
    }
  g_assert_cmpuint (groups->len, ==, count_groups (by_hand, records->len, &n_in_groups_by_hand));
  g_assert_cmpuint (n_in_groups, ==, n_in_groups_by_hand);
  g_assert_cmpuint (groups->len, >, 2);
  g_rand_free (rand);
}

static void
test_groups (void)
{
  for (guint seed = 6; seed <= 9; seed++)
    assert_groups (seed);
}

static void
test_kinds (void)
{
  static const char *const texts[][2] = {
    { "Where is my parcel?", "shipping" },
    { "The lamp is broken.", "damage" },
    { "where is my parcel", "shipping" },
    { "the lamp is broken!", "complaint" },
    { "Thanks a lot!", "other" },
    { "???", "other" },
    { "???", "other" },
    { "!!!", "other" },
  };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DgDuplicateIndex) index = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  const DgDuplicateGroup *group;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (records, dg_record_new (texts[i][0], texts[i][1], 0));
  index = dg_duplicate_index_new (records, NULL);
  groups = dg_duplicate_index_find_groups (index, NULL);

  g_assert_cmpuint (groups->len, ==, 3);
  group = g_ptr_array_index (groups, 0);
  g_assert_cmpuint (group->kind, ==, DG_DUPLICATE_CONFLICT);
  g_assert_cmpuint (g_array_index (group->numbers, guint, 0), ==, 2);
  g_assert_cmpuint (g_array_index (group->numbers, guint, 1), ==, 4);
  group = g_ptr_array_index (groups, 1);
  g_assert_cmpuint (group->kind, ==, DG_DUPLICATE_SAME);
  g_assert_cmpuint (g_array_index (group->numbers, guint, 0), ==, 1);
  group = g_ptr_array_index (groups, 2);
  g_assert_cmpuint (g_array_index (group->numbers, guint, 0), ==, 6);
}

/* Thousands of texts of one mould take no time to speak of; comparing each with each would not come to an end. */
static void
test_one_mould (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DgDuplicateIndex) index = NULL;
  g_autoptr (GPtrArray) groups = NULL;

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *input = g_strdup_printf ("the parcel with the number %u has come to an old house in the garden "
                                                "street where a friend left it wet in rain behind my blue door",
                                                100000 + i);

      g_ptr_array_add (records, dg_record_new (input, "x", 0));
    }
  index = dg_duplicate_index_new (records, NULL);
  groups = dg_duplicate_index_find_groups (index, NULL);
  g_assert_cmpuint (groups->len, ==, 1);
  g_assert_cmpuint (((DgDuplicateGroup *) g_ptr_array_index (groups, 0))->numbers->len, ==, records->len);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duplicate-index/guard", test_guard);
  g_test_add_func ("/duplicate-index/groups", test_groups);
  g_test_add_func ("/duplicate-index/kinds", test_kinds);
  g_test_add_func ("/duplicate-index/one-mould", test_one_mould);

  return g_test_run ();
}
