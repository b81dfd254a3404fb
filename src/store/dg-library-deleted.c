/* dg-library-deleted.c: datasets deleted, and kept for a while
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

/* The time of deleting is in the table. */
#define KEPT_US (DG_LIBRARY_KEPT_DAYS * (gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

static void
set_deleted (DgDataset *dataset, gint64 deleted_us)
{
  dg_dataset_set_deleted (dataset, deleted_us, deleted_us + KEPT_US);
}

/* What another program made anew under the same id takes the place of what was deleted before. */
static gboolean
insert_deleted_row (DgSqlite *db, const char *id, const char *file, gint64 deleted_us, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "REPLACE INTO dg_deleted (number, id, name, dataset_type, size, rows, created, status, created_at,"
          "  file_path, file, settled, deleted_us)"
          " SELECT (SELECT ifnull (max (number), 0) + 1 FROM dg_deleted), id, name, dataset_type, size, rows, created,"
          "  status, created_at, file_path, ?, 0, ? FROM datasets WHERE id = ?");

  dg_statement_bind_text (statement, file);
  dg_statement_bind_int64 (statement, deleted_us);
  dg_statement_bind_text (statement, id);

  return dg_statement_run (statement, error);
}

static gboolean
read_number (DgSqlite *db, const char *id, gint64 *number, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT number FROM dg_deleted WHERE id = ?");

  dg_statement_bind_text (statement, id);
  *number = dg_statement_next (statement) ? dg_statement_get_int64 (statement, 0) : 0;

  return dg_statement_finish (statement, error);
}

/* All but the files, which are still in their old place as well. */
static DgDataset *
delete_in_transaction (DgLibrary *self, DgSqlite *db, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  gint64 now = g_get_real_time ();
  gint64 number;
  gboolean shared;

  if (transaction == NULL || !dg_library_settle_files_locked (self, db, id, error))
    return NULL;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (self, db, id, error);
  if (dataset == NULL || !dg_library_is_file_shared (self, db, dataset, &shared, error))
    return NULL;

  const char *path = shared ? NULL : dg_dataset_get_path (dataset);
  g_autofree char *file = path != NULL ? g_path_get_basename (path) : NULL;
  if (!insert_deleted_row (db, id, file, now, error) || !read_number (db, id, &number, error) ||
      !dg_library_keep_files (self, number, id, path, cancellable, error) ||
      !dg_library_run_sql (db, "DELETE FROM datasets WHERE id = ?", id, error) ||
      !dg_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;

  set_deleted (dataset, now);

  return g_steal_pointer (&dataset);
}

static gpointer
delete_dataset (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgLibrary *self = source;
  DgSqlite *db = dg_library_use_db (self, cancellable);
  g_autoptr (DgDataset) dataset = delete_in_transaction (self, db, data, cancellable, error);

  /* It is decided now, one way or the other. */
  dg_library_use_db (self, NULL);
  if (!dg_library_settle_deleted (self, db, dataset != NULL ? error : NULL))
    return NULL;

  return g_steal_pointer (&dataset);
}

/* Returns: (transfer full) (nullable): where the file of a row of %DG_LIBRARY_SELECT_DELETED is kept */
static char *
build_kept_path (DgLibrary *self, DgStatement *row)
{
  g_autofree char *folder =
      dg_library_make_kept_folder (self, dg_statement_get_int64 (row, DG_LIBRARY_N_DATASET_COLUMNS + 1));
  g_autofree char *file = dg_statement_dup_text (row, DG_LIBRARY_N_DATASET_COLUMNS + 2);

  return file != NULL ? g_build_filename (folder, file, NULL) : NULL;
}

static gpointer
list_deleted (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  g_autoptr (GPtrArray) datasets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, DG_LIBRARY_SELECT_DELETED " ORDER BY d.deleted_us DESC, d.number DESC");

  while (dg_statement_next (statement))
    {
      g_autofree char *kept = build_kept_path (source, statement);
      DgDataset *dataset = dg_library_read_dataset_row (statement, kept);

      /* It tells the size, but is nothing to open. */
      dg_dataset_set_path (dataset, NULL);
      set_deleted (dataset, dg_statement_get_int64 (statement, DG_LIBRARY_N_DATASET_COLUMNS));
      g_ptr_array_add (datasets, dataset);
    }

  return dg_statement_finish (statement, error) ? g_steal_pointer (&datasets) : NULL;
}

