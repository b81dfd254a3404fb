/* dg-dataset-health-private.h: the parts of what a dataset is like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset-health.h"

G_BEGIN_DECLS

void dg_health_lengths_init (DgHealthLengths *self, GPtrArray *records, DgColumn column);
void dg_health_lengths_clear (DgHealthLengths *self);
GPtrArray *dg_health_count_labels (DgRecordCheck *check, GPtrArray *records, GCancellable *cancellable);

G_END_DECLS
