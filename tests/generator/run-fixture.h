/* run-fixture.h: a run on a real library, with a scripted model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-request-sizer.h"
#include "dg-run.h"
#include "scripted-model.h"

G_BEGIN_DECLS

/** The first requests ask for one record each, so that people soon see one. */
#define RUN_N_QUICK_REQUESTS 2

/** The first request that asks for several records. */
#define RUN_LARGE_REQUEST (RUN_N_QUICK_REQUESTS + 1)

/** Records of a run unless a test wants another number. */
#define RUN_N_RECORDS 20

/**
 * RunFixture:
 * @folder: (owned): of the library
 * @library: (owned)
 * @session: (owned): a session in it
 * @checklist: (owned): its requirements
 * @brief: (owned): what its runs are made from
 * @model: (owned): answers well unless told otherwise
 * @options: %RUN_N_RECORDS records, one request at a time
 * @cancellable: (owned): what stops the run
 * @broken: whether the library cannot keep everything
 * @stop_at: stops the run when so many records are accepted; 0 for never
 * @stopped_at: how many there were then
 * @n_requests_before: of the model, when the latest run began
 * @n_changes: how often the run said that it has changed
 */
typedef struct
{
  char *folder;
  DgLibrary *library;
  char *session;
  DgChecklist *checklist;
  DgBrief *brief;
  ScriptedModel *model;
  DgRunOptions options;
  GCancellable *cancellable;
  gboolean broken;
  guint stop_at;
  guint stopped_at;
  guint n_requests_before;
  guint n_changes;
} RunFixture;

void run_fixture_set_up (RunFixture *fixture, gconstpointer requirements);
void run_fixture_tear_down (RunFixture *fixture, gconstpointer requirements);
char *run_fixture_add_session (RunFixture *fixture, const char *name);

DgRun *run_fixture_new_run (RunFixture *fixture);
GAsyncResult *run_fixture_wait (GAsyncResult **result);
void run_fixture_store_result_cb (GObject *source, GAsyncResult *result, gpointer data);
DgRunReport *run_fixture_run (RunFixture *fixture, GError **error);
DgRunReport *run_fixture_run_well (RunFixture *fixture);
DgRunReport *run_fixture_resume (RunFixture *fixture, GError **error);

DgRunReport *run_fixture_load_report (RunFixture *fixture);
void run_fixture_assert_size (RunFixture *fixture, guint request, DgRequestSizer *sizer);
char *run_fixture_query (RunFixture *fixture, const char *sql);
guint run_fixture_count (RunFixture *fixture, const char *sql);
void run_fixture_assert_complete (RunFixture *fixture, DgRunReport *report);
void run_fixture_assert_ended (RunFixture *fixture, DgRunStatus status, guint n_accepted);
void run_fixture_assert_failed (RunFixture *fixture, GQuark domain, int code, DgRunStatus status, guint n_accepted);

G_END_DECLS
