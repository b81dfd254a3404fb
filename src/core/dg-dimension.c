/* dg-dimension.c: one way in which the records of a dataset differ
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dimension-private.h"
#include "dg-json.h"

static const char *const kind_ids[] = { "other",      "answer", "topic",    "intent", "tone",
                                        "difficulty", "form",   "language", "edge" };

static void
free_value (gpointer data)
{
  DgDimensionValue *value = data;

  g_free (value->value);
  g_ptr_array_unref (value->ways);
  g_free (value);
}

/**
 * dg_dimension_kind_get_id:
 * @kind: a kind
 *
 * Returns: the word for it in files, in reports and in the database
 */
const char *
dg_dimension_kind_get_id (DgDimensionKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_ids), kind_ids[0]);

  return kind_ids[kind];
}

/**
 * dg_dimension_kind_from_id:
 * @id: (nullable): a word
 * @kind: (out): what it stands for
 *
 * Returns: whether @id is such a word
 */
gboolean
dg_dimension_kind_from_id (const char *id, DgDimensionKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (kind_ids); i++)
    if (g_strcmp0 (id, kind_ids[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
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
 *
 * Returns: (transfer none): the new value, without an id and ways
 */
DgDimensionValue *
dg_dimension_add_value (DgDimension *self, const char *value, double weight)
{
  g_return_val_if_fail (self != NULL && value != NULL && weight > 0.0, NULL);

  DgDimensionValue *entry = g_new0 (DgDimensionValue, 1);

  entry->value = g_strdup (value);
  entry->weight = weight;
  entry->ways = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->values, entry);

  return entry;
}

/**
 * dg_dimension_get_value:
 * @self: a dimension
 * @position: which, counted from 0
 *
 * Returns: (transfer none): the value there
 */
DgDimensionValue *
dg_dimension_get_value (const DgDimension *self, guint position)
{
  g_return_val_if_fail (self != NULL && position < self->values->len, NULL);

  return g_ptr_array_index (self->values, position);
}

/**
 * dg_dimension_copy:
 * @self: a dimension
 *
 * Returns: (transfer full): the same again
 */
DgDimension *
dg_dimension_copy (const DgDimension *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgDimension *copy = dg_dimension_new (self->name);

  copy->kind = self->kind;
  for (guint i = 0; i < self->values->len; i++)
    {
      const DgDimensionValue *value = g_ptr_array_index (self->values, i);
      DgDimensionValue *entry = dg_dimension_add_value (copy, value->value, value->weight);

      entry->id = value->id;
      for (guint w = 0; w < value->ways->len; w++)
        g_ptr_array_add (entry->ways, g_strdup (g_ptr_array_index (value->ways, w)));
    }

  return copy;
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

/* Whatever says nothing is left out: ids outside of an outline, the kind of a dimension that has none. */
void
dg_dimension_append_json (const DgDimension *self, GString *out)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, "{\"name\":");
  dg_json_append_string (out, self->name);
  if (self->kind != DG_DIMENSION_OTHER)
    g_string_append_printf (out, ",\"kind\":\"%s\"", dg_dimension_kind_get_id (self->kind));
  g_string_append (out, ",\"values\":[");
  for (guint i = 0; i < self->values->len; i++)
    {
      const DgDimensionValue *value = g_ptr_array_index (self->values, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      if (value->id != 0)
        g_string_append_printf (out, "\"id\":%u,", value->id);
      g_string_append (out, "\"value\":");
      dg_json_append_string (out, value->value);
      g_string_append_printf (out, ",\"weight\":%s", g_ascii_dtostr (number, sizeof number, value->weight));
      for (guint w = 0; w < value->ways->len; w++)
        {
          g_string_append (out, w > 0 ? "," : ",\"ways\":[");
          dg_json_append_string (out, g_ptr_array_index (value->ways, w));
        }
      g_string_append (out, value->ways->len > 0 ? "]}" : "}");
    }
  g_string_append (out, "]}");
}
