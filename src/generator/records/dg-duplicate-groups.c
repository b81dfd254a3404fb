/* dg-duplicate-groups.c: records that say nearly the same, put together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-duplicate-index-private.h"
#include "dg-words.h"

/* What joins a group of so many is not looked up by those that come after it. Without that, a dataset that is made of a
 * few moulds takes quadratic time. */
#define MAX_LOOKED_UP 100

/**
 * dg_duplicate_group_free:
 * @self: (transfer full): a group
 */
void
dg_duplicate_group_free (DgDuplicateGroup *self)
{
  g_array_unref (self->numbers);
  g_free (self);
}

/* What stands for the group of @i: its first record. Paths are halved on the way. */
guint
dg_duplicate_grouping_find_first (guint *parents, guint i)
{
  while (parents[i] != i)
    i = parents[i] = parents[parents[i]];

  return i;
}

/*
 * dg_duplicate_grouping_join:
 * @self: groups in the making
 * @a: an entry
 * @b: another
 *
 * Makes one group of those of @a and @b.
 */
void
dg_duplicate_grouping_join (DgDuplicateGrouping *self, guint a, guint b)
{
  guint first_a = dg_duplicate_grouping_find_first (self->parents, a);
  guint first_b = dg_duplicate_grouping_find_first (self->parents, b);

  if (first_a == first_b)
    return;
  self->parents[MAX (first_a, first_b)] = MIN (first_a, first_b);
  self->sizes[MIN (first_a, first_b)] += self->sizes[MAX (first_a, first_b)];
}

/* Returns: whether an earlier entry has the same words; what is like the one is like the other */
static gboolean
join_same (DgDuplicateGrouping *self, GHashTable *seen, DgDuplicateEntry *entry)
{
  DgDuplicateEntry *first = g_hash_table_lookup (seen, GUINT_TO_POINTER (entry->folded));

  if (first == NULL)
    g_hash_table_insert (seen, GUINT_TO_POINTER (entry->folded), entry);
  if (first == NULL || !dg_duplicate_entry_has_same_words (first, entry))
    return FALSE;
  dg_duplicate_grouping_join (self, first->place, entry->place);

  return TRUE;
}

static void
join_alike (DgDuplicateGrouping *self, DgDuplicateEntry *entry)
{
  DgDuplicateSearch search = { .entry = entry, .grouping = self, .tables = &self->tables, .index = self->index };

  self->index->stamp++;
  dg_duplicate_search_alike (&search);
  g_clear_pointer (&search.wording, dg_wording_free);
  if (self->sizes[dg_duplicate_grouping_find_first (self->parents, entry->place)] <= MAX_LOOKED_UP)
    dg_duplicate_tables_add (&self->tables, self->index, entry);
}

static void
join_all (DgDuplicateGrouping *self, GCancellable *cancellable)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *entries = self->index->entries;

  for (guint i = 0; i < entries->len; i++)
    {
      self->parents[i] = i;
      self->sizes[i] = 1;
    }
  for (guint i = 0; i < entries->len && !g_cancellable_is_cancelled (cancellable); i++)
    if (!join_same (self, seen, g_ptr_array_index (entries, i)))
      join_alike (self, g_ptr_array_index (entries, i));
}

static DgDuplicateKind
choose_kind (DgDuplicateIndex *self, GArray *numbers, GCancellable *cancellable)
{
  g_autoptr (GHashTable) by_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean conflict = FALSE;

  for (guint i = 0; i < numbers->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      DgDuplicateEntry *entry = g_ptr_array_index (self->entries, g_array_index (numbers, guint, i) - 1);
      char *words = dg_words_fold (dg_record_get_input (entry->record));
      const char *answer = g_hash_table_lookup (by_words, words);

      conflict = conflict || (answer != NULL && !g_str_equal (answer, dg_record_get_answer (entry->record)));
      g_hash_table_insert (by_words, words, (char *) dg_record_get_answer (entry->record));
    }
  if (conflict)
    return DG_DUPLICATE_CONFLICT;

  return g_hash_table_size (by_words) == 1 ? DG_DUPLICATE_SAME : DG_DUPLICATE_ALIKE;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const DgDuplicateGroup *x = *(DgDuplicateGroup *const *) a, *y = *(DgDuplicateGroup *const *) b;

  if ((x->kind == DG_DUPLICATE_CONFLICT) != (y->kind == DG_DUPLICATE_CONFLICT))
    return x->kind == DG_DUPLICATE_CONFLICT ? -1 : 1;
  if (x->numbers->len != y->numbers->len)
    return x->numbers->len > y->numbers->len ? -1 : 1;

  return g_array_index (x->numbers, guint, 0) < g_array_index (y->numbers, guint, 0) ? -1 : 1;
}

/* Returns: (transfer full) (element-type DgDuplicateGroup): groups of two and more, without their kinds */
static GPtrArray *
collect_groups (DgDuplicateGrouping *self)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_duplicate_group_free);
  guint n = self->index->entries->len;
  g_autofree GArray **by_first = g_new0 (GArray *, n);

  for (guint i = 0; i < n; i++)
    {
      guint first = dg_duplicate_grouping_find_first (self->parents, i);
      guint number = i + 1;

      if (self->sizes[first] == 1)
        continue;
      if (by_first[first] == NULL)
        {
          DgDuplicateGroup *group = g_new0 (DgDuplicateGroup, 1);

          group->numbers = by_first[first] = g_array_new (FALSE, FALSE, sizeof (guint));
          g_ptr_array_add (groups, group);
        }
      g_array_append_val (by_first[first], number);
    }

  return groups;
}

/**
 * dg_duplicate_index_find_groups:
 * @self: an index
 * @cancellable: (nullable): a cancellable; what is returned when it is cancelled is of no use
 *
 * Joins the records that are duplicates or near-duplicates, and the near-duplicates of those, into groups. A record is
 * compared with no more than the first 100 different ones of a group, so that a large group may lack a record that is
 * like none of these.
 *
 * Returns: (transfer full) (element-type DgDuplicateGroup): the groups: contradictions first, then the largest
 */
GPtrArray *
dg_duplicate_index_find_groups (DgDuplicateIndex *self, GCancellable *cancellable)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree guint *parents = g_new (guint, self->entries->len);
  g_autofree guint *sizes = g_new (guint, self->entries->len);
  DgDuplicateGrouping grouping = { .index = self, .parents = parents, .sizes = sizes };
  GPtrArray *groups;

  dg_duplicate_tables_init (&grouping.tables, self->mask + 1);
  join_all (&grouping, cancellable);
  dg_duplicate_tables_clear (&grouping.tables, self->mask + 1);

  groups = collect_groups (&grouping);
  for (guint i = 0; i < groups->len; i++)
    {
      DgDuplicateGroup *group = g_ptr_array_index (groups, i);

      group->kind = choose_kind (self, group->numbers, cancellable);
    }
  g_ptr_array_sort (groups, compare_groups);

  return groups;
}
