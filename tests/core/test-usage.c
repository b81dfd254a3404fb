/* test-usage.c: counting tokens and what they cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "dg-usage.h"

static const DgPrice price = { .input = 0.33, .output = 2.75, .cache_read = 0.0825 };

static void
assert_near (double found, double expected)
{
  g_assert_cmpfloat_with_epsilon (found, expected, 1e-12);
}

static void
test_add (void)
{
  DgUsage sum = { 1, 20, 300, 4000 };
  const DgUsage other = { 50000, 600000, 7000000, 80000000 };

  dg_usage_add (&sum, &other);

  g_assert_cmpint (sum.input_tokens, ==, 50001);
  g_assert_cmpint (sum.output_tokens, ==, 600020);
  g_assert_cmpint (sum.cache_read_tokens, ==, 7000300);
  g_assert_cmpint (sum.cache_write_tokens, ==, 80004000);
}

static void
test_add_keeps_the_other (void)
{
  DgUsage sum = { 0 };
  const DgUsage other = { 1, 2, 3, 4 };

  dg_usage_add (&sum, &other);
  dg_usage_add (&sum, &other);

  g_assert_cmpint (sum.input_tokens, ==, 2);
  g_assert_cmpint (sum.cache_write_tokens, ==, 8);
  g_assert_cmpint (other.input_tokens, ==, 1);
}

static void
test_add_beyond_32_bits (void)
{
  DgUsage sum = { .output_tokens = G_MAXINT32 };
  const DgUsage other = { .output_tokens = G_MAXINT32 };

  dg_usage_add (&sum, &other);

  g_assert_cmpint (sum.output_tokens, ==, G_GINT64_CONSTANT (4294967294));
}

static void
test_cost_of_input (void)
{
  const DgUsage usage = { .input_tokens = 1000000 };

  assert_near (dg_usage_get_cost (&usage, &price), 0.33);
}

static void
test_cost_of_output (void)
{
  const DgUsage usage = { .output_tokens = 2000 };

  assert_near (dg_usage_get_cost (&usage, &price), 0.0055);
}

static void
test_cost_of_cache_reads (void)
{
  const DgUsage usage = { .cache_read_tokens = 4000000 };

  assert_near (dg_usage_get_cost (&usage, &price), 0.33);
}

static void
test_cost_of_cache_writes (void)
{
  const DgUsage usage = { .cache_write_tokens = 1000000000 };

  assert_near (dg_usage_get_cost (&usage, &price), 0.0);
}

static void
test_cost_of_all (void)
{
  const DgUsage usage = { 1200, 3400, 5600, 7800 };

  assert_near (dg_usage_get_cost (&usage, &price), (1200 * 0.33 + 3400 * 2.75 + 5600 * 0.0825) / 1e6);
}

static void
test_cost_of_nothing (void)
{
  const DgUsage usage = { 0 };

  assert_near (dg_usage_get_cost (&usage, &price), 0.0);
}

static void
test_unknown_price (void)
{
  const DgUsage usage = { 1200, 3400, 0, 0 };
  const DgPrice unknown = { NAN, NAN, NAN };

  g_assert_true (isnan (dg_usage_get_cost (&usage, &unknown)));
}

/* Half of a sum would pass for the whole. */
static void
test_half_unknown_price (void)
{
  const DgUsage usage = { 1200, 3400, 0, 0 };
  const DgPrice unknown = { 0.33, NAN, 0.0825 };

  g_assert_true (isnan (dg_usage_get_cost (&usage, &unknown)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/usage/add/sums", test_add);
  g_test_add_func ("/usage/add/keeps-the-other", test_add_keeps_the_other);
  g_test_add_func ("/usage/add/beyond-32-bits", test_add_beyond_32_bits);
  g_test_add_func ("/usage/cost/input", test_cost_of_input);
  g_test_add_func ("/usage/cost/output", test_cost_of_output);
  g_test_add_func ("/usage/cost/cache-reads", test_cost_of_cache_reads);
  g_test_add_func ("/usage/cost/cache-writes-are-free", test_cost_of_cache_writes);
  g_test_add_func ("/usage/cost/all", test_cost_of_all);
  g_test_add_func ("/usage/cost/nothing", test_cost_of_nothing);
  g_test_add_func ("/usage/cost/unknown-price", test_unknown_price);
  g_test_add_func ("/usage/cost/half-unknown-price", test_half_unknown_price);

  return g_test_run ();
}
