/* dg-sample-set.h: the five cards of the samples step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-sample-item.h"
#include "dg-sample-task.h"

G_BEGIN_DECLS

#define DG_TYPE_SAMPLE_SET (dg_sample_set_get_type ())
G_DECLARE_FINAL_TYPE (DgSampleSet, dg_sample_set, DG, SAMPLE_SET, GObject)

DgSampleSet *dg_sample_set_new (void);
DgSampleItem *dg_sample_set_get (DgSampleSet *self, guint card);
void dg_sample_set_show_draft (DgSampleSet *self, const DgDraft *draft);
void dg_sample_set_mark (DgSampleSet *self, const DgSampleTask *task);
guint dg_sample_set_count_noted (DgSampleSet *self);
guint dg_sample_set_count_approved (DgSampleSet *self);
guint dg_sample_set_count_open (DgSampleSet *self);
guint dg_sample_set_count_waiting (DgSampleSet *self, guint *n_of);

G_END_DECLS
