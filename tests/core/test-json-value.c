/* test-json-value.c: what the values of a scanned text are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "dg-json.h"

typedef struct
{
  const char *name;
  const char *text;
  gboolean whole;
  gint64 number;
} Whole;

typedef struct
{
  const char *name;
  const char *a;
  const char *b;
  gboolean equal;
} Comparison;

typedef struct
{
  const char *name;
  const char *text;
  const char *string;
} String;

/* clang-format off */
static const Whole wholes[] = {
  { "zero", "0", TRUE, 0 },
  { "minus-zero", "-0", TRUE, 0 },
  { "zero-fraction", "0.000", TRUE, 0 },
  { "zero-vast-exponent", "0e99999999999999999999999", TRUE, 0 },
  { "one", "1", TRUE, 1 },
  { "minus-five", "-5", TRUE, -5 },
  { "ten", "10", TRUE, 10 },
  { "one-point-zero", "1.0", TRUE, 1 },
  { "exponent", "12e3", TRUE, 12000 },
  { "exponent-plus", "1E+2", TRUE, 100 },
  { "fraction-made-whole", "1.5e1", TRUE, 15 },
  { "small-fraction-made-whole", "0.00012e5", TRUE, 12 },
  { "divided-down", "120e-1", TRUE, 12 },
  { "many-zeros-divided-down", "1000000000000000000000000e-24", TRUE, 1 },
  { "exponent-leading-zeros", "1e0000000000000000000000001", TRUE, 10 },
  { "above-53-bits", "9007199254740993", TRUE, G_GINT64_CONSTANT (9007199254740993) },
  { "largest", "9223372036854775807", TRUE, G_MAXINT64 },
  { "largest-with-point", "9223372036854775.807e3", TRUE, G_MAXINT64 },
  { "smallest", "-9223372036854775808", TRUE, G_MININT64 },
  { "ten-to-eighteen", "1e18", TRUE, G_GINT64_CONSTANT (1000000000000000000) },
  { "above-largest", "9223372036854775808", FALSE, 0 },
  { "below-smallest", "-9223372036854775809", FALSE, 0 },
  { "ten-to-nineteen", "1e19", FALSE, 0 },
  { "twenty-digits", "12345678901234567890", FALSE, 0 },
  { "wraps-around-64-bits", "18446744073709551617", FALSE, 0 },
  { "half", "0.5", FALSE, 0 },
  { "one-and-a-half", "-1.5", FALSE, 0 },
  { "tenth-by-exponent", "1e-1", FALSE, 0 },
  { "almost-whole", "1.00000000000000000000000000001", FALSE, 0 },
  { "vast-exponent", "1e99999999999999999999999", FALSE, 0 },
  { "vast-negative-exponent", "1e-99999999999999999999999", FALSE, 0 },
  { "exponent-wraps-around-64-bits", "1e18446744073709551616", FALSE, 0 },
  { "string", "\"1\"", FALSE, 0 },
  { "null", "null", FALSE, 0 },
  { "array", "[1]", FALSE, 0 },
};

