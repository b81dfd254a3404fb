/* dg-simulator-line.h: a line of the coverage plan, as it stands in a request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

/**
 * DgPlanLine:
 * @source: (owned): the line itself, "" for a record that nobody asked for by a line
 * @n: the record's number
 * @parts: (owned) (element-type utf8): names and values of all parts but `n`, in turns
 * @dimensions: (owned): the values of the parts that steer the text, without the material for it
 * @numbers: (owned) (element-type guint): the numbers that belong into the text
 */
struct _DgPlanLine
{
  char *source;
  gint64 n;
  GPtrArray *parts;
  char *dimensions;
  GArray *numbers;
};

DgPlanLine *dg_plan_line_new (const char *source);
void dg_plan_line_free (DgPlanLine *self);
const char *dg_plan_line_get (const DgPlanLine *self, const char *part);
gboolean dg_plan_line_has_value (const DgPlanLine *self, const char *value);
GPtrArray *dg_plan_lines_parse (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgPlanLine, dg_plan_line_free)

G_END_DECLS
