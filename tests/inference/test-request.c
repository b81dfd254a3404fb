/* test-request.c: the JSON of a request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-converse.h"
#include "dg-json.h"

static char *
build (DgModelRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = dg_converse_build_request (request, &error);
  gsize length;
  const char *text;

  g_assert_no_error (error);
  text = g_bytes_get_data (body, &length);
  return g_strndup (text, length);
}

static void
test_plain (void)
{
  g_autoptr (DgModelRequest) request = dg_model_request_new ("conversation");
  g_autofree char *json = NULL;

  dg_model_request_add_message (request, DG_ROLE_USER, "Hello");
  json = build (request);
  g_assert_cmpstr (json, ==, "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}");
}

static void
test_everything (void)
{
  g_autoptr (DgModelRequest) request = dg_model_request_new ("records");
  g_autofree char *json = NULL;

  dg_model_request_set_system (request, "You are terse.");
  dg_model_request_add_message (request, DG_ROLE_USER, "Hello");
  dg_model_request_add_message (request, DG_ROLE_ASSISTANT, "Good day");
  dg_model_request_add_message (request, DG_ROLE_USER, "Three records");
  dg_model_request_set_tool (request, "records", "Takes the records",
                             "{\"type\": \"object\", \"properties\": {\"z\": {\"type\": \"string\"}, \"a\": {\"enum\": "
                             "[1, true, null, 12345678901234567890, 0.1]}}, \"required\": [\"z\"]}");
  dg_model_request_set_max_tokens (request, 900);
  dg_model_request_set_temperature (request, 0.75);

  json = build (request);
  g_assert_cmpstr (
      json, ==,
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]},"
      "{\"role\":\"assistant\",\"content\":[{\"text\":\"Good day\"}]},"
      "{\"role\":\"user\",\"content\":[{\"text\":\"Three records\"}]}],"
      "\"system\":[{\"text\":\"You are terse.\"}],"
      "\"inferenceConfig\":{\"maxTokens\":900,\"temperature\":0.75},"
      "\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"records\",\"description\":\"Takes the records\","
      "\"inputSchema\":{\"json\":{\"type\":\"object\",\"properties\":{\"z\":{\"type\":\"string\"},"
      "\"a\":{\"enum\":[1,true,null,12345678901234567890,0.1]}},\"required\":[\"z\"]}}}}],"
      "\"toolChoice\":{\"tool\":{\"name\":\"records\"}}}}");
}

/* The service insists on turns. */
static void
test_same_role_twice (void)
{
  g_autoptr (DgModelRequest) request = dg_model_request_new ("conversation");
  g_autofree char *json = NULL;

  dg_model_request_add_message (request, DG_ROLE_USER, "One");
  dg_model_request_add_message (request, DG_ROLE_USER, "Two");
  dg_model_request_add_message (request, DG_ROLE_ASSISTANT, "Three");
  json = build (request);
  g_assert_cmpstr (json, ==,
                   "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"One\"},{\"text\":\"Two\"}]},"
                   "{\"role\":\"assistant\",\"content\":[{\"text\":\"Three\"}]}]}");
}

static void
test_temperature_of_zero (void)
{
  g_autoptr (DgModelRequest) request = dg_model_request_new ("records");
  g_autoptr (DgJsonDocument) document = NULL;
  g_autofree char *json = NULL;
  DgJsonValue config, temperature;

  dg_model_request_add_message (request, DG_ROLE_USER, "Hello");
  dg_model_request_set_temperature (request, 0.0);
  json = build (request);
  document = dg_json_document_new (json, -1, NULL, NULL);
  g_assert_nonnull (document);
  g_assert_true (dg_json_object_lookup (dg_json_document_get_root (document), "inferenceConfig", &config));
  g_assert_true (dg_json_object_lookup (config, "temperature", &temperature));
  g_assert_cmpfloat_with_epsilon (dg_json_value_get_double (temperature), 0.00001, 1e-12);
  g_assert_false (dg_json_object_lookup (config, "maxTokens", NULL));
}

