/* dg-json-schema.h: checks JSON values against a JSON Schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"

G_BEGIN_DECLS

#define DG_JSON_SCHEMA_ERROR (dg_json_schema_error_quark ())
GQuark dg_json_schema_error_quark (void);

/**
 * DgJsonSchemaError:
 * @DG_JSON_SCHEMA_ERROR_INVALID: a keyword has a value that the specification does not allow
 * @DG_JSON_SCHEMA_ERROR_UNSUPPORTED: a keyword whose meaning this program cannot check
 */
typedef enum
{
  DG_JSON_SCHEMA_ERROR_INVALID,
  DG_JSON_SCHEMA_ERROR_UNSUPPORTED,
} DgJsonSchemaError;

DgJsonSchema *dg_json_schema_new (DgJsonValue schema, GError **error);
DgJsonSchema *dg_json_schema_ref (DgJsonSchema *self);
void dg_json_schema_unref (DgJsonSchema *self);
DgJsonValue dg_json_schema_get_root (DgJsonSchema *self);
gboolean dg_json_schema_validate (DgJsonSchema *self, DgJsonValue value, char **problem);
GStrv dg_json_schema_dup_problems (DgJsonSchema *self, DgJsonValue value, guint most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgJsonSchema, dg_json_schema_unref)

G_END_DECLS
