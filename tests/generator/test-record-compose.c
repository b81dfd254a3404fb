/* test-record-compose.c: inputs and answers written from the fields of a record, and held to their formats
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "make-format.h"

typedef struct
{
  const char *name;
  const char *format; /* of the answer; the input is text */
  const char *fields; /* the answer's members of the record; ' stands for " */
  const char *answer; /* likewise; NULL where the record is refused */
  const char *error;  /* likewise */
} Composition;

#define OBJECT(properties, required)                                                                                   \
  "json {'type': 'object', 'properties': {" properties "}, 'required': [" required "]}"

/* Shapes that more than one row asks for. */
#define TEXT OBJECT ("'a': {'type': 'string'}", "'a'")
#define INTEGER OBJECT ("'a': {'type': 'integer'}", "'a'")
#define NUMBER OBJECT ("'a': {'type': 'number'}", "'a'")
#define LIST OBJECT ("'a': {'type': 'array', 'items': {'type': 'string'}, 'minItems': 1}", "'a'")
#define OPTIONAL OBJECT ("'a': {'type': 'integer'}, 'b': {'type': 'string'}", "'b'")
#define NULLABLE OBJECT ("'a': {'type': ['integer', 'null']}", "'a'")
#define NESTED                                                                                                         \
  OBJECT ("'a': {'type': 'string'},"                                                                                   \
          "'p': {'type': 'object', 'properties': {'x': {'type': 'integer'}, 'y': {'type': 'integer'}}},"               \
          "'q': {'type': 'object', 'properties': {'x': {'type': 'integer'}}, 'required': ['x']},"                      \
          "'z': {'type': 'boolean'}",                                                                                  \
          "'a', 'p', 'q', 'z'")
#define SOURCE "json {'type': 'array', 'items': {'type': 'integer'}}"
#define TICKET "xml <ticket><topic>billing|R&amp;D</topic><note>x</note></ticket>"
#define XML_SOURCE "xml <t kind='k'><a>x</a></t>"

