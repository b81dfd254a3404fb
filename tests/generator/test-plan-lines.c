/* test-plan-lines.c: the lines that tell the model what each record is to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-plan-lines.h"

/* Draws in a case that looks at what is drawn. */
#define N_DRAWS 500

static const DgLineStyle free_style = { .free_text = TRUE, .has_length = FALSE };
static const DgLineStyle limited_style = { .free_text = TRUE, .has_length = TRUE };
static const DgLineStyle bare_style = { .free_text = FALSE, .has_length = FALSE };

static DgCoveragePlan *
make_plan (const char *name, const char *value)
{
  g_autoptr (GPtrArray) dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_dimension_free);
  DgDimension *dimension = dg_dimension_new (name);

  dg_dimension_add_value (dimension, value, 1.0);
  g_ptr_array_add (dimensions, dimension);

  return dg_coverage_plan_new (dimensions, 1000, 1);
}

static char *
make_line (DgCoveragePlan *plan, guint line, guint attempt, guint64 seed, const DgLineStyle *style)
{
  g_autoptr (GString) out = g_string_new (NULL);

  dg_plan_lines_append (out, plan, line, attempt, seed, style);

  return g_strdup (out->str);
}

static void
assert_matches (const char *line, const char *pattern)
{
  if (!g_regex_match_simple (pattern, line, G_REGEX_DOLLAR_ENDONLY, 0))
    g_assert_cmpstr (line, ==, pattern);
}

#define DRAWN "LETTERS: [A-Z], [A-Z], [A-Z] \\| DATE: 202[3-6]-[01]\\d-[0-3]\\d \\| NUMBERS: \\d{1,2}, \\d{2}, \\d{3,4}"

static void
test_free (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autofree char *line = make_line (plan, 7, 1, 42, &free_style);

  assert_matches (line,
                  "^- n=7 \\| tone: calm \\| " DRAWN " \\| SIZE: ([1-4] sentences?) \\| OPENING: (with|in) [a-z' -]+$");
}

static void
test_limited (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autofree char *line = make_line (plan, 7, 1, 42, &limited_style);

  assert_matches (line, "^- n=7 \\| tone: calm \\| " DRAWN
                        " \\| SIZE: (short|middle|long), within the limits \\| OPENING: (with|in) [a-z' -]+$");
}

/* Fields of an input have no length or opening of their own. */
static void
test_without_free_text (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autofree char *line = make_line (plan, 7, 1, 42, &bare_style);

  assert_matches (line, "^- n=7 \\| tone: calm \\| " DRAWN "$");
}

static void
test_without_dimensions (void)
{
  g_autoptr (GPtrArray) dimensions = g_ptr_array_new ();
  g_autoptr (DgCoveragePlan) plan = dg_coverage_plan_new (dimensions, 10, 1);
  g_autofree char *line = make_line (plan, 10, 1, 42, &bare_style);

  assert_matches (line, "^- n=10 \\| " DRAWN "$");
}

static void
test_dimensions_in_order (void)
{
  g_autoptr (GPtrArray) dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_dimension_free);
  g_autoptr (DgCoveragePlan) plan = NULL;
  g_autofree char *line = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("d%u", i);

      g_ptr_array_add (dimensions, dg_dimension_new (name));
      dg_dimension_add_value (g_ptr_array_index (dimensions, i), name + 1, 1.0);
    }
  plan = dg_coverage_plan_new (dimensions, 10, 1);
  line = make_line (plan, 1, 1, 42, &bare_style);

  assert_matches (line, "^- n=1 \\| d0: 0 \\| d1: 1 \\| d2: 2 \\| LETTERS");
}

typedef struct
{
  const char *name;
  const char *value;
  const char *shown;
} Unruly;

