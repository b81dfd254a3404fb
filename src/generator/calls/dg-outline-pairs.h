/* dg-outline-pairs.h: which values of an outline go together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-outline.h"

G_BEGIN_DECLS

/**
 * DgOutlineRepair:
 * @DG_OUTLINE_DROP_PAIRS: the pairs that make it impossible go
 * @DG_OUTLINE_DROP_VALUES: the value itself goes, unless it is the last of its dimension
 *
 * What becomes of a value that goes with nothing of another dimension.
 */
typedef enum
{
  DG_OUTLINE_DROP_PAIRS,
  DG_OUTLINE_DROP_VALUES,
} DgOutlineRepair;

gboolean dg_outline_allows (const DgOutline *self, guint a, guint b);
void dg_outline_remove_value (DgOutline *self, guint id);
void dg_outline_add_pair (DgOutline *self, guint a, guint b, DgPairRule rule);
void dg_outline_repair (DgOutline *self, DgOutlineRepair repair);

G_END_DECLS
