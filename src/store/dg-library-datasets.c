/* dg-library-datasets.c: the library's datasets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "dg-names.h"

#define SELECT_DATASET DG_LIBRARY_SELECT_DATASETS ("datasets", "")

/* Old rows have no type, or one that is not known here. */
static DgFileFormat
guess_format (const char *type, const char *path)
{
  DgFileFormat format = DG_FILE_FORMAT_JSONL;

  if ((type == NULL || !dg_file_format_from_id (type, &format)) && path != NULL && g_str_has_suffix (path, ".csv"))
    format = DG_FILE_FORMAT_CSV;

  return format;
}

static DgDatasetKind
read_kind (DgStatement *row)
{
  if (dg_statement_get_int64 (row, 9) != 0)
    return DG_DATASET_GENERATED;

  return dg_statement_get_int64 (row, 10) != 0 ? DG_DATASET_IMPORTED : DG_DATASET_FOREIGN;
}

static void
measure_file (DgDataset *dataset, const char *path)
{
  GStatBuf info;

  if (path != NULL && g_stat (path, &info) == 0)
    dg_dataset_set_file (dataset, (guint64) info.st_size,
                         info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000);
}

/* @names is for dg_library_find_file_among(). */
static DgDataset *
read_row (DgLibrary *self, GPtrArray **names, DgStatement *row)
{
  g_autofree char *id = dg_statement_dup_text (row, 0);
  g_autofree char *name = dg_statement_dup_text (row, 1);
  g_autofree char *file_path = dg_statement_dup_text (row, 5);
  g_autofree char *path = dg_library_find_file_among (self, names, id, name, file_path, NULL);

  return dg_library_read_dataset_row (row, path);
}

static gpointer
list_datasets (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgLibrary *self = source;
  DgSqlite *db = dg_library_use_db (self, cancellable);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) datasets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, SELECT_DATASET " WHERE d.id IS NOT NULL ORDER BY d.created_at DESC, d.rowid DESC");

  while (dg_statement_next (statement))
    g_ptr_array_add (datasets, read_row (self, &names, statement));

  return dg_statement_finish (statement, error) ? g_steal_pointer (&datasets) : NULL;
}

static gpointer
load_dataset (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  return dg_library_read_dataset (source, dg_library_use_db (source, cancellable), data, error);
}

static gboolean
find_name (DgSqlite *db, const char *sql, const char *name, const char *id, gboolean *found, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, sql);

  dg_statement_bind_text (statement, name);
  dg_statement_bind_text (statement, id);
  *found = dg_statement_next (statement);

  return dg_statement_finish (statement, error);
}

/* A file that is called like the dataset would be taken for the dataset's. */
static gboolean
is_name_taken (DgLibrary *self, DgSqlite *db, const char *name, const char *id, gboolean *taken, GError **error)
{
  g_autofree char *file_name = g_strconcat (name, ".jsonl", NULL);
  g_autofree char *path = g_build_filename (self->uploads, file_name, NULL);
  gboolean has_it;

  if (!find_name (db, "SELECT 1 FROM datasets WHERE (name = ?1 OR id = ?1) AND id IS NOT ?2", name, id, taken, error) ||
      !find_name (db, "SELECT 1 FROM datasets WHERE name = ? AND id = ?", name, id, &has_it, error))
    return FALSE;

  *taken |= !has_it && g_file_test (path, G_FILE_TEST_EXISTS);

  return TRUE;
}

/**
 * dg_library_make_name:
 * @self: a library
 * @db: its database, with a transaction open
 * @wanted: what somebody wants to call a dataset
 * @id: (nullable): the dataset's id, %NULL for a new one
 * @error: return location for an error
 *
 * Nova Prompt Optimizer takes the oldest of the datasets that have what it looks for as their name or id, so that names
 * have to be unique, and the file that has the name first.
 *
 * Returns: (transfer full) (nullable): a name that no other dataset has
 */
char *
dg_library_make_name (DgLibrary *self, DgSqlite *db, const char *wanted, const char *id, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (wanted));
  const char *base = stripped[0] != '\0' ? stripped : _ ("Dataset");

  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup (base) : g_strdup_printf ("%s (%u)", base, i);
      gboolean taken;

      if (!is_name_taken (self, db, name, id, &taken, error))
        return NULL;

      if (!taken)
        return g_steal_pointer (&name);
    }
}

/**
 * dg_library_make_dataset_id:
 * @db: the database, with a transaction open
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): an id that no dataset has, had or is going to have
 */
char *
dg_library_make_dataset_id (DgSqlite *db, GError **error)
{
  return dg_library_make_id (db, NULL,
                             "SELECT 1 FROM (SELECT id FROM datasets UNION SELECT id FROM dg_datasets"
                             "  UNION SELECT id FROM dg_deleted UNION SELECT dataset_id FROM dg_runs) WHERE id = ?",
                             error);
}

