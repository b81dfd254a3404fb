/* dg-library-runs.c: the library's runs, as they go on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *run;          /* (owned) */
  GPtrArray *records; /* (owned) (element-type DgRecord) */
  GPtrArray *refused; /* (owned) (element-type DgRefusedRecord) */
  DgCall *call;       /* (owned) (nullable) */
} BatchData;

typedef struct
{
  char *run; /* (owned) */
  double max_cost_usd;
  char *check_model; /* (owned) (nullable) */
} ResumeData;

static void
free_resume_data (ResumeData *data)
{
  g_free (data->run);
  g_free (data->check_model);
  g_free (data);
}

static void
free_batch_data (BatchData *data)
{
  g_free (data->run);
  g_ptr_array_unref (data->records);
  g_ptr_array_unref (data->refused);
  g_clear_pointer (&data->call, dg_call_free);
  g_free (data);
}

/* The caller's arrays may change as soon as it has control again. */
static BatchData *
copy_batch (const char *run, const DgRunBatch *batch)
{
  BatchData *copy = g_new0 (BatchData, 1);

  copy->run = g_strdup (run);
  copy->records = g_ptr_array_new_with_free_func (g_object_unref);
  copy->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_refused_record_free);
  copy->call = batch->call != NULL ? dg_call_copy (batch->call) : NULL;

  for (guint i = 0; batch->records != NULL && i < batch->records->len; i++)
    g_ptr_array_add (copy->records, g_object_ref (g_ptr_array_index (batch->records, i)));

  for (guint i = 0; batch->refused != NULL && i < batch->refused->len; i++)
    {
      const DgRefusedRecord *refused = g_ptr_array_index (batch->refused, i);

      g_ptr_array_add (copy->refused,
                       dg_refused_record_new (refused->reason, refused->detail, refused->raw, refused->plan_line));
    }

  return copy;
}

static gboolean
insert_refused (DgSqlite *db, const BatchData *batch, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "INSERT INTO dg_refused (run_id, reason, detail, raw, plan_line, created_us) VALUES (?, ?, ?, ?, ?, ?)");

  for (guint i = 0; i < batch->refused->len; i++)
    {
      const DgRefusedRecord *refused = g_ptr_array_index (batch->refused, i);

      dg_statement_bind_text (statement, batch->run);
      dg_statement_bind_text (statement, dg_refusal_get_id (refused->reason));
      dg_statement_bind_text (statement, refused->detail);
      dg_statement_bind_text (statement, refused->raw);
      dg_statement_bind_int64 (statement, refused->plan_line);
      dg_statement_bind_int64 (statement, g_get_real_time ());

      if (!dg_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* A record that comes after the run's work is saved would be in no file; what a late call cost still counts. */
static gboolean
check_run (DgSqlite *db, const BatchData *batch, GError **error)
{
  gboolean known, saved;

  if (!dg_library_find (db, "SELECT 1 FROM dg_runs WHERE id = ?", batch->run, &known, error) ||
      !dg_library_find (db, DG_LIBRARY_FIND_SAVED_RUN, batch->run, &saved, error))
    return FALSE;

  if (!known)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND, _ ("There is no run “%s” in this library."),
                 batch->run);
  else if (saved && batch->records->len > 0)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED,
                 _ ("What run “%s” made is saved already. Start another run to make more records."), batch->run);
  else
    return TRUE;

  return FALSE;
}

static gpointer
add_batch (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const BatchData *batch = data;
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  if (transaction == NULL || !check_run (db, batch, error) ||
      !dg_library_insert_records (db, batch->run, batch->records, error) || !insert_refused (db, batch, error) ||
      (batch->call != NULL && !dg_library_insert_call (db, batch->call, NULL, batch->run, error)))
    return NULL;

  /* New records mean that a stopped run goes on. */
  if (batch->records->len > 0 &&
      !dg_library_run_sql (db, "UPDATE dg_runs SET status = 'running' WHERE id = ?", batch->run, error))
    return NULL;

  return dg_transaction_commit (g_steal_pointer (&transaction), error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
resume_run (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const ResumeData *resume = data;
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE dg_runs SET max_cost_usd = ?, check_model = ? WHERE id = ?");
  g_autoptr (GPtrArray) records = NULL;

  dg_statement_bind_double (statement, resume->max_cost_usd);
  dg_statement_bind_text (statement, resume->check_model);
  dg_statement_bind_text (statement, resume->run);
  if (transaction == NULL || !dg_statement_run (statement, error))
    return NULL;

  if (dg_sqlite_get_n_changed (db) == 0)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND, _ ("There is no run “%s” in this library."),
                   resume->run);
      return NULL;
    }

  records = dg_library_read_run_records (db, resume->run, error);
  if (records == NULL || !dg_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;

  return g_steal_pointer (&records);
}

/**
 * dg_library_insert_records:
 * @db: the database, in a transaction
 * @run: the run that has them
 * @records: (element-type DgRecord): records
 * @error: return location for an error
 *
 * Returns: whether the records are in, with their origin, review and flag
 */
gboolean
dg_library_insert_records (DgSqlite *db, const char *run, GPtrArray *records, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "INSERT INTO dg_records (run_id, plan_line, origin, review, input, answer, flag,"
                            " created_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");

  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);

      dg_statement_bind_text (statement, run);
      dg_statement_bind_int64 (statement, dg_record_get_plan_line (record));
      dg_statement_bind_text (statement, dg_origin_get_id (dg_record_get_origin (record)));
      dg_statement_bind_text (statement, dg_review_get_id (dg_record_get_review (record)));
      dg_statement_bind_text (statement, dg_record_get_input (record));
      dg_statement_bind_text (statement, dg_record_get_answer (record));
      dg_statement_bind_text (statement, dg_record_get_flag (record));
      dg_statement_bind_int64 (statement, g_get_real_time ());

      if (!dg_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * dg_library_read_run_records:
 * @db: the database
 * @run: a run
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type DgRecord): the samples that the run began with, then what it
 *   accepted in the order of the plan, records without a plan last
 */
