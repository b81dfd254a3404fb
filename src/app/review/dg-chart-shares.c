/* dg-chart-shares.c: one bar for all records, and what share of them is what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chart-shares.h"

#include <glib/gi18n.h>

#define BAR_HEIGHT 18
#define BAR_RADIUS 9

enum
{
  APPROVED,
  REJECTED,
  OPEN,
  N_SHARES
};

/**
 * DgChartShares:
 *
 * The records that were approved, those that were rejected, and those that are open, side by side. Its colours are
 * those of its nodes `share`; the legend beside it says in words what they are.
 */
struct _DgChartShares
{
  GtkWidget parent_instance;

  GtkWidget *shares[N_SHARES]; /* (owned): children */
  guint counts[N_SHARES];
};

G_DEFINE_FINAL_TYPE (DgChartShares, dg_chart_shares, GTK_TYPE_WIDGET)

static void
dg_chart_shares_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? BAR_HEIGHT : 6 * BAR_HEIGHT;
}

static void
dg_chart_shares_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DgChartShares *self = DG_CHART_SHARES (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint total = self->counts[APPROVED] + self->counts[REJECTED] + self->counts[OPEN];
  guint before = 0;

  for (guint i = 0; i < N_SHARES; i++)
    {
      int start = total > 0 ? (int) ((guint64) before * (guint) width / total) : 0;
      int end = total > 0 ? (int) ((guint64) (before + self->counts[i]) * (guint) width / total) : 0;
      GtkAllocation place = { mirrored ? width - end : start, 0, MAX (1, end - start), height };

      before += self->counts[i];
      gtk_widget_size_allocate (self->shares[i], &place, -1);
    }
}

static void
dg_chart_shares_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DgChartShares *self = DG_CHART_SHARES (widget);
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (
      &rounded, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)), BAR_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  for (guint i = 0; i < N_SHARES; i++)
    if (self->counts[i] > 0)
      gtk_widget_snapshot_child (widget, self->shares[i], snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
dg_chart_shares_dispose (GObject *object)
{
  DgChartShares *self = DG_CHART_SHARES (object);

  for (guint i = 0; i < N_SHARES; i++)
    g_clear_pointer (&self->shares[i], gtk_widget_unparent);

  G_OBJECT_CLASS (dg_chart_shares_parent_class)->dispose (object);
}

static void
dg_chart_shares_class_init (DgChartSharesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_chart_shares_dispose;
  widget_class->measure = dg_chart_shares_measure;
  widget_class->size_allocate = dg_chart_shares_size_allocate;
  widget_class->snapshot = dg_chart_shares_snapshot;

  gtk_widget_class_set_css_name (widget_class, "shares");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dg_chart_shares_init (DgChartShares *self)
{
  static const char *const classes[N_SHARES] = { "approved", "rejected", "open" };

  for (guint i = 0; i < N_SHARES; i++)
    {
      /* the chart itself says in words what they show */
      self->shares[i] =
          g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "css-name", "share", NULL);
      gtk_widget_add_css_class (self->shares[i], classes[i]);
      gtk_widget_set_parent (self->shares[i], GTK_WIDGET (self));
    }
  dg_chart_shares_set_counts (self, 0, 0, 0);
}

/**
 * dg_chart_shares_new:
 *
 * Returns: (transfer floating): a bar without records
 */
GtkWidget *
dg_chart_shares_new (void)
{
  return g_object_new (DG_TYPE_CHART_SHARES, NULL);
}

/**
 * dg_chart_shares_set_counts:
 * @self: a chart
 * @n_approved: records that the person wants
 * @n_rejected: records that the person does not want
 * @n_open: all others
 */
void
dg_chart_shares_set_counts (DgChartShares *self, guint n_approved, guint n_rejected, guint n_open)
{
  g_return_if_fail (DG_IS_CHART_SHARES (self));

  /* Translators: three numbers of records, read aloud for a bar */
  g_autofree char *words = g_strdup_printf (_ ("%'u approved, %'u rejected, %'u open"), n_approved, n_rejected, n_open);

  self->counts[APPROVED] = n_approved;
  self->counts[REJECTED] = n_rejected;
  self->counts[OPEN] = n_open;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Review"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