/* clang-format off */
static const Composition compositions[] = {
  { "text/plain", "text", "'answer_text': ' Guten  Tag\\n'", " Guten  Tag\n", NULL },
  { "text/escapes", "text", "'answer_text': '\\u00e9\\ud83d\\ude00\\t\\\\\\/'", "é\xF0\x9F\x98\x80\t\\/", NULL },
  { "text/missing", "text", "'answer': 'x'", NULL, "“answer_text” is missing" },
  { "text/null", "text", "'answer_text': null", NULL, "“answer_text” is null" },
  { "text/number", "text", "'answer_text': 5", NULL, "“answer_text” is not a text" },
  { "text/list", "text", "'answer_text': ['x']", NULL, "“answer_text” is not a text" },
  { "text/object", "text", "'answer_text': {'text': 'x'}", NULL, "“answer_text” is not a text" },
  { "text/true", "text", "'answer_text': true", NULL, "“answer_text” is not a text" },
  { "text/empty", "text", "'answer_text': ''", NULL, "answer is empty" },
  { "text/blank", "text", "'answer_text': ' \\n\\t\\u00a0\\u3000'", NULL, "answer is empty" },

  { "label/one", "label ja|nein", "'answer_label': 'nein'", "nein", NULL },
  { "label/not-in-the-set", "label ja|nein", "'answer_label': 'vielleicht'", NULL,
    "answer: “vielleicht” is not one of the labels ja, nein" },
  { "label/other-case", "label ja|nein", "'answer_label': 'Ja'", NULL, "answer: “Ja” is not one of the labels ja, nein" },
  { "label/with-blank", "label ja|nein", "'answer_label': 'ja '", NULL,
    "answer: “ja ” is not one of the labels ja, nein" },
  { "label/empty", "label ja|nein", "'answer_label': ''", NULL, "answer is empty" },
  { "label/null", "label ja|nein", "'answer_label': null", NULL, "“answer_label” is null" },
  { "label/list", "label ja|nein", "'answer_label': ['ja']", NULL, "“answer_label” is not a text" },

  { "json/text", TEXT, "'answer_a': 'x'", "{'a': 'x'}", NULL },
  { "json/text-empty", TEXT, "'answer_a': ''", "{'a': ''}", NULL },
  { "json/text-escapes-kept", TEXT, "'answer_a': '\\u00e9 \\/ \\n \\u2028  ä'", "{'a': '\\u00e9 \\/ \\n \\u2028  ä'}",
    NULL },
  { "json/text-like-an-object", TEXT, "'answer_a': '{'", "{'a': '{'}", NULL },
  { "json/order-of-the-schema", OBJECT ("'z': {'type': 'integer'}, 'a': {'type': 'integer'}", "'a', 'z'"),
    "'answer_a': 1, 'answer_z': 2", "{'z': 2, 'a': 1}", NULL },
  { "json/other-members-left-out", TEXT, "'answer_b': 1, 'answer_a': 'x', 'a': 'y'", "{'a': 'x'}", NULL },
  { "json/names-of-the-schema", OBJECT ("'a b': {'type': 'integer'}, '\\u0022': {'type': 'integer'}", ""),
    "'answer_a_b': 1, 'answer__': 2", "{'a b': 1, '\\\"': 2}", NULL },
  { "json/missing", OBJECT ("'a': {'type': 'string'}, 'b': {'type': 'string'}", "'a', 'b'"), "'answer_a': 'x'", NULL,
    "“answer_b” is missing" },
  { "json/null", TEXT, "'answer_a': null", NULL, "“answer_a” is null" },
  { "json/wrong-type", TEXT, "'answer_a': 1", NULL,
    "answer does not fit its schema: $.a: expected 'string', found number" },
  { "json/breaks-its-schema", OBJECT ("'a': {'type': 'string', 'pattern': '^x'}", "'a'"), "'answer_a': 'y'", NULL,
    "answer does not fit its schema: $.a: it does not match ^x" },

  { "json/integer", INTEGER, "'answer_a': 7", "{'a': 7}", NULL },
  { "json/integer-exponent", INTEGER, "'answer_a': 1e2", "{'a': 1e2}", NULL },
  { "json/integer-20-digits", INTEGER, "'answer_a': 12345678901234567890", "{'a': 12345678901234567890}", NULL },
  { "json/integer-minus-zero", INTEGER, "'answer_a': -0", "{'a': -0}", NULL },
  { "json/integer-as-text", INTEGER, "'answer_a': '7'", NULL,
    "answer does not fit its schema: $.a: expected 'integer', found string" },
  { "json/integer-half", INTEGER, "'answer_a': 7.5", NULL,
    "answer does not fit its schema: $.a: expected 'integer', found number" },
  { "json/number-trailing-zero", NUMBER, "'answer_a': 0.10", "{'a': 0.10}", NULL },
  { "json/number-beyond-double", NUMBER, "'answer_a': 0.1000000000000000055511151231257827",
    "{'a': 0.1000000000000000055511151231257827}", NULL },
  { "json/number-capital-exponent", NUMBER, "'answer_a': -1.50E+05", "{'a': -1.50E+05}", NULL },
  { "json/number-infinite-as-double", NUMBER, "'answer_a': 1e999", "{'a': 1e999}", NULL },
  { "json/boolean", OBJECT ("'a': {'type': 'boolean'}", "'a'"), "'answer_a': false", "{'a': false}", NULL },
  { "json/boolean-as-text", OBJECT ("'a': {'type': 'boolean'}", "'a'"), "'answer_a': 'false'", NULL,
    "answer does not fit its schema: $.a: expected 'boolean', found string" },
  { "json/list", LIST, "'answer_a': [ 'x' , 'y  z' ]", "{'a': ['x','y  z']}", NULL },
  { "json/list-too-short", LIST, "'answer_a': []", NULL,
    "answer does not fit its schema: $.a: 0 is less than the least allowed, 1" },
  { "json/list-as-text", LIST, "'answer_a': 'x, y'", NULL,
    "answer does not fit its schema: $.a: expected 'array', found string" },
  { "json/list-with-a-number", LIST, "'answer_a': ['x', 1]", NULL,
    "answer does not fit its schema: $.a[1]: expected 'string', found number" },
  { "json/enum", OBJECT ("'a': {'enum': ['x', 'y']}", "'a'"), "'answer_a': 'y'", "{'a': 'y'}", NULL },
  { "json/enum-other", OBJECT ("'a': {'enum': ['x', 'y']}", "'a'"), "'answer_a': 'z'", NULL,
    "answer does not fit its schema: $.a: 'z' is not one of ['x','y']" },

  { "json/optional-there", OPTIONAL, "'answer_a': 1, 'answer_b': 'x'", "{'a': 1, 'b': 'x'}", NULL },
  { "json/optional-left-out", OPTIONAL, "'answer_b': 'x'", "{'b': 'x'}", NULL },
  { "json/optional-null", OPTIONAL, "'answer_a': null, 'answer_b': 'x'", "{'b': 'x'}", NULL },
  { "json/optional-last-left-out", OBJECT ("'a': {'type': 'integer'}, 'b': {'type': 'string'}", "'a'"),
    "'answer_a': 1, 'answer_b': null", "{'a': 1}", NULL },
  { "json/optional-wrong-type", OPTIONAL, "'answer_a': 'x', 'answer_b': 'x'", NULL,
    "answer does not fit its schema: $.a: expected 'integer', found string" },
  { "json/all-left-out", OBJECT ("'a': {'type': 'integer'}", ""), "'answer_a': null", "{}", NULL },
  { "json/nullable-null", NULLABLE, "'answer_a': null", "{'a': null}", NULL },
  { "json/nullable-value", NULLABLE, "'answer_a': 5", "{'a': 5}", NULL },
  { "json/nullable-missing", NULLABLE, "'answer_b': 5", NULL, "“answer_a” is missing" },
  { "json/nullable-enum", OBJECT ("'a': {'enum': ['x', null]}", "'a'"), "'answer_a': null", "{'a': null}", NULL },
  { "json/optional-nullable-null", OBJECT ("'a': {'type': ['integer', 'null']}", ""), "'answer_a': null",
    "{'a': null}", NULL },
  { "json/optional-nullable-missing", OBJECT ("'a': {'type': ['integer', 'null']}", ""), "'answer_b': null", "{}",
    NULL },

  { "json/nested", NESTED,
    "'answer_a': 'x', 'answer_p__x': 1, 'answer_p__y': 2, 'answer_q__x': 3, 'answer_z': true",
    "{'a': 'x', 'p': {'x': 1, 'y': 2}, 'q': {'x': 3}, 'z': true}", NULL },
  { "json/nested-optional-left-out", NESTED,
    "'answer_a': '}', 'answer_p__x': null, 'answer_p__y': 2, 'answer_q__x': 3, 'answer_z': true",
    "{'a': '}', 'p': {'y': 2}, 'q': {'x': 3}, 'z': true}", NULL },
  { "json/nested-all-left-out", NESTED, "'answer_a': 'x', 'answer_q__x': 3, 'answer_z': false",
    "{'a': 'x', 'p': {}, 'q': {'x': 3}, 'z': false}", NULL },
  { "json/nested-missing", NESTED, "'answer_a': 'x', 'answer_z': false", NULL, "“answer_q__x” is missing" },
  { "json/nested-wrong", NESTED, "'answer_a': 'x', 'answer_q__x': 'y', 'answer_z': false", NULL,
    "answer does not fit its schema: $.q.x: expected 'integer', found string" },
  { "json/nested-last", OBJECT ("'p': {'type': 'object', 'properties': {'x': {'type': 'integer'}}}", "'p'"),
    "'answer_p__x': 1", "{'p': {'x': 1}}", NULL },

  { "source/json", SOURCE, "'answer_json': '[1,\\n 2.0]'", "[1,\n 2.0]", NULL },
  { "source/json-not-as-text", SOURCE, "'answer_json': [1]", NULL, "“answer_json” is not a text" },
  { "source/json-null", SOURCE, "'answer_json': null", NULL, "“answer_json” is null" },
  { "source/json-empty", SOURCE, "'answer_json': ''", NULL, "answer is empty" },
  { "source/json-broken", SOURCE, "'answer_json': '[1,'", NULL, "answer is not JSON: " },
  { "source/json-in-a-fence", SOURCE, "'answer_json': '```json\\n[1]\\n```'", NULL, "answer is not JSON: " },
  { "source/json-wrong", SOURCE, "'answer_json': '[1, \\'x\\']'", NULL,
    "answer does not fit its schema: $[1]: expected 'integer', found string" },

  { "xml/elements", TICKET, "'answer_topic': 'billing', 'answer_note': 'x y'",
    "<ticket><topic>billing</topic><note>x y</note></ticket>", NULL },
  { "xml/escaped", TICKET, "'answer_topic': 'R&D', 'answer_note': 'a < b & </note> ]]>'",
    "<ticket><topic>R&amp;D</topic><note>a &lt; b &amp; &lt;/note&gt; ]]&gt;</note></ticket>", NULL },
  { "xml/entities-are-text", TICKET, "'answer_topic': 'billing', 'answer_note': '&lt; &#65;'",
    "<ticket><topic>billing</topic><note>&amp;lt; &amp;#65;</note></ticket>", NULL },
  { "xml/lines", TICKET, "'answer_topic': 'billing', 'answer_note': 'a\\n\\tb'",
    "<ticket><topic>billing</topic><note>a\n\tb</note></ticket>", NULL },
  { "xml/empty-element", TICKET, "'answer_topic': 'billing', 'answer_note': ''",
    "<ticket><topic>billing</topic><note></note></ticket>", NULL },
  { "xml/no-label", TICKET, "'answer_topic': 'Billing', 'answer_note': 'x'", NULL,
    "answer: “Billing” is not allowed in <topic>" },
  { "xml/missing", TICKET, "'answer_topic': 'billing'", NULL, "“answer_note” is missing" },
  { "xml/null", TICKET, "'answer_topic': 'billing', 'answer_note': null", NULL, "“answer_note” is null" },
  { "xml/number", TICKET, "'answer_topic': 'billing', 'answer_note': 5", NULL, "“answer_note” is not a text" },
  { "xml/reserved", TICKET, "'answer_topic': 'billing', 'answer_note': 'a dg-wrapper'", NULL,
    "answer is not XML: the element <dg-wrapper> is reserved" },
  { "xml/control-character", TICKET, "'answer_topic': 'billing', 'answer_note': 'a\\u0001'", NULL,
    "answer is not XML: it has a character that XML cannot hold, U+0001" },
  { "xml/no-character", TICKET, "'answer_topic': 'billing', 'answer_note': 'a\\uffff'", NULL,
    "answer is not XML: it has a character that XML cannot hold, U+FFFF" },
  { "xml/side-by-side", "xml <a>x</a><b-c>y</b-c>", "'answer_a': '1', 'answer_b_c': '2'", "<a>1</a><b-c>2</b-c>",
    NULL },

  { "source/xml", XML_SOURCE, "'answer_xml': '<t kind=\\u0027k\\u0027><a>x</a></t>'",
    "<t kind=\x01k\x01><a>x</a></t>", NULL },
  { "source/xml-several", XML_SOURCE, "'answer_xml': '\\n<t/>\\n<t>a</t>'", "\n<t/>\n<t>a</t>", NULL },
  { "source/xml-broken", XML_SOURCE, "'answer_xml': '<t><a>x</t>'", NULL, "answer is not XML: " },
  { "source/xml-open", XML_SOURCE, "'answer_xml': '<t><a>x</a>'", NULL, "answer is not XML: " },
  { "source/xml-comment", XML_SOURCE, "'answer_xml': '<!-- x -->'", NULL, "answer is not XML: it has no element" },
  { "source/xml-control-character-in-attribute", XML_SOURCE, "'answer_xml': '<t k=\\u0027&#8;\\u0027/>'", NULL,
    "answer is not XML: it has a character that XML cannot hold, U+0008" },
  { "source/xml-control-character-in-comment", XML_SOURCE, "'answer_xml': '<t/><!-- \\u0008 -->'", NULL,
    "answer is not XML: it has a character that XML cannot hold, U+0008" },
  { "source/xml-words", XML_SOURCE, "'answer_xml': 'no element'", NULL,
    "answer: the text “no element” is in no element" },
  { "source/xml-words-around", XML_SOURCE, "'answer_xml': 'Here it is: <t/>'", NULL,
    "answer: the text “Here it is:” is in no element" },
  { "source/xml-in-a-fence", XML_SOURCE, "'answer_xml': '```xml\\n<t/>\\n```'", NULL,
    "answer: the text “```xml” is in no element" },
  { "source/xml-out-of-the-wrapper", XML_SOURCE, "'answer_xml': '</dg-wrapper><dg-wrapper>'", NULL,
    "answer is not XML: the element <dg-wrapper> is reserved" },
  { "source/xml-control-character", XML_SOURCE, "'answer_xml': '<t>&#8;</t>'", NULL,
    "answer is not XML: it has a character that XML cannot hold, U+0008" },
  { "source/xml-number", XML_SOURCE, "'answer_xml': 5", NULL, "“answer_xml” is not a text" },
};
/* clang-format on */

