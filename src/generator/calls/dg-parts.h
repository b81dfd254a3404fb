/* dg-parts.h: the parts of the checklist as calls speak of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"

G_BEGIN_DECLS

/**
 * DgPart:
 * @item: an item of the checklist
 * @part: one of its parts
 */
typedef struct
{
  DgItem item;
  guint part;
} DgPart;

char *dg_part_dup_name (DgPart part);
const char *dg_part_get_question (DgPart part);
gboolean dg_part_is_closed (DgPart part);
gboolean dg_part_is_optional (DgPart part);
const char *dg_part_get_value (DgChecklist *checklist, DgPart part);
gboolean dg_part_is_from_person (DgChecklist *checklist, DgPart part);
gboolean dg_part_has_from_person (DgChecklist *checklist, DgPart part);
gboolean dg_point_is_from_person (DgChecklist *checklist, DgPart part, guint point);
guint dg_parts_get_number (void);
DgPart dg_parts_get (guint position);
char *dg_parts_dup_names (gboolean with_closed, const char *last);
char *dg_parts_dup_guide (gboolean with_closed);
char *dg_parts_dup_values (DgChecklist *checklist);

G_END_DECLS
