/* dg-run-list.h: the runs under way, which belong to the program and not to a page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-answer-check.h"
#include "dg-app-types.h"
#include "dg-run-report.h"
#include "dg-session.h"

G_BEGIN_DECLS

#define DG_TYPE_ACTIVE_RUN (dg_active_run_get_type ())
G_DECLARE_FINAL_TYPE (DgActiveRun, dg_active_run, DG, ACTIVE_RUN, GObject)

DgRun *dg_active_run_get_run (DgActiveRun *self);
DgSession *dg_active_run_get_session (DgActiveRun *self);
const char *dg_active_run_get_title (DgActiveRun *self);
const char *dg_active_run_get_dataset (DgActiveRun *self);
gboolean dg_active_run_has_ended (DgActiveRun *self);
const DgRunReport *dg_active_run_get_report (DgActiveRun *self);
const GError *dg_active_run_get_error (DgActiveRun *self);

/* what follows when the records are saved */
void dg_active_run_set_check (
    DgActiveRun *self, DgLibrary *library, DgModel *model, const DgBrief *brief, guint max_requests);
DgAnswerCheck *dg_active_run_get_check (DgActiveRun *self);
const GError *dg_active_run_get_check_error (DgActiveRun *self);
void dg_active_run_skip_check (DgActiveRun *self);

#define DG_TYPE_RUN_LIST (dg_run_list_get_type ())
G_DECLARE_FINAL_TYPE (DgRunList, dg_run_list, DG, RUN_LIST, GObject)

DgRunList *dg_run_list_new (void);
DgActiveRun *
dg_run_list_start (DgRunList *self, DgSession *session, DgRun *run, const char *title, const char *dataset);
DgActiveRun *dg_run_list_find_session (DgRunList *self, const char *session);
DgActiveRun *dg_run_list_find_dataset (DgRunList *self, const char *dataset);

G_END_DECLS