static gboolean
compose (DgRecordFormat *format, const char *quoted, gint64 *line, char **input, char **answer, GError **error)
{
  g_autofree char *text = quote (quoted);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, -1, NULL, &local_error);

  g_assert_no_error (local_error);

  return dg_record_format_compose (format, dg_json_document_get_root (document), line, input, answer, error);
}

/* In answers ' stands for " and U+0001 for '. */
static void
assert_answer (const char *answer, const char *quoted)
{
  g_autofree char *expected = g_strdelimit (quote (quoted), "\x01", '\'');

  g_assert_cmpstr (answer, ==, expected);
}

static void
test_composition (gconstpointer data)
{
  const Composition *test = data;
  g_autoptr (DgRecordFormat) format = make_record_format ("text", test->format);
  g_autofree char *record = g_strdup_printf ("{'n': 3, 'input': 'question', %s}", test->fields);
  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *message = test->error != NULL ? quote (test->error) : NULL;
  g_autoptr (GError) error = NULL;
  gint64 line = 0;
  gboolean good = compose (format, record, &line, &input, &answer, &error) &&
                  dg_record_format_validate (format, input, answer, &error);

  g_assert_cmpint (line, ==, 3);
  if (message == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (good);
      g_assert_cmpstr (input, ==, "question");
      assert_answer (answer, test->answer);
      return;
    }

  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD);
  g_assert_false (good);
  if (!g_str_has_suffix (message, ": ") || !g_str_has_prefix (error->message, message))
    g_assert_cmpstr (error->message, ==, message);
}

