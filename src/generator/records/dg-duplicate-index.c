/* dg-duplicate-index.c: which records of a large dataset say nearly the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Comparing each input with each other takes minutes at 100,000 records. Nearly all pairs need not be looked at,
 * because of what DG_NEAR_DUPLICATE demands (dg-wording.c). With the different words of an input in an order that is
 * the same for all inputs, the rarest first:
 *
 * Two inputs that are alike have a word in common. Let c be the first one in that order. All words that A has before c
 * are not in B. What A has beyond B weighs at most 0.3 of A, or 0.8 more for each name or identifier of A, which may be
 * an ordinary word in B. So c is among the first words of A, up to the one that exceeds this weight, and likewise of B.
 * These are the *loose* keys of an input, and inputs that are alike share one.
 *
 * Where neither of the two weighs more than 14, nothing may be swapped, so one has all words of the other, and c is the
 * very first word of that: its *strict* key, which is one of the other's loose keys. That matters for short inputs from
 * one mould that differ in an identifier: the identifier is the strict key, and nobody else has it.
 *
 * Inputs that share keys are candidates. Most fall by their signatures or by the weight of what they do not share; only
 * the rest are compared in full. The order needs to be the same for all, but not exact: it is that of the records that
 * the index was made of, and stays so when more come, until there are twice as many.
 */

#include "config.h"

#include "dg-duplicate-index-private.h"

#define MIN_BUCKETS 64
#define MAX_BUCKETS (1 << 18)

static void
add_entry (DgDuplicateIndex *self, DgDuplicateEntry *entry)
{
  GPtrArray *same = g_hash_table_lookup (self->by_folded, GUINT_TO_POINTER (entry->folded));

  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (self->by_folded, GUINT_TO_POINTER (entry->folded), same);
    }
  g_ptr_array_add (same, entry);
  dg_duplicate_tables_add (&self->tables, self, entry);
}

static guint
choose_n_buckets (guint n_records)
{
  guint n = MIN_BUCKETS;

  while (n < MAX_BUCKETS && n / 4 < n_records)
    n *= 2;

  return n;
}

static void
make_tables (DgDuplicateIndex *self, guint n_records)
{
  guint n_buckets = choose_n_buckets (n_records);

  self->mask = n_buckets - 1;
  self->n_counted = n_records;
  self->frequencies = g_new0 (guint, n_buckets);
  dg_duplicate_tables_init (&self->tables, n_buckets);
}

static void
clear_tables (DgDuplicateIndex *self)
{
  dg_duplicate_tables_clear (&self->tables, self->mask + 1);
  g_clear_pointer (&self->frequencies, g_free);
}

static void
count_words (DgDuplicateIndex *self, const DgDuplicateEntry *entry)
{
  for (guint i = 0; i < entry->n_codes; i++)
    self->frequencies[dg_duplicate_index_get_bucket (self, entry->codes[i])]++;
}

/* An order that has nothing to do with the records that have come since makes keys of words that everybody has. */
static void
keep_order_good (DgDuplicateIndex *self)
{
  if (self->entries->len <= 2 * MAX (self->n_counted, MIN_BUCKETS / 4))
    return;

  clear_tables (self);
  make_tables (self, self->entries->len);
  for (guint i = 0; i < self->entries->len; i++)
    count_words (self, g_ptr_array_index (self->entries, i));
  for (guint i = 0; i < self->entries->len; i++)
    dg_duplicate_tables_add (&self->tables, self, g_ptr_array_index (self->entries, i));
}

static DgDuplicateIndex *
new_empty (guint n_records)
{
  DgDuplicateIndex *self = g_new0 (DgDuplicateIndex, 1);

  self->entries = g_ptr_array_new_with_free_func (dg_duplicate_entry_free);
  self->by_folded = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  make_tables (self, n_records);

  return self;
}

/**
 * dg_duplicate_index_new:
 * @records: (element-type DgRecord): records in their order; the first has the number 1
 * @cancellable: (nullable): a cancellable; an index that is returned when it is cancelled is of no use
 *
 * Returns: (transfer full): an index of @records, which takes a second and some 50 MB besides the records at 100,000 of
 *   them, of 20 words each
 */
DgDuplicateIndex *
dg_duplicate_index_new (GPtrArray *records, GCancellable *cancellable)
{
  g_return_val_if_fail (records != NULL, NULL);

  DgDuplicateIndex *self = new_empty (records->len);

  for (guint i = 0; i < records->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      DgDuplicateEntry *entry = dg_duplicate_entry_new (g_ptr_array_index (records, i));

      entry->place = i;
      g_ptr_array_add (self->entries, entry);
      count_words (self, entry);
    }
  for (guint i = 0; i < self->entries->len && !g_cancellable_is_cancelled (cancellable); i++)
    add_entry (self, g_ptr_array_index (self->entries, i));

  return self;
}

/**
 * dg_duplicate_index_free:
 * @self: (transfer full): an index
 */
void
dg_duplicate_index_free (DgDuplicateIndex *self)
{
  clear_tables (self);
  g_hash_table_unref (self->by_folded);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/*
 * dg_duplicate_index_admit:
 * @self: an index
 * @record: a record
 * @nearest: (out): the record that keeps it out; number 0 when none does
 *
 * Adds @record at the end, unless there is one with the same or nearly the same input.
 *
 * Returns: (transfer none) (nullable): the record that keeps it out
 */
const DgDuplicateEntry *
dg_duplicate_index_admit (DgDuplicateIndex *self, DgRecord *record, DgDuplicate *nearest)
{
  DgDuplicateEntry *entry = dg_duplicate_entry_new (record);
  DgDuplicateSearch search = { .entry = entry, .tables = &self->tables, .index = self, .nearest = nearest };

  *nearest = (DgDuplicate){ 0 };
  self->stamp++;
  dg_duplicate_search_same (&search);
  if (nearest->number == 0)
    dg_duplicate_search_alike (&search);
  g_clear_pointer (&search.wording, dg_wording_free);
  if (nearest->number > 0)
    {
      dg_duplicate_entry_free (entry);
      return g_ptr_array_index (self->entries, nearest->number - 1);
    }

  entry->place = self->entries->len;
  g_ptr_array_add (self->entries, entry);
  add_entry (self, entry);
  keep_order_good (self);

  return NULL;
}
