/* dg-coverage-deal.c: which line has which value, way and seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * With the counts fixed, the values are laid on the lines so that each pair of values from two dimensions comes as
 * often as the two shares ask for: every line gets the value whose pairs are furthest behind. Under pair rules it
 * chooses among what can stand beside the values already there; where that spoils the counts, dg-coverage-flow.c evens
 * them out and dg-coverage-repair.c moves what was dealt before. Dimensions that the rules name are dealt first,
 * answers and edge cases before the others, so that those no rule names can still be spread over everything else.
 */

#include "config.h"

#include <string.h>

#include "dg-coverage-plan-private.h"

/* Under rules that can't all be met it is dealt this often, and the best deal is kept. */
#define MAX_DEALS 6

/* How often the repair of one deal may look at a line, so that all six stay within some 20 ms. */
#define MAX_LOOKS 1000000

/* What is needed to choose the next value of one dimension. */
typedef struct
{
  DgCoveragePlan *plan;
  guint dimension;
  guint **pairs;    /* (owned) for each dealt dimension, how often each of its values meets each of this one */
  guint64 *allowed; /* (owned) (nullable) for each line, the values that can stand on it */
  guint n_words;    /* of a line in that */
} Table;

/* The numbers from 0 to @n - 1 in an order of chance. */
guint *
dg_coverage_shuffle (guint n, GRand *rand)
{
  guint *order = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i + 1);

      order[i] = order[j];
      order[j] = i;
    }

  return order;
}

/* --- values --- */

/* How far the pairs that a line would get stay behind what the counts ask for; the largest is the best fit. */
static double
rate_fit (const Table *table, guint line, guint value)
{
  DgCoveragePlan *plan = table->plan;
  const DgDealtDimension *dimension = &plan->dimensions[table->dimension];
  double fit = 0.0;

  for (guint d = 0; d < plan->n_dimensions; d++)
    if (table->pairs[d] != NULL)
      {
        const DgDealtDimension *earlier = &plan->dimensions[d];
        guint other = earlier->lines[line];

        fit += earlier->quotas[other] * dimension->quotas[value] / plan->n_lines -
               table->pairs[d][other * dimension->n_values + value];
      }

  return fit;
}

static gboolean
is_allowed (const Table *table, guint line, guint value)
{
  return table->allowed == NULL || dg_coverage_mask_has (table->allowed + (gsize) line * table->n_words, value);
}

/* A value that has not come often enough before one that has. */
static guint
pick_value (const Table *table, guint line, GRand *rand)
{
  const DgDealtDimension *dimension = &table->plan->dimensions[table->dimension];
  guint best = 0;
  double best_fit = -G_MAXDOUBLE;
  gboolean best_left = FALSE;

  for (guint v = 0; v < dimension->n_values; v++)
    {
      gboolean left = dimension->counts[v] < dimension->targets[v];
      double fit;

      if ((best_left && !left) || !is_allowed (table, line, v))
        continue;
      /* a random trifle breaks ties without a pattern */
      fit = rate_fit (table, line, v) + g_rand_double (rand) * 1e-3;
      if (fit > best_fit || (left && !best_left))
        {
          best = v;
          best_fit = fit;
          best_left = left;
        }
    }

  return best;
}

static guint
count_choices (const Table *table, guint line)
{
  guint n = 0;

  for (guint v = 0; v < table->plan->dimensions[table->dimension].n_values; v++)
    n += is_allowed (table, line, v);

  return n;
}

/* Lines that can choose among few values come first, or others take what only those could have. */
static guint *
order_lines (const Table *table, GRand *rand)
{
  guint n_lines = table->plan->n_lines;
  guint n_values = table->plan->dimensions[table->dimension].n_values;
  g_autofree guint *order = dg_coverage_shuffle (n_lines, rand);
  g_autofree guint *n_choices = NULL;
  guint *sorted;
  guint n_sorted = 0;

  if (table->allowed == NULL)
    return g_steal_pointer (&order);

  n_choices = g_new (guint, MAX (n_lines, 1));
  for (guint line = 0; line < n_lines; line++)
    n_choices[line] = count_choices (table, line);
  sorted = g_new (guint, MAX (n_lines, 1));
  for (guint n = 1; n <= n_values; n++)
    for (guint i = 0; i < n_lines; i++)
      if (n_choices[order[i]] == n)
        sorted[n_sorted++] = order[i];

  return sorted;
}

