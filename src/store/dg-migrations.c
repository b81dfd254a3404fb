/* dg-migrations.c: brings a library's database to the shape this version knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-migrations.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "dg-statement.h"

/* The tables shared with Nova Prompt Optimizer, which reads their rows by index: no column may ever be added, dropped
 * or moved. They are there already when the database was made by that program. */
static const char shared_tables[] =
    "CREATE TABLE IF NOT EXISTS datasets ("
    "  id TEXT PRIMARY KEY, name TEXT NOT NULL, dataset_type TEXT, size TEXT, rows INTEGER, created TEXT, status TEXT,"
    "  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, file_path TEXT);"
    "CREATE TABLE IF NOT EXISTS prompts ("
    "  id TEXT PRIMARY KEY, name TEXT NOT NULL, prompt_type TEXT, variables TEXT, created TEXT, last_used TEXT,"
    "  performance TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);";

/* dg_sessions.dataset_id and dg_runs.dataset_id are no foreign keys. A session keeps the id when its dataset is
 * deleted, so that it does not come back as a draft; a run has its dataset's id from the start, so that ending it
 * twice, with a crash in between, writes the same file again instead of a second one. */
static const char own_tables_1[] =
    "CREATE TABLE dg_sessions ("
    "  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, step TEXT NOT NULL, provider TEXT, model TEXT,"
    "  checklist TEXT, dataset_id TEXT, created_us INTEGER NOT NULL, updated_us INTEGER NOT NULL);"
    "CREATE TABLE dg_runs ("
    "  id TEXT PRIMARY KEY NOT NULL, session_id TEXT NOT NULL REFERENCES dg_sessions (id), status TEXT NOT NULL,"
    "  requested INTEGER NOT NULL, format TEXT NOT NULL, seed INTEGER NOT NULL, provider TEXT, model TEXT,"
    "  dataset_id TEXT NOT NULL, seconds REAL NOT NULL DEFAULT 0, created_us INTEGER NOT NULL);"
    "CREATE INDEX dg_runs_session ON dg_runs (session_id);"
    "CREATE TABLE dg_datasets ("
    "  id TEXT PRIMARY KEY NOT NULL, session_id TEXT REFERENCES dg_sessions (id), run_id TEXT REFERENCES dg_runs (id),"
    "  provider TEXT, model TEXT, sha256 TEXT NOT NULL, created_us INTEGER NOT NULL);"
    "CREATE UNIQUE INDEX dg_datasets_run ON dg_datasets (run_id);"
    "CREATE TABLE dg_records ("
    "  id INTEGER PRIMARY KEY, run_id TEXT REFERENCES dg_runs (id), dataset_id TEXT REFERENCES dg_datasets (id),"
    "  number INTEGER, plan_line INTEGER NOT NULL, origin TEXT NOT NULL, input TEXT NOT NULL, answer TEXT NOT NULL,"
    "  created_us INTEGER NOT NULL);"
    "CREATE INDEX dg_records_run ON dg_records (run_id);"
    "CREATE INDEX dg_records_dataset ON dg_records (dataset_id, number);"
    "CREATE TABLE dg_refused ("
    "  id INTEGER PRIMARY KEY, run_id TEXT NOT NULL REFERENCES dg_runs (id), reason TEXT NOT NULL,"
    "  detail TEXT NOT NULL, raw TEXT NOT NULL, plan_line INTEGER NOT NULL, created_us INTEGER NOT NULL);"
    "CREATE INDEX dg_refused_run ON dg_refused (run_id);"
    "CREATE TABLE dg_calls ("
    "  id INTEGER PRIMARY KEY, session_id TEXT REFERENCES dg_sessions (id), run_id TEXT REFERENCES dg_runs (id),"
    "  purpose TEXT NOT NULL, model TEXT NOT NULL, request_id TEXT, stop_reason TEXT, error TEXT,"
    "  input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cache_read_tokens INTEGER NOT NULL,"
    "  cache_write_tokens INTEGER NOT NULL, cost_usd REAL, latency_ms INTEGER NOT NULL, retries INTEGER NOT NULL,"
    "  created_us INTEGER NOT NULL);"
    "CREATE INDEX dg_calls_session ON dg_calls (session_id);"
    "CREATE INDEX dg_calls_run ON dg_calls (run_id);";

