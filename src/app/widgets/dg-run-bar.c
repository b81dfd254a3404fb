/* dg-run-bar.c: how far a run is that adds to a dataset, and a button that stops it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-run-bar.h"

#include <glib/gi18n.h>

#include "dg-figures.h"
#include "dg-run-rate.h"

/**
 * DgRunBar:
 *
 * Is seen while there is a run for its dataset, whoever began it and wherever.
 */
struct _DgRunBar
{
  GtkWidget parent_instance;

  DgRunList *runs;   /* (owned) (nullable) */
  char *dataset;     /* (owned) (nullable): its id */
  DgActiveRun *run;  /* (owned) (nullable): the one that is under way */
  DgRunRate rate;    /* how fast its records come */
  gboolean stopping; /* whether the person has stopped it */

  /* template */
  GtkRevealer *revealer;
  GtkLabel *label;
  GtkProgressBar *progress;
  GtkButton *stop_button;
};

G_DEFINE_FINAL_TYPE (DgRunBar, dg_run_bar, GTK_TYPE_WIDGET)

/* --- words --- */

static char *
dup_time_left (DgRunBar *self, const DgRunProgress *progress)
{
  guint n_left = progress->requested - MIN (progress->accepted, progress->requested);

  return n_left > 0 ? dg_figures_dup_time_left (dg_run_rate_get_seconds_left (&self->rate, n_left)) : NULL;
}

static char *
dup_text (DgRunBar *self, const DgRunProgress *progress)
{
  g_autofree char *count =
      g_strdup_printf (ngettext ("%'u of %'u record added", "%'u of %'u records added", progress->requested),
                       progress->accepted, progress->requested);
  g_autofree char *left = NULL;

  if (self->stopping)
    left = g_strdup (_ ("stopping…"));
  else if (progress->slowed)
    left = g_strdup (_ ("slowed down by the service"));
  else
    left = dup_time_left (self, progress);

  return left != NULL && *left != '\0' ? g_strjoin (" · ", count, left, NULL) : g_steal_pointer (&count);
}

static void
update (DgRunBar *self)
{
  DgRunProgress progress;
  g_autofree char *text = NULL;

  dg_run_get_progress (dg_active_run_get_run (self->run), &progress);
  dg_run_rate_look (&self->rate, g_get_monotonic_time (), progress.accepted);
  text = dup_text (self, &progress);
  gtk_label_set_label (self->label, text);
  gtk_progress_bar_set_fraction (self->progress,
                                 progress.requested > 0 ? (double) progress.accepted / progress.requested : 0.0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button), !self->stopping);
}

/* --- the run --- */

static void
drop_run (DgRunBar *self)
{
  if (self->run != NULL)
    g_signal_handlers_disconnect_by_func (dg_active_run_get_run (self->run), update, self);
  g_clear_object (&self->run);
}

static void
find_run (DgRunBar *self)
{
  DgActiveRun *run = self->runs != NULL ? dg_run_list_find_dataset (self->runs, self->dataset) : NULL;

  if (run == self->run)
    return;

  drop_run (self);
  gtk_revealer_set_reveal_child (self->revealer, run != NULL);
  if (run == NULL)
    return;

  self->run = g_object_ref (run);
  self->stopping = FALSE;
  self->rate = (DgRunRate){ 0 };
  g_signal_connect_object (dg_active_run_get_run (run), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
stop_clicked_cb (DgRunBar *self)
{
  if (self->run == NULL)
    return;

  self->stopping = TRUE;
  update (self);
  dg_run_stop (dg_active_run_get_run (self->run));
}

/* --- life --- */

static void
dg_run_bar_dispose (GObject *object)
{
  DgRunBar *self = DG_RUN_BAR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  drop_run (self);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->runs);
  g_clear_pointer (&self->dataset, g_free);

  G_OBJECT_CLASS (dg_run_bar_parent_class)->dispose (object);
}

static void
dg_run_bar_class_init (DgRunBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_run_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/widgets/dg-run-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRunBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, DgRunBar, label);
  gtk_widget_class_bind_template_child (widget_class, DgRunBar, progress);
  gtk_widget_class_bind_template_child (widget_class, DgRunBar, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
}

static void
dg_run_bar_init (DgRunBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_run_bar_follow:
 * @self: a bar
 * @runs: the runs under way
 * @dataset: the id of a dataset
 *
 * Shows the run that adds to this dataset, whenever there is one. To be called once.
 */
void
dg_run_bar_follow (DgRunBar *self, DgRunList *runs, const char *dataset)
{
  g_return_if_fail (DG_IS_RUN_BAR (self) && self->runs == NULL);
  g_return_if_fail (DG_IS_RUN_LIST (runs) && dataset != NULL);

  self->runs = g_object_ref (runs);
  self->dataset = g_strdup (dataset);
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (find_run), self, G_CONNECT_SWAPPED);
  find_run (self);
}

/**
 * dg_run_bar_get_run:
 * @self: a bar
 *
 * Returns: (transfer none) (nullable): the run that it shows
 */
DgActiveRun *
dg_run_bar_get_run (DgRunBar *self)
{
  g_return_val_if_fail (DG_IS_RUN_BAR (self), NULL);

  return self->run;
}
