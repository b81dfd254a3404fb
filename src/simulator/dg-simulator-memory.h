/* dg-simulator-memory.h: the records of a run, so that one can be repeated
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

/**
 * DgRemembered:
 * @source: (owned): the line that the record was written for
 * @random: where its composition began
 *
 * All that is needed to write a record once more.
 */
typedef struct
{
  char *source;
  DgRandom random;
} DgRemembered;

DgRecordMemory *dg_record_memory_new (void);
void dg_record_memory_free (DgRecordMemory *self);
GArray *dg_record_memory_get_shelf (DgRecordMemory *self, const char *schema);
void dg_record_memory_keep (GArray *shelf, const char *source, DgRandom random);
const DgRemembered *dg_record_memory_recall (GArray *shelf, const char *answer, DgRandom *random);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRecordMemory, dg_record_memory_free)

G_END_DECLS
