/* dg-simulator-shown.c: reads the texts of a request: sections, blocks of material, lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-shown.h"

#include <string.h>

#define FLAGS (G_REGEX_CASELESS | G_REGEX_MULTILINE)
/* `BEGIN NAME 0a1b2c3d`, up to the line `END NAME 0a1b2c3d` */
#define BLOCK "^BEGIN ([A-Z][A-Z0-9_ ]*?) ([0-9a-f]{8})\\n(.*?)\\n?^END \\1 \\2[ ]*$"
#define BLOCK_FLAGS (G_REGEX_MULTILINE | G_REGEX_DOTALL)
#define HEADING "^#{1,4}[ ]+(.+?)[ ]*$"
#define NUMBERED                                                                                                          \
  "^[ \\t]*[-*]?[ \\t]*(?:(?:note|sample|rule|record|input|no\\.?|n)[ \\t=#]*)?(\\d{1,6})(?:[.):]|[ \\t]*[|=–—:-])[ " \
  "\\t]*(.*)$"

static void
free_numbered (gpointer data)
{
  DgNumbered *entry = data;

  g_free (entry->name);
  g_free (entry->text);
  g_free (entry);
}

/* (nullable): what the group matches where the pattern first matches, or NULL when it does not */
char *
dg_text_match (const char *text, const char *pattern, guint group)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, FLAGS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert (regex != NULL);

  return g_regex_match (regex, text, 0, &match) ? g_match_info_fetch (match, (gint) group) : NULL;
}

gboolean
dg_text_has (const char *text, const char *pattern)
{
  return g_regex_match_simple (pattern, text, FLAGS, 0);
}

/* (element-type utf8): what the group matches, wherever the pattern does */
GPtrArray *
dg_text_match_all (const char *text, const char *pattern, guint group)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRegex) regex = g_regex_new (pattern, FLAGS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert (regex != NULL);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_ptr_array_add (found, g_match_info_fetch (match, (gint) group));

  return found;
}

/* By the small words; a single one may be a name */
gboolean
dg_text_is_german (const char *text)
{
  g_autoptr (GPtrArray) german = dg_text_match_all (
      text,
      "\\b(?:und|oder|der|die|das|dem|den|ich|du|sie|wir|nicht|kein\\w*|ein|eine|einen|für|mit|auf|ist|sind|soll\\w*|"
      "bitte|entscheide\\w*|höchstens|keine|weiß|egal|ja|nein|auch|wie|warum|alles|stimmt|genau|passt|deutsch\\w*|"
      "ändere|wörter|freundlich|wütend|verärgert|statt|lieber)\\b",
      0);
  g_autoptr (GPtrArray) english = dg_text_match_all (
      text, "\\b(?:the|and|or|of|to|is|are|i|you|we|not|no|an?|for|with|please|should|yes|what|why|how|change)\\b", 0);

  return german->len > english->len;
}

guint
dg_text_count_words (const char *text)
{
  g_autoptr (GPtrArray) words = dg_text_match_all (text, "\\S+", 0);

  return words->len;
}

/* (element-type utf8): the sentences, each with the blanks that follow it, so that together they are the text */
GPtrArray *
dg_text_split_sentences (const char *text)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRegex) regex = g_regex_new (".+?(?:[.!?…]+[\"”’)]*(?=\\s|\\z)|\\n\\n|\\z)\\s*", G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_ptr_array_add (sentences, g_match_info_fetch (match, 0));

  return sentences;
}

/* (nullable): what stands under the first heading that matches, up to the next heading; headings inside of material
 * are not headings */
char *
dg_shown_dup_section (const char *text, const char *pattern)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *end = NULL;
  g_autoptr (GString) section = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *heading = end == NULL ? dg_text_match (lines[i], HEADING, 1) : NULL;
      g_autofree char *block = dg_text_match (lines[i], "^BEGIN ([A-Z][A-Z0-9_ ]* [0-9a-f]{8})$", 1);

      if (end != NULL && g_str_equal (lines[i], end))
        g_clear_pointer (&end, g_free);
      else if (end == NULL && block != NULL)
        end = g_strconcat ("END ", block, NULL);

      if (heading != NULL && section != NULL)
        break;
      if (section != NULL)
        g_string_append_printf (section, "%s\n", lines[i]);
      else if (heading != NULL && dg_text_has (heading, pattern))
        section = g_string_new (NULL);
    }

  return section != NULL ? g_strchomp (g_string_free (g_steal_pointer (&section), FALSE)) : NULL;
}

