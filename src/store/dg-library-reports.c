/* dg-library-reports.c: what runs asked for, did and cost, read back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
read_run_row (DgSqlite *db, DgRunReport *report, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "SELECT r.session_id, s.name, r.provider, r.model, r.format, r.status, r.requested, r.seconds, d.id,"
          "  r.seed, r.outline, CASE WHEN r.extends THEN r.dataset_id END, r.max_cost_usd, r.check_model"
          " FROM dg_runs r JOIN dg_sessions s ON s.id = r.session_id"
          " LEFT JOIN dg_datasets d ON d.id = r.dataset_id AND r.status IN ('complete', 'partial')"
          "  AND d.id NOT IN (SELECT id FROM dg_deleted)"
          " WHERE r.id = ?");

  dg_statement_bind_text (statement, report->run);
  if (dg_statement_next (statement))
    {
      g_autofree char *format = dg_statement_dup_text (statement, 4);
      g_autofree char *status = dg_statement_dup_text (statement, 5);

      report->session = dg_statement_dup_text (statement, 0);
      report->name = dg_statement_dup_text (statement, 1);
      report->provider = dg_statement_dup_text (statement, 2);
      report->model = dg_statement_dup_text (statement, 3);
      dg_file_format_from_id (format, &report->format);
      dg_run_status_from_id (status, &report->status);
      report->requested = dg_statement_get_uint (statement, 6);
      report->seconds = dg_statement_get_double (statement, 7);
      report->dataset = dg_statement_dup_text (statement, 8);
      report->seed = (guint64) dg_statement_get_int64 (statement, 9);
      report->outline = dg_statement_dup_text (statement, 10);
      report->extends = dg_statement_dup_text (statement, 11);
      report->max_cost_usd = dg_statement_get_double (statement, 12);
      report->check_model = dg_statement_dup_text (statement, 13);
    }

  return dg_statement_finish (statement, error);
}

static gboolean
count_records (DgSqlite *db, DgRunReport *report, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "SELECT"
          "  (SELECT count (*) FROM dg_records WHERE run_id = r.id AND origin = 'sample'),"
          "  (SELECT count (*) FROM dg_records WHERE run_id = r.id AND origin <> 'sample'),"
          "  (SELECT count (*) FROM dg_refused WHERE run_id = r.id AND reason IN ('duplicate', 'conflict')),"
          "  (SELECT count (*) FROM dg_refused WHERE run_id = r.id AND reason = 'invalid'),"
          "  (SELECT count (*) FROM dg_refused WHERE run_id = r.id AND reason = 'surplus')"
          " FROM dg_runs r WHERE r.id = ?");

  dg_statement_bind_text (statement, report->run);
  if (dg_statement_next (statement))
    {
      report->seeded = dg_statement_get_uint (statement, 0);
      report->accepted = dg_statement_get_uint (statement, 1);
      report->duplicates = dg_statement_get_uint (statement, 2);
      report->invalid = dg_statement_get_uint (statement, 3);
      report->surplus = dg_statement_get_uint (statement, 4);
    }

  return dg_statement_finish (statement, error);
}

static gboolean
sum_calls (DgSqlite *db, DgRunReport *report, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "SELECT count (*), sum (retries), sum (input_tokens), sum (output_tokens), sum (cache_read_tokens),"
          "  sum (cache_write_tokens), total (cost_usd), count (*) = count (cost_usd), total (presumed_usd)"
          " FROM dg_calls WHERE run_id = ?");

  dg_statement_bind_text (statement, report->run);
  if (dg_statement_next (statement))
    {
      report->calls = dg_statement_get_uint (statement, 0);
      report->retries = dg_statement_get_uint (statement, 1);
      report->usage.input_tokens = dg_statement_get_int64 (statement, 2);
      report->usage.output_tokens = dg_statement_get_int64 (statement, 3);
      report->usage.cache_read_tokens = dg_statement_get_int64 (statement, 4);
      report->usage.cache_write_tokens = dg_statement_get_int64 (statement, 5);
      report->known_cost_usd = dg_statement_get_double (statement, 6);
      report->cost_usd = dg_statement_get_int64 (statement, 7) ? report->known_cost_usd : NAN;
      report->presumed_usd = dg_statement_get_double (statement, 8);
    }

  return dg_statement_finish (statement, error);
}

static gboolean
read_saved_dataset (DgLibrary *self, DgSqlite *db, DgRunReport *report, GError **error)
{
  if (report->dataset == NULL)
    return TRUE;

  g_autoptr (GError) local_error = NULL;
  g_autoptr (DgDataset) dataset = dg_library_read_dataset (self, db, report->dataset, &local_error);

  /* Deleted by another program, in a workspace. */
  if (g_error_matches (local_error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND))
    {
      g_clear_pointer (&report->dataset, g_free);
      return TRUE;
    }
  if (dataset == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_free (report->name);
  report->name = g_strdup (dg_dataset_get_name (dataset));
  report->path = g_strdup (dg_dataset_get_path (dataset));

  return TRUE;
}

