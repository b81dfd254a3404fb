/* dg-format-private.h: the inside of DgFormat, shared by those that read formats
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-format.h"

G_BEGIN_DECLS

struct _DgFormat
{
  gatomicrefcount ref_count;
  DgFormatKind kind;
  GPtrArray *fields;    /* (owned) (element-type DgField) */
  DgJsonSchema *schema; /* (owned) (nullable) of a JSON format */
  char *xml_root;       /* (owned) (nullable) the element around the others, where there is one */
};

DgFormat *dg_format_new (DgFormatKind kind);
DgField *dg_format_add_field (DgFormat *self, const char *const *path, DgFieldType type);
void dg_format_make_source (DgFormat *self);

G_END_DECLS
