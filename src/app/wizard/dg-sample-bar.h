/* dg-sample-bar.h: the row above the samples: which round it is, and what makes the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-sample-desk.h"

G_BEGIN_DECLS

#define DG_TYPE_SAMPLE_BAR (dg_sample_bar_get_type ())
G_DECLARE_FINAL_TYPE (DgSampleBar, dg_sample_bar, DG, SAMPLE_BAR, GtkWidget)

void dg_sample_bar_set_narrow (DgSampleBar *self, gboolean narrow);
void dg_sample_bar_show (DgSampleBar *self, DgSampleDesk *desk);
void dg_sample_bar_close_rounds (DgSampleBar *self);

G_END_DECLS