static const Comparison comparisons[] = {
  { "null", "null", "null", TRUE },
  { "null-false", "null", "false", FALSE },
  { "true", "true", "true", TRUE },
  { "true-false", "true", "false", FALSE },
  { "number-string", "1", "\"1\"", FALSE },
  { "empty-containers", "[]", "{}", FALSE },
  { "numbers", "1", "1", TRUE },
  { "numbers-differ", "1", "2", FALSE },
  { "number-sign", "1", "-1", FALSE },
  { "number-point", "1", "1.0", TRUE },
  { "number-exponent", "1", "10e-1", TRUE },
  { "number-capital-exponent", "1e5", "1E+05", TRUE },
  { "number-zeros", "0", "-0.00e7", TRUE },
  { "number-order-of-magnitude", "1", "10", FALSE },
  { "number-same-digits", "12", "1.2", FALSE },
  { "number-same-digits-same-value", "0.012e2", "1.2", TRUE },
  { "number-longer", "123", "1234e-1", FALSE },
  { "number-beyond-double", "0.1", "0.10000000000000001", FALSE },
  { "number-beyond-64-bits", "12345678901234567890", "12345678901234567891", FALSE },
  { "number-beyond-64-bits-same", "12345678901234567890", "1234567890123456789e1", TRUE },
  { "number-infinite-as-double", "1e999", "1e998", FALSE },
  { "number-infinite-as-double-same", "1e999", "10e998", TRUE },
  { "number-vast-same", "1e99999999999999999999999", "1e99999999999999999999999", TRUE },
  { "number-vast-differ", "1e99999999999999999999999", "1e99999999999999999999998", FALSE },
  { "number-vast-sign", "1e99999999999999999999999", "1e-99999999999999999999999", FALSE },
  { "number-vast-wraps-around-64-bits", "1e18446744073709551616", "1", FALSE },
  { "strings", "\"a\"", "\"a\"", TRUE },
  { "strings-differ", "\"a\"", "\"b\"", FALSE },
  { "strings-case", "\"a\"", "\"A\"", FALSE },
  { "strings-space", "\"a\"", "\"a \"", FALSE },
  { "strings-escaped", "\"a/\\n\"", "\"\\u0061\\/\\u000A\"", TRUE },
  { "strings-escaped-differ", "\"\\n\"", "\"n\"", FALSE },
  { "strings-surrogates", "\"\\ud83d\\ude00\"", "\"\xF0\x9F\x98\x80\"", TRUE },
  { "strings-normalization", "\"\xC3\xA9\"", "\"e\xCC\x81\"", FALSE },
  { "arrays", "[1,[2,\"3\"]]", " [ 1.0 , [ 2 , \"\\u0033\" ] ] ", TRUE },
  { "arrays-order", "[1,2]", "[2,1]", FALSE },
  { "arrays-length", "[1,2]", "[1,2,3]", FALSE },
  { "arrays-nesting", "[[1],2]", "[[1,2]]", FALSE },
  { "arrays-deep-difference", "[[[[1]]]]", "[[[[2]]]]", FALSE },
  { "objects-order", "{\"a\":1,\"bb\":2}", "{\"bb\":2,\"a\":1}", TRUE },
  { "objects-escaped-names", "{\"a\":1,\"b\":2}", "{\"\\u0062\":2,\"\\u0061\":1}", TRUE },
  { "objects-names", "{\"a\":1}", "{\"b\":1}", FALSE },
  { "objects-values", "{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":1}", FALSE },
  { "objects-length", "{\"a\":1}", "{\"a\":1,\"b\":2}", FALSE },
  { "objects-nested", "{\"a\":{\"b\":[{\"c\":1,\"d\":null}]}}", "{\"a\":{\"b\":[{\"d\":null,\"c\":1}]}}", TRUE },
};

static const String strings[] = {
  { "empty", "\"\"", "" },
  { "plain", "\"abc\"", "abc" },
  { "simple-escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
  { "unicode-escapes", "\"\\u0041\\u00e9\\u6771\"", "Aé東" },
  { "surrogates", "\"x\\uD83D\\uDE00y\"", "x\xF0\x9F\x98\x80y" },
  { "last-character", "\"\\udbff\\udfff\"", "\xF4\x8F\xBF\xBF" },
  { "backslash-u", "\"\\\\u0041\"", "\\u0041" },
  { "backslash-at-the-end", "\"\\\\\"", "\\" },
  { "utf8", "\"Größe 東京\"", "Größe 東京" },
  { "controls", "\"\\u0001\\u001F\"", "\x01\x1F" },
};

static const String literals[] = {
  { "empty", "\"\"", "" },
  { "plain", "\"abc\"", "abc" },
  { "quotes-and-backslashes", "\"a\\\"b\\\\c\"", "a\"b\\c" },
  { "short-escapes", "\"\\b\\f\\n\\r\\t\"", "\b\f\n\r\t" },
  { "long-escapes", "\"\\u0001\\u000b\\u001f\"", "\x01\x0B\x1F" },
  { "del", "\"\x7F\"", "\x7F" },
  { "slash", "\"</script>\"", "</script>" },
  { "non-ascii", "\"é東\xF0\x9F\x98\x80\"", "é東\xF0\x9F\x98\x80" },
  { "line-separators", "\"\xE2\x80\xA8\xE2\x80\xA9\"", "\xE2\x80\xA8\xE2\x80\xA9" },
  { "not-utf8", "\"a\xEF\xBF\xBD" "b\"", "a\xFF" "b" },
};
/* clang-format on */

static DgJsonDocument *
scan (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, -1, NULL, &error);

  g_assert_no_error (error);
  return g_steal_pointer (&document);
}

