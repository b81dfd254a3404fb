/* test-json-schema.c: what a schema accepts and what it says about the rest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "quotes.h"

#include "dg-json-schema.h"

typedef struct
{
  const char *name;
  const char *schema;  /* ' stands for " */
  const char *value;   /* likewise */
  const char *problem; /* likewise; NULL where the value is as it should be */
} Check;

#define TWO_SHAPES "[{'type': 'integer'}, {'type': 'number', 'minimum': 5}]"

/* clang-format off */
static const Check checks[] = {
  { "nothing/anything", "{}", "[1, null]", NULL },
  { "true/anything", "true", "1", NULL },
  { "false/nothing", "false", "1", "$: nothing is allowed here" },

  { "type/null", "{'type': 'null'}", "null", NULL },
  { "type/null-not-0", "{'type': 'null'}", "0", "$: expected 'null', found number" },
  { "type/boolean", "{'type': 'boolean'}", "false", NULL },
  { "type/boolean-not-text", "{'type': 'boolean'}", "'true'", "$: expected 'boolean', found string" },
  { "type/string", "{'type': 'string'}", "''", NULL },
  { "type/string-not-null", "{'type': 'string'}", "null", "$: expected 'string', found null" },
  { "type/number", "{'type': 'number'}", "-1.5e3", NULL },
  { "type/number-not-text", "{'type': 'number'}", "'1'", "$: expected 'number', found string" },
  { "type/integer", "{'type': 'integer'}", "-7", NULL },
  { "type/integer-beyond-64-bits", "{'type': 'integer'}", "12345678901234567890", NULL },
  { "type/integer-as-fraction", "{'type': 'integer'}", "7.0", NULL },
  { "type/integer-as-exponent", "{'type': 'integer'}", "1e2", NULL },
  { "type/integer-not-half", "{'type': 'integer'}", "7.5", "$: expected 'integer', found number" },
  { "type/integer-not-text", "{'type': 'integer'}", "'7'", "$: expected 'integer', found string" },
  { "type/integer-not-infinite", "{'type': 'integer'}", "1e999", "$: expected 'integer', found number" },
  { "type/array", "{'type': 'array'}", "[]", NULL },
  { "type/array-not-object", "{'type': 'array'}", "{}", "$: expected 'array', found object" },
  { "type/object", "{'type': 'object'}", "{'a': 1}", NULL },
  { "type/object-not-array", "{'type': 'object'}", "[1]", "$: expected 'object', found array" },
  { "type/list-first", "{'type': ['string', 'null']}", "'a'", NULL },
  { "type/list-last", "{'type': ['string', 'null']}", "null", NULL },
  { "type/list-neither", "{'type': ['string', 'null']}", "1", "$: expected ['string','null'], found number" },
  { "type/list-integer", "{'type': ['integer', 'null']}", "0.5", "$: expected ['integer','null'], found number" },

  { "enum/first", "{'enum': ['a', 'b']}", "'a'", NULL },
  { "enum/last", "{'enum': ['a', null]}", "null", NULL },
  { "enum/number-by-value", "{'enum': [1, 2]}", "2.0", NULL },
  { "enum/object-by-value", "{'enum': [{'a': 1, 'b': 2}]}", "{'b': 2, 'a': 1}", NULL },
  { "enum/other", "{'enum': ['a', 'b']}", "'c'", "$: 'c' is not one of ['a','b']" },
  { "enum/other-case", "{'enum': ['a', 'b']}", "'A'", "$: 'A' is not one of ['a','b']" },
  { "enum/text-for-number", "{'enum': [1]}", "'1'", "$: '1' is not one of [1]" },
  { "enum/large-numbers", "{'enum': [12345678901234567890]}", "12345678901234567891",
    "$: 12345678901234567891 is not one of [12345678901234567890]" },

  { "const/same", "{'const': [1, 'a']}", "[1.0, 'a']", NULL },
  { "const/null", "{'const': null}", "null", NULL },
  { "const/other", "{'const': {'a': [1]}}", "{'a': [1, 2]}", "$: expected {'a':[1]}" },
  { "const/false-not-0", "{'const': false}", "0", "$: expected false" },

  { "properties/right", "{'properties': {'a': {'type': 'string'}}}", "{'a': 'x'}", NULL },
  { "properties/absent", "{'properties': {'a': {'type': 'string'}}}", "{}", NULL },
  { "properties/wrong", "{'properties': {'a': {'type': 'string'}}}", "{'b': 1, 'a': 2}",
    "$.a: expected 'string', found number" },
  { "properties/other-may-be", "{'properties': {'a': {}}}", "{'b': 1}", NULL },
  { "properties/not-an-object", "{'properties': {'a': {'type': 'string'}}}", "1", NULL },
  { "properties/false", "{'properties': {'a': false}}", "{'a': 1}", "$.a: nothing is allowed here" },
  { "properties/odd-name", "{'properties': {'a b': {'type': 'null'}}}", "{'a b': 1}",
    "$['a b']: expected 'null', found number" },
  { "properties/escaped-name", "{'properties': {'\\u0061': {'type': 'null'}}}", "{'a': 1}",
    "$.a: expected 'null', found number" },

  { "required/there", "{'required': ['a', 'b']}", "{'b': null, 'a': null}", NULL },
  { "required/missing", "{'required': ['a', 'b']}", "{'a': 1}", "$: “b” is missing" },
  { "required/nested", "{'properties': {'x': {'required': ['y']}}}", "{'x': {}}", "$.x: “y” is missing" },
  { "required/not-an-object", "{'required': ['a']}", "[]", NULL },
  { "required/none", "{'required': []}", "{}", NULL },

  { "additionalProperties/none", "{'additionalProperties': false}", "{}", NULL },
  { "additionalProperties/known", "{'properties': {'a': {}}, 'additionalProperties': false}", "{'a': 1}", NULL },
  { "additionalProperties/unknown", "{'properties': {'a': {}}, 'additionalProperties': false}", "{'a': 1, 'b': 2}",
    "$.b: the schema has no member of this name" },
  { "additionalProperties/without-properties", "{'additionalProperties': false}", "{'b': 2}",
    "$.b: the schema has no member of this name" },
  { "additionalProperties/true", "{'additionalProperties': true}", "{'b': 2}", NULL },
  { "additionalProperties/schema-right", "{'additionalProperties': {'type': 'integer'}}", "{'b': 2}", NULL },
  { "additionalProperties/schema-wrong", "{'additionalProperties': {'type': 'integer'}}", "{'b': 'x'}",
    "$.b: expected 'integer', found string" },

  { "items/right", "{'items': {'type': 'integer'}}", "[1, 2]", NULL },
  { "items/empty", "{'items': {'type': 'integer'}}", "[]", NULL },
  { "items/wrong", "{'items': {'type': 'integer'}}", "[1, 'x', 'y']", "$[1]: expected 'integer', found string" },
  { "items/false", "{'items': false}", "[1]", "$[0]: nothing is allowed here" },
  { "items/not-an-array", "{'items': {'type': 'integer'}}", "{'a': 'b'}", NULL },

  { "minItems/enough", "{'minItems': 2}", "[1, 2]", NULL },
  { "minItems/few", "{'minItems': 2}", "[1]", "$: 1 is less than the least allowed, 2" },
  { "minItems/text", "{'minItems': 2}", "'a'", NULL },
  { "maxItems/full", "{'maxItems': 2}", "[1, 2]", NULL },
  { "maxItems/many", "{'maxItems': 2}", "[1, 2, 3]", "$: 3 is more than the most allowed, 2" },
  { "maxItems/object", "{'maxItems': 0}", "{'a': 1}", NULL },
  { "uniqueItems/different", "{'uniqueItems': true}", "[1, '1', [1], {'a': 1}, {'a': 2}]", NULL },
  { "uniqueItems/same", "{'uniqueItems': true}", "[1, 2, 1.0]", "$[2]: it is in the list twice" },
  { "uniqueItems/same-objects", "{'uniqueItems': true}", "[{'a': 1, 'b': 2}, {'b': 2, 'a': 1}]",
    "$[1]: it is in the list twice" },
  { "uniqueItems/false", "{'uniqueItems': false}", "[1, 1]", NULL },

  { "minLength/enough", "{'minLength': 2}", "'ab'", NULL },
  { "minLength/short", "{'minLength': 2}", "'a'", "$: 1 is less than the least allowed, 2" },
  { "minLength/characters", "{'minLength': 3}", "'öß'", "$: 2 is less than the least allowed, 3" },
  { "minLength/number", "{'minLength': 2}", "1", NULL },
  { "maxLength/full", "{'maxLength': 2}", "'ab'", NULL },
  { "maxLength/characters", "{'maxLength': 2}", "'東\\ud83d\\ude00'", NULL },
  { "maxLength/long", "{'maxLength': 2}", "'abc'", "$: 3 is more than the most allowed, 2" },

  { "pattern/fits", "{'pattern': '^\\\\d{4}-\\\\d{2}$'}", "'2025-02'", NULL },
  { "pattern/somewhere", "{'pattern': 'b+'}", "'abbc'", NULL },
  { "pattern/fits-not", "{'pattern': '^\\\\d{4}$'}", "'202'", "$: it does not match ^\\d{4}$" },
  { "pattern/end-is-the-end", "{'pattern': '^\\\\d{4}$'}", "'2025\\n'", "$: it does not match ^\\d{4}$" },
  { "pattern/characters", "{'pattern': '^.{2}$'}", "'öß'", NULL },
  { "pattern/number", "{'pattern': 'a'}", "1", NULL },
  { "pattern/that-takes-forever", "{'pattern': '^(a+)+$'}", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'",
    "$: it does not match ^(a+)+$" },

  { "minimum/least", "{'minimum': 0.1}", "0.1", NULL },
  { "minimum/less", "{'minimum': 0}", "-0.5", "$: -0.5 is less than the least allowed, 0" },
  { "minimum/text", "{'minimum': 5}", "'1'", NULL },
  { "maximum/most", "{'maximum': 5}", "5", NULL },
  { "maximum/more", "{'maximum': 5}", "5.5", "$: 5.5 is more than the most allowed, 5" },
  { "maximum/infinite", "{'maximum': 5}", "1e999", "$: inf is more than the most allowed, 5" },
  { "exclusiveMinimum/more", "{'exclusiveMinimum': 0}", "1e-300", NULL },
  { "exclusiveMinimum/equal", "{'exclusiveMinimum': 0}", "0.0", "$: 0 is not more than 0" },
  { "exclusiveMinimum/less", "{'exclusiveMinimum': 0}", "-1", "$: -1 is not more than 0" },
  { "exclusiveMaximum/less", "{'exclusiveMaximum': 1}", "0.5", NULL },
  { "exclusiveMaximum/equal", "{'exclusiveMaximum': 1}", "1", "$: 1 is not less than 1" },
  { "exclusiveMaximum/more", "{'exclusiveMaximum': 1}", "2", "$: 2 is not less than 1" },

  { "anyOf/one", "{'anyOf': " TWO_SHAPES "}", "3", NULL },
  { "anyOf/other", "{'anyOf': " TWO_SHAPES "}", "5.5", NULL },
  { "anyOf/both", "{'anyOf': " TWO_SHAPES "}", "6", NULL },
  { "anyOf/none", "{'anyOf': " TWO_SHAPES "}", "'x'", "$: it fits none of the allowed shapes" },
  { "oneOf/one", "{'oneOf': " TWO_SHAPES "}", "3", NULL },
  { "oneOf/other", "{'oneOf': " TWO_SHAPES "}", "5.5", NULL },
  { "oneOf/both", "{'oneOf': " TWO_SHAPES "}", "6", "$: it does not fit exactly one of the allowed shapes" },
  { "oneOf/none", "{'oneOf': " TWO_SHAPES "}", "'x'", "$: it does not fit exactly one of the allowed shapes" },
  { "allOf/both", "{'allOf': " TWO_SHAPES "}", "6", NULL },
  { "allOf/not-the-first", "{'allOf': " TWO_SHAPES "}", "5.5", "$: expected 'integer', found number" },
  { "allOf/not-the-last", "{'allOf': " TWO_SHAPES "}", "3", "$: 3 is less than the least allowed, 5" },
  { "combined/beside-others", "{'type': 'number', 'anyOf': [{'const': 1}, {'const': 2}]}", "'1'",
    "$: expected 'number', found string" },
  { "combined/nested", "{'properties': {'a': {'anyOf': [{'items': {'allOf': [{'enum': [1]}]}}]}}}", "{'a': [1, 2]}",
    "$.a: it fits none of the allowed shapes" },

  { "annotations/do-not-check",
    "{'$schema': 'x', '$id': 1, '$comment': [], 'title': 2, 'description': null, 'default': 1, 'examples': 3,"
    "'format': 'date'}", "'no date'", NULL },
  { "path/deep", "{'properties': {'a': {'items': {'properties': {'b c': {'items': {'type': 'null'}}}}}}}",
    "{'a': [{}, {'b c': [null, null, 0]}]}", "$.a[1]['b c'][2]: expected 'null', found number" },
};

