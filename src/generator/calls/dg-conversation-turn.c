/* dg-conversation-turn.c: what is said to a message of the person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The words are the model's as long as they ask for something that is open. Whether anything is, and whether the person
 * has agreed, the program knows better.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-conversation-private.h"
#include "dg-quote.h"
#include "dg-reply.h"

#define MAX_REPLY 1200
#define MAX_SUGGESTIONS 4
#define MIN_SUGGESTIONS 2

/* What the window offers under every question anyway. */
static const char *const offered_anyway[] = { "you decide", "other", "something else", "du entscheidest", "andere" };

/* What there is to go by. */
typedef struct
{
  DgChecklist *checklist; /* (unowned) */
  GPtrArray *messages;    /* (unowned) (element-type DgMessage): what was said before */
  const DgMessage *last;  /* (unowned) (nullable): what the model said last */
  DgJsonValue reply;
  char *words;     /* (owned): what the model says now, may be empty */
  GArray *open;    /* (owned) (element-type DgPart) */
  int suggestion;  /* which suggestion the person's message is, -1 for none */
  guint n_changed; /* parts of the checklist */
} Reaction;

static gboolean
asks (const char *text)
{
  /* the mark of most scripts, the wide one and the Arabic one */
  return strstr (text, "?") != NULL || strstr (text, "？") != NULL || strstr (text, "؟") != NULL;
}

/* Whether the model itself takes the conversation to be over. */
static gboolean
has_no_next (const Reaction *reaction)
{
  DgJsonValue next;

  return dg_json_object_lookup (reaction->reply, "next_part", &next) && dg_json_value_equals_string (next, "none");
}

/* Whether the model has said it before. */
static gboolean
was_said (const Reaction *reaction, const char *text)
{
  for (guint i = 0; i < reaction->messages->len; i++)
    {
      const DgMessage *message = g_ptr_array_index (reaction->messages, i);

      if (!message->from_person && dg_quote_is_found (text, message->text))
        return TRUE;
    }

  return FALSE;
}

/* --- suggestions --- */

static gboolean
is_suggestion (const char *text, const char *question, GPtrArray *others)
{
  if (*text == '\0' || g_utf8_strlen (text, -1) > DG_MAX_SUGGESTION || asks (text) ||
      dg_quote_is_found (question, text))
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    if (dg_quote_is_same (text, g_ptr_array_index (others, i)))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (offered_anyway); i++)
    if (dg_quote_is_same (text, offered_anyway[i]))
      return FALSE;

  return TRUE;
}

/**
 * dg_conversation_read_suggestions:
 * @reply: the input of a tool call
 * @question: what it asks the person
 *
 * Returns: (transfer full) (nullable): the answers to @question that it suggests, as far as they are answers; one is no
 *   choice, and is %NULL like none
 */
