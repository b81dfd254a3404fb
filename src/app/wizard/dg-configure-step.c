/* dg-configure-step.c: how many records, in which format, covering what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-configure-step.h"

#include <glib/gi18n.h>

#include "dg-answer-format.h"
#include "dg-banner.h"
#include "dg-configure-form.h"
#include "dg-dialogs.h"
#include "dg-estimate-bar.h"
#include "dg-failure-page.h"
#include "dg-failure.h"
#include "dg-outline-call.h"
#include "dg-step-states.h"

/* How long nothing is to change before it is saved. */
#define QUIET_MS 300

/* What the banner says went wrong. */
typedef enum
{
  FAILURE_NONE,
  FAILURE_TO_SAVE,
  FAILURE_TO_BEGIN,
} Failure;

/**
 * DgConfigureStep:
 *
 * The sixth step, before the run. What the person wants is the session's, shortly after it is said.
 */
struct _DgConfigureStep
{
  DgWizardStep parent_instance;

  DgBrief *brief;         /* (owned) (nullable): what the records will be made from */
  DgRunReport *last;      /* (owned) (nullable): the session's latest run */
  GCancellable *stopping; /* (owned) (nullable): of the step under way */
  guint save_id;          /* source: when what has changed is saved */
  gboolean changed;       /* whether there is something to save */
  gboolean saving;        /* whether that is under way */
  gboolean advancing;     /* whether the run begins once it is saved */
  DgStepStates *states;   /* (owned) */
  Failure failure;        /* what went wrong last, as long as the banner is about that */

  /* template */
  GtkStack *stack;
  GtkSpinner *spinner;
  DgFailurePage *error_page;
  DgBanner *banner;
  DgConfigureForm *form;
  DgEstimateBar *estimate_bar;
};

G_DEFINE_FINAL_TYPE (DgConfigureStep, dg_configure_step, DG_TYPE_WIZARD_STEP)

static DgWizardContext *
get_context (DgConfigureStep *self)
{
  return dg_wizard_step_get_context (DG_WIZARD_STEP (self));
}

static const DgDraft *
get_draft (DgConfigureStep *self)
{
  return dg_session_get_draft (dg_wizard_step_get_session (DG_WIZARD_STEP (self)));
}

static DgActiveRun *
get_active_run (DgConfigureStep *self)
{
  return dg_run_list_find_session (dg_wizard_context_get_runs (get_context (self)), get_draft (self)->id);
}

static gboolean
has_dataset (DgConfigureStep *self)
{
  return self->last != NULL && (self->last->status == DG_RUN_COMPLETE || self->last->status == DG_RUN_PARTIAL);
}

/* What was made and is paid for, of a run that nobody has ended. */
static gboolean
is_interrupted (DgConfigureStep *self)
{
  return self->last != NULL && self->last->accepted > 0 &&
         (self->last->status == DG_RUN_RUNNING || self->last->status == DG_RUN_INTERRUPTED);
}

/* --- what depends on what --- */

static void
show_estimate (DgConfigureStep *self)
{
  DgRunWish wish;

  dg_configure_form_get_wish (self->form, &wish);
  dg_estimate_bar_show (self->estimate_bar, get_context (self), wish.n_records, wish.check_answers);
}

/* Whatever the session has come to, there is one thing to say about it. */
static void
show_banner (DgConfigureStep *self)
{
  gboolean running = get_active_run (self) != NULL;
  g_autofree char *text = NULL;

  dg_banner_set_button_label (self->banner, NULL);
  if (running)
    text = g_strdup (_ ("Records are being made with this configuration. Stop that first to change it."));
  else if (has_dataset (self))
    text = g_strdup (_ ("This dataset is made. Review can add more records to it."));
  else if (is_interrupted (self))
    text = g_strdup_printf (ngettext ("A run was interrupted with %u of %u records.",
                                      "A run was interrupted with %u of %u records.", self->last->requested),
                            dg_run_report_get_records (self->last), self->last->requested);

  dg_banner_set_title (self->banner, text);
  if (!running && is_interrupted (self))
    dg_banner_set_button_label (self->banner, _ ("_Go On with It"));
  dg_banner_set_revealed (self->banner, text != NULL);
}

