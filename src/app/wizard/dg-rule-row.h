/* dg-rule-row.h: a guidance rule, to be switched, edited and deleted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-sample-desk.h"

G_BEGIN_DECLS

#define DG_TYPE_RULE_ROW (dg_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (DgRuleRow, dg_rule_row, DG, RULE_ROW, GtkListBoxRow)

GtkWidget *dg_rule_row_new (DgSampleDesk *desk, const DgRule *rule);
guint dg_rule_row_get_id (DgRuleRow *self);
void dg_rule_row_show (DgRuleRow *self, const DgRule *rule);
void dg_rule_row_commit (DgRuleRow *self);

G_END_DECLS
