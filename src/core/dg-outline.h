/* dg-outline.h: what the records of a dataset vary in: dimensions, which values go together, and seeds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dimension.h"

G_BEGIN_DECLS

#define DG_OUTLINE_ERROR (dg_outline_error_quark ())
GQuark dg_outline_error_quark (void);

/**
 * DgOutlineError:
 * @DG_OUTLINE_ERROR_INVALID: not an outline; the message names the member
 *
 * Error domain of #DgOutline.
 */
typedef enum
{
  DG_OUTLINE_ERROR_INVALID,
} DgOutlineError;

/**
 * DgPairRule:
 * @DG_PAIR_ONLY: records with the first value have the second (or another that the first is `only` with) in its
 * dimension
 * @DG_PAIR_NEVER: no record has both
 */
typedef enum
{
  DG_PAIR_ONLY,
  DG_PAIR_NEVER,
} DgPairRule;

/**
 * DgPair:
 * @a: id of a value
 * @b: id of a value of another dimension
 * @rule: how they go together
 */
typedef struct
{
  guint a;
  guint b;
  DgPairRule rule;
} DgPair;

/**
 * DgOutline:
 * @dimensions: (owned) (element-type DgDimension): what varies; their values have ids, unique in the outline
 * @pairs: (owned) (element-type DgPair): which values go together
 * @seeds: (owned) (element-type utf8): concrete situations to write about
 * @by_hand: whether the person gave it, so that it outlives a change of the requirements
 *
 * A coverage plan before it is dealt onto records: it says nothing of how many there are.
 */
typedef struct
{
  GPtrArray *dimensions;
  GArray *pairs;
  GPtrArray *seeds;
  gboolean by_hand;
} DgOutline;

DgOutline *dg_outline_new (void);
DgOutline *dg_outline_new_from_json (const char *text, gssize length, GError **error);
DgOutline *dg_outline_new_for_dimensions (GPtrArray *dimensions);
DgOutline *dg_outline_copy (const DgOutline *self);
void dg_outline_free (DgOutline *self);
char *dg_outline_to_json (const DgOutline *self);
DgDimension *dg_outline_get_dimension (const DgOutline *self, guint position);
DgDimension *dg_outline_find_kind (const DgOutline *self, DgDimensionKind kind);
const DgDimensionValue *dg_outline_find_value (const DgOutline *self, guint id, DgDimension **dimension);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgOutline, dg_outline_free)

G_END_DECLS
