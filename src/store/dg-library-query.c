/* dg-library-query.c: records of datasets searched, filtered and sorted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-query.h"

#include "dg-library-private.h"

/* One of the ways to filter or to sort: its word, and the SQL for it. */
typedef struct
{
  const char *id;
  const char *sql;
} QueryTerm;

static const QueryTerm filters[] = {
  [DG_RECORD_FILTER_ALL] = { "all", NULL },
  [DG_RECORD_FILTER_LOOK] = { "look", "(flag IS NOT NULL OR problem IS NOT NULL)" },
  [DG_RECORD_FILTER_OPEN] = { "open", "review = 'none'" },
  [DG_RECORD_FILTER_APPROVED] = { "approved", "review = 'approved'" },
  [DG_RECORD_FILTER_REJECTED] = { "rejected", "review = 'rejected'" },
  [DG_RECORD_FILTER_NOTED] = { "noted", "note IS NOT NULL" },
  [DG_RECORD_FILTER_EDITED] = { "edited", "origin = 'hand'" },
};

/* What is sorted by more than one expression goes one way as a whole, so each of them ends with the place for it. */
static const QueryTerm sorts[] = {
  [DG_RECORD_SORT_NUMBER] = { "number", "number %1$s" },
  [DG_RECORD_SORT_INPUT] = { "input", "dg_sort_key (input) %1$s, input %1$s, number" },
  [DG_RECORD_SORT_ANSWER] = { "answer", "dg_sort_key (answer) %1$s, answer %1$s, number" },
  [DG_RECORD_SORT_INPUT_LENGTH] = { "input-length", "length (input) %1$s, number" },
  [DG_RECORD_SORT_ANSWER_LENGTH] = { "answer-length", "length (answer) %1$s, number" },
  [DG_RECORD_SORT_REVIEW] = { "review", "CASE review WHEN 'none' THEN 0 WHEN 'approved' THEN 1 ELSE 2 END %1$s,"
                                        " number" },
  [DG_RECORD_SORT_LOOK] = { "look", "problem IS NULL %1$s, flag IS NULL %1$s, problem %1$s, number" },
};

typedef struct
{
  char *dataset; /* (owned) */
  char *text;    /* (owned) (nullable) never empty */
  DgRecordFilter filter;
  char *only; /* (owned) (nullable) a JSON array */
  DgRecordSort sort;
  gboolean descending;
} FindData;

typedef struct
{
  GArray *numbers;    /* (owned) (element-type guint) */
  DgDataset *dataset; /* (owned) (nullable) */
} FindResult;

static void
free_find_data (FindData *data)
{
  g_free (data->dataset);
  g_free (data->text);
  g_free (data->only);
  g_free (data);
}

static void
free_find_result (FindResult *result)
{
  g_array_unref (result->numbers);
  g_clear_object (&result->dataset);
  g_free (result);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FindResult, free_find_result)

static gboolean
find_term (const QueryTerm *terms, guint n_terms, const char *id, guint *index)
{
  for (guint i = 0; i < n_terms; i++)
    if (g_strcmp0 (terms[i].id, id) == 0)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

static char *
print_numbers (const guint *numbers, guint n_numbers)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < n_numbers; i++)
    g_string_append_printf (out, i == 0 ? "%u" : ",%u", numbers[i]);

  return g_string_free (g_string_append_c (out, ']'), FALSE);
}

static void
append_order (GString *sql, DgRecordSort sort, gboolean descending)
{
  g_auto (GStrv) parts = g_strsplit (sorts[sort].sql, " %1$s", -1);
  g_autofree char *order = g_strjoinv (descending ? " DESC" : "", parts);

  g_string_append_printf (sql, " ORDER BY %s", order);
}

/* Nothing of it is anybody's text. */
static char *
print_query (const FindData *find)
{
  GString *sql = g_string_new ("SELECT number FROM dg_records WHERE dataset_id = ? AND number IS NOT NULL");

  if (find->only != NULL)
    g_string_append (sql, " AND number IN (SELECT value FROM json_each (?2))");
  if (filters[find->filter].sql != NULL)
    g_string_append_printf (sql, " AND %s", filters[find->filter].sql);
  if (find->text != NULL)
    g_string_append_printf (
        sql, " AND (dg_contains (input, ?%1$d) OR dg_contains (answer, ?%1$d) OR dg_contains (note, ?%1$d))",
        find->only != NULL ? 3 : 2);
  append_order (sql, find->sort, find->descending);

  return g_string_free (sql, FALSE);
}

static gboolean
find_numbers (DgSqlite *db, const FindData *find, GArray *numbers, GError **error)
{
  g_autofree char *sql = print_query (find);
  g_autoptr (DgStatement) statement = dg_statement_new (db, sql);

  dg_statement_bind_text (statement, find->dataset);
  if (find->only != NULL)
    dg_statement_bind_text (statement, find->only);
  if (find->text != NULL)
    dg_statement_bind_text (statement, find->text);
  while (dg_statement_next (statement))
    {
      guint number = dg_statement_get_uint (statement, 0);

      g_array_append_val (numbers, number);
    }

  return dg_statement_finish (statement, error);
}

