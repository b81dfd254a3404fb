/* dg-entry-step.h: where the wizard begins: the prompt, or none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wizard-step.h"

G_BEGIN_DECLS

#define DG_TYPE_ENTRY_STEP (dg_entry_step_get_type ())
G_DECLARE_FINAL_TYPE (DgEntryStep, dg_entry_step, DG, ENTRY_STEP, DgWizardStep)

void dg_entry_step_choose_prompt (DgEntryStep *self, const char *prompt);

G_END_DECLS
