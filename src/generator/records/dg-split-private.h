/* dg-split-private.h: strata and the groups of near-duplicates in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DgSplitStratum:
 * @groups: (owned) (element-type GArray): groups of records (guint) that stay together; a record that is like no other
 *   is a group of its own
 * @n_records: records in all groups
 * @least: fewest records that should be on the test side
 * @most: most records that should be there
 * @target: how many it is meant to have there
 *
 * The groups whose most frequent label is the same.
 */
typedef struct
{
  GPtrArray *groups;
  guint n_records;
  guint least;
  guint most;
  guint target;
} DgSplitStratum;

GPtrArray *dg_split_find_groups (GPtrArray *records, guint *n_alike);

void dg_split_apportion (GPtrArray *strata, guint n_records, guint n_test);
guint dg_split_reconcile (GPtrArray *strata, guint n_records, guint n_test);
void dg_split_draw (DgSplitStratum *stratum, GRand *random, gboolean *is_test);

G_END_DECLS
