/* dg-material-group.h: what the person brings along for a dataset: examples, and a text to draw on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DG_TYPE_MATERIAL_GROUP (dg_material_group_get_type ())
G_DECLARE_FINAL_TYPE (DgMaterialGroup, dg_material_group, DG, MATERIAL_GROUP, AdwPreferencesGroup)

GPtrArray *dg_material_group_get_examples (DgMaterialGroup *self);
const char *dg_material_group_get_reference (DgMaterialGroup *self);

G_END_DECLS
