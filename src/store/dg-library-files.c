/* dg-library-files.c: the files of a dataset that changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A database and a file cannot be changed in one go, so that a crash in between would leave the one without the other.
 * Hence the new files are first written beside the old ones, under names that nobody takes for a dataset. The commit of
 * the transaction that has the new file's hash then decides: files that are prepared and of that hash take the place of
 * the old ones, others are deleted. Whoever comes next does that, after a crash too; always with the write lock, so
 * that nobody's uncommitted files are mistaken for leftovers.
 */

#include "config.h"

#include "dg-library-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "dg-dataset-file-private.h"
#include "dg-file-stamp.h"
#include "dg-names.h"
#include "dg-store-private.h"

#define PREPARED_SUFFIX ".prepared"
#define SIDECAR_SUFFIX ".jsonl"

static char *
make_prepared_path (DgLibrary *self, const char *id, const char *suffix)
{
  g_autofree char *name = g_strconcat (DG_DATASET_FILE_TEMPORARY_PREFIX, id, suffix, PREPARED_SUFFIX, NULL);

  return g_build_filename (self->uploads, name, NULL);
}

/* Returns: (transfer full) (nullable): the dataset whose prepared file or sidecar has the name */
static char *
parse_prepared_name (const char *name)
{
  g_autofree char *id = NULL;

  if (!g_str_has_prefix (name, DG_DATASET_FILE_TEMPORARY_PREFIX) || !g_str_has_suffix (name, PREPARED_SUFFIX))
    return NULL;

  name += strlen (DG_DATASET_FILE_TEMPORARY_PREFIX);
  id = g_strndup (name, strlen (name) - strlen (PREPARED_SUFFIX));
  if (g_str_has_suffix (id, SIDECAR_SUFFIX))
    id[strlen (id) - strlen (SIDECAR_SUFFIX)] = '\0';

  return *id != '\0' ? g_steal_pointer (&id) : NULL;
}

/* A file stays where it is, and what it is; one that was lost, or may be another dataset's, gets a name that suits the
 * dataset. */
static char *
choose_file_name (DgLibrary *self, DgSqlite *db, DgDataset *dataset, GError **error)
{
  const char *path = dg_dataset_get_path (dataset);
  gboolean guessed;

  if (!dg_library_is_file_guessed (self, db, dataset, &guessed, error))
    return NULL;

  if (path != NULL && !guessed)
    return g_path_get_basename (path);

  return dg_names_make_file_name (dg_dataset_get_name (dataset), dg_dataset_get_id (dataset),
                                  dg_dataset_get_format (dataset));
}

static DgFileFormat
choose_format (DgDataset *dataset, const char *file_name)
{
  const char *dot = strrchr (file_name, '.');
  DgFileFormat format = dg_dataset_get_format (dataset);

  if (dot != NULL)
    dg_file_format_from_id (dot + 1, &format);

  return format;
}

static gboolean
write_prepared (DgLibrary *self,
                const char *id,
                const char *suffix,
                const char *text,
                gsize length,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *path = make_prepared_path (self, id, suffix);

  return dg_dataset_file_write (path, text, length, TRUE, cancellable, error);
}

static gboolean
write_prepared_sidecar (DgLibrary *self, const char *id, GPtrArray *records, GCancellable *cancellable, GError **error)
{
  gsize length;
  g_autofree char *text = dg_dataset_file_print (records, DG_FILE_FORMAT_JSONL, &length);

  return write_prepared (self, id, SIDECAR_SUFFIX, text, length, cancellable, error);
}

static gboolean
update_shared_row (
    DgSqlite *db, DgDataset *dataset, const char *file_name, gsize length, guint n_records, GError **error)
{
  g_autofree char *file_path = g_build_filename (DG_LIBRARY_UPLOADS, file_name, NULL);
  g_autofree char *size = dg_library_format_size (length);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE datasets SET size = ?, rows = ?, file_path = ? WHERE id = ?");

  dg_statement_bind_text (statement, size);
  dg_statement_bind_int64 (statement, n_records);
  dg_statement_bind_text (statement, file_path);
  dg_statement_bind_text (statement, dg_dataset_get_id (dataset));

  return dg_statement_run (statement, error);
}

/* A dataset that another program made has no row of ours yet. The stamp of the prepared file is that of the file once
 * it is in its place. */
static gboolean
update_own_row (DgLibrary *self, DgSqlite *db, DgDataset *dataset, const char *sha256, GError **error)
{
  const char *id = dg_dataset_get_id (dataset);
  g_autofree char *prepared = make_prepared_path (self, id, "");
  g_autofree char *stamp = dg_file_stamp_take (prepared);
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "INSERT INTO dg_datasets (id, sha256, file_stamp, revision, created_us)"
                            " VALUES (?, ?, ?, 1, ?)"
                            " ON CONFLICT (id) DO UPDATE SET sha256 = excluded.sha256,"
                            "  file_stamp = excluded.file_stamp, revision = revision + 1");

  dg_statement_bind_text (statement, id);
  dg_statement_bind_text (statement, sha256);
  dg_statement_bind_text (statement, stamp);
  dg_statement_bind_int64 (statement, g_get_real_time ());

  return dg_statement_run (statement, error);
}

