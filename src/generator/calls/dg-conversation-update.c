/* dg-conversation-update.c: what a message of the person changes in the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The model says what a message means, the program what may come of it. Only what is quoted from the message counts as
 * said, everything else is the model's proposal. What the person has said or written is never overwritten unless they
 * want just that: what would do it in passing is held back, and asked about.
 */

#include "config.h"

#include <string.h>

#include "dg-conversation-private.h"
#include "dg-quote.h"
#include "dg-reply.h"

/* Updates beyond these are no answer to one message. */
#define MAX_UPDATES 60

/* An example of an answer may be long, … */
#define MAX_VALUE 4000
#define MAX_QUOTE 1000

/* Shorter words are “the” and “not”, which stand in messages and values alike. In bytes. */
#define MIN_TELLING_WORD 5

typedef enum
{
  BASIS_SAID,
  BASIS_CHANGED,
  BASIS_CONTRADICTS,
  BASIS_IMPLIED,
  BASIS_DECIDED,
} Basis;

static const char *const basis_ids[] = { "said", "changed", "contradicts", "implied", "decided", NULL };

/* A message, as its updates are taken. */
typedef struct
{
  DgChecklist *checklist; /* (unowned) */
  const char *text;       /* (unowned): what the person says */
  int suggestion;         /* which suggestion it is, -1 for none */
  gboolean has_asked;     /* whether the person was asked for a part, … */
  DgPart asked;           /* … and which */
  gboolean was_conflict;  /* whether that had a conflict */
  gboolean is_decided;    /* whether the message is one of its sides */
} Hearing;

typedef struct
{
  DgPart part;
  guint point; /* which line is replaced, counted from 1; 0 for none */
  Basis basis;
  gboolean quoted; /* whether the person said it */
  char *value;     /* (owned): empty to delete the line */
  GStrv points;    /* (owned): the lines there are */
} Update;

