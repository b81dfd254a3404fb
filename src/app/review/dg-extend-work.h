/* dg-extend-work.h: more records for a dataset, from its session to a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-engine.h"
#include "dg-run-list.h"

G_BEGIN_DECLS

void dg_extend_open_async (
    DgEngine *engine, DgDataset *dataset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgSession *dg_extend_open_finish (GAsyncResult *result, GError **error);

void dg_extend_start_async (DgEngine *engine,
                            DgRunList *runs,
                            DgSession *session,
                            DgDataset *dataset,
                            guint n_records,
                            const char *about,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
DgActiveRun *dg_extend_start_finish (GAsyncResult *result, char **say, GError **error);

G_END_DECLS
