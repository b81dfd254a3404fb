/* dg-parts.c: the parts of the checklist as calls speak of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-json.h"
#include "dg-parts.h"
#include "dg-words.h"

/* A schema is shown to the model that far. */
#define MAX_SHOWN_SCHEMA 4000

/*
 * In the order of their consequence: what is decided late about the answers makes what was said of the rest worthless.
 * The question is put to a person when the model puts none that can be used, and tells the model what a part is about.
 */
static const struct
{
  DgPart part;
  const char *question;
} parts[] = {
  { { DG_ITEM_TASK, 0 }, N_ ("What is the model to do with each input?") },
  { { DG_ITEM_OUTPUT_FORMAT, 0 }, N_ ("What does the model give back: a category, extracted facts, or a text?") },
  { { DG_ITEM_OUTPUT_FORMAT, 1 }, N_ ("Which values or fields can an answer have?") },
  { { DG_ITEM_OUTPUT_FORMAT, 2 }, N_ ("What exactly does a complete answer look like?") },
  { { DG_ITEM_OUTPUT_FORMAT, 3 }, N_ ("What is the right answer in doubtful cases?") },
  { { DG_ITEM_EDGE_CASES, 1 }, N_ ("Which cases lie on the border between two answers?") },
  { { DG_ITEM_EDGE_CASES, 0 }, N_ ("Which inputs are hard to answer right?") },
  { { DG_ITEM_EDGE_CASES, 2 }, N_ ("What can be wrong with an input: incomplete, garbled, off topic?") },
  { { DG_ITEM_EDGE_CASES, 3 }, N_ ("How might some inputs try to trick the model?") },
  { { DG_ITEM_TASK, 1 }, N_ ("Who writes the inputs, in which situations?") },
  { { DG_ITEM_INPUT_FORMAT, 0 }, N_ ("What is an input: a message, a document, a form, structured data?") },
  { { DG_ITEM_DIVERSITY, 3 }, N_ ("Which different wishes or topics occur?") },
  { { DG_ITEM_DIVERSITY, 2 }, N_ ("Which tones occur, and which most often?") },
  { { DG_ITEM_DIVERSITY, 1 }, N_ ("How hard are the inputs: mostly simple, mixed, mostly hard?") },
  { { DG_ITEM_DIVERSITY, 0 }, N_ ("How does the wording vary: short, long, colloquial, formal?") },
  { { DG_ITEM_ROLE_PERSONA, 0 }, N_ ("Which role answers the inputs?") },
  { { DG_ITEM_ROLE_PERSONA, 1 }, N_ ("What is that role like: which manner do its answers show?") },
  { { DG_ITEM_ROLE_PERSONA, 2 },
    N_ ("Which field does it have to know, and which facts: opening hours, prices, rules?") },
  { { DG_ITEM_REALISM, 0 }, N_ ("What do real inputs look like: which details occur in them?") },
  { { DG_ITEM_REALISM, 1 }, N_ ("How do the people who write them behave: hurried, vague, with typing errors?") },
  { { DG_ITEM_REALISM, 2 }, N_ ("What makes an answer right for its situation?") },
  { { DG_ITEM_INPUT_FORMAT, 1 }, N_ ("How is an input built: how many sentences or paragraphs, in which order?") },
  { { DG_ITEM_INPUT_FORMAT, 2 }, N_ ("Which details does every input have?") },
  { { DG_ITEM_CONSTRAINTS, 0 }, N_ ("How long may inputs and answers be?") },
  { { DG_ITEM_CONSTRAINTS, 2 }, N_ ("In which language are the records, with which terms to use or to avoid?") },
  { { DG_ITEM_CONSTRAINTS, 1 }, N_ ("How are moods spread: mostly positive, mostly negative, balanced?") },
  { { DG_ITEM_CONSTRAINTS, 3 }, N_ ("What must never occur: real names, advice of some kind, anything else?") },
  { { DG_ITEM_TASK, 2 }, N_ ("What will this dataset be used for?") },
  { { DG_ITEM_DATASET_FORMAT, 0 }, N_ ("Is the file to be JSONL or CSV?") },
};

/**
 * dg_parts_get_number:
 *
 * Returns: how many parts there are
 */
guint
dg_parts_get_number (void)
{
  return G_N_ELEMENTS (parts);
}

/**
 * dg_parts_get:
 * @position: counted from 0
 *
 * Returns: a part; those come first whose answers decide most about the rest
 */
DgPart
dg_parts_get (guint position)
{
  g_return_val_if_fail (position < G_N_ELEMENTS (parts), parts[0].part);

  return parts[position].part;
}

/**
 * dg_part_dup_name:
 * @part: a part
 *
 * Returns: (transfer full): its name, `item.part`
 */
char *
dg_part_dup_name (DgPart part)
{
  const DgItemInfo *info = dg_item_get_info (part.item);

  return g_strdup_printf ("%s.%s", info->id, info->parts[part.part].id);
}

/**
 * dg_part_get_question:
 * @part: a part
 *
 * Returns: what asks a person for it; to be translated for the screen
 */
const char *
dg_part_get_question (DgPart part)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].part.item == part.item && parts[i].part.part == part.part)
      return parts[i].question;

  g_return_val_if_reached (NULL);
}

/**
 * dg_part_is_closed:
 * @part: a part
 *
 * Returns: whether only certain values are allowed, one at a time: that is so for the file format
 */
gboolean
dg_part_is_closed (DgPart part)
{
  return part.item == DG_ITEM_DATASET_FORMAT;
}

/**
 * dg_part_is_optional:
 * @part: a part
 *
 * Returns: whether an item is complete without it
 */
gboolean
dg_part_is_optional (DgPart part)
{
  return dg_item_get_info (part.item)->parts[part.part].optional;
}

