/* fuzz-outline.c: outlines that are read are written so that they are read as the same again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-outline.h"
#include "fuzz.h"

static void
check_ids (const DgOutline *outline)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);

  for (guint d = 0; d < outline->dimensions->len; d++)
    {
      const DgDimension *dimension = g_ptr_array_index (outline->dimensions, d);

      g_assert_cmpuint (dimension->values->len, >, 0);
      for (guint v = 0; v < dimension->values->len; v++)
        {
          const DgDimensionValue *value = g_ptr_array_index (dimension->values, v);

          g_assert_true (value->weight > 0.0);
          g_assert_cmpuint (value->id, >, 0);
          g_assert_true (g_hash_table_add (ids, GUINT_TO_POINTER (value->id)));
        }
    }
}

static void
check_pairs (const DgOutline *outline)
{
  for (guint i = 0; i < outline->pairs->len; i++)
    {
      const DgPair *pair = &g_array_index (outline->pairs, DgPair, i);
      DgDimension *of_a = NULL;
      DgDimension *of_b = NULL;

      g_assert_nonnull (dg_outline_find_value (outline, pair->a, &of_a));
      g_assert_nonnull (dg_outline_find_value (outline, pair->b, &of_b));
      g_assert_true (of_a != of_b);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = size > 0 ? (const char *) data : "";
  g_autoptr (GError) error = NULL;
  g_autoptr (DgOutline) first = dg_outline_new_from_json (text, (gssize) size, &error);
  g_autoptr (DgOutline) second = NULL;
  g_autofree char *written = NULL;
  g_autofree char *again = NULL;

  if (first == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  check_ids (first);
  check_pairs (first);
  written = dg_outline_to_json (first);
  second = dg_outline_new_from_json (written, -1, &error);
  g_assert_no_error (error);
  again = dg_outline_to_json (second);
  g_assert_cmpstr (again, ==, written);

  return 0;
}
