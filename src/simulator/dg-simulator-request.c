/* dg-simulator-request.c: what the model is asked, checked as Bedrock checks it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-request.h"

#include <string.h>

#define MAX_TOOL_NAME 64
/* What the models can write at most, by their cards */
#define NOVA_2_MAX_TOKENS 65536
#define NOVA_1_MAX_TOKENS 10000
#define TOOL_NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"

static const char *const schema_members[] = { "type", "properties", "required", NULL };

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (DG_AWS_ERROR, DG_AWS_ERROR_VALIDATION, format, args));
  va_end (args);

  return FALSE;
}

static gboolean
refuse_malformed (GError **error, const char *what)
{
  return refuse (error, "Malformed input request: %s, please reformat your input and try again.", what);
}

guint
dg_simulator_count_tokens (glong n_characters)
{
  return (guint) ((n_characters + DG_SIMULATOR_CHARACTERS_A_TOKEN - 1) / DG_SIMULATOR_CHARACTERS_A_TOKEN);
}

void
dg_simulator_request_free (DgSimulatorRequest *self)
{
  g_clear_pointer (&self->document, dg_json_document_unref);
  g_free (self->model);
  g_free (self->system);
  g_free (self->prompt);
  g_free (self->tool_name);
  g_free (self);
}

static gboolean
check_model (const char *model, GError **error)
{
  if (strstr (model, "nova") == NULL)
    return refuse (error, "The provided model identifier is invalid.");
  if (strstr (model, "nova-premier") != NULL)
    {
      g_set_error_literal (error, DG_AWS_ERROR, DG_AWS_ERROR_NOT_FOUND,
                           "This model version has reached the end of its life. Please refer to the AWS documentation "
                           "for more details.");
      return FALSE;
    }
  if (g_str_has_prefix (model, "amazon.nova-2"))
    return refuse (error,
                   "Invocation of model ID %s with on-demand throughput isn’t supported. Retry your request with the "
                   "ID or ARN of an inference profile that contains this model.",
                   model);

  return TRUE;
}

/* Joins the texts of a list of content blocks */
static char *
join_texts (DgJsonValue blocks)
{
  GString *joined = g_string_new (NULL);
  DgJsonValue block;
  DgJsonIter iter;

  dg_json_iter_init (&iter, blocks);
  while (dg_json_iter_next (&iter, NULL, &block))
    {
      g_autofree char *text = NULL;

      if (dg_json_object_lookup_string (block, "text", &text))
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? "\n" : "", text);
    }

  return g_string_free (joined, FALSE);
}

static void
count_input (DgSimulatorRequest *self, const char *text)
{
  self->input_tokens += dg_simulator_count_tokens (g_utf8_strlen (text, -1));
}

static gboolean
read_messages (DgSimulatorRequest *self, DgJsonValue root, GError **error)
{
  DgJsonValue messages, message, content;
  DgJsonIter iter;

  if (!dg_json_object_lookup (root, "messages", &messages))
    return refuse_malformed (error, "#: required key [messages] not found");

  dg_json_iter_init (&iter, messages);
  while (dg_json_iter_next (&iter, NULL, &message))
    {
      g_autofree char *role = NULL;

      dg_json_object_lookup_string (message, "role", &role);
      if (self->prompt == NULL && g_strcmp0 (role, "user") != 0)
        break;
      if (!dg_json_object_lookup (message, "content", &content) || dg_json_value_get_length (content) == 0)
        return refuse (error, "The content field in the Message object is empty. Add a ContentBlock object to the "
                              "content field and try again.");
      g_free (self->prompt);
      self->prompt = join_texts (content);
      count_input (self, self->prompt);
    }

  return self->prompt != NULL || refuse (error, "A conversation must start with a user message. Try again with a "
                                                "conversation that starts with a user message.");
}

static gboolean
check_limit (DgJsonValue config, const char *name, gboolean whole, double low, double high, GError **error)
{
  DgJsonValue value;
  gint64 integer;
  double number;

  if (!dg_json_object_lookup (config, name, &value))
    return TRUE;

  number = dg_json_value_get_double (value);
  if (number >= low && number <= high && (!whole || dg_json_value_get_int64 (value, &integer)))
    return TRUE;

  g_autofree char *source = dg_json_value_dup_source (value);

  return refuse (error,
                 "1 validation error detected: Value '%s' at 'inferenceConfig.%s' failed to satisfy constraint: Member "
                 "must have value %s than or equal to %g",
                 source, name, number > high ? "less" : "greater", number > high ? high : low);
}

static gboolean
read_limits (DgSimulatorRequest *self, DgJsonValue root, GError **error)
{
  DgJsonValue config;
  gint64 max_tokens = G_MAXINT;

  if (dg_json_object_lookup (root, "inferenceConfig", &config))
    {
      if (!check_limit (config, "maxTokens", TRUE, 1, G_MAXINT, error) ||
          !check_limit (config, "temperature", FALSE, 0, 1, error) || !check_limit (config, "topP", FALSE, 0, 1, error))
        return FALSE;
      dg_json_object_lookup_int64 (config, "maxTokens", &max_tokens);
    }
  self->max_tokens = (guint) max_tokens;
  self->reserved_tokens = self->max_tokens;
  if (max_tokens == G_MAXINT)
    self->reserved_tokens = strstr (self->model, "nova-2") != NULL ? NOVA_2_MAX_TOKENS : NOVA_1_MAX_TOKENS;

  return TRUE;
}