static void
test_whole (gconstpointer data)
{
  const Whole *test = data;
  g_autoptr (DgJsonDocument) document = scan (test->text);
  gint64 number = 77;

  if (test->whole)
    {
      g_assert_true (dg_json_value_get_int64 (dg_json_document_get_root (document), &number));
      g_assert_cmpint (number, ==, test->number);
    }
  else
    {
      g_assert_false (dg_json_value_get_int64 (dg_json_document_get_root (document), &number));
      g_assert_cmpint (number, ==, 77);
    }
}

static void
test_equal (gconstpointer data)
{
  const Comparison *test = data;
  g_autoptr (DgJsonDocument) a = scan (test->a);
  g_autoptr (DgJsonDocument) b = scan (test->b);
  DgJsonValue left = dg_json_document_get_root (a);
  DgJsonValue right = dg_json_document_get_root (b);

  g_assert_true (dg_json_value_equal (left, right) == test->equal);
  g_assert_true (dg_json_value_equal (right, left) == test->equal);
  g_assert_true (dg_json_value_equal (left, left));
}

static void
test_string (gconstpointer data)
{
  const String *test = data;
  g_autoptr (DgJsonDocument) document = scan (test->text);
  DgJsonValue value = dg_json_document_get_root (document);
  g_autofree char *string = dg_json_value_dup_string (value);
  g_autofree char *longer = g_strconcat (test->string, "x", NULL);

  g_assert_cmpstr (string, ==, test->string);
  g_assert_true (dg_json_value_equals_string (value, test->string));
  g_assert_false (dg_json_value_equals_string (value, longer));
}

static void
test_literal (gconstpointer data)
{
  const String *test = data;
  g_autoptr (GString) out = g_string_new ("x");
  g_autoptr (DgJsonDocument) document = NULL;

  dg_json_append_string (out, test->string);
  g_assert_cmpstr (out->str + 1, ==, test->text);
  document = scan (out->str + 1);
  if (g_utf8_validate (test->string, -1, NULL))
    g_assert_true (dg_json_value_equals_string (dg_json_document_get_root (document), test->string));
}

/* Every character there is, one by one: what is written reads back as the same. */
static void
test_literal_of_all_characters (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (DgJsonDocument) document = NULL;

  for (gunichar character = 1; character <= 0x10FFFF; character++)
    {
      if (g_unichar_validate (character))
        g_string_append_unichar (all, character);
    }
  dg_json_append_string (out, all->str);
  document = scan (out->str);
  g_assert_true (dg_json_value_equals_string (dg_json_document_get_root (document), all->str));
}

/* The same, written as escapes. */
static void
test_escapes_of_all_characters (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new ("\"");
  g_autoptr (DgJsonDocument) document = NULL;

  for (gunichar character = 1; character <= 0x10FFFF; character += character < 0x3000 ? 1 : 37)
    {
      if (!g_unichar_validate (character))
        continue;
      g_string_append_unichar (all, character);
      if (character < 0x10000)
        g_string_append_printf (text, "\\u%04x", character);
      else
        g_string_append_printf (text, "\\u%04X\\u%04x", 0xD800 + ((character - 0x10000) >> 10),
                                0xDC00 + ((character - 0x10000) & 0x3FF));
    }
  g_string_append_c (text, '"');
  document = scan (text->str);
  g_assert_true (dg_json_value_equals_string (dg_json_document_get_root (document), all->str));
}

