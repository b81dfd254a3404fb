/* dg-format-json.c: the typed fields of a JSON Schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Nova follows a tool's schema best when it is shallow (at most two levels of objects, the list of records being one),
 * so a flat object becomes one field a member and an object inside it `outer__inner`. What does not fit is asked for as
 * JSON text in one string and parsed.
 */

#include "config.h"

#include "dg-format-private.h"

static gboolean
type_has_null (DgJsonValue type)
{
  DgJsonValue name;
  DgJsonIter iter;

  dg_json_iter_init (&iter, type);
  while (dg_json_iter_next (&iter, NULL, &name))
    if (dg_json_value_equals_string (name, "null"))
      return TRUE;

  return FALSE;
}

static gboolean
enum_has_null (DgJsonValue list)
{
  DgJsonValue value;
  DgJsonIter iter;

  dg_json_iter_init (&iter, list);
  while (dg_json_iter_next (&iter, NULL, &value))
    if (dg_json_value_get_value_type (value) == DG_JSON_NULL)
      return TRUE;

  return FALSE;
}

/* A schema that names neither types nor values allows null, but there is no field for it anyway. */
static gboolean
is_nullable (DgJsonValue schema)
{
  DgJsonValue type, list;
  gboolean has_type = dg_json_object_lookup (schema, "type", &type);
  gboolean has_enum = dg_json_object_lookup (schema, "enum", &list);

  if (has_type && !type_has_null (type))
    return FALSE;
  if (has_enum && !enum_has_null (list))
    return FALSE;

  return has_type || has_enum;
}

/* The one type of a schema, `null` beside it aside; %NULL when there are several or none. */
static char *
dup_single_type (DgJsonValue schema)
{
  g_autofree char *single = NULL;
  DgJsonValue type, name;
  DgJsonIter iter;

  if (!dg_json_object_lookup (schema, "type", &type))
    return NULL;
  if (dg_json_value_get_value_type (type) == DG_JSON_STRING)
    return dg_json_value_dup_string (type);

  dg_json_iter_init (&iter, type);
  while (dg_json_iter_next (&iter, NULL, &name))
    {
      if (dg_json_value_equals_string (name, "null"))
        continue;
      if (single != NULL)
        return NULL;
      single = dg_json_value_dup_string (name);
    }

  return g_steal_pointer (&single);
}

static GStrv
dup_string_values (DgJsonValue list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) values = NULL;
  DgJsonIter iter;
  DgJsonValue value;

  dg_json_iter_init (&iter, list);
  while (dg_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *text = NULL;

      if (dg_json_value_get_value_type (value) == DG_JSON_NULL)
        continue;
      if (dg_json_value_get_value_type (value) != DG_JSON_STRING)
        return NULL;
      text = dg_json_value_dup_string (value);
      g_strv_builder_add (builder, text);
    }
  values = g_strv_builder_end (builder);

  return values[0] != NULL ? g_steal_pointer (&values) : NULL;
}

static gboolean
is_list_of_strings (DgJsonValue schema)
{
  g_autofree char *type = NULL;
  DgJsonValue items;

  if (!dg_json_object_lookup (schema, "items", &items) || dg_json_value_get_value_type (items) != DG_JSON_OBJECT)
    return FALSE;
  type = dup_single_type (items);

  return g_strcmp0 (type, "string") == 0 && !is_nullable (items);
}

static gboolean
find_field_type (DgJsonValue schema, const char *type, DgFieldType *field_type)
{
  static const struct
  {
    const char *name;
    DgFieldType type;
  } plain_types[] = {
    { "string", DG_FIELD_TEXT },
    { "integer", DG_FIELD_INTEGER },
    { "number", DG_FIELD_NUMBER },
    { "boolean", DG_FIELD_BOOLEAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain_types); i++)
    if (g_strcmp0 (type, plain_types[i].name) == 0)
      {
        *field_type = plain_types[i].type;
        return TRUE;
      }

  *field_type = DG_FIELD_TEXT_LIST;

  return g_strcmp0 (type, "array") == 0 && is_list_of_strings (schema);
}

