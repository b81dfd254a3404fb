/* dg-split-draw.c: how many records of each label are tested, and which
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Groups of near-duplicates stay together, so that a stratum cannot have every count on the test side: which counts it
 * can have are the sums of its groups' sizes. Those that come nearest to the targets and add up to exactly the number
 * that was asked for are found by going through all of them, stratum by stratum. Every choice of groups is a choice in
 * each stratum, so that an exact split is found whenever there is one.
 */

#include "config.h"

#include <string.h>

#include "dg-split-private.h"

#define UNREACHABLE G_MAXUINT

/* Leaving a side without a label is worse than any number of records too many or too few. */
#define ONE_SIDED_COST 100000

static guint
get_size (DgSplitStratum *stratum, guint place)
{
  return ((GArray *) g_ptr_array_index (stratum->groups, place))->len;
}

static void
swap (GPtrArray *groups, guint a, guint b)
{
  gpointer group = groups->pdata[a];

  groups->pdata[a] = groups->pdata[b];
  groups->pdata[b] = group;
}

/* --- targets --- */

/* By how much a stratum has less than its exact share. */
static double
get_lack (const DgSplitStratum *stratum, double share)
{
  return stratum->n_records * share - stratum->target;
}

static DgSplitStratum *
find_poorest (GPtrArray *strata, double share)
{
  DgSplitStratum *poorest = NULL;

  for (guint i = 0; i < strata->len; i++)
    {
      DgSplitStratum *stratum = g_ptr_array_index (strata, i);

      if (stratum->target < stratum->most && (poorest == NULL || get_lack (stratum, share) > get_lack (poorest, share)))
        poorest = stratum;
    }

  return poorest;
}

static DgSplitStratum *
find_richest (GPtrArray *strata, double share)
{
  DgSplitStratum *richest = NULL;

  for (guint i = 0; i < strata->len; i++)
    {
      DgSplitStratum *stratum = g_ptr_array_index (strata, i);

      if (stratum->target > stratum->least &&
          (richest == NULL || get_lack (stratum, share) < get_lack (richest, share)))
        richest = stratum;
    }

  return richest;
}

/* With fewer places than labels on a side, the count comes first. */
static void
relax (GPtrArray *strata, guint n_test)
{
  guint least = 0, most = 0;

  for (guint i = 0; i < strata->len; i++)
    {
      least += ((DgSplitStratum *) g_ptr_array_index (strata, i))->least;
      most += ((DgSplitStratum *) g_ptr_array_index (strata, i))->most;
    }
  for (guint i = 0; i < strata->len; i++)
    {
      DgSplitStratum *stratum = g_ptr_array_index (strata, i);

      if (least > n_test)
        stratum->least = 0;
      if (most < n_test)
        stratum->most = stratum->n_records;
    }
}

/*
 * dg_split_apportion:
 * @strata: (element-type DgSplitStratum): strata, with @least and @most
 * @n_records: records in all of them
 * @n_test: records on the test side
 *
 * Sets the targets: by largest remainder, within the bounds of each stratum, adding up to @n_test.
 */
void
dg_split_apportion (GPtrArray *strata, guint n_records, guint n_test)
{
  double share = (double) n_test / n_records;
  guint sum = 0;

  relax (strata, n_test);
  for (guint i = 0; i < strata->len; i++)
    {
      DgSplitStratum *stratum = g_ptr_array_index (strata, i);
      guint whole = (guint) ((guint64) stratum->n_records * n_test / n_records);

      stratum->target = CLAMP (whole, stratum->least, stratum->most);
      sum += stratum->target;
    }
  for (; sum < n_test; sum++)
    find_poorest (strata, share)->target++;
  for (; sum > n_test; sum--)
    find_richest (strata, share)->target--;
}

/* --- what the groups allow --- */

/* The groups of more than one record come first; returns how many they are. */
static guint
part_groups (GPtrArray *groups)
{
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    if (((GArray *) g_ptr_array_index (groups, i))->len > 1)
      swap (groups, i, n++);

  return n;
}

/* Row k tells which sums the single records and the first k of the larger groups can have. */
static guint8 *
find_sums (DgSplitStratum *stratum, guint n_larger)
{
  gsize width = stratum->n_records + 1;
  guint8 *rows = g_malloc0 (width * (n_larger + 1));

  memset (rows, 1, stratum->groups->len - n_larger + 1);
  for (guint k = 0; k < n_larger; k++)
    {
      const guint8 *row = rows + k * width;
      guint8 *next = rows + (k + 1) * width;
      guint size = get_size (stratum, k);

      memcpy (next, row, width);
      for (gsize sum = size; sum < width; sum++)
        next[sum] |= row[sum - size];
    }

  return rows;
}

