/* dg-simulator-revision.c: revises a record after notes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-answer.h"

#include <string.h>

#include "dg-simulator-composition.h"
#include "dg-simulator-fit.h"
#include "dg-simulator-labels.h"
#include "dg-simulator-limits.h"
#include "dg-simulator-line.h"
#include "dg-simulator-notes.h"
#include "dg-simulator-schema.h"
#include "dg-simulator-shown.h"

#define WRONG_ANSWER                                                                                                   \
  "\\b(?:answers?|labels?|antwort\\w*)\\b.*\\b(?:wrong|incorrect|should be|must be|not right|falsch|sollte|muss)\\b|"  \
  "\\b(?:wrong|incorrect|falsche?s?)\\b.*\\b(?:answers?|labels?|antwort\\w*)\\b|\\b(?:should|must) be (?:the label "   \
  ")?labell?ed\\b"
#define ABOUT_ANSWER "\\b(?:answers?|repl(?:y|ies)|responses?|labels?|antwort\\w*)\\b"

/* What the notes, all of them, ask for */
typedef struct
{
  char *notes;       /* (owned) */
  GPtrArray *limits; /* (owned) (element-type DgLimit) */
  gboolean german;
} Wish;

static void
clear_wish (Wish *self)
{
  g_free (self->notes);
  g_ptr_array_unref (self->limits);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, clear_wish)

static void
read_wish (const DgSimulatorRequest *request, const char *input, Wish *wish)
{
  g_autoptr (GPtrArray) notes = dg_notes_list (request->prompt);
  g_autofree char *problem = dg_shown_dup_block (request->prompt, "PROBLEM");
  g_autoptr (GString) all = g_string_new (NULL);

  wish->limits = dg_limits_new ();
  for (guint i = 0; i < notes->len; i++)
    {
      const DgShownNote *note = g_ptr_array_index (notes, i);
      DgLimit *limit = dg_note_read_limit (note->text, input);

      g_string_append_printf (all, "%s\n", note->text);
      if (limit != NULL)
        g_ptr_array_add (wish->limits, limit);
    }
  if (problem != NULL)
    dg_limits_add (wish->limits, problem);
  wish->notes = g_string_free (g_steal_pointer (&all), FALSE);
  wish->german = dg_text_is_german (input);
}

/* Something to put right that no program could check: a sentence more where something is missing, one less where
 * something is too much */
static char *
change_by_sentence (const DgAnswerSource *self, const Wish *wish, const char *text)
{
  g_autoptr (GPtrArray) sentences = dg_text_split_sentences (text);
  g_autoptr (DgPlanLine) blank = dg_plan_line_new ("");
  g_autoptr (DgComposition) composition = NULL;
  g_autofree char *sentence = NULL;

  if (sentences->len > 2 && dg_text_has (wish->notes, "\\b(?:too|never|nobody|unrealistic|wrong|zu|niemand|falsch)\\b"))
    {
      g_ptr_array_remove_index (sentences, sentences->len - 1);
      g_ptr_array_add (sentences, NULL);

      return g_strchomp (g_strjoinv ("", (char **) sentences->pdata));
    }

  composition = dg_composition_new (self->grammar, blank, self->words, dg_labels_hash (text, wish->notes));
  sentence = dg_composition_write_sentence (composition, "close");

  return g_strdup_printf ("%s %s", text, sentence);
}

static char *
revise_text (const DgAnswerSource *self, const Wish *wish, DgColumn column, const char *text)
{
  g_autofree char *kept = dg_limits_keep (wish->limits, column, text, wish->german);
  gboolean about_answer = dg_text_has (wish->notes, ABOUT_ANSWER);

  if (!g_str_equal (kept, text) || wish->limits->len > 0 || about_answer != (column == DG_COLUMN_ANSWER))
    return g_steal_pointer (&kept);

  return change_by_sentence (self, wish, text);
}

/* The label that a note names, or else another than it was; (nullable): NULL where the answer stays */
static char *
choose_other_label (const Wish *wish, GStrv labels, const char *answer)
{
  char *other = NULL;

  if (labels == NULL || !dg_text_has (wish->notes, WRONG_ANSWER))
    return NULL;

  for (guint i = 0; labels[i] != NULL; i++)
    {
      g_autofree char *escaped = g_regex_escape_string (labels[i], -1);
      g_autofree char *pattern = g_strdup_printf ("(?<![\\p{L}\\p{N}_])%s(?![\\p{L}\\p{N}_])", escaped);

      if (strstr (answer, labels[i]) != NULL)
        continue;
      if (dg_text_has (wish->notes, pattern))
        {
          g_free (other);
          return g_strdup (labels[i]);
        }
      if (other == NULL)
        other = g_strdup (labels[i]);
    }

  return other;
}

