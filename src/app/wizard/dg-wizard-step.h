/* dg-wizard-step.h: one step of the wizard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-wizard-context.h"

G_BEGIN_DECLS

#define DG_TYPE_WIZARD_STEP (dg_wizard_step_get_type ())
G_DECLARE_DERIVABLE_TYPE (DgWizardStep, dg_wizard_step, DG, WIZARD_STEP, AdwBin)

/**
 * DgWizardStepClass:
 * @title: what the step is called; to be translated
 * @set_up: the context is there; called once
 * @shown: the step is in front now: it shows what the session has, and puts the focus where work begins
 * @leave: the step is about to go: it saves what is being typed
 * @stop: stops what is under way; returns whether there was something
 * @advance: the person wants to go on; calls dg_wizard_step_finish() when everything is saved. Without one, at once
 */
struct _DgWizardStepClass
{
  AdwBinClass parent_class;

  const char *title;
  void (*set_up) (DgWizardStep *self);
  void (*shown) (DgWizardStep *self);
  void (*leave) (DgWizardStep *self);
  gboolean (*stop) (DgWizardStep *self);
  void (*advance) (DgWizardStep *self);
};

void dg_wizard_step_set_up (DgWizardStep *self, DgWizardContext *context);
DgWizardContext *dg_wizard_step_get_context (DgWizardStep *self);
DgSession *dg_wizard_step_get_session (DgWizardStep *self);
GCancellable *dg_wizard_step_get_cancellable (DgWizardStep *self);
const char *dg_wizard_step_get_title (DgWizardStep *self);

gboolean dg_wizard_step_get_complete (DgWizardStep *self);
void dg_wizard_step_set_complete (DgWizardStep *self, gboolean complete);
gboolean dg_wizard_step_get_busy (DgWizardStep *self);
void dg_wizard_step_set_busy (DgWizardStep *self, gboolean busy);
const char *dg_wizard_step_get_next_label (DgWizardStep *self);
void dg_wizard_step_set_next_label (DgWizardStep *self, const char *label);
gboolean dg_wizard_step_get_narrow (DgWizardStep *self);
void dg_wizard_step_set_narrow (DgWizardStep *self, gboolean narrow);
gboolean dg_wizard_step_get_has_better (DgWizardStep *self);
void dg_wizard_step_set_has_better (DgWizardStep *self, gboolean has_better);

void dg_wizard_step_shown (DgWizardStep *self);
void dg_wizard_step_leave (DgWizardStep *self);
gboolean dg_wizard_step_stop (DgWizardStep *self);
void dg_wizard_step_advance (DgWizardStep *self);
void dg_wizard_step_finish (DgWizardStep *self);

G_END_DECLS
