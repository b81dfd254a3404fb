/* test-record-splitter.c: records out of half-written JSON, cut in every way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>
#include <time.h>

#include "dg-record-splitter.h"

#define MIB (1024 * 1024)

/* Processor time for a long text: far more than it needs, and far less than if it were quadratic. */
#define LINEAR_SECONDS 10

typedef enum
{
  OPEN,
  FINISHED,
  BROKEN,
} End;

/* `elements` has one a line. */
typedef struct
{
  const char *name;
  const char *text;
  const char *elements;
  End end;
  const char *rest; /* (nullable) */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "one", "{\"records\":[{\"a\":1}]}", "{\"a\":1}\n", FINISHED, NULL },
  { "three", "{\"records\":[{\"a\":1},{\"a\":2},{}]}", "{\"a\":1}\n{\"a\":2}\n{}\n", FINISHED, NULL },
  { "none", "{\"records\":[]}", "", FINISHED, NULL },
  { "no-array", "{\"a\":1}", "", FINISHED, NULL },
  { "empty-root", "{}", "", FINISHED, NULL },
  { "nothing", "", "", OPEN, NULL },
  { "only-space", " \n", "", OPEN, NULL },
  { "space", " \t\r\n{ \"records\" : [ { \"a\" : 1 } , { } ] } \n", "{ \"a\" : 1 }\n{ }\n", FINISHED, NULL },
  { "space-in-empty", "{ \"records\" : [ ] }", "", FINISHED, NULL },

  /* what is in an element stays as it is */
  { "nested", "{\"records\":[{\"a\":{\"b\":[{},[{}]]}},{\"c\":[]}]}", "{\"a\":{\"b\":[{},[{}]]}}\n{\"c\":[]}\n", FINISHED, NULL },
  { "brackets-in-strings", "{\"records\":[{\"a\":\"}]{[\"},{\"b\":\"],\"}]}", "{\"a\":\"}]{[\"}\n{\"b\":\"],\"}\n", FINISHED, NULL },
  { "escaped-quotes", "{\"records\":[{\"a\":\"\\\"}\"},{\"b\":\"\\\\\"},{\"c\":\"\\\\\\\"]\"}]}", "{\"a\":\"\\\"}\"}\n{\"b\":\"\\\\\"}\n{\"c\":\"\\\\\\\"]\"}\n", FINISHED, NULL },
  { "numbers-as-written", "{\"records\":[{\"a\":0.10,\"b\":1e999,\"c\":12345678901234567890}]}", "{\"a\":0.10,\"b\":1e999,\"c\":12345678901234567890}\n", FINISHED, NULL },
  { "utf8", "{\"records\":[{\"ö\":\"東京 🛰️\"}]}", "{\"ö\":\"東京 🛰️\"}\n", FINISHED, NULL },
  { "wrong-inside", "{\"records\":[{a:1,,},{\"b\" 2}]}", "{a:1,,}\n{\"b\" 2}\n", FINISHED, NULL },

  /* elements that aren't objects */
  { "scalars", "{\"records\":[1,-2.5e3,true,null,\"a\"]}", "1\n-2.5e3\ntrue\nnull\n\"a\"\n", FINISHED, NULL },
  { "scalars-and-space", "{\"records\":[ 1 , \"a b\" , false ]}", "1\n\"a b\"\nfalse\n", FINISHED, NULL },
  { "strings", "{\"records\":[\"\",\"],\\\"\",\"\\\\\"]}", "\"\"\n\"],\\\"\"\n\"\\\\\"\n", FINISHED, NULL },
  { "arrays", "{\"records\":[[],[1,[2]],[\"]\"]]}", "[]\n[1,[2]]\n[\"]\"]\n", FINISHED, NULL },

  /* only the root's own member counts */
  { "other-members", "{\"a\":1,\"b\":[{\"x\":1}],\"records\":[{\"y\":2}],\"c\":\"[{}]\",\"d\":{}}", "{\"y\":2}\n", FINISHED, NULL },
  { "name-nested", "{\"a\":{\"records\":[1]},\"b\":[{\"records\":[2]}],\"records\":[3]}", "3\n", FINISHED, NULL },
  { "name-in-element", "{\"records\":[{\"records\":[{\"records\":[]}]}]}", "{\"records\":[{\"records\":[]}]}\n", FINISHED, NULL },
  { "name-in-string", "{\"a\":\"\\\"records\\\":[1]\",\"records\":[2]}", "2\n", FINISHED, NULL },
  { "name-as-value", "{\"a\":\"records\",\"b\":[\"records\"],\"records\":[2]}", "2\n", FINISHED, NULL },
  { "name-longer", "{\"records2\":[1],\"record\":[2],\"Records\":[3],\"\":[4]}", "", FINISHED, NULL },
  { "name-escaped", "{\"\\u0072ec\\u006Frds\":[1]}", "1\n", FINISHED, NULL },
  { "name-with-wider-escape", "{\"\\u0172ecords\":[1]}", "", FINISHED, NULL },
  { "name-with-escaped-quote", "{\"records\\\"\":[1],\"\\\"records\":[2],\"records\\\\\":[3]}", "", FINISHED, NULL },
  { "name-with-bad-escape", "{\"\\x72ecords\":[1],\"\\u00ecords\":[2],\"recor\\u00\":[3],\"recor\\ud83d\\ude00\":[4]}", "", FINISHED, NULL },
  { "members-of-every-kind", "{\"a\":null,\"b\":-1e5,\"c\":\"x\\\"\",\"d\":{\"e\":[]},\"f\":[[]],\"g\":true ,\"records\":[1]}", "1\n", FINISHED, NULL },

  /* cut off */
  { "cut-in-element", "{\"records\":[{\"a\":1},{\"b\":[\"x", "{\"a\":1}\n", OPEN, "{\"b\":[\"x" },
  { "cut-after-element", "{\"records\":[{\"a\":1}", "{\"a\":1}\n", OPEN, NULL },
  { "cut-after-comma", "{\"records\":[{\"a\":1}, ", "{\"a\":1}\n", OPEN, NULL },
  { "cut-after-array", "{\"records\":[{\"a\":1}]", "{\"a\":1}\n", OPEN, NULL },
  { "cut-in-number", "{\"records\":[1,23", "1\n", OPEN, "23" },
  { "cut-in-string", "{\"records\":[\"a\\\"", "", OPEN, "\"a\\\"" },
  { "cut-in-name", "{\"rec", "", OPEN, NULL },
  { "cut-in-other-member", "{\"a\":{\"records\":[", "", OPEN, NULL },
  { "cut-in-character", "{\"records\":[\"x\xE6\x9D", "", OPEN, "\"x\xEF\xBF\xBD\xEF\xBF\xBD" },

  /* broken */
  { "broken/array-root", "[{\"records\":[1]}]", "", BROKEN, NULL },
  { "broken/string-root", "\"records\"", "", BROKEN, NULL },
  { "broken/prose", "Here you are: {\"records\":[1]}", "", BROKEN, NULL },
  { "broken/code-fence", "```json\n{\"records\":[1]}", "", BROKEN, NULL },
  { "broken/byte-order-mark", "\xEF\xBB\xBF{\"records\":[1]}", "", BROKEN, NULL },
  { "broken/after-the-root", "{\"records\":[1]} x", "1\n", BROKEN, NULL },
  { "broken/two-roots", "{\"records\":[1]}{\"records\":[2]}", "1\n", BROKEN, NULL },
  { "broken/array-is-object", "{\"records\":{\"a\":1}}", "", BROKEN, NULL },
  { "broken/array-is-string", "{\"records\":\"[{}]\"}", "", BROKEN, NULL },
  { "broken/array-is-null", "{\"records\":null}", "", BROKEN, NULL },
  { "broken/two-arrays", "{\"records\":[1],\"records\":[2]}", "1\n", BROKEN, NULL },
  { "broken/two-arrays-escaped", "{\"records\":[1],\"record\\u0073\":[2]}", "1\n", BROKEN, NULL },
  { "broken/no-comma", "{\"records\":[{} {}]}", "{}\n", BROKEN, NULL },
  { "broken/glued", "{\"records\":[{}{}]}", "{}\n", BROKEN, NULL },
  { "broken/leading-comma", "{\"records\":[,1]}", "", BROKEN, NULL },
  { "broken/double-comma", "{\"records\":[1,,2]}", "1\n", BROKEN, NULL },
  { "broken/trailing-comma", "{\"records\":[1,]}", "1\n", BROKEN, NULL },
  { "broken/colon-in-array", "{\"records\":[\"a\":1]}", "\"a\"\n", BROKEN, NULL },
  { "broken/closed-as-object", "{\"records\":[1}", "1\n", BROKEN, NULL },
  { "broken/bracket-in-element", "{\"records\":[{\"a\":[1}]}", "", BROKEN, "{\"a\":[1" },
  { "broken/brace-forgotten", "{\"records\":[{\"a\":1,{\"b\":2}]}", "", BROKEN, "{\"a\":1,{\"b\":2}" },
  { "broken/number-then-quote", "{\"records\":[1\"a\"]}", "", BROKEN, "1" },
  { "broken/number-then-brace", "{\"records\":[1{}]}", "", BROKEN, "1" },
  { "broken/string-then-number", "{\"records\":[\"a\"1]}", "\"a\"\n", BROKEN, NULL },
  { "broken/unquoted-name", "{records:[1]}", "", BROKEN, NULL },
  { "broken/no-colon", "{\"records\" [1]}", "", BROKEN, NULL },
  { "broken/comma-for-colon", "{\"a\",1}", "", BROKEN, NULL },
  { "broken/no-value", "{\"a\":,\"records\":[1]}", "", BROKEN, NULL },
  { "broken/no-value-at-the-end", "{\"a\":}", "", BROKEN, NULL },
  { "broken/root-trailing-comma", "{\"records\":[1],}", "1\n", BROKEN, NULL },
  { "broken/root-leading-comma", "{,\"records\":[1]}", "", BROKEN, NULL },
  { "broken/root-no-comma", "{\"records\":[1] \"a\":2}", "1\n", BROKEN, NULL },
  { "broken/root-closed-as-array", "{\"records\":[1]]", "1\n", BROKEN, NULL },
  { "broken/bracket-in-other-member", "{\"a\":{\"b\":[}},\"records\":[1]}", "", BROKEN, NULL },
  { "broken/comment", "{/**/\"records\":[1]}", "", BROKEN, NULL },
};
/* clang-format on */

