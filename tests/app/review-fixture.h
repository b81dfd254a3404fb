/* review-fixture.h: a dataset to look through, and the page that shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app-fixture.h"
#include "dg-review-page.h"

G_BEGIN_DECLS

char *review_import (AppFixture *fixture, const char *text);
char *review_import_many (AppFixture *fixture, guint n_records);
DgReviewRecords *review_present (AppFixture *fixture, const char *dataset);
void review_wait_for_number (DgReviewRecords *records, guint number);
void review_wait_saved (DgReviewRecords *records);
void review_activate (DgReviewRecords *records, const char *action);
gboolean review_is_enabled (DgReviewRecords *records, const char *action);
DgRecord *review_load (AppFixture *fixture, const char *dataset, guint number);
char *review_dup_shown (DgReviewRecords *records, DgRecordPart part);
void review_type (DgReviewRecords *records, DgRecordPart part, const char *text);

G_END_DECLS
