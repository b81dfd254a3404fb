/* dg-library-end-run.c: the end of a run: its dataset and its report
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-file.h"
#include "dg-names.h"

typedef struct
{
  char *run; /* (owned) */
  DgRunStatus status;
  double seconds;
} EndData;

/* What a run leads to. */
typedef struct
{
  char *id;       /* (owned) */
  char *session;  /* (owned) */
  char *name;     /* (owned) unique in the library */
  char *provider; /* (owned) (nullable) */
  char *model;    /* (owned) (nullable) */
  DgFileFormat format;
  DgRunKind kind;
  gboolean extends; /* @id is a dataset that there is already */
  guint requested;
  char *file_path;    /* (owned) relative to the library's folder */
  char *size;         /* (owned) for people */
  char *sha256;       /* (owned) of the file */
  GPtrArray *records; /* (owned) (element-type DgRecord) */
} Product;

static void
free_end_data (EndData *data)
{
  g_free (data->run);
  g_free (data);
}

static void
free_product (Product *product)
{
  g_free (product->id);
  g_free (product->session);
  g_free (product->name);
  g_free (product->provider);
  g_free (product->model);
  g_free (product->file_path);
  g_free (product->size);
  g_free (product->sha256);
  g_clear_pointer (&product->records, g_ptr_array_unref);
  g_free (product);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Product, free_product)

/* Fills @product, which is empty. */
static gboolean
read_product (DgSqlite *db, const char *run, Product *product, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "SELECT r.dataset_id, r.session_id, s.name, r.provider, r.model, r.format, r.requested,"
                            "  r.kind, r.extends"
                            " FROM dg_runs r JOIN dg_sessions s ON s.id = r.session_id WHERE r.id = ?");

  dg_statement_bind_text (statement, run);
  if (dg_statement_next (statement))
    {
      g_autofree char *format = dg_statement_dup_text (statement, 5);
      g_autofree char *kind = dg_statement_dup_text (statement, 7);

      product->id = dg_statement_dup_text (statement, 0);
      product->session = dg_statement_dup_text (statement, 1);
      product->name = dg_statement_dup_text (statement, 2);
      product->provider = dg_statement_dup_text (statement, 3);
      product->model = dg_statement_dup_text (statement, 4);
      dg_file_format_from_id (format, &product->format);
      product->requested = dg_statement_get_uint (statement, 6);
      dg_run_kind_from_id (kind, &product->kind);
      product->extends = dg_statement_get_uint (statement, 8) != 0;
    }

  if (!dg_statement_finish (statement, error))
    return FALSE;

  if (product->id == NULL)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND, _ ("There is no run “%s” in this library."), run);
      return FALSE;
    }

  product->records = dg_library_read_run_records (db, run, error);

  return product->records != NULL;
}

static gboolean
write_product_file (
    DgLibrary *self, const char *file_name, const char *text, gsize length, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (self->uploads, file_name, NULL);

  return dg_dataset_file_write (path, text, length, TRUE, cancellable, error);
}

/* The optimizer reads JSONL only, so a CSV file gets a sidecar that it can find by the dataset's id. */
static gboolean
write_sidecar (DgLibrary *self, Product *product, GCancellable *cancellable, GError **error)
{
  gsize length;
  g_autofree char *file_name = g_strconcat (product->id, ".jsonl", NULL);
  g_autofree char *text = dg_dataset_file_print (product->records, DG_FILE_FORMAT_JSONL, &length);

  return write_product_file (self, file_name, text, length, cancellable, error);
}

static gboolean
write_files (DgLibrary *self, Product *product, GCancellable *cancellable, GError **error)
{
  gsize length;
  g_autofree char *file_name = dg_names_make_file_name (product->name, product->id, product->format);
  g_autofree char *text = dg_dataset_file_print (product->records, product->format, &length);

  product->file_path = g_build_filename (DG_LIBRARY_UPLOADS, file_name, NULL);
  product->size = dg_library_format_size (length);
  product->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, length);

  /* The id is this run's alone: what is there already was left by a crash before the dataset was on record. */
  return dg_library_remove_files (self, product->id, error) &&
         write_product_file (self, file_name, text, length, cancellable, error) &&
         (product->format != DG_FILE_FORMAT_CSV || write_sidecar (self, product, cancellable, error));
}

