/* test-record-schema.c: the tool that records come through, as Nova wants tools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "make-format.h"

/* Levels of objects that Nova still follows. */
#define MAX_OBJECT_DEPTH 2

typedef struct
{
  const char *name;
  const char *input;
  const char *answer;
  const char *properties; /* of a record, `n` left out; ' stands for " */
} Tool;

#define OBJECT(properties, required)                                                                                   \
  "json {'type': 'object', 'properties': {" properties "}, 'required': [" required "]}"

#define TEN "0123456789"
#define LONG_DESCRIPTION TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN "012345678é"

/* clang-format off */
static const Tool tools[] = {
  { "text", "text", "text", "'input':{'type':'string'},'answer_text':{'type':'string'}" },
  { "label", "text", "label ja|nein \"x\"",
    "'input':{'type':'string'},'answer_label':{'type':'string','enum':['ja','nein \\'x\\'']}" },
  { "json", "text",
    OBJECT ("'a': {'type': 'string', 'description': 'as is'}, 'b': {'type': 'integer'}, 'c': {'type': 'number'},"
            "'d': {'type': 'boolean'}, 'e': {'type': 'array', 'items': {'type': 'string'}}", "'a','b','c','d','e'"),
    "'input':{'type':'string'},'answer_a':{'type':'string','description':'as is'},'answer_b':{'type':'integer'},"
    "'answer_c':{'type':'number'},'answer_d':{'type':'boolean'},"
    "'answer_e':{'type':'array','items':{'type':'string'}}" },
  { "json-nullable", "text", OBJECT ("'a': {'type': ['integer', 'null']}", "'a'"),
    "'input':{'type':'string'},'answer_a':{'type':['integer','null']}" },
  /* there is no way to leave a field out, so what may be left out may be null */
  { "json-optional", "text", OBJECT ("'a': {'type': 'number'}", ""),
    "'input':{'type':'string'},'answer_a':{'type':['number','null']}" },
  { "json-nullable-label", "text", OBJECT ("'a': {'enum': ['x', 'y', null]}", "'a'"),
    "'input':{'type':'string'},'answer_a':{'type':['string','null'],'enum':['x','y',null]}" },
  { "json-optional-label", "text", OBJECT ("'a': {'enum': ['x', 'y']}", ""),
    "'input':{'type':'string'},'answer_a':{'type':['string','null'],'enum':['x','y',null]}" },
  { "json-optional-list", "text", OBJECT ("'a': {'type': 'array', 'items': {'type': 'string'}}", ""),
    "'input':{'type':'string'},'answer_a':{'type':['array','null'],'items':{'type':'string'}}" },
  { "json-nested", "text",
    OBJECT ("'p': {'type': 'object', 'properties': {'x y': {'type': 'string'}}, 'required': ['x y']}", "'p'"),
    "'input':{'type':'string'},'answer_p__x_y':{'type':'string'}" },
  { "json-names", "text", OBJECT ("'a-b': {'type': 'string'}, 'a b': {'type': 'string'}, 'Größe': {'type': 'string'}",
                                  "'a-b', 'a b', 'Größe'"),
    "'input':{'type':'string'},'answer_a_b':{'type':'string'},'answer_a_b_2':{'type':'string'},"
    "'answer_Gr____e':{'type':'string'}" },
  { "json-source", "text", "json {'type': 'array', 'items': {'type': 'object'}}",
    "'input':{'type':'string'},'answer_json':{'type':'string','description':'JSON text'}" },
  { "json-field-called-json", "text", OBJECT ("'json': {'type': 'string', 'description': 'd'}", "'json'"),
    "'input':{'type':'string'},'answer_json':{'type':'string','description':'d'}" },
  { "json-long-description", "text", OBJECT ("'a': {'type': 'string', 'description': '" LONG_DESCRIPTION "x'}", "'a'"),
    "'input':{'type':'string'},'answer_a':{'type':'string','description':'" LONG_DESCRIPTION "'}" },
  { "xml", "text", "xml <t><a>x|y</a><b-c>z</b-c></t>",
    "'input':{'type':'string'},'answer_a':{'type':'string','enum':['x','y']},'answer_b_c':{'type':'string'}" },
  { "xml-source", "text", "xml <t><a n='1'>x</a></t>",
    "'input':{'type':'string'},'answer_xml':{'type':'string','description':'XML text'}" },
  { "json-input", OBJECT ("'text': {'type': 'string'}, 'n': {'type': 'integer'}", "'text', 'n'"), "label a|b",
    "'input_text':{'type':'string'},'input_n':{'type':'integer'},'answer_label':{'type':'string','enum':['a','b']}" },
  { "same-fields-twice", OBJECT ("'a': {'type': 'string'}", "'a'"), OBJECT ("'a': {'type': 'integer'}", "'a'"),
    "'input_a':{'type':'string'},'answer_a':{'type':'integer'}" },
  { "label-input", "label x|y", "text", "'input_label':{'type':'string','enum':['x','y']},'answer_text':{'type':"
    "'string'}" },
  { "xml-input", "xml <q>x</q>", "text", "'input_q':{'type':'string'},'answer_text':{'type':'string'}" },
};
/* clang-format on */

