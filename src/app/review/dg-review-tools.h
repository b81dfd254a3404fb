/* dg-review-tools.h: what can be done with a whole dataset in Review
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-review-page.h"

G_BEGIN_DECLS

void dg_review_tools_install (GtkWidgetClass *page_class);
void dg_review_tools_update (DgReviewPage *page);
void dg_review_tools_tell_end (DgReviewPage *page, DgActiveRun *run);

G_END_DECLS
