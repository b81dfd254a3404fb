/* dg-library-drafts.c: the library's generator sessions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>

#define SELECT_DRAFT                                                                                                   \
  "SELECT s.id, s.name, s.step, s.provider, s.model, s.checklist, s.updated_us, s.dataset_id, r.requested,"            \
  "  (SELECT count (*) FROM dg_records WHERE run_id = r.id)"                                                           \
  " FROM dg_sessions s LEFT JOIN dg_runs r ON r.id ="                                                                  \
  "  (SELECT id FROM dg_runs WHERE session_id = s.id ORDER BY created_us DESC, rowid DESC LIMIT 1)"

static DgDraft *
copy_draft (const DgDraft *draft)
{
  DgDraft *copy = dg_draft_new ();

  copy->id = g_strdup (draft->id);
  copy->name = g_strdup (draft->name != NULL ? draft->name : "");
  copy->step = draft->step;
  copy->provider = g_strdup (draft->provider);
  copy->model = g_strdup (draft->model);
  copy->checklist = g_strdup (draft->checklist);

  return copy;
}

static DgDraft *
read_draft (DgStatement *row)
{
  DgDraft *draft = dg_draft_new ();
  g_autofree char *step = dg_statement_dup_text (row, 2);

  draft->id = dg_statement_dup_text (row, 0);
  draft->name = dg_statement_dup_text (row, 1);
  dg_step_from_id (step, &draft->step);
  draft->provider = dg_statement_dup_text (row, 3);
  draft->model = dg_statement_dup_text (row, 4);
  draft->checklist = dg_statement_dup_text (row, 5);
  draft->updated_us = dg_statement_get_int64 (row, 6);
  draft->dataset = dg_statement_dup_text (row, 7);
  draft->requested = dg_statement_get_uint (row, 8);
  draft->accepted = dg_statement_get_uint (row, 9);

  return draft;
}

static void
bind_contents (DgStatement *statement, const DgDraft *draft)
{
  dg_statement_bind_text (statement, draft->name);
  dg_statement_bind_text (statement, dg_step_get_id (draft->step));
  dg_statement_bind_text (statement, draft->provider);
  dg_statement_bind_text (statement, draft->model);
  dg_statement_bind_text (statement, draft->checklist);
  dg_statement_bind_int64 (statement, g_get_real_time ());
}

static gboolean
insert_draft (DgSqlite *db, DgDraft *draft, GError **error)
{
  draft->id = dg_library_make_id (db, "session_", "SELECT 1 FROM dg_sessions WHERE id = ?", error);
  if (draft->id == NULL)
    return FALSE;

  g_autoptr (DgStatement) statement =
      dg_statement_new (db,
                        "INSERT INTO dg_sessions (name, step, provider, model, checklist, updated_us, id, created_us)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  bind_contents (statement, draft);
  dg_statement_bind_text (statement, draft->id);
  dg_statement_bind_int64 (statement, g_get_real_time ());

  return dg_statement_run (statement, error);
}

static void
set_session_not_found (GError **error, const char *session)
{
  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
               _ ("There is no session “%s” in this library. Choose one of the list of sessions."), session);
}

static gboolean
update_draft (DgSqlite *db, DgDraft *draft, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "UPDATE dg_sessions SET name = ?, step = ?, provider = ?, model = ?, checklist = ?, updated_us = ?"
          " WHERE id = ?");

  bind_contents (statement, draft);
  dg_statement_bind_text (statement, draft->id);

  if (!dg_statement_run (statement, error))
    return FALSE;

  if (dg_sqlite_get_n_changed (db) == 0)
    {
      set_session_not_found (error, draft->id);
      return FALSE;
    }

  return TRUE;
}

static gpointer
save_draft (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  DgDraft *draft = data;
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  if (transaction == NULL)
    return NULL;

  if (!(draft->id == NULL ? insert_draft (db, draft, error) : update_draft (db, draft, error)) ||
      !dg_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;

  return g_strdup (draft->id);
}

static gpointer
load_draft (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const char *session = data;
  g_autoptr (DgDraft) draft = NULL;
  g_autoptr (DgStatement) statement = dg_statement_new (db, SELECT_DRAFT " WHERE s.id = ?");

  dg_statement_bind_text (statement, session);
  if (dg_statement_next (statement))
    draft = read_draft (statement);

  if (!dg_statement_finish (statement, error))
    return NULL;

  if (draft == NULL)
    set_session_not_found (error, session);

  return g_steal_pointer (&draft);
}

static gpointer
list_drafts (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_draft_free);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, SELECT_DRAFT " WHERE s.dataset_id IS NULL ORDER BY s.updated_us DESC, s.rowid DESC");

  while (dg_statement_next (statement))
    g_ptr_array_add (drafts, read_draft (statement));

  return dg_statement_finish (statement, error) ? g_steal_pointer (&drafts) : NULL;
}

/**
 * dg_library_save_draft_async:
 * @self: a library
 * @draft: a session; without an id it is a new one. Its read-only members are ignored
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is saved
 * @data: given to @callback
 *
 * Keeps what @draft holds at the time of the call.
 */
void
dg_library_save_draft_async (
    DgLibrary *self, const DgDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (draft != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_save_draft_async, cancellable, callback, data);

  g_task_set_task_data (task, copy_draft (draft), (GDestroyNotify) dg_draft_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), save_draft, g_free);
}

/**
 * dg_library_save_draft_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND when the draft has an id that the
 *   library does not know
 *
 * Returns: (transfer full) (nullable): the session's id, `session_` and 8 hexadecimal digits
 */
char *
dg_library_save_draft_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_save_draft_async, error);
}

/**
 * dg_library_load_draft_async:
 * @self: a library
 * @session: the id of a session, finished or not
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is loaded
 * @data: given to @callback
 */
void
dg_library_load_draft_async (
    DgLibrary *self, const char *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (session != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_load_draft_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (session), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), load_draft, (GDestroyNotify) dg_draft_free);
}

/**
 * dg_library_load_draft_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_NOT_FOUND among them
 *
 * Returns: (transfer full) (nullable): the session
 */
DgDraft *
dg_library_load_draft_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_load_draft_async, error);
}

/**
 * dg_library_list_drafts_async:
 * @self: a library
 * @cancellable: (nullable): a cancellable
 * @callback: called with the list
 * @data: given to @callback
 *
 * Lists the sessions that have not led to a dataset. One whose dataset was deleted since has done its work and is not
 * among them.
 */
void
dg_library_list_drafts_async (DgLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_list_drafts_async, cancellable, callback, data);

  dg_store_thread_push (self->thread, g_steal_pointer (&task), list_drafts, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * dg_library_list_drafts_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type DgDraft): the unfinished sessions, the one changed last first
 */
GPtrArray *
dg_library_list_drafts_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_list_drafts_async, error);
}