/* What went wrong comes before it, until that is over. */
static void
show_run (DgConfigureStep *self)
{
  gboolean over = get_active_run (self) != NULL || has_dataset (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !over);
  dg_wizard_step_set_next_label (DG_WIZARD_STEP (self), over ? NULL : _ ("_Generate"));
  if (self->failure == FAILURE_NONE)
    show_banner (self);
}

static void
update_complete (DgConfigureStep *self)
{
  g_autofree char *name = dg_configure_form_dup_name (self->form);
  gboolean shown = dg_step_states_is (self->states, "form");

  dg_wizard_step_set_complete (DG_WIZARD_STEP (self), shown && name != NULL);
}

/* --- what the person changes --- */

static void
fail (DgConfigureStep *self, Failure what, const GError *error)
{
  g_autoptr (DgFailure) failure = dg_failure_new (error);

  self->failure = what;
  self->advancing = FALSE;
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), FALSE);
  dg_banner_set_title (self->banner, dg_failure_get_text (failure));
  dg_banner_set_button_label (self->banner, dg_failure_is_setting (failure) ? _ ("Open _Preferences") : NULL);
  dg_banner_set_revealed (self->banner, TRUE);
}

/* A save that succeeds does not mend what kept a run from beginning. */
static void
forget_failure (DgConfigureStep *self, Failure what)
{
  if (self->failure != what)
    return;

  self->failure = FAILURE_NONE;
  show_run (self);
}

static void save (DgConfigureStep *self);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgConfigureStep) self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = dg_session_step_finish (DG_SESSION (source), result, &error);

  self->saving = FALSE;
  if (get_context (self) == NULL)
    return;

  if (!saved)
    {
      /* it is tried again with the next change, with Generate, or when the person comes back */
      self->changed = TRUE;
      fail (self, FAILURE_TO_SAVE, error);
      return;
    }

  forget_failure (self, FAILURE_TO_SAVE);
  if (self->changed)
    save (self);
  else if (self->advancing)
    {
      self->advancing = FALSE;
      dg_wizard_step_set_busy (DG_WIZARD_STEP (self), FALSE);
      dg_wizard_context_set_run_wanted (get_context (self), TRUE);
      dg_wizard_step_finish (DG_WIZARD_STEP (self));
    }
}

/* All that was changed until now; what is changed meanwhile follows. */
static void
save (DgConfigureStep *self)
{
  g_autofree char *typed = dg_configure_form_dup_name (self->form);
  g_autofree char *name = NULL;
  g_autoptr (DgOutline) outline = NULL;
  DgSession *session = dg_wizard_step_get_session (DG_WIZARD_STEP (self));
  DgRunWish wish;

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (!self->changed || self->saving)
    return;

  if (typed != NULL)
    name = dg_session_choose_name (session, typed, dg_wizard_context_get_provider (get_context (self)));
  outline = dg_configure_form_make_outline (self->form);
  dg_configure_form_get_wish (self->form, &wish);

  const DgConfiguration wanted = { .name = name, .wish = &wish, .outline = outline };

  self->changed = FALSE;
  self->saving = TRUE;
  dg_session_configure_async (session, &wanted, NULL, saved_cb, g_object_ref (self));
}

static gboolean
save_cb (gpointer data)
{
  DgConfigureStep *self = data;

  self->save_id = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

static void
form_changed_cb (DgConfigureStep *self)
{
  forget_failure (self, FAILURE_TO_BEGIN);
  update_complete (self);
  show_estimate (self);
  self->changed = TRUE;
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (QUIET_MS, save_cb, self);
}

static void
model_changed_cb (DgConfigureStep *self)
{
  if (self->brief == NULL)
    return;

  forget_failure (self, FAILURE_TO_BEGIN);
  dg_configure_form_update (self->form);
  show_estimate (self);
}

/* --- showing what the session has --- */

/* What is not saved yet is newer than what the session has, and is saved now if it could not be before. */
static void
show_form (DgConfigureStep *self, DgBrief *brief)
{
  if (self->changed || self->saving)
    dg_configure_form_set_brief (self->form, brief);
  else
    dg_configure_form_show (self->form, brief);
  g_clear_pointer (&self->brief, dg_brief_free);
  self->brief = brief;
  self->failure = FAILURE_NONE;
  show_run (self);
  dg_step_states_show (self->states, "form");
  dg_step_states_settle (self->states, GTK_WIDGET (self->form));
  show_estimate (self);
  update_complete (self);
  save (self);
}

/* --- preparing --- */

static void
end_step (DgConfigureStep *self)
{
  g_clear_object (&self->stopping);
  gtk_spinner_stop (self->spinner);
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), FALSE);
}

