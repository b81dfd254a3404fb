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
static const DgLineStyle short_style = { .free_text = TRUE, .has_length = TRUE, .is_short = TRUE };
static const DgLineStyle invoice_style = { .free_text = TRUE, .has_date = TRUE, .has_numbers = TRUE };
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

  dg_plan_lines_append (out, plan, line, line, attempt, seed, style);

  return g_strdup (out->str);
}

static void
assert_matches (const char *line, const char *pattern)
{
  if (!g_regex_match_simple (pattern, line, G_REGEX_DOLLAR_ENDONLY, 0))
    g_assert_cmpstr (line, ==, pattern);
}

#define LETTERS "LETTERS: [A-Z](, [A-Z]){0,2}"
#define DATE "DATE: 202[3-6]-[01]\\d-[0-3]\\d"
#define NUMBERS "NUMBERS: \\d{1,4}(, \\d{1,4})"
#define GIVEN LETTERS " \\| " DATE " \\| " NUMBERS "{2}"
#define OFFERED "(" LETTERS " \\| )?(" DATE " \\| )?(" NUMBERS "{0,2} \\| )?"
#define OPENING "OPENING: [a-z]+( [a-z]+)*"

/* What may be there or not is in some of the lines, so all of them are looked at. */
static void
assert_all_match (const DgLineStyle *style, const char *rest)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");

  for (guint i = 1; i <= N_DRAWS; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, 42, style);
      g_autofree char *pattern = g_strdup_printf ("^- n=%u \\| tone: calm \\| %s$", i, rest);

      assert_matches (line, pattern);
    }
}

static void
test_free (void)
{
  assert_all_match (&free_style, OFFERED "SIZE: (1 sentence|[2346] sentences) \\| " OPENING);
}

/* A line that says “long” beside a limit of a few words contradicts it. */
static void
test_short (void)
{
  assert_all_match (&short_style, OFFERED OPENING);
}

/* Whatever the answer takes from the text is dealt to every line. */
static void
test_invoices (void)
{
  assert_all_match (&invoice_style,
                    "(" LETTERS " \\| )?" DATE " \\| " NUMBERS "{2} \\| SIZE: (1 sentence|[2346] sentences)"
                    " \\| " OPENING);
}

static void
test_limited (void)
{
  assert_all_match (&limited_style, OFFERED "SIZE: (short|middle|long) \\| " OPENING);
}

/* Fields of an input have no length or opening of their own, but a place for what is given. */
static void
test_without_free_text (void)
{
  assert_all_match (&bare_style, GIVEN);
}

static void
test_without_dimensions (void)
{
  g_autoptr (GPtrArray) dimensions = g_ptr_array_new ();
  g_autoptr (DgCoveragePlan) plan = dg_coverage_plan_new (dimensions, 10, 1);
  g_autofree char *line = make_line (plan, 10, 1, 42, &bare_style);

  assert_matches (line, "^- n=10 \\| " GIVEN "$");
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

  assert_matches (line, "^- n=1 \\| d0: 0 \\| d1: 1 \\| d2: 2 \\| ");
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
  g_autofree char *expected = g_strdup_printf ("- n=1 | tone: %s | ", test->shown);

  if (!g_str_has_prefix (line, expected))
    g_assert_cmpstr (line, ==, expected);
}

static void
test_unruly_name (gconstpointer data)
{
  const Unruly *test = data;
  g_autoptr (DgCoveragePlan) plan = make_plan (test->value, "calm");
  g_autofree char *line = make_line (plan, 1, 1, 42, &free_style);
  g_autofree char *expected = g_strdup_printf ("- n=1 | %s: calm | ", test->shown);

  if (!g_str_has_prefix (line, expected))
    g_assert_cmpstr (line, ==, expected);
}

/* --- what is drawn --- */

/* A session that is resumed on another machine asks for the same. */
static void
test_golden (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autofree char *full = make_line (plan, 20, 1, 42, &free_style);
  g_autofree char *sparse = make_line (plan, 7, 1, 42, &free_style);
  g_autofree char *bare = make_line (plan, 7, 1, 42, &bare_style);

  g_assert_cmpstr (full, ==,
                   "- n=20 | tone: calm | LETTERS: E, K, R | DATE: 2025-08-03 | SIZE: 6 sentences | OPENING: a person");
  g_assert_cmpstr (sparse, ==, "- n=7 | tone: calm | DATE: 2026-04-28 | SIZE: 6 sentences | OPENING: a time");
  g_assert_cmpstr (bare, ==, "- n=7 | tone: calm | LETTERS: A | DATE: 2026-10-28 | NUMBERS: 48, 180, 7");
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
look_at_draws (LookFunc look, const DgLineStyle *style)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");

  for (guint i = 1; i <= N_DRAWS; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, i, style);

      look (line);
    }
}

