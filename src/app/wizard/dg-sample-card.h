/* dg-sample-card.h: a sample, and all that can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-sample-desk.h"

G_BEGIN_DECLS

#define DG_TYPE_SAMPLE_CARD (dg_sample_card_get_type ())
G_DECLARE_FINAL_TYPE (DgSampleCard, dg_sample_card, DG, SAMPLE_CARD, GtkWidget)

GtkWidget *dg_sample_card_new (DgSampleDesk *desk, DgSampleItem *item);
void dg_sample_card_commit (DgSampleCard *self);

G_END_DECLS