/* What stands here has to be checked to be true, and this program does not know how. */
static const char *const unsupported[] = {
  "$ref", "$defs", "definitions", "$anchor", "$dynamicRef", "not", "if", "then", "else", "dependentRequired",
  "dependentSchemas", "dependencies", "patternProperties", "propertyNames", "minProperties", "maxProperties",
  "unevaluatedProperties", "unevaluatedItems", "prefixItems", "additionalItems", "contains", "minContains",
  "maxContains", "multipleOf", "contentEncoding", "nullable", "Type", "minlength", "",
};

typedef struct
{
  const char *name;
  const char *schema;  /* ' stands for " */
  const char *message; /* after “The schema is wrong at ” */
} Wrong;

static const Wrong wrong[] = {
  { "schema-string", "'string'", "$: expected an object" },
  { "schema-null", "null", "$: expected an object" },
  { "schema-array", "[]", "$: expected an object" },
  { "type-unknown", "{'type': 'text'}", "$.type: expected the name of a type, or a list of them" },
  { "type-capital", "{'type': 'String'}", "$.type: expected the name of a type, or a list of them" },
  { "type-number", "{'type': 1}", "$.type: expected the name of a type, or a list of them" },
  { "type-no-list", "{'type': []}", "$.type: expected the name of a type, or a list of them" },
  { "type-list-unknown", "{'type': ['string', 'nil']}", "$.type[1]: expected the name of a type" },
  { "type-list-nested", "{'type': [['string']]}", "$.type[0]: expected the name of a type" },
  { "enum-object", "{'enum': {}}", "$.enum: expected a list that is not empty" },
  { "enum-empty", "{'enum': []}", "$.enum: expected a list that is not empty" },
  { "properties-array", "{'properties': []}", "$.properties: expected an object" },
  { "properties-string", "{'properties': {'a': 'string'}}", "$.properties.a: expected an object" },
  { "required-string", "{'required': 'a'}", "$.required: expected a list of names" },
  { "required-true", "{'properties': {'a': {'required': true}}}", "$.properties.a.required: expected a list of names" },
  { "required-number", "{'required': ['a', 1]}", "$.required[1]: expected a name" },
  { "additional-string", "{'additionalProperties': 'no'}", "$.additionalProperties: expected an object" },
  { "additional-nested", "{'additionalProperties': {'type': 0}}",
    "$.additionalProperties.type: expected the name of a type, or a list of them" },
  { "items-array", "{'items': [{}]}", "$.items: expected an object" },
  { "items-nested", "{'items': {'items': {'minItems': -1}}}", "$.items.items.minItems: expected a whole number from 0" },
  { "count-negative", "{'minItems': -1}", "$.minItems: expected a whole number from 0" },
  { "count-half", "{'maxItems': 1.5}", "$.maxItems: expected a whole number from 0" },
  { "count-text", "{'minLength': '1'}", "$.minLength: expected a whole number from 0" },
  { "count-null", "{'maxLength': null}", "$.maxLength: expected a whole number from 0" },
  { "unique-text", "{'uniqueItems': 'yes'}", "$.uniqueItems: expected true or false" },
  { "minimum-text", "{'minimum': '1'}", "$.minimum: expected a number" },
  { "maximum-null", "{'maximum': null}", "$.maximum: expected a number" },
  { "exclusive-minimum-true", "{'minimum': 1, 'exclusiveMinimum': true}", "$.exclusiveMinimum: expected a number" },
  { "exclusive-maximum-text", "{'exclusiveMaximum': ''}", "$.exclusiveMaximum: expected a number" },
  { "pattern-number", "{'pattern': 1}", "$.pattern: expected a regular expression" },
  { "pattern-broken", "{'properties': {'a': {'pattern': '(a'}}}", "$.properties.a.pattern: expected " },
  { "any-of-object", "{'anyOf': {}}", "$.anyOf: expected a list that is not empty" },
  { "any-of-empty", "{'anyOf': []}", "$.anyOf: expected a list that is not empty" },
  { "one-of-nested", "{'oneOf': [{}, {'type': 1}]}", "$.oneOf[1].type: expected the name of a type, or a list of them" },
  { "all-of-string", "{'allOf': ['a']}", "$.allOf[0]: expected an object" },
};
/* clang-format on */