static guint
count_with (const char *key, const DgLineStyle *style)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  guint n = 0;

  for (guint i = 1; i <= 1000; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, 42, style);

      n += strstr (line, key) != NULL;
    }

  return n;
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
look_at_any_date (const char *line)
{
  if (strstr (line, "DATE: ") != NULL)
    look_at_date (line);
}

static void
test_dates (void)
{
  look_at_draws (look_at_date, &bare_style);
  look_at_draws (look_at_any_date, &free_style);
}

/* The bounds are more than four standard deviations away. */
static void
test_dates_in_half (void)
{
  g_assert_cmpuint (count_with (" | DATE: ", &free_style), >, 200);
  g_assert_cmpuint (count_with (" | DATE: ", &free_style), <, 300);
  g_assert_cmpuint (count_with (" | DATE: ", &limited_style), >, 200);
  g_assert_cmpuint (count_with (" | DATE: ", &limited_style), <, 300);
  g_assert_cmpuint (count_with (" | DATE: ", &bare_style), ==, 1000);
}

static GStrv
dup_list (const char *line, const char *key)
{
  const char *found = strstr (line, key);
  g_autofree char *list = NULL;

  if (found == NULL)
    return g_new0 (char *, 1);
  found += strlen (key);
  list = g_strndup (found, strcspn (found, "|"));

  return g_strsplit (g_strchomp (list), ", ", -1);
}

static void
look_at_numbers (const char *line)
{
  g_auto (GStrv) numbers = dup_list (line, "NUMBERS: ");

  for (guint i = 0; numbers[i] != NULL; i++)
    {
      g_assert_cmpint (atoi (numbers[i]), >=, 2);
      g_assert_cmpint (atoi (numbers[i]), <, 10000);
    }
}

static void
test_numbers (void)
{
  look_at_draws (look_at_numbers, &bare_style);
  look_at_draws (look_at_numbers, &free_style);
}

/* How many of 1000 lines have a list of no entry, of one, two and three */
static void
count_entries (const char *key, const DgLineStyle *style, guint *counts)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");

  for (guint i = 1; i <= 1000; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, 42, style);
      g_auto (GStrv) entries = dup_list (line, key);

      g_assert_cmpuint (g_strv_length (entries), <=, 3);
      counts[g_strv_length (entries)]++;
    }
}

/* None in half of the texts, else one or two; three where each has its place. */
static void
test_how_many_numbers (void)
{
  guint offered[4] = { 0 }, given[4] = { 0 };

  count_entries ("NUMBERS: ", &free_style, offered);
  count_entries ("NUMBERS: ", &bare_style, given);

  g_assert_cmpuint (offered[0], >, 430);
  g_assert_cmpuint (offered[0], <, 570);
  g_assert_cmpuint (offered[1], >, 190);
  g_assert_cmpuint (offered[2], >, 190);
  g_assert_cmpuint (offered[3], ==, 0);
  g_assert_cmpuint (given[3], ==, 1000);
}

/* Counts, amounts and codes: of one digit, and of four. */
static void
test_how_large_numbers (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  guint counts[5] = { 0 };

  for (guint i = 1; i <= 1000; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, 42, &bare_style);
      g_auto (GStrv) numbers = dup_list (line, "NUMBERS: ");

      for (guint k = 0; k < 3; k++)
        counts[strlen (numbers[k])]++;
    }
  for (guint n_digits = 1; n_digits <= 4; n_digits++)
    g_assert_cmpuint (counts[n_digits], >, 300);
}

/* Letters that hardly any name begins with make a model write hardly any name. */
static void
look_at_letters (const char *line)
{
  g_auto (GStrv) letters = NULL;

  /* not every line is given any */
  if (strstr (line, "LETTERS: ") == NULL)
    return;
  letters = dup_list (line, "LETTERS: ");
  g_assert_cmpuint (g_strv_length (letters), >=, 1);
  for (guint i = 0; letters[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (letters[i]), ==, 1);
      g_assert_true (g_ascii_isupper (*letters[i]));
      g_assert_null (strchr ("QUX", *letters[i]));
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (letters[k], !=, letters[i]);
    }
}

static void
test_letters (void)
{
  look_at_draws (look_at_letters, &free_style);
  look_at_draws (look_at_letters, &bare_style);
}

