/* dg-record-shape-private.h: how texts are taken apart, for learning and for checking alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"
#include "dg-record-shape.h"

G_BEGIN_DECLS

/** The longest label, and the longest piece of one that a message shows. */
#define DG_SHAPE_LABEL_CHARACTERS 60

DgJsonDocument *dg_record_shape_parse (const char *text);
gboolean dg_record_shape_is_object (DgJsonDocument *document);
GStrv dg_record_shape_list_members (DgJsonValue object);
char *dg_record_shape_dup_label_value (DgJsonValue value);
const char *dg_record_shape_find_spelling (const char *const *labels, const char *text);

G_END_DECLS
