/* dg-simulator-dialogue.c: where a conversation about the requirements stands, as a request shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-dialogue.h"

#include <string.h>

#include "dg-simulator-shown.h"

#define PART "[a-z]+(?:_[a-z]+)*\\.[a-z]+(?:_[a-z]+)*"
#define PART_LINE "^[ \\t]*(?:[-*][ \\t]*)?`?(" PART ")`?[ \\t]*([(\\[][^)\\]\\n]*[)\\]])?[ \\t]*[:=][ \\t]*(.*)$"
#define POINT_LINE "^[ \\t]*(?:[-*][ \\t]*)?(\\d{1,3})[.):][ \\t]*(.*)$"
#define WHOSE "^\\((?:said|proposed)\\)\\s*(.*)$"
#define CONFLICT_LINE "^[ \\t]*CONFLICT\\b[^:]*:[ ]*(.*)$"
#define ASKED_LINE "\\b(?:last )?asked for `?(" PART ")"
#define NO_VALUE "^\\W*(?:missing|none|not yet|open|nothing|unknown|empty|to be asked)?\\W*$"
#define NOT_FIRM "\\b(?:proposed|guess\\w*|implied|decided|model|prompt|open|not (?:said|confirmed))\\b"
#define MISSING_HEADING "\\b(?:missing|still|open|next|to ask|wanted)\\b"
#define TURNS "conversation|dialogue|turns|so far|said before|earlier"
#define INTRODUCTION "practice model|Übungsmodell"

static void
free_part (gpointer data)
{
  DgShownPart *part = data;

  g_ptr_array_unref (part->points);
  g_free (part->conflict);
  g_free (part);
}

/* The message is material, and so is what was said before; the names of their blocks tell which is which. */
static char *
dup_message (const char *prompt)
{
  static const char *const names[] = { "MESSAGE", "ANSWER|PERSON|SAID|WORDS|REPLY", "." };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *message = dg_shown_dup_block (prompt, names[i]);

      if (message != NULL)
        return g_strstrip (message);
    }

  g_autofree char *line = dg_text_match (prompt, "^(?:person|user|human):[ ]*(.*?)\\s*\\z", 1);

  return g_strdup (line != NULL ? line : prompt);
}

static char *
dup_turns (const char *prompt)
{
  char *turns = dg_shown_dup_block (prompt, TURNS);

  if (turns == NULL)
    turns = dg_shown_dup_section (prompt, TURNS);

  return turns != NULL ? turns : g_strdup ("");
}

static DgShownPart *
add_part (GHashTable *values, char *name)
{
  DgShownPart *part = g_new0 (DgShownPart, 1);

  part->points = g_ptr_array_new_with_free_func (g_free);
  part->firm = TRUE;
  g_hash_table_replace (values, name, part);

  return part;
}

static void
add_point (DgShownPart *part, const char *point)
{
  g_autofree char *bare = g_strstrip (g_strdup (point));

  if (dg_text_has (bare, "^[(\\[]?(?:proposed|guess|implied|decided)"))
    part->firm = FALSE;
  if (dg_text_has (bare, WHOSE))
    {
      g_autofree char *marked = g_steal_pointer (&bare);

      bare = dg_text_match (marked, WHOSE, 1);
    }
  if (!dg_text_has (bare, NO_VALUE))
    g_ptr_array_add (part->points, g_steal_pointer (&bare));
}

static gboolean
has_no_points (gpointer name, gpointer part, gpointer data)
{
  return ((DgShownPart *) part)->points->len == 0;
}

/* (transfer full) (element-type utf8 DgShownPart): what lines like `- item.part: value` say, and the numbered points
 * below them */
static GHashTable *
read_values (const char *text, const char *const *parts)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_part);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  DgShownPart *part = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *name = dg_text_match (lines[i], PART_LINE, 1);
      g_autofree char *point = dg_text_match (lines[i], POINT_LINE, 2);
      g_autofree char *conflict = dg_text_match (lines[i], CONFLICT_LINE, 1);

      if (name != NULL && g_strv_contains (parts, name))
        {
          g_autofree char *state = dg_text_match (lines[i], PART_LINE, 2);
          g_autofree char *value = dg_text_match (lines[i], PART_LINE, 3);

          part = add_part (values, g_steal_pointer (&name));
          part->firm = state == NULL || !dg_text_has (state, NOT_FIRM);
          add_point (part, value);
        }
      else if (point != NULL && part != NULL)
        add_point (part, point);
      else if (conflict != NULL && part != NULL && part->conflict == NULL)
        part->conflict = g_steal_pointer (&conflict);
      else
        part = NULL;
    }
  g_hash_table_foreach_remove (values, has_no_points, NULL);

  return values;
}

/* In the order of the request, or else those that have no value in the order of the schema */
static GPtrArray *
list_missing (DgDialogue *self, const char *around, const char *const *parts)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *section = dg_shown_dup_section (around, MISSING_HEADING);
  g_autoptr (GPtrArray) named = section != NULL ? dg_text_match_all (section, PART, 0) : NULL;

  if (named != NULL)
    for (guint i = 0; i < named->len; i++)
      {
        const char *name = g_ptr_array_index (named, i);

        if (g_strv_contains (parts, name) && !g_ptr_array_find_with_equal_func (missing, name, g_str_equal, NULL))
          g_ptr_array_add (missing, g_strdup (name));
      }
  else
    for (guint i = 0; parts[i] != NULL; i++)
      if (!g_str_has_suffix (parts[i], ".conventions") && dg_dialogue_lookup (self, parts[i]) == NULL)
        g_ptr_array_add (missing, g_strdup (parts[i]));

  return missing;
}

/* (transfer full): what the request shows of the conversation; @parts are those that the schema knows */
DgDialogue *
dg_dialogue_read (const DgSimulatorRequest *request, const char *const *parts)
{
  DgDialogue *self = g_new0 (DgDialogue, 1);
  g_autofree char *turns = dup_turns (request->prompt);
  g_autofree char *around = dg_shown_dup_around (request->prompt);
  g_autofree char *checklist = dg_shown_dup_block (request->prompt, "CHECKLIST|REQUIREMENTS|KNOWN|STATE");
  g_autofree char *shown = g_strjoin ("\n\n", around, checklist, NULL);
  g_autofree char *spoken = NULL;
  g_autofree char *asked = dg_text_match (around, ASKED_LINE, 1);

  self->message = dup_message (request->prompt);
  self->values = read_values (shown, parts);
  self->missing = list_missing (self, around, parts);
  if (asked != NULL && g_strv_contains (parts, asked))
    self->asked = g_steal_pointer (&asked);
  else if (self->missing->len > 0)
    self->asked = g_strdup (g_ptr_array_index (self->missing, 0));
  self->introduced = dg_text_has (turns, INTRODUCTION);
  /* A word or two tell little of a language. */
  spoken = g_strjoin ("\n", self->message, dg_text_count_words (self->message) < 5 ? turns : NULL, NULL);
  self->german = dg_text_is_german (self->message) || dg_text_is_german (spoken);

  return self;
}

void
dg_dialogue_free (DgDialogue *self)
{
  g_free (self->message);
  g_free (self->asked);
  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->missing);
  g_free (self);
}

/* (nullable): the part as the checklist shows it, NULL when it has no value */
const DgShownPart *
dg_dialogue_lookup (DgDialogue *self, const char *part)
{
  return g_hash_table_lookup (self->values, part);
}
