/* dg-coverage-plan.c: which record is to cover what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Every line of the plan is one record to be made. Values are dealt, not drawn: how often each value of a dimension
 * comes is fixed first (dg-coverage-apportion.c), and then the values are laid on the lines (dg-coverage-deal.c) as the
 * pairs allow (dg-coverage-rules.c, dg-coverage-flow.c, dg-coverage-repair.c). Drawing independently would meet the
 * shares only on average, and drawing again whatever breaks a pair would shift them: values that few others go with
 * would hardly ever be drawn.
 */

#include "config.h"

#include "dg-coverage-plan-private.h"

/* Takes @outline. */
static DgCoveragePlan *
deal_outline (DgOutline *outline, guint n_lines, guint64 seed)
{
  const guint32 seeds[] = { (guint32) seed, (guint32) (seed >> 32) };
  GRand *rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  DgCoveragePlan *self = g_new0 (DgCoveragePlan, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_lines = n_lines;
  self->outline = outline;
  self->n_dimensions = outline->dimensions->len;
  self->dimensions = g_new0 (DgDealtDimension, self->n_dimensions);
  self->seeds = g_new0 (guint, n_lines);
  self->rules = dg_coverage_rules_new (outline);
  for (guint d = 0; d < self->n_dimensions; d++)
    dg_dealt_dimension_init (&self->dimensions[d], g_ptr_array_index (outline->dimensions, d), n_lines);

  dg_coverage_plan_deal (self, rand);
  g_rand_free (rand);

  return self;
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

  return deal_outline (dg_outline_new_for_dimensions (dimensions), n_lines, seed);
}

/**
 * dg_coverage_plan_new_for_outline:
 * @outline: what varies, what goes together, and what to write about
 * @n_lines: how many records there are to be
 * @seed: the same seed gives the same plan
 *
 * Deals @outline onto @n_lines lines. The counts of every dimension add up to @n_lines, and each is within one of its
 * share as long as the pairs can be kept so. Where they can't, the pairs win and the counts are as near as was found,
 * the lines that one value can't have being shared among the others in proportion. Only a line for which the pairs
 * forbid every value of a dimension breaks them: it has the first value, the plain one.
 *
 * The ways of a value are dealt evenly over the lines that have it. The seeds are dealt evenly over all lines, each
 * with as many different answers as can be; a seed serves about four records well, so a caller who has fewer than a
 * quarter of
 * @n_lines should ask for more, but they are dealt however few they are.
 *
 * Returns: (transfer full): the plan
 */
DgCoveragePlan *
dg_coverage_plan_new_for_outline (const DgOutline *outline, guint n_lines, guint64 seed)
{
  g_return_val_if_fail (outline != NULL, NULL);

  return deal_outline (dg_outline_copy (outline), n_lines, seed);
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

  for (guint d = 0; d < self->n_dimensions; d++)
    dg_dealt_dimension_clear (&self->dimensions[d]);
  g_free (self->dimensions);
  g_free (self->seeds);
  g_clear_pointer (&self->rules, dg_coverage_rules_free);
  dg_outline_free (self->outline);
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

  return self->n_dimensions;
}

/**
 * dg_coverage_plan_get_dimension:
 * @self: a plan
 * @dimension: a dimension, counted from 0 in the order of the outline
 *
 * Returns: (transfer none): what is dealt there
 */
const DgDimension *
dg_coverage_plan_get_dimension (DgCoveragePlan *self, guint dimension)
{
  g_return_val_if_fail (self != NULL && dimension < self->n_dimensions, NULL);

  return self->dimensions[dimension].dimension;
}

/**
 * dg_coverage_plan_get_name:
 * @self: a plan
 * @dimension: a dimension, counted from 0 in the order of the outline
 *
 * Returns: its name
 */
const char *
dg_coverage_plan_get_name (DgCoveragePlan *self, guint dimension)
{
  g_return_val_if_fail (self != NULL && dimension < self->n_dimensions, NULL);

  return self->dimensions[dimension].dimension->name;
}

/**
 * dg_coverage_plan_get_cell:
 * @self: a plan
 * @line: a line, counted from 1
 * @dimension: a dimension, counted from 0 in the order of the outline
 *
 * Returns: (transfer none) (nullable): the value that the record of this line is to have; %NULL when the dimension has
 *   no values
 */
const DgDimensionValue *
dg_coverage_plan_get_cell (DgCoveragePlan *self, guint line, guint dimension)
{
  g_return_val_if_fail (self != NULL && dimension < self->n_dimensions, NULL);
  g_return_val_if_fail (line >= 1 && line <= self->n_lines, NULL);

  const DgDealtDimension *dealt = &self->dimensions[dimension];

  return dealt->n_values > 0 ? g_ptr_array_index (dealt->dimension->values, dealt->lines[line - 1]) : NULL;
}

/**
 * dg_coverage_plan_get_value:
 * @self: a plan
 * @line: a line, counted from 1
 * @dimension: a dimension, counted from 0 in the order of the outline
 *
 * Returns: (nullable): the text of dg_coverage_plan_get_cell()
 */
const char *
dg_coverage_plan_get_value (DgCoveragePlan *self, guint line, guint dimension)
{
  const DgDimensionValue *cell = dg_coverage_plan_get_cell (self, line, dimension);

  return cell != NULL ? cell->value : NULL;
}

/**
 * dg_coverage_plan_get_way:
 * @self: a plan
 * @line: a line, counted from 1
 * @dimension: a dimension, counted from 0 in the order of the outline
 *
 * Returns: (nullable): in which of its ways the record of this line is to show its value; %NULL when the value has none
 */
const char *
dg_coverage_plan_get_way (DgCoveragePlan *self, guint line, guint dimension)
{
  const DgDimensionValue *cell = dg_coverage_plan_get_cell (self, line, dimension);
  guint way = cell != NULL ? self->dimensions[dimension].ways[line - 1] : DG_COVERAGE_NONE;

  return way != DG_COVERAGE_NONE ? g_ptr_array_index (cell->ways, way) : NULL;
}

/**
 * dg_coverage_plan_get_seed:
 * @self: a plan
 * @line: a line, counted from 1
 *
 * Returns: (nullable): the situation that the record of this line is to be about; %NULL when the outline has none
 */
const char *
dg_coverage_plan_get_seed (DgCoveragePlan *self, guint line)
{
  g_return_val_if_fail (self != NULL && line >= 1 && line <= self->n_lines, NULL);

  guint seed = self->seeds[line - 1];

  return seed != DG_COVERAGE_NONE ? g_ptr_array_index (self->outline->seeds, seed) : NULL;
}

/**
 * dg_coverage_plan_count_value:
 * @self: a plan
 * @dimension: a dimension, counted from 0 in the order of the outline
 * @value: one of its values
 *
 * Returns: how many lines have the value
 */
guint
dg_coverage_plan_count_value (DgCoveragePlan *self, guint dimension, const char *value)
{
  g_return_val_if_fail (self != NULL && value != NULL && dimension < self->n_dimensions, 0);

  const DgDealtDimension *dealt = &self->dimensions[dimension];

  for (guint v = 0; v < dealt->n_values; v++)
    if (g_str_equal (((DgDimensionValue *) g_ptr_array_index (dealt->dimension->values, v))->value, value))
      return dealt->counts[v];

  return 0;
}
