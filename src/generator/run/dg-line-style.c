/* dg-line-style.c: what lines are made of besides their plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-line-style.h"

/* An input that has no more than this has one length, and a word about it would only contradict the limit. */
#define FEW_WORDS 40
#define FEW_CHARACTERS 250

/* What a field is called that holds a date, in the languages of most requirements: due_date, invoiceDate, datum. */
#define DATE_NAME "(?:^|_)(?:date|datum|fecha)(?:_|$)|[a-z](?:Date|Datum|Fecha)(?:_|[A-Z]|$)"

/* How a schema says that a text is one. */
#define DATE_DESCRIPTION "YYYY"

static gboolean
limits_length (const DgLimit *limit)
{
  return limit->column == DG_COLUMN_INPUT && limit->check >= DG_CHECK_MAX_WORDS &&
         limit->check <= DG_CHECK_MIN_CHARACTERS;
}

static gboolean
leaves_few_words (const DgLimit *limit)
{
  guint64 n = g_ascii_strtoull (limit->value, NULL, 10);

  if (limit->column != DG_COLUMN_INPUT)
    return FALSE;

  return (limit->check == DG_CHECK_MAX_WORDS && n <= FEW_WORDS) ||
         (limit->check == DG_CHECK_MAX_CHARACTERS && n <= FEW_CHARACTERS);
}

static void
read_length (DgLineStyle *self, const DgBrief *brief)
{
  const char *length = dg_checklist_get_value (brief->checklist, DG_ITEM_CONSTRAINTS, 0);
  GPtrArray *limits = dg_record_format_get_limits (brief->format);

  self->has_length = length != NULL && !g_str_equal (length, DG_LEFT_TO_MODEL);
  for (guint i = 0; i < limits->len; i++)
    {
      const DgLimit *limit = g_ptr_array_index (limits, i);

      self->has_length = self->has_length || limits_length (limit);
      self->is_short = self->is_short || leaves_few_words (limit);
    }
}

static gboolean
is_date (const DgField *field)
{
  return field->type == DG_FIELD_TEXT &&
         ((field->description != NULL && strstr (field->description, DATE_DESCRIPTION) != NULL) ||
          g_regex_match_simple (DATE_NAME, field->name, 0, 0));
}

/* An invoice without a date or a sum is none, and left to itself a model takes those of the examples. */
static void
read_fields (DgLineStyle *self, DgFormat *answer)
{
  for (guint i = 0; i < dg_format_get_n_fields (answer); i++)
    {
      const DgField *field = dg_format_get_field (answer, i);

      self->has_date = self->has_date || is_date (field);
      self->has_numbers = self->has_numbers || field->type == DG_FIELD_INTEGER || field->type == DG_FIELD_NUMBER;
    }
}

/**
 * dg_line_style_read:
 * @self: a style
 * @brief: what records are made from
 *
 * Reads what is the same for all lines: whether inputs are free text, how long they are, and whether each has a date or
 * numbers.
 */
void
dg_line_style_read (DgLineStyle *self, const DgBrief *brief)
{
  g_return_if_fail (self != NULL && brief != NULL);

  self->free_text = dg_format_get_kind (dg_record_format_get_input (brief->format)) == DG_FORMAT_TEXT;
  read_length (self, brief);
  read_fields (self, dg_record_format_get_answer (brief->format));
}