static void
lay_values (const Table *table, GRand *rand)
{
  DgCoveragePlan *plan = table->plan;
  DgDealtDimension *dimension = &plan->dimensions[table->dimension];
  g_autofree guint *order = order_lines (table, rand);

  for (guint i = 0; i < plan->n_lines; i++)
    {
      guint line = order[i];
      guint value = pick_value (table, line, rand);

      dimension->lines[line] = value;
      dimension->counts[value]++;
      for (guint d = 0; d < plan->n_dimensions; d++)
        if (table->pairs[d] != NULL)
          table->pairs[d][plan->dimensions[d].lines[line] * dimension->n_values + value]++;
    }
}

static gboolean
is_ruled (DgCoveragePlan *plan, guint dimension)
{
  return plan->rules != NULL && plan->rules->ruled[dimension];
}

static void
deal_dimension (DgCoveragePlan *plan, guint dimension, GRand *rand)
{
  guint n_values = plan->dimensions[dimension].n_values;
  Table table = { .plan = plan, .dimension = dimension, .n_words = (n_values + 63) / 64 };

  table.pairs = g_new0 (guint *, plan->n_dimensions);
  for (guint d = 0; d < plan->n_dimensions; d++)
    if (plan->dimensions[d].dealt)
      table.pairs[d] = g_new0 (guint, (gsize) plan->dimensions[d].n_values * n_values);
  if (is_ruled (plan, dimension))
    {
      table.allowed = g_new0 (guint64, (gsize) plan->n_lines * table.n_words);
      dg_coverage_plan_collect_allowed (plan, dimension, table.allowed);
    }

  lay_values (&table, rand);
  plan->dimensions[dimension].dealt = TRUE;
  if (is_ruled (plan, dimension))
    dg_coverage_plan_even_out (plan, dimension, table.allowed);

  for (guint d = 0; d < plan->n_dimensions; d++)
    g_free (table.pairs[d]);
  g_free (table.pairs);
  g_free (table.allowed);
}

static void
deal_kind (DgCoveragePlan *plan, gboolean ruled, const DgDimensionKind *kind, GRand *rand)
{
  for (guint d = 0; d < plan->n_dimensions; d++)
    {
      const DgDealtDimension *dimension = &plan->dimensions[d];

      if (is_ruled (plan, d) == ruled && (kind == NULL || dimension->dimension->kind == *kind) && !dimension->dealt &&
          dimension->n_values > 0)
        deal_dimension (plan, d, rand);
    }
}

static void
deal_kinds (DgCoveragePlan *plan, gboolean ruled, GRand *rand)
{
  const DgDimensionKind answer = DG_DIMENSION_ANSWER;
  const DgDimensionKind edge = DG_DIMENSION_EDGE;

  deal_kind (plan, ruled, &answer, rand);
  deal_kind (plan, ruled, &edge, rand);
  deal_kind (plan, ruled, NULL, rand);
}

/* --- values under rules --- */

typedef struct
{
  guint **lines; /* (owned) the best deal so far, one a dimension */
  guint first;   /* by how much counts of answers and edge cases are out */
  guint excess;  /* by how much any are */
} Best;

static void
take_up (DgCoveragePlan *plan)
{
  for (guint d = 0; d < plan->n_dimensions; d++)
    {
      plan->dimensions[d].dealt = FALSE;
      memset (plan->dimensions[d].counts, 0, plan->dimensions[d].n_values * sizeof (guint));
    }
}

static void
keep_if_best (DgCoveragePlan *plan, Best *best)
{
  guint first = 0;
  guint excess = 0;

  for (guint d = 0; d < plan->n_dimensions; d++)
    if (is_ruled (plan, d))
      {
        DgDimensionKind kind = plan->dimensions[d].dimension->kind;
        guint own = dg_dealt_dimension_get_excess (&plan->dimensions[d]);

        first += kind == DG_DIMENSION_ANSWER || kind == DG_DIMENSION_EDGE ? own : 0;
        excess += own;
      }
  if (first > best->first || (first == best->first && excess >= best->excess))
    return;

  best->first = first;
  best->excess = excess;
  for (guint d = 0; d < plan->n_dimensions; d++)
    if (is_ruled (plan, d))
      {
        g_free (best->lines[d]);
        best->lines[d] = g_memdup2 (plan->dimensions[d].lines, plan->n_lines * sizeof (guint));
      }
}

/* What is dealt next is spread over the values as often as they come, not as often as they should have. */
static void
restore (DgCoveragePlan *plan, Best *best)
{
  for (guint d = 0; d < plan->n_dimensions; d++)
    if (is_ruled (plan, d))
      {
        DgDealtDimension *dimension = &plan->dimensions[d];

        for (guint line = 0; line < plan->n_lines; line++)
          dg_dealt_dimension_set_line (dimension, line, best->lines[d][line]);
        for (guint v = 0; v < dimension->n_values; v++)
          dimension->quotas[v] = dimension->counts[v];
        g_free (best->lines[d]);
      }
  g_free (best->lines);
}

