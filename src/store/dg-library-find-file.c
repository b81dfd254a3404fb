/* dg-library-find-file.c: where the files of datasets are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Datasets of ours say where their file is. Nova Prompt Optimizer looks for the files of its own by name: first those
 * that are called exactly like the dataset, then any that has its id or its name in its own. The same is done here, so
 * that both programs mean the same file.
 */

#include "config.h"

#include "dg-library-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "dg-names.h"

/* A row can be another program's, so its path is held to the one folder that datasets are in. */
static char *
resolve_file_path (DgLibrary *self, const char *file_path)
{
  g_autofree char *path = g_canonicalize_filename (file_path, self->folder);
  g_autofree char *folder = g_path_get_dirname (path);

  return strcmp (folder, self->uploads) == 0 && g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path)
                                                                                           : NULL;
}

/* The sidecar of a CSV file, `<id>.jsonl`, is the shortest name. */
static int
compare_files (gconstpointer a, gconstpointer b)
{
  const char *path_a = *(const char *const *) a;
  const char *path_b = *(const char *const *) b;
  gsize length_a = strlen (path_a);
  gsize length_b = strlen (path_b);

  if (length_a != length_b)
    return length_a > length_b ? -1 : 1;

  return strcmp (path_a, path_b);
}

/* Returns: (transfer none) (element-type filename): what lies in uploads/, read the first time that it is asked for */
static GPtrArray *
list_uploads (DgLibrary *self, GPtrArray **names)
{
  if (*names != NULL)
    return *names;

  g_autoptr (GDir) dir = g_dir_open (self->uploads, 0, NULL);
  const char *name;

  *names = g_ptr_array_new_with_free_func (g_free);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (*names, g_strdup (name));

  return *names;
}

/* Returns: (transfer full) (element-type filename): those that have the id in their names, the sidecar last */
static GPtrArray *
find_files_among (DgLibrary *self, GPtrArray **names, const char *id)
{
  GPtrArray *uploads = list_uploads (self, names);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < uploads->len; i++)
    if (dg_names_belong_together (g_ptr_array_index (uploads, i), id))
      g_ptr_array_add (files, g_build_filename (self->uploads, (char *) g_ptr_array_index (uploads, i), NULL));

  g_ptr_array_sort (files, compare_files);

  return files;
}

