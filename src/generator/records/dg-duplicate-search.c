/* dg-duplicate-search.c: which inputs are like one that is looked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-duplicate-index-private.h"

static guint
count_missing (const guint64 *full, const guint64 *any)
{
  return (guint) __builtin_popcountll (full[0] & ~any[0]) + (guint) __builtin_popcountll (full[1] & ~any[1]);
}

/* The most that dg_wording_compare() can make of two inputs: it looks at what they do not share, as this does, and at
 * numbers and order besides. */
static double
estimate (const DgDuplicateEntry *a, const DgDuplicateEntry *b)
{
  double n = MAX (a->weight, b->weight);
  double room = MIN (n, DG_WORDING_ROOM * (n - DG_WORDING_FREE_WORDS));
  double own = a->weight, others_own = b->weight;
  double swapped, added;

  for (guint i = 0, j = 0; i < a->n_codes && j < b->n_codes;)
    {
      DgDuplicateCode x = a->codes[i] >> 1, y = b->codes[j] >> 1;

      if (x == y)
        {
          own -= dg_duplicate_code_is_light (a->codes[i]) ? DG_WORD_LIGHT_WEIGHT : 1.0;
          others_own -= dg_duplicate_code_is_light (b->codes[j]) ? DG_WORD_LIGHT_WEIGHT : 1.0;
        }
      i += x <= y;
      j += y <= x;
    }
  swapped = MIN (own, others_own);
  added = MAX (own, others_own) - swapped;
  if (swapped <= DG_WORD_LIGHT_WEIGHT / 2.0 + DG_DUPLICATE_EPSILON)
    return 1.0 - added / n;

  return room > 0.0 ? 1.0 - added / n - swapped / room : 0.0;
}

static gboolean
are_apart (const DgDuplicateEntry *a, const DgDuplicateEntry *b)
{
  double slack = DG_DUPLICATE_SLACK * MAX (a->weight, b->weight) + DG_DUPLICATE_EPSILON;

  return count_missing (a->full, b->any) > slack || count_missing (b->full, a->any) > slack ||
         estimate (a, b) < DG_NEAR_DUPLICATE - DG_DUPLICATE_EPSILON;
}

static double
compare_in_full (DgDuplicateSearch *search, const DgDuplicateEntry *other)
{
  g_autoptr (DgWording) wording = dg_wording_new (dg_record_get_input (other->record));

  if (search->wording == NULL)
    search->wording = dg_wording_new (dg_record_get_input (search->entry->record));

  return dg_wording_compare (search->wording, wording, DG_NEAR_DUPLICATE);
}

static void
take (DgDuplicateSearch *search, const DgDuplicate *duplicate)
{
  DgDuplicate *nearest = search->nearest;

  if (nearest->number == 0 || duplicate->resemblance > nearest->resemblance ||
      (duplicate->resemblance >= nearest->resemblance && duplicate->number < nearest->number))
    *nearest = *duplicate;
}

static void
consider (DgDuplicateSearch *search, DgDuplicateEntry *other)
{
  DgDuplicate duplicate = { .number = other->place + 1, .kind = DG_DUPLICATE_ALIKE };

  if (other->stamp == search->index->stamp)
    return;
  other->stamp = search->index->stamp;
  if (search->grouping != NULL &&
      dg_duplicate_grouping_find_first (search->grouping->parents, other->place) ==
          dg_duplicate_grouping_find_first (search->grouping->parents, search->entry->place))
    return;
  if (are_apart (search->entry, other))
    return;
  duplicate.resemblance = compare_in_full (search, other);
  if (duplicate.resemblance > 0.0 && search->grouping != NULL)
    dg_duplicate_grouping_join (search->grouping, other->place, search->entry->place);
  else if (duplicate.resemblance > 0.0)
    take (search, &duplicate);
}

static void
consider_key (DgDuplicateSearch *search, DgDuplicateTable table, DgDuplicateCode key)
{
  GPtrArray *list = search->tables->lists[table][dg_duplicate_index_get_bucket (search->index, key)];

  for (guint i = 0; list != NULL && i < list->len; i++)
    consider (search, g_ptr_array_index (list, i));
}

/*
 * dg_duplicate_search_same:
 * @search: a search that is no grouping
 *
 * Finds what has the same words.
 */
void
dg_duplicate_search_same (DgDuplicateSearch *search)
{
  GPtrArray *same = g_hash_table_lookup (search->index->by_folded, GUINT_TO_POINTER (search->entry->folded));

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      DgDuplicateEntry *other = g_ptr_array_index (same, i);
      DgDuplicate duplicate = { .number = other->place + 1, .resemblance = 1.0 };

      if (other->stamp == search->index->stamp || !dg_duplicate_entry_has_same_words (search->entry, other))
        continue;
      other->stamp = search->index->stamp;
      duplicate.kind = g_str_equal (dg_record_get_answer (other->record), dg_record_get_answer (search->entry->record))
                           ? DG_DUPLICATE_SAME
                           : DG_DUPLICATE_CONFLICT;
      take (search, &duplicate);
    }
}

/*
 * dg_duplicate_search_alike:
 * @search: a search
 *
 * Finds what is alike and was not met yet.
 */
void
dg_duplicate_search_alike (DgDuplicateSearch *search)
{
  DgDuplicateEntry *entry = search->entry;
  guint n_loose;
  g_autofree DgDuplicateCode *keys = dg_duplicate_index_sort_keys (search->index, entry, &n_loose);
  DgDuplicateTable loose = dg_duplicate_entry_get_loose_table (entry);

  if (loose != DG_DUPLICATE_TABLE_LONG && entry->n_codes > 0)
    {
      consider_key (search, DG_DUPLICATE_TABLE_SHORT, keys[0]);
      consider_key (search, DG_DUPLICATE_TABLE_MIDDLE, keys[0]);
    }
  for (guint i = 0; i < n_loose; i++)
    {
      if (loose != DG_DUPLICATE_TABLE_LONG)
        consider_key (search, DG_DUPLICATE_TABLE_STRICT, keys[i]);
      if (loose != DG_DUPLICATE_TABLE_SHORT)
        consider_key (search, DG_DUPLICATE_TABLE_LONG, keys[i]);
      if (loose == DG_DUPLICATE_TABLE_LONG)
        consider_key (search, DG_DUPLICATE_TABLE_MIDDLE, keys[i]);
    }
}
