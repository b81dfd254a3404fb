/* workspace-test-utils.h: a workspace of Nova Prompt Optimizer for each test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store-test-utils.h"

G_BEGIN_DECLS

int workspace_test_run (int argc, char **argv, void (*add_tests) (void));
void workspace_test_create (const char *folder);
char *workspace_test_check (const char *command, const char *folder, const char *argument);
GSubprocess *workspace_test_start_writer (const char *folder);
void workspace_test_stop_writer (GSubprocess *writer);
char *workspace_test_query (const char *folder, const char *sql);
void workspace_test_exec (const char *folder, const char *sql);
char *workspace_test_find_home (const char *folder);
char *workspace_test_query_home (const char *folder, const char *sql);
void workspace_test_put_file (const char *folder, const char *name, const char *text);
void workspace_test_assert_found (const char *folder, const char *name, const char *id, const char *text);

G_END_DECLS
