/* dg-sample-desk.h: what the person and the model do with the samples, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-record-check.h"
#include "dg-sample-item.h"
#include "dg-wizard-context.h"

G_BEGIN_DECLS

/**
 * DgRoundKind:
 * @DG_ROUND_MAKE: the first samples, or those for requirements that have changed
 * @DG_ROUND_REVISE: notes become rules, and cards with notes are revised
 * @DG_ROUND_REGENERATE: cards are made anew
 * @DG_ROUND_UNDO: the latest round is dropped
 *
 * What makes another round.
 */
typedef enum
{
  DG_ROUND_MAKE,
  DG_ROUND_REVISE,
  DG_ROUND_REGENERATE,
  DG_ROUND_UNDO,
} DgRoundKind;

#define DG_TYPE_SAMPLE_DESK (dg_sample_desk_get_type ())
G_DECLARE_FINAL_TYPE (DgSampleDesk, dg_sample_desk, DG, SAMPLE_DESK, GObject)

DgSampleDesk *dg_sample_desk_new (DgWizardContext *context);
GListModel *dg_sample_desk_get_items (DgSampleDesk *self);
const DgDraft *dg_sample_desk_get_draft (DgSampleDesk *self);
DgRecordCheck *dg_sample_desk_get_check (DgSampleDesk *self);
gboolean dg_sample_desk_get_busy (DgSampleDesk *self);
gboolean dg_sample_desk_is_idle (DgSampleDesk *self);
DgRoundKind dg_sample_desk_get_round_kind (DgSampleDesk *self);
guint dg_sample_desk_count_noted (DgSampleDesk *self);
guint dg_sample_desk_count_approved (DgSampleDesk *self);
guint dg_sample_desk_count_open (DgSampleDesk *self);
guint dg_sample_desk_count_waiting (DgSampleDesk *self, guint *n_of);

void dg_sample_desk_annotate (DgSampleDesk *self, const DgAnnotation *annotation);
void dg_sample_desk_change_rule (DgSampleDesk *self, const DgRuleChange *change);
void dg_sample_desk_begin_round (DgSampleDesk *self, DgRoundKind kind, guint card);
gboolean dg_sample_desk_stop (DgSampleDesk *self);

G_END_DECLS