static void
test_double (void)
{
  g_autoptr (DgJsonDocument) document = scan ("[0.1,-2.5e3,1e999,-1e999,1e-999,12345678901234567890,\"1\",7]");
  static const char *const expected[] = { "0.10000000000000001",    "-2500", "inf", "-inf", "0",
                                          "1.2345678901234567e+19", "nan",   "7" };
  DgJsonIter iter;
  DgJsonValue value;

  dg_json_iter_init (&iter, dg_json_document_get_root (document));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_assert_true (dg_json_iter_next (&iter, NULL, &value));
      g_ascii_dtostr (number, sizeof number, dg_json_value_get_double (value));
      g_assert_cmpstr (number, ==, expected[i]);
    }
  g_assert_false (dg_json_iter_next (&iter, NULL, &value));
}

static void
test_types (void)
{
  static const char *const names[] = { "null", "boolean", "boolean", "number", "string", "array", "object" };
  g_autoptr (DgJsonDocument) document = scan ("[null,true,false,1,\"a\",[1,2],{\"a\":1}]");
  static const guint lengths[] = { 0, 0, 0, 0, 0, 2, 1 };
  DgJsonIter iter;
  DgJsonValue value;
  guint i = 0;

  dg_json_iter_init (&iter, dg_json_document_get_root (document));
  for (; dg_json_iter_next (&iter, NULL, &value); i++)
    {
      g_assert_cmpstr (dg_json_type_get_name (dg_json_value_get_value_type (value)), ==, names[i]);
      g_assert_cmpuint (dg_json_value_get_length (value), ==, lengths[i]);
      g_assert_true (dg_json_value_get_boolean (value) == (i == 1));
    }
  g_assert_cmpuint (i, ==, 7);
}

/* Asking a value for what it isn't is no mistake of the programmer: the text came from elsewhere. */
static void
test_wrong_types (void)
{
  static const char *const texts[] = { "null", "true", "1", "\"a\"", "[1]", "{\"a\":1}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DgJsonDocument) document = scan (texts[i]);
      DgJsonValue value = dg_json_document_get_root (document);
      g_autofree char *string = dg_json_value_dup_string (value);
      gint64 number;

      g_assert_true ((string != NULL) == (i == 3));
      g_assert_true (dg_json_value_equals_string (value, "a") == (i == 3));
      g_assert_true (dg_json_value_get_boolean (value) == (i == 1));
      g_assert_true (dg_json_value_get_int64 (value, &number) == (i == 2));
      g_assert_true (!isnan (dg_json_value_get_double (value)) == (i == 2));
      g_assert_true (dg_json_object_lookup (value, "a", NULL) == (i == 5));
    }
}

static void
test_lookup (void)
{
  g_autoptr (DgJsonDocument) document = scan ("{\"x\":{\"b\":9},\"\\u0062\":2,\"é\":\"\\u00e9\",\"\":null,\"c\":1.5}");
  DgJsonValue root = dg_json_document_get_root (document);
  DgJsonValue value;
  gint64 number = 0;
  g_autofree char *string = NULL;

  g_assert_true (dg_json_object_lookup_int64 (root, "b", &number));
  g_assert_cmpint (number, ==, 2);
  g_assert_true (dg_json_object_lookup (root, "", &value));
  g_assert_cmpint (dg_json_value_get_value_type (value), ==, DG_JSON_NULL);
  g_assert_false (dg_json_object_lookup (root, "bb", &value));
  g_assert_false (dg_json_object_lookup (root, "X", &value));
  g_assert_false (dg_json_object_lookup_int64 (root, "c", &number));
  g_assert_false (dg_json_object_lookup_int64 (root, "é", &number));
  g_assert_cmpint (number, ==, 2);

  g_assert_false (dg_json_object_lookup_string (root, "b", &string));
  g_assert_null (string);
  g_assert_false (dg_json_object_lookup_string (root, "none", &string));
  g_assert_true (dg_json_object_lookup_string (root, "é", &string));
  g_assert_cmpstr (string, ==, "é");
}