static DgJsonValue
scan (DgJsonDocument **document, const char *quoted)
{
  g_autofree char *text = quote (quoted);
  g_autoptr (GError) error = NULL;

  *document = dg_json_document_new (text, -1, NULL, &error);
  g_assert_no_error (error);

  return dg_json_document_get_root (*document);
}

static DgJsonSchema *
read_schema (const char *quoted)
{
  g_autoptr (DgJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonSchema) schema = dg_json_schema_new (scan (&document, quoted), &error);

  g_assert_no_error (error);
  g_assert_nonnull (schema);

  return g_steal_pointer (&schema);
}

static void
assert_checked (DgJsonSchema *schema, const char *quoted_value, const char *quoted_problem)
{
  g_autoptr (DgJsonDocument) document = NULL;
  g_autofree char *expected = quoted_problem != NULL ? quote (quoted_problem) : NULL;
  g_autofree char *problem = NULL;
  gboolean valid = dg_json_schema_validate (schema, scan (&document, quoted_value), &problem);

  g_assert_cmpstr (problem, ==, expected);
  g_assert_true (valid == (expected == NULL));
}

static void
test_check (gconstpointer data)
{
  const Check *test = data;
  g_autoptr (DgJsonSchema) schema = read_schema (test->schema);

  assert_checked (schema, test->value, test->problem);
  /* a schema is used for a thousand records: one must not change what the next is told */
  assert_checked (schema, test->value, test->problem);
}

