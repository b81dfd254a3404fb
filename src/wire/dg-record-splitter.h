/* dg-record-splitter.h: cuts finished records out of half-written JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wire-types.h"

G_BEGIN_DECLS

/*
 * The text of a tool call, `{"records":[{…},{…}]}`, arrives in pieces cut anywhere, in the middle of an escape or of a
 * UTF-8 sequence too. The splitter finds the member of the root object by name and hands out each element of its array
 * as exact source text as soon as its last byte is there. It only finds borders: what it hands out may still be wrong
 * JSON and goes through the scanner before anything else looks at it.
 */

DgRecordSplitter *dg_record_splitter_new (const char *array_name, gsize max_bytes);
void dg_record_splitter_free (DgRecordSplitter *self);
void dg_record_splitter_push (DgRecordSplitter *self, const char *data, gsize length);
char *dg_record_splitter_next (DgRecordSplitter *self);
gboolean dg_record_splitter_is_finished (DgRecordSplitter *self);
gboolean dg_record_splitter_is_broken (DgRecordSplitter *self);
char *dg_record_splitter_dup_rest (DgRecordSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRecordSplitter, dg_record_splitter_free)

G_END_DECLS