/* Every character survives, control characters and those beyond the BMP too. */
static void
test_characters (void)
{
  g_autoptr (DgModelRequest) request = dg_model_request_new ("records");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DgJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *sent = NULL;
  DgJsonValue value;
  DgJsonIter iter;

  for (gunichar c = 1; c < 0x180; c++)
    g_string_append_unichar (text, c);
  g_string_append (text, "\u2028\u2029\ufeff\uffff\U0001f600 </script>");
  dg_model_request_add_message (request, DG_ROLE_USER, text->str);

  json = build (request);
  document = dg_json_document_new (json, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (dg_json_object_lookup (dg_json_document_get_root (document), "messages", &value));
  dg_json_iter_init (&iter, value);
  g_assert_true (dg_json_iter_next (&iter, NULL, &value));
  g_assert_true (dg_json_object_lookup (value, "content", &value));
  dg_json_iter_init (&iter, value);
  g_assert_true (dg_json_iter_next (&iter, NULL, &value));
  g_assert_true (dg_json_object_lookup_string (value, "text", &sent));
  g_assert_cmpstr (sent, ==, text->str);
}

static void
assert_refused (const char *text, const char *schema, const char *said)
{
  g_autoptr (DgModelRequest) request = dg_model_request_new ("records");
  g_autoptr (GError) error = NULL;

  dg_model_request_add_message (request, DG_ROLE_USER, text);
  if (schema != NULL)
    dg_model_request_set_tool (request, "records", NULL, schema);
  g_assert_null (dg_converse_build_request (request, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_INVALID_REQUEST);
  g_assert_nonnull (strstr (error->message, said));
}

static void
test_bad_schemas (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  assert_refused ("Hello", "", "schema");
  assert_refused ("Hello", "{", "schema");
  assert_refused ("Hello", "[]", "another kind of value");
  assert_refused ("Hello", "null", "another kind of value");
  assert_refused ("Hello", "{\"type\":'object'}", "schema");
  assert_refused ("Hello", "{\"a\":1,\"a\":2}", "schema");
  assert_refused ("Hello", "{} {}", "schema");
  assert_refused ("Hello", deep, "schema");
}

static void
test_bad_text (void)
{
  assert_refused ("caf\xe9", NULL, "UTF-8");
}

static void
test_accessors (void)
{
  g_autoptr (DgModelRequest) request = dg_model_request_new ("samples");
  g_autoptr (DgModelRequest) same = dg_model_request_ref (request);
  DgRole role = DG_ROLE_ASSISTANT;

  g_assert_cmpstr (dg_model_request_get_purpose (request), ==, "samples");
  g_assert_null (dg_model_request_get_system (request));
  g_assert_null (dg_model_request_get_tool_name (request));
  g_assert_null (dg_model_request_get_tool_schema (request));
  g_assert_cmpuint (dg_model_request_get_n_messages (request), ==, 0);
  g_assert_cmpuint (dg_model_request_get_max_tokens (request), ==, 0);
  g_assert_cmpfloat (dg_model_request_get_temperature (request), <, 0.0);
  g_assert_true (dg_model_request_get_stream (request));

  dg_model_request_set_stream (request, FALSE);
  dg_model_request_set_system (request, "first");
  dg_model_request_set_system (request, "second");
  dg_model_request_set_tool (request, "one", "text", "{}");
  dg_model_request_set_tool (request, "two", NULL, "{}");
  dg_model_request_add_message (request, DG_ROLE_USER, "Hello");
  g_assert_false (dg_model_request_get_stream (same));
  g_assert_cmpstr (dg_model_request_get_system (same), ==, "second");
  g_assert_cmpstr (dg_model_request_get_tool_name (same), ==, "two");
  g_assert_null (dg_model_request_get_tool_description (same));
  g_assert_cmpstr (dg_model_request_get_message (same, 0, &role), ==, "Hello");
  g_assert_cmpint (role, ==, DG_ROLE_USER);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/request/plain", test_plain);
  g_test_add_func ("/inference/request/everything", test_everything);
  g_test_add_func ("/inference/request/same-role-twice", test_same_role_twice);
  g_test_add_func ("/inference/request/temperature-of-zero", test_temperature_of_zero);
  g_test_add_func ("/inference/request/characters", test_characters);
  g_test_add_func ("/inference/request/bad-schemas", test_bad_schemas);
  g_test_add_func ("/inference/request/bad-text", test_bad_text);
  g_test_add_func ("/inference/request/accessors", test_accessors);

  return g_test_run ();
}