/**
 * dg_library_insert_dataset:
 * @db: the database, with a transaction open
 * @row: what is known of the dataset
 * @error: return location for an error
 *
 * Returns: whether the table of datasets, which is shared with Nova Prompt Optimizer, has the dataset
 */
gboolean
dg_library_insert_dataset (DgSqlite *db, const DgDatasetRow *row, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *created = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *type = g_ascii_strup (dg_file_format_get_id (row->format), -1);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "INSERT INTO datasets (id, name, dataset_type, size, rows, created, status, file_path)"
                            " VALUES (?, ?, ?, ?, ?, ?, 'Ready', ?)");

  dg_statement_bind_text (statement, row->id);
  dg_statement_bind_text (statement, row->name);
  dg_statement_bind_text (statement, type);
  dg_statement_bind_text (statement, row->size);
  dg_statement_bind_int64 (statement, row->n_records);
  dg_statement_bind_text (statement, created);
  dg_statement_bind_text (statement, row->file_path);

  return dg_statement_run (statement, error);
}

/**
 * dg_library_read_dataset_row:
 * @row: a row of %DG_LIBRARY_SELECT_DATASETS
 * @path: (nullable): the dataset's file
 *
 * Returns: (transfer full): the dataset
 */
DgDataset *
dg_library_read_dataset_row (DgStatement *row, const char *path)
{
  g_autofree char *id = dg_statement_dup_text (row, 0);
  g_autofree char *name = dg_statement_dup_text (row, 1);
  g_autofree char *type = dg_statement_dup_text (row, 2);
  g_autofree char *created = dg_statement_dup_text (row, 4);
  g_autofree char *provider = dg_statement_dup_text (row, 6);
  g_autofree char *model = dg_statement_dup_text (row, 7);
  g_autofree char *session = dg_statement_dup_text (row, 8);
  DgDataset *dataset = dg_dataset_new (id, name, guess_format (type, path));
  DgDatasetKind kind = read_kind (row);

  dg_dataset_set_kind (dataset, kind);
  dg_dataset_set_n_records (dataset, dg_statement_get_uint (row, 3));
  dg_dataset_set_created (dataset, created);
  /* A row of ours can be younger than a dataset of another program. */
  dg_dataset_set_created_us (dataset, dg_statement_get_int64 (row, kind == DG_DATASET_FOREIGN ? 12 : 11));
  dg_dataset_set_revision (dataset, dg_statement_get_uint (row, 13));
  dg_dataset_set_review (dataset, dg_statement_get_uint (row, 14), dg_statement_get_uint (row, 15));
  dg_dataset_set_path (dataset, path);
  dg_dataset_set_origin (dataset, provider, model, session);
  measure_file (dataset, path);

  return dataset;
}

/**
 * dg_library_read_dataset:
 * @self: a library
 * @db: its database
 * @id: the id of a dataset
 * @error: return location for an error, %DG_STORE_ERROR_NOT_FOUND among them
 *
 * Returns: (transfer full) (nullable): the dataset
 */
DgDataset *
dg_library_read_dataset (DgLibrary *self, DgSqlite *db, const char *id, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (DgDataset) dataset = NULL;
  g_autoptr (DgStatement) statement = dg_statement_new (db, SELECT_DATASET " WHERE d.id = ?");

  dg_statement_bind_text (statement, id);
  if (dg_statement_next (statement))
    dataset = read_row (self, &names, statement);

  if (!dg_statement_finish (statement, error))
    return NULL;

  if (dataset == NULL)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
                 _ ("There is no dataset “%s” in this library. Choose one of the list of datasets."), id);

  return g_steal_pointer (&dataset);
}

/**
 * dg_library_list_datasets_async:
 * @self: a library
 * @cancellable: (nullable): a cancellable
 * @callback: called with the list
 * @data: given to @callback
 *
 * Lists the datasets with all that a list of them shows. It is made to be quick with a thousand of them.
 */
void
dg_library_list_datasets_async (DgLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_list_datasets_async, cancellable, callback, data);

  dg_store_thread_push (self->thread, g_steal_pointer (&task), list_datasets, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * dg_library_list_datasets_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type DgDataset): the datasets, the newest first
 */
GPtrArray *
dg_library_list_datasets_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_list_datasets_async, error);
}

/**
 * dg_library_load_dataset_async:
 * @self: a library
 * @id: the id of a dataset
 * @cancellable: (nullable): a cancellable
 * @callback: called with the dataset
 * @data: given to @callback
 */
void
dg_library_load_dataset_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_load_dataset_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (id), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), load_dataset, g_object_unref);
}

/**
 * dg_library_load_dataset_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_NOT_FOUND among them
 *
 * Returns: (transfer full) (nullable): the dataset
 */
DgDataset *
dg_library_load_dataset_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_load_dataset_async, error);
}