/* A crash while the dataset was renamed can have left the file under its new name. The sidecar is no substitute. */
static char *
find_renamed_file (DgLibrary *self, GPtrArray **names, const char *id, const char *file_path)
{
  const char *dot = strrchr (file_path, '.');
  g_autofree char *sidecar = g_strconcat (id, ".jsonl", NULL);
  g_autoptr (GPtrArray) files = find_files_among (self, names, id);

  for (guint i = 0; dot != NULL && i < files->len; i++)
    {
      const char *path = g_ptr_array_index (files, i);
      g_autofree char *name = g_path_get_basename (path);

      if (g_str_has_suffix (name, dot) && strcmp (name, sidecar) != 0 && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_strdup (path);
    }

  return NULL;
}

/* The other program puts underscores for the blanks of a name in some places. */
static char *
put_underscores (const char *name)
{
  char *text = g_strdup (name);

  return g_strdelimit (text, " ", '_');
}

static char *
find_called (DgLibrary *self, const char *name, const char *suffix)
{
  g_autofree char *file_name = g_strconcat (name, suffix, NULL);
  g_autofree char *file_path = g_build_filename (DG_LIBRARY_UPLOADS, file_name, NULL);

  return *name != '\0' ? resolve_file_path (self, file_path) : NULL;
}

static char *
find_by_exact_name (DgLibrary *self, const char *name)
{
  g_autofree char *with_underscores = put_underscores (name);
  const char *suffixes[] = { ".jsonl", ".csv" };
  char *path = NULL;

  for (guint i = 0; path == NULL && i < G_N_ELEMENTS (suffixes); i++)
    {
      path = find_called (self, name, suffixes[i]);
      if (path == NULL)
        path = find_called (self, with_underscores, suffixes[i]);
    }

  return path;
}

/* The first in the order of the alphabet: that of a folder is anybody's guess. */
static char *
find_containing (DgLibrary *self, GPtrArray **names, const char *part, const char *suffix)
{
  GPtrArray *uploads = list_uploads (self, names);
  const char *first = NULL;

  for (guint i = 0; *part != '\0' && i < uploads->len; i++)
    {
      const char *name = g_ptr_array_index (uploads, i);

      if (name[0] != '.' && g_str_has_suffix (name, suffix) && strstr (name, part) != NULL &&
          (first == NULL || strcmp (name, first) < 0))
        first = name;
    }

  return first != NULL ? find_called (self, first, "") : NULL;
}

static char *
guess_file (DgLibrary *self, GPtrArray **names, const char *id, const char *name)
{
  g_autofree char *with_underscores = put_underscores (name);
  char *path = find_containing (self, names, id, ".jsonl");

  if (path == NULL)
    path = find_containing (self, names, with_underscores, ".jsonl");
  if (path == NULL)
    path = find_containing (self, names, id, ".csv");

  return path;
}

/**
 * dg_library_find_file_among:
 * @self: a library
 * @names: (inout) (transfer full) (element-type filename): what lies in uploads/, %NULL the first time; for the caller
 * to hand in for one dataset after the other, and to free
 * @id: the id of a dataset
 * @name: (nullable): its name
 * @file_path: (nullable): what its row says of its file
 * @guessed: (out) (optional): whether the file only has the dataset's id or name somewhere in its name, so that it may
 *   be another dataset's
 *
 * As dg_library_find_file(), for many datasets: the folder is read once, if at all.
 *
 * Returns: (transfer full) (nullable): the path of the dataset's file, %NULL when there is none
 */
char *
dg_library_find_file_among (
    DgLibrary *self, GPtrArray **names, const char *id, const char *name, const char *file_path, gboolean *guessed)
{
  char *path;

  if (guessed != NULL)
    *guessed = FALSE;

  if (file_path != NULL && file_path[0] != '\0')
    {
      path = resolve_file_path (self, file_path);

      return path != NULL ? path : find_renamed_file (self, names, id, file_path);
    }

  g_autoptr (GPtrArray) files = find_files_among (self, names, id);
  if (files->len > 0)
    return g_strdup (g_ptr_array_index (files, 0));

  path = name != NULL ? find_by_exact_name (self, name) : NULL;
  if (path != NULL || name == NULL)
    return path;

  if (guessed != NULL)
    *guessed = TRUE;

  return guess_file (self, names, id, name);
}

/**
 * dg_library_find_file:
 * @self: a library
 * @id: the id of a dataset
 * @name: (nullable): its name
 * @file_path: (nullable): what its row says of its file
 * @guessed: (out) (optional): whether the file only has the dataset's id or name somewhere in its name, so that it may
 *   be another dataset's
 *
 * Returns: (transfer full) (nullable): the path of the dataset's file, %NULL when there is none
 */
char *
dg_library_find_file (DgLibrary *self, const char *id, const char *name, const char *file_path, gboolean *guessed)
{
  g_autoptr (GPtrArray) names = NULL;

  return dg_library_find_file_among (self, &names, id, name, file_path, guessed);
}

/**
 * dg_library_find_files:
 * @self: a library
 * @id: the id of a dataset
 *
 * Returns: (transfer full) (element-type filename): its files by their names, the sidecar last
 */
GPtrArray *
dg_library_find_files (DgLibrary *self, const char *id)
{
  g_autoptr (GPtrArray) names = NULL;

  return find_files_among (self, &names, id);
}

static gboolean
read_file_path (DgSqlite *db, const char *id, char **file_path, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT file_path FROM datasets WHERE id = ?");

  dg_statement_bind_text (statement, id);
  if (dg_statement_next (statement))
    *file_path = dg_statement_dup_text (statement, 0);

  return dg_statement_finish (statement, error);
}

/**
 * dg_library_is_file_guessed:
 * @self: a library
 * @db: its database
 * @dataset: a dataset
 * @guessed: (out): whether the dataset's file may be another's, since it is only found by a part of its name
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: whether @guessed is known
 */
gboolean
dg_library_is_file_guessed (DgLibrary *self, DgSqlite *db, DgDataset *dataset, gboolean *guessed, GError **error)
{
  const char *id = dg_dataset_get_id (dataset);
  g_autofree char *file_path = NULL;

  if (!read_file_path (db, id, &file_path, error))
    return FALSE;

  g_free (dg_library_find_file (self, id, dg_dataset_get_name (dataset), file_path, guessed));

  return TRUE;
}

/**
 * dg_library_is_file_shared:
 * @self: a library
 * @db: its database
 * @dataset: a dataset
 * @shared: (out): whether the dataset's file may be, or is, another dataset's too
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * What is shared may neither be moved nor deleted.
 *
 * Returns: whether @shared is known
 */
gboolean
dg_library_is_file_shared (DgLibrary *self, DgSqlite *db, DgDataset *dataset, gboolean *shared, GError **error)
{
  const char *path = dg_dataset_get_path (dataset);

  if (!dg_library_is_file_guessed (self, db, dataset, shared, error))
    return FALSE;

  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT id, name, file_path FROM datasets WHERE id <> ?");

  dg_statement_bind_text (statement, dg_dataset_get_id (dataset));
  while (path != NULL && !*shared && dg_statement_next (statement))
    {
      g_autofree char *id = dg_statement_dup_text (statement, 0);
      g_autofree char *name = dg_statement_dup_text (statement, 1);
      g_autofree char *file_path = dg_statement_dup_text (statement, 2);
      g_autofree char *other = dg_library_find_file_among (self, &names, id, name, file_path, NULL);

      *shared = g_strcmp0 (other, path) == 0;
    }

  return dg_statement_finish (statement, error);
}

/**
 * dg_library_remove_file:
 * @path: a file, which need not be there
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: whether it is gone
 */
gboolean
dg_library_remove_file (const char *path, GError **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  int errsv = errno;
  g_autofree char *display = g_filename_display_name (path);

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY,
               /* Translators: the first %s is a file, the second the system's reason */
               _ ("“%s” could not be deleted: %s. Delete the file by hand."), display, g_strerror (errsv));

  return FALSE;
}

/**
 * dg_library_remove_files:
 * @self: a library
 * @id: the id of a dataset
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: whether all files that have the id in their names are gone
 */
gboolean
dg_library_remove_files (DgLibrary *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) files = dg_library_find_files (self, id);

  for (guint i = 0; i < files->len; i++)
    if (!dg_library_remove_file (g_ptr_array_index (files, i), error))
      return FALSE;

  return TRUE;
}
