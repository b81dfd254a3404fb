/* dg-sqlite.h: a connection to an SQLite database, for the one thread that opened it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-store-types.h"

G_BEGIN_DECLS

typedef struct _DgSqlite DgSqlite;
typedef struct _DgTransaction DgTransaction;

/**
 * DgTransactionHooks:
 * @begun: called when the write lock is held; %FALSE with an error undoes that
 * @committing: called before the commit; %FALSE with an error rolls back instead
 * @ended: called when the transaction is over, and whether it was committed
 *
 * What goes along with every transaction that writes.
 */
typedef struct
{
  gboolean (*begun) (gpointer data, GError **error);
  gboolean (*committing) (gpointer data, GError **error);
  void (*ended) (gpointer data, gboolean committed);
} DgTransactionHooks;

/**
 * DgSqliteChanged:
 * @data: what was given to dg_sqlite_set_watch()
 *
 * Hears that a transaction that changed something was committed; on the connection's thread.
 */
typedef void (*DgSqliteChanged) (gpointer data);

DgSqlite *dg_sqlite_open (const char *path, GError **error);
DgSqlite *dg_sqlite_open_existing (const char *path, GError **error);
void dg_sqlite_free (DgSqlite *self);
const char *dg_sqlite_get_path (DgSqlite *self);
void dg_sqlite_set_cancellable (DgSqlite *self, GCancellable *cancellable);
void dg_sqlite_set_hooks (DgSqlite *self, const DgTransactionHooks *hooks, gpointer data, GDestroyNotify free_data);
void dg_sqlite_set_watch (DgSqlite *self, DgSqliteChanged changed, gpointer data);
gboolean dg_sqlite_is_in_transaction (DgSqlite *self);
gboolean dg_sqlite_configure (DgSqlite *self, GError **error);
gboolean dg_sqlite_exec (DgSqlite *self, const char *sql, GError **error);
gboolean dg_sqlite_copy_to (DgSqlite *self, const char *path, GError **error);
gint64 dg_sqlite_get_n_changed (DgSqlite *self);

DgTransaction *dg_sqlite_begin (DgSqlite *self, GError **error);
DgTransaction *dg_sqlite_begin_reading (DgSqlite *self, GError **error);
gboolean dg_transaction_commit (DgTransaction *self, GError **error);
void dg_transaction_rollback (DgTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgSqlite, dg_sqlite_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgTransaction, dg_transaction_rollback)

G_END_DECLS
