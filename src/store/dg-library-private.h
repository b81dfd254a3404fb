/* dg-library-private.h: what the parts of the library share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-lease.h"
#include "dg-library.h"
#include "dg-statement.h"
#include "dg-store-thread.h"
#include "dg-workspace.h"

G_BEGIN_DECLS

#define DG_LIBRARY_UPLOADS "uploads"
#define DG_LIBRARY_DELETED "deleted"
#define DG_LIBRARY_DATABASE "library.db"

/* What dg_library_read_dataset_row() reads; @table has the shared columns of a dataset, and is called d. */
#define DG_LIBRARY_SELECT_DATASETS(table, more)                                                                        \
  "SELECT d.id, d.name, d.dataset_type, d.rows, d.created, d.file_path, o.provider, o.model, o.session_id,"            \
  "  o.session_id IS NOT NULL OR o.run_id IS NOT NULL, ifnull (o.imported, 0), o.created_us,"                          \
  "  1000000 * strftime ('%s', d.created_at), ifnull (o.revision, 0),"                                                 \
  "  (SELECT count (*) FROM dg_records WHERE dataset_id = d.id AND number IS NOT NULL AND (flag IS NOT NULL OR "       \
  "problem IS NOT NULL)),"                                                                                             \
  "  (SELECT count (*) FROM dg_records WHERE dataset_id = d.id AND number IS NOT NULL AND review = 'approved')" more   \
  " FROM " table " d LEFT JOIN dg_datasets o ON o.id = d.id"
#define DG_LIBRARY_N_DATASET_COLUMNS 16

/* Those that are deleted, with what is known of that behind the columns of any dataset: when, the row's number and the
 * name of the file. For how long they can be restored. */
#define DG_LIBRARY_SELECT_DELETED DG_LIBRARY_SELECT_DATASETS ("dg_deleted", ", d.deleted_us, d.number, d.file")
#define DG_LIBRARY_KEPT_DAYS 30

/* How large a dataset may grow by extending it. */
#define DG_LIBRARY_MAX_RECORDS 1000

/* What dg_library_read_records() reads, and the order of a run's records, which is that of its file. A dataset's row
 * without a number is that of a record which somebody else took out of the file, and which may come back. */
#define DG_LIBRARY_RECORD_COLUMNS "input, answer, plan_line, number, origin, review, note, flag, problem"
#define DG_LIBRARY_SELECT_DATASET_RECORDS                                                                              \
  "SELECT " DG_LIBRARY_RECORD_COLUMNS " FROM dg_records WHERE dataset_id = ? AND number IS NOT NULL ORDER BY number"
#define DG_LIBRARY_RUN_ORDER "origin <> 'sample', plan_line = 0, plan_line, id"

/* Finds a run whose work is saved: nothing can be added to it any more. */
#define DG_LIBRARY_FIND_SAVED_RUN "SELECT 1 FROM dg_runs WHERE id = ? AND status IN ('complete', 'partial')"

struct _DgLibrary
{
  GObject parent_instance;

  char *folder;           /* (owned) absolute; constant, any thread */
  char *home;             /* (owned) the folder of what is ours: @folder itself, unless that is a workspace of another
                             program; constant once open */
  char *uploads;          /* (owned) the folder of the dataset files; constant, any thread */
  DgStoreThread *thread;  /* (owned) (nullable) NULL once disposed */
  DgSqlite *db;           /* (owned) (nullable) NULL until opened; only @thread touches it */
  char *deleted;          /* (owned) (nullable) the folder of the files of datasets that are deleted and kept for a
                             while; constant once open */
  GMainContext *context;  /* (owned) of who opened it; constant */
  int change_noted;       /* (atomic) whether `changed` is about to be emitted */
  DgWorkspace *workspace; /* (unowned) (nullable) lives as long as @db, NULL in a library of its own */
};

/**
 * DgDatasetRow:
 * @id: the dataset's id
 * @name: its name, unique in the library
 * @format: the format of its file
 * @size: (nullable): the size of its file, for people
 * @n_records: how many records it has
 * @file_path: (nullable): its file, relative to the library's folder
 *
 * A new row of the table of datasets.
 */
typedef struct
{
  const char *id;
  const char *name;
  DgFileFormat format;
  const char *size;
  guint n_records;
  const char *file_path;
} DgDatasetRow;

/**
 * DgNewDataset:
 * @name: what it is to be called; a number is put behind a name that another dataset has
 * @format: the format of its file
 * @records: (element-type DgRecord): its records, numbered, with what is known about them
 * @copied: (nullable): the dataset that it is a copy of; without one it is imported
 *
 * A dataset that no run made.
 */
typedef struct
{
  const char *name;
  DgFileFormat format;
  GPtrArray *records;
  DgDataset *copied;
} DgNewDataset;

