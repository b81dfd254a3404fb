/* dg-run-view.c: a run as it goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-run-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "dg-dataset-name.h"
#include "dg-figures.h"
#include "dg-latest-list.h"
#include "dg-refused-list.h"
#include "dg-run-rate.h"

/* Time goes by even when nothing else happens: milliseconds. */
#define LOOK_MS 500

/**
 * DgRunView:
 *
 * How far a run is, how fast, what it costs, and the records that it makes and refuses. Whatever comes between two
 * frames is shown at once.
 */
struct _DgRunView
{
  GtkWidget parent_instance;

  DgLibrary *library; /* (owned) (nullable): NULL until there is a run */
  DgActiveRun *run;   /* (owned) (nullable): likewise */
  DgRunRate rate;
  DgRunRate check_rate;
  guint frame; /* of the update that is due, 0 when none is */
  guint timer;

  /* template */
  GtkLabel *count_label;
  GtkLabel *left_label;
  GtkProgressBar *bar;
  GtkLabel *figures_label;
  GtkToggleButton *latest_button;
  GtkToggleButton *refused_button;
  GtkWidget *pause_button;
  GtkWidget *resume_button;
  GtkWidget *stop_button;
  GtkWidget *skip_button;
  GtkBox *buttons;
  GtkWidget *listed;
  GtkBox *actions;
  GtkStack *lists;
  DgLatestList *latest;
  DgRefusedList *refused;
};

G_DEFINE_FINAL_TYPE (DgRunView, dg_run_view, GTK_TYPE_WIDGET)

/* --- words --- */

static void
add_figure (GString *text, char *figure)
{
  g_autofree char *own = figure;

  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", own);
}

static char *
dup_figures (DgRunView *self, const DgRunProgress *progress)
{
  GString *text = g_string_new (NULL);
  double rate = dg_run_rate_get (&self->rate);
  const char *provider = dg_session_get_draft (dg_active_run_get_session (self->run))->provider;

  add_figure (text,
              g_strdup_printf (ngettext ("%'u accepted", "%'u accepted", progress->accepted), progress->accepted));
  add_figure (text, g_strdup_printf (ngettext ("%'u duplicate", "%'u duplicates", progress->duplicates),
                                     progress->duplicates));
  add_figure (text, g_strdup_printf (ngettext ("%'u invalid", "%'u invalid", progress->invalid), progress->invalid));
  if (progress->surplus > 0)
    add_figure (text,
                g_strdup_printf (ngettext ("%'u too many", "%'u too many", progress->surplus), progress->surplus));
  if (rate > 0.0 && !progress->unreachable && !dg_run_is_paused (dg_active_run_get_run (self->run)))
    /* Translators: how fast records are made. */
    add_figure (text, g_strdup_printf (_ ("%.1f records/s"), rate));
  if (progress->in_flight > 0)
    add_figure (text, g_strdup_printf (ngettext ("%u request at once", "%u requests at once", progress->in_flight),
                                       progress->in_flight));
  add_figure (text, g_strcmp0 (provider, DG_PRACTICE_PROVIDER) == 0 ? g_strdup (_ ("free"))
                                                                    : dg_figures_dup_cost (progress->cost_usd));

  return g_string_free (text, FALSE);
}

static char *
dup_state (DgRunView *self, const DgRunProgress *progress)
{
  DgRun *run = dg_active_run_get_run (self->run);
  guint n_left = progress->requested - MIN (progress->accepted, progress->requested);

  if (dg_run_is_paused (run) && progress->in_flight > 0)
    return g_strdup (_ ("Pausing: what is under way comes in"));
  if (dg_run_is_paused (run))
    return g_strdup (_ ("Paused"));
  if (n_left == 0)
    return g_strdup (_ ("Saving…"));
  if (progress->unreachable)
    return g_strdup (_ ("Waiting for the network"));

  return dg_figures_dup_time_left (dg_run_rate_get_seconds_left (&self->rate, n_left));
}

/* --- updating --- */