static void
assert_refused (const char *quoted, int code, const char *message)
{
  g_autoptr (DgJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonSchema) schema = dg_json_schema_new (scan (&document, quoted), &error);

  g_assert_null (schema);
  g_assert_error (error, DG_JSON_SCHEMA_ERROR, code);
  if (!g_str_has_prefix (error->message, message))
    g_assert_cmpstr (error->message, ==, message);
}

static void
test_unsupported (gconstpointer data)
{
  const char *keyword = data;
  gboolean plain = keyword[0] != '\0' && keyword[0] != '$';
  g_autofree char *schema = g_strdup_printf ("{'properties': {'a': {'items': {'%s': {}}}}}", keyword);
  g_autofree char *step = plain ? g_strdup_printf (".%s", keyword) : g_strdup_printf ("[\"%s\"]", keyword);
  g_autofree char *message = g_strdup_printf ("The schema uses “%s” (at $.properties.a.items%s), which cannot be "
                                              "checked here; describe the data without it",
                                              keyword, step);

  assert_refused (schema, DG_JSON_SCHEMA_ERROR_UNSUPPORTED, message);
}

static void
test_wrong (gconstpointer data)
{
  const Wrong *test = data;
  g_autofree char *message = g_strconcat ("The schema is wrong at ", test->message, NULL);

  assert_refused (test->schema, DG_JSON_SCHEMA_ERROR_INVALID, message);
}

