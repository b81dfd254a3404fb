/* dg-record-compare.c: whether two texts of a format say the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Labels, numbers, truth values and what is absent are compared for good. Words are not: what differs in more than
 * case, white space and its last sign may still mean the same, and only a reader can tell.
 */

#include "config.h"

#include <string.h>

#include "dg-record-format-private.h"
#include "dg-words.h"

static gboolean
has_letters (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static DgComparison
compare_exactly (const char *a, const char *b)
{
  return g_str_equal (a, b) ? DG_COMPARISON_SAME : DG_COMPARISON_OTHER;
}

static DgComparison
compare_words (const char *a, const char *b)
{
  g_autofree char *left = dg_words_normalize (a);
  g_autofree char *right = dg_words_normalize (b);

  if (g_str_equal (left, right))
    return DG_COMPARISON_SAME;

  /* dates, amounts, and nothing at all have no other words */
  return has_letters (left) && has_letters (right) ? DG_COMPARISON_UNCLEAR : DG_COMPARISON_OTHER;
}

/* --- JSON --- */

static DgJsonDocument *
parse (const char *text)
{
  return dg_json_document_new (text, -1, NULL, NULL);
}

/* What may be left out and is, and what is null, are both absent. */
static gboolean
find_value (DgJsonDocument *document, const DgField *field, DgJsonValue *value)
{
  *value = dg_json_document_get_root (document);
  for (guint i = 0; field->path[i] != NULL; i++)
    {
      DgJsonValue outer = *value;

      if (!dg_json_object_lookup (outer, field->path[i], value))
        return FALSE;
    }

  return dg_json_value_get_value_type (*value) != DG_JSON_NULL;
}

static DgComparison
compare_strings (DgJsonValue a, DgJsonValue b)
{
  g_autofree char *left = dg_json_value_dup_string (a);
  g_autofree char *right = dg_json_value_dup_string (b);

  return left != NULL && right != NULL ? compare_words (left, right) : DG_COMPARISON_OTHER;
}

static DgComparison
compare_lists (DgJsonValue a, DgJsonValue b)
{
  DgComparison worst = DG_COMPARISON_SAME;
  DgJsonValue left, right;
  DgJsonIter iter_a, iter_b;

  if (dg_json_value_get_value_type (a) != DG_JSON_ARRAY || dg_json_value_get_value_type (b) != DG_JSON_ARRAY)
    return DG_COMPARISON_OTHER;
  /* with words in them, one may say in two entries what the other says in one, or in another order */
  if (dg_json_value_get_length (a) != dg_json_value_get_length (b))
    return dg_json_value_get_length (a) > 0 && dg_json_value_get_length (b) > 0 ? DG_COMPARISON_UNCLEAR
                                                                                : DG_COMPARISON_OTHER;

  dg_json_iter_init (&iter_a, a);
  dg_json_iter_init (&iter_b, b);
  while (dg_json_iter_next (&iter_a, NULL, &left) && dg_json_iter_next (&iter_b, NULL, &right))
    worst = MAX (worst, compare_strings (left, right));

  return MIN (worst, DG_COMPARISON_UNCLEAR);
}

static DgComparison
compare_json_field (const DgField *field, DgJsonDocument *a, DgJsonDocument *b, gboolean exact)
{
  DgJsonValue left, right;
  gboolean has_left = find_value (a, field, &left);
  gboolean has_right = find_value (b, field, &right);

  if (!has_left || !has_right)
    return has_left == has_right ? DG_COMPARISON_SAME : DG_COMPARISON_OTHER;
  if (dg_json_value_equal (left, right))
    return DG_COMPARISON_SAME;
  if (exact)
    return DG_COMPARISON_OTHER;

  switch (field->type)
    {
    case DG_FIELD_TEXT:
      return compare_strings (left, right);
    case DG_FIELD_TEXT_LIST:
      return compare_lists (left, right);
    case DG_FIELD_LABEL:
    case DG_FIELD_INTEGER:
    case DG_FIELD_NUMBER:
    case DG_FIELD_BOOLEAN:
    case DG_FIELD_SOURCE:
    default:
      return DG_COMPARISON_OTHER;
    }
}

static DgComparison
compare_json (DgFormat *format, const char *a, const char *b, gboolean exact, const DgField **field)
{
  g_autoptr (DgJsonDocument) left = parse (a);
  g_autoptr (DgJsonDocument) right = parse (b);
  DgComparison worst = DG_COMPARISON_SAME;

  if (left == NULL || right == NULL)
    return DG_COMPARISON_OTHER;
  if (dg_format_get_field (format, 0)->type == DG_FIELD_SOURCE)
    return dg_json_value_equal (dg_json_document_get_root (left), dg_json_document_get_root (right))
               ? DG_COMPARISON_SAME
               : DG_COMPARISON_UNCLEAR;

  for (guint i = 0; i < dg_format_get_n_fields (format); i++)
    {
      DgComparison one = compare_json_field (dg_format_get_field (format, i), left, right, exact);

      if (one > worst)
        *field = dg_format_get_field (format, i);
      worst = MAX (worst, one);
    }

  return worst;
}

/* --- XML --- */

typedef struct
{
  GPtrArray *contents; /* (unowned) (element-type utf8) of the innermost elements, in order */
  GString *content;    /* (unowned) of the element that is open */
  gboolean inner;      /* whether nothing has been closed since it was opened */
} XmlReader;

static void
start_element_cb (GMarkupParseContext *context,
                  const char *name,
                  const char **attribute_names,
                  const char **attribute_values,
                  gpointer data,
                  GError **error)
{
  XmlReader *self = data;

  g_string_truncate (self->content, 0);
  self->inner = TRUE;
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  XmlReader *self = data;

  if (self->inner)
    g_ptr_array_add (self->contents, g_strdup (self->content->str));
  self->inner = FALSE;
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  g_string_append_len (((XmlReader *) data)->content, text, length);
}

static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };

