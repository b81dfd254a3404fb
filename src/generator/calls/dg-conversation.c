/* dg-conversation.c: call 2: a turn of the conversation about the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-conversation-private.h"
#include "dg-material.h"
#include "dg-quote.h"
#include "dg-request-text.h"
#include "dg-template.h"
#include "dg-words.h"

#define TOOL "update_checklist"

/* A first message may settle ten parts at once, of 60 tokens each; what is cut is asked for again with more. */
#define MAX_TOKENS 2500

/* Low, so that it keeps to the instructions, but not so low that all its questions sound alike. */
#define TEMPERATURE 0.3

/* Of what was said before, the model is shown the last of it, and of the summary only the beginning. */
#define MAX_SHOWN_TURNS 12
#define MAX_SHOWN_TURN 600
#define MAX_SHOWN_MESSAGE 12000
#define MAX_SHOWN_REQUIREMENTS 40000

#define MAX_SHOWN_SIDE 200

/* Of the reference text, how it begins. */
#define MAX_SHOWN_REFERENCE 300

static const DgPart conventions_part = { DG_ITEM_OUTPUT_FORMAT, 3 };

/* --- what is open --- */

/**
 * dg_conversation_get_last:
 * @messages: (element-type DgMessage): what was said
 *
 * Returns: (nullable): what the model said last
 */
const DgMessage *
dg_conversation_get_last (GPtrArray *messages)
{
  for (guint i = messages->len; i > 0; i--)
    {
      const DgMessage *message = g_ptr_array_index (messages, i - 1);

      if (!message->from_person)
        return message;
    }

  return NULL;
}

/**
 * dg_conversation_find_suggestion:
 * @message: (nullable): what the model said last
 * @text: what the person says to it
 *
 * Returns: which suggestion @text is, counted from 0; -1 for none
 */
int
dg_conversation_find_suggestion (const DgMessage *message, const char *text)
{
  for (int i = 0; message != NULL && message->suggestions != NULL && message->suggestions[i] != NULL; i++)
    if (dg_quote_is_same (message->suggestions[i], text))
      return i;

  return -1;
}

/**
 * dg_conversation_has_conflict:
 * @checklist: the requirements
 * @part: a part
 *
 * Returns: whether something was said that contradicts the part's value, and that is not decided yet
 */
gboolean
dg_conversation_has_conflict (DgChecklist *checklist, DgPart part)
{
  return dg_checklist_get_conflict (checklist, part.item, part.part) != NULL;
}

/**
 * dg_conversation_find_asked:
 * @message: (nullable): what the model said last
 * @part: (out): what it asked for
 *
 * Returns: whether it asked for a part
 */
gboolean
dg_conversation_find_asked (const DgMessage *message, DgPart *part)
{
  return message != NULL && message->asks_for != NULL &&
         dg_checklist_find_part (message->asks_for, &part->item, &part->part);
}

/**
 * dg_conversation_list_open:
 * @checklist: the requirements
 *
 * Returns: (transfer full) (element-type DgPart): the parts that are to be asked for: those with a conflict, then those
 *   without a value, the most consequential first
 */
GArray *
dg_conversation_list_open (DgChecklist *checklist)
{
  GArray *open = g_array_new (FALSE, FALSE, sizeof (DgPart));

  for (guint i = 0; i < dg_parts_get_number (); i++)
    {
      DgPart part = dg_parts_get (i);

      if (dg_conversation_has_conflict (checklist, part))
        g_array_append_val (open, part);
    }
  for (guint i = 0; i < dg_parts_get_number (); i++)
    {
      DgPart part = dg_parts_get (i);

      if (dg_part_get_value (checklist, part) == NULL && !dg_part_is_optional (part))
        g_array_append_val (open, part);
    }

  return open;
}

/* --- fixed questions --- */

static char *
dup_points_on_a_line (DgChecklist *checklist, DgPart part)
{
  g_auto (GStrv) points = dg_checklist_dup_points (checklist, part.item, part.part);

  return g_strjoinv ("; ", points);
}

static char *
put_on_a_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strjoinv ("; ", lines);
}

/* How far two texts are the same, up to the end of a word. */
static gsize
measure_common_start (const char *one, const char *other)
{
  gsize common = 0;

  for (gsize i = 0; one[i] != '\0' && one[i] == other[i]; i++)
    if (one[i] == ' ')
      common = i + 1;

  return common;
}

/* As much of a side as a button has room for; without its start, where that is what both sides have. */
static char *
dup_side (const char *side, gsize common)
{
  g_autofree char *rest = g_strconcat (common > 0 ? "… " : "", side + common, NULL);

  return dg_words_shorten (rest, DG_MAX_SUGGESTION);
}

/**
 * dg_conversation_suggest_sides:
 * @checklist: the requirements
 * @part: a part with a conflict
 *
 * The sides are in the words of the checklist, and so in the language of the conversation.
 *
 * Returns: (transfer full) (nullable): the two sides of the conflict, to choose from, in the order of
 *   %DG_SUGGESTION_LATER and %DG_SUGGESTION_EARLIER; %NULL where they cannot be told apart
 */
