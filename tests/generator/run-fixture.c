/* run-fixture.c: a run on a real library, with a scripted model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <math.h>

#include "quotes.h"

#include "dg-statement.h"
#include "run-fixture.h"

/* --- waiting --- */

void
run_fixture_store_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **place = data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

GAsyncResult *
run_fixture_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* --- the library --- */

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

char *
run_fixture_add_session (RunFixture *fixture, const char *name)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *session;

  draft->name = g_strdup (name);
  draft->step = DG_STEP_DATASET;
  draft->provider = g_strdup ("test");
  draft->model = g_strdup ("scripted");
  dg_library_save_draft_async (fixture->library, draft, NULL, run_fixture_store_result_cb, &result);
  session = dg_library_save_draft_finish (fixture->library, run_fixture_wait (&result), &error);
  g_assert_no_error (error);

  return session;
}

void
run_fixture_set_up (RunFixture *fixture, gconstpointer requirements)
{
  g_autofree char *text = quote (requirements != NULL ? requirements : "{'task': 'answer'}");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dg-test-XXXXXX", &error);
  g_assert_no_error (error);
  dg_library_open_async (fixture->folder, NULL, run_fixture_store_result_cb, &result);
  fixture->library = dg_library_open_finish (run_fixture_wait (&result), &error);
  g_assert_no_error (error);

  fixture->checklist = dg_checklist_new_from_json (text, -1, &error);
  g_assert_no_error (error);
  dg_checklist_leave_rest_to_model (fixture->checklist);
  fixture->brief = dg_brief_new (fixture->checklist, &error);
  g_assert_no_error (error);
  fixture->model = scripted_model_new (answer_well);
  fixture->session = run_fixture_add_session (fixture, "Test");
  fixture->cancellable = g_cancellable_new ();
  fixture->options = (DgRunOptions){
    .session = fixture->session,
    .n_records = RUN_N_RECORDS,
    .format = DG_FILE_FORMAT_JSONL,
    .seed = 42,
    .max_requests = 1,
  };
}

void
run_fixture_tear_down (RunFixture *fixture, gconstpointer requirements)
{
  g_assert_cmpuint (scripted_model_get_most_in_flight (fixture->model), <=, fixture->options.max_requests);

  g_clear_object (&fixture->cancellable);
  g_assert_finalize_object (g_steal_pointer (&fixture->model));
  g_clear_pointer (&fixture->brief, dg_brief_free);
  g_clear_object (&fixture->checklist);
  g_assert_finalize_object (g_steal_pointer (&fixture->library));
  g_clear_pointer (&fixture->session, g_free);
  remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/* The first column of the first row, as another program finds it in the database. */
char *
run_fixture_query (RunFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSqlite) db = dg_sqlite_open (path, &error);
  g_autoptr (DgStatement) statement = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  statement = dg_statement_new (db, sql);
  if (dg_statement_next (statement))
    text = dg_statement_dup_text (statement, 0);
  dg_statement_finish (statement, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&text);
}

guint
run_fixture_count (RunFixture *fixture, const char *sql)
{
  g_autofree char *text = run_fixture_query (fixture, sql);

  g_assert_nonnull (text);

  return g_ascii_strtoull (text, NULL, 10);
}

DgRunReport *
run_fixture_load_report (RunFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DgRunReport *report;

  dg_library_load_report_async (fixture->library, fixture->options.session, NULL, run_fixture_store_result_cb, &result);
  report = dg_library_load_report_finish (fixture->library, run_fixture_wait (&result), &error);
  g_assert_no_error (error);

  return report;
}

/* --- the run --- */

/* Whatever a run is about, it counts nothing that is not in the database yet. */
static void
changed_cb (DgRun *run, gpointer data)
{
  RunFixture *fixture = data;
  DgRunProgress progress;

  dg_run_get_progress (run, &progress);
  fixture->n_changes++;
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records"), >=, progress.accepted);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_refused"), >=,
                    progress.duplicates + progress.invalid + progress.surplus);
  g_assert_cmpuint (progress.accepted, <=, progress.requested);
  g_assert_cmpuint (progress.in_flight, <=, fixture->options.max_requests);

  if (fixture->stop_at > 0 && progress.accepted >= fixture->stop_at && fixture->stopped_at == 0)
    {
      fixture->stopped_at = progress.accepted;
      g_cancellable_cancel (fixture->cancellable);
    }
}

DgRun *
run_fixture_new_run (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DgRun *run = dg_run_new (fixture->library, DG_MODEL (fixture->model), fixture->brief, &fixture->options, &error);

  g_assert_no_error (error);
  g_signal_connect (run, "changed", G_CALLBACK (changed_cb), fixture);

  return run;
}

static guint
count_of_run (RunFixture *fixture, const char *table, const char *run)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s WHERE run_id = '%s'", table, run);

  return run_fixture_count (fixture, sql);
}

/* The report of the run that is gone on with, or else of the latest one, whatever its kind. */
static DgRunReport *
load_run_report (RunFixture *fixture)
{
  g_autofree char *latest = run_fixture_query (fixture, "SELECT id FROM dg_runs ORDER BY rowid DESC LIMIT 1");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DgRunReport *report;

  dg_library_load_run_report_async (fixture->library, fixture->options.run != NULL ? fixture->options.run : latest,
                                    NULL, run_fixture_store_result_cb, &result);
  report = dg_library_load_run_report_finish (fixture->library, run_fixture_wait (&result), &error);
  g_assert_no_error (error);

  return report;
}

