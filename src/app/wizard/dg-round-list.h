/* dg-round-list.h: the rounds of samples, and what each of them changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-draft.h"

G_BEGIN_DECLS

#define DG_TYPE_ROUND_LIST (dg_round_list_get_type ())
G_DECLARE_FINAL_TYPE (DgRoundList, dg_round_list, DG, ROUND_LIST, GtkWidget)

void dg_round_list_show (DgRoundList *self, const DgDraft *draft);

G_END_DECLS
