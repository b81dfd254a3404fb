/* dg-brief.h: everything that records are made from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"
#include "dg-draft.h"
#include "dg-outline.h"
#include "dg-record-format.h"

G_BEGIN_DECLS

/**
 * DgBrief:
 * @checklist: (owned): the requirements
 * @format: (owned): the format of the records, with its limits
 * @outline: (owned): what the records vary in
 * @rules: (owned) (element-type DgRule): the rules that are on
 * @examples: (owned) (element-type DgRecord): records that show what is wanted: the person's own, and approved samples
 * @reference: (owned) (nullable): a text to draw on
 */
typedef struct
{
  DgChecklist *checklist;
  DgRecordFormat *format;
  DgOutline *outline;
  GPtrArray *rules;
  GPtrArray *examples;
  char *reference;
} DgBrief;

DgBrief *dg_brief_new (DgChecklist *checklist, GError **error);
DgBrief *dg_brief_new_for_draft (const DgDraft *draft, GError **error);
DgBrief *dg_brief_copy (const DgBrief *self);
void dg_brief_free (DgBrief *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgBrief, dg_brief_free)

G_END_DECLS
