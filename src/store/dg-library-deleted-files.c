/* dg-library-deleted-files.c: the files of datasets that are deleted and kept for a while
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Nova Prompt Optimizer takes any file of uploads/ for a dataset, so that what is kept lies elsewhere: in deleted/
 * beside library.db, in one folder for each deleted dataset, which is called like the number of its row.
 *
 * Files go from the one folder to the other in three steps, so that a crash never loses one: they are placed where they
 * are to be as well, the transaction that moves the row is committed, and then they are removed where they were.
 * Whoever comes next does what is left of that: of a row that is not settled, what is in uploads/ and is the same as
 * what is kept is removed there; a folder of deleted/ without a row is removed whole. Always with the write lock, so
 * that nobody else's unfinished work is mistaken for leftovers.
 */

#include "config.h"

#include "dg-library-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dg-dataset-file-private.h"
#include "dg-store-private.h"

static gboolean
set_error_from_gio (GError **error, GError *gio_error, const char *path)
{
  g_autoptr (GError) owned = gio_error;
  g_autofree char *display = g_filename_display_name (path);

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    dg_store_set_error_from_errno (error, ENOSPC, path);
  else
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY,
                 /* Translators: the first %s is a file, the second the system's reason */
                 _ ("“%s” could not be written: %s. Nothing was changed; make room or the folder writable, and try "
                    "again."),
                 display, owned->message);

  return FALSE;
}

/* Its name is one of those that are cleared up when the library is opened. */
static char *
make_temporary_path (const char *to)
{
  g_autofree char *folder = g_path_get_dirname (to);
  g_autofree char *name =
      g_strdup_printf (DG_DATASET_FILE_TEMPORARY_PREFIX "%08x" DG_DATASET_FILE_TEMPORARY_SUFFIX, g_random_int ());

  return g_build_filename (folder, name, NULL);
}

static gboolean
flush_file (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean flushed = fd >= 0 && fsync (fd) == 0;
  int errsv = errno;

  if (fd >= 0)
    close (fd);
  if (!flushed)
    dg_store_set_error_from_errno (error, errsv, path);

  return flushed;
}

static gboolean
copy_file (const char *from, const char *to, GCancellable *cancellable, GError **error)
{
  g_autofree char *temporary = make_temporary_path (to);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (temporary);
  GError *gio_error = NULL;
  gboolean copied = g_file_copy (source, target, G_FILE_COPY_ALL_METADATA, cancellable, NULL, NULL, &gio_error)
                        ? flush_file (temporary, error) && dg_dataset_file_rename (temporary, to, FALSE, error)
                        : set_error_from_gio (error, gio_error, to);

  if (!copied)
    g_unlink (temporary);

  return copied;
}

/* What was placed by a link is the same file; a copy has the same bytes. */
static gboolean
is_same_file (const char *a, const char *b)
{
  GStatBuf info_a, info_b;

  if (g_stat (a, &info_a) < 0 || g_stat (b, &info_b) < 0 || info_a.st_size != info_b.st_size)
    return FALSE;

  if (info_a.st_dev == info_b.st_dev && info_a.st_ino == info_b.st_ino)
    return TRUE;

  g_autoptr (GMappedFile) map_a = g_mapped_file_new (a, FALSE, NULL);
  g_autoptr (GMappedFile) map_b = g_mapped_file_new (b, FALSE, NULL);
  if (map_a == NULL || map_b == NULL)
    return FALSE;

  g_autoptr (GBytes) bytes_a = g_mapped_file_get_bytes (map_a);
  g_autoptr (GBytes) bytes_b = g_mapped_file_get_bytes (map_b);

  return g_bytes_equal (bytes_a, bytes_b);
}

/* There are no folders in it but by the hand of somebody, which is not to be undone. */
static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }

  g_rmdir (folder);
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  dg_store_set_error_from_errno (error, errno, folder);

  return FALSE;
}

static gboolean
keep_file (const char *folder, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *kept = g_build_filename (folder, name, NULL);

  return g_file_test (kept, G_FILE_TEST_EXISTS) || dg_library_place_file (path, kept, cancellable, error);
}

/* The file of a dataset that was restored under another name has the id in it. */
static gboolean
remove_leftovers (DgLibrary *self, gint64 number, const char *id, GError **error)
{
  g_autoptr (GPtrArray) kept = dg_library_list_kept (self, number);
  g_autoptr (GPtrArray) placed = dg_library_find_files (self, id);

  for (guint i = 0; i < kept->len; i++)
    {
      const char *path = g_ptr_array_index (kept, i);
      g_autofree char *name = g_path_get_basename (path);

      g_ptr_array_add (placed, g_build_filename (self->uploads, name, NULL));
      for (guint j = 0; j < placed->len; j++)
        if (is_same_file (g_ptr_array_index (placed, j), path) &&
            !dg_library_remove_file (g_ptr_array_index (placed, j), error))
          return FALSE;
    }

  return TRUE;
}

