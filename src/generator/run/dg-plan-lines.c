/* dg-plan-lines.c: the lines of the plan, as a request shows them to the model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A line names what the plan deals to it: the values of its dimensions, each with the way in which it is to show, its
 * situation, and its rules. Besides, it names what varies in any task and what models make alike when they are left
 * alone: the first letters of invented names, a date, numbers, length, and how the text opens. These are drawn from the
 * seed, the line and the attempt, so a line that is sent again asks for something else; and they give way where a line
 * would have too many parts to be followed.
 */

#include "config.h"

#include "dg-plan-lines.h"
#include "dg-rule-dealer.h"

/* Common first letters of names in languages with Latin script; where names are written otherwise, they are sounds. */
static const char letters[] = "ABCDEFGHIJKLMNOPRSTVWYZ";

/* What the first words speak of. Seven of them: a prime, so that any stride meets all before it meets one again. */
static const char *const openings[] = {
  "a person", "a time", "a thing", "a place", "what was done", "what is wanted", "the outcome",
};

static const char *const free_sizes[] = { "1 sentence",  "2 sentences", "2 sentences", "3 sentences",
                                          "3 sentences", "4 sentences", "6 sentences" };

/* How many numbers a free text is offered, and how many there are where numbers belong. */
static const int free_numbers[] = { 0, 0, 1, 2 };
#define MOST_NUMBERS 3

static const char *const limited_sizes[] = { "short", "middle", "long" };

/* Numbers as people and contracts choose them; the others look like codes or sums. */
static const int customary[] = { 14, 15, 20,  24,  28,  30,  36,  45,  48,   60,
                                 75, 90, 120, 150, 180, 250, 400, 500, 1200, 2500 };

/* What the parts of a line are called; a dimension of that name is called otherwise. */
static const char *const part_names[] = {
  "n",      DG_ANSWER_DIMENSION, "EDGE", DG_SILENCE_DIMENSION, "SEED", "RULES", "LETTERS", "DATE", "NUMBERS", "SIZE",
  "OPENING"
};

/* What is drawn for a line, in the order in which it stands there */
typedef enum
{
  DRAWN_LETTERS,
  DRAWN_DATE,
  DRAWN_NUMBERS,
  DRAWN_SIZE,
  DRAWN_OPENING,
  N_DRAWN,
} Drawn;

/* Which gives way first. A situation brings facts of its own, and names and length are most alike without a word. */
static const Drawn expendable[N_DRAWN] = { DRAWN_OPENING, DRAWN_LETTERS, DRAWN_DATE, DRAWN_NUMBERS, DRAWN_SIZE };

/* One line in so many is given letters for names: a text that has an invented name every time is as artificial as one
 * that never has. */
#define LINES_PER_NAME 3

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
static char *
draw_letters (GRand *rand)
{
  const guint n_all = sizeof letters - 1;
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 1, 4);
  guint first = (guint) g_rand_int_range (rand, 0, (gint32) n_all);
  guint stride = (guint) g_rand_int_range (rand, 1, (gint32) n_all / 2);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%c", i > 0 ? ", " : "LETTERS: ", letters[(first + i * stride) % n_all]);

  return g_strdup (list->str);
}

static char *
draw_date (GRand *rand)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 2023);
  g_date_add_days (&date, (guint) g_rand_int_range (rand, 0, 4 * 365));

  return g_strdup_printf ("DATE: %04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
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

static char *
draw_numbers (GRand *rand, int n)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    g_string_append_printf (list, "%s%d", i > 0 ? ", " : "NUMBERS: ", draw_number (rand));

  return n > 0 ? g_strdup (list->str) : NULL;
}

/* Dealt, not drawn: the next line has another opening */
static const char *
deal_opening (guint64 seed, guint line, guint attempt)
{
  guint n = G_N_ELEMENTS (openings);

  return openings[(seed % n + (guint64) line * (1 + seed / n % (n - 1)) + attempt) % n];
}

/* --- what the plan deals --- */

static void
append_dimension_name (GString *out, const char *name)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  for (guint i = 0; i < G_N_ELEMENTS (part_names); i++)
    if (g_ascii_strcasecmp (stripped, part_names[i]) == 0)
      g_string_append (out, "dimension ");
  append_value (out, name);
}

static gboolean
is_value (DgCoveragePlan *plan, guint line, guint dimension, guint value)
{
  const DgDimensionValue *wanted = g_ptr_array_index (dg_coverage_plan_get_dimension (plan, dimension)->values, value);

  return g_str_equal (dg_coverage_plan_get_value (plan, line, dimension), wanted->value);
}

