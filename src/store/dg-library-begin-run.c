/* dg-library-begin-run.c: what a run begins with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *session; /* (owned) */
  DgRunKind kind;
  guint requested;
  DgFileFormat format;
  guint64 seed;
  char *outline; /* (owned) (nullable) */
  char *dataset; /* (owned) (nullable): the one to extend */
  double max_cost_usd;
  char *check_model; /* (owned) (nullable) */
  GPtrArray *seeded; /* (owned) (element-type DgRecord) */
} BeginData;

static void
free_begin_data (BeginData *data)
{
  g_free (data->session);
  g_free (data->outline);
  g_free (data->dataset);
  g_free (data->check_model);
  g_ptr_array_unref (data->seeded);
  g_free (data);
}

/* The caller's records may change as soon as it has control again, and what they were before is of no interest here: a
 * sample is in a dataset because the person approved it. */
static GPtrArray *
copy_seeded (GPtrArray *seeded)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; seeded != NULL && i < seeded->len; i++)
    {
      DgRecord *record = g_ptr_array_index (seeded, i);
      DgRecord *copy = dg_record_new (dg_record_get_input (record), dg_record_get_answer (record), 0);

      dg_record_set_origin (copy, DG_ORIGIN_SAMPLE);
      dg_record_set_review (copy, DG_REVIEW_APPROVED);
      dg_record_set_flag (copy, dg_record_get_flag (record));
      g_ptr_array_add (copies, copy);
    }

  return copies;
}

/* What is not worth starting: nobody pays for records that there is no room for. */
static gboolean
check_room (DgDataset *dataset, guint requested, GError **error)
{
  guint n_records = dg_dataset_get_n_records (dataset);
  guint room = n_records < DG_LIBRARY_MAX_RECORDS ? DG_LIBRARY_MAX_RECORDS - n_records : 0;

  if (requested <= room)
    return TRUE;

  if (room == 0)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED,
                 /* Translators: the %s is a dataset's name, the %u how many records it has */
                 _ ("The dataset “%s” has %u records already, and there is no room for more. Delete some of them "
                    "first, or generate another dataset."),
                 dg_dataset_get_name (dataset), n_records);
  else
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED,
                 /* Translators: the %s is a dataset's name, the first %u how many records it has, the second how many
                  * it may have, and the third the difference */
                 _ ("The dataset “%s” has %u records and may have %u. Ask for at most %u more."),
                 dg_dataset_get_name (dataset), n_records, DG_LIBRARY_MAX_RECORDS, room);

  return FALSE;
}

/* An extension adds to a dataset that there is, and in its format. */
static gboolean
adopt_dataset (DgLibrary *self, DgSqlite *db, BeginData *begin, GError **error)
{
  if (begin->dataset == NULL)
    return TRUE;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (self, db, begin->dataset, error);
  if (dataset == NULL || !check_room (dataset, begin->requested, error))
    return FALSE;

  begin->format = dg_dataset_get_format (dataset);

  return TRUE;
}

static gboolean
insert_run (DgSqlite *db, const BeginData *begin, const char *run, const char *dataset, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "INSERT INTO dg_runs (id, dataset_id, requested, format, seed, status, created_us, kind, outline, extends,"
          "  max_cost_usd, check_model, session_id, provider, model)"
          " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, id, provider, model FROM dg_sessions WHERE id = ?");

  dg_statement_bind_text (statement, run);
  dg_statement_bind_text (statement, dataset);
  dg_statement_bind_int64 (statement, begin->requested);
  dg_statement_bind_text (statement, dg_file_format_get_id (begin->format));
  dg_statement_bind_int64 (statement, (gint64) begin->seed);
  dg_statement_bind_text (statement, dg_run_status_get_id (DG_RUN_RUNNING));
  dg_statement_bind_int64 (statement, g_get_real_time ());
  dg_statement_bind_text (statement, dg_run_kind_get_id (begin->kind));
  dg_statement_bind_text (statement, begin->outline);
  dg_statement_bind_int64 (statement, begin->dataset != NULL);
  dg_statement_bind_double (statement, begin->max_cost_usd);
  dg_statement_bind_text (statement, begin->check_model);
  dg_statement_bind_text (statement, begin->session);

  if (!dg_statement_run (statement, error))
    return FALSE;

  if (dg_sqlite_get_n_changed (db) == 0)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
                   _ ("There is no session “%s” in this library. Choose one of the list of sessions."), begin->session);
      return FALSE;
    }

  return TRUE;
}

static char *
choose_dataset (DgSqlite *db, const BeginData *begin, GError **error)
{
  if (begin->dataset != NULL)
    return g_strdup (begin->dataset);

  return dg_library_make_dataset_id (db, error);
}

static gpointer
begin_run (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  BeginData *begin = data;
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  if (transaction == NULL || !adopt_dataset (source, db, begin, error))
    return NULL;

  g_autofree char *run = dg_library_make_id (db, "run_", "SELECT 1 FROM dg_runs WHERE id = ?", error);
  if (run == NULL)
    return NULL;

  g_autofree char *dataset = choose_dataset (db, begin, error);
  if (dataset == NULL || !insert_run (db, begin, run, dataset, error) ||
      !dg_library_insert_records (db, run, begin->seeded, error) ||
      !dg_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;

  return g_steal_pointer (&run);
}

/**
 * dg_library_begin_run_async:
 * @self: a library
 * @start: what the run begins with
 * @cancellable: (nullable): a cancellable
 * @callback: called when the run is on record
 * @data: given to @callback
 *
 * Begins a run with the session's provider and model. What it is seeded with is in the library with it, or neither is.
 * One that extends a dataset gets the dataset's format.
 */
void
dg_library_begin_run_async (
    DgLibrary *self, const DgRunStart *start, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (start != NULL && start->session != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_begin_run_async, cancellable, callback, data);
  BeginData *begin = g_new0 (BeginData, 1);

  begin->session = g_strdup (start->session);
  begin->kind = start->kind;
  begin->requested = start->requested;
  begin->format = start->format;
  begin->seed = start->seed;
  begin->outline = g_strdup (start->outline);
  begin->dataset = g_strdup (start->dataset);
  begin->max_cost_usd = start->max_cost_usd;
  begin->check_model = g_strdup (start->check_model);
  begin->seeded = copy_seeded (start->seeded);
  g_task_set_task_data (task, begin, (GDestroyNotify) free_begin_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), begin_run, g_free);
}

/**
 * dg_library_begin_run_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_NOT_FOUND among them, and
 *   %DG_STORE_ERROR_FAILED when the dataset to extend has no room for what is asked for
 *
 * Returns: (transfer full) (nullable): the run's id, `run_` and 8 hexadecimal digits
 */
char *
dg_library_begin_run_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_begin_run_async, error);
}