static void
test_how_many_letters (void)
{
  guint counts[4] = { 0 };

  count_entries ("LETTERS: ", &bare_style, counts);

  g_assert_cmpuint (counts[0], ==, 0);
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    {
      g_assert_cmpuint (counts[i], >, 270);
      g_assert_cmpuint (counts[i], <, 400);
    }
}

/* A name in every text is as artificial as none at all: a third of the lines of free texts have letters for one. */
static void
test_lines_with_letters (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  guint n = 0;

  for (guint i = 1; i <= 300; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, 42, &free_style);

      n += strstr (line, "LETTERS: ") != NULL;
    }
  g_assert_cmpuint (n, ==, 100);
}

/* The values of a part that is in every line */
static guint
count_different (const char *key, const DgLineStyle *style)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1; i <= N_DRAWS; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, 42, style);
      const char *value = strstr (line, key) + strlen (key);

      g_hash_table_add (seen, g_strndup (value, strcspn (value, "|")));
    }

  return g_hash_table_size (seen);
}

static void
test_variety (void)
{
  g_assert_cmpuint (count_different ("SIZE: ", &free_style), ==, 5);
  g_assert_cmpuint (count_different ("SIZE: ", &limited_style), ==, 3);
  g_assert_cmpuint (count_different ("OPENING: ", &free_style), ==, 7);
  g_assert_cmpuint (count_different ("DATE: ", &bare_style), >, 300);
  g_assert_cmpuint (count_different ("NUMBERS: ", &bare_style), >, 450);
  g_assert_cmpuint (count_different ("LETTERS: ", &bare_style), >, 200);
}

static void
test_appended (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autofree char *line = make_line (plan, 1, 1, 42, &free_style);
  g_autofree char *expected = g_strconcat ("before\n", line, NULL);
  g_autoptr (GString) out = g_string_new ("before\n");

  dg_plan_lines_append (out, plan, 1, 1, 1, 42, &free_style);

  g_assert_cmpstr (out->str, ==, expected);
}

/* --- openings --- */

/* The last two are so large that an arithmetic of 32 bits would show. */
static const guint64 seeds[] = { 0, 1, 9, 12, 13, 42, 155, 156, 157, G_GUINT64_CONSTANT (1) << 32, G_MAXINT64 };

static char *
dup_part (const char *line, const char *key)
{
  const char *found = strstr (line, key);
  const char *value, *end;

  if (found == NULL)
    return NULL;
  value = found + strlen (key);
  end = strstr (value, " | ");

  return end != NULL ? g_strndup (value, (gsize) (end - value)) : g_strdup (value);
}

static void
test_openings_of_neighbours (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");

  for (guint s = 0; s < G_N_ELEMENTS (seeds); s++)
    {
      g_autofree char *last = NULL;

      for (guint i = 1; i <= 1000; i++)
        {
          g_autofree char *line = make_line (plan, i, 1, seeds[s], &free_style);
          g_autofree char *opening = dup_part (line, "OPENING: ");

          g_assert_cmpstr (opening, !=, last);
          g_free (last);
          last = g_steal_pointer (&opening);
        }
    }
}

/* Any seven lines that follow each other meet all seven openings. */
static void
test_openings_all (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");

  for (guint s = 0; s < G_N_ELEMENTS (seeds); s++)
    for (guint first = 1; first <= 40; first++)
      {
        g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

        for (guint i = first; i < first + 7; i++)
          {
            g_autofree char *line = make_line (plan, i, 1, seeds[s], &limited_style);

            g_hash_table_add (seen, dup_part (line, "OPENING: "));
          }
        g_assert_cmpuint (g_hash_table_size (seen), ==, 7);
      }
}

static void
test_opening_of_other_attempt (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");

  for (guint i = 1; i <= N_DRAWS; i++)
    {
      g_autofree char *one = make_line (plan, i, 1, 42, &free_style);
      g_autofree char *other = make_line (plan, i, 2, 42, &free_style);
      g_autofree char *opening = dup_part (one, "OPENING: ");
      g_autofree char *other_opening = dup_part (other, "OPENING: ");

      g_assert_cmpstr (opening, !=, other_opening);
    }
}

/* --- edge cases --- */

/* A style with the first @n_edges of four edge cases; its edges are the caller's. */
static DgLineStyle
make_edge_style (guint n_edges)
{
  static const char *const edges[] = { "e1", "e2", "e3", "e4" };
  DgLineStyle style = { .free_text = TRUE, .has_length = FALSE, .edges = g_ptr_array_new () };

  for (guint i = 0; i < n_edges; i++)
    g_ptr_array_add (style.edges, (gpointer) edges[i]);

  return style;
}

