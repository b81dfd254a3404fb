/* dg-library-rename.c: datasets get other names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-file-private.h"
#include "dg-library-private.h"
#include "dg-library-review.h"
#include "dg-names.h"

typedef struct
{
  char *id;   /* (owned) */
  char *name; /* (owned) */
} RenameData;

static void
free_rename_data (RenameData *data)
{
  g_free (data->id);
  g_free (data->name);
  g_free (data);
}

static gboolean
check_name (const char *name, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  if (stripped[0] != '\0' && g_utf8_validate (name, -1, NULL))
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID,
               _ ("A dataset needs a name that can be read. Give it one of at least one character."));

  return FALSE;
}

/* Returns: (transfer full) (nullable): where the file is to be, %NULL when it stays where it is, since it is there
 * already, missing or shared */
static char *
choose_path (DgLibrary *self, DgDataset *dataset, const char *name, gboolean shared)
{
  const char *path = shared ? NULL : dg_dataset_get_path (dataset);
  const char *dot = path != NULL ? strrchr (path, '.') : NULL;
  DgFileFormat format = dg_dataset_get_format (dataset);

  if (path == NULL)
    return NULL;

  if (dot != NULL)
    dg_file_format_from_id (dot + 1, &format);

  g_autofree char *file_name = dg_names_make_file_name (name, dg_dataset_get_id (dataset), format);
  g_autofree char *new_path = g_build_filename (self->uploads, file_name, NULL);

  return strcmp (new_path, path) != 0 ? g_steal_pointer (&new_path) : NULL;
}

static gboolean
update_row (DgSqlite *db, DgDataset *dataset, const char *name, const char *new_path, GError **error)
{
  const char *path = new_path != NULL ? new_path : dg_dataset_get_path (dataset);
  g_autofree char *file_name = path != NULL ? g_path_get_basename (path) : NULL;
  g_autofree char *file_path = path != NULL ? g_build_filename (DG_LIBRARY_UPLOADS, file_name, NULL) : NULL;
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE datasets SET name = ?, file_path = ifnull (?, file_path) WHERE id = ?");

  dg_statement_bind_text (statement, name);
  dg_statement_bind_text (statement, file_path);
  dg_statement_bind_text (statement, dg_dataset_get_id (dataset));

  return dg_statement_run (statement, error);
}

/* The file moves last, so that there is little that can still fail and have it moved back. A crash behind that leaves a
 * row with the old name, which still finds its file by the id. */
static gboolean
move_and_commit (DgDataset *dataset, const char *new_path, DgTransaction *transaction, GError **error)
{
  const char *path = dg_dataset_get_path (dataset);

  if (new_path != NULL && !dg_dataset_file_rename (path, new_path, FALSE, error))
    {
      dg_transaction_rollback (transaction);
      return FALSE;
    }

  if (dg_transaction_commit (transaction, error))
    return TRUE;

  if (new_path != NULL)
    dg_dataset_file_rename (new_path, path, FALSE, NULL);

  return FALSE;
}

static gpointer
rename_dataset (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgLibrary *self = source;
  DgSqlite *db = dg_library_use_db (self, cancellable);
  const RenameData *rename = data;

  if (!check_name (rename->name, error))
    return NULL;

  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  if (transaction == NULL || !dg_library_settle_files_locked (self, db, rename->id, error))
    return NULL;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (self, db, rename->id, error);
  g_autofree char *name = dataset != NULL ? dg_library_make_name (self, db, rename->name, rename->id, error) : NULL;
  gboolean shared;
  if (name == NULL || !dg_library_is_file_shared (self, db, dataset, &shared, error))
    return NULL;

  g_autofree char *new_path = choose_path (self, dataset, name, shared);
  if (!update_row (db, dataset, name, new_path, error) ||
      !move_and_commit (dataset, new_path, g_steal_pointer (&transaction), error))
    return NULL;

  return dg_library_read_dataset (self, db, rename->id, error);
}

/**
 * dg_library_rename_dataset_async:
 * @self: a library
 * @id: the id of a dataset
 * @name: what it is to be called; a number is put behind a name that another dataset has
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is renamed
 * @data: given to @callback
 *
 * Gives a dataset another name, and its file the one that goes with it. The optimizer's sidecar of a CSV file keeps its
 * name, which is the dataset's id.
 */
void
dg_library_rename_dataset_async (DgLibrary *self,
                                 const char *id,
                                 const char *name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (id != NULL && name != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_rename_dataset_async, cancellable, callback, data);
  RenameData *rename = g_new0 (RenameData, 1);

  rename->id = g_strdup (id);
  rename->name = g_strdup (name);
  g_task_set_task_data (task, rename, (GDestroyNotify) free_rename_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), rename_dataset, g_object_unref);
}

/**
 * dg_library_rename_dataset_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND, %DG_STORE_ERROR_INVALID for a
 *   name without a character, %DG_STORE_ERROR_EXISTS when a file of the new name is in the way
 *
 * Returns: (transfer full) (nullable): the dataset with its new name and path
 */
DgDataset *
dg_library_rename_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_rename_dataset_async, error);
}
