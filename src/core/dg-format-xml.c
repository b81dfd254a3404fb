/* dg-format-xml.c: the typed fields of an XML example
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Requirements show an XML format by example: `<ticket><topic>billing|roaming</topic><reply>…</reply></ticket>`.
 * Elements that hold only text become fields; alternatives with `|` become labels. The model fills the fields and the
 * program writes the elements.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-format-private.h"

/* Nested deeper than a root and its children, the example is given to the model as it is. */
#define MAX_DEPTH 2

/* GMarkup wants exactly one root; this one goes around whatever the example holds. */
#define WRAPPER "dg-wrapper"

typedef struct
{
  DgFormat *format;   /* (unowned) */
  GPtrArray *open;    /* (owned) (element-type utf8): the open elements, the wrapper left out */
  GString *text;      /* (owned): the text of the innermost element so far */
  gboolean has_child; /* whether the element that ends next has had a child */
  guint n_roots;      /* elements at the outside */
  gboolean too_rich;  /* deeper than fields can say */
} XmlReader;

static void
start_element_cb (GMarkupParseContext *context,
                  const char *name,
                  const char **attribute_names,
                  const char **attribute_values,
                  gpointer data,
                  GError **error)
{
  XmlReader *reader = data;

  if (g_str_equal (name, WRAPPER))
    return;

  if (reader->open->len == 0)
    reader->n_roots++;
  if (reader->open->len == MAX_DEPTH || attribute_names[0] != NULL)
    reader->too_rich = TRUE;
  g_ptr_array_add (reader->open, g_strdup (name));
  g_string_truncate (reader->text, 0);
  reader->has_child = FALSE;
}

static void
read_alternatives (DgField *field, const char *text)
{
  g_auto (GStrv) values = g_strsplit (text, "|", -1);

  if (g_strv_length (values) < 2)
    return;
  for (guint i = 0; values[i] != NULL; i++)
    if (*g_strstrip (values[i]) == '\0' || g_utf8_strlen (values[i], -1) > 60)
      return;

  field->type = DG_FIELD_LABEL;
  field->values = g_steal_pointer (&values);
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  XmlReader *reader = data;

  if (g_str_equal (name, WRAPPER))
    return;

  if (!reader->has_child)
    {
      g_autofree char *text = g_strstrip (g_strdup (reader->text->str));
      const char *path[MAX_DEPTH + 1] = { NULL };

      for (guint i = 0; i < MIN (reader->open->len, MAX_DEPTH); i++)
        path[i] = g_ptr_array_index (reader->open, i);
      read_alternatives (dg_format_add_field (reader->format, path, DG_FIELD_TEXT), text);
    }
  g_ptr_array_set_size (reader->open, reader->open->len - 1);
  reader->has_child = TRUE;
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  XmlReader *reader = data;

  g_string_append_len (reader->text, text, length);
}

static const GMarkupParser parser = {
  .start_element = start_element_cb,
  .end_element = end_element_cb,
  .text = text_cb,
};

static gboolean
read_example (XmlReader *reader, const char *example, GError **error)
{
  g_autofree char *wrapped = g_strdup_printf ("<" WRAPPER ">%s</" WRAPPER ">", example);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, reader, NULL);
  g_autoptr (GError) local_error = NULL;

  if (g_markup_parse_context_parse (context, wrapped, -1, &local_error) &&
      g_markup_parse_context_end_parse (context, &local_error) && reader->n_roots > 0)
    return TRUE;

  g_set_error (error, DG_FORMAT_ERROR, DG_FORMAT_ERROR_XML, _ ("The XML example cannot be read: %s"),
               local_error != NULL ? local_error->message : _ ("it has no element"));

  return FALSE;
}

/* Fields of one root with children lose the root from their path: it is written around them. */
static void
lift_root (DgFormat *self)
{
  DgField *first = g_ptr_array_index (self->fields, 0);

  if (first->path[1] == NULL)
    return;
  self->xml_root = g_strdup (first->path[0]);

  for (guint i = 0; i < self->fields->len; i++)
    {
      DgField *field = g_ptr_array_index (self->fields, i);
      const char *const path[] = { field->path[1], NULL };
      GStrv lifted = g_strdupv ((char **) path);

      g_strfreev (field->path);
      field->path = lifted;
      g_free (field->name);
      field->name = g_strcanon (g_strdup (lifted[0]), G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_", '_');
    }
}

static gboolean
has_nested (DgFormat *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (((DgField *) g_ptr_array_index (self->fields, i))->path[1] != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
has_twins (DgFormat *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->fields->len; i++)
    if (!g_hash_table_add (names, ((DgField *) g_ptr_array_index (self->fields, i))->name))
      return TRUE;

  return FALSE;
}

/**
 * dg_format_new_xml:
 * @example: an example of the elements
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the format of XML texts with the same elements; %NULL with
 *   %DG_FORMAT_ERROR_XML when the example is not XML
 */
DgFormat *
dg_format_new_xml (const char *example, GError **error)
{
  g_return_val_if_fail (example != NULL, NULL);

  g_autoptr (DgFormat) self = dg_format_new (DG_FORMAT_XML);
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  XmlReader reader = { self, open, text, FALSE, 0, FALSE };

  if (!read_example (&reader, example, error))
    return NULL;

  if (!reader.too_rich && reader.n_roots == 1)
    lift_root (self);
  else if (has_nested (self))
    /* several roots, some with children: more than a flat list of fields can say */
    reader.too_rich = TRUE;
  if (reader.too_rich || has_twins (self))
    {
      g_clear_pointer (&self->xml_root, g_free);
      dg_format_make_source (self);
    }

  return g_steal_pointer (&self);
}

static gboolean
starts_tag (const char *text)
{
  return text[0] == '<' && (g_ascii_isalpha (text[1]) || text[1] == '_');
}

/**
 * dg_format_find_xml_example:
 * @text: requirements in a person's words
 *
 * Finds the example of an XML format in the words around it: from the first opening tag that is closed later to the end
 * of the last closing tag.
 *
 * Returns: (transfer full) (nullable): the example, %NULL when there is none
 */
char *
dg_format_find_xml_example (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  for (const char *start = strchr (text, '<'); start != NULL; start = strchr (start + 1, '<'))
    {
      g_autofree char *name = NULL;
      g_autofree char *closing = NULL;
      const char *last;
      gsize length;

      if (!starts_tag (start))
        continue;
      length = strcspn (start + 1, " \t\r\n/>");
      name = g_strndup (start + 1, length);
      closing = g_strdup_printf ("</%s>", name);
      if (strstr (start, closing) == NULL)
        continue;

      last = g_strrstr (start, "</");
      length = strcspn (last, ">");

      return last[length] == '>' ? g_strndup (start, last + length + 1 - start) : NULL;
    }

  return NULL;
}