/* The six steps: what a session is made of, samples and extensions as kinds of runs, and the review of records. */
static const char own_tables_2[] =
    "ALTER TABLE dg_sessions ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE dg_sessions ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE dg_sessions ADD COLUMN prompt_id TEXT;"
    "ALTER TABLE dg_sessions ADD COLUMN prompt_name TEXT;"
    "ALTER TABLE dg_sessions ADD COLUMN system_prompt TEXT;"
    "ALTER TABLE dg_sessions ADD COLUMN user_prompt TEXT;"
    "ALTER TABLE dg_sessions ADD COLUMN reference TEXT;"
    "ALTER TABLE dg_sessions ADD COLUMN outline TEXT;"
    "CREATE TABLE dg_examples ("
    "  session_id TEXT NOT NULL REFERENCES dg_sessions (id), position INTEGER NOT NULL, input TEXT NOT NULL,"
    "  answer TEXT NOT NULL, PRIMARY KEY (session_id, position)) WITHOUT ROWID;"
    "CREATE TABLE dg_messages ("
    "  session_id TEXT NOT NULL REFERENCES dg_sessions (id), position INTEGER NOT NULL, from_person INTEGER NOT NULL,"
    "  text TEXT NOT NULL, suggestions TEXT, asks_for TEXT, PRIMARY KEY (session_id, position)) WITHOUT ROWID;"
    "CREATE TABLE dg_samples ("
    "  session_id TEXT NOT NULL REFERENCES dg_sessions (id), round INTEGER NOT NULL, card INTEGER NOT NULL,"
    "  state TEXT NOT NULL, input TEXT NOT NULL, answer TEXT NOT NULL, line TEXT, problems TEXT NOT NULL,"
    "  PRIMARY KEY (session_id, round, card)) WITHOUT ROWID;"
    "CREATE TABLE dg_notes ("
    "  session_id TEXT NOT NULL REFERENCES dg_sessions (id), note INTEGER NOT NULL, round INTEGER NOT NULL,"
    "  card INTEGER NOT NULL, text TEXT NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (session_id, note)) WITHOUT ROWID;"
    "CREATE TABLE dg_rules ("
    "  session_id TEXT NOT NULL REFERENCES dg_sessions (id), rule INTEGER NOT NULL, kind TEXT NOT NULL,"
    "  about TEXT NOT NULL, text TEXT NOT NULL, applies_to TEXT, share INTEGER NOT NULL, check_id TEXT NOT NULL,"
    "  check_value TEXT NOT NULL, is_on INTEGER NOT NULL, by_hand INTEGER NOT NULL, round INTEGER NOT NULL,"
    "  notes TEXT NOT NULL, PRIMARY KEY (session_id, rule)) WITHOUT ROWID;"
    "ALTER TABLE dg_runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'dataset';"
    "ALTER TABLE dg_runs ADD COLUMN outline TEXT;"
    "ALTER TABLE dg_runs ADD COLUMN extends INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE dg_records ADD COLUMN review TEXT NOT NULL DEFAULT 'none';"
    "ALTER TABLE dg_records ADD COLUMN note TEXT;"
    "ALTER TABLE dg_records ADD COLUMN flag TEXT;";

/* Review at a hundred thousand records: what the program itself finds wrong with one, a number that rises whenever the
 * texts or their order change, and how the file looked on disk when it last had the hash, so that it need not be read
 * to know that it is still the same. */
static const char own_tables_3[] = "ALTER TABLE dg_records ADD COLUMN problem TEXT;"
                                   "ALTER TABLE dg_datasets ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;"
                                   "ALTER TABLE dg_datasets ADD COLUMN file_stamp TEXT;";

/* The page of the datasets: what is deleted and kept for a while, rows as they were in the shared table; where a
 * dataset comes from; and what a list of a thousand datasets counts in a quarter of a million records. Until now a
 * dataset that was brought along could only be told from one that another program made by when both of its rows were
 * written. */
static const char own_tables_4[] =
    "CREATE TABLE dg_deleted ("
    "  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, dataset_type TEXT, size TEXT,"
    "  rows INTEGER, created TEXT, status TEXT, created_at TIMESTAMP, file_path TEXT, file TEXT,"
    "  settled INTEGER NOT NULL, deleted_us INTEGER NOT NULL);"
    "ALTER TABLE dg_datasets ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;"
    "UPDATE dg_datasets SET imported = 1 WHERE session_id IS NULL AND run_id IS NULL AND EXISTS ("
    "  SELECT 1 FROM datasets d WHERE d.id = dg_datasets.id"
    "  AND abs (strftime ('%s', d.created_at) - dg_datasets.created_us / 1000000) < 60);"
    "CREATE INDEX dg_records_look ON dg_records (dataset_id, number) WHERE flag IS NOT NULL OR problem IS NOT NULL;"
    "CREATE INDEX dg_records_approved ON dg_records (dataset_id, number, review) WHERE review = 'approved';";

