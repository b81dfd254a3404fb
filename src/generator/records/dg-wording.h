/* dg-wording.h: what an input says, in a form that can be compared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DgWording DgWording;

DgWording *dg_wording_new (const char *input);
void dg_wording_free (DgWording *self);
double dg_wording_compare (const DgWording *self, const DgWording *other, double least);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgWording, dg_wording_free)

G_END_DECLS
