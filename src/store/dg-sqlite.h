/* dg-sqlite.h: a connection to an SQLite database, for the one thread that opened it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-store-types.h"

G_BEGIN_DECLS

typedef struct _DgSqlite DgSqlite;
typedef struct _DgTransaction DgTransaction;

DgSqlite *dg_sqlite_open (const char *path, GError **error);
void dg_sqlite_free (DgSqlite *self);
const char *dg_sqlite_get_path (DgSqlite *self);
void dg_sqlite_set_cancellable (DgSqlite *self, GCancellable *cancellable);
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
