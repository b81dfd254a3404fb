/* dg-simulator-fault.h: what goes wrong on purpose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

/**
 * DgRecordFaults:
 * @duplicate: how probable it is that a record repeats an earlier one
 * @invalid: how probable it is that a record breaks its format
 * @random: what decides about it
 */
struct _DgRecordFaults
{
  double duplicate;
  double invalid;
  DgRandom random;
};

DgFaultPlan *dg_fault_plan_new (const char *const *specs, guint64 seed, GError **error);
void dg_fault_plan_free (DgFaultPlan *self);
DgFault dg_fault_plan_draw (const DgFaultPlan *self, guint request_number);
DgRecordFaults dg_fault_plan_draw_records (const DgFaultPlan *self, guint request_number);
const char *dg_fault_get_name (DgFault fault);
GError *dg_fault_make_error (DgFault fault, gboolean in_stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgFaultPlan, dg_fault_plan_free)

G_END_DECLS