static void
drain (DgRecordSplitter *splitter, GString *out)
{
  char *element;

  while ((element = dg_record_splitter_next (splitter)) != NULL)
    {
      g_string_append_printf (out, "%s\n", element);
      g_free (element);
    }
}

static void
push (DgRecordSplitter *splitter, const char *text, gsize length)
{
  /* A copy of its own, so that reading beyond it is noticed. */
  g_autofree char *copy = g_memdup2 (text, length);

  dg_record_splitter_push (splitter, copy, length);
}

static void
assert_end (DgRecordSplitter *splitter, const Case *test)
{
  g_autofree char *rest = dg_record_splitter_dup_rest (splitter);

  g_assert_true (dg_record_splitter_is_finished (splitter) == (test->end == FINISHED));
  g_assert_true (dg_record_splitter_is_broken (splitter) == (test->end == BROKEN));
  g_assert_cmpstr (rest, ==, test->rest);
}

static void
assert_chunks (const Case *test, gsize chunk)
{
  g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new ("records", MIB);
  g_autoptr (GString) out = g_string_new (NULL);
  gsize length = strlen (test->text);

  for (gsize at = 0; at < length; at += chunk)
    {
      push (splitter, test->text + at, MIN (chunk, length - at));
      drain (splitter, out);
    }
  g_assert_cmpstr (out->str, ==, test->elements);
  assert_end (splitter, test);
}

