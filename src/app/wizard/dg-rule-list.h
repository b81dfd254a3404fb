/* dg-rule-list.h: the guidance rules beside the samples
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-sample-desk.h"

G_BEGIN_DECLS

#define DG_TYPE_RULE_LIST (dg_rule_list_get_type ())
G_DECLARE_FINAL_TYPE (DgRuleList, dg_rule_list, DG, RULE_LIST, GtkWidget)

void dg_rule_list_set_desk (DgRuleList *self, DgSampleDesk *desk);
void dg_rule_list_commit (DgRuleList *self);

G_END_DECLS
