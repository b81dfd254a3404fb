/* dg-simulator-guidance.c: turns notes on samples into rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-answer.h"

#include <string.h>

#include "dg-simulator-fit.h"
#include "dg-simulator-notes.h"
#include "dg-simulator-shown.h"

#define MAX_TEXT_BYTES 140

static void
add_rule (GString *out, guint number, const DgNoteReading *reading)
{
  const DgLimit *limit = reading->limit;

  dg_answer_begin (out, NULL, '{');
  dg_answer_add_number (out, "rule", number);
  dg_answer_add_text (out, "kind", reading->kind);
  dg_answer_add_text (out, "target", reading->target);
  dg_answer_add_number (out, "applies_to", 0);
  dg_answer_add_number (out, "share", 100);
  dg_answer_add_text (out, "check", dg_check_get_id (limit != NULL ? limit->check : DG_CHECK_NONE));
  dg_answer_add_text (out, "check_value", limit != NULL ? limit->value : "");
  dg_answer_add_text (out, "text", reading->text);
  dg_answer_end (out, '}');
}

static void
add_link (GString *out, guint note, guint rule)
{
  dg_answer_begin (out, NULL, '{');
  dg_answer_add_number (out, "note", note);
  dg_answer_add_number (out, "rule", rule);
  dg_answer_end (out, '}');
}

/* set_rules */
void
dg_answer_set_rules (const DgAnswerSource *self, GString *out)
{
  g_autoptr (GPtrArray) notes = dg_notes_list (self->request->prompt);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) links = g_string_new (NULL);
  g_autofree char *question = NULL;

  dg_answer_begin (links, "links", '[');
  dg_answer_begin (out, "rules", '[');
  for (guint i = 0; i < notes->len && out->len + links->len + 4 * MAX_TEXT_BYTES < self->max_bytes; i++)
    {
      const DgShownNote *note = g_ptr_array_index (notes, i);
      g_auto (DgNoteReading) reading = { NULL };
      gpointer number = NULL;

      dg_note_read (note, &reading);
      if (reading.text != NULL && !g_hash_table_lookup_extended (numbers, reading.text, NULL, &number))
        {
          number = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
          add_rule (out, GPOINTER_TO_UINT (number), &reading);
          g_hash_table_insert (numbers, g_strdup (reading.text), number);
        }
      if (reading.is_question && question == NULL)
        question = g_strdup_printf (reading.german ? "Notiz %u ist eine Frage: was soll anders werden?"
                                                   : "Note %u is a question: what should become different?",
                                    note->n);
      add_link (links, note->n, GPOINTER_TO_UINT (number));
    }
  dg_answer_end (out, ']');
  dg_answer_end (links, ']');
  g_string_append_printf (out, ",%s", links->str);
  dg_answer_add_text (out, "question", question != NULL ? question : "");
}
