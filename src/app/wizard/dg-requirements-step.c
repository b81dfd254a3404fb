/* dg-requirements-step.c: the conversation beside the checklist
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-requirements-step.h"

#include <glib/gi18n.h>

struct _DgRequirementsStep
{
  DgWizardStep parent_instance;
};

G_DEFINE_FINAL_TYPE (DgRequirementsStep, dg_requirements_step, DG_TYPE_WIZARD_STEP)

static void
dg_requirements_step_class_init (DgRequirementsStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  step_class->title = N_ ("Requirements");

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-requirements-step.ui");
}

static void
dg_requirements_step_init (DgRequirementsStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
