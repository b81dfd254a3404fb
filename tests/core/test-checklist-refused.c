/* test-checklist-refused.c: requirements files that are not read, and what they are told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "quotes.h"

#include "dg-checklist.h"
#include "dg-json-schema.h"

typedef struct
{
  const char *name;
  const char *text;    /* ' stands for " */
  int code;            /* of the group's domain */
  const char *message; /* how it starts: the place first */
} Refused;

#define EMPTY DG_CHECKLIST_ERROR_EMPTY
#define UNKNOWN DG_CHECKLIST_ERROR_UNKNOWN_MEMBER
#define TYPE DG_CHECKLIST_ERROR_TYPE
#define VALUE DG_CHECKLIST_ERROR_VALUE

/* clang-format off */
static const Refused refused[] = {
  /* the whole */
  { "empty-object", "{}", EMPTY, "There are no requirements in it" },
  { "array", "[]", TYPE, "$: expected object, found array" },
  { "string", "'task'", TYPE, "$: expected object, found string" },
  { "null", "null", TYPE, "$: expected object, found null" },
  { "unknown-member", "{'task': 'a', 'tasks': 'b'}", UNKNOWN,
    "$.tasks: requirements have no member of this name; they have role_persona, task, diversity, realism, edge_cases, "
    "constraints, input_format, output_format, dataset_format, labels, input_schema, output_schema, dimensions" },
  { "unknown-member-odd-name", "{'a task': 1}", UNKNOWN, "$[\"a task\"]: requirements have no member" },
  { "item-of-other-case", "{'Task': 'a'}", UNKNOWN, "$.Task: " },
  /* items */
  { "item-number", "{'task': 1}", TYPE, "$.task: expected a text or an object with “parts”, found number" },
  { "item-null", "{'realism': null}", TYPE, "$.realism: expected a text or an object with “parts”, found null" },
  { "item-array", "{'task': ['a']}", TYPE, "$.task: expected a text or an object with “parts”, found array" },
  { "item-true", "{'task': true}", TYPE, "$.task: expected a text or an object with “parts”, found boolean" },
  { "item-empty", "{'task': ''}", VALUE, "$.task: the text is empty; leave the member out, or write @model" },
  { "item-blank", "{'task': ' \\n\\t '}", VALUE, "$.task: the text is empty" },
  { "item-unknown-member", "{'task': {'goal': 'a'}}", UNKNOWN, "$.task.goal: an item has only “state” and “parts”" },
  { "state-unknown", "{'task': {'state': 'done'}}", VALUE,
    "$.task.state: a state is one of missing, proposed, confirmed" },
  { "state-number", "{'task': {'state': 2}}", VALUE, "$.task.state: a state is one of" },
  { "state-null", "{'task': {'parts': {}, 'state': null}}", VALUE, "$.task.state: a state is one of" },
  { "parts-string", "{'task': {'parts': 'a'}}", TYPE, "$.task.parts: expected object, found string" },
  { "parts-array", "{'task': {'parts': ['a']}}", TYPE, "$.task.parts: expected object, found array" },
  /* parts */
  { "sources-unknown", "{'task': {'parts': {'goal': {'value': 'a', 'sources': ['me']}}}}", VALUE,
    "$.task.parts.goal.sources[0]: a source is one of prompt, conversation, hand, model" },
  { "sources-too-few", "{'task': {'parts': {'goal': {'value': 'a\\nb', 'sources': ['hand']}}}}", VALUE,
    "$.task.parts.goal.sources: “sources” needs one for each line of the value" },
  { "part-unknown", "{'task': {'parts': {'gaol': 'a'}}}", UNKNOWN,
    "$.task.parts.gaol: task has no part of this name; its parts are goal, interactions, use_case" },
  { "part-of-other-item", "{'task': {'parts': {'goal': 'a', 'tone': 'b'}}}", UNKNOWN, "$.task.parts.tone: task has no" },
  { "part-number", "{'task': {'parts': {'goal': 1}}}", TYPE, "$.task.parts.goal: expected object, found number" },
  { "part-null", "{'task': {'parts': {'goal': null}}}", TYPE, "$.task.parts.goal: expected object, found null" },
  { "part-array", "{'task': {'parts': {'goal': []}}}", TYPE, "$.task.parts.goal: expected object, found array" },
  { "part-empty", "{'task': {'parts': {'goal': ''}}}", VALUE, "$.task.parts.goal: the text is empty" },
  { "part-no-value", "{'task': {'parts': {'goal': {}}}}", TYPE, "$.task.parts.goal: “value” is missing" },
  { "part-only-source", "{'task': {'parts': {'goal': {'source': 'hand'}}}}", TYPE,
    "$.task.parts.goal: “value” is missing" },
  { "part-unknown-member", "{'task': {'parts': {'goal': {'value': 'a', 'from': 'b'}}}}", UNKNOWN,
    "$.task.parts.goal.from: a part has only “value” and “source”" },
  { "part-value-number", "{'task': {'parts': {'goal': {'value': 1}}}}", TYPE,
    "$.task.parts.goal.value: expected string, found number" },
  { "part-value-null", "{'task': {'parts': {'goal': {'value': null}}}}", TYPE,
    "$.task.parts.goal.value: expected string, found null" },
  { "part-value-blank", "{'task': {'parts': {'goal': {'value': ' '}}}}", VALUE,
    "$.task.parts.goal.value: the text is empty" },
  { "part-source-unknown", "{'task': {'parts': {'goal': {'value': 'a', 'source': 'me'}}}}", VALUE,
    "$.task.parts.goal.source: a source is one of prompt, conversation, hand, model" },
  { "part-source-number", "{'task': {'parts': {'goal': {'source': 0, 'value': 'a'}}}}", VALUE,
    "$.task.parts.goal.source: a source is one of" },
  { "conflict-empty", "{'task': {'parts': {'goal': {'value': 'a', 'conflict': ''}}}}", VALUE,
    "$.task.parts.goal.conflict: the text is empty" },
  { "conflict-null", "{'task': {'parts': {'goal': {'conflict': null, 'value': 'a'}}}}", TYPE,
    "$.task.parts.goal.conflict: expected string, found null" },
  { "conflict-alone", "{'task': {'parts': {'goal': {'conflict': 'a'}}}}", TYPE,
    "$.task.parts.goal: “value” is missing" },
  /* the format of the file */
  { "format-unknown", "{'dataset_format': 'xml'}", VALUE,
    "$.dataset_format: “xml” is not a file format; use jsonl or csv" },
  { "format-unknown-part", "{'dataset_format': {'parts': {'format': 'json'}}}", VALUE,
    "$.dataset_format.parts.format: “json” is not a file format" },
  { "format-unknown-value", "{'dataset_format': {'parts': {'format': {'value': 'tsv'}}}}", VALUE,
    "$.dataset_format.parts.format.value: “tsv” is not a file format" },
  /* labels */
  { "labels-string", "{'labels': 'a, b'}", TYPE, "$.labels: expected array, found string" },
  { "labels-object", "{'labels': {'a': 1}}", TYPE, "$.labels: expected array, found object" },
  { "labels-none", "{'labels': []}", VALUE, "$.labels: a label set has 2 to 500 labels, this one has 0" },
  { "labels-one", "{'labels': ['a']}", VALUE, "$.labels: a label set has 2 to 500 labels, this one has 1" },
  { "labels-number", "{'labels': ['a', 1]}", TYPE, "$.labels[1]: expected string, found number" },
  { "labels-null", "{'labels': [null, 'a']}", TYPE, "$.labels[0]: expected string, found null" },
  { "labels-empty", "{'labels': ['a', 'b', '']}", VALUE, "$.labels[2]: the text is empty" },
  { "labels-twice", "{'labels': ['a', 'b', 'a']}", VALUE, "$.labels[2]: the label “a” is there twice" },
  { "labels-twice-but-for-blanks", "{'labels': ['a', 'b', ' b\\n']}", VALUE,
    "$.labels[2]: the label “b” is there twice" },
  /* dimensions */
  { "dimensions-object", "{'dimensions': {'tone': ['a']}}", TYPE, "$.dimensions: expected array, found object" },
  { "dimension-string", "{'dimensions': ['tone']}", TYPE, "$.dimensions[0]: expected object, found string" },
  { "dimension-no-name", "{'dimensions': [{'values': ['a']}]}", TYPE,
    "$.dimensions[0]: a dimension has a “name” and “values”" },
  { "dimension-no-values", "{'dimensions': [{'name': 'a', 'values': ['b']}, {'name': 'tone'}]}", TYPE,
    "$.dimensions[1]: a dimension has a “name” and “values”" },
  { "dimension-name-number", "{'dimensions': [{'name': 1, 'values': ['a']}]}", TYPE,
    "$.dimensions[0].name: expected string, found number" },
  { "dimension-name-blank", "{'dimensions': [{'name': ' ', 'values': ['a']}]}", VALUE,
    "$.dimensions[0].name: the text is empty" },
  { "dimension-values-string", "{'dimensions': [{'name': 'a', 'values': 'b'}]}", TYPE,
    "$.dimensions[0].values: expected array, found string" },
  { "dimension-values-none", "{'dimensions': [{'name': 'a', 'values': []}]}", VALUE,
    "$.dimensions[0].values: a dimension has 1 to 200 values" },
  { "dimension-unknown-member", "{'dimensions': [{'name': 'a', 'values': ['b'], 'weights': [1]}]}", UNKNOWN,
    "$.dimensions[0].weights: there is no member of this name here; there are only name, values" },
  { "dimension-twice", "{'dimensions': [{'name': 'a', 'values': ['b']}, {'name': ' a', 'values': ['c']}]}", VALUE,
    "$.dimensions[1].name: the dimension “a” is there twice" },
  { "value-number", "{'dimensions': [{'name': 'a', 'values': ['b', 2]}]}", TYPE,
    "$.dimensions[0].values[1]: expected object, found number" },
  { "value-empty", "{'dimensions': [{'name': 'a', 'values': ['']}]}", VALUE,
    "$.dimensions[0].values[0]: the text is empty" },
  { "value-no-value", "{'dimensions': [{'name': 'a', 'values': [{'weight': 1}]}]}", TYPE,
    "$.dimensions[0].values[0]: “value” is missing" },
  { "value-value-number", "{'dimensions': [{'name': 'a', 'values': [{'value': 1}]}]}", TYPE,
    "$.dimensions[0].values[0].value: expected string, found number" },
  { "value-unknown-member", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'wieght': 2}]}]}", UNKNOWN,
    "$.dimensions[0].values[0].wieght: there is no member of this name here; there are only value, weight" },
  { "value-twice", "{'dimensions': [{'name': 'a', 'values': ['b', 'c', {'value': 'b', 'weight': 2}]}]}", VALUE,
    "$.dimensions[0].values[2].value: the value “b” is there twice" },
  { "weight-string", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'weight': '2'}]}]}", TYPE,
    "$.dimensions[0].values[0].weight: expected number, found string" },
  { "weight-null", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'weight': null}]}]}", TYPE,
    "$.dimensions[0].values[0].weight: expected number, found null" },
  { "weight-zero", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'weight': 0}]}]}", VALUE,
    "$.dimensions[0].values[0].weight: a weight is a number above 0, at most 1000000" },
  { "weight-negative", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'weight': -1}]}]}", VALUE,
    "$.dimensions[0].values[0].weight: a weight is" },
  { "weight-too-small-to-count", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'weight': 1e-999}]}]}", VALUE,
    "$.dimensions[0].values[0].weight: a weight is" },
  { "weight-large", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'weight': 1000001}]}]}", VALUE,
    "$.dimensions[0].values[0].weight: a weight is" },
  { "weight-infinite", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'weight': 1e999}]}]}", VALUE,
    "$.dimensions[0].values[0].weight: a weight is" },
  { "kind-unknown", "{'dimensions': [{'name': 'a', 'kind': 'Tone', 'values': ['b']}]}", VALUE,
    "$.dimensions[0].kind: a kind is one of other, answer, topic, intent, tone, difficulty, form, language, edge" },
  { "kind-number", "{'dimensions': [{'name': 'a', 'kind': 1, 'values': ['b']}]}", TYPE,
    "$.dimensions[0].kind: expected string, found number" },
  { "ways-string", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'ways': 'c'}]}]}", TYPE,
    "$.dimensions[0].values[0].ways: expected array, found string" },
  { "way-number", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'ways': ['c', 1]}]}]}", TYPE,
    "$.dimensions[0].values[0].ways[1]: expected string, found number" },
  { "way-blank", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'ways': [' ']}]}]}", VALUE,
    "$.dimensions[0].values[0].ways[0]: the text is empty" },
  { "value-id", "{'dimensions': [{'name': 'a', 'values': [{'value': 'b', 'id': 1}]}]}", UNKNOWN,
    "$.dimensions[0].values[0].id: there is no member" },
  /* limits */
  { "limits-object", "{'limits': {'max_words': 60}}", TYPE, "$.limits: expected array, found object" },
  { "limit-string", "{'limits': ['60 words']}", TYPE, "$.limits[0]: expected object, found string" },
  { "limit-no-column", "{'limits': [{'check': 'present', 'value': 'a'}]}", TYPE,
    "$.limits[0]: a limit has a “column”, a “check” and a “value”" },
  { "limit-no-value", "{'limits': [{'check': 'present', 'column': 'input'}]}", TYPE, "$.limits[0]: a limit has" },
  { "limit-unknown-member", "{'limits': [{'column': 'input', 'check': 'present', 'value': 'a', 'share': 50}]}", UNKNOWN,
    "$.limits[0].share: there is no member of this name here; there are only column, check, value" },
  { "limit-column-unknown", "{'limits': [{'column': 'output', 'check': 'present', 'value': 'a'}]}", VALUE,
    "$.limits[0].column: a column is input or answer" },
  { "limit-check-unknown", "{'limits': [{'column': 'input', 'check': 'words', 'value': 'a'}]}", VALUE,
    "$.limits[0].check: a check is one of max_words, min_words, max_characters, min_characters, present, absent, "
    "matches" },
  { "limit-check-none", "{'limits': [{'column': 'input', 'check': 'none', 'value': 'a'}]}", VALUE,
    "$.limits[0].check: a check is one of" },
  { "limit-value-number", "{'limits': [{'column': 'input', 'check': 'max_words', 'value': 60}]}", TYPE,
    "$.limits[0].value: expected string, found number" },
  { "limit-value-no-number", "{'limits': [{'column': 'input', 'check': 'max_words', 'value': '60 words'}]}", VALUE,
    "$.limits[0].value: max_words needs a number from 1 on, not “60 words”" },
  { "limit-value-no-regex", "{'limits': [{'column': 'input', 'check': 'matches', 'value': '['}]}", VALUE,
    "$.limits[0].value: “[” is not a regular expression: " },
  /* schemas that are none */
  { "input-schema-string", "{'input_schema': '{}'}", TYPE, "$.input_schema: expected object, found string" },
  { "output-schema-boolean", "{'output_schema': true}", TYPE, "$.output_schema: expected object, found boolean" },
  { "output-schema-null", "{'output_schema': null}", TYPE, "$.output_schema: expected object, found null" },
};