static void
show_count (DgRunView *self, const char *text, guint n, guint of)
{
  gtk_label_set_text (self->count_label, text);
  gtk_progress_bar_set_fraction (self->bar, of > 0 ? (double) n / of : 0.0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
show_refused (DgRunView *self, const DgRunProgress *progress)
{
  guint n_refused = progress->duplicates + progress->invalid + progress->surplus;
  const char *run = dg_run_get_id (dg_active_run_get_run (self->run));
  /* Translators: a button; the number is how many records were refused. */
  g_autofree char *label = g_strdup_printf (_ ("_Refused (%'u)"), n_refused);

  gtk_button_set_label (GTK_BUTTON (self->refused_button), label);
  if (run != NULL && gtk_toggle_button_get_active (self->refused_button))
    dg_refused_list_show_run (self->refused, self->library, run, n_refused);
}

static void
show_run (DgRunView *self)
{
  DgRun *run = dg_active_run_get_run (self->run);
  gboolean paused = dg_run_is_paused (run);
  DgRunProgress progress;
  guint n_seeded;
  g_autofree char *count = NULL;
  g_autofree char *figures = NULL;
  g_autofree char *state = NULL;
  g_autofree char *stop = NULL;

  dg_run_get_progress (run, &progress);
  n_seeded = dg_run_get_n_records (run) - progress.requested;
  if (paused || progress.unreachable)
    dg_run_rate_rest (&self->rate);
  else if (dg_run_get_id (run) != NULL)
    dg_run_rate_look (&self->rate, g_get_monotonic_time (), progress.accepted);

  figures = dup_figures (self, &progress);
  state = dup_state (self, &progress);
  /* Translators: how far it is, such as “137 of 250”. */
  count = g_strdup_printf (_ ("%'u of %'u"), progress.accepted + n_seeded, dg_run_get_n_records (run));
  show_count (self, count, progress.accepted + n_seeded, dg_run_get_n_records (run));
  gtk_label_set_text (self->figures_label, figures);
  gtk_label_set_text (self->left_label, state);
  gtk_widget_set_visible (self->pause_button, !paused);
  gtk_widget_set_visible (self->resume_button, paused);
  if (progress.accepted > 0)
    /* Translators: a button; the number is how many records there are. */
    stop = g_strdup_printf (_ ("_Stop and Keep %'u"), progress.accepted + n_seeded);
  gtk_button_set_label (GTK_BUTTON (self->stop_button), stop != NULL ? stop : _ ("_Stop"));
  show_refused (self, &progress);
  dg_latest_list_show_records (self->latest, dg_run_get_records (run));
}

static void
show_check (DgRunView *self, DgAnswerCheck *check)
{
  DgAnswerCheckProgress progress;
  DgRunProgress made;
  g_autofree char *count = NULL;
  g_autofree char *left = NULL;
  g_autofree char *cost = NULL;
  g_autofree char *flagged = NULL;
  g_autofree char *figures = NULL;

  dg_answer_check_get_progress (check, &progress);
  dg_run_rate_look (&self->check_rate, g_get_monotonic_time (), progress.n_checked);
  left = dg_figures_dup_time_left (
      dg_run_rate_get_seconds_left (&self->check_rate,
                                    progress.n_records - MIN (progress.n_checked, progress.n_records)));
  dg_run_get_progress (dg_active_run_get_run (self->run), &made);
  cost = dg_figures_dup_cost (made.cost_usd + progress.cost_usd);
  flagged = g_strdup_printf (ngettext ("%'u flagged", "%'u flagged", progress.n_flagged), progress.n_flagged);
  /* Translators: of the check of the answers: how many were flagged, and what all has cost so far. */
  figures = g_strdup_printf (_ ("The records are saved, and the answers are being checked · %s · %s"), flagged, cost);

  /* Translators: how far the check of the answers is. */
  count = g_strdup_printf (_ ("Checking %'u of %'u"), progress.n_checked, progress.n_records);
  show_count (self, count, progress.n_checked, progress.n_records);
  gtk_label_set_text (self->left_label, left);
  gtk_label_set_text (self->figures_label, figures);
}

/**
 * dg_run_view_update:
 * @self: a view with a run
 *
 * Shows how the run is now.
 */
void
dg_run_view_update (DgRunView *self)
{
  g_return_if_fail (DG_IS_RUN_VIEW (self));

  DgAnswerCheck *check = self->run != NULL ? dg_active_run_get_check (self->run) : NULL;

  if (self->run == NULL)
    return;

  if (check != NULL)
    show_check (self, check);
  else
    show_run (self);
  if (check != NULL)
    {
      gtk_widget_set_visible (self->pause_button, FALSE);
      gtk_widget_set_visible (self->resume_button, FALSE);
    }
  gtk_widget_set_visible (self->stop_button, check == NULL);
  gtk_widget_set_visible (self->skip_button, check != NULL);
}

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  DG_RUN_VIEW (widget)->frame = 0;
  dg_run_view_update (DG_RUN_VIEW (widget));

  return G_SOURCE_REMOVE;
}

/* A run can have news more often than anybody can see them. */
static void
changed_cb (DgRunView *self)
{
  if (self->frame == 0)
    self->frame = gtk_widget_add_tick_callback (GTK_WIDGET (self), frame_cb, NULL, NULL);
}

static gboolean
look_cb (gpointer data)
{
  DgRunView *self = data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    dg_run_view_update (self);

  return G_SOURCE_CONTINUE;
}

static void
show_list_cb (DgRunView *self)
{
  gboolean latest = gtk_toggle_button_get_active (self->latest_button);

  gtk_stack_set_visible_child (self->lists, latest ? GTK_WIDGET (self->latest) : GTK_WIDGET (self->refused));
  if (self->run != NULL)
    dg_run_view_update (self);
}

/* --- as a widget --- */

static void
dg_run_view_dispose (GObject *object)
{
  DgRunView *self = DG_RUN_VIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->frame != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->frame);
  self->frame = 0;
  g_clear_object (&self->run);
  g_clear_object (&self->library);
  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_run_view_parent_class)->dispose (object);
}

