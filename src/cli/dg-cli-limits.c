/* dg-cli-limits.c: the options of everything that makes records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dg-cli-limits.h"

/* What the pacing may go up to; it finds out by itself how much of that the service takes. */
#define MAX_REQUESTS 32
#define MOST_MAX_REQUESTS 64

/* A reply of records takes some seconds; most of those in flight end in this time. */
#define GRACE_MS 15000

/**
 * dg_cli_limits_clear:
 * @limits: options
 */
void
dg_cli_limits_clear (DgCliLimits *limits)
{
  g_clear_pointer (&limits->max_requests, g_free);
  g_clear_pointer (&limits->max_cost, g_free);
  g_clear_pointer (&limits->check_model, g_free);
}

static gboolean
read_max_cost (const char *text, DgModel *model, double *max_cost_usd, GError **error)
{
  char *end = NULL;
  DgPrice price;

  *max_cost_usd = g_ascii_strtod (text, &end);
  dg_model_get_price (model, &price);
  if (g_str_equal (text, "none"))
    return TRUE;
  if (end == text || *end != '\0' || !isfinite (*max_cost_usd) || *max_cost_usd <= 0.0)
    g_propagate_error (error, dg_cli_new_usage_error (
                                  _ ("--max-cost must be dollars above 0, such as 0.50, or none, not “%s”"), text));
  else if (isnan (price.output))
    g_propagate_error (error, dg_cli_new_usage_error (_ ("--max-cost cannot be kept: the price of %s is not known"),
                                                      dg_model_get_id (model)));
  else
    return TRUE;

  return FALSE;
}

/**
 * dg_cli_limits_apply:
 * @limits: options as they were given
 * @model: who makes the records
 * @options: (inout): gets requests in flight, grace and a seed of its own; limit and check stay as they are where
 * nothing is given
 * @error: return location for an error
 *
 * Returns: whether they can be kept
 */
gboolean
dg_cli_limits_apply (const DgCliLimits *limits, DgModel *model, DgRunOptions *options, GError **error)
{
  gint64 max_requests = MAX_REQUESTS;

  if (limits->max_requests != NULL &&
      !dg_cli_parse_number ("--max-requests", limits->max_requests, 1, MOST_MAX_REQUESTS, &max_requests, error))
    return FALSE;

  options->max_requests = (guint) max_requests;
  options->grace_ms = GRACE_MS;
  if (limits->check_answers && options->check_model == NULL)
    options->check_model = dg_model_get_id (model);
  if (limits->check_model != NULL && options->check_model != NULL)
    options->check_model = limits->check_model;
  options->seed = (guint64) g_random_int () << 32 | g_random_int ();

  return limits->max_cost == NULL || read_max_cost (limits->max_cost, model, &options->max_cost_usd, error);
}
