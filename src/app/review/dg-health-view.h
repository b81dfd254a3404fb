/* dg-health-view.h: what a dataset is like as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-dataset-health.h"

G_BEGIN_DECLS

#define DG_TYPE_HEALTH_VIEW (dg_health_view_get_type ())
G_DECLARE_FINAL_TYPE (DgHealthView, dg_health_view, DG, HEALTH_VIEW, GtkWidget)

void dg_health_view_set_dataset (DgHealthView *self, DgLibrary *library, const char *dataset);
void dg_health_view_refresh (DgHealthView *self);
const DgDatasetHealth *dg_health_view_get_health (DgHealthView *self);

G_END_DECLS
