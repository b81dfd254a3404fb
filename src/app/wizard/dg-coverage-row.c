/* dg-coverage-row.c: how many records have one value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-coverage-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dg-still.h"

/**
 * DgCoverageRow:
 *
 * A value of a dimension with its count, as a bar to drag and a number to type, and a lock that keeps it. It begins
 * narrow.
 */
struct _DgCoverageRow
{
  GtkListBoxRow parent_instance;

  char *value;      /* (owned) */
  gboolean showing; /* whether counts are being shown, which nobody has changed */

  /* template */
  GtkBox *box;
  GtkLabel *label;
  GtkScale *scale;
  GtkAdjustment *adjustment;
  GtkSpinButton *spin;
  GtkToggleButton *lock;
};

G_DEFINE_FINAL_TYPE (DgCoverageRow, dg_coverage_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_LOCKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (DgCoverageRow *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
show_lock (DgCoverageRow *self)
{
  gboolean locked = gtk_toggle_button_get_active (self->lock);
  /* Translators: the tooltip of a lock; the %s is a value such as “frustrated”. */
  g_autofree char *text =
      g_strdup_printf (locked ? _ ("“%s” stays when others change") : _ ("Keep “%s” as it is"), self->value);

  gtk_button_set_icon_name (GTK_BUTTON (self->lock), locked ? "changes-prevent-symbolic" : "changes-allow-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->lock), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lock), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
lock_cb (DgCoverageRow *self)
{
  show_lock (self);
  if (!self->showing)
    g_signal_emit (self, signals[SIGNAL_LOCKED], 0);
}

static void
dg_coverage_row_finalize (GObject *object)
{
  g_clear_pointer (&DG_COVERAGE_ROW (object)->value, g_free);

  G_OBJECT_CLASS (dg_coverage_row_parent_class)->finalize (object);
}

static void
dg_coverage_row_class_init (DgCoverageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dg_coverage_row_finalize;

  /**
   * DgCoverageRow::changed:
   * @self: the row
   *
   * The person wants another count.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgCoverageRow::locked:
   * @self: the row
   *
   * The person has locked the count, or unlocked it.
   */
  signals[SIGNAL_LOCKED] =
      g_signal_new ("locked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-coverage-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DgCoverageRow, box);
  gtk_widget_class_bind_template_child (widget_class, DgCoverageRow, label);
  gtk_widget_class_bind_template_child (widget_class, DgCoverageRow, scale);
  gtk_widget_class_bind_template_child (widget_class, DgCoverageRow, adjustment);
  gtk_widget_class_bind_template_child (widget_class, DgCoverageRow, spin);
  gtk_widget_class_bind_template_child (widget_class, DgCoverageRow, lock);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, lock_cb);
}

static void
dg_coverage_row_init (DgCoverageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dg_still_keep (GTK_WIDGET (self->scale));
  dg_still_keep (GTK_WIDGET (self->spin));
}

/**
 * dg_coverage_row_new:
 * @value: the value, for a person
 *
 * Returns: (transfer floating): a row whose count is 0
 */
GtkWidget *
dg_coverage_row_new (const char *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  DgCoverageRow *self = g_object_new (DG_TYPE_COVERAGE_ROW, NULL);
  /* Translators: the name of a number to set; the %s is a value such as “frustrated”. */
  g_autofree char *name = g_strdup_printf (_ ("Records with “%s”"), value);

  self->value = g_strdup (value);
  gtk_label_set_text (self->label, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, value, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show_lock (self);

  return GTK_WIDGET (self);
}

/**
 * dg_coverage_row_get_count:
 * @self: a row
 *
 * Returns: the count that the person wants
 */
guint
dg_coverage_row_get_count (DgCoverageRow *self)
{
  g_return_val_if_fail (DG_IS_COVERAGE_ROW (self), 0);

  return (guint) round (gtk_adjustment_get_value (self->adjustment));
}

/**
 * dg_coverage_row_get_locked:
 * @self: a row
 *
 * Returns: whether the count is to stay
 */
gboolean
dg_coverage_row_get_locked (DgCoverageRow *self)
{
  g_return_val_if_fail (DG_IS_COVERAGE_ROW (self), FALSE);

  return gtk_toggle_button_get_active (self->lock);
}

/**
 * dg_coverage_row_show_counts:
 * @self: a row
 * @counts: the counts of the dimension
 * @value: which of them the row shows
 */
void
dg_coverage_row_show_counts (DgCoverageRow *self, const DgCoverageCounts *counts, guint value)
{
  g_return_if_fail (DG_IS_COVERAGE_ROW (self) && counts != NULL);

  guint least, most;

  self->showing = TRUE;
  dg_coverage_counts_get_range (counts, value, &least, &most);
  /* bars are as long as their share of all records */
  gtk_adjustment_set_upper (self->adjustment, dg_coverage_counts_get_total (counts));
  gtk_adjustment_set_value (self->adjustment, dg_coverage_counts_get (counts, value));
  gtk_toggle_button_set_active (self->lock, dg_coverage_counts_get_locked (counts, value));
  /* with nobody to take the difference, there is nothing to set */
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), least < most);
  gtk_widget_set_sensitive (GTK_WIDGET (self->spin), least < most);
  self->showing = FALSE;
}

/**
 * dg_coverage_row_set_narrow:
 * @self: a row
 * @narrow: whether the value is above its count instead of beside it
 */
void
dg_coverage_row_set_narrow (DgCoverageRow *self, gboolean narrow)
{
  g_return_if_fail (DG_IS_COVERAGE_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->box, !narrow);
  gtk_box_set_spacing (self->box, narrow ? 0 : 12);
}
