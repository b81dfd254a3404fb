/* dg-library.c: the library: opening it, and what its parts share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dg-dataset-file-private.h"
#include "dg-migrations.h"
#include "dg-names.h"
#include "dg-store-private.h"

G_DEFINE_FINAL_TYPE (DgLibrary, dg_library, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
check_folder (DgLibrary *self, GError **error)
{
  g_autofree char *display = g_filename_display_name (self->folder);

  if (g_file_test (self->folder, G_FILE_TEST_EXISTS) && !g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED,
                   _ ("“%s” is a file, but a library is a folder. Choose a folder."), display);
      return FALSE;
    }

  self->home = dg_workspace_find_home (self->folder);
  if (self->home != NULL)
    return dg_workspace_check (self->folder, error);

  self->home = g_strdup (self->folder);

  return TRUE;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) < 0 || access (folder, R_OK | W_OK | X_OK) < 0)
    {
      dg_store_set_error_from_errno (error, errno, folder);
      return FALSE;
    }

  return TRUE;
}

/* Files that a crash left half written, or written and not in their place. Only a holder of the write lock writes into
 * uploads/, so with the lock nobody can be at work on them. */
static gboolean
clear_up_files (DgLibrary *self, GError **error)
{
  g_autoptr (DgTransaction) lock = dg_sqlite_begin (self->db, error);
  g_autoptr (GDir) dir = g_dir_open (self->uploads, 0, NULL);
  const char *name;

  if (lock == NULL || !dg_library_settle_all_files (self, self->db, error))
    return FALSE;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, DG_DATASET_FILE_TEMPORARY_PREFIX) &&
        g_str_has_suffix (name, DG_DATASET_FILE_TEMPORARY_SUFFIX))
      {
        g_autofree char *path = g_build_filename (self->uploads, name, NULL);

        g_unlink (path);
      }

  return TRUE;
}

static gboolean
emit_changed_cb (gpointer data)
{
  g_autoptr (DgLibrary) self = g_weak_ref_get (data);

  if (self != NULL)
    {
      /* First, so that what changes from here on is told too. */
      g_atomic_int_set (&self->change_noted, FALSE);
      g_signal_emit (self, signals[CHANGED], 0);
    }

  return G_SOURCE_REMOVE;
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* On the library's thread. However much changes until the other thread has time, it is told once. The library may be
 * gone by then: nobody waits for it because of this. */
static void
note_change_cb (gpointer data)
{
  DgLibrary *self = data;

  if (!g_atomic_int_compare_and_exchange (&self->change_noted, FALSE, TRUE))
    return;

  g_autoptr (GSource) source = g_idle_source_new ();
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  g_source_set_callback (source, emit_changed_cb, weak, free_weak_ref);
  g_source_set_static_name (source, "[dataset-gen] library changed");
  g_source_attach (source, self->context);
}

static gboolean
open_database (DgLibrary *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (self->home, DG_LIBRARY_DATABASE, NULL);
  g_autoptr (DgSqlite) db = dg_sqlite_open (path, error);

  self->deleted = g_build_filename (self->home, DG_LIBRARY_DELETED, NULL);
  if (db == NULL)
    return FALSE;

  dg_sqlite_set_cancellable (db, cancellable);
  if (!dg_migrations_run (db, DG_LIBRARY_MIGRATIONS, DG_LIBRARY_VERSION, error) || !dg_sqlite_configure (db, error))
    return FALSE;

  if (strcmp (self->home, self->folder) != 0)
    {
      self->workspace = dg_workspace_attach (self, db, error);
      if (self->workspace == NULL)
        return FALSE;
    }

  self->db = g_steal_pointer (&db);

  return TRUE;
}

static gpointer
open_library (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgLibrary *self = data;

  /* In this order, so that a folder that is refused is not touched. */
  if (!check_folder (self, error) || !make_folder (self->folder, error) || !make_folder (self->home, error) ||
      !open_database (self, cancellable, error) || !make_folder (self->uploads, error) ||
      !clear_up_files (self, error) || !dg_library_clear_deleted (self, self->db, error))
    return NULL;

  dg_sqlite_set_watch (self->db, note_change_cb, self);

  return g_object_ref (self);
}

static void
dg_library_dispose (GObject *object)
{
  DgLibrary *self = DG_LIBRARY (object);

  /* No task is left: each holds the library. */
  if (self->thread != NULL)
    {
      DgSqlite *db = g_steal_pointer (&self->db);

      dg_store_thread_stop (g_steal_pointer (&self->thread), db != NULL ? (GDestroyNotify) dg_sqlite_free : NULL, db);
    }

  G_OBJECT_CLASS (dg_library_parent_class)->dispose (object);
}

static void
dg_library_finalize (GObject *object)
{
  DgLibrary *self = DG_LIBRARY (object);

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->home, g_free);
  g_clear_pointer (&self->uploads, g_free);
  g_clear_pointer (&self->deleted, g_free);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (dg_library_parent_class)->finalize (object);
}

