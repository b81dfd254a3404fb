/* dg-generate-step.c: the run that makes the dataset, as it goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-generate-step.h"

#include <glib/gi18n.h>

struct _DgGenerateStep
{
  DgWizardStep parent_instance;
};

G_DEFINE_FINAL_TYPE (DgGenerateStep, dg_generate_step, DG_TYPE_WIZARD_STEP)

static void
dg_generate_step_class_init (DgGenerateStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  step_class->title = N_ ("Dataset");

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-generate-step.ui");
}

static void
dg_generate_step_init (DgGenerateStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
