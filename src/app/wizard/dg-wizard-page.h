/* dg-wizard-page.h: the wizard, from a prompt to a saved dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-page.h"
#include "dg-prompt.h"
#include "dg-wizard-context.h"

G_BEGIN_DECLS

#define DG_TYPE_WIZARD_PAGE (dg_wizard_page_get_type ())
G_DECLARE_FINAL_TYPE (DgWizardPage, dg_wizard_page, DG, WIZARD_PAGE, DgPage)

DgPage *dg_wizard_page_new (DgWizardContext *context);
void dg_wizard_page_choose_prompt (DgWizardPage *self, const char *prompt);
void dg_wizard_page_continue (DgWizardPage *self, const char *session);

G_END_DECLS
