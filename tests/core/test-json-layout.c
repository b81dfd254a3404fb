/* test-json-layout.c: JSON shown indented is the same text again when it is kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-json.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *indented; /* (nullable): not JSON */
  const char *compact;
} Layout;

/* clang-format off */
static const Layout layouts[] = {
  { "object", "{\"a\":1,\"b\":[true,null]}",
    "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}", "{\"a\":1,\"b\":[true,null]}" },
  { "empty", "{ \"a\" : { } , \"b\" : [\n] }", "{\n  \"a\": {},\n  \"b\": []\n}", "{\"a\":{},\"b\":[]}" },
  { "numbers-as-written", "[1.0e+28,12345678901234567890,-0,0.10]",
    "[\n  1.0e+28,\n  12345678901234567890,\n  -0,\n  0.10\n]", "[1.0e+28,12345678901234567890,-0,0.10]" },
  { "signs-in-strings", "{\"{,:]\\\"}\":\" a : [ \\\\\"}", "{\n  \"{,:]\\\"}\": \" a : [ \\\\\"\n}",
    "{\"{,:]\\\"}\":\" a : [ \\\\\"}" },
  { "escapes-as-written", "[\"\\u00e4\\/\",\"ä\"]", "[\n  \"\\u00e4\\/\",\n  \"ä\"\n]", "[\"\\u00e4\\/\",\"ä\"]" },
  { "root", " \"a b\" ", "\"a b\"", "\"a b\"" },
  { "not-json", "{\"a\":}", NULL, NULL },
  { "words", "billing", NULL, NULL },
  { "nothing", "", NULL, NULL },
};
/* clang-format on */

static void
test_layout (gconstpointer data)
{
  const Layout *test = data;
  g_autofree char *indented = dg_json_text_indent (test->text);
  g_autofree char *compact = dg_json_text_compact (test->text);

  g_assert_cmpstr (indented, ==, test->indented);
  g_assert_cmpstr (compact, ==, test->compact);
}

static void
append_space (GString *out, GRand *rand)
{
  static const char spaces[] = " \n\r\t";

  while (g_rand_int_range (rand, 0, 4) == 0)
    g_string_append_c (out, spaces[g_rand_int_range (rand, 0, sizeof spaces - 1)]);
}

static void
append_value (GString *out, GRand *rand, guint depth)
{
  static const char *const scalars[] = { "0",    "-1.50E+3",        "true",      "null",
                                         "\"\"", "\"a\\\"{[,:]}\"", "\" \\\\\"", "\"ß\"" };
  int kind = g_rand_int_range (rand, 0, depth < 6 ? 4 : 2);
  guint n = (guint) g_rand_int_range (rand, 0, 4);

  append_space (out, rand);
  if (kind < 2)
    g_string_append (out, scalars[g_rand_int_range (rand, 0, G_N_ELEMENTS (scalars))]);
  else
    {
      g_string_append_c (out, kind == 2 ? '[' : '{');
      for (guint i = 0; i < n; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_space (out, rand);
          if (kind == 3)
            g_string_append_printf (out, "\"k %u\" :", i);
          append_value (out, rand, depth + 1);
        }
      append_space (out, rand);
      g_string_append_c (out, kind == 2 ? ']' : '}');
    }
  append_space (out, rand);
}

/* Whatever the text is, what is kept of what is shown is what would be kept of the text. */
static void
test_round_trip (void)
{
  GRand *rand = g_rand_new_with_seed (41);

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *compact = NULL;
      g_autofree char *indented = NULL;
      g_autofree char *shown = NULL;
      g_autofree char *kept = NULL;

      append_value (text, rand, 0);
      compact = dg_json_text_compact (text->str);
      shown = dg_json_text_indent (text->str);
      indented = dg_json_text_indent (compact);
      kept = dg_json_text_compact (shown);
      g_assert_cmpstr (kept, ==, compact);
      g_assert_cmpstr (shown, ==, indented);
    }
  g_rand_free (rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autofree char *path = g_strconcat ("/json-layout/", layouts[i].name, NULL);

      g_test_add_data_func (path, &layouts[i], test_layout);
    }
  g_test_add_func ("/json-layout/round-trip", test_round_trip);

  return g_test_run ();
}