static const Refused bad_schemas[] = {
  { "type", "{'output_schema': {'type': 'text'}}", DG_JSON_SCHEMA_ERROR_INVALID,
    "The schema is wrong at $.output_schema.type: expected the name of a type" },
  { "nested", "{'input_schema': {'properties': {'a b': {'items': {'minLength': '1'}}}}}", DG_JSON_SCHEMA_ERROR_INVALID,
    "The schema is wrong at $.input_schema.properties[\"a b\"].items.minLength: expected a whole number from 0" },
  { "unsupported", "{'output_schema': {'anyOf': [{}, {'$ref': '#/x'}]}}", DG_JSON_SCHEMA_ERROR_UNSUPPORTED,
    "The schema uses “$ref” (at $.output_schema.anyOf[1][\"$ref\"]), which cannot be checked here" },
};

static const Refused no_json[] = {
  { "nothing", "", DG_JSON_ERROR_SYNTAX, "" },
  { "cut-off", "{'task': 'a'", DG_JSON_ERROR_SYNTAX, "" },
  { "comment", "{'task': 'a'} // b", DG_JSON_ERROR_SYNTAX, "" },
  { "member-twice", "{'task': 'a', 'task': 'b'}", DG_JSON_ERROR_DUPLICATE_KEY, "" },
  { "nul", "{'task': 'a\\u0000b'}", DG_JSON_ERROR_NUL, "" },
  { "latin-1", "{'task': 'Gr\xF6\xDF" "e'}", DG_JSON_ERROR_ENCODING, "" },
};
/* clang-format on */

