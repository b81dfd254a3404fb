/* dg-library-extend.c: more records for a dataset that there is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A row of the database whose record may still be in the file. */
typedef struct
{
  gint64 id;
  char *input;  /* (owned) */
  char *answer; /* (owned) */
} KnownRow;

static void
free_known_row (KnownRow *row)
{
  g_free (row->input);
  g_free (row->answer);
  g_free (row);
}

static guint
hash_known_row (gconstpointer key)
{
  const KnownRow *row = key;

  return g_str_hash (row->input) * 31 + g_str_hash (row->answer);
}

static gboolean
equal_known_rows (gconstpointer a, gconstpointer b)
{
  const KnownRow *row_a = a;
  const KnownRow *row_b = b;

  return strcmp (row_a->input, row_b->input) == 0 && strcmp (row_a->answer, row_b->answer) == 0;
}

/* Returns: (transfer full) (nullable) (element-type KnownRow KnownRow): a row for each text */
static GHashTable *
read_known_rows (DgSqlite *db, const char *dataset, GError **error)
{
  g_autoptr (GHashTable) rows =
      g_hash_table_new_full (hash_known_row, equal_known_rows, (GDestroyNotify) free_known_row, NULL);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "SELECT id, input, answer FROM dg_records WHERE dataset_id = ?");

  dg_statement_bind_text (statement, dataset);
  while (dg_statement_next (statement))
    {
      KnownRow *row = g_new0 (KnownRow, 1);

      row->id = dg_statement_get_int64 (statement, 0);
      row->input = dg_statement_dup_text (statement, 1);
      row->answer = dg_statement_dup_text (statement, 2);
      g_hash_table_add (rows, row);
    }

  return dg_statement_finish (statement, error) ? g_steal_pointer (&rows) : NULL;
}

static gboolean
number_row (DgSqlite *db, gint64 id, const char *dataset, guint number, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE dg_records SET dataset_id = ?, number = ? WHERE id = ?");

  dg_statement_bind_text (statement, dataset);
  dg_statement_bind_int64 (statement, number);
  dg_statement_bind_int64 (statement, id);

  return dg_statement_run (statement, error);
}

static gboolean
insert_row (DgSqlite *db, const char *dataset, DgRecord *record, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "INSERT INTO dg_records (dataset_id, number, plan_line, origin, input, answer, review, note, flag,"
          "  created_us)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  dg_statement_bind_text (statement, dataset);
  dg_statement_bind_int64 (statement, dg_record_get_number (record));
  dg_statement_bind_int64 (statement, dg_record_get_plan_line (record));
  dg_statement_bind_text (statement, dg_origin_get_id (dg_record_get_origin (record)));
  dg_statement_bind_text (statement, dg_record_get_input (record));
  dg_statement_bind_text (statement, dg_record_get_answer (record));
  dg_statement_bind_text (statement, dg_review_get_id (dg_record_get_review (record)));
  dg_statement_bind_text (statement, dg_record_get_note (record));
  dg_statement_bind_text (statement, dg_record_get_flag (record));
  dg_statement_bind_int64 (statement, g_get_real_time ());

  return dg_statement_run (statement, error);
}

static gboolean
place_record (DgSqlite *db, const char *dataset, DgRecord *record, GHashTable *known, GError **error)
{
  KnownRow key = { 0, (char *) dg_record_get_input (record), (char *) dg_record_get_answer (record) };
  KnownRow *row = g_hash_table_lookup (known, &key);

  if (row == NULL)
    return insert_row (db, dataset, record, error);

  if (!number_row (db, row->id, dataset, dg_record_get_number (record), error))
    return FALSE;

  g_hash_table_remove (known, row);

  return TRUE;
}

static gboolean
add_own_row (DgSqlite *db, const char *dataset, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "INSERT OR IGNORE INTO dg_datasets (id, sha256, created_us) VALUES (?, '', ?)");

  dg_statement_bind_text (statement, dataset);
  dg_statement_bind_int64 (statement, g_get_real_time ());

  return dg_statement_run (statement, error);
}

/* The rows that none of the file's records took are those of records that are not in the file any more. */
static gboolean
delete_unnumbered_rows (DgSqlite *db, const char *dataset, GError **error)
{
  return dg_library_run_sql (db, "DELETE FROM dg_records WHERE dataset_id = ? AND number IS NULL", dataset, error);
}

