/* dg-format-change.c: changes the format of the answers after notes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-answer-format-private.h"
#include "dg-format.h"
#include "dg-guidance.h"
#include "dg-record-format.h"
#include "dg-request-text.h"
#include "dg-words.h"

#define NOTE_CHARACTERS 2000

/* Parts of the output format */
#define STRUCTURE 1
#define EXPECTED_RESPONSE 2
#define CONVENTIONS 3

/**
 * dg_format_change_make_request:
 * @checklist: the requirements, with the format there is
 * @notes: (array zero-terminated=1): the notes that ask for another
 *
 * Returns: (transfer full): asks what the answers are to look like from now on
 */
DgModelRequest *
dg_format_change_make_request (DgChecklist *checklist, const char *const *notes)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist) && notes != NULL, NULL);

  g_autoptr (GString) wishes = g_string_new (NULL);

  for (guint i = 0; notes[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (wishes, '\n');
      dg_request_text_append_material (wishes, "NOTE", notes[i], NOTE_CHARACTERS);
    }

  return dg_answer_format_make_request_as (checklist, "format-change-user.txt", wishes->str);
}

/* --- what goes --- */

static void
replace_part (DgChecklist *checklist, guint part, const char *value)
{
  dg_checklist_set_value (checklist, DG_ITEM_OUTPUT_FORMAT, part, value, DG_SOURCE_CONVERSATION);
}

static void
clear_format (DgChecklist *checklist)
{
  const char *expected = dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, EXPECTED_RESPONSE);
  g_autofree char *example = expected != NULL ? dg_format_find_xml_example (expected) : NULL;

  dg_checklist_set_labels (checklist, NULL);
  dg_checklist_set_output_schema (checklist, NULL, NULL);
  replace_part (checklist, STRUCTURE, NULL);
  /* an example there would be the format again */
  if (example != NULL)
    replace_part (checklist, EXPECTED_RESPONSE, DG_LEFT_TO_MODEL);
}

static gboolean
names (const char *point, const char *label)
{
  g_autofree char *words = dg_words_fold (point);
  g_autofree char *name = dg_words_fold (label);
  g_autofree char *text = g_strdup_printf (" %s ", words);
  g_autofree char *wanted = g_strdup_printf (" %s ", name);

  return strstr (text, wanted) != NULL;
}

/* A convention that answers with a label that is gone cannot be kept. */
static void
drop_conventions (DgChecklist *checklist, const char *const *before, const char *const *after)
{
  g_auto (GStrv) points = dg_checklist_dup_points (checklist, DG_ITEM_OUTPUT_FORMAT, CONVENTIONS);

  for (guint i = g_strv_length (points); i > 0; i--)
    for (guint l = 0; before != NULL && before[l] != NULL; l++)
      if ((after == NULL || !g_strv_contains (after, before[l])) && names (points[i - 1], before[l]))
        {
          dg_checklist_set_point (checklist, DG_ITEM_OUTPUT_FORMAT, CONVENTIONS, i, "", DG_SOURCE_CONVERSATION);
          break;
        }
}

/* --- what comes --- */

static char *
join_fields (DgFormat *format)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < dg_format_get_n_fields (format); i++)
    {
      g_autofree char *path = g_strjoinv (".", dg_format_get_field (format, i)->path);

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", path);
    }

  return g_strdup (out->str);
}

/* Says in words what is settled, where nothing else does; in English, as prompts are. */
static void
describe_structure (DgChecklist *checklist, DgFormat *format)
{
  g_autofree char *fields = NULL;
  g_autofree char *text = NULL;

  if (dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, STRUCTURE) != NULL)
    return;

  if (dg_format_get_labels (format) != NULL)
    {
      fields = g_strjoinv (", ", (char **) dg_format_get_labels (format));
      text = g_strdup_printf ("One of the labels %s", fields);
    }
  else if (dg_format_get_field (format, 0)->type == DG_FIELD_SOURCE)
    text = g_strdup ("JSON of the schema that was agreed");
  else if (dg_format_get_kind (format) == DG_FORMAT_JSON)
    {
      fields = join_fields (format);
      text = g_strdup_printf ("A JSON object with the fields %s", fields);
    }
  else
    text = g_strdup ("Plain text");
  replace_part (checklist, STRUCTURE, text);
}

static void
take_over (DgChecklist *checklist, DgChecklist *changed)
{
  dg_checklist_set_labels (checklist, dg_checklist_get_labels (changed));
  dg_checklist_set_output_schema (checklist, dg_checklist_get_output_schema (changed), NULL);
  dg_checklist_set_limits (checklist, dg_checklist_get_limits (changed));
  for (guint part = 0; part < dg_item_get_info (DG_ITEM_OUTPUT_FORMAT)->n_parts; part++)
    {
      const char *value = dg_checklist_get_value (changed, DG_ITEM_OUTPUT_FORMAT, part);

      if (g_strcmp0 (value, dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, part)) != 0)
        dg_checklist_set_value (checklist, DG_ITEM_OUTPUT_FORMAT, part, value,
                                dg_checklist_get_source (changed, DG_ITEM_OUTPUT_FORMAT, part));
    }
}

/**
 * dg_format_change_apply:
 * @checklist: the requirements; their output format is replaced
 * @reply: the input of the tool call
 * @error: return location for an error
 *
 * Takes the new format, also where the person gave the old one: they asked for another. Conventions stay, but for those
 * that answer with a label that is gone. When it fails nothing is changed.
 *
 * Returns: whether there is a new format; if not, %DG_GENERATOR_ERROR_REPLY, or an error from #DgJsonSchemaError or
 *   #DgChecklistError
 */
gboolean
dg_format_change_apply (DgChecklist *checklist, DgJsonValue reply, GError **error)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), FALSE);

  g_autofree char *text = dg_checklist_to_json (checklist);
  g_autoptr (DgChecklist) changed = dg_checklist_new_from_json (text, -1, error);
  g_autoptr (DgRecordFormat) format = NULL;

  if (changed == NULL)
    return FALSE;

  clear_format (changed);
  if (!dg_answer_format_set (changed, reply, error))
    return FALSE;
  format = dg_record_format_new_for_checklist (changed, error);
  if (format == NULL)
    return FALSE;
  describe_structure (changed, dg_record_format_get_answer (format));
  drop_conventions (changed, dg_checklist_get_labels (checklist), dg_checklist_get_labels (changed));
  take_over (checklist, changed);

  return TRUE;
}
