/* dg-coverage-apportion.c: how often each value of a dimension comes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The method of largest remainders, which Alexander Hamilton proposed for seats in 1792: a value is due its share of
 * the lines, its quota. It has the whole part of it, and what is left over goes, one line each, to the largest
 * fractions. So the counts add up and each is within one of its quota. The same counts are the whole numbers with the
 * smallest sum of squared distances from the quotas, which is how a deal under pair rules knows that it is nearing
 * them.
 */

#include "config.h"

#include <math.h>

#include "dg-coverage-plan-private.h"

/* Below this a difference is one of rounding. */
#define TRIFLE 1e-9

/* A value that is due next to nothing is not to outweigh all others when it comes too often. */
#define SMALLEST_QUOTA 0.1

typedef struct
{
  guint value;
  double remainder;
} Claim;

static int
compare_claims (gconstpointer a, gconstpointer b)
{
  const Claim *x = a, *y = b;

  if (x->remainder > y->remainder)
    return -1;
  if (x->remainder < y->remainder)
    return 1;

  return x->value < y->value ? -1 : x->value > y->value;
}

/*
 * dg_coverage_apportion:
 * @quotas: how many lines each value is due, in fractions of a line; they add up to @n_lines
 * @n_values: how many values there are, at least 1
 * @n_lines: how many lines there are
 * @counts: (out caller-allocates): the same in whole lines; they add up to @n_lines
 */
void
dg_coverage_apportion (const double *quotas, guint n_values, guint n_lines, guint *counts)
{
  g_autofree Claim *claims = g_new0 (Claim, n_values);
  guint given = 0;

  for (guint v = 0; v < n_values; v++)
    {
      counts[v] = (guint) floor (quotas[v]);
      given += counts[v];
      claims[v] = (Claim){ v, quotas[v] - floor (quotas[v]) };
    }

  qsort (claims, n_values, sizeof *claims, compare_claims);
  for (guint i = 0; given < n_lines; i = (i + 1) % n_values, given++)
    counts[claims[i].value]++;
}

/*
 * dg_dealt_dimension_init:
 * @self: memory for a dimension
 * @dimension: what is to be dealt; must outlive @self
 * @n_lines: onto how many lines
 *
 * Fixes how often each value is to come. A dimension without values stays without lines.
 */
void
dg_dealt_dimension_init (DgDealtDimension *self, const DgDimension *dimension, guint n_lines)
{
  guint n_values = dimension->values->len;
  double sum = 0.0;

  self->dimension = dimension;
  self->n_values = n_values;
  self->quotas = g_new0 (double, n_values);
  self->targets = g_new0 (guint, n_values);
  self->counts = g_new0 (guint, n_values);
  self->lines = g_new0 (guint, n_lines);
  self->ways = g_new0 (guint, n_lines);

  for (guint v = 0; v < n_values; v++)
    sum += ((DgDimensionValue *) g_ptr_array_index (dimension->values, v))->weight;
  for (guint v = 0; v < n_values; v++)
    self->quotas[v] = ((DgDimensionValue *) g_ptr_array_index (dimension->values, v))->weight / sum * n_lines;
  if (n_values > 0)
    dg_coverage_apportion (self->quotas, n_values, n_lines, self->targets);
}

void
dg_dealt_dimension_clear (DgDealtDimension *self)
{
  g_free (self->quotas);
  g_free (self->targets);
  g_free (self->counts);
  g_free (self->lines);
  g_free (self->ways);
}

/* Gives a line of a dealt dimension another value. */
void
dg_dealt_dimension_set_line (DgDealtDimension *self, guint line, guint value)
{
  self->counts[self->lines[line]]--;
  self->counts[value]++;
  self->lines[line] = value;
}

/* The fewest lines with which @value is within one of its share. */
guint
dg_dealt_dimension_get_least (const DgDealtDimension *self, guint value)
{
  double least = ceil (self->quotas[value] - 1.0 - TRIFLE);

  return least > 0.0 ? (guint) least : 0;
}

/* The most lines with which @value is within one of its share. */
guint
dg_dealt_dimension_get_most (const DgDealtDimension *self, guint value)
{
  return (guint) floor (self->quotas[value] + 1.0 + TRIFLE);
}

/* How far @count is out of what is within one of the share. */
static guint
measure_excess (const DgDealtDimension *self, guint value, guint count)
{
  guint least = dg_dealt_dimension_get_least (self, value);
  guint most = dg_dealt_dimension_get_most (self, value);

  return count < least ? least - count : count > most ? count - most : 0;
}

/* What one line more changes in the squared excess, against the quota: so what can't be met is borne in proportion. */
static double
price_excess (const DgDealtDimension *self, guint value, guint count)
{
  double now = measure_excess (self, value, count);
  double then = measure_excess (self, value, count + 1);

  return (then * then - now * now) / MAX (self->quotas[value], SMALLEST_QUOTA);
}

/* What one line more changes in the squared distance from the quota. */
static double
price_distance (const DgDealtDimension *self, guint value, guint count)
{
  return 2.0 * (count - self->quotas[value]) + 1.0;
}

/*
 * dg_dealt_dimension_is_improved:
 * @self: a dealt dimension
 * @from: a value that some line has
 * @to: another value
 *
 * Tells whether the counts would be better with one line less of @from and one more of @to: nearer to where all are
 * within one of their shares, and with that equal, nearer to the shares. Both are sums of a convex function of each
 * count, so a dimension that no such step improves can't be bettered at all.
 */
gboolean
dg_dealt_dimension_is_improved (const DgDealtDimension *self, guint from, guint to)
{
  guint less = self->counts[from] - 1;
  double excess = price_excess (self, to, self->counts[to]) - price_excess (self, from, less);
  double distance = price_distance (self, to, self->counts[to]) - price_distance (self, from, less);

  return excess < -TRIFLE || (excess < TRIFLE && distance < -TRIFLE);
}

/* How many lines are missing or too many for every count to be within one of its share. */
guint
dg_dealt_dimension_get_excess (const DgDealtDimension *self)
{
  guint excess = 0;

  for (guint v = 0; v < self->n_values; v++)
    excess += measure_excess (self, v, self->counts[v]);

  return excess;
}
