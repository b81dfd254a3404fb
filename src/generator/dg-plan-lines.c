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

static const char *const openings[] = {
  "with a name",     "with a date or time", "with a number",          "with a question",     "with a verb",
  "with a place",    "in mid-story",        "with the main point",    "with the reason",     "with a condition",
  "with a quantity", "with a thing's name", "with a short statement", "with a time clause",
};

static const char *const free_sizes[] = { "1 sentence", "2 sentences", "2 sentences", "3 sentences", "3 sentences",
                                          "4 sentences" };

static const char *const limited_sizes[] = { "short, within the limits", "middle, within the limits",
                                             "long, within the limits" };

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

static void
append_letters (GString *out, GRand *rand)
{
  g_string_append (out, " | LETTERS: ");
  for (guint i = 0; i < 3; i++)
    g_string_append_printf (out, "%s%c", i > 0 ? ", " : "",
                            letters[g_rand_int_range (rand, 0, (gint32) sizeof letters - 1)]);
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

static void
append_numbers (GString *out, GRand *rand)
{
  /* drawn one after the other: the order in which arguments are evaluated is the compiler's */
  int small = g_rand_int_range (rand, 2, 13);
  int middle = g_rand_int_range (rand, 13, 100);
  int large = g_rand_int_range (rand, 100, 10000);

  g_string_append_printf (out, " | NUMBERS: %d, %d, %d", small, middle, large);
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
  for (guint d = 0; d < dg_coverage_plan_get_n_dimensions (plan); d++)
    {
      g_string_append (out, " | ");
      append_value (out, dg_coverage_plan_get_name (plan, d));
      g_string_append (out, ": ");
      append_value (out, dg_coverage_plan_get_value (plan, line, d));
    }
  append_letters (out, rand);
  append_date (out, rand);
  append_numbers (out, rand);
  if (!style->free_text)
    return;

  g_string_append_printf (out, " | SIZE: %s",
                          style->has_length ? pick (rand, limited_sizes, G_N_ELEMENTS (limited_sizes))
                                            : pick (rand, free_sizes, G_N_ELEMENTS (free_sizes)));
  g_string_append_printf (out, " | OPENING: %s", pick (rand, openings, G_N_ELEMENTS (openings)));
}
