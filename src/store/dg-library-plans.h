/* dg-library-plans.h: what the runs of a dataset planned
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"

G_BEGIN_DECLS

/**
 * DgPlannedRecord:
 * @number: the record, its row in the file counted from 1
 * @line: the line of the run's plan that it was made for, 0 for none
 * @origin: where it comes from
 *
 * A record that a run brought into a dataset.
 */
typedef struct
{
  guint number;
  guint line;
  DgOrigin origin;
} DgPlannedRecord;

/**
 * DgRunPlan:
 * @run: (owned): the run
 * @session: (owned): the session that it belongs to
 * @outline: (owned) (nullable): what its records vary in, as JSON text; %NULL when that was not kept
 * @seed: what its plan was drawn with
 * @requested: rows that were asked for; when @extends is %FALSE, those that the samples became are among them
 * @extends: whether it added to the dataset
 * @records: (owned) (element-type DgPlannedRecord): what is left of what it brought, by number
 *
 * What the plan of a run is drawn from, and which record was made for which of its lines.
 */
typedef struct
{
  char *run;
  char *session;
  char *outline;
  guint64 seed;
  guint requested;
  gboolean extends;
  GArray *records;
} DgRunPlan;

void dg_run_plan_free (DgRunPlan *self);

void dg_library_load_plans_async (
    DgLibrary *self, const char *dataset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *dg_library_load_plans_finish (DgLibrary *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRunPlan, dg_run_plan_free)

G_END_DECLS
