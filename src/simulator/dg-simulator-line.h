/* dg-simulator-line.h: a line of the coverage plan, as it stands in a request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

/**
 * DgPlanLine:
 * @source: (owned): the line itself, "" for a record that no line asks for
 * @n: the record's number
 * @parts: (owned) (element-type utf8 utf8): its parts but `n`, by name
 * @dimensions: (owned): the values of the parts that steer the text, without the material for it
 */
struct _DgPlanLine
{
  char *source;
  gint64 n;
  GHashTable *parts;
  char *dimensions;
};

DgPlanLine *dg_plan_line_new (const char *source);
void dg_plan_line_free (DgPlanLine *self);
const char *dg_plan_line_get (const DgPlanLine *self, const char *part);
gboolean dg_plan_line_has_value (const DgPlanLine *self, const char *value);
char *dg_plan_line_dup_answer (const DgPlanLine *self, const char *const *labels);
GPtrArray *dg_plan_lines_parse (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgPlanLine, dg_plan_line_free)

G_END_DECLS
