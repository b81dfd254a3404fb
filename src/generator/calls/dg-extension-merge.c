/* dg-extension-merge.c: makes one outline of the parts of an extension
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A run is dealt from one outline. The parts become a dimension of it, weighted by their counts, whose values are tied
 * to what each part may have; every other value weighs as much as the parts together have of it. So the counts of the
 * parts come out exactly, and within each the outline's own weights hold.
 */

#include "config.h"

#include "dg-extension.h"
#include "dg-outline-pairs.h"
#include "dg-plan-lines.h"

/* An outline that is kept has no more pairs. */
#define MAX_PAIRS 256

static DgDimensionValue *
get_value (const DgDimension *dimension, guint position)
{
  return g_ptr_array_index (dimension->values, position);
}

static DgOutline *
get_part (const DgExtension *self, guint part)
{
  return g_ptr_array_index (self->outlines, part);
}

static DgDimension *
find_dimension (const DgOutline *outline, const char *name)
{
  for (guint d = 0; d < outline->dimensions->len; d++)
    if (g_str_equal (((DgDimension *) g_ptr_array_index (outline->dimensions, d))->name, name))
      return g_ptr_array_index (outline->dimensions, d);

  return NULL;
}

static DgDimensionValue *
find_value (const DgDimension *dimension, guint id)
{
  for (guint v = 0; v < dimension->values->len; v++)
    if (get_value (dimension, v)->id == id)
      return get_value (dimension, v);

  return NULL;
}

static gboolean
is_dealt (const DgDimensionValue *value)
{
  return value != NULL && value->weight > DG_EXTENSION_TRIFLE;
}

static guint
find_last_id (const DgExtension *self)
{
  guint last = 0;

  for (guint p = 0; p < self->outlines->len; p++)
    for (guint d = 0; d < get_part (self, p)->dimensions->len; d++)
      {
        const DgDimension *dimension = g_ptr_array_index (get_part (self, p)->dimensions, d);

        for (guint v = 0; v < dimension->values->len; v++)
          last = MAX (last, get_value (dimension, v)->id);
      }

  return last;
}

/* --- dimensions --- */

static void
add_share (DgDimension *merged, const DgDimension *dimension, guint count)
{
  double sum = 0.0;

  for (guint v = 0; v < dimension->values->len; v++)
    sum += get_value (dimension, v)->weight;

  for (guint v = 0; v < dimension->values->len; v++)
    {
      const DgDimensionValue *value = get_value (dimension, v);
      DgDimensionValue *entry = find_value (merged, value->id);

      if (entry == NULL)
        {
          entry = dg_dimension_add_value (merged, value->value, DG_EXTENSION_TRIFLE);
          entry->id = value->id;
          for (guint w = 0; w < value->ways->len; w++)
            g_ptr_array_add (entry->ways, g_strdup (g_ptr_array_index (value->ways, w)));
        }
      if (is_dealt (value))
        entry->weight += count * value->weight / sum;
    }
}

/* What the parts have of a dimension; a part that does not have it has it as planned. */
static DgDimension *
merge_dimension (const DgExtension *self, const DgDimension *example, guint *last_id)
{
  DgDimension *merged = dg_dimension_new (example->name);
  guint n_without = 0;

  merged->kind = example->kind;
  for (guint p = 0; p < self->outlines->len; p++)
    {
      const DgDimension *dimension = find_dimension (get_part (self, p), example->name);
      guint count = g_array_index (self->counts, guint, p);

      if (dimension != NULL)
        add_share (merged, dimension, count);
      else
        n_without += count;
    }
  if (n_without > 0)
    dg_dimension_add_value (merged, DG_AS_PLANNED, n_without)->id = ++*last_id;

  return merged;
}

static void
merge_dimensions (const DgExtension *self, DgOutline *merged, guint *last_id)
{
  for (guint p = 0; p < self->outlines->len; p++)
    for (guint d = 0; d < get_part (self, p)->dimensions->len; d++)
      {
        const DgDimension *dimension = g_ptr_array_index (get_part (self, p)->dimensions, d);

        if (find_dimension (merged, dimension->name) == NULL)
          g_ptr_array_add (merged->dimensions, merge_dimension (self, dimension, last_id));
      }
}

