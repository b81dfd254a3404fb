/* dg-checklist-json.c: reads a checklist from JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-checklist-private.h"
#include "dg-dataset.h"
#include "dg-json-schema.h"

/* A requirements file is written by people; one larger than this is something else. */
static const DgJsonLimits checklist_limits = { 1024 * 1024, 20000, 64 };

#define MAX_LABELS 500
#define MAX_DIMENSIONS 20
#define MAX_DIMENSION_VALUES 200

G_GNUC_PRINTF (4, 5)
static gboolean
refuse (DgJsonValue value, DgChecklistError code, GError **error, const char *format, ...)
{
  g_autofree char *path = dg_json_value_dup_path (value);
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, DG_CHECKLIST_ERROR, code, "%s: %s", path, text);

  return FALSE;
}

static gboolean
expect_type (DgJsonValue value, DgJsonType type, GError **error)
{
  DgJsonType found = dg_json_value_get_value_type (value);

  if (found == type)
    return TRUE;

  return refuse (value, DG_CHECKLIST_ERROR_TYPE, error,
                 /* Translators: both are names of JSON types, such as string or array */
                 _ ("expected %s, found %s"), dg_json_type_get_name (type), dg_json_type_get_name (found));
}

static gboolean
read_text (DgJsonValue value, char **text, GError **error)
{
  g_autofree char *string = NULL;

  if (!expect_type (value, DG_JSON_STRING, error))
    return FALSE;

  string = g_strstrip (dg_json_value_dup_string (value));
  if (*string == '\0')
    return refuse (value, DG_CHECKLIST_ERROR_VALUE, error,
                   _ ("the text is empty; leave the member out, or write @model"));

  *text = g_steal_pointer (&string);

  return TRUE;
}

static gboolean
find_id (const char *const *ids, DgJsonValue value, guint *position)
{
  for (guint i = 0; ids[i] != NULL; i++)
    if (dg_json_value_equals_string (value, ids[i]))
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
check_part_value (DgItem item, guint part, DgJsonValue place, const char *value, GError **error)
{
  DgFileFormat format;

  if (item != DG_ITEM_DATASET_FORMAT || g_str_equal (value, DG_LEFT_TO_MODEL) ||
      dg_file_format_from_id (value, &format))
    return TRUE;

  return refuse (place, DG_CHECKLIST_ERROR_VALUE, error, _ ("“%s” is not a file format; use jsonl or csv"), value);
}

static gboolean
set_part (DgChecklist *self, DgItem item, guint part, DgJsonValue place, DgSource source, GError **error)
{
  g_autofree char *value = NULL;

  if (!read_text (place, &value, error) || !check_part_value (item, part, place, value, error))
    return FALSE;

  if (g_str_equal (value, DG_LEFT_TO_MODEL))
    source = DG_SOURCE_MODEL;
  dg_checklist_set_value (self, item, part, value, source);

  return TRUE;
}

static gboolean
read_part (DgChecklist *self, DgItem item, guint part, DgJsonValue object, GError **error)
{
  DgJsonValue value, member;
  guint source = DG_SOURCE_HAND;
  DgJsonIter iter;

  if (dg_json_value_get_value_type (object) == DG_JSON_STRING)
    return set_part (self, item, part, object, DG_SOURCE_HAND, error);
  if (!expect_type (object, DG_JSON_OBJECT, error))
    return FALSE;

  dg_json_iter_init (&iter, object);
  for (;;)
    {
      g_autofree char *key = NULL;

      if (!dg_json_iter_next (&iter, &key, &member))
        break;
      if (g_str_equal (key, "source") && !find_id (dg_source_ids, member, &source))
        return refuse (member, DG_CHECKLIST_ERROR_VALUE, error,
                       _ ("a source is one of prompt, conversation, hand, model"));
      if (!g_str_equal (key, "source") && !g_str_equal (key, "value"))
        return refuse (member, DG_CHECKLIST_ERROR_UNKNOWN_MEMBER, error, _ ("a part has only “value” and “source”"));
    }

  if (!dg_json_object_lookup (object, "value", &value))
    return refuse (object, DG_CHECKLIST_ERROR_TYPE, error, _ ("“value” is missing"));

  return set_part (self, item, part, value, source, error);
}

static gboolean
refuse_part (DgItem item, DgJsonValue place, GError **error)
{
  const DgItemInfo *info = dg_item_get_info (item);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint part = 0; part < info->n_parts; part++)
    g_string_append_printf (names, "%s%s", part > 0 ? ", " : "", info->parts[part].id);

  return refuse (place, DG_CHECKLIST_ERROR_UNKNOWN_MEMBER, error, _ ("%s has no part of this name; its parts are %s"),
                 info->id, names->str);
}