/* --- inputs --- */

typedef struct
{
  const char *name;
  const char *format;
  const char *fields;
  const char *input; /* or the error */
  gboolean good;
} Input;

/* clang-format off */
static const Input inputs[] = {
  { "text", "text", "'input': 'x'", "x", TRUE },
  { "text-missing", "text", "'input_text': 'x'", "“input” is missing", FALSE },
  { "text-null", "text", "'input': null", "“input” is null", FALSE },
  { "text-number", "text", "'input': 7", "“input” is not a text", FALSE },
  { "text-blank", "text", "'input': '\\n'", "input is empty", FALSE },
  { "json", OBJECT ("'text': {'type': 'string'}, 'n': {'type': 'integer'}", "'text', 'n'"),
    "'input_text': 'x', 'input_n': 0.10e1", "{'text': 'x', 'n': 0.10e1}", TRUE },
  { "json-wrong", INTEGER, "'input_a': true",
    "input does not fit its schema: $.a: expected 'integer', found boolean", FALSE },
  { "json-missing", INTEGER, "'answer_a': 1", "“input_a” is missing", FALSE },
  { "xml", TICKET, "'input_topic': 'billing', 'input_note': 'x'",
    "<ticket><topic>billing</topic><note>x</note></ticket>", TRUE },
  { "xml-wrong", TICKET, "'input_topic': 'x', 'input_note': 'x'", "input: “x” is not allowed in <topic>", FALSE },
  { "json-source", SOURCE, "'input_json': '[]'", "[]", TRUE },
};
/* clang-format on */