/* --- more than a row can say --- */

static char *
nest (guint depth, const char *opening, const char *inside, const char *closing)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, opening);
  g_string_append (text, inside);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, closing);

  return g_strdup (text->str);
}

static void
test_deep_arrays (void)
{
  g_autofree char *schema_text = nest (62, "{'items': ", "{'type': 'integer'}", "}");
  g_autofree char *right = nest (62, "[", "1", "]");
  g_autofree char *wrong_value = nest (62, "[", "'x'", "]");
  g_autofree char *path = nest (62, "[0]", "", "");
  g_autofree char *problem = g_strdup_printf ("$%s: expected 'integer', found string", path);
  g_autoptr (DgJsonSchema) schema = read_schema (schema_text);

  assert_checked (schema, right, NULL);
  assert_checked (schema, wrong_value, problem);
}

static void
test_deep_objects (void)
{
  g_autofree char *schema_text = nest (31, "{'required': ['a'], 'properties': {'a': ", "{'type': 'integer'}", "}}");
  g_autofree char *right = nest (31, "{'a': ", "1", "}");
  g_autofree char *wrong_value = nest (30, "{'a': ", "{}", "}");
  g_autofree char *path = nest (30, ".a", "", "");
  g_autofree char *problem = g_strdup_printf ("$%s: “a” is missing", path);
  g_autoptr (DgJsonSchema) schema = read_schema (schema_text);

  assert_checked (schema, right, NULL);
  assert_checked (schema, wrong_value, problem);
}