static void
clear_update (Update *update)
{
  g_clear_pointer (&update->value, g_free);
  g_clear_pointer (&update->points, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Update, clear_update)

static gboolean
is_asked (const Hearing *hearing, DgPart part)
{
  return hearing->has_asked && part.item == hearing->asked.item && part.part == hearing->asked.part;
}

/* --- reading --- */

/* A single word is found by chance in most messages, unless it is all that was said, or what the value is about. */
static gboolean
is_quoted (const Hearing *hearing, DgPart part, const char *quote, const char *value)
{
  if (hearing->suggestion >= 0 && is_asked (hearing, part))
    return TRUE;
  if (!dg_quote_is_found (quote, hearing->text))
    return FALSE;

  return dg_quote_count_words (quote) > 1 || hearing->suggestion >= 0 || dg_quote_count_words (hearing->text) == 1 ||
         dg_quote_is_same (quote, value) || (strlen (quote) >= MIN_TELLING_WORD && dg_quote_is_found (quote, value));
}

static guint
find_point (GStrv points, const char *value)
{
  for (guint i = 0; points[i] != NULL; i++)
    if (dg_quote_is_same (points[i], value))
      return i + 1;

  return 0;
}

/* “As a CSV file” is csv. */
static char *
read_file_format (const char *value)
{
  gboolean is_jsonl = dg_quote_is_found ("jsonl", value) || dg_quote_is_found ("json lines", value);
  gboolean is_csv = dg_quote_is_found ("csv", value);

  if (is_jsonl == is_csv)
    return NULL;

  return g_strdup (is_jsonl ? "jsonl" : "csv");
}

static void
choose_point (const Hearing *hearing, Update *update, gint64 point)
{
  guint n_points = g_strv_length (update->points);

  if (*update->value != '\0' && point <= 0)
    update->point = find_point (update->points, update->value);
  else if (point > 0 && point <= n_points)
    update->point = (guint) point;

  /* where there is one line only, that is the one which is meant by whoever decides, contradicts or changes */
  if (update->point == 0 && n_points == 1 &&
      (dg_part_is_closed (update->part) || update->basis == BASIS_CHANGED || update->basis == BASIS_CONTRADICTS ||
       (hearing->was_conflict && is_asked (hearing, update->part))))
    update->point = 1;
}

/* Returns whether it is something to go by. */
static gboolean
read_update (const Hearing *hearing, DgJsonValue row, Update *update)
{
  g_autofree char *name = dg_reply_dup_text (row, "part", 100);
  g_autofree char *basis = dg_reply_dup_text (row, "basis", 20);
  g_autofree char *quote = dg_reply_dup_text (row, "quote", MAX_QUOTE);

  if (!dg_checklist_find_part (name, &update->part.item, &update->part.part))
    return FALSE;

  update->basis = BASIS_IMPLIED;
  for (guint i = 0; basis_ids[i] != NULL; i++)
    if (g_str_equal (basis, basis_ids[i]))
      update->basis = i;
  update->value = dg_reply_dup_text (row, "value", MAX_VALUE);
  update->quoted = update->basis < BASIS_IMPLIED && is_quoted (hearing, update->part, quote, update->value);
  update->points = dg_checklist_dup_points (hearing->checklist, update->part.item, update->part.part);
  if (dg_part_is_closed (update->part) && *update->value != '\0')
    {
      g_autofree char *value = g_steal_pointer (&update->value);

      update->value = read_file_format (value);
      if (update->value == NULL)
        return FALSE;
    }
  choose_point (hearing, update, dg_reply_get_number (row, "point"));

  /* whether something is left to it the person says, and then it decides */
  if (g_ascii_strcasecmp (update->value, DG_LEFT_TO_MODEL) == 0)
    return FALSE;
  if (update->part.item == DG_ITEM_REALISM && *update->value != '\0' && dg_value_says_little (update->value))
    return FALSE;

  return *update->value != '\0' ? !dg_value_is_vague (update->value) : update->point > 0;
}

/* --- taking --- */

/* What the whole value would be with the update in it. */
static char *
dup_other_side (const Update *update)
{
  g_autoptr (GString) side = g_string_new (NULL);

  for (guint i = 0; update->points[i] != NULL; i++)
    {
      const char *point = i + 1 == update->point ? update->value : update->points[i];

      if (*point != '\0')
        g_string_append_printf (side, "%s%s", side->len > 0 ? "\n" : "", point);
    }
  if (update->point == 0)
    g_string_append_printf (side, "%s%s", side->len > 0 ? "\n" : "", update->value);

  return g_strdup (side->str);
}

static void
hold_back (const Hearing *hearing, const Update *update)
{
  g_autofree char *side = dup_other_side (update);

  dg_checklist_set_conflict (hearing->checklist, update->part.item, update->part.part, side);
}

/* A conflict outlives what is merely added to its part. */
static void
set_point (const Hearing *hearing, const Update *update, guint point, gboolean decides)
{
  DgPart part = update->part;
  g_autofree char *conflict = g_strdup (dg_checklist_get_conflict (hearing->checklist, part.item, part.part));

  dg_checklist_set_point (hearing->checklist, part.item, part.part, point, update->value,
                          update->quoted ? DG_SOURCE_CONVERSATION : DG_SOURCE_MODEL);
  if (!decides && conflict != NULL)
    dg_checklist_set_conflict (hearing->checklist, part.item, part.part, conflict);
}

/* What was there already: then it is now said, and a conflict about it is decided. */
static void
affirm (const Hearing *hearing, Update *update, gboolean decides)
{
  if (!update->quoted)
    return;

  /* in the words that it has */
  g_free (update->value);
  update->value = g_strdup (update->points[update->point - 1]);
  set_point (hearing, update, 0, decides);
}

static void
take_update (const Hearing *hearing, Update *update)
{
  gboolean is_persons = dg_point_is_from_person (hearing->checklist, update->part, update->point);
  gboolean answers = hearing->was_conflict && is_asked (hearing, update->part);
  /* only what is said to replace an earlier point does */
  gboolean decides = update->quoted && (update->basis == BASIS_CHANGED || (update->basis == BASIS_SAID && answers));

  if (hearing->is_decided && is_asked (hearing, update->part))
    return;
  if (update->point > 0 && dg_quote_is_same (update->points[update->point - 1], update->value))
    affirm (hearing, update, decides);
  else if (update->basis == BASIS_CONTRADICTS && update->points[0] != NULL &&
           (is_persons || !update->quoted || update->point == 0))
    hold_back (hearing, update);
  else if (update->point == 0 || !is_persons || decides)
    set_point (hearing, update, update->point, decides);
  else if (update->basis == BASIS_SAID || update->basis == BASIS_CHANGED)
    hold_back (hearing, update);
}

/* A click on one of the two sides of a conflict needs no model to be understood. */
static void
decide_by_click (Hearing *hearing)
{
  DgPart part = hearing->asked;
  g_autofree char *later = NULL;

  if (!hearing->was_conflict)
    return;
  hearing->is_decided = hearing->suggestion == DG_SUGGESTION_LATER || hearing->suggestion == DG_SUGGESTION_EARLIER;
  if (hearing->suggestion == DG_SUGGESTION_EARLIER)
    dg_checklist_set_conflict (hearing->checklist, part.item, part.part, NULL);
  if (hearing->suggestion != DG_SUGGESTION_LATER)
    return;

  later = g_strdup (dg_checklist_get_conflict (hearing->checklist, part.item, part.part));
  dg_checklist_set_value (hearing->checklist, part.item, part.part, later, DG_SOURCE_CONVERSATION);
}

/* --- counting --- */

/* (element-type utf8): what can change, part by part. */
static GPtrArray *
list_values (DgChecklist *checklist)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < dg_parts_get_number (); i++)
    {
      DgPart part = dg_parts_get (i);
      const char *value = dg_part_get_value (checklist, part);
      const char *conflict = dg_checklist_get_conflict (checklist, part.item, part.part);

      g_ptr_array_add (values,
                       g_strconcat (value != NULL ? value : "", conflict != NULL ? "\n\n" : "", conflict, NULL));
    }

  return values;
}

