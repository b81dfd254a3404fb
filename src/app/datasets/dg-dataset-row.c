/* dg-dataset-row.c: a dataset on the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset-row.h"

#include "dg-dataset-words.h"

/**
 * DgDatasetRow:
 *
 * A dataset: its name, what it is, when it was changed, and what can be done with it.
 */
struct _DgDatasetRow
{
  DgEntryRow parent_instance;

  /* template */
  GtkLabel *name_label;
  GtkLabel *details_label;
  GtkLabel *day_label;
  GtkMenuButton *menu_button;
  GMenuModel *menu;
};

G_DEFINE_FINAL_TYPE (DgDatasetRow, dg_dataset_row, DG_TYPE_ENTRY_ROW)

static void
dg_dataset_row_update (DgEntryRow *row, DgDatasetEntry *entry)
{
  DgDatasetRow *self = DG_DATASET_ROW (row);
  DgDataset *dataset = dg_dataset_entry_get_dataset (entry);
  DgActiveRun *run = dg_dataset_entry_get_run (entry);
  DgRunProgress progress;

  if (run != NULL)
    dg_run_get_progress (dg_active_run_get_run (run), &progress);

  g_autofree char *details = dg_dataset_words_describe (dataset, run != NULL ? &progress : NULL);
  g_autofree char *day = dg_dataset_words_format_day (dg_dataset_get_updated_us (dataset), g_get_real_time ());

  gtk_label_set_label (self->name_label, dg_dataset_entry_get_name (entry));
  gtk_label_set_label (self->details_label, details);
  gtk_label_set_label (self->day_label, day);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.open-folder", dg_dataset_get_path (dataset) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.duplicate", dg_dataset_get_path (dataset) != NULL);
  /* what a run is about to write to stays what and where it is */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.delete", run == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.rename", run == NULL);
}

static void
show_menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (DG_DATASET_ROW (widget)->menu_button);
}

static void
secondary_pressed_cb (GtkGestureClick *gesture, int n_presses, double x, double y, DgDatasetRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_menu_button_popup (self->menu_button);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture, double x, double y, DgDatasetRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_menu_button_popup (self->menu_button);
}

/* Most menus are never opened, and with a thousand datasets there are many. */
static void
make_menu_cb (GtkMenuButton *button, gpointer data)
{
  DgDatasetRow *self = data;

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (self->menu));
}

static void
dg_dataset_row_class_init (DgDatasetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  DG_ENTRY_ROW_CLASS (klass)->update = dg_dataset_row_update;

  dg_entry_row_class_install_entry_action (widget_class, "row.rename");
  dg_entry_row_class_install_entry_action (widget_class, "row.duplicate");
  dg_entry_row_class_install_entry_action (widget_class, "row.open-folder");
  dg_entry_row_class_install_entry_action (widget_class, "row.delete");
  gtk_widget_class_install_action (widget_class, "row.show-menu", NULL, show_menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "row.rename", NULL);
  /* the last one is what the menu shows */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "row.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "row.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "row.show-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "row.show-menu", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/datasets/dg-dataset-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DgDatasetRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetRow, details_label);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetRow, day_label);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}

static void
dg_dataset_row_init (DgDatasetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu_cb, self, NULL);
}

/**
 * dg_dataset_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
dg_dataset_row_new (void)
{
  return g_object_new (DG_TYPE_DATASET_ROW, NULL);
}
