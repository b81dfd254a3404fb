/* test-request-sizer.c: how many records to ask for, and how many tokens to allow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-request-sizer.h"

#define MOST 5000

typedef struct
{
  const char *name;
  guint n_records; /* of a reply */
  gint64 tokens;   /* that it took */
  guint wanted;    /* how many are asked for then */
  guint allowed;   /* tokens for 5 records then */
} Learning;

/* clang-format off */
static const Learning learnings[] = {
  { "short-records", 5, 100, 10, 800 },
  { "9-short-records", 9, 45, 10, 800 },
  { "10-short-records", 10, 50, 10, 300 },
  { "50", 10, 500, 10, 650 },
  { "just-10-records", 10, 568, 10, 718 },
  { "just-9-records", 10, 570, 9, 720 },
  { "100", 5, 500, 5, 1150 },
  { "200", 5, 1000, 3, 2150 },
  { "just-2-records", 1, 360, 2, 3750 },
  { "just-1-record", 1, 361, 1, 3760 },
  { "as-much-as-the-model-writes", 1, 485, 1, MOST },
  { "longer-than-a-reply", 2, 4000, 1, MOST },
  { "nothing-written", 0, 500, 3, 1750 },
  { "no-tokens-told", 5, 0, 3, 1750 },
  { "negative-tokens", 5, -100, 3, 1750 },
  { "as-many-as-a-number-holds", 1, G_MAXINT64, 1, MOST },
  { "more-than-32-bits", 1, G_GINT64_CONSTANT (1) << 32, 1, MOST },
};
/* clang-format on */

static void
assert_size (DgRequestSizer *sizer, guint n_records, guint allowed_for_5)
{
  g_assert_cmpuint (dg_request_sizer_get_n_records (sizer), ==, n_records);
  g_assert_cmpuint (dg_request_sizer_get_max_tokens (sizer, 5), ==, allowed_for_5);
}

static void
test_learning (gconstpointer data)
{
  const Learning *test = data;
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (MOST);

  dg_request_sizer_learn (sizer, test->n_records, test->tokens);

  assert_size (sizer, test->wanted, test->allowed);
}

static void
test_first (void)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (MOST);

  assert_size (sizer, 3, 1750);
}

static void
test_tokens_by_records (void)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (MOST);

  dg_request_sizer_learn (sizer, 1, 400);
  g_assert_cmpuint (dg_request_sizer_get_max_tokens (sizer, 1), ==, 950);
  g_assert_cmpuint (dg_request_sizer_get_max_tokens (sizer, 3), ==, 2550);
}

static void
test_at_least (void)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (MOST);

  g_assert_cmpuint (dg_request_sizer_get_max_tokens (sizer, 1), ==, 800);
}

static void
test_at_most (void)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (1000);

  g_assert_cmpuint (dg_request_sizer_get_max_tokens (sizer, 5), ==, 1000);
}

/* A model that cannot write as much as the least that is allowed otherwise. */
static void
test_small_model (void)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (500);

  g_assert_cmpuint (dg_request_sizer_get_max_tokens (sizer, 1), ==, 500);
}

/* The largest record counts: the next one may be as long. */
static void
test_largest_counts (void)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (MOST);

  dg_request_sizer_learn (sizer, 5, 1250);
  dg_request_sizer_learn (sizer, 5, 100);

  assert_size (sizer, 2, 2650);
}

static void
test_widen (void)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (MOST);

  dg_request_sizer_widen (sizer);
  assert_size (sizer, 2, 2550);
  dg_request_sizer_widen (sizer);
  assert_size (sizer, 2, 3750);
  dg_request_sizer_widen (sizer);
  assert_size (sizer, 1, MOST);
}

static void
test_widen_what_was_learnt (void)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (MOST);

  dg_request_sizer_learn (sizer, 1, 40);
  dg_request_sizer_widen (sizer);

  assert_size (sizer, 9, 800);
}

/* A model that runs on and on does not get more and more room, and one that keeps to its records gives it back. */
static void
test_widen_often (void)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (MOST);
  guint first, widest;

  dg_request_sizer_learn (sizer, 10, 1000);
  first = dg_request_sizer_get_max_tokens (sizer, 5);
  for (guint i = 0; i < 5000; i++)
    dg_request_sizer_widen (sizer);
  widest = dg_request_sizer_get_max_tokens (sizer, 5);
  g_assert_cmpuint (widest, >, 3 * first);
  g_assert_cmpuint (widest, <=, 4 * first);

  for (guint i = 0; i < 50; i++)
    dg_request_sizer_learn (sizer, 10, 1000);
  g_assert_cmpuint (dg_request_sizer_get_max_tokens (sizer, 5), ==, first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/request-sizer/first", test_first);
  for (guint i = 0; i < G_N_ELEMENTS (learnings); i++)
    {
      g_autofree char *path = g_strconcat ("/request-sizer/learn/", learnings[i].name, NULL);

      g_test_add_data_func (path, &learnings[i], test_learning);
    }
  g_test_add_func ("/request-sizer/learn/largest-counts", test_largest_counts);
  g_test_add_func ("/request-sizer/tokens/by-records", test_tokens_by_records);
  g_test_add_func ("/request-sizer/tokens/at-least", test_at_least);
  g_test_add_func ("/request-sizer/tokens/at-most", test_at_most);
  g_test_add_func ("/request-sizer/tokens/small-model", test_small_model);
  g_test_add_func ("/request-sizer/widen/steps", test_widen);
  g_test_add_func ("/request-sizer/widen/what-was-learnt", test_widen_what_was_learnt);
  g_test_add_func ("/request-sizer/widen/often", test_widen_often);

  return g_test_run ();
}
