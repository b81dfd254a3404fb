/* dg-workspace-private.h: the tables of a workspace, as its transactions see them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library-private.h"

G_BEGIN_DECLS

gboolean dg_workspace_prepare_outbox (DgSqlite *db, GError **error);
gboolean dg_workspace_find_outgoing (DgSqlite *db, gint64 *last, GError **error);
gboolean dg_workspace_clear_outbox (DgSqlite *db, gint64 last, GError **error);
gboolean dg_workspace_check_tables (DgSqlite *theirs, gboolean *usable, GError **error);
gboolean dg_workspace_pull (DgLibrary *library, DgSqlite *db, DgSqlite *theirs, GError **error);
gboolean dg_workspace_push (DgSqlite *db, DgSqlite *theirs, GError **error);

G_END_DECLS
