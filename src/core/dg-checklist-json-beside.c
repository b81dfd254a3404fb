/* dg-checklist-json-beside.c: reads what stands beside the items of a checklist
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "dg-checklist-private.h"
#include "dg-dimension-private.h"
#include "dg-json-schema.h"

/* A schema longer than this describes no records that a model could write. */
#define MAX_SCHEMA (256 * 1024)

static gboolean
read_labels (DgChecklist *self, DgJsonValue value, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  DgJsonIter iter;
  DgJsonValue element;

  if (!dg_checklist_expect_type (value, DG_JSON_ARRAY, error))
    return FALSE;
  if (dg_json_value_get_length (value) < 2 || dg_json_value_get_length (value) > DG_MAX_LABELS)
    return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error,
                                _ ("a label set has 2 to %d labels, this one has %u"), DG_MAX_LABELS,
                                dg_json_value_get_length (value));

  dg_json_iter_init (&iter, value);
  while (dg_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *label = NULL;

      if (!dg_checklist_read_text (element, &label, error))
        return FALSE;
      g_strv_builder_add (builder, label);
      if (!g_hash_table_add (seen, g_strdup (label)))
        return dg_checklist_refuse (element, DG_CHECKLIST_ERROR_VALUE, error, _ ("the label “%s” is there twice"),
                                    label);
    }
  self->labels = g_strv_builder_end (builder);

  return TRUE;
}

/* Reads a schema that can be checked, and puts its text into @schema; leaves that alone if it cannot. */
gboolean
dg_checklist_read_schema (DgJsonValue value, char **schema, GError **error)
{
  g_autoptr (DgJsonSchema) compiled = NULL;
  g_autofree char *text = NULL;

  if (!dg_checklist_expect_type (value, DG_JSON_OBJECT, error))
    return FALSE;

  compiled = dg_json_schema_new (value, error);
  if (compiled == NULL)
    return FALSE;
  text = dg_json_compact (value);
  if (strlen (text) > MAX_SCHEMA)
    return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error,
                                _ ("the schema has %zu bytes, at most %d are allowed"), strlen (text), MAX_SCHEMA);
  g_free (*schema);
  *schema = g_steal_pointer (&text);

  return TRUE;
}

static gboolean
read_input_schema (DgChecklist *self, DgJsonValue value, GError **error)
{
  return dg_checklist_read_schema (value, &self->input_schema, error);
}

static gboolean
read_output_schema (DgChecklist *self, DgJsonValue value, GError **error)
{
  return dg_checklist_read_schema (value, &self->output_schema, error);
}

/* A misspelt member would otherwise be as good as none. */
static gboolean
expect_members (DgJsonValue object, const char *const *names, GError **error)
{
  DgJsonIter iter;
  DgJsonValue member;

  dg_json_iter_init (&iter, object);
  for (;;)
    {
      g_autofree char *key = NULL;
      g_autofree char *known = NULL;

      if (!dg_json_iter_next (&iter, &key, &member))
        return TRUE;
      if (g_strv_contains (names, key))
        continue;
      known = g_strjoinv (", ", (char **) names);
      return dg_checklist_refuse (member, DG_CHECKLIST_ERROR_UNKNOWN_MEMBER, error,
                                  _ ("there is no member of this name here; there are only %s"), known);
    }
}

/* A value twice would be counted as one, with half of its share. */
static gboolean
has_value (DgDimension *dimension, const char *text)
{
  for (guint i = 0; i < dimension->values->len; i++)
    if (g_str_equal (((DgDimensionValue *) g_ptr_array_index (dimension->values, i))->value, text))
      return TRUE;

  return FALSE;
}

static gboolean
has_dimension (DgChecklist *self, const char *name)
{
  for (guint i = 0; i < self->dimensions->len; i++)
    if (g_str_equal (((DgDimension *) g_ptr_array_index (self->dimensions, i))->name, name))
      return TRUE;

  return FALSE;
}

static gboolean
read_weight (DgJsonValue weight, double *number, GError **error)
{
  if (!dg_checklist_expect_type (weight, DG_JSON_NUMBER, error))
    return FALSE;

  *number = dg_json_value_get_double (weight);
  if (*number > 0.0 && *number <= 1e6)
    return TRUE;

  return dg_checklist_refuse (weight, DG_CHECKLIST_ERROR_VALUE, error,
                              _ ("a weight is a number above 0, at most 1000000"));
}

