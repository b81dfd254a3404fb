/* dg-review-marks.h: what is thought of a record, as small pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-review-row.h"

G_BEGIN_DECLS

#define DG_TYPE_REVIEW_MARKS (dg_review_marks_get_type ())
G_DECLARE_FINAL_TYPE (DgReviewMarks, dg_review_marks, DG, REVIEW_MARKS, GtkWidget)

DgReviewRow *dg_review_marks_get_row (DgReviewMarks *self);
void dg_review_marks_set_row (DgReviewMarks *self, DgReviewRow *row);

G_END_DECLS
