/* dg-blind-solve.h: call 7: answers inputs blind, and compares
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

/** Most records that one call is to solve. */
#define DG_BLIND_SOLVE_MOST 8

/**
 * DgVerdict:
 * @agrees: whether the blind answer is the record's, as far as a program can tell
 * @flag: (owned) (nullable): what a reviewer should look at, for a person; %NULL for nothing
 * @other: (owned) (nullable): the blind answer, for dg_answer_comparison_make_request(), when only a reader can compare
 */
typedef struct
{
  gboolean agrees;
  char *flag;
  char *other;
} DgVerdict;

DgModelRequest *dg_blind_solve_make_request (const DgBrief *brief, GPtrArray *records, guint first, guint n_records);
GPtrArray *dg_blind_solve_read (
    const DgBrief *brief, GPtrArray *records, guint first, guint n_records, DgJsonValue reply, GError **error);
DgModelRequest *
dg_answer_comparison_make_request (const DgBrief *brief, GPtrArray *records, GPtrArray *verdicts, guint64 seed);
gboolean
dg_answer_comparison_read (GPtrArray *records, GPtrArray *verdicts, guint64 seed, DgJsonValue reply, GError **error);
void dg_verdict_free (DgVerdict *self);

G_END_DECLS
