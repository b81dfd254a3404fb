/* dg-coverage-rules.c: which values can stand on one line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * `only` and `never` come down to the same: which two values may meet. From them it follows that others can't meet
 * either: two values that leave no value of a third dimension to choose from. That is drawn to its end (path
 * consistency, Montanari 1974), so that a line which can't be completed is hardly ever begun.
 */

#include "config.h"

#include <string.h>

#include "dg-coverage-plan-private.h"

/* Each round draws conclusions from those of the round before. They only spare work, so not drawing all is no harm. */
#define MAX_ROUNDS 8

static guint64 *
get_mask (const DgCoverageRules *self, guint dimension, guint value)
{
  return self->masks + (gsize) (self->first_value[dimension] + value) * self->n_words;
}

static guint
count_values (const DgCoverageRules *self, guint dimension)
{
  return self->first_value[dimension + 1] - self->first_value[dimension];
}

typedef struct
{
  guint d, u; /* the first value and its dimension */
  guint e, v; /* the second */
  DgPairRule rule;
} PlacedPair;

static gboolean
find_value (const DgOutline *outline, guint id, guint *dimension, guint *value)
{
  for (guint d = 0; d < outline->dimensions->len; d++)
    {
      GPtrArray *values = ((DgDimension *) g_ptr_array_index (outline->dimensions, d))->values;

      for (guint v = 0; v < values->len; v++)
        if (((DgDimensionValue *) g_ptr_array_index (values, v))->id == id)
          {
            *dimension = d;
            *value = v;
            return TRUE;
          }
    }

  return FALSE;
}

/* The pairs that say something: they name two values of two dimensions. */
static GArray *
place_pairs (const DgOutline *outline)
{
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (PlacedPair));

  for (guint i = 0; i < outline->pairs->len; i++)
    {
      const DgPair *pair = &g_array_index (outline->pairs, DgPair, i);
      PlacedPair place = { .rule = pair->rule };

      if (find_value (outline, pair->a, &place.d, &place.u) && find_value (outline, pair->b, &place.e, &place.v) &&
          place.d != place.e)
        g_array_append_val (placed, place);
    }

  return placed;
}

static void
part (DgCoverageRules *self, guint d, guint u, guint e, guint v)
{
  get_mask (self, d, u)[self->first_word[e] + v / 64] &= ~(G_GUINT64_CONSTANT (1) << (v % 64));
  get_mask (self, e, v)[self->first_word[d] + u / 64] &= ~(G_GUINT64_CONSTANT (1) << (u % 64));
}

/* Whether the first value of @pair is `only` with value @v of the second's dimension. */
static gboolean
is_only_with (GArray *pairs, const PlacedPair *pair, guint v)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const PlacedPair *other = &g_array_index (pairs, PlacedPair, i);

      if (other->rule == DG_PAIR_ONLY && other->d == pair->d && other->u == pair->u && other->e == pair->e &&
          other->v == v)
        return TRUE;
    }

  return FALSE;
}

static void
apply_pair (DgCoverageRules *self, GArray *pairs, const PlacedPair *pair)
{
  self->ruled[pair->d] = self->ruled[pair->e] = TRUE;
  if (pair->rule == DG_PAIR_NEVER)
    part (self, pair->d, pair->u, pair->e, pair->v);
  else
    for (guint v = 0; v < count_values (self, pair->e); v++)
      if (!is_only_with (pairs, pair, v))
        part (self, pair->d, pair->u, pair->e, v);
}

static void
fill_masks (DgCoverageRules *self, GArray *pairs)
{
  memset (self->candidates, 0, self->n_words * sizeof *self->candidates);
  for (guint d = 0; d < self->n_dimensions; d++)
    for (guint v = 0; v < count_values (self, d); v++)
      self->candidates[self->first_word[d] + v / 64] |= G_GUINT64_CONSTANT (1) << (v % 64);
  for (guint i = 0; i < self->first_value[self->n_dimensions]; i++)
    memcpy (self->masks + (gsize) i * self->n_words, self->candidates, self->n_words * sizeof *self->masks);
  for (guint i = 0; i < pairs->len; i++)
    apply_pair (self, pairs, &g_array_index (pairs, PlacedPair, i));
}