static char *
find_latest_run (DgSqlite *db, const char *session, GError **error)
{
  g_autofree char *run = NULL;
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "SELECT id FROM dg_runs WHERE session_id = ? AND kind = 'dataset'"
                            " ORDER BY created_us DESC, rowid DESC LIMIT 1");

  dg_statement_bind_text (statement, session);
  if (dg_statement_next (statement))
    run = dg_statement_dup_text (statement, 0);

  if (!dg_statement_finish (statement, error))
    return NULL;

  if (run == NULL)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
                 _ ("This library has no run of a session “%s”. Start one first."), session);

  return g_steal_pointer (&run);
}

static gpointer
load_report (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  g_autofree char *run = find_latest_run (db, data, error);

  return run != NULL ? dg_library_read_report (source, db, run, error) : NULL;
}

static gpointer
load_run_report (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const char *run = data;
  gboolean known;

  if (!dg_library_find (db, "SELECT 1 FROM dg_runs WHERE id = ?", run, &known, error))
    return NULL;

  if (!known)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND, _ ("There is no run “%s” in this library."), run);
      return NULL;
    }

  return dg_library_read_report (source, db, run, error);
}

/**
 * dg_library_read_report:
 * @self: a library
 * @db: its database
 * @run: a run that there is
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the run's report as the database has it now
 */
DgRunReport *
dg_library_read_report (DgLibrary *self, DgSqlite *db, const char *run, GError **error)
{
  g_autoptr (DgRunReport) report = dg_run_report_new ();

  report->run = g_strdup (run);

  if (!read_run_row (db, report, error) || !count_records (db, report, error) || !sum_calls (db, report, error) ||
      !read_saved_dataset (self, db, report, error))
    return NULL;

  return g_steal_pointer (&report);
}

/**
 * dg_library_load_report_async:
 * @self: a library
 * @session: a session
 * @cancellable: (nullable): a cancellable
 * @callback: called with the report
 * @data: given to @callback
 *
 * Loads the report of the session's latest run for a dataset, whatever has become of it. One that is %DG_RUN_RUNNING or
 * %DG_RUN_INTERRUPTED can be gone on with: the report has the run's id, the seed and the outline of its plan, and the
 * dataset that it extends.
 */
void
dg_library_load_report_async (
    DgLibrary *self, const char *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (session != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_load_report_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (session), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), load_report, (GDestroyNotify) dg_run_report_free);
}

/**
 * dg_library_load_report_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND when the session has no run
 *
 * Returns: (transfer full) (nullable): the report
 */
DgRunReport *
dg_library_load_report_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_load_report_async, error);
}

/**
 * dg_library_load_run_report_async:
 * @self: a library
 * @run: a run of any kind
 * @cancellable: (nullable): a cancellable
 * @callback: called with the report
 * @data: given to @callback
 *
 * Loads the report of one run, whatever has become of it.
 */
void
dg_library_load_run_report_async (
    DgLibrary *self, const char *run, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (run != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_load_run_report_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (run), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), load_run_report, (GDestroyNotify) dg_run_report_free);
}

/**
 * dg_library_load_run_report_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_NOT_FOUND among them
 *
 * Returns: (transfer full) (nullable): the report
 */
DgRunReport *
dg_library_load_run_report_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_load_run_report_async, error);
}
