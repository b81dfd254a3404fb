/* dg-coverage-counts.c: how many records have each value of a dimension, as a person sets it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The counts always add up to the total. What one value gets, the values that are not locked give, in proportion to
 * their shares, and the other way round. Shares are kept in fractions beside the counts: a value that was pushed down
 * by its neighbour comes back as it was.
 */

#include "config.h"

#include "dg-coverage-counts.h"
#include "dg-coverage-plan-private.h"

/* A share that comes to no record, but still says how it stands to others of its kind. */
#define TRIFLE 1e-6

struct _DgCoverageCounts
{
  guint n_values;
  guint total;
  double *shares;   /* (owned) */
  guint *counts;    /* (owned) */
  gboolean *locked; /* (owned) */
};

/* --- dealing out --- */

static double
sum_shares (const DgCoverageCounts *self, const gboolean *fixed)
{
  double sum = 0.0;

  for (guint v = 0; v < self->n_values; v++)
    sum += fixed[v] ? 0.0 : self->shares[v];

  return sum;
}

static guint
sum_counts (const DgCoverageCounts *self, const gboolean *fixed)
{
  guint sum = 0;

  for (guint v = 0; v < self->n_values; v++)
    sum += fixed[v] ? self->counts[v] : 0;

  return sum;
}

/* Gives the values that are not fixed what is left, in proportion to their shares; alike, when none has a share. */
static void
deal (DgCoverageCounts *self, const gboolean *fixed)
{
  g_autofree double *quotas = g_new0 (double, self->n_values);
  g_autofree guint *given = g_new0 (guint, self->n_values);
  g_autofree guint *values = g_new0 (guint, self->n_values);
  guint left = self->total - sum_counts (self, fixed);
  double sum = sum_shares (self, fixed);
  guint n = 0;

  for (guint v = 0; v < self->n_values; v++)
    if (!fixed[v])
      values[n++] = v;
  if (n == 0)
    return;

  for (guint i = 0; i < n; i++)
    quotas[i] = sum > 0.0 ? self->shares[values[i]] / sum * left : (double) left / n;
  dg_coverage_apportion (quotas, n, left, given);
  for (guint i = 0; i < n; i++)
    self->counts[values[i]] = given[i];
}

/* Makes shares and counts of the values that are not fixed speak of the same: without a record left, they are next to
 * nothing, but remember how they stood to each other. */
static void
scale_shares (DgCoverageCounts *self, const gboolean *fixed)
{
  guint left = self->total - sum_counts (self, fixed);
  double sum = sum_shares (self, fixed);

  if (sum <= 0.0)
    return;
  for (guint v = 0; v < self->n_values; v++)
    if (!fixed[v])
      self->shares[v] *= (left > 0 ? left : TRIFLE) / sum;
}

static gboolean
are_all_fixed (const DgCoverageCounts *self, const gboolean *fixed)
{
  for (guint v = 0; v < self->n_values; v++)
    if (!fixed[v])
      return FALSE;

  return TRUE;
}

/**
 * dg_coverage_counts_new:
 * @dimension: a dimension with values
 * @total: how many records there are
 *
 * Returns: (transfer full): the counts that the weights of @dimension come to, none of them locked
 */
DgCoverageCounts *
dg_coverage_counts_new (const DgDimension *dimension, guint total)
{
  g_return_val_if_fail (dimension != NULL, NULL);

  DgCoverageCounts *self = g_new0 (DgCoverageCounts, 1);

  self->n_values = dimension->values->len;
  self->total = total;
  self->shares = g_new0 (double, self->n_values);
  self->counts = g_new0 (guint, self->n_values);
  self->locked = g_new0 (gboolean, self->n_values);
  for (guint v = 0; v < self->n_values; v++)
    self->shares[v] = dg_dimension_get_value (dimension, v)->weight;
  deal (self, self->locked);
  scale_shares (self, self->locked);

  return self;
}

/**
 * dg_coverage_counts_free:
 * @self: (transfer full): counts
 */
void
dg_coverage_counts_free (DgCoverageCounts *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->shares);
  g_free (self->counts);
  g_free (self->locked);
  g_free (self);
}

/**
 * dg_coverage_counts_get_n_values:
 * @self: counts
 *
 * Returns: how many values there are
 */
guint
dg_coverage_counts_get_n_values (const DgCoverageCounts *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_values;
}

