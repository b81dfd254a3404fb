/* dg-split.c: which records a prompt is optimized with, and which it is judged by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What comes first when not everything can be had:
 *
 * 1. Near-duplicates are on one side, for a prompt that has seen the question is not tested by it.
 * 2. The test side has exactly as many records as were asked for.
 * 3. Each label of at least two records is on both sides.
 * 4. Each label has its share of the test side, by largest remainder.
 *
 * A group of near-duplicates with several labels counts for the one that most of its records have; so with such groups
 * the third is tried with a number of draws, and the best is taken. The same records and the same seed give the same
 * split.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dg-split-private.h"
#include "dg-split.h"

/* Draws that are tried for labels on both sides. */
#define MAX_DRAWS 50

typedef struct
{
  guint *of_record; /* (owned): the label of each record */
  guint *counts;    /* (owned): records of each label */
  guint n;          /* labels; 1 for answers that are none */
} Labels;

static void
clear_labels (Labels *self)
{
  g_free (self->of_record);
  g_free (self->counts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Labels, clear_labels)

static void
free_stratum (gpointer data)
{
  DgSplitStratum *stratum = data;

  g_ptr_array_unref (stratum->groups);
  g_free (stratum);
}

/* Returns whether the answers are labels. */
static gboolean
read_labels (GPtrArray *records, Labels *labels)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean short_enough = TRUE;

  labels->of_record = g_new0 (guint, records->len);
  labels->counts = g_new0 (guint, DG_SPLIT_MAX_LABELS + 1);
  for (guint i = 0; short_enough && i < records->len && g_hash_table_size (seen) <= DG_SPLIT_MAX_LABELS; i++)
    {
      const char *answer = dg_record_get_answer (g_ptr_array_index (records, i));
      gpointer label;

      if (!g_hash_table_lookup_extended (seen, answer, NULL, &label))
        {
          label = GUINT_TO_POINTER (g_hash_table_size (seen));
          g_hash_table_insert (seen, (gpointer) answer, label);
        }
      labels->of_record[i] = GPOINTER_TO_UINT (label);
      labels->counts[GPOINTER_TO_UINT (label)]++;
      short_enough = g_utf8_strlen (answer, -1) <= DG_SPLIT_MAX_LABEL_CHARACTERS;
    }

  labels->n = g_hash_table_size (seen);
  if (short_enough && labels->n <= DG_SPLIT_MAX_LABELS)
    return TRUE;

  memset (labels->of_record, 0, sizeof (guint) * records->len);
  labels->n = 1;
  labels->counts[0] = records->len;

  return FALSE;
}

/* The label that most records of a group have, the one that comes first among equals. */
static guint
get_group_label (GArray *group, const Labels *labels)
{
  guint counts[DG_SPLIT_MAX_LABELS + 1] = { 0 };
  guint most = 0;

  for (guint i = 0; i < group->len; i++)
    counts[labels->of_record[g_array_index (group, guint, i)]]++;
  for (guint i = 1; i < labels->n; i++)
    if (counts[i] > counts[most])
      most = i;

  return most;
}

static GPtrArray *
make_strata (GPtrArray *groups, const Labels *labels)
{
  GPtrArray *strata = g_ptr_array_new_with_free_func (free_stratum);

  for (guint i = 0; i < labels->n; i++)
    {
      DgSplitStratum *stratum = g_new0 (DgSplitStratum, 1);

      stratum->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
      g_ptr_array_add (strata, stratum);
    }
  for (guint i = 0; i < groups->len; i++)
    {
      GArray *group = g_ptr_array_index (groups, i);
      DgSplitStratum *stratum = g_ptr_array_index (strata, get_group_label (group, labels));

      g_ptr_array_add (stratum->groups, g_array_ref (group));
      stratum->n_records += group->len;
    }
  for (guint i = 0; i < strata->len; i++)
    {
      DgSplitStratum *stratum = g_ptr_array_index (strata, i);
      gboolean divisible = stratum->groups->len > 1;

      stratum->least = divisible ? 1 : 0;
      stratum->most = stratum->n_records - (divisible ? 1 : 0);
    }

  return strata;
}

static guint
count_one_sided (const gboolean *is_test, const Labels *labels, guint n_records)
{
  guint n_test[DG_SPLIT_MAX_LABELS + 1] = { 0 };
  guint n = 0;

  for (guint i = 0; i < n_records; i++)
    n_test[labels->of_record[i]] += is_test[i] ? 1 : 0;
  for (guint i = 0; i < labels->n; i++)
    n += labels->counts[i] > 1 && (n_test[i] == 0 || n_test[i] == labels->counts[i]);

  return n;
}

