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

typedef struct
{
  char *dataset;   /* (owned) */
  GArray *changes; /* (owned) (element-type DgRecordChange) whose texts are owned too */
} ChangeData;

static void
clear_change (DgRecordChange *change)
{
  g_free ((char *) change->input);
  g_free ((char *) change->answer);
  g_free ((char *) change->note);
  g_free ((char *) change->flag);
}

static void
free_change_data (ChangeData *data)
{
  g_free (data->dataset);
  g_array_unref (data->changes);
  g_free (data);
}

/* The caller's texts may change as soon as it has control again. */
static ChangeData *
copy_changes (const char *dataset, const DgRecordChange *changes, guint n_changes)
{
  ChangeData *copy = g_new0 (ChangeData, 1);

  copy->dataset = g_strdup (dataset);
  copy->changes = g_array_sized_new (FALSE, FALSE, sizeof (DgRecordChange), n_changes);
  g_array_set_clear_func (copy->changes, (GDestroyNotify) clear_change);

  for (guint i = 0; i < n_changes; i++)
    {
      DgRecordChange change = changes[i];

      change.input = g_strdup (change.input);
      change.answer = g_strdup (change.answer);
      change.note = g_strdup (change.note);
      change.flag = g_strdup (change.flag);
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
          !check_text (change->note, change->number, error) || !check_text (change->flag, change->number, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_changed (DgSqlite *db, DgDataset *dataset, guint number, GError **error)
{
  if (dg_sqlite_get_n_changed (db) > 0)
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
               /* Translators: the %s is a dataset's name */
               _ ("The dataset “%s” has no record %u. Nothing was changed; choose one of its records."),
               dg_dataset_get_name (dataset), number);

  return FALSE;
}

static gboolean
update_record (DgSqlite *db, DgDataset *dataset, const DgRecordChange *change, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "UPDATE dg_records SET"
          "  origin = CASE WHEN input <> ifnull (?3, input) OR answer <> ifnull (?4, answer) THEN ?8 ELSE origin END,"
          "  input = ifnull (?3, input), answer = ifnull (?4, answer),"
          "  note = CASE WHEN ?5 IS NULL THEN note ELSE nullif (?5, '') END,"
          /* a flag was about the texts as they were */
          "  flag = CASE WHEN ?6 IS NOT NULL THEN nullif (?6, '')"
          "    WHEN input <> ifnull (?3, input) OR answer <> ifnull (?4, answer) THEN NULL ELSE flag END, review = "
          "ifnull (?7, review)"
          " WHERE dataset_id = ?1 AND number = ?2");

  dg_statement_bind_text (statement, dg_dataset_get_id (dataset));
  dg_statement_bind_int64 (statement, change->number);
  dg_statement_bind_text (statement, change->input);
  dg_statement_bind_text (statement, change->answer);
  dg_statement_bind_text (statement, change->note);
  dg_statement_bind_text (statement, change->flag);
  dg_statement_bind_text (statement, change->set_review ? dg_review_get_id (change->review) : NULL);
  dg_statement_bind_text (statement, dg_origin_get_id (DG_ORIGIN_HAND));

  return dg_statement_run (statement, error) && check_changed (db, dataset, change->number, error);
}

static gboolean
delete_record (DgSqlite *db, DgDataset *dataset, guint number, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "DELETE FROM dg_records WHERE dataset_id = ? AND number = ?");

  dg_statement_bind_text (statement, dg_dataset_get_id (dataset));
  dg_statement_bind_int64 (statement, number);

  return dg_statement_run (statement, error) && check_changed (db, dataset, number, error);
}

static gboolean
number_anew (DgSqlite *db, const char *dataset, GError **error)
{
  return dg_library_run_sql (db,
                             "UPDATE dg_records SET number = place.number"
                             " FROM (SELECT id, row_number () OVER (ORDER BY number) AS number"
                             "  FROM dg_records WHERE dataset_id = ?) AS place"
                             " WHERE dg_records.id = place.id AND dg_records.number <> place.number",
                             dataset, error);
}

/* The numbers are those from before the first change, so that records are numbered anew only in the end. */
static gboolean
apply_changes (DgSqlite *db, DgDataset *dataset, const GArray *changes, gboolean *text_changed, GError **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const DgRecordChange *change = &g_array_index (changes, DgRecordChange, i);

      if (!(change->remove ? delete_record (db, dataset, change->number, error)
                           : update_record (db, dataset, change, error)))
        return FALSE;

      *text_changed |= change->remove || change->input != NULL || change->answer != NULL;
    }

  return number_anew (db, dg_dataset_get_id (dataset), error);
}

static gboolean
rewrite_files (DgLibrary *self, DgSqlite *db, DgDataset *dataset, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records =
      dg_library_read_records (db, DG_LIBRARY_SELECT_DATASET_RECORDS, dg_dataset_get_id (dataset), error);

  return records != NULL && dg_library_prepare_files (self, db, dataset, records, cancellable, error);
}

static gboolean
change_in_transaction (
    DgLibrary *self, DgSqlite *db, const ChangeData *change, GCancellable *cancellable, GError **error)
{
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  gboolean rewrite;

  if (transaction == NULL || !dg_library_settle_files_locked (self, db, change->dataset, error))
    return FALSE;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (self, db, change->dataset, error);
  g_autoptr (GPtrArray) records =
      dataset != NULL ? dg_library_read_dataset_records (db, dataset, &rewrite, cancellable, error) : NULL;

  /* When somebody else has changed the file, it is the file's records that are changed now. */
  return records != NULL && (!rewrite || dg_library_adopt_file (db, change->dataset, records, error)) &&
         apply_changes (db, dataset, change->changes, &rewrite, error) &&
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

  gboolean changed = change_in_transaction (self, db, change, cancellable, error);

  /* It is decided now; what follows from that is not called off. */
  dg_library_use_db (self, NULL);
  if (!dg_library_settle_files (self, db, change->dataset, changed ? error : NULL))
    return NULL;

  return changed ? dg_library_read_dataset (self, db, change->dataset, error) : NULL;
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
 * record whose text is changed becomes one of %DG_ORIGIN_HAND. A file that somebody else has changed meanwhile wins: it
 * is its records that are changed, and what was known of the old ones stays with those that are still there.
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

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_change_records_async, cancellable, callback, data);

  g_task_set_task_data (task, copy_changes (dataset, changes, n_changes), (GDestroyNotify) free_change_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), change_records, g_object_unref);
}

/**
 * dg_library_change_records_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND for a dataset or a record that
 *   there is not, %DG_STORE_ERROR_INVALID for a text that cannot be kept, %DG_STORE_ERROR_BAD_FILE when somebody else
 *   has broken the file
 *
 * Returns: (transfer full) (nullable): the dataset as it is now
 */
DgDataset *
dg_library_change_records_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_change_records_async, error);
}
