/* dg-record-finder.h: finds records of a dataset, for as long as their numbers hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library-query.h"

G_BEGIN_DECLS

#define DG_TYPE_RECORD_FINDER (dg_record_finder_get_type ())
G_DECLARE_FINAL_TYPE (DgRecordFinder, dg_record_finder, DG, RECORD_FINDER, GObject)

DgRecordFinder *dg_record_finder_new (void);
void dg_record_finder_set_source (DgRecordFinder *self, DgLibrary *library, const char *dataset);
void dg_record_finder_find (DgRecordFinder *self, const DgRecordQuery *query);
void dg_record_finder_find_again (DgRecordFinder *self);
void dg_record_finder_set_held (DgRecordFinder *self, gboolean held);
const DgRecordQuery *dg_record_finder_get_query (DgRecordFinder *self);

G_END_DECLS
