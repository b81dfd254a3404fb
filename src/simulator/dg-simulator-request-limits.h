/* dg-simulator-request-limits.h: what a request says that records must and must not be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-limit.h"
#include "dg-simulator-request.h"

G_BEGIN_DECLS

DgRequestLimits *dg_request_limits_new (const DgSimulatorRequest *request);
void dg_request_limits_free (DgRequestLimits *self);
char *dg_request_limits_keep (const DgRequestLimits *self, const DgPlanLine *line, DgColumn column, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRequestLimits, dg_request_limits_free)

G_END_DECLS
