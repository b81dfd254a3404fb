/* dg-library-calls.c: the library's record of model calls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

typedef struct
{
  char *session;    /* (owned) */
  GPtrArray *calls; /* (owned) (element-type DgCall) */
} CallsData;

static void
free_calls_data (CallsData *data)
{
  g_free (data->session);
  g_ptr_array_unref (data->calls);
  g_free (data);
}

static gpointer
add_calls (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const CallsData *add = data;
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  if (transaction == NULL || !dg_library_check_session (db, add->session, error))
    return NULL;

  for (guint i = 0; i < add->calls->len; i++)
    if (!dg_library_insert_call (db, g_ptr_array_index (add->calls, i), add->session, NULL, error))
      return NULL;

  return dg_transaction_commit (g_steal_pointer (&transaction), error) ? GINT_TO_POINTER (TRUE) : NULL;
}

/**
 * dg_library_insert_call:
 * @db: the database, with a transaction open
 * @call: a call
 * @session: (nullable): the session it was made for; %NULL for that of @run
 * @run: (nullable): the run it belongs to
 * @error: return location for an error
 *
 * Returns: whether it is written
 */
gboolean
dg_library_insert_call (DgSqlite *db, const DgCall *call, const char *session, const char *run, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "INSERT INTO dg_calls (purpose, model, request_id, stop_reason, error, input_tokens, output_tokens,"
          "  cache_read_tokens, cache_write_tokens, cost_usd, presumed_usd, latency_ms, retries, created_us, run_id,"
          "  session_id)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
          "  ifnull (?16, (SELECT session_id FROM dg_runs WHERE id = ?15)))");

  dg_statement_bind_text (statement, call->purpose);
  dg_statement_bind_text (statement, call->model);
  dg_statement_bind_text (statement, call->request_id);
  dg_statement_bind_text (statement, call->stop_reason);
  dg_statement_bind_text (statement, call->error);
  dg_statement_bind_int64 (statement, call->usage.input_tokens);
  dg_statement_bind_int64 (statement, call->usage.output_tokens);
  dg_statement_bind_int64 (statement, call->usage.cache_read_tokens);
  dg_statement_bind_int64 (statement, call->usage.cache_write_tokens);
  dg_statement_bind_double (statement, call->cost_usd);
  dg_statement_bind_double (statement, call->presumed_usd);
  dg_statement_bind_int64 (statement, call->latency_ms);
  dg_statement_bind_int64 (statement, call->retries);
  dg_statement_bind_int64 (statement, g_get_real_time ());
  dg_statement_bind_text (statement, run);
  dg_statement_bind_text (statement, session);

  return dg_statement_run (statement, error);
}

/**
 * dg_library_add_calls_async:
 * @self: a library
 * @session: the session that they were made for
 * @calls: (element-type DgCall): calls that belong to no run, copied at once
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are on disk
 * @data: given to @callback
 *
 * Keeps what the steps before the full dataset have cost: all of @calls or nothing.
 */
void
dg_library_add_calls_async (DgLibrary *self,
                            const char *session,
                            GPtrArray *calls,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (session != NULL && calls != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_add_calls_async, cancellable, callback, data);
  CallsData *add = g_new0 (CallsData, 1);

  add->session = g_strdup (session);
  add->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_call_free);
  for (guint i = 0; i < calls->len; i++)
    g_ptr_array_add (add->calls, dg_call_copy (g_ptr_array_index (calls, i)));

  g_task_set_task_data (task, add, (GDestroyNotify) free_calls_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), add_calls, NULL);
}

/**
 * dg_library_add_calls_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND when there is no such session
 *
 * Returns: whether the calls are on disk
 */
gboolean
dg_library_add_calls_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_add_calls_async, error) != NULL;
}

/* --- figures --- */

typedef struct
{
  char *session; /* (owned) */
  char *model;   /* (owned) */
} FiguresData;

static void
free_figures_data (FiguresData *data)
{
  g_free (data->session);
  g_free (data->model);
  g_free (data);
}

static gpointer
load_figures (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const FiguresData *asked = data;
  g_autofree DgRunFigures *figures = g_new0 (DgRunFigures, 1);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "WITH good AS (SELECT c.* FROM dg_calls c JOIN dg_runs r ON r.id = c.run_id"
                            "   WHERE r.session_id = ?1 AND c.model = ?2 AND c.purpose = 'generate'"
                            "   AND c.error IS NULL),"
                            " runs AS (SELECT DISTINCT run_id FROM good)"
                            " SELECT count (*), total (input_tokens), total (output_tokens), total (cache_read_tokens),"
                            "  total (cache_write_tokens), total (latency_ms),"
                            "  (SELECT count (*) FROM dg_records WHERE run_id IN runs AND origin != 'sample')"
                            "   + (SELECT count (*) FROM dg_refused WHERE run_id IN runs)"
                            " FROM good");

  dg_statement_bind_text (statement, asked->session);
  dg_statement_bind_text (statement, asked->model);
  if (dg_statement_next (statement))
    {
      figures->n_calls = dg_statement_get_uint (statement, 0);
      figures->usage.input_tokens = (gint64) dg_statement_get_double (statement, 1);
      figures->usage.output_tokens = (gint64) dg_statement_get_double (statement, 2);
      figures->usage.cache_read_tokens = (gint64) dg_statement_get_double (statement, 3);
      figures->usage.cache_write_tokens = (gint64) dg_statement_get_double (statement, 4);
      figures->latency_ms = (gint64) dg_statement_get_double (statement, 5);
      figures->n_records = dg_statement_get_uint (statement, 6);
    }

  return dg_statement_finish (statement, error) ? g_steal_pointer (&figures) : NULL;
}

/**
 * dg_library_load_figures_async:
 * @self: a library
 * @session: a session
 * @model: the id of a model
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @data: given to @callback
 *
 * Sums up what the runs of a session with a model have taken, those that made its samples among them.
 */
void
dg_library_load_figures_async (DgLibrary *self,
                               const char *session,
                               const char *model,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (session != NULL && model != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_load_figures_async, cancellable, callback, data);
  FiguresData *asked = g_new0 (FiguresData, 1);

  asked->session = g_strdup (session);
  asked->model = g_strdup (model);
  g_task_set_task_data (task, asked, (GDestroyNotify) free_figures_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), load_figures, g_free);
}

/**
 * dg_library_load_figures_finish:
 * @self: a library
 * @result: what the callback was given
 * @figures: (out caller-allocates): the figures; zeros where there was no run
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: whether they are there
 */
gboolean
dg_library_load_figures_finish (DgLibrary *self, GAsyncResult *result, DgRunFigures *figures, GError **error)
{
  g_return_val_if_fail (figures != NULL, FALSE);

  g_autofree DgRunFigures *loaded = dg_library_propagate (self, result, dg_library_load_figures_async, error);

  if (loaded != NULL)
    *figures = *loaded;

  return loaded != NULL;
}
