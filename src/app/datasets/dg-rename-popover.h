/* dg-rename-popover.h: another name for a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-datasets-model.h"

G_BEGIN_DECLS

#define DG_TYPE_RENAME_POPOVER (dg_rename_popover_get_type ())
G_DECLARE_FINAL_TYPE (DgRenamePopover, dg_rename_popover, DG, RENAME_POPOVER, GtkPopover)

void dg_rename_popover_ask (DgRenamePopover *self, DgDatasetsModel *model, const char *id);

G_END_DECLS
