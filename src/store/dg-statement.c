/* dg-statement.c: one SQL statement, its parameters and its rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-statement.h"

#include <math.h>

#include "dg-sqlite-private.h"

struct _DgStatement
{
  DgSqlite *db;       /* (unowned) */
  sqlite3_stmt *stmt; /* (owned) (nullable) NULL when it could not be prepared */
  GError *error;      /* (owned) (nullable) the first thing that went wrong, for finish() */
  int n_bound;        /* parameters bound so far */
};

static void
check_result (DgStatement *self, int result)
{
  if (result != SQLITE_OK && self->error == NULL)
    dg_sqlite_set_error (self->db, result, &self->error);
}

/**
 * dg_statement_new:
 * @db: a connection, which must outlive the statement
 * @sql: one statement, a `?` for each parameter
 *
 * What goes wrong from here on is kept, and told by dg_statement_finish() or dg_statement_run(): one check is enough.
 *
 * Returns: (transfer full): a statement
 */
DgStatement *
dg_statement_new (DgSqlite *db, const char *sql)
{
  g_assert (db->owner == g_thread_self ());

  DgStatement *self = g_new0 (DgStatement, 1);

  self->db = db;
  check_result (self, sqlite3_prepare_v2 (db->handle, sql, -1, &self->stmt, NULL));

  return self;
}

/**
 * dg_statement_free:
 * @self: (transfer full): a statement
 */
void
dg_statement_free (DgStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * dg_statement_bind_text:
 * @self: a statement
 * @text: (nullable): the value of the next parameter, copied
 */
void
dg_statement_bind_text (DgStatement *self, const char *text)
{
  if (self->error == NULL)
    check_result (self, sqlite3_bind_text (self->stmt, ++self->n_bound, text, -1, SQLITE_TRANSIENT));
}

/**
 * dg_statement_bind_int64:
 * @self: a statement
 * @number: the value of the next parameter
 */
void
dg_statement_bind_int64 (DgStatement *self, gint64 number)
{
  if (self->error == NULL)
    check_result (self, sqlite3_bind_int64 (self->stmt, ++self->n_bound, number));
}

/**
 * dg_statement_bind_double:
 * @self: a statement
 * @number: the value of the next parameter; NaN is stored as NULL
 */
void
dg_statement_bind_double (DgStatement *self, double number)
{
  if (self->error == NULL)
    check_result (self, sqlite3_bind_double (self->stmt, ++self->n_bound, number));
}

/**
 * dg_statement_next:
 * @self: a statement with all its parameters bound
 *
 * Returns: whether there is a row; if not, dg_statement_finish() tells an end from an error
 */
gboolean
dg_statement_next (DgStatement *self)
{
  if (self->error != NULL)
    return FALSE;

  g_assert (self->db->owner == g_thread_self ());
  g_assert (self->n_bound == sqlite3_bind_parameter_count (self->stmt));

  int result = sqlite3_step (self->stmt);
  if (result == SQLITE_ROW)
    return TRUE;

  if (result != SQLITE_DONE)
    check_result (self, result);

  return FALSE;
}

/**
 * dg_statement_finish:
 * @self: a statement
 * @error: return location for an error of #DG_STORE_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Ends the statement and lets go of the database; it can be bound and run again.
 *
 * Returns: whether all went well since the statement was made
 */
gboolean
dg_statement_finish (DgStatement *self, GError **error)
{
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  sqlite3_reset (self->stmt);
  self->n_bound = 0;

  return TRUE;
}

/**
 * dg_statement_run:
 * @self: a statement that returns no rows
 * @error: return location for an error of #DG_STORE_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Runs it to its end; it can be bound and run again.
 *
 * Returns: whether all went well since the statement was made
 */
gboolean
dg_statement_run (DgStatement *self, GError **error)
{
  dg_statement_next (self);

  return dg_statement_finish (self, error);
}

/**
 * dg_statement_get_n_columns:
 * @self: a statement
 *
 * Returns: how many columns its rows have
 */
int
dg_statement_get_n_columns (DgStatement *self)
{
  return sqlite3_column_count (self->stmt);
}

/**
 * dg_statement_is_null:
 * @self: a statement at a row
 * @column: a column, counted from 0
 *
 * Returns: whether the value is NULL
 */
gboolean
dg_statement_is_null (DgStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

/**
 * dg_statement_dup_text:
 * @self: a statement at a row
 * @column: a column, counted from 0
 *
 * A database can be written by other programs, so what is not UTF-8 in it is replaced.
 *
 * Returns: (transfer full) (nullable): the value as UTF-8, %NULL for NULL
 */
char *
dg_statement_dup_text (DgStatement *self, int column)
{
  const char *text = (const char *) sqlite3_column_text (self->stmt, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/**
 * dg_statement_get_int64:
 * @self: a statement at a row
 * @column: a column, counted from 0
 *
 * Returns: the value, 0 for NULL
 */
gint64
dg_statement_get_int64 (DgStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

/**
 * dg_statement_get_uint:
 * @self: a statement at a row
 * @column: a column, counted from 0
 *
 * Returns: the nearest number that fits, 0 for NULL
 */
guint
dg_statement_get_uint (DgStatement *self, int column)
{
  return (guint) CLAMP (sqlite3_column_int64 (self->stmt, column), 0, G_MAXUINT);
}

/**
 * dg_statement_get_double:
 * @self: a statement at a row
 * @column: a column, counted from 0
 *
 * Returns: the value, NaN for NULL
 */
double
dg_statement_get_double (DgStatement *self, int column)
{
  return dg_statement_is_null (self, column) ? NAN : sqlite3_column_double (self->stmt, column);
}