static gboolean
read_parts (DgChecklist *self, DgItem item, DgJsonValue parts, GError **error)
{
  const DgItemInfo *info = dg_item_get_info (item);
  DgJsonIter iter;
  DgJsonValue value;

  if (!expect_type (parts, DG_JSON_OBJECT, error))
    return FALSE;

  dg_json_iter_init (&iter, parts);
  for (;;)
    {
      g_autofree char *key = NULL;
      guint part = 0;

      if (!dg_json_iter_next (&iter, &key, &value))
        return TRUE;
      while (part < info->n_parts && !g_str_equal (info->parts[part].id, key))
        part++;
      if (part == info->n_parts)
        return refuse_part (item, value, error);
      if (!read_part (self, item, part, value, error))
        return FALSE;
    }
}

static gboolean
read_item_object (DgChecklist *self, DgItem item, DgJsonValue object, GError **error)
{
  guint state = DG_ITEM_CONFIRMED;
  DgJsonValue value;
  DgJsonIter iter;

  dg_json_iter_init (&iter, object);
  for (;;)
    {
      g_autofree char *key = NULL;

      if (!dg_json_iter_next (&iter, &key, &value))
        break;
      if (g_str_equal (key, "parts"))
        {
          if (!read_parts (self, item, value, error))
            return FALSE;
        }
      else if (!g_str_equal (key, "state"))
        return refuse (value, DG_CHECKLIST_ERROR_UNKNOWN_MEMBER, error, _ ("an item has only “state” and “parts”"));
      else if (!find_id (dg_item_state_ids, value, &state))
        return refuse (value, DG_CHECKLIST_ERROR_VALUE, error, _ ("a state is one of missing, proposed, confirmed"));
    }
  self->confirmed[item] = state == DG_ITEM_CONFIRMED;

  return TRUE;
}

static gboolean
read_item (DgChecklist *self, DgItem item, DgJsonValue value, GError **error)
{
  const DgItemInfo *info = dg_item_get_info (item);

  if (dg_json_value_get_value_type (value) == DG_JSON_OBJECT)
    return read_item_object (self, item, value, error);
  if (dg_json_value_get_value_type (value) != DG_JSON_STRING)
    return refuse (value, DG_CHECKLIST_ERROR_TYPE, error, _ ("expected a text or an object with “parts”, found %s"),
                   dg_json_type_get_name (dg_json_value_get_value_type (value)));

  /* one text speaks for all parts, but for the convention that nobody has to name */
  for (guint part = 0; part < info->n_parts; part++)
    if (!info->parts[part].optional && !set_part (self, item, part, value, DG_SOURCE_HAND, error))
      return FALSE;
  self->confirmed[item] = TRUE;

  return TRUE;
}

