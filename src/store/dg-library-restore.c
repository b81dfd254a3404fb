/* dg-library-restore.c: datasets that were deleted, brought back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-names.h"

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
  g_autoptr (DgStatement) statement = dg_statement_new (db, DG_LIBRARY_SELECT_DELETED " WHERE d.id = ?");

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
        self->id, DG_LIBRARY_KEPT_DAYS);

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