static void
test_iter (void)
{
  g_autoptr (DgJsonDocument) document = scan ("{\"a\":[1,[2],{\"x\":3}],\"\\u0062\\n\":{\"y\":[]},\"c\":null}");
  static const char *const keys[] = { "a", "b\n", "c" };
  static const char *const sources[] = { "[1,[2],{\"x\":3}]", "{\"y\":[]}", "null" };
  DgJsonIter iter;
  DgJsonValue value;

  dg_json_iter_init (&iter, dg_json_document_get_root (document));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *key = NULL;
      g_autofree char *source = NULL;

      g_assert_true (dg_json_iter_next (&iter, &key, &value));
      g_assert_cmpstr (key, ==, keys[i]);
      source = dg_json_value_dup_source (value);
      g_assert_cmpstr (source, ==, sources[i]);
    }
  g_assert_false (dg_json_iter_next (&iter, NULL, &value));
  g_assert_false (dg_json_iter_next (&iter, NULL, NULL));
}

static void
test_iter_of_arrays_and_scalars (void)
{
  g_autoptr (DgJsonDocument) document = scan ("[[],1]");
  char *key = (char *) "left from before";
  DgJsonIter iter, inner;
  DgJsonValue value;

  dg_json_iter_init (&iter, dg_json_document_get_root (document));
  while (dg_json_iter_next (&iter, &key, &value))
    {
      g_assert_null (key);
      dg_json_iter_init (&inner, value);
      g_assert_false (dg_json_iter_next (&inner, NULL, NULL));
    }
  g_assert_null (key);
}

static void
test_source (void)
{
  static const char text[] = " { \"a\" : [ 0.10 , \"\\u0041\" , 1e999 ] } ";
  g_autoptr (DgJsonDocument) document = scan (text);
  DgJsonValue array;
  gsize length;
  const char *source = dg_json_value_get_source (dg_json_document_get_root (document), &length);

  g_assert_cmpmem (source, length, text + 1, strlen (text) - 2);
  g_assert_true (dg_json_object_lookup (dg_json_document_get_root (document), "a", &array));
  source = dg_json_value_get_source (array, &length);
  g_assert_cmpmem (source, length, "[ 0.10 , \"\\u0041\" , 1e999 ]", 27);
}

static void
assert_path (DgJsonValue value, const char *expected)
{
  g_autofree char *path = dg_json_value_dup_path (value);

  g_assert_cmpstr (path, ==, expected);
}

static void
test_path (void)
{
  g_autoptr (DgJsonDocument) document =
      scan ("{\"a\":{\"b\":[0,[],{\"c d\":[[1,2]]}]},\"\":1,\"é\\n\":2,\"_x9\":3,\"9x\":4}");
  DgJsonValue root = dg_json_document_get_root (document);
  static const char *const odd_names[] = { "", "é\n", "_x9", "9x" };
  static const char *const odd_paths[] = { "$[\"\"]", "$[\"é\\n\"]", "$._x9", "$[\"9x\"]" };
  DgJsonValue value;
  DgJsonIter iter;

  assert_path (root, "$");
  g_assert_true (dg_json_object_lookup (root, "a", &value));
  assert_path (value, "$.a");
  g_assert_true (dg_json_object_lookup (value, "b", &value));
  assert_path (value, "$.a.b");
  dg_json_iter_init (&iter, value);
  for (guint i = 0; i < 3; i++)
    g_assert_true (dg_json_iter_next (&iter, NULL, &value));
  assert_path (value, "$.a.b[2]");
  g_assert_true (dg_json_object_lookup (value, "c d", &value));
  assert_path (value, "$.a.b[2][\"c d\"]");
  dg_json_iter_init (&iter, value);
  g_assert_true (dg_json_iter_next (&iter, NULL, &value));
  dg_json_iter_init (&iter, value);
  g_assert_true (dg_json_iter_next (&iter, NULL, &value) && dg_json_iter_next (&iter, NULL, &value));
  assert_path (value, "$.a.b[2][\"c d\"][0][1]");

  for (guint i = 0; i < G_N_ELEMENTS (odd_names); i++)
    {
      g_assert_true (dg_json_object_lookup (root, odd_names[i], &value));
      assert_path (value, odd_paths[i]);
    }
}

