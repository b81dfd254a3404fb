/* dg-simulator-composer.h: answers a request from its own tool schema and texts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

DgComposer *dg_composer_new (guint64 seed);
void dg_composer_free (DgComposer *self);
char *
dg_composer_write_reply (DgComposer *self, const DgSimulatorRequest *request, DgRecordFaults *faults, guint *n_records);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgComposer, dg_composer_free)

G_END_DECLS
