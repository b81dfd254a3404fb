/* test-rule-dealer.c: which guidance rule holds for which line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-rule-dealer.h"

static const guint64 seeds[] = { 0, 1, 42, G_GUINT64_CONSTANT (0x123456789abcdef0), G_MAXUINT64 };

/* Of the tones three lines in ten are cross. */
static DgCoveragePlan *
make_plan (guint n_lines)
{
  g_autoptr (GPtrArray) dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_dimension_free);
  DgDimension *dimension = dg_dimension_new ("tone: of the text");

  dg_dimension_add_value (dimension, "calm", 7.0);
  dg_dimension_add_value (dimension, "cross: very", 3.0);
  g_ptr_array_add (dimensions, dimension);

  return dg_coverage_plan_new (dimensions, n_lines, 1);
}

static DgRule *
add_rule (GPtrArray *rules, guint id, guint share, const char *applies_to)
{
  DgRule *rule = dg_rule_new (id, DG_RULE_QUALITY, "Text.");

  rule->share = share;
  rule->applies_to = g_strdup (applies_to);
  g_ptr_array_add (rules, rule);

  return rule;
}

static void
set_check (DgRule *rule, DgColumn column, DgCheck check, const char *value)
{
  rule->column = column;
  rule->check = check;
  g_free (rule->check_value);
  rule->check_value = g_strdup (value);
}

static GPtrArray *
make_rules (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) dg_rule_free);
}

static gboolean
has_rule (DgRuleDealer *dealer, guint line, guint id)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) numbers = NULL;
  g_autofree char *number = g_strdup_printf ("%u", id);

  dg_rule_dealer_append (dealer, text, line);
  numbers = g_strsplit (text->str, ", ", -1);

  return g_strv_contains ((const char *const *) numbers, number);
}

/* --- dealing --- */

/* The number is exact, and any stretch of the lines has its part of it, within two. */
static void
assert_even (guint n_lines, guint share, guint64 seed)
{
  g_autoptr (DgCoveragePlan) plan = make_plan (n_lines);
  g_autoptr (GPtrArray) rules = make_rules ();
  g_autoptr (DgRuleDealer) dealer = NULL;
  guint expected = MAX ((n_lines * share + 50) / 100, 1);
  guint n = 0;

  add_rule (rules, 3, share, NULL);
  dealer = dg_rule_dealer_new (rules, plan, seed);
  for (guint line = 1; line <= n_lines; line++)
    {
      n += has_rule (dealer, line, 3);
      g_assert_cmpfloat (n, <=, (double) line * expected / n_lines + 1.0);
      g_assert_cmpfloat (n, >=, (double) line * expected / n_lines - 1.0);
    }
  g_assert_cmpuint (n, ==, expected);
}

static void
test_even (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (seeds); s++)
    for (guint share = 1; share < 100; share += 7)
      {
        assert_even (5, share, seeds[s]);
        assert_even (10, share, seeds[s]);
        assert_even (77, share, seeds[s]);
        assert_even (1000, share, seeds[s]);
      }
}

static void
test_applies_to (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan (100);
  g_autoptr (GPtrArray) rules = make_rules ();
  g_autoptr (DgRuleDealer) dealer = NULL;
  guint n_all = 0, n_half = 0;

  add_rule (rules, 1, 100, "tone: of the text: cross: very");
  add_rule (rules, 2, 50, "tone: of the text: cross: very");
  dealer = dg_rule_dealer_new (rules, plan, 42);

  for (guint line = 1; line <= 100; line++)
    {
      gboolean cross = g_str_equal (dg_coverage_plan_get_value (plan, line, 0), "cross: very");

      g_assert_cmpint (has_rule (dealer, line, 1), ==, cross);
      g_assert_true (cross || !has_rule (dealer, line, 2));
      n_all += has_rule (dealer, line, 1);
      n_half += has_rule (dealer, line, 2);
    }
  g_assert_cmpuint (n_all, ==, 30);
  g_assert_cmpuint (n_half, ==, 15);
}

