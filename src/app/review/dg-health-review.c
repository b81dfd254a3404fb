/* dg-health-review.c: how far a dataset has been reviewed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-health-review.h"

#include <glib/gi18n.h>

#include "dg-chart-shares.h"

/**
 * DgHealthReview:
 *
 * A bar with what was approved and rejected and what is open, and its legend, with what else was done by hand.
 */
struct _DgHealthReview
{
  GtkWidget parent_instance;

  /* children */
  DgChartShares *shares;
  GtkGrid *legend;
};

G_DEFINE_FINAL_TYPE (DgHealthReview, dg_health_review, GTK_TYPE_WIDGET)

static void
dg_health_review_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_health_review_parent_class)->dispose (object);
}

static void
dg_health_review_class_init (DgHealthReviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_health_review_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
dg_health_review_init (DgHealthReview *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dg-health-chart");

  self->shares = DG_CHART_SHARES (dg_chart_shares_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->shares), GTK_WIDGET (self));
  self->legend = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->legend, 12);
  gtk_grid_set_row_spacing (self->legend, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->legend), GTK_WIDGET (self));
}

static void
clear_legend (DgHealthReview *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_grid_remove (self->legend, child);
}

/* What has no colour in the bar, because it goes across its shares, has no swatch. */
static void
add_line (DgHealthReview *self, int row, const char *text, const char *class_name, guint n, guint n_records)
{
  g_autofree char *figure =
      /* Translators: how many records, and what share of all that is; narrow, in a chart */
      g_strdup_printf (C_ ("chart", "%'u · %.0f %%"), n, n_records > 0 ? 100.0 * n / n_records : 0.0);
  GtkWidget *name = gtk_label_new (text);
  GtkWidget *count = gtk_label_new (figure);

  if (class_name != NULL)
    {
      GtkWidget *swatch =
          g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "css-name", "share", NULL);

      gtk_widget_add_css_class (swatch, class_name);
      gtk_widget_add_css_class (swatch, "swatch");
      gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
      gtk_grid_attach (self->legend, swatch, 0, row, 1, 1);
    }
  gtk_label_set_xalign (GTK_LABEL (name), 0.0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_grid_attach (self->legend, name, 1, row, 1, 1);
  gtk_label_set_xalign (GTK_LABEL (count), 1.0);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_grid_attach (self->legend, count, 2, row, 1, 1);
}

/**
 * dg_health_review_set_health:
 * @self: a review
 * @health: what a dataset is like
 */
void
dg_health_review_set_health (DgHealthReview *self, const DgDatasetHealth *health)
{
  g_return_if_fail (DG_IS_HEALTH_REVIEW (self));
  g_return_if_fail (health != NULL);

  guint n = health->n_records;
  guint n_open = dg_dataset_health_get_n_open (health);

  dg_chart_shares_set_counts (self->shares, health->n_approved, health->n_rejected, n_open);
  clear_legend (self);
  add_line (self, 0, _ ("Approved"), "approved", health->n_approved, n);
  add_line (self, 1, _ ("Rejected"), "rejected", health->n_rejected, n);
  add_line (self, 2, _ ("Open"), "open", n_open, n);
  add_line (self, 3, _ ("Edited by hand"), NULL, health->n_edited, n);
  add_line (self, 4, _ ("With a note"), NULL, health->n_noted, n);
  add_line (self, 5, _ ("Flagged"), NULL, health->n_flagged, n);
}