/* The sums that have to close, by what the run says and by what is in the database. */
static void
check_sums (RunFixture *fixture, DgRun *run)
{
  g_autoptr (DgRunReport) report = load_run_report (fixture);
  DgRunProgress progress;

  dg_run_get_progress (run, &progress);
  g_assert_cmpuint (progress.accepted, ==, report->accepted);
  g_assert_cmpuint (dg_run_get_records (run)->len, ==, report->accepted);
  g_assert_cmpuint (progress.requested, ==, report->requested - report->seeded);
  g_assert_cmpuint (progress.in_flight, ==, 0);
  g_assert_cmpuint (scripted_model_get_n_in_flight (fixture->model), ==, 0);
  g_assert_cmpuint (dg_run_report_get_records (report), ==, count_of_run (fixture, "dg_records", report->run));
  g_assert_cmpuint (report->duplicates + report->invalid + report->surplus, ==,
                    count_of_run (fixture, "dg_refused", report->run));

  /* those of the legs before among them */
  g_assert_cmpuint (progress.duplicates, ==, report->duplicates);
  g_assert_cmpuint (progress.invalid, ==, report->invalid);
  g_assert_cmpuint (progress.surplus, ==, report->surplus);
  g_assert_cmpint (progress.usage.output_tokens, ==, report->usage.output_tokens);
  if (!isnan (report->cost_usd))
    g_assert_cmpfloat_with_epsilon (progress.cost_usd, report->cost_usd, 1e-9 + report->cost_usd * 1e-12);
  if (!fixture->broken && fixture->options.run == NULL)
    g_assert_cmpuint (report->calls, ==, scripted_model_get_n_requests (fixture->model) - fixture->n_requests_before);
}

DgRunReport *
run_fixture_run (RunFixture *fixture, GError **error)
{
  DgRun *run = run_fixture_new_run (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  DgRunReport *report;

  fixture->n_requests_before = scripted_model_get_n_requests (fixture->model);
  dg_run_start_async (run, fixture->cancellable, run_fixture_store_result_cb, &result);
  report = dg_run_start_finish (run, run_fixture_wait (&result), error);
  if (run_fixture_count (fixture, "SELECT count (*) FROM dg_runs") > 0)
    check_sums (fixture, run);

  g_clear_object (&result);
  g_assert_finalize_object (run);

  return report;
}

DgRunReport *
run_fixture_run_well (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DgRunReport *report = run_fixture_run (fixture, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);

  return report;
}

/* Goes on with the latest run, and is not stopped again. */
DgRunReport *
run_fixture_resume (RunFixture *fixture, GError **error)
{
  g_autoptr (DgRunReport) last = run_fixture_load_report (fixture);
  DgRunReport *report;

  g_assert_null (last->dataset);
  g_clear_object (&fixture->cancellable);
  fixture->cancellable = g_cancellable_new ();
  fixture->stop_at = 0;
  fixture->options.run = last->run;
  fixture->options.seed = last->seed;
  report = run_fixture_run (fixture, error);
  fixture->options.run = NULL;

  return report;
}

/* Everything that was asked for is there, once, in the order of the plan. */
void
run_fixture_assert_complete (RunFixture *fixture, DgRunReport *report)
{
  guint n_records = fixture->options.n_records;

  g_assert_cmpuint (report->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpuint (report->requested, ==, n_records);
  g_assert_cmpuint (report->accepted, ==, n_records);
  g_assert_cmpuint (dg_run_report_get_records (report), ==, n_records);
  g_assert_nonnull (report->dataset);
  g_assert_true (g_file_test (report->path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records"), ==, n_records);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (DISTINCT input) FROM dg_records"), ==, n_records);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (DISTINCT plan_line) FROM dg_records"), ==, n_records);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT max (plan_line) FROM dg_records"), ==, n_records);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE number = plan_line"), ==,
                    n_records);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT rows FROM datasets"), ==, n_records);
}

/* A request of a run that sends one at a time, and has lines enough, is as large as a sizer says that knows the same.
 */
void
run_fixture_assert_size (RunFixture *fixture, guint request, DgRequestSizer *sizer)
{
  guint n_records = dg_request_sizer_get_n_records (sizer);

  g_assert_cmpuint (scripted_model_get_n_lines (fixture->model, request), ==, n_records);
  g_assert_cmpuint (scripted_model_get_max_tokens (fixture->model, request), ==,
                    dg_request_sizer_get_max_tokens (sizer, n_records));
}

/* What a run left behind that ended without a dataset. */
void
run_fixture_assert_ended (RunFixture *fixture, DgRunStatus status, guint n_accepted)
{
  g_autoptr (DgRunReport) report = run_fixture_load_report (fixture);

  g_assert_cmpuint (report->status, ==, status);
  g_assert_cmpuint (report->accepted, ==, n_accepted);
  g_assert_null (report->dataset);
  g_assert_null (report->path);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM datasets"), ==, 0);
}

void
run_fixture_assert_failed (RunFixture *fixture, GQuark domain, int code, DgRunStatus status, guint n_accepted)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run_fixture_run (fixture, &error));
  g_assert_error (error, domain, code);
  run_fixture_assert_ended (fixture, status, n_accepted);
}