/* --- pairs --- */

static gboolean
part_has (const DgOutline *part, const DgDimension *dimension, const DgDimensionValue *value)
{
  const DgDimension *own = find_dimension (part, dimension->name);

  return own != NULL ? is_dealt (find_value (own, value->id)) : g_str_equal (value->value, DG_AS_PLANNED);
}

/* In as few pairs as it takes */
static void
tie (DgOutline *merged, guint part_id, const DgOutline *part, const DgDimension *dimension)
{
  guint n_kept = 0;
  guint n_values = dimension->values->len;
  DgPairRule rule;

  for (guint v = 0; v < n_values; v++)
    n_kept += part_has (part, dimension, get_value (dimension, v));
  if (n_kept == n_values)
    return;

  rule = n_kept < n_values - n_kept ? DG_PAIR_ONLY : DG_PAIR_NEVER;
  for (guint v = 0; v < n_values; v++)
    if (part_has (part, dimension, get_value (dimension, v)) == (rule == DG_PAIR_ONLY))
      dg_outline_add_pair (merged, part_id, get_value (dimension, v)->id, rule);
}

static gboolean
has_pair (const DgOutline *outline, const DgPair *pair)
{
  for (guint i = 0; i < outline->pairs->len; i++)
    {
      const DgPair *other = &g_array_index (outline->pairs, DgPair, i);

      if (other->a == pair->a && other->b == pair->b && other->rule == pair->rule)
        return TRUE;
    }

  return FALSE;
}

/* Whether no part had to give the pair up to have both of its values. */
static gboolean
holds_everywhere (const DgExtension *self, const DgPair *pair)
{
  for (guint p = 0; p < self->outlines->len; p++)
    if (is_dealt (dg_outline_find_value (get_part (self, p), pair->a, NULL)) &&
        is_dealt (dg_outline_find_value (get_part (self, p), pair->b, NULL)) && !has_pair (get_part (self, p), pair))
      return FALSE;

  return TRUE;
}

static void
merge_pairs (const DgExtension *self, DgOutline *merged)
{
  for (guint p = 0; p < self->outlines->len; p++)
    for (guint i = 0; i < get_part (self, p)->pairs->len; i++)
      {
        const DgPair *pair = &g_array_index (get_part (self, p)->pairs, DgPair, i);

        if (merged->pairs->len < MAX_PAIRS && holds_everywhere (self, pair))
          dg_outline_add_pair (merged, pair->a, pair->b, pair->rule);
      }
}

/**
 * dg_extension_merge:
 * @self: an extension
 *
 * Makes an outline that a run of all the records can be dealt from. Its first dimension is %DG_PART_DIMENSION, unless
 * there is just one part.
 *
 * Returns: (transfer full): the outline
 */
DgOutline *
dg_extension_merge (const DgExtension *self)
{
  g_return_val_if_fail (self != NULL && self->outlines->len > 0 && self->outlines->len == self->counts->len, NULL);

  DgOutline *merged;
  DgDimension *parts;
  guint last_id = find_last_id (self);

  if (self->outlines->len == 1)
    return dg_outline_copy (get_part (self, 0));

  merged = dg_outline_new ();
  merge_dimensions (self, merged, &last_id);
  parts = dg_dimension_new (DG_PART_DIMENSION);
  for (guint p = 0; p < self->outlines->len; p++)
    {
      g_autofree char *name = g_strdup_printf ("%u", p + 1);
      guint id = ++last_id;

      dg_dimension_add_value (parts, name, g_array_index (self->counts, guint, p))->id = id;
      for (guint d = 0; d < merged->dimensions->len; d++)
        tie (merged, id, get_part (self, p), g_ptr_array_index (merged->dimensions, d));
    }
  g_ptr_array_insert (merged->dimensions, 0, parts);
  merge_pairs (self, merged);
  for (guint i = 0; i < get_part (self, 0)->seeds->len; i++)
    g_ptr_array_add (merged->seeds, g_strdup (g_ptr_array_index (get_part (self, 0)->seeds, i)));

  return merged;
}