/**
 * dg_library_adopt_file:
 * @db: the database, in a transaction
 * @dataset: the id of a dataset
 * @records: (element-type DgRecord): what dg_library_read_dataset_records() read from its file
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Makes the database's records those of the file, when somebody else has changed that: a record that is still there
 * keeps its row, with all that is known about it.
 *
 * Returns: whether the records are in the database, with their numbers
 */
gboolean
dg_library_adopt_file (DgSqlite *db, const char *dataset, GPtrArray *records, GError **error)
{
  g_autoptr (GHashTable) known = read_known_rows (db, dataset, error);

  if (known == NULL || !add_own_row (db, dataset, error) ||
      !dg_library_run_sql (db, "UPDATE dg_records SET number = NULL WHERE dataset_id = ?", dataset, error))
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    if (!place_record (db, dataset, g_ptr_array_index (records, i), known, error))
      return FALSE;

  return delete_unnumbered_rows (db, dataset, error);
}

/* --- the records of the run --- */

static gboolean
append_records (DgSqlite *db, const char *dataset, const char *run, guint n_before, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE dg_records SET dataset_id = ?, number = ? + place.number"
                            " FROM (SELECT id, row_number () OVER (ORDER BY " DG_LIBRARY_RUN_ORDER ") AS number"
                            "  FROM dg_records WHERE run_id = ?) AS place"
                            " WHERE dg_records.id = place.id");

  dg_statement_bind_text (statement, dataset);
  dg_statement_bind_int64 (statement, n_before);
  dg_statement_bind_text (statement, run);

  return dg_statement_run (statement, error);
}

static gboolean
refuse_surplus (DgSqlite *db, const char *run, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, "INSERT INTO dg_refused (run_id, reason, detail, raw, plan_line, created_us)"
          " SELECT run_id, ?, ?, json_object ('input', input, 'answer', answer), plan_line, ? FROM dg_records"
          "  WHERE run_id = ? AND number > ?");

  dg_statement_bind_text (statement, dg_refusal_get_id (DG_REFUSAL_SURPLUS));
  dg_statement_bind_text (statement, _ ("the dataset is full"));
  dg_statement_bind_int64 (statement, g_get_real_time ());
  dg_statement_bind_text (statement, run);
  dg_statement_bind_int64 (statement, DG_LIBRARY_MAX_RECORDS);

  return dg_statement_run (statement, error);
}

/* There was room when the run began; the dataset may have grown since. */
static gboolean
drop_surplus (DgSqlite *db, const char *run, GError **error)
{
  if (!refuse_surplus (db, run, error))
    return FALSE;

  g_autoptr (DgStatement) statement = dg_statement_new (db, "DELETE FROM dg_records WHERE run_id = ? AND number > ?");

  dg_statement_bind_text (statement, run);
  dg_statement_bind_int64 (statement, DG_LIBRARY_MAX_RECORDS);

  return dg_statement_run (statement, error);
}

/**
 * dg_library_extend_dataset:
 * @self: a library
 * @db: its database, in a transaction
 * @id: the dataset to extend
 * @run: the run whose records are appended
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Appends what @run accepted, as far as there is room; what is too much is kept as refused. The caller commits, and
 * calls dg_library_settle_files() whether that came about or not.
 *
 * Returns: whether the transaction can be committed
 */
gboolean
dg_library_extend_dataset (
    DgLibrary *self, DgSqlite *db, const char *id, const char *run, GCancellable *cancellable, GError **error)
{
  gboolean changed;

  if (!dg_library_settle_files_locked (self, db, id, error))
    return FALSE;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (self, db, id, error);
  g_autoptr (GPtrArray) before =
      dataset != NULL ? dg_library_read_dataset_records (db, dataset, &changed, cancellable, error) : NULL;

  if (before == NULL || (changed && !dg_library_adopt_file (db, id, before, error)) ||
      !append_records (db, id, run, before->len, error) || !drop_surplus (db, run, error))
    return FALSE;

  g_autoptr (GPtrArray) records = dg_library_read_records (db,
                                                           "SELECT " DG_LIBRARY_RECORD_COLUMNS
                                                           " FROM dg_records WHERE dataset_id = ? ORDER BY number",
                                                           id, error);

  return records != NULL && dg_library_prepare_files (self, db, dataset, records, cancellable, error);
}
