/* dg-samples-step.c: the sample cards, and the guidance rules that notes on them become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-samples-step.h"

#include <glib/gi18n.h>

struct _DgSamplesStep
{
  DgWizardStep parent_instance;
};

G_DEFINE_FINAL_TYPE (DgSamplesStep, dg_samples_step, DG_TYPE_WIZARD_STEP)

static void
dg_samples_step_class_init (DgSamplesStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  step_class->title = N_ ("Samples");

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-samples-step.ui");
}

static void
dg_samples_step_init (DgSamplesStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
