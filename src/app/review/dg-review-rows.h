/* dg-review-rows.h: the rows of a table that are in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"
#include "dg-review-row.h"

G_BEGIN_DECLS

#define DG_TYPE_REVIEW_ROWS (dg_review_rows_get_type ())
G_DECLARE_FINAL_TYPE (DgReviewRows, dg_review_rows, DG, REVIEW_ROWS, GObject)

DgReviewRows *dg_review_rows_new (void);
void dg_review_rows_set_source (DgReviewRows *self, DgLibrary *library, const char *dataset);
void dg_review_rows_set_numbers (DgReviewRows *self, GArray *numbers);
void dg_review_rows_renumber (DgReviewRows *self, guint from, int by);
DgReviewRow *dg_review_rows_get (DgReviewRows *self, guint position);
DgReviewRow *dg_review_rows_peek (DgReviewRows *self, guint number);
void dg_review_rows_reload (DgReviewRows *self);
void dg_review_rows_reload_at (DgReviewRows *self, guint position);
void dg_review_rows_set_held (DgReviewRows *self, gboolean held);
guint dg_review_rows_get_n_alive (DgReviewRows *self);

G_END_DECLS
