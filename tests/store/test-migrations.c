/* test-migrations.c: databases of every version, brought to the newest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-migrations.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store-test-utils.h"

static char *
get_path (StoreFixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

/* Makes library.db of a fixture. */
static char *
make_database (StoreFixture *fixture, const char *sql_name)
{
  g_autofree char *sql_path = g_test_build_filename (G_TEST_DIST, "fixtures", sql_name, NULL);
  g_autofree char *sql = store_test_read (sql_path, NULL);
  char *path = get_path (fixture, "library.db");

  store_test_exec_file (path, sql);

  return path;
}

static gboolean
migrate (const char *path, const DgMigration *steps, guint n_steps, GError **error)
{
  g_autoptr (GError) open_error = NULL;
  g_autoptr (DgSqlite) db = dg_sqlite_open (path, &open_error);

  g_assert_no_error (open_error);

  return dg_migrations_run (db, steps, n_steps, error);
}

static void
migrate_library (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (migrate (path, DG_LIBRARY_MIGRATIONS, DG_LIBRARY_VERSION, &error));
  g_assert_no_error (error);
}

/* Returns: (transfer full) (element-type utf8): queries for every row of every table that there is, with the columns it
 * has now; all but the version. They can be asked again when there are more columns. */
static GPtrArray *
make_queries (const char *path)
{
  GPtrArray *queries = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = store_test_query_file (
      path, "SELECT 'SELECT ''' || m.name || ''', ' || (SELECT group_concat (name) FROM pragma_table_info (m.name))"
            "  || ' FROM ' || m.name || ' ORDER BY 2, 3, 4'"
            " FROM sqlite_master m WHERE m.type = 'table' AND m.name != 'dg_schema' ORDER BY m.name");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (queries, g_strdup (lines[i]));

  return queries;
}

static char *
dump_queries (const char *path, GPtrArray *queries)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < queries->len; i++)
    {
      g_autofree char *rows = store_test_query_file (path, g_ptr_array_index (queries, i));

      g_string_append_printf (out, "%s\n", rows);
    }

  return g_strdup (out->str);
}

static char *
dump_rows (const char *path)
{
  g_autoptr (GPtrArray) queries = make_queries (path);

  return dump_queries (path, queries);
}

/* Returns: (transfer full): what tables, columns, keys and indexes there are, however they were written down */
static char *
dump_schema (const char *path)
{
  return store_test_query_file (
      path, "SELECT m.name, c.* FROM sqlite_master m, pragma_table_xinfo (m.name) c WHERE m.type = 'table'"
            " UNION ALL SELECT m.name, f.'from', f.'table', f.'to', f.on_delete, NULL, NULL, NULL"
            "  FROM sqlite_master m, pragma_foreign_key_list (m.name) f WHERE m.type = 'table'"
            " UNION ALL SELECT m.name, i.name, i.'unique', x.seqno, x.name, NULL, NULL, NULL"
            "  FROM sqlite_master m, pragma_index_list (m.name) i, pragma_index_info (i.name) x"
            "  WHERE m.type = 'table'"
            " ORDER BY 1, 2, 3, 4, 5");
}

static char *
read_columns (const char *path, const char *table)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT group_concat (name || ' ' || type, ', ') FROM pragma_table_info ('%s')", table);

  return store_test_query_file (path, sql);
}

static void
test_new (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "library.db");

  migrate_library (path);
  g_autofree char *version = store_test_query_file (path, "SELECT id, version FROM dg_schema");
  g_assert_cmpstr (version, ==, "1|6");

  /* Nothing to back up. */
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

/* Another program reads these rows by index. */
static void
test_shared_tables (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "library.db");

  migrate_library (path);
  g_autofree char *datasets = read_columns (path, "datasets");
  g_autofree char *prompts = read_columns (path, "prompts");
  g_assert_cmpstr (datasets, ==,
                   "id TEXT, name TEXT, dataset_type TEXT, size TEXT, rows INTEGER, created TEXT, status TEXT, "
                   "created_at TIMESTAMP, file_path TEXT");
  g_assert_cmpstr (prompts, ==,
                   "id TEXT, name TEXT, prompt_type TEXT, variables TEXT, created TEXT, last_used TEXT, "
                   "performance TEXT, created_at TIMESTAMP");

  g_autofree char *others = store_test_query_file (path, "SELECT name FROM sqlite_master WHERE type = 'table'"
                                                         " AND name NOT IN ('datasets', 'prompts')"
                                                         " AND name NOT GLOB 'dg_*'");
  g_assert_cmpstr (others, ==, "");
}

