/* dg-simulator-conversation.c: what a message about the requirements means for them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-answer.h"

#include <string.h>

#include "dg-simulator-fit.h"
#include "dg-simulator-grammar.h"
#include "dg-simulator-shown.h"
#include "dg-simulator-turn.h"
#include "dg-simulator-questions.h"

/* What is kept free for the reply itself */
#define REPLY_BYTES 640
#define MAX_QUOTE_BYTES 240
#define MAX_QUOTED_BACK 60
/* A message of so many words describes; a shorter one answers. */
#define DESCRIPTION_WORDS 14

/* Follows from what the task is, and need not be asked. */
static const char *const implied[] = {
  "role_persona.role",      "input_format.data_type",        "role_persona.persona",
  "input_format.structure", "role_persona.domain_expertise", "input_format.fields",
  "task.use_case",          "realism.authenticity",          "realism.natural_behavior",
  "task.interactions",      "realism.appropriate_responses",
};

/* As much of it as a reply has room for; still a piece of the message */
static char *
shorten (const char *text, gsize max_bytes)
{
  const char *end = text + MIN (strlen (text), max_bytes);

  return g_strchomp (g_strndup (text, g_utf8_find_prev_char (text, end + 1) - text + (*end == '\0' ? 1 : 0)));
}

static void
update (DgTurnAnswer *self, const char *part, gint64 point, const char *basis, const char *quote, const char *value)
{
  g_autofree char *short_quote = shorten (quote, MAX_QUOTE_BYTES);
  g_autofree char *short_value = shorten (value, MAX_QUOTE_BYTES);

  if (!g_strv_contains (self->parts, part) || g_hash_table_contains (self->updated, part) ||
      self->out->len + strlen (short_quote) + strlen (short_value) + REPLY_BYTES > self->source->max_bytes)
    return;

  dg_answer_begin (self->out, NULL, '{');
  dg_answer_add_text (self->out, "part", part);
  dg_answer_add_number (self->out, "point", point);
  dg_answer_add_text (self->out, "basis", basis);
  dg_answer_add_text (self->out, "quote", short_quote);
  dg_answer_add_text (self->out, "value", short_value);
  dg_answer_end (self->out, '}');
  g_hash_table_add (self->updated, g_strdup (part));
}

static gboolean
says_the_same (const DgShownPart *shown, const char *value)
{
  g_autofree char *folded = g_utf8_casefold (value, -1);

  for (guint i = 0; i < shown->points->len; i++)
    {
      g_autofree char *point = g_utf8_casefold (g_ptr_array_index (shown->points, i), -1);

      if (strstr (point, folded) != NULL || strstr (folded, point) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
ask_which (DgTurnAnswer *self, const char *part, const char *before, const char *now)
{
  g_autofree char *short_before = shorten (before, MAX_QUOTED_BACK);
  g_autofree char *short_now = shorten (now, MAX_QUOTED_BACK);

  if (self->conflict != NULL)
    return;

  self->conflict = g_strdup (part);
  self->conflict_sides = g_new0 (char *, 3);
  self->conflict_sides[0] = g_strdup (short_now);
  self->conflict_sides[1] = g_strdup (short_before);
  if (self->dialogue->german)
    self->conflict_reply =
        g_strdup_printf ("Vorher war es „%s“: bleibt das, oder gilt jetzt „%s“?", short_before, short_now);
  else
    self->conflict_reply =
        g_strdup_printf ("It was “%s” before: does that stay, or does “%s” count now?", short_before, short_now);
}

/* Whether the message calls the part by its name, so that it cannot be meant as one more point of a list */
static gboolean
is_named (const char *part, const char *message)
{
  g_autofree char *word = g_regex_escape_string (strchr (part, '.') + 1, -1);
  g_autofree char *pattern = g_strdup_printf ("\\b%s\\b", word);

  return dg_text_has (message, pattern);
}

static void
tell (DgTurnAnswer *self, const char *part, const char *quote, const char *value, gboolean adds)
{
  const DgShownPart *shown = dg_dialogue_lookup (self->dialogue, part);
  gboolean single = dg_questions_is_single (self->texts, part);

  if (shown == NULL || (shown->firm && adds && !single))
    update (self, part, 0, "said", quote, value);
  else if (!shown->firm)
    update (self, part, 1, "said", quote, value);
  else if (says_the_same (shown, value))
    return;
  else if (single || is_named (part, self->dialogue->message))
    {
      update (self, part, 1, "contradicts", quote, value);
      ask_which (self, part, g_ptr_array_index (shown->points, 0), value);
    }
  else
    update (self, part, 0, "said", quote, value);
}

/* The answers that are possible where nobody has said which */
static char *
invent_labels (DgTurnAnswer *self)
{
  g_autoptr (GPtrArray) topics = dg_grammar_list (self->source->grammar, "topic");
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < topics->len; i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "",
                            ((const DgGrammarRule *) g_ptr_array_index (topics, i))->name);
  if (topics->len < 3)
    g_string_assign (labels, dg_turn_say (self, "question, complaint, request", "Frage, Beschwerde, Bitte"));
  g_string_prepend (labels, dg_turn_say (self, "one of: ", "eines von: "));

  return g_string_free (g_steal_pointer (&labels), FALSE);
}

/* What is known of the task and of its answers, to conclude the kind of answer from */
static char *
dup_known (DgTurnAnswer *self)
{
  static const char *const names[] = { "task.goal", "output_format.structure", "output_format.kind" };
  GString *known = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const DgShownPart *shown = dg_dialogue_lookup (self->dialogue, names[i]);

      for (guint j = 0; shown != NULL && j < shown->points->len; j++)
        g_string_append_printf (known, "%s\n", (const char *) g_ptr_array_index (shown->points, j));
    }

  return g_string_free (known, FALSE);
}

static char *
dup_decision (DgTurnAnswer *self, const char *part)
{
  g_autofree char *known = dup_known (self);
  g_auto (DgFinding) kind = { NULL };

  dg_questions_find (self->texts, "output_format.kind", known, &kind);
  if (g_str_equal (part, "output_format.kind") && kind.value != NULL)
    return g_steal_pointer (&kind.value);
  if (g_str_equal (part, "output_format.structure") && g_strcmp0 (kind.value, "classification") == 0)
    return invent_labels (self);
  if (g_str_equal (part, "output_format.structure") && g_strcmp0 (kind.value, "extraction") == 0)
    return g_strdup (dg_turn_say (self, "a JSON object with the fields name, date and amount",
                                  "ein JSON-Objekt mit den Feldern name, date und amount"));

  return dg_questions_dup_text (self->texts, part, "decide", self->dialogue->german, self->subject);
}

static void
decide (DgTurnAnswer *self, const char *part, const char *basis, const char *quote)
{
  g_autofree char *value = dup_decision (self, part);

  if (value != NULL)
    update (self, part, 0, basis, quote, value);
}

/* What follows from a task that has just been told */
static void
imply (DgTurnAnswer *self)
{
  if (!g_hash_table_contains (self->updated, "task.goal"))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (implied); i++)
    if (dg_dialogue_lookup (self->dialogue, implied[i]) == NULL)
      decide (self, implied[i], "implied", "");
}

