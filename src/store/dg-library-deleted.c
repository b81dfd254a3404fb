/* dg-library-deleted.c: datasets deleted, kept for a while, and restored
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-names.h"

/* How long what is deleted can be restored. The time of deleting is in the table. */
#define KEPT_DAYS 30
#define KEPT_US (KEPT_DAYS * (gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

#define SELECT_DELETED DG_LIBRARY_SELECT_DATASETS ("dg_deleted", ", d.deleted_us, d.number, d.file")

/* A dataset on its way back. */
typedef struct
{
  const char *id;     /* (unowned) */
  gint64 number;      /* of its row */
  DgDataset *dataset; /* (owned) as it was */
  char *name;         /* (owned) unique again */
  char *file_path;    /* (owned) (nullable) what its row says of its file */
  char *file;         /* (owned) (nullable) what its file was called, NULL when none is kept */
  char *new_file;     /* (owned) (nullable) what its file will be called */
} Restoration;

static void
clear_restoration (Restoration *self)
{
  g_clear_object (&self->dataset);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->file_path, g_free);
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->new_file, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Restoration, clear_restoration)

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

/* Returns: (transfer full) (nullable): where the file of a row of %SELECT_DELETED is kept */
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
      dg_statement_new (db, SELECT_DELETED " ORDER BY d.deleted_us DESC, d.number DESC");

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

static gboolean
check_id_is_free (DgSqlite *db, const char *id, GError **error)
{
  gboolean taken;

  if (!dg_library_find (db, "SELECT 1 FROM datasets WHERE id = ?", id, &taken, error))
    return FALSE;

  if (taken)
    g_set_error (
        error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS,
        _ ("There is a dataset “%s” in this library already. Delete that one first if you want the deleted one "
           "back instead, which is lost then, or leave it."),
        id);

  return !taken;
}

static gboolean
read_deleted (DgSqlite *db, Restoration *self, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, SELECT_DELETED " WHERE d.id = ?");

  dg_statement_bind_text (statement, self->id);
  if (dg_statement_next (statement))
    {
      self->dataset = dg_library_read_dataset_row (statement, NULL);
      self->number = dg_statement_get_int64 (statement, DG_LIBRARY_N_DATASET_COLUMNS + 1);
      self->file = dg_statement_dup_text (statement, DG_LIBRARY_N_DATASET_COLUMNS + 2);
      self->file_path = dg_statement_dup_text (statement, 5);
    }
  if (!dg_statement_finish (statement, error))
    return FALSE;

  if (self->dataset == NULL)
    g_set_error (
        error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
        /* Translators: %s is the id of a dataset, %d always 30 */
        _ ("There is no dataset “%s” among those that were deleted in the last %d days. Choose one of the list "
           "of deleted datasets."),
        self->id, KEPT_DAYS);

  return self->dataset != NULL;
}

