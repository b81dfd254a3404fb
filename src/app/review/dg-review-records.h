/* dg-review-records.h: the records of a dataset, to be looked through
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-dataset-coverage.h"
#include "dg-record-editor.h"
#include "dg-record-list.h"

G_BEGIN_DECLS

#define DG_TYPE_REVIEW_RECORDS (dg_review_records_get_type ())
G_DECLARE_FINAL_TYPE (DgReviewRecords, dg_review_records, DG, REVIEW_RECORDS, GtkWidget)

void dg_review_records_set_source (DgReviewRecords *self, DgLibrary *library, const char *dataset);
void dg_review_records_set_inspected (DgReviewRecords *self, DgRecordCheck *check, DgDatasetCoverage *coverage);
void dg_review_records_refresh (DgReviewRecords *self);
void dg_review_records_save (DgReviewRecords *self);
void dg_review_records_set_narrow (DgReviewRecords *self, gboolean narrow);
gboolean dg_review_records_go_back (DgReviewRecords *self);
void dg_review_records_focus (DgReviewRecords *self);
void dg_review_records_show_numbers (DgReviewRecords *self, const guint *numbers, guint n_numbers, const char *title);

DgDataset *dg_review_records_get_dataset (DgReviewRecords *self);
DgRecordList *dg_review_records_get_list (DgReviewRecords *self);
DgRecordEditor *dg_review_records_get_editor (DgReviewRecords *self);
DgReviewHistory *dg_review_records_get_history (DgReviewRecords *self);

G_END_DECLS