static void
assert_refused (const char *text, GQuark domain, int code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (text, -1, &error);

  g_assert_null (checklist);
  g_assert_error (error, domain, code);
  if (!g_str_has_prefix (error->message, message))
    g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (gconstpointer data)
{
  const Refused *test = data;
  g_autofree char *text = quote (test->text);

  assert_refused (text, DG_CHECKLIST_ERROR, test->code, test->message);
}

static void
test_bad_schema (gconstpointer data)
{
  const Refused *test = data;
  g_autofree char *text = quote (test->text);

  assert_refused (text, DG_JSON_SCHEMA_ERROR, test->code, test->message);
}

static void
test_no_json (gconstpointer data)
{
  const Refused *test = data;
  g_autofree char *text = quote (test->text);

  assert_refused (text, DG_JSON_ERROR, test->code, test->message);
}

/* `['0','1',…]` with each element written by @format. */
static char *
make_list (const char *start, const char *element, guint length, const char *end)
{
  g_autoptr (GString) text = g_string_new (start);

  for (guint i = 0; i < length; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_auto (GStrv) around = g_strsplit (element, "#", 2);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "," : "", around[0], number, around[1]);
    }
  g_string_append (text, end);

  return g_strdelimit (g_strdup (text->str), "'", '"');
}

static void
assert_limit (const char *start, const char *element, guint most, const char *end, const char *message)
{
  g_autofree char *full = make_list (start, element, most, end);
  g_autofree char *too_full = make_list (start, element, most + 1, end);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (full, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (checklist);
  assert_refused (too_full, DG_CHECKLIST_ERROR, VALUE, message);
}

static void
test_too_many_labels (void)
{
  assert_limit ("{'labels':[", "'#'", 500, "]}", "$.labels: a label set has 2 to 500 labels, this one has 501");
}

static void
test_too_many_dimensions (void)
{
  assert_limit ("{'dimensions':[", "{'name':'#','values':['a']}", 20, "]}",
                "$.dimensions: there are at most 20 dimensions");
}

static void
test_too_many_values (void)
{
  assert_limit ("{'dimensions':[{'name':'a','values':[", "'#'", 200, "]}]}",
                "$.dimensions[0].values: a dimension has 1 to 200 values");
}

static void
test_too_many_ways (void)
{
  assert_limit ("{'dimensions':[{'name':'a','values':[{'value':'b','ways':[", "'#'", 16, "]}]}]}",
                "$.dimensions[0].values[0].ways: a value has at most 16 ways");
}

static void
test_too_many_limits (void)
{
  assert_limit ("{'limits':[", "{'column':'input','check':'absent','value':'#'}", 64, "]}",
                "$.limits: there are at most 64 limits");
}

static void
test_too_large (void)
{
  g_autofree char *filler = g_strnfill (4 * 1024 * 1024 - 12, ' ');
  g_autofree char *full = g_strdup_printf ("{\"task\":\"a\"%s}", filler);
  g_autofree char *too_full = g_strdup_printf ("{\"task\":\"a\"%s }", filler);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (full, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (checklist);
  assert_refused (too_full, DG_JSON_ERROR, DG_JSON_ERROR_TOO_LARGE, "");
}

static void
test_too_long (void)
{
  g_autofree char *filler = g_strnfill (DG_CHECKLIST_MAX_VALUE, 'a');
  g_autofree char *full = g_strdup_printf ("{\"task\":\" %s \"}", filler);
  g_autofree char *too_full = g_strdup_printf ("{\"task\":\"%sa\"}", filler);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (full, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_TASK, 0), ==, filler);
  assert_refused (too_full, DG_CHECKLIST_ERROR, VALUE, "$.task: the text has 8193 bytes, at most 8192 are allowed");
}

static void
test_too_deep (void)
{
  g_autofree char *opening = g_strnfill (100000, '[');

  assert_refused (opening, DG_JSON_ERROR, DG_JSON_ERROR_TOO_DEEP, "");
}

static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json ("{\"task\":\"a\"}, and more", 12, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_TASK, 0), ==, "a");
}

