/* test-dataset-name.c: what a dataset is called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-dataset-name.h"

#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

typedef struct
{
  const char *name;
  const char *wanted;
  const char *provider;
  const char *made;
} Naming;

/* clang-format off */
static const Naming namings[] = {
  { "plain", "Kündigungen 2025", "bedrock", "Kündigungen 2025" },
  { "other-provider", "a", "openai", "a" },
  { "practice", "a", "practice", "a (practice data, not AI)" },
  { "practice-no-name", NULL, "practice", "Dataset (practice data, not AI)" },
  { "practice-in-the-name", "practice", "bedrock", "practice" },
  { "none", NULL, "bedrock", "Dataset" },
  { "empty", "", "bedrock", "Dataset" },
  { "blank", " \t\n ", "bedrock", "Dataset" },
  { "stripped", "  a b ", "bedrock", "a b" },
  { "lines", "first\nsecond\r\nthird\tfourth", "bedrock", "first second  third fourth" },
  { "line-at-the-end", "a\n", "bedrock", "a" },
  { "100-characters", HUNDRED, "bedrock", HUNDRED },
  { "101-characters", HUNDRED "x", "bedrock", HUNDRED },
  { "long-practice", HUNDRED "x", "practice", HUNDRED " (practice data, not AI)" },
  { "wide-characters", "東京 \xF0\x9F\x98\x80", "bedrock", "東京 \xF0\x9F\x98\x80" },
  { "cut-at-a-blank", TEN TEN TEN TEN TEN TEN TEN TEN TEN "012345678 x", "bedrock",
    TEN TEN TEN TEN TEN TEN TEN TEN TEN "012345678" },
  { "percent-signs", "100 %s %n", "practice", "100 %s %n (practice data, not AI)" },
};
/* clang-format on */

static void
test_naming (gconstpointer data)
{
  const Naming *test = data;
  g_autofree char *name = dg_dataset_name_make (test->wanted, test->provider);

  g_assert_cmpstr (name, ==, test->made);
}

/* Cut between characters, not in the middle of one. */
static void
test_long_in_wide_characters (void)
{
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (guint i = 0; i < 150; i++)
    g_string_append (wanted, "東");
  name = dg_dataset_name_make (wanted->str, "bedrock");

  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (name, -1), ==, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (namings); i++)
    {
      g_autofree char *path = g_strconcat ("/dataset-name/", namings[i].name, NULL);

      g_test_add_data_func (path, &namings[i], test_naming);
    }
  g_test_add_func ("/dataset-name/long-in-wide-characters", test_long_in_wide_characters);

  return g_test_run ();
}