/**
 * dg_part_get_value:
 * @checklist: the requirements
 * @part: a part
 *
 * Returns: (nullable): its value
 */
const char *
dg_part_get_value (DgChecklist *checklist, DgPart part)
{
  return dg_checklist_get_value (checklist, part.item, part.part);
}

/**
 * dg_part_is_from_person:
 * @checklist: the requirements
 * @part: a part
 *
 * Returns: whether it has a value that the person said or wrote
 */
gboolean
dg_part_is_from_person (DgChecklist *checklist, DgPart part)
{
  DgSource source = dg_checklist_get_source (checklist, part.item, part.part);

  return dg_part_get_value (checklist, part) != NULL && (source == DG_SOURCE_CONVERSATION || source == DG_SOURCE_HAND);
}

/**
 * dg_part_has_from_person:
 * @checklist: the requirements
 * @part: a part
 *
 * Returns: whether the person said or wrote at least one line of its value
 */
gboolean
dg_part_has_from_person (DgChecklist *checklist, DgPart part)
{
  g_auto (GStrv) points = dg_checklist_dup_points (checklist, part.item, part.part);

  for (guint i = 0; points[i] != NULL; i++)
    if (dg_point_is_from_person (checklist, part, i + 1))
      return TRUE;

  return FALSE;
}

/**
 * dg_point_is_from_person:
 * @checklist: the requirements
 * @part: a part with a value
 * @point: which line of it, counted from 1
 *
 * Returns: whether the person said or wrote that line
 */
gboolean
dg_point_is_from_person (DgChecklist *checklist, DgPart part, guint point)
{
  DgSource source = dg_checklist_get_point_source (checklist, part.item, part.part, point);

  return source == DG_SOURCE_CONVERSATION || source == DG_SOURCE_HAND;
}

/**
 * dg_parts_dup_names:
 * @with_closed: whether the file format is among them
 * @last: (nullable): one more name for the end
 *
 * Returns: (transfer full): the names of the parts as a list in JSON, for the schema of a tool
 */
char *
dg_parts_dup_names (gboolean with_closed, const char *last)
{
  g_autoptr (GString) out = g_string_new ("[");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = dg_part_dup_name (parts[i].part);

      if (dg_part_is_closed (parts[i].part) && !with_closed)
        continue;
      g_string_append (out, out->len > 1 ? "," : "");
      dg_json_append_string (out, name);
    }
  if (last != NULL)
    {
      g_string_append_c (out, ',');
      dg_json_append_string (out, last);
    }
  g_string_append_c (out, ']');

  return g_strdup (out->str);
}

/**
 * dg_parts_dup_guide:
 * @with_closed: whether the file format is among them
 *
 * Returns: (transfer full): what each part is about, one a line, for a model
 */
char *
dg_parts_dup_guide (gboolean with_closed)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = dg_part_dup_name (parts[i].part);

      if (!dg_part_is_closed (parts[i].part) || with_closed)
        g_string_append_printf (out, "%s- %s: %s", out->len > 0 ? "\n" : "", name, parts[i].question);
    }

  return g_strdup (out->str);
}

/* --- what is known --- */

static const char *
get_mark (gboolean said)
{
  return said ? " (said)" : " (proposed)";
}

static void
append_part (GString *out, DgChecklist *checklist, DgPart part)
{
  g_autofree char *name = dg_part_dup_name (part);
  const char *conflict = dg_checklist_get_conflict (checklist, part.item, part.part);
  g_auto (GStrv) points = NULL;
  gboolean all_said, mixed;

  if (g_strcmp0 (dg_part_get_value (checklist, part), DG_LEFT_TO_MODEL) == 0)
    {
      g_string_append_printf (out, "%s (left to the model): -\n", name);
      return;
    }

  all_said = dg_part_is_from_person (checklist, part);
  mixed = !all_said && dg_part_has_from_person (checklist, part);
  points = dg_checklist_dup_points (checklist, part.item, part.part);
  /* where some lines are the person's and some are not, each line says whose it is */
  g_string_append_printf (out, "%s%s:\n", name, mixed ? "" : get_mark (all_said));
  for (guint i = 0; points[i] != NULL; i++)
    g_string_append_printf (out, "  %u.%s %s\n", i + 1,
                            mixed ? get_mark (dg_point_is_from_person (checklist, part, i + 1)) : "", points[i]);
  if (conflict != NULL)
    g_string_append_printf (out, "  CONFLICT, said later: %s\n", conflict);
}

static void
append_given (GString *out, DgChecklist *checklist)
{
  const char *const *labels = dg_checklist_get_labels (checklist);
  const char *schema = dg_checklist_get_output_schema (checklist);

  if (labels != NULL)
    {
      g_autofree char *joined = g_strjoinv (", ", (char **) labels);

      g_string_append_printf (out, "The answer is one of these labels: %s\n", joined);
    }
  if (schema != NULL)
    {
      g_autofree char *shown = dg_words_shorten (schema, MAX_SHOWN_SCHEMA);

      g_string_append_printf (out, "The answer is JSON of this schema: %s\n", shown);
    }
}

/**
 * dg_parts_dup_values:
 * @checklist: the requirements
 *
 * Returns: (transfer full): the parts that have a value, with their points numbered, for a model; “nothing yet” when
 *   none has
 */
char *
dg_parts_dup_values (DgChecklist *checklist)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  g_autoptr (GString) out = g_string_new (NULL);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
      if (dg_checklist_get_value (checklist, item, part) != NULL)
        append_part (out, checklist, (DgPart){ item, part });
  append_given (out, checklist);
  if (out->len == 0)
    return g_strdup ("nothing yet");
  g_string_truncate (out, out->len - 1);

  return g_strdup (out->str);
}
