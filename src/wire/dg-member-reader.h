/* dg-member-reader.h: reads a text out of half-written JSON, as far as it goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wire-types.h"

G_BEGIN_DECLS

/*
 * The text of a tool call, `{"other":[…],"reply":"Which of…`, arrives in pieces cut anywhere. The reader finds the
 * member of the root object by name and decodes its string as it grows, so that people see it while it is written. It
 * is for showing only: what is kept of a reply comes from the scanner, when all of it is there.
 */

DgMemberReader *dg_member_reader_new (const char *name, gsize max_bytes);
void dg_member_reader_free (DgMemberReader *self);
gboolean dg_member_reader_push (DgMemberReader *self, const char *data, gsize length);
const char *dg_member_reader_get_text (DgMemberReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgMemberReader, dg_member_reader_free)

G_END_DECLS
