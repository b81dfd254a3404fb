/* dg-library-problems.c: what the program finds wrong with records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"
#include "dg-library-query.h"

typedef struct
{
  char *dataset; /* (owned) */
  guint revision;
  GArray *numbers;     /* (owned) (element-type guint) */
  GPtrArray *problems; /* (owned) (element-type utf8), one for each of @numbers */
} ProblemData;

static void
free_problem_data (ProblemData *data)
{
  g_free (data->dataset);
  g_array_unref (data->numbers);
  g_ptr_array_unref (data->problems);
  g_free (data);
}

static gboolean
write_problems (DgSqlite *db, const ProblemData *data, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE dg_records SET problem = nullif (?, '') WHERE dataset_id = ? AND number = ?");

  for (guint i = 0; i < data->numbers->len; i++)
    {
      /* The program's own words can quote what a model or a file said. */
      g_autofree char *problem = g_utf8_make_valid (g_ptr_array_index (data->problems, i), -1);

      dg_statement_bind_text (statement, problem);
      dg_statement_bind_text (statement, data->dataset);
      dg_statement_bind_int64 (statement, g_array_index (data->numbers, guint, i));
      if (!dg_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* A file that somebody else has changed since has another revision as soon as it is looked at. */
static gboolean
check_records (DgSqlite *db, DgDataset *dataset, guint revision, GCancellable *cancellable, GError **error)
{
  gboolean changed;

  return dg_library_adopt_changed_file (db, dataset, TRUE, &changed, cancellable, error) &&
         dg_library_check_revision (db, dataset, revision, error);
}

static gpointer
set_problems (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const ProblemData *problems = data;
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  if (transaction == NULL || !dg_library_settle_files_locked (source, db, problems->dataset, error))
    return NULL;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (source, db, problems->dataset, error);
  gboolean written = dataset != NULL && check_records (db, dataset, problems->revision, cancellable, error) &&
                     dg_library_run_sql (db,
                                         "UPDATE dg_records SET problem = NULL"
                                         " WHERE dataset_id = ? AND problem IS NOT NULL",
                                         problems->dataset, error) &&
                     write_problems (db, problems, error) &&
                     dg_transaction_commit (g_steal_pointer (&transaction), error);

  return written ? GINT_TO_POINTER (TRUE) : NULL;
}

/**
 * dg_library_set_problems_async:
 * @self: a library
 * @dataset: the id of a dataset
 * @revision: the dataset's revision from before the records were loaded that the problems are about
 * @problems: (array length=n_problems): the records with problems, copied at once; all others have none from now on
 * @n_problems: how many there are
 * @cancellable: (nullable): a cancellable
 * @callback: called when all is saved, or nothing
 * @data: given to @callback
 *
 * Replaces what the database says is wrong with the records of a dataset. Nothing happens when the dataset is not at
 * @revision any more, since the problems may be about other records, or about texts of before.
 *
 * The order in which nothing is missed: dg_library_find_records_async(), whose dataset has the revision and whose file
 * has been looked at; dg_library_load_records_async(); this.
 */
void
dg_library_set_problems_async (DgLibrary *self,
                               const char *dataset,
                               guint revision,
                               const DgRecordProblem *problems,
                               guint n_problems,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (dataset != NULL);
  g_return_if_fail (problems != NULL || n_problems == 0);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_set_problems_async, cancellable, callback, data);
  ProblemData *copy = g_new0 (ProblemData, 1);

  copy->dataset = g_strdup (dataset);
  copy->revision = revision;
  copy->numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_problems);
  copy->problems = g_ptr_array_new_full (n_problems, g_free);
  for (guint i = 0; i < n_problems; i++)
    {
      g_array_append_val (copy->numbers, problems[i].number);
      g_ptr_array_add (copy->problems, g_strdup (problems[i].problem));
    }
  g_task_set_task_data (task, copy, (GDestroyNotify) free_problem_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), set_problems, NULL);
}

/**
 * dg_library_set_problems_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_STALE when the records have changed since,
 *   which is no reason to alarm anybody
 *
 * Returns: whether the problems are saved
 */
gboolean
dg_library_set_problems_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_set_problems_async, error) != NULL;
}
