/* dg-configure-form.h: what the dataset is to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-wizard-context.h"

G_BEGIN_DECLS

#define DG_TYPE_CONFIGURE_FORM (dg_configure_form_get_type ())
G_DECLARE_FINAL_TYPE (DgConfigureForm, dg_configure_form, DG, CONFIGURE_FORM, GtkWidget)

void dg_configure_form_set_context (DgConfigureForm *self, DgWizardContext *context);
void dg_configure_form_show (DgConfigureForm *self, const DgBrief *brief);
void dg_configure_form_set_brief (DgConfigureForm *self, const DgBrief *brief);
void dg_configure_form_update (DgConfigureForm *self);
char *dg_configure_form_dup_name (DgConfigureForm *self);
void dg_configure_form_get_wish (DgConfigureForm *self, DgRunWish *wish);
DgOutline *dg_configure_form_make_outline (DgConfigureForm *self);
void dg_configure_form_set_narrow (DgConfigureForm *self, gboolean narrow);

G_END_DECLS
