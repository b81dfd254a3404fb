/* dg-library-changed-file.c: dataset files that somebody else may have changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-file-private.h"
#include "dg-file-stamp.h"

/* All that is known of a dataset's records, those that are missing in its file first. */
#define SELECT_KNOWN_RECORDS                                                                                           \
  "SELECT " DG_LIBRARY_RECORD_COLUMNS " FROM dg_records WHERE dataset_id = ? ORDER BY number IS NOT NULL, number"

/* A dataset's file beside what the database knows of it. */
typedef struct
{
  char *known_sha256; /* (owned) (nullable) NULL when the dataset has no row of ours */
  char *known_stamp;  /* (owned) (nullable) */
  char *sha256;       /* (owned) (nullable) NULL when the file need not be read */
  char *stamp;        /* (owned) (nullable) one that lasts, of before the file was read */
  char *text;         /* (owned) (nullable) what is in it, when that is not what the database knows */
  gsize length;       /* bytes of @text */
} SeenFile;

static void
clear_seen_file (SeenFile *self)
{
  g_free (self->known_sha256);
  g_free (self->known_stamp);
  g_free (self->sha256);
  g_free (self->stamp);
  g_free (self->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SeenFile, clear_seen_file)

static char *
make_record_key (DgRecord *record)
{
  const char *input = dg_record_get_input (record);

  /* The length keeps ("a", "bc") and ("ab", "c") apart. */
  return g_strdup_printf ("%" G_GSIZE_FORMAT ":%s%s", strlen (input), input, dg_record_get_answer (record));
}

/* Returns: (transfer full) (element-type utf8 DgRecord): @known by their texts */
static GHashTable *
index_records (GPtrArray *known)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < known->len; i++)
    {
      DgRecord *record = g_ptr_array_index (known, i);

      g_hash_table_insert (index, make_record_key (record), record);
    }

  return index;
}

static DgRecord *
merge_record (DgRecord *record, DgRecord *known)
{
  DgRecord *merged = dg_record_new (dg_record_get_input (record), dg_record_get_answer (record),
                                    known != NULL ? dg_record_get_plan_line (known) : 0);

  dg_record_set_number (merged, dg_record_get_number (record));
  dg_record_set_origin (merged, known != NULL ? dg_record_get_origin (known) : DG_ORIGIN_IMPORT);
  if (known == NULL)
    return merged;

  dg_record_set_review (merged, dg_record_get_review (known));
  dg_record_set_note (merged, dg_record_get_note (known));
  dg_record_set_flag (merged, dg_record_get_flag (known));
  dg_record_set_problem (merged, dg_record_get_problem (known));

  return merged;
}

/* Somebody else changed the file. It wins; what is known about a record is known still where its text is the same. */
static GPtrArray *
merge_records (GPtrArray *records, GPtrArray *known)
{
  GPtrArray *merged = g_ptr_array_new_full (records->len, g_object_unref);
  g_autoptr (GHashTable) index = index_records (known);

  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);
      g_autofree char *key = make_record_key (record);

      g_ptr_array_add (merged, merge_record (record, g_hash_table_lookup (index, key)));
    }

  return merged;
}

static gboolean
read_known_file (DgSqlite *db, const char *id, SeenFile *file, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT sha256, file_stamp FROM dg_datasets WHERE id = ?");

  dg_statement_bind_text (statement, id);
  if (dg_statement_next (statement))
    {
      file->known_sha256 = dg_statement_dup_text (statement, 0);
      file->known_stamp = dg_statement_dup_text (statement, 1);
    }

  return dg_statement_finish (statement, error);
}

/* Whether the file is the known one as far as that can be told without reading it; one that is gone is too, as long as
 * the records are not. */
static gboolean
is_known_by_stamp (const SeenFile *file, const char *path)
{
  if (path == NULL)
    return file->known_sha256 != NULL;

  g_autofree char *stamp = file->known_stamp != NULL ? dg_file_stamp_take (path) : NULL;

  return stamp != NULL && strcmp (stamp, file->known_stamp) == 0;
}