static void
test_whole (gconstpointer data)
{
  assert_chunks (data, MIB);
}

static void
test_chunks (gconstpointer data)
{
  const Case *test = data;

  for (gsize chunk = 1; chunk <= strlen (test->text); chunk++)
    assert_chunks (test, chunk);
}

/* Three pieces, cut at every pair of places, also in the middle of escapes and characters. */
static void
test_cuts (gconstpointer data)
{
  const Case *test = data;
  gsize length = strlen (test->text);

  for (gsize first = 0; first <= length; first++)
    for (gsize second = first; second <= length; second++)
      {
        g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new ("records", MIB);
        g_autoptr (GString) out = g_string_new (NULL);

        push (splitter, test->text, first);
        push (splitter, test->text + first, second - first);
        push (splitter, test->text + second, length - second);
        drain (splitter, out);
        g_assert_cmpstr (out->str, ==, test->elements);
        assert_end (splitter, test);
      }
}

/* An element is there with its last byte. */
static void
test_at_once (void)
{
  static const char *const pieces[] = { "{\"records\":[{\"a\":1", "}", ",\"x", "\"", ",[[]", "]", ",7", "]" };
  static const char *const elements[] = { "", "{\"a\":1}\n", "", "\"x\"\n", "", "[[]]\n", "", "7\n" };
  static const char *const rests[] = { "{\"a\":1", NULL, "\"x", NULL, "[[]", NULL, "7", NULL };
  g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new ("records", MIB);

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *rest = NULL;

      push (splitter, pieces[i], strlen (pieces[i]));
      drain (splitter, out);
      g_assert_cmpstr (out->str, ==, elements[i]);
      rest = dg_record_splitter_dup_rest (splitter);
      g_assert_cmpstr (rest, ==, rests[i]);
    }
}

static void
test_nul (void)
{
  static const char text[] = "{\"records\":[{\"a\":1},{\"b\":\"\0\"}]}";
  g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new ("records", MIB);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *rest = NULL;

  push (splitter, text, sizeof text - 1);
  drain (splitter, out);
  g_assert_cmpstr (out->str, ==, "{\"a\":1}\n");
  g_assert_true (dg_record_splitter_is_broken (splitter));
  rest = dg_record_splitter_dup_rest (splitter);
  g_assert_cmpstr (rest, ==, "{\"b\":\"");
}

