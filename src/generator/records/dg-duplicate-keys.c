/* dg-duplicate-keys.c: by which words inputs are looked up that may be alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* dg-duplicate-index.c says why these words are enough. */

#include "config.h"

#include "dg-duplicate-index-private.h"
#include "dg-words.h"

/* An input of no more words than this is like none that weighs more than DG_WORDING_FREE_WORDS. */
#define SHORT_WORDS (DG_NEAR_DUPLICATE * DG_WORDING_FREE_WORDS)

/* --- entries --- */

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  DgDuplicateCode x = *(const DgDuplicateCode *) a, y = *(const DgDuplicateCode *) b;

  return x < y ? -1 : x > y;
}

static void
fill_codes (DgDuplicateEntry *entry, const char *input)
{
  g_autoptr (DgWording) wording = dg_wording_new (input);
  const DgWord *words = dg_wording_get_words (wording, &entry->n_codes);

  entry->codes = g_new (DgDuplicateCode, entry->n_codes);
  for (guint i = 0; i < entry->n_codes; i++)
    {
      gboolean light = words[i].weight < 1.0;
      guint bit = words[i].hash >> 1 & 127;

      entry->codes[i] = (words[i].hash & ~1u) | light;
      entry->weight += (float) words[i].weight;
      entry->light += light;
      entry->any[bit / 64] |= G_GUINT64_CONSTANT (1) << (bit % 64);
      if (!light)
        entry->full[bit / 64] |= G_GUINT64_CONSTANT (1) << (bit % 64);
    }
  /* a text without a word has no codes, and nothing is no array */
  if (entry->n_codes > 1)
    qsort (entry->codes, entry->n_codes, sizeof (DgDuplicateCode), compare_codes);
}

DgDuplicateEntry *
dg_duplicate_entry_new (DgRecord *record)
{
  DgDuplicateEntry *entry = g_new0 (DgDuplicateEntry, 1);
  g_autofree char *folded = dg_words_fold (dg_record_get_input (record));

  entry->record = g_object_ref (record);
  entry->folded = g_str_hash (folded);
  fill_codes (entry, dg_record_get_input (record));

  return entry;
}

void
dg_duplicate_entry_free (gpointer self)
{
  DgDuplicateEntry *entry = self;

  g_object_unref (entry->record);
  g_free (entry->codes);
  g_free (entry);
}

gboolean
dg_duplicate_entry_has_same_words (const DgDuplicateEntry *a, const DgDuplicateEntry *b)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (a->folded != b->folded)
    return FALSE;
  left = dg_words_fold (dg_record_get_input (a->record));
  right = dg_words_fold (dg_record_get_input (b->record));

  return g_str_equal (left, right);
}

/* --- keys --- */

guint
dg_duplicate_index_get_bucket (DgDuplicateIndex *self, DgDuplicateCode code)
{
  return code >> 1 & self->mask;
}

static int
compare_rarity (gconstpointer a, gconstpointer b, gpointer data)
{
  DgDuplicateIndex *self = data;
  DgDuplicateCode x = *(const DgDuplicateCode *) a, y = *(const DgDuplicateCode *) b;
  guint n_x = self->frequencies[dg_duplicate_index_get_bucket (self, x)];
  guint n_y = self->frequencies[dg_duplicate_index_get_bucket (self, y)];

  if (n_x != n_y)
    return n_x < n_y ? -1 : 1;

  /* whether a word is light must not matter for its place */
  return x >> 1 < y >> 1 ? -1 : x >> 1 > y >> 1;
}

/* The words of @entry by rarity; the first is its strict key, the first @n_loose are its loose ones. */
DgDuplicateCode *
dg_duplicate_index_sort_keys (DgDuplicateIndex *self, const DgDuplicateEntry *entry, guint *n_loose)
{
  double allowed =
      DG_DUPLICATE_SLACK * entry->weight + (1.0 - DG_WORD_LIGHT_WEIGHT) * entry->light + DG_DUPLICATE_EPSILON;
  DgDuplicateCode *keys = g_memdup2 (entry->codes, entry->n_codes * sizeof (DgDuplicateCode));
  double beyond = 0.0;

  g_qsort_with_data (keys, (int) entry->n_codes, sizeof (DgDuplicateCode), compare_rarity, self);
  for (*n_loose = 0; *n_loose < entry->n_codes && beyond <= allowed; (*n_loose)++)
    beyond += dg_duplicate_code_is_light (keys[*n_loose]) ? DG_WORD_LIGHT_WEIGHT : 1.0;

  return keys;
}

DgDuplicateTable
dg_duplicate_entry_get_loose_table (const DgDuplicateEntry *entry)
{
  if (entry->n_codes <= SHORT_WORDS)
    return DG_DUPLICATE_TABLE_SHORT;

  return entry->weight <= DG_WORDING_FREE_WORDS + DG_DUPLICATE_EPSILON ? DG_DUPLICATE_TABLE_MIDDLE
                                                                       : DG_DUPLICATE_TABLE_LONG;
}

static void
post (GPtrArray **list, DgDuplicateEntry *entry)
{
  if (*list == NULL)
    *list = g_ptr_array_new ();
  g_ptr_array_add (*list, entry);
}

void
dg_duplicate_tables_add (DgDuplicateTables *tables, DgDuplicateIndex *index, DgDuplicateEntry *entry)
{
  guint n_loose;
  g_autofree DgDuplicateCode *keys = dg_duplicate_index_sort_keys (index, entry, &n_loose);
  DgDuplicateTable loose = dg_duplicate_entry_get_loose_table (entry);

  if (entry->n_codes > 0 && loose != DG_DUPLICATE_TABLE_LONG)
    post (&tables->lists[DG_DUPLICATE_TABLE_STRICT][dg_duplicate_index_get_bucket (index, keys[0])], entry);
  for (guint i = 0; i < n_loose; i++)
    post (&tables->lists[loose][dg_duplicate_index_get_bucket (index, keys[i])], entry);
}

void
dg_duplicate_tables_init (DgDuplicateTables *tables, guint n_buckets)
{
  for (guint i = 0; i < DG_N_DUPLICATE_TABLES; i++)
    tables->lists[i] = g_new0 (GPtrArray *, n_buckets);
}

void
dg_duplicate_tables_clear (DgDuplicateTables *tables, guint n_buckets)
{
  for (guint i = 0; i < DG_N_DUPLICATE_TABLES; i++)
    {
      for (guint bucket = 0; bucket < n_buckets; bucket++)
        g_clear_pointer (&tables->lists[i][bucket], g_ptr_array_unref);
      g_free (tables->lists[i]);
    }
}