static void
test_deep_combinations (void)
{
  g_autofree char *schema_text = nest (31, "{'anyOf': [{'type': 'null'}, ", "{'type': 'integer'}", "]}");
  g_autoptr (DgJsonSchema) schema = read_schema (schema_text);

  assert_checked (schema, "1", NULL);
  assert_checked (schema, "'x'", "$: it fits none of the allowed shapes");
}

/* A checklist's schema is a part of its file. */
static void
test_part_of_a_document (void)
{
  g_autoptr (DgJsonDocument) document = NULL;
  DgJsonValue root = scan (&document, "{'a': [{'type': 'string'}, {'type': 'null'}]}");
  g_autoptr (DgJsonSchema) schema = NULL;
  g_autofree char *source = NULL;
  DgJsonValue list, second;
  DgJsonIter iter;

  g_assert_true (dg_json_object_lookup (root, "a", &list));
  dg_json_iter_init (&iter, list);
  g_assert_true (dg_json_iter_next (&iter, NULL, &second) && dg_json_iter_next (&iter, NULL, &second));
  schema = dg_json_schema_new (second, NULL);
  g_clear_pointer (&document, dg_json_document_unref);

  assert_checked (schema, "null", NULL);
  assert_checked (schema, "'x'", "$: expected 'null', found string");
  source = dg_json_value_dup_source (dg_json_schema_get_root (schema));
  g_assert_cmpstr (source, ==, "{\"type\": \"null\"}");
}

/* Several fields of a record often have the same pattern. */
static void
test_same_pattern_twice (void)
{
  g_autoptr (DgJsonSchema) schema =
      read_schema ("{'properties': {'a': {'pattern': '^x'}, 'b': {'pattern': '^x'}, 'c': {'pattern': '^y'}}}");

  assert_checked (schema, "{'a': 'x', 'b': 'xx', 'c': 'y'}", NULL);
  assert_checked (schema, "{'b': 'y'}", "$.b: it does not match ^x");
  assert_checked (schema, "{'c': 'x'}", "$.c: it does not match ^y");
}

static void
test_references (void)
{
  DgJsonSchema *schema = read_schema ("{'pattern': 'a'}");

  g_assert_true (dg_json_schema_ref (schema) == schema);
  dg_json_schema_unref (schema);
  assert_checked (schema, "'b'", "$: it does not match a");
  dg_json_schema_unref (schema);
}

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *path = g_strconcat ("/json-schema/", checks[i].name, NULL);

      g_test_add_data_func (path, &checks[i], test_check);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unsupported); i++)
    {
      g_autofree char *path = g_strdup_printf ("/json-schema/unsupported/%u-%s", i, unsupported[i]);

      g_test_add_data_func (path, unsupported[i], test_unsupported);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strconcat ("/json-schema/wrong/", wrong[i].name, NULL);

      g_test_add_data_func (path, &wrong[i], test_wrong);
    }
}

