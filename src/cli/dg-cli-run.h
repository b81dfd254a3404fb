/* dg-cli-run.h: what the commands share that make records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-cli.h"
#include "dg-run.h"

G_BEGIN_DECLS

DgExit dg_cli_drive_run (DgCli *self, DgRun *run, const char *session, DgRunReport **report, GError **error);
void dg_cli_add_report (JsonBuilder *builder, const DgRunReport *report);
void dg_cli_print_report (DgCli *self, const DgRunReport *report, const char *reason, const guint *n_flagged);

typedef struct _DgCliProgress DgCliProgress;

DgCliProgress *dg_cli_progress_new (DgRun *run);
void dg_cli_progress_free (DgCliProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgCliProgress, dg_cli_progress_free)

G_END_DECLS
