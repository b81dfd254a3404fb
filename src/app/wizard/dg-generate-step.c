/* dg-generate-step.c: the run that makes the dataset, as it goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-generate-step.h"

#include <glib/gi18n.h>

#include "dg-banner.h"
#include "dg-failure-page.h"
#include "dg-run-end.h"
#include "dg-run-view.h"
#include "dg-step-states.h"
#include "dg-toast.h"
#include "dg-wizard-run.h"

/**
 * DgGenerateStep:
 *
 * Begins the run that the step before asks for, or goes on with the one that the session has. The run belongs to the
 * program: this step shows it, and may come and go.
 */
struct _DgGenerateStep
{
  DgWizardStep parent_instance;

  DgActiveRun *run;       /* (owned) (nullable): the run that is shown, under way or over */
  DgRunReport *last;      /* (owned) (nullable): of the session's latest run, as the library has it */
  DgRunWish wish;         /* what the run that is begun is to be */
  GError *error;          /* (owned) (nullable): what went wrong last */
  GCancellable *stopping; /* (owned) (nullable): of getting ready */
  DgStepStates *states;   /* (owned) */
  gboolean keeping;       /* whether the run is only to save what it has */

  /* template */
  DgBanner *banner;
  GtkStack *stack;
  GtkSpinner *spinner;
  DgRunView *run_view;
  DgFailurePage *failed_page;
  DgRunEnd *end_view;
};

G_DEFINE_FINAL_TYPE (DgGenerateStep, dg_generate_step, DG_TYPE_WIZARD_STEP)

static DgWizardContext *
get_context (DgGenerateStep *self)
{
  return dg_wizard_step_get_context (DG_WIZARD_STEP (self));
}

static DgSession *
get_session (DgGenerateStep *self)
{
  return dg_wizard_step_get_session (DG_WIZARD_STEP (self));
}

static const char *
get_session_id (DgGenerateStep *self)
{
  return dg_session_get_draft (get_session (self))->id;
}

static DgRun *
get_run (DgGenerateStep *self)
{
  return self->run != NULL && !dg_active_run_has_ended (self->run) ? dg_active_run_get_run (self->run) : NULL;
}

/* --- what can be done now --- */

static void
update_actions (DgGenerateStep *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  DgRun *run = get_run (self);
  gboolean checking = run != NULL && dg_active_run_get_check (self->run) != NULL;
  gboolean running = run != NULL && !checking;

  gtk_widget_action_set_enabled (widget, "generate.pause", running && !dg_run_is_paused (run));
  gtk_widget_action_set_enabled (widget, "generate.go-on", running && dg_run_is_paused (run));
  gtk_widget_action_set_enabled (widget, "generate.stop", running);
  gtk_widget_action_set_enabled (widget, "generate.skip-check", checking);
  gtk_widget_action_set_enabled (widget, "generate.try-again", dg_step_states_is (self->states, "failed"));
  gtk_widget_action_set_enabled (widget, "generate.keep", self->last != NULL && self->last->accepted > 0);
  gtk_widget_action_set_enabled (widget, "generate.review", dg_step_states_is (self->states, "end"));
}

static void
show_state (DgGenerateStep *self, const char *state)
{
  gboolean starting = g_str_equal (state, "starting");

  gtk_spinner_set_spinning (self->spinner, starting);
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), starting && self->stopping != NULL);
  dg_step_states_show (self->states, state);
  if (!g_str_equal (state, "run"))
    dg_banner_set_revealed (self->banner, FALSE);
  update_actions (self);
  dg_step_states_settle (self->states, g_str_equal (state, "run")   ? GTK_WIDGET (self->run_view)
                                       : g_str_equal (state, "end") ? GTK_WIDGET (self->end_view)
                                                                    : NULL);
}

/* --- failing --- */

static void
show_failed (DgGenerateStep *self, const GError *error)
{
  guint n_kept = self->last != NULL && self->last->accepted > 0 ? dg_run_report_get_records (self->last) : 0;
  g_autofree char *kept = NULL;
  g_autofree char *keep = NULL;

  if (n_kept > 0)
    {
      kept = g_strdup_printf (ngettext ("%'u of %'u records is kept.", "%'u of %'u records are kept.", n_kept), n_kept,
                              self->last->requested);
      keep = g_strdup_printf (_ ("Stop and _Keep %'u"), n_kept);
    }
  dg_failure_page_show (self->failed_page, n_kept > 0 ? _ ("The Run Was Interrupted") : _ ("No Records Were Made"),
                        error, kept);
  dg_failure_page_set_other_label (self->failed_page, keep);
  show_state (self, "failed");
}

