/* dg-dimension.c: one way in which the records of a dataset differ
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-checklist.h"

static void
free_value (gpointer data)
{
  DgDimensionValue *value = data;

  g_free (value->value);
  g_free (value);
}

/**
 * dg_dimension_new:
 * @name: what varies
 *
 * Returns: (transfer full): a dimension without values
 */
DgDimension *
dg_dimension_new (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  DgDimension *self = g_new0 (DgDimension, 1);

  self->name = g_strdup (name);
  self->values = g_ptr_array_new_with_free_func (free_value);

  return self;
}

/**
 * dg_dimension_add_value:
 * @self: a dimension
 * @value: a value
 * @weight: how often it comes, against the other values; more than 0
 */
void
dg_dimension_add_value (DgDimension *self, const char *value, double weight)
{
  g_return_if_fail (self != NULL && value != NULL && weight > 0.0);

  DgDimensionValue *entry = g_new0 (DgDimensionValue, 1);

  entry->value = g_strdup (value);
  entry->weight = weight;
  g_ptr_array_add (self->values, entry);
}

/**
 * dg_dimension_free:
 * @self: (transfer full): a dimension
 */
void
dg_dimension_free (DgDimension *self)
{
  g_free (self->name);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_free (self);
}
