/* dg-passage-dealer.h: which passages of the reference text go with which request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-generator-types.h"

G_BEGIN_DECLS

/** Most characters of a reference text that every request has as a whole. */
#define DG_REFERENCE_WHOLE 24000

DgPassageDealer *dg_passage_dealer_new (const char *reference, guint64 seed);
void dg_passage_dealer_free (DgPassageDealer *self);
char *dg_passage_dealer_dup_section (DgPassageDealer *self, const char *suffix);
char *dg_passage_dealer_deal (DgPassageDealer *self, GPtrArray *lines, const char *suffix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgPassageDealer, dg_passage_dealer_free)

G_END_DECLS
