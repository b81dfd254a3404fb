/* dg-coverage-repair.c: moves what was dealt before, where the counts of a later dimension need it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A dimension is dealt beside those before it, and these may stand in its way: when a value goes only with this answer
 * and only with that edge case, the lines that have both may be too few, since answers and edge cases were spread over
 * each other. Then the value is put on a line all the same, and whatever does not go with it there changes places with
 * the same dimension of another line (an ejection chain), which leaves the counts of that dimension as they are.
 * Whether counts for several dimensions can be met together is a hard question in general (three are three-dimensional
 * matching), so the search has a bound and not a proof.
 */

#include "config.h"

#include "dg-coverage-plan-private.h"

/* Values tried before a line that breaks pairs is left as it is. */
#define MAX_TRIALS 2000

typedef struct
{
  guint dimension;
  guint line;
  guint value;
} Step;

typedef struct
{
  DgCoveragePlan *plan;
  GRand *rand;       /* (unowned) */
  gboolean *pending; /* (owned) dimensions of the line at hand that are still to change */
  GArray *done;      /* (owned) (element-type Step): what there was, to be put back */
  int n_looks;       /* at a line, that are left */
} Repair;

/* --- lines that break pairs --- */

static gboolean
is_broken (DgCoveragePlan *plan, guint line)
{
  for (guint d = 0; d < plan->n_dimensions; d++)
    if (plan->rules->ruled[d] && !dg_coverage_plan_fits (plan, line, d, plan->dimensions[d].lines[line]))
      return TRUE;

  return FALSE;
}

typedef struct
{
  DgCoveragePlan *plan;
  guint *values; /* (owned) one a dimension */
  guint n_trials;
} Completion;

static gboolean
goes_with_earlier (const Completion *completion, guint dimension, guint value)
{
  const DgCoverageRules *rules = completion->plan->rules;

  if (!dg_coverage_mask_has (rules->candidates + rules->first_word[dimension], value))
    return FALSE;
  for (guint d = 0; d < dimension; d++)
    if (rules->ruled[d] && !dg_coverage_rules_allow (rules, dimension, value, d, completion->values[d]))
      return FALSE;

  return TRUE;
}

/* Backtracking; begins with the value that the line has. */
static gboolean
complete_line (Completion *completion, guint line, guint d)
{
  DgCoveragePlan *plan = completion->plan;

  if (d == plan->n_dimensions)
    return TRUE;
  if (!plan->rules->ruled[d])
    return complete_line (completion, line, d + 1);

  for (guint i = 0; i < plan->dimensions[d].n_values && completion->n_trials < MAX_TRIALS; i++)
    {
      completion->values[d] = (plan->dimensions[d].lines[line] + i) % plan->dimensions[d].n_values;
      completion->n_trials++;
      if (goes_with_earlier (completion, d, completion->values[d]) && complete_line (completion, line, d + 1))
        return TRUE;
    }

  return FALSE;
}

static void
mend_lines (DgCoveragePlan *plan)
{
  g_autofree guint *values = g_new0 (guint, plan->n_dimensions);

  for (guint line = 0; line < plan->n_lines; line++)
    {
      Completion completion = { plan, values, 0 };

      if (!is_broken (plan, line) || !complete_line (&completion, line, 0))
        continue;
      for (guint d = 0; d < plan->n_dimensions; d++)
        if (plan->rules->ruled[d])
          dg_dealt_dimension_set_line (&plan->dimensions[d], line, values[d]);
    }
}

/* --- counts --- */

/* Whether @value goes with what @line has, but for the dimensions that are to change there. */
static gboolean
will_fit (Repair *repair, guint line, guint dimension, guint value)
{
  const DgCoverageRules *rules = repair->plan->rules;

  repair->n_looks--;
  if (!dg_coverage_mask_has (rules->candidates + rules->first_word[dimension], value))
    return FALSE;
  for (guint d = 0; d < repair->plan->n_dimensions; d++)
    if (d != dimension && rules->ruled[d] && !repair->pending[d] &&
        !dg_coverage_rules_allow (rules, dimension, value, d, repair->plan->dimensions[d].lines[line]))
      return FALSE;

  return TRUE;
}

static void
set_value (Repair *repair, guint dimension, guint line, guint value)
{
  DgDealtDimension *dealt = &repair->plan->dimensions[dimension];
  Step step = { dimension, line, dealt->lines[line] };

  g_array_append_val (repair->done, step);
  dg_dealt_dimension_set_line (dealt, line, value);
}

static void
put_back (Repair *repair)
{
  for (guint i = repair->done->len; i > 0; i--)
    {
      const Step *step = &g_array_index (repair->done, Step, i - 1);

      dg_dealt_dimension_set_line (&repair->plan->dimensions[step->dimension], step->line, step->value);
    }
}

/* Whether the counts of a dimension stay within one of their shares when a line changes. */
static gboolean
can_spare (const DgDealtDimension *dealt, guint from, guint to)
{
  return dealt->counts[from] > dg_dealt_dimension_get_least (dealt, from) &&
         dealt->counts[to] < dg_dealt_dimension_get_most (dealt, to);
}

