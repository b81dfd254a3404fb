/* dg-review-row.h: a record as the table shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-record.h"

G_BEGIN_DECLS

/** How much of a text a row keeps, in characters: more than a line ever shows. */
#define DG_REVIEW_ROW_CHARACTERS 300

#define DG_TYPE_REVIEW_ROW (dg_review_row_get_type ())
G_DECLARE_FINAL_TYPE (DgReviewRow, dg_review_row, DG, REVIEW_ROW, GObject)

DgReviewRow *dg_review_row_new (guint number);
void dg_review_row_fill (DgReviewRow *self, DgRecord *record);
guint dg_review_row_get_number (DgReviewRow *self);
void dg_review_row_set_number (DgReviewRow *self, guint number);
gboolean dg_review_row_is_filled (DgReviewRow *self);
const char *dg_review_row_get_input (DgReviewRow *self);
const char *dg_review_row_get_answer (DgReviewRow *self);
DgReview dg_review_row_get_review (DgReviewRow *self);
void dg_review_row_set_review (DgReviewRow *self, DgReview review);
gboolean dg_review_row_get_noted (DgReviewRow *self);
gboolean dg_review_row_get_look (DgReviewRow *self);
char *dg_review_row_dup_state (DgReviewRow *self);

G_END_DECLS