static gboolean
is_upload_free (DgLibrary *self, const char *file_name)
{
  g_autofree char *path = g_build_filename (self->uploads, file_name, NULL);

  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

/* As it was called, unless something has that name now. */
static void
choose_file (DgLibrary *self, Restoration *restoration)
{
  if (restoration->file == NULL)
    return;

  if (is_upload_free (self, restoration->file))
    {
      restoration->new_file = g_strdup (restoration->file);
      return;
    }

  g_autofree char *name = g_strdup (restoration->name);
  for (guint i = 2; restoration->new_file == NULL; i++)
    {
      DgFileFormat format = dg_dataset_get_format (restoration->dataset);
      const char *dot = strrchr (restoration->file, '.');

      if (dot != NULL)
        dg_file_format_from_id (dot + 1, &format);

      g_autofree char *file = dg_names_make_file_name (name, restoration->id, format);
      if (is_upload_free (self, file))
        restoration->new_file = g_steal_pointer (&file);

      g_free (name);
      name = g_strdup_printf ("%s %u", restoration->name, i);
    }

  g_free (restoration->file_path);
  restoration->file_path = g_build_filename (DG_LIBRARY_UPLOADS, restoration->new_file, NULL);
}

static gboolean
place_files (DgLibrary *self, const Restoration *restoration, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) kept = dg_library_list_kept (self, restoration->number);

  for (guint i = 0; i < kept->len; i++)
    {
      g_autofree char *name = g_path_get_basename (g_ptr_array_index (kept, i));
      gboolean is_main = g_strcmp0 (name, restoration->file) == 0;
      g_autofree char *path = g_build_filename (self->uploads, is_main ? restoration->new_file : name, NULL);

      if (!dg_library_place_file (g_ptr_array_index (kept, i), path, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
insert_dataset_row (DgSqlite *db, const Restoration *restoration, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "INSERT INTO datasets (id, name, dataset_type, size, rows, created, status, created_at, file_path)"
          " SELECT id, ?, dataset_type, size, rows, created, status, created_at, ? FROM dg_deleted WHERE id = ?");

  dg_statement_bind_text (statement, restoration->name);
  dg_statement_bind_text (statement, restoration->file_path);
  dg_statement_bind_text (statement, restoration->id);

  return dg_statement_run (statement, error);
}

/* From now on until it is settled, files that are the same as those kept may be leftovers. */
static gboolean
begin_restoring (DgSqlite *db, const char *id, GError **error)
{
  g_auto (Restoration) found = { .id = id };
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  return transaction != NULL && read_deleted (db, &found, error) && check_id_is_free (db, id, error) &&
         dg_library_run_sql (db, "UPDATE dg_deleted SET settled = 0 WHERE id = ?", id, error) &&
         dg_transaction_commit (g_steal_pointer (&transaction), error);
}

static gboolean
restore_in_transaction (DgLibrary *self, DgSqlite *db, const char *id, GCancellable *cancellable, GError **error)
{
  g_auto (Restoration) restoration = { .id = id };
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  if (transaction == NULL || !read_deleted (db, &restoration, error) || !check_id_is_free (db, id, error))
    return FALSE;

  restoration.name = dg_library_make_name (self, db, dg_dataset_get_name (restoration.dataset), id, error);
  if (restoration.name == NULL)
    return FALSE;

  choose_file (self, &restoration);

  return place_files (self, &restoration, cancellable, error) && insert_dataset_row (db, &restoration, error) &&
         dg_library_run_sql (db, "DELETE FROM dg_deleted WHERE id = ?", id, error) &&
         dg_transaction_commit (g_steal_pointer (&transaction), error);
}

static gpointer
restore_dataset (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgLibrary *self = source;
  DgSqlite *db = dg_library_use_db (self, cancellable);
  const char *id = data;

  /* What deleting it may have left in uploads/ is not in the way. */
  if (!dg_library_settle_deleted (self, db, error) || !begin_restoring (db, id, error))
    return NULL;

  gboolean restored = restore_in_transaction (self, db, id, cancellable, error);

  /* It is decided now, one way or the other. */
  dg_library_use_db (self, NULL);
  dg_library_settle_deleted (self, db, NULL);

  return restored ? dg_library_read_dataset (self, db, id, error) : NULL;
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

/**
 * dg_library_restore_dataset_async:
 * @self: a library
 * @id: the id of a dataset that was deleted
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is back
 * @data: given to @callback
 *
 * Undoes that a dataset was deleted: it is what it was, with its files to the byte and all that is known about its
 * records. When another dataset has its name or its file's name now, it gets one that is like it.
 */
void
dg_library_restore_dataset_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_restore_dataset_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (id), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), restore_dataset, g_object_unref);
}

/**
 * dg_library_restore_dataset_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND when it was not deleted, or too
 *   long ago; %DG_STORE_ERROR_EXISTS when there is a dataset of that id or a file in the way
 *
 * Returns: (transfer full) (nullable): the dataset
 */
DgDataset *
dg_library_restore_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_restore_dataset_async, error);
}
