/* dg-simulator-labels.c: which topic leads to which label, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A label that has key words of a topic is what texts on that topic lead to. Labels that share a topic, or have none,
 * cannot be told apart by what the text is about; there the text's letters decide, and a text is written until they
 * decide as they should. So the model agrees with itself when it reads a text without knowing its label.
 */

#include "config.h"

#include "dg-simulator-labels.h"

#include <string.h>

#include "dg-simulator-grammar.h"

/* A number that depends on the letters and digits of the text, whatever stands between them */
guint64
dg_labels_hash (const char *text, const char *salt)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autoptr (GString) letters = g_string_new (salt);

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      g_string_append_unichar (letters, g_utf8_get_char (c));

  return dg_random_seed (0, letters->str, letters->len);
}

static const DgGrammarRule *
find_topic (DgGrammar *grammar, const char *label)
{
  return dg_grammar_find (grammar, "topic", label, NULL);
}

static gboolean
is_taken (DgGrammar *grammar, const char *const *labels, const DgGrammarRule *topic)
{
  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    if (find_topic (grammar, labels[i]) == topic)
      return TRUE;

  return FALSE;
}

/* (transfer none): the topic of a text that leads to @label, one of @labels if there is a set of them: by its key
 * words, or else by what else is asked for, or else always the same for the same label */
const DgGrammarRule *
dg_labels_choose_topic (
    DgGrammar *grammar, const char *const *labels, const char *label, const char *dimensions, DgRandom *random)
{
  const DgGrammarRule *topic = find_topic (grammar, label);
  DgRandom of_label = dg_random_seed (0, label, strlen (label));

  if (topic != NULL)
    return topic;

  topic = dg_grammar_find (grammar, "topic", dimensions, NULL);
  for (guint i = 0; i < 16 && (topic == NULL || is_taken (grammar, labels, topic)); i++)
    topic = dg_grammar_pick (grammar, "topic", &of_label);

  return topic != NULL ? topic : dg_grammar_pick (grammar, "topic", random);
}

/* (nullable): the one of @labels that a text on that topic leads to. @topic may be NULL for a text that no grammar
 * wrote.
 */
const char *
dg_labels_recover (DgGrammar *grammar, const char *const *labels, const DgGrammarRule *topic, const char *text)
{
  g_autoptr (GPtrArray) with_topic = g_ptr_array_new ();
  g_autoptr (GPtrArray) without = g_ptr_array_new ();
  GPtrArray *candidates;

  for (guint i = 0; labels[i] != NULL; i++)
    {
      const DgGrammarRule *of_label = find_topic (grammar, labels[i]);

      if (of_label != NULL && of_label == topic)
        g_ptr_array_add (with_topic, (gpointer) labels[i]);
      else if (of_label == NULL)
        g_ptr_array_add (without, (gpointer) labels[i]);
    }
  candidates = with_topic->len > 0 ? with_topic : without;
  if (candidates->len > 0)
    return g_ptr_array_index (candidates, dg_labels_hash (text, "") % candidates->len);

  return labels[0] != NULL ? labels[dg_labels_hash (text, "") % g_strv_length ((GStrv) labels)] : NULL;
}
