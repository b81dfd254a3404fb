/* dg-library-prompts.c: the prompts of a library
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-prompts.h"

#include <glib/gi18n-lib.h>

#include "dg-json.h"
#include "dg-library-private.h"

#define PROMPT_PREFIX "prompt_"

/* The table is shared with Nova Prompt Optimizer, whose words these are. */
#define TYPE_BOTH "System + User"
#define TYPE_SYSTEM "System Only"
#define TYPE_USER "User Only"
#define SYSTEM_MEMBER "system_prompt"
#define USER_MEMBER "user_prompt"

#define SELECT_PROMPT "SELECT id, name, variables FROM prompts"

/* (transfer full): the text of a member; empty when it is missing or null */
static char *
read_member (DgJsonValue object, const char *name)
{
  DgJsonValue value;

  if (!dg_json_object_lookup (object, name, &value) || dg_json_value_get_value_type (value) == DG_JSON_NULL)
    return g_strdup ("");

  return dg_json_value_get_value_type (value) == DG_JSON_STRING ? dg_json_value_dup_string (value)
                                                                : dg_json_value_dup_source (value);
}

/* Rows of old have an array of the names of placeholders, or nothing: then no text was kept. What is no JSON can only
 * be text that somebody wrote there, and is not to be lost when the prompt is saved again. */
static void
read_variables (DgPrompt *prompt, const char *variables)
{
  g_autoptr (DgJsonDocument) document = NULL;

  if (variables == NULL)
    return;

  document = dg_json_document_new (variables, -1, NULL, NULL);
  if (document == NULL)
    {
      g_free (prompt->user);
      prompt->user = g_strdup (variables);
      return;
    }

  DgJsonValue root = dg_json_document_get_root (document);
  if (dg_json_value_get_value_type (root) == DG_JSON_OBJECT)
    {
      g_free (prompt->system);
      g_free (prompt->user);
      prompt->system = read_member (root, SYSTEM_MEMBER);
      prompt->user = read_member (root, USER_MEMBER);
    }
}

static DgPrompt *
read_row (DgStatement *row)
{
  g_autofree char *name = dg_statement_dup_text (row, 1);
  g_autofree char *variables = dg_statement_dup_text (row, 2);
  DgPrompt *prompt = dg_prompt_new (name, NULL, NULL);

  prompt->id = dg_statement_dup_text (row, 0);
  read_variables (prompt, variables);

  return prompt;
}

static char *
print_variables (const DgPrompt *prompt)
{
  GString *out = g_string_new ("{\"" SYSTEM_MEMBER "\": ");

  dg_json_append_string (out, prompt->system);
  g_string_append (out, ", \"" USER_MEMBER "\": ");
  dg_json_append_string (out, prompt->user);
  g_string_append_c (out, '}');

  return g_string_free (out, FALSE);
}

static const char *
get_type (const DgPrompt *prompt)
{
  if (prompt->system[0] == '\0')
    return TYPE_USER;

  return prompt->user[0] == '\0' ? TYPE_SYSTEM : TYPE_BOTH;
}

/* A name of blanks would be an empty row on the screen. */
static void
make_name (DgPrompt *prompt)
{
  g_strstrip (prompt->name);
  if (prompt->name[0] != '\0')
    return;

  g_free (prompt->name);
  prompt->name = g_strdup (_ ("Prompt"));
}

static void
set_not_found (GError **error, const char *id)
{
  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
               _ ("There is no prompt “%s” in this library. Choose one of the list of prompts."), id);
}

static gboolean
insert_prompt (DgSqlite *db, const DgPrompt *prompt, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *created = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *variables = print_variables (prompt);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "INSERT INTO prompts (id, name, prompt_type, variables, created, last_used, performance)"
                            " VALUES (?, ?, ?, ?, ?, 'Never', 'Not tested')");

  dg_statement_bind_text (statement, prompt->id);
  dg_statement_bind_text (statement, prompt->name);
  dg_statement_bind_text (statement, get_type (prompt));
  dg_statement_bind_text (statement, variables);
  dg_statement_bind_text (statement, created);

  return dg_statement_run (statement, error);
}

static gboolean
update_prompt (DgSqlite *db, const DgPrompt *prompt, GError **error)
{
  g_autofree char *variables = print_variables (prompt);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE prompts SET name = ?, prompt_type = ?, variables = ? WHERE id = ?");

  dg_statement_bind_text (statement, prompt->name);
  dg_statement_bind_text (statement, get_type (prompt));
  dg_statement_bind_text (statement, variables);
  dg_statement_bind_text (statement, prompt->id);
  if (!dg_statement_run (statement, error))
    return FALSE;

  if (dg_sqlite_get_n_changed (db) == 0)
    {
      set_not_found (error, prompt->id);
      return FALSE;
    }

  return TRUE;
}

static gboolean
insert_new_prompt (DgSqlite *db, DgPrompt *prompt, GError **error)
{
  prompt->id = dg_library_make_id (db, PROMPT_PREFIX, "SELECT 1 FROM prompts WHERE id = ?", error);

  return prompt->id != NULL && insert_prompt (db, prompt, error);
}