static void
test_from_0 (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_database (fixture, "library-v0.sql");
  g_autofree char *before = store_test_query_file (path, "SELECT *, NULL FROM datasets ORDER BY rowid");
  g_autofree char *prompts_before = store_test_query_file (path, "SELECT * FROM prompts ORDER BY rowid");

  migrate_library (path);
  g_autofree char *after = store_test_query_file (path, "SELECT * FROM datasets ORDER BY rowid");
  g_autofree char *prompts_after = store_test_query_file (path, "SELECT * FROM prompts ORDER BY rowid");
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (prompts_after, ==, prompts_before);

  g_autofree char *version = store_test_query_file (path, "SELECT version FROM dg_schema");
  g_assert_cmpstr (version, ==, "6");
}

static void
assert_like_new (StoreFixture *fixture, const char *sql_name)
{
  g_autofree char *path = make_database (fixture, sql_name);
  g_autofree char *new_path = get_path (fixture, "new.db");

  migrate_library (path);
  migrate_library (new_path);
  g_autofree char *schema = dump_schema (path);
  g_autofree char *new_schema = dump_schema (new_path);
  g_assert_cmpstr (schema, ==, new_schema);
}

static void
test_from_0_is_like_new (StoreFixture *fixture, gconstpointer data)
{
  assert_like_new (fixture, "library-v0.sql");
}

static void
test_from_0_makes_backup (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_database (fixture, "library-v0.sql");
  g_autofree char *backup = get_path (fixture, "library.db.v0.backup");
  g_autofree char *rows = dump_rows (path);
  g_autofree char *schema = dump_schema (path);

  migrate_library (path);
  g_autofree char *backup_rows = dump_rows (backup);
  g_autofree char *backup_schema = dump_schema (backup);
  g_assert_cmpstr (backup_rows, ==, rows);
  g_assert_cmpstr (backup_schema, ==, schema);
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 2);
}

static void
test_backup_overwrites_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_database (fixture, "library-v0.sql");
  g_autofree char *older = get_path (fixture, "library.db.v0.backup");
  g_autofree char *backup = get_path (fixture, "library.db.v0-2.backup");

  store_test_write (older, "precious");
  migrate_library (path);
  g_autofree char *text = store_test_read (older, NULL);
  g_assert_cmpstr (text, ==, "precious");
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS));
}

/* What was there is there, to the last value. Returns: (transfer full): where it is */
static char *
assert_kept (StoreFixture *fixture, const char *sql_name, const char *words)
{
  char *path = make_database (fixture, sql_name);
  g_autoptr (GPtrArray) queries = make_queries (path);
  g_autofree char *before = dump_queries (path, queries);

  migrate_library (path);
  g_autofree char *after = dump_queries (path, queries);
  g_assert_cmpstr (after, ==, before);
  g_assert_nonnull (strstr (after, words));

  return path;
}

/* What is new is empty. */
static void
test_from_1 (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = assert_kept (fixture, "library-v1.sql", "Wo ist mein Paket?");

  g_autofree char *version = store_test_query_file (path, "SELECT version FROM dg_schema");
  g_assert_cmpstr (version, ==, "6");
  g_autofree char *reviews = store_test_query_file (path, "SELECT DISTINCT review, note, flag FROM dg_records");
  g_assert_cmpstr (reviews, ==, "none|NULL|NULL");
  g_autofree char *runs = store_test_query_file (path, "SELECT DISTINCT kind, outline, extends FROM dg_runs");
  g_assert_cmpstr (runs, ==, "dataset|NULL|0");
}

static void
test_from_1_is_like_new (StoreFixture *fixture, gconstpointer data)
{
  assert_like_new (fixture, "library-v1.sql");
}

static void
test_from_2 (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = assert_kept (fixture, "library-v2.sql", "Say more than a greeting.");

  g_autofree char *problems = store_test_query_file (path, "SELECT DISTINCT problem FROM dg_records");
  g_assert_cmpstr (problems, ==, "NULL");
  g_autofree char *datasets = store_test_query_file (path, "SELECT DISTINCT revision, file_stamp FROM dg_datasets");
  g_assert_cmpstr (datasets, ==, "0|NULL");
}

static void
test_from_2_is_like_new (StoreFixture *fixture, gconstpointer data)
{
  assert_like_new (fixture, "library-v2.sql");
}

static void
test_from_3 (StoreFixture *fixture, gconstpointer data)
{
  g_free (assert_kept (fixture, "library-v3.sql", "the answer is no label: “delivery”"));
}

/* Whose rows were written in one go was imported; a row of ours that came later was made when another program's dataset
 * was changed. */
