/* dg-datasets-loader.h: keeps the lines of the Datasets page as the library is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-datasets-model.h"
#include "dg-library.h"

G_BEGIN_DECLS

#define DG_TYPE_DATASETS_LOADER (dg_datasets_loader_get_type ())
G_DECLARE_FINAL_TYPE (DgDatasetsLoader, dg_datasets_loader, DG, DATASETS_LOADER, GObject)

DgDatasetsLoader *dg_datasets_loader_new (DgDatasetsModel *model);
DgLibrary *dg_datasets_loader_get_library (DgDatasetsLoader *self);
void dg_datasets_loader_set_library (DgDatasetsLoader *self, DgLibrary *library);
void dg_datasets_loader_set_awake (DgDatasetsLoader *self, gboolean awake);
void dg_datasets_loader_load (DgDatasetsLoader *self);
void dg_datasets_loader_hide (DgDatasetsLoader *self, const char *id);
void dg_datasets_loader_unhide (DgDatasetsLoader *self, const char *id);
gboolean dg_datasets_loader_is_loaded (DgDatasetsLoader *self);
const GError *dg_datasets_loader_get_error (DgDatasetsLoader *self);

G_END_DECLS
