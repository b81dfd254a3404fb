/* dg-duplicate-index-private.h: what the files of the duplicate index share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-duplicate-guard.h"
#include "dg-duplicate-index.h"
#include "dg-wording-private.h"

G_BEGIN_DECLS

/* What a pair may have beyond each other, as a share of its weight. */
#define DG_DUPLICATE_SLACK (1.0 - DG_NEAR_DUPLICATE)

/* Less than the lightest word, more than rounding. */
#define DG_DUPLICATE_EPSILON 0.01

/* Tables of keys: strict ones of inputs up to DG_WORDING_FREE_WORDS, loose ones by weight. */
typedef enum
{
  DG_DUPLICATE_TABLE_STRICT,
  DG_DUPLICATE_TABLE_SHORT,
  DG_DUPLICATE_TABLE_MIDDLE,
  DG_DUPLICATE_TABLE_LONG,
  DG_N_DUPLICATE_TABLES,
} DgDuplicateTable;

/* A word: its hash, but for the last bit, which tells that it is light. */
typedef guint32 DgDuplicateCode;

typedef struct
{
  DgRecord *record;       /* (owned) */
  guint place;            /* in the index */
  guint stamp;            /* of the search that met it last */
  guint folded;           /* hash of the folded input */
  DgDuplicateCode *codes; /* (owned): in their order of value */
  guint n_codes;
  float weight;    /* of all words */
  float light;     /* how many of them are light */
  guint64 full[2]; /* a bit for each word of full weight */
  guint64 any[2];  /* a bit for each word */
} DgDuplicateEntry;

/* By bucket of the key; NULL where there is nothing */
typedef struct
{
  GPtrArray **lists[DG_N_DUPLICATE_TABLES]; /* (owned) (array) (element-type DgDuplicateEntry) */
} DgDuplicateTables;

struct _DgDuplicateIndex
{
  GPtrArray *entries;    /* (owned) (element-type DgDuplicateEntry): in the order of the records */
  GHashTable *by_folded; /* (owned) (element-type guint GPtrArray): those with the same folded input, or hash */
  guint mask;            /* of buckets */
  guint *frequencies;    /* (owned) (array): how many inputs had a word of a bucket when they were counted */
  guint n_counted;       /* how many inputs that were */
  DgDuplicateTables tables;
  guint stamp; /* of the latest search */
};

/*
 * DgDuplicate:
 * @number: the record
 * @kind: in what it is a duplicate
 * @resemblance: how alike the inputs are, from #DG_NEAR_DUPLICATE to 1
 */
typedef struct
{
  guint number;
  DgDuplicateKind kind;
  double resemblance;
} DgDuplicate;

typedef struct
{
  DgDuplicateIndex *index;  /* (unowned) */
  DgDuplicateTables tables; /* of those that are looked up */
  guint *parents;           /* (unowned) (array): of each entry one of the same group, up to its first */
  guint *sizes;             /* (unowned) (array): of each first entry how many the group has */
} DgDuplicateGrouping;

/* What is looked for; its wording is made when it is needed first. */
typedef struct
{
  DgDuplicateEntry *entry;         /* (unowned) */
  DgWording *wording;              /* (owned) (nullable) */
  DgDuplicateGrouping *grouping;   /* (unowned) (nullable): what is found joins it; its own group is passed over */
  const DgDuplicateTables *tables; /* (unowned): where it is looked up */
  DgDuplicateIndex *index;         /* (unowned) */
  DgDuplicate *nearest; /* (unowned) (nullable): takes the most alike of what is found, the first of those as alike */
} DgDuplicateSearch;

DgDuplicateEntry *dg_duplicate_entry_new (DgRecord *record);
void dg_duplicate_entry_free (gpointer self);
gboolean dg_duplicate_entry_has_same_words (const DgDuplicateEntry *a, const DgDuplicateEntry *b);
DgDuplicateTable dg_duplicate_entry_get_loose_table (const DgDuplicateEntry *entry);

guint dg_duplicate_index_get_bucket (DgDuplicateIndex *self, DgDuplicateCode code);
DgDuplicateCode *dg_duplicate_index_sort_keys (DgDuplicateIndex *self, const DgDuplicateEntry *entry, guint *n_loose);

const DgDuplicateEntry *dg_duplicate_index_admit (DgDuplicateIndex *self, DgRecord *record, DgDuplicate *nearest);

void dg_duplicate_tables_init (DgDuplicateTables *tables, guint n_buckets);
void dg_duplicate_tables_clear (DgDuplicateTables *tables, guint n_buckets);
void dg_duplicate_tables_add (DgDuplicateTables *tables, DgDuplicateIndex *index, DgDuplicateEntry *entry);

void dg_duplicate_search_same (DgDuplicateSearch *search);
void dg_duplicate_search_alike (DgDuplicateSearch *search);

guint dg_duplicate_grouping_find_first (guint *parents, guint i);
void dg_duplicate_grouping_join (DgDuplicateGrouping *self, guint a, guint b);

static inline gboolean
dg_duplicate_code_is_light (DgDuplicateCode code)
{
  return code & 1;
}

G_END_DECLS
