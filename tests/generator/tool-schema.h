/* tool-schema.h: holds the schemas of tools to what Nova can take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include "dg-json-schema.h"
#include "dg-model-request.h"

/* https://docs.aws.amazon.com/nova/latest/userguide/prompting-tool-troubleshooting.html */
#define TOOL_SCHEMA_DEPTH 2
#define TOOL_SCHEMA_WORDS 10

static inline void
assert_tool_name (const char *name)
{
  g_assert_cmpuint (strlen (name), >, 0);
  g_assert_cmpuint (strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_"), ==, strlen (name));
}

static inline void
assert_required (DgJsonValue schema, DgJsonValue properties)
{
  DgJsonValue required, name, property;
  DgJsonIter iter;

  g_assert_true (dg_json_object_lookup (schema, "required", &required));
  g_assert_cmpuint (dg_json_value_get_length (required), ==, dg_json_value_get_length (properties));
  dg_json_iter_init (&iter, required);
  while (dg_json_iter_next (&iter, NULL, &name))
    {
      g_autofree char *text = dg_json_value_dup_string (name);

      g_assert_true (dg_json_object_lookup (properties, text, &property));
    }
}

static inline void
assert_short_description (DgJsonValue schema)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!dg_json_object_lookup_string (schema, "description", &text))
    return;
  words = g_strsplit (text, " ", -1);
  g_assert_cmpuint (g_strv_length (words), <=, TOOL_SCHEMA_WORDS);
}

/* Of objects inside of objects, lists between them or not, there are at most TOOL_SCHEMA_DEPTH. */
static inline void
assert_schema_depth (DgJsonValue schema, guint depth)
{
  DgJsonValue properties, items, property;
  DgJsonIter iter;

  assert_short_description (schema);
  if (dg_json_object_lookup (schema, "items", &items))
    assert_schema_depth (items, depth);
  if (!dg_json_object_lookup (schema, "properties", &properties))
    return;

  g_assert_cmpuint (depth, <, TOOL_SCHEMA_DEPTH);
  assert_required (schema, properties);
  dg_json_iter_init (&iter, properties);
  for (;;)
    {
      g_autofree char *name = NULL;

      if (!dg_json_iter_next (&iter, &name, &property))
        break;
      assert_tool_name (name);
      assert_schema_depth (property, depth + 1);
    }
}

/* The lint: names without hyphens, nothing but type, properties and required at the top, shallow, all of it required.
 */
static inline void
assert_tool_schema (DgModelRequest *request)
{
  static const char *const top[] = { "type", "properties", "required", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document =
      dg_json_document_new (dg_model_request_get_tool_schema (request), -1, NULL, &error);
  g_autoptr (DgJsonSchema) schema = NULL;
  DgJsonIter iter;

  g_assert_no_error (error);
  assert_tool_name (dg_model_request_get_tool_name (request));
  schema = dg_json_schema_new (dg_json_document_get_root (document), &error);
  g_assert_no_error (error);

  dg_json_iter_init (&iter, dg_json_document_get_root (document));
  for (;;)
    {
      g_autofree char *key = NULL;

      if (!dg_json_iter_next (&iter, &key, NULL))
        break;
      g_assert_true (g_strv_contains (top, key));
    }
  assert_schema_depth (dg_json_document_get_root (document), 0);
}

/* A reply as the tool's schema allows it: ' stands for ". */
static inline DgJsonDocument *
make_reply (DgModelRequest *request, const char *quoted)
{
  g_autofree char *text = g_strdelimit (g_strdup (quoted), "'", '"');
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) written =
      dg_json_document_new (dg_model_request_get_tool_schema (request), -1, NULL, &error);
  g_autoptr (DgJsonSchema) schema = dg_json_schema_new (dg_json_document_get_root (written), &error);
  g_autoptr (DgJsonDocument) reply = dg_json_document_new (text, -1, NULL, &error);
  g_autofree char *problem = NULL;

  g_assert_no_error (error);
  if (!dg_json_schema_validate (schema, dg_json_document_get_root (reply), &problem))
    g_error ("not a reply of this tool: %s: %s", problem, text);

  return g_steal_pointer (&reply);
}