static guint
get_cost (const DgSplitStratum *stratum, guint count)
{
  guint off = count > stratum->target ? count - stratum->target : stratum->target - count;

  return off + (count < stratum->least || count > stratum->most ? ONE_SIDED_COST : 0);
}

/* Adds a stratum to what those before it cost, for every count on the test side. */
static void
add_stratum (DgSplitStratum *stratum, const guint *costs, guint *sums, guint *choices, guint n_before, gsize width)
{
  guint n_larger = part_groups (stratum->groups);
  g_autofree guint8 *rows = find_sums (stratum, n_larger);
  const guint8 *reachable = rows + (gsize) n_larger * (stratum->n_records + 1);

  for (gsize i = 0; i < width; i++)
    sums[i] = UNREACHABLE;
  for (guint count = 0; count <= stratum->n_records; count++)
    {
      guint cost = get_cost (stratum, count);

      for (guint before = 0; reachable[count] && before <= n_before; before++)
        if (costs[before] != UNREACHABLE && costs[before] + cost < sums[before + count])
          {
            sums[before + count] = costs[before] + cost;
            choices[before + count] = count;
          }
    }
}

/* The count nearest to the one that was asked for that leaves neither side empty. */
static guint
find_nearest (const guint *costs, guint n_records, guint n_test)
{
  for (guint off = 0; off < n_records; off++)
    {
      if (n_test > off && costs[n_test - off] != UNREACHABLE)
        return n_test - off;
      if (n_test + off < n_records && costs[n_test + off] != UNREACHABLE)
        return n_test + off;
    }

  return 0;
}

/*
 * dg_split_reconcile:
 * @strata: (element-type DgSplitStratum): strata with targets
 * @n_records: records in all of them
 * @n_test: records that should be on the test side
 *
 * Moves the targets to counts that the groups can have.
 *
 * Returns: their sum: @n_test whenever the groups allow it, else the nearest; 0 when one side would be empty
 */
guint
dg_split_reconcile (GPtrArray *strata, guint n_records, guint n_test)
{
  gsize width = n_records + 1;
  g_autofree guint *costs = g_new (guint, width * (strata->len + 1));
  g_autofree guint *choices = g_new0 (guint, width * strata->len);
  guint n_before = 0, sum, rest;

  for (gsize i = 0; i < width; i++)
    costs[i] = i == 0 ? 0 : UNREACHABLE;
  for (guint i = 0; i < strata->len; i++)
    {
      DgSplitStratum *stratum = g_ptr_array_index (strata, i);

      add_stratum (stratum, costs + i * width, costs + (i + 1) * width, choices + i * width, n_before, width);
      n_before += stratum->n_records;
    }

  sum = rest = find_nearest (costs + strata->len * width, n_records, n_test);
  for (guint i = strata->len; sum > 0 && i > 0; i--)
    {
      DgSplitStratum *stratum = g_ptr_array_index (strata, i - 1);

      stratum->target = choices[(i - 1) * width + rest];
      rest -= stratum->target;
    }

  return sum;
}

/* --- which groups --- */

static void
shuffle (GPtrArray *groups, GRand *random)
{
  for (guint i = groups->len; i > 1; i--)
    swap (groups, i - 1, (guint) g_rand_int_range (random, 0, (gint32) i));
}

static void
take (DgSplitStratum *stratum, guint place, gboolean *is_test)
{
  GArray *group = g_ptr_array_index (stratum->groups, place);

  for (guint i = 0; i < group->len; i++)
    is_test[g_array_index (group, guint, i)] = TRUE;
}

/*
 * dg_split_draw:
 * @stratum: a stratum, with a target that its groups can have
 * @random: what decides
 * @is_test: (inout): set for each record that is on the test side
 *
 * Draws groups that have exactly as many records as the target. Without near-duplicates every choice is as likely.
 */
void
dg_split_draw (DgSplitStratum *stratum, GRand *random, gboolean *is_test)
{
  gsize width = stratum->n_records + 1;
  g_autofree guint8 *rows = NULL;
  guint wanted = stratum->target;
  guint n_left = stratum->n_records;
  guint n_larger;

  shuffle (stratum->groups, random);
  n_larger = part_groups (stratum->groups);
  rows = find_sums (stratum, n_larger);
  for (guint k = n_larger; k > 0; k--)
    {
      const guint8 *before = rows + (k - 1) * width;
      guint size = get_size (stratum, k - 1);
      gboolean possible = size <= wanted && before[wanted - size];

      if (possible && (!before[wanted] || g_rand_double (random) * n_left < wanted))
        {
          take (stratum, k - 1, is_test);
          wanted -= size;
        }
      n_left -= size;
    }
  for (guint i = 0; i < wanted; i++)
    take (stratum, n_larger + i, is_test);
}
