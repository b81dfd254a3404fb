/* dg-review-page.h: a saved dataset, record by record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset-health.h"
#include "dg-engine.h"
#include "dg-health-view.h"
#include "dg-page.h"
#include "dg-review-records.h"
#include "dg-run-list.h"

G_BEGIN_DECLS

#define DG_TYPE_REVIEW_PAGE (dg_review_page_get_type ())
G_DECLARE_FINAL_TYPE (DgReviewPage, dg_review_page, DG, REVIEW_PAGE, DgPage)

DgPage *dg_review_page_new (DgEngine *engine, DgRunList *runs, const char *dataset);
DgDataset *dg_review_page_get_dataset (DgReviewPage *self);
DgEngine *dg_review_page_get_engine (DgReviewPage *self);
DgRunList *dg_review_page_get_runs (DgReviewPage *self);
DgHealthView *dg_review_page_get_health (DgReviewPage *self);
DgReviewRecords *dg_review_page_get_records (DgReviewPage *self);
void dg_review_page_show_numbers (DgReviewPage *self, const guint *numbers, guint n_numbers, const char *title);

G_END_DECLS