/* The optimizer takes the oldest of the datasets that share a name. */
static gboolean
make_name_unique (DgLibrary *self, DgSqlite *db, Product *product, GError **error)
{
  char *name = dg_library_make_name (self, db, product->name, NULL, error);

  if (name == NULL)
    return FALSE;

  g_free (product->name);
  product->name = name;

  return TRUE;
}

static gboolean
insert_shared_row (DgSqlite *db, const Product *product, GError **error)
{
  const DgDatasetRow row = { .id = product->id,
                             .name = product->name,
                             .format = product->format,
                             .size = product->size,
                             .n_records = product->records->len,
                             .file_path = product->file_path };

  return dg_library_insert_dataset (db, &row, error);
}

static gboolean
insert_own_row (DgSqlite *db, const Product *product, const char *run, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "INSERT INTO dg_datasets (id, session_id, run_id, provider, model, sha256, created_us)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?)");

  dg_statement_bind_text (statement, product->id);
  dg_statement_bind_text (statement, product->session);
  dg_statement_bind_text (statement, run);
  dg_statement_bind_text (statement, product->provider);
  dg_statement_bind_text (statement, product->model);
  dg_statement_bind_text (statement, product->sha256);
  dg_statement_bind_int64 (statement, g_get_real_time ());

  return dg_statement_run (statement, error);
}

/* In the order of dg_library_read_run_records(), which is that of the file. */
static gboolean
number_records (DgSqlite *db, const Product *product, const char *run, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE dg_records SET dataset_id = ?, number = place.number"
                            " FROM (SELECT id, row_number () OVER (ORDER BY " DG_LIBRARY_RUN_ORDER ") AS number"
                            "  FROM dg_records WHERE run_id = ?) AS place"
                            " WHERE dg_records.id = place.id");

  dg_statement_bind_text (statement, product->id);
  dg_statement_bind_text (statement, run);

  return dg_statement_run (statement, error);
}

static gboolean
link_session (DgSqlite *db, const Product *product, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE dg_sessions SET dataset_id = ?, updated_us = ? WHERE id = ?");

  dg_statement_bind_text (statement, product->id);
  dg_statement_bind_int64 (statement, g_get_real_time ());
  dg_statement_bind_text (statement, product->session);

  return dg_statement_run (statement, error);
}

static gboolean
update_run (DgSqlite *db, const EndData *end, DgRunStatus status, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE dg_runs SET status = ?, seconds = seconds + ? WHERE id = ?");

  dg_statement_bind_text (statement, dg_run_status_get_id (status));
  dg_statement_bind_double (statement, end->seconds > 0.0 ? end->seconds : 0.0);
  dg_statement_bind_text (statement, end->run);

  return dg_statement_run (statement, error);
}

static gboolean
set_status (DgSqlite *db, const char *run, DgRunStatus status, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, "UPDATE dg_runs SET status = ? WHERE id = ?");

  dg_statement_bind_text (statement, dg_run_status_get_id (status));
  dg_statement_bind_text (statement, run);

  return dg_statement_run (statement, error);
}

static DgRunStatus
correct_status (DgRunStatus status, const Product *product)
{
  if (status != DG_RUN_COMPLETE && status != DG_RUN_PARTIAL)
    return status;

  if (product->records->len == 0)
    return DG_RUN_FAILED;

  return product->records->len < product->requested ? DG_RUN_PARTIAL : status;
}

static gboolean
save_new_dataset (
    DgLibrary *self, DgSqlite *db, Product *product, const char *run, GCancellable *cancellable, GError **error)
{
  if (make_name_unique (self, db, product, error) && write_files (self, product, cancellable, error) &&
      insert_shared_row (db, product, error) && insert_own_row (db, product, run, error) &&
      number_records (db, product, run, error) && link_session (db, product, error))
    return TRUE;

  dg_library_remove_files (self, product->id, NULL);

  return FALSE;
}

