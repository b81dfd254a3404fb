/* dg-record-validate-xml.c: holds XML to the elements that were agreed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Where the format has fields, there are these elements in their order and nothing else; where it has none, at least
 * one element, whatever is in it. GMarkup is laxer than XML: it wants a root, which the wrapper is, and takes
 * characters that no XML parser takes.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-record-format-private.h"

#define WRAPPER "dg-wrapper"

/* Text shown in a message is cut to this many characters. */
#define SHOWN_CHARACTERS 40

typedef struct
{
  DgFormat *format;   /* (unowned) */
  const char *column; /* (unowned) */
  gboolean has_fields;
  guint field_level; /* how deep the elements of fields stand; the wrapper is at 0 */
  guint depth;       /* elements that are open, the wrapper among them */
  guint n_outside;   /* elements directly in the wrapper */
  guint next_field;
  GString *content; /* (owned): of the field that is open */
} XmlCheck;

G_GNUC_PRINTF (2, 3)
static void
set_error (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD, format, args);
  va_end (args);
}

static gboolean
is_in_field (XmlCheck *self)
{
  return self->depth > (self->has_fields ? self->field_level : 1);
}

/* Char of XML 1.0, section 2.2; the text is UTF-8 already. */
static gboolean
check_characters (XmlCheck *self, const char *text, gsize length, GError **error)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if ((character >= 0x20 && character != 0xFFFE && character != 0xFFFF) || strchr ("\t\n\r", *p) != NULL)
        continue;
      set_error (error, _ ("%s is not XML: it has a character that XML cannot hold, U+%04X"), self->column, character);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_attributes (XmlCheck *self, const char *element, const char **names, const char **values, GError **error)
{
  if (self->has_fields && names[0] != NULL)
    {
      set_error (error, _ ("%s: the attribute %s of <%s> does not belong there"), self->column, names[0], element);
      return FALSE;
    }
  for (guint i = 0; names[i] != NULL; i++)
    if (!check_characters (self, values[i], strlen (values[i]), error))
      return FALSE;

  return TRUE;
}

/* Whether an element of this name may begin at @level. */
static gboolean
fits (XmlCheck *self, const char *name, guint level)
{
  const char *root = dg_format_get_xml_root (self->format);

  if (level < self->field_level)
    return self->n_outside == 1 && g_str_equal (name, root);

  return level == self->field_level && self->next_field < dg_format_get_n_fields (self->format) &&
         g_str_equal (name, dg_format_get_field (self->format, self->next_field)->path[0]);
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
  guint level = self->depth++;

  if (level == 0)
    return;
  if (level == 1)
    self->n_outside++;
  if (!check_attributes (self, name, attribute_names, attribute_values, error) || !self->has_fields)
    return;
  if (!fits (self, name, level))
    {
      set_error (error, _ ("%s: the element <%s> does not belong there"), self->column, name);
      return;
    }
  if (level < self->field_level)
    return;
  g_string_truncate (self->content, 0);
  self->next_field++;
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  XmlCheck *self = data;
  const DgField *field;

  if (--self->depth != self->field_level || !self->has_fields)
    return;

  field = dg_format_get_field (self->format, self->next_field - 1);
  if (field->values != NULL && !g_strv_contains ((const char *const *) field->values, self->content->str))
    set_error (error, _ ("%s: “%s” is not allowed in <%s>"), self->column, self->content->str, name);
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  XmlCheck *self = data;
  g_autofree char *stripped = NULL;
  g_autofree char *shown = NULL;

  if (!check_characters (self, text, length, error))
    return;
  if (is_in_field (self))
    {
      g_string_append_len (self->content, text, length);
      return;
    }

  stripped = g_strstrip (g_strndup (text, length));
  shown = g_utf8_substring (stripped, 0, MIN (g_utf8_strlen (stripped, -1), SHOWN_CHARACTERS));
  if (*shown != '\0')
    set_error (error, _ ("%s: the text “%s” is in no element"), self->column, shown);
}

static void
passthrough_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  check_characters (data, text, length, error);
}

static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, passthrough_cb };

static gboolean
check_all_there (XmlCheck *self, GError **error)
{
  if (self->n_outside == 0)
    set_error (error, _ ("%s is not XML: it has no element"), self->column);
  else if (self->has_fields && self->next_field < dg_format_get_n_fields (self->format))
    set_error (error, _ ("%s: the element <%s> is missing"), self->column,
               dg_format_get_field (self->format, self->next_field)->path[0]);
  else
    return TRUE;

  return FALSE;
}

/**
 * dg_record_format_validate_xml:
 * @format: an XML format
 * @column: what @text is, for the message
 * @text: a text
 * @error: return location for %DG_GENERATOR_ERROR_RECORD
 *
 * Returns: whether @text has the elements of @format
 */
gboolean
dg_record_format_validate_xml (DgFormat *format, const char *column, const char *text, GError **error)
{
  g_autofree char *wrapped = g_strdup_printf ("<" WRAPPER ">%s</" WRAPPER ">", text);
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) local_error = NULL;
  XmlCheck check = {
    .format = format,
    .column = column,
    .has_fields = dg_format_get_field (format, 0)->type != DG_FIELD_SOURCE,
    .field_level = dg_format_get_xml_root (format) != NULL ? 2 : 1,
    .content = content,
  };

  if (strstr (text, WRAPPER) != NULL)
    {
      set_error (error, _ ("%s is not XML: the element <%s> is reserved"), column, WRAPPER);
      return FALSE;
    }

  context = g_markup_parse_context_new (&parser, 0, &check, NULL);
  if (g_markup_parse_context_parse (context, wrapped, -1, &local_error) &&
      g_markup_parse_context_end_parse (context, &local_error))
    return check_all_there (&check, error);

  if (g_error_matches (local_error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    set_error (error, _ ("%s is not XML: %s"), column, local_error->message);

  return FALSE;
}