static void
test_from_3_tells_imported (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_database (fixture, "library-v3.sql");

  store_test_exec_file (path, "INSERT INTO dg_datasets (id, sha256, created_us)"
                              " VALUES ('dataset_1', 'x', 1795168803000000);"
                              "UPDATE dg_datasets SET created_us = 1795255202000000 WHERE id = 'dataset_c1b2c3d4'");
  migrate_library (path);
  g_autofree char *imported = store_test_query_file (path, "SELECT id, imported FROM dg_datasets ORDER BY id");
  g_assert_cmpstr (imported, ==, "dataset_1|0\ndataset_a1b2c3d4|0\ndataset_c1b2c3d4|1");
}

static void
test_from_4 (StoreFixture *fixture, gconstpointer data)
{
  g_free (assert_kept (fixture, "library-v4.sql", "deleted_dataset_d1b2c3d4.jsonl"));
}

static void
test_from_5 (StoreFixture *fixture, gconstpointer data)
{
  g_free (assert_kept (fixture, "library-v5.sql", "And the terms?"));
}

static void
test_from_6 (StoreFixture *fixture, gconstpointer data)
{
  g_free (assert_kept (fixture, "library-v6.sql", "us.amazon.nova-micro-v1:0"));
}

/* A fixture is what its version of the program makes, and the steps to there were not changed since. */
static void
assert_fixture_is_step (StoreFixture *fixture, const char *sql_name, guint n_steps)
{
  g_autofree char *path = make_database (fixture, sql_name);
  g_autofree char *new_path = get_path (fixture, "new.db");

  g_assert_true (migrate (new_path, DG_LIBRARY_MIGRATIONS, n_steps, NULL));
  g_autofree char *schema = dump_schema (path);
  g_autofree char *new_schema = dump_schema (new_path);
  g_assert_nonnull (strstr (schema, "dg_runs|session_id|dg_sessions|id"));
  g_assert_cmpstr (schema, ==, new_schema);
}

static void
test_fixture_1_is_step_1 (StoreFixture *fixture, gconstpointer data)
{
  assert_fixture_is_step (fixture, "library-v1.sql", 1);
}

static void
test_fixture_2_is_step_2 (StoreFixture *fixture, gconstpointer data)
{
  assert_fixture_is_step (fixture, "library-v2.sql", 2);
}

static void
test_fixture_3_is_step_3 (StoreFixture *fixture, gconstpointer data)
{
  assert_fixture_is_step (fixture, "library-v3.sql", 3);
}

static void
test_fixture_4_is_step_4 (StoreFixture *fixture, gconstpointer data)
{
  assert_fixture_is_step (fixture, "library-v4.sql", 4);
}

static void
test_fixture_5_is_step_5 (StoreFixture *fixture, gconstpointer data)
{
  assert_fixture_is_step (fixture, "library-v5.sql", 5);
}

static void
test_fixture_6_is_step_6 (StoreFixture *fixture, gconstpointer data)
{
  assert_fixture_is_step (fixture, "library-v6.sql", 6);
}

static void
test_library_of_1 (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (make_database (fixture, "library-v1.sql"));
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);
  g_assert_cmpuint (datasets->len, ==, 2);
  g_assert_cmpstr (dg_dataset_get_name (g_ptr_array_index (datasets, 0)), ==, "Support mails");
  g_assert_cmpstr (dg_dataset_get_model (g_ptr_array_index (datasets, 0)), ==, "us.amazon.nova-2-lite-v1:0");

  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);
  g_assert_cmpuint (drafts->len, ==, 2);
  g_assert_cmpstr (((DgDraft *) g_ptr_array_index (drafts, 0))->id, ==, "session_00000002");
  g_assert_cmpuint (((DgDraft *) g_ptr_array_index (drafts, 0))->requested, ==, 50);
  g_assert_cmpuint (((DgDraft *) g_ptr_array_index (drafts, 0))->accepted, ==, 1);

  g_autoptr (GPtrArray) records = store_test_load_records (library, "dataset_a1b2c3d4", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
  store_test_assert_record (records, 0, "Hi \"there\", 日本", "{\"label\": \"other\"}");
  store_test_assert_record (records, 1, "Wo ist mein Paket?", "{\"label\": \"delivery\"}");

  /* A run of then can be ended now. */
  g_autoptr (DgRunReport) report = store_test_end_run (library, "run_00000002", DG_RUN_PARTIAL, 0.75, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->dataset, ==, "dataset_b1b2c3d4");
  g_assert_cmpfloat_with_epsilon (report->seconds, 8.0, 1e-9);
}