/* (nullable): the last block of material whose name matches */
char *
dg_shown_dup_block (const char *text, const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (BLOCK, BLOCK_FLAGS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  char *found = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);

      if (!dg_text_has (name, pattern))
        continue;
      g_free (found);
      found = g_match_info_fetch (match, 3);
    }

  return found;
}

/* What stands around the blocks of material */
char *
dg_shown_dup_around (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (BLOCK, BLOCK_FLAGS, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);
}

/* What the request says of something: the section of that name, or else the block of material; "" when it is silent */
char *
dg_shown_dup_about (const DgSimulatorRequest *request, const char *pattern)
{
  char *about = dg_shown_dup_section (request->prompt, pattern);

  if (about == NULL)
    about = dg_shown_dup_section (request->system, pattern);
  if (about == NULL)
    about = dg_shown_dup_block (request->prompt, pattern);
  if (about == NULL)
    about = dg_shown_dup_block (request->system, pattern);

  return about != NULL ? about : g_strdup ("");
}

/* What a line says, without what marks it as material or as one of a list; "" for the marks themselves */
char *
dg_shown_dup_bare_line (const char *text)
{
  g_autofree char *mark = dg_text_match (text, "^(?:BEGIN|END) [A-Z][A-Z0-9_ ]* [0-9a-f]{8}$", 0);
  char *bare = mark == NULL ? dg_text_match (text, "^[ \\t]*(?:[-*•][ \\t]+)?(.*?)[ \\t]*$", 1) : NULL;

  return bare != NULL ? bare : g_strdup ("");
}

/* (element-type DgNumbered): the lines that begin with a number, each with the lines that follow it */
GPtrArray *
dg_shown_list_numbered (const char *text)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_numbered);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *number = dg_text_match (lines[i], NUMBERED, 1);
      DgNumbered *entry;

      if (number == NULL && list->len > 0)
        {
          entry = g_ptr_array_index (list, list->len - 1);

          g_autofree char *before = g_steal_pointer (&entry->text);

          entry->text = g_strconcat (before, "\n", lines[i], NULL);
        }
      if (number == NULL)
        continue;
      entry = g_new0 (DgNumbered, 1);
      entry->n = (guint) g_ascii_strtoull (number, NULL, 10);
      entry->text = dg_text_match (lines[i], NUMBERED, 2);
      g_ptr_array_add (list, entry);
    }
  for (guint i = 0; i < list->len; i++)
    g_strstrip (((DgNumbered *) g_ptr_array_index (list, i))->text);

  return list;
}

/* The number in a block's name, or else the last in the line before it, or else its place */
static guint
find_number (const char *text, const char *name, gint start, guint place)
{
  g_autofree char *in_name = dg_text_match (name, "(\\d{1,6})$", 1);
  g_autofree char *before = g_strndup (text, (gsize) start);
  g_autofree char *line = in_name == NULL ? dg_text_match (before, "^[^\\n]*?(\\d{1,6})\\D*\\n\\z", 1) : NULL;

  if (in_name != NULL || line != NULL)
    return (guint) g_ascii_strtoull (in_name != NULL ? in_name : line, NULL, 10);

  return place;
}

/* (element-type DgNumbered): the blocks of material whose name matches, in their order */
GPtrArray *
dg_shown_list_blocks (const char *text, const char *pattern)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_numbered);
  g_autoptr (GRegex) regex = g_regex_new (BLOCK, BLOCK_FLAGS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      DgNumbered *entry;
      gint start;

      if (!dg_text_has (name, pattern))
        continue;
      g_match_info_fetch_pos (match, 0, &start, NULL);
      entry = g_new0 (DgNumbered, 1);
      entry->n = find_number (text, name, start, list->len + 1);
      entry->name = g_steal_pointer (&name);
      entry->text = g_strstrip (g_match_info_fetch (match, 3));
      g_ptr_array_add (list, entry);
    }

  return list;
}
