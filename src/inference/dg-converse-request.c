/* dg-converse-request.c: the body of a Converse request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-converse.h"
#include "dg-json.h"

/* Nova's range begins here; some have seen a plain 0 refused. */
#define TEMPERATURE_MIN 0.00001
#define TEMPERATURE_FORMAT "%.6g"

/*
 * Written by hand on purpose: json-glib 1.6 leaves U+001F unescaped, which is no JSON, and reprints the numbers of a
 * schema as doubles. Here a schema goes out token for token.
 */

static void
append_text_block (GString *json, const char *text)
{
  g_string_append (json, "{\"text\":");
  dg_json_append_string (json, text);
  g_string_append_c (json, '}');
}

/* The service wants the roles to alternate: what one says several times in a row is one message of several blocks. */
static void
append_messages (GString *json, DgModelRequest *request)
{
  guint n_messages = dg_model_request_get_n_messages (request);
  DgRole role, last_role = DG_ROLE_USER;

  g_string_append (json, "\"messages\":[");
  for (guint i = 0; i < n_messages; i++)
    {
      const char *text = dg_model_request_get_message (request, i, &role);

      if (i > 0)
        g_string_append (json, role == last_role ? "," : "]},");
      if (i == 0 || role != last_role)
        g_string_append_printf (json, "{\"role\":\"%s\",\"content\":[", role == DG_ROLE_USER ? "user" : "assistant");
      append_text_block (json, text);
      last_role = role;
    }
  g_string_append (json, n_messages > 0 ? "]}]" : "]");
}

static void
append_system (GString *json, DgModelRequest *request)
{
  if (dg_model_request_get_system (request) == NULL)
    return;

  g_string_append (json, ",\"system\":[");
  append_text_block (json, dg_model_request_get_system (request));
  g_string_append_c (json, ']');
}

static void
append_inference_config (GString *json, DgModelRequest *request)
{
  guint max_tokens = dg_model_request_get_max_tokens (request);
  double temperature = dg_model_request_get_temperature (request);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (max_tokens == 0 && temperature < 0.0)
    return;

  g_string_append (json, ",\"inferenceConfig\":{");
  if (max_tokens > 0)
    g_string_append_printf (json, "\"maxTokens\":%u", max_tokens);
  if (max_tokens > 0 && temperature >= 0.0)
    g_string_append_c (json, ',');
  if (temperature >= 0.0)
    g_string_append_printf (json, "\"temperature\":%s",
                            g_ascii_formatd (number, sizeof number, TEMPERATURE_FORMAT,
                                             MAX (temperature, TEMPERATURE_MIN)));
  g_string_append_c (json, '}');
}

static char *
dup_schema (const char *schema, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (schema, -1, NULL, &local_error);
  DgJsonValue root;

  if (document != NULL)
    {
      root = dg_json_document_get_root (document);
      if (dg_json_value_get_value_type (root) == DG_JSON_OBJECT)
        return dg_json_compact (root);
    }

  /* Translators: %s says where and why. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_INVALID_REQUEST,
               _ ("The answer format cannot be sent, for its JSON schema is not a JSON object: %s"),
               local_error != NULL ? local_error->message : _ ("it is another kind of value"));
  return NULL;
}

/* One tool, and the model has to call it. */
static gboolean
append_tool (GString *json, DgModelRequest *request, GError **error)
{
  const char *name = dg_model_request_get_tool_name (request);
  const char *description = dg_model_request_get_tool_description (request);
  g_autofree char *schema = NULL;

  if (name == NULL)
    return TRUE;

  schema = dup_schema (dg_model_request_get_tool_schema (request), error);
  if (schema == NULL)
    return FALSE;

  g_string_append (json, ",\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":");
  dg_json_append_string (json, name);
  if (description != NULL)
    {
      g_string_append (json, ",\"description\":");
      dg_json_append_string (json, description);
    }
  g_string_append_printf (json, ",\"inputSchema\":{\"json\":%s}}}],\"toolChoice\":{\"tool\":{\"name\":", schema);
  dg_json_append_string (json, name);
  g_string_append (json, "}}}");
  return TRUE;
}

static gboolean
check_text (const char *text, GError **error)
{
  if (text == NULL || g_utf8_validate (text, -1, NULL))
    return TRUE;

  g_set_error_literal (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_INVALID_REQUEST,
                       _ ("The request cannot be sent, for its text is not valid UTF-8."));
  return FALSE;
}

static gboolean
check_texts (DgModelRequest *request, GError **error)
{
  for (guint i = 0; i < dg_model_request_get_n_messages (request); i++)
    {
      if (!check_text (dg_model_request_get_message (request, i, NULL), error))
        return FALSE;
    }
  return check_text (dg_model_request_get_system (request), error) &&
         check_text (dg_model_request_get_tool_description (request), error);
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
  g_autoptr (GString) json = NULL;

  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_texts (request, error))
    return NULL;

  json = g_string_new ("{");
  append_messages (json, request);
  append_system (json, request);
  append_inference_config (json, request);
  if (!append_tool (json, request, error))
    return NULL;
  g_string_append_c (json, '}');

  return g_string_free_to_bytes (g_steal_pointer (&json));
}
