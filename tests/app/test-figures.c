/* test-figures.c: times, sums and speeds as people are told them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dg-figures.h"
#include "dg-run-rate.h"

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_times (void)
{
  assert_text (dg_figures_dup_duration (0.2), "1 s");
  assert_text (dg_figures_dup_duration (44.1), "45 s");
  assert_text (dg_figures_dup_duration (180.0), "3 min");
  assert_text (dg_figures_dup_duration (4800.0), "1 h 20 min");
  assert_text (dg_figures_dup_time_left (-1.0), "");
  assert_text (dg_figures_dup_time_left (3.0), "A few seconds left");
  assert_text (dg_figures_dup_time_left (17.0), "About 20 s left");
}

static void
test_costs (void)
{
  assert_text (dg_figures_dup_cost (NAN), "price not known");
  assert_text (dg_figures_dup_cost (0.0), "$0.00");
  assert_text (dg_figures_dup_cost (0.0042), "$0.0042");
  assert_text (dg_figures_dup_cost (0.056), "$0.056");
  assert_text (dg_figures_dup_cost (1.2345), "$1.23");
}

static void
test_estimates (void)
{
  DgEstimate estimate = { 20.0, 45.0, 30000, 7400, 0.12, 0.15 };

  /* the C locale has no separator of thousands */
  assert_text (dg_figures_dup_estimate (&estimate), "About 20 s to 45 s, 38000 tokens, $0.12–$0.15");
  estimate.seconds_high = 20.0;
  estimate.cost_low_usd = estimate.cost_high_usd = 0.0;
  assert_text (dg_figures_dup_estimate (&estimate), "About 20 s, 38000 tokens, free");
  estimate.cost_low_usd = estimate.cost_high_usd = NAN;
  assert_text (dg_figures_dup_estimate (&estimate), "About 20 s, 38000 tokens, price not known");
}

static gint64
feed (DgRunRate *rate, gint64 now_us, guint *n, double per_second, double seconds)
{
  double whole = *n;

  for (double t = 0.0; t < seconds; t += 0.5)
    {
      now_us += G_USEC_PER_SEC / 2;
      whole += per_second / 2;
      *n = (guint) whole;
      dg_run_rate_look (rate, now_us, *n);
    }

  return now_us;
}

static void
test_rate (void)
{
  DgRunRate rate = { 0 };
  gint64 now_us = G_USEC_PER_SEC;
  guint n = 40;

  dg_run_rate_look (&rate, now_us, n);
  g_assert_cmpfloat (dg_run_rate_get_seconds_left (&rate, 100), <, 0.0);
  now_us = feed (&rate, now_us, &n, 10.0, 1.0);
  /* too early to tell */
  g_assert_cmpfloat (dg_run_rate_get_seconds_left (&rate, 100), <, 0.0);
  now_us = feed (&rate, now_us, &n, 10.0, 20.0);
  /* what was there at first is not counted as made */
  g_assert_cmpfloat_with_epsilon (dg_run_rate_get (&rate), 10.0, 0.5);
  g_assert_cmpfloat_with_epsilon (dg_run_rate_get_seconds_left (&rate, 100), 10.0, 0.6);

  /* a pause is no slowness */
  dg_run_rate_rest (&rate);
  now_us += 600 * G_USEC_PER_SEC;
  dg_run_rate_look (&rate, now_us, n);
  now_us = feed (&rate, now_us, &n, 10.0, 1.0);
  g_assert_cmpfloat_with_epsilon (dg_run_rate_get (&rate), 10.0, 0.5);

  /* one burst moves it, but does not carry it away */
  dg_run_rate_look (&rate, now_us + G_USEC_PER_SEC / 2, n + 30);
  g_assert_cmpfloat (dg_run_rate_get (&rate), <, 15.0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/figures/times", test_times);
  g_test_add_func ("/app/figures/costs", test_costs);
  g_test_add_func ("/app/figures/estimates", test_estimates);
  g_test_add_func ("/app/figures/rate", test_rate);

  return g_test_run ();
}