static gboolean
read_known_file (DgSqlite *db, const char *id, char **sha256, char **stamp, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT sha256, file_stamp FROM dg_datasets WHERE id = ?");

  dg_statement_bind_text (statement, id);
  if (dg_statement_next (statement))
    {
      *sha256 = dg_statement_dup_text (statement, 0);
      *stamp = dg_statement_dup_text (statement, 1);
    }

  return dg_statement_finish (statement, error);
}

/* Returns: whether the prepared file is what the database says */
static gboolean
is_committed (DgSqlite *db, const char *id, const char *path, gboolean *committed, GError **error)
{
  g_autofree char *sha256 = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *prepared_stamp = dg_file_stamp_take (path);
  gsize length;

  *committed = FALSE;
  if (!read_known_file (db, id, &sha256, &stamp, error))
    return FALSE;
  if (sha256 == NULL)
    return TRUE;

  /* What nobody else has written since need not be read. */
  *committed = prepared_stamp != NULL && g_strcmp0 (stamp, prepared_stamp) == 0;
  if (*committed)
    return TRUE;

  g_autofree char *text = dg_dataset_file_load (path, &length, NULL, error);
  if (text == NULL)
    return FALSE;

  g_autofree char *prepared = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, length);
  *committed = strcmp (prepared, sha256) == 0;

  return TRUE;
}

/* Returns: (transfer full) (nullable): where the dataset's row says that its file is */
static char *
read_target (DgLibrary *self, DgSqlite *db, const char *id, GError **error)
{
  g_autofree char *file_path = NULL;
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT file_path FROM datasets WHERE id = ?");

  dg_statement_bind_text (statement, id);
  if (dg_statement_next (statement))
    file_path = dg_statement_dup_text (statement, 0);
  if (!dg_statement_finish (statement, error))
    return NULL;

  g_autofree char *name = g_path_get_basename (file_path != NULL ? file_path : id);

  return g_build_filename (self->uploads, name, NULL);
}

/* The file last: as long as it is prepared, this is not done. */
static gboolean
put_in_place (DgLibrary *self, DgSqlite *db, const char *id, GError **error)
{
  g_autofree char *prepared = make_prepared_path (self, id, "");
  g_autofree char *prepared_sidecar = make_prepared_path (self, id, SIDECAR_SUFFIX);
  g_autofree char *sidecar_name = g_strconcat (id, SIDECAR_SUFFIX, NULL);
  g_autofree char *sidecar = g_build_filename (self->uploads, sidecar_name, NULL);
  g_autofree char *target = read_target (self, db, id, error);

  if (target == NULL)
    return FALSE;

  if (g_file_test (prepared_sidecar, G_FILE_TEST_EXISTS) &&
      !dg_dataset_file_rename (prepared_sidecar, sidecar, TRUE, error))
    return FALSE;

  return dg_dataset_file_rename (prepared, target, TRUE, error);
}

/* The optimizer reads the sidecar of a CSV file, which is to say the same. */
static gboolean
write_sidecar (DgLibrary *self, DgDataset *dataset, GPtrArray *records, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_strconcat (dg_dataset_get_id (dataset), SIDECAR_SUFFIX, NULL);
  g_autofree char *path = g_build_filename (self->uploads, name, NULL);
  gsize length;
  g_autofree char *text = dg_dataset_file_print (records, DG_FILE_FORMAT_JSONL, &length);

  return dg_dataset_file_write (path, text, length, TRUE, cancellable, error);
}

/* What is larger could not be read again. */
static gboolean
check_length (gsize length, GError **error)
{
  if (length <= DG_DATASET_FILE_MAX_BYTES)
    return TRUE;

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID,
               _ ("The dataset would be larger than 256 MiB. Nothing was changed; make several datasets of it."));

  return FALSE;
}

/**
 * dg_library_format_size:
 * @n_bytes: the size of a file
 *
 * Returns: (transfer full): the size for the table of datasets
 */
char *
dg_library_format_size (gsize n_bytes)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  /* Not in the user's locale: another program reads it. */
  g_ascii_formatd (number, sizeof number, "%.1f", (double) n_bytes / 1024.0);

  return g_strdup_printf ("%s KB", number);
}

/**
 * dg_library_prepare_files:
 * @self: a library
 * @db: its database, in a transaction
 * @dataset: a dataset
 * @records: (element-type DgRecord): what its file is to hold
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Writes the dataset's new file, and the sidecar of a CSV file, beside the old ones, and sets the dataset's rows, size
 * and hash. The caller commits the transaction or not, and calls dg_library_settle_files() in either case. The records
 * themselves are the caller's business.
 *
 * Returns: whether the transaction can be committed
 */
