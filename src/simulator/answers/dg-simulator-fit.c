/* dg-simulator-fit.c: writes an answer, and makes it fit the schema that was asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Answers are written in the shape that the tool is known by. The schema in the request has the last word: members that
 * it does not have go, those that are missing are filled in, and an element of a list that needs a value which the
 * schema does not allow goes as a whole.
 */

#include "config.h"

#include "dg-simulator-fit.h"

#include "dg-simulator-schema.h"

static gboolean fit_value (DgJsonValue schema, const DgJsonValue *value, GString *out);

static void
add_name (GString *out, const char *name)
{
  if (out->len > 0 && out->str[out->len - 1] != '{' && out->str[out->len - 1] != '[')
    g_string_append_c (out, ',');
  if (name == NULL)
    return;

  dg_json_append_string (out, name);
  g_string_append_c (out, ':');
}

/* @name is NULL for an element of a list, here and below */
void
dg_answer_begin (GString *out, const char *name, char bracket)
{
  add_name (out, name);
  g_string_append_c (out, bracket);
}

void
dg_answer_end (GString *out, char bracket)
{
  g_string_append_c (out, bracket);
}

void
dg_answer_add_text (GString *out, const char *name, const char *text)
{
  add_name (out, name);
  dg_json_append_string (out, text);
}

void
dg_answer_add_number (GString *out, const char *name, gint64 number)
{
  add_name (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
}

void
dg_answer_add_flag (GString *out, const char *name, gboolean flag)
{
  add_name (out, name);
  g_string_append (out, flag ? "true" : "false");
}

/* @source is JSON */
void
dg_answer_add_source (GString *out, const char *name, const char *source)
{
  add_name (out, name);
  g_string_append (out, source);
}

static void
append_source (DgJsonValue value, GString *out)
{
  gsize length;
  const char *source = dg_json_value_get_source (value, &length);

  g_string_append_len (out, source, (gssize) length);
}

/* Returns FALSE when the value is none of those that are allowed, and the first of them is taken */
static gboolean
fit_choice (DgJsonValue choices, const DgJsonValue *value, GString *out)
{
  DgJsonValue first = choices;
  gboolean begun = FALSE;
  DgJsonValue choice;
  DgJsonIter iter;

  dg_json_iter_init (&iter, choices);
  while (dg_json_iter_next (&iter, NULL, &choice))
    {
      if (!begun)
        first = choice;
      begun = TRUE;
      if (value != NULL && dg_json_value_equal (choice, *value))
        {
          append_source (choice, out);
          return TRUE;
        }
    }
  append_source (first, out);

  return FALSE;
}

static gboolean
fit_object (DgJsonValue schema, const DgJsonValue *value, GString *out)
{
  gboolean fits = TRUE;
  DgJsonValue properties, property, member;
  DgJsonIter iter;
  char *key;

  g_string_append_c (out, '{');
  if (dg_json_object_lookup (schema, "properties", &properties))
    {
      dg_json_iter_init (&iter, properties);
      while (dg_json_iter_next (&iter, &key, &property))
        {
          g_autofree char *name = key;
          gboolean have = value != NULL && dg_json_object_lookup (*value, name, &member);

          add_name (out, name);
          fits = fit_value (property, have ? &member : NULL, out) && fits;
        }
    }
  g_string_append_c (out, '}');

  return fits;
}

static void
fit_array (DgJsonValue schema, const DgJsonValue *value, GString *out)
{
  DgJsonValue items, element;
  DgJsonIter iter;

  g_string_append_c (out, '[');
  if (value != NULL && dg_json_value_get_value_type (*value) == DG_JSON_ARRAY &&
      dg_json_object_lookup (schema, "items", &items))
    {
      dg_json_iter_init (&iter, *value);
      while (dg_json_iter_next (&iter, NULL, &element))
        {
          gsize start = out->len;

          add_name (out, NULL);
          if (!fit_value (items, &element, out))
            g_string_truncate (out, start);
        }
    }
  g_string_append_c (out, ']');
}

static gboolean
is_of_type (DgJsonValue schema, DgJsonValue value)
{
  gint64 whole;

  switch (dg_json_value_get_value_type (value))
    {
    case DG_JSON_NULL:
      return dg_schema_has_type (schema, "null");
    case DG_JSON_BOOLEAN:
      return dg_schema_has_type (schema, "boolean");
    case DG_JSON_STRING:
      return dg_schema_has_type (schema, "string");
    case DG_JSON_NUMBER:
      return dg_schema_has_type (schema, "number") ||
             (dg_schema_has_type (schema, "integer") && dg_json_value_get_int64 (value, &whole));
    default:
      return FALSE;
    }
}

static const char *
get_blank (DgJsonValue schema)
{
  if (dg_schema_has_type (schema, "null"))
    return "null";
  if (dg_schema_has_type (schema, "integer") || dg_schema_has_type (schema, "number"))
    return "0";

  return dg_schema_has_type (schema, "boolean") ? "false" : "\"\"";
}

/* @value is NULL where there is none. Returns FALSE when something else than the value had to be chosen. */
static gboolean
fit_value (DgJsonValue schema, const DgJsonValue *value, GString *out)
{
  DgJsonValue choices;

  if (dg_json_object_lookup (schema, "enum", &choices) && dg_json_value_get_length (choices) > 0)
    return fit_choice (choices, value, out);
  if (dg_schema_has_type (schema, "object"))
    return fit_object (schema, value, out);
  if (dg_schema_has_type (schema, "array"))
    fit_array (schema, value, out);
  else if (value != NULL && is_of_type (schema, *value))
    append_source (*value, out);
  else
    g_string_append (out, get_blank (schema));

  return TRUE;
}

/* (transfer full): @answer, which is an object, as @schema wants it */
char *
dg_answer_fit (DgJsonValue schema, const char *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (answer, -1, NULL, &error);
  g_autoptr (GString) out = g_string_new (NULL);
  DgJsonValue root;

  g_assert_no_error (error);
  root = dg_json_document_get_root (document);
  fit_value (schema, &root, out);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
