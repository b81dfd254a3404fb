/* dg-record-preview.h: a few records as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_RECORD_PREVIEW (dg_record_preview_get_type ())
G_DECLARE_FINAL_TYPE (DgRecordPreview, dg_record_preview, DG, RECORD_PREVIEW, GtkWidget)

void dg_record_preview_set_records (DgRecordPreview *self, GPtrArray *records);

G_END_DECLS
