/* dg-outline.c: what the records of a dataset vary in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-outline.h"

/* clang-format off */
G_DEFINE_QUARK (dg-outline-error-quark, dg_outline_error)
/* clang-format on */

/**
 * dg_outline_new:
 *
 * Returns: (transfer full): an outline in which nothing varies
 */
DgOutline *
dg_outline_new (void)
{
  DgOutline *self = g_new0 (DgOutline, 1);

  self->dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_dimension_free);
  self->pairs = g_array_new (FALSE, FALSE, sizeof (DgPair));
  self->seeds = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * dg_outline_new_for_dimensions:
 * @dimensions: (element-type DgDimension): what varies
 *
 * Returns: (transfer full): an outline of these dimensions, whose values have been given ids
 */
DgOutline *
dg_outline_new_for_dimensions (GPtrArray *dimensions)
{
  g_return_val_if_fail (dimensions != NULL, NULL);

  DgOutline *self = dg_outline_new ();
  guint id = 0;

  for (guint d = 0; d < dimensions->len; d++)
    {
      DgDimension *dimension = dg_dimension_copy (g_ptr_array_index (dimensions, d));

      for (guint v = 0; v < dimension->values->len; v++)
        ((DgDimensionValue *) g_ptr_array_index (dimension->values, v))->id = ++id;
      g_ptr_array_add (self->dimensions, dimension);
    }

  return self;
}

/**
 * dg_outline_copy:
 * @self: an outline
 *
 * Returns: (transfer full): the same again
 */
DgOutline *
dg_outline_copy (const DgOutline *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgOutline *copy = dg_outline_new ();

  for (guint i = 0; i < self->dimensions->len; i++)
    g_ptr_array_add (copy->dimensions, dg_dimension_copy (g_ptr_array_index (self->dimensions, i)));
  if (self->pairs->len > 0)
    g_array_append_vals (copy->pairs, self->pairs->data, self->pairs->len);
  for (guint i = 0; i < self->seeds->len; i++)
    g_ptr_array_add (copy->seeds, g_strdup (g_ptr_array_index (self->seeds, i)));
  copy->by_hand = self->by_hand;

  return copy;
}

/**
 * dg_outline_free:
 * @self: (transfer full): an outline
 */
void
dg_outline_free (DgOutline *self)
{
  g_ptr_array_unref (self->dimensions);
  g_array_unref (self->pairs);
  g_ptr_array_unref (self->seeds);
  g_free (self);
}

/**
 * dg_outline_get_dimension:
 * @self: an outline
 * @position: which, counted from 0
 *
 * Returns: (transfer none): the dimension there
 */
DgDimension *
dg_outline_get_dimension (const DgOutline *self, guint position)
{
  g_return_val_if_fail (self != NULL && position < self->dimensions->len, NULL);

  return g_ptr_array_index (self->dimensions, position);
}

/**
 * dg_outline_find_kind:
 * @self: an outline
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): the first dimension of that kind
 */
DgDimension *
dg_outline_find_kind (const DgOutline *self, DgDimensionKind kind)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->dimensions->len; i++)
    if (((DgDimension *) g_ptr_array_index (self->dimensions, i))->kind == kind)
      return g_ptr_array_index (self->dimensions, i);

  return NULL;
}

/**
 * dg_outline_find_value:
 * @self: an outline
 * @id: a value's number
 * @dimension: (out) (optional) (transfer none): the dimension it belongs to
 *
 * Returns: (transfer none) (nullable): the value
 */
const DgDimensionValue *
dg_outline_find_value (const DgOutline *self, guint id, DgDimension **dimension)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint d = 0; d < self->dimensions->len; d++)
    {
      DgDimension *candidate = g_ptr_array_index (self->dimensions, d);

      for (guint v = 0; v < candidate->values->len; v++)
        {
          DgDimensionValue *value = g_ptr_array_index (candidate->values, v);

          if (value->id != id)
            continue;
          if (dimension != NULL)
            *dimension = candidate;
          return value;
        }
    }

  return NULL;
}