static void
test_library_of_2 (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (make_database (fixture, "library-v2.sql"));
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  g_autoptr (DgDraft) draft = store_test_load_draft (library, "session_00000002", &error);
  g_assert_no_error (error);
  g_assert_true (draft->confirmed && draft->stale);
  g_assert_cmpuint (draft->requested, ==, 0);
  g_assert_cmpuint (draft->examples->len, ==, 2);
  g_assert_cmpuint (draft->messages->len, ==, 2);
  g_assert_cmpuint (draft->samples->len, ==, 3);
  g_assert_cmpuint (draft->notes->len, ==, 2);
  g_assert_cmpuint (draft->rules->len, ==, 2);
  g_assert_cmpstr (dg_draft_find_rule (draft, 3)->applies_to, ==, "tone: short");
  g_assert_cmpstr (((DgMessage *) g_ptr_array_index (draft->messages, 0))->suggestions[1], ==, "Staff");

  /* Not the finished one, though its extension was cut off. */
  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);
  g_assert_cmpuint (drafts->len, ==, 2);

  g_autoptr (DgRunReport) report = store_test_load_report (library, "session_00000001", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->run, ==, "run_00000003");
  g_assert_cmpint (report->status, ==, DG_RUN_INTERRUPTED);
}

static void
test_newer_is_not_touched (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_database (fixture, "library-v1.sql");
  g_autoptr (GError) error = NULL;
  gsize length_before, length_after;

  store_test_exec_file (path, "UPDATE dg_schema SET version = 2");
  g_autofree char *before = store_test_read (path, &length_before);

  g_assert_false (migrate (path, DG_LIBRARY_MIGRATIONS, 1, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, path));

  g_autofree char *after = store_test_read (path, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

/* The same when a program that crashed left a log: closing must not write it into the file. */
static void
test_newer_with_log_is_not_touched (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_database (fixture, "library-v1.sql");
  g_autofree char *copy = get_path (fixture, "crashed.db");
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *copy_log = g_strconcat (copy, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  gsize length, log_length, length_after, log_length_after;

  {
    g_autoptr (DgSqlite) db = dg_sqlite_open (path, NULL);

    g_assert_true (dg_sqlite_configure (db, NULL));
    g_assert_true (dg_sqlite_exec (db, "UPDATE dg_schema SET version = 2", NULL));

    /* What is on disk now is what a crash would leave. */
    g_autofree char *text = store_test_read (path, &length);
    g_autofree char *log_text = store_test_read (log, &log_length);
    g_assert_true (g_file_set_contents (copy, text, length, NULL));
    g_assert_true (g_file_set_contents (copy_log, log_text, log_length, NULL));
  }

  g_autofree char *before = store_test_read (copy, &length);
  g_autofree char *log_before = store_test_read (copy_log, &log_length);
  g_assert_cmpuint (log_length, >, 0);
  g_assert_false (migrate (copy, DG_LIBRARY_MIGRATIONS, 1, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NEWER);

  g_autofree char *after = store_test_read (copy, &length_after);
  g_autofree char *log_after = store_test_read (copy_log, &log_length_after);
  g_assert_cmpmem (before, length, after, length_after);
  g_assert_cmpmem (log_before, log_length, log_after, log_length_after);
}

static void
test_schema_without_version (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_database (fixture, "library-v1.sql");
  g_autoptr (GError) error = NULL;

  store_test_exec_file (path, "DELETE FROM dg_schema");
  g_assert_false (migrate (path, DG_LIBRARY_MIGRATIONS, 1, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_DAMAGED);
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

static gboolean
make_table (DgSqlite *db, GError **error)
{
  return dg_sqlite_exec (db, "CREATE TABLE dg_step_2 (n); INSERT INTO dg_step_2 VALUES (1)", error);
}

static gboolean
fail (DgSqlite *db, GError **error)
{
  return dg_sqlite_exec (db, "CREATE TABLE dg_step_3 (n); DROP TABLE prompts; INSERT INTO nowhere VALUES (1)", error);
}

static gboolean
orphan_run (DgSqlite *db, GError **error)
{
  return dg_sqlite_exec (db, "DELETE FROM dg_sessions", error);
}

static void
assert_rolled_back (StoreFixture *fixture, DgMigration last_step, int code)
{
  g_autofree char *path = make_database (fixture, "library-v1.sql");
  const DgMigration steps[] = { DG_LIBRARY_MIGRATIONS[0], make_table, last_step };
  g_autofree char *rows = dump_rows (path);
  g_autofree char *schema = dump_schema (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (migrate (path, steps, G_N_ELEMENTS (steps), &error));
  g_assert_error (error, DG_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));

  g_autofree char *rows_after = dump_rows (path);
  g_autofree char *schema_after = dump_schema (path);
  g_assert_cmpstr (rows_after, ==, rows);
  g_assert_cmpstr (schema_after, ==, schema);

  /* No backup piles up at each try. */
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

static void
test_failing_step (StoreFixture *fixture, gconstpointer data)
{
  assert_rolled_back (fixture, fail, DG_STORE_ERROR_FAILED);
}

static void
test_broken_foreign_key (StoreFixture *fixture, gconstpointer data)
{
  assert_rolled_back (fixture, orphan_run, DG_STORE_ERROR_DAMAGED);
}

static void
test_only_missing_steps (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_database (fixture, "library-v1.sql");
  g_autofree char *backup = get_path (fixture, "library.db.v1.backup");
  const DgMigration steps[] = { fail, make_table };
  g_autoptr (GError) error = NULL;

  /* Twice: the second time none is missing. */
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (migrate (path, steps, G_N_ELEMENTS (steps), &error));
      g_assert_no_error (error);
    }

  g_autofree char *versions = store_test_query_file (path, "SELECT version, (SELECT n FROM dg_step_2) FROM dg_schema");
  g_autofree char *backup_version = store_test_query_file (backup, "SELECT version FROM dg_schema");
  g_assert_cmpstr (versions, ==, "2|1");
  g_assert_cmpstr (backup_version, ==, "1");
}

static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_database (fixture, "library-v0.sql");
  g_autofree char *schema = dump_schema (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (DgSqlite) db = dg_sqlite_open (path, NULL);

    g_cancellable_cancel (cancellable);
    dg_sqlite_set_cancellable (db, cancellable);
    g_assert_false (dg_migrations_run (db, DG_LIBRARY_MIGRATIONS, DG_LIBRARY_VERSION, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }

  g_autofree char *schema_after = dump_schema (path);
  g_assert_cmpstr (schema_after, ==, schema);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/migrations/new", test_new);
  store_test_add ("/store/migrations/shared-tables", test_shared_tables);
  store_test_add ("/store/migrations/from-0", test_from_0);
  store_test_add ("/store/migrations/from-0-is-like-new", test_from_0_is_like_new);
  store_test_add ("/store/migrations/from-0-makes-backup", test_from_0_makes_backup);
  store_test_add ("/store/migrations/backup-overwrites-nothing", test_backup_overwrites_nothing);
  store_test_add ("/store/migrations/from-1", test_from_1);
  store_test_add ("/store/migrations/from-1-is-like-new", test_from_1_is_like_new);
  store_test_add ("/store/migrations/from-2", test_from_2);
  store_test_add ("/store/migrations/from-2-is-like-new", test_from_2_is_like_new);
  store_test_add ("/store/migrations/from-3", test_from_3);
  store_test_add ("/store/migrations/from-3-tells-imported", test_from_3_tells_imported);
  store_test_add ("/store/migrations/from-4", test_from_4);
  store_test_add ("/store/migrations/from-5", test_from_5);
  store_test_add ("/store/migrations/from-6", test_from_6);
  store_test_add ("/store/migrations/fixture-1-is-step-1", test_fixture_1_is_step_1);
  store_test_add ("/store/migrations/fixture-2-is-step-2", test_fixture_2_is_step_2);
  store_test_add ("/store/migrations/fixture-3-is-step-3", test_fixture_3_is_step_3);
  store_test_add ("/store/migrations/fixture-4-is-step-4", test_fixture_4_is_step_4);
  store_test_add ("/store/migrations/fixture-5-is-step-5", test_fixture_5_is_step_5);
  store_test_add ("/store/migrations/fixture-6-is-step-6", test_fixture_6_is_step_6);
  store_test_add ("/store/migrations/library-of-1", test_library_of_1);
  store_test_add ("/store/migrations/library-of-2", test_library_of_2);
  store_test_add ("/store/migrations/newer-is-not-touched", test_newer_is_not_touched);
  store_test_add ("/store/migrations/newer-with-log-is-not-touched", test_newer_with_log_is_not_touched);
  store_test_add ("/store/migrations/schema-without-version", test_schema_without_version);
  store_test_add ("/store/migrations/failing-step", test_failing_step);
  store_test_add ("/store/migrations/broken-foreign-key", test_broken_foreign_key);
  store_test_add ("/store/migrations/only-missing-steps", test_only_missing_steps);
  store_test_add ("/store/migrations/cancelled", test_cancelled);

  return g_test_run ();
}