static gboolean
load_file (DgDataset *dataset, SeenFile *file, GCancellable *cancellable, GError **error)
{
  const char *path = dg_dataset_get_path (dataset);

  if (path == NULL)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
                   _ ("The file of dataset “%s” is missing. Put it back into the folder “uploads” of the library."),
                   dg_dataset_get_id (dataset));
      return FALSE;
    }

  file->stamp = dg_file_stamp_take_lasting (path);
  file->text = dg_dataset_file_load (path, &file->length, cancellable, error);
  if (file->text == NULL)
    return FALSE;

  file->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, file->text, file->length);
  if (g_strcmp0 (file->sha256, file->known_sha256) == 0)
    g_clear_pointer (&file->text, g_free);

  return TRUE;
}

/* Reads the file only if that is needed to know whether it is the known one. */
static gboolean
see_file (DgSqlite *db, DgDataset *dataset, SeenFile *file, GCancellable *cancellable, GError **error)
{
  return read_known_file (db, dg_dataset_get_id (dataset), file, error) &&
         (is_known_by_stamp (file, dg_dataset_get_path (dataset)) || load_file (dataset, file, cancellable, error));
}

static GPtrArray *
parse_file (DgSqlite *db, DgDataset *dataset, const SeenFile *file, GError **error)
{
  const char *path = dg_dataset_get_path (dataset);
  DgFileFormat format = dg_dataset_get_format (dataset);
  g_autofree char *display = g_filename_display_name (path);

  /* Where row and file disagree, the file knows better. */
  dg_file_format_from_id (strrchr (path, '.') + 1, &format);

  g_autoptr (GPtrArray) records = dg_dataset_file_parse (file->text, file->length, format, NULL, error);
  if (records == NULL)
    {
      /* Translators: comes before a message about a line of the file %s */
      g_prefix_error (error, _ ("“%s” was changed outside the library and cannot be read: "), display);
      return NULL;
    }

  g_autoptr (GPtrArray) known = dg_library_read_records (db, SELECT_KNOWN_RECORDS, dg_dataset_get_id (dataset), error);
  if (known == NULL)
    return NULL;

  return merge_records (records, known);
}

/**
 * dg_library_read_dataset_records:
 * @db: the database
 * @dataset: a dataset whose files are settled
 * @changed: (out) (optional): whether its file is not the one that the database knows
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type DgRecord): the records as they are in the dataset's file, with what
 *   the database knows about them
 */
GPtrArray *
dg_library_read_dataset_records (
    DgSqlite *db, DgDataset *dataset, gboolean *changed, GCancellable *cancellable, GError **error)
{
  g_auto (SeenFile) file = { 0 };

  if (!see_file (db, dataset, &file, cancellable, error))
    return NULL;

  if (changed != NULL)
    *changed = file.text != NULL;

  return file.text != NULL
             ? parse_file (db, dataset, &file, error)
             : dg_library_read_records (db, DG_LIBRARY_SELECT_DATASET_RECORDS, dg_dataset_get_id (dataset), error);
}

static gboolean
save_seen_file (DgSqlite *db, const char *id, const SeenFile *file, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "UPDATE dg_datasets SET revision = revision + (sha256 <> ?2), sha256 = ?2, file_stamp = ?3"
                            " WHERE id = ?1");

  dg_statement_bind_text (statement, id);
  dg_statement_bind_text (statement, file->sha256);
  dg_statement_bind_text (statement, file->stamp);

  return dg_statement_run (statement, error);
}

/**
 * dg_library_adopt_changed_file:
 * @db: the database, in a transaction
 * @dataset: a dataset whose files are settled
 * @keep_missing: as for dg_library_adopt_file()
 * @changed: (out): whether its file was not the one that the database knows
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Makes the database's records those of the dataset's file when somebody else has changed it. A file that looks on disk
 * as it did when it was last seen is not read.
 *
 * Returns: whether the database's records are those of the file
 */