static const Unruly unruly[] = {
  { "line-feed", "a\n- n=99 | tone: cross", "a/- n=99 / tone: cross" },
  { "carriage-return", "a\r\nb\r", "a//b/" },
  { "bar", "a|b || c", "a/b // c" },
  { "line-separator", "a\xE2\x80\xA8- n=99", "a/- n=99" },
  { "paragraph-separator", "a\xE2\x80\xA9- n=99", "a/- n=99" },
  { "next-line", "a\xC2\x85- n=99", "a/- n=99" },
  { "form-feed", "a\fb\vc", "a/b/c" },
  { "others-stay", "a: b\tc — „Ärger“ 東京 \xF0\x9F\x98\x80", "a: b\tc — „Ärger“ 東京 \xF0\x9F\x98\x80" },
};

/* One line of the plan stays one line of the request, with as many parts as before. */
static void
test_unruly_value (gconstpointer data)
{
  const Unruly *test = data;
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", test->value);
  g_autofree char *line = make_line (plan, 1, 1, 42, &free_style);
  g_autofree char *expected = g_strdup_printf ("- n=1 | tone: %s | LETTERS: ", test->shown);

  if (!g_str_has_prefix (line, expected))
    g_assert_cmpstr (line, ==, expected);
}

static void
test_unruly_name (gconstpointer data)
{
  const Unruly *test = data;
  g_autoptr (DgCoveragePlan) plan = make_plan (test->value, "calm");
  g_autofree char *line = make_line (plan, 1, 1, 42, &free_style);
  g_autofree char *expected = g_strdup_printf ("- n=1 | %s: calm | LETTERS: ", test->shown);

  if (!g_str_has_prefix (line, expected))
    g_assert_cmpstr (line, ==, expected);
}

/* --- what is drawn --- */

/* A session that is resumed on another machine asks for the same. */
static void
test_golden (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autofree char *line = make_line (plan, 7, 1, 42, &free_style);

  g_assert_cmpstr (line, ==,
                   "- n=7 | tone: calm | LETTERS: V, A, A | DATE: 2026-10-28 | NUMBERS: 2, 28, 8698 "
                   "| SIZE: 3 sentences | OPENING: with a quantity");
}

static void
test_same_again (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autofree char *one = make_line (plan, 7, 2, 42, &free_style);
  g_autofree char *other = make_line (plan, 7, 2, 42, &free_style);

  g_assert_cmpstr (one, ==, other);
}

/* How many of the lines 1 to N_DRAWS are, but for their number, as another drawing of them is. */
static guint
count_same (guint attempt, guint64 seed, guint step)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  guint n_same = 0;

  for (guint line = 1; line <= N_DRAWS; line++)
    {
      g_autofree char *one = make_line (plan, line, 1, 42, &bare_style);
      g_autofree char *other = make_line (plan, line + step, attempt, seed, &bare_style);

      n_same += strcmp (strchr (one, '|'), strchr (other, '|')) == 0;
    }

  return n_same;
}

/* A line that is asked for again has to ask for something else, or the same duplicate comes back. */
static void
test_other_attempt (void)
{
  g_assert_cmpuint (count_same (1, 42, 0), ==, N_DRAWS);
  g_assert_cmpuint (count_same (2, 42, 0), ==, 0);
}

static void
test_other_seed (void)
{
  g_assert_cmpuint (count_same (1, 43, 0), ==, 0);
}

static void
test_other_seed_in_its_high_half (void)
{
  g_assert_cmpuint (count_same (1, 42 + (G_GUINT64_CONSTANT (1) << 32), 0), ==, 0);
}

static void
test_other_line (void)
{
  g_assert_cmpuint (count_same (1, 42, 1), ==, 0);
}

typedef void (*LookFunc) (const char *line);

static void
look_at_draws (LookFunc look)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");

  for (guint i = 1; i <= N_DRAWS; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, i, &free_style);

      look (line);
    }
}

static void
look_at_date (const char *line)
{
  const char *date = strstr (line, "DATE: ") + strlen ("DATE: ");
  int year = atoi (date), month = atoi (date + 5), day = atoi (date + 8);

  g_assert_true (g_date_valid_dmy (day, month, year));
  g_assert_cmpint (year, >=, 2023);
  g_assert_cmpint (year, <=, 2026);
}

