/* dg-coverage-plan.c: which record is to cover what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Every line of the plan is one record to be made. Values are dealt, not drawn: how often each value of a dimension
 * comes is fixed first (largest remainder, so the counts add up to the number of lines and each is within one of its
 * share), and then the values are laid on the lines so that each pair of values from two dimensions comes as often as
 * the two shares ask for. Drawing independently would meet the shares only on average.
 */

#include "config.h"

#include <math.h>

#include "dg-coverage-plan.h"

typedef struct
{
  char *name;        /* (owned) */
  GPtrArray *values; /* (owned) (element-type utf8) */
  double *shares;    /* (owned) of 1, one a value */
  guint *counts;     /* (owned) how many lines have the value */
  guint *lines;      /* (owned) the value of each line */
} DealtDimension;

struct _DgCoveragePlan
{
  gatomicrefcount ref_count;
  guint n_lines;
  GPtrArray *dimensions; /* (owned) (element-type DealtDimension) */
};

static void
free_dimension (gpointer data)
{
  DealtDimension *dimension = data;

  g_free (dimension->name);
  g_ptr_array_unref (dimension->values);
  g_free (dimension->shares);
  g_free (dimension->counts);
  g_free (dimension->lines);
  g_free (dimension);
}

/* --- how often --- */

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

/* The method of largest remainders (Hamilton): whole parts first, then one each to the largest fractions. */
static void
apportion (DealtDimension *self, guint n_lines)
{
  guint n_values = self->values->len;
  g_autofree Claim *claims = g_new0 (Claim, n_values);
  guint given = 0;

  for (guint v = 0; v < n_values; v++)
    {
      double quota = self->shares[v] * n_lines;

      self->counts[v] = (guint) floor (quota);
      given += self->counts[v];
      claims[v] = (Claim){ v, quota - floor (quota) };
    }

  qsort (claims, n_values, sizeof *claims, compare_claims);
  for (guint i = 0; given < n_lines; i = (i + 1) % n_values, given++)
    self->counts[claims[i].value]++;
}

static DealtDimension *
apportion_dimension (const DgDimension *dimension, guint n_lines)
{
  DealtDimension *self = g_new0 (DealtDimension, 1);
  guint n_values = dimension->values->len;
  double sum = 0.0;

  self->name = g_strdup (dimension->name);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->shares = g_new0 (double, n_values);
  self->counts = g_new0 (guint, n_values);
  self->lines = g_new0 (guint, n_lines);

  for (guint v = 0; v < n_values; v++)
    sum += ((DgDimensionValue *) g_ptr_array_index (dimension->values, v))->weight;
  for (guint v = 0; v < n_values; v++)
    {
      DgDimensionValue *value = g_ptr_array_index (dimension->values, v);

      g_ptr_array_add (self->values, g_strdup (value->value));
      self->shares[v] = value->weight / sum;
    }
  apportion (self, n_lines);

  return self;
}

/* --- onto which line --- */

static guint *
shuffle_lines (guint n_lines, GRand *rand)
{
  guint *order = g_new (guint, n_lines);

  for (guint i = 0; i < n_lines; i++)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i + 1);

      order[i] = order[j];
      order[j] = i;
    }

  return order;
}

/* How far the pairs that a line would get stay behind what the shares ask for; the largest is the best fit. */
static double
rate_fit (DgCoveragePlan *self, guint **pairs, guint line, DealtDimension *dimension, guint value)
{
  double fit = 0.0;

  for (guint d = 0; pairs[d] != NULL; d++)
    {
      DealtDimension *earlier = g_ptr_array_index (self->dimensions, d);
      guint other = earlier->lines[line];

      fit += self->n_lines * earlier->shares[other] * dimension->shares[value] -
             pairs[d][other * dimension->values->len + value];
    }

  return fit;
}

static guint
pick_value (DgCoveragePlan *self, guint **pairs, guint line, DealtDimension *dimension, guint *left, GRand *rand)
{
  guint best = 0;
  double best_fit = -G_MAXDOUBLE;

  for (guint v = 0; v < dimension->values->len; v++)
    {
      /* a random trifle breaks ties without a pattern */
      double fit =
          left[v] > 0 ? rate_fit (self, pairs, line, dimension, v) + g_rand_double (rand) * 1e-3 : -G_MAXDOUBLE;

      if (left[v] > 0 && fit > best_fit)
        {
          best = v;
          best_fit = fit;
        }
    }

  return best;
}

