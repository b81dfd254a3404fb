/* dg-wizard-run.h: begins the run of the wizard, or goes on with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wizard-context.h"

G_BEGIN_DECLS

DgActiveRun *dg_wizard_run_begin (DgWizardContext *context, const DgRunWish *wish, GError **error);
DgActiveRun *dg_wizard_run_resume (DgWizardContext *context, const DgRunReport *last, gboolean keeping, GError **error);

G_END_DECLS
