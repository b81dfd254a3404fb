/* dg-configure-step.c: how many records, in which format, covering what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-configure-step.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dg-answer-check.h"
#include "dg-answer-format.h"
#include "dg-banner.h"
#include "dg-coverage-table.h"
#include "dg-dataset-name.h"
#include "dg-dialogs.h"
#include "dg-estimate-bar.h"
#include "dg-figures.h"
#include "dg-outline-call.h"
#include "dg-records-scale.h"
#include "dg-still.h"

/**
 * DgConfigureStep:
 *
 * The sixth step, before the run: name, number, format, coverage, check and limit. Name and coverage are the session's;
 * the rest is what the person wants of the run, which has it from the moment when it begins.
 */
struct _DgConfigureStep
{
  DgWizardStep parent_instance;

  DgBrief *brief;         /* (owned) (nullable): what the records will be made from */
  char *shown_outline;    /* (owned) (nullable): as JSON text */
  DgRunReport *last;      /* (owned) (nullable): the session's latest run */
  GCancellable *stopping; /* (owned) (nullable): of the step under way */

  /* template */
  GtkStack *states;
  GtkSpinner *spinner;
  AdwStatusPage *error_page;
  GtkWidget *preferences_button;
  DgBanner *banner;
  GtkWidget *form;
  GtkEditable *name_row;
  GtkSpinButton *records_spin;
  GtkAdjustment *records_adjustment;
  DgRecordsScale *records_scale;
  GtkLabel *approved_label;
  GtkToggleButton *jsonl_button;
  GtkToggleButton *csv_button;
  DgCoverageTable *coverage;
  AdwActionRow *check_row;
  GtkSwitch *check_switch;
  AdwActionRow *cap_row;
  GtkWidget *cap_sum_row;
  GtkSpinButton *cap_spin;
  GtkSwitch *cap_switch;
  DgEstimateBar *estimate_bar;
};

G_DEFINE_FINAL_TYPE (DgConfigureStep, dg_configure_step, DG_TYPE_WIZARD_STEP)

static DgWizardContext *
get_context (DgConfigureStep *self)
{
  return dg_wizard_step_get_context (DG_WIZARD_STEP (self));
}

static DgRunWish *
get_wish (DgConfigureStep *self)
{
  return dg_wizard_context_get_wish (get_context (self));
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
show_check (DgConfigureStep *self)
{
  DgModel *model = dg_wizard_context_open_model (get_context (self), NULL);
  double cost =
      model != NULL && self->brief != NULL
          ? dg_answer_check_estimate_cost (self->brief, model, self->brief->examples, get_wish (self)->n_records)
          : NAN;
  g_autofree char *sum = dg_figures_dup_cost (cost);
  g_autofree char *text = NULL;

  if (isnan (cost))
    text = g_strdup (_ ("Every input is answered once more, blind, and what disagrees is flagged for review."));
  else if (cost <= 0.0)
    text = g_strdup (_ ("Every input is answered once more, blind, and what disagrees is flagged for review. Free."));
  else
    text = g_strdup_printf (
        _ ("Every input is answered once more, blind, and what disagrees is flagged for review. About %s more."), sum);
  adw_action_row_set_subtitle (self->check_row, text);
}

/* Why no limit can be set; NULL when one can. */
static const char *
get_cap_obstacle (DgConfigureStep *self)
{
  DgModel *model = dg_wizard_context_open_model (get_context (self), NULL);
  DgPrice price;

  if (model == NULL)
    return _ ("Not before the model can be asked.");
  if (g_str_equal (dg_model_get_provider (model), DG_PRACTICE_PROVIDER))
    return _ ("The practice model is free.");

  dg_model_get_price (model, &price);

  return isnan (price.output) ? _ ("The price of this model is not known, so that no limit could be kept.") : NULL;
}

static void
show_cap (DgConfigureStep *self)
{
  const char *obstacle = get_cap_obstacle (self);
  gboolean on = obstacle == NULL && gtk_switch_get_active (self->cap_switch);

  adw_action_row_set_subtitle (self->cap_row, obstacle != NULL
                                                  ? obstacle
                                                  : _ ("Stops before more could be spent; what was made is kept."));
  gtk_widget_set_sensitive (GTK_WIDGET (self->cap_row), obstacle == NULL);
  gtk_widget_set_visible (self->cap_sum_row, on);
}

static void
show_estimate (DgConfigureStep *self)
{
  show_check (self);
  show_cap (self);
  dg_estimate_bar_show (self->estimate_bar, get_context (self), get_wish (self)->n_records,
                        gtk_switch_get_active (self->check_switch));
}

static void
show_approved (DgConfigureStep *self)
{
  g_autoptr (GPtrArray) approved = dg_session_dup_approved (dg_wizard_step_get_session (DG_WIZARD_STEP (self)));
  g_autofree char *text = g_strdup_printf (ngettext ("%u approved sample is among them.",
                                                     "%u approved samples are among them.", approved->len),
                                           approved->len);

  gtk_label_set_text (self->approved_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->approved_label), approved->len > 0);
}

