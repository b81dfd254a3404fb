/* test-text-search.c: finding a text in others, whatever the case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-text-search.h"

#include <string.h>

static void
assert_matches (const char *wanted, const char *text, gboolean expected)
{
  g_autoptr (DgTextSearch) search = dg_text_search_new (wanted);

  /* Twice: what was searched before leaves nothing behind. */
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (dg_text_search_matches (search, text, strlen (text)), ==, expected);
}

static void
test_case (void)
{
  assert_matches ("parcel", "Where is my PARCEL?", TRUE);
  assert_matches ("PARCEL", "parcel", TRUE);
  assert_matches ("ÜBER", "darüber", TRUE);
  assert_matches ("strasse", "Hauptstraße 5", TRUE);
  assert_matches ("STRASSE", "Hauptstraße 5", TRUE);
  assert_matches ("ß", "STRASSE", TRUE);
  assert_matches ("ΣΊΣΥΦΟΣ", "σίσυφος", TRUE);
  assert_matches ("привет", "ПРИВЕТ, мир", TRUE);
  assert_matches ("kelvin", "300 \u212aelvin", TRUE);
  assert_matches ("日本", "これは日本語", TRUE);
  assert_matches ("uber", "über", FALSE);
  assert_matches ("parcels", "parcel", FALSE);
}

/* An accent is one with its letter, or stands behind it. */
static void
test_accents (void)
{
  assert_matches ("ÉTÉ", "l’e\u0301te\u0301", TRUE);
  assert_matches ("e\u0301te\u0301", "L’ÉTÉ", TRUE);
}

static void
test_literal (void)
{
  assert_matches ("50%", "50% off", TRUE);
  assert_matches ("5%f", "50% off", FALSE);
  assert_matches ("_", "a b", FALSE);
  assert_matches ("a*", "aaa", FALSE);
  assert_matches (".", "abc", FALSE);
  assert_matches ("\"a\\\"", "say \"a\\\" now", TRUE);
  assert_matches ("two  blanks", "two blanks", FALSE);
  assert_matches ("", "anything", TRUE);
  assert_matches ("x", "", FALSE);
}

/* Other programs write databases, too. */
static void
test_not_utf8 (void)
{
  assert_matches ("a", "a\xff", FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/text-search/case", test_case);
  g_test_add_func ("/store/text-search/accents", test_accents);
  g_test_add_func ("/store/text-search/literal", test_literal);
  g_test_add_func ("/store/text-search/not-utf8", test_not_utf8);

  return g_test_run ();
}
