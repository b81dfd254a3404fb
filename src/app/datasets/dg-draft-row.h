/* dg-draft-row.h: an unfinished dataset on the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-entry-row.h"

G_BEGIN_DECLS

#define DG_TYPE_DRAFT_ROW (dg_draft_row_get_type ())
G_DECLARE_FINAL_TYPE (DgDraftRow, dg_draft_row, DG, DRAFT_ROW, DgEntryRow)

GtkWidget *dg_draft_row_new (void);

G_END_DECLS