/* Two rules of the same share neither always meet nor never. */
static void
test_independent (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan (1000);
  g_autoptr (GPtrArray) rules = make_rules ();
  g_autoptr (DgRuleDealer) dealer = NULL;
  guint n_both = 0;

  add_rule (rules, 1, 50, NULL);
  add_rule (rules, 2, 50, NULL);
  dealer = dg_rule_dealer_new (rules, plan, 42);
  for (guint line = 1; line <= 1000; line++)
    n_both += has_rule (dealer, line, 1) && has_rule (dealer, line, 2);

  g_assert_cmpuint (n_both, >, 190);
  g_assert_cmpuint (n_both, <, 310);
}

static char *
dup_dealt (DgRuleDealer *dealer, guint n_lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint line = 1; line <= n_lines; line++)
    {
      dg_rule_dealer_append (dealer, text, line);
      g_string_append_c (text, '\n');
    }

  return g_strdup (text->str);
}

/* A session that is resumed deals the same, another one something else. */
static void
test_seed (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan (100);
  g_autoptr (GPtrArray) rules = make_rules ();
  g_autofree char *before = NULL;

  add_rule (rules, 1, 30, NULL);
  add_rule (rules, 2, 60, NULL);
  for (guint s = 0; s < G_N_ELEMENTS (seeds); s++)
    {
      g_autoptr (DgRuleDealer) one = dg_rule_dealer_new (rules, plan, seeds[s]);
      g_autoptr (DgRuleDealer) other = dg_rule_dealer_new (rules, plan, seeds[s]);
      g_autofree char *dealt = dup_dealt (one, 100);
      g_autofree char *again = dup_dealt (other, 100);

      g_assert_cmpstr (dealt, ==, again);
      g_assert_cmpstr (dealt, !=, before);
      g_free (before);
      before = g_steal_pointer (&dealt);
    }
}

/* --- the system prompt --- */

#define ALL "# Rules\nThese hold for every record.\n"
#define SOME                                                                                                           \
  "# Rules for some records\nEach of these holds for the lines whose RULES name its number; the others go without "    \
  "it.\n"

static void
test_section (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan (10);
  g_autoptr (GPtrArray) rules = make_rules ();
  g_autoptr (DgRuleDealer) dealer = NULL;
  g_autofree char *section = NULL;
  DgRule *rule;

  add_rule (rules, 2, 100, NULL);
  add_rule (rules, 3, 40, NULL);
  add_rule (rules, 4, 100, NULL)->on = FALSE;
  add_rule (rules, 5, 40, NULL)->on = FALSE;
  add_rule (rules, 7, 100, "tone: of the text: calm");
  rule = add_rule (rules, 8, 100, NULL);
  g_free (rule->text);
  rule->text = g_strdup ("Two\n# lines\xE2\x80\xA8here.");
  add_rule (rules, 9, 50, "tone: of\nthe text");
  dealer = dg_rule_dealer_new (rules, plan, 42);
  section = dg_rule_dealer_dup_section (dealer);

  g_assert_cmpstr (section, ==,
                   ALL "2. Text.\n8. Two # lines here.\n9. Only where this is so, \"tone: of the text\": Text.\n\n" SOME
                       "3. Text.\n7. Text.\n\n");
  for (guint line = 1; line <= 10; line++)
    for (guint id = 1; id <= 9; id++)
      g_assert_true (id == 3 || id == 7 || !has_rule (dealer, line, id));
}

static void
test_no_rules (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan (10);
  g_autoptr (GPtrArray) rules = make_rules ();
  g_autoptr (DgRuleDealer) dealer = dg_rule_dealer_new (rules, plan, 42);
  g_autoptr (GString) text = g_string_new ("as it was");
  g_autofree char *section = dg_rule_dealer_dup_section (dealer);

  g_assert_cmpstr (section, ==, "");
  g_assert_false (dg_rule_dealer_append (dealer, text, 1));
  g_assert_cmpstr (text->str, ==, "as it was");
  g_assert_true (dg_rule_dealer_check (dealer, 1, "a", "b", NULL));
}

