/* dg-simulator-requirements.c: the requirements, as requests state them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-requirements.h"

#include <string.h>

#include "dg-simulator-shown.h"
#include "dg-simulator-terms.h"

#define MAX_EDGES 5
#define MAX_EDGE_LENGTH 90
#define NOT_SAID "^\\W*(?:not specified|left to|@model|none|missing)"

/* The items by the headings of their sections */
static const struct
{
  const char *item;
  const char *heading;
} headings[] = {
  { "task", "\\btask\\b|\\bgoal\\b" },
  { "diversity", "\\bvariety\\b|\\bdiversity\\b" },
  { "edge_cases", "\\bedge cases?\\b" },
  { "constraints", "\\blimits?\\b|\\bconstraints?\\b" },
  { "output_format", "\\banswers?\\b(?! format tool)|\\boutput\\b" },
};

static const char *
find_heading (const char *item)
{
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    if (g_str_equal (headings[i].item, item))
      return headings[i].heading;

  g_assert_not_reached ();
}

/* What the request says of an item: lines like `- item.part: value`, or else a section of its own; "" for nothing */
char *
dg_requirements_dup (const DgSimulatorRequest *request, const char *item)
{
  g_autofree char *pattern = g_strdup_printf ("^[ \\t]*(?:[-*][ \\t]*)?`?%s(?:\\.[a-z_]+)?`?[^:\\n]*:[ \\t]*[^\\n]*"
                                              "(?:\\n[ \\t]+[^\\n]*)*",
                                              item);
  g_autoptr (GPtrArray) lines = dg_text_match_all (request->prompt, pattern, 0);

  if (lines->len == 0)
    return dg_shown_dup_about (request, find_heading (item));

  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* The value in a line, without the name of the part it is of; "" for a line that has just the name */
static char *
strip_name (const char *line)
{
  g_autofree char *bare = dg_shown_dup_bare_line (line);
  char *value = dg_text_has (bare, NOT_SAID)
                    ? g_strdup ("")
                    : dg_text_match (bare, "^(?:[A-Z][A-Za-z ]{3,30}|[a-z_]+(?:\\.[a-z_]+)?[^:\\n]*):[ ]+(.*)$", 1);

  if (value == NULL && !dg_text_has (bare, "^[a-z_]+(?:\\.[a-z_]+)?[^:]{0,40}:$"))
    value = dg_text_match (bare, "^(?:\\d+[.)][ ]*)?(.*)$", 1);

  return value != NULL ? value : g_strdup ("");
}

/* (transfer full) (element-type utf8): the edge cases that have words, in a form that is short enough for a plan */
GPtrArray *
dg_requirements_list_edges (const DgSimulatorRequest *request)
{
  GPtrArray *edges = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *section = dg_requirements_dup (request, "edge_cases");
  g_auto (GStrv) lines = g_strsplit (section, "\n", -1);

  for (guint i = 0; lines[i] != NULL && edges->len < MAX_EDGES; i++)
    {
      g_autofree char *edge = strip_name (lines[i]);

      g_strstrip (edge);
      if (!dg_text_has (edge, "\\p{L}") || dg_text_has (edge, NOT_SAID))
        continue;
      if (strlen (edge) > MAX_EDGE_LENGTH)
        *g_utf8_find_prev_char (edge, edge + MAX_EDGE_LENGTH) = '\0';
      if (!g_ptr_array_find_with_equal_func (edges, edge, g_str_equal, NULL))
        g_ptr_array_add (edges, g_steal_pointer (&edge));
    }

  return edges;
}

/* (transfer full): the tones that are asked for, or three that are always of use */
GStrv
dg_requirements_dup_tones (const DgSimulatorRequest *request, gboolean german)
{
  static const char *const english_tones[] = { "neutral", "friendly", "frustrated", NULL };
  static const char *const german_tones[] = { "sachlich", "freundlich", "verärgert", NULL };
  g_autofree char *diversity = dg_requirements_dup (request, "diversity");
  g_autofree char *line = dg_text_match (diversity, "\\btone\\b[^:\\n]*:[ ]*([^\\n.]+)", 1);
  g_auto (GStrv) tones = line != NULL ? dg_terms_split (line) : NULL;

  if (tones != NULL && g_strv_length (tones) >= 2 && g_strv_length (tones) <= 6)
    return g_steal_pointer (&tones);

  return g_strdupv ((GStrv) (german ? german_tones : english_tones));
}

/* (transfer full) (nullable): the answers that are possible, NULL when they are not a closed set */
GStrv
dg_requirements_dup_labels (const DgSimulatorRequest *request)
{
  static const char *const sections[] = { "\\blabels?\\b", "\\banswers?\\b|\\boutput\\b" };
  GStrv labels = NULL;

  for (guint i = 0; labels == NULL && i < G_N_ELEMENTS (sections); i++)
    {
      g_autofree char *section = dg_shown_dup_about (request, sections[i]);

      labels = dg_terms_find_labels (section);
    }
  if (labels == NULL)
    {
      g_autofree char *output = dg_requirements_dup (request, "output_format");

      labels = dg_terms_find_labels (output);
    }
  if (labels == NULL)
    {
      g_autofree char *all = dg_shown_dup_block (request->prompt, "REQUIREMENTS|CHECKLIST");

      labels = all != NULL ? dg_terms_find_labels (all) : NULL;
    }
  if (labels == NULL)
    {
      g_autofree char *task = dg_requirements_dup (request, "task");

      labels = dg_terms_find_labels (task);
    }

  return labels;
}
