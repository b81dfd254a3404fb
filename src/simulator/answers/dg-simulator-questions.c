/* dg-simulator-questions.c: what the practice model asks and decides about each part of the checklist
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-questions.h"

#include <string.h>

#include "dg-simulator-shown.h"

#define RESOURCE "/org/example/DatasetGen/simulator/answers/parts.ini"
#define MAX_PATTERNS 9
#define LEAD                                                                                                           \
  "^(?:the |die |der )?(?:edge cases?|tones?|labels?|categories|language|length|persona|topics?|intents?|randfälle|"  \
  "kategorien|sprache|länge|themen)\\b[ ]*(?:(?:are|is|include|sind|ist)\\b|:)[ :]*"
#define SUBJECT                                                                                                        \
  "\\b(?:classify|categori[sz]e|sort|label|extract|summari[sz]e|translate|answer|reply to|rate|detect|route|turn|"     \
  "moderate|klassifiziere?n?|sortiere?n?|beantworte?n?)[ ]+((?:[^\\s.,;:]+[ ]?){1,4}?)(?=[ ]*(?:[.,;:\\n]|$)|[ "       \
  "]+(?:by|"                                                                                                           \
  "into|as|from|to|in|of|for|that|which|with|nach|in|als|von)\\b)"

/* (transfer full): the resource; what the simulator is built with is good */
GKeyFile *
dg_questions_load (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GKeyFile *self = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_bytes (self, bytes, G_KEY_FILE_KEEP_TRANSLATIONS, &error);
  g_assert_no_error (error);

  return self;
}

/* (transfer full): the parts that the request's schema allows in the elements of that list, in its order */
GStrv
dg_questions_list (const DgAnswerSource *source, const char *list)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_autofree char *path = g_strdup_printf ("properties/%s/items/properties/part/enum", list);
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);
  DgJsonValue value = source->request->tool_schema;
  DgJsonValue each;
  DgJsonIter iter;

  for (guint i = 0; steps[i] != NULL; i++)
    if (!dg_json_object_lookup (value, steps[i], &value))
      return g_strv_builder_end (parts);

  dg_json_iter_init (&iter, value);
  while (dg_json_iter_next (&iter, NULL, &each))
    {
      g_autofree char *part = dg_json_value_dup_string (each);

      if (part != NULL)
        g_strv_builder_add (parts, part);
    }

  return g_strv_builder_end (parts);
}

/* What it is written in has no name of its own there; no language at all would be that of the desktop. */
static const char *
get_language (gboolean german)
{
  return german ? "de" : "en";
}

/* (nullable): what it says under that key, about @subject; NULL for a part that it does not know */
char *
dg_questions_dup_text (GKeyFile *self, const char *part, const char *key, gboolean german, const char *subject)
{
  char *text = g_key_file_get_locale_string (self, part, key, get_language (german), NULL);
  g_autoptr (GString) filled = g_string_new (text);

  if (text == NULL)
    return NULL;

  g_free (text);
  g_string_replace (filled, "{subject}", subject, 0);

  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/* (transfer full): two to four answers; none for a part that it does not know */
GStrv
dg_questions_dup_suggestions (GKeyFile *self, const char *part, gboolean german)
{
  GStrv suggestions = g_key_file_get_locale_string_list (self, part, "suggest", get_language (german), NULL, NULL);

  return suggestions != NULL ? suggestions : g_new0 (char *, 1);
}

/* Whether a second value cannot stand beside the first */
gboolean
dg_questions_is_single (GKeyFile *self, const char *part)
{
  return g_key_file_get_boolean (self, part, "single", NULL);
}

void
dg_finding_clear (DgFinding *self)
{
  g_clear_pointer (&self->quote, g_free);
  g_clear_pointer (&self->value, g_free);
}

/* `Edge cases are two topics` is about edge cases, and its value is two topics */
static char *
dup_value (const char *quote)
{
  char *value = dg_text_match (quote, LEAD "(\\S.*)$", 1);

  return value != NULL ? value : g_strdup (quote);
}

/* A pattern that begins with `([^…]*` takes a clause from its beginning; to look for one in the middle of a clause as
 * well finds nothing more, and takes long. */
static char *
anchor (const char *pattern)
{
  gsize length = g_str_has_prefix (pattern, "([^") ? strcspn (pattern, "]") : 0;
  g_autofree char *stops = g_strndup (pattern + MIN (length, 3), length > 3 ? length - 3 : 0);

  return length > 3 ? g_strdup_printf ("(?:^|(?<=[%s]))%s", stops, pattern) : g_strdup (pattern);
}

/* Looks for the first thing in @text that speaks of the part. The quote is a piece of @text, byte by byte. */
gboolean
dg_questions_find (GKeyFile *self, const char *part, const char *text, DgFinding *finding)
{
  for (guint i = 1; i <= MAX_PATTERNS; i++)
    {
      g_autofree char *find_key = i == 1 ? g_strdup ("find") : g_strdup_printf ("find%u", i);
      g_autofree char *value_key = i == 1 ? g_strdup ("value") : g_strdup_printf ("value%u", i);
      g_autofree char *pattern = g_key_file_get_value (self, part, find_key, NULL);
      g_autofree char *anchored = pattern != NULL ? anchor (pattern) : NULL;
      g_autofree char *quote = anchored != NULL ? dg_text_match (text, anchored, 1) : NULL;

      if (quote == NULL || *g_strstrip (quote) == '\0')
        continue;
      finding->value = g_key_file_get_string (self, part, value_key, NULL);
      if (finding->value == NULL)
        finding->value = dup_value (quote);
      finding->quote = g_steal_pointer (&quote);
      return TRUE;
    }

  return FALSE;
}

/* What the task is about: the object of its verb, or something that is never wrong */
char *
dg_questions_dup_subject (const char *text, gboolean german)
{
  char *subject = dg_text_match (text, SUBJECT, 1);

  if (subject != NULL && *g_strstrip (subject) != '\0')
    return subject;

  g_free (subject);

  return g_strdup (german ? "Texte dieser Art" : "texts of this kind");
}
