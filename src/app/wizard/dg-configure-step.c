/* dg-configure-step.c: how many records, in which format, covering what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-configure-step.h"

#include <glib/gi18n.h>

struct _DgConfigureStep
{
  DgWizardStep parent_instance;
};

G_DEFINE_FINAL_TYPE (DgConfigureStep, dg_configure_step, DG_TYPE_WIZARD_STEP)

static void
dg_configure_step_class_init (DgConfigureStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  step_class->title = N_ ("Dataset");

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-configure-step.ui");
}

static void
dg_configure_step_init (DgConfigureStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
