/* dg-converse-request.c: the body of a Converse request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "dg-converse.h"
#include "dg-json.h"

/* Nova's range begins here; some have seen a plain 0 refused. */
#define TEMPERATURE_MIN 0.00001

static void
add_string (JsonBuilder *builder, const char *name, const char *string)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, string);
}

static void
add_text_block (JsonBuilder *builder, const char *text)
{
  json_builder_begin_object (builder);
  add_string (builder, "text", text);
  json_builder_end_object (builder);
}

static void
begin_message (JsonBuilder *builder, DgRole role)
{
  json_builder_begin_object (builder);
  add_string (builder, "role", role == DG_ROLE_USER ? "user" : "assistant");
  json_builder_set_member_name (builder, "content");
  json_builder_begin_array (builder);
}

static void
end_message (JsonBuilder *builder)
{
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* The service wants the roles to alternate: what one says several times in a row is one message of several blocks. */
static void
add_messages (JsonBuilder *builder, DgModelRequest *request)
{
  guint n_messages = dg_model_request_get_n_messages (request);
  DgRole last_role = DG_ROLE_USER;

  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_messages; i++)
    {
      DgRole role;
      const char *text = dg_model_request_get_message (request, i, &role);

      if (i > 0 && role != last_role)
        end_message (builder);
      if (i == 0 || role != last_role)
        begin_message (builder, role);
      add_text_block (builder, text);
      last_role = role;
    }
  if (n_messages > 0)
    end_message (builder);
  json_builder_end_array (builder);
}

static void
add_system (JsonBuilder *builder, DgModelRequest *request)
{
  if (dg_model_request_get_system (request) == NULL)
    return;

  json_builder_set_member_name (builder, "system");
  json_builder_begin_array (builder);
  add_text_block (builder, dg_model_request_get_system (request));
  json_builder_end_array (builder);
}

static void
add_inference_config (JsonBuilder *builder, DgModelRequest *request)
{
  guint max_tokens = dg_model_request_get_max_tokens (request);
  double temperature = dg_model_request_get_temperature (request);

  if (max_tokens == 0 && temperature < 0.0)
    return;

  json_builder_set_member_name (builder, "inferenceConfig");
  json_builder_begin_object (builder);
  if (max_tokens > 0)
    {
      json_builder_set_member_name (builder, "maxTokens");
      json_builder_add_int_value (builder, max_tokens);
    }
  if (temperature >= 0.0)
    {
      json_builder_set_member_name (builder, "temperature");
      json_builder_add_double_value (builder, MAX (temperature, TEMPERATURE_MIN));
    }
  json_builder_end_object (builder);
}

/* json-glib only reads what the scanner has passed. */
static JsonNode *
parse_schema (const char *schema, GError **error)
{
  g_autoptr (DgJsonDocument) document = NULL;
  g_autoptr (GError) local_error = NULL;
  JsonNode *node = NULL;

  document = dg_json_document_new (schema, -1, NULL, &local_error);
  if (document != NULL && dg_json_value_get_value_type (dg_json_document_get_root (document)) == DG_JSON_OBJECT)
    node = json_from_string (schema, &local_error);

  if (node == NULL)
    /* Translators: %s says where and why. */
    g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_INVALID_REQUEST,
                 _ ("The answer format cannot be sent, for its JSON schema is not a JSON object: %s"),
                 local_error != NULL ? local_error->message : _ ("it is another kind of value"));
  return node;
}

static gboolean
add_tool (JsonBuilder *builder, DgModelRequest *request, GError **error)
{
  const char *name = dg_model_request_get_tool_name (request);
  const char *description = dg_model_request_get_tool_description (request);
  JsonNode *schema;

  if (name == NULL)
    return TRUE;

  schema = parse_schema (dg_model_request_get_tool_schema (request), error);
  if (schema == NULL)
    return FALSE;

  json_builder_set_member_name (builder, "toolConfig");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "tools");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "toolSpec");
  json_builder_begin_object (builder);
  add_string (builder, "name", name);
  if (description != NULL)
    add_string (builder, "description", description);
  json_builder_set_member_name (builder, "inputSchema");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "json");
  json_builder_add_value (builder, schema);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "toolChoice");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "tool");
  json_builder_begin_object (builder);
  add_string (builder, "name", name);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return TRUE;
}

/**
 * dg_converse_build_request:
 * @request: a request
 * @error: return location for a #DgInferenceError
 *
 * Writes the JSON that Converse and ConverseStream take alike; the model is not in it. A temperature of 0 goes out as
 * the least that Nova's documented range allows.
 *
 * Returns: (transfer full): the body, or %NULL with %DG_INFERENCE_ERROR_INVALID_REQUEST if the tool's schema is no JSON
 *   object, or if a text is not UTF-8
 */
GBytes *
dg_converse_build_request (DgModelRequest *request, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  json_builder_begin_object (builder);
  add_messages (builder, request);
  add_system (builder, request);
  add_inference_config (builder, request);
  if (!add_tool (builder, request, error))
    return NULL;
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  length = strlen (text);
  if (!g_utf8_validate (text, length, NULL))
    {
      g_set_error_literal (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_INVALID_REQUEST,
                           _ ("The request cannot be sent, for its text is not valid UTF-8."));
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&text), length);
}