static guint
count_changes (DgChecklist *checklist, GPtrArray *before)
{
  g_autoptr (GPtrArray) now = list_values (checklist);
  guint n_changed = 0;

  for (guint i = 0; i < now->len; i++)
    n_changed += !g_str_equal (g_ptr_array_index (before, i), g_ptr_array_index (now, i));

  return n_changed;
}

/**
 * dg_conversation_update:
 * @checklist: the requirements
 * @last: (nullable): what the model said last
 * @text: what the person says to it
 * @reply: what the model makes of that
 *
 * Returns: how many parts changed, or came into conflict or out of it
 */
guint
dg_conversation_update (DgChecklist *checklist, const DgMessage *last, const char *text, DgJsonValue reply)
{
  g_autoptr (GPtrArray) before = list_values (checklist);
  Hearing hearing = { .checklist = checklist, .text = text };
  DgJsonIter rows;
  DgJsonValue row;

  hearing.suggestion = dg_conversation_find_suggestion (last, text);
  hearing.has_asked = dg_conversation_find_asked (last, &hearing.asked);
  hearing.was_conflict = hearing.has_asked && dg_conversation_has_conflict (checklist, hearing.asked);
  decide_by_click (&hearing);

  if (dg_reply_find_rows (reply, "updates", &rows))
    for (guint i = 0; i < MAX_UPDATES && dg_json_iter_next (&rows, NULL, &row); i++)
      {
        g_auto (Update) update = { 0 };

        if (read_update (&hearing, row, &update))
          take_update (&hearing, &update);
      }

  return count_changes (checklist, before);
}
