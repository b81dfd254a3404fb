/* dg-rename-popover.c: another name for a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-rename-popover.h"

#include <glib/gi18n.h>

/**
 * DgRenamePopover:
 *
 * Asks for a name, and says while it is typed why it cannot be taken.
 */
struct _DgRenamePopover
{
  GtkPopover parent_instance;

  DgDatasetsModel *model; /* (owned) (nullable): NULL until it asks */
  char *id;               /* (owned) (nullable): of the dataset */

  /* template */
  GtkEntry *name_entry;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (DgRenamePopover, dg_rename_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_RENAME,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_name (DgRenamePopover *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));
}

static const char *
find_problem (DgRenamePopover *self, const char *name)
{
  if (*name == '\0')
    return _ ("A dataset needs a name.");
  if (dg_datasets_model_has_name (self->model, name, self->id))
    return _ ("Another dataset has this name.");

  return NULL;
}

static void
name_changed_cb (DgRenamePopover *self)
{
  g_autofree char *name = dup_name (self);
  const char *problem = self->model != NULL ? find_problem (self, name) : NULL;

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->name_entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->name_entry), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rename.apply", problem == NULL);
}

static void
apply_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DgRenamePopover *self = DG_RENAME_POPOVER (widget);
  g_autofree char *name = dup_name (self);
  DgDatasetEntry *entry = self->id != NULL ? dg_datasets_model_get_entry (self->model, self->id) : NULL;

  if (entry == NULL || find_problem (self, name) != NULL)
    return;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (!g_str_equal (name, dg_dataset_entry_get_name (entry)))
    g_signal_emit (self, signals[SIGNAL_RENAME], 0, self->id, name);
}

static void
activate_cb (DgRenamePopover *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "rename.apply", NULL);
}

static void
dg_rename_popover_dispose (GObject *object)
{
  DgRenamePopover *self = DG_RENAME_POPOVER (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (dg_rename_popover_parent_class)->dispose (object);
}

static void
dg_rename_popover_class_init (DgRenamePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_rename_popover_dispose;

  /**
   * DgRenamePopover::rename:
   * @self: the popover
   * @id: of the dataset
   * @name: what it is to be called
   *
   * The person has given another name.
   */
  signals[SIGNAL_RENAME] = g_signal_new ("rename", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "rename.apply", NULL, apply_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/datasets/dg-rename-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRenamePopover, name_entry);
  gtk_widget_class_bind_template_child (widget_class, DgRenamePopover, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
dg_rename_popover_init (DgRenamePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_rename_popover_ask:
 * @self: the popover, where it is to be seen
 * @model: the list with all datasets
 * @id: of the one that gets another name
 *
 * Asks for the name; #DgRenamePopover::rename tells it.
 */
void
dg_rename_popover_ask (DgRenamePopover *self, DgDatasetsModel *model, const char *id)
{
  g_return_if_fail (DG_IS_RENAME_POPOVER (self));
  g_return_if_fail (DG_IS_DATASETS_MODEL (model) && id != NULL);

  DgDatasetEntry *entry = dg_datasets_model_get_entry (model, id);

  if (entry == NULL)
    return;

  g_set_object (&self->model, model);
  g_free (self->id);
  self->id = g_strdup (id);
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), dg_dataset_entry_get_name (entry));
  name_changed_cb (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
}
