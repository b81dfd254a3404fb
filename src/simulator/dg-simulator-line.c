/* dg-simulator-line.c: a line of the coverage plan, as it stands in a request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-line.h"

#include <string.h>

/* `- n=17 | ANSWER: billing | Tone: frustrated | LETTERS: K, B, T | DATE: 2025-03-14 | NUMBERS: 48, 7, 315 | …` */
#define LINE_START "- n="

static const char *const material[] = { "LETTERS", "DATE", "NUMBERS", "SIZE", "SURFACE", NULL };

static void
read_numbers (GArray *numbers, const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ",", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      guint64 number;

      if (g_ascii_string_to_unsigned (g_strstrip (items[i]), 10, 0, G_MAXUINT, &number, NULL))
        g_array_append_vals (numbers, &(guint){ number }, 1);
    }
}

DgPlanLine *
dg_plan_line_new (const char *source)
{
  DgPlanLine *self = g_new0 (DgPlanLine, 1);
  g_auto (GStrv) parts = g_strsplit (source, " | ", -1);
  g_autoptr (GString) dimensions = g_string_new (NULL);

  self->source = g_strdup (source);
  self->n = g_str_has_prefix (source, LINE_START) ? g_ascii_strtoll (source + strlen (LINE_START), NULL, 10) : 1;
  self->parts = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strstr (parts[i], ": ");

      if (colon == NULL)
        continue;

      *colon = '\0';
      g_ptr_array_add (self->parts, g_strdup (g_strstrip (parts[i])));
      g_ptr_array_add (self->parts, g_strdup (g_strstrip (colon + 1 + 1)));
      if (!g_strv_contains (material, g_strstrip (parts[i])))
        g_string_append_printf (dimensions, "%s\n", colon + 1 + 1);
    }
  self->dimensions = g_string_free (g_steal_pointer (&dimensions), FALSE);
  if (dg_plan_line_get (self, "NUMBERS") != NULL)
    read_numbers (self->numbers, dg_plan_line_get (self, "NUMBERS"));

  return self;
}

void
dg_plan_line_free (DgPlanLine *self)
{
  g_free (self->source);
  g_ptr_array_unref (self->parts);
  g_free (self->dimensions);
  g_array_unref (self->numbers);
  g_free (self);
}

/* What the line says there, or NULL */
const char *
dg_plan_line_get (const DgPlanLine *self, const char *part)
{
  for (guint i = 0; i < self->parts->len; i += 2)
    if (g_str_equal (g_ptr_array_index (self->parts, i), part))
      return g_ptr_array_index (self->parts, i + 1);

  return NULL;
}

/* Whether one of the line's parts is just @value, in any case */
gboolean
dg_plan_line_has_value (const DgPlanLine *self, const char *value)
{
  g_autofree char *wanted = g_utf8_casefold (value, -1);

  for (guint i = 1; i < self->parts->len; i += 2)
    {
      g_autofree char *have = g_utf8_casefold (g_ptr_array_index (self->parts, i), -1);

      if (g_str_equal (have, wanted))
        return TRUE;
    }

  return FALSE;
}

/* The lines of the plan in the text of a request, as (element-type DgPlanLine) */
GPtrArray *
dg_plan_lines_parse (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_plan_line_free);

  for (const char *start = text; start != NULL && *start != '\0';)
    {
      const char *end = strchrnul (start, '\n');

      if (g_str_has_prefix (start, LINE_START))
        {
          g_autofree char *line = g_strndup (start, end - start);

          g_ptr_array_add (lines, dg_plan_line_new (line));
        }
      start = *end == '\0' ? NULL : end + 1;
    }

  return lines;
}