/* What the person said and nobody answered yet; and what their last message put into the requirements, so that it can
 * be said again in other words. */
static const char own_tables_5[] = "ALTER TABLE dg_sessions ADD COLUMN unsent TEXT;"
                                   "ALTER TABLE dg_sessions ADD COLUMN turn_before TEXT;"
                                   "ALTER TABLE dg_sessions ADD COLUMN turn_after TEXT;"
                                   "ALTER TABLE dg_sessions ADD COLUMN turn_confirmed INTEGER NOT NULL DEFAULT 0;";

/* What a run may spend, what its calls may have cost and who is to check its answers, so that it is gone on with as it
 * was begun; and what is wanted of the next one. */
static const char own_tables_6[] = "ALTER TABLE dg_runs ADD COLUMN max_cost_usd REAL NOT NULL DEFAULT 0;"
                                   "ALTER TABLE dg_runs ADD COLUMN check_model TEXT;"
                                   "ALTER TABLE dg_calls ADD COLUMN presumed_usd REAL NOT NULL DEFAULT 0;"
                                   "ALTER TABLE dg_sessions ADD COLUMN wish_records INTEGER NOT NULL DEFAULT 0;"
                                   "ALTER TABLE dg_sessions ADD COLUMN wish_format TEXT;"
                                   "ALTER TABLE dg_sessions ADD COLUMN wish_max_cost_usd REAL NOT NULL DEFAULT 0;"
                                   "ALTER TABLE dg_sessions ADD COLUMN wish_check INTEGER NOT NULL DEFAULT 0;";

static gboolean
find_row (DgSqlite *db, const char *sql, gboolean *found, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (db, sql);

  *found = dg_statement_next (statement);

  return dg_statement_finish (statement, error);
}

static gboolean
migrate_to_1 (DgSqlite *db, GError **error)
{
  gboolean has_file_path = FALSE;

  if (!dg_sqlite_exec (db, shared_tables, error) ||
      !find_row (db, "SELECT 1 FROM pragma_table_info ('datasets') WHERE name = 'file_path'", &has_file_path, error))
    return FALSE;

  /* Old workspaces do not have it. */
  if (!has_file_path && !dg_sqlite_exec (db, "ALTER TABLE datasets ADD COLUMN file_path TEXT", error))
    return FALSE;

  return dg_sqlite_exec (db, own_tables_1, error);
}

static gboolean
migrate_to_2 (DgSqlite *db, GError **error)
{
  return dg_sqlite_exec (db, own_tables_2, error);
}

static gboolean
migrate_to_3 (DgSqlite *db, GError **error)
{
  return dg_sqlite_exec (db, own_tables_3, error);
}

static gboolean
migrate_to_4 (DgSqlite *db, GError **error)
{
  return dg_sqlite_exec (db, own_tables_4, error);
}

static gboolean
migrate_to_5 (DgSqlite *db, GError **error)
{
  return dg_sqlite_exec (db, own_tables_5, error);
}

static gboolean
migrate_to_6 (DgSqlite *db, GError **error)
{
  return dg_sqlite_exec (db, own_tables_6, error);
}

/* Released steps are never changed; new ones are added at the end. */
const DgMigration DG_LIBRARY_MIGRATIONS[] = {
  migrate_to_1, migrate_to_2, migrate_to_3, migrate_to_4, migrate_to_5, migrate_to_6,
};
const guint DG_LIBRARY_VERSION = G_N_ELEMENTS (DG_LIBRARY_MIGRATIONS);

static void
set_damaged_error (GError **error, DgSqlite *db)
{
  g_autofree char *display = g_filename_display_name (dg_sqlite_get_path (db));

  g_set_error (
      error, DG_STORE_ERROR, DG_STORE_ERROR_DAMAGED,
      _ ("“%s” lacks something that belongs in a library, so it was left as it is. Put a backup in its place, or "
         "choose another folder."),
      display);
}

