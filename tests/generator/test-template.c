/* test-template.c: prompt templates are filled once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <string.h>

#include "dg-template.h"

#define USER "generation-user.txt"
#define SYSTEM "generation-system.txt"

/* What stands below the lines, up to their number */
#define ASKED "Write the records with the add_records tool: one for each line above, in its order, "

/* Those that stand in the others, or are left out */
static const char *const optional[] = {
  "generation-conventions.txt", "generation-examples.txt", "generation-material-in-passages.txt",
  "generation-material.txt",    "generation-passages.txt", "generation-rules-for-some.txt",
  "generation-rules.txt",
};

static const char *const sections[] = {
  "task", "role_persona", "input_format", "output_format", "realism", "constraints", "diversity", "edge_cases",
};

static void
assert_user (const char *lines, const char *count, const char *expected)
{
  g_autofree char *text = dg_template_fill (USER, "material", "", "examples", "", "lines", lines, "count", count, NULL);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_filled (void)
{
  assert_user ("- n=1\n- n=2", "2", "## Lines\n- n=1\n- n=2\n\n" ASKED "2 in all.");
}

static void
test_empty_value (void)
{
  assert_user ("", "0", "## Lines\n\n\n" ASKED "0 in all.");
}

/* What is filled in is a person's text: a placeholder in it is a word like any other. */
static void
test_placeholder_in_value (void)
{
  assert_user ("{{count}} {{lines}} {{task}}", "{{lines}}",
               "## Lines\n{{count}} {{lines}} {{task}}\n\n" ASKED "{{lines}} in all.");
}

static void
test_braces_in_value (void)
{
  assert_user ("}} {{ {\"a\": {\"b\": 1}}", "{{", "## Lines\n}} {{ {\"a\": {\"b\": 1}}\n\n" ASKED "{{ in all.");
}

static void
test_order_of_names (void)
{
  g_autofree char *one = dg_template_fill (USER, "material", "M", "examples", "E", "lines", "L", "count", "C", NULL);
  g_autofree char *other = dg_template_fill (USER, "count", "C", "lines", "L", "examples", "E", "material", "M", NULL);

  g_assert_cmpstr (one, ==, other);
}

static void
test_name_not_in_template (void)
{
  g_autofree char *one = dg_template_fill (USER, "material", "M", "examples", "E", "lines", "L", "count", "C", NULL);
  g_autofree char *other =
      dg_template_fill (USER, "material", "M", "examples", "E", "lines", "L", "other", "O", "count", "C", NULL);

  g_assert_cmpstr (one, ==, other);
}

static char *
fill_system (const char *const *values)
{
  return dg_template_fill (SYSTEM, sections[0], values[0], sections[1], values[1], sections[2], values[2], sections[3],
                           values[3], sections[4], values[4], sections[5], values[5], sections[6], values[6],
                           sections[7], values[7], "conventions", "", "rules", "", "material", "", "expert", "",
                           "sources", "", NULL);
}

/* Each section is there once, below a heading of its own, in the order in which the template reads best. */
static void
test_system_sections (void)
{
  const char *const values[] = { "<0>", "<1>", "<2>", "<3>", "<4>", "<5>", "<6>", "<7>" };
  g_autofree char *text = fill_system (values);
  const char *last = text;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const char *place = strstr (text, values[i]);

      g_assert_nonnull (place);
      g_assert_true (place > last);
      g_assert_null (strstr (place + 1, values[i]));
      g_assert_true (place[-1] == '\n' && place[3] == '\n');
      last = place;
    }
}

static void
test_system_complete (void)
{
  const char *const values[] = { "", "", "", "", "", "", "", "" };
  g_autofree char *text = fill_system (values);

  g_assert_null (strstr (text, "{{"));
  g_assert_null (strstr (text, "}}"));
  g_assert_nonnull (strstr (text, "add_records"));
  g_assert_false (g_str_has_suffix (text, "\n"));
}

/* A part of a line that is not explained is put into the text as it is. */
static void
test_system_explains_lines (void)
{
  static const char *const parts[] = {
    "`n`", "ANSWER", "EDGE", "LEAVE OUT", "SEED", "LETTERS", "DATE", "NUMBERS", "SIZE", "OPENING",
  };
  const char *const values[] = { "", "", "", "", "", "", "", "" };
  g_autofree char *text = fill_system (values);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (text, parts[i]) == NULL)
      g_assert_cmpstr (text, ==, parts[i]);
}

static void
test_system_placeholders_in_values (void)
{
  const char *const values[] = { "{{edge_cases}}", "{{lines}}", "{{x}}", "{{", "}}", "{{task}}", "", "secret" };
  g_autofree char *text = fill_system (values);

  g_assert_nonnull (strstr (text, "\n{{edge_cases}}\n"));
  g_assert_nonnull (strstr (text, "\n{{lines}}\n"));
  g_assert_nonnull (strstr (text, "\n{{task}}\n"));
  g_assert_null (strstr (strstr (text, "secret") + 1, "secret"));
}

/* Nothing but ASCII: what is not the user's has no language of its own to be taken over into the data. */
static void
test_ascii (void)
{
  const char *const values[] = { "", "", "", "", "", "", "", "" };
  g_autofree char *system = fill_system (values);
  g_autofree char *user = dg_template_fill (USER, "material", "", "examples", "", "lines", "", "count", "", NULL);

  g_assert_true (g_str_is_ascii (system));
  g_assert_true (g_str_is_ascii (user));
  for (guint i = 0; i < G_N_ELEMENTS (optional); i++)
    {
      g_autofree char *text = dg_template_fill (optional[i], "conventions", "", "rules", "R", "material", "",
                                                "passages", "", "examples", "", "suffix", "", NULL);

      g_assert_true (g_str_is_ascii (text));
      g_assert_true (*text == '#');
      g_assert_false (g_str_has_suffix (text, "\n"));
    }
}

/* “Plain” reads as if an umlaut were too much. */
static void
test_letters (void)
{
  static const char path[] = "/org/example/DatasetGen/generator/templates/";
  g_auto (GStrv) names = g_resources_enumerate_children (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  guint n_told = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *resource = g_strconcat (path, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      g_assert_null (strstr (text, "plain characters"));
      n_told += strstr (text, "accents and special letters as they are") != NULL;
    }
  g_assert_cmpuint (n_told, >=, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/template/filled", test_filled);
  g_test_add_func ("/template/empty-value", test_empty_value);
  g_test_add_func ("/template/placeholder-in-value", test_placeholder_in_value);
  g_test_add_func ("/template/braces-in-value", test_braces_in_value);
  g_test_add_func ("/template/order-of-names", test_order_of_names);
  g_test_add_func ("/template/name-not-in-template", test_name_not_in_template);
  g_test_add_func ("/template/system/sections", test_system_sections);
  g_test_add_func ("/template/system/complete", test_system_complete);
  g_test_add_func ("/template/system/explains-lines", test_system_explains_lines);
  g_test_add_func ("/template/system/placeholders-in-values", test_system_placeholders_in_values);
  g_test_add_func ("/template/ascii", test_ascii);
  g_test_add_func ("/template/letters", test_letters);

  return g_test_run ();
}