/* --- a run that is shown --- */

static void
show_banner (DgGenerateStep *self)
{
  DgRun *run = get_run (self);
  DgRunProgress progress;
  const char *text = NULL;

  if (run == NULL)
    return;

  dg_run_get_progress (run, &progress);
  if (progress.unreachable)
    text = _ ("The network is gone. Everything made until now is saved, and it goes on by itself.");
  else if (progress.slowed)
    text = _ ("The service takes fewer requests than we could send. It takes longer, and nothing is lost.");

  /* it slides away with what it says */
  if (text != NULL)
    dg_banner_set_title (self->banner, text);
  dg_banner_set_revealed (self->banner, text != NULL);
}

static void
run_changed_cb (DgGenerateStep *self)
{
  show_banner (self);
  update_actions (self);
}

static void
show_end (DgGenerateStep *self, const DgRunReport *report)
{
  dg_run_end_show_report (self->end_view, report, self->run);
  show_state (self, "end");
}

/* The dataset opens by itself for a person who has waited for it, unless there is something to tell. */
static gboolean
is_waited_for (DgGenerateStep *self, const DgRunReport *report)
{
  return dg_step_states_is_front (self->states) && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         report->status == DG_RUN_COMPLETE && report->dataset != NULL &&
         dg_active_run_get_check_error (self->run) == NULL && !dg_run_view_shows_refused (self->run_view);
}

static void
load_failed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgGenerateStep) self = data;
  DgRunReport *report = dg_library_load_report_finish (DG_LIBRARY (source), result, NULL);

  g_clear_pointer (&self->last, dg_run_report_free);
  self->last = report;
  if (get_context (self) != NULL && self->error != NULL)
    show_failed (self, self->error);
}

static void
run_ended_cb (DgGenerateStep *self)
{
  const DgRunReport *report = dg_active_run_get_report (self->run);

  g_clear_error (&self->error);
  if (report == NULL)
    {
      self->error = g_error_copy (dg_active_run_get_error (self->run));
      dg_library_load_report_async (dg_wizard_context_get_library (get_context (self)), get_session_id (self),
                                    dg_wizard_step_get_cancellable (DG_WIZARD_STEP (self)), load_failed_cb,
                                    g_object_ref (self));
      return;
    }

  show_end (self, report);
  if (is_waited_for (self, report))
    {
      g_autofree char *summary = dg_run_end_dup_summary (report);

      dg_toast_show (GTK_WIDGET (self), summary);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.review", "s", report->dataset);
    }
}

static void
forget_run (DgGenerateStep *self)
{
  if (self->run == NULL)
    return;

  g_signal_handlers_disconnect_by_data (dg_active_run_get_run (self->run), self);
  g_signal_handlers_disconnect_by_data (self->run, self);
  g_clear_object (&self->run);
}

