/* dg-health-card.h: one thing that a dataset is looked at for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_HEALTH_CARD (dg_health_card_get_type ())
G_DECLARE_FINAL_TYPE (DgHealthCard, dg_health_card, DG, HEALTH_CARD, GtkWidget)

GtkWidget *dg_health_card_new (const char *title, GtkWidget *content);
void dg_health_card_set_summary (DgHealthCard *self, const char *summary);

G_END_DECLS
