/* test-sqlite.c: connections, statements, transactions, and what their errors say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "store-test-utils.h"

static DgSqlite *
open_db (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "test.db", NULL);
  g_autoptr (GError) error = NULL;
  DgSqlite *db = dg_sqlite_open (path, &error);

  g_assert_no_error (error);

  return db;
}

static void
exec (DgSqlite *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  dg_sqlite_exec (db, sql, &error);
  g_assert_no_error (error);
}

static void
test_bind_and_read (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT ?, ?, ?, ?, ?, ?");

  dg_statement_bind_text (statement, "'; DROP TABLE x; -- 日本");
  dg_statement_bind_text (statement, NULL);
  dg_statement_bind_int64 (statement, G_MININT64);
  dg_statement_bind_int64 (statement, G_MAXINT64);
  dg_statement_bind_double (statement, 0.1);
  dg_statement_bind_double (statement, NAN);

  g_assert_true (dg_statement_next (statement));
  g_autofree char *text = dg_statement_dup_text (statement, 0);
  g_assert_cmpstr (text, ==, "'; DROP TABLE x; -- 日本");
  g_assert_null (dg_statement_dup_text (statement, 1));
  g_assert_true (dg_statement_is_null (statement, 1));
  g_assert_cmpint (dg_statement_get_int64 (statement, 2), ==, G_MININT64);
  g_assert_cmpuint (dg_statement_get_uint (statement, 2), ==, 0);
  g_assert_cmpuint (dg_statement_get_uint (statement, 3), ==, G_MAXUINT);
  g_assert_cmpfloat_with_epsilon (dg_statement_get_double (statement, 4), 0.1, 1e-18);
  g_assert_true (isnan (dg_statement_get_double (statement, 5)));
  g_assert_false (dg_statement_next (statement));
  g_assert_true (dg_statement_finish (statement, NULL));
}

static void
test_foreign_text_is_repaired (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_autofree char *text = store_test_query (db, "SELECT CAST (x'61ff62' AS TEXT)");

  g_assert_cmpstr (text, ==,
                   "a\ufffd"
                   "b");
}

static void
test_run_again (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgSqlite) db = open_db (fixture);

  exec (db, "CREATE TABLE t (n)");
  g_autoptr (DgStatement) statement = dg_statement_new (db, "INSERT INTO t VALUES (?)");
  for (int i = 0; i < 3; i++)
    {
      dg_statement_bind_int64 (statement, i);
      g_assert_true (dg_statement_run (statement, NULL));
      g_assert_cmpint (dg_sqlite_get_n_changed (db), ==, 1);
    }

  g_autofree char *rows = store_test_query (db, "SELECT n FROM t");
  g_assert_cmpstr (rows, ==, "0\n1\n2");
}

static void
test_error_is_kept (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgStatement) statement = dg_statement_new (db, "SELECT nonsense FROM nowhere WHERE x = ?");

  dg_statement_bind_int64 (statement, 1);
  g_assert_false (dg_statement_next (statement));
  g_assert_false (dg_statement_finish (statement, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "test.db"));
  g_assert_nonnull (strstr (error->message, "nowhere"));
}

static void
test_rollback (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgSqlite) db = open_db (fixture);

  exec (db, "CREATE TABLE t (n)");
  {
    g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, NULL);

    g_assert_nonnull (transaction);
    exec (db, "INSERT INTO t VALUES (1)");
  }

  g_autofree char *n_rows = store_test_query (db, "SELECT count (*) FROM t");
  g_assert_cmpstr (n_rows, ==, "0");
}

static void
test_commit (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgSqlite) db = open_db (fixture);

  exec (db, "CREATE TABLE t (n)");
  DgTransaction *transaction = dg_sqlite_begin (db, NULL);
  exec (db, "INSERT INTO t VALUES (1)");
  g_assert_true (dg_transaction_commit (transaction, NULL));

  g_autofree char *n_rows = store_test_query (db, "SELECT count (*) FROM t");
  g_assert_cmpstr (n_rows, ==, "1");
}

static void
test_commit_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_autoptr (GError) error = NULL;

  exec (db, "CREATE TABLE t (n)");
  dg_sqlite_set_cancellable (db, cancellable);
  DgTransaction *transaction = dg_sqlite_begin (db, NULL);
  exec (db, "INSERT INTO t VALUES (1)");
  g_cancellable_cancel (cancellable);
  g_assert_false (dg_transaction_commit (transaction, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  dg_sqlite_set_cancellable (db, NULL);
  g_autofree char *n_rows = store_test_query (db, "SELECT count (*) FROM t");
  g_assert_cmpstr (n_rows, ==, "0");
}

/* A query that would take for ever ends. */
static void
test_query_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  dg_sqlite_set_cancellable (db, cancellable);
  g_assert_false (dg_sqlite_exec (db,
                                  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                  " SELECT count (*) FROM n",
                                  &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Waiting for another program's lock ends with the operation. */
static void
test_waiting_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DgSqlite) holder = open_db (fixture);
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_autoptr (GError) error = NULL;

  exec (holder, "CREATE TABLE t (n)");
  g_autoptr (DgTransaction) lock = dg_sqlite_begin (holder, NULL);
  g_assert_nonnull (lock);

  g_cancellable_cancel (cancellable);
  dg_sqlite_set_cancellable (db, cancellable);
  g_assert_false (dg_sqlite_exec (db, "BEGIN IMMEDIATE", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_error_busy (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgSqlite) holder = open_db (fixture);
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_autoptr (GError) error = NULL;

  exec (holder, "CREATE TABLE t (n)");
  g_autoptr (DgTransaction) lock = dg_sqlite_begin (holder, NULL);
  g_assert_nonnull (lock);

  /* This takes the place of the handler, which would wait for seconds. */
  exec (db, "PRAGMA busy_timeout = 0");
  g_assert_null (dg_sqlite_begin (db, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "test.db"));
}

static void
test_error_full (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_autoptr (GError) error = NULL;

  exec (db, "PRAGMA max_page_count = 3; CREATE TABLE t (n)");
  g_assert_false (dg_sqlite_exec (db, "INSERT INTO t VALUES (zeroblob (100000))", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "test.db"));
}

static void
test_error_damaged (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "test.db", NULL);
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL;

  store_test_write (path, text);
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_assert_false (dg_sqlite_exec (db, "SELECT * FROM sqlite_master", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_DAMAGED);
}

static void
test_error_cannot_open (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "test.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (dg_sqlite_open (path, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_configure (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_autoptr (GError) error = NULL;

  dg_sqlite_configure (db, &error);
  g_assert_no_error (error);

  g_autofree char *journal_mode = store_test_query (db, "PRAGMA journal_mode");
  g_autofree char *synchronous = store_test_query (db, "PRAGMA synchronous");
  g_autofree char *foreign_keys = store_test_query (db, "PRAGMA foreign_keys");
  g_assert_cmpstr (journal_mode, ==, "wal");
  g_assert_cmpstr (synchronous, ==, "2");
  g_assert_cmpstr (foreign_keys, ==, "1");
}

static void
test_copy (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autoptr (DgSqlite) db = open_db (fixture);
  g_autoptr (GError) error = NULL;

  /* In the log, and with the write lock held: neither must keep the copy from being whole. */
  dg_sqlite_configure (db, &error);
  g_assert_no_error (error);
  exec (db, "CREATE TABLE t (n); INSERT INTO t VALUES (1), (2)");
  g_autoptr (DgTransaction) lock = dg_sqlite_begin (db, &error);
  g_assert_no_error (error);
  g_assert_nonnull (lock);
  dg_sqlite_copy_to (db, copy, &error);
  g_assert_no_error (error);

  g_autofree char *rows = store_test_query_file (copy, "SELECT n FROM t");
  g_assert_cmpstr (rows, ==, "1\n2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/sqlite/bind-and-read", test_bind_and_read);
  store_test_add ("/store/sqlite/foreign-text-is-repaired", test_foreign_text_is_repaired);
  store_test_add ("/store/sqlite/run-again", test_run_again);
  store_test_add ("/store/sqlite/error-is-kept", test_error_is_kept);
  store_test_add ("/store/sqlite/rollback", test_rollback);
  store_test_add ("/store/sqlite/commit", test_commit);
  store_test_add ("/store/sqlite/commit-cancelled", test_commit_cancelled);
  store_test_add ("/store/sqlite/query-cancelled", test_query_cancelled);
  store_test_add ("/store/sqlite/waiting-cancelled", test_waiting_cancelled);
  store_test_add ("/store/sqlite/error/busy", test_error_busy);
  store_test_add ("/store/sqlite/error/full", test_error_full);
  store_test_add ("/store/sqlite/error/damaged", test_error_damaged);
  store_test_add ("/store/sqlite/error/cannot-open", test_error_cannot_open);
  store_test_add ("/store/sqlite/configure", test_configure);
  store_test_add ("/store/sqlite/copy", test_copy);

  return g_test_run ();
}
