/* dg-library-drafts.c: the library's generator sessions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dg-names.h"

#define SESSION_PREFIX "session_"

/* @texts are what can be long. */
#define SELECT_DRAFT(texts)                                                                                            \
  "SELECT s.id, s.name, s.step, s.provider, s.model, s.updated_us, s.dataset_id, r.requested,"                         \
  "  (SELECT count (*) FROM dg_records WHERE run_id = r.id), s.confirmed, s.stale,"                                    \
  "  (SELECT ifnull (max (round), 0) FROM dg_samples WHERE session_id = s.id),"                                        \
  "  (SELECT total (cost_usd) FROM dg_calls WHERE session_id = s.id),"                                                 \
  "  EXISTS (SELECT 1 FROM dg_calls WHERE session_id = s.id AND cost_usd IS NULL), s.prompt_id, s.prompt_name" texts   \
  " FROM dg_sessions s LEFT JOIN dg_runs r ON r.id ="                                                                  \
  "  (SELECT id FROM dg_runs WHERE session_id = s.id AND kind = 'dataset' ORDER BY created_us DESC, rowid DESC LIMIT " \
  "1)"
#define TEXTS                                                                                                          \
  ", s.system_prompt, s.user_prompt, s.checklist, s.reference, s.outline, s.unsent, s.turn_before, s.turn_after,"      \
  " s.turn_confirmed, s.wish_records, s.wish_format, s.wish_max_cost_usd, s.wish_check"
#define NO_TEXTS ", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, 0, 0"

static DgPrompt *
read_prompt (DgStatement *row)
{
  g_autofree char *name = dg_statement_dup_text (row, 15);
  g_autofree char *system = dg_statement_dup_text (row, 16);
  g_autofree char *user = dg_statement_dup_text (row, 17);

  if (name == NULL)
    return NULL;

  DgPrompt *prompt = dg_prompt_new (name, system, user);

  prompt->id = dg_statement_dup_text (row, 14);

  return prompt;
}

static void
read_wish (DgStatement *row, DgRunWish *wish)
{
  g_autofree char *format = dg_statement_dup_text (row, 26);

  wish->n_records = dg_statement_get_uint (row, 25);
  if (format != NULL)
    dg_file_format_from_id (format, &wish->format);
  wish->max_cost_usd = dg_statement_get_double (row, 27);
  wish->check_answers = dg_statement_get_int64 (row, 28) != 0;
}

/* The head: all but the lists. */
static DgDraft *
read_head (DgStatement *row, GError **error)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autofree char *step = dg_statement_dup_text (row, 2);

  draft->id = dg_statement_dup_text (row, 0);
  if (!dg_step_from_id (step, &draft->step))
    {
      dg_library_set_unknown_word (error, draft->id, step);
      return NULL;
    }

  draft->name = dg_statement_dup_text (row, 1);
  draft->provider = dg_statement_dup_text (row, 3);
  draft->model = dg_statement_dup_text (row, 4);
  draft->updated_us = dg_statement_get_int64 (row, 5);
  draft->dataset = dg_statement_dup_text (row, 6);
  draft->requested = dg_statement_get_uint (row, 7);
  draft->accepted = dg_statement_get_uint (row, 8);
  draft->confirmed = dg_statement_get_int64 (row, 9) != 0;
  draft->stale = dg_statement_get_int64 (row, 10) != 0;
  draft->n_rounds = dg_statement_get_uint (row, 11);
  draft->cost_usd = dg_statement_get_int64 (row, 13) != 0 ? NAN : dg_statement_get_double (row, 12);
  draft->prompt = read_prompt (row);
  draft->checklist = dg_statement_dup_text (row, 18);
  draft->reference = dg_statement_dup_text (row, 19);
  draft->outline = dg_statement_dup_text (row, 20);
  draft->unsent = dg_statement_dup_text (row, 21);
  draft->turn_before = dg_statement_dup_text (row, 22);
  draft->turn_after = dg_statement_dup_text (row, 23);
  draft->turn_confirmed = dg_statement_get_int64 (row, 24) != 0;
  read_wish (row, &draft->wish);

  return g_steal_pointer (&draft);
}