/* Whether the message is about that part and no other: `at most 20 words` is no answer to anything else */
static gboolean
is_all (DgTurnAnswer *self, const char *part, const char *quote)
{
  return dg_questions_is_single (self->texts, part) && g_hash_table_contains (self->updated, part) &&
         strlen (quote) * 10 >= strlen (self->dialogue->message) * 8;
}

/* Whatever it says of any part; and what was asked for is answered, unless it says something else */
static void
collect (DgTurnAnswer *self, gboolean adds)
{
  const char *message = self->dialogue->message;
  gboolean answers = self->asked != NULL && !g_str_equal (self->asked, "dataset_format.format");

  for (guint i = 0; self->parts[i] != NULL; i++)
    {
      g_auto (DgFinding) finding = { NULL };

      if (!dg_questions_find (self->texts, self->parts[i], message, &finding))
        continue;
      tell (self, self->parts[i], finding.quote, finding.value, adds);
      answers = answers && !is_all (self, self->parts[i], finding.quote);
    }
  if (answers && (g_hash_table_size (self->updated) == 0 || dg_text_count_words (message) < DESCRIPTION_WORDS))
    tell (self, self->asked, message, message, adds);
  imply (self);
}

/* The part whose value has @from in it, or that is meant by @from or by @to */
static const char *
find_changed (DgTurnAnswer *self, const char *from, const char *to, guint *point)
{
  const char *meant = NULL;

  *point = 1;
  for (guint i = 0; self->parts[i] != NULL; i++)
    {
      const DgShownPart *shown = dg_dialogue_lookup (self->dialogue, self->parts[i]);
      g_autofree char *words = g_strdelimit (g_strdup (strchr (self->parts[i], '.') + 1), "_", ' ');
      g_auto (DgFinding) finding = { NULL };
      g_autofree char *folded = g_utf8_casefold (from, -1);

      for (guint j = 0; shown != NULL && j < shown->points->len; j++)
        {
          g_autofree char *value = g_utf8_casefold (g_ptr_array_index (shown->points, j), -1);

          if (strstr (value, folded) == NULL)
            continue;
          *point = j + 1;
          return self->parts[i];
        }
      if (strstr (folded, words) != NULL ||
          (meant == NULL && (dg_questions_find (self->texts, self->parts[i], to, &finding) ||
                             dg_questions_find (self->texts, self->parts[i], from, &finding))))
        meant = self->parts[i];
    }

  return meant;
}

