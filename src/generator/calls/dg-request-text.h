/* dg-request-text.h: what the texts of requests are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"
#include "dg-outline.h"

G_BEGIN_DECLS

/** Most characters of a reference text that a request shows of what seeds may draw on. */
#define DG_REFERENCE_CHARACTERS 12000

/** Most characters of a reference text that a request shows of what answers draw on. */
#define DG_ANSWER_REFERENCE_CHARACTERS 24000

char *dg_request_text_dup_shape (DgChecklist *checklist, DgItem item);
char *dg_request_text_dup_section (DgChecklist *checklist, DgItem item);
void dg_request_text_append_material (GString *out, const char *name, const char *text, guint n_characters);
char *dg_request_text_dup_reference (const char *reference, const char *about);
char *dg_request_text_dup_examples (GPtrArray *examples);
void dg_request_text_append_outline (GString *out, const DgOutline *outline);

G_END_DECLS
