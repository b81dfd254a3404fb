/* dg-workspace-tables.c: what goes from and to the two tables of a workspace
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-workspace-private.h"

#include <string.h>

#define DATASETS "datasets"
#define PROMPTS "prompts"
#define MAX_COLUMNS 9

/* How a table is read in the workspace, and how its mirror is brought up to date. */
typedef struct
{
  const char *name;
  const char *select;
  int n_columns;
  const char *upsert;
  const char *select_mirrored;
} Table;

/* Workspaces of old have no column for files. The files of theirs are found by their names. */
#define DATASET_COLUMNS "id, name, dataset_type, size, rows, created, status, created_at"
#define DATASET_ORDER " FROM datasets WHERE id IS NOT NULL ORDER BY rowid"

static const Table tables[] = {
  { DATASETS, "SELECT " DATASET_COLUMNS ", file_path" DATASET_ORDER, 9,
    "INSERT INTO datasets (id, name, dataset_type, size, rows, created, status, created_at, file_path)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
    "  dataset_type = excluded.dataset_type, size = excluded.size, rows = excluded.rows, created = excluded.created,"
    "  status = excluded.status, created_at = excluded.created_at, file_path = excluded.file_path"
    " WHERE (name, dataset_type, size, rows, created, status, created_at, file_path) IS NOT (excluded.name,"
    "  excluded.dataset_type, excluded.size, excluded.rows, excluded.created, excluded.status, excluded.created_at,"
    "  excluded.file_path)",
    "SELECT id, name, file_path, EXISTS (SELECT 1 FROM dg_datasets o WHERE o.id = d.id) FROM datasets d" },
  { PROMPTS,
    "SELECT id, name, prompt_type, variables, created, last_used, performance, created_at FROM prompts"
    " WHERE id IS NOT NULL ORDER BY rowid",
    8,
    "INSERT INTO prompts (id, name, prompt_type, variables, created, last_used, performance, created_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
    "  prompt_type = excluded.prompt_type, variables = excluded.variables, created = excluded.created,"
    "  last_used = excluded.last_used, performance = excluded.performance, created_at = excluded.created_at"
    " WHERE (name, prompt_type, variables, created, last_used, performance, created_at) IS NOT (excluded.name,"
    "  excluded.prompt_type, excluded.variables, excluded.created, excluded.last_used, excluded.performance,"
    "  excluded.created_at)",
    "SELECT id, name, NULL, 0 FROM prompts" },
};

static const char select_without_files[] = "SELECT " DATASET_COLUMNS ", NULL" DATASET_ORDER;

typedef struct
{
  char *values[MAX_COLUMNS]; /* (owned) (nullable) the first one is the id */
} Row;

static void
free_row (Row *row)
{
  for (guint i = 0; i < MAX_COLUMNS; i++)
    g_free (row->values[i]);
  g_free (row);
}

/* Only workspaces have it, so that no migration makes it. The triggers are this connection's alone. */
static const char outbox_sql[] = "CREATE TABLE IF NOT EXISTS dg_outbox (note INTEGER PRIMARY KEY AUTOINCREMENT, kind "
                                 "TEXT NOT NULL, id TEXT NOT NULL);"
                                 "CREATE TEMP TRIGGER datasets_inserted AFTER INSERT ON main.datasets"
                                 " BEGIN INSERT INTO dg_outbox (kind, id) VALUES ('" DATASETS "', NEW.id); END;"
                                 "CREATE TEMP TRIGGER datasets_updated AFTER UPDATE ON main.datasets"
                                 " BEGIN INSERT INTO dg_outbox (kind, id) VALUES ('" DATASETS "', NEW.id); END;"
                                 "CREATE TEMP TRIGGER datasets_deleted AFTER DELETE ON main.datasets"
                                 " BEGIN INSERT INTO dg_outbox (kind, id) VALUES ('" DATASETS "', OLD.id); END;"
                                 "CREATE TEMP TRIGGER prompts_inserted AFTER INSERT ON main.prompts"
                                 " BEGIN INSERT INTO dg_outbox (kind, id) VALUES ('" PROMPTS "', NEW.id); END;"
                                 "CREATE TEMP TRIGGER prompts_updated AFTER UPDATE ON main.prompts"
                                 " BEGIN INSERT INTO dg_outbox (kind, id) VALUES ('" PROMPTS "', NEW.id); END;"
                                 "CREATE TEMP TRIGGER prompts_deleted AFTER DELETE ON main.prompts"
                                 " BEGIN INSERT INTO dg_outbox (kind, id) VALUES ('" PROMPTS "', OLD.id); END;";

static gboolean
has_row (DgSqlite *db, const char *sql, gboolean *found, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, sql);

  *found = dg_statement_next (statement);

  return dg_statement_finish (statement, error);
}

