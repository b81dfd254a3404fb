/* dg-samples-step.c: the sample cards, and the guidance rules that notes on them become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-samples-step.h"

#include <glib/gi18n.h>

#include "dg-banner.h"
#include "dg-card-grid.h"
#include "dg-dialogs.h"
#include "dg-failure.h"
#include "dg-rule-list.h"
#include "dg-sample-bar.h"
#include "dg-sample-card.h"

/**
 * DgSamplesStep:
 *
 * Steps 4 and 5: five samples are made at once; the person approves, edits and writes notes, and the model makes
 * further rounds from that until they are good. All of it goes through one #DgSampleDesk.
 */
struct _DgSamplesStep
{
  DgWizardStep parent_instance;

  DgSampleDesk *desk; /* (owned) (nullable): NULL before the step is set up */
  DgFailure *failure; /* (owned) (nullable): why the last round could not be made, or something not be saved */
  DgRoundKind kind;   /* what was tried then */
  guint card;         /* with which card, 0 for all */
  gboolean in_round;  /* whether @failure is about a round */
  char *dismissed;    /* (owned) (nullable): the question that was read */
  gboolean advancing; /* whether the person goes on as soon as everything is saved */

  /* template */
  DgBanner *error_banner;
  DgBanner *stale_banner;
  DgBanner *question_banner;
  GtkStack *states;
  AdwStatusPage *empty_page;
  GtkButton *empty_button;
  GtkWidget *preferences_button;
  GtkWidget *details_button;
  DgSampleBar *bar;
  GtkWidget *hint_box;
  GtkLabel *hint;
  DgCardGrid *grid;
  GtkWidget *explanation;
  AdwBin *below;
  GtkWidget *side;
  AdwBin *beside;
  DgRuleList *rules;
};

G_DEFINE_FINAL_TYPE (DgSamplesStep, dg_samples_step, DG_TYPE_WIZARD_STEP)

static void
foreach_card (DgSamplesStep *self, void (*func) (DgSampleCard *card))
{
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    if (DG_IS_SAMPLE_CARD (card))
      func (DG_SAMPLE_CARD (card));
}

static void
commit (DgSamplesStep *self)
{
  foreach_card (self, dg_sample_card_commit);
  dg_rule_list_commit (self->rules);
}

static guint
get_round (DgSamplesStep *self)
{
  const DgDraft *draft = dg_sample_desk_get_draft (self->desk);

  return draft != NULL ? dg_draft_get_round (draft) : 0;
}

/* --- errors --- */

static void
forget_error (DgSamplesStep *self)
{
  g_clear_pointer (&self->failure, dg_failure_free);
}

static void
show_failure_page (DgSamplesStep *self)
{
  const char *why = self->failure != NULL ? dg_failure_get_text (self->failure) : NULL;
  g_autofree char *text = why != NULL ? g_markup_escape_text (why, -1) : NULL;

  adw_status_page_set_icon_name (self->empty_page, why != NULL ? "dialog-warning-symbolic" : "view-grid-symbolic");
  adw_status_page_set_title (self->empty_page,
                             why != NULL ? _ ("The Samples Could Not Be Made") : _ ("No Samples Yet"));
  adw_status_page_set_description (
      self->empty_page,
      text != NULL ? text : _ ("Five samples show what the dataset is going to be like, before all of it is made."));
  gtk_button_set_label (self->empty_button, why != NULL ? _ ("_Try Again") : _ ("_Make Five Samples"));
  gtk_widget_set_visible (self->preferences_button, dg_failure_is_setting (self->failure));
  gtk_widget_set_visible (self->details_button, why != NULL);
}

static void
show_failure (DgSamplesStep *self)
{
  if (self->failure != NULL)
    {
      dg_banner_set_title (self->error_banner, dg_failure_get_text (self->failure));
      dg_banner_set_button_label (self->error_banner,
                                  dg_failure_is_setting (self->failure) ? _ ("Open _Preferences") : _ ("_Try Again"));
    }
  dg_banner_set_revealed (self->error_banner, self->failure != NULL && get_round (self) > 0);
  show_failure_page (self);
}

