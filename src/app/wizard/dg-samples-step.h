/* dg-samples-step.h: the sample cards, and the guidance rules that notes on them become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wizard-step.h"

G_BEGIN_DECLS

#define DG_TYPE_SAMPLES_STEP (dg_samples_step_get_type ())
G_DECLARE_FINAL_TYPE (DgSamplesStep, dg_samples_step, DG, SAMPLES_STEP, DgWizardStep)

G_END_DECLS