static gboolean
read_ways (DgDimensionValue *self, DgJsonValue object, GError **error)
{
  DgJsonValue ways, way;
  DgJsonIter iter;

  if (!dg_json_object_lookup (object, "ways", &ways))
    return TRUE;
  if (!dg_checklist_expect_type (ways, DG_JSON_ARRAY, error))
    return FALSE;
  if (dg_json_value_get_length (ways) > DG_MAX_WAYS)
    return dg_checklist_refuse (ways, DG_CHECKLIST_ERROR_VALUE, error, _ ("a value has at most %d ways"), DG_MAX_WAYS);

  dg_json_iter_init (&iter, ways);
  while (dg_json_iter_next (&iter, NULL, &way))
    {
      g_autofree char *text = NULL;

      if (!dg_checklist_read_text (way, &text, error))
        return FALSE;
      g_ptr_array_add (self->ways, g_steal_pointer (&text));
    }

  return TRUE;
}

static gboolean
read_dimension_value (DgDimension *dimension, DgJsonValue object, GError **error)
{
  static const char *const names[] = { "value", "weight", "ways", NULL };
  g_autofree char *text = NULL;
  DgJsonValue value, weight;
  double number = 1.0;

  if (dg_json_value_get_value_type (object) == DG_JSON_STRING)
    value = object;
  else if (!dg_checklist_expect_type (object, DG_JSON_OBJECT, error) || !expect_members (object, names, error))
    return FALSE;
  else if (!dg_json_object_lookup (object, "value", &value))
    return dg_checklist_refuse (object, DG_CHECKLIST_ERROR_TYPE, error, _ ("“value” is missing"));
  else if (dg_json_object_lookup (object, "weight", &weight) && !read_weight (weight, &number, error))
    return FALSE;

  if (!dg_checklist_read_text (value, &text, error))
    return FALSE;
  if (has_value (dimension, text))
    return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error, _ ("the value “%s” is there twice"), text);

  return read_ways (dg_dimension_add_value (dimension, text, number), object, error);
}

