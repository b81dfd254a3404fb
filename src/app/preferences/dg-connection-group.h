/* dg-connection-group.h: the key to the models, and whether they answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-engine.h"

G_BEGIN_DECLS

#define DG_TYPE_CONNECTION_GROUP (dg_connection_group_get_type ())
G_DECLARE_FINAL_TYPE (DgConnectionGroup, dg_connection_group, DG, CONNECTION_GROUP, AdwPreferencesGroup)

void dg_connection_group_set_engine (DgConnectionGroup *self, DgEngine *engine);

G_END_DECLS