/* --- checks --- */

static void
test_check_of_all (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan (10);
  g_autoptr (GPtrArray) rules = make_rules ();
  g_autoptr (DgRuleDealer) dealer = NULL;
  g_autoptr (GError) error = NULL;

  add_rule (rules, 1, 100, NULL);
  set_check (add_rule (rules, 4, 100, NULL), DG_COLUMN_ANSWER, DG_CHECK_MAX_WORDS, "2");
  set_check (add_rule (rules, 5, 100, NULL), DG_COLUMN_INPUT, DG_CHECK_ABSENT, "hotel");
  dealer = dg_rule_dealer_new (rules, plan, 42);

  g_assert_true (dg_rule_dealer_check (dealer, 3, "a b c", "hotel", &error));
  g_assert_no_error (error);
  g_assert_false (dg_rule_dealer_check (dealer, 0, "a b c", "a b c", &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD);
  g_assert_cmpstr (error->message, ==, "breaks rule 4, “Text.”: the answer has 3 words, at most 2 are allowed");
  g_clear_error (&error);
  g_assert_false (dg_rule_dealer_check (dealer, 10, "my hotel", "a", &error));
  g_assert_cmpstr (error->message, ==, "breaks rule 5, “Text.”: the input has “hotel”, which is not allowed");
}

/* A rule that was dealt to other lines, or is off, is none of a record's business. */
static void
test_check_of_some (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan (100);
  g_autoptr (GPtrArray) rules = make_rules ();
  g_autoptr (DgRuleDealer) dealer = NULL;
  DgRule *off;

  set_check (add_rule (rules, 1, 40, NULL), DG_COLUMN_INPUT, DG_CHECK_MAX_WORDS, "1");
  off = add_rule (rules, 2, 100, NULL);
  off->on = FALSE;
  set_check (off, DG_COLUMN_INPUT, DG_CHECK_MAX_WORDS, "1");
  set_check (add_rule (rules, 3, 100, "no such: value"), DG_COLUMN_INPUT, DG_CHECK_MAX_WORDS, "1");
  dealer = dg_rule_dealer_new (rules, plan, 42);

  for (guint line = 1; line <= 100; line++)
    {
      g_assert_cmpint (dg_rule_dealer_check (dealer, line, "two words", "x", NULL), !=, has_rule (dealer, line, 1));
      g_assert_true (dg_rule_dealer_check (dealer, line, "one", "x", NULL));
    }
  g_assert_true (dg_rule_dealer_check (dealer, 0, "two words", "x", NULL));
}

/* What a program cannot check after all is left to the model. */
static void
test_unusable_check (void)
{
  g_autoptr (DgCoveragePlan) plan = make_plan (10);
  g_autoptr (GPtrArray) rules = make_rules ();
  g_autoptr (DgRuleDealer) dealer = NULL;
  g_autofree char *section = NULL;

  set_check (add_rule (rules, 1, 100, NULL), DG_COLUMN_INPUT, DG_CHECK_MATCHES, "a(");
  dealer = dg_rule_dealer_new (rules, plan, 42);
  section = dg_rule_dealer_dup_section (dealer);

  g_assert_true (dg_rule_dealer_check (dealer, 1, "b", "x", NULL));
  g_assert_cmpstr (section, ==, ALL "1. Text.\n\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rule-dealer/dealt/even", test_even);
  g_test_add_func ("/rule-dealer/dealt/applies-to", test_applies_to);
  g_test_add_func ("/rule-dealer/dealt/independent", test_independent);
  g_test_add_func ("/rule-dealer/dealt/seed", test_seed);
  g_test_add_func ("/rule-dealer/section/all", test_section);
  g_test_add_func ("/rule-dealer/section/none", test_no_rules);
  g_test_add_func ("/rule-dealer/check/all", test_check_of_all);
  g_test_add_func ("/rule-dealer/check/some", test_check_of_some);
  g_test_add_func ("/rule-dealer/check/unusable", test_unusable_check);

  return g_test_run ();
}
