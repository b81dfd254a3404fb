/* dg-answer-fields.c: the fields of an answer, as call 3a names them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A tool's schema must be shallow, so the model lists fields in one row each: `outer__inner` is a field inside of
 * another, and the values of labels are rows of their own. Here they become a JSON Schema, or an example in XML.
 */

#include "config.h"

#include <string.h>

#include "dg-answer-fields.h"
#include "dg-reply.h"

#define MAX_FIELDS 60
#define MAX_VALUES 500
#define MAX_NAME 64
#define MAX_VALUE 120
#define INSIDE "__"

static const char *const type_ids[] = { "label",  "text",    "text_list", "rows", "integer",
                                        "number", "boolean", "date",      NULL };

static void
free_field (gpointer data)
{
  DgAnswerField *field = data;

  g_free (field->name);
  g_ptr_array_unref (field->values);
  g_clear_pointer (&field->inner, g_ptr_array_unref);
  g_free (field);
}

static DgAnswerField *
add_field (GPtrArray *fields, const char *name, DgAnswerFieldType type, gboolean nullable)
{
  DgAnswerField *field = g_new0 (DgAnswerField, 1);

  field->name = g_strdup (name);
  field->type = type;
  field->nullable = nullable;
  field->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (fields, field);

  return field;
}

static DgAnswerField *
find_field (GPtrArray *fields, const char *name)
{
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      DgAnswerField *field = g_ptr_array_index (fields, i);

      if (g_str_equal (field->name, name))
        return field;
    }

  return NULL;
}

/* `outer__inner`, or NULL for a name without an inside. */
static const char *
find_inside (const char *name)
{
  const char *inside = strstr (name, INSIDE);

  return inside != NULL && inside > name && inside[strlen (INSIDE)] != '\0' ? inside : NULL;
}

static DgAnswerField *
find_by_path (GPtrArray *fields, const char *name)
{
  const char *inside = find_inside (name);
  g_autofree char *outer_name = inside != NULL ? g_strndup (name, (gsize) (inside - name)) : NULL;
  DgAnswerField *outer = inside != NULL ? find_field (fields, outer_name) : NULL;

  return outer != NULL ? find_field (outer->inner, inside + strlen (INSIDE)) : find_field (fields, name);
}

static DgAnswerFieldType
read_type (DgJsonValue row)
{
  g_autofree char *id = dg_reply_dup_text (row, "type", 20);

  for (guint i = 0; type_ids[i] != NULL; i++)
    if (g_str_equal (type_ids[i], id))
      return i;

  return DG_ANSWER_TEXT;
}

static gboolean
read_flag (DgJsonValue row, const char *name)
{
  DgJsonValue value;

  return dg_json_object_lookup (row, name, &value) && dg_json_value_get_value_type (value) == DG_JSON_BOOLEAN &&
         dg_json_value_get_boolean (value);
}

static void
read_field (GPtrArray *fields, DgJsonValue row)
{
  g_autofree char *name = dg_reply_dup_text (row, "field", MAX_NAME);
  const char *inside = find_inside (name);
  g_autofree char *outer_name = inside != NULL ? g_strndup (name, (gsize) (inside - name)) : NULL;
  DgAnswerFieldType type = read_type (row);
  gboolean nullable = read_flag (row, "nullable");
  DgAnswerField *outer;

  if (*name == '\0' || find_by_path (fields, name) != NULL)
    return;
  if (inside == NULL)
    {
      add_field (fields, name, type, nullable);
      return;
    }

  outer = find_field (fields, outer_name);
  if (outer == NULL)
    outer = add_field (fields, outer_name, DG_ANSWER_OBJECT, FALSE);
  else if (outer->type != DG_ANSWER_ROWS && outer->type != DG_ANSWER_OBJECT)
    /* a model names the object around its fields too, and has no type to give it */
    outer->type = DG_ANSWER_OBJECT;
  if (outer->inner == NULL)
    outer->inner = g_ptr_array_new_with_free_func (free_field);
  add_field (outer->inner, inside + strlen (INSIDE), type, nullable);
}

static void
read_value (GPtrArray *fields, DgJsonValue row)
{
  g_autofree char *name = dg_reply_dup_text (row, "field", MAX_NAME);
  g_autofree char *value = dg_reply_dup_text (row, "value", MAX_VALUE);
  DgAnswerField *field = find_by_path (fields, name);

  if (field != NULL && *value != '\0' && field->values->len < MAX_VALUES &&
      !g_ptr_array_find_with_equal_func (field->values, value, g_str_equal, NULL))
    g_ptr_array_add (field->values, g_steal_pointer (&value));
}

/* A label that has no choice is a text like any other. */
static void
check_labels (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      DgAnswerField *field = g_ptr_array_index (fields, i);

      if (field->type == DG_ANSWER_LABEL && field->values->len < 2)
        field->type = DG_ANSWER_TEXT;
      if (field->inner != NULL)
        check_labels (field->inner);
    }
}

/**
 * dg_answer_fields_read:
 * @reply: the input of a call of set_answer_format
 *
 * Returns: (transfer full) (element-type DgAnswerField): the fields it names; may be empty
 */
GPtrArray *
dg_answer_fields_read (DgJsonValue reply)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (free_field);
  DgJsonIter rows;
  DgJsonValue row;

  if (dg_reply_find_rows (reply, "fields", &rows))
    for (guint i = 0; i < MAX_FIELDS && dg_json_iter_next (&rows, NULL, &row); i++)
      read_field (fields, row);
  if (dg_reply_find_rows (reply, "values", &rows))
    while (dg_json_iter_next (&rows, NULL, &row))
      read_value (fields, row);
  check_labels (fields);

  return fields;
}

