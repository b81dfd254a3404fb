/* dg-model-chooser.h: the button that shows which model is asked, and lets the person choose another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-wizard-context.h"

G_BEGIN_DECLS

#define DG_TYPE_MODEL_CHOOSER (dg_model_chooser_get_type ())
G_DECLARE_FINAL_TYPE (DgModelChooser, dg_model_chooser, DG, MODEL_CHOOSER, GtkWidget)

void dg_model_chooser_set_context (DgModelChooser *self, DgWizardContext *context);

G_END_DECLS