/* Whatever the session has come to, there is one thing to say about it. */
static void
show_run (DgConfigureStep *self)
{
  DgWizardStep *step = DG_WIZARD_STEP (self);
  gboolean running = get_active_run (self) != NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->form, !running && !has_dataset (self));
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
  dg_wizard_step_set_next_label (step, running || has_dataset (self) ? NULL : _ ("_Generate"));
}

static void
update_complete (DgConfigureStep *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (self->name_row));
  gboolean shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "form") == 0;

  dg_wizard_step_set_complete (DG_WIZARD_STEP (self), shown && *g_strstrip (name) != '\0');
}

/* --- what the person changes --- */

static void
name_changed_cb (DgConfigureStep *self)
{
  update_complete (self);
}

static void
set_records (DgConfigureStep *self, guint n_records)
{
  DgRunWish *wish = get_wish (self);

  if (wish->n_records == n_records)
    return;

  wish->n_records = n_records;
  dg_records_scale_set_records (self->records_scale, n_records);
  gtk_adjustment_set_value (self->records_adjustment, n_records);
  dg_coverage_table_set_total (self->coverage, n_records);
  show_estimate (self);
}

static void
records_typed_cb (DgConfigureStep *self)
{
  if (get_context (self) != NULL)
    set_records (self, (guint) gtk_adjustment_get_value (self->records_adjustment));
}

static void
records_moved_cb (DgConfigureStep *self)
{
  if (get_context (self) != NULL)
    set_records (self, dg_records_scale_get_records (self->records_scale));
}

static void
coverage_changed_cb (DgConfigureStep *self)
{
  show_estimate (self);
}

static void
check_changed_cb (DgConfigureStep *self)
{
  show_estimate (self);
}

static void
cap_changed_cb (DgConfigureStep *self)
{
  show_cap (self);
}

static void
model_changed_cb (DgConfigureStep *self)
{
  if (self->brief != NULL)
    show_estimate (self);
}

/* --- showing what the session has --- */

static void
show_name (DgConfigureStep *self)
{
  g_autofree char *name = dg_session_choose_name (dg_wizard_step_get_session (DG_WIZARD_STEP (self)), NULL,
                                                  dg_wizard_context_get_provider (get_context (self)));

  if (*gtk_editable_get_text (self->name_row) == '\0')
    gtk_editable_set_text (self->name_row, name);
}

