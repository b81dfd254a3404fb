/* dg-plan-lines.c: the lines of the plan, as a request shows them to the model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A line names the values of its dimensions, and besides them what varies in any task and what models make alike when
 * they are left alone: the first letters of invented names, a date, numbers, length, and how the text opens. They are
 * drawn from the seed, the line and the attempt, so a line that is sent again asks for something else.
 */

#include "config.h"

#include "dg-plan-lines.h"

/* Common first letters of names in languages with Latin script; where names are written otherwise, they are sounds. */
static const char letters[] = "ABCDEFGHIJKLMNOPRSTVWYZ";

/* What the first words speak of. 13 of them: a prime, so that any stride meets all before it meets one again. */
static const char *const openings[] = {
  "a person",   "a time",      "a thing",      "a place",    "a quantity",       "what was done", "what is wanted",
  "the reason", "a condition", "an exception", "a contrast", "what came before", "the outcome",
};

static const char *const free_sizes[] = { "1 sentence",  "2 sentences", "2 sentences", "3 sentences",
                                          "3 sentences", "4 sentences", "6 sentences" };

static const char *const limited_sizes[] = { "short", "middle", "long" };

/* Numbers as people and contracts choose them; the others look like codes or sums. */
static const int customary[] = { 14, 15, 20,  24,  28,  30,  36,  45,  48,   60,
                                 75, 90, 120, 150, 180, 250, 400, 500, 1200, 2500 };

/* How many lines in ten have an edge case, where the requirements name some. */
#define EDGES_IN_TEN 3

static const char *
pick (GRand *rand, const char *const *choices, guint n_choices)
{
  return choices[g_rand_int_range (rand, 0, (gint32) n_choices)];
}

/* One line of the plan is one line of the request, with `|` between its parts: neither may stand in a value. */
static gboolean
ends_part (gunichar character)
{
  if (character == '|' || (g_unichar_iscntrl (character) && character != '\t'))
    return TRUE;

  return character == 0x2028 || character == 0x2029; /* line and paragraph separator */
}

static void
append_value (GString *out, const char *value)
{
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      g_string_append_unichar (out, ends_part (character) ? '/' : character);
    }
}

/* One to three, all different */
static void
append_letters (GString *out, GRand *rand)
{
  const guint n_all = sizeof letters - 1;
  guint n = (guint) g_rand_int_range (rand, 1, 4);
  guint first = (guint) g_rand_int_range (rand, 0, (gint32) n_all);
  guint stride = (guint) g_rand_int_range (rand, 1, (gint32) n_all / 2);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s%c", i > 0 ? ", " : " | LETTERS: ", letters[(first + i * stride) % n_all]);
}

static void
append_date (GString *out, GRand *rand)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 2023);
  g_date_add_days (&date, (guint) g_rand_int_range (rand, 0, 4 * 365));
  g_string_append_printf (out, " | DATE: %04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
}

static int
draw_number (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      return g_rand_int_range (rand, 2, 13);
    case 1:
      return g_rand_int_range (rand, 13, 100);
    case 2:
      return g_rand_int_range (rand, 100, 10000);
    default:
      return customary[g_rand_int_range (rand, 0, G_N_ELEMENTS (customary))];
    }
}

static void
append_numbers (GString *out, GRand *rand, int n)
{
  for (int i = 0; i < n; i++)
    g_string_append_printf (out, "%s%d", i > 0 ? ", " : " | NUMBERS: ", draw_number (rand));
}

/* Dealt, not drawn: the next line has another opening */
static const char *
deal_opening (guint64 seed, guint line, guint attempt)
{
  guint n = G_N_ELEMENTS (openings);

  return openings[(seed % n + (guint64) line * (1 + seed / n % (n - 1)) + attempt) % n];
}

/* Returns whether the line leaves something out. */
static gboolean
append_dimensions (GString *out, DgCoveragePlan *plan, guint line)
{
  gboolean silent = FALSE;

  for (guint d = 0; d < dg_coverage_plan_get_n_dimensions (plan); d++)
    {
      const char *name = dg_coverage_plan_get_name (plan, d);
      const char *value = dg_coverage_plan_get_value (plan, line, d);

      if (g_str_equal (name, DG_SILENCE_DIMENSION) && g_str_equal (value, DG_NOTHING))
        continue;
      silent = silent || g_str_equal (name, DG_SILENCE_DIMENSION);
      g_string_append (out, " | ");
      append_value (out, name);
      g_string_append (out, ": ");
      append_value (out, value);
    }

  return silent;
}

/* Every ten lines deal the next few edge cases, so that all come up early and about equally often. */
static void
append_edge (GString *out, GPtrArray *edges, guint line, guint64 seed)
{
  guint64 place = ((guint64) line * 7 + seed) % 10;
  guint64 turn = (guint64) (line - 1) / 10 * EDGES_IN_TEN + place;

  if (edges == NULL || edges->len == 0 || place >= EDGES_IN_TEN)
    return;

  g_string_append (out, " | EDGE: ");
  append_value (out, g_ptr_array_index (edges, (turn + seed % edges->len) % edges->len));
}

/**
 * dg_plan_lines_append:
 * @out: where the line goes
 * @plan: the plan
 * @line: which line, counted from 1
 * @attempt: how often it was sent before this time
 * @seed: the run's seed
 * @style: what may vary
 *
 * Appends the line as one line of text, without a line end.
 */
void
dg_plan_lines_append (
    GString *out, DgCoveragePlan *plan, guint line, guint attempt, guint64 seed, const DgLineStyle *style)
{
  g_return_if_fail (out != NULL && plan != NULL && style != NULL);

  const guint32 seeds[] = { (guint32) seed, (guint32) (seed >> 32), line, attempt };
  g_autoptr (GRand) rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));

  g_string_append_printf (out, "- n=%u", line);
  /* not both: an edge case may be about the very thing that is left out */
  if (!append_dimensions (out, plan, line))
    append_edge (out, style->edges, line, seed);

  /* a text that has a date or numbers every time is one frame; what is given has a place for each */
  append_letters (out, rand);
  if (!style->free_text || g_rand_boolean (rand))
    append_date (out, rand);
  append_numbers (out, rand, style->free_text ? g_rand_int_range (rand, 0, 4) : 3);
  if (!style->free_text)
    return;

  g_string_append_printf (out, " | SIZE: %s",
                          style->has_length ? pick (rand, limited_sizes, G_N_ELEMENTS (limited_sizes))
                                            : pick (rand, free_sizes, G_N_ELEMENTS (free_sizes)));
  g_string_append_printf (out, " | OPENING: %s", deal_opening (seed, line, attempt));
}
