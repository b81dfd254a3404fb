/* dg-cli-dataset-run.h: from a session that is ready to a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-answer-check.h"
#include "dg-cli-limits.h"
#include "dg-cli-run.h"
#include "dg-cli-session.h"

G_BEGIN_DECLS

gboolean dg_cli_choose_format (const char *option, DgChecklist *checklist, DgFileFormat *format, GError **error);
DgExit dg_cli_make_dataset (DgCli *self, DgCliSession *opened, DgRunOptions *options, GError **error);
DgExit dg_cli_make_records (
    DgCli *self, DgCliSession *opened, const DgBrief *brief, const DgRunOptions *options, GError **error);

/* dg-cli-review.c */
void dg_cli_tell_check_cost (const DgBrief *brief, DgModel *model, guint n_records);
gboolean dg_cli_check_dataset (DgCli *self,
                               DgCliSession *opened,
                               const DgBrief *brief,
                               DgModel *model,
                               const char *dataset,
                               const DgRunOptions *options,
                               DgAnswerCheckProgress *progress,
                               GError **error);

G_END_DECLS