static gboolean
read_version (DgSqlite *db, guint *version, GError **error)
{
  gboolean has_schema = FALSE;

  *version = 0;

  if (!find_row (db, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'dg_schema'", &has_schema, error))
    return FALSE;

  if (!has_schema)
    return TRUE;

  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT version FROM dg_schema WHERE id = 1");
  if (dg_statement_next (statement))
    *version = dg_statement_get_uint (statement, 0);

  if (!dg_statement_finish (statement, error))
    return FALSE;

  if (*version == 0)
    set_damaged_error (error, db);

  return *version > 0;
}

static gboolean
check_version (DgSqlite *db, guint n_steps, guint *version, GError **error)
{
  if (!read_version (db, version, error))
    return FALSE;

  if (*version <= n_steps)
    return TRUE;

  g_autofree char *display = g_filename_display_name (dg_sqlite_get_path (db));

  g_set_error (
      error, DG_STORE_ERROR, DG_STORE_ERROR_NEWER,
      _ ("“%s” was written by a newer version of Dataset Generator and was left as it is. Install that version, "
         "or choose another folder."),
      display);

  return FALSE;
}

static gboolean
write_version (DgSqlite *db, guint version, GError **error)
{
  if (!dg_sqlite_exec (db,
                       "CREATE TABLE IF NOT EXISTS dg_schema"
                       " (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL)",
                       error))
    return FALSE;

  g_autoptr (DgStatement) statement = dg_statement_new (db, "REPLACE INTO dg_schema (id, version) VALUES (1, ?)");
  dg_statement_bind_int64 (statement, version);

  return dg_statement_run (statement, error);
}

static gboolean
check_foreign_keys (DgSqlite *db, GError **error)
{
  gboolean broken = FALSE;

  if (!find_row (db, "SELECT 1 FROM pragma_foreign_key_check ()", &broken, error))
    return FALSE;

  if (broken)
    set_damaged_error (error, db);

  return !broken;
}

static char *
make_backup_path (DgSqlite *db, guint version)
{
  const char *path = dg_sqlite_get_path (db);
  char *backup = g_strdup_printf ("%s.v%u.backup", path, version);

  for (guint i = 2; g_file_test (backup, G_FILE_TEST_EXISTS); i++)
    {
      g_free (backup);
      backup = g_strdup_printf ("%s.v%u-%u.backup", path, version, i);
    }

  return backup;
}

static gboolean
run_steps (DgSqlite *db, const DgMigration *steps, guint version, guint n_steps, GError **error)
{
  for (; version < n_steps; version++)
    if (!steps[version](db, error))
      return FALSE;

  return write_version (db, n_steps, error) && check_foreign_keys (db, error);
}

/* Under the write lock, so that the copy is what the steps start from and only one of two programs makes one. */
static gboolean
migrate (DgSqlite *db, const DgMigration *steps, guint version, guint n_steps, char **backup, GError **error)
{
  gboolean has_tables = FALSE;

  if (!find_row (db, "SELECT 1 FROM sqlite_master", &has_tables, error))
    return FALSE;

  if (has_tables)
    {
      *backup = make_backup_path (db, version);
      if (!dg_sqlite_copy_to (db, *backup, error))
        return FALSE;
    }

  return run_steps (db, steps, version, n_steps, error);
}

/**
 * dg_migrations_run:
 * @db: a database, empty ones included, with foreign keys off
 * @steps: (array length=n_steps): the steps from version 0 on
 * @n_steps: how many there are, which is the version to reach
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_NEWER when the database is beyond @n_steps
 *
 * Runs the steps that are missing in one transaction: the database ends up at @n_steps, or is what it was. A database
 * with something in it is first copied to a file beside it, named `*.v<version>.backup`.
 *
 * The write lock is taken even when nothing is missing, so that a database that cannot be written is refused here.
 *
 * Returns: whether the database is at version @n_steps
 */
gboolean
dg_migrations_run (DgSqlite *db, const DgMigration *steps, guint n_steps, GError **error)
{
  guint version;

  /* A newer database is not even locked. */
  if (!check_version (db, n_steps, &version, error))
    return FALSE;

  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);
  if (transaction == NULL || !check_version (db, n_steps, &version, error))
    return FALSE;

  if (version == n_steps)
    return TRUE;

  g_autofree char *backup = NULL;
  if (migrate (db, steps, version, n_steps, &backup, error) &&
      dg_transaction_commit (g_steal_pointer (&transaction), error))
    return TRUE;

  /* The database is what it was, so the copy has no use. */
  if (backup != NULL)
    g_unlink (backup);

  return FALSE;
}
