/* test-dealt-lines.c: what a line says of the plan, and what gives way to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-plan-lines.h"

#define N_LINES 500

static const DgLineStyle free_style = { .free_text = TRUE };

static char *
make_line (DgCoveragePlan *plan, guint line, const DgLineStyle *style)
{
  g_autoptr (GString) out = g_string_new (NULL);

  dg_plan_lines_append (out, plan, line, line, 1, 42, style);

  return g_strdup (out->str);
}

static void
assert_matches (const char *line, const char *pattern)
{
  if (!g_regex_match_simple (pattern, line, G_REGEX_DOLLAR_ENDONLY, 0))
    g_assert_cmpstr (line, ==, pattern);
}

static DgDimensionValue *
add_value (DgDimension *dimension, const char *value, const char *way)
{
  DgDimensionValue *entry = dg_dimension_add_value (dimension, value, 1.0);

  if (way != NULL)
    g_ptr_array_add (entry->ways, g_strdup (way));

  return entry;
}

static DgDimension *
add_dimension (GPtrArray *dimensions, const char *name, DgDimensionKind kind)
{
  DgDimension *dimension = dg_dimension_new (name);

  dimension->kind = kind;
  g_ptr_array_add (dimensions, dimension);

  return dimension;
}

static DgCoveragePlan *
deal_outline (DgOutline *outline, guint n_lines)
{
  g_autoptr (DgOutline) numbered = dg_outline_new_for_dimensions (outline->dimensions);

  for (guint i = 0; i < outline->seeds->len; i++)
    g_ptr_array_add (numbered->seeds, g_strdup (g_ptr_array_index (outline->seeds, i)));

  return dg_coverage_plan_new_for_outline (numbered, n_lines, 1);
}

static DgCoveragePlan *
make_plan (const char *name, const char *value)
{
  g_autoptr (DgOutline) outline = dg_outline_new ();

  add_value (add_dimension (outline->dimensions, name, DG_DIMENSION_OTHER), value, NULL);

  return deal_outline (outline, 10);
}

static void
test_ways_and_seed (void)
{
  g_autoptr (DgOutline) outline = dg_outline_new ();
  g_autoptr (DgCoveragePlan) plan = NULL;
  g_autofree char *line = NULL;

  add_value (add_dimension (outline->dimensions, "tone", DG_DIMENSION_TONE), "cross", "short | cold\nwords");
  add_value (add_dimension (outline->dimensions, "topic", DG_DIMENSION_TOPIC), "bill", NULL);
  g_ptr_array_add (outline->seeds, g_strdup ("a bill | that\ncame twice"));
  plan = deal_outline (outline, 3);
  line = make_line (plan, 2, &free_style);

  assert_matches (line, "^- n=2 \\| tone: cross \\(short / cold/words\\) \\| topic: bill \\| SEED: a bill / that/came "
                        "twice \\| ");
}

/* A plan of half plain cases has an edge in the other half, whose way is told; what is plain is not told at all. */
static void
test_edge_of_plan (void)
{
  g_autoptr (DgOutline) outline = dg_outline_new ();
  g_autoptr (DgCoveragePlan) plan = NULL;
  DgDimension *edge = add_dimension (outline->dimensions, "awkward", DG_DIMENSION_EDGE);
  guint n_edges = 0;

  add_value (edge, "plain", "as usual");
  add_value (edge, "irony", "mock thanks");
  plan = deal_outline (outline, 100);

  for (guint i = 1; i <= 100; i++)
    {
      g_autofree char *line = make_line (plan, i, &free_style);
      gboolean awkward = g_str_equal (dg_coverage_plan_get_value (plan, i, 0), "irony");

      assert_matches (line, awkward ? "^- n=[0-9]+ \\| EDGE: irony \\(mock thanks\\) \\| "
                                    : "^- n=[0-9]+ \\| (LETTERS|DATE|NUMBERS|SIZE)");
      n_edges += awkward;
    }
  g_assert_cmpuint (n_edges, ==, 50);
}

static void
test_answer_of_plan (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("decision", "remove");
  DgLineStyle style = { .free_text = TRUE, .answer = 1 };
  g_autofree char *line = make_line (plan, 1, &style);

  g_assert_true (g_str_has_prefix (line, "- n=1 | ANSWER: remove | "));
}

/* A dimension that a person calls like a part is shown, all of it, and is not that part. */
static void
test_names_of_parts (void)
{
  static const char *const names[] = { "ANSWER",  "EDGE", "LEAVE OUT", "SEED", "RULES",     "LETTERS", "DATE",
                                       "NUMBERS", "SIZE", "OPENING",   "n",    "leave out", "Date",    " SIZE" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (DgCoveragePlan) plan = make_plan (names[i], DG_NOTHING);
      g_autofree char *line = make_line (plan, 1, &free_style);
      g_autofree char *expected = g_strdup_printf ("- n=1 | dimension %s: (nothing) | ", names[i]);

      if (!g_str_has_prefix (line, expected))
        g_assert_cmpstr (line, ==, expected);
    }
}

static guint
count_parts (const char *line)
{
  guint n = 0;

  for (const char *p = strstr (line, " | "); p != NULL; p = strstr (p + 1, " | "))
    n++;

  return n;
}

/* However many dimensions there are: what the answer takes from the text gives way to nothing. */
static void
assert_has_facts (DgCoveragePlan *plan, guint line)
{
  const DgLineStyle style = { .free_text = TRUE, .has_date = TRUE, .has_numbers = TRUE };
  g_autofree char *text = make_line (plan, line, &style);

  g_assert_nonnull (strstr (text, " | DATE: "));
  g_assert_nonnull (strstr (text, " | NUMBERS: "));
}

/* What is dealt stays, however much it is; what is drawn fills up to eight, size last to go and openings first. */
static void
test_most_parts (void)
{
  for (guint n_dimensions = 0; n_dimensions <= 10; n_dimensions++)
    {
      g_autoptr (DgOutline) outline = dg_outline_new ();
      g_autoptr (DgCoveragePlan) plan = NULL;

      for (guint d = 0; d < n_dimensions; d++)
        add_value (add_dimension (outline->dimensions, "d", DG_DIMENSION_OTHER), "v", NULL);
      plan = deal_outline (outline, N_LINES);

      for (guint i = 1; i <= N_LINES; i++)
        {
          g_autofree char *line = make_line (plan, i, &free_style);

          g_assert_cmpuint (count_parts (line), <=, MAX (8, n_dimensions));
          g_assert_cmpuint (count_parts (line), >=, MIN (8, n_dimensions + 2));
          g_assert_cmpint (strstr (line, " | SIZE: ") != NULL, ==, n_dimensions < 8);
          if (n_dimensions >= 7)
            g_assert_null (strstr (line, " | LETTERS: "));
          if (n_dimensions <= 3)
            g_assert_nonnull (strstr (line, " | OPENING: "));
          if (n_dimensions >= 7)
            g_assert_null (strstr (line, " | DATE: "));
          assert_has_facts (plan, i);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dealt-lines/ways-and-seed", test_ways_and_seed);
  g_test_add_func ("/dealt-lines/edge", test_edge_of_plan);
  g_test_add_func ("/dealt-lines/answer", test_answer_of_plan);
  g_test_add_func ("/dealt-lines/names-of-parts", test_names_of_parts);
  g_test_add_func ("/dealt-lines/most-parts", test_most_parts);

  return g_test_run ();
}