static char *
dup_schema (const Tool *tool)
{
  g_autoptr (DgRecordFormat) format = make_record_format (tool->input, tool->answer);

  return dg_record_format_dup_tool_schema (format);
}

/* The names of the members of an object, as a list. */
static char *
list_names (DgJsonValue object)
{
  g_autoptr (GString) names = g_string_new ("[");
  DgJsonIter iter;

  dg_json_iter_init (&iter, object);
  for (;;)
    {
      g_autofree char *name = NULL;

      if (!dg_json_iter_next (&iter, &name, NULL))
        break;
      if (names->len > 1)
        g_string_append_c (names, ',');
      dg_json_append_string (names, name);
    }
  g_string_append_c (names, ']');

  return g_strdup (names->str);
}

static void
test_golden (gconstpointer data)
{
  const Tool *tool = data;
  g_autofree char *schema = dup_schema (tool);
  g_autofree char *properties = quote (tool->properties);
  g_autofree char *with_n =
      g_strdup_printf ("{\"n\":{\"type\":\"integer\",\"description\":\"number of the line\"},%s}", properties);
  g_autoptr (DgJsonDocument) document = dg_json_document_new (with_n, -1, NULL, NULL);
  g_autofree char *names = list_names (dg_json_document_get_root (document));
  g_autofree char *expected = g_strdup_printf (
      "{\"type\":\"object\",\"properties\":{\"records\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
      "\"properties\":%s,\"required\":%s}}},\"required\":[\"records\"]}",
      with_n, names);

  g_assert_cmpstr (schema, ==, expected);
}

/* --- lint --- */

static gboolean
is_plain (const char *name)
{
  return name[strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_")] == '\0';
}

static gboolean
lists (DgJsonValue list, const char *name)
{
  DgJsonIter iter;
  DgJsonValue element;

  dg_json_iter_init (&iter, list);
  while (dg_json_iter_next (&iter, NULL, &element))
    if (dg_json_value_equals_string (element, name))
      return TRUE;

  return FALSE;
}

static void lint_schema (DgJsonValue schema, guint depth);

/* Every property is plain and required: Nova leaves out what it may leave out. */
static void
lint_object (DgJsonValue schema, guint depth)
{
  DgJsonValue properties, required, property;
  DgJsonIter iter;

  g_assert_cmpuint (depth, <=, MAX_OBJECT_DEPTH);
  g_assert_true (dg_json_object_lookup (schema, "properties", &properties));
  g_assert_true (dg_json_object_lookup (schema, "required", &required));
  g_assert_cmpuint (dg_json_value_get_length (properties), ==, dg_json_value_get_length (required));

  dg_json_iter_init (&iter, properties);
  for (;;)
    {
      g_autofree char *name = NULL;

      if (!dg_json_iter_next (&iter, &name, &property))
        return;
      g_assert_true (is_plain (name));
      g_assert_true (lists (required, name));
      lint_schema (property, depth);
    }
}

static void
lint_schema (DgJsonValue schema, guint depth)
{
  DgJsonValue type, items;

  g_assert_true (dg_json_object_lookup (schema, "type", &type));
  if (dg_json_value_equals_string (type, "object"))
    lint_object (schema, depth + 1);
  else
    g_assert_false (dg_json_object_lookup (schema, "properties", NULL));
  if (dg_json_object_lookup (schema, "items", &items))
    lint_schema (items, depth);
}

static void
test_lint (gconstpointer data)
{
  g_autofree char *schema = dup_schema (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (schema, -1, NULL, &error);
  g_autofree char *names = NULL;
  DgJsonValue root;

  g_assert_no_error (error);
  root = dg_json_document_get_root (document);
  names = list_names (root);
  g_assert_cmpstr (names, ==, "[\"type\",\"properties\",\"required\"]");
  lint_schema (root, 0);
}

/* What the tool asks for is what the program can read: a schema of its own for the whole reply. */
static void
test_is_a_schema (gconstpointer data)
{
  g_autofree char *text = dup_schema (data);
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, -1, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonSchema) schema = dg_json_schema_new (dg_json_document_get_root (document), &error);

  g_assert_no_error (error);
  g_assert_nonnull (schema);
}

static void
test_tool_name (void)
{
  g_assert_true (is_plain (DG_RECORDS_TOOL));
  g_assert_true (is_plain (DG_RECORDS_MEMBER));
}

static void
add_tools (const char *group, GTestDataFunc test)
{
  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_autofree char *path = g_strdup_printf ("/record-schema/%s/%s", group, tools[i].name);

      g_test_add_data_func (path, &tools[i], test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_tools ("golden", test_golden);
  add_tools ("lint", test_lint);
  add_tools ("is-a-schema", test_is_a_schema);
  g_test_add_func ("/record-schema/tool-name", test_tool_name);

  return g_test_run ();
}
