/* dg-library-plans.c: what the runs of a dataset planned
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-plans.h"

#include "dg-library-private.h"

/**
 * dg_run_plan_free:
 * @self: (transfer full): a run's plan
 */
void
dg_run_plan_free (DgRunPlan *self)
{
  g_free (self->run);
  g_free (self->session);
  g_free (self->outline);
  g_array_unref (self->records);
  g_free (self);
}

static GPtrArray *
read_plans (DgSqlite *db, const char *dataset, GError **error)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_run_plan_free);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "SELECT id, session_id, outline, seed, requested, extends FROM dg_runs"
                            " WHERE dataset_id = ? AND kind = 'dataset' AND status IN ('complete', 'partial')"
                            " ORDER BY created_us, rowid");

  dg_statement_bind_text (statement, dataset);
  while (dg_statement_next (statement))
    {
      DgRunPlan *plan = g_new0 (DgRunPlan, 1);

      plan->run = dg_statement_dup_text (statement, 0);
      plan->session = dg_statement_dup_text (statement, 1);
      plan->outline = dg_statement_dup_text (statement, 2);
      plan->seed = (guint64) dg_statement_get_int64 (statement, 3);
      plan->requested = dg_statement_get_uint (statement, 4);
      plan->extends = dg_statement_get_uint (statement, 5) != 0;
      plan->records = g_array_new (FALSE, FALSE, sizeof (DgPlannedRecord));
      g_ptr_array_add (plans, plan);
    }

  return dg_statement_finish (statement, error) ? g_steal_pointer (&plans) : NULL;
}

static gboolean
read_planned (DgSqlite *db, const char *dataset, DgRunPlan *plan, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "SELECT number, plan_line, origin FROM dg_records WHERE run_id = ? AND dataset_id = ? ORDER BY number");

  dg_statement_bind_text (statement, plan->run);
  dg_statement_bind_text (statement, dataset);
  while (dg_statement_next (statement))
    {
      g_autofree char *origin = dg_statement_dup_text (statement, 2);
      DgPlannedRecord record = {
        .number = dg_statement_get_uint (statement, 0),
        .line = dg_statement_get_uint (statement, 1),
        .origin = DG_ORIGIN_MODEL,
      };

      dg_origin_from_id (origin, &record.origin);
      g_array_append_val (plan->records, record);
    }

  return dg_statement_finish (statement, error);
}

static gpointer
load_plans (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  g_autoptr (GPtrArray) plans = read_plans (db, data, error);

  for (guint i = 0; plans != NULL && i < plans->len; i++)
    if (!read_planned (db, data, g_ptr_array_index (plans, i), error))
      return NULL;

  return g_steal_pointer (&plans);
}

/**
 * dg_library_load_plans_async:
 * @self: a library
 * @dataset: the id of a dataset
 * @cancellable: (nullable): a cancellable
 * @callback: called with the plans
 * @data: given to @callback
 *
 * Loads what each run planned whose records are in the dataset. The numbers are those of the database: where somebody
 * else has changed the file, a record is known by its line too (dg_record_get_plan_line()).
 */
void
dg_library_load_plans_async (
    DgLibrary *self, const char *dataset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (dataset != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_load_plans_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (dataset), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), load_plans, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * dg_library_load_plans_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type DgRunPlan): the plans in the order of the runs; empty for a dataset
 *   that was imported
 */
GPtrArray *
dg_library_load_plans_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_load_plans_async, error);
}
