/* dg-revision.h: call 6: revises a record after notes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-draft.h"
#include "dg-checklist.h"
#include "dg-generator-types.h"
#include "dg-json.h"
#include "dg-model-request.h"
#include "dg-brief.h"

G_BEGIN_DECLS

/**
 * DgRevision:
 * @input: (owned)
 * @answer: (owned)
 * @too_much: whether more changed than the note asked for
 */
typedef struct
{
  char *input;
  char *answer;
  gboolean too_much;
} DgRevision;

DgModelRequest *
dg_revision_make_request (const DgBrief *brief, const DgSample *sample, const char *const *notes, const char *problem);
DgRevision *dg_revision_read (const DgBrief *brief, const DgSample *sample, DgJsonValue reply, GError **error);
void dg_revision_free (DgRevision *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRevision, dg_revision_free)

G_END_DECLS