static void
test_dates (void)
{
  look_at_draws (look_at_date);
}

static void
look_at_numbers (const char *line)
{
  g_auto (GStrv) numbers = g_strsplit (strstr (line, "NUMBERS: ") + strlen ("NUMBERS: "), ", ", 3);

  g_assert_cmpint (atoi (numbers[0]), >=, 2);
  g_assert_cmpint (atoi (numbers[0]), <, atoi (numbers[1]));
  g_assert_cmpint (atoi (numbers[1]), <, atoi (numbers[2]));
  g_assert_cmpint (atoi (numbers[2]), <, 10000);
}

static void
test_numbers (void)
{
  look_at_draws (look_at_numbers);
}

/* Letters that hardly any name begins with make a model write hardly any name. */
static void
look_at_letters (const char *line)
{
  const char *letters = strstr (line, "LETTERS: ") + strlen ("LETTERS: ");

  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (g_ascii_isupper (letters[3 * i]));
      g_assert_null (strchr ("QUX", letters[3 * i]));
    }
}

static void
test_letters (void)
{
  look_at_draws (look_at_letters);
}

static guint
count_different (const char *key)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1; i <= N_DRAWS; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, 42, &free_style);
      const char *value = strstr (line, key) + strlen (key);

      g_hash_table_add (seen, g_strndup (value, strcspn (value, "|")));
    }

  return g_hash_table_size (seen);
}

static void
test_variety (void)
{
  g_assert_cmpuint (count_different ("SIZE: "), ==, 4);
  g_assert_cmpuint (count_different ("OPENING: "), ==, 14);
  g_assert_cmpuint (count_different ("DATE: "), >, 300);
  g_assert_cmpuint (count_different ("LETTERS: "), >, 450);
}

static void
test_appended (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autofree char *line = make_line (plan, 1, 1, 42, &free_style);
  g_autofree char *expected = g_strconcat ("before\n", line, NULL);
  g_autoptr (GString) out = g_string_new ("before\n");

  dg_plan_lines_append (out, plan, 1, 1, 42, &free_style);

  g_assert_cmpstr (out->str, ==, expected);
}

static void
add_unruly (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unruly); i++)
    {
      g_autofree char *value = g_strdup_printf ("/plan-lines/unruly-value/%s", unruly[i].name);
      g_autofree char *name = g_strdup_printf ("/plan-lines/unruly-name/%s", unruly[i].name);

      g_test_add_data_func (value, &unruly[i], test_unruly_value);
      g_test_add_data_func (name, &unruly[i], test_unruly_name);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-lines/parts/free", test_free);
  g_test_add_func ("/plan-lines/parts/limited", test_limited);
  g_test_add_func ("/plan-lines/parts/without-free-text", test_without_free_text);
  g_test_add_func ("/plan-lines/parts/without-dimensions", test_without_dimensions);
  g_test_add_func ("/plan-lines/parts/dimensions-in-order", test_dimensions_in_order);
  add_unruly ();
  g_test_add_func ("/plan-lines/drawn/golden", test_golden);
  g_test_add_func ("/plan-lines/drawn/same-again", test_same_again);
  g_test_add_func ("/plan-lines/drawn/other-attempt", test_other_attempt);
  g_test_add_func ("/plan-lines/drawn/other-seed", test_other_seed);
  g_test_add_func ("/plan-lines/drawn/other-seed-high", test_other_seed_in_its_high_half);
  g_test_add_func ("/plan-lines/drawn/other-line", test_other_line);
  g_test_add_func ("/plan-lines/drawn/dates", test_dates);
  g_test_add_func ("/plan-lines/drawn/numbers", test_numbers);
  g_test_add_func ("/plan-lines/drawn/letters", test_letters);
  g_test_add_func ("/plan-lines/drawn/variety", test_variety);
  g_test_add_func ("/plan-lines/appended", test_appended);

  return g_test_run ();
}
