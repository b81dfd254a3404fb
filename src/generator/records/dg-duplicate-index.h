/* dg-duplicate-index.h: which records of a large dataset say nearly the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-generator-types.h"
#include "dg-record.h"

G_BEGIN_DECLS

/**
 * DgDuplicateKind:
 * @DG_DUPLICATE_SAME: the same input, and the same answer
 * @DG_DUPLICATE_CONFLICT: the same input with another answer
 * @DG_DUPLICATE_ALIKE: nearly the same input
 */
typedef enum
{
  DG_DUPLICATE_SAME,
  DG_DUPLICATE_CONFLICT,
  DG_DUPLICATE_ALIKE,
} DgDuplicateKind;

/**
 * DgDuplicateGroup:
 * @kind: what holds it together: %DG_DUPLICATE_CONFLICT when any two of its records contradict each other, else
 *   %DG_DUPLICATE_SAME when all have the same input, else %DG_DUPLICATE_ALIKE
 * @numbers: (owned) (element-type guint): its records, in their order; two or more
 */
typedef struct
{
  DgDuplicateKind kind;
  GArray *numbers;
} DgDuplicateGroup;

void dg_duplicate_group_free (DgDuplicateGroup *self);

/**
 * DgDuplicateIndex:
 *
 * Finds what DgDuplicateGuard would refuse, without comparing everything with everything. Whoever has it, has it alone:
 * it may be made in one thread and used in another, but not in two at once.
 */
typedef struct _DgDuplicateIndex DgDuplicateIndex;

DgDuplicateIndex *dg_duplicate_index_new (GPtrArray *records, GCancellable *cancellable);
void dg_duplicate_index_free (DgDuplicateIndex *self);
GPtrArray *dg_duplicate_index_find_groups (DgDuplicateIndex *self, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgDuplicateIndex, dg_duplicate_index_free)

G_END_DECLS