static void
test_edges_dealt (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  DgLineStyle style = make_edge_style (4);
  g_autoptr (GPtrArray) edges = style.edges;

  for (guint s = 0; s < G_N_ELEMENTS (seeds); s++)
    {
      guint n_edges = 0;

      for (guint i = 1; i <= 1000; i++)
        {
          g_autofree char *line = make_line (plan, i, 1, seeds[s], &style);
          gboolean dealt = (i * 7 + seeds[s]) % 10 < 3;

          g_assert_cmpint (strstr (line, " | EDGE: ") != NULL, ==, dealt);
          n_edges += dealt;
        }
      g_assert_cmpuint (n_edges, ==, 300);
    }
}

static void
test_edges_all_come_up (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");

  for (guint n_edges = 1; n_edges <= 4; n_edges++)
    for (guint64 seed = 0; seed < 40; seed++)
      {
        DgLineStyle style = make_edge_style (n_edges);
        g_autoptr (GPtrArray) edges = style.edges;
        g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

        for (guint i = 1; i <= 100; i++)
          {
            g_autofree char *line = make_line (plan, i, 1, seed, &style);
            g_autofree char *edge = dup_part (line, "EDGE: ");

            if (edge != NULL)
              g_hash_table_add (seen, g_steal_pointer (&edge));
          }
        g_assert_cmpuint (g_hash_table_size (seen), ==, n_edges);
        for (guint i = 0; i < n_edges; i++)
          g_assert_true (g_hash_table_contains (seen, g_ptr_array_index (edges, i)));
      }
}

/* Twenty lines have six edge cases: each named one is among them, and none more than once more than another. */
static void
test_edges_early_and_even (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");

  for (guint n_edges = 1; n_edges <= 4; n_edges++)
    for (guint s = 0; s < G_N_ELEMENTS (seeds); s++)
      {
        DgLineStyle style = make_edge_style (n_edges);
        g_autoptr (GPtrArray) edges = style.edges;
        guint counts[4] = { 0 };

        for (guint i = 1; i <= 1000; i++)
          {
            g_autofree char *line = make_line (plan, i, 1, seeds[s], &style);
            g_autofree char *edge = dup_part (line, "EDGE: ");

            if (edge != NULL)
              counts[edge[1] - '1']++;
            for (guint k = 0; i % 10 == 0 && k < n_edges; k++)
              {
                g_assert_cmpuint (counts[k], >=, i * 3 / 10 / n_edges);
                g_assert_cmpuint (counts[k], <=, i * 3 / 10 / n_edges + 1);
              }
          }
      }
}

/* What a line covers is the plan's business: it stays when the line is sent again. */
static void
test_edge_of_other_attempt (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  DgLineStyle style = make_edge_style (4);
  g_autoptr (GPtrArray) edges = style.edges;

  for (guint i = 1; i <= N_DRAWS; i++)
    {
      g_autofree char *one = make_line (plan, i, 1, 42, &style);
      g_autofree char *other = make_line (plan, i, 2, 42, &style);
      g_autofree char *edge = dup_part (one, "EDGE: ");
      g_autofree char *other_edge = dup_part (other, "EDGE: ");

      g_assert_cmpstr (edge, ==, other_edge);
    }
}

static void
test_no_edges (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  DgLineStyle style = make_edge_style (0);
  g_autoptr (GPtrArray) edges = style.edges;

  for (guint i = 1; i <= N_DRAWS; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, 42, &style);
      g_autofree char *without = make_line (plan, i, 1, 42, &free_style);

      g_assert_null (strstr (line, "EDGE"));
      g_assert_cmpstr (line, ==, without);
    }
}

static void
test_unruly_edge (gconstpointer data)
{
  const Unruly *test = data;
  g_autoptr (DgCoveragePlan) plan = make_plan ("tone", "calm");
  g_autoptr (GPtrArray) edges = g_ptr_array_new ();
  const DgLineStyle style = { .free_text = TRUE, .has_length = FALSE, .edges = edges };
  g_autofree char *line = NULL;
  g_autofree char *expected = g_strdup_printf ("- n=4 | tone: calm | EDGE: %s | ", test->shown);

  g_ptr_array_add (edges, (gpointer) test->value);
  line = make_line (plan, 4, 1, 42, &style); /* 4 * 7 + 42 is a multiple of ten */

  if (!g_str_has_prefix (line, expected))
    g_assert_cmpstr (line, ==, expected);
}

