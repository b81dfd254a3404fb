/* dg-split.h: which records a prompt is optimized with, and which it is judged by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-generator-types.h"
#include "dg-record.h"

G_BEGIN_DECLS

/** Most records that are split: each is compared with every other. */
#define DG_SPLIT_MAX_RECORDS 10000

/** Answers are labels when there are at most so many different ones, … */
#define DG_SPLIT_MAX_LABELS 20

/** … none of them longer than this, in characters. */
#define DG_SPLIT_MAX_LABEL_CHARACTERS 60

/**
 * DgSplit:
 * @is_test: (owned) (array length=n_records): for each record whether it is on the test side
 * @n_records: how many records there are
 * @n_test: how many of them are on the test side
 * @n_wanted: how many were asked for
 * @n_labels: different labels of the answers, 0 when the answers are no labels
 * @n_one_sided: labels that have two records or more, but on one side only
 * @n_alike: records that have a near-duplicate
 *
 * A train side and a test side. @n_test is @n_wanted unless near-duplicates, which stay together, make that impossible.
 */
typedef struct
{
  gboolean *is_test;
  guint n_records;
  guint n_test;
  guint n_wanted;
  guint n_labels;
  guint n_one_sided;
  guint n_alike;
} DgSplit;

guint dg_split_count_test (guint n_records, double share);
DgSplit *dg_split_new (GPtrArray *records, guint n_test, guint64 seed, GError **error);
void dg_split_free (DgSplit *self);
GPtrArray *dg_split_dup_side (const DgSplit *self, GPtrArray *records, gboolean test);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgSplit, dg_split_free)

G_END_DECLS