/* All of it at once, so that it can be put right at once; what is fine inside of a wrong value is not told. */
static void
test_problems (void)
{
  g_autoptr (DgJsonSchema) schema = read_schema (
      "{'type':'object','properties':{'rows':{'type':'array','items':{'type':'object','properties':{'kind':{'enum':"
      "['a','b']},'quote':{'type':'string'}},'required':['kind','quote']}},'agrees':{'type':'boolean'}},"
      "'required':['rows','agrees','next']}");
  g_autoptr (DgJsonDocument) document = NULL;
  DgJsonValue value = scan (&document, "{'rows':[{'kind':'c'},{'kind':'a','quote':'x'},3],'agrees':'no'}");
  g_auto (GStrv) all = dg_json_schema_dup_problems (schema, value, 9);
  g_auto (GStrv) some = dg_json_schema_dup_problems (schema, value, 2);
  g_autofree char *joined = g_strjoinv ("\n", all);

  g_assert_cmpstr (
      joined, ==,
      "$: “next” is missing\n$.rows[0]: “quote” is missing\n$.rows[0].kind: \"c\" is not one of [\"a\",\"b\"]\n"
      "$.rows[2]: expected \"object\", found number\n$.agrees: expected \"boolean\", found string");
  g_assert_cmpuint (g_strv_length (some), ==, 2);
}

static void
test_no_problems (void)
{
  g_autoptr (DgJsonSchema) schema = read_schema ("{'type':'array','items':{'type':'integer'},'maxItems':2}");
  g_autoptr (DgJsonDocument) fine = NULL;
  g_autoptr (DgJsonDocument) much = NULL;
  g_auto (GStrv) none = dg_json_schema_dup_problems (schema, scan (&fine, "[1,2]"), 5);
  g_auto (GStrv) own = dg_json_schema_dup_problems (schema, scan (&much, "[1,2,3]"), 5);

  g_assert_null (none[0]);
  g_assert_nonnull (own[0]);
  g_assert_null (own[1]);
}

/* To find the place of an element takes time that grows with its number: nobody waits for the problems that are not
 * wanted, though a model may have written as many as its reply can hold. */
static void
test_many_problems (void)
{
  g_autoptr (DgJsonSchema) schema =
      read_schema ("{'type':'object','properties':{'rows':{'type':'array','items':{'type':'object','properties':{},"
                   "'required':['a','b','c']}}},'required':['rows']}");
  g_autofree char *rows = nest (200000, "{},", "{}", "");
  g_autofree char *text = g_strdup_printf ("{'rows':[%s]}", rows);
  g_autoptr (DgJsonDocument) document = NULL;
  g_auto (GStrv) problems = dg_json_schema_dup_problems (schema, scan (&document, text), 5);
  g_autofree char *joined = g_strjoinv ("\n", problems);

  g_assert_cmpstr (joined, ==,
                   "$.rows[0]: “a” is missing\n$.rows[0]: “b” is missing\n$.rows[0]: “c” is missing\n"
                   "$.rows[1]: “a” is missing\n$.rows[1]: “b” is missing");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_tables ();
  g_test_add_func ("/json-schema/deep/arrays", test_deep_arrays);
  g_test_add_func ("/json-schema/deep/objects", test_deep_objects);
  g_test_add_func ("/json-schema/deep/combinations", test_deep_combinations);
  g_test_add_func ("/json-schema/part-of-a-document", test_part_of_a_document);
  g_test_add_func ("/json-schema/same-pattern-twice", test_same_pattern_twice);
  g_test_add_func ("/json-schema/references", test_references);
  g_test_add_func ("/json-schema/problems/all", test_problems);
  g_test_add_func ("/json-schema/problems/none-or-its-own", test_no_problems);
  g_test_add_func ("/json-schema/problems/many", test_many_problems);

  return g_test_run ();
}
