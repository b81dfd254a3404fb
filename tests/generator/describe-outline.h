/* describe-outline.h: an outline as a few lines of text, to compare with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-outline.h"

/* One dimension as `name/kind: id value weight (way;way), …`; weights are rounded. */
static inline char *
describe_dimension (const DgDimension *dimension)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "%s/%s:", dimension->name, dg_dimension_kind_get_id (dimension->kind));
  for (guint i = 0; i < dimension->values->len; i++)
    {
      const DgDimensionValue *value = g_ptr_array_index (dimension->values, i);

      g_string_append_printf (out, "%s %u %s %.1f", i > 0 ? "," : "", value->id, value->value, value->weight);
      for (guint w = 0; w < value->ways->len; w++)
        g_string_append_printf (out, "%s%s", w > 0 ? ";" : " (", (char *) g_ptr_array_index (value->ways, w));
      if (value->ways->len > 0)
        g_string_append_c (out, ')');
    }

  return g_strdup (out->str);
}

static inline char *
describe_pairs (const DgOutline *outline)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < outline->pairs->len; i++)
    {
      const DgPair *pair = &g_array_index (outline->pairs, DgPair, i);

      g_string_append_printf (out, "%s%u %s %u", i > 0 ? ", " : "", pair->a,
                              pair->rule == DG_PAIR_ONLY ? "only" : "never", pair->b);
    }

  return g_strdup (out->str);
}

/* All of it, one dimension a line, then the pairs. */
static inline char *
describe_outline (const DgOutline *outline)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *pairs = describe_pairs (outline);

  for (guint i = 0; i < outline->dimensions->len; i++)
    {
      g_autofree char *line = describe_dimension (g_ptr_array_index (outline->dimensions, i));

      g_string_append_printf (out, "%s\n", line);
    }
  g_string_append (out, pairs);

  return g_strdup (out->str);
}