static void
bind_head (DgStatement *statement, const DgDraft *draft, gint64 updated_us)
{
  const DgPrompt *prompt = draft->prompt;

  dg_statement_bind_text (statement, draft->name != NULL ? draft->name : "");
  dg_statement_bind_text (statement, dg_step_get_id (draft->step));
  dg_statement_bind_text (statement, draft->provider);
  dg_statement_bind_text (statement, draft->model);
  dg_statement_bind_text (statement, draft->checklist);
  dg_statement_bind_int64 (statement, draft->confirmed);
  dg_statement_bind_int64 (statement, draft->stale);
  dg_statement_bind_text (statement, prompt != NULL ? prompt->id : NULL);
  dg_statement_bind_text (statement, prompt != NULL ? prompt->name : NULL);
  dg_statement_bind_text (statement, prompt != NULL ? prompt->system : NULL);
  dg_statement_bind_text (statement, prompt != NULL ? prompt->user : NULL);
  dg_statement_bind_text (statement, draft->reference);
  dg_statement_bind_text (statement, draft->outline);
  dg_statement_bind_text (statement, draft->unsent);
  dg_statement_bind_text (statement, draft->turn_before);
  dg_statement_bind_text (statement, draft->turn_after);
  dg_statement_bind_int64 (statement, draft->turn_confirmed);
  dg_statement_bind_int64 (statement, draft->wish.n_records);
  dg_statement_bind_text (statement, draft->wish.n_records > 0 ? dg_file_format_get_id (draft->wish.format) : NULL);
  dg_statement_bind_double (statement, draft->wish.max_cost_usd);
  dg_statement_bind_int64 (statement, draft->wish.check_answers);
  dg_statement_bind_int64 (statement, updated_us);
  dg_statement_bind_text (statement, draft->id);
}

static gboolean
insert_head (DgSqlite *db, const DgDraft *draft, gint64 updated_us, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "INSERT INTO dg_sessions (name, step, provider, model, checklist, confirmed, stale, prompt_id, prompt_name,"
          "  system_prompt, user_prompt, reference, outline, unsent, turn_before, turn_after, turn_confirmed,"
          "  wish_records, wish_format, wish_max_cost_usd, wish_check, updated_us, id, created_us)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  bind_head (statement, draft, updated_us);
  dg_statement_bind_int64 (statement, updated_us);

  return dg_statement_run (statement, error);
}

static gboolean
insert_draft (DgSqlite *db, DgDraft *draft, GError **error)
{
  draft->id = dg_library_make_id (db, SESSION_PREFIX, "SELECT 1 FROM dg_sessions WHERE id = ?", error);

  return draft->id != NULL && insert_head (db, draft, g_get_real_time (), error);
}

static gboolean
update_draft (DgSqlite *db, DgDraft *draft, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "UPDATE dg_sessions SET name = ?, step = ?, provider = ?, model = ?, checklist = ?, confirmed = ?,"
          "  stale = ?, prompt_id = ?, prompt_name = ?, system_prompt = ?, user_prompt = ?, reference = ?,"
          "  outline = ?, unsent = ?, turn_before = ?, turn_after = ?, turn_confirmed = ?, wish_records = ?,"
          "  wish_format = ?, wish_max_cost_usd = ?, wish_check = ?, updated_us = ?"
          " WHERE id = ?");

  bind_head (statement, draft, g_get_real_time ());

  return dg_library_check_session (db, draft->id, error) && dg_statement_run (statement, error) &&
         dg_library_delete_draft_parts (db, draft->id, error);
}

static gpointer
save_draft (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  DgDraft *draft = data;
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  if (transaction == NULL || !(draft->id == NULL ? insert_draft (db, draft, error) : update_draft (db, draft, error)) ||
      !dg_library_write_draft_parts (db, draft, error) ||
      !dg_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;

  return g_strdup (draft->id);
}

static gpointer
restore_draft (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const DgDraft *draft = data;
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  gboolean taken;

  if (transaction == NULL || !dg_library_find (db, "SELECT 1 FROM dg_sessions WHERE id = ?", draft->id, &taken, error))
    return NULL;

  if (taken)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS,
                   _ ("The session “%s” is in this library already. There is nothing to bring back."), draft->id);
      return NULL;
    }

  if (!insert_head (db, draft, draft->updated_us, error) || !dg_library_write_draft_parts (db, draft, error) ||
      !dg_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

static gpointer
load_draft (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin_reading (db, error);

  /* The lists have to belong to the head. */
  return transaction != NULL ? dg_library_read_draft (db, data, error) : NULL;
}

static gpointer
list_drafts (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_draft_free);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db,
                        SELECT_DRAFT (NO_TEXTS) " WHERE s.dataset_id IS NULL ORDER BY s.updated_us DESC, s.rowid DESC");

  while (dg_statement_next (statement))
    {
      DgDraft *draft = read_head (statement, error);

      if (draft == NULL)
        return NULL;

      g_ptr_array_add (drafts, draft);
    }

  return dg_statement_finish (statement, error) ? g_steal_pointer (&drafts) : NULL;
}