char **
dg_conversation_read_suggestions (DgJsonValue reply, const char *question)
{
  g_return_val_if_fail (question != NULL, NULL);

  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  DgJsonIter rows;
  DgJsonValue row;

  if (dg_reply_find_rows (reply, "suggestions", &rows))
    while (kept->len < MAX_SUGGESTIONS && dg_json_iter_next (&rows, NULL, &row))
      {
        g_autofree char *text = dg_reply_dup_value (row, 2 * DG_MAX_SUGGESTION);

        if (is_suggestion (text, question, kept))
          g_ptr_array_add (kept, g_steal_pointer (&text));
      }
  if (kept->len < MIN_SUGGESTIONS)
    return NULL;
  g_ptr_array_add (kept, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}

/* The two answers to the closing question: their order says which is which, so neither may be missing. */
static GStrv
read_closing (const Reaction *reaction)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  DgJsonIter rows;
  DgJsonValue row;

  if (!has_no_next (reaction) || *reaction->words == '\0' ||
      !dg_reply_find_rows (reaction->reply, "suggestions", &rows))
    return NULL;
  while (kept->len < MIN_SUGGESTIONS && dg_json_iter_next (&rows, NULL, &row))
    {
      g_autofree char *text = dg_reply_dup_value (row, 2 * DG_MAX_SUGGESTION);

      if (!is_suggestion (text, reaction->words, kept))
        return NULL;
      g_ptr_array_add (kept, g_steal_pointer (&text));
    }
  if (kept->len < MIN_SUGGESTIONS)
    return NULL;
  g_ptr_array_add (kept, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}

/* --- asking --- */

/* Whether the part that the model asks for is one to ask for; the first conflict comes before all else. */
static gboolean
find_next (const Reaction *reaction, DgPart *next)
{
  DgPart first = g_array_index (reaction->open, DgPart, 0);
  g_autofree char *name = dg_reply_dup_text (reaction->reply, "next_part", 100);

  if (!dg_checklist_find_part (name, &next->item, &next->part))
    return FALSE;
  if (dg_conversation_has_conflict (reaction->checklist, first))
    return dg_conversation_has_conflict (reaction->checklist, *next);

  return dg_part_get_value (reaction->checklist, *next) == NULL;
}

/* The first question that was not put yet, or else the first once more, in other words. */
static DgMessage *
make_fixed_question (const Reaction *reaction)
{
  DgMessage *question = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < reaction->open->len; i++)
    {
      question = dg_conversation_make_question (reaction->checklist, g_array_index (reaction->open, DgPart, i));
      if (!was_said (reaction, question->text))
        return question;
      dg_message_free (question);
    }

  question = dg_conversation_make_question (reaction->checklist, g_array_index (reaction->open, DgPart, 0));
  text = g_strdup_printf (
      "%s %s", question->text,
      _ ("A word or two are enough. If you do not mind, say that I may decide, and I propose something."));
  if (reaction->last == NULL || !dg_quote_is_found (text, reaction->last->text))
    {
      g_free (question->text);
      question->text = g_steal_pointer (&text);
    }

  return question;
}

static DgMessage *
ask_in_own_words (const Reaction *reaction, DgPart next)
{
  DgMessage *message = dg_message_new (FALSE, reaction->words);

  message->asks_for = dg_part_dup_name (next);
  if (dg_conversation_has_conflict (reaction->checklist, next))
    message->suggestions = dg_conversation_suggest_sides (reaction->checklist, next);
  else
    message->suggestions = dg_conversation_read_suggestions (reaction->reply, reaction->words);

  return message;
}

static DgMessage *
ask (const Reaction *reaction)
{
  DgPart next;
  DgMessage *message;
  g_autofree char *question = NULL;

  if (find_next (reaction, &next) && *reaction->words != '\0' && !was_said (reaction, reaction->words))
    return ask_in_own_words (reaction, next);

  message = make_fixed_question (reaction);
  /* what answers a question of the person's is worth keeping; a closing sentence is not, while it goes on */
  if (*reaction->words == '\0' || asks (reaction->words) || was_said (reaction, reaction->words) ||
      has_no_next (reaction))
    return message;

  question = g_steal_pointer (&message->text);
  message->text = g_strdup_printf ("%s\n\n%s", reaction->words, question);

  return message;
}

/* --- closing --- */

static gboolean
was_summed_up (const Reaction *reaction)
{
  return reaction->last != NULL && g_strcmp0 (reaction->last->asks_for, DG_ASKS_FOR_SUMMARY) == 0;
}

/* Only what was shown and did not change since can be agreed to. */
static gboolean
has_agreed (const Reaction *reaction)
{
  DgJsonValue agrees;

  if (!was_summed_up (reaction) || reaction->n_changed > 0 || reaction->open->len > 0)
    return FALSE;
  if (reaction->suggestion == DG_SUGGESTION_AGREE || reaction->suggestion == DG_SUGGESTION_CHANGE)
    return reaction->suggestion == DG_SUGGESTION_AGREE;

  return dg_json_object_lookup (reaction->reply, "agrees", &agrees) &&
         dg_json_value_get_value_type (agrees) == DG_JSON_BOOLEAN && dg_json_value_get_boolean (agrees);
}