static gboolean
read_labels (DgChecklist *self, DgJsonValue value, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  DgJsonIter iter;
  DgJsonValue element;

  if (!expect_type (value, DG_JSON_ARRAY, error))
    return FALSE;
  if (dg_json_value_get_length (value) < 2 || dg_json_value_get_length (value) > MAX_LABELS)
    return refuse (value, DG_CHECKLIST_ERROR_VALUE, error, _ ("a label set has 2 to %d labels, this one has %u"),
                   MAX_LABELS, dg_json_value_get_length (value));

  dg_json_iter_init (&iter, value);
  while (dg_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *label = NULL;

      if (!read_text (element, &label, error))
        return FALSE;
      g_strv_builder_add (builder, label);
      if (!g_hash_table_add (seen, g_strdup (label)))
        return refuse (element, DG_CHECKLIST_ERROR_VALUE, error, _ ("the label “%s” is there twice"), label);
    }
  self->labels = g_strv_builder_end (builder);

  return TRUE;
}

static gboolean
read_schema (char **schema, DgJsonValue value, GError **error)
{
  g_autoptr (DgJsonSchema) compiled = NULL;

  if (!expect_type (value, DG_JSON_OBJECT, error))
    return FALSE;

  compiled = dg_json_schema_new (value, error);
  if (compiled == NULL)
    return FALSE;
  *schema = dg_json_compact (value);

  return TRUE;
}

static gboolean
read_input_schema (DgChecklist *self, DgJsonValue value, GError **error)
{
  return read_schema (&self->input_schema, value, error);
}

