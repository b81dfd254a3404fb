/* dg-entry-row.c: what the rows of the Datasets page have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-entry-row.h"

#include <string.h>

/**
 * DgEntryRow:
 *
 * A row that shows a #DgDatasetEntry. It takes the focus itself, so that keys reach the dataset they are meant for, and
 * draws its part of the card that the rows of a kind form: rows of a GtkListView have no common parent that could.
 */
typedef struct
{
  DgDatasetEntry *entry; /* (owned) (nullable) */
} DgEntryRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DgEntryRow, dg_entry_row, GTK_TYPE_WIDGET)

static void
set_css_class (GtkWidget *widget, const char *name, gboolean has_it)
{
  if (has_it)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
entry_changed_cb (DgEntryRow *self)
{
  DgEntryRowPrivate *priv = dg_entry_row_get_instance_private (self);

  set_css_class (GTK_WIDGET (self), "first", dg_dataset_entry_is_first (priv->entry));
  set_css_class (GTK_WIDGET (self), "last", dg_dataset_entry_is_last (priv->entry));
  DG_ENTRY_ROW_GET_CLASS (self)->update (self, priv->entry);
}

static void
released_cb (GtkGestureClick *gesture, int n_presses, double x, double y, DgEntryRow *self)
{
  if (!gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), "row.open", NULL);
}

/* The page has the action, and needs the id. */
static void
forward_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgEntryRowPrivate *priv = dg_entry_row_get_instance_private (DG_ENTRY_ROW (widget));
  g_autofree char *action = g_strconcat ("datasets.", strchr (name, '.') + 1, NULL);

  if (priv->entry != NULL)
    gtk_widget_activate_action (widget, action, "s", dg_dataset_entry_get_id (priv->entry));
}

/* First the row, then what is in it. */
static gboolean
dg_entry_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL;

  if (!inside && !gtk_widget_is_focus (widget) && direction != GTK_DIR_TAB_BACKWARD)
    return gtk_widget_grab_focus (widget);
  if (GTK_WIDGET_CLASS (dg_entry_row_parent_class)->focus (widget, direction))
    return TRUE;

  return inside && direction == GTK_DIR_TAB_BACKWARD && gtk_widget_grab_focus (widget);
}

static void
dg_entry_row_dispose (GObject *object)
{
  DgEntryRow *self = DG_ENTRY_ROW (object);
  GtkWidget *child;

  dg_entry_row_set_entry (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_entry_row_parent_class)->dispose (object);
}

static void
dg_entry_row_class_init (DgEntryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space, GDK_KEY_KP_Space };

  G_OBJECT_CLASS (klass)->dispose = dg_entry_row_dispose;
  widget_class->focus = dg_entry_row_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  dg_entry_row_class_install_entry_action (widget_class, "row.open");
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i], 0, "row.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, 0, "datasets-list.move-focus", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Up, 0, "datasets-list.move-focus", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, 0, "datasets-list.move-focus", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Down, 0, "datasets-list.move-focus", "i", 1);
}

static void
dg_entry_row_init (DgEntryRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_css_class (GTK_WIDGET (self), "dg-entry-row");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * dg_entry_row_class_install_entry_action:
 * @klass: the class of a row
 * @name: the name of an action, `row.` and a word
 *
 * Gives the rows an action that activates the one of the page, `datasets.` and that word, with the id of their entry.
 */
void
dg_entry_row_class_install_entry_action (GtkWidgetClass *klass, const char *name)
{
  gtk_widget_class_install_action (klass, name, NULL, forward_cb);
}

/**
 * dg_entry_row_get_entry:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
DgDatasetEntry *
dg_entry_row_get_entry (DgEntryRow *self)
{
  g_return_val_if_fail (DG_IS_ENTRY_ROW (self), NULL);

  DgEntryRowPrivate *priv = dg_entry_row_get_instance_private (self);

  return priv->entry;
}

/**
 * dg_entry_row_set_entry:
 * @self: a row
 * @entry: (nullable): what it shows from now on
 */
void
dg_entry_row_set_entry (DgEntryRow *self, DgDatasetEntry *entry)
{
  g_return_if_fail (DG_IS_ENTRY_ROW (self));

  DgEntryRowPrivate *priv = dg_entry_row_get_instance_private (self);

  if (priv->entry == entry)
    return;

  if (priv->entry != NULL)
    g_signal_handlers_disconnect_by_func (priv->entry, entry_changed_cb, self);
  g_set_object (&priv->entry, entry);
  if (entry == NULL)
    return;

  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self, G_CONNECT_SWAPPED);
  entry_changed_cb (self);
}
