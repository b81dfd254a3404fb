/* test-format.c: the typed fields of labels, texts and JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "describe-format.h"
#include "quotes.h"

typedef struct
{
  const char *name;
  const char *schema; /* ' stands for " */
  const char *fields;
} Reading;

#define OBJECT(properties, required) "{'type': 'object', 'properties': {" properties "}, 'required': [" required "]}"

/* clang-format off */
static const Reading readings[] = {
  { "string", OBJECT ("'a': {'type': 'string'}", "'a'"), "json; a text" },
  { "integer", OBJECT ("'a': {'type': 'integer', 'minimum': 0}", "'a'"), "json; a integer" },
  { "number", OBJECT ("'a': {'type': 'number'}", "'a'"), "json; a number" },
  { "boolean", OBJECT ("'a': {'type': 'boolean'}", "'a'"), "json; a boolean" },
  { "list", OBJECT ("'a': {'type': 'array', 'items': {'type': 'string'}}", "'a'"), "json; a list" },
  { "enum", OBJECT ("'a': {'type': 'string', 'enum': ['x', 'y z']}", "'a'"), "json; a label x|y z" },
  { "enum-without-type", OBJECT ("'a': {'enum': ['x', 'y']}", "'a'"), "json; a label x|y" },
  { "in-order", OBJECT ("'z': {'type': 'string'}, 'a': {'type': 'integer'}, 'm': {'type': 'boolean'}", "'m', 'a', 'z'"),
    "json; z text; a integer; m boolean" },
  { "description", OBJECT ("'a': {'type': 'string', 'description': 'as is'}", "'a'"), "json; a text (as is)" },
  { "description-number", OBJECT ("'a': {'type': 'string', 'description': 1}", "'a'"), "json; a text" },

  { "nullable", OBJECT ("'a': {'type': ['string', 'null']}", "'a'"), "json; a text nullable" },
  { "nullable-first", OBJECT ("'a': {'type': ['null', 'integer']}", "'a'"), "json; a integer nullable" },
  { "nullable-list", OBJECT ("'a': {'type': ['array', 'null'], 'items': {'type': 'string'}}", "'a'"),
    "json; a list nullable" },
  { "nullable-enum", OBJECT ("'a': {'type': ['string', 'null'], 'enum': ['x', null, 'y']}", "'a'"),
    "json; a label x|y nullable" },
  { "nullable-enum-without-type", OBJECT ("'a': {'enum': ['x', 'y', null]}", "'a'"), "json; a label x|y nullable" },
  { "type-null-but-not-enum", OBJECT ("'a': {'type': ['string', 'null'], 'enum': ['x', 'y']}", "'a'"),
    "json; a label x|y" },
  { "enum-null-but-not-type", OBJECT ("'a': {'type': 'string', 'enum': ['x', null]}", "'a'"), "json; a label x" },
  { "type-list-of-one", OBJECT ("'a': {'type': ['string']}", "'a'"), "json; a text" },
  { "optional", OBJECT ("'a': {'type': 'string'}, 'b': {'type': 'string'}", "'b'"), "json; a text optional; b text" },
  { "optional-nullable", OBJECT ("'a': {'type': ['number', 'null']}", ""), "json; a number nullable optional" },
  { "required-absent", "{'type': 'object', 'properties': {'a': {'type': 'string'}}}", "json; a text optional" },

  { "nested", OBJECT ("'p': " OBJECT ("'x': {'type': 'integer'}, 'y': {'type': 'string'}", "'x'") ", "
                      "'q': {'type': 'string'}", "'p', 'q'"),
    "json; p__x at p/x integer; p__y at p/y text optional; q text" },
  { "nested-twice", OBJECT ("'p': " OBJECT ("'x': {'type': 'integer'}", "") ", "
                            "'q': " OBJECT ("'x': {'type': 'string'}", "'x'"), "'p', 'q'"),
    "json; p__x at p/x integer optional; q__x at q/x text" },
  { "nested-optional", OBJECT ("'p': " OBJECT ("'x': {'type': 'integer'}", "'x'"), ""), "json; json source" },
  { "nested-nullable", OBJECT ("'p': {'type': ['object', 'null'], 'properties': {'x': {'type': 'integer'}}}", "'p'"),
    "json; json source" },
  { "nested-deeper", OBJECT ("'p': " OBJECT ("'q': " OBJECT ("'x': {'type': 'null'}", "'x'"), "'q'"), "'p'"),
    "json; json source" },
  { "nested-empty", OBJECT ("'p': {'type': 'object'}", "'p'"), "json; json source" },

  { "plain-name", OBJECT ("'Ab_9': {'type': 'string'}", "'Ab_9'"), "json; Ab_9 text" },
  { "odd-name", OBJECT ("'a-b c.d': {'type': 'string'}", "'a-b c.d'"), "json; a_b_c_d at a-b c.d text" },
  { "non-ascii-name", OBJECT ("'größe': {'type': 'string'}", "'größe'"), "json; gr____e at größe text" },
  { "names-alike", OBJECT ("'a b': {'type': 'string'}, 'a-b': {'type': 'integer'}, 'a_b': {'type': 'boolean'}",
                           "'a b', 'a-b', 'a_b'"),
    "json; a_b at a b text; a_b_2 at a-b integer; a_b_3 at a_b boolean" },
  { "names-alike-with-number", OBJECT ("'a_b_2': {'type': 'string'}, 'a_b': {'type': 'string'}, 'a b': {'type': 'null'},"
                                       "'a-b': {'type': 'string'}", ""), "json; json source" },
  { "names-like-numbered", OBJECT ("'a_2': {'type': 'string'}, 'a': {'type': 'string'}, 'a ': {'type': 'string'}", ""),
    "json; a_2 text optional; a text optional; a_ at a  text optional" },
  { "names-numbered-already", OBJECT ("'a_b_2': {'type': 'string'}, 'a_b': {'type': 'string'},"
                                      "'a b': {'type': 'string'}", ""),
    "json; a_b_2 text optional; a_b text optional; a_b_3 at a b text optional" },
  { "nested-name-taken", OBJECT ("'p': " OBJECT ("'x': {'type': 'integer'}", "'x'") ", 'p__x': {'type': 'string'}",
                                 "'p', 'p__x'"),
    "json; p__x at p/x integer; p__x_2 at p__x text" },

  { "root-array", "{'type': 'array', 'items': {'type': 'string'}}", "json; json source" },
  { "root-string", "{'type': 'string'}", "json; json source" },
  { "root-without-type", "{'properties': {'a': {'type': 'string'}}}", "json; json source" },
  { "root-nullable", "{'type': ['object', 'null'], 'properties': {'a': {'type': 'string'}}}", "json; json source" },
  { "root-several-types", "{'type': ['object', 'array'], 'properties': {'a': {'type': 'string'}}}",
    "json; json source" },
  { "root-list-of-one-type", "{'type': ['object'], 'properties': {'a': {'type': 'string'}}}", "json; a text optional" },
  { "root-true", "true", "json; json source" },
  { "no-properties", "{'type': 'object'}", "json; json source" },
  { "empty-properties", OBJECT ("", ""), "json; json source" },
  { "property-true", OBJECT ("'a': {'type': 'string'}, 'b': true", "'a'"), "json; json source" },
  { "property-without-type", OBJECT ("'a': {}", "'a'"), "json; json source" },
  { "property-of-two-types", OBJECT ("'a': {'type': ['string', 'integer']}", "'a'"), "json; json source" },
  { "property-null", OBJECT ("'a': {'type': 'null'}", "'a'"), "json; json source" },
  { "property-const", OBJECT ("'a': {'const': 'x'}", "'a'"), "json; json source" },
  { "enum-of-numbers", OBJECT ("'a': {'type': 'integer', 'enum': [1, 2]}", "'a'"), "json; json source" },
  { "enum-mixed", OBJECT ("'a': {'enum': ['x', 1]}", "'a'"), "json; json source" },
  { "enum-of-null", OBJECT ("'a': {'enum': [null]}", "'a'"), "json; json source" },
  { "list-of-numbers", OBJECT ("'a': {'type': 'array', 'items': {'type': 'number'}}", "'a'"), "json; json source" },
  { "list-of-objects", OBJECT ("'a': {'type': 'array', 'items': {'type': 'object'}}", "'a'"), "json; json source" },
  { "list-of-nullable", OBJECT ("'a': {'type': 'array', 'items': {'type': ['string', 'null']}}", "'a'"),
    "json; json source" },
  { "list-of-anything", OBJECT ("'a': {'type': 'array'}", "'a'"), "json; json source" },
  { "list-items-true", OBJECT ("'a': {'type': 'array', 'items': true}", "'a'"), "json; json source" },
  /* fields that could never make a text which the schema accepts */
  { "required-without-property", OBJECT ("'a': {'type': 'string'}", "'a', 'b'"), "json; json source" },
  { "nested-required-without-property", OBJECT ("'p': " OBJECT ("'x': {'type': 'string'}", "'y'"), "'p'"),
    "json; json source" },
  { "one-of-beside-properties", "{'type': 'object', 'properties': {'kind': {'type': 'string'}}, 'required': ['kind'],"
    "'oneOf': [{'required': ['x']}, {'required': ['y']}]}", "json; json source" },
  { "any-of-beside-properties", "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'anyOf': [{}]}",
    "json; json source" },
  { "all-of-beside-properties", "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'allOf': [{}]}",
    "json; json source" },
  { "additional-forbidden", "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'required': ['a'],"
    "'additionalProperties': false}", "json; a text" },
};
/* clang-format on */

