/* dg-requirements-step.h: the conversation beside the checklist
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wizard-step.h"

G_BEGIN_DECLS

#define DG_TYPE_REQUIREMENTS_STEP (dg_requirements_step_get_type ())
G_DECLARE_FINAL_TYPE (DgRequirementsStep, dg_requirements_step, DG, REQUIREMENTS_STEP, DgWizardStep)

G_END_DECLS