static gboolean
is_edge (DgCoveragePlan *plan, guint dimension, const DgLineStyle *style)
{
  return dimension + 1 != style->answer && dimension + 1 != style->silence &&
         dg_coverage_plan_get_dimension (plan, dimension)->kind == DG_DIMENSION_EDGE;
}

/**
 * dg_plan_lines_has_edge:
 * @plan: the plan
 * @line: which line, counted from 1
 * @style: what else the line is made of
 *
 * Returns: whether the plan deals the line an edge case
 */
gboolean
dg_plan_lines_has_edge (DgCoveragePlan *plan, guint line, const DgLineStyle *style)
{
  g_return_val_if_fail (plan != NULL && style != NULL, FALSE);

  for (guint d = 0; d < dg_coverage_plan_get_n_dimensions (plan); d++)
    if (is_edge (plan, d, style) && !is_value (plan, line, d, 0))
      return TRUE;

  return FALSE;
}

static gboolean
leaves_out (DgCoveragePlan *plan, guint line, const DgLineStyle *style)
{
  guint d = style->silence - 1;

  /* not both: an edge case may be about the very thing that is left out */
  return style->silence > 0 && !dg_plan_lines_has_edge (plan, line, style) &&
         !is_value (plan, line, d, dg_coverage_plan_get_dimension (plan, d)->values->len - 1);
}

static gboolean
is_told (DgCoveragePlan *plan, guint line, guint dimension, const DgLineStyle *style)
{
  if (dimension + 1 == style->silence)
    return leaves_out (plan, line, style);
  if (g_str_equal (dg_coverage_plan_get_name (plan, dimension), DG_PART_DIMENSION) ||
      g_str_equal (dg_coverage_plan_get_value (plan, line, dimension), DG_AS_PLANNED))
    return FALSE;

  return !is_edge (plan, dimension, style) || !is_value (plan, line, dimension, 0);
}

static guint
append_dimensions (GString *out, DgCoveragePlan *plan, guint line, const DgLineStyle *style)
{
  guint n = 0;

  for (guint d = 0; d < dg_coverage_plan_get_n_dimensions (plan); d++)
    {
      const char *way = dg_coverage_plan_get_way (plan, line, d);

      if (!is_told (plan, line, d, style))
        continue;

      g_string_append (out, " | ");
      if (d + 1 == style->answer)
        g_string_append (out, DG_ANSWER_DIMENSION);
      else if (d + 1 == style->silence)
        g_string_append (out, DG_SILENCE_DIMENSION);
      else if (is_edge (plan, d, style))
        g_string_append (out, "EDGE");
      else
        append_dimension_name (out, dg_coverage_plan_get_name (plan, d));
      g_string_append (out, ": ");
      append_value (out, dg_coverage_plan_get_value (plan, line, d));
      if (way != NULL)
        {
          g_string_append (out, " (");
          append_value (out, way);
          g_string_append_c (out, ')');
        }
      n++;
    }

  return n;
}

/* Every ten lines deal the next few edge cases, so that all come up early and about equally often. */
static guint
append_edge (GString *out, GPtrArray *edges, guint line, guint64 seed)
{
  guint64 place = ((guint64) line * 7 + seed) % 10;
  guint64 turn = (guint64) (line - 1) / 10 * EDGES_IN_TEN + place;

  if (edges == NULL || edges->len == 0 || place >= EDGES_IN_TEN)
    return 0;

  g_string_append (out, " | EDGE: ");
  append_value (out, g_ptr_array_index (edges, (turn + seed % edges->len) % edges->len));

  return 1;
}

static guint
append_seed (GString *out, DgCoveragePlan *plan, guint line)
{
  const char *seed = dg_coverage_plan_get_seed (plan, line);

  if (seed == NULL)
    return 0;

  g_string_append (out, " | SEED: ");
  append_value (out, seed);

  return 1;
}

static guint
append_rules (GString *out, DgRuleDealer *rules, guint line)
{
  g_autoptr (GString) numbers = g_string_new (NULL);

  if (rules == NULL || !dg_rule_dealer_append (rules, numbers, line))
    return 0;

  g_string_append_printf (out, " | RULES: %s", numbers->str);

  return 1;
}

/* --- what is drawn --- */

/* How many numbers a line is given. A text that has some every time is one frame; each field that is given has its
 * place. */
static int
draw_n_numbers (GRand *rand, const DgLineStyle *style)
{
  int n = style->free_text ? free_numbers[g_rand_int_range (rand, 0, 4)] : MOST_NUMBERS;

  return style->has_numbers ? MOST_NUMBERS : n;
}