/* The dimension whose counts are furthest out; it had the least choice, so it is better dealt before the others. */
static guint
find_furthest (DgCoveragePlan *plan)
{
  guint furthest = 0;
  guint most = 0;

  for (guint d = 0; d < plan->n_dimensions; d++)
    {
      guint excess = is_ruled (plan, d) ? dg_dealt_dimension_get_excess (&plan->dimensions[d]) : 0;

      if (excess > most)
        {
          furthest = d;
          most = excess;
        }
    }

  return furthest;
}

/* Deals anew as long as counts are out that might be met: each time begins with what was worst off the time before. */
static void
deal_ruled (DgCoveragePlan *plan, GRand *rand)
{
  Best best = { g_new0 (guint *, plan->n_dimensions), G_MAXUINT, G_MAXUINT };

  for (guint i = 0; i < MAX_DEALS && best.excess > 0; i++)
    {
      guint furthest = find_furthest (plan);

      take_up (plan);
      if (i > 0)
        deal_dimension (plan, furthest, rand);
      deal_kinds (plan, TRUE, rand);
      dg_coverage_plan_repair (plan, MAX_LOOKS, rand);
      keep_if_best (plan, &best);
    }
  restore (plan, &best);
}

/* --- ways and seeds --- */

/* The lines of a value take its ways in turn, in an order of chance and starting anywhere. */
static void
deal_ways (DgCoveragePlan *plan, DgDealtDimension *dimension, GRand *rand)
{
  g_autofree guint *order = dg_coverage_shuffle (plan->n_lines, rand);
  g_autofree guint *next = g_new0 (guint, MAX (dimension->n_values, 1));

  for (guint v = 0; v < dimension->n_values; v++)
    next[v] = g_rand_int (rand) & G_MAXUINT16;
  for (guint i = 0; i < plan->n_lines; i++)
    {
      guint line = order[i];
      guint value = dimension->n_values > 0 ? dimension->lines[line] : DG_COVERAGE_NONE;
      const DgDimensionValue *entry = NULL;

      if (value != DG_COVERAGE_NONE)
        entry = g_ptr_array_index (dimension->dimension->values, value);
      dimension->ways[line] =
          entry != NULL && entry->ways->len > 0 ? next[value]++ % entry->ways->len : DG_COVERAGE_NONE;
    }
}

/* The lines in an order of chance, but those of one value of the first dimension together. */
static guint *
group_lines (DgCoveragePlan *plan, GRand *rand)
{
  g_autofree guint *order = dg_coverage_shuffle (plan->n_lines, rand);
  const DgDealtDimension *dimension = NULL;
  guint *grouped;
  guint n_grouped = 0;

  for (guint d = 0; d < plan->n_dimensions && dimension == NULL; d++)
    if (plan->dimensions[d].dimension->kind == DG_DIMENSION_ANSWER && plan->dimensions[d].n_values > 0)
      dimension = &plan->dimensions[d];
  if (dimension == NULL)
    return g_steal_pointer (&order);

  grouped = g_new (guint, MAX (plan->n_lines, 1));
  for (guint v = 0; v < dimension->n_values; v++)
    for (guint i = 0; i < plan->n_lines; i++)
      if (dimension->lines[order[i]] == v)
        grouped[n_grouped++] = order[i];

  return grouped;
}

/* Taken in turn over lines that are in order of their answers, a seed comes with as many answers as it can. */
static void
deal_seeds (DgCoveragePlan *plan, GRand *rand)
{
  guint n_seeds = plan->outline->seeds->len;
  g_autofree guint *seeds = dg_coverage_shuffle (n_seeds, rand);
  g_autofree guint *lines = group_lines (plan, rand);

  for (guint i = 0; i < plan->n_lines; i++)
    plan->seeds[lines[i]] = n_seeds > 0 ? seeds[i % n_seeds] : DG_COVERAGE_NONE;
}

/*
 * dg_coverage_plan_deal:
 * @self: a plan of which nothing is dealt
 * @rand: where chance comes from
 *
 * Gives every line its values, ways and seed.
 */
void
dg_coverage_plan_deal (DgCoveragePlan *self, GRand *rand)
{
  if (self->rules != NULL)
    deal_ruled (self, rand);
  deal_kinds (self, FALSE, rand);

  for (guint d = 0; d < self->n_dimensions; d++)
    deal_ways (self, &self->dimensions[d], rand);
  deal_seeds (self, rand);
}
