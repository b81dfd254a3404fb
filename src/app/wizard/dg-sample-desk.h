/* dg-sample-desk.h: what the person and the model do with the samples, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-record-check.h"
#include "dg-sample-set.h"
#include "dg-wizard-context.h"

G_BEGIN_DECLS

#define DG_TYPE_SAMPLE_DESK (dg_sample_desk_get_type ())
G_DECLARE_FINAL_TYPE (DgSampleDesk, dg_sample_desk, DG, SAMPLE_DESK, GObject)

DgSampleDesk *dg_sample_desk_new (DgWizardContext *context);
DgSampleSet *dg_sample_desk_get_samples (DgSampleDesk *self);
const DgDraft *dg_sample_desk_get_draft (DgSampleDesk *self);
const char *dg_sample_desk_get_missing_reason (DgSampleDesk *self, guint card);
DgRecordCheck *dg_sample_desk_get_check (DgSampleDesk *self);
gboolean dg_sample_desk_get_busy (DgSampleDesk *self);
gboolean dg_sample_desk_is_idle (DgSampleDesk *self);
DgRoundKind dg_sample_desk_get_round_kind (DgSampleDesk *self);

void dg_sample_desk_annotate (DgSampleDesk *self, const DgAnnotation *annotation);
void dg_sample_desk_change_rule (DgSampleDesk *self, const DgRuleChange *change);
void dg_sample_desk_begin_round (DgSampleDesk *self, DgRoundKind kind, guint card);
gboolean dg_sample_desk_stop (DgSampleDesk *self);

G_END_DECLS