/* --- JSON Schema --- */

static void append_object (GString *out, GPtrArray *fields);

static void
append_type (GString *out, const char *type, gboolean nullable)
{
  if (nullable)
    g_string_append_printf (out, "\"type\":[\"%s\",\"null\"]", type);
  else
    g_string_append_printf (out, "\"type\":\"%s\"", type);
}

static void
append_values (GString *out, const DgAnswerField *field)
{
  g_string_append (out, ",\"enum\":[");
  for (guint i = 0; i < field->values->len; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      dg_json_append_string (out, g_ptr_array_index (field->values, i));
    }
  g_string_append (out, field->nullable ? ",null]" : "]");
}

static void
append_list (GString *out, const DgAnswerField *field)
{
  append_type (out, "array", field->nullable);
  g_string_append (out, ",\"items\":{");
  if (field->inner != NULL)
    append_object (out, field->inner);
  else
    append_type (out, "string", FALSE);
  g_string_append_c (out, '}');
}

static void
append_field (GString *out, const DgAnswerField *field)
{
  switch (field->type)
    {
    case DG_ANSWER_LABEL:
      append_type (out, "string", field->nullable);
      append_values (out, field);
      break;
    case DG_ANSWER_TEXT_LIST:
    case DG_ANSWER_ROWS:
      append_list (out, field);
      break;
    case DG_ANSWER_INTEGER:
      append_type (out, "integer", field->nullable);
      break;
    case DG_ANSWER_NUMBER:
      append_type (out, "number", field->nullable);
      break;
    case DG_ANSWER_BOOLEAN:
      append_type (out, "boolean", field->nullable);
      break;
    case DG_ANSWER_DATE:
      append_type (out, "string", field->nullable);
      g_string_append (out, ",\"pattern\":\"^\\\\d{4}-\\\\d{2}-\\\\d{2}$\",\"description\":\"YYYY-MM-DD\"");
      break;
    case DG_ANSWER_OBJECT:
      append_object (out, field->inner);
      break;
    case DG_ANSWER_TEXT:
    default:
      append_type (out, "string", field->nullable);
      break;
    }
}

static void
append_object (GString *out, GPtrArray *fields)
{
  g_string_append (out, "\"type\":\"object\",\"properties\":{");
  for (guint i = 0; i < fields->len; i++)
    {
      const DgAnswerField *field = g_ptr_array_index (fields, i);

      g_string_append (out, i > 0 ? "," : "");
      dg_json_append_string (out, field->name);
      g_string_append (out, ":{");
      append_field (out, field);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "},\"required\":[");
  for (guint i = 0; i < fields->len; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      dg_json_append_string (out, ((const DgAnswerField *) g_ptr_array_index (fields, i))->name);
    }
  g_string_append (out, "],\"additionalProperties\":false");
}

/**
 * dg_answer_fields_dup_schema:
 * @fields: (element-type DgAnswerField): fields, one at least
 *
 * Returns: (transfer full): the JSON Schema of an object with exactly these fields, as JSON text
 */
char *
dg_answer_fields_dup_schema (GPtrArray *fields)
{
  g_return_val_if_fail (fields != NULL && fields->len > 0, NULL);

  g_autoptr (GString) out = g_string_new ("{");

  append_object (out, fields);
  g_string_append_c (out, '}');

  return g_strdup (out->str);
}

/* --- XML --- */

static const char *
get_placeholder (DgAnswerFieldType type)
{
  switch (type)
    {
    case DG_ANSWER_INTEGER:
    case DG_ANSWER_NUMBER:
      return "0";
    case DG_ANSWER_DATE:
      return "YYYY-MM-DD";
    case DG_ANSWER_BOOLEAN:
      return "true|false";
    case DG_ANSWER_LABEL:
    case DG_ANSWER_TEXT:
    case DG_ANSWER_TEXT_LIST:
    case DG_ANSWER_ROWS:
    case DG_ANSWER_OBJECT:
    default:
      return "…";
    }
}

static char *
make_tag (const char *name)
{
  g_autofree char *tag = g_strcanon (g_strdup (name), G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_", '_');

  return g_ascii_isdigit (*tag) ? g_strconcat ("_", tag, NULL) : g_steal_pointer (&tag);
}

static void
append_content (GString *out, const DgAnswerField *field)
{
  g_autofree char *escaped = NULL;

  if (field->type != DG_ANSWER_LABEL)
    {
      g_string_append (out, get_placeholder (field->type));
      return;
    }
  for (guint i = 0; i < field->values->len; i++)
    {
      g_free (escaped);
      escaped = g_markup_escape_text (g_ptr_array_index (field->values, i), -1);
      g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", escaped);
    }
}

static void
append_elements (GString *out, GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const DgAnswerField *field = g_ptr_array_index (fields, i);
      g_autofree char *tag = make_tag (field->name);

      g_string_append_printf (out, "<%s>", tag);
      if (field->inner != NULL)
        append_elements (out, field->inner);
      else
        append_content (out, field);
      g_string_append_printf (out, "</%s>", tag);
    }
}

/**
 * dg_answer_fields_dup_xml:
 * @fields: (element-type DgAnswerField): fields, one at least
 *
 * Returns: (transfer full): an example of the elements on one line, as dg_format_new_xml() reads it: a label shows its
 *   values with `|` between them
 */
char *
dg_answer_fields_dup_xml (GPtrArray *fields)
{
  g_return_val_if_fail (fields != NULL && fields->len > 0, NULL);

  g_autoptr (GString) out = g_string_new (NULL);

  append_elements (out, fields);

  return g_strdup (out->str);
}
