/* dg-record-schema.c: the schema of the tool that records come through
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Nova's rules for tool schemas: at the top nothing but type, properties and required; at most two levels of objects;
 * nullable as a list of two types.
 * https://docs.aws.amazon.com/nova/latest/userguide/prompting-tool-troubleshooting.html
 */

#include "config.h"

#include <json-glib/json-glib.h>

#include "dg-record-format-private.h"

/* Longer descriptions cost tokens in every request and are not followed better. */
#define MAX_DESCRIPTION 120

static void
set_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static const char *
get_json_type (DgFieldType type)
{
  switch (type)
    {
    case DG_FIELD_INTEGER:
      return "integer";
    case DG_FIELD_NUMBER:
      return "number";
    case DG_FIELD_BOOLEAN:
      return "boolean";
    case DG_FIELD_TEXT_LIST:
      return "array";
    case DG_FIELD_TEXT:
    case DG_FIELD_LABEL:
    case DG_FIELD_SOURCE:
    default:
      return "string";
    }
}

static void
add_type (JsonBuilder *builder, const DgField *field)
{
  json_builder_set_member_name (builder, "type");
  if (!field->nullable && field->required)
    {
      json_builder_add_string_value (builder, get_json_type (field->type));
      return;
    }

  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, get_json_type (field->type));
  json_builder_add_string_value (builder, "null");
  json_builder_end_array (builder);
}

static void
add_values (JsonBuilder *builder, const DgField *field)
{
  json_builder_set_member_name (builder, "enum");
  json_builder_begin_array (builder);
  for (guint i = 0; field->values[i] != NULL; i++)
    json_builder_add_string_value (builder, field->values[i]);
  if (field->nullable || !field->required)
    json_builder_add_null_value (builder);
  json_builder_end_array (builder);
}

static void
add_description (JsonBuilder *builder, const DgField *field)
{
  g_autofree char *short_text = NULL;

  if (field->type == DG_FIELD_SOURCE)
    {
      set_string (builder, "description", g_str_equal (field->name, "xml") ? "XML text" : "JSON text");
      return;
    }
  if (field->description == NULL)
    return;

  short_text = g_utf8_substring (field->description, 0, MIN (g_utf8_strlen (field->description, -1), MAX_DESCRIPTION));
  set_string (builder, "description", short_text);
}

static void
add_property (JsonBuilder *builder, DgFormat *format, const char *prefix, const DgField *field)
{
  g_autofree char *name = dg_record_format_dup_property (format, prefix, field);

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_type (builder, field);
  if (field->type == DG_FIELD_LABEL)
    add_values (builder, field);
  if (field->type == DG_FIELD_TEXT_LIST)
    {
      json_builder_set_member_name (builder, "items");
      json_builder_begin_object (builder);
      set_string (builder, "type", "string");
      json_builder_end_object (builder);
    }
  add_description (builder, field);
  json_builder_end_object (builder);
}

static void
add_properties (JsonBuilder *builder, DgFormat *format, const char *prefix)
{
  for (guint i = 0; i < dg_format_get_n_fields (format); i++)
    add_property (builder, format, prefix, dg_format_get_field (format, i));
}

static void
add_names (JsonBuilder *builder, DgFormat *format, const char *prefix)
{
  for (guint i = 0; i < dg_format_get_n_fields (format); i++)
    {
      g_autofree char *name = dg_record_format_dup_property (format, prefix, dg_format_get_field (format, i));

      json_builder_add_string_value (builder, name);
    }
}

static void
add_record (JsonBuilder *builder, DgRecordFormat *self)
{
  DgFormat *input = dg_record_format_get_input (self);
  DgFormat *answer = dg_record_format_get_answer (self);

  json_builder_begin_object (builder);
  set_string (builder, "type", "object");
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "n");
  json_builder_begin_object (builder);
  set_string (builder, "type", "integer");
  set_string (builder, "description", "number of the line");
  json_builder_end_object (builder);
  add_properties (builder, input, DG_INPUT_PREFIX);
  add_properties (builder, answer, DG_ANSWER_PREFIX);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "required");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, "n");
  add_names (builder, input, DG_INPUT_PREFIX);
  add_names (builder, answer, DG_ANSWER_PREFIX);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * dg_record_format_dup_tool_schema:
 * @self: a format
 *
 * Returns: (transfer full): the JSON Schema of the tool's input: a list of records, each with the number of its line,
 *   its input and its answer as typed fields
 */
char *
dg_record_format_dup_tool_schema (DgRecordFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  set_string (builder, "type", "object");
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, DG_RECORDS_MEMBER);
  json_builder_begin_object (builder);
  set_string (builder, "type", "array");
  json_builder_set_member_name (builder, "items");
  add_record (builder, self);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "required");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, DG_RECORDS_MEMBER);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
