/* test-record-compare.c: whether two answers say the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "make-format.h"

#define SAME DG_COMPARISON_SAME
#define UNCLEAR DG_COMPARISON_UNCLEAR
#define OTHER DG_COMPARISON_OTHER

#define OBJECT                                                                                                         \
  "json {'type': 'object', 'properties': {'name': {'type': 'string'}, 'days': {'type': ['integer', 'null']},"          \
  "'kind': {'enum': ['A', 'B']}, 'tags': {'type': 'array', 'items': {'type': 'string'}}},"                             \
  "'required': ['name', 'days', 'kind']}"
#define NESTED                                                                                                         \
  "json {'type': 'object', 'properties': {'p': {'type': 'object', 'properties': {'x': {'type': 'integer'}},"           \
  "'required': ['x']}}, 'required': ['p']}"
#define SOURCE "json {'type': 'array', 'items': {'type': 'object'}}"
#define TICKET "xml <ticket><topic>billing|other</topic><note>text</note></ticket>"

typedef struct
{
  const char *name;
  const char *format;
  const char *a; /* in JSON ' stands for " */
  const char *b;
  DgComparison expected;
  const char *field;
  gboolean same_fields;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "label/same", "label yes|no", "yes", "yes", SAME, NULL, TRUE },
  { "label/other", "label yes|no", "yes", "no", OTHER, NULL, FALSE },
  { "label/case-counts", "label yes|Yes", "yes", "Yes", OTHER, NULL, FALSE },

  { "text/same", "text", "It is so.", "it is  SO", SAME, NULL, FALSE },
  { "text/words", "text", "It is so.", "That is right.", UNCLEAR, NULL, FALSE },
  { "text/date", "text", "2024-05-01", "2024-05-02", OTHER, NULL, FALSE },
  { "text/amount-with-words", "text", "10 EUR", "10 euros", UNCLEAR, NULL, FALSE },
  { "text/sign", "text", "-5", "5", OTHER, NULL, FALSE },
  { "text/empty", "text", "", "something", OTHER, NULL, FALSE },

  { "json/order", OBJECT, "{'name':'n','days':3,'kind':'A'}", "{ 'kind':'A', 'days':3.0, 'name':'n' }", SAME, NULL,
    TRUE },
  { "json/number", OBJECT, "{'name':'n','days':3,'kind':'A'}", "{'name':'n','days':4,'kind':'A'}", OTHER, "days",
    FALSE },
  { "json/null", OBJECT, "{'name':'n','days':null,'kind':'A'}", "{'name':'n','days':0,'kind':'A'}", OTHER, "days",
    FALSE },
  { "json/label", OBJECT, "{'name':'n','days':3,'kind':'A'}", "{'name':'n','days':3,'kind':'B'}", OTHER, "kind",
    FALSE },
  { "json/normalised-words", OBJECT, "{'name':'The Firm.','days':3,'kind':'A'}",
    "{'name':'the  firm','days':3,'kind':'A'}", SAME, NULL, FALSE },
  { "json/words", OBJECT, "{'name':'The Firm','days':3,'kind':'A'}", "{'name':'A Firm','days':3,'kind':'A'}", UNCLEAR,
    "name", FALSE },
  { "json/worst-counts", OBJECT, "{'name':'The Firm','days':3,'kind':'A'}", "{'name':'A Firm','days':4,'kind':'A'}",
    OTHER, "days", FALSE },
  { "json/absent-and-null", OBJECT, "{'name':'n','days':3,'kind':'A','tags':null}", "{'name':'n','days':3,'kind':'A'}",
    SAME, NULL, TRUE },
  { "json/absent", OBJECT, "{'name':'n','days':3,'kind':'A','tags':['x']}", "{'name':'n','days':3,'kind':'A'}", OTHER,
    "tags", FALSE },
  { "json/list-words", OBJECT, "{'name':'n','days':3,'kind':'A','tags':['x','y']}",
    "{'name':'n','days':3,'kind':'A','tags':['X','y.']}", SAME, NULL, FALSE },
  { "json/list-order", OBJECT, "{'name':'n','days':3,'kind':'A','tags':['x','y']}",
    "{'name':'n','days':3,'kind':'A','tags':['y','x']}", UNCLEAR, "tags", FALSE },
  { "json/list-length", OBJECT, "{'name':'n','days':3,'kind':'A','tags':['x','y']}",
    "{'name':'n','days':3,'kind':'A','tags':['x and y']}", UNCLEAR, "tags", FALSE },
  { "json/list-empty", OBJECT, "{'name':'n','days':3,'kind':'A','tags':['x']}",
    "{'name':'n','days':3,'kind':'A','tags':[]}", OTHER, "tags", FALSE },
  { "json/nested", NESTED, "{'p':{'x':1}}", "{'p':{'x':2}}", OTHER, "x", FALSE },
  { "json/broken", OBJECT, "{'name':", "{'name':'n','days':3,'kind':'A'}", OTHER, NULL, FALSE },
  { "json/source-same", SOURCE, "[{'a': 1, 'b': 2}]", "[{'b':2,'a':1}]", SAME, NULL, TRUE },
  { "json/source-other", SOURCE, "[{'a': 1}]", "[{'a': 2}]", UNCLEAR, NULL, FALSE },

  { "xml/written-otherwise", TICKET, "<ticket><topic>billing</topic><note>a &gt; b</note></ticket>",
    "<ticket>\n<topic>billing</topic><note>a > b</note></ticket>", SAME, NULL, TRUE },
  { "xml/words", TICKET, "<ticket><topic>billing</topic><note>a b</note></ticket>",
    "<ticket><topic>billing</topic><note>A B!</note></ticket>", SAME, NULL, FALSE },
  { "xml/unclear", TICKET, "<ticket><topic>billing</topic><note>a b</note></ticket>",
    "<ticket><topic>billing</topic><note>c</note></ticket>", UNCLEAR, "note", FALSE },
  { "xml/label", TICKET, "<ticket><topic>billing</topic><note>a</note></ticket>",
    "<ticket><topic>other</topic><note>b</note></ticket>", OTHER, "topic", FALSE },
  { "xml/broken", TICKET, "<ticket><topic>billing</topic></ticket>",
    "<ticket><topic>billing</topic><note></note></ticket>", OTHER, NULL, FALSE },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (DgRecordFormat) format = make_record_format ("text", test->format);
  g_autofree char *a = quote (test->a);
  g_autofree char *b = quote (test->b);
  const DgField *field;

  for (guint turn = 0; turn < 2; turn++)
    {
      const char *left = turn == 0 ? a : b;
      const char *right = turn == 0 ? b : a;

      g_assert_cmpint (dg_record_format_compare (format, DG_COLUMN_ANSWER, left, right, &field), ==, test->expected);
      g_assert_cmpstr (field != NULL ? field->path[g_strv_length (field->path) - 1] : NULL, ==, test->field);
      g_assert_cmpint (dg_record_format_has_same_fields (format, DG_COLUMN_ANSWER, left, right), ==, test->same_fields);
    }
  g_assert_cmpint (dg_record_format_compare (format, DG_COLUMN_ANSWER, a, a, NULL), ==, SAME);
  g_assert_true (dg_record_format_has_same_fields (format, DG_COLUMN_ANSWER, a, a));
}

static void
test_input (void)
{
  g_autoptr (DgRecordFormat) format = make_record_format ("label a|b", "text");

  g_assert_cmpint (dg_record_format_compare (format, DG_COLUMN_INPUT, "a", "A", NULL), ==, OTHER);
  g_assert_cmpint (dg_record_format_compare (format, DG_COLUMN_ANSWER, "a", "A", NULL), ==, SAME);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/record-compare/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/record-compare/column", test_input);

  return g_test_run ();
}
