/* dg-library-review.c: records of datasets changed by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-review.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-file-private.h"
#include "dg-library-private.h"

#define ANY_REVISION (-1)

typedef struct
{
  char *dataset; /* (owned) */
  gint64 revision;
  GArray *changes; /* (owned) (element-type DgRecordChange) whose texts are owned too */
} ChangeData;

typedef struct
{
  DgDataset *dataset; /* (owned) (nullable) */
  GArray *undo;       /* (owned) (element-type DgRecordChange) whose texts are owned too */
} ChangeResult;

static void
free_change_data (ChangeData *data)
{
  g_free (data->dataset);
  g_array_unref (data->changes);
  g_free (data);
}

static void
free_change_result (ChangeResult *result)
{
  g_clear_object (&result->dataset);
  g_array_unref (result->undo);
  g_free (result);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChangeResult, free_change_result)

/* The caller's texts may change as soon as it has control again. */
static ChangeData *
copy_changes (const char *dataset, gint64 revision, const DgRecordChange *changes, guint n_changes)
{
  ChangeData *copy = g_new0 (ChangeData, 1);

  copy->dataset = g_strdup (dataset);
  copy->revision = revision;
  copy->changes = dg_library_new_changes (n_changes);

  for (guint i = 0; i < n_changes; i++)
    {
      DgRecordChange change = changes[i];

      change.input = g_strdup (change.input);
      change.answer = g_strdup (change.answer);
      change.note = g_strdup (change.note);
      change.flag = g_strdup (change.flag);
      change.problem = g_strdup (change.problem);
      change.run = g_strdup (change.run);
      g_array_append_val (copy->changes, change);
    }

  return copy;
}

/* What could not be read back from the file must not get into it. U+0000 cannot come this far: it ends a C string, and
 * the two bytes that some programs write for it are no UTF-8. */
static gboolean
check_text (const char *text, guint number, GError **error)
{
  if (text == NULL || (strlen (text) <= DG_DATASET_FILE_MAX_FIELD_BYTES && g_utf8_validate (text, -1, NULL)))
    return TRUE;

  if (strlen (text) > DG_DATASET_FILE_MAX_FIELD_BYTES)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID,
                 _ ("The text for record %u is longer than 16 MiB. Nothing was changed; shorten it."), number);
  else
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID,
                 _ ("The text for record %u is not UTF-8. Nothing was changed; save it as UTF-8 and try again."),
                 number);

  return FALSE;
}

static gboolean
check_changes (const GArray *changes, GError **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const DgRecordChange *change = &g_array_index (changes, DgRecordChange, i);

      if (!check_text (change->input, change->number, error) || !check_text (change->answer, change->number, error) ||
          !check_text (change->note, change->number, error) || !check_text (change->flag, change->number, error) ||
          !check_text (change->problem, change->number, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
rewrite_files (DgLibrary *self, DgSqlite *db, DgDataset *dataset, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records =
      dg_library_read_records (db, DG_LIBRARY_SELECT_DATASET_RECORDS, dg_dataset_get_id (dataset), error);

  return records != NULL && dg_library_prepare_files (self, db, dataset, records, cancellable, error);
}

static gboolean
read_revision (DgSqlite *db, const char *id, guint *revision, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT revision FROM dg_datasets WHERE id = ?");

  *revision = 0;
  dg_statement_bind_text (statement, id);
  if (dg_statement_next (statement))
    *revision = dg_statement_get_uint (statement, 0);

  return dg_statement_finish (statement, error);
}

/**
 * dg_library_check_revision:
 * @db: the database, in a transaction
 * @dataset: a dataset whose records in the database are those of its file
 * @revision: the revision that the caller looked at
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: whether the dataset is at @revision still; %FALSE with %DG_STORE_ERROR_STALE otherwise
 */
gboolean
dg_library_check_revision (DgSqlite *db, DgDataset *dataset, guint revision, GError **error)
{
  guint now;

  if (!read_revision (db, dg_dataset_get_id (dataset), &now, error))
    return FALSE;

  if (now == revision)
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_STALE,
               /* Translators: the %s is a dataset's name */
               _ ("The records of “%s” have been changed elsewhere meanwhile. Nothing was changed here; look at them "
                  "again, then try again."),
               dg_dataset_get_name (dataset));

  return FALSE;
}

/* When somebody else has changed the file, it is the file's records that are changed now. */
static gboolean
take_over_file (DgSqlite *db,
                DgDataset *dataset,
                const ChangeData *change,
                gboolean *changed,
                GCancellable *cancellable,
                GError **error)
{
  return dg_library_adopt_changed_file (db, dataset, FALSE, changed, cancellable, error) &&
         (change->revision == ANY_REVISION ||
          dg_library_check_revision (db, dataset, (guint) change->revision, error)) &&
         dg_library_forget_missing_records (db, change->dataset, error);
}

static gboolean
change_in_transaction (
    DgLibrary *self, DgSqlite *db, const ChangeData *change, GArray *undo, GCancellable *cancellable, GError **error)
{
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  gboolean rewrite;

  if (transaction == NULL || !dg_library_settle_files_locked (self, db, change->dataset, error))
    return FALSE;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (self, db, change->dataset, error);

  return dataset != NULL && take_over_file (db, dataset, change, &rewrite, cancellable, error) &&
         dg_library_apply_changes (db, dataset, change->changes, &rewrite, undo, error) &&
         (!rewrite || rewrite_files (self, db, dataset, cancellable, error)) &&
         dg_transaction_commit (g_steal_pointer (&transaction), error);
}

static gpointer
change_records (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgLibrary *self = source;
  DgSqlite *db = dg_library_use_db (self, cancellable);
  const ChangeData *change = data;

  if (!check_changes (change->changes, error))
    return NULL;

  g_autoptr (ChangeResult) result = g_new0 (ChangeResult, 1);
  result->undo = dg_library_new_changes (change->changes->len);
  gboolean changed = change_in_transaction (self, db, change, result->undo, cancellable, error);

  /* It is decided now; what follows from that is not called off. */
  dg_library_use_db (self, NULL);
  if (!dg_library_settle_files (self, db, change->dataset, changed ? error : NULL) || !changed)
    return NULL;

  result->dataset = dg_library_read_dataset (self, db, change->dataset, error);

  return result->dataset != NULL ? g_steal_pointer (&result) : NULL;
}

static void
push_changes (DgLibrary *self,
              const char *dataset,
              gint64 revision,
              const DgRecordChange *changes,
              guint n_changes,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_change_records_async, cancellable, callback, data);

  g_task_set_task_data (task, copy_changes (dataset, revision, changes, n_changes), (GDestroyNotify) free_change_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), change_records, (GDestroyNotify) free_change_result);
}