/**
 * dg_coverage_counts_get_total:
 * @self: counts
 *
 * Returns: what the counts add up to
 */
guint
dg_coverage_counts_get_total (const DgCoverageCounts *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->total;
}

/**
 * dg_coverage_counts_set_total:
 * @self: counts
 * @total: how many records there are now
 *
 * Locked counts stay as long as there are records for them and others to take the rest; else all change in proportion.
 */
void
dg_coverage_counts_set_total (DgCoverageCounts *self, guint total)
{
  g_return_if_fail (self != NULL);

  g_autofree gboolean *none = g_new0 (gboolean, self->n_values);
  gboolean keeps_locked = sum_counts (self, self->locked) <= total && !are_all_fixed (self, self->locked);
  const gboolean *fixed = keeps_locked ? self->locked : none;

  if (total == self->total)
    return;

  self->total = total;
  deal (self, fixed);
  scale_shares (self, fixed);
}

/**
 * dg_coverage_counts_get:
 * @self: counts
 * @value: a value of the dimension, counted from 0
 *
 * Returns: how many records have it
 */
guint
dg_coverage_counts_get (const DgCoverageCounts *self, guint value)
{
  g_return_val_if_fail (self != NULL && value < self->n_values, 0);

  return self->counts[value];
}

/**
 * dg_coverage_counts_set:
 * @self: counts
 * @value: a value of the dimension, counted from 0
 * @count: how many records are to have it
 *
 * Sets one count, also of a locked value; the others that are not locked take the difference.
 *
 * Returns: what it was set to: no more than the locked ones leave, and with nobody to take the difference, what it was
 */
guint
dg_coverage_counts_set (DgCoverageCounts *self, guint value, guint count)
{
  g_return_val_if_fail (self != NULL && value < self->n_values, 0);

  g_autofree gboolean *fixed = g_memdup2 (self->locked, sizeof (gboolean) * self->n_values);
  guint least, most;

  dg_coverage_counts_get_range (self, value, &least, &most);
  self->counts[value] = CLAMP (count, least, most);
  self->shares[value] = self->counts[value];
  fixed[value] = TRUE;
  deal (self, fixed);
  scale_shares (self, fixed);

  return self->counts[value];
}

/**
 * dg_coverage_counts_get_locked:
 * @self: counts
 * @value: a value of the dimension, counted from 0
 *
 * Returns: whether its count stays when another is set
 */
gboolean
dg_coverage_counts_get_locked (const DgCoverageCounts *self, guint value)
{
  g_return_val_if_fail (self != NULL && value < self->n_values, FALSE);

  return self->locked[value];
}

/**
 * dg_coverage_counts_set_locked:
 * @self: counts
 * @value: a value of the dimension, counted from 0
 * @locked: whether its count stays when another is set
 */
void
dg_coverage_counts_set_locked (DgCoverageCounts *self, guint value, gboolean locked)
{
  g_return_if_fail (self != NULL && value < self->n_values);

  self->locked[value] = !!locked;
}

/**
 * dg_coverage_counts_get_range:
 * @self: counts
 * @value: a value of the dimension, counted from 0
 * @least: (out): the least that it can be set to
 * @most: (out): the most that it can be set to
 */
void
dg_coverage_counts_get_range (const DgCoverageCounts *self, guint value, guint *least, guint *most)
{
  g_return_if_fail (self != NULL && value < self->n_values && least != NULL && most != NULL);

  g_autofree gboolean *fixed = g_memdup2 (self->locked, sizeof (gboolean) * self->n_values);

  fixed[value] = TRUE;
  *least = *most = self->counts[value];
  if (are_all_fixed (self, fixed))
    return;

  *least = 0;
  *most = self->total - (sum_counts (self, fixed) - self->counts[value]);
}

/**
 * dg_coverage_counts_apply:
 * @self: counts
 * @dimension: the dimension that they were made for
 *
 * Makes the weights of @dimension come to these counts.
 */
void
dg_coverage_counts_apply (const DgCoverageCounts *self, DgDimension *dimension)
{
  g_return_if_fail (self != NULL && dimension != NULL && dimension->values->len == self->n_values);

  for (guint v = 0; v < self->n_values; v++)
    dg_dimension_get_value (dimension, v)->weight = self->counts[v] > 0 ? self->counts[v] : TRIFLE;
}
