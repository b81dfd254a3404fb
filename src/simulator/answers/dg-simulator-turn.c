/* dg-simulator-turn.c: what the practice model says in a conversation about requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-turn.h"

#include "dg-simulator-fit.h"
#include "dg-simulator-questions.h"
#include "dg-simulator-shown.h"

#define NO_PART "none"

/* In the language of the person */
const char *
dg_turn_say (DgTurnAnswer *self, const char *english, const char *german)
{
  return self->dialogue->german ? german : english;
}

static const char *
choose_next (DgTurnAnswer *self)
{
  if (self->conflict != NULL)
    return self->conflict;

  for (guint i = 0; i < self->dialogue->missing->len; i++)
    if (!g_hash_table_contains (self->updated, g_ptr_array_index (self->dialogue->missing, i)))
      return g_ptr_array_index (self->dialogue->missing, i);

  return NULL;
}

/* Whether the person wants something else, and does not say what */
static gboolean
wants_change (DgTurnAnswer *self, DgIntention intention)
{
  return g_hash_table_size (self->updated) == 0 &&
         (intention == DG_INTENTION_CHANGES || dg_text_has (self->dialogue->message, "\\b(?:change|ändern)\\b"));
}

/* The question that the reply ends with */
static char *
dup_question (DgTurnAnswer *self, DgIntention intention, const char *next, gboolean again)
{
  char *question = NULL;

  if (self->conflict_reply != NULL)
    return g_strdup (self->conflict_reply);
  if (next != NULL)
    question =
        dg_questions_dup_text (self->texts, next, again ? "again" : "ask", self->dialogue->german, self->subject);
  if (question != NULL)
    return question;

  if (wants_change (self, intention))
    return g_strdup (dg_turn_say (self, "What is to be different?", "Was soll anders sein?"));

  return g_strdup (dg_turn_say (self, "Everything has a value now: is all of this right?",
                                "Alles hat jetzt einen Wert: Stimmt das alles so?"));
}

static void
write_reply (DgTurnAnswer *self, DgIntention intention, const char *next, gboolean agrees)
{
  gboolean again = intention == DG_INTENTION_VAGUE || (intention == DG_INTENTION_AGREES && !agrees);
  g_autofree char *question = dup_question (self, intention, next, again);
  g_autoptr (GString) reply = g_string_new (NULL);

  if (!self->dialogue->introduced)
    g_string_append (reply, dg_turn_say (self, "I am the practice model, a program with fixed rules, not AI. ",
                                         "Ich bin das Übungsmodell, ein Programm mit festen Regeln, keine KI. "));
  if (intention == DG_INTENTION_NAMES_COLUMNS)
    g_string_append (reply,
                     dg_turn_say (self, "The columns are always input and answer, as the optimizer reads no others. ",
                                  "Die Spalten heißen immer input und answer, weil der Optimierer nur diese liest. "));
  if (intention == DG_INTENTION_ASKS)
    g_string_append (reply, dg_turn_say (self, "It decides which records are made and which answers count as right. ",
                                         "Davon hängt ab, welche Datensätze entstehen und welche Antworten gelten. "));
  g_string_append (reply, agrees ? dg_turn_say (self, "Then five samples come next.", "Dann folgen fünf Beispiele.")
                                 : question);
  dg_answer_add_text (self->out, "reply", reply->str);
}

static void
write_suggestions (DgTurnAnswer *self, const char *next, gboolean closes)
{
  g_auto (GStrv) suggestions = NULL;

  if (self->conflict_sides != NULL)
    suggestions = g_strdupv (self->conflict_sides);
  else if (next != NULL)
    suggestions = dg_questions_dup_suggestions (self->texts, next, self->dialogue->german);
  else
    suggestions = g_new0 (char *, 1);

  dg_answer_begin (self->out, "suggestions", '[');
  if (closes)
    {
      dg_answer_add_text (self->out, NULL, dg_turn_say (self, "Yes, that is right", "Ja, das stimmt so"));
      dg_answer_add_text (self->out, NULL, dg_turn_say (self, "I want to change something", "Ich will etwas ändern"));
    }
  for (guint i = 0; suggestions[i] != NULL; i++)
    dg_answer_add_text (self->out, NULL, suggestions[i]);
  dg_answer_end (self->out, ']');
}

/* The rest of the answer, from what comes next on */
void
dg_turn_write_reply (DgTurnAnswer *self, DgIntention intention, gboolean agrees)
{
  const char *next = choose_next (self);

  dg_answer_add_text (self->out, "next_part", next != NULL ? next : NO_PART);
  write_reply (self, intention, next, agrees);
  write_suggestions (self, next, next == NULL && !agrees && !wants_change (self, intention));
}
