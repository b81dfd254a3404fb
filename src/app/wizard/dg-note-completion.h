/* dg-note-completion.h: offers notes that were written before, while one is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_NOTE_COMPLETION (dg_note_completion_get_type ())
G_DECLARE_FINAL_TYPE (DgNoteCompletion, dg_note_completion, DG, NOTE_COMPLETION, GtkPopover)

void dg_note_completion_offer (DgNoteCompletion *self, GPtrArray *texts, const char *typed);
gboolean dg_note_completion_enter (DgNoteCompletion *self);
gboolean dg_note_completion_close (DgNoteCompletion *self);

G_END_DECLS
