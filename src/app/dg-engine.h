/* dg-engine.h: what stands behind the pages: the settings, the library, the connection to models
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-app-types.h"
#include "dg-library.h"
#include "dg-provider.h"

G_BEGIN_DECLS

#define DG_TYPE_ENGINE (dg_engine_get_type ())
G_DECLARE_FINAL_TYPE (DgEngine, dg_engine, DG, ENGINE, GObject)

DgEngine *dg_engine_new (GSettings *settings);
GSettings *dg_engine_get_settings (DgEngine *self);

/* the library */
DgLibrary *dg_engine_get_library (DgEngine *self);
const GError *dg_engine_get_library_error (DgEngine *self);
char *dg_engine_dup_folder (DgEngine *self);
void dg_engine_open_library (DgEngine *self);
void dg_engine_change_folder_async (
    DgEngine *self, const char *folder, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean dg_engine_change_folder_finish (DgEngine *self, GAsyncResult *result, GError **error);

/* models */
DgConnection dg_engine_get_connection (DgEngine *self);
const GError *dg_engine_get_connection_error (DgEngine *self);
DgCredentialProvider *dg_engine_get_credentials (DgEngine *self);
void dg_engine_find_credentials (DgEngine *self);
char *dg_engine_dup_provider (DgEngine *self);
char *dg_engine_dup_model (DgEngine *self);
DgModel *dg_engine_open_model (DgEngine *self, const char *provider, const char *model, GError **error);

G_END_DECLS
