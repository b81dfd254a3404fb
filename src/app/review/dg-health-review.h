/* dg-health-review.h: how far a dataset has been reviewed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-dataset-health.h"

G_BEGIN_DECLS

#define DG_TYPE_HEALTH_REVIEW (dg_health_review_get_type ())
G_DECLARE_FINAL_TYPE (DgHealthReview, dg_health_review, DG, HEALTH_REVIEW, GtkWidget)

void dg_health_review_set_health (DgHealthReview *self, const DgDatasetHealth *health);

G_END_DECLS
