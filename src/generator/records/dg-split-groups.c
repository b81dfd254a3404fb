/* dg-split-groups.c: records that say nearly the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-duplicate-guard.h"
#include "dg-split-private.h"
#include "dg-wording.h"
#include "dg-words.h"

/* What stands for the group of @i: its first record. Paths are halved on the way. */
static guint
find_first (guint *parents, guint i)
{
  while (parents[i] != i)
    i = parents[i] = parents[parents[i]];

  return i;
}

static void
join (guint *parents, guint a, guint b)
{
  guint first_a = find_first (parents, a);
  guint first_b = find_first (parents, b);

  parents[MAX (first_a, first_b)] = MIN (first_a, first_b);
}

/* Inputs of signs alone have no words to compare, and are the same when they fold to the same. */
static void
join_same (GPtrArray *records, guint *parents)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *words = dg_words_fold (dg_record_get_input (g_ptr_array_index (records, i)));
      gpointer first;

      if (g_hash_table_lookup_extended (seen, words, NULL, &first))
        join (parents, GPOINTER_TO_UINT (first), i);
      else
        g_hash_table_insert (seen, g_steal_pointer (&words), GUINT_TO_POINTER (i));
    }
}

static void
join_alike (GPtrArray *records, guint *parents)
{
  g_autoptr (GPtrArray) wordings = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_wording_free);

  for (guint i = 0; i < records->len; i++)
    {
      DgWording *wording = dg_wording_new (dg_record_get_input (g_ptr_array_index (records, i)));

      for (guint j = 0; j < i; j++)
        if (find_first (parents, i) != find_first (parents, j) &&
            dg_wording_compare (g_ptr_array_index (wordings, j), wording, DG_NEAR_DUPLICATE) > 0.0)
          join (parents, j, i);
      g_ptr_array_add (wordings, wording);
    }
}

/*
 * dg_split_find_groups:
 * @records: (element-type DgRecord): records
 * @n_alike: (out): how many records have a near-duplicate
 *
 * Joins near-duplicates, and the near-duplicates of those, into groups.
 *
 * Returns: (transfer full) (element-type GArray): the groups by their first records; each holds places (guint) in
 *   @records, in their order
 */
GPtrArray *
dg_split_find_groups (GPtrArray *records, guint *n_alike)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autofree guint *parents = g_new (guint, records->len);
  g_autofree GArray **by_first = g_new0 (GArray *, records->len);

  for (guint i = 0; i < records->len; i++)
    parents[i] = i;
  join_same (records, parents);
  join_alike (records, parents);

  *n_alike = 0;
  for (guint i = 0; i < records->len; i++)
    {
      guint first = find_first (parents, i);

      if (by_first[first] == NULL)
        {
          by_first[first] = g_array_new (FALSE, FALSE, sizeof (guint));
          g_ptr_array_add (groups, by_first[first]);
        }
      g_array_append_val (by_first[first], i);
      if (by_first[first]->len > 1)
        *n_alike += by_first[first]->len == 2 ? 2 : 1;
    }

  return groups;
}
