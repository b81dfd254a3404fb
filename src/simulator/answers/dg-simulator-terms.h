/* dg-simulator-terms.h: the labels and the fields that a text names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DgTerm:
 * @name: (owned): a field
 * @type: what goes in, as set_answer_format calls it
 * @nullable: whether the text may be silent about it
 * @values: (owned) (nullable): the values that the text gives for it
 */
typedef struct
{
  char *name;
  const char *type;
  gboolean nullable;
  GStrv values;
} DgTerm;

GStrv dg_terms_split (const char *list);
GStrv dg_terms_find_labels (const char *text);
GPtrArray *dg_terms_find_json_fields (const char *text);
GPtrArray *dg_terms_find_xml_fields (const char *text);

G_END_DECLS