static char *
draw_size (GRand *rand, const DgLineStyle *style)
{
  const char *size = style->has_length ? pick (rand, limited_sizes, G_N_ELEMENTS (limited_sizes))
                                       : pick (rand, free_sizes, G_N_ELEMENTS (free_sizes));

  return style->is_short ? NULL : g_strconcat ("SIZE: ", size, NULL);
}

static void
draw (char **drawn, guint line, guint attempt, guint64 seed, const DgLineStyle *style)
{
  const guint32 seeds[] = { (guint32) seed, (guint32) (seed >> 32), line, attempt };
  GRand *rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));

  drawn[DRAWN_LETTERS] = draw_letters (rand);
  if (style->free_text && (seed + line + attempt) % LINES_PER_NAME != 0)
    g_clear_pointer (&drawn[DRAWN_LETTERS], g_free);
  if (!style->free_text || style->has_date || g_rand_int_range (rand, 0, 4) == 0)
    drawn[DRAWN_DATE] = draw_date (rand);
  drawn[DRAWN_NUMBERS] = draw_numbers (rand, draw_n_numbers (rand, style));
  if (style->free_text)
    {
      drawn[DRAWN_SIZE] = draw_size (rand, style);
      drawn[DRAWN_OPENING] = g_strconcat ("OPENING: ", deal_opening (seed, line, attempt), NULL);
    }
  g_rand_free (rand);
}

/* What the answer takes from the text is in the text, however full its line is. */
static gboolean
is_needed (Drawn part, const DgLineStyle *style)
{
  return (part == DRAWN_DATE && style->has_date) || (part == DRAWN_NUMBERS && style->has_numbers);
}

static void
append_drawn (GString *out, char **drawn, guint room, const DgLineStyle *style)
{
  guint n = 0;

  for (guint i = 0; i < N_DRAWN; i++)
    n += drawn[i] != NULL;
  for (guint i = 0; i < N_DRAWN && n > room; i++)
    if (drawn[expendable[i]] != NULL && !is_needed (expendable[i], style))
      {
        g_clear_pointer (&drawn[expendable[i]], g_free);
        n--;
      }
  for (guint i = 0; i < N_DRAWN; i++)
    if (drawn[i] != NULL)
      g_string_append_printf (out, " | %s", drawn[i]);
}

/**
 * dg_plan_lines_append:
 * @out: where the line goes
 * @plan: the plan
 * @line: which line, counted from 1
 * @number: what the request calls it
 * @attempt: how often it was sent before this time
 * @seed: the run's seed
 * @style: what else the line is made of
 *
 * Appends the line as one line of text, without a line end.
 */
void
dg_plan_lines_append (
    GString *out, DgCoveragePlan *plan, guint line, guint number, guint attempt, guint64 seed, const DgLineStyle *style)
{
  g_return_if_fail (out != NULL && plan != NULL && style != NULL);

  char *drawn[N_DRAWN] = { NULL };
  guint n;

  g_string_append_printf (out, "- n=%u", number);
  n = append_dimensions (out, plan, line, style);
  if (!leaves_out (plan, line, style))
    n += append_edge (out, style->edges, line, seed);
  n += append_seed (out, plan, line);
  n += append_rules (out, style->rules, line);

  draw (drawn, line, attempt, seed, style);
  append_drawn (out, drawn, n < DG_MOST_PARTS ? DG_MOST_PARTS - n : 0, style);
  for (guint i = 0; i < N_DRAWN; i++)
    g_free (drawn[i]);
}

/**
 * dg_plan_lines_append_subject:
 * @out: where it goes
 * @plan: the plan
 * @line: which line, counted from 1
 * @style: what else the line is made of
 *
 * Appends what the record is to be about, in the words of the plan: values, the ways in which they show, and the seed.
 * What is to be left out is not, and what is drawn is about nothing.
 */
void
dg_plan_lines_append_subject (GString *out, DgCoveragePlan *plan, guint line, const DgLineStyle *style)
{
  g_return_if_fail (out != NULL && plan != NULL && style != NULL);

  const char *seed = dg_coverage_plan_get_seed (plan, line);

  for (guint d = 0; d < dg_coverage_plan_get_n_dimensions (plan); d++)
    {
      const char *way = dg_coverage_plan_get_way (plan, line, d);

      if (d + 1 == style->silence || !is_told (plan, line, d, style))
        continue;
      g_string_append_printf (out, "%s\n", dg_coverage_plan_get_value (plan, line, d));
      if (way != NULL)
        g_string_append_printf (out, "%s\n", way);
    }
  if (seed != NULL)
    g_string_append (out, seed);
}