static void
attach (DgGenerateStep *self, DgActiveRun *run)
{
  if (self->run != run)
    {
      forget_run (self);
      self->run = g_object_ref (run);
      g_signal_connect_object (run, "checking", G_CALLBACK (run_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (run, "ended", G_CALLBACK (run_ended_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (dg_active_run_get_run (run), "changed", G_CALLBACK (run_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  dg_run_view_set_run (self->run_view, dg_wizard_context_get_library (get_context (self)), run);
  show_state (self, "run");
  show_banner (self);
}

/* --- beginning one --- */

/* A session that has a run without ever having been asked is the command line's: another run is to be like that. */
static void
take_wish (DgGenerateStep *self)
{
  const DgRunWish *wish = &dg_session_get_draft (get_session (self))->wish;

  if (wish->n_records > 0)
    self->wish = *wish;
  else if (self->last != NULL)
    self->wish = (DgRunWish){
      .n_records = self->last->requested,
      .format = self->last->format,
      .max_cost_usd = self->last->max_cost_usd,
      .check_answers = self->last->check_model != NULL,
    };
}

/* Shows the run, or why there is none. */
static void
take_run (DgGenerateStep *self, DgActiveRun *active, const GError *error)
{
  gboolean keeping = self->keeping;

  self->keeping = FALSE;
  if (active == NULL)
    {
      show_failed (self, error);
      return;
    }

  attach (self, active);
  if (keeping)
    dg_run_stop (dg_active_run_get_run (active));
}

static void
prepare_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgGenerateStep) self = data;
  g_autoptr (GError) error = NULL;
  DgActiveRun *active = NULL;

  if (get_context (self) == NULL)
    return;

  g_clear_object (&self->stopping);
  if (dg_session_step_finish (DG_SESSION (source), result, &error))
    active = dg_wizard_run_begin (get_context (self), &self->wish, &error);
  take_run (self, active, error);
}

/* What is still open is worked out first, such as more situations for so many records. */
static void
begin (DgGenerateStep *self)
{
  g_autoptr (GError) error = NULL;

  take_wish (self);
  g_clear_pointer (&self->last, dg_run_report_free);
  g_clear_error (&self->error);
  forget_run (self);
  if (dg_wizard_context_open_model (get_context (self), &error) == NULL)
    {
      show_failed (self, error);
      return;
    }

  dg_wizard_context_set_run_wanted (get_context (self), FALSE);
  self->stopping = g_cancellable_new ();
  show_state (self, "starting");
  dg_session_prepare_async (get_session (self), self->wish.n_records, self->stopping, prepare_cb, g_object_ref (self));
}

/* --- going on with one --- */

static void
resume (DgGenerateStep *self)
{
  g_autoptr (GError) error = NULL;
  DgActiveRun *active = dg_wizard_run_resume (get_context (self), self->last, self->keeping, &error);

  take_run (self, active, error);
}

static void
look_at_last (DgGenerateStep *self)
{
  g_autoptr (GError) error = NULL;

  switch (self->last->status)
    {
    case DG_RUN_RUNNING:
    case DG_RUN_INTERRUPTED:
      resume (self);
      break;
    case DG_RUN_COMPLETE:
    case DG_RUN_PARTIAL:
      show_end (self, self->last);
      break;
    case DG_RUN_FAILED:
    default:
      error = g_error_new_literal (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_STOPPED,
                                   _ ("The last run ended before it had a record."));
      show_failed (self, error);
    }
}

static void
load_report_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgGenerateStep) self = data;
  g_autoptr (GError) error = NULL;
  DgRunReport *report = dg_library_load_report_finish (DG_LIBRARY (source), result, &error);

  if (get_context (self) == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&report, dg_run_report_free);
      return;
    }

  g_clear_pointer (&self->last, dg_run_report_free);
  self->last = report;
  if (report != NULL)
    look_at_last (self);
  else
    show_failed (self, error);
}

static void
load_report (DgGenerateStep *self)
{
  show_state (self, "starting");
  dg_library_load_report_async (dg_wizard_context_get_library (get_context (self)), get_session_id (self),
                                dg_wizard_step_get_cancellable (DG_WIZARD_STEP (self)), load_report_cb,
                                g_object_ref (self));
}

/* --- actions --- */

static void
pause_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgGenerateStep *self = DG_GENERATE_STEP (widget);

  dg_run_pause (get_run (self));
  dg_run_view_update (self->run_view);
  update_actions (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->run_view));
}

static void
go_on_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgGenerateStep *self = DG_GENERATE_STEP (widget);

  dg_run_go_on (get_run (self));
  dg_run_view_update (self->run_view);
  update_actions (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->run_view));
}

static void
stop_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_run_stop (get_run (DG_GENERATE_STEP (widget)));
}

static void
skip_check_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_active_run_skip_check (DG_GENERATE_STEP (widget)->run);
}

/* Records that are there are never made again. */
static void
try_again_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgGenerateStep *self = DG_GENERATE_STEP (widget);

  self->keeping = FALSE;
  if (self->last != NULL && (self->last->status == DG_RUN_RUNNING || self->last->status == DG_RUN_INTERRUPTED))
    load_report (self);
  else
    begin (self);
}

/* Goes on with the run, but only to save what it has. */
static void
keep_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgGenerateStep *self = DG_GENERATE_STEP (widget);

  self->keeping = TRUE;
  load_report (self);
}

static const DgRunReport *
get_report (DgGenerateStep *self)
{
  return self->run != NULL && dg_active_run_get_report (self->run) != NULL ? dg_active_run_get_report (self->run)
                                                                           : self->last;
}

