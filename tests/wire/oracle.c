/* oracle.c: recorded cases in tests/fixtures/oracles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "oracle.h"

/* Never returns NULL: without the cases there is no test. */
DgJsonDocument *
oracle_load (const char *file_name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "oracles", file_name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  DgJsonDocument *document;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  document = dg_json_document_new (text, length, NULL, &error);
  g_assert_no_error (error);
  return document;
}

DgJsonValue
oracle_get (DgJsonValue object, const char *key)
{
  DgJsonValue value;

  if (!dg_json_object_lookup (object, key, &value))
    g_error ("The oracle has no member “%s”", key);
  return value;
}

/* NULL if it is null. */
char *
oracle_dup_string (DgJsonValue object, const char *key)
{
  return dg_json_value_dup_string (oracle_get (object, key));
}

GBytes *
oracle_parse_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  g_assert_cmpuint (strlen (hex) % 2, ==, 0);
  for (const char *at = hex; *at != '\0'; at += 2)
    {
      guint8 byte = g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]);

      g_byte_array_append (bytes, &byte, 1);
    }
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
oracle_get_hex (DgJsonValue object, const char *key)
{
  g_autofree char *hex = oracle_dup_string (object, key);

  return oracle_parse_hex (hex);
}

/* One test for each element of the array `key`, with a DgJsonValue as its data. */
void
oracle_add_tests (DgJsonDocument *oracle, const char *key, const char *prefix, GTestDataFunc test)
{
  DgJsonIter iter;
  DgJsonValue value;

  dg_json_iter_init (&iter, oracle_get (dg_json_document_get_root (oracle), key));
  while (dg_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *name = oracle_dup_string (value, "name");
      g_autofree char *path = NULL;

      g_strcanon (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-.", '-');
      path = g_strconcat (prefix, name, NULL);
      g_test_add_data_func_full (path, g_memdup2 (&value, sizeof value), test, g_free);
    }
}
