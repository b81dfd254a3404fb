/* dg-workspace.h: a workspace of Nova Prompt Optimizer that a library works in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-sqlite.h"

G_BEGIN_DECLS

typedef struct _DgWorkspace DgWorkspace;

char *dg_workspace_find_home (const char *folder);
gboolean dg_workspace_check (const char *folder, GError **error);
DgWorkspace *dg_workspace_attach (DgLibrary *library, DgSqlite *db, GError **error);
void dg_workspace_catch_up (DgWorkspace *self);

G_END_DECLS