/* --- what is left out --- */

static void
test_left_out (void)
{
  g_autoptr (GPtrArray) dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_dimension_free);
  g_autoptr (DgCoveragePlan) plan = NULL;
  DgLineStyle style = make_edge_style (4);
  g_autoptr (GPtrArray) edges = style.edges;
  DgDimension *silence = dg_dimension_new (DG_SILENCE_DIMENSION);
  guint n_left_out = 0, n_edges = 0;

  style.silence = 1;
  dg_dimension_add_value (silence, "due", 1.0);
  dg_dimension_add_value (silence, DG_NOTHING, 1.0);
  g_ptr_array_add (dimensions, silence);
  plan = dg_coverage_plan_new (dimensions, 1000, 1);

  for (guint i = 1; i <= 1000; i++)
    {
      g_autofree char *line = make_line (plan, i, 1, 42, &style);
      gboolean silent = g_str_equal (dg_coverage_plan_get_value (plan, i, 0), "due");
      gboolean awkward = !silent && (i * 7 + 42) % 10 < 3;
      g_autofree char *pattern = g_strdup_printf ("^- n=%u%s%s \\| ", i, silent ? " \\| LEAVE OUT: due" : "",
                                                  awkward ? " \\| EDGE: e[1-4]" : "");

      assert_matches (line, pattern);
      g_assert_null (strstr (line, DG_NOTHING));
      n_left_out += silent;
      n_edges += awkward;
    }

  g_assert_cmpuint (n_left_out, ==, 500);
  g_assert_cmpuint (n_edges, >, 100);
}

/* The word is no other dimension's. */
static void
test_nothing_elsewhere (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan ("wish", DG_NOTHING);
  g_autofree char *line = make_line (plan, 1, 1, 42, &free_style);

  g_assert_true (g_str_has_prefix (line, "- n=1 | wish: (nothing) | "));
}

static void
add_unruly (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unruly); i++)
    {
      g_autofree char *value = g_strdup_printf ("/plan-lines/unruly-value/%s", unruly[i].name);
      g_autofree char *name = g_strdup_printf ("/plan-lines/unruly-name/%s", unruly[i].name);
      g_autofree char *edge = g_strdup_printf ("/plan-lines/unruly-edge/%s", unruly[i].name);

      g_test_add_data_func (value, &unruly[i], test_unruly_value);
      g_test_add_data_func (name, &unruly[i], test_unruly_name);
      g_test_add_data_func (edge, &unruly[i], test_unruly_edge);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-lines/parts/free", test_free);
  g_test_add_func ("/plan-lines/parts/limited", test_limited);
  g_test_add_func ("/plan-lines/parts/short", test_short);
  g_test_add_func ("/plan-lines/parts/invoices", test_invoices);
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
  g_test_add_func ("/plan-lines/drawn/dates-in-half", test_dates_in_half);
  g_test_add_func ("/plan-lines/drawn/numbers", test_numbers);
  g_test_add_func ("/plan-lines/drawn/how-many-numbers", test_how_many_numbers);
  g_test_add_func ("/plan-lines/drawn/how-large-numbers", test_how_large_numbers);
  g_test_add_func ("/plan-lines/drawn/letters", test_letters);
  g_test_add_func ("/plan-lines/drawn/how-many-letters", test_how_many_letters);
  g_test_add_func ("/plan-lines/drawn/lines-with-letters", test_lines_with_letters);
  g_test_add_func ("/plan-lines/drawn/variety", test_variety);
  g_test_add_func ("/plan-lines/openings/neighbours", test_openings_of_neighbours);
  g_test_add_func ("/plan-lines/openings/all", test_openings_all);
  g_test_add_func ("/plan-lines/openings/other-attempt", test_opening_of_other_attempt);
  g_test_add_func ("/plan-lines/edges/dealt", test_edges_dealt);
  g_test_add_func ("/plan-lines/edges/all", test_edges_all_come_up);
  g_test_add_func ("/plan-lines/edges/early-and-even", test_edges_early_and_even);
  g_test_add_func ("/plan-lines/edges/other-attempt", test_edge_of_other_attempt);
  g_test_add_func ("/plan-lines/edges/none", test_no_edges);
  g_test_add_func ("/plan-lines/left-out/or-edge", test_left_out);
  g_test_add_func ("/plan-lines/left-out/word-elsewhere", test_nothing_elsewhere);
  g_test_add_func ("/plan-lines/appended", test_appended);

  return g_test_run ();
}