static void
test_input (gconstpointer data)
{
  const Input *test = data;
  g_autoptr (DgRecordFormat) format = make_record_format (test->format, "text");
  g_autofree char *record = g_strdup_printf ("{'answer_text': 'yes', %s}", test->fields);
  g_autofree char *expected = quote (test->input);
  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 line;

  g_assert_true ((compose (format, record, &line, &input, &answer, &error) &&
                  dg_record_format_validate (format, input, answer, &error)) == test->good);
  g_assert_cmpstr (test->good ? input : error->message, ==, expected);
  if (test->good)
    g_assert_cmpstr (answer, ==, "yes");
}

/* --- the number of the line --- */

static void
assert_line (const char *record, gint64 expected)
{
  g_autoptr (DgRecordFormat) format = make_record_format ("text", "text");
  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 line = 77;

  g_assert_true (compose (format, record, &line, &input, &answer, &error));
  g_assert_no_error (error);
  g_assert_cmpint (line, ==, expected);
}

static void
test_line (void)
{
  assert_line ("{'n': 12, 'input': 'x', 'answer_text': 'y'}", 12);
}

static void
test_line_missing (void)
{
  assert_line ("{'input': 'x', 'answer_text': 'y'}", 0);
}

static void
test_line_as_text (void)
{
  assert_line ("{'n': '12', 'input': 'x', 'answer_text': 'y'}", 0);
}