static void
draw (DgSplit *self, GPtrArray *strata, const Labels *labels, guint64 seed)
{
  const guint32 seeds[] = { (guint32) seed, (guint32) (seed >> 32) };
  GRand *random = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));

  self->n_one_sided = G_MAXUINT;
  for (guint i = 0; i < MAX_DRAWS && self->n_one_sided > 0; i++)
    {
      g_autofree gboolean *is_test = g_new0 (gboolean, self->n_records);
      guint n_one_sided;

      for (guint j = 0; j < strata->len; j++)
        dg_split_draw (g_ptr_array_index (strata, j), random, is_test);
      n_one_sided = self->n_labels > 0 ? count_one_sided (is_test, labels, self->n_records) : 0;
      if (n_one_sided < self->n_one_sided)
        {
          self->n_one_sided = n_one_sided;
          g_free (self->is_test);
          self->is_test = g_steal_pointer (&is_test);
        }
    }
  g_rand_free (random);
}

/**
 * dg_split_count_test:
 * @n_records: how many records there are
 * @share: the share of the test side, above 0 and below 1
 *
 * Returns: the records of the test side: the share, rounded, but at least one on either side where there are two
 */
guint
dg_split_count_test (guint n_records, double share)
{
  g_return_val_if_fail (share > 0.0 && share < 1.0, 0);

  return n_records < 2 ? 0 : (guint) CLAMP (round (share * n_records), 1.0, n_records - 1.0);
}

/**
 * dg_split_new:
 * @records: (element-type DgRecord): records
 * @n_test: how many of them the test side gets; at least one and not all
 * @seed: what decides among splits that are as good
 * @error: return location for an error: %DG_GENERATOR_ERROR_RECORD when there are fewer than two records, too many, or
 *   all of them are near-duplicates of each other
 *
 * Splits records. Answers are labels when there are at most %DG_SPLIT_MAX_LABELS different ones of at most
 * %DG_SPLIT_MAX_LABEL_CHARACTERS characters; the split is then stratified by them.
 *
 * Returns: (transfer full) (nullable): the split
 */
DgSplit *
dg_split_new (GPtrArray *records, guint n_test, guint64 seed, GError **error)
{
  g_return_val_if_fail (records != NULL, NULL);

  g_autoptr (DgSplit) self = g_new0 (DgSplit, 1);
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GPtrArray) strata = NULL;
  g_auto (Labels) labels = { 0 };

  if (records->len < 2 || records->len > DG_SPLIT_MAX_RECORDS)
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD,
                   _ ("A dataset of %u records cannot be split; it takes 2 to %u."), records->len,
                   DG_SPLIT_MAX_RECORDS);
      return NULL;
    }
  g_return_val_if_fail (n_test > 0 && n_test < records->len, NULL);

  self->n_records = records->len;
  self->n_wanted = n_test;
  self->n_labels = read_labels (records, &labels) ? labels.n : 0;
  groups = dg_split_find_groups (records, &self->n_alike);
  strata = make_strata (groups, &labels);
  dg_split_apportion (strata, records->len, n_test);
  self->n_test = dg_split_reconcile (strata, records->len, n_test);
  if (self->n_test == 0)
    {
      g_set_error_literal (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD,
                           _ ("The dataset cannot be split: all of its records are near-duplicates of each other."));
      return NULL;
    }
  draw (self, strata, &labels, seed);

  return g_steal_pointer (&self);
}

/**
 * dg_split_free:
 * @self: (transfer full): a split
 */
void
dg_split_free (DgSplit *self)
{
  g_free (self->is_test);
  g_free (self);
}

/**
 * dg_split_dup_side:
 * @self: a split
 * @records: (element-type DgRecord): the records that were split
 * @test: whether the test side is wanted, and not the train side
 *
 * Returns: (transfer full) (element-type DgRecord): the records of that side, in their order
 */
GPtrArray *
dg_split_dup_side (const DgSplit *self, GPtrArray *records, gboolean test)
{
  g_return_val_if_fail (self != NULL && records != NULL && records->len == self->n_records, NULL);

  GPtrArray *side = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    if (!self->is_test[i] == !test)
      g_ptr_array_add (side, g_object_ref (g_ptr_array_index (records, i)));

  return side;
}
