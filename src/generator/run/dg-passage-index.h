/* dg-passage-index.h: which passages of a text speak of something
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-generator-types.h"

G_BEGIN_DECLS

/** Most characters of a passage. */
#define DG_PASSAGE_MOST 1500

GPtrArray *dg_passages_cut (const char *text);
char *dg_passages_dup_best (const char *text, const char *about, guint n_characters);

DgPassageIndex *dg_passage_index_new (GPtrArray *passages);
void dg_passage_index_free (DgPassageIndex *self);
GArray *dg_passage_index_rate (DgPassageIndex *self, const char *about);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgPassageIndex, dg_passage_index_free)

G_END_DECLS
