/* dg-wizard-context.h: what the steps of the wizard work on together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-engine.h"
#include "dg-run-list.h"
#include "dg-session.h"

G_BEGIN_DECLS

/**
 * DgRunWish:
 * @pending: whether a run is to begin that has not yet
 * @n_records: how many records the file gets
 * @format: its format
 * @max_cost_usd: dollars that may be spent, 0 for no limit
 * @check_answers: whether its answers are checked afterwards
 *
 * What the person wants of a run, from the step where it is said to the step where it begins; then the run has it.
 */
typedef struct
{
  gboolean pending;
  guint n_records;
  DgFileFormat format;
  double max_cost_usd;
  gboolean check_answers;
} DgRunWish;

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
DgRunWish *dg_wizard_context_get_wish (DgWizardContext *self);
DgModel *dg_wizard_context_open_model (DgWizardContext *self, GError **error);

G_END_DECLS