static gboolean
settle_row (DgLibrary *self, DgSqlite *db, gint64 number, const char *id, GError **error)
{
  gboolean there;

  /* Another program may have made one of the same id since. */
  if (!dg_library_find (db, "SELECT 1 FROM datasets WHERE id = ?", id, &there, error) ||
      (!there && !remove_leftovers (self, number, id, error)))
    return FALSE;

  return dg_library_run_sql (db, "UPDATE dg_deleted SET settled = 1 WHERE id = ?", id, error);
}

static gboolean
settle_rows (DgLibrary *self, DgSqlite *db, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT number, id FROM dg_deleted WHERE NOT settled");

  while (dg_statement_next (statement))
    {
      gint64 number = dg_statement_get_int64 (statement, 0);

      g_array_append_val (numbers, number);
      g_ptr_array_add (ids, dg_statement_dup_text (statement, 1));
    }
  if (!dg_statement_finish (statement, error))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    if (!settle_row (self, db, g_array_index (numbers, gint64, i), g_ptr_array_index (ids, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
remove_folders (DgLibrary *self, DgSqlite *db, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (self->deleted, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      gboolean has_row;

      if (!dg_library_find (db, "SELECT 1 FROM dg_deleted WHERE number = CAST (? AS INTEGER)", name, &has_row, error))
        return FALSE;

      if (!has_row && strspn (name, "0123456789") == strlen (name))
        {
          g_autofree char *folder = g_build_filename (self->deleted, name, NULL);

          remove_folder (folder);
        }
    }

  return TRUE;
}

/**
 * dg_library_make_kept_folder:
 * @self: a library
 * @number: the number of a deleted dataset
 *
 * Returns: (transfer full): the folder that its files are kept in, which need not exist
 */
char *
dg_library_make_kept_folder (DgLibrary *self, gint64 number)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return g_build_filename (self->deleted, name, NULL);
}

/**
 * dg_library_list_kept:
 * @self: a library
 * @number: the number of a deleted dataset
 *
 * Returns: (transfer full) (element-type filename): the files that are kept of it
 */
GPtrArray *
dg_library_list_kept (DgLibrary *self, gint64 number)
{
  g_autofree char *folder = dg_library_make_kept_folder (self, number);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (!g_str_has_prefix (name, DG_DATASET_FILE_TEMPORARY_PREFIX))
      g_ptr_array_add (files, g_build_filename (folder, name, NULL));

  return files;
}

/**
 * dg_library_place_file:
 * @from: a file
 * @to: where it is to be too; nothing that is there is overwritten
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_EXISTS among them, or %G_IO_ERROR_CANCELLED
 *
 * Both are the same file, where the file system has that; otherwise, or between two file systems, @to is a copy, with
 * the time of the last change.
 *
 * Returns: whether @to is there, also after a power cut
 */
gboolean
dg_library_place_file (const char *from, const char *to, GCancellable *cancellable, GError **error)
{
  g_autofree char *temporary = make_temporary_path (to);

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    {
      dg_store_set_error_from_errno (error, EEXIST, to);
      return FALSE;
    }

  if (linkat (AT_FDCWD, from, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) < 0)
    return copy_file (from, to, cancellable, error);

  if (dg_dataset_file_rename (temporary, to, FALSE, error))
    return TRUE;

  g_unlink (temporary);

  return FALSE;
}

/**
 * dg_library_keep_files:
 * @self: a library
 * @number: the number of the row of a dataset that is being deleted
 * @id: the dataset's id
 * @path: (nullable): a file of it with a name that does not tell
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Places the dataset's files in the folder of what is kept of it.
 *
 * Returns: whether all of them are there
 */
gboolean
dg_library_keep_files (
    DgLibrary *self, gint64 number, const char *id, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = dg_library_make_kept_folder (self, number);
  g_autoptr (GPtrArray) files = dg_library_find_files (self, id);

  /* No row had the number until now: what a crash may have left there is nobody's. */
  remove_folder (folder);
  if (!make_folder (folder, error) || (path != NULL && !keep_file (folder, path, cancellable, error)))
    return FALSE;

  for (guint i = 0; i < files->len; i++)
    if (!keep_file (folder, g_ptr_array_index (files, i), cancellable, error))
      return FALSE;

  return TRUE;
}

/**
 * dg_library_settle_deleted:
 * @self: a library
 * @db: its database, outside of any transaction
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_READ_ONLY when a file could not be deleted
 *
 * Ends what deleting or restoring a dataset began, whoever it was.
 *
 * Returns: whether the files of deleted datasets are in deleted/ and nowhere else
 */
gboolean
dg_library_settle_deleted (DgLibrary *self, DgSqlite *db, GError **error)
{
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  return transaction != NULL && settle_rows (self, db, error) && remove_folders (self, db, error) &&
         dg_transaction_commit (g_steal_pointer (&transaction), error);
}