static gboolean
read_output_schema (DgChecklist *self, DgJsonValue value, GError **error)
{
  return read_schema (&self->output_schema, value, error);
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
      return refuse (member, DG_CHECKLIST_ERROR_UNKNOWN_MEMBER, error,
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
  if (!expect_type (weight, DG_JSON_NUMBER, error))
    return FALSE;

  *number = dg_json_value_get_double (weight);
  if (*number > 0.0 && *number <= 1e6)
    return TRUE;

  return refuse (weight, DG_CHECKLIST_ERROR_VALUE, error, _ ("a weight is a number above 0, at most 1000000"));
}

static gboolean
read_dimension_value (DgDimension *dimension, DgJsonValue object, GError **error)
{
  static const char *const names[] = { "value", "weight", NULL };
  g_autofree char *text = NULL;
  DgJsonValue value, weight;
  double number = 1.0;

  if (dg_json_value_get_value_type (object) == DG_JSON_STRING)
    value = object;
  else if (!expect_type (object, DG_JSON_OBJECT, error) || !expect_members (object, names, error))
    return FALSE;
  else if (!dg_json_object_lookup (object, "value", &value))
    return refuse (object, DG_CHECKLIST_ERROR_TYPE, error, _ ("“value” is missing"));
  else if (dg_json_object_lookup (object, "weight", &weight) && !read_weight (weight, &number, error))
    return FALSE;

  if (!read_text (value, &text, error))
    return FALSE;
  if (has_value (dimension, text))
    return refuse (value, DG_CHECKLIST_ERROR_VALUE, error, _ ("the value “%s” is there twice"), text);
  dg_dimension_add_value (dimension, text, number);

  return TRUE;
}

static gboolean
read_values (DgDimension *dimension, DgJsonValue values, GError **error)
{
  DgJsonValue value;
  DgJsonIter iter;

  if (!expect_type (values, DG_JSON_ARRAY, error))
    return FALSE;
  if (dg_json_value_get_length (values) < 1 || dg_json_value_get_length (values) > MAX_DIMENSION_VALUES)
    return refuse (values, DG_CHECKLIST_ERROR_VALUE, error, _ ("a dimension has 1 to %d values"), MAX_DIMENSION_VALUES);

  dg_json_iter_init (&iter, values);
  while (dg_json_iter_next (&iter, NULL, &value))
    if (!read_dimension_value (dimension, value, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_dimension (DgChecklist *self, DgJsonValue object, GError **error)
{
  static const char *const names[] = { "name", "values", NULL };
  g_autoptr (DgDimension) dimension = NULL;
  g_autofree char *text = NULL;
  DgJsonValue name, values;

  if (!expect_type (object, DG_JSON_OBJECT, error) || !expect_members (object, names, error))
    return FALSE;
  if (!dg_json_object_lookup (object, "name", &name) || !dg_json_object_lookup (object, "values", &values))
    return refuse (object, DG_CHECKLIST_ERROR_TYPE, error, _ ("a dimension has a “name” and “values”"));
  if (!read_text (name, &text, error))
    return FALSE;
  if (has_dimension (self, text))
    return refuse (name, DG_CHECKLIST_ERROR_VALUE, error, _ ("the dimension “%s” is there twice"), text);

  dimension = dg_dimension_new (text);
  if (!read_values (dimension, values, error))
    return FALSE;
  g_ptr_array_add (self->dimensions, g_steal_pointer (&dimension));

  return TRUE;
}

static gboolean
read_dimensions (DgChecklist *self, DgJsonValue value, GError **error)
{
  DgJsonIter iter;
  DgJsonValue element;

  if (!expect_type (value, DG_JSON_ARRAY, error))
    return FALSE;
  if (dg_json_value_get_length (value) > MAX_DIMENSIONS)
    return refuse (value, DG_CHECKLIST_ERROR_VALUE, error, _ ("there are at most %d dimensions"), MAX_DIMENSIONS);

  dg_json_iter_init (&iter, value);
  while (dg_json_iter_next (&iter, NULL, &element))
    if (!read_dimension (self, element, error))
      return FALSE;

  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*read) (DgChecklist *self, DgJsonValue value, GError **error);
} extras[] = {
  { "labels", read_labels },
  { "input_schema", read_input_schema },
  { "output_schema", read_output_schema },
  { "dimensions", read_dimensions },
};

static gboolean
refuse_member (DgJsonValue value, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    g_string_append_printf (names, "%s, ", dg_item_get_info (item)->id);
  for (guint i = 0; i < G_N_ELEMENTS (extras); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", extras[i].name);

  return refuse (value, DG_CHECKLIST_ERROR_UNKNOWN_MEMBER, error,
                 _ ("requirements have no member of this name; they have %s"), names->str);
}

static gboolean
read_member (DgChecklist *self, const char *key, DgJsonValue value, GError **error)
{
  for (guint item = 0; item < DG_N_ITEMS; item++)
    if (g_str_equal (key, dg_item_get_info (item)->id))
      return read_item (self, item, value, error);
  for (guint i = 0; i < G_N_ELEMENTS (extras); i++)
    if (g_str_equal (key, extras[i].name))
      return extras[i].read (self, value, error);

  return refuse_member (value, error);
}

/**
 * dg_checklist_new_from_json:
 * @text: JSON text
 * @length: its length in bytes, or -1 when it is zero-terminated
 * @error: return location for an error
 *
 * Reads a checklist, which is also what a requirements file holds: an object of items, where a plain string speaks for
 * all parts of an item. Values that are written in the file count as set by hand unless the file says otherwise.
 *
 * Errors are from #DgJsonError (not JSON), #DgJsonSchemaError and #DgChecklistError; each names the place in the text.
 *
 * Returns: (transfer full) (nullable): the checklist, %NULL with @error set
 */
DgChecklist *
dg_checklist_new_from_json (const char *text, gssize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (DgChecklist) self = dg_checklist_new ();
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, length, &checklist_limits, error);
  DgJsonValue root, value;
  DgJsonIter iter;

  if (document == NULL)
    return NULL;
  root = dg_json_document_get_root (document);
  if (!expect_type (root, DG_JSON_OBJECT, error))
    return NULL;
  if (dg_json_value_get_length (root) == 0)
    {
      g_set_error_literal (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_EMPTY,
                           _ ("There are no requirements in it; say at least what the task is"));
      return NULL;
    }

  dg_json_iter_init (&iter, root);
  for (;;)
    {
      g_autofree char *key = NULL;

      if (!dg_json_iter_next (&iter, &key, &value))
        return g_steal_pointer (&self);
      if (!read_member (self, key, value, error))
        return NULL;
    }
}
