/* dg-record-compose.c: writes inputs and answers from the fields that the model filled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Values are copied as the exact source text of the tool call: a JSON library would reprint numbers and damage some.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-record-format-private.h"

typedef struct
{
  DgFormat *format;   /* (unowned) */
  const char *prefix; /* (unowned) */
  DgJsonValue record;
} Composer;

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD, format, args);
  va_end (args);

  return FALSE;
}

/* Finds the value of a field; @found is FALSE for one that may be left out and is. */
static gboolean
find_value (Composer *self, const DgField *field, DgJsonValue *value, gboolean *found, GError **error)
{
  g_autofree char *name = dg_record_format_dup_property (self->format, self->prefix, field);

  *found = dg_json_object_lookup (self->record, name, value);
  if (*found && (dg_json_value_get_value_type (*value) != DG_JSON_NULL || field->nullable))
    return TRUE;
  if (!field->required)
    {
      *found = FALSE;
      return TRUE;
    }

  return *found ? refuse (error, _ ("“%s” is null"), name) : refuse (error, _ ("“%s” is missing"), name);
}

static gboolean
dup_text (Composer *self, const DgField *field, char **text, GError **error)
{
  g_autofree char *name = NULL;
  DgJsonValue value;
  gboolean found;

  if (!find_value (self, field, &value, &found, error))
    return FALSE;
  if (!found || dg_json_value_get_value_type (value) == DG_JSON_NULL)
    {
      *text = g_strdup ("");
      return TRUE;
    }
  if (dg_json_value_get_value_type (value) == DG_JSON_STRING)
    {
      *text = dg_json_value_dup_string (value);
      return TRUE;
    }

  name = dg_record_format_dup_property (self->format, self->prefix, field);

  return refuse (error, _ ("“%s” is not a text"), name);
}

/* --- JSON --- */

static void
append_member_name (GString *out, const char *name)
{
  if (out->len > 0 && out->str[out->len - 1] != '{')
    g_string_append (out, ", ");
  dg_json_append_string (out, name);
  g_string_append (out, ": ");
}

static void
move_into (GString *out, const char **outer, const DgField *field)
{
  const char *next = field->path[1] != NULL ? field->path[0] : NULL;

  if (g_strcmp0 (*outer, next) == 0)
    return;
  if (*outer != NULL)
    g_string_append_c (out, '}');
  if (next != NULL)
    {
      append_member_name (out, next);
      g_string_append_c (out, '{');
    }
  *outer = next;
}

static gboolean
compose_json (Composer *self, char **text, GError **error)
{
  g_autoptr (GString) out = g_string_new ("{");
  const char *outer = NULL;

  for (guint i = 0; i < dg_format_get_n_fields (self->format); i++)
    {
      const DgField *field = dg_format_get_field (self->format, i);
      g_autofree char *source = NULL;
      DgJsonValue value;
      gboolean found;

      if (!find_value (self, field, &value, &found, error))
        return FALSE;
      move_into (out, &outer, field);
      if (!found)
        continue;
      source = dg_json_compact (value);
      append_member_name (out, outer != NULL ? field->path[1] : field->path[0]);
      g_string_append (out, source);
    }
  g_string_append (out, outer != NULL ? "}}" : "}");
  *text = g_strdup (out->str);

  return TRUE;
}

/* --- XML --- */

static gboolean
compose_xml (Composer *self, char **text, GError **error)
{
  const char *root = dg_format_get_xml_root (self->format);
  g_autoptr (GString) out = g_string_new (NULL);

  if (root != NULL)
    g_string_append_printf (out, "<%s>", root);
  for (guint i = 0; i < dg_format_get_n_fields (self->format); i++)
    {
      const DgField *field = dg_format_get_field (self->format, i);
      g_autofree char *content = NULL;
      g_autofree char *escaped = NULL;

      if (!dup_text (self, field, &content, error))
        return FALSE;
      escaped = g_markup_escape_text (content, -1);
      g_string_append_printf (out, "<%s>%s</%s>", field->path[0], escaped, field->path[0]);
    }
  if (root != NULL)
    g_string_append_printf (out, "</%s>", root);
  *text = g_strdup (out->str);

  return TRUE;
}

static gboolean
compose (Composer *self, char **text, GError **error)
{
  const DgField *first = dg_format_get_field (self->format, 0);

  if (first->type == DG_FIELD_SOURCE)
    return dup_text (self, first, text, error);

  switch (dg_format_get_kind (self->format))
    {
    case DG_FORMAT_JSON:
      return compose_json (self, text, error);
    case DG_FORMAT_XML:
      return compose_xml (self, text, error);
    case DG_FORMAT_TEXT:
    case DG_FORMAT_LABEL:
    default:
      return dup_text (self, first, text, error);
    }
}

/**
 * dg_record_format_compose_column:
 * @self: a format
 * @column: which text
 * @record: what the model wrote for one record
 * @text: (out) (transfer full): the text
 * @error: return location for an error
 *
 * Writes one text of a record from its fields, whatever else the record has. It still has to be validated.
 *
 * Returns: whether the fields are all there; otherwise %DG_GENERATOR_ERROR_RECORD names the one that is not
 */
gboolean
dg_record_format_compose_column (DgRecordFormat *self, DgColumn column, DgJsonValue record, char **text, GError **error)
{
  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  Composer composer = { dg_record_format_get_column (self, column), dg_column_get_id (column), record };

  if (dg_json_value_get_value_type (record) != DG_JSON_OBJECT)
    return refuse (error, _ ("A record is not an object"));

  return compose (&composer, text, error);
}

/**
 * dg_record_format_compose:
 * @self: a format
 * @record: what the model wrote for one record
 * @line: (out): the line of the plan it says it is for; 0 when it says none
 * @input: (out) (transfer full): the input
 * @answer: (out) (transfer full): the answer
 * @error: return location for an error
 *
 * Writes input and answer from the fields of a record. They still have to be validated.
 *
 * Returns: whether the fields are all there; otherwise %DG_GENERATOR_ERROR_RECORD names the one that is not
 */
gboolean
dg_record_format_compose (
    DgRecordFormat *self, DgJsonValue record, gint64 *line, char **input, char **answer, GError **error)
{
  g_return_val_if_fail (self != NULL && line != NULL && input != NULL && answer != NULL, FALSE);

  g_autofree char *input_text = NULL;

  *line = 0;
  if (dg_json_value_get_value_type (record) == DG_JSON_OBJECT)
    dg_json_object_lookup_int64 (record, "n", line);
  if (!dg_record_format_compose_column (self, DG_COLUMN_INPUT, record, &input_text, error) ||
      !dg_record_format_compose_column (self, DG_COLUMN_ANSWER, record, answer, error))
    return FALSE;
  *input = g_steal_pointer (&input_text);

  return TRUE;
}
