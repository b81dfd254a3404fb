/* dg-datasets-empty.c: what the Datasets page says before there is a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-datasets-empty.h"

/**
 * DgDatasetsEmpty:
 *
 * What a dataset is for, and how to get one; where models cannot be asked, how to connect, or to do without.
 */
struct _DgDatasetsEmpty
{
  AdwBin parent_instance;

  /* template */
  GtkWidget *status_page;
  GtkWidget *connect_box;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (DgDatasetsEmpty, dg_datasets_empty, ADW_TYPE_BIN)

static void
dg_datasets_empty_class_init (DgDatasetsEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/datasets/dg-datasets-empty.ui");
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsEmpty, status_page);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsEmpty, connect_box);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsEmpty, problem_label);
}

static void
dg_datasets_empty_init (DgDatasetsEmpty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_datasets_empty_set_problem:
 * @self: the widget
 * @problem: (nullable): why models cannot be asked, plain text; %NULL when they can
 */
void
dg_datasets_empty_set_problem (DgDatasetsEmpty *self, const char *problem)
{
  g_return_if_fail (DG_IS_DATASETS_EMPTY (self));

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->connect_box, problem != NULL);
}

/**
 * dg_datasets_empty_set_compact:
 * @self: the widget
 * @compact: whether there is little room
 */
void
dg_datasets_empty_set_compact (DgDatasetsEmpty *self, gboolean compact)
{
  g_return_if_fail (DG_IS_DATASETS_EMPTY (self));

  if (compact)
    gtk_widget_add_css_class (self->status_page, "compact");
  else
    gtk_widget_remove_css_class (self->status_page, "compact");
}
