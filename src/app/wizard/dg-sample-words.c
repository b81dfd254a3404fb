/* dg-sample-words.c: samples, rounds and rules in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-words.h"

#include <glib/gi18n.h>

/**
 * dg_sample_words_state:
 * @state: what has become of a sample
 *
 * Returns: (transfer none): that, in a word
 */
const char *
dg_sample_words_state (DgSampleState state)
{
  switch (state)
    {
    case DG_SAMPLE_REVISED:
      /* Translators: what has become of a sample. */
      return _ ("Revised");
    case DG_SAMPLE_EDITED:
      /* Translators: what has become of a sample: the person has changed it. */
      return _ ("Edited");
    case DG_SAMPLE_APPROVED:
      /* Translators: what has become of a sample. */
      return _ ("Approved");
    case DG_SAMPLE_GENERATED:
    default:
      /* Translators: what has become of a sample: it is as it was made. */
      return _ ("New");
    }
}

/**
 * dg_sample_words_state_icon:
 * @state: what has become of a sample
 *
 * Returns: (transfer none) (nullable): the name of an icon for it; %NULL where there is nothing to see
 */
const char *
dg_sample_words_state_icon (DgSampleState state)
{
  switch (state)
    {
    case DG_SAMPLE_REVISED:
      return "view-refresh-symbolic";
    case DG_SAMPLE_EDITED:
      return "document-edit-symbolic";
    case DG_SAMPLE_APPROVED:
      return "emblem-ok-symbolic";
    case DG_SAMPLE_GENERATED:
    default:
      return NULL;
    }
}

/* Parts of a line that only see to it that records differ, or that say what the answer is, which can be read below. */
static gboolean
is_for_the_model (const char *part)
{
  static const char *const keys[] = { "- n=",      "n=",     "ANSWER: ",  "LETTERS: ", "DATE: ",
                                      "NUMBERS: ", "SIZE: ", "OPENING: ", "RULES: " };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_has_prefix (part, keys[i]))
      return TRUE;

  return FALSE;
}

/**
 * dg_sample_words_plan:
 * @line: (nullable): the line of the plan that a sample was made for
 *
 * Returns: (transfer full) (nullable): what the sample was to be like, for a person; %NULL when the plan says nothing
 */
char *
dg_sample_words_plan (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line != NULL ? line : "", " | ", -1);
  g_autoptr (GString) words = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *value = strstr (parts[i], ": ");

      if (value == NULL || is_for_the_model (parts[i]))
        continue;
      if (words->len > 0)
        g_string_append (words, " · ");
      if (g_str_has_prefix (parts[i], "EDGE: "))
        /* Translators: before an unusual case that a sample was made for. */
        g_string_append_printf (words, _ ("Edge case: %s"), value + 2);
      else if (g_str_has_prefix (parts[i], "SEED: "))
        g_string_append (words, value + 2);
      else
        g_string_append (words, parts[i]);
    }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/* --- rounds --- */

static gboolean
is_other (const DgSample *before, const DgSample *after)
{
  return before == NULL || !g_str_equal (before->input, after->input) || !g_str_equal (before->answer, after->answer);
}

static void
add_number (GString *list, guint number)
{
  g_string_append_printf (list, list->len > 0 ? ", %u" : "%u", number);
}

/* What a round changed: which cards were revised, and which were made anew. */
static void
collect_changes (const DgDraft *draft, guint round, GString *revised, GString *made)
{
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *after = dg_draft_find_sample (draft, round, card);
      const DgSample *before = dg_draft_find_sample (draft, round - 1, card);

      if (after == NULL || !is_other (before, after))
        continue;
      /* a revision that the person has changed or approved since had a plan that it kept */
      if (before != NULL && after->state != DG_SAMPLE_GENERATED && g_strcmp0 (before->line, after->line) == 0)
        add_number (revised, card);
      else
        add_number (made, card);
    }
}

/**
 * dg_sample_words_round:
 * @draft: a session
 * @round: one of its rounds
 *
 * Returns: (transfer full): what the round changed
 */
char *
dg_sample_words_round (const DgDraft *draft, guint round)
{
  g_autoptr (GString) revised = g_string_new (NULL);
  g_autoptr (GString) made = g_string_new (NULL);

  if (round <= 1)
    return g_strdup (_ ("The first samples"));

  collect_changes (draft, round, revised, made);
  if (revised->len > 0 && made->len > 0)
    /* Translators: both are lists of the numbers of cards, such as “1, 4”. */
    return g_strdup_printf (_ ("Revised %s; made %s anew"), revised->str, made->str);
  if (revised->len > 0)
    return g_strdup_printf (_ ("Revised %s"), revised->str);
  if (made->len > 0)
    return g_strdup_printf (_ ("Made %s anew"), made->str);

  return g_strdup (_ ("Changed no sample"));
}

/**
 * dg_sample_words_round_notes:
 * @draft: a session
 * @round: one of its rounds
 *
 * Returns: (transfer full) (nullable): the notes that led to the round; %NULL when there were none
 */
char *
dg_sample_words_round_notes (const DgDraft *draft, guint round)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < draft->notes->len; i++)
    {
      const DgNote *note = g_ptr_array_index (draft->notes, i);

      if (!note->used || note->round + 1 != round)
        continue;
      if (words->len > 0)
        g_string_append_c (words, '\n');
      /* Translators: the number of a card, and a note on it. */
      g_string_append_printf (words, _ ("%u: “%s”"), note->card, note->text);
    }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/* --- rules --- */

/**
 * dg_sample_words_rule_kind:
 * @kind: what kind of note a rule came from
 *
 * Returns: (transfer none): that, in a few words
 */
const char *
dg_sample_words_rule_kind (DgRuleKind kind)
{
  switch (kind)
    {
    case DG_RULE_MISSING:
      return _ ("Something was missing");
    case DG_RULE_FORMAT:
      return _ ("The form was wrong");
    case DG_RULE_QUALITY:
      return _ ("Something was wrong");
    case DG_RULE_IMPROVEMENT:
    default:
      return _ ("Something could be better");
    }
}

static const DgNote *
find_note (const DgDraft *draft, guint id)
{
  for (guint i = 0; i < draft->notes->len; i++)
    {
      const DgNote *note = g_ptr_array_index (draft->notes, i);

      if (note->id == id)
        return note;
    }

  return NULL;
}

/**
 * dg_sample_words_rule_origin:
 * @draft: a session
 * @rule: one of its rules
 *
 * Returns: (transfer full): where the rule comes from, a line for each note; empty when that is not known any more
 */
char *
dg_sample_words_rule_origin (const DgDraft *draft, const DgRule *rule)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < rule->notes->len; i++)
    {
      const DgNote *note = find_note (draft, g_array_index (rule->notes, guint, i));

      if (note == NULL)
        continue;
      if (words->len > 0)
        g_string_append_c (words, '\n');
      /* Translators: the number of a card, that of a round, and what was written there. */
      g_string_append_printf (words, _ ("From note on %u (round %u): “%s”"), note->card, note->round, note->text);
    }
  if (words->len > 0 && rule->by_hand)
    g_string_append_printf (words, "\n%s", _ ("Changed by you"));
  if (words->len == 0 && rule->by_hand)
    g_string_append (words, _ ("Added by you"));

  return g_string_free (g_steal_pointer (&words), FALSE);
}