static void
test_equal_within_a_document (void)
{
  g_autoptr (DgJsonDocument) document = scan ("[{\"a\":1,\"b\":[2]},{\"b\":[2.0],\"a\":1},{\"a\":1,\"b\":[3]}]");
  DgJsonValue values[3];
  DgJsonIter iter;

  dg_json_iter_init (&iter, dg_json_document_get_root (document));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_true (dg_json_iter_next (&iter, NULL, &values[i]));
  g_assert_true (dg_json_value_equal (values[0], values[1]));
  g_assert_false (dg_json_value_equal (values[0], values[2]));
}

static void
test_compact_of_a_part (void)
{
  g_autoptr (DgJsonDocument) document = scan ("{ \"a\" : { \"b c\" : [ 1.50 , \" \\\" \" ] } , \"d\" : 1 }");
  DgJsonValue value;
  g_autofree char *compact = NULL;

  g_assert_true (dg_json_object_lookup (dg_json_document_get_root (document), "a", &value));
  compact = dg_json_compact (value);
  g_assert_cmpstr (compact, ==, "{\"b c\":[1.50,\" \\\" \"]}");
}

static void
test_references (void)
{
  DgJsonDocument *document = scan ("[1]");
  g_autofree char *source = NULL;

  g_assert_true (dg_json_document_ref (document) == document);
  dg_json_document_unref (document);
  source = dg_json_value_dup_source (dg_json_document_get_root (document));
  g_assert_cmpstr (source, ==, "[1]");
  dg_json_document_unref (document);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    {
      g_autofree char *path = g_strconcat ("/json-value/int64/", wholes[i].name, NULL);

      g_test_add_data_func (path, &wholes[i], test_whole);
    }
  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    {
      g_autofree char *path = g_strconcat ("/json-value/equal/", comparisons[i].name, NULL);

      g_test_add_data_func (path, &comparisons[i], test_equal);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autofree char *path = g_strconcat ("/json-value/string/", strings[i].name, NULL);

      g_test_add_data_func (path, &strings[i], test_string);
    }
  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    {
      g_autofree char *path = g_strconcat ("/json-value/append-string/", literals[i].name, NULL);

      g_test_add_data_func (path, &literals[i], test_literal);
    }
  g_test_add_func ("/json-value/append-string/all-characters", test_literal_of_all_characters);
  g_test_add_func ("/json-value/string/all-characters", test_escapes_of_all_characters);
  g_test_add_func ("/json-value/double", test_double);
  g_test_add_func ("/json-value/types", test_types);
  g_test_add_func ("/json-value/wrong-types", test_wrong_types);
  g_test_add_func ("/json-value/lookup", test_lookup);
  g_test_add_func ("/json-value/iter/object", test_iter);
  g_test_add_func ("/json-value/iter/others", test_iter_of_arrays_and_scalars);
  g_test_add_func ("/json-value/source", test_source);
  g_test_add_func ("/json-value/path", test_path);
  g_test_add_func ("/json-value/equal/within-a-document", test_equal_within_a_document);
  g_test_add_func ("/json-value/compact/part", test_compact_of_a_part);
  g_test_add_func ("/json-value/references", test_references);
  return g_test_run ();
}
