/* dg-extension.h: call 8: more records of a kind that the person describes
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

/** The weight of a value that is dealt to no record. */
#define DG_EXTENSION_TRIFLE 1e-6

/**
 * DgExtension:
 * @outlines: (owned) (element-type DgOutline): what each part varies in
 * @counts: (owned) (element-type guint): how many records each part has; they add up to what was asked for
 * @say: (owned): the wish repeated with its numbers, for a person
 * @question: (owned): what the wish leaves open, may be empty
 */
typedef struct
{
  GPtrArray *outlines;
  GArray *counts;
  char *say;
  char *question;
} DgExtension;

DgModelRequest *
dg_extension_make_request (DgChecklist *checklist, const DgOutline *outline, const char *about, guint n_records);
DgExtension *dg_extension_read (const DgOutline *outline, guint n_records, DgJsonValue reply, GError **error);
DgOutline *dg_extension_merge (const DgExtension *self);
void dg_extension_free (DgExtension *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgExtension, dg_extension_free)

G_END_DECLS
