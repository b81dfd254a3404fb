/* dg-library-page.c: some records of a dataset by their numbers, for what is on show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"
#include "dg-library-query.h"

typedef struct
{
  char *dataset;   /* (owned) */
  GArray *numbers; /* (owned) (element-type guint) */
  guint max_characters;
} LoadData;

typedef struct
{
  GPtrArray *records; /* (owned) (element-type DgRecord) */
  guint revision;
} LoadResult;

static void
free_load_data (LoadData *data)
{
  g_free (data->dataset);
  g_array_unref (data->numbers);
  g_free (data);
}

static void
free_load_result (LoadResult *result)
{
  g_ptr_array_unref (result->records);
  g_free (result);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoadResult, free_load_result)

/* A field is cut where it is read, so that long ones are not copied for a line of a table. */
static DgStatement *
prepare_loading (DgSqlite *db, guint max_characters)
{
  g_autofree char *sql = NULL;

  if (max_characters == 0)
    return dg_statement_new (db, "SELECT " DG_LIBRARY_RECORD_COLUMNS
                                 " FROM dg_records WHERE dataset_id = ? AND number = ?");

  sql = g_strdup_printf ("SELECT substr (input, 1, %1$u), substr (answer, 1, %1$u), plan_line, number, origin, review,"
                         "  note, flag, problem"
                         " FROM dg_records WHERE dataset_id = ? AND number = ?",
                         max_characters);

  return dg_statement_new (db, sql);
}

static gboolean
read_numbered (DgSqlite *db, const LoadData *load, GPtrArray *records, GError **error)
{
  g_autoptr (DgStatement) statement = prepare_loading (db, load->max_characters);

  for (guint i = 0; i < load->numbers->len; i++)
    {
      dg_statement_bind_text (statement, load->dataset);
      dg_statement_bind_int64 (statement, g_array_index (load->numbers, guint, i));
      if (dg_statement_next (statement))
        g_ptr_array_add (records, dg_library_read_record (statement));
      if (!dg_statement_finish (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gpointer
load_numbered_records (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const LoadData *load = data;
  g_autoptr (LoadResult) result = g_new0 (LoadResult, 1);

  result->records = g_ptr_array_new_full (load->numbers->len, g_object_unref);

  g_autoptr (DgTransaction) transaction = dg_sqlite_begin_reading (db, error);
  if (transaction == NULL)
    return NULL;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (source, db, load->dataset, error);
  if (dataset == NULL || !read_numbered (db, load, result->records, error))
    return NULL;

  result->revision = dg_dataset_get_revision (dataset);

  return g_steal_pointer (&result);
}

/**
 * dg_library_load_numbered_records_async:
 * @self: a library
 * @dataset: the id of a dataset
 * @numbers: (array length=n_numbers): the numbers of records, in any order, copied at once; a page of a table is meant,
 *   some hundreds at most
 * @n_numbers: how many there are
 * @max_characters: how many characters of an input and of an answer are enough, 0 for all of them
 * @cancellable: (nullable): a cancellable
 * @callback: called with the records
 * @data: given to @callback
 *
 * Loads records as the database has them since dg_library_find_records_async() last looked at the file. A field can be
 * as long as 16 MiB, so a table should not ask for more than it can show; an editor has to ask for all, or it would cut
 * what it saves.
 */
void
dg_library_load_numbered_records_async (DgLibrary *self,
                                        const char *dataset,
                                        const guint *numbers,
                                        guint n_numbers,
                                        guint max_characters,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (dataset != NULL);
  g_return_if_fail (numbers != NULL || n_numbers == 0);

  g_autoptr (GTask) task =
      dg_library_new_task (self, dg_library_load_numbered_records_async, cancellable, callback, data);
  LoadData *load = g_new0 (LoadData, 1);

  load->dataset = g_strdup (dataset);
  load->numbers = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (guint)), numbers, n_numbers);
  load->max_characters = max_characters;
  g_task_set_task_data (task, load, (GDestroyNotify) free_load_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), load_numbered_records,
                        (GDestroyNotify) free_load_result);
}

/**
 * dg_library_load_numbered_records_finish:
 * @self: a library
 * @result: what the callback was given
 * @revision: (out) (optional): the revision that the records are of; if it is not that of the numbers, they are to be
 *   found anew, since a number may be another record's
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type DgRecord): the records in the order asked for. A number that no
 *   record has is left out; each record says its own.
 */
GPtrArray *
dg_library_load_numbered_records_finish (DgLibrary *self, GAsyncResult *result, guint *revision, GError **error)
{
  g_autoptr (LoadResult) loaded = dg_library_propagate (self, result, dg_library_load_numbered_records_async, error);

  if (loaded == NULL)
    return NULL;

  if (revision != NULL)
    *revision = loaded->revision;

  return g_ptr_array_ref (loaded->records);
}