/* Whether some value of dimension @f goes with both of two masks. */
static gboolean
have_common (const DgCoverageRules *self, const guint64 *one, const guint64 *two, guint f)
{
  for (guint w = self->first_word[f]; w < self->first_word[f + 1]; w++)
    if ((one[w] & two[w] & self->candidates[w]) != 0)
      return TRUE;

  return FALSE;
}

static gboolean
can_meet (const DgCoverageRules *self, guint d, guint u, guint e, guint v)
{
  for (guint f = 0; f < self->n_dimensions; f++)
    if (self->ruled[f] && f != d && f != e && !have_common (self, get_mask (self, d, u), get_mask (self, e, v), f))
      return FALSE;

  return TRUE;
}

static gboolean
is_candidate (const DgCoverageRules *self, guint d, guint v)
{
  return dg_coverage_mask_has (self->candidates + self->first_word[d], v);
}

/* Strikes out a value that leaves some dimension nothing to choose from. */
static gboolean
judge_value (DgCoverageRules *self, guint d, guint u)
{
  for (guint f = 0; f < self->n_dimensions; f++)
    if (self->ruled[f] && f != d && !have_common (self, get_mask (self, d, u), self->candidates, f))
      {
        self->candidates[self->first_word[d] + u / 64] &= ~(G_GUINT64_CONSTANT (1) << (u % 64));
        return TRUE;
      }

  return FALSE;
}

static gboolean
judge_meetings (DgCoverageRules *self, guint d, guint u)
{
  gboolean changed = FALSE;

  for (guint e = d + 1; e < self->n_dimensions; e++)
    for (guint v = 0; self->ruled[e] && v < count_values (self, e); v++)
      if (is_candidate (self, e, v) && dg_coverage_rules_allow (self, d, u, e, v) && !can_meet (self, d, u, e, v))
        {
          part (self, d, u, e, v);
          changed = TRUE;
        }

  return changed;
}

static gboolean
conclude (DgCoverageRules *self)
{
  gboolean changed = FALSE;

  for (guint d = 0; d < self->n_dimensions; d++)
    for (guint u = 0; self->ruled[d] && u < count_values (self, d); u++)
      if (is_candidate (self, d, u))
        changed = judge_value (self, d, u) || judge_meetings (self, d, u) || changed;

  return changed;
}

/* Whether every dimension has still a value to choose. */
static gboolean
is_sound (const DgCoverageRules *self)
{
  for (guint d = 0; d < self->n_dimensions; d++)
    if (self->ruled[d] && !have_common (self, self->candidates, self->candidates, d))
      return FALSE;

  return TRUE;
}

static DgCoverageRules *
lay_out (const DgOutline *outline)
{
  DgCoverageRules *self = g_new0 (DgCoverageRules, 1);
  guint n_dimensions = outline->dimensions->len;

  self->n_dimensions = n_dimensions;
  self->first_word = g_new0 (guint, n_dimensions + 1);
  self->first_value = g_new0 (guint, n_dimensions + 1);
  self->ruled = g_new0 (gboolean, n_dimensions);
  for (guint d = 0; d < n_dimensions; d++)
    {
      guint n_values = ((DgDimension *) g_ptr_array_index (outline->dimensions, d))->values->len;

      self->first_word[d + 1] = self->first_word[d] + (n_values + 63) / 64;
      self->first_value[d + 1] = self->first_value[d] + n_values;
    }
  self->n_words = self->first_word[n_dimensions];
  self->masks = g_new0 (guint64, (gsize) self->n_words * self->first_value[n_dimensions]);
  self->candidates = g_new0 (guint64, self->n_words);

  return self;
}

/*
 * dg_coverage_rules_new:
 * @outline: an outline
 *
 * Works the pairs of @outline out. When they leave not a single line that breaks none, nothing is concluded from them:
 * then each holds as far as it can.
 *
 * Returns: (transfer full) (nullable): the rules; %NULL when there are none
 */
DgCoverageRules *
dg_coverage_rules_new (const DgOutline *outline)
{
  g_autoptr (GArray) pairs = place_pairs (outline);
  DgCoverageRules *self;

  if (pairs->len == 0)
    return NULL;

  self = lay_out (outline);
  fill_masks (self, pairs);
  for (guint round = 0; round < MAX_ROUNDS && conclude (self); round++)
    continue;
  self->sound = is_sound (self);
  if (!self->sound)
    fill_masks (self, pairs);

  return self;
}