static gboolean
read_values (DgDimension *dimension, DgJsonValue values, GError **error)
{
  DgJsonValue value;
  DgJsonIter iter;

  if (!dg_checklist_expect_type (values, DG_JSON_ARRAY, error))
    return FALSE;
  if (dg_json_value_get_length (values) < 1 || dg_json_value_get_length (values) > DG_MAX_DIMENSION_VALUES)
    return dg_checklist_refuse (values, DG_CHECKLIST_ERROR_VALUE, error, _ ("a dimension has 1 to %d values"),
                                DG_MAX_DIMENSION_VALUES);

  dg_json_iter_init (&iter, values);
  while (dg_json_iter_next (&iter, NULL, &value))
    if (!read_dimension_value (dimension, value, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_kind (DgDimension *dimension, DgJsonValue object, GError **error)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autofree char *id = NULL;
  DgJsonValue kind;

  if (!dg_json_object_lookup (object, "kind", &kind))
    return TRUE;
  if (!dg_checklist_expect_type (kind, DG_JSON_STRING, error))
    return FALSE;
  id = dg_json_value_dup_string (kind);
  if (dg_dimension_kind_from_id (id, &dimension->kind))
    return TRUE;

  for (guint i = 0; i <= DG_DIMENSION_EDGE; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", dg_dimension_kind_get_id (i));

  return dg_checklist_refuse (kind, DG_CHECKLIST_ERROR_VALUE, error, _ ("a kind is one of %s"), ids->str);
}

static gboolean
read_dimension (DgChecklist *self, DgJsonValue object, GError **error)
{
  static const char *const names[] = { "name", "values", "kind", NULL };
  g_autoptr (DgDimension) dimension = NULL;
  g_autofree char *text = NULL;
  DgJsonValue name, values;

  if (!dg_checklist_expect_type (object, DG_JSON_OBJECT, error) || !expect_members (object, names, error))
    return FALSE;
  if (!dg_json_object_lookup (object, "name", &name) || !dg_json_object_lookup (object, "values", &values))
    return dg_checklist_refuse (object, DG_CHECKLIST_ERROR_TYPE, error, _ ("a dimension has a “name” and “values”"));
  if (!dg_checklist_read_text (name, &text, error))
    return FALSE;
  if (has_dimension (self, text))
    return dg_checklist_refuse (name, DG_CHECKLIST_ERROR_VALUE, error, _ ("the dimension “%s” is there twice"), text);

  dimension = dg_dimension_new (text);
  if (!read_kind (dimension, object, error) || !read_values (dimension, values, error))
    return FALSE;
  g_ptr_array_add (self->dimensions, g_steal_pointer (&dimension));

  return TRUE;
}

static gboolean
read_dimensions (DgChecklist *self, DgJsonValue value, GError **error)
{
  DgJsonIter iter;
  DgJsonValue element;

  if (!dg_checklist_expect_type (value, DG_JSON_ARRAY, error))
    return FALSE;
  if (dg_json_value_get_length (value) > DG_MAX_DIMENSIONS)
    return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error, _ ("there are at most %d dimensions"),
                                DG_MAX_DIMENSIONS);

  dg_json_iter_init (&iter, value);
  while (dg_json_iter_next (&iter, NULL, &element))
    if (!read_dimension (self, element, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_check (DgJsonValue value, DgCheck *check, GError **error)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autofree char *id = NULL;

  if (!dg_checklist_read_text (value, &id, error))
    return FALSE;
  if (dg_check_from_id (id, check) && *check != DG_CHECK_NONE)
    return TRUE;

  for (guint i = DG_CHECK_NONE + 1; i < DG_N_CHECKS; i++)
    g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", dg_check_get_id (i));

  return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error, _ ("a check is one of %s"), ids->str);
}

static gboolean
read_column (DgJsonValue value, DgColumn *column, GError **error)
{
  g_autofree char *id = NULL;

  if (!dg_checklist_read_text (value, &id, error))
    return FALSE;
  if (dg_column_from_id (id, column))
    return TRUE;

  return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error, _ ("a column is input or answer"));
}

static gboolean
read_limit (DgChecklist *self, DgJsonValue object, GError **error)
{
  static const char *const names[] = { "column", "check", "value", NULL };
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  DgJsonValue column_member, check_member, value;
  DgColumn column;
  DgCheck check;
  DgLimit *limit;

  if (!dg_checklist_expect_type (object, DG_JSON_OBJECT, error) || !expect_members (object, names, error))
    return FALSE;
  if (!dg_json_object_lookup (object, "column", &column_member) ||
      !dg_json_object_lookup (object, "check", &check_member) || !dg_json_object_lookup (object, "value", &value))
    return dg_checklist_refuse (object, DG_CHECKLIST_ERROR_TYPE, error,
                                _ ("a limit has a “column”, a “check” and a “value”"));
  if (!read_column (column_member, &column, error) || !read_check (check_member, &check, error) ||
      !dg_checklist_read_text (value, &text, error))
    return FALSE;

  limit = dg_limit_new (column, check, text, &local_error);
  if (limit == NULL)
    return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error, "%s", local_error->message);
  g_ptr_array_add (self->limits, limit);

  return TRUE;
}

static gboolean
read_limits (DgChecklist *self, DgJsonValue value, GError **error)
{
  DgJsonIter iter;
  DgJsonValue element;

  if (!dg_checklist_expect_type (value, DG_JSON_ARRAY, error))
    return FALSE;
  if (dg_json_value_get_length (value) > DG_MAX_LIMITS)
    return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error, _ ("there are at most %d limits"),
                                DG_MAX_LIMITS);

  dg_json_iter_init (&iter, value);
  while (dg_json_iter_next (&iter, NULL, &element))
    if (!read_limit (self, element, error))
      return FALSE;

  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*read) (DgChecklist *self, DgJsonValue value, GError **error);
} members[] = {
  { "labels", read_labels },
  { "input_schema", read_input_schema },
  { "output_schema", read_output_schema },
  { "dimensions", read_dimensions },
  { "limits", read_limits },
};

const char *const dg_checklist_beside_names = "labels, input_schema, output_schema, dimensions, limits";

/* Reads a member that is no item; says whether there is such a member at all. */
gboolean
dg_checklist_read_beside (DgChecklist *self, const char *key, DgJsonValue value, gboolean *known, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (key, members[i].name))
      {
        *known = TRUE;
        return members[i].read (self, value, error);
      }

  *known = FALSE;

  return FALSE;
}