/* The bound is on the text, wherever it is cut; what was complete before it is handed out. */
static void
test_bound (void)
{
  static const char text[] = "{\"records\":[1,{\"a\":2}]}";
  gsize length = strlen (text);

  for (gsize max_bytes = 0; max_bytes <= length; max_bytes++)
    for (gsize chunk = 1; chunk <= length; chunk++)
      {
        g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new ("records", max_bytes);
        g_autoptr (GString) out = g_string_new (NULL);

        for (gsize at = 0; at < length; at += chunk)
          push (splitter, text + at, MIN (chunk, length - at));
        drain (splitter, out);
        g_assert_cmpstr (out->str, ==, max_bytes >= 21 ? "1\n{\"a\":2}\n" : max_bytes >= 14 ? "1\n" : "");
        g_assert_true (dg_record_splitter_is_broken (splitter) == (max_bytes < length));
        g_assert_true (dg_record_splitter_is_finished (splitter) == (max_bytes >= length));
      }
}

static void
test_stays_broken (void)
{
  g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new ("records", MIB);
  g_autoptr (GString) out = g_string_new (NULL);

  push (splitter, "x", 1);
  push (splitter, "{\"records\":[1]}", 15);
  drain (splitter, out);
  g_assert_cmpstr (out->str, ==, "");
  g_assert_true (dg_record_splitter_is_broken (splitter));
}

static void
test_other_name (void)
{
  g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new ("a/\"b", MIB);
  g_autoptr (GString) out = g_string_new (NULL);
  static const char text[] = "{\"a\":[0],\"a\\/\\\"b\":[1]}";

  push (splitter, text, strlen (text));
  drain (splitter, out);
  g_assert_cmpstr (out->str, ==, "1\n");
}

static void
test_deep (void)
{
  g_autofree char *open = g_strnfill (300000, '[');
  g_autofree char *close = g_strnfill (300000, ']');
  g_autofree char *text = g_strconcat ("{\"records\":[", open, close, "]}", NULL);
  g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new ("records", MIB);
  g_autofree char *element = NULL;

  dg_record_splitter_push (splitter, text, strlen (text));
  element = dg_record_splitter_next (splitter);
  g_assert_cmpuint (strlen (element), ==, 600000);
  g_assert_true (dg_record_splitter_is_finished (splitter));
}

/* Byte by byte, asking each time: a long text must not cost more than its length. */
static void
test_many_records (void)
{
  g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new ("records", 100 * MIB);
  g_autoptr (GString) text = g_string_new ("{\"records\":[");
  guint n_elements = 0;
  clock_t start;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "{\"input\":\"question %u\",\"answer\":\"a\"},", i);
  g_string_append (text, "{}]}");

  start = clock ();

  for (gsize at = 0; at < text->len; at++)
    {
      g_autofree char *element = NULL;

      dg_record_splitter_push (splitter, text->str + at, 1);
      element = dg_record_splitter_next (splitter);
      n_elements += element != NULL;
    }
  g_assert_cmpint (clock () - start, <, LINEAR_SECONDS * CLOCKS_PER_SEC);
  g_assert_cmpuint (n_elements, ==, 20001);
  g_assert_true (dg_record_splitter_is_finished (splitter));
}

/* Freed with elements that nobody took. */
static void
test_left_over (void)
{
  g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new ("records", MIB);

  dg_record_splitter_push (splitter, NULL, 0);
  push (splitter, "{\"records\":[1,2,{\"a\":", 21);
}

static void
add_test (const char *prefix, const Case *test, GTestDataFunc function)
{
  g_autofree char *path = g_strconcat (prefix, test->name, NULL);

  g_test_add_data_func (path, test, function);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      add_test ("/record-splitter/whole/", &cases[i], test_whole);
      add_test ("/record-splitter/chunks/", &cases[i], test_chunks);
      add_test ("/record-splitter/cuts/", &cases[i], test_cuts);
    }
  g_test_add_func ("/record-splitter/at-once", test_at_once);
  g_test_add_func ("/record-splitter/nul", test_nul);
  g_test_add_func ("/record-splitter/bound", test_bound);
  g_test_add_func ("/record-splitter/stays-broken", test_stays_broken);
  g_test_add_func ("/record-splitter/other-name", test_other_name);
  g_test_add_func ("/record-splitter/deep", test_deep);
  g_test_add_func ("/record-splitter/many-records", test_many_records);
  g_test_add_func ("/record-splitter/left-over", test_left_over);
  return g_test_run ();
}