static void
assert_fields (DgFormat *format, const char *expected)
{
  g_autofree char *description = describe_format (format);

  g_assert_cmpstr (description, ==, expected);
}

static DgFormat *
read_format (const char *quoted)
{
  g_autofree char *schema = quote (quoted);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgFormat) format = dg_format_new_json (schema, &error);

  g_assert_no_error (error);
  g_assert_nonnull (format);

  return g_steal_pointer (&format);
}

static void
test_json (gconstpointer data)
{
  const Reading *test = data;
  g_autoptr (DgFormat) format = read_format (test->schema);

  assert_fields (format, test->fields);
}

/* Typed or not, the whole schema is there for the validator. */
static void
test_json_schema (gconstpointer data)
{
  g_autoptr (DgFormat) format = read_format (data);
  g_autofree char *expected = quote (data);
  g_autofree char *source = dg_json_value_dup_source (dg_json_schema_get_root (dg_format_get_schema (format)));

  g_assert_cmpstr (source, ==, expected);
}

static void
assert_no_format (const char *quoted, GQuark domain, int code)
{
  g_autofree char *schema = quote (quoted);
  g_autoptr (GError) error = NULL;

  g_assert_null (dg_format_new_json (schema, &error));
  g_assert_error (error, domain, code);
}

static void
test_no_json (void)
{
  assert_no_format ("{'type': 'object'", DG_JSON_ERROR, DG_JSON_ERROR_SYNTAX);
}

