/* dg-run.h: the run that makes a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-brief.h"
#include "dg-generator-types.h"
#include "dg-lease.h"
#include "dg-library.h"
#include "dg-model.h"

G_BEGIN_DECLS

/** The least and the most records of a dataset. */
#define DG_MIN_RECORDS 10
#define DG_MAX_RECORDS 1000

#define DG_TYPE_RUN (dg_run_get_type ())
G_DECLARE_FINAL_TYPE (DgRun, dg_run, DG, RUN, GObject)

/**
 * DgRunOptions:
 * @session: the session that the run belongs to; it must be in the library
 * @lease: (nullable): the lease of the session, when the caller holds it; it must outlive the run
 * @kind: what the records become
 * @run: (nullable): an interrupted run to go on with; then the rest must be as it was when that run began, but for
 *   @seeded, which the library knows
 * @dataset: (nullable): the dataset to extend, %NULL to make a new one
 * @seeded: (nullable) (element-type DgRecord): approved samples that are rows of the dataset
 * @known: (nullable) (element-type DgRecord): records that nothing may be like: those of the dataset to extend, or
 * other samples
 * @n_records: how many records the file gets (with @seeded, or in addition to those of @dataset); %DG_MIN_RECORDS to
 *   %DG_MAX_RECORDS for a new dataset, any number from 1 on for samples and an extension
 * @format: the format of the file
 * @seed: the same seed and the same replies give the same dataset
 * @max_requests: most requests in flight, at least 1; the service may take fewer
 * @grace_ms: how long requests in flight may go on once the run has failed, in milliseconds; what they bring is paid
 * for
 * @patient: whether the run waits for a service that has worked and is out of reach now, however long that takes
 * @max_cost_usd: dollars that may be spent, those of a run that is gone on with among them; 0 for no limit, and with a
 *   limit the model's price must be known
 * @check_model: (nullable): who checks the answers when the run has ended; the run only keeps it, with @max_cost_usd,
 *   for whoever goes on with it
 */
typedef struct
{
  const char *session;
  DgLease *lease;
  DgRunKind kind;
  const char *run;
  const char *dataset;
  GPtrArray *seeded;
  GPtrArray *known;
  guint n_records;
  DgFileFormat format;
  guint64 seed;
  guint max_requests;
  guint grace_ms;
  gboolean patient;
  double max_cost_usd;
  const char *check_model;
} DgRunOptions;

/**
 * DgRunProgress:
 * @requested: records that the run is to make, without the seeded ones
 * @accepted: records that are in the database
 * @duplicates: refused as duplicates or conflicts
 * @invalid: refused as invalid
 * @surplus: good ones too many
 * @in_flight: requests under way
 * @usage: tokens so far
 * @cost_usd: dollars so far, NaN when the price is not known
 * @slowed: whether the service makes the run slower than it could be
 * @unreachable: whether the service was out of reach when it was last asked; it is asked again
 */
typedef struct
{
  guint requested;
  guint accepted;
  guint duplicates;
  guint invalid;
  guint surplus;
  guint in_flight;
  DgUsage usage;
  double cost_usd;
  gboolean slowed;
  gboolean unreachable;
} DgRunProgress;

DgRun *
dg_run_new (DgLibrary *library, DgModel *model, const DgBrief *brief, const DgRunOptions *options, GError **error);
void dg_run_start_async (DgRun *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgRunReport *dg_run_start_finish (DgRun *self, GAsyncResult *result, GError **error);
void dg_run_pause (DgRun *self);
void dg_run_go_on (DgRun *self);
gboolean dg_run_is_paused (DgRun *self);
void dg_run_stop (DgRun *self);
const char *dg_run_get_id (DgRun *self);
guint dg_run_get_n_records (DgRun *self);
const char *dg_run_get_reason (DgRun *self);
GPtrArray *dg_run_get_records (DgRun *self);
const char *dg_run_get_vain_reason (DgRun *self, guint line);
char *dg_run_dup_line (DgRun *self, DgRecord *record);
void dg_run_get_progress (DgRun *self, DgRunProgress *progress);

G_END_DECLS