/* Nobody who only asks whether it can be read wants a warning. */
static void
test_without_error (void)
{
  g_assert_null (dg_checklist_new_from_json ("{\"task\":1}", -1, NULL));
  g_assert_null (dg_checklist_new_from_json ("{}", -1, NULL));
}

static void
add_table (const char *group, const Refused *table, guint length, GTestDataFunc test)
{
  for (guint i = 0; i < length; i++)
    {
      g_autofree char *path = g_strdup_printf ("/checklist-refused/%s/%s", group, table[i].name);

      g_test_add_data_func (path, &table[i], test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_table ("checklist", refused, G_N_ELEMENTS (refused), test_refused);
  add_table ("schema", bad_schemas, G_N_ELEMENTS (bad_schemas), test_bad_schema);
  add_table ("json", no_json, G_N_ELEMENTS (no_json), test_no_json);
  g_test_add_func ("/checklist-refused/limits/labels", test_too_many_labels);
  g_test_add_func ("/checklist-refused/limits/dimensions", test_too_many_dimensions);
  g_test_add_func ("/checklist-refused/limits/dimension-values", test_too_many_values);
  g_test_add_func ("/checklist-refused/limits/ways", test_too_many_ways);
  g_test_add_func ("/checklist-refused/limits/limits", test_too_many_limits);
  g_test_add_func ("/checklist-refused/limits/bytes", test_too_large);
  g_test_add_func ("/checklist-refused/limits/value", test_too_long);
  g_test_add_func ("/checklist-refused/limits/depth", test_too_deep);
  g_test_add_func ("/checklist-refused/length", test_length);
  g_test_add_func ("/checklist-refused/without-error", test_without_error);

  return g_test_run ();
}
