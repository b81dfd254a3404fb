/* dg-library-discard.c: generator sessions thrown away, and taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>

/* In this order, since rows refer to those of the tables further down. */
static const char *const deletions[] = {
  "DELETE FROM dg_records WHERE run_id IN (SELECT id FROM dg_runs WHERE session_id = ?)",
  "DELETE FROM dg_refused WHERE run_id IN (SELECT id FROM dg_runs WHERE session_id = ?)",
  "DELETE FROM dg_calls WHERE session_id = ?1 OR run_id IN (SELECT id FROM dg_runs WHERE session_id = ?1)",
  "DELETE FROM dg_runs WHERE session_id = ?",
};

/* A session that added to a dataset has one too, even if it is not the one that the dataset began with. */
static gboolean
check_unfinished (DgSqlite *db, const char *session, GError **error)
{
  gboolean finished;

  if (!dg_library_find (db,
                        "SELECT 1 FROM dg_sessions WHERE id = ?1 AND dataset_id IS NOT NULL"
                        " UNION ALL SELECT 1 FROM dg_datasets WHERE session_id = ?1"
                        " UNION ALL SELECT 1 FROM dg_records c JOIN dg_runs r ON r.id = c.run_id"
                        "  WHERE r.session_id = ?1 AND c.dataset_id IS NOT NULL",
                        session, &finished, error))
    return FALSE;

  if (finished)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED,
                 _ ("The session “%s” has led to a dataset, so it cannot be discarded. Delete the dataset if you do "
                    "not want what it made."),
                 session);

  return !finished;
}

static gboolean
delete_session (DgSqlite *db, const char *session, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (deletions); i++)
    if (!dg_library_run_sql (db, deletions[i], session, error))
      return FALSE;

  return dg_library_delete_draft_parts (db, session, error) &&
         dg_library_run_sql (db, "DELETE FROM dg_sessions WHERE id = ?", session, error);
}

static gpointer
discard_draft (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const char *session = data;
  g_autoptr (DgLease) lease = dg_library_take_lease (source, db, session, error);
  g_autoptr (DgTransaction) transaction = lease != NULL ? dg_sqlite_begin (db, error) : NULL;
  g_autoptr (DgDraft) draft = transaction != NULL ? dg_library_read_draft (db, session, error) : NULL;

  if (draft == NULL || !check_unfinished (db, session, error) || !delete_session (db, session, error) ||
      !dg_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;

  return g_steal_pointer (&draft);
}

/**
 * dg_library_discard_draft_async:
 * @self: a library
 * @session: a session that has not led to a dataset, and that the caller holds no lease of
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is gone
 * @data: given to @callback
 *
 * Deletes a session and everything of it: the conversation, samples, notes and rules, its runs with their records, and
 * what they cost. dg_library_restore_draft_async() undoes that, except for the runs.
 */
void
dg_library_discard_draft_async (
    DgLibrary *self, const char *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (session != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_discard_draft_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (session), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), discard_draft, (GDestroyNotify) dg_draft_free);
}

/**
 * dg_library_discard_draft_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND, %DG_STORE_ERROR_HELD when it is
 *   in use, %DG_STORE_ERROR_FAILED when it has led to a dataset
 *
 * Returns: (transfer full) (nullable): the session as it was
 */
DgDraft *
dg_library_discard_draft_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_discard_draft_async, error);
}
