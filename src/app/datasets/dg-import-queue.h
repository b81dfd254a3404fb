/* dg-import-queue.h: files that wait to be imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-datasets-model.h"
#include "dg-library.h"

G_BEGIN_DECLS

#define DG_TYPE_IMPORT_QUEUE (dg_import_queue_get_type ())
G_DECLARE_FINAL_TYPE (DgImportQueue, dg_import_queue, DG, IMPORT_QUEUE, GObject)

DgImportQueue *dg_import_queue_new (GtkWidget *page, DgDatasetsModel *model);
void dg_import_queue_set_library (DgImportQueue *self, DgLibrary *library);
void dg_import_queue_add (DgImportQueue *self, GFile *file);
void dg_import_queue_choose_file (DgImportQueue *self);
void dg_import_queue_add_drop_target (DgImportQueue *self, GtkRevealer *highlight);

G_END_DECLS
