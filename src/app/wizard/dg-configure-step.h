/* dg-configure-step.h: how many records, in which format, covering what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wizard-step.h"

G_BEGIN_DECLS

#define DG_TYPE_CONFIGURE_STEP (dg_configure_step_get_type ())
G_DECLARE_FINAL_TYPE (DgConfigureStep, dg_configure_step, DG, CONFIGURE_STEP, DgWizardStep)

G_END_DECLS