GTask *dg_library_new_task (
    DgLibrary *self, gpointer source_tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gpointer dg_library_propagate (DgLibrary *self, GAsyncResult *result, gpointer source_tag, GError **error);

/* What follows runs on the library's thread. */
DgSqlite *dg_library_use_db (DgLibrary *self, GCancellable *cancellable);
char *dg_library_make_id (DgSqlite *db, const char *prefix, const char *sql, GError **error);
gboolean dg_library_find (DgSqlite *db, const char *sql, const char *text, gboolean *found, GError **error);
gboolean dg_library_run_sql (DgSqlite *db, const char *sql, const char *text, GError **error);

void dg_library_set_unknown_word (GError **error, const char *id, const char *word);

gboolean dg_library_check_session (DgSqlite *db, const char *session, GError **error);
DgLease *dg_library_take_lease (DgLibrary *self, DgSqlite *db, const char *session, GError **error);
DgDraft *dg_library_read_draft (DgSqlite *db, const char *session, GError **error);
gboolean dg_library_read_draft_parts (DgSqlite *db, DgDraft *draft, GError **error);
gboolean dg_library_write_draft_parts (DgSqlite *db, const DgDraft *draft, GError **error);
gboolean dg_library_delete_draft_parts (DgSqlite *db, const char *session, GError **error);
gboolean
dg_library_insert_call (DgSqlite *db, const DgCall *call, const char *session, const char *run, GError **error);

gboolean dg_library_insert_records (DgSqlite *db, const char *run, GPtrArray *records, GError **error);
GPtrArray *dg_library_read_run_records (DgSqlite *db, const char *run, GError **error);
DgRecord *dg_library_read_record (DgStatement *row);
GPtrArray *dg_library_read_records (DgSqlite *db, const char *sql, const char *id, GError **error);
GPtrArray *dg_library_read_dataset_records (
    DgSqlite *db, DgDataset *dataset, gboolean *changed, GCancellable *cancellable, GError **error);
gboolean dg_library_adopt_changed_file (DgSqlite *db,
                                        DgDataset *dataset,
                                        gboolean keep_missing,
                                        gboolean *changed,
                                        GCancellable *cancellable,
                                        GError **error);
void dg_library_try_to_follow_file (
    DgLibrary *self, DgSqlite *db, DgDataset *dataset, GPtrArray *records, GCancellable *cancellable);
gboolean dg_library_see_file (DgLibrary *self, DgSqlite *db, const char *id, GCancellable *cancellable, GError **error);
gboolean
dg_library_adopt_file (DgSqlite *db, const char *dataset, GPtrArray *records, gboolean keep_missing, GError **error);
gboolean dg_library_forget_missing_records (DgSqlite *db, const char *dataset, GError **error);
gboolean dg_library_check_revision (DgSqlite *db, DgDataset *dataset, guint revision, GError **error);
GArray *dg_library_new_changes (guint n_changes);
gboolean dg_library_apply_changes (
    DgSqlite *db, DgDataset *dataset, const GArray *changes, gboolean *text_changed, GArray *undo, GError **error);
gboolean dg_library_extend_dataset (
    DgLibrary *self, DgSqlite *db, const char *id, const char *run, GCancellable *cancellable, GError **error);
DgRunReport *dg_library_read_report (DgLibrary *self, DgSqlite *db, const char *run, GError **error);
char *dg_library_make_name (DgLibrary *self, DgSqlite *db, const char *wanted, const char *id, GError **error);
char *dg_library_make_dataset_id (DgSqlite *db, GError **error);
gboolean dg_library_insert_dataset (DgSqlite *db, const DgDatasetRow *row, GError **error);
DgDataset *dg_library_read_dataset (DgLibrary *self, DgSqlite *db, const char *id, GError **error);
DgDataset *dg_library_read_dataset_row (DgStatement *row, const char *path);
DgDataset *dg_library_add_dataset (
    DgLibrary *self, DgSqlite *db, const DgNewDataset *wanted, GCancellable *cancellable, GError **error);
char *
dg_library_find_file (DgLibrary *self, const char *id, const char *name, const char *file_path, gboolean *guessed);
char *dg_library_find_file_among (
    DgLibrary *self, GPtrArray **names, const char *id, const char *name, const char *file_path, gboolean *guessed);
gboolean dg_library_remove_file (const char *path, GError **error);
gboolean dg_library_remove_files (DgLibrary *self, const char *id, GError **error);
GPtrArray *dg_library_find_files (DgLibrary *self, const char *id);
gboolean
dg_library_is_file_guessed (DgLibrary *self, DgSqlite *db, DgDataset *dataset, gboolean *guessed, GError **error);
gboolean
dg_library_is_file_shared (DgLibrary *self, DgSqlite *db, DgDataset *dataset, gboolean *shared, GError **error);

char *dg_library_format_size (gsize n_bytes);
gboolean dg_library_prepare_files (
    DgLibrary *self, DgSqlite *db, DgDataset *dataset, GPtrArray *records, GCancellable *cancellable, GError **error);
gboolean dg_library_follow_file (
    DgLibrary *self, DgSqlite *db, DgDataset *dataset, GPtrArray *records, GCancellable *cancellable, GError **error);
gboolean dg_library_settle_files (DgLibrary *self, DgSqlite *db, const char *id, GError **error);
gboolean dg_library_settle_files_locked (DgLibrary *self, DgSqlite *db, const char *id, GError **error);
gboolean dg_library_settle_all_files (DgLibrary *self, DgSqlite *db, GError **error);

gboolean dg_library_clear_deleted (DgLibrary *self, DgSqlite *db, GError **error);
gboolean dg_library_settle_deleted (DgLibrary *self, DgSqlite *db, GError **error);
char *dg_library_make_kept_folder (DgLibrary *self, gint64 number);
gboolean dg_library_place_file (const char *from, const char *to, GCancellable *cancellable, GError **error);
gboolean dg_library_keep_files (
    DgLibrary *self, gint64 number, const char *id, const char *path, GCancellable *cancellable, GError **error);
GPtrArray *dg_library_list_kept (DgLibrary *self, gint64 number);

G_END_DECLS