/**
 * dg_library_read_draft:
 * @db: the database
 * @session: a session
 * @error: return location for an error, %DG_STORE_ERROR_NOT_FOUND among them
 *
 * Returns: (transfer full) (nullable): the whole session
 */
DgDraft *
dg_library_read_draft (DgSqlite *db, const char *session, GError **error)
{
  g_autoptr (DgDraft) draft = NULL;
  g_autoptr (DgStatement) statement = dg_statement_new (db, SELECT_DRAFT (TEXTS) " WHERE s.id = ?");

  if (!dg_library_check_session (db, session, error))
    return NULL;

  dg_statement_bind_text (statement, session);
  if (dg_statement_next (statement))
    {
      draft = read_head (statement, error);
      if (draft == NULL)
        return NULL;
    }

  if (!dg_statement_finish (statement, error) || !dg_library_read_draft_parts (db, draft, error))
    return NULL;

  return g_steal_pointer (&draft);
}

/**
 * dg_library_check_session:
 * @db: the database
 * @session: the id of a session
 * @error: return location for an error, %DG_STORE_ERROR_NOT_FOUND among them
 *
 * Returns: whether there is such a session
 */
gboolean
dg_library_check_session (DgSqlite *db, const char *session, GError **error)
{
  gboolean known;

  if (!dg_library_find (db, "SELECT 1 FROM dg_sessions WHERE id = ?", session, &known, error))
    return FALSE;

  if (!known)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
                 _ ("There is no session “%s” in this library. Choose one of the list of sessions."), session);

  return known;
}

/**
 * dg_library_save_draft_async:
 * @self: a library
 * @draft: a session; without an id it is a new one. Its read-only members are ignored
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is saved
 * @data: given to @callback
 *
 * Keeps all that @draft holds at the time of the call, or nothing: its lists take the place of those that were kept.
 */
void
dg_library_save_draft_async (
    DgLibrary *self, const DgDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (draft != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_save_draft_async, cancellable, callback, data);

  g_task_set_task_data (task, dg_draft_copy (draft), (GDestroyNotify) dg_draft_free);
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
 * dg_library_restore_draft_async:
 * @self: a library
 * @draft: what dg_library_discard_draft_finish() returned, with its id
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is back
 * @data: given to @callback
 *
 * Undoes that a session was discarded, under the same id. This is not left to dg_library_save_draft_async(), so that a
 * session that somebody else has discarded does not come back because a program still had it open.
 */
void
dg_library_restore_draft_async (
    DgLibrary *self, const DgDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (draft != NULL && draft->id != NULL);
  g_return_if_fail (dg_names_is_id (draft->id, SESSION_PREFIX));

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_restore_draft_async, cancellable, callback, data);

  g_task_set_task_data (task, dg_draft_copy (draft), (GDestroyNotify) dg_draft_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), restore_draft, NULL);
}

/**
 * dg_library_restore_draft_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_EXISTS when there is a session of that id
 *
 * Returns: whether it is back
 */
gboolean
dg_library_restore_draft_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_restore_draft_async, error) != NULL;
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
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND, or %DG_STORE_ERROR_NEWER when a
 *   newer version of the program has left something in it that this one does not know
 *
 * Returns: (transfer full) (nullable): the whole session
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
 * among them. So that a list of them is quick, those drafts lack what can be long: the checklist, also that before and
 * after the last message, the texts of the prompt, the reference and the outline, what is unsent, and the lists
 * (messages, samples and so on). dg_library_load_draft_async() has them.
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
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_NEWER among them
 *
 * Returns: (transfer full) (nullable) (element-type DgDraft): the unfinished sessions, the one changed last first
 */
GPtrArray *
dg_library_list_drafts_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_list_drafts_async, error);
}