static void
failed_cb (DgSamplesStep *self, const GError *error, gboolean in_round)
{
  self->advancing = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  forget_error (self);
  self->failure = dg_failure_new (error);
  self->in_round = in_round;
}

static void
copy_details_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_failure_copy_details (DG_SAMPLES_STEP (widget)->failure, widget);
}

/* --- what is shown --- */

static void
update_actions (DgSamplesStep *self, gboolean busy)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n_noted = dg_sample_set_count_noted (dg_sample_desk_get_samples (self->desk));
  guint n_open = dg_sample_set_count_open (dg_sample_desk_get_samples (self->desk));
  guint round = get_round (self);

  gtk_widget_action_set_enabled (widget, "samples.revise", round > 0 && n_noted > 0 && !busy);
  gtk_widget_action_set_enabled (widget, "samples.regenerate-all", round > 0 && n_open > 0 && !busy);
  gtk_widget_action_set_enabled (widget, "samples.undo-round", round > 1 && !busy);
  gtk_widget_action_set_enabled (widget, "samples.make", !busy);
}

static void
show_banners (DgSamplesStep *self, gboolean busy)
{
  const DgDraft *draft = dg_sample_desk_get_draft (self->desk);
  const char *question = dg_session_get_question (dg_wizard_step_get_session (DG_WIZARD_STEP (self)));
  gboolean all_kept = dg_sample_set_count_open (dg_sample_desk_get_samples (self->desk)) == 0;
  gboolean asks = question != NULL && g_strcmp0 (question, self->dismissed) != 0;

  dg_banner_set_title (self->stale_banner,
                       all_kept ? _ ("The requirements have changed since you approved or edited these samples.")
                                : _ ("These samples were made for the requirements as they were. What you approved or "
                                     "edited stays."));
  dg_banner_set_button_label (self->stale_banner, all_kept ? _ ("_Keep These Samples") : _ ("_Make New Samples"));
  dg_banner_set_revealed (self->stale_banner, draft->stale && get_round (self) > 0 && !busy);
  if (asks)
    dg_banner_set_title (self->question_banner, question);
  dg_banner_set_revealed (self->question_banner, asks && !busy);
}

static void
update_completion (DgSamplesStep *self, gboolean busy)
{
  DgSession *session = dg_wizard_step_get_session (DG_WIZARD_STEP (self));
  g_autoptr (GError) error = NULL;
  gboolean complete = dg_session_check_samples (session, &error);

  dg_wizard_step_set_complete (DG_WIZARD_STEP (self), complete);
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), busy);
  gtk_label_set_label (self->hint, error != NULL ? error->message : "");
  /* stale samples have a banner with the button that mends it */
  gtk_widget_set_visible (self->hint_box, !complete && !busy && !dg_session_get_draft (session)->stale);
}

static void
update (DgSamplesStep *self)
{
  gboolean busy = dg_sample_desk_get_busy (self->desk);

  if (dg_sample_desk_get_draft (self->desk) == NULL)
    return;

  gtk_stack_set_visible_child_name (self->states, get_round (self) > 0 || busy ? "samples" : "empty");
  gtk_widget_set_visible (self->explanation, get_round (self) > 0);
  show_failure (self);
  show_banners (self, busy);
  dg_sample_bar_show (self->bar, self->desk);
  dg_wizard_step_set_has_better (DG_WIZARD_STEP (self),
                                 !busy && dg_sample_set_count_noted (dg_sample_desk_get_samples (self->desk)) > 0);
  update_actions (self, busy);
  update_completion (self, busy);

  if (self->advancing && dg_sample_desk_is_idle (self->desk))
    {
      self->advancing = FALSE;
      if (dg_wizard_step_get_complete (DG_WIZARD_STEP (self)))
        dg_wizard_step_finish (DG_WIZARD_STEP (self));
    }
}