static void
review_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const DgRunReport *report = get_report (DG_GENERATE_STEP (widget));

  if (report != NULL && report->dataset != NULL)
    gtk_widget_activate_action (widget, "win.review", "s", report->dataset);
}

static void
done_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.show-place", "s", "datasets");
}

/* --- as a step --- */

static gboolean
dg_generate_step_stop (DgWizardStep *step)
{
  DgGenerateStep *self = DG_GENERATE_STEP (step);

  if (self->stopping == NULL)
    return FALSE;

  g_cancellable_cancel (self->stopping);

  return TRUE;
}

static void
dg_generate_step_shown (DgWizardStep *step)
{
  DgGenerateStep *self = DG_GENERATE_STEP (step);
  DgActiveRun *active =
      dg_run_list_find_session (dg_wizard_context_get_runs (get_context (self)), get_session_id (self));

  dg_step_states_enter (self->states);
  if (active != NULL)
    attach (self, active);
  else if (dg_wizard_context_get_run_wanted (get_context (self)))
    begin (self);
  else
    load_report (self);
}

static void
dg_generate_step_leave (DgWizardStep *step)
{
  DgGenerateStep *self = DG_GENERATE_STEP (step);

  dg_step_states_leave (self->states);
  if (get_run (self) != NULL)
    dg_toast_show (GTK_WIDGET (self), _ ("Records go on being made"));
}

static void
narrow_cb (DgGenerateStep *self)
{
  dg_run_view_set_narrow (self->run_view, dg_wizard_step_get_narrow (DG_WIZARD_STEP (self)));
}

static void
dg_generate_step_dispose (GObject *object)
{
  DgGenerateStep *self = DG_GENERATE_STEP (object);

  forget_run (self);

  G_OBJECT_CLASS (dg_generate_step_parent_class)->dispose (object);
}

static void
dg_generate_step_finalize (GObject *object)
{
  DgGenerateStep *self = DG_GENERATE_STEP (object);

  g_clear_pointer (&self->last, dg_run_report_free);
  g_clear_error (&self->error);
  g_clear_object (&self->stopping);
  g_clear_pointer (&self->states, dg_step_states_free);

  G_OBJECT_CLASS (dg_generate_step_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "generate.pause", NULL, pause_cb);
  gtk_widget_class_install_action (widget_class, "generate.go-on", NULL, go_on_cb);
  gtk_widget_class_install_action (widget_class, "generate.stop", NULL, stop_cb);
  gtk_widget_class_install_action (widget_class, "generate.skip-check", NULL, skip_check_cb);
  gtk_widget_class_install_action (widget_class, "generate.try-again", NULL, try_again_cb);
  gtk_widget_class_install_action (widget_class, "generate.keep", NULL, keep_cb);
  gtk_widget_class_install_action (widget_class, "generate.review", NULL, review_cb);
  gtk_widget_class_install_action (widget_class, "generate.done", NULL, done_cb);
}

static void
dg_generate_step_class_init (DgGenerateStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  object_class->dispose = dg_generate_step_dispose;
  object_class->finalize = dg_generate_step_finalize;
  step_class->title = N_ ("Dataset");
  step_class->shown = dg_generate_step_shown;
  step_class->leave = dg_generate_step_leave;
  step_class->stop = dg_generate_step_stop;

  g_type_ensure (DG_TYPE_BANNER);
  g_type_ensure (DG_TYPE_FAILURE_PAGE);
  g_type_ensure (DG_TYPE_RUN_VIEW);
  g_type_ensure (DG_TYPE_RUN_END);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-generate-step.ui");
  gtk_widget_class_bind_template_child (widget_class, DgGenerateStep, banner);
  gtk_widget_class_bind_template_child (widget_class, DgGenerateStep, stack);
  gtk_widget_class_bind_template_child (widget_class, DgGenerateStep, spinner);
  gtk_widget_class_bind_template_child (widget_class, DgGenerateStep, run_view);
  gtk_widget_class_bind_template_child (widget_class, DgGenerateStep, failed_page);
  gtk_widget_class_bind_template_child (widget_class, DgGenerateStep, end_view);
  install_actions (widget_class);
}

static void
dg_generate_step_init (DgGenerateStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->states = dg_step_states_new (GTK_WIDGET (self), self->stack);
  dg_failure_page_set_actions (self->failed_page, "generate.try-again", "generate.keep");
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
  dg_wizard_step_set_next_label (DG_WIZARD_STEP (self), "");
  update_actions (self);
}
