/* test-coverage-counts.c: counts that add up, whatever a person does to them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-coverage-counts.h"
#include "dg-coverage-plan.h"

#define N_EDITS 4000
#define MAX_VALUES 9

static DgDimension *
new_dimension (const double *weights, guint n_values)
{
  DgDimension *dimension = dg_dimension_new ("tone");

  for (guint v = 0; v < n_values; v++)
    {
      g_autofree char *name = g_strdup_printf ("value %u", v);

      dg_dimension_add_value (dimension, name, weights[v]);
    }

  return dimension;
}

static DgCoverageCounts *
new_counts (guint n_values, guint total)
{
  const double weights[MAX_VALUES] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  g_autoptr (DgDimension) dimension = new_dimension (weights, n_values);

  return dg_coverage_counts_new (dimension, total);
}

static void
assert_adds_up (const DgCoverageCounts *counts)
{
  guint sum = 0;

  for (guint v = 0; v < dg_coverage_counts_get_n_values (counts); v++)
    sum += dg_coverage_counts_get (counts, v);
  g_assert_cmpuint (sum, ==, dg_coverage_counts_get_total (counts));
}

/* As the plan of a run deals them. */
static void
assert_dealt (const DgCoverageCounts *counts, DgDimension *dimension)
{
  g_autoptr (GPtrArray) dimensions = g_ptr_array_new ();
  g_autoptr (DgCoveragePlan) plan = NULL;

  g_ptr_array_add (dimensions, dimension);
  plan = dg_coverage_plan_new (dimensions, dg_coverage_counts_get_total (counts), 1);
  for (guint v = 0; v < dimension->values->len; v++)
    g_assert_cmpuint (dg_coverage_counts_get (counts, v), ==,
                      dg_coverage_plan_count_value (plan, 0, dg_dimension_get_value (dimension, v)->value));
}

static void
test_as_dealt (void)
{
  const double weights[] = { 2, 2, 3, 1, 0.7 };
  g_autoptr (DgDimension) dimension = new_dimension (weights, G_N_ELEMENTS (weights));

  for (guint total = 10; total <= 1000; total += 33)
    {
      g_autoptr (DgCoverageCounts) counts = dg_coverage_counts_new (dimension, total);

      assert_adds_up (counts);
      assert_dealt (counts, dimension);
    }
}

static void
test_takes_from_others (void)
{
  const double weights[] = { 4, 2, 2 };
  g_autoptr (DgDimension) dimension = new_dimension (weights, G_N_ELEMENTS (weights));
  g_autoptr (DgCoverageCounts) counts = dg_coverage_counts_new (dimension, 80);

  g_assert_cmpuint (dg_coverage_counts_set (counts, 0, 60), ==, 60);
  g_assert_cmpuint (dg_coverage_counts_get (counts, 1), ==, 10);
  g_assert_cmpuint (dg_coverage_counts_get (counts, 2), ==, 10);
  assert_adds_up (counts);
}

static void
test_locked_stay (void)
{
  g_autoptr (DgCoverageCounts) counts = new_counts (4, 100);

  dg_coverage_counts_set_locked (counts, 1, TRUE);
  g_assert_cmpuint (dg_coverage_counts_set (counts, 0, 70), ==, 70);
  g_assert_cmpuint (dg_coverage_counts_get (counts, 1), ==, 25);
  g_assert_cmpuint (dg_coverage_counts_get (counts, 2) + dg_coverage_counts_get (counts, 3), ==, 5);
  /* what is locked is not there to be taken */
  g_assert_cmpuint (dg_coverage_counts_set (counts, 0, 100), ==, 75);

  dg_coverage_counts_set_total (counts, 200);
  g_assert_cmpuint (dg_coverage_counts_get (counts, 1), ==, 25);
  assert_adds_up (counts);
  /* fewer records than are locked: all change */
  dg_coverage_counts_set_total (counts, 10);
  g_assert_cmpuint (dg_coverage_counts_get (counts, 1), <, 10);
  assert_adds_up (counts);
}

static void
test_nobody_to_take_from (void)
{
  g_autoptr (DgCoverageCounts) counts = new_counts (3, 90);

  dg_coverage_counts_set_locked (counts, 1, TRUE);
  dg_coverage_counts_set_locked (counts, 2, TRUE);
  g_assert_cmpuint (dg_coverage_counts_set (counts, 0, 80), ==, 30);
  assert_adds_up (counts);
}

/* As when a slider is dragged to its end and back. */
static void
test_comes_back (void)
{
  const double weights[] = { 10, 50, 30 };
  g_autoptr (DgDimension) dimension = new_dimension (weights, G_N_ELEMENTS (weights));
  g_autoptr (DgCoverageCounts) counts = dg_coverage_counts_new (dimension, 90);

  for (guint count = 10; count <= 90; count++)
    dg_coverage_counts_set (counts, 0, count);
  g_assert_cmpuint (dg_coverage_counts_get (counts, 1), ==, 0);
  for (guint count = 90; count >= 10; count--)
    dg_coverage_counts_set (counts, 0, count);

  g_assert_cmpuint (dg_coverage_counts_get (counts, 1), ==, 50);
  g_assert_cmpuint (dg_coverage_counts_get (counts, 2), ==, 30);
}

/* --- whatever a person does --- */

static void
edit_at_random (DgCoverageCounts *counts, GRand *rand)
{
  guint value = (guint) g_rand_int_range (rand, 0, (gint32) dg_coverage_counts_get_n_values (counts));
  guint count = (guint) g_rand_int_range (rand, 0, 1100);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      dg_coverage_counts_set_locked (counts, value, g_rand_boolean (rand));
      break;
    case 1:
      dg_coverage_counts_set_total (counts, (guint) g_rand_int_range (rand, 10, 1001));
      break;
    default:
      dg_coverage_counts_set (counts, value, count);
    }
}

static void
test_random_edits (gconstpointer n_values)
{
  GRand *rand = g_rand_new_with_seed (GPOINTER_TO_UINT (n_values));
  const double weights[MAX_VALUES] = { 5, 0.2, 17, 1, 1, 3, 0.01, 8, 2 };
  g_autoptr (DgDimension) dimension = new_dimension (weights, GPOINTER_TO_UINT (n_values));
  g_autoptr (DgCoverageCounts) counts = dg_coverage_counts_new (dimension, 250);

  for (guint i = 0; i < N_EDITS; i++)
    {
      edit_at_random (counts, rand);
      assert_adds_up (counts);
    }

  /* what is kept of them is what the run deals, and what is shown the next time */
  dg_coverage_counts_apply (counts, dimension);
  assert_dealt (counts, dimension);
  g_rand_free (rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/coverage-counts/as-dealt", test_as_dealt);
  g_test_add_func ("/core/coverage-counts/takes-from-others", test_takes_from_others);
  g_test_add_func ("/core/coverage-counts/locked-stay", test_locked_stay);
  g_test_add_func ("/core/coverage-counts/nobody-to-take-from", test_nobody_to_take_from);
  g_test_add_func ("/core/coverage-counts/comes-back", test_comes_back);
  for (guint n = 1; n <= MAX_VALUES; n++)
    {
      g_autofree char *path = g_strdup_printf ("/core/coverage-counts/random-edits/%u", n);

      g_test_add_data_func (path, GUINT_TO_POINTER (n), test_random_edits);
    }

  return g_test_run ();
}
