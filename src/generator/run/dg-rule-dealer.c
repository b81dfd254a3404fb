/* dg-rule-dealer.c: which guidance rule holds for which line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A rule for all records stands in the system prompt, and no line names it. Any other is dealt: the lines it is for are
 * cut into as many stretches as are to have it, and one line of each stretch is drawn. So the number is exact, no
 * stretch of the run goes without, and two rules with the same share do not always meet.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-rule-dealer.h"
#include "dg-template.h"

typedef enum
{
  REACH_ALL,     /* every record */
  REACH_DEALT,   /* the records it was dealt to */
  REACH_UNKNOWN, /* records of a value that this plan does not have: the model has to see where it holds */
} Reach;

typedef struct
{
  DgRule *rule;   /* (owned) */
  DgLimit *limit; /* (owned) (nullable): what a program can check of it */
  Reach reach;
  guint8 *dealt; /* (owned) (nullable): for each line of the plan whether it has the rule */
} DealtRule;

struct _DgRuleDealer
{
  GPtrArray *rules; /* (owned) (element-type DealtRule) */
  guint n_lines;
};

static void
free_dealt_rule (gpointer data)
{
  DealtRule *self = data;

  dg_rule_free (self->rule);
  g_clear_pointer (&self->limit, dg_limit_free);
  g_free (self->dealt);
  g_free (self);
}

/* Finds the value that `dimension: value` names; both may hold a colon. */
static gboolean
find_cell (DgCoveragePlan *plan, const char *applies_to, guint *dimension, const char **value)
{
  for (guint d = 0; d < dg_coverage_plan_get_n_dimensions (plan); d++)
    {
      GPtrArray *values = dg_coverage_plan_get_dimension (plan, d)->values;

      for (guint v = 0; v < values->len; v++)
        {
          const DgDimensionValue *candidate = g_ptr_array_index (values, v);
          g_autofree char *named = g_strconcat (dg_coverage_plan_get_name (plan, d), ": ", candidate->value, NULL);

          if (!g_str_equal (named, applies_to))
            continue;
          *dimension = d;
          *value = candidate->value;
          return TRUE;
        }
    }

  return FALSE;
}

/* Returns: (transfer full) (element-type guint): the lines that a rule is for, %NULL when the plan cannot tell */
static GArray *
collect_lines (const DgRule *rule, DgCoveragePlan *plan)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *value = NULL;
  guint dimension = 0;

  if (rule->applies_to != NULL && !find_cell (plan, rule->applies_to, &dimension, &value))
    {
      g_array_unref (lines);
      return NULL;
    }

  for (guint line = 1; line <= dg_coverage_plan_get_n_lines (plan); line++)
    if (value == NULL || g_str_equal (dg_coverage_plan_get_value (plan, line, dimension), value))
      g_array_append_val (lines, line);

  return lines;
}

/* A share that rounds to nothing is one record all the same: a rule that is on shows somewhere. */
static void
deal (DealtRule *self, GArray *lines, guint64 seed)
{
  const guint32 seeds[] = { (guint32) seed, (guint32) (seed >> 32), self->rule->id };
  GRand *rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  guint n = lines->len > 0 ? CLAMP ((lines->len * self->rule->share + 50) / 100, 1, lines->len) : 0;

  for (guint i = 0; i < n; i++)
    {
      guint from = lines->len * i / n;
      guint to = lines->len * (i + 1) / n;
      guint line = g_array_index (lines, guint, g_rand_int_range (rand, (gint32) from, (gint32) to));

      self->dealt[line - 1] = TRUE;
    }
  g_rand_free (rand);
}

static DealtRule *
deal_rule (const DgRule *rule, DgCoveragePlan *plan, guint64 seed)
{
  DealtRule *self = g_new0 (DealtRule, 1);
  g_autoptr (GArray) lines = collect_lines (rule, plan);

  self->rule = dg_rule_copy (rule);
  /* what a check cannot use is for the model alone */
  if (rule->check != DG_CHECK_NONE)
    self->limit = dg_limit_new (rule->column, rule->check, rule->check_value, NULL);

  if (rule->applies_to == NULL && rule->share >= 100)
    self->reach = REACH_ALL;
  else if (lines == NULL)
    self->reach = REACH_UNKNOWN;
  else
    {
      self->reach = REACH_DEALT;
      self->dealt = g_new0 (guint8, dg_coverage_plan_get_n_lines (plan));
      deal (self, lines, seed);
    }

  return self;
}

/**
 * dg_rule_dealer_new:
 * @rules: (element-type DgRule): the rules; those that are off are passed over
 * @plan: what they are dealt onto
 * @seed: the same seed deals the same
 *
 * Returns: (transfer full): the rules, each with the lines it holds for
 */
