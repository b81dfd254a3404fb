/* dg-text-search.h: finding a text in others, whatever the case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DgTextSearch DgTextSearch;

DgTextSearch *dg_text_search_new (const char *text);
void dg_text_search_free (DgTextSearch *self);
gboolean dg_text_search_matches (DgTextSearch *self, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgTextSearch, dg_text_search_free)

G_END_DECLS
