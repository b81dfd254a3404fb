/* dg-generate-step.h: the run that makes the dataset, as it goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wizard-step.h"

G_BEGIN_DECLS

#define DG_TYPE_GENERATE_STEP (dg_generate_step_get_type ())
G_DECLARE_FINAL_TYPE (DgGenerateStep, dg_generate_step, DG, GENERATE_STEP, DgWizardStep)

G_END_DECLS
