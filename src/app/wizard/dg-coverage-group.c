/* dg-coverage-group.c: how many records have each value of a dimension
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-coverage-group.h"

#include <glib/gi18n.h>

#include "dg-coverage-row.h"

/* Of labels there may be two hundred: folded, the first few are told. */
#define SHOWN_VALUES 6

/**
 * DgCoverageGroup:
 *
 * A dimension: folded, it tells all counts in one line; unfolded, each has a row. The rows are made when they are first
 * looked at, since there may be two hundred labels.
 */
struct _DgCoverageGroup
{
  AdwExpanderRow parent_instance;

  DgDimension *dimension;   /* (owned) */
  DgCoverageCounts *counts; /* (owned) */
  GPtrArray *rows;          /* (owned) (element-type DgCoverageRow): of the values, once they are made */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (DgCoverageGroup, dg_coverage_group, ADW_TYPE_EXPANDER_ROW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_summary (DgCoverageGroup *self, guint most)
{
  GString *text = g_string_new (NULL);
  guint n_values = self->dimension->values->len;

  for (guint v = 0; v < MIN (n_values, most); v++)
    /* Translators: how many records have a value, such as “frustrated 40”; between two of them, as in a list. */
    g_string_append_printf (text, _ ("%s%s %'u"), v > 0 ? _ (", ") : "",
                            dg_dimension_get_value (self->dimension, v)->value,
                            dg_coverage_counts_get (self->counts, v));
  if (n_values > most)
    g_string_append_printf (text, ngettext (" and %u more", " and %u more", n_values - most), n_values - most);

  return g_string_free (text, FALSE);
}

static void
show_counts (DgCoverageGroup *self)
{
  g_autofree char *summary = dup_summary (self, SHOWN_VALUES);
  g_autofree char *all = dup_summary (self, G_MAXUINT);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
  for (guint v = 0; v < self->rows->len; v++)
    dg_coverage_row_show_counts (g_ptr_array_index (self->rows, v), self->counts, v);
}

static void
row_changed_cb (DgCoverageGroup *self, DgCoverageRow *row)
{
  guint value;

  if (!g_ptr_array_find (self->rows, row, &value))
    return;

  dg_coverage_counts_set (self->counts, value, dg_coverage_row_get_count (row));
  show_counts (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
row_locked_cb (DgCoverageGroup *self, DgCoverageRow *row)
{
  guint value;

  if (!g_ptr_array_find (self->rows, row, &value))
    return;

  dg_coverage_counts_set_locked (self->counts, value, dg_coverage_row_get_locked (row));
  show_counts (self);
}

static void
expanded_cb (DgCoverageGroup *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) || self->rows->len > 0)
    return;

  for (guint v = 0; v < self->dimension->values->len; v++)
    {
      GtkWidget *row = dg_coverage_row_new (dg_dimension_get_value (self->dimension, v)->value);

      dg_coverage_row_set_narrow (DG_COVERAGE_ROW (row), self->narrow);
      g_ptr_array_add (self->rows, row);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
      g_signal_connect_object (row, "changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "locked", G_CALLBACK (row_locked_cb), self, G_CONNECT_SWAPPED);
    }
  show_counts (self);
}

static void
dg_coverage_group_finalize (GObject *object)
{
  DgCoverageGroup *self = DG_COVERAGE_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->counts, dg_coverage_counts_free);
  g_clear_pointer (&self->dimension, dg_dimension_free);

  G_OBJECT_CLASS (dg_coverage_group_parent_class)->finalize (object);
}

static void
dg_coverage_group_class_init (DgCoverageGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_coverage_group_finalize;

  /**
   * DgCoverageGroup::changed:
   * @self: the group
   *
   * The person has changed counts.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_coverage_group_init (DgCoverageGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

static char *
capitalize (const char *name)
{
  g_autofree char *first = g_utf8_strup (name, g_utf8_next_char (name) - name);

  return g_strconcat (first, *name != '\0' ? g_utf8_next_char (name) : "", NULL);
}

/**
 * dg_coverage_group_new:
 * @dimension: a dimension with values, copied
 * @total: how many records there are
 *
 * Returns: (transfer floating): its counts, folded
 */
GtkWidget *
dg_coverage_group_new (const DgDimension *dimension, guint total)
{
  g_return_val_if_fail (dimension != NULL, NULL);

  DgCoverageGroup *self = g_object_new (DG_TYPE_COVERAGE_GROUP, NULL);
  g_autofree char *title = capitalize (dimension->name);

  self->dimension = dg_dimension_copy (dimension);
  self->counts = dg_coverage_counts_new (dimension, total);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  show_counts (self);

  return GTK_WIDGET (self);
}

/**
 * dg_coverage_group_get_counts:
 * @self: a group
 *
 * Returns: (transfer none): the counts as they are
 */
const DgCoverageCounts *
dg_coverage_group_get_counts (DgCoverageGroup *self)
{
  g_return_val_if_fail (DG_IS_COVERAGE_GROUP (self), NULL);

  return self->counts;
}

/**
 * dg_coverage_group_set_total:
 * @self: a group
 * @total: how many records there are now
 */
void
dg_coverage_group_set_total (DgCoverageGroup *self, guint total)
{
  g_return_if_fail (DG_IS_COVERAGE_GROUP (self));

  dg_coverage_counts_set_total (self->counts, total);
  show_counts (self);
}

/**
 * dg_coverage_group_set_narrow:
 * @self: a group
 * @narrow: whether values are above their counts instead of beside them
 */
void
dg_coverage_group_set_narrow (DgCoverageGroup *self, gboolean narrow)
{
  g_return_if_fail (DG_IS_COVERAGE_GROUP (self));

  self->narrow = narrow;
  for (guint v = 0; v < self->rows->len; v++)
    dg_coverage_row_set_narrow (g_ptr_array_index (self->rows, v), narrow);
}
