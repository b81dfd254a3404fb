/* dg-record-check-private.h: what a check is made of, and a check for a dataset that was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset-reading.h"
#include "dg-record-check.h"
#include "dg-record-shape.h"

G_BEGIN_DECLS

struct _DgRecordCheck
{
  gatomicrefcount ref_count;
  DgRecordFormat *format;   /* (owned): free text where none was agreed */
  DgRecordShape *shapes[2]; /* (owned) (nullable): by #DgColumn; only where none was agreed */
  GArray *fields;           /* (owned) (element-type guint): the fields of the agreed format that hold labels */
  gboolean may_repeat;      /* whether answers may well be their inputs */
};

DgRecordCheck *dg_record_check_new_for_reading (const DgDatasetReading *reading, GCancellable *cancellable);

G_END_DECLS