static void
dg_library_class_init (DgLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dg_library_dispose;
  object_class->finalize = dg_library_finalize;

  /**
   * DgLibrary::changed:
   * @self: the library
   *
   * Something was written: datasets, sessions, prompts, records or what was paid for them. Emitted in the main context
   * that the library was opened in, when that has time, and once for all that was written until then, so that whatever
   * shows a list can read it again. What another process writes is only noticed when this one next looks at a
   * workspace.
   */
  signals[CHANGED] = g_signal_new ("changed", DG_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_library_init (DgLibrary *self)
{
  self->thread = dg_store_thread_new ("dg-library");
}

/**
 * dg_library_new_task:
 * @self: a library
 * @source_tag: the public function that begins the operation
 * @cancellable: (nullable): a cancellable
 * @callback: called when the operation has ended
 * @data: given to @callback
 *
 * Returns: (transfer full): a task of the library, for dg_store_thread_push()
 */
GTask *
dg_library_new_task (
    DgLibrary *self, gpointer source_tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, source_tag);

  return task;
}

/**
 * dg_library_propagate:
 * @self: a library
 * @result: what the callback was given
 * @source_tag: the public function that began the operation
 * @error: return location for the operation's error
 *
 * Returns: (transfer full) (nullable): the operation's result
 */
gpointer
dg_library_propagate (DgLibrary *self, GAsyncResult *result, gpointer source_tag, GError **error)
{
  g_return_val_if_fail (DG_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dg_library_use_db:
 * @self: an open library
 * @cancellable: (nullable): the cancellable of the operation that begins
 *
 * Returns: (transfer none): the database, for the library's thread alone
 */
DgSqlite *
dg_library_use_db (DgLibrary *self, GCancellable *cancellable)
{
  g_assert (dg_store_thread_is_current (self->thread));
  g_assert (self->db != NULL);

  dg_sqlite_set_cancellable (self->db, cancellable);
  if (self->workspace != NULL)
    dg_workspace_catch_up (self->workspace);

  return self->db;
}

/**
 * dg_library_make_id:
 * @db: the database
 * @prefix: (nullable): what the id starts with; %NULL for a dataset
 * @sql: a query with the id as parameter that has a row when it is taken
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): an id that is not in use
 */
char *
dg_library_make_id (DgSqlite *db, const char *prefix, const char *sql, GError **error)
{
  while (TRUE)
    {
      g_autofree char *id = prefix != NULL ? dg_names_make_id (prefix) : dg_names_make_dataset_id ();
      gboolean taken;

      if (!dg_library_find (db, sql, id, &taken, error))
        return NULL;

      if (!taken)
        return g_steal_pointer (&id);
    }
}

/**
 * dg_library_find:
 * @db: the database
 * @sql: a query with one text parameter
 * @text: the parameter
 * @found: (out): whether the query has a row
 * @error: return location for an error
 *
 * Returns: whether the query worked
 */
gboolean
dg_library_find (DgSqlite *db, const char *sql, const char *text, gboolean *found, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, sql);

  dg_statement_bind_text (statement, text);
  *found = dg_statement_next (statement);

  return dg_statement_finish (statement, error);
}

/**
 * dg_library_run_sql:
 * @db: the database
 * @sql: a statement without rows and with one text parameter
 * @text: the parameter
 * @error: return location for an error
 *
 * Returns: whether it ran
 */
gboolean
dg_library_run_sql (DgSqlite *db, const char *sql, const char *text, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, sql);

  dg_statement_bind_text (statement, text);

  return dg_statement_run (statement, error);
}

/**
 * dg_library_set_unknown_word:
 * @error: return location for the error
 * @id: what the row belongs to
 * @word: (nullable): the word in it that means nothing to this version
 *
 * Sets %DG_STORE_ERROR_NEWER.
 */
void
dg_library_set_unknown_word (GError **error, const char *id, const char *word)
{
  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NEWER,
               /* Translators: the first %s is the id of a session or a dataset */
               _ ("“%s” has something in it that this version of Dataset Generator does not know: “%s”. It was left as "
                  "it is; install the version that wrote it."),
               id, word != NULL ? word : "");
}

/**
 * dg_library_open_async:
 * @folder: a folder, made when it is missing
 * @cancellable: (nullable): a cancellable
 * @callback: called when the library is open, or cannot be opened
 * @data: given to @callback
 *
 * Opens the library in @folder: `library.db`, brought up to date if need be, and `uploads/`. Several processes may have
 * it open at once. What cannot be written, what a newer version wrote and what is damaged is refused here and left as
 * it is.
 *
 * When @folder is a workspace of Nova Prompt Optimizer, `library.db` lies in a folder of the user's, and prompts and
 * datasets are those of the workspace.
 */
void
dg_library_open_async (const char *folder, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (folder != NULL);

  g_autoptr (DgLibrary) self = g_object_new (DG_TYPE_LIBRARY, NULL);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  self->context = g_main_context_ref_thread_default ();
  self->folder = g_canonicalize_filename (folder, NULL);
  self->uploads = g_build_filename (self->folder, DG_LIBRARY_UPLOADS, NULL);

  g_task_set_source_tag (task, dg_library_open_async);
  g_task_set_task_data (task, g_object_ref (self), g_object_unref);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), open_library, g_object_unref);
}

/**
 * dg_library_open_finish:
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the library
 */
DgLibrary *
dg_library_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_library_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dg_library_get_folder:
 * @self: a library
 *
 * Returns: its folder, absolute
 */
const char *
dg_library_get_folder (DgLibrary *self)
{
  g_return_val_if_fail (DG_IS_LIBRARY (self), NULL);

  return self->folder;
}

/**
 * dg_library_is_workspace:
 * @self: a library
 *
 * Returns: whether its folder is a workspace of Nova Prompt Optimizer, which sees the datasets too
 */
gboolean
dg_library_is_workspace (DgLibrary *self)
{
  g_return_val_if_fail (DG_IS_LIBRARY (self), FALSE);

  /* neither changes once it is open */
  return !g_str_equal (self->home, self->folder);
}