static DgMessage *
sum_up (const Reaction *reaction)
{
  gboolean has_words = *reaction->words != '\0' && !asks (reaction->words);
  g_auto (GStrv) closing = read_closing (reaction);

  if (closing != NULL)
    return dg_conversation_make_summary (reaction->checklist, NULL, reaction->words, closing);

  return dg_conversation_make_summary (reaction->checklist, has_words ? reaction->words : NULL, NULL, NULL);
}

/* The person was shown the summary and neither agreed nor changed anything: they ask something, or are asked what. */
static DgMessage *
stay_with_summary (const Reaction *reaction)
{
  const char *fixed = reaction->suggestion == DG_SUGGESTION_CHANGE
                          ? _ ("What is to be different? Say it in your own words.")
                          : _ ("That changes nothing. Is the summary right as it is?");
  g_auto (GStrv) closing = read_closing (reaction);
  gboolean wants_change = reaction->suggestion == DG_SUGGESTION_CHANGE;
  /* the closing question may come again, but it is no answer to the wish for a change */
  gboolean has_words =
      closing != NULL ? !wants_change : *reaction->words != '\0' && !was_said (reaction, reaction->words);
  DgMessage *message = dg_message_new (FALSE, has_words ? reaction->words : fixed);

  message->asks_for = g_strdup (DG_ASKS_FOR_SUMMARY);
  if (!wants_change)
    message->suggestions = closing != NULL ? g_steal_pointer (&closing) : dg_conversation_suggest_closing ();

  return message;
}

static DgMessage *
close_conversation (const Reaction *reaction)
{
  gboolean has_words = *reaction->words != '\0' && !asks (reaction->words);

  return dg_message_new (FALSE, has_words ? reaction->words : _ ("Good. Five samples come next."));
}

static DgMessage *
answer (const Reaction *reaction, gboolean confirmed)
{
  if (reaction->open->len > 0)
    return ask (reaction);
  if (confirmed)
    return close_conversation (reaction);
  if (was_summed_up (reaction) && reaction->n_changed == 0)
    return stay_with_summary (reaction);

  return sum_up (reaction);
}

/**
 * dg_conversation_apply:
 * @checklist: the requirements; what the person said is taken down in it
 * @messages: (element-type DgMessage): what was said before, oldest first; not @text
 * @text: what the person says now
 * @reply: what the model makes of it
 *
 * Takes down what follows from what the person said, and finds the answer: the model's words where they ask for
 * something that is open, a fixed question where they do not, and the summary when nothing is open any more.
 *
 * Returns: (transfer full): the turn
 */
DgTurn *
dg_conversation_apply (DgChecklist *checklist, GPtrArray *messages, const char *text, DgJsonValue reply)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist) && messages != NULL && text != NULL, NULL);

  DgTurn *turn = g_new0 (DgTurn, 1);
  g_autofree char *words = dg_reply_dup_text (reply, DG_CONVERSATION_REPLY, MAX_REPLY);
  g_autoptr (GArray) open = NULL;
  Reaction reaction = { .checklist = checklist, .messages = messages, .reply = reply, .words = words };

  reaction.last = dg_conversation_get_last (messages);
  reaction.suggestion = dg_conversation_find_suggestion (reaction.last, text);
  reaction.n_changed = dg_conversation_update (checklist, reaction.last, text, reply);
  reaction.open = open = dg_conversation_list_open (checklist);

  turn->n_changed = reaction.n_changed;
  turn->confirmed = has_agreed (&reaction);
  turn->answer = answer (&reaction, turn->confirmed);

  return turn;
}

/**
 * dg_turn_free:
 * @self: (transfer full): a turn
 */
void
dg_turn_free (DgTurn *self)
{
  g_clear_pointer (&self->answer, dg_message_free);
  g_free (self);
}
