/* dg-run-report.h: what a run asked for, did and cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-core-types.h"
#include "dg-usage.h"

G_BEGIN_DECLS

/**
 * DgRunStatus:
 * @DG_RUN_RUNNING: under way, or cut off by a crash and waiting to be resumed
 * @DG_RUN_INTERRUPTED: stopped by the user before a dataset was saved; can be resumed
 * @DG_RUN_COMPLETE: every record that was asked for is in the dataset
 * @DG_RUN_PARTIAL: a dataset was saved with fewer records
 * @DG_RUN_FAILED: nothing was saved
 */
typedef enum
{
  DG_RUN_RUNNING,
  DG_RUN_INTERRUPTED,
  DG_RUN_COMPLETE,
  DG_RUN_PARTIAL,
  DG_RUN_FAILED,
} DgRunStatus;

/**
 * DgRunKind:
 * @DG_RUN_DATASET: the records become a dataset, or more records of one
 * @DG_RUN_SAMPLES: the records become sample cards; no file is written
 *
 * What the records of a run become.
 */
typedef enum
{
  DG_RUN_DATASET,
  DG_RUN_SAMPLES,
} DgRunKind;

/**
 * DgCall:
 * @purpose: (owned): what it was for: `generate`, `analyze`, …
 * @model: (owned): the model's id
 * @request_id: (owned) (nullable): the service's id of the call, what AWS support asks for
 * @stop_reason: (owned) (nullable): why the model stopped; %NULL when the call failed
 * @error: (owned) (nullable): what went wrong, without secrets or the user's text
 * @usage: tokens
 * @cost_usd: dollars, NaN when the price is not known
 * @presumed_usd: dollars that it may have cost besides, at worst: a call that broke off may be billed
 * @latency_ms: from sending the request to the end of the reply
 * @retries: how often it was sent again before it came to this end
 *
 * One call of a model, as it is kept: every call is stored with what it used.
 */
typedef struct
{
  char *purpose;
  char *model;
  char *request_id;
  char *stop_reason;
  char *error;
  DgUsage usage;
  double cost_usd;
  double presumed_usd;
  gint64 latency_ms;
  guint retries;
} DgCall;

/**
 * DgRunFigures:
 * @n_calls: good calls of runs
 * @n_records: records that came of them, refused ones among them
 * @usage: their tokens
 * @latency_ms: their time, one after the other
 *
 * What the runs of a session have taken so far, for telling what another will.
 */
typedef struct
{
  guint n_calls;
  guint n_records;
  DgUsage usage;
  gint64 latency_ms;
} DgRunFigures;

/**
 * DgRunReport:
 *
 * The report of a run, member by member what `--json` prints. All text is owned; what is not known is %NULL. The counts
 * are read from the database, so they are true after a crash too:
 * raw records = accepted + duplicates + invalid + surplus, and records = seeded + accepted.
 */
typedef struct
{
  char *run;
  char *session;
  char *dataset;
  char *name;
  char *path;
  char *provider;
  char *model;
  DgFileFormat format;
  DgRunStatus status;
  guint requested;
  guint64 seed;        /* what the coverage plan was drawn with; for going on with the run, not for printing */
  char *outline;       /* (nullable) what its records vary in, as JSON text; for going on with the run, likewise */
  char *extends;       /* (nullable) the dataset that it adds to; for going on with the run, likewise */
  double max_cost_usd; /* dollars that it may spend, 0 for no limit; for going on with the run, likewise */
  char *check_model;   /* (nullable) who checks its answers afterwards; for going on with the run, likewise */
  guint seeded;
  guint accepted;
  guint duplicates;
  guint invalid;
  guint surplus;
  guint calls;
  guint retries;
  DgUsage usage;
  double cost_usd;       /* NaN when a call's price is not known */
  double known_cost_usd; /* of the calls whose price is known; for going on with the run, not for printing */
  double presumed_usd;   /* what calls that broke off may have cost besides, at worst; likewise */
  double seconds;
} DgRunReport;

DgCall *dg_call_new (const char *purpose, const char *model);
DgCall *dg_call_copy (const DgCall *self);
void dg_call_free (DgCall *self);

DgRunReport *dg_run_report_new (void);
void dg_run_report_free (DgRunReport *self);
guint dg_run_report_get_records (const DgRunReport *self);
guint dg_run_report_get_raw_records (const DgRunReport *self);
double dg_run_report_get_first_try_valid (const DgRunReport *self);

const char *dg_run_status_get_id (DgRunStatus status);
gboolean dg_run_status_from_id (const char *id, DgRunStatus *status);
const char *dg_run_kind_get_id (DgRunKind kind);
gboolean dg_run_kind_from_id (const char *id, DgRunKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgCall, dg_call_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRunReport, dg_run_report_free)

G_END_DECLS