static void
show_error (DgConfigureStep *self, const GError *error)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "configure.try-again", TRUE);
  dg_failure_page_show (self->error_page, _ ("The Plan Is Not Ready"), error, NULL);
  dg_step_states_show (self->states, "error");
  dg_step_states_settle (self->states, NULL);
  update_complete (self);
}

static void
prepare_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgConfigureStep) self = data;
  g_autoptr (GError) error = NULL;
  DgBrief *brief = NULL;

  if (dg_wizard_step_get_session (DG_WIZARD_STEP (self)) == NULL)
    return;

  end_step (self);
  if (dg_session_step_finish (DG_SESSION (source), result, &error))
    brief = dg_session_make_brief (DG_SESSION (source), &error);
  if (brief != NULL)
    show_form (self, brief);
  else
    show_error (self, error);
}

/* What is worked out already, so that no model need be asked; NULL when something is open. */
static DgBrief *
make_ready_brief (DgConfigureStep *self)
{
  DgSession *session = dg_wizard_step_get_session (DG_WIZARD_STEP (self));
  DgChecklist *checklist = dg_session_get_checklist (session);
  g_autoptr (DgBrief) brief = NULL;

  if (dg_answer_format_is_open (checklist))
    return NULL;

  brief = dg_session_make_brief (session, NULL);
  if (brief == NULL || (get_draft (self)->outline == NULL && dg_outline_call_is_needed (checklist, brief->outline)))
    return NULL;

  return g_steal_pointer (&brief);
}

static void
prepare (DgConfigureStep *self)
{
  DgBrief *brief = make_ready_brief (self);
  g_autoptr (GError) error = NULL;

  if (brief != NULL)
    {
      show_form (self, brief);
      return;
    }
  if (dg_wizard_context_open_model (get_context (self), &error) == NULL)
    {
      show_error (self, error);
      return;
    }

  self->stopping = g_cancellable_new ();
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), TRUE);
  dg_wizard_step_set_complete (DG_WIZARD_STEP (self), FALSE);
  gtk_spinner_start (self->spinner);
  dg_step_states_show (self->states, "preparing");
  dg_step_states_settle (self->states, NULL);
  dg_session_prepare_async (dg_wizard_step_get_session (DG_WIZARD_STEP (self)), DG_MIN_RECORDS, self->stopping,
                            prepare_cb, g_object_ref (self));
}

static void
try_again_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  prepare (DG_CONFIGURE_STEP (widget));
}

static void
load_report_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgConfigureStep) self = data;
  g_autoptr (GError) error = NULL;
  DgRunReport *report = dg_library_load_report_finish (DG_LIBRARY (source), result, &error);

  /* that there is no run yet is no error to be told */
  if (report == NULL || get_context (self) == NULL)
    {
      g_clear_pointer (&report, dg_run_report_free);
      return;
    }

  g_clear_pointer (&self->last, dg_run_report_free);
  self->last = report;
  if (dg_step_states_is (self->states, "form"))
    show_run (self);
}

/* --- going on --- */

static void
banner_button_cb (DgConfigureStep *self)
{
  if (self->failure == FAILURE_NONE)
    dg_wizard_step_finish (DG_WIZARD_STEP (self));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", NULL);
}

static void
advance (DgConfigureStep *self)
{
  GSettings *settings = dg_engine_get_settings (dg_wizard_context_get_engine (get_context (self)));
  DgRunWish wish;

  dg_configure_form_get_wish (self->form, &wish);
  g_settings_set_uint (settings, "records", wish.n_records);
  self->changed = TRUE;
  self->advancing = TRUE;
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), TRUE);
  save (self);
}

static void
anew_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgConfigureStep) self = data;

  if (dg_dialogs_ask_finish (result) && get_context (self) != NULL)
    advance (self);
}

/* What an interrupted run has is paid for: another is begun only when that is said. */
static void
ask_anew (DgConfigureStep *self)
{
  g_autofree char *body =
      g_strdup_printf (ngettext ("The interrupted run has %u record. It is not used when another is begun.",
                                 "The interrupted run has %u records. They are not used when another is begun.",
                                 self->last->accepted),
                       self->last->accepted);
  const DgQuestion question = {
    .heading = _ ("Begin Anew?"),
    .body = body,
    .answer = _ ("_Begin Anew"),
    .destructive = TRUE,
  };

  dg_dialogs_ask_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &question,
                        dg_wizard_step_get_cancellable (DG_WIZARD_STEP (self)), anew_cb, g_object_ref (self));
}

