/* dg-library-add.c: datasets that no run made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

static gboolean
set_origin (DgSqlite *db, const char *id, DgDataset *copied, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db,
                        "UPDATE dg_datasets SET imported = ?, provider = ?, model = ?, session_id = ? WHERE id = ?");

  dg_statement_bind_int64 (statement, copied == NULL || dg_dataset_get_kind (copied) == DG_DATASET_IMPORTED);
  dg_statement_bind_text (statement, copied != NULL ? dg_dataset_get_provider (copied) : NULL);
  dg_statement_bind_text (statement, copied != NULL ? dg_dataset_get_model (copied) : NULL);
  dg_statement_bind_text (statement, copied != NULL ? dg_dataset_get_session (copied) : NULL);
  dg_statement_bind_text (statement, id);

  return dg_statement_run (statement, error);
}

static char *
insert_rows (DgLibrary *self, DgSqlite *db, const DgNewDataset *wanted, GError **error)
{
  g_autofree char *name = dg_library_make_name (self, db, wanted->name, NULL, error);
  g_autofree char *id = name != NULL ? dg_library_make_dataset_id (db, error) : NULL;
  const DgDatasetRow row = { .id = id, .name = name, .format = wanted->format };

  if (id == NULL || !dg_library_insert_dataset (db, &row, error) ||
      !dg_library_adopt_file (db, id, wanted->records, FALSE, error) || !set_origin (db, id, wanted->copied, error))
    return NULL;

  return g_steal_pointer (&id);
}

/* Returns: (transfer full) (nullable): the id of the dataset */
static char *
add_in_transaction (
    DgLibrary *self, DgSqlite *db, const DgNewDataset *wanted, GCancellable *cancellable, GError **error)
{
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  g_autofree char *id = transaction != NULL ? insert_rows (self, db, wanted, error) : NULL;
  g_autoptr (DgDataset) dataset = id != NULL ? dg_library_read_dataset (self, db, id, error) : NULL;

  if (dataset != NULL && dg_library_prepare_files (self, db, dataset, wanted->records, cancellable, error) &&
      dg_transaction_commit (g_steal_pointer (&transaction), error))
    return g_steal_pointer (&id);

  /* Still with the lock, if there is one: nobody else knows the id. */
  g_clear_pointer (&transaction, dg_transaction_rollback);
  if (id != NULL)
    {
      dg_library_use_db (self, NULL);
      dg_library_settle_files (self, db, id, NULL);
    }

  return NULL;
}

/**
 * dg_library_add_dataset:
 * @self: a library
 * @db: its database, outside of any transaction
 * @wanted: the dataset
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Makes a dataset with its file, in one transaction.
 *
 * Returns: (transfer full) (nullable): the dataset
 */
DgDataset *
dg_library_add_dataset (
    DgLibrary *self, DgSqlite *db, const DgNewDataset *wanted, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = add_in_transaction (self, db, wanted, cancellable, error);

  if (id == NULL)
    return NULL;

  /* It is decided now; what follows from that is not called off. */
  dg_library_use_db (self, NULL);

  return dg_library_settle_files (self, db, id, error) ? dg_library_read_dataset (self, db, id, error) : NULL;
}
