/* dg-outline-pairs.c: which values of an outline go together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-outline-pairs.h"

static DgDimensionValue *
get_value (const DgDimension *dimension, guint position)
{
  return g_ptr_array_index (dimension->values, position);
}

static const DgPair *
get_pair (const DgOutline *self, guint position)
{
  return &g_array_index (self->pairs, DgPair, position);
}

static gboolean
joins (const DgPair *pair, guint a, guint b)
{
  return (pair->a == a && pair->b == b) || (pair->a == b && pair->b == a);
}

/* Whether what @a goes `only` with in the dimension of @b, if there is anything, is @b. */
static gboolean
is_among_only (const DgOutline *self, guint a, guint b)
{
  DgDimension *dimension = NULL;
  gboolean limited = FALSE;

  dg_outline_find_value (self, b, &dimension);
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const DgPair *pair = get_pair (self, i);
      DgDimension *target = NULL;

      if (pair->rule != DG_PAIR_ONLY || pair->a != a)
        continue;
      if (pair->b == b)
        return TRUE;
      dg_outline_find_value (self, pair->b, &target);
      limited = limited || (target != NULL && target == dimension);
    }

  return !limited;
}

/**
 * dg_outline_allows:
 * @self: an outline
 * @a: id of a value
 * @b: id of a value of another dimension
 *
 * Returns: whether a record can have both
 */
gboolean
dg_outline_allows (const DgOutline *self, guint a, guint b)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->pairs->len; i++)
    if (get_pair (self, i)->rule == DG_PAIR_NEVER && joins (get_pair (self, i), a, b))
      return FALSE;

  return is_among_only (self, a, b) && is_among_only (self, b, a);
}

/**
 * dg_outline_remove_value:
 * @self: an outline
 * @id: a value's number
 *
 * Removes the value and its pairs; its dimension stays, even when nothing is left in it.
 */
void
dg_outline_remove_value (DgOutline *self, guint id)
{
  g_return_if_fail (self != NULL);

  for (guint i = self->pairs->len; i > 0; i--)
    if (get_pair (self, i - 1)->a == id || get_pair (self, i - 1)->b == id)
      g_array_remove_index (self->pairs, i - 1);

  for (guint d = 0; d < self->dimensions->len; d++)
    {
      DgDimension *dimension = g_ptr_array_index (self->dimensions, d);

      for (guint v = dimension->values->len; v > 0; v--)
        if (get_value (dimension, v - 1)->id == id)
          g_ptr_array_remove_index (dimension->values, v - 1);
    }
}

/**
 * dg_outline_add_pair:
 * @self: an outline
 * @a: id of a value
 * @b: id of a value of another dimension
 * @rule: how they go together
 *
 * Adds the pair, unless it is there.
 */
void
dg_outline_add_pair (DgOutline *self, guint a, guint b, DgPairRule rule)
{
  g_return_if_fail (self != NULL);

  const DgPair pair = { a, b, rule };

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const DgPair *other = get_pair (self, i);

      if (other->rule == rule && (rule == DG_PAIR_NEVER ? joins (other, a, b) : other->a == a && other->b == b))
        return;
    }
  g_array_append_val (self->pairs, pair);
}

static gboolean
goes_with_any (const DgOutline *self, guint id, const DgDimension *other)
{
  for (guint v = 0; v < other->values->len; v++)
    if (dg_outline_allows (self, id, get_value (other, v)->id))
      return TRUE;

  return other->values->len == 0;
}

static gboolean
is_in (const DgDimension *dimension, guint id)
{
  for (guint v = 0; v < dimension->values->len; v++)
    if (get_value (dimension, v)->id == id)
      return TRUE;

  return FALSE;
}

static void
drop_pairs (DgOutline *self, guint id, const DgDimension *other)
{
  for (guint i = self->pairs->len; i > 0; i--)
    {
      const DgPair *pair = get_pair (self, i - 1);

      if ((pair->a == id && is_in (other, pair->b)) || (pair->b == id && is_in (other, pair->a)))
        g_array_remove_index (self->pairs, i - 1);
    }
}

/* Returns whether something changed. */
static gboolean
repair_value (DgOutline *self, DgDimension *dimension, guint id, DgOutlineRepair repair)
{
  for (guint d = 0; d < self->dimensions->len; d++)
    {
      DgDimension *other = g_ptr_array_index (self->dimensions, d);

      if (other == dimension || goes_with_any (self, id, other))
        continue;
      if (repair == DG_OUTLINE_DROP_VALUES && dimension->values->len > 1)
        dg_outline_remove_value (self, id);
      else
        drop_pairs (self, id, other);
      return TRUE;
    }

  return FALSE;
}

static gboolean
repair_once (DgOutline *self, DgOutlineRepair repair)
{
  for (guint d = 0; d < self->dimensions->len; d++)
    {
      DgDimension *dimension = g_ptr_array_index (self->dimensions, d);

      for (guint v = 0; v < dimension->values->len; v++)
        if (repair_value (self, dimension, get_value (dimension, v)->id, repair))
          return TRUE;
    }

  return FALSE;
}

/**
 * dg_outline_repair:
 * @self: an outline whose pairs name its own values
 * @repair: what gives way
 *
 * Sees to it that every value goes with at least one value of every other dimension.
 */
void
dg_outline_repair (DgOutline *self, DgOutlineRepair repair)
{
  g_return_if_fail (self != NULL);

  while (repair_once (self, repair))
    ;
}
