/* dg-conversation-summary.c: the requirements, for the person to agree to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-conversation-private.h"

/* Whose idea a value is that the person has not said themselves. */
static const char *
get_origin (DgSource source)
{
  switch (source)
    {
    case DG_SOURCE_PROMPT:
      return _ (" (from your prompt)");
    case DG_SOURCE_MODEL:
      return _ (" (proposed)");
    case DG_SOURCE_CONVERSATION:
    case DG_SOURCE_HAND:
    default:
      return "";
    }
}

static gboolean
is_told_already (DgChecklist *checklist, DgPart part)
{
  for (guint earlier = 0; earlier < part.part; earlier++)
    if (g_strcmp0 (dg_checklist_get_value (checklist, part.item, earlier), dg_part_get_value (checklist, part)) == 0)
      return TRUE;

  return FALSE;
}

/* Whose idea they are stands behind the last of the points that are the same one's. */
static char *
join_points (DgChecklist *checklist, DgPart part)
{
  g_auto (GStrv) points = dg_checklist_dup_points (checklist, part.item, part.part);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; points[i] != NULL; i++)
    {
      DgSource source = dg_checklist_get_point_source (checklist, part.item, part.part, i + 1);
      gboolean goes_on =
          points[i + 1] != NULL && source == dg_checklist_get_point_source (checklist, part.item, part.part, i + 2);

      g_string_append_printf (out, "%s%s%s", i > 0 ? "; " : "", points[i], goes_on ? "" : get_origin (source));
    }

  return g_strdup (out->str);
}

static void
append_part (GString *out, DgChecklist *checklist, DgPart part)
{
  const char *title = _ (dg_item_get_info (part.item)->parts[part.part].title);
  g_autofree char *value = join_points (checklist, part);

  if (g_strcmp0 (dg_part_get_value (checklist, part), DG_LEFT_TO_MODEL) == 0)
    /* Translators: %s is the name of a requirement */
    g_string_append_printf (out, _ ("• %s: left to the model"), title);
  else
    g_string_append_printf (out, "• %s: %s", title, value);
  g_string_append_c (out, '\n');
}

static void
append_item (GString *out, DgChecklist *checklist, DgItem item)
{
  const DgItemInfo *info = dg_item_get_info (item);
  gsize before;

  g_string_append_printf (out, "%s%s\n", out->len > 0 ? "\n" : "", _ (info->title));
  before = out->len;
  for (guint i = 0; i < info->n_parts; i++)
    {
      DgPart part = { item, i };

      if (dg_part_get_value (checklist, part) != NULL && !is_told_already (checklist, part))
        append_part (out, checklist, part);
    }
  if (out->len == before)
    g_string_append_printf (out, "• %s\n", _ ("nothing yet"));
}

/**
 * dg_conversation_dup_summary:
 * @checklist: the requirements
 *
 * Returns: (transfer full): the items with their values, for a person to read, in the language of the program; says
 *   which values are proposals
 */
char *
dg_conversation_dup_summary (DgChecklist *checklist)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  g_autoptr (GString) out = g_string_new (NULL);
  const char *const *labels = dg_checklist_get_labels (checklist);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    append_item (out, checklist, item);
  if (labels != NULL)
    {
      g_autofree char *joined = g_strjoinv (", ", (char **) labels);

      g_string_append_printf (out, "\n%s\n• %s\n", _ ("Labels"), joined);
    }
  g_string_truncate (out, out->len - 1);

  return g_strdup (out->str);
}

/**
 * dg_conversation_suggest_closing:
 *
 * Returns: (transfer full): what can be said to the summary, in the order of %DG_SUGGESTION_AGREE and
 *   %DG_SUGGESTION_CHANGE
 */
char **
dg_conversation_suggest_closing (void)
{
  GStrv suggestions = g_new0 (char *, 3);

  suggestions[DG_SUGGESTION_AGREE] = g_strdup (_ ("Yes, that is right"));
  suggestions[DG_SUGGESTION_CHANGE] = g_strdup (_ ("I want to change something"));

  return suggestions;
}

/**
 * dg_conversation_make_summary:
 * @checklist: the requirements, in which nothing is open
 * @words: (nullable): what the model says to begin with
 * @question: (nullable): how the model asks whether all is right
 * @suggestions: (nullable) (array zero-terminated=1): what can be said to @question, in the order of
 *   %DG_SUGGESTION_AGREE and %DG_SUGGESTION_CHANGE
 *
 * Returns: (transfer full): a message that asks whether all is right
 */
DgMessage *
dg_conversation_make_summary (DgChecklist *checklist, const char *words, const char *question, char **suggestions)
{
  g_autofree char *summary = dg_conversation_dup_summary (checklist);
  g_autofree char *text = NULL;
  DgMessage *message;

  /* what the model asks is in the person's language, and needs no introduction in the program's */
  if (question != NULL)
    text = g_strdup_printf ("%s\n\n%s", summary, question);
  else
    text = g_strdup_printf ("%s\n\n%s\n\n%s", words != NULL ? words : _ ("This is what is settled:"), summary,
                            _ ("Is all of this right?"));

  message = dg_message_new (FALSE, text);
  message->asks_for = g_strdup (DG_ASKS_FOR_SUMMARY);
  message->suggestions = suggestions != NULL ? g_strdupv (suggestions) : dg_conversation_suggest_closing ();

  return message;
}