/* --- rounds --- */

/* A button that can no longer be pressed hands its focus on to whatever comes next, such as the one that goes back. */
static void
keep_focus (DgSamplesStep *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) &&
      gtk_widget_get_ancestor (focus, DG_TYPE_SAMPLE_CARD) == NULL)
    gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->grid)));
}

static void
begin_round (DgSamplesStep *self, DgRoundKind kind, guint card)
{
  keep_focus (self);
  commit (self);
  forget_error (self);
  self->kind = kind;
  self->card = card;
  dg_sample_desk_begin_round (self->desk, kind, card);
}

static void
make_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin_round (DG_SAMPLES_STEP (widget), DG_ROUND_MAKE, 0);
}

static void
revise_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin_round (DG_SAMPLES_STEP (widget), DG_ROUND_REVISE, 0);
}

static void
regenerate_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin_round (DG_SAMPLES_STEP (widget), DG_ROUND_REGENERATE, 0);
}

static void
regenerate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin_round (DG_SAMPLES_STEP (widget), DG_ROUND_REGENERATE, g_variant_get_uint32 (parameter));
}

static void
asked_to_undo_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgSamplesStep) self = data;

  if (dg_dialogs_ask_finish (result))
    begin_round (self, DG_ROUND_UNDO, 0);
}

/* There is nothing to take it back with. */
static void
undo_round_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgSamplesStep *self = DG_SAMPLES_STEP (widget);
  g_autofree char *heading = g_strdup_printf (_ ("Undo Round %u?"), get_round (self));
  DgQuestion question = {
    .heading = heading,
    .body = _ ("The samples of the round before come back, and the notes that led to this one are open again. What you "
               "approved, edited and noted in this round is lost, and so are the rules that came with it."),
    .answer = _ ("_Undo Round"),
    .destructive = TRUE,
  };

  dg_sample_bar_close_rounds (self->bar);
  dg_dialogs_ask_async (GTK_WINDOW (gtk_widget_get_root (widget)), &question,
                        dg_wizard_step_get_cancellable (DG_WIZARD_STEP (self)), asked_to_undo_cb, g_object_ref (self));
}

static void
error_button_cb (DgSamplesStep *self)
{
  if (dg_failure_is_setting (self->failure))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", NULL);
  else if (self->in_round)
    begin_round (self, self->kind, self->card);
  else
    {
      forget_error (self);
      commit (self);
      update (self);
    }
}

static void
error_details_cb (DgSamplesStep *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "samples.copy-details", NULL);
}

static void
stale_button_cb (DgSamplesStep *self)
{
  begin_round (self, DG_ROUND_MAKE, 0);
}

static void
question_button_cb (DgSamplesStep *self)
{
  DgSession *session = dg_wizard_step_get_session (DG_WIZARD_STEP (self));

  g_free (self->dismissed);
  self->dismissed = g_strdup (dg_session_get_question (session));
  dg_banner_set_revealed (self->question_banner, FALSE);
}

/* --- as a step --- */

/* Beside the samples where there is room, else below them. */
static void
narrow_cb (DgSamplesStep *self)
{
  gboolean narrow = dg_wizard_step_get_narrow (DG_WIZARD_STEP (self));

  g_object_ref (self->rules);
  adw_bin_set_child (self->beside, NULL);
  adw_bin_set_child (self->below, NULL);
  adw_bin_set_child (narrow ? self->below : self->beside, GTK_WIDGET (self->rules));
  g_object_unref (self->rules);
  gtk_widget_set_visible (self->side, !narrow);
  dg_sample_bar_set_narrow (self->bar, narrow);
}