static void
deal_dimension (DgCoveragePlan *self, DealtDimension *dimension, GRand *rand)
{
  guint n_values = dimension->values->len;
  g_autofree guint *left = g_memdup2 (dimension->counts, n_values * sizeof (guint));
  g_autofree guint *order = shuffle_lines (self->n_lines, rand);
  g_autofree guint **pairs = g_new0 (guint *, self->dimensions->len + 1);

  for (guint d = 0; d < self->dimensions->len; d++)
    pairs[d] = g_new0 (guint, ((DealtDimension *) g_ptr_array_index (self->dimensions, d))->values->len * n_values);

  for (guint i = 0; i < self->n_lines; i++)
    {
      guint line = order[i];
      guint value = pick_value (self, pairs, line, dimension, left, rand);

      dimension->lines[line] = value;
      left[value]--;
      for (guint d = 0; d < self->dimensions->len; d++)
        pairs[d][((DealtDimension *) g_ptr_array_index (self->dimensions, d))->lines[line] * n_values + value]++;
    }

  for (guint d = 0; d < self->dimensions->len; d++)
    g_free (pairs[d]);
}

/**
 * dg_coverage_plan_new:
 * @dimensions: (element-type DgDimension): what varies; may be empty
 * @n_lines: how many records there are to be
 * @seed: the same seed gives the same plan
 *
 * Deals the values of all dimensions onto @n_lines lines. The counts of every dimension add up to @n_lines and each is
 * within one of its share, whatever the weights.
 *
 * Returns: (transfer full): the plan
 */
DgCoveragePlan *
dg_coverage_plan_new (GPtrArray *dimensions, guint n_lines, guint64 seed)
{
  g_return_val_if_fail (dimensions != NULL, NULL);

  const guint32 seeds[] = { (guint32) seed, (guint32) (seed >> 32) };
  GRand *rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  DgCoveragePlan *self = g_new0 (DgCoveragePlan, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_lines = n_lines;
  self->dimensions = g_ptr_array_new_with_free_func (free_dimension);

  for (guint d = 0; d < dimensions->len; d++)
    {
      DealtDimension *dimension = apportion_dimension (g_ptr_array_index (dimensions, d), n_lines);

      deal_dimension (self, dimension, rand);
      g_ptr_array_add (self->dimensions, dimension);
    }
  g_rand_free (rand);

  return self;
}

/**
 * dg_coverage_plan_ref:
 * @self: a plan
 *
 * Returns: (transfer full): @self
 */
DgCoveragePlan *
dg_coverage_plan_ref (DgCoveragePlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * dg_coverage_plan_unref:
 * @self: (transfer full): a plan
 */
void
dg_coverage_plan_unref (DgCoveragePlan *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->dimensions);
  g_free (self);
}

/**
 * dg_coverage_plan_get_n_lines:
 * @self: a plan
 *
 * Returns: how many records it is for
 */
guint
dg_coverage_plan_get_n_lines (DgCoveragePlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_lines;
}

/**
 * dg_coverage_plan_get_n_dimensions:
 * @self: a plan
 *
 * Returns: how many dimensions vary
 */
guint
dg_coverage_plan_get_n_dimensions (DgCoveragePlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->dimensions->len;
}

static DealtDimension *
get_dimension (DgCoveragePlan *self, guint dimension)
{
  return g_ptr_array_index (self->dimensions, dimension);
}

/**
 * dg_coverage_plan_get_name:
 * @self: a plan
 * @dimension: a dimension, counted from 0
 *
 * Returns: its name
 */
const char *
dg_coverage_plan_get_name (DgCoveragePlan *self, guint dimension)
{
  g_return_val_if_fail (self != NULL && dimension < self->dimensions->len, NULL);

  return get_dimension (self, dimension)->name;
}

/**
 * dg_coverage_plan_get_value:
 * @self: a plan
 * @line: a line, counted from 1
 * @dimension: a dimension, counted from 0
 *
 * Returns: the value that the record of this line is to have
 */
const char *
dg_coverage_plan_get_value (DgCoveragePlan *self, guint line, guint dimension)
{
  g_return_val_if_fail (self != NULL && dimension < self->dimensions->len, NULL);
  g_return_val_if_fail (line >= 1 && line <= self->n_lines, NULL);

  DealtDimension *dealt = get_dimension (self, dimension);

  return g_ptr_array_index (dealt->values, dealt->lines[line - 1]);
}

/**
 * dg_coverage_plan_count_value:
 * @self: a plan
 * @dimension: a dimension, counted from 0
 * @value: one of its values
 *
 * Returns: how many lines have the value
 */
guint
dg_coverage_plan_count_value (DgCoveragePlan *self, guint dimension, const char *value)
{
  g_return_val_if_fail (self != NULL && value != NULL && dimension < self->dimensions->len, 0);

  DealtDimension *dealt = get_dimension (self, dimension);

  for (guint v = 0; v < dealt->values->len; v++)
    if (g_str_equal (g_ptr_array_index (dealt->values, v), value))
      return dealt->counts[v];

  return 0;
}
