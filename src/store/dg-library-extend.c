/* dg-library-extend.c: more records for a dataset that there is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>

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

  if (before == NULL || (changed && !dg_library_adopt_file (db, id, before, FALSE, error)) ||
      !append_records (db, id, run, before->len, error) || !drop_surplus (db, run, error))
    return FALSE;

  g_autoptr (GPtrArray) records = dg_library_read_records (db, DG_LIBRARY_SELECT_DATASET_RECORDS, id, error);

  return records != NULL && dg_library_prepare_files (self, db, dataset, records, cancellable, error);
}