/* The shared row of another program's dataset may not know. */
static gboolean
count_records (DgSqlite *db, DgDataset *dataset, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "SELECT count (*) FROM dg_records WHERE dataset_id = ? AND number IS NOT NULL");

  dg_statement_bind_text (statement, dg_dataset_get_id (dataset));
  if (dg_statement_next (statement))
    dg_dataset_set_n_records (dataset, dg_statement_get_uint (statement, 0));

  return dg_statement_finish (statement, error);
}

static gpointer
find_records (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgSqlite *db = dg_library_use_db (source, cancellable);
  const FindData *find = data;
  g_autoptr (FindResult) result = g_new0 (FindResult, 1);

  result->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!dg_library_see_file (source, db, find->dataset, cancellable, error))
    return NULL;

  /* So that numbers and revision are of one moment. */
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin_reading (db, error);
  if (transaction == NULL)
    return NULL;

  result->dataset = dg_library_read_dataset (source, db, find->dataset, error);
  if (result->dataset == NULL || !count_records (db, result->dataset, error) ||
      !find_numbers (db, find, result->numbers, error))
    return NULL;

  return g_steal_pointer (&result);
}

/**
 * dg_record_filter_get_id:
 * @filter: a filter
 *
 * Returns: the word for it on the command line
 */
const char *
dg_record_filter_get_id (DgRecordFilter filter)
{
  g_return_val_if_fail ((guint) filter < G_N_ELEMENTS (filters), filters[0].id);

  return filters[filter].id;
}

/**
 * dg_record_filter_from_id:
 * @id: (nullable): a word
 * @filter: (out): what it stands for
 *
 * Returns: whether @id is such a word
 */
gboolean
dg_record_filter_from_id (const char *id, DgRecordFilter *filter)
{
  guint index;

  g_return_val_if_fail (filter != NULL, FALSE);

  if (!find_term (filters, G_N_ELEMENTS (filters), id, &index))
    return FALSE;

  *filter = index;

  return TRUE;
}

/**
 * dg_record_sort_get_id:
 * @sort: an order
 *
 * Returns: the word for it on the command line
 */
const char *
dg_record_sort_get_id (DgRecordSort sort)
{
  g_return_val_if_fail ((guint) sort < G_N_ELEMENTS (sorts), sorts[0].id);

  return sorts[sort].id;
}

/**
 * dg_record_sort_from_id:
 * @id: (nullable): a word
 * @sort: (out): what it stands for
 *
 * Returns: whether @id is such a word
 */
gboolean
dg_record_sort_from_id (const char *id, DgRecordSort *sort)
{
  guint index;

  g_return_val_if_fail (sort != NULL, FALSE);

  if (!find_term (sorts, G_N_ELEMENTS (sorts), id, &index))
    return FALSE;

  *sort = index;

  return TRUE;
}

/**
 * dg_library_find_records_async:
 * @self: a library
 * @dataset: the id of a dataset
 * @query: what to find, copied at once
 * @cancellable: (nullable): a cancellable; a search that is not wanted any more is best cancelled
 * @callback: called with the numbers
 * @data: given to @callback
 *
 * Finds records by their numbers, which is quick with a hundred thousand of them; what is on show is then loaded with
 * dg_library_load_numbered_records_async(). A file that somebody else has changed is taken over first, so that what is
 * found is what is in it; as long as it looks on disk as it did, it is not read.
 */
void
dg_library_find_records_async (DgLibrary *self,
                               const char *dataset,
                               const DgRecordQuery *query,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (dataset != NULL && query != NULL);
  g_return_if_fail ((guint) query->filter < G_N_ELEMENTS (filters) && (guint) query->sort < G_N_ELEMENTS (sorts));

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_find_records_async, cancellable, callback, data);
  FindData *find = g_new0 (FindData, 1);

  find->dataset = g_strdup (dataset);
  find->text = query->text != NULL && *query->text != '\0' ? g_utf8_make_valid (query->text, -1) : NULL;
  find->filter = query->filter;
  find->only = query->only != NULL ? print_numbers (query->only, query->n_only) : NULL;
  find->sort = query->sort;
  find->descending = query->descending;
  g_task_set_task_data (task, find, (GDestroyNotify) free_find_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), find_records, (GDestroyNotify) free_find_result);
}

/**
 * dg_library_find_records_finish:
 * @self: a library
 * @result: what the callback was given
 * @dataset: (out) (optional) (transfer full): the dataset, with the revision that the numbers are of, and with how many
 *   records it has in all
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND for a dataset or a file that is
 *   missing, %DG_STORE_ERROR_BAD_FILE for a file that somebody else has broken
 *
 * Returns: (transfer full) (nullable) (element-type guint): the numbers of the records, in order
 */
GArray *
dg_library_find_records_finish (DgLibrary *self, GAsyncResult *result, DgDataset **dataset, GError **error)
{
  g_autoptr (FindResult) found = dg_library_propagate (self, result, dg_library_find_records_async, error);

  if (found == NULL)
    return NULL;

  if (dataset != NULL)
    *dataset = g_steal_pointer (&found->dataset);

  return g_array_ref (found->numbers);
}
