/* dg-record-validate.c: holds inputs and answers to their formats
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-record-format-private.h"

/* Python's csv module reads no longer field with its defaults (csv.field_size_limit()). */
#define MAX_FIELD_CHARACTERS 131072

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

static gboolean
validate_label (DgFormat *format, const char *column, const char *text, GError **error)
{
  g_autofree char *allowed = NULL;

  if (g_strv_contains (dg_format_get_labels (format), text))
    return TRUE;

  allowed = g_strjoinv (", ", (char **) dg_format_get_labels (format));

  return refuse (error, _ ("%s: “%s” is not one of the labels %s"), column, text, allowed);
}

static gboolean
validate_json (DgFormat *format, const char *column, const char *text, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, -1, NULL, &local_error);
  g_autofree char *problem = NULL;

  if (document == NULL)
    return refuse (error, _ ("%s is not JSON: %s"), column, local_error->message);
  if (!dg_json_schema_validate (dg_format_get_schema (format), dg_json_document_get_root (document), &problem))
    return refuse (error, _ ("%s does not fit its schema: %s"), column, problem);

  return TRUE;
}

static gboolean
validate_text (DgFormat *format, const char *column, const char *text, GError **error)
{
  const char *blank = text;

  while (g_unichar_isspace (g_utf8_get_char (blank)))
    blank = g_utf8_next_char (blank);
  if (*blank == '\0')
    return refuse (error, _ ("%s is empty"), column);
  if (strlen (text) > MAX_FIELD_CHARACTERS && g_utf8_strlen (text, -1) > MAX_FIELD_CHARACTERS)
    return refuse (error, _ ("%s has more than %d characters, which Python's csv module cannot read"), column,
                   MAX_FIELD_CHARACTERS);

  switch (dg_format_get_kind (format))
    {
    case DG_FORMAT_LABEL:
      return validate_label (format, column, text, error);
    case DG_FORMAT_JSON:
      return validate_json (format, column, text, error);
    case DG_FORMAT_XML:
      return dg_record_format_validate_xml (format, column, text, error);
    case DG_FORMAT_TEXT:
    default:
      return TRUE;
    }
}

static gboolean
keeps_limits (DgRecordFormat *self, const char *input, const char *answer, GError **error)
{
  GPtrArray *limits = dg_record_format_get_limits (self);

  for (guint i = 0; i < limits->len; i++)
    {
      const DgLimit *limit = g_ptr_array_index (limits, i);
      g_autofree char *problem = NULL;

      if (!dg_limit_holds (limit, limit->column == DG_COLUMN_INPUT ? input : answer, &problem))
        return refuse (error, "%s", problem);
    }

  return TRUE;
}

/*
 * dg_record_format_validate_column:
 * @self: a format
 * @column: which text
 * @text: a text of that column
 * @error: return location for an error
 *
 * Returns: whether @text is of its format, whatever the limits say; otherwise %DG_GENERATOR_ERROR_RECORD says why not
 */
gboolean
dg_record_format_validate_column (DgRecordFormat *self, DgColumn column, const char *text, GError **error)
{
  return validate_text (dg_record_format_get_column (self, column), dg_column_get_id (column), text, error);
}

/**
 * dg_record_format_validate:
 * @self: a format
 * @input: an input
 * @answer: an answer
 * @error: return location for an error
 *
 * Returns: whether both are of their formats and within the limits; otherwise %DG_GENERATOR_ERROR_RECORD says which is
 *   not, and why
 */
gboolean
dg_record_format_validate (DgRecordFormat *self, const char *input, const char *answer, GError **error)
{
  g_return_val_if_fail (self != NULL && input != NULL && answer != NULL, FALSE);

  return dg_record_format_validate_column (self, DG_COLUMN_INPUT, input, error) &&
         dg_record_format_validate_column (self, DG_COLUMN_ANSWER, answer, error) &&
         keeps_limits (self, input, answer, error);
}