/* What the person wants before they have said anything. */
static void
propose_wish (DgConfigureStep *self)
{
  DgRunWish *wish = get_wish (self);
  DgChecklist *checklist = dg_session_get_checklist (dg_wizard_step_get_session (DG_WIZARD_STEP (self)));
  const char *format = dg_checklist_get_value (checklist, DG_ITEM_DATASET_FORMAT, 0);
  GSettings *settings = dg_engine_get_settings (dg_wizard_context_get_engine (get_context (self)));

  if (wish->n_records != 0)
    return;

  wish->n_records =
      get_draft (self)->requested > 0 ? get_draft (self)->requested : g_settings_get_uint (settings, "records");
  wish->n_records = CLAMP (wish->n_records, DG_MIN_RECORDS, DG_MAX_RECORDS);
  wish->format = DG_FILE_FORMAT_JSONL;
  if (format != NULL)
    dg_file_format_from_id (format, &wish->format);
  gtk_toggle_button_set_active (wish->format == DG_FILE_FORMAT_CSV ? self->csv_button : self->jsonl_button, TRUE);
  dg_records_scale_set_records (self->records_scale, wish->n_records);
  gtk_adjustment_set_value (self->records_adjustment, wish->n_records);
}

static void
show_form (DgConfigureStep *self, DgBrief *brief)
{
  g_autofree char *outline = dg_outline_to_json (brief->outline);

  g_clear_pointer (&self->brief, dg_brief_free);
  self->brief = brief;
  propose_wish (self);
  show_name (self);
  show_approved (self);
  /* counts that are being changed are not lost by going back and forth */
  if (g_strcmp0 (outline, self->shown_outline) != 0)
    {
      dg_coverage_table_set_outline (self->coverage, brief->outline, get_wish (self)->n_records);
      g_free (self->shown_outline);
      self->shown_outline = g_steal_pointer (&outline);
    }
  gtk_stack_set_visible_child_name (self->states, "form");
  show_run (self);
  show_estimate (self);
  update_complete (self);
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
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *text =
      g_markup_escape_text (cancelled ? _ ("It was stopped before it came to its end.") : error->message, -1);

  adw_status_page_set_title (self->error_page, _ ("The Plan Is Not Ready"));
  adw_status_page_set_description (self->error_page, text);
  gtk_widget_set_visible (self->preferences_button, error->domain == DG_INFERENCE_ERROR);
  gtk_stack_set_visible_child_name (self->states, "error");
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
  gtk_stack_set_visible_child_name (self->states, "preparing");
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
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "form") == 0)
    show_run (self);
}

/* --- going on --- */

static void
fail (DgConfigureStep *self, const GError *error)
{
  end_step (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  dg_banner_set_title (self->banner, error->message);
  dg_banner_set_button_label (self->banner, error->domain == DG_INFERENCE_ERROR ? _ ("Open _Preferences") : NULL);
  dg_banner_set_revealed (self->banner, TRUE);
}

static void
banner_button_cb (DgConfigureStep *self)
{
  if (is_interrupted (self))
    dg_wizard_step_finish (DG_WIZARD_STEP (self));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", NULL);
}

static void
configure_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgConfigureStep) self = data;
  g_autoptr (GError) error = NULL;

  if (get_context (self) == NULL)
    return;
  if (!dg_session_step_finish (DG_SESSION (source), result, &error))
    {
      fail (self, error);
      return;
    }

  end_step (self);
  get_wish (self)->pending = TRUE;
  dg_wizard_step_finish (DG_WIZARD_STEP (self));
}

static void
configure (DgConfigureStep *self)
{
  g_autofree char *name = dg_session_choose_name (dg_wizard_step_get_session (DG_WIZARD_STEP (self)),
                                                  gtk_editable_get_text (self->name_row),
                                                  dg_wizard_context_get_provider (get_context (self)));

  dg_session_configure_async (dg_wizard_step_get_session (DG_WIZARD_STEP (self)), name, self->stopping, configure_cb,
                              g_object_ref (self));
}

static void
outline_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgConfigureStep) self = data;
  g_autoptr (GError) error = NULL;

  if (get_context (self) == NULL)
    return;
  if (!dg_session_step_finish (DG_SESSION (source), result, &error))
    fail (self, error);
  else
    configure (self);
}

