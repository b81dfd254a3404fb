/* dg-sample-notes.h: the notes on a sample, and where another is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-sample-desk.h"

G_BEGIN_DECLS

#define DG_TYPE_SAMPLE_NOTES (dg_sample_notes_get_type ())
G_DECLARE_FINAL_TYPE (DgSampleNotes, dg_sample_notes, DG, SAMPLE_NOTES, GtkWidget)

void dg_sample_notes_set_item (DgSampleNotes *self, DgSampleDesk *desk, DgSampleItem *item);
void dg_sample_notes_commit (DgSampleNotes *self);
void dg_sample_notes_focus (DgSampleNotes *self);

G_END_DECLS