/* What its runs cost stays on record; what they wrote goes, the refused texts too. */
static const char *const purges[] = {
  "DELETE FROM dg_refused WHERE run_id IN (SELECT id FROM dg_runs WHERE dataset_id = ?)",
  "DELETE FROM dg_records WHERE run_id IN (SELECT id FROM dg_runs WHERE dataset_id = ?)",
  "DELETE FROM dg_records WHERE dataset_id = ?",
  "DELETE FROM dg_datasets WHERE id = ?",
};

/* When another program has made one of the same id since, only the old files go. */
static gboolean
purge_dataset (DgSqlite *db, const char *id, GError **error)
{
  gboolean there;

  if (!dg_library_find (db, "SELECT 1 FROM datasets WHERE id = ?", id, &there, error))
    return FALSE;

  for (guint i = 0; !there && i < G_N_ELEMENTS (purges); i++)
    if (!dg_library_run_sql (db, purges[i], id, error))
      return FALSE;

  return dg_library_run_sql (db, "DELETE FROM dg_deleted WHERE id = ?", id, error);
}

static GPtrArray *
list_expired (DgSqlite *db, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT id FROM dg_deleted WHERE deleted_us < ?");

  dg_statement_bind_int64 (statement, g_get_real_time () - KEPT_US);
  while (dg_statement_next (statement))
    g_ptr_array_add (ids, dg_statement_dup_text (statement, 0));

  return dg_statement_finish (statement, error) ? g_steal_pointer (&ids) : NULL;
}

static gboolean
purge_expired (DgSqlite *db, GError **error)
{
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  g_autoptr (GPtrArray) ids = transaction != NULL ? list_expired (db, error) : NULL;

  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    if (!purge_dataset (db, g_ptr_array_index (ids, i), error))
      return FALSE;

  return dg_transaction_commit (g_steal_pointer (&transaction), error);
}

/**
 * dg_library_clear_deleted:
 * @self: a library that is being opened
 * @db: its database, outside of any transaction
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Deletes for good what was deleted long ago, and ends what a crash left half done. A file that cannot be deleted is no
 * reason not to open the library; it is tried again the next time.
 *
 * Returns: whether the database could be read and written
 */
gboolean
dg_library_clear_deleted (DgLibrary *self, DgSqlite *db, GError **error)
{
  g_autoptr (GError) settle_error = NULL;

  if (!purge_expired (db, error))
    return FALSE;

  if (!dg_library_settle_deleted (self, db, &settle_error))
    g_message ("%s", settle_error->message);

  return TRUE;
}

/**
 * dg_library_delete_dataset_async:
 * @self: a library
 * @id: the id of a dataset
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is gone
 * @data: given to @callback
 *
 * Deletes a dataset and its files. For 30 days dg_library_restore_dataset_async() undoes that; after those, its records
 * and files go for good when the library is next opened. Its session stays, as do the costs of its run.
 */
void
dg_library_delete_dataset_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_delete_dataset_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (id), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), delete_dataset, g_object_unref);
}

/**
 * dg_library_delete_dataset_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND, or %DG_STORE_ERROR_READ_ONLY when
 *   its files cannot be kept elsewhere, or the dataset is gone but one of its files could not be deleted
 *
 * Returns: (transfer full) (nullable): the dataset as it was, and until when it can be restored
 */
DgDataset *
dg_library_delete_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_delete_dataset_async, error);
}

/**
 * dg_library_list_deleted_async:
 * @self: a library
 * @cancellable: (nullable): a cancellable
 * @callback: called with the list
 * @data: given to @callback
 */
void
dg_library_list_deleted_async (DgLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_list_deleted_async, cancellable, callback, data);

  dg_store_thread_push (self->thread, g_steal_pointer (&task), list_deleted, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * dg_library_list_deleted_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type DgDataset): the datasets that can be restored, without their files,
 *   the one that was deleted last first
 */
GPtrArray *
dg_library_list_deleted_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_list_deleted_async, error);
}
