/* dg-simulator-line.c: a line of the coverage plan, as it stands in a request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-line.h"

#include <string.h>

/* `- n=17 | ANSWER: billing | Tone: frustrated | LETTERS: K, B, T | DATE: 2025-03-14 | NUMBERS: 48, 7, 315 | …` */
#define LINE_START "- n="
#define PART_SEPARATOR " | "
#define NAME_SEPARATOR ": "

static const char *const material[] = { "LETTERS", "DATE",      "NUMBERS", "SIZE",  "SURFACE", "OPENING",
                                        "EDGE",    "LEAVE OUT", "SEED",    "RULES", "DECOY",   NULL };

DgPlanLine *
dg_plan_line_new (const char *source)
{
  DgPlanLine *self = g_new0 (DgPlanLine, 1);
  g_auto (GStrv) parts = g_strsplit (source, PART_SEPARATOR, -1);
  GString *dimensions = g_string_new (NULL);

  self->source = g_strdup (source);
  self->n = *source != '\0' ? g_ascii_strtoll (source + strlen (LINE_START), NULL, 10) : 1;
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (parts[i], NAME_SEPARATOR, 2);

      if (halves[0] == NULL || halves[1] == NULL)
        continue;
      if (!g_strv_contains (material, halves[0]))
        g_string_append_printf (dimensions, "%s\n", halves[1]);
      g_hash_table_insert (self->parts, g_strdup (halves[0]), g_strdup (g_strstrip (halves[1])));
    }
  self->dimensions = g_string_free (dimensions, FALSE);

  return self;
}

void
dg_plan_line_free (DgPlanLine *self)
{
  g_free (self->source);
  g_hash_table_unref (self->parts);
  g_free (self->dimensions);
  g_free (self);
}

/* What the line says there, "" when it says nothing */
const char *
dg_plan_line_get (const DgPlanLine *self, const char *part)
{
  const char *value = g_hash_table_lookup (self->parts, part);

  return value != NULL ? value : "";
}

/* `frustrated (counts the calls)` is `frustrated`, shown in a way of its own */
static char *
dup_without_way (const char *part)
{
  const char *way = g_str_has_suffix (part, ")") ? strstr (part, " (") : NULL;

  return g_strndup (part, way != NULL ? (gsize) (way - part) : strlen (part));
}

/* Whether one of the line's parts is just @value, in any case, with or without the way it shows in */
gboolean
dg_plan_line_has_value (const DgPlanLine *self, const char *value)
{
  g_autofree char *wanted = g_utf8_casefold (value, -1);
  GHashTableIter iter;
  gpointer part;

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, NULL, &part))
    {
      g_autofree char *have = g_utf8_casefold (part, -1);
      g_autofree char *bare = dup_without_way (have);

      if (g_str_equal (have, wanted) || g_str_equal (bare, wanted))
        return TRUE;
    }

  return FALSE;
}

/* What the line says the answer is: one of @labels if there are any, without the way it shows in; NULL for nothing */
char *
dg_plan_line_dup_answer (const DgPlanLine *self, const char *const *labels)
{
  const char *answer = dg_plan_line_get (self, "ANSWER");

  if (*answer == '\0')
    return NULL;

  return labels != NULL && !g_strv_contains (labels, answer) ? dup_without_way (answer) : g_strdup (answer);
}

/* The lines of the plan in the text of a request, as (element-type DgPlanLine) */
GPtrArray *
dg_plan_lines_parse (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_plan_line_free);
  g_auto (GStrv) candidates = g_strsplit (text, "\n", -1);

  for (guint i = 0; candidates[i] != NULL; i++)
    if (g_str_has_prefix (candidates[i], LINE_START))
      g_ptr_array_add (lines, dg_plan_line_new (candidates[i]));

  return lines;
}