char **
dg_conversation_suggest_sides (DgChecklist *checklist, DgPart part)
{
  g_autofree char *earlier = dup_points_on_a_line (checklist, part);
  g_autofree char *later = put_on_a_line (dg_checklist_get_conflict (checklist, part.item, part.part));
  g_autofree char *short_earlier = dup_side (earlier, 0);
  g_autofree char *short_later = dup_side (later, 0);
  GStrv sides;

  if (dg_quote_is_same (short_earlier, short_later))
    {
      gsize common = measure_common_start (earlier, later);

      g_free (short_earlier);
      g_free (short_later);
      short_earlier = dup_side (earlier, common);
      short_later = dup_side (later, common);
    }
  if (*earlier == '\0' || *later == '\0' || dg_quote_is_same (short_earlier, short_later))
    return NULL;

  sides = g_new0 (char *, 3);
  sides[DG_SUGGESTION_LATER] = g_steal_pointer (&short_later);
  sides[DG_SUGGESTION_EARLIER] = g_steal_pointer (&short_earlier);

  return sides;
}

static DgMessage *
ask_which_holds (DgChecklist *checklist, DgPart part)
{
  g_autofree char *earlier = dup_points_on_a_line (checklist, part);
  g_autofree char *later = put_on_a_line (dg_checklist_get_conflict (checklist, part.item, part.part));
  g_autofree char *shown_earlier = dg_words_shorten (earlier, MAX_SHOWN_SIDE);
  g_autofree char *shown_later = dg_words_shorten (later, MAX_SHOWN_SIDE);
  /* Translators: the first %s is the name of a requirement, such as Length; the others are two values of it */
  g_autofree char *text =
      g_strdup_printf (_ ("%s was “%s” until now, and you said “%s”. Which of them holds?"),
                       _ (dg_item_get_info (part.item)->parts[part.part].title), shown_earlier, shown_later);
  DgMessage *message = dg_message_new (FALSE, text);

  message->suggestions = dg_conversation_suggest_sides (checklist, part);

  return message;
}

/**
 * dg_conversation_make_question:
 * @checklist: the requirements
 * @part: a part that is open
 *
 * Returns: (transfer full): a message that asks for the part, in the language of the program
 */
DgMessage *
dg_conversation_make_question (DgChecklist *checklist, DgPart part)
{
  static const char *const file_formats[] = { "JSONL", "CSV", NULL };
  DgMessage *message;

  if (dg_conversation_has_conflict (checklist, part))
    message = ask_which_holds (checklist, part);
  else
    message = dg_message_new (FALSE, _ (dg_part_get_question (part)));
  if (message->suggestions == NULL && dg_part_is_closed (part))
    message->suggestions = g_strdupv ((char **) file_formats);
  message->asks_for = dg_part_dup_name (part);

  return message;
}

/* --- opening --- */

static gboolean
is_blank (DgChecklist *checklist)
{
  for (guint i = 0; i < dg_parts_get_number (); i++)
    if (dg_part_get_value (checklist, dg_parts_get (i)) != NULL)
      return FALSE;

  return TRUE;
}

/**
 * dg_conversation_make_opening:
 * @checklist: the requirements
 * @gap: (nullable): what the analysis of a prompt leaves open, as a question; %NULL or empty for nothing
 *
 * What the conversation begins with needs no model.
 *
 * Returns: (transfer full): the first message
 */
DgMessage *
dg_conversation_make_opening (DgChecklist *checklist, const char *gap)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  g_autoptr (GArray) open = dg_conversation_list_open (checklist);
  g_autofree char *text = NULL;
  DgMessage *message;

  if (is_blank (checklist) && (gap == NULL || *gap == '\0'))
    {
      message = dg_message_new (FALSE, _ ("What is the model to do, and what is it given? Tell me in your own words; I "
                                          "ask for what is missing then."));
      message->asks_for = dg_part_dup_name (dg_parts_get (0));
      return message;
    }
  if (gap != NULL && *gap != '\0')
    {
      text = g_strdup_printf ("%s\n\n%s",
                              _ ("I have read your prompt; what it says about the data is in the checklist "
                                 "as a proposal."),
                              gap);
      message = dg_message_new (FALSE, text);
      /* the gap is what decides which answer is right */
      message->asks_for = dg_part_dup_name (conventions_part);
      return message;
    }

  return open->len > 0 ? dg_conversation_make_question (checklist, g_array_index (open, DgPart, 0))
                       : dg_conversation_make_summary (checklist, NULL, NULL, NULL);
}

/* --- request --- */

