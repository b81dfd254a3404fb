/* dg-library.h: the library: sessions, runs and datasets in SQLite, dataset files in uploads/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-dataset.h"
#include "dg-draft.h"
#include "dg-record.h"
#include "dg-run-report.h"
#include "dg-store-types.h"

G_BEGIN_DECLS

#define DG_TYPE_LIBRARY (dg_library_get_type ())
G_DECLARE_FINAL_TYPE (DgLibrary, dg_library, DG, LIBRARY, GObject)

/**
 * DgRunBatch:
 * @records: (element-type DgRecord) (nullable): records that passed every check
 * @refused: (element-type DgRefusedRecord) (nullable): records that did not
 * @call: (nullable): a model call that has ended
 *
 * What a run learned at one moment; goes into the database in one transaction, or not at all.
 */
typedef struct
{
  GPtrArray *records;
  GPtrArray *refused;
  DgCall *call;
} DgRunBatch;

/**
 * DgRunStart:
 * @session: the session that it belongs to
 * @kind: what the records become
 * @requested: rows that the file gets, @seeded among them; with @dataset, rows to be added
 * @format: the format of the file
 * @seed: what the coverage plan was drawn with
 * @outline: (nullable): what the records vary in, as JSON text
 * @dataset: (nullable): the dataset to extend
 * @seeded: (nullable) (element-type DgRecord): samples that are rows of the dataset from the start, approved as they
 * are
 * @max_cost_usd: dollars that may be spent, 0 for no limit
 * @check_model: (nullable): who checks the answers afterwards
 *
 * What a run begins with.
 */
typedef struct
{
  const char *session;
  DgRunKind kind;
  guint requested;
  DgFileFormat format;
  guint64 seed;
  const char *outline;
  const char *dataset;
  GPtrArray *seeded;
  double max_cost_usd;
  const char *check_model;
} DgRunStart;

/* opening */
void dg_library_open_async (const char *folder, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgLibrary *dg_library_open_finish (GAsyncResult *result, GError **error);
const char *dg_library_get_folder (DgLibrary *self);
gboolean dg_library_is_workspace (DgLibrary *self);

/* sessions: core's DgDraft is their row */
void dg_library_save_draft_async (
    DgLibrary *self, const DgDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char *dg_library_save_draft_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_load_draft_async (
    DgLibrary *self, const char *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgDraft *dg_library_load_draft_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void
dg_library_list_drafts_async (DgLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *dg_library_list_drafts_finish (DgLibrary *self, GAsyncResult *result, GError **error);

void dg_library_discard_draft_async (
    DgLibrary *self, const char *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgDraft *dg_library_discard_draft_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_restore_draft_async (
    DgLibrary *self, const DgDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean dg_library_restore_draft_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_add_calls_async (DgLibrary *self,
                                 const char *session,
                                 GPtrArray *calls,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean dg_library_add_calls_finish (DgLibrary *self, GAsyncResult *result, GError **error);

void dg_library_load_figures_async (DgLibrary *self,
                                    const char *session,
                                    const char *model,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
gboolean dg_library_load_figures_finish (DgLibrary *self, GAsyncResult *result, DgRunFigures *figures, GError **error);

/* runs */
void dg_library_begin_run_async (
    DgLibrary *self, const DgRunStart *start, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char *dg_library_begin_run_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_add_batch_async (DgLibrary *self,
                                 const char *run,
                                 const DgRunBatch *batch,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean dg_library_add_batch_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_resume_run_async (DgLibrary *self,
                                  const char *run,
                                  double max_cost_usd,
                                  const char *check_model,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
GPtrArray *dg_library_resume_run_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_end_run_async (DgLibrary *self,
                               const char *run,
                               DgRunStatus status,
                               double seconds,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
DgRunReport *dg_library_end_run_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_load_report_async (
    DgLibrary *self, const char *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgRunReport *dg_library_load_report_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_load_run_report_async (
    DgLibrary *self, const char *run, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgRunReport *dg_library_load_run_report_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_load_refused_async (DgLibrary *self,
                                    const char *run,
                                    guint most,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
GPtrArray *dg_library_load_refused_finish (DgLibrary *self, GAsyncResult *result, GError **error);

/* datasets */
void dg_library_list_datasets_async (DgLibrary *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
GPtrArray *dg_library_list_datasets_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_load_dataset_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgDataset *dg_library_load_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_load_records_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *dg_library_load_records_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_delete_dataset_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgDataset *dg_library_delete_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void
dg_library_list_deleted_async (DgLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *dg_library_list_deleted_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_restore_dataset_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgDataset *dg_library_restore_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_duplicate_dataset_async (DgLibrary *self,
                                         const char *id,
                                         const char *name,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer data);
DgDataset *dg_library_duplicate_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_export_dataset_async (DgLibrary *self,
                                      const char *id,
                                      const char *path,
                                      DgFileFormat format,
                                      gboolean overwrite,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
DgDataset *dg_library_export_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