static void
save (DgConfigureStep *self)
{
  DgSession *session = dg_wizard_step_get_session (DG_WIZARD_STEP (self));
  DgRunWish *wish = get_wish (self);
  g_autoptr (DgOutline) outline = NULL;
  GSettings *settings = dg_engine_get_settings (dg_wizard_context_get_engine (get_context (self)));

  wish->format = gtk_toggle_button_get_active (self->csv_button) ? DG_FILE_FORMAT_CSV : DG_FILE_FORMAT_JSONL;
  wish->check_answers = gtk_switch_get_active (self->check_switch);
  wish->max_cost_usd = gtk_switch_get_active (self->cap_switch) && get_cap_obstacle (self) == NULL
                           ? gtk_spin_button_get_value (self->cap_spin)
                           : 0.0;
  g_settings_set_uint (settings, "records", wish->n_records);

  self->stopping = g_cancellable_new ();
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), TRUE);
  if (!dg_coverage_table_is_changed (self->coverage))
    {
      configure (self);
      return;
    }
  outline = dg_coverage_table_make_outline (self->coverage);
  g_free (self->shown_outline);
  outline->by_hand = TRUE;
  self->shown_outline = dg_outline_to_json (outline);
  dg_session_set_outline_async (session, outline, self->stopping, outline_cb, g_object_ref (self));
}

static void
anew_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgConfigureStep) self = data;

  if (dg_dialogs_ask_finish (result) && get_context (self) != NULL)
    save (self);
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
    dg_wizard_step_finish (step);
  else if (dg_wizard_context_open_model (get_context (self), &error) == NULL)
    fail (self, error);
  else if (is_interrupted (self))
    ask_anew (self);
  else
    save (self);
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

  g_clear_pointer (&self->last, dg_run_report_free);
  prepare (self);
  dg_library_load_report_async (dg_wizard_context_get_library (get_context (self)), get_draft (self)->id,
                                dg_wizard_step_get_cancellable (step), load_report_cb, g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->records_spin));
}

static void
dg_configure_step_set_up (DgWizardStep *step)
{
  g_signal_connect_object (get_context (DG_CONFIGURE_STEP (step)), "notify::model-key", G_CALLBACK (model_changed_cb),
                           step, G_CONNECT_SWAPPED);
}

static void
narrow_cb (DgConfigureStep *self)
{
  dg_coverage_table_set_narrow (self->coverage, dg_wizard_step_get_narrow (DG_WIZARD_STEP (self)));
}

static void
dg_configure_step_finalize (GObject *object)
{
  DgConfigureStep *self = DG_CONFIGURE_STEP (object);

  g_clear_pointer (&self->brief, dg_brief_free);
  g_clear_pointer (&self->shown_outline, g_free);
  g_clear_pointer (&self->last, dg_run_report_free);
  g_clear_object (&self->stopping);

  G_OBJECT_CLASS (dg_configure_step_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-configure-step.ui");
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, states);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, spinner);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, error_page);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, preferences_button);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, banner);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, form);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, name_row);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, records_spin);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, records_adjustment);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, records_scale);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, approved_label);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, jsonl_button);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, csv_button);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, coverage);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, check_row);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, check_switch);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, cap_row);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, cap_sum_row);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, cap_spin);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, cap_switch);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureStep, estimate_bar);
  gtk_widget_class_bind_template_callback (widget_class, banner_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, records_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, records_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, coverage_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cap_changed_cb);
}

static void
dg_configure_step_class_init (DgConfigureStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dg_configure_step_finalize;
  step_class->title = N_ ("Dataset");
  step_class->set_up = dg_configure_step_set_up;
  step_class->shown = dg_configure_step_shown;
  step_class->stop = dg_configure_step_stop;
  step_class->advance = dg_configure_step_advance;

  g_type_ensure (DG_TYPE_BANNER);
  g_type_ensure (DG_TYPE_COVERAGE_TABLE);
  g_type_ensure (DG_TYPE_ESTIMATE_BAR);
  g_type_ensure (DG_TYPE_RECORDS_SCALE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "configure.try-again", NULL, try_again_cb);
}

static void
dg_configure_step_init (DgConfigureStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dg_still_keep (GTK_WIDGET (self->records_spin));
  dg_still_keep (GTK_WIDGET (self->cap_spin));
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
}
