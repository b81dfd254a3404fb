/* dg-guidance.h: call 5: notes become guidance rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-draft.h"
#include "dg-checklist.h"
#include "dg-generator-types.h"
#include "dg-json.h"
#include "dg-model-request.h"
#include "dg-outline.h"

G_BEGIN_DECLS

/**
 * DgRuleLink:
 * @note: id of a note
 * @rule: id of a rule in force
 *
 * A note that asks for what a rule says already.
 */
typedef struct
{
  guint note;
  guint rule;
} DgRuleLink;

/**
 * DgGuidance:
 * @rules: (owned) (element-type DgRule): new rules, without ids; `notes` name the notes they came from
 * @links: (owned) (element-type DgRuleLink): notes to be added to those of a rule that is in force
 * @unlinked: (owned) (nullable): the first rule that is not among them because no note asks for it
 * @reopens_format: whether a note asks for another format
 * @question: (owned): what the notes leave open, may be empty
 */
typedef struct
{
  GPtrArray *rules;
  GArray *links;
  char *unlinked;
  gboolean reopens_format;
  char *question;
} DgGuidance;

gboolean dg_guidance_is_needed (const DgDraft *draft);
DgModelRequest *
dg_guidance_make_request (const DgDraft *draft, DgChecklist *checklist, const DgOutline *outline, const char *problem);
char *dg_guidance_dup_problem (const DgDraft *draft, DgJsonValue reply);
DgGuidance *dg_guidance_read (const DgDraft *draft, const DgOutline *outline, DgJsonValue reply, GError **error);
void dg_guidance_free (DgGuidance *self);

DgModelRequest *dg_format_change_make_request (DgChecklist *checklist, const char *const *notes);
gboolean dg_format_change_apply (DgChecklist *checklist, DgJsonValue reply, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgGuidance, dg_guidance_free)

G_END_DECLS
