/* dg-coverage-table.c: what the records vary in, and how many have what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-coverage-table.h"

#include <glib/gi18n.h>

#include "dg-coverage-group.h"
#include "dg-plain-row.h"

/**
 * DgCoverageTable:
 *
 * The dimensions of an outline with their counts, which always add up to the number of records, and which values go
 * together, in words.
 */
struct _DgCoverageTable
{
  GtkWidget parent_instance;

  DgOutline *outline; /* (owned) (nullable) */
  GPtrArray *groups;  /* (owned) (element-type DgCoverageGroup): of the dimensions, NULL for one without values */
  GtkWidget *pairs;   /* (unowned) (nullable): the row with the pairs */
  guint total;
  gboolean changed; /* whether the person has changed counts */
  gboolean narrow;

  /* template */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (DgCoverageTable, dg_coverage_table, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
group_changed_cb (DgCoverageTable *self)
{
  self->changed = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
clear (DgCoverageTable *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (g_ptr_array_index (self->groups, i) != NULL)
      adw_preferences_group_remove (self->group, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  if (self->pairs != NULL)
    adw_preferences_group_remove (self->group, self->pairs);
  self->pairs = NULL;
  g_clear_pointer (&self->outline, dg_outline_free);
}

static void
add_dimension (DgCoverageTable *self, const DgDimension *dimension)
{
  GtkWidget *group;

  if (dimension->values->len == 0)
    {
      g_ptr_array_add (self->groups, NULL);
      return;
    }

  group = dg_coverage_group_new (dimension, self->total);
  dg_coverage_group_set_narrow (DG_COVERAGE_GROUP (group), self->narrow);
  g_signal_connect_object (group, "changed", G_CALLBACK (group_changed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->groups, group);
  adw_preferences_group_add (self->group, group);
}

/* --- pairs --- */

static char *
describe_pair (const DgOutline *outline, const DgPair *pair)
{
  const DgDimensionValue *a = dg_outline_find_value (outline, pair->a, NULL);
  const DgDimensionValue *b = dg_outline_find_value (outline, pair->b, NULL);

  if (a == NULL || b == NULL)
    return NULL;

  /* Translators: both %s are values of records, such as “adversarial” and “frustrated”. */
  return g_strdup_printf (pair->rule == DG_PAIR_ONLY ? _ ("“%s” only with “%s”") : _ ("“%s” never with “%s”"), a->value,
                          b->value);
}

static void
add_pairs (DgCoverageTable *self)
{
  g_autofree char *subtitle =
      g_strdup_printf (ngettext ("%u rule says which values go together; it may move counts by a few records",
                                 "%u rules say which values go together; they may move counts by a few records",
                                 self->outline->pairs->len),
                       self->outline->pairs->len);

  if (self->outline->pairs->len == 0)
    return;

  self->pairs = adw_expander_row_new ();
  g_object_set (self->pairs, "title", _ ("Combinations"), "subtitle", subtitle, NULL);
  for (guint i = 0; i < self->outline->pairs->len; i++)
    {
      g_autofree char *text = describe_pair (self->outline, &g_array_index (self->outline->pairs, DgPair, i));
      GtkWidget *row;

      if (text == NULL)
        continue;
      row = dg_plain_row_new (text, NULL);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self->pairs), row);
    }
  adw_preferences_group_add (self->group, self->pairs);
}

/* --- as a widget --- */

static void
show_total (DgCoverageTable *self)
{
  g_autofree char *text =
      g_strdup_printf (ngettext ("What the records vary in. The counts of each always add up to %'u record; what one "
                                 "gets more, the others that are not locked get less.",
                                 "What the records vary in. The counts of each always add up to %'u records; what one "
                                 "gets more, the others that are not locked get less.",
                                 self->total),
                       self->total);

  adw_preferences_group_set_description (self->group, self->outline != NULL && self->groups->len > 0
                                                          ? text
                                                          : _ ("Nothing in particular varies."));
}

static void
dg_coverage_table_dispose (GObject *object)
{
  DgCoverageTable *self = DG_COVERAGE_TABLE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_ptr_array_set_size (self->groups, 0);
  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_coverage_table_parent_class)->dispose (object);
}

static void
dg_coverage_table_finalize (GObject *object)
{
  DgCoverageTable *self = DG_COVERAGE_TABLE (object);

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->outline, dg_outline_free);

  G_OBJECT_CLASS (dg_coverage_table_parent_class)->finalize (object);
}

static void
dg_coverage_table_class_init (DgCoverageTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_coverage_table_dispose;
  object_class->finalize = dg_coverage_table_finalize;

  /**
   * DgCoverageTable::changed:
   * @self: the table
   *
   * The person has changed counts.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-coverage-table.ui");
  gtk_widget_class_bind_template_child (widget_class, DgCoverageTable, group);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_coverage_table_init (DgCoverageTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->groups = g_ptr_array_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Coverage"), -1);
}

/**
 * dg_coverage_table_set_outline:
 * @self: a table
 * @outline: what the records vary in, copied
 * @total: how many records there are, more than 0
 */
void
dg_coverage_table_set_outline (DgCoverageTable *self, const DgOutline *outline, guint total)
{
  g_return_if_fail (DG_IS_COVERAGE_TABLE (self));
  g_return_if_fail (outline != NULL);

  clear (self);
  self->outline = dg_outline_copy (outline);
  self->total = total;
  self->changed = FALSE;
  for (guint d = 0; d < outline->dimensions->len; d++)
    add_dimension (self, dg_outline_get_dimension (outline, d));
  add_pairs (self);
  show_total (self);
}

/**
 * dg_coverage_table_make_outline:
 * @self: a table that has an outline
 *
 * Returns: (transfer full): the outline, with weights that come to the counts as they are shown
 */
DgOutline *
dg_coverage_table_make_outline (DgCoverageTable *self)
{
  g_return_val_if_fail (DG_IS_COVERAGE_TABLE (self) && self->outline != NULL, NULL);

  DgOutline *outline = dg_outline_copy (self->outline);

  for (guint d = 0; d < self->groups->len; d++)
    if (g_ptr_array_index (self->groups, d) != NULL)
      dg_coverage_counts_apply (dg_coverage_group_get_counts (g_ptr_array_index (self->groups, d)),
                                dg_outline_get_dimension (outline, d));

  return outline;
}

/**
 * dg_coverage_table_set_total:
 * @self: a table
 * @total: how many records there are, more than 0
 */
void
dg_coverage_table_set_total (DgCoverageTable *self, guint total)
{
  g_return_if_fail (DG_IS_COVERAGE_TABLE (self));

  self->total = total;
  for (guint d = 0; d < self->groups->len; d++)
    if (g_ptr_array_index (self->groups, d) != NULL)
      dg_coverage_group_set_total (g_ptr_array_index (self->groups, d), total);
  show_total (self);
}

/**
 * dg_coverage_table_is_changed:
 * @self: a table
 *
 * Returns: whether the person has changed counts since the outline was set
 */
gboolean
dg_coverage_table_is_changed (DgCoverageTable *self)
{
  g_return_val_if_fail (DG_IS_COVERAGE_TABLE (self), FALSE);

  return self->changed;
}

/**
 * dg_coverage_table_set_narrow:
 * @self: a table
 * @narrow: whether values are above their counts instead of beside them
 */
void
dg_coverage_table_set_narrow (DgCoverageTable *self, gboolean narrow)
{
  g_return_if_fail (DG_IS_COVERAGE_TABLE (self));

  self->narrow = narrow;
  for (guint d = 0; d < self->groups->len; d++)
    if (g_ptr_array_index (self->groups, d) != NULL)
      dg_coverage_group_set_narrow (g_ptr_array_index (self->groups, d), narrow);
}
