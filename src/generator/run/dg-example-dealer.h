/* dg-example-dealer.h: which examples go with which request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-generator-types.h"

G_BEGIN_DECLS

DgExampleDealer *dg_example_dealer_new (GPtrArray *examples, guint64 seed);
void dg_example_dealer_free (DgExampleDealer *self);
char *dg_example_dealer_deal (DgExampleDealer *self, GPtrArray *wanted, const char *suffix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgExampleDealer, dg_example_dealer_free)

G_END_DECLS