static void
dg_samples_step_set_up (DgWizardStep *step)
{
  DgSamplesStep *self = DG_SAMPLES_STEP (step);
  GListModel *items;

  self->desk = dg_sample_desk_new (dg_wizard_step_get_context (step));
  items = G_LIST_MODEL (dg_sample_desk_get_samples (self->desk));
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DgSampleItem) item = g_list_model_get_item (items, i);

      gtk_widget_insert_before (dg_sample_card_new (self->desk, item), GTK_WIDGET (self->grid), self->explanation);
      g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  dg_rule_list_set_desk (self->rules, self->desk);
  narrow_cb (self);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
dg_samples_step_shown (DgWizardStep *step)
{
  DgSamplesStep *self = DG_SAMPLES_STEP (step);

  if (get_round (self) == 0 && !dg_sample_desk_get_busy (self->desk))
    begin_round (self, DG_ROUND_MAKE, 0);
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->grid)));
}

static void
dg_samples_step_leave (DgWizardStep *step)
{
  commit (DG_SAMPLES_STEP (step));
}

static gboolean
dg_samples_step_stop (DgWizardStep *step)
{
  return dg_sample_desk_stop (DG_SAMPLES_STEP (step)->desk);
}

static void
dg_samples_step_advance (DgWizardStep *step)
{
  DgSamplesStep *self = DG_SAMPLES_STEP (step);

  forget_error (self);
  commit (self);
  self->advancing = TRUE;
  update (self);
}

static void
dg_samples_step_dispose (GObject *object)
{
  DgSamplesStep *self = DG_SAMPLES_STEP (object);

  if (self->desk != NULL)
    dg_sample_desk_stop (self->desk);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (dg_samples_step_parent_class)->dispose (object);
}

static void
dg_samples_step_finalize (GObject *object)
{
  DgSamplesStep *self = DG_SAMPLES_STEP (object);

  forget_error (self);
  g_clear_pointer (&self->dismissed, g_free);

  G_OBJECT_CLASS (dg_samples_step_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, error_banner);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, stale_banner);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, question_banner);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, states);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, empty_page);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, empty_button);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, preferences_button);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, details_button);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, bar);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, hint_box);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, hint);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, grid);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, explanation);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, below);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, side);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, beside);
  gtk_widget_class_bind_template_child (widget_class, DgSamplesStep, rules);
  gtk_widget_class_bind_template_callback (widget_class, error_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, error_details_cb);
  gtk_widget_class_bind_template_callback (widget_class, stale_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, question_button_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "samples.make", NULL, make_cb);
  gtk_widget_class_install_action (widget_class, "samples.revise", NULL, revise_cb);
  gtk_widget_class_install_action (widget_class, "samples.regenerate-all", NULL, regenerate_all_cb);
  gtk_widget_class_install_action (widget_class, "samples.undo-round", NULL, undo_round_cb);
  gtk_widget_class_install_action (widget_class, "samples.regenerate", "u", regenerate_cb);
  gtk_widget_class_install_action (widget_class, "samples.copy-details", NULL, copy_details_cb);
}

static void
dg_samples_step_class_init (DgSamplesStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  object_class->dispose = dg_samples_step_dispose;
  object_class->finalize = dg_samples_step_finalize;
  step_class->title = N_ ("Samples");
  step_class->set_up = dg_samples_step_set_up;
  step_class->shown = dg_samples_step_shown;
  step_class->leave = dg_samples_step_leave;
  step_class->stop = dg_samples_step_stop;
  step_class->advance = dg_samples_step_advance;

  g_type_ensure (DG_TYPE_BANNER);
  g_type_ensure (DG_TYPE_CARD_GRID);
  g_type_ensure (DG_TYPE_RULE_LIST);
  g_type_ensure (DG_TYPE_SAMPLE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-samples-step.ui");
  bind_children (widget_class);
  install_actions (widget_class);
}

static void
dg_samples_step_init (DgSamplesStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dg_wizard_step_set_next_label (DG_WIZARD_STEP (self), _ ("_Configure"));
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
}