static gboolean
check_schema (DgJsonValue tool, guint position, GError **error)
{
  DgJsonValue schema, json, type;
  DgJsonIter iter;
  char *key;

  if (!dg_json_object_lookup (tool, "inputSchema", &schema) || !dg_json_object_lookup (schema, "json", &json) ||
      !dg_json_object_lookup (json, "type", &type) || !dg_json_value_equals_string (type, "object"))
    return refuse (error,
                   "The value at toolConfig.tools.%u.toolSpec.inputSchema.json.type must be one of the following: "
                   "object.",
                   position);

  dg_json_iter_init (&iter, json);
  while (dg_json_iter_next (&iter, &key, NULL))
    {
      g_autofree char *name = key;

      if (!g_strv_contains (schema_members, name))
        {
          g_autofree char *what = g_strdup_printf ("#/toolConfig/tools/%u/toolSpec/inputSchema/json: extraneous key "
                                                   "[%s] is not permitted",
                                                   position, name);

          return refuse_malformed (error, what);
        }
    }

  return TRUE;
}

static gboolean
check_tool (DgJsonValue entry, guint position, char **name, GError **error)
{
  DgJsonValue tool;

  if (dg_json_object_lookup (entry, "cachePoint", NULL))
    {
      g_autofree char *what =
          g_strdup_printf ("#/toolConfig/tools/%u: extraneous key [cachePoint] is not permitted", position);

      return refuse_malformed (error, what);
    }
  if (!dg_json_object_lookup (entry, "toolSpec", &tool))
    return refuse (error, "The value at toolConfig.tools.%u has no toolSpec.", position);
  dg_json_object_lookup_string (tool, "name", name);
  if (*name == NULL || **name == '\0' || strlen (*name) > MAX_TOOL_NAME ||
      strspn (*name, TOOL_NAME_CHARACTERS) != strlen (*name))
    return refuse (error,
                   "1 validation error detected: Value '%s' at 'toolConfig.tools.%u.member.toolSpec.name' failed to "
                   "satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]{1,64}",
                   *name != NULL ? *name : "", position + 1);

  return check_schema (tool, position, error);
}

/* Which tool the choice asks for: a name, "" for any, NULL for whether the model likes it */
static char *
read_choice (DgJsonValue config)
{
  DgJsonValue choice, tool;
  char *name = NULL;

  if (!dg_json_object_lookup (config, "toolChoice", &choice))
    return NULL;
  if (dg_json_object_lookup (choice, "tool", &tool))
    dg_json_object_lookup_string (tool, "name", &name);

  return name != NULL || !dg_json_object_lookup (choice, "any", NULL) ? name : g_strdup ("");
}

/* The tool that is forced, the first when any will do, or the only one there is */
static gboolean
read_tools (DgSimulatorRequest *self, DgJsonValue root, GError **error)
{
  DgJsonValue config, tools, entry, spec, schema;
  g_autofree char *choice = NULL;
  DgJsonIter iter;

  if (!dg_json_object_lookup (root, "toolConfig", &config))
    return TRUE;
  if (!dg_json_object_lookup (config, "tools", &tools) || dg_json_value_get_length (tools) == 0)
    return refuse_malformed (error, "#/toolConfig/tools: expected minimum item count: 1, found: 0");

  choice = read_choice (config);
  if (choice == NULL && dg_json_value_get_length (tools) == 1)
    choice = g_strdup ("");
  dg_json_iter_init (&iter, tools);
  for (guint i = 0; dg_json_iter_next (&iter, NULL, &entry); i++)
    {
      g_autofree char *name = NULL;

      if (!check_tool (entry, i, &name, error))
        return FALSE;
      if (self->tool_name != NULL || choice == NULL || (choice[0] != '\0' && strcmp (choice, name) != 0))
        continue;
      self->tool_name = g_steal_pointer (&name);
      dg_json_object_lookup (entry, "toolSpec", &spec);
      dg_json_object_lookup (spec, "inputSchema", &schema);
      dg_json_object_lookup (schema, "json", &self->tool_schema);
    }

  g_autofree char *source = dg_json_value_dup_source (tools);

  count_input (self, source);

  return choice == NULL || self->tool_name != NULL ||
         refuse (error, "The value at toolConfig.toolChoice.tool.name does not match any tool in toolConfig.tools.");
}

/* Reads and checks the body of a request. @model is the id out of its path, decoded. */
DgSimulatorRequest *
dg_simulator_request_new (const char *model, GBytes *body, GError **error)
{
  g_autoptr (DgSimulatorRequest) self = g_new0 (DgSimulatorRequest, 1);
  g_autoptr (GError) json_error = NULL;
  DgJsonValue root, system;
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  if (!check_model (model, error))
    return NULL;

  self->model = g_strdup (model);
  self->document = dg_json_document_new (text, (gssize) length, NULL, &json_error);
  if (self->document == NULL)
    {
      refuse_malformed (error, json_error->message);
      return NULL;
    }
  root = dg_json_document_get_root (self->document);
  if (dg_json_value_get_value_type (root) != DG_JSON_OBJECT)
    {
      refuse_malformed (error, "#: expected type: JSONObject");
      return NULL;
    }

  self->system = dg_json_object_lookup (root, "system", &system) ? join_texts (system) : g_strdup ("");
  count_input (self, self->system);
  if (!read_messages (self, root, error) || !read_limits (self, root, error) || !read_tools (self, root, error))
    return NULL;

  return g_steal_pointer (&self);
}
