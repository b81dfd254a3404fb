/* dg-refused-list.h: what the model made and the dataset does not have, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-library.h"

G_BEGIN_DECLS

#define DG_TYPE_REFUSED_LIST (dg_refused_list_get_type ())
G_DECLARE_FINAL_TYPE (DgRefusedList, dg_refused_list, DG, REFUSED_LIST, GtkWidget)

void dg_refused_list_show_run (DgRefusedList *self, DgLibrary *library, const char *run, guint n_refused);

G_END_DECLS