static gboolean
is_required (DgJsonValue object_schema, const char *name)
{
  DgJsonValue required, element;
  DgJsonIter iter;

  if (!dg_json_object_lookup (object_schema, "required", &required))
    return FALSE;

  dg_json_iter_init (&iter, required);
  while (dg_json_iter_next (&iter, NULL, &element))
    if (dg_json_value_equals_string (element, name))
      return TRUE;

  return FALSE;
}

static gboolean
add_scalar (DgFormat *self, DgJsonValue schema, const char *const *path, gboolean required)
{
  g_autofree char *type = dup_single_type (schema);
  g_auto (GStrv) values = NULL;
  DgFieldType field_type;
  DgJsonValue list;
  DgField *field;

  if (dg_json_object_lookup (schema, "enum", &list))
    {
      values = dup_string_values (list);
      if (values == NULL)
        return FALSE;
      field_type = DG_FIELD_LABEL;
    }
  else if (!find_field_type (schema, type, &field_type))
    return FALSE;

  field = dg_format_add_field (self, path, field_type);
  field->nullable = is_nullable (schema);
  field->required = required;
  field->values = g_steal_pointer (&values);
  dg_json_object_lookup_string (schema, "description", &field->description);

  return TRUE;
}

static gboolean add_object (DgFormat *self, DgJsonValue schema, const char *outer);

static gboolean
add_property (DgFormat *self, DgJsonValue schema, const char *outer, const char *name, gboolean required)
{
  const char *const inner_path[] = { outer, name, NULL };
  const char *const flat_path[] = { name, NULL };
  g_autofree char *type = NULL;

  if (dg_json_value_get_value_type (schema) != DG_JSON_OBJECT)
    return FALSE;
  type = dup_single_type (schema);
  if (g_strcmp0 (type, "object") == 0)
    /* an object that may be missing cannot be told from one whose fields are all empty */
    return outer == NULL && required && !is_nullable (schema) && add_object (self, schema, name);

  return add_scalar (self, schema, outer != NULL ? inner_path : flat_path, required);
}

/* Whether a member may have to be there that has no property, and so no field. */
static gboolean
wants_more_than (DgJsonValue schema, DgJsonValue properties)
{
  DgJsonValue required, element;
  DgJsonIter iter;

  if (dg_json_object_lookup (schema, "anyOf", NULL) || dg_json_object_lookup (schema, "oneOf", NULL) ||
      dg_json_object_lookup (schema, "allOf", NULL))
    return TRUE;
  if (!dg_json_object_lookup (schema, "required", &required))
    return FALSE;

  dg_json_iter_init (&iter, required);
  while (dg_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *name = dg_json_value_dup_string (element);

      if (!dg_json_object_lookup (properties, name, NULL))
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_object (DgFormat *self, DgJsonValue schema, const char *outer)
{
  DgJsonValue properties, property;
  DgJsonIter iter;

  if (!dg_json_object_lookup (schema, "properties", &properties) || dg_json_value_get_length (properties) == 0 ||
      wants_more_than (schema, properties))
    return FALSE;

  dg_json_iter_init (&iter, properties);
  for (;;)
    {
      g_autofree char *name = NULL;

      if (!dg_json_iter_next (&iter, &name, &property))
        return TRUE;
      if (!add_property (self, property, outer, name, is_required (schema, name)))
        return FALSE;
    }
}

/**
 * dg_format_new_json:
 * @schema: a JSON Schema as JSON text
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the format of JSON texts that @schema accepts; %NULL with an error from
 *   #DgJsonError or #DgJsonSchemaError
 */
DgFormat *
dg_format_new_json (const char *schema, GError **error)
{
  g_return_val_if_fail (schema != NULL, NULL);

  g_autoptr (DgJsonDocument) document = dg_json_document_new (schema, -1, NULL, error);
  g_autoptr (DgFormat) self = NULL;
  g_autofree char *type = NULL;
  DgJsonValue root;

  if (document == NULL)
    return NULL;

  self = dg_format_new (DG_FORMAT_JSON);
  root = dg_json_document_get_root (document);
  self->schema = dg_json_schema_new (root, error);
  if (self->schema == NULL)
    return NULL;

  if (dg_json_value_get_value_type (root) == DG_JSON_OBJECT)
    type = dup_single_type (root);
  if (g_strcmp0 (type, "object") != 0 || is_nullable (root) || !add_object (self, root, NULL))
    dg_format_make_source (self);

  return g_steal_pointer (&self);
}