static void
dg_configure_step_advance (DgWizardStep *step)
{
  DgConfigureStep *self = DG_CONFIGURE_STEP (step);
  g_autoptr (GError) error = NULL;

  if (get_active_run (self) != NULL || has_dataset (self))
    {
      dg_wizard_step_finish (step);
      return;
    }
  if (dg_wizard_context_open_model (get_context (self), &error) == NULL)
    {
      fail (self, FAILURE_TO_BEGIN, error);
      return;
    }

  forget_failure (self, FAILURE_TO_BEGIN);
  if (is_interrupted (self))
    ask_anew (self);
  else
    advance (self);
}

/* --- as a step --- */

static gboolean
dg_configure_step_stop (DgWizardStep *step)
{
  DgConfigureStep *self = DG_CONFIGURE_STEP (step);

  if (self->stopping == NULL)
    return FALSE;

  g_cancellable_cancel (self->stopping);

  return TRUE;
}

static void
dg_configure_step_shown (DgWizardStep *step)
{
  DgConfigureStep *self = DG_CONFIGURE_STEP (step);

  dg_step_states_enter (self->states);
  g_clear_pointer (&self->last, dg_run_report_free);
  prepare (self);
  dg_library_load_report_async (dg_wizard_context_get_library (get_context (self)), get_draft (self)->id,
                                dg_wizard_step_get_cancellable (step), load_report_cb, g_object_ref (self));
}

static void
dg_configure_step_leave (DgWizardStep *step)
{
  dg_step_states_leave (DG_CONFIGURE_STEP (step)->states);
  save (DG_CONFIGURE_STEP (step));
}

static void
dg_configure_step_set_up (DgWizardStep *step)
{
  dg_configure_form_set_context (DG_CONFIGURE_STEP (step)->form, get_context (DG_CONFIGURE_STEP (step)));
  g_signal_connect_object (get_context (DG_CONFIGURE_STEP (step)), "notify::model-key", G_CALLBACK (model_changed_cb),
                           step, G_CONNECT_SWAPPED);
}

static void
narrow_cb (DgConfigureStep *self)
{
  dg_configure_form_set_narrow (self->form, dg_wizard_step_get_narrow (DG_WIZARD_STEP (self)));
}

static void
dg_configure_step_dispose (GObject *object)
{
  g_clear_handle_id (&DG_CONFIGURE_STEP (object)->save_id, g_source_remove);

  G_OBJECT_CLASS (dg_configure_step_parent_class)->dispose (object);
}

static void
dg_configure_step_finalize (GObject *object)
{
  DgConfigureStep *self = DG_CONFIGURE_STEP (object);

  g_clear_pointer (&self->brief, dg_brief_free);
  g_clear_pointer (&self->last, dg_run_report_free);
  g_clear_object (&self->stopping);
  g_clear_pointer (&self->states, dg_step_states_free);

  G_OBJECT_CLASS (dg_configure_step_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-configure-step.ui");
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, stack);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, spinner);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, error_page);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, banner);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, form);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, estimate_bar);
  gtk_widget_class_bind_template_callback (widget_class, banner_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
}

static void
dg_configure_step_class_init (DgConfigureStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_configure_step_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_configure_step_finalize;
  step_class->title = N_ ("Dataset");
  step_class->set_up = dg_configure_step_set_up;
  step_class->shown = dg_configure_step_shown;
  step_class->leave = dg_configure_step_leave;
  step_class->stop = dg_configure_step_stop;
  step_class->advance = dg_configure_step_advance;

  g_type_ensure (DG_TYPE_BANNER);
  g_type_ensure (DG_TYPE_CONFIGURE_FORM);
  g_type_ensure (DG_TYPE_ESTIMATE_BAR);
  g_type_ensure (DG_TYPE_FAILURE_PAGE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "configure.try-again", NULL, try_again_cb);
}

static void
dg_configure_step_init (DgConfigureStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->states = dg_step_states_new (GTK_WIDGET (self), self->stack);
  dg_failure_page_set_actions (self->error_page, "configure.try-again", NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "configure.try-again", FALSE);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
}