GPtrArray *
dg_library_read_run_records (DgSqlite *db, const char *run, GError **error)
{
  return dg_library_read_records (db,
                                  "SELECT " DG_LIBRARY_RECORD_COLUMNS
                                  " FROM dg_records WHERE run_id = ? ORDER BY " DG_LIBRARY_RUN_ORDER,
                                  run, error);
}

/**
 * dg_library_read_record:
 * @row: a statement at a row of %DG_LIBRARY_RECORD_COLUMNS
 *
 * Returns: (transfer full): the record
 */
DgRecord *
dg_library_read_record (DgStatement *row)
{
  g_autofree char *input = dg_statement_dup_text (row, 0);
  g_autofree char *answer = dg_statement_dup_text (row, 1);
  g_autofree char *origin_id = dg_statement_dup_text (row, 4);
  g_autofree char *review_id = dg_statement_dup_text (row, 5);
  g_autofree char *note = dg_statement_dup_text (row, 6);
  g_autofree char *flag = dg_statement_dup_text (row, 7);
  g_autofree char *problem = dg_statement_dup_text (row, 8);
  DgRecord *record = dg_record_new (input, answer, dg_statement_get_uint (row, 2));
  DgOrigin origin = DG_ORIGIN_MODEL;
  DgReview review = DG_REVIEW_NONE;

  dg_origin_from_id (origin_id, &origin);
  dg_review_from_id (review_id, &review);
  dg_record_set_number (record, dg_statement_get_uint (row, 3));
  dg_record_set_origin (record, origin);
  dg_record_set_review (record, review);
  dg_record_set_note (record, note);
  dg_record_set_flag (record, flag);
  dg_record_set_problem (record, problem);

  return record;
}

/**
 * dg_library_read_records:
 * @db: the database
 * @sql: a query for %DG_LIBRARY_RECORD_COLUMNS, with one text parameter
 * @id: the parameter
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type DgRecord): the records
 */
GPtrArray *
dg_library_read_records (DgSqlite *db, const char *sql, const char *id, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DgStatement) statement = dg_statement_new (db, sql);

  dg_statement_bind_text (statement, id);
  while (dg_statement_next (statement))
    g_ptr_array_add (records, dg_library_read_record (statement));

  return dg_statement_finish (statement, error) ? g_steal_pointer (&records) : NULL;
}

/**
 * dg_library_add_batch_async:
 * @self: a library
 * @run: a run
 * @batch: what to keep, copied at once
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is on disk
 * @data: given to @callback
 *
 * Keeps all of @batch or nothing. What was reported as kept survives a crash and a power cut.
 */
void
dg_library_add_batch_async (DgLibrary *self,
                            const char *run,
                            const DgRunBatch *batch,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (run != NULL && batch != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_add_batch_async, cancellable, callback, data);

  g_task_set_task_data (task, copy_batch (run, batch), (GDestroyNotify) free_batch_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), add_batch, NULL);
}

/**
 * dg_library_add_batch_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND when there is no such run,
 *   %DG_STORE_ERROR_FAILED when what it made is saved already and the batch has records
 *
 * Returns: whether the batch is on disk
 */
gboolean
dg_library_add_batch_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_add_batch_async, error) != NULL;
}

/**
 * dg_library_resume_run_async:
 * @self: a library
 * @run: a run
 * @max_cost_usd: dollars that it may spend from now on, what it has spent among them; 0 for no limit
 * @check_model: (nullable): who checks its answers afterwards
 * @cancellable: (nullable): a cancellable
 * @callback: called with the records
 * @data: given to @callback
 *
 * Goes on with a run. What it may spend is on record before it spends more.
 */
void
dg_library_resume_run_async (DgLibrary *self,
                             const char *run,
                             double max_cost_usd,
                             const char *check_model,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (run != NULL && max_cost_usd >= 0.0);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_resume_run_async, cancellable, callback, data);
  ResumeData *resume = g_new0 (ResumeData, 1);

  resume->run = g_strdup (run);
  resume->max_cost_usd = max_cost_usd;
  resume->check_model = g_strdup (check_model);
  g_task_set_task_data (task, resume, (GDestroyNotify) free_resume_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), resume_run, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * dg_library_resume_run_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_NOT_FOUND among them
 *
 * Returns: (transfer full) (nullable) (element-type DgRecord): the samples that the run began with, whose origin is
 *   %DG_ORIGIN_SAMPLE, then what it has accepted, in the order of its plan
 */
GPtrArray *
dg_library_resume_run_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_resume_run_async, error);
}