/*
 * dg_record_format_read_xml:
 * @format: a format of XML
 * @text: a text
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the contents of its fields, in their order; %NULL for a text
 *   that does not have them
 */
GPtrArray *
dg_record_format_read_xml (DgFormat *format, const char *text)
{
  g_autofree char *wrapped = g_strconcat ("<all>", text, "</all>", NULL);
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) content = g_string_new (NULL);
  XmlReader reader = { contents, content, FALSE };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reader, NULL);

  if (!dg_record_format_validate_xml (format, "", text, NULL) ||
      !g_markup_parse_context_parse (context, wrapped, -1, NULL) || !g_markup_parse_context_end_parse (context, NULL) ||
      contents->len != dg_format_get_n_fields (format))
    return NULL;

  return g_steal_pointer (&contents);
}

static DgComparison
compare_xml (DgFormat *format, const char *a, const char *b, gboolean exact, const DgField **field)
{
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) right = NULL;
  DgComparison worst = DG_COMPARISON_SAME;

  if (dg_format_get_field (format, 0)->type == DG_FIELD_SOURCE)
    return exact ? DG_COMPARISON_OTHER : compare_words (a, b);

  left = dg_record_format_read_xml (format, a);
  right = dg_record_format_read_xml (format, b);
  if (left == NULL || right == NULL)
    return DG_COMPARISON_OTHER;

  for (guint i = 0; i < dg_format_get_n_fields (format); i++)
    {
      const DgField *candidate = dg_format_get_field (format, i);
      const char *x = g_ptr_array_index (left, i);
      const char *y = g_ptr_array_index (right, i);
      DgComparison one = exact || candidate->type == DG_FIELD_LABEL ? compare_exactly (x, y) : compare_words (x, y);

      if (one > worst)
        *field = candidate;
      worst = MAX (worst, one);
    }

  return worst;
}

static DgComparison
compare (DgFormat *format, const char *a, const char *b, gboolean exact, const DgField **field)
{
  *field = NULL;
  if (g_str_equal (a, b))
    return DG_COMPARISON_SAME;

  switch (dg_format_get_kind (format))
    {
    case DG_FORMAT_LABEL:
      return DG_COMPARISON_OTHER;
    case DG_FORMAT_JSON:
      return compare_json (format, a, b, exact, field);
    case DG_FORMAT_XML:
      return compare_xml (format, a, b, exact, field);
    case DG_FORMAT_TEXT:
    default:
      return exact ? DG_COMPARISON_OTHER : compare_words (a, b);
    }
}

/**
 * dg_record_format_compare:
 * @self: a format
 * @column: which text
 * @a: a text of that column
 * @b: another
 * @field: (out) (optional) (nullable) (transfer none): the field that makes the difference; %NULL where there is none,
 *   or where the whole text does
 *
 * Compares what two texts say, field by field where the format has fields: the order of members and the spelling of
 * numbers do not count, and of words case, white space and the last sign do not. A text that is not of the format says
 * nothing that another says, unless it is the very same.
 *
 * Returns: how they compare
 */
DgComparison
dg_record_format_compare (DgRecordFormat *self, DgColumn column, const char *a, const char *b, const DgField **field)
{
  g_return_val_if_fail (self != NULL && a != NULL && b != NULL, DG_COMPARISON_OTHER);

  const DgField *nowhere;

  return compare (dg_record_format_get_column (self, column), a, b, FALSE, field != NULL ? field : &nowhere);
}

/**
 * dg_record_format_has_same_fields:
 * @self: a format
 * @column: which text
 * @a: a text of that column
 * @b: another
 *
 * Returns: whether both have the same in every field, to the letter, however it is written around them
 */
gboolean
dg_record_format_has_same_fields (DgRecordFormat *self, DgColumn column, const char *a, const char *b)
{
  g_return_val_if_fail (self != NULL && a != NULL && b != NULL, FALSE);

  DgFormat *format = dg_record_format_get_column (self, column);
  const DgField *nowhere;

  return compare (format, a, b, TRUE, &nowhere) == DG_COMPARISON_SAME;
}
