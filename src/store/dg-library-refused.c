/* dg-library-refused.c: what the model made and no dataset has, read back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

typedef struct
{
  char *run; /* (owned) */
  guint most;
} RefusedData;

static void
free_refused_data (RefusedData *data)
{
  g_free (data->run);
  g_free (data);
}

static DgRefusedRecord *
read_refused (DgStatement *row)
{
  g_autofree char *reason_id = dg_statement_dup_text (row, 0);
  g_autofree char *detail = dg_statement_dup_text (row, 1);
  g_autofree char *raw = dg_statement_dup_text (row, 2);
  DgRefusal reason = DG_REFUSAL_INVALID;

  dg_refusal_from_id (reason_id, &reason);

  return dg_refused_record_new (reason, detail, raw, dg_statement_get_uint (row, 3));
}

static gpointer
load_refused (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const RefusedData *asked = data;
  g_autoptr (GPtrArray) refused = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_refused_record_free);
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "SELECT reason, detail, raw, plan_line FROM dg_refused WHERE run_id = ? ORDER BY id DESC LIMIT ?");

  dg_statement_bind_text (statement, asked->run);
  dg_statement_bind_int64 (statement, asked->most);
  while (dg_statement_next (statement))
    g_ptr_array_add (refused, read_refused (statement));

  return dg_statement_finish (statement, error) ? g_steal_pointer (&refused) : NULL;
}

/**
 * dg_library_load_refused_async:
 * @self: a library
 * @run: the id of a run
 * @most: how many to load at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @data: given to @callback
 *
 * Loads what a run has refused, the latest first.
 */
void
dg_library_load_refused_async (DgLibrary *self,
                               const char *run,
                               guint most,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (run != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_load_refused_async, cancellable, callback, data);
  RefusedData *asked = g_new0 (RefusedData, 1);

  asked->run = g_strdup (run);
  asked->most = most;
  g_task_set_task_data (task, asked, (GDestroyNotify) free_refused_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), load_refused, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * dg_library_load_refused_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type DgRefusedRecord): the refused records, the latest first
 */
GPtrArray *
dg_library_load_refused_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_load_refused_async, error);
}
