/* dg-sample-texts.h: the texts of a sample, and what is wrong with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-sample-desk.h"

G_BEGIN_DECLS

#define DG_TYPE_SAMPLE_TEXTS (dg_sample_texts_get_type ())
G_DECLARE_FINAL_TYPE (DgSampleTexts, dg_sample_texts, DG, SAMPLE_TEXTS, GtkWidget)

void dg_sample_texts_set_item (DgSampleTexts *self, DgSampleDesk *desk, DgSampleItem *item);
void dg_sample_texts_show (DgSampleTexts *self);
gboolean dg_sample_texts_check (DgSampleTexts *self);
gboolean dg_sample_texts_is_changed (DgSampleTexts *self);
char *dg_sample_texts_dup_texts (DgSampleTexts *self);
void dg_sample_texts_set_comparing (DgSampleTexts *self, gboolean comparing);
void dg_sample_texts_set_editable (DgSampleTexts *self, gboolean editable);
void dg_sample_texts_commit (DgSampleTexts *self);
void dg_sample_texts_focus (DgSampleTexts *self);

G_END_DECLS
