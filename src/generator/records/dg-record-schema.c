/* dg-record-schema.c: the schemas of the tools that records, or parts of them, come through
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Nova's rules for tool schemas: at the top nothing but type, properties and required; at most two levels of objects;
 * nullable as a list of two types.
 * https://docs.aws.amazon.com/nova/latest/userguide/prompting-tool-troubleshooting.html
 */

#include "config.h"

#include "dg-record-format-private.h"
#include "dg-record-schema.h"

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

/**
 * dg_record_schema_add_fields:
 * @builder: where a schema's `properties` are being written
 * @self: a format
 * @column: which text
 *
 * Writes a property for each field of @column, the same in every tool that takes it.
 */
void
dg_record_schema_add_fields (JsonBuilder *builder, DgRecordFormat *self, DgColumn column)
{
  g_return_if_fail (JSON_IS_BUILDER (builder) && self != NULL);

  DgFormat *format = dg_record_format_get_column (self, column);

  for (guint i = 0; i < dg_format_get_n_fields (format); i++)
    add_property (builder, format, dg_column_get_id (column), dg_format_get_field (format, i));
}

/**
 * dg_record_schema_add_names:
 * @builder: where a schema's `required` is being written
 * @self: a format
 * @column: which text
 *
 * Writes the names of the properties that dg_record_schema_add_fields() writes.
 */
void
dg_record_schema_add_names (JsonBuilder *builder, DgRecordFormat *self, DgColumn column)
{
  g_return_if_fail (JSON_IS_BUILDER (builder) && self != NULL);

  DgFormat *format = dg_record_format_get_column (self, column);

  for (guint i = 0; i < dg_format_get_n_fields (format); i++)
    {
      g_autofree char *name =
          dg_record_format_dup_property (format, dg_column_get_id (column), dg_format_get_field (format, i));

      json_builder_add_string_value (builder, name);
    }
}

/**
 * dg_record_schema_dup_name:
 * @self: a format
 * @column: which text
 * @field: a field of it
 *
 * Returns: (transfer full): the name of the field's property
 */
char *
dg_record_schema_dup_name (DgRecordFormat *self, DgColumn column, const DgField *field)
{
  g_return_val_if_fail (self != NULL && field != NULL, NULL);

  return dg_record_format_dup_property (dg_record_format_get_column (self, column), dg_column_get_id (column), field);
}

/**
 * dg_record_schema_add_property:
 * @builder: where a schema's `properties` are being written
 * @name: the property's name
 * @type: its type
 * @description: (nullable): what goes in, in ten words at most
 * @values: (nullable) (array zero-terminated=1): the closed set that it is from
 */
void
dg_record_schema_add_property (
    JsonBuilder *builder, const char *name, const char *type, const char *description, const char *const *values)
{
  g_return_if_fail (JSON_IS_BUILDER (builder) && name != NULL && type != NULL);

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  set_string (builder, "type", type);
  if (values != NULL)
    {
      json_builder_set_member_name (builder, "enum");
      json_builder_begin_array (builder);
      for (guint i = 0; values[i] != NULL; i++)
        json_builder_add_string_value (builder, values[i]);
      json_builder_end_array (builder);
    }
  if (description != NULL)
    set_string (builder, "description", description);
  json_builder_end_object (builder);
}

/**
 * dg_record_schema_begin_object:
 * @builder: where a schema is being written
 *
 * Begins an object schema and its `properties`.
 */
void
dg_record_schema_begin_object (JsonBuilder *builder)
{
  g_return_if_fail (JSON_IS_BUILDER (builder));

  json_builder_begin_object (builder);
  set_string (builder, "type", "object");
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
}

/**
 * dg_record_schema_begin_required:
 * @builder: where a schema's `properties` are being written
 *
 * Ends them and begins `required`.
 */
void
dg_record_schema_begin_required (JsonBuilder *builder)
{
  g_return_if_fail (JSON_IS_BUILDER (builder));

  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "required");
  json_builder_begin_array (builder);
}

/**
 * dg_record_schema_end_object:
 * @builder: where a schema's `required` is being written
 *
 * Ends it and the object schema.
 */
void
dg_record_schema_end_object (JsonBuilder *builder)
{
  g_return_if_fail (JSON_IS_BUILDER (builder));

  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * dg_record_schema_begin_list:
 * @builder: where a tool's schema is to be written
 * @name: the one member of the tool's input
 *
 * Begins the schema of a tool whose input is a list of objects, as far as the `properties` of these.
 */
void
dg_record_schema_begin_list (JsonBuilder *builder, const char *name)
{
  g_return_if_fail (JSON_IS_BUILDER (builder) && name != NULL);

  dg_record_schema_begin_object (builder);
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  set_string (builder, "type", "array");
  json_builder_set_member_name (builder, "items");
  dg_record_schema_begin_object (builder);
}

/**
 * dg_record_schema_end_list:
 * @builder: where the `required` of a list's objects is being written
 * @name: what was given to dg_record_schema_begin_list()
 *
 * Ends the schema.
 */
void
dg_record_schema_end_list (JsonBuilder *builder, const char *name)
{
  g_return_if_fail (JSON_IS_BUILDER (builder) && name != NULL);

  dg_record_schema_end_object (builder);
  json_builder_end_object (builder);
  dg_record_schema_begin_required (builder);
  json_builder_add_string_value (builder, name);
  dg_record_schema_end_object (builder);
}

/**
 * dg_record_schema_dup_text:
 * @builder: a finished schema
 *
 * Returns: (transfer full): it as JSON text
 */
char *
dg_record_schema_dup_text (JsonBuilder *builder)
{
  g_return_val_if_fail (JSON_IS_BUILDER (builder), NULL);

  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
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

  dg_record_schema_begin_list (builder, DG_RECORDS_MEMBER);
  dg_record_schema_add_property (builder, "n", "integer", "number of the line", NULL);
  dg_record_schema_add_fields (builder, self, DG_COLUMN_INPUT);
  dg_record_schema_add_fields (builder, self, DG_COLUMN_ANSWER);
  dg_record_schema_begin_required (builder);
  json_builder_add_string_value (builder, "n");
  dg_record_schema_add_names (builder, self, DG_COLUMN_INPUT);
  dg_record_schema_add_names (builder, self, DG_COLUMN_ANSWER);
  dg_record_schema_end_list (builder, DG_RECORDS_MEMBER);

  return dg_record_schema_dup_text (builder);
}
