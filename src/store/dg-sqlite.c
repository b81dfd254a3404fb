/* dg-sqlite.c: a connection to an SQLite database, for the one thread that opened it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sqlite-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

/* How long to wait for another program's transaction before giving up. */
#define BUSY_TIMEOUT_US (10 * G_USEC_PER_SEC)
#define BUSY_LONGEST_NAP_US (50 * 1000)

/* Virtual machine steps between two looks at the cancellable: about a millisecond. */
#define STEPS_PER_CHECK 10000

/* Nothing but a scope: freeing it rolls back what was not committed. */
struct _DgTransaction
{
  DgSqlite *db; /* (unowned) */
  gboolean writes;
  gint64 n_changes; /* rows that the connection had changed when it began */
};

static DgStoreError
classify_io_error (int errsv)
{
  switch (errsv)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return DG_STORE_ERROR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return DG_STORE_ERROR_READ_ONLY;
    default:
      return DG_STORE_ERROR_FAILED;
    }
}

static DgStoreError
classify_result (int result, int errsv)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return DG_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return DG_STORE_ERROR_READ_ONLY;
    case SQLITE_CANTOPEN:
      /* A journal that cannot be made for lack of space is reported as one that cannot be opened. */
      return classify_io_error (errsv) == DG_STORE_ERROR_FULL ? DG_STORE_ERROR_FULL : DG_STORE_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return DG_STORE_ERROR_BUSY;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return DG_STORE_ERROR_DAMAGED;
    case SQLITE_IOERR:
      return classify_io_error (errsv);
    default:
      return DG_STORE_ERROR_FAILED;
    }
}

static void
set_error_for_file (GError **error, DgStoreError code, const char *path, const char *reason)
{
  g_autofree char *display = g_filename_display_name (path);

  switch (code)
    {
    case DG_STORE_ERROR_FULL:
      g_set_error (error, DG_STORE_ERROR, code,
                   _ ("There is no space left for “%s”. Nothing was changed; free some space and try again."), display);
      break;
    case DG_STORE_ERROR_READ_ONLY:
      g_set_error (error, DG_STORE_ERROR, code,
                   _ ("“%s” cannot be written. Make the file and its folder writable, or choose another folder."),
                   display);
      break;
    case DG_STORE_ERROR_BUSY:
      g_set_error (error, DG_STORE_ERROR, code,
                   _ ("“%s” is in use by another program. Wait until that is done, or close it, and try again."),
                   display);
      break;
    case DG_STORE_ERROR_DAMAGED:
      g_set_error (error, DG_STORE_ERROR, code,
                   _ ("“%s” is damaged or not a library of this program. It was left as it is: put a backup in its "
                      "place, or choose another folder."),
                   display);
      break;
    default:
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED,
                   /* Translators: the first %s is a file, the second the database's own words, in English */
                   _ ("“%s” could not be used: %s. Nothing was changed; try again."), display, reason);
    }
}

/**
 * dg_sqlite_set_error:
 * @self: a connection
 * @result: what SQLite returned
 * @error: return location for an error of #DG_STORE_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Says what went wrong, with which file, and what to do next.
 */
