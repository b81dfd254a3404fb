/* dg-export-folder.c: folders of files that go out together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A folder is written under a temporary name beside its place and then takes that place in one step. Where an older
 * export is, the two change places, what somebody else has put into the old one moves over, and the files that the
 * marker of the old one lists are deleted with it. Nothing that is not listed is ever deleted.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dg-dataset-file.h"
#include "dg-export-folder.h"
#include "dg-store-private.h"

/* A marker lists a handful of files; what is longer is not ours. */
#define MAX_MARKER_BYTES 4096

/**
 * dg_export_file_new:
 * @name: its name in the folder, without slash or line break
 * @text: (transfer full): its contents
 * @length: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): a file that is to be written
 */
DgExportFile *
dg_export_file_new (const char *name, char *text, gssize length)
{
  g_return_val_if_fail (name != NULL && strpbrk (name, "/\n") == NULL && text != NULL, NULL);

  DgExportFile *self = g_new0 (DgExportFile, 1);

  self->name = g_strdup (name);
  self->text = text;
  self->length = length < 0 ? strlen (text) : (gsize) length;

  return self;
}

/**
 * dg_export_file_free:
 * @self: (transfer full): a file
 */
void
dg_export_file_free (DgExportFile *self)
{
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

/* --- what is there --- */

/* The names that the marker lists, and its own; %NULL where there is none. */
static GStrv
read_marker (const char *path)
{
  g_autofree char *marker = g_build_filename (path, DG_EXPORT_FOLDER_MARKER, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;
  GStatBuf status;

  if (g_lstat (marker, &status) < 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_MARKER_BYTES ||
      !g_file_get_contents (marker, &text, NULL, NULL))
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && strchr (lines[i], '/') == NULL && strcmp (lines[i], ".") != 0 &&
        strcmp (lines[i], "..") != 0)
      g_strv_builder_add (names, lines[i]);
  g_strv_builder_add (names, DG_EXPORT_FOLDER_MARKER);

  return g_strv_builder_end (names);
}

/* What is in the folder and not listed. */
static GStrv
list_foreign (const char *path, const char *const *ours)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GStrvBuilder) foreign = g_strv_builder_new ();
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (!g_strv_contains (ours, name))
      g_strv_builder_add (foreign, name);

  return g_strv_builder_end (foreign);
}

static gboolean
has_file (GPtrArray *files, const char *name)
{
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (((DgExportFile *) g_ptr_array_index (files, i))->name, name))
      return TRUE;

  return FALSE;
}

/* Whether the folder at @path may be replaced; @ours and @foreign are what is in it. */
static gboolean
may_replace (const char *path, GPtrArray *files, GStrv *ours, GStrv *foreign, GError **error)
{
  *ours = read_marker (path);
  if (*ours == NULL)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID,
                   _ ("“%s” is no folder that was exported before, and is left as it is. Use another path."), path);
      return FALSE;
    }

  *foreign = list_foreign (path, (const char *const *) *ours);
  for (guint i = 0; (*foreign)[i] != NULL; i++)
    if (has_file (files, (*foreign)[i]))
      {
        g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID,
                     _ ("“%s” in “%s” is somebody else’s, and is left as it is. Move it away, or use another path."),
                     (*foreign)[i], path);
        return FALSE;
      }

  return TRUE;
}

/* --- the new folder --- */

static void
delete_files (const char *folder, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static DgExportFile *
make_marker (GPtrArray *files)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    g_string_append_printf (text, "%s\n", ((DgExportFile *) g_ptr_array_index (files, i))->name);

  return dg_export_file_new (DG_EXPORT_FOLDER_MARKER, g_string_free (text, FALSE), -1);
}

static gboolean
write_file (const char *folder, const DgExportFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file->name, NULL);

  return dg_dataset_file_write (path, file->text, file->length, FALSE, cancellable, error);
}

static char *
make_temporary (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s-XXXXXX", name);
  g_autofree char *folder = g_build_filename (parent, hidden, NULL);

  if (g_mkdtemp_full (folder, 0777) != NULL)
    return g_steal_pointer (&folder);

  dg_store_set_error_from_errno (error, errno, path);

  return NULL;
}

