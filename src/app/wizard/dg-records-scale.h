/* dg-records-scale.h: a scale for the number of records, with as much room for tens as for hundreds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_RECORDS_SCALE (dg_records_scale_get_type ())
G_DECLARE_FINAL_TYPE (DgRecordsScale, dg_records_scale, DG, RECORDS_SCALE, GtkWidget)

guint dg_records_scale_get_records (DgRecordsScale *self);
void dg_records_scale_set_records (DgRecordsScale *self, guint n_records);

G_END_DECLS
