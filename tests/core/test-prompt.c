/* test-prompt.c: prompts and their placeholders
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-prompt.h"

typedef struct
{
  const char *name;
  const char *system;
  const char *user;
  const char *names; /* separated by spaces */
} Placeholders;

/* As Nova Prompt Optimizer finds them, which looks for \{+\s*(\w+)\s*\}+. */
/* clang-format off */
static const Placeholders tests[] = {
  { "none", "Be brief.", "Hello", "" },
  { "empty", NULL, NULL, "" },
  { "double", NULL, "Sort: {{input}}", "input" },
  { "single", NULL, "Sort: {input}", "input" },
  { "triple", NULL, "{{{input}}}", "input" },
  { "blanks", NULL, "{{ input }} { other\t}{\nlast\r\n}", "input other last" },
  { "both-prompts", "For {{customer}}", "{{input}} of {{customer}}", "customer input" },
  { "twice", NULL, "{{input}} {input} {{ input }}", "input" },
  { "order", NULL, "{{b}}{{a}}{{c}}", "b a c" },
  { "underscores", NULL, "{_} {a_b} {__x1}", "_ a_b __x1" },
  { "not-ascii", NULL, "{{größe}} {输入}", "größe 输入" },
  { "case", NULL, "{Input} {INPUT}", "Input INPUT" },
  /* braces that are not even are placeholders for the optimizer too */
  { "unmatched-open", NULL, "{{input}", "input" },
  { "unmatched-close", NULL, "{input}}", "input" },
  { "in-json", NULL, "{\"text\": {input}}", "input" },
  { "in-json-string", NULL, "{\"text\": \"{{input}}\", \"n\": {}}", "input" },
  { "nested", NULL, "{a {b} c} {{x {{y}} z}}", "b y" },
  /* braces that are text */
  { "json", NULL, "{\"label\": \"spam\", \"n\": {\"a\": 1}}", "" },
  { "nothing-inside", NULL, "{} {{}} { } {{\n}}", "" },
  { "quantifier", NULL, "[a-z]{2} {12} {1a} {3,4}", "" },
  { "two-words", NULL, "{{the input}} {a b}", "" },
  { "punctuation", NULL, "{a-b} {a.b} {$a} {a|b} {%a%}", "" },
  { "unclosed", NULL, "{{input", "" },
  { "unclosed-then-one", NULL, "{{input {other}", "other" },
  { "only-open", NULL, "{", "" },
  { "only-opens", NULL, "{{{{", "" },
  { "only-closed", NULL, "input}}", "" },
  { "apart", NULL, "{input} } {input", "input" },
};
/* clang-format on */

static void
test_placeholders (gconstpointer data)
{
  const Placeholders *test = data;
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("p", test->system, test->user);
  g_auto (GStrv) names = dg_prompt_dup_placeholders (prompt);
  g_autofree char *joined = g_strjoinv (" ", names);

  g_assert_cmpstr (joined, ==, test->names);
}

static void
test_long_names (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *user = g_strdup_printf ("{%s} {{%sb}}", longest, longest);
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("p", NULL, user);
  g_auto (GStrv) names = dg_prompt_dup_placeholders (prompt);
  const char *const expected[] = { longest, NULL };

  g_assert_cmpstrv (names, expected);
}

/* What somebody pastes may be long; looking at it must not take the square of that. */
static void
test_many_braces (void)
{
  g_autoptr (GString) user = g_string_new (NULL);
  g_autoptr (DgPrompt) prompt = NULL;
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append (user, i % 2 == 0 ? "{ " : "{{a");
  prompt = dg_prompt_new ("p", NULL, user->str);
  names = dg_prompt_dup_placeholders (prompt);

  g_assert_cmpuint (g_strv_length (names), ==, 0);
}

static void
test_copy (void)
{
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("name", NULL, "user");
  g_autoptr (DgPrompt) copy = NULL;

  prompt->id = g_strdup ("prompt_1");
  copy = dg_prompt_copy (prompt);

  g_assert_cmpstr (copy->id, ==, "prompt_1");
  g_assert_cmpstr (copy->name, ==, "name");
  g_assert_cmpstr (copy->system, ==, "");
  g_assert_cmpstr (copy->user, ==, "user");
  g_assert_true (copy->user != prompt->user);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/prompt/placeholders/%s", tests[i].name);

      g_test_add_data_func (path, &tests[i], test_placeholders);
    }
  g_test_add_func ("/prompt/placeholders/long", test_long_names);
  g_test_add_func ("/prompt/placeholders/many-braces", test_many_braces);
  g_test_add_func ("/prompt/copy", test_copy);

  return g_test_run ();
}
