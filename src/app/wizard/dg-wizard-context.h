/* dg-wizard-context.h: what the steps of the wizard work on together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-engine.h"
#include "dg-run-list.h"
#include "dg-session.h"

G_BEGIN_DECLS

#define DG_TYPE_WIZARD_CONTEXT (dg_wizard_context_get_type ())
G_DECLARE_FINAL_TYPE (DgWizardContext, dg_wizard_context, DG, WIZARD_CONTEXT, GObject)

DgWizardContext *dg_wizard_context_new (DgEngine *engine, DgRunList *runs);
DgEngine *dg_wizard_context_get_engine (DgWizardContext *self);
DgRunList *dg_wizard_context_get_runs (DgWizardContext *self);
DgLibrary *dg_wizard_context_get_library (DgWizardContext *self);
DgSession *dg_wizard_context_get_session (DgWizardContext *self);
void dg_wizard_context_set_session (DgWizardContext *self, DgSession *session);
const char *dg_wizard_context_get_provider (DgWizardContext *self);
const char *dg_wizard_context_get_model_key (DgWizardContext *self);
void dg_wizard_context_choose_model (DgWizardContext *self, const char *provider, const char *model);
gboolean dg_wizard_context_get_run_wanted (DgWizardContext *self);
void dg_wizard_context_set_run_wanted (DgWizardContext *self, gboolean wanted);
DgModel *dg_wizard_context_open_model (DgWizardContext *self, GError **error);

G_END_DECLS