/* (nullable): the JSON of a field as the shown text has it, be that JSON, XML or the text alone */
static char *
find_field (const char *shown, const char *name)
{
  g_autoptr (DgJsonDocument) document = dg_json_document_new (shown, -1, NULL, NULL);
  const char *separator = strchr (name, '_');
  g_auto (GStrv) path = g_strsplit (separator != NULL ? separator + 1 : name, "__", -1);
  g_autofree char *last = g_regex_escape_string (path[g_strv_length (path) - 1], -1);
  g_autofree char *pattern = g_strdup_printf ("<%s(?:\\s[^>]*)?>([^<]*)</%s>", last, last);
  g_autofree char *element = dg_text_match (shown, pattern, 1);
  g_autoptr (GString) quoted = g_string_new (NULL);
  DgJsonValue value;

  if (document != NULL && dg_json_value_get_value_type (dg_json_document_get_root (document)) == DG_JSON_OBJECT)
    {
      value = dg_json_document_get_root (document);
      for (guint i = 0; path[i] != NULL; i++)
        if (!dg_json_object_lookup (value, path[i], &value))
          return NULL;
      return dg_json_value_dup_source (value);
    }

  dg_json_append_string (quoted, element != NULL ? element : shown);

  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

/* Revises a field if it is a text of more than a few words, or is a label that is to be another */
static void
add_field (const DgAnswerSource *self,
           const Wish *wish,
           DgColumn column,
           const char *name,
           const char *source,
           const char *label,
           gboolean has_choices,
           GString *out)
{
  g_autofree char *array = g_strdup_printf ("[%s]", source);
  g_autoptr (DgJsonDocument) document = dg_json_document_new (array, -1, NULL, NULL);
  g_autofree char *text =
      document != NULL ? dg_json_value_dup_string (dg_schema_get_nth (dg_json_document_get_root (document), 0)) : NULL;
  g_autofree char *revised = NULL;

  if (has_choices && label != NULL)
    dg_answer_add_text (out, name, label);
  else if (text == NULL || has_choices || dg_text_count_words (text) < 3)
    dg_answer_add_source (out, name, source);
  else
    {
      revised = revise_text (self, wish, column, text);
      dg_answer_add_text (out, name, revised);
    }
}

static void
add_fields (const DgAnswerSource *self, const Wish *wish, const char *input, const char *answer, GString *out)
{
  g_auto (GStrv) labels = dg_schema_dup_labels (self->request->tool_schema);
  g_autofree char *label = choose_other_label (wish, labels, answer);
  DgJsonValue properties, property;
  DgJsonIter iter;
  char *key;

  if (!dg_json_object_lookup (self->request->tool_schema, "properties", &properties))
    return;

  dg_json_iter_init (&iter, properties);
  while (dg_json_iter_next (&iter, &key, &property))
    {
      g_autofree char *name = key;
      gboolean of_input = g_str_has_prefix (name, "input");
      gboolean of_answer = g_str_has_prefix (name, "answer");
      gboolean has_choices = dg_json_object_lookup (property, "enum", NULL);
      g_autofree char *source = of_input || of_answer ? find_field (of_input ? input : answer, name) : NULL;

      if (source == NULL)
        continue;
      add_field (self, wish, of_input ? DG_COLUMN_INPUT : DG_COLUMN_ANSWER, name, source, label, has_choices, out);
      if (of_answer && has_choices)
        g_clear_pointer (&label, g_free);
    }
}

/* revise_record */
void
dg_answer_revise_record (const DgAnswerSource *self, GString *out)
{
  g_autofree char *input = dg_shown_dup_block (self->request->prompt, "^INPUT\\b");
  g_autofree char *answer = dg_shown_dup_block (self->request->prompt, "^ANSWER\\b");
  g_auto (Wish) wish = { NULL };

  read_wish (self->request, input != NULL ? input : "", &wish);
  dg_answer_add_text (out, "extent",
                      wish.limits->len > 0 && dg_text_count_words (input != NULL ? input : "") < 6 ? "words"
                                                                                                   : "sentences");
  dg_answer_add_text (out, "plan", "Changes only what the notes are about.");
  add_fields (self, &wish, input != NULL ? input : "", answer != NULL ? answer : "", out);
}