static void
test_line_half (void)
{
  assert_line ("{'n': 1.5, 'input': 'x', 'answer_text': 'y'}", 0);
}

static void
test_line_negative (void)
{
  assert_line ("{'n': -3, 'input': 'x', 'answer_text': 'y'}", -3);
}

static void
test_line_large (void)
{
  assert_line ("{'n': 12345678901234567890, 'input': 'x', 'answer_text': 'y'}", 0);
}

static void
test_no_record (gconstpointer data)
{
  g_autoptr (DgRecordFormat) format = make_record_format ("text", "text");
  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 line = 77;

  g_assert_false (compose (format, data, &line, &input, &answer, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD);
  g_assert_cmpstr (error->message, ==, "A record is not an object");
  g_assert_cmpint (line, ==, 0);
  g_assert_null (input);
  g_assert_null (answer);
}

static void
test_references (void)
{
  DgRecordFormat *format = make_record_format ("text", "label a|b");

  g_assert_true (dg_record_format_ref (format) == format);
  dg_record_format_unref (format);
  g_assert_cmpuint (dg_format_get_kind (dg_record_format_get_input (format)), ==, DG_FORMAT_TEXT);
  g_assert_cmpuint (dg_format_get_kind (dg_record_format_get_answer (format)), ==, DG_FORMAT_LABEL);
  dg_record_format_unref (format);
}

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (compositions); i++)
    {
      g_autofree char *path = g_strconcat ("/record-compose/answer/", compositions[i].name, NULL);

      g_test_add_data_func (path, &compositions[i], test_composition);
    }
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autofree char *path = g_strconcat ("/record-compose/input/", inputs[i].name, NULL);

      g_test_add_data_func (path, &inputs[i], test_input);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_tables ();
  g_test_add_func ("/record-compose/line/there", test_line);
  g_test_add_func ("/record-compose/line/missing", test_line_missing);
  g_test_add_func ("/record-compose/line/text", test_line_as_text);
  g_test_add_func ("/record-compose/line/half", test_line_half);
  g_test_add_func ("/record-compose/line/negative", test_line_negative);
  g_test_add_func ("/record-compose/line/large", test_line_large);
  g_test_add_data_func ("/record-compose/no-record/list", "[1]", test_no_record);
  g_test_add_data_func ("/record-compose/no-record/text", "'x'", test_no_record);
  g_test_add_data_func ("/record-compose/no-record/null", "null", test_no_record);
  g_test_add_func ("/record-compose/references", test_references);

  return g_test_run ();
}
