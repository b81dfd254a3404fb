/* dg-figures.c: times, sums and counts in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-figures.h"

#include <glib/gi18n.h>
#include <math.h>

#define MINUTE 60.0
#define HOUR 3600.0

/* Below this, seconds are told; nobody plans by them above. */
#define MOST_SECONDS 100.0

/* Guesses are told in steps of this many seconds. */
#define STEP_SECONDS 5.0

/* As many digits as it takes for a sum to be more than nothing. */
#define SMALL_SUM 0.1
#define TINY_SUM 0.01

/* Of tokens, thousands are enough. */
#define MANY_TOKENS 10000

/**
 * dg_figures_dup_duration:
 * @seconds: a time, in seconds
 *
 * Returns: (transfer full): such as “45 s”, “3 min” or “1 h 20 min”
 */
char *
dg_figures_dup_duration (double seconds)
{
  double minutes = round (seconds / MINUTE);

  if (seconds < MOST_SECONDS)
    /* Translators: seconds. */
    return g_strdup_printf (_ ("%.0f s"), MAX (ceil (seconds), 1.0));
  if (seconds < HOUR)
    /* Translators: minutes. */
    return g_strdup_printf (_ ("%.0f min"), minutes);

  /* Translators: hours and minutes. */
  return g_strdup_printf (_ ("%.0f h %.0f min"), floor (minutes / MINUTE), fmod (minutes, MINUTE));
}

/**
 * dg_figures_dup_time_left:
 * @seconds: what is left, in seconds; negative when that is not known
 *
 * Returns: (transfer full): such as “About 20 s left”; empty when nothing is known
 */
char *
dg_figures_dup_time_left (double seconds)
{
  g_autofree char *duration = NULL;

  if (seconds < 0.0)
    return g_strdup ("");
  if (seconds < STEP_SECONDS)
    return g_strdup (_ ("A few seconds left"));

  duration = dg_figures_dup_duration (ceil (seconds / STEP_SECONDS) * STEP_SECONDS);
  /* Translators: the %s is a time, such as “20 s” or “3 min”. */
  return g_strdup_printf (_ ("About %s left"), duration);
}

/**
 * dg_figures_dup_cost:
 * @dollars: US dollars; NaN when the price is not known
 *
 * Returns: (transfer full): such as “$0.09”
 */
char *
dg_figures_dup_cost (double dollars)
{
  if (isnan (dollars))
    return g_strdup (_ ("price not known"));
  if (dollars > 0.0 && dollars < TINY_SUM)
    return g_strdup_printf ("$%.4f", MAX (dollars, 0.0001));

  return g_strdup_printf (dollars > 0.0 && dollars < SMALL_SUM ? "$%.3f" : "$%.2f", dollars);
}

/**
 * dg_figures_dup_records:
 * @n_records: a number of records
 *
 * Returns: (transfer full): such as “1,000 records”
 */
char *
dg_figures_dup_records (guint n_records)
{
  return g_strdup_printf (ngettext ("%'u record", "%'u records", n_records), n_records);
}

/* --- estimates --- */

static char *
dup_time_range (const DgEstimate *estimate)
{
  g_autofree char *low = dg_figures_dup_duration (estimate->seconds_low);
  g_autofree char *high = dg_figures_dup_duration (estimate->seconds_high);

  if (g_str_equal (low, high))
    return g_steal_pointer (&low);

  /* Translators: two times, such as “20 s to 2 min”. */
  return g_strdup_printf (_ ("%s to %s"), low, high);
}

static char *
dup_tokens (const DgEstimate *estimate)
{
  guint64 n_tokens = estimate->input_tokens + estimate->output_tokens;
  guint64 step = n_tokens >= MANY_TOKENS ? 1000 : 100;
  gulong rounded = (gulong) ((n_tokens + step - 1) / step * step);

  return g_strdup_printf (ngettext ("%'lu token", "%'lu tokens", rounded), rounded);
}

static char *
dup_cost_range (const DgEstimate *estimate)
{
  g_autofree char *low = dg_figures_dup_cost (estimate->cost_low_usd);
  g_autofree char *high = dg_figures_dup_cost (estimate->cost_high_usd);

  if (estimate->cost_high_usd <= 0.0)
    return g_strdup (_ ("free"));
  if (g_str_equal (low, high))
    return g_steal_pointer (&low);

  /* Translators: two sums of money, such as “$0.09–$0.12”. */
  return g_strdup_printf (_ ("%s–%s"), low, high);
}

/**
 * dg_figures_dup_estimate:
 * @estimate: what something will take
 *
 * Returns: (transfer full): such as “About 20 s to 45 s, 38,000 tokens, $0.09–$0.12”
 */
char *
dg_figures_dup_estimate (const DgEstimate *estimate)
{
  g_return_val_if_fail (estimate != NULL, NULL);

  g_autofree char *time = dup_time_range (estimate);
  g_autofree char *tokens = dup_tokens (estimate);
  g_autofree char *cost = dup_cost_range (estimate);

  /* Translators: what making a dataset will take: a time, a number of tokens, a price. */
  return g_strdup_printf (_ ("About %s, %s, %s"), time, tokens, cost);
}
