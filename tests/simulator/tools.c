/* tools.c: calls of tools, as the requests of the six steps make them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools.h"

char *
get_value (DgJsonValue row, const char *name)
{
  char *value = NULL;

  g_assert_true (dg_json_object_lookup_string (row, name, &value));

  return value;
}

gint64
get_integer (DgJsonValue row, const char *name)
{
  gint64 value = 0;

  g_assert_true (dg_json_object_lookup_int64 (row, name, &value));

  return value;
}

static char *
make_tool_request (const char *tool, const char *system, const char *prompt, const char *schema, guint most)
{
  GString *body = g_string_new ("{\"system\":[{\"text\":");

  dg_json_append_string (body, system);
  g_string_append (body, "}],\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":");
  dg_json_append_string (body, prompt);
  g_string_append_printf (
      body,
      "}]}],\"inferenceConfig\":{\"maxTokens\":%u},\"toolConfig\":{\"tools\":[{\"toolSpec\":"
      "{\"name\":\"%s\",\"inputSchema\":{\"json\":%s}}}],\"toolChoice\":{\"tool\":{\"name\":\"%s\"}}}}",
      most, tool, schema, tool);

  return g_string_free (body, FALSE);
}

static void
assert_of_schema (const char *schema, DgJsonValue reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (schema, -1, NULL, &error);
  g_autoptr (DgJsonSchema) checker = NULL;
  g_autofree char *problem = NULL;

  g_assert_no_error (error);
  checker = dg_json_schema_new (dg_json_document_get_root (document), &error);
  g_assert_no_error (error);
  if (!dg_json_schema_validate (checker, reply, &problem))
    g_error ("The reply is not of its schema: %s", problem);
}

/* Calls the tool with a schema in single quotes, and gives back its input, which is of that schema */
DgJsonDocument *
ask_tool (
    DgSimulator *simulator, const char *tool, const char *system, const char *prompt, const char *schema, guint most)
{
  g_autofree char *json = quote (schema);
  g_autofree char *body = make_tool_request (tool, system, prompt, json, most);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);
  g_autoptr (GError) error = NULL;
  g_autofree char *input = NULL;
  DgJsonDocument *reply;

  g_assert_cmpuint (answer->status, ==, 200);
  input = dg_json_value_dup_source (get (answer, "output/message/content/0/toolUse/input"));
  g_test_message ("%s: %s", tool, input);
  g_assert_cmpuint (strlen (input), <=, most * 4);
  reply = dg_json_document_new (input, -1, NULL, &error);
  g_assert_no_error (error);
  assert_of_schema (json, dg_json_document_get_root (reply));

  return reply;
}

DgJsonValue
get_list (DgJsonDocument *reply, const char *name)
{
  DgJsonValue list;

  g_assert_true (dg_json_object_lookup (dg_json_document_get_root (reply), name, &list));
  g_assert_cmpint (dg_json_value_get_value_type (list), ==, DG_JSON_ARRAY);

  return list;
}

DgJsonValue
nth (DgJsonValue list, guint n)
{
  DgJsonValue value = list;
  DgJsonIter iter;

  g_assert_cmpuint (n, <, dg_json_value_get_length (list));
  dg_json_iter_init (&iter, list);
  for (guint i = 0; i <= n; i++)
    dg_json_iter_next (&iter, NULL, &value);

  return value;
}

/* The first row where the member has that value */
gboolean
find_row (DgJsonValue list, const char *name, const char *value, DgJsonValue *row)
{
  DgJsonIter iter;

  dg_json_iter_init (&iter, list);
  while (dg_json_iter_next (&iter, NULL, row))
    {
      g_autofree char *have = NULL;

      if (dg_json_object_lookup_string (*row, name, &have) && g_str_equal (have, value))
        return TRUE;
    }

  return FALSE;
}

void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}