static gboolean
has_file_paths (DgSqlite *theirs, gboolean *has, GError **error)
{
  return has_row (theirs, "SELECT 1 FROM pragma_table_info ('" DATASETS "') WHERE name = 'file_path'", has, error);
}

/* All at once, and then let go: as long as rows are being read the other program cannot write. */
static GPtrArray *
read_rows (DgSqlite *theirs, const char *sql, int n_columns, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) free_row);
  g_autoptr (DgStatement) statement = dg_statement_new (theirs, sql);

  while (dg_statement_next (statement))
    {
      Row *row = g_new0 (Row, 1);

      for (int i = 0; i < n_columns; i++)
        row->values[i] = dg_statement_dup_text (statement, i);
      g_ptr_array_add (rows, row);
    }

  return dg_statement_finish (statement, error) ? g_steal_pointer (&rows) : NULL;
}

static gboolean
mirror_rows (DgSqlite *db, const Table *table, GPtrArray *rows, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, table->upsert);

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);

      for (int column = 0; column < table->n_columns; column++)
        dg_statement_bind_text (statement, row->values[column]);
      if (!dg_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* A dataset of ours stays as long as its file does: people reset a workspace, and take nothing away with that. Deleting
 * one takes the file out of uploads/. */
static gboolean
is_to_be_made_good (DgLibrary *library, GPtrArray **names, DgStatement *mirrored)
{
  g_autofree char *id = dg_statement_dup_text (mirrored, 0);
  g_autofree char *name = dg_statement_dup_text (mirrored, 1);
  g_autofree char *file_path = dg_statement_dup_text (mirrored, 2);
  gboolean guessed = FALSE;

  if (dg_statement_get_int64 (mirrored, 3) == 0)
    return FALSE;

  g_autofree char *path = dg_library_find_file_among (library, names, id, name, file_path, &guessed);

  return path != NULL && !guessed;
}

/* Sorts what is only in the mirror into what is to be deleted there and what the workspace is to get back. */
static gboolean
find_missing (DgLibrary *library,
              DgSqlite *db,
              const Table *table,
              GPtrArray *rows,
              GPtrArray *gone,
              GPtrArray *made_good,
              GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (DgStatement) statement = dg_statement_new (db, table->select_mirrored);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (ids, ((Row *) g_ptr_array_index (rows, i))->values[0]);

  while (dg_statement_next (statement))
    {
      g_autofree char *id = dg_statement_dup_text (statement, 0);

      if (id != NULL && !g_hash_table_contains (ids, id))
        g_ptr_array_add (is_to_be_made_good (library, &names, statement) ? made_good : gone, g_steal_pointer (&id));
    }

  return dg_statement_finish (statement, error);
}

static gboolean
run_for_each (DgSqlite *db, const char *sql, GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!dg_library_run_sql (db, sql, g_ptr_array_index (ids, i), error))
      return FALSE;

  return TRUE;
}

/* What was taken over from the workspace is nothing to bring there. */
static gboolean
forget_notes (DgSqlite *db, GError **error)
{
  return dg_sqlite_exec (db, "DELETE FROM dg_outbox", error);
}

static gboolean
pull_table (DgLibrary *library, DgSqlite *db, const Table *table, GPtrArray *rows, GPtrArray *made_good, GError **error)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  const char *delete = strcmp (table->name, DATASETS) == 0 ? "DELETE FROM " DATASETS " WHERE id = ?"
                                                           : "DELETE FROM " PROMPTS " WHERE id = ?";

  return mirror_rows (db, table, rows, error) && find_missing (library, db, table, rows, gone, made_good, error) &&
         run_for_each (db, delete, gone, error);
}

static gboolean
read_both (DgSqlite *theirs, GPtrArray **datasets, GPtrArray **prompts, GError **error)
{
  g_autoptr (DgTransaction) transaction = dg_sqlite_begin_reading (theirs, error);
  gboolean has;

  if (transaction == NULL || !has_file_paths (theirs, &has, error))
    return FALSE;

  *datasets = read_rows (theirs, has ? tables[0].select : select_without_files, tables[0].n_columns, error);
  *prompts = *datasets != NULL ? read_rows (theirs, tables[1].select, tables[1].n_columns, error) : NULL;

  return *prompts != NULL;
}

