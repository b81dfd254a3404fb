/* dg-review-history.h: the changes of a dataset under review, one after the other and back again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library-review.h"

G_BEGIN_DECLS

#define DG_TYPE_REVIEW_HISTORY (dg_review_history_get_type ())
G_DECLARE_FINAL_TYPE (DgReviewHistory, dg_review_history, DG, REVIEW_HISTORY, GObject)

DgReviewHistory *dg_review_history_new (void);
void dg_review_history_set_source (DgReviewHistory *self, DgLibrary *library, const char *dataset);
void dg_review_history_set_revision (DgReviewHistory *self, guint revision);
void dg_review_history_change (DgReviewHistory *self, const DgRecordChange *changes, guint n_changes);
void dg_review_history_undo (DgReviewHistory *self);
void dg_review_history_redo (DgReviewHistory *self);
gboolean dg_review_history_get_can_undo (DgReviewHistory *self);
gboolean dg_review_history_get_can_redo (DgReviewHistory *self);
gboolean dg_review_history_get_saving (DgReviewHistory *self);
const GError *dg_review_history_get_error (DgReviewHistory *self);
void dg_review_history_retry (DgReviewHistory *self);
void dg_review_history_forget (DgReviewHistory *self);

G_END_DECLS