/* What can be done with the run is what somebody at the keyboard wants next, not the lists before it. */
static gboolean
dg_run_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (DG_RUN_VIEW (widget)->actions), GTK_DIR_TAB_FORWARD);
}

static void
dg_run_view_class_init (DgRunViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_run_view_dispose;
  widget_class->grab_focus = dg_run_view_grab_focus;

  g_type_ensure (DG_TYPE_LATEST_LIST);
  g_type_ensure (DG_TYPE_REFUSED_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-run-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRunView, count_label);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, left_label);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, bar);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, figures_label);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, latest_button);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, refused_button);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, pause_button);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, resume_button);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, stop_button);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, skip_button);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, buttons);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, listed);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, actions);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, lists);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, latest);
  gtk_widget_class_bind_template_child (widget_class, DgRunView, refused);
  gtk_widget_class_bind_template_callback (widget_class, show_list_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_run_view_init (DgRunView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->timer = g_timeout_add (LOOK_MS, look_cb, self);
}

/**
 * dg_run_view_set_run:
 * @self: a view
 * @library: where the run is
 * @run: a run
 */
void
dg_run_view_set_run (DgRunView *self, DgLibrary *library, DgActiveRun *run)
{
  g_return_if_fail (DG_IS_RUN_VIEW (self));
  g_return_if_fail (DG_IS_LIBRARY (library) && DG_IS_ACTIVE_RUN (run));

  if (self->run == run)
    return;

  if (self->run != NULL)
    g_signal_handlers_disconnect_by_func (dg_active_run_get_run (self->run), changed_cb, self);
  g_set_object (&self->run, run);
  g_set_object (&self->library, library);
  self->rate = (DgRunRate){ 0 };
  self->check_rate = (DgRunRate){ 0 };
  gtk_toggle_button_set_active (self->latest_button, TRUE);
  g_signal_connect_object (dg_active_run_get_run (run), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  dg_run_view_update (self);
}

/**
 * dg_run_view_set_narrow:
 * @self: a view
 * @narrow: whether what can be done is below what can be seen instead of beside it
 */
void
dg_run_view_set_narrow (DgRunView *self, gboolean narrow)
{
  g_return_if_fail (DG_IS_RUN_VIEW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->listed, narrow ? GTK_ALIGN_FILL : GTK_ALIGN_START);
  gtk_box_set_homogeneous (self->actions, narrow);
  dg_latest_list_set_narrow (self->latest, narrow);
}

/**
 * dg_run_view_shows_refused:
 * @self: a view
 *
 * Returns: whether the person is looking at what was refused
 */
gboolean
dg_run_view_shows_refused (DgRunView *self)
{
  g_return_val_if_fail (DG_IS_RUN_VIEW (self), FALSE);

  return gtk_toggle_button_get_active (self->refused_button);
}
