/* dg-sample-item.h: what a card of the samples step shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-draft.h"

G_BEGIN_DECLS

#define DG_TYPE_SAMPLE_ITEM (dg_sample_item_get_type ())
G_DECLARE_FINAL_TYPE (DgSampleItem, dg_sample_item, DG, SAMPLE_ITEM, GObject)

DgSampleItem *dg_sample_item_new (guint card);
guint dg_sample_item_get_card (DgSampleItem *self);
const DgSample *dg_sample_item_get_sample (DgSampleItem *self);
const DgSample *dg_sample_item_get_before (DgSampleItem *self);
GPtrArray *dg_sample_item_get_notes (DgSampleItem *self);
gboolean dg_sample_item_is_kept (DgSampleItem *self);
gboolean dg_sample_item_is_noted (DgSampleItem *self);
gboolean dg_sample_item_get_waiting (DgSampleItem *self);
void dg_sample_item_set_waiting (DgSampleItem *self, gboolean waiting);
void dg_sample_item_set_noting (DgSampleItem *self, gboolean noting);
void dg_sample_item_show_draft (DgSampleItem *self, const DgDraft *draft);
void dg_sample_item_show_sample (DgSampleItem *self, const DgSample *sample);

G_END_DECLS
