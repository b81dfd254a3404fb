/* dg-record-check-private.h: a check for a dataset that was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset-reading.h"
#include "dg-record-check.h"

G_BEGIN_DECLS

DgRecordCheck *dg_record_check_new_for_reading (const DgDatasetReading *reading, GCancellable *cancellable);

G_END_DECLS