gboolean
dg_library_prepare_files (
    DgLibrary *self, DgSqlite *db, DgDataset *dataset, GPtrArray *records, GCancellable *cancellable, GError **error)
{
  const char *id = dg_dataset_get_id (dataset);
  g_autofree char *file_name = choose_file_name (self, db, dataset, error);

  if (file_name == NULL)
    return FALSE;

  DgFileFormat format = choose_format (dataset, file_name);
  gsize length;
  g_autofree char *text = dg_dataset_file_print (records, format, &length);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, length);

  return check_length (length, error) &&
         (format != DG_FILE_FORMAT_CSV || write_prepared_sidecar (self, id, records, cancellable, error)) &&
         write_prepared (self, id, "", text, length, cancellable, error) &&
         update_shared_row (db, dataset, file_name, length, records->len, error) &&
         update_own_row (self, db, dataset, sha256, error);
}

/**
 * dg_library_follow_file:
 * @self: a library
 * @db: its database, outside of any transaction
 * @dataset: a dataset of ours whose file somebody else has changed
 * @records: (element-type DgRecord): what is in the file now
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Makes what the lists show and what the optimizer reads agree with the file. The file itself is left alone, as are the
 * records of the database: its writer may not be done with it, and what is known about records that are missing for a
 * moment is not to be lost. It is when they are searched or changed that they are taken over.
 *
 * Returns: whether all agrees
 */
gboolean
dg_library_follow_file (
    DgLibrary *self, DgSqlite *db, DgDataset *dataset, GPtrArray *records, GCancellable *cancellable, GError **error)
{
  const char *path = dg_dataset_get_path (dataset);
  g_autofree char *file_name = g_path_get_basename (path);
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  GStatBuf info;

  if (transaction == NULL)
    return FALSE;

  if (g_stat (path, &info) < 0)
    {
      dg_store_set_error_from_errno (error, errno, path);
      return FALSE;
    }

  return (choose_format (dataset, file_name) != DG_FILE_FORMAT_CSV ||
          write_sidecar (self, dataset, records, cancellable, error)) &&
         update_shared_row (db, dataset, file_name, (gsize) info.st_size, records->len, error) &&
         dg_transaction_commit (g_steal_pointer (&transaction), error);
}

/**
 * dg_library_settle_files_locked:
 * @self: a library
 * @db: its database, in a transaction that has not changed @id yet
 * @id: the id of a dataset
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * As dg_library_settle_files(), for callers that hold the write lock.
 *
 * Returns: whether the dataset's files are those of the database
 */
gboolean
dg_library_settle_files_locked (DgLibrary *self, DgSqlite *db, const char *id, GError **error)
{
  g_autofree char *prepared = make_prepared_path (self, id, "");
  g_autofree char *prepared_sidecar = make_prepared_path (self, id, SIDECAR_SUFFIX);
  gboolean committed = FALSE;

  if (g_file_test (prepared, G_FILE_TEST_EXISTS) && !is_committed (db, id, prepared, &committed, error))
    return FALSE;

  if (committed)
    return put_in_place (self, db, id, error);

  g_unlink (prepared_sidecar);
  g_unlink (prepared);

  return TRUE;
}

/**
 * dg_library_settle_files:
 * @self: a library
 * @db: its database, outside of any transaction
 * @id: the id of a dataset
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Ends what dg_library_prepare_files() began, whoever began it: files that were committed take the place of the old
 * ones, others are deleted. Costs nothing when there are none.
 *
 * Returns: whether the dataset's files are those of the database
 */
gboolean
dg_library_settle_files (DgLibrary *self, DgSqlite *db, const char *id, GError **error)
{
  g_autofree char *prepared = make_prepared_path (self, id, "");
  g_autofree char *prepared_sidecar = make_prepared_path (self, id, SIDECAR_SUFFIX);

  if (!g_file_test (prepared, G_FILE_TEST_EXISTS) && !g_file_test (prepared_sidecar, G_FILE_TEST_EXISTS))
    return TRUE;

  g_autoptr (DgTransaction) lock = dg_sqlite_begin (db, error);

  return lock != NULL && dg_library_settle_files_locked (self, db, id, error);
}

/**
 * dg_library_settle_all_files:
 * @self: a library
 * @db: its database, in a transaction
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Settles what a crash left behind.
 *
 * Returns: whether there is nothing left to settle
 */
gboolean
dg_library_settle_all_files (DgLibrary *self, DgSqlite *db, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (self->uploads, 0, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      char *id = parse_prepared_name (name);

      if (id != NULL)
        g_ptr_array_add (ids, id);
    }

  for (guint i = 0; i < ids->len; i++)
    if (!dg_library_settle_files_locked (self, db, g_ptr_array_index (ids, i), error))
      return FALSE;

  return TRUE;
}