static void
change (DgTurnAnswer *self)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const char *part = self->asked;
  guint point = 1;

  if (!dg_message_read_change (self->dialogue->message, &from, &to))
    {
      collect (self, FALSE);
      return;
    }

  part = find_changed (self, from, to, &point);
  if (part == NULL)
    part = self->asked;
  if (part == NULL)
    return;

  const DgShownPart *shown = dg_dialogue_lookup (self->dialogue, part);
  g_autoptr (GString) value = g_string_new (shown != NULL ? g_ptr_array_index (shown->points, point - 1) : to);

  if (shown != NULL && g_string_replace (value, from, to, 1) == 0)
    g_string_assign (value, to);
  update (self, part, shown != NULL ? point : 0, shown != NULL ? "changed" : "said", self->dialogue->message,
          value->str);
}

/* What the person chooses where two values contradict each other: one of them by its place, or what the message says */
static void
settle (DgTurnAnswer *self, const DgShownPart *shown)
{
  const char *message = self->dialogue->message;
  const char *earlier = shown->points->len > 0 ? g_ptr_array_index (shown->points, 0) : shown->conflict;
  gboolean first =
      dg_text_has (message, "\\b(?:before|earlier|first|old|stays?|keep|vorher|erste\\w*|alte\\w*|bleibt)\\b");
  gboolean second =
      dg_text_has (message, "\\b(?:last|now|later|second|new|latter|jetzt|zweite\\w*|neue\\w*|zuletzt)\\b");

  if (first != second)
    update (self, self->asked, 1, "changed", message, first ? earlier : shown->conflict);
  else
    update (self, self->asked, 1, "changed", message, message);
}

static void
leave_to_model (DgTurnAnswer *self, gboolean all)
{
  if (!all && self->asked != NULL)
    decide (self, self->asked, "decided", self->dialogue->message);
  for (guint i = 0; all && i < self->dialogue->missing->len; i++)
    decide (self, g_ptr_array_index (self->dialogue->missing, i), "decided", self->dialogue->message);
  imply (self);
}

static void
write_updates (DgTurnAnswer *self, DgIntention intention)
{
  const DgShownPart *asked = self->asked != NULL ? dg_dialogue_lookup (self->dialogue, self->asked) : NULL;
  gboolean tells = intention == DG_INTENTION_TELLS || intention == DG_INTENTION_CHANGES;

  dg_answer_begin (self->out, "updates", '[');
  if (tells && asked != NULL && asked->conflict != NULL)
    {
      settle (self, asked);
      dg_answer_end (self->out, ']');
      return;
    }

  switch (intention)
    {
    case DG_INTENTION_TELLS:
    case DG_INTENTION_ADDS:
      collect (self, intention == DG_INTENTION_ADDS);
      break;
    case DG_INTENTION_CHANGES:
      change (self);
      break;
    case DG_INTENTION_LEAVES:
    case DG_INTENTION_LEAVES_ALL:
      leave_to_model (self, intention == DG_INTENTION_LEAVES_ALL);
      break;
    case DG_INTENTION_AGREES:
    case DG_INTENTION_ASKS:
    case DG_INTENTION_NAMES_COLUMNS:
    case DG_INTENTION_VAGUE:
      break;
    }
  dg_answer_end (self->out, ']');
}

static DgIntention
read_intention (DgDialogue *dialogue)
{
  DgIntention intention = dg_message_read_intention (dialogue->message);

  return intention == DG_INTENTION_NAMES_COLUMNS && dg_text_has (dialogue->message, "\\binput\\b.*\\banswer\\b")
             ? DG_INTENTION_TELLS
             : intention;
}

static char *
dup_subject (DgDialogue *dialogue)
{
  const DgShownPart *goal = dg_dialogue_lookup (dialogue, "task.goal");

  return dg_questions_dup_subject (goal != NULL ? g_ptr_array_index (goal->points, 0) : dialogue->message,
                                   dialogue->german);
}

/* update_checklist */
void
dg_answer_update_checklist (const DgAnswerSource *self, GString *out)
{
  g_auto (GStrv) parts = dg_questions_list (self, "updates");
  g_autoptr (DgDialogue) dialogue = dg_dialogue_read (self->request, (const char *const *) parts);
  g_autoptr (GKeyFile) texts = dg_questions_load ();
  g_autoptr (GHashTable) updated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *subject = dup_subject (dialogue);
  DgIntention intention = read_intention (dialogue);
  gboolean agrees = intention == DG_INTENTION_AGREES && dialogue->missing->len == 0;
  DgTurnAnswer turn = {
    .source = self,
    .dialogue = dialogue,
    .texts = texts,
    .parts = (const char *const *) parts,
    .subject = subject,
    .updated = updated,
    .asked = dialogue->asked,
    .out = out,
  };

  write_updates (&turn, intention);
  dg_answer_add_flag (out, "agrees", agrees);
  dg_turn_write_reply (&turn, intention, agrees);
  g_free (turn.conflict);
  g_free (turn.conflict_reply);
  g_strfreev (turn.conflict_sides);
}
