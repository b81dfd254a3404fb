/* dg-migrations.h: brings a library's database to the shape this version knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-sqlite.h"

G_BEGIN_DECLS

/**
 * DgMigration:
 * @db: a database with a transaction open
 * @error: return location for an error
 *
 * One step, from the version that is its index in the list of steps to the next.
 *
 * Returns: whether it worked; if not, all is rolled back
 */
typedef gboolean (*DgMigration) (DgSqlite *db, GError **error);

extern const DgMigration DG_LIBRARY_MIGRATIONS[];
extern const guint DG_LIBRARY_VERSION;

gboolean dg_migrations_run (DgSqlite *db, const DgMigration *steps, guint n_steps, GError **error);

G_END_DECLS
