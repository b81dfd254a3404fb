/* make-brief.h: briefs for tests of the calls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "make-format.h"
#include "reply.h"

#include "dg-brief.h"

/* A brief of formats as make_format() takes them. Its edge cases are plain, irony and doubt. */
static inline DgBrief *
make_brief (const char *input, const char *answer)
{
  g_autoptr (DgChecklist) checklist = make_checklist ("{'task':'Sort it.','output_format':'As agreed.'}");
  g_autoptr (GError) error = NULL;
  DgBrief *brief = dg_brief_new (checklist, &error);
  DgDimension *edges = dg_dimension_new ("edge");

  g_assert_no_error (error);
  dg_record_format_unref (brief->format);
  brief->format = make_record_format (input, answer);
  edges->kind = DG_DIMENSION_EDGE;
  dg_dimension_add_value (edges, "plain", 70.0)->id = 1;
  dg_dimension_add_value (edges, "irony", 15.0)->id = 2;
  dg_dimension_add_value (edges, "doubt", 15.0)->id = 3;
  g_ptr_array_add (brief->outline->dimensions, edges);

  return brief;
}
