/* dg-simulator-fault.h: what goes wrong on purpose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

DgFaultPlan *dg_fault_plan_new (const char *const *specs, guint64 seed, GError **error);
void dg_fault_plan_free (DgFaultPlan *self);
DgFault dg_fault_plan_draw (const DgFaultPlan *self, guint request_number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgFaultPlan, dg_fault_plan_free)

G_END_DECLS
