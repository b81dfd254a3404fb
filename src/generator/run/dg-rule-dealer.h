/* dg-rule-dealer.h: which guidance rule holds for which line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-coverage-plan.h"
#include "dg-generator-types.h"
#include "dg-rule.h"

G_BEGIN_DECLS

DgRuleDealer *dg_rule_dealer_new (GPtrArray *rules, DgCoveragePlan *plan, guint64 seed);
void dg_rule_dealer_free (DgRuleDealer *self);
char *dg_rule_dealer_dup_section (DgRuleDealer *self);
gboolean dg_rule_dealer_append (DgRuleDealer *self, GString *out, guint line);
gboolean dg_rule_dealer_check (DgRuleDealer *self, guint line, const char *input, const char *answer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRuleDealer, dg_rule_dealer_free)

G_END_DECLS