static char *
write_beside (const char *path, GPtrArray *files, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = make_temporary (path, error);
  g_autoptr (DgExportFile) marker = make_marker (files);
  gboolean written = folder != NULL && write_file (folder, marker, cancellable, error);

  for (guint i = 0; written && i < files->len; i++)
    written = write_file (folder, g_ptr_array_index (files, i), cancellable, error);
  if (written)
    return g_steal_pointer (&folder);

  if (folder != NULL)
    {
      g_auto (GStrv) names = read_marker (folder);

      if (names != NULL)
        delete_files (folder, (const char *const *) names);
      g_rmdir (folder);
    }

  return NULL;
}

/* --- taking the place --- */

/* Without the flag a folder can be renamed to an empty one at most, which loses nothing. */
static gboolean
take_empty_place (const char *folder, const char *path, GError **error)
{
  if (renameat2 (AT_FDCWD, folder, AT_FDCWD, path, RENAME_NOREPLACE) == 0 ||
      ((errno == EINVAL || errno == ENOSYS) && g_rename (folder, path) == 0))
    return TRUE;

  dg_store_set_error_from_errno (error, errno, path);

  return FALSE;
}

/* Afterwards the old folder has the new one's temporary name. */
static gboolean
change_places (const char *folder, const char *path, GError **error)
{
  g_autofree char *old = g_strconcat (folder, "-old", NULL);

  if (renameat2 (AT_FDCWD, folder, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    {
      dg_store_set_error_from_errno (error, errno, path);
      return FALSE;
    }

  /* a file system without that flag: for a moment there is neither */
  if (g_rename (path, old) == 0)
    {
      if (g_rename (folder, path) == 0 && g_rename (old, folder) == 0)
        return TRUE;
      dg_store_set_error_from_errno (error, errno, path);
      g_rename (old, path);
    }
  else
    dg_store_set_error_from_errno (error, errno, path);

  return FALSE;
}

static gboolean
move_over (const char *from, const char *to, const char *const *names, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *old = g_build_filename (from, names[i], NULL);
      g_autofree char *new = g_build_filename (to, names[i], NULL);

      if (renameat2 (AT_FDCWD, old, AT_FDCWD, new, RENAME_NOREPLACE) < 0 &&
          ((errno != EINVAL && errno != ENOSYS) || g_rename (old, new) < 0))
        {
          g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED,
                       _ ("The folder is written, but “%s” could not be moved there from “%s”: %s"), names[i], from,
                       g_strerror (errno));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
replace (const char *folder,
         const char *path,
         const char *const *ours,
         const char *const *foreign,
         gboolean *swapped,
         GError **error)
{
  *swapped = change_places (folder, path, error);
  if (!*swapped || !move_over (folder, path, foreign, error))
    return FALSE;

  delete_files (folder, ours);

  return TRUE;
}

/**
 * dg_export_folder_write:
 * @path: the folder
 * @files: (element-type DgExportFile): what goes in
 * @overwrite: whether an older export at @path may be replaced
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_EXISTS when something is at @path,
 *   %DG_STORE_ERROR_INVALID when it may be replaced but is no older export or holds a file of somebody else’s that has
 *   the name of one of @files
 *
 * Writes a folder, all of it or nothing. Files that others have put into an older export stay.
 *
 * Returns: whether the folder is written
 */
gboolean
dg_export_folder_write (
    const char *path, GPtrArray *files, gboolean overwrite, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL && files != NULL, FALSE);

  g_autofree char *folder = NULL;
  g_auto (GStrv) ours = NULL;
  g_auto (GStrv) foreign = NULL;
  GStatBuf status;
  gboolean exists = g_lstat (path, &status) == 0;
  gboolean swapped = FALSE;

  if (exists && !overwrite)
    {
      dg_store_set_error_from_errno (error, EEXIST, path);
      return FALSE;
    }
  if (exists && !S_ISDIR (status.st_mode))
    {
      dg_store_set_error_from_errno (error, ENOTDIR, path);
      return FALSE;
    }
  if (exists && !may_replace (path, files, &ours, &foreign, error))
    return FALSE;

  folder = write_beside (path, files, cancellable, error);
  if (folder == NULL)
    return FALSE;
  if (exists ? replace (folder, path, (const char *const *) ours, (const char *const *) foreign, &swapped, error)
             : take_empty_place (folder, path, error))
    return TRUE;

  if (!swapped)
    {
      g_auto (GStrv) names = read_marker (folder);

      if (names != NULL)
        delete_files (folder, (const char *const *) names);
    }

  return FALSE;
}