static gpointer
save_prompt (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  DgPrompt *prompt = data;
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  make_name (prompt);
  if (transaction == NULL ||
      !(prompt->id == NULL ? insert_new_prompt (db, prompt, error) : update_prompt (db, prompt, error)) ||
      !dg_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;

  return g_strdup (prompt->id);
}

static gpointer
restore_prompt (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  DgPrompt *prompt = data;
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  gboolean taken;

  if (transaction == NULL || !dg_library_find (db, "SELECT 1 FROM prompts WHERE id = ?", prompt->id, &taken, error))
    return NULL;

  if (taken)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS,
                   _ ("The prompt “%s” is in this library already. There is nothing to bring back."), prompt->id);
      return NULL;
    }

  if (!insert_prompt (db, prompt, error) || !dg_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

static DgPrompt *
read_prompt (DgSqlite *db, const char *id, GError **error)
{
  g_autoptr (DgPrompt) prompt = NULL;
  g_autoptr (DgStatement) statement = dg_statement_new (db, SELECT_PROMPT " WHERE id = ?");

  dg_statement_bind_text (statement, id);
  if (dg_statement_next (statement))
    prompt = read_row (statement);

  if (!dg_statement_finish (statement, error))
    return NULL;

  if (prompt == NULL)
    set_not_found (error, id);

  return g_steal_pointer (&prompt);
}

static gpointer
load_prompt (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  return read_prompt (dg_library_use_db (source, cancellable), data, error);
}

static gpointer
delete_prompt (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  g_autoptr (DgPrompt) prompt = transaction != NULL ? read_prompt (db, data, error) : NULL;

  if (prompt == NULL || !dg_library_run_sql (db, "DELETE FROM prompts WHERE id = ?", data, error) ||
      !dg_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;

  return g_steal_pointer (&prompt);
}

static gpointer
list_prompts (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  g_autoptr (GPtrArray) prompts = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_prompt_free);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, SELECT_PROMPT " WHERE id IS NOT NULL ORDER BY created_at DESC, rowid DESC");

  while (dg_statement_next (statement))
    g_ptr_array_add (prompts, read_row (statement));

  return dg_statement_finish (statement, error) ? g_steal_pointer (&prompts) : NULL;
}

/**
 * dg_library_list_prompts_async:
 * @self: a library
 * @cancellable: (nullable): a cancellable
 * @callback: called with the list
 * @data: given to @callback
 */
void
dg_library_list_prompts_async (DgLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_list_prompts_async, cancellable, callback, data);

  dg_store_thread_push (self->thread, g_steal_pointer (&task), list_prompts, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * dg_library_list_prompts_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type DgPrompt): the prompts, the newest first
 */
GPtrArray *
dg_library_list_prompts_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_list_prompts_async, error);
}

/**
 * dg_library_load_prompt_async:
 * @self: a library
 * @id: the id of a prompt
 * @cancellable: (nullable): a cancellable
 * @callback: called with the prompt
 * @data: given to @callback
 */
void
dg_library_load_prompt_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_load_prompt_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (id), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), load_prompt, (GDestroyNotify) dg_prompt_free);
}

/**
 * dg_library_load_prompt_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_NOT_FOUND among them
 *
 * Returns: (transfer full) (nullable): the prompt
 */
DgPrompt *
dg_library_load_prompt_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_load_prompt_async, error);
}

/**
 * dg_library_save_prompt_async:
 * @self: a library
 * @prompt: a prompt, copied at once; without an id it is a new one
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is saved
 * @data: given to @callback
 *
 * What Nova Prompt Optimizer has noted of a prompt (last use, performance) stays as it is.
 */
void
dg_library_save_prompt_async (
    DgLibrary *self, const DgPrompt *prompt, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (prompt != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_save_prompt_async, cancellable, callback, data);

  g_task_set_task_data (task, dg_prompt_copy (prompt), (GDestroyNotify) dg_prompt_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), save_prompt, g_free);
}

/**
 * dg_library_save_prompt_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND when the prompt has an id that the
 *   library does not know
 *
 * Returns: (transfer full) (nullable): the prompt's id; of a new one, `prompt_` and 8 hexadecimal digits
 */
char *
dg_library_save_prompt_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_save_prompt_async, error);
}

/**
 * dg_library_delete_prompt_async:
 * @self: a library
 * @id: the id of a prompt
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is gone
 * @data: given to @callback
 *
 * Sessions that were started with the prompt keep a copy of their own. dg_library_restore_prompt_async() undoes this.
 */
void
dg_library_delete_prompt_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_delete_prompt_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (id), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), delete_prompt, (GDestroyNotify) dg_prompt_free);
}

/**
 * dg_library_delete_prompt_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_NOT_FOUND among them
 *
 * Returns: (transfer full) (nullable): the prompt as it was
 */
DgPrompt *
dg_library_delete_prompt_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_delete_prompt_async, error);
}

/**
 * dg_library_restore_prompt_async:
 * @self: a library
 * @prompt: what dg_library_delete_prompt_finish() returned, with its id
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is back
 * @data: given to @callback
 *
 * Undoes that a prompt was deleted, under the same id. To Nova Prompt Optimizer it is a new one.
 */
void
dg_library_restore_prompt_async (
    DgLibrary *self, const DgPrompt *prompt, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (prompt != NULL && prompt->id != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_restore_prompt_async, cancellable, callback, data);

  g_task_set_task_data (task, dg_prompt_copy (prompt), (GDestroyNotify) dg_prompt_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), restore_prompt, NULL);
}

/**
 * dg_library_restore_prompt_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_EXISTS when there is a prompt of that id
 *
 * Returns: whether it is back
 */
gboolean
dg_library_restore_prompt_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_restore_prompt_async, error) != NULL;
}