DgRuleDealer *
dg_rule_dealer_new (GPtrArray *rules, DgCoveragePlan *plan, guint64 seed)
{
  g_return_val_if_fail (rules != NULL && plan != NULL, NULL);

  DgRuleDealer *self = g_new0 (DgRuleDealer, 1);

  self->rules = g_ptr_array_new_with_free_func (free_dealt_rule);
  self->n_lines = dg_coverage_plan_get_n_lines (plan);
  for (guint i = 0; i < rules->len; i++)
    {
      const DgRule *rule = g_ptr_array_index (rules, i);

      if (rule->on)
        g_ptr_array_add (self->rules, deal_rule (rule, plan, seed));
    }

  return self;
}

/**
 * dg_rule_dealer_free:
 * @self: (transfer full): a dealer
 */
void
dg_rule_dealer_free (DgRuleDealer *self)
{
  g_ptr_array_unref (self->rules);
  g_free (self);
}

/* One line whatever it holds: the next number begins the next rule. */
static void
append_on_one_line (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gboolean breaks = g_unichar_iscntrl (character) || character == 0x2028 || character == 0x2029;

      g_string_append_unichar (out, breaks ? ' ' : character);
    }
}

static void
append_section (DgRuleDealer *self, GString *out, const char *template, gboolean dealt)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *section = NULL;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const DealtRule *rule = g_ptr_array_index (self->rules, i);

      if ((rule->reach == REACH_DEALT) != dealt)
        continue;
      g_string_append_printf (list, "%s%u. ", list->len > 0 ? "\n" : "", rule->rule->id);
      if (rule->reach == REACH_UNKNOWN)
        {
          g_string_append (list, "Only where this is so, \"");
          append_on_one_line (list, rule->rule->applies_to);
          g_string_append (list, "\": ");
        }
      append_on_one_line (list, rule->rule->text);
    }
  if (list->len == 0)
    return;

  section = dg_template_fill (template, "rules", list->str, NULL);
  g_string_append_printf (out, "%s\n\n", section);
}

/**
 * dg_rule_dealer_dup_section:
 * @self: a dealer
 *
 * Returns: (transfer full): the rules as the system prompt states them, with the blank line behind; empty without rules
 */
char *
dg_rule_dealer_dup_section (DgRuleDealer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GString) out = g_string_new (NULL);

  append_section (self, out, "generation-rules.txt", FALSE);
  append_section (self, out, "generation-rules-for-some.txt", TRUE);

  return g_strdup (out->str);
}

static gboolean
is_dealt_to (const DealtRule *self, guint line)
{
  return self->reach == REACH_DEALT && line > 0 && self->dealt[line - 1];
}

/**
 * dg_rule_dealer_append:
 * @self: a dealer
 * @out: where the numbers go
 * @line: a line of the plan, counted from 1
 *
 * Appends the numbers of the rules that were dealt to a line, `3, 5`.
 *
 * Returns: whether there are any
 */
gboolean
dg_rule_dealer_append (DgRuleDealer *self, GString *out, guint line)
{
  g_return_val_if_fail (self != NULL && out != NULL && line >= 1 && line <= self->n_lines, FALSE);

  gboolean any = FALSE;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const DealtRule *rule = g_ptr_array_index (self->rules, i);

      if (!is_dealt_to (rule, line))
        continue;
      g_string_append_printf (out, "%s%u", any ? ", " : "", rule->rule->id);
      any = TRUE;
    }

  return any;
}

/**
 * dg_rule_dealer_check:
 * @self: a dealer
 * @line: the line of the plan that the record is for, 0 when it is not known
 * @input: the record's input
 * @answer: its answer
 * @error: return location for an error
 *
 * Holds a record to the rules for all records and those of its line, as far as a program can check them.
 *
 * Returns: whether it keeps to them; otherwise %DG_GENERATOR_ERROR_RECORD names the rule
 */
gboolean
dg_rule_dealer_check (DgRuleDealer *self, guint line, const char *input, const char *answer, GError **error)
{
  g_return_val_if_fail (self != NULL && input != NULL && answer != NULL && line <= self->n_lines, FALSE);

  for (guint i = 0; i < self->rules->len; i++)
    {
      const DealtRule *rule = g_ptr_array_index (self->rules, i);
      g_autofree char *problem = NULL;

      if (rule->limit == NULL || !(rule->reach == REACH_ALL || is_dealt_to (rule, line)))
        continue;
      if (dg_limit_holds (rule->limit, rule->limit->column == DG_COLUMN_INPUT ? input : answer, &problem))
        continue;

      /* Translators: a rule's number, its text, and what is wrong, such as “the answer lacks “Best regards”” */
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD, _ ("breaks rule %u, “%s”: %s"), rule->rule->id,
                   rule->rule->text, problem);
      return FALSE;
    }

  return TRUE;
}