/* Gives @line a value of @dimension that fits, for which another line takes the one it has. */
static gboolean
change_places (Repair *repair, guint line, guint dimension)
{
  DgDealtDimension *dealt = &repair->plan->dimensions[dimension];
  guint n_lines = repair->plan->n_lines;
  guint from = dealt->lines[line];
  guint start = (guint) g_rand_int_range (repair->rand, 0, (gint32) n_lines);
  g_autofree gboolean *fits = g_new0 (gboolean, dealt->n_values);
  gboolean any = FALSE;

  for (guint v = 0; v < dealt->n_values; v++)
    {
      fits[v] = v != from && will_fit (repair, line, dimension, v);
      any = any || fits[v];
      if (fits[v] && can_spare (dealt, from, v))
        {
          set_value (repair, dimension, line, v);
          return TRUE;
        }
    }

  for (guint i = 0; any && i < n_lines; i++)
    {
      guint other = (start + i) % n_lines;
      guint to = dealt->lines[other];

      repair->n_looks--;
      if (!fits[to] || !dg_coverage_plan_fits (repair->plan, other, dimension, from))
        continue;
      set_value (repair, dimension, line, to);
      set_value (repair, dimension, other, from);
      return TRUE;
    }

  return FALSE;
}

/* Puts @value on @line, and everything that does not go with it somewhere else. */
static gboolean
force_value (Repair *repair, guint line, guint dimension, guint value)
{
  DgCoveragePlan *plan = repair->plan;
  gboolean forced = TRUE;

  g_array_set_size (repair->done, 0);
  set_value (repair, dimension, line, value);
  for (guint d = 0; d < plan->n_dimensions; d++)
    repair->pending[d] = d != dimension && plan->rules->ruled[d] &&
                         !dg_coverage_rules_allow (plan->rules, dimension, value, d, plan->dimensions[d].lines[line]);

  for (guint d = 0; d < plan->n_dimensions && forced; d++)
    if (repair->pending[d])
      {
        forced = change_places (repair, line, d);
        repair->pending[d] = FALSE;
      }
  if (!forced)
    put_back (repair);

  return forced;
}

static gboolean
shift_count (Repair *repair, guint dimension, guint from, guint to, const guint *order)
{
  const DgDealtDimension *dealt = &repair->plan->dimensions[dimension];

  if (!dg_coverage_mask_has (repair->plan->rules->candidates + repair->plan->rules->first_word[dimension], to))
    return FALSE;
  for (guint i = 0; i < repair->plan->n_lines && repair->n_looks > 0; i++)
    if (dealt->lines[order[i]] == from && force_value (repair, order[i], dimension, to))
      return TRUE;

  return FALSE;
}

static gboolean
shift_counts (Repair *repair, guint dimension, const guint *order)
{
  const DgDealtDimension *dealt = &repair->plan->dimensions[dimension];
  gboolean shifted = FALSE;

  for (guint from = 0; from < dealt->n_values; from++)
    for (guint to = 0; to < dealt->n_values; to++)
      while (from != to && dealt->counts[from] > 0 && dg_dealt_dimension_is_improved (dealt, from, to) &&
             shift_count (repair, dimension, from, to, order))
        shifted = TRUE;

  return shifted;
}

/* Returns whether anything was moved. */
static gboolean
repair_dimension (Repair *repair, guint dimension, const guint *order)
{
  DgCoveragePlan *plan = repair->plan;
  DgDealtDimension *dealt = &plan->dimensions[dimension];
  g_autofree guint64 *allowed = g_new0 (guint64, (gsize) plan->n_lines * ((dealt->n_values + 63) / 64));

  dg_coverage_plan_collect_allowed (plan, dimension, allowed);
  dg_coverage_plan_even_out (plan, dimension, allowed);

  return dg_dealt_dimension_get_excess (dealt) > 0 && shift_counts (repair, dimension, order);
}

/*
 * dg_coverage_plan_repair:
 * @self: a plan whose ruled dimensions are dealt
 * @n_looks: how often it may look at a line, after which the counts are left as they are
 * @rand: where chance comes from
 *
 * Frees lines of broken pairs, then brings counts that are not within one of their shares nearer to them.
 */
void
dg_coverage_plan_repair (DgCoveragePlan *self, guint n_looks, GRand *rand)
{
  g_autofree gboolean *pending = g_new0 (gboolean, self->n_dimensions);
  g_autofree guint *order = dg_coverage_shuffle (self->n_lines, rand);
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (Step));
  Repair repair = { self, rand, pending, done, (int) n_looks };
  gboolean moved = TRUE;

  if (!self->rules->sound)
    return;

  mend_lines (self);
  while (moved && repair.n_looks > 0)
    {
      moved = FALSE;
      for (guint d = 0; d < self->n_dimensions; d++)
        if (self->rules->ruled[d] && dg_dealt_dimension_get_excess (&self->dimensions[d]) > 0)
          moved = repair_dimension (&repair, d, order) || moved;
    }
}