/* The dataset may turn out to be fuller than it was when the run began. */
static gboolean
save_extension (
    DgLibrary *self, DgSqlite *db, Product *product, const EndData *end, GCancellable *cancellable, GError **error)
{
  if (!dg_library_extend_dataset (self, db, product->id, end->run, cancellable, error) ||
      !link_session (db, product, error))
    return FALSE;

  g_clear_pointer (&product->records, g_ptr_array_unref);
  product->records = dg_library_read_run_records (db, end->run, error);

  return product->records != NULL && set_status (db, end->run, correct_status (end->status, product), error);
}

static gboolean
save_product (
    DgLibrary *self, DgSqlite *db, Product *product, const EndData *end, GCancellable *cancellable, GError **error)
{
  /* cards are kept by the session */
  if (product->kind == DG_RUN_SAMPLES)
    return TRUE;

  return product->extends ? save_extension (self, db, product, end, cancellable, error)
                          : save_new_dataset (self, db, product, end->run, cancellable, error);
}

static gboolean
close_run (
    DgLibrary *self, DgSqlite *db, const EndData *end, Product *product, GCancellable *cancellable, GError **error)
{
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  gboolean saved_before;

  if (transaction == NULL || !read_product (db, end->run, product, error) ||
      !dg_library_find (db, DG_LIBRARY_FIND_SAVED_RUN, end->run, &saved_before, error))
    return FALSE;

  /* It ended before, and a crash kept the caller from knowing. */
  if (saved_before)
    return TRUE;

  DgRunStatus status = correct_status (end->status, product);
  if (!update_run (db, end, status, error))
    return FALSE;

  if ((status == DG_RUN_COMPLETE || status == DG_RUN_PARTIAL) &&
      !save_product (self, db, product, end, cancellable, error))
    return FALSE;

  if (dg_transaction_commit (g_steal_pointer (&transaction), error))
    return TRUE;

  if (product->kind == DG_RUN_DATASET && !product->extends)
    dg_library_remove_files (self, product->id, NULL);

  return FALSE;
}

static gpointer
end_run (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  DgLibrary *self = source;
  DgSqlite *db = dg_library_use_db (self, cancellable);
  const EndData *end = data;
  g_autoptr (Product) product = g_new0 (Product, 1);
  gboolean closed = close_run (self, db, end, product, cancellable, error);

  /* Whether the run is closed is decided; what follows from that is not called off. */
  dg_library_use_db (self, NULL);
  if (product->extends && !dg_library_settle_files (self, db, product->id, closed ? error : NULL))
    return NULL;

  return closed ? dg_library_read_report (self, db, end->run, error) : NULL;
}

/**
 * dg_library_end_run_async:
 * @self: a library
 * @run: a run
 * @status: how it ended; not %DG_RUN_RUNNING
 * @seconds: how long this leg of it took, added to the legs before
 * @cancellable: (nullable): a cancellable
 * @callback: called when all is saved
 * @data: given to @callback
 *
 * Ends a run. With %DG_RUN_COMPLETE or %DG_RUN_PARTIAL what it was seeded with and what it accepted becomes a dataset:
 * a file in `uploads/` (and the optimizer's sidecar of a CSV file), a row that points to it, numbers for the records
 * and a finished session; all of that or nothing. One that extends a dataset appends its records to that instead, to at
 * most 1000 in all. One of kind %DG_RUN_SAMPLES leaves no dataset, and its session goes on.
 *
 * The status that is kept is true to the records: without any the run has failed, with fewer than requested it is
 * partial. A run whose records are saved already stays as it is; its report is what the caller gets.
 */
void
dg_library_end_run_async (DgLibrary *self,
                          const char *run,
                          DgRunStatus status,
                          double seconds,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (run != NULL);
  g_return_if_fail (status != DG_RUN_RUNNING);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_end_run_async, cancellable, callback, data);
  EndData *end = g_new0 (EndData, 1);

  end->run = g_strdup (run);
  end->status = status;
  end->seconds = seconds;
  g_task_set_task_data (task, end, (GDestroyNotify) free_end_data);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), end_run, (GDestroyNotify) dg_run_report_free);
}

/**
 * dg_library_end_run_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NOT_FOUND when there is no such run,
 *   %DG_STORE_ERROR_FULL or %DG_STORE_ERROR_READ_ONLY when the dataset cannot be written; then nothing has changed
 *
 * Returns: (transfer full) (nullable): the report, read back from the database
 */
DgRunReport *
dg_library_end_run_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_end_run_async, error);
}
