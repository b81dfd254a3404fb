/* dg-format-example.c: what an input or an answer of a format looks like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-format-example.h"

#include <glib/gi18n.h>

#include "dg-record-schema.h"

static void
append_value (GString *out, const DgField *field)
{
  switch (field->type)
    {
    case DG_FIELD_LABEL:
      dg_json_append_string (out, field->values[0]);
      break;
    case DG_FIELD_TEXT_LIST:
      g_string_append_c (out, '[');
      dg_json_append_string (out, _ ("some text"));
      g_string_append_c (out, ',');
      dg_json_append_string (out, _ ("more text"));
      g_string_append_c (out, ']');
      break;
    case DG_FIELD_INTEGER:
      g_string_append (out, "3");
      break;
    case DG_FIELD_NUMBER:
      g_string_append (out, "0.5");
      break;
    case DG_FIELD_BOOLEAN:
      g_string_append (out, "true");
      break;
    case DG_FIELD_SOURCE:
      dg_json_append_string (out, "{}");
      break;
    case DG_FIELD_TEXT:
    default:
      dg_json_append_string (out, _ ("some text"));
      break;
    }
}

/**
 * dg_format_example_dup:
 * @format: the formats of inputs and answers
 * @column: which of them
 * @error: return location for an error
 *
 * Fills the fields that a model would fill, and has the text written from them as it is for a record.
 *
 * Returns: (transfer full) (nullable): a text of that format; %NULL where one cannot be made up
 */
char *
dg_format_example_dup (DgRecordFormat *format, DgColumn column, GError **error)
{
  g_return_val_if_fail (format != NULL, NULL);

  DgFormat *of_column = dg_record_format_get_column (format, column);
  g_autoptr (GString) record = g_string_new ("{");
  g_autoptr (DgJsonDocument) document = NULL;
  char *text = NULL;

  for (guint i = 0; i < dg_format_get_n_fields (of_column); i++)
    {
      const DgField *field = dg_format_get_field (of_column, i);
      g_autofree char *name = dg_record_schema_dup_name (format, column, field);

      g_string_append (record, i > 0 ? "," : "");
      dg_json_append_string (record, name);
      g_string_append_c (record, ':');
      append_value (record, field);
    }
  g_string_append_c (record, '}');

  document = dg_json_document_new (record->str, -1, NULL, error);
  if (document == NULL ||
      !dg_record_format_compose_column (format, column, dg_json_document_get_root (document), &text, error))
    return NULL;

  return text;
}