void
dg_coverage_rules_free (DgCoverageRules *self)
{
  g_free (self->first_word);
  g_free (self->first_value);
  g_free (self->ruled);
  g_free (self->masks);
  g_free (self->candidates);
  g_free (self);
}

/* What can go with a value, as a mask over all dimensions. */
const guint64 *
dg_coverage_rules_get_mask (const DgCoverageRules *self, guint dimension, guint value)
{
  return get_mask (self, dimension, value);
}

/* Whether two values of different dimensions may meet. */
gboolean
dg_coverage_rules_allow (
    const DgCoverageRules *self, guint dimension, guint value, guint other_dimension, guint other_value)
{
  return dg_coverage_mask_has (get_mask (self, dimension, value) + self->first_word[other_dimension], other_value);
}

/* --- on a line --- */

/*
 * dg_coverage_plan_fits:
 * @self: a plan with rules
 * @line: a line, counted from 0
 * @dimension: a dimension
 * @value: one of its values
 *
 * Returns: whether @value can stand on @line beside what has been dealt onto it in the other dimensions
 */
gboolean
dg_coverage_plan_fits (DgCoveragePlan *self, guint line, guint dimension, guint value)
{
  if (!is_candidate (self->rules, dimension, value))
    return FALSE;

  for (guint d = 0; d < self->n_dimensions; d++)
    if (d != dimension && self->rules->ruled[d] && self->dimensions[d].dealt &&
        !dg_coverage_rules_allow (self->rules, dimension, value, d, self->dimensions[d].lines[line]))
      return FALSE;

  return TRUE;
}

/* Whether @value, once on the line of which @live holds what is still possible, leaves every dimension to come a value
 */
static gboolean
leaves_choice (DgCoveragePlan *self, const guint64 *live, guint dimension, guint value)
{
  const guint64 *mask = get_mask (self->rules, dimension, value);

  for (guint d = 0; d < self->n_dimensions; d++)
    if (d != dimension && self->rules->ruled[d] && !self->dimensions[d].dealt &&
        !have_common (self->rules, live, mask, d))
      return FALSE;

  return TRUE;
}

static void
collect_live (DgCoveragePlan *self, guint line, guint dimension, guint64 *live)
{
  const DgCoverageRules *rules = self->rules;

  memcpy (live, rules->candidates, rules->n_words * sizeof *live);
  for (guint d = 0; d < self->n_dimensions; d++)
    if (d != dimension && rules->ruled[d] && self->dimensions[d].dealt)
      {
        const guint64 *mask = get_mask (rules, d, self->dimensions[d].lines[line]);

        for (guint w = 0; w < rules->n_words; w++)
          live[w] &= mask[w];
      }
}

static void
collect_for_line (DgCoveragePlan *self, guint line, guint dimension, guint64 *live, guint64 *allowed)
{
  guint first = self->rules->first_word[dimension];
  guint n_words = self->rules->first_word[dimension + 1] - first;
  gboolean any = FALSE;

  collect_live (self, line, dimension, live);
  memset (allowed, 0, n_words * sizeof *allowed);
  for (guint v = 0; v < self->dimensions[dimension].n_values; v++)
    if (dg_coverage_mask_has (live + first, v) && leaves_choice (self, live, dimension, v))
      {
        allowed[v / 64] |= G_GUINT64_CONSTANT (1) << (v % 64);
        any = TRUE;
      }
  if (any)
    return;

  /* what is to come can't be saved; what is there may be */
  memcpy (allowed, live + first, n_words * sizeof *allowed);
  for (guint w = 0; w < n_words; w++)
    any = any || allowed[w] != 0;
  if (!any)
    allowed[0] = 1;
}

/*
 * dg_coverage_plan_collect_allowed:
 * @self: a plan with rules
 * @dimension: a dimension that is named in them
 * @allowed: (out caller-allocates): one bit a value, the words of the dimension for each line
 *
 * Finds which values a line can have beside what has been dealt onto it, so that what is still to be dealt can be
 * chosen too. A line that can have none is left the first value, the plain one.
 */
void
dg_coverage_plan_collect_allowed (DgCoveragePlan *self, guint dimension, guint64 *allowed)
{
  g_autofree guint64 *live = g_new0 (guint64, self->rules->n_words);
  guint n_words = self->rules->first_word[dimension + 1] - self->rules->first_word[dimension];

  for (guint line = 0; line < self->n_lines; line++)
    collect_for_line (self, line, dimension, live, allowed + (gsize) line * n_words);
}
