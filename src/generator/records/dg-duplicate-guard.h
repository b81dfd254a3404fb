/* dg-duplicate-guard.h: keeps records out that a dataset has already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-generator-types.h"
#include "dg-record.h"

G_BEGIN_DECLS

/** Inputs that share at least this much (Jaccard measure of their three-word runs) are the same but for a few words. */
#define DG_NEAR_DUPLICATE 0.7

DgDuplicateGuard *dg_duplicate_guard_new (void);
void dg_duplicate_guard_free (DgDuplicateGuard *self);
gboolean dg_duplicate_guard_admit (
    DgDuplicateGuard *self, const char *input, const char *answer, DgRefusal *reason, char **detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgDuplicateGuard, dg_duplicate_guard_free)

G_END_DECLS