static char *
describe_open (DgChecklist *checklist)
{
  g_autoptr (GArray) open = dg_conversation_list_open (checklist);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean asks_conventions = open->len > 0 && dg_part_get_value (checklist, conventions_part) == NULL;

  /* nothing waits for the conventions, but as long as there are questions they are worth one */
  for (guint i = 0; i < dg_parts_get_number (); i++)
    {
      DgPart part = dg_parts_get (i);
      g_autofree char *name = dg_part_dup_name (part);
      gboolean missing = dg_part_get_value (checklist, part) == NULL;

      if (dg_conversation_has_conflict (checklist, part))
        {
          g_autofree char *line = g_strdup_printf ("- %s (CONFLICT)\n", name);

          g_string_prepend (out, line);
        }
      else if (missing && (!dg_part_is_optional (part) || asks_conventions))
        g_string_append_printf (out, "- %s\n", name);
    }
  if (out->len == 0)
    return g_strdup ("nothing");
  g_string_truncate (out, out->len - 1);

  return g_strdup (out->str);
}

static char *
wrap (const char *name, const char *text, guint max_characters)
{
  g_autofree char *shown = dg_material_shorten (text, max_characters, NULL);

  return dg_material_wrap (name, shown);
}

static char *
describe_turns (GPtrArray *messages)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const DgMessage *last = dg_conversation_get_last (messages);

  for (guint i = messages->len > MAX_SHOWN_TURNS ? messages->len - MAX_SHOWN_TURNS : 0; i < messages->len; i++)
    {
      const DgMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *shown = dg_words_shorten (message->text, MAX_SHOWN_TURN);

      g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "\n" : "", message->from_person ? "Person" : "You",
                              shown);
      if (message == last && message->suggestions != NULL && message->suggestions[0] != NULL)
        {
          g_autofree char *suggestions = g_strjoinv (" · ", message->suggestions);

          g_string_append_printf (out, "\nSuggested: %s", suggestions);
        }
    }

  return out->len > 0 ? wrap ("CONVERSATION", out->str, MAX_SHOWN_TURNS * MAX_SHOWN_TURN * 2)
                      : g_strdup ("It begins with the new message.");
}

static char *
describe_asked (GPtrArray *messages)
{
  const DgMessage *last = dg_conversation_get_last (messages);
  DgPart part;

  if (last != NULL && g_strcmp0 (last->asks_for, DG_ASKS_FOR_SUMMARY) == 0)
    return g_strdup ("The person was shown the summary and asked whether it is right.");
  if (dg_conversation_find_asked (last, &part))
    return g_strdup_printf ("The person was last asked for %s.", last->asks_for);

  return g_strdup ("The person was not asked for a certain part.");
}

/* The person's own examples, and that there is a text to draw on */
static char *
describe_brought (const DgDraft *draft)
{
  g_autofree char *examples = dg_request_text_dup_examples (draft->examples);
  g_autoptr (GString) out = g_string_new (examples);

  if (draft->reference != NULL)
    {
      g_autofree char *start = dg_words_shorten (draft->reference, MAX_SHOWN_REFERENCE);
      g_autofree char *wrapped = dg_material_wrap ("REFERENCE", start);

      g_string_append_printf (out, "## The reference text\nIt has %ld characters and begins like this:\n%s\n\n",
                              g_utf8_strlen (draft->reference, -1), wrapped);
    }

  return g_strdup (out->str);
}

/**
 * dg_conversation_make_request:
 * @checklist: the requirements
 * @draft: what was said before, without @text, and the examples and the reference text that the person has brought
 * along
 * @text: what the person says now
 *
 * Returns: (transfer full): a request that asks what @text means for the requirements, and for a reply to it
 */
DgModelRequest *
dg_conversation_make_request (DgChecklist *checklist, const DgDraft *draft, const char *text)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist) && draft != NULL && text != NULL, NULL);

  DgModelRequest *request = dg_model_request_new ("conversation");
  g_autofree char *guide = dg_parts_dup_guide (TRUE);
  g_autofree char *names = dg_parts_dup_names (TRUE, NULL);
  g_autofree char *next_names = dg_parts_dup_names (TRUE, "none");
  g_autofree char *values = dg_parts_dup_values (checklist);
  g_autofree char *requirements = wrap ("REQUIREMENTS", values, MAX_SHOWN_REQUIREMENTS);
  g_autofree char *open = describe_open (checklist);
  g_autofree char *conversation = describe_turns (draft->messages);
  g_autofree char *brought = describe_brought (draft);
  g_autofree char *message = wrap ("MESSAGE", text, MAX_SHOWN_MESSAGE);
  g_autofree char *asked = describe_asked (draft->messages);
  g_autofree char *system = dg_template_fill ("conversation-system.txt", "parts", guide, "tool", TOOL, NULL);
  g_autofree char *user =
      dg_template_fill ("conversation-user.txt", "requirements", requirements, "open", open, "conversation",
                        conversation, "brought", brought, "message", message, "asked", asked, "tool", TOOL, NULL);
  g_autofree char *schema = dg_template_fill ("update-checklist.json", "parts", names, "next_parts", next_names, NULL);

  dg_model_request_set_system (request, system);
  dg_model_request_add_message (request, DG_ROLE_USER, user);
  dg_model_request_set_tool (request, TOOL, "Takes down what the person said, and replies.", schema);
  dg_model_request_set_max_tokens (request, MAX_TOKENS);
  dg_model_request_set_temperature (request, TEMPERATURE);

  return request;
}
