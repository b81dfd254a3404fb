/* dg-dimension-private.h: what checklists and outlines in JSON have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dimension.h"

G_BEGIN_DECLS

/* More than this is no plan of a thousand records at most. */
#define DG_MAX_DIMENSIONS 20
#define DG_MAX_DIMENSION_VALUES 200
#define DG_MAX_WAYS 16

void dg_dimension_append_json (const DgDimension *self, GString *out);

G_END_DECLS