static void
test_wrong_schema (void)
{
  assert_no_format ("{'type': 'object', 'properties': {'a': {'type': 'strnig'}}}", DG_JSON_SCHEMA_ERROR,
                    DG_JSON_SCHEMA_ERROR_INVALID);
}

static void
test_unsupported_schema (void)
{
  assert_no_format ("{'type': 'object', 'properties': {'a': {'$ref': '#'}}}", DG_JSON_SCHEMA_ERROR,
                    DG_JSON_SCHEMA_ERROR_UNSUPPORTED);
}

static void
test_text (void)
{
  g_autoptr (DgFormat) format = dg_format_new_text ();

  assert_fields (format, "text; text text");
  g_assert_null (dg_format_get_labels (format));
  g_assert_null (dg_format_get_schema (format));
  g_assert_null (dg_format_get_xml_root (format));
}

static void
test_labels (void)
{
  const char *const labels[] = { "ja", "nein", "weiß nicht", NULL };
  g_autoptr (DgFormat) format = dg_format_new_labels (labels);

  assert_fields (format, "label; label label ja|nein|weiß nicht");
  g_assert_cmpstrv (dg_format_get_labels (format), labels);
}

/* A closed set inside of JSON is not the set of answers. */
static void
test_json_has_no_labels (void)
{
  g_autoptr (DgFormat) format = read_format (OBJECT ("'a': {'enum': ['x', 'y']}", "'a'"));

  g_assert_null (dg_format_get_labels (format));
}

static void
test_references (void)
{
  DgFormat *format = read_format (OBJECT ("'a': {'type': 'string', 'description': 'd'}", "'a'"));

  g_assert_true (dg_format_ref (format) == format);
  dg_format_unref (format);
  assert_fields (format, "json; a text (d)");
  dg_format_unref (format);
}

static void
test_error_domain (void)
{
  g_assert_cmpstr (g_quark_to_string (DG_FORMAT_ERROR), ==, "dg-format-error-quark");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autofree char *path = g_strconcat ("/format/json/", readings[i].name, NULL);

      g_test_add_data_func (path, &readings[i], test_json);
    }
  g_test_add_data_func ("/format/json-schema/typed", OBJECT ("'a': {'type': 'string', 'maxLength': 3}", "'a'"),
                        test_json_schema);
  g_test_add_data_func ("/format/json-schema/source", "{'minimum': 0.10}", test_json_schema);
  g_test_add_func ("/format/error/no-json", test_no_json);
  g_test_add_func ("/format/error/wrong-schema", test_wrong_schema);
  g_test_add_func ("/format/error/unsupported-schema", test_unsupported_schema);
  g_test_add_func ("/format/error/domain", test_error_domain);
  g_test_add_func ("/format/text", test_text);
  g_test_add_func ("/format/labels", test_labels);
  g_test_add_func ("/format/json-has-no-labels", test_json_has_no_labels);
  g_test_add_func ("/format/references", test_references);

  return g_test_run ();
}
