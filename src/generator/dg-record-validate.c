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

#define XML_WRAPPER "dg-wrapper"

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

/* --- XML --- */

typedef struct
{
  DgFormat *format;   /* (unowned) */
  const char *column; /* (unowned) */
  guint depth;        /* inside the wrapper */
  guint next_field;
  GString *content; /* (owned): of the element that is open */
} XmlCheck;

static void
set_xml_error (XmlCheck *self, GError **error, const char *name)
{
  g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD, _ ("%s: the element <%s> does not belong there"),
               self->column, name);
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char *name,
                  const char **attribute_names,
                  const char **attribute_values,
                  gpointer data,
                  GError **error)
{
  XmlCheck *self = data;
  const char *root = dg_format_get_xml_root (self->format);
  guint level = self->depth++;
  const DgField *field = NULL;

  if (level == 0)
    return;
  if (level == 1 && root != NULL)
    {
      if (!g_str_equal (name, root))
        set_xml_error (self, error, name);
      return;
    }

  if (self->next_field < dg_format_get_n_fields (self->format))
    field = dg_format_get_field (self->format, self->next_field);
  if (level > (root != NULL ? 2 : 1) || field == NULL || !g_str_equal (name, field->path[0]))
    {
      set_xml_error (self, error, name);
      return;
    }
  g_string_truncate (self->content, 0);
  self->next_field++;
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  XmlCheck *self = data;
  guint level = --self->depth;
  const DgField *field;

  if (level != (dg_format_get_xml_root (self->format) != NULL ? 2 : 1))
    return;

  field = dg_format_get_field (self->format, self->next_field - 1);
  if (field->values != NULL && !g_strv_contains ((const char *const *) field->values, self->content->str))
    g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD, _ ("%s: “%s” is not allowed in <%s>"),
                 self->column, self->content->str, name);
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  XmlCheck *self = data;

  g_string_append_len (self->content, text, length);
}

static const GMarkupParser checking_parser = { start_element_cb, end_element_cb, text_cb };
static const GMarkupParser any_parser = { 0 };

static gboolean
validate_xml (DgFormat *format, const char *column, const char *text, GError **error)
{
  gboolean has_fields = dg_format_get_field (format, 0)->type != DG_FIELD_SOURCE;
  g_autofree char *wrapped = g_strdup_printf ("<" XML_WRAPPER ">%s</" XML_WRAPPER ">", text);
  g_autoptr (GString) content = g_string_new (NULL);
  XmlCheck check = { format, column, 0, 0, content };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) local_error = NULL;

  if (strstr (text, XML_WRAPPER) != NULL)
    return refuse (error, _ ("%s is not XML: the element <%s> is reserved"), column, XML_WRAPPER);

  context = g_markup_parse_context_new (has_fields ? &checking_parser : &any_parser, 0, &check, NULL);
  if (!g_markup_parse_context_parse (context, wrapped, -1, &local_error) ||
      !g_markup_parse_context_end_parse (context, &local_error))
    {
      if (g_error_matches (local_error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      return refuse (error, _ ("%s is not XML: %s"), column, local_error->message);
    }
  if (has_fields && check.next_field < dg_format_get_n_fields (format))
    return refuse (error, _ ("%s: the element <%s> is missing"), column,
                   dg_format_get_field (format, check.next_field)->path[0]);

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
      return validate_xml (format, column, text, error);
    case DG_FORMAT_TEXT:
    default:
      return TRUE;
    }
}

/**
 * dg_record_format_validate:
 * @self: a format
 * @input: an input
 * @answer: an answer
 * @error: return location for an error
 *
 * Returns: whether both are of their formats; otherwise %DG_GENERATOR_ERROR_RECORD says which is not, and why
 */
gboolean
dg_record_format_validate (DgRecordFormat *self, const char *input, const char *answer, GError **error)
{
  g_return_val_if_fail (self != NULL && input != NULL && answer != NULL, FALSE);

  return validate_text (dg_record_format_get_input (self), "input", input, error) &&
         validate_text (dg_record_format_get_answer (self), "answer", answer, error);
}