gboolean
dg_library_adopt_changed_file (DgSqlite *db,
                               DgDataset *dataset,
                               gboolean keep_missing,
                               gboolean *changed,
                               GCancellable *cancellable,
                               GError **error)
{
  const char *id = dg_dataset_get_id (dataset);
  g_auto (SeenFile) file = { 0 };

  *changed = FALSE;
  if (!see_file (db, dataset, &file, cancellable, error))
    return FALSE;

  *changed = file.text != NULL;
  if (*changed)
    {
      g_autoptr (GPtrArray) records = parse_file (db, dataset, &file, error);

      if (records == NULL || !dg_library_adopt_file (db, id, records, keep_missing, error))
        return FALSE;
    }

  return file.sha256 == NULL || save_seen_file (db, id, &file, error);
}

/**
 * dg_library_try_to_follow_file:
 * @self: a library
 * @db: its database, outside of any transaction
 * @dataset: a dataset whose file somebody else has changed
 * @records: (element-type DgRecord): what is in the file now
 * @cancellable: (nullable): a cancellable
 *
 * As dg_library_follow_file(), for a dataset of ours. It is only so that others see the same: records can be read
 * without, so that it is no error when it fails.
 */
void
dg_library_try_to_follow_file (
    DgLibrary *self, DgSqlite *db, DgDataset *dataset, GPtrArray *records, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  gboolean ours = FALSE;

  if (!dg_library_find (db, "SELECT 1 FROM dg_datasets WHERE id = ?", dg_dataset_get_id (dataset), &ours, &error) ||
      (ours && !dg_library_follow_file (self, db, dataset, records, cancellable, &error)))
    g_debug ("The row of %s does not follow its file: %s", dg_dataset_get_id (dataset), error->message);
}

/* What is known of records that are missing is kept: the file's writer may not be done with it. */
static gboolean
adopt_in_transaction (
    DgLibrary *self, DgSqlite *db, const char *id, gboolean *changed, GCancellable *cancellable, GError **error)
{
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  g_autoptr (DgDataset) dataset = transaction != NULL && dg_library_settle_files_locked (self, db, id, error)
                                      ? dg_library_read_dataset (self, db, id, error)
                                      : NULL;

  return dataset != NULL && dg_library_adopt_changed_file (db, dataset, TRUE, changed, cancellable, error) &&
         dg_transaction_commit (g_steal_pointer (&transaction), error);
}

/**
 * dg_library_see_file:
 * @self: a library
 * @db: its database, outside of any transaction
 * @id: the id of a dataset
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Makes the database's records those of the dataset's file, so that they can be searched there. As long as the file
 * looks as it did, this costs next to nothing. What is known of records that are missing in the file is kept, and its
 * writer's file is left alone.
 *
 * Returns: whether the database's records are those of the file
 */
gboolean
dg_library_see_file (DgLibrary *self, DgSqlite *db, const char *id, GCancellable *cancellable, GError **error)
{
  g_auto (SeenFile) file = { 0 };
  gboolean changed;

  if (!dg_library_settle_files (self, db, id, error))
    return FALSE;

  g_autoptr (DgDataset) dataset = dg_library_read_dataset (self, db, id, error);
  if (dataset == NULL || !read_known_file (db, id, &file, error))
    return FALSE;

  if (is_known_by_stamp (&file, dg_dataset_get_path (dataset)))
    return TRUE;

  if (!adopt_in_transaction (self, db, id, &changed, cancellable, error))
    return FALSE;

  dg_library_use_db (self, cancellable);
  if (!changed || file.known_sha256 == NULL)
    return TRUE;

  g_autoptr (GPtrArray) records = dg_library_read_records (db, DG_LIBRARY_SELECT_DATASET_RECORDS, id, error);
  if (records != NULL)
    dg_library_try_to_follow_file (self, db, dataset, records, cancellable);

  return records != NULL;
}