/* In its own words for a new row; in one that is there, only what is ours to change. */
static gboolean
push_dataset_row (DgSqlite *theirs, const Row *row, GError **error)
{
  g_autoptr (DgStatement) update =
      dg_statement_new (theirs, "UPDATE datasets SET name = ?, size = ?, rows = ?, file_path = ? WHERE id = ?");

  dg_statement_bind_text (update, row->values[1]);
  dg_statement_bind_text (update, row->values[3]);
  dg_statement_bind_text (update, row->values[4]);
  dg_statement_bind_text (update, row->values[7]);
  dg_statement_bind_text (update, row->values[0]);
  if (!dg_statement_run (update, error))
    return FALSE;

  if (dg_sqlite_get_n_changed (theirs) > 0)
    return TRUE;

  g_autoptr (DgStatement) insert =
      dg_statement_new (theirs, "INSERT INTO datasets (id, name, dataset_type, size, rows, created, status, file_path)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");

  for (guint i = 0; i < 8; i++)
    dg_statement_bind_text (insert, row->values[i]);

  return dg_statement_run (insert, error);
}

static gboolean
push_prompt_row (DgSqlite *theirs, const Row *row, GError **error)
{
  g_autoptr (DgStatement) update =
      dg_statement_new (theirs, "UPDATE prompts SET name = ?, prompt_type = ?, variables = ? WHERE id = ?");

  for (guint i = 1; i < 4; i++)
    dg_statement_bind_text (update, row->values[i]);
  dg_statement_bind_text (update, row->values[0]);
  if (!dg_statement_run (update, error))
    return FALSE;

  if (dg_sqlite_get_n_changed (theirs) > 0)
    return TRUE;

  g_autoptr (DgStatement) insert =
      dg_statement_new (theirs,
                        "INSERT INTO prompts (id, name, prompt_type, variables, created, last_used, performance)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)");

  for (guint i = 0; i < 7; i++)
    dg_statement_bind_text (insert, row->values[i]);

  return dg_statement_run (insert, error);
}

static gboolean
is_name_taken (DgSqlite *theirs, const Row *row, const char *name, gboolean *taken, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (theirs, "SELECT 1 FROM datasets WHERE (name = ?1 OR id = ?1) AND id IS NOT ?2");

  dg_statement_bind_text (statement, name);
  dg_statement_bind_text (statement, row->values[0]);
  *taken = dg_statement_next (statement);

  return dg_statement_finish (statement, error);
}

static gboolean
has_name (DgSqlite *theirs, const Row *row, gboolean *has, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (theirs, "SELECT 1 FROM datasets WHERE id = ? AND name = ?");

  dg_statement_bind_text (statement, row->values[0]);
  dg_statement_bind_text (statement, row->values[1]);
  *has = dg_statement_next (statement);

  return dg_statement_finish (statement, error);
}

static gboolean
rename_mirrored (DgSqlite *db, const Row *row, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, "UPDATE datasets SET name = ? WHERE id = ?");

  dg_statement_bind_text (statement, row->values[1]);
  dg_statement_bind_text (statement, row->values[0]);

  return dg_statement_run (statement, error);
}

/* The name was chosen before the workspace was locked. A row that has it there already keeps it: if two have the same,
 * that is the other program's doing. */
static gboolean
keep_name_unique (DgSqlite *db, DgSqlite *theirs, Row *row, GError **error)
{
  g_autofree char *base = g_strdup (row->values[1]);
  gboolean taken;

  if (!has_name (theirs, row, &taken, error))
    return FALSE;
  if (taken)
    return TRUE;

  for (guint i = 2;; i++)
    {
      if (!is_name_taken (theirs, row, row->values[1], &taken, error))
        return FALSE;
      if (!taken)
        return strcmp (row->values[1], base) == 0 || rename_mirrored (db, row, error);

      g_free (row->values[1]);
      row->values[1] = g_strdup_printf ("%s (%u)", base, i);
    }
}

static gboolean
push_dataset (DgSqlite *db, DgSqlite *theirs, Row *row, GError **error)
{
  gboolean has;

  return has_file_paths (theirs, &has, error) &&
         (has || dg_sqlite_exec (theirs, "ALTER TABLE datasets ADD COLUMN file_path TEXT", error)) &&
         keep_name_unique (db, theirs, row, error) && push_dataset_row (theirs, row, error);
}

static Row *
read_mirrored (DgSqlite *db, gboolean is_dataset, const char *id, GError **error)
{
  Row *row = g_new0 (Row, 1);
  g_autoptr (DgStatement) statement = dg_statement_new (
      db, is_dataset
              ? "SELECT id, name, dataset_type, size, rows, created, status, file_path FROM datasets WHERE id = ?"
              : "SELECT id, name, prompt_type, variables, created, last_used, performance FROM prompts"
                " WHERE id = ?");

  dg_statement_bind_text (statement, id);
  if (dg_statement_next (statement))
    for (int i = 0; i < dg_statement_get_n_columns (statement); i++)
      row->values[i] = dg_statement_dup_text (statement, i);

  if (dg_statement_finish (statement, error))
    return row;

  free_row (row);

  return NULL;
}

