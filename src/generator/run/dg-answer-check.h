/* dg-answer-check.h: answers every record of a dataset blind, and flags what disagrees
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-brief.h"
#include "dg-library.h"
#include "dg-model.h"

G_BEGIN_DECLS

#define DG_TYPE_ANSWER_CHECK (dg_answer_check_get_type ())
G_DECLARE_FINAL_TYPE (DgAnswerCheck, dg_answer_check, DG, ANSWER_CHECK, GObject)

/**
 * DgAnswerCheckProgress:
 * @n_records: records to check
 * @n_checked: records checked, and their flags written
 * @n_flagged: those flagged
 * @n_skipped: records that two requests brought no verdict on; dg_answer_check_get_reason() says why
 * @usage: tokens so far
 * @cost_usd: dollars so far, NaN when the price is not known
 */
typedef struct
{
  guint n_records;
  guint n_checked;
  guint n_flagged;
  guint n_skipped;
  DgUsage usage;
  double cost_usd;
} DgAnswerCheckProgress;

DgAnswerCheck *dg_answer_check_new (
    DgLibrary *library, DgModel *model, const DgBrief *brief, const char *dataset, guint max_requests, guint64 seed);
guint dg_answer_check_estimate (const DgBrief *brief, GPtrArray *samples, guint n_records, DgUsage *usage);
double dg_answer_check_estimate_cost (const DgBrief *brief, DgModel *model, GPtrArray *samples, guint n_records);
void dg_answer_check_start_async (DgAnswerCheck *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
gboolean dg_answer_check_start_finish (DgAnswerCheck *self, GAsyncResult *result, GError **error);
const char *dg_answer_check_get_reason (DgAnswerCheck *self);
void dg_answer_check_get_progress (DgAnswerCheck *self, DgAnswerCheckProgress *progress);

G_END_DECLS
