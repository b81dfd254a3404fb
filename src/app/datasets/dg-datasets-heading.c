/* dg-datasets-heading.c: a heading on the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-datasets-heading.h"

#include <glib/gi18n.h>

/**
 * DgDatasetsHeading:
 *
 * What stands above the drafts, and above the datasets with the choice of their order.
 */
struct _DgDatasetsHeading
{
  GtkWidget parent_instance;

  GSettings *settings; /* (owned) (nullable): where the order is kept */

  /* template */
  GtkLabel *label;
  GtkDropDown *sort_drop_down;
};

G_DEFINE_FINAL_TYPE (DgDatasetsHeading, dg_datasets_heading, GTK_TYPE_WIDGET)

static void
sort_selected_cb (DgDatasetsHeading *self)
{
  guint selected = gtk_drop_down_get_selected (self->sort_drop_down);

  if (self->settings != NULL && selected != GTK_INVALID_LIST_POSITION)
    g_settings_set_enum (self->settings, "dataset-sort", (int) selected);
}

static void
sort_changed_cb (DgDatasetsHeading *self)
{
  gtk_drop_down_set_selected (self->sort_drop_down, (guint) g_settings_get_enum (self->settings, "dataset-sort"));
}

static void
dg_datasets_heading_dispose (GObject *object)
{
  DgDatasetsHeading *self = DG_DATASETS_HEADING (object);
  GtkWidget *child;

  g_clear_object (&self->settings);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_datasets_heading_parent_class)->dispose (object);
}

static void
dg_datasets_heading_class_init (DgDatasetsHeadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_datasets_heading_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/datasets/dg-datasets-heading.ui");
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsHeading, label);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsHeading, sort_drop_down);
  gtk_widget_class_bind_template_callback (widget_class, sort_selected_cb);
}

static void
dg_datasets_heading_init (DgDatasetsHeading *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* it is this part of it that has the focus */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->sort_drop_down))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Order of the datasets"), -1);
}

/**
 * dg_datasets_heading_new:
 * @kind: %DG_DATASET_ENTRY_DRAFTS or %DG_DATASET_ENTRY_DATASETS
 * @settings: where the order of the datasets is kept
 *
 * Returns: (transfer floating): a heading
 */
GtkWidget *
dg_datasets_heading_new (DgDatasetEntryKind kind, GSettings *settings)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  DgDatasetsHeading *self = g_object_new (DG_TYPE_DATASETS_HEADING, NULL);

  if (kind == DG_DATASET_ENTRY_DRAFTS)
    {
      gtk_label_set_label (self->label, _ ("Unfinished"));
      gtk_widget_set_visible (GTK_WIDGET (self->sort_drop_down), FALSE);
      return GTK_WIDGET (self);
    }

  gtk_label_set_label (self->label, _ ("Datasets"));
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::dataset-sort", G_CALLBACK (sort_changed_cb), self, G_CONNECT_SWAPPED);
  sort_changed_cb (self);

  return GTK_WIDGET (self);
}