/**
 * dg_library_change_records_async:
 * @self: a library
 * @dataset: the id of a dataset
 * @changes: (array length=n_changes): what to change, copied at once; all numbers are those from before the changes
 * @n_changes: how many there are
 * @cancellable: (nullable): a cancellable
 * @callback: called when all is saved
 * @data: given to @callback
 *
 * Makes all changes or none, in the database and in the dataset's file, and in the optimizer's sidecar of a CSV file. A
 * record whose text is changed becomes one of %DG_ORIGIN_HAND, and loses its flag and its problem, unless the change
 * says otherwise. New records of the same place come in the order of the changes. A file that somebody else has changed
 * meanwhile wins: it is its records that are changed, and what was known of the old ones stays with those that are
 * still there. As long as no text changes and no record comes or goes, the file is left alone.
 *
 * dg_dataset_file_find_long_fields() tells what Python could not read of the new texts.
 */
void
dg_library_change_records_async (DgLibrary *self,
                                 const char *dataset,
                                 const DgRecordChange *changes,
                                 guint n_changes,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (dataset != NULL);
  g_return_if_fail (changes != NULL || n_changes == 0);

  push_changes (self, dataset, ANY_REVISION, changes, n_changes, cancellable, callback, data);
}

/**
 * dg_library_change_records_at_async:
 * @self: a library
 * @dataset: the id of a dataset
 * @revision: the revision of the dataset whose numbers @changes has
 * @changes: (array length=n_changes): what to change, copied at once; all numbers are those from before the changes
 * @n_changes: how many there are
 * @cancellable: (nullable): a cancellable
 * @callback: called when all is saved
 * @data: given to @callback
 *
 * As dg_library_change_records_async(), but refused when the records are not those any more that the caller looked at:
 * a number may be another record's by now. To be used for undo and redo, and wherever a list is on show.
 */
void
dg_library_change_records_at_async (DgLibrary *self,
                                    const char *dataset,
                                    guint revision,
                                    const DgRecordChange *changes,
                                    guint n_changes,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (dataset != NULL);
  g_return_if_fail (changes != NULL || n_changes == 0);

  push_changes (self, dataset, revision, changes, n_changes, cancellable, callback, data);
}

/**
 * dg_library_change_records_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND for a dataset or a record that
 *   there is not, %DG_STORE_ERROR_INVALID for a text that cannot be kept, %DG_STORE_ERROR_BAD_FILE when somebody else
 *   has broken the file, %DG_STORE_ERROR_STALE when the dataset is not at the revision that was asked for
 *
 * Returns: (transfer full) (nullable): the dataset as it is now
 */
DgDataset *
dg_library_change_records_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_change_records_finish_with_undo (self, result, NULL, error);
}

/**
 * dg_library_change_records_finish_with_undo:
 * @self: a library
 * @result: what the callback was given
 * @undo: (out) (optional) (transfer full) (element-type DgRecordChange): the changes that take these back, with numbers
 *   of the dataset as it is now; the array owns their texts
 * @error: return location for an error, as for dg_library_change_records_finish()
 *
 * To take the changes back is to make those of @undo, at the revision that the dataset has then; what that returns as
 * undo does them again. Files and rows are then what they were, to the origin of each record.
 *
 * Returns: (transfer full) (nullable): the dataset as it is now
 */
DgDataset *
dg_library_change_records_finish_with_undo (DgLibrary *self, GAsyncResult *result, GArray **undo, GError **error)
{
  g_autoptr (ChangeResult) change = dg_library_propagate (self, result, dg_library_change_records_async, error);

  if (change == NULL)
    return NULL;

  if (undo != NULL)
    *undo = g_array_ref (change->undo);

  return g_steal_pointer (&change->dataset);
}