void
dg_sqlite_set_error (DgSqlite *self, int result, GError **error)
{
  /* The last system call that failed is what SQLite gave up for. sqlite3_system_errno() does not know after a COMMIT.
   */
  int errsv = errno;
  int primary = result & 0xff;

  /* The handlers below end a statement early when its operation is cancelled. */
  if ((primary == SQLITE_INTERRUPT || primary == SQLITE_BUSY) &&
      g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;

  set_error_for_file (error, classify_result (result, errsv), self->path, sqlite3_errmsg (self->handle));
}

static int
wait_while_busy_cb (void *data, int n_calls)
{
  DgSqlite *self = data;
  gint64 now = g_get_monotonic_time ();

  if (n_calls == 0)
    self->busy_since = now;

  if (g_cancellable_is_cancelled (self->cancellable) || now - self->busy_since > BUSY_TIMEOUT_US)
    return 0;

  g_usleep (MIN ((n_calls + 1) * 1000, BUSY_LONGEST_NAP_US));

  return 1;
}

static int
check_cancelled_cb (void *data)
{
  DgSqlite *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

static void
prepare_handle (DgSqlite *self)
{
  sqlite3_extended_result_codes (self->handle, TRUE);
  sqlite3_busy_handler (self->handle, wait_while_busy_cb, self);
  sqlite3_progress_handler (self->handle, STEPS_PER_CHECK, check_cancelled_cb, self);
  dg_sqlite_add_functions (self);

  /* The file may have been written by anybody: its schema gets no say in what runs. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  /* Until the file is known to be ours, closing it must not write to it either. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

static DgSqlite *
open_with_flags (const char *path, int flags, GError **error)
{
  g_autoptr (DgSqlite) self = g_new0 (DgSqlite, 1);

  self->path = g_strdup (path);
  self->owner = g_thread_self ();

  int result = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      dg_sqlite_set_error (self, result, error);
      return NULL;
    }

  /* SQLite falls back to reading when it may not write. */
  if (sqlite3_db_readonly (self->handle, "main") == 1)
    {
      set_error_for_file (error, DG_STORE_ERROR_READ_ONLY, path, NULL);
      return NULL;
    }

  prepare_handle (self);

  return g_steal_pointer (&self);
}

/**
 * dg_sqlite_open:
 * @path: the database file, created when it is missing
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Opens a connection that only the calling thread may use. Opening changes nothing in an existing file, and closing
 * does not either before dg_sqlite_configure().
 *
 * SQLite's locks are lost when the process closes any other descriptor of the file: nothing else may open @path.
 *
 * Returns: (transfer full) (nullable): a connection
 */
DgSqlite *
dg_sqlite_open (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return open_with_flags (path, SQLITE_OPEN_CREATE, error);
}

/**
 * dg_sqlite_open_existing:
 * @path: a database file
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * As dg_sqlite_open(), for a file that is somebody else's to make.
 *
 * Returns: (transfer full) (nullable): a connection
 */
DgSqlite *
dg_sqlite_open_existing (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return open_with_flags (path, 0, error);
}

/**
 * dg_sqlite_free:
 * @self: (transfer full): a connection without open statements
 *
 * Closes the connection, on the thread that opened it.
 */
void
dg_sqlite_free (DgSqlite *self)
{
  g_assert (self->owner == g_thread_self ());

  dg_sqlite_set_hooks (self, NULL, NULL, NULL);
  g_clear_object (&self->cancellable);
  sqlite3_close_v2 (self->handle);
  g_free (self->path);
  g_free (self);
}

/**
 * dg_sqlite_get_path:
 * @self: a connection
 *
 * Returns: the database file
 */
const char *
dg_sqlite_get_path (DgSqlite *self)
{
  return self->path;
}

/**
 * dg_sqlite_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): what ends the statements that come next early
 */
void
dg_sqlite_set_cancellable (DgSqlite *self, GCancellable *cancellable)
{
  g_assert (self->owner == g_thread_self ());

  g_set_object (&self->cancellable, cancellable);
}

/**
 * dg_sqlite_set_hooks:
 * @self: a connection without a transaction
 * @hooks: (nullable): what to call, for as long as the connection lives
 * @data: (transfer full) (nullable): given to @hooks
 * @free_data: (nullable): frees @data, before the connection is closed
 */
void
dg_sqlite_set_hooks (DgSqlite *self, const DgTransactionHooks *hooks, gpointer data, GDestroyNotify free_data)
{
  if (self->free_hooks_data != NULL)
    self->free_hooks_data (self->hooks_data);

  self->hooks = hooks;
  self->hooks_data = data;
  self->free_hooks_data = free_data;
}

/**
 * dg_sqlite_set_watch:
 * @self: a connection
 * @changed: called behind every transaction that has changed a row
 * @data: given to @changed; has to outlive the connection
 */
void
dg_sqlite_set_watch (DgSqlite *self, DgSqliteChanged changed, gpointer data)
{
  self->changed = changed;
  self->changed_data = data;
}

/**
 * dg_sqlite_is_in_transaction:
 * @self: a connection
 *
 * Returns: whether a transaction is open
 */
gboolean
dg_sqlite_is_in_transaction (DgSqlite *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

static int
switch_to_wal (DgSqlite *self)
{
  int result;

  /* SQLite does not wait here when two connections switch at once, lest they wait for each other. */
  for (int n_calls = 0;; n_calls++)
    {
      result = sqlite3_exec (self->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
      if ((result & 0xff) != SQLITE_BUSY || !wait_while_busy_cb (self, n_calls))
        return result;
    }
}

/**
 * dg_sqlite_configure:
 * @self: a connection to a database of ours, with no transaction open
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Turns on foreign keys, which a transaction would make SQLite ignore, and the write-ahead log, synced at every commit:
 * what was committed survives a kill and a power cut.
 *
 * Returns: whether that worked
 */
gboolean
dg_sqlite_configure (DgSqlite *self, GError **error)
{
  g_assert (sqlite3_get_autocommit (self->handle));

  if (!dg_sqlite_exec (self, "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL", error))
    return FALSE;

  int result = switch_to_wal (self);
  if (result != SQLITE_OK)
    {
      dg_sqlite_set_error (self, result, error);
      return FALSE;
    }

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);

  return TRUE;
}

/**
 * dg_sqlite_exec:
 * @self: a connection
 * @sql: statements without parameters
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: whether all of them ran
 */
gboolean
dg_sqlite_exec (DgSqlite *self, const char *sql, GError **error)
{
  g_assert (self->owner == g_thread_self ());

  int result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;

  dg_sqlite_set_error (self, result, error);

  return FALSE;
}

static int
copy_pages (sqlite3 *from, sqlite3 *to)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");

  if (backup == NULL)
    return sqlite3_extended_errcode (to);

  sqlite3_backup_step (backup, -1);

  return sqlite3_backup_finish (backup);
}

/**
 * dg_sqlite_copy_to:
 * @self: a connection, which may have a transaction open that has changed nothing yet
 * @path: a file that does not exist
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Copies the database as it was last committed, over a connection of its own: a file copy would miss the log, and
 * closing its descriptor would drop SQLite's locks.
 *
 * Returns: whether @path is a full copy
 */
gboolean
dg_sqlite_copy_to (DgSqlite *self, const char *path, GError **error)
{
  g_assert (self->owner == g_thread_self ());

  g_autoptr (DgSqlite) from = dg_sqlite_open (self->path, error);
  if (from == NULL)
    return FALSE;

  g_autoptr (DgSqlite) to = dg_sqlite_open (path, error);
  if (to == NULL)
    return FALSE;

  int result = copy_pages (from->handle, to->handle);
  if (result == SQLITE_OK)
    return TRUE;

  dg_sqlite_set_error (to, result, error);

  return FALSE;
}

/**
 * dg_sqlite_get_n_changed:
 * @self: a connection
 *
 * Returns: how many rows the last statement changed
 */
gint64
dg_sqlite_get_n_changed (DgSqlite *self)
{
  return sqlite3_changes64 (self->handle);
}

static DgTransaction *
begin (DgSqlite *self, gboolean writes, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !dg_sqlite_exec (self, writes ? "BEGIN IMMEDIATE" : "BEGIN", error))
    return NULL;

  g_autoptr (DgTransaction) transaction = g_new0 (DgTransaction, 1);

  transaction->db = self;
  transaction->writes = writes;
  transaction->n_changes = sqlite3_total_changes64 (self->handle);

  return !writes || self->hooks == NULL || self->hooks->begun (self->hooks_data, error) ? g_steal_pointer (&transaction)
                                                                                        : NULL;
}

/**
 * dg_sqlite_begin:
 * @self: a connection without a transaction
 * @error: return location for an error of #DG_STORE_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Takes the write lock at once, so that a transaction never has to give up half-way because somebody else writes.
 *
 * Returns: (transfer full) (nullable): a transaction, rolled back when it is freed before dg_transaction_commit()
 */
DgTransaction *
dg_sqlite_begin (DgSqlite *self, GError **error)
{
  return begin (self, TRUE, error);
}

/**
 * dg_sqlite_begin_reading:
 * @self: a connection without a transaction
 * @error: return location for an error of #DG_STORE_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * What is read until the transaction is freed was all there at one moment, whatever others write meanwhile.
 *
 * Returns: (transfer full) (nullable): a transaction in which nothing may be written
 */
DgTransaction *
dg_sqlite_begin_reading (DgSqlite *self, GError **error)
{
  return begin (self, FALSE, error);
}

/**
 * dg_transaction_commit:
 * @self: (transfer full): a transaction
 * @error: return location for an error of #DG_STORE_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Cancelling has its last chance before the commit: what is committed is never reported as cancelled.
 *
 * Returns: whether it is committed; otherwise it is rolled back
 */
gboolean
dg_transaction_commit (DgTransaction *self, GError **error)
{
  DgSqlite *db = self->db;
  const DgTransactionHooks *hooks = self->writes ? db->hooks : NULL;
  gboolean committed = FALSE;

  if ((hooks == NULL || hooks->committing (db->hooks_data, error)) &&
      !g_cancellable_set_error_if_cancelled (db->cancellable, error))
    {
      dg_sqlite_set_cancellable (db, NULL);
      committed = dg_sqlite_exec (db, "COMMIT", error);
    }

  if (!committed)
    {
      dg_transaction_rollback (self);
      return FALSE;
    }

  gboolean changed = sqlite3_total_changes64 (db->handle) != self->n_changes;

  g_free (self);
  if (hooks != NULL)
    hooks->ended (db->hooks_data, TRUE);
  if (changed && db->changed != NULL)
    db->changed (db->changed_data);

  return TRUE;
}

/**
 * dg_transaction_rollback:
 * @self: (transfer full): a transaction
 *
 * Undoes what was not committed.
 */
void
dg_transaction_rollback (DgTransaction *self)
{
  DgSqlite *db = self->db;

  g_assert (db->owner == g_thread_self ());

  /* After some errors SQLite has rolled back by itself. */
  if (!sqlite3_get_autocommit (db->handle))
    {
      sqlite3_progress_handler (db->handle, 0, NULL, NULL);
      sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
      sqlite3_progress_handler (db->handle, STEPS_PER_CHECK, check_cancelled_cb, db);
    }

  if (self->writes && db->hooks != NULL)
    db->hooks->ended (db->hooks_data, FALSE);
  g_free (self);
}