static gboolean
push_note (DgSqlite *db, DgSqlite *theirs, const Row *note, GError **error)
{
  gboolean is_dataset = strcmp (note->values[0], DATASETS) == 0;
  const char *id = note->values[1];
  Row *row = read_mirrored (db, is_dataset, id, error);
  gboolean pushed;

  if (row == NULL)
    return FALSE;

  if (row->values[0] == NULL)
    pushed = dg_library_run_sql (theirs,
                                 is_dataset ? "DELETE FROM " DATASETS " WHERE id = ?"
                                            : "DELETE FROM " PROMPTS " WHERE id = ?",
                                 id, error);
  else
    pushed = is_dataset ? push_dataset (db, theirs, row, error) : push_prompt_row (theirs, row, error);
  free_row (row);

  return pushed;
}

/**
 * dg_workspace_prepare_outbox:
 * @db: the library's own database
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * From now on, what changes in the two tables is noted.
 *
 * Returns: whether that worked
 */
gboolean
dg_workspace_prepare_outbox (DgSqlite *db, GError **error)
{
  return dg_sqlite_exec (db, outbox_sql, error);
}

/**
 * dg_workspace_find_outgoing:
 * @db: the library's own database
 * @last: (out): the last note, 0 when there is none
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: whether @last is known
 */
gboolean
dg_workspace_find_outgoing (DgSqlite *db, gint64 *last, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT max (note) FROM dg_outbox");

  *last = dg_statement_next (statement) ? dg_statement_get_int64 (statement, 0) : 0;

  return dg_statement_finish (statement, error);
}

/**
 * dg_workspace_clear_outbox:
 * @db: the library's own database
 * @last: the last note that the workspace has followed; another process may have made more
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: whether the notes are gone
 */
gboolean
dg_workspace_clear_outbox (DgSqlite *db, gint64 last, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, "DELETE FROM dg_outbox WHERE note <= ?");

  dg_statement_bind_int64 (statement, last);

  return dg_statement_run (statement, error);
}

/**
 * dg_workspace_check_tables:
 * @theirs: the database of a workspace
 * @usable: (out): whether it has the two tables, with all columns but that of the files
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Returns: whether the database could be read
 */
gboolean
dg_workspace_check_tables (DgSqlite *theirs, gboolean *usable, GError **error)
{
  return has_row (theirs,
                  "SELECT 1 WHERE (SELECT count (*) FROM pragma_table_info ('" DATASETS
                  "') WHERE name IN ('id', 'name',"
                  "  'dataset_type', 'size', 'rows', 'created', 'status', 'created_at')) = 8"
                  " AND (SELECT count (*) FROM pragma_table_info ('" PROMPTS "') WHERE name IN ('id', 'name',"
                  "  'prompt_type', 'variables', 'created', 'last_used', 'performance', 'created_at')) = 8"
                  " AND (SELECT count (*) FROM sqlite_master WHERE type = 'table' AND name IN ('" DATASETS
                  "', '" PROMPTS "')) = 2",
                  usable, error);
}

/**
 * dg_workspace_pull:
 * @library: the library
 * @db: its own database, in a transaction, without notes that are still to be followed
 * @theirs: the workspace's
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Makes the two tables of @db what they are in @theirs. Datasets of ours that are missing there, with their files where
 * they were, stay and are noted.
 *
 * Returns: whether that worked
 */
gboolean
dg_workspace_pull (DgLibrary *library, DgSqlite *db, DgSqlite *theirs, GError **error)
{
  g_autoptr (GPtrArray) made_good = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) datasets = NULL;
  g_autoptr (GPtrArray) prompts = NULL;

  return read_both (theirs, &datasets, &prompts, error) &&
         pull_table (library, db, &tables[0], datasets, made_good, error) &&
         pull_table (library, db, &tables[1], prompts, made_good, error) && forget_notes (db, error) &&
         run_for_each (db, "INSERT INTO dg_outbox (kind, id) VALUES ('" DATASETS "', ?)", made_good, error);
}

/**
 * dg_workspace_push:
 * @db: the library's own database, in a transaction
 * @theirs: the workspace's, in a transaction
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Makes the rows that are noted in @theirs what they are in @db. Doing it twice does no harm.
 *
 * Returns: whether that worked
 */
gboolean
dg_workspace_push (DgSqlite *db, DgSqlite *theirs, GError **error)
{
  g_autoptr (GPtrArray) notes =
      read_rows (db, "SELECT kind, id FROM dg_outbox GROUP BY kind, id ORDER BY min (note)", 2, error);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    if (!push_note (db, theirs, g_ptr_array_index (notes, i), error))
      return FALSE;

  return notes != NULL;
}
