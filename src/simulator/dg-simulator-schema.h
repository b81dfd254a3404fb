/* dg-simulator-schema.h: what a tool's input schema asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"
#include "dg-simulator-types.h"

G_BEGIN_DECLS

gboolean dg_schema_has_type (DgJsonValue schema, const char *type);
gboolean dg_schema_find_property (DgJsonValue schema, const char *prefix, char **found, DgJsonValue *values);
gboolean dg_schema_is_record (DgJsonValue schema);
DgJsonValue dg_schema_get_nth (DgJsonValue values, guint n);
GStrv dg_schema_dup_labels (DgJsonValue schema);

G_END_DECLS
