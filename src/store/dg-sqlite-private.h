/* dg-sqlite-private.h: what a statement needs to know of its connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <sqlite3.h>

#include "dg-sqlite.h"

G_BEGIN_DECLS

struct _DgSqlite
{
  sqlite3 *handle;           /* (owned) */
  char *path;                /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) of the operation at work */
  GThread *owner;            /* (unowned) the only thread that may use the connection */
  gint64 busy_since;         /* monotonic time at which the lock was first found taken */

  const DgTransactionHooks *hooks; /* (unowned) (nullable) */
  gpointer hooks_data;             /* (owned) (nullable) */
  GDestroyNotify free_hooks_data;  /* (nullable) */
  DgSqliteChanged changed;         /* (nullable) */
  gpointer changed_data;           /* (unowned) */
};

void dg_sqlite_add_functions (DgSqlite *self);
void dg_sqlite_set_error (DgSqlite *self, int result, GError **error);

G_END_DECLS
