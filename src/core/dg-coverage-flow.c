/* dg-coverage-flow.c: nearer to the counts of one dimension, with all others as they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A dimension is a flow from lines to values: each line sends one, each value is to receive its count, and a line is
 * joined to the values that can stand on it. When a value comes too often and another too seldom, an augmenting path
 * (Ford and Fulkerson 1956) leads from one to the other: some line of the first can take a second value instead, some
 * line of that a third, and so on. Since only values matter on the way, the search is on a graph of values, with an
 * edge for “some line can change from this to that”. The cost is convex in the counts, so once no path lowers it none
 * of the other ways to deal this dimension is better.
 */

#include "config.h"

#include "dg-coverage-plan-private.h"

typedef struct
{
  DgCoveragePlan *plan;
  DgDealtDimension *dimension;
  guint n_values;
  guint n_words;
  const guint64 *allowed;
  guint *movable;  /* (owned) for each two values, how many lines of the first could have the second */
  guint *queue;    /* (owned) of the search */
  guint *parents;  /* (owned) of the search: from where each value was reached */
  guint next_line; /* where to look for a line to move, so that not always the same are taken */
} Flow;

static gboolean
is_allowed (const Flow *flow, guint line, guint value)
{
  return dg_coverage_mask_has (flow->allowed + (gsize) line * flow->n_words, value);
}

static void
count_movable (Flow *flow, guint line, int step)
{
  guint from = flow->dimension->lines[line];

  for (guint v = 0; v < flow->n_values; v++)
    if (is_allowed (flow, line, v))
      flow->movable[from * flow->n_values + v] += step;
}

/* Breadth first, so the paths are the shortest and move the fewest lines. */
static gboolean
find_path (Flow *flow, guint from, guint *to)
{
  guint n_queued = 0;

  for (guint v = 0; v < flow->n_values; v++)
    flow->parents[v] = DG_COVERAGE_NONE;
  flow->parents[from] = from;
  flow->queue[n_queued++] = from;

  for (guint i = 0; i < n_queued; i++)
    for (guint v = 0; v < flow->n_values; v++)
      {
        if (flow->parents[v] != DG_COVERAGE_NONE || flow->movable[flow->queue[i] * flow->n_values + v] == 0)
          continue;
        flow->parents[v] = flow->queue[i];
        if (dg_dealt_dimension_is_improved (flow->dimension, from, v))
          {
            *to = v;
            return TRUE;
          }
        flow->queue[n_queued++] = v;
      }

  return FALSE;
}

static void
move_line (Flow *flow, guint from, guint to)
{
  guint line = flow->next_line;

  while (flow->dimension->lines[line] != from || !is_allowed (flow, line, to))
    line = (line + 1) % flow->plan->n_lines;

  count_movable (flow, line, -1);
  dg_dealt_dimension_set_line (flow->dimension, line, to);
  count_movable (flow, line, 1);
  flow->next_line = (line + 1) % flow->plan->n_lines;
}

/* From its end, so that a line which has just come to a value is not the one that leaves it. */
static void
follow_path (Flow *flow, guint to)
{
  for (guint v = to; flow->parents[v] != v; v = flow->parents[v])
    move_line (flow, flow->parents[v], v);
}

/* Returns whether some count got better. */
static gboolean
improve_counts (Flow *flow)
{
  gboolean improved = FALSE;
  guint to;

  for (guint v = 0; v < flow->n_values; v++)
    if (flow->dimension->counts[v] > 0 && find_path (flow, v, &to))
      {
        follow_path (flow, to);
        improved = TRUE;
      }

  return improved;
}

/*
 * dg_coverage_plan_even_out:
 * @self: a plan with rules
 * @dimension: a dealt dimension that they name
 * @allowed: which values each line can have; see dg_coverage_plan_collect_allowed()
 *
 * Brings the counts of @dimension as near to its shares as the rules allow beside the other dimensions as they are.
 */
void
dg_coverage_plan_even_out (DgCoveragePlan *self, guint dimension, const guint64 *allowed)
{
  DgDealtDimension *dealt = &self->dimensions[dimension];
  guint n_values = dealt->n_values;
  g_autofree guint *movable = g_new0 (guint, (gsize) n_values * n_values);
  g_autofree guint *queue = g_new0 (guint, n_values);
  g_autofree guint *parents = g_new0 (guint, n_values);
  Flow flow = { self, dealt, n_values, (n_values + 63) / 64, allowed, movable, queue, parents, 0 };

  for (guint line = 0; line < self->n_lines; line++)
    count_movable (&flow, line, 1);

  /* every step is an improvement, so this is only a guard against rounding */
  for (guint round = 0; round < self->n_lines && improve_counts (&flow); round++)
    continue;
}
