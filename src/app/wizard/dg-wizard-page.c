/* dg-wizard-page.c: the wizard, from a prompt to a saved dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-wizard-page.h"

#include <glib/gi18n.h>

#include "dg-banner.h"
#include "dg-configure-step.h"
#include "dg-entry-step.h"
#include "dg-generate-step.h"
#include "dg-model-chooser.h"
#include "dg-requirements-step.h"
#include "dg-samples-step.h"
#include "dg-toast.h"
#include "dg-wizard-step.h"

/* The specification counts six; the prompt is chosen where the wizard is entered, and samples are annotated where they
 * are shown. */
#define N_SPECIFIED_STEPS 6

/**
 * DgWizardPage:
 *
 * Walks through the steps. What they have is in the session, which is saved after each of them, so that leaving costs
 * nothing.
 */
struct _DgWizardPage
{
  DgPage parent_instance;

  DgWizardContext *context;  /* (owned) */
  DgWizardStep *step;        /* (unowned) (nullable): the one that is shown */
  char *wanted;              /* (owned) (nullable): the session that is being opened */
  GCancellable *cancellable; /* (owned): of opening it */

  /* template */
  AdwHeaderBar *header;
  GtkButton *back_button;
  DgModelChooser *model_chooser;
  AdwWindowTitle *title;
  GtkButton *next_button;   /* in the wide window */
  GtkButton *bottom_button; /* the same in the narrow one, whose header bar has no room for it */
  DgBanner *banner;
  GtkStack *states;
  GtkStack *steps;
  AdwStatusPage *error_page;
};

G_DEFINE_FINAL_TYPE (DgWizardPage, dg_wizard_page, DG_TYPE_PAGE)

/* --- the steps --- */

static guint
count_step (DgWizardPage *self)
{
  static const DgStep numbers[] = { DG_STEP_PROMPT, DG_STEP_REQUIREMENTS, DG_STEP_SAMPLES, DG_STEP_DATASET,
                                    DG_STEP_DATASET };
  guint position = 0;

  for (GtkWidget *step = gtk_widget_get_first_child (GTK_WIDGET (self->steps)); step != GTK_WIDGET (self->step);
       step = gtk_widget_get_next_sibling (step))
    position++;

  /* the fourth and the fifth are one page: notes on the samples are the annotation */
  if (DG_IS_SAMPLES_STEP (self->step) && dg_wizard_step_get_complete (self->step))
    return DG_STEP_ANNOTATION + 1;

  return numbers[position] + 1;
}

static void
suggest (GtkButton *button, gboolean suggested)
{
  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "suggested-action");
}

static void
update_header (DgWizardPage *self)
{
  const char *label = dg_wizard_step_get_next_label (self->step);
  gboolean has_next = label == NULL || *label != '\0';
  gboolean narrow = dg_page_get_narrow (DG_PAGE (self));
  /* Translators: the step of the wizard, such as “Requirements · 3 of 6”. */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · %u of %u"), dg_wizard_step_get_title (self->step),
                                               count_step (self), N_SPECIFIED_STEPS);

  /* Translators: the step of the wizard, such as “3 of 6”, where there is no room for its name. */
  g_autofree char *short_title = g_strdup_printf (_ ("%u of %u"), count_step (self), N_SPECIFIED_STEPS);

  adw_window_title_set_title (self->title, narrow ? short_title : _ ("Generate Dataset"));
  adw_window_title_set_subtitle (self->title, narrow ? "" : subtitle);
  gtk_button_set_label (self->next_button, label != NULL ? label : _ ("_Next"));
  gtk_button_set_label (self->bottom_button, label != NULL ? label : _ ("_Next"));
  suggest (self->next_button, !dg_wizard_step_get_has_better (self->step));
  suggest (self->bottom_button, !dg_wizard_step_get_has_better (self->step));
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), has_next && !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->bottom_button), has_next && narrow);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "wizard.next",
                                 dg_wizard_step_get_complete (self->step) && !dg_wizard_step_get_busy (self->step));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "wizard.stop", dg_wizard_step_get_busy (self->step));
}

static void
show_step (DgWizardPage *self, DgWizardStep *step)
{
  if (self->step != NULL)
    dg_wizard_step_leave (self->step);

  self->step = step;
  dg_banner_set_revealed (self->banner, FALSE);
  gtk_stack_set_visible_child (self->steps, GTK_WIDGET (step));
  update_header (self);
  dg_wizard_step_shown (step);
}

static void
show_sibling (DgWizardPage *self, GtkWidget *sibling)
{
  if (sibling != NULL)
    show_step (self, DG_WIZARD_STEP (sibling));
}

static void
finished_cb (DgWizardPage *self, DgWizardStep *step)
{
  /* a step that ends after the person has gone back does not pull them along */
  if (step == self->step)
    show_sibling (self, gtk_widget_get_next_sibling (GTK_WIDGET (step)));
}

static void
property_cb (DgWizardPage *self, GParamSpec *pspec, DgWizardStep *step)
{
  if (step == self->step)
    update_header (self);
}

static DgWizardStep *
find_step (DgWizardPage *self, GType type)
{
  for (GtkWidget *step = gtk_widget_get_first_child (GTK_WIDGET (self->steps)); step != NULL;
       step = gtk_widget_get_next_sibling (step))
    if (G_TYPE_CHECK_INSTANCE_TYPE (step, type))
      return DG_WIZARD_STEP (step);

  g_assert_not_reached ();
}

/* Where a draft goes on: at the step that it has come to, or at its run. */
static DgWizardStep *
find_step_of_session (DgWizardPage *self)
{
  const DgDraft *draft = dg_session_get_draft (dg_wizard_context_get_session (self->context));

  if (draft->requested > 0)
    return find_step (self, DG_TYPE_GENERATE_STEP);

  switch (draft->step)
    {
    case DG_STEP_ENTRY:
    case DG_STEP_PROMPT:
      return find_step (self, DG_TYPE_ENTRY_STEP);
    case DG_STEP_REQUIREMENTS:
      return find_step (self, DG_TYPE_REQUIREMENTS_STEP);
    case DG_STEP_SAMPLES:
    case DG_STEP_ANNOTATION:
      return find_step (self, DG_TYPE_SAMPLES_STEP);
    case DG_STEP_DATASET:
      return find_step (self, DG_TYPE_CONFIGURE_STEP);
    default:
      g_return_val_if_reached (find_step (self, DG_TYPE_ENTRY_STEP));
    }
}

/* --- opening a draft --- */

static void
take_session (DgWizardPage *self, DgSession *session)
{
  dg_wizard_context_set_session (self->context, session);
  gtk_stack_set_visible_child_name (self->states, "steps");
  show_step (self, find_step_of_session (self));
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgWizardPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSession) session = dg_session_open_finish (result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (session != NULL)
    {
      take_session (self, session);
      return;
    }

  text = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->error_page, text);
  gtk_stack_set_visible_child_name (self->states, "error");
}

static void
try_again_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgWizardPage *self = DG_WIZARD_PAGE (widget);
  g_autofree char *session = g_strdup (self->wanted);

  dg_wizard_page_continue (self, session);
}

/* --- actions --- */

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgWizardPage *self = DG_WIZARD_PAGE (widget);

  if (dg_wizard_step_get_complete (self->step) && !dg_wizard_step_get_busy (self->step))
    dg_wizard_step_advance (self->step);
}

static void
stop_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_wizard_step_stop (DG_WIZARD_PAGE (widget)->step);
}

static void
banner_button_cb (DgWizardPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", NULL);
}

/* --- as a page --- */

static void
narrow_cb (DgWizardPage *self)
{
  gboolean narrow = dg_page_get_narrow (DG_PAGE (self));

  /* there is no room to keep the middle free on both sides */
  adw_header_bar_set_centering_policy (self->header, narrow ? ADW_CENTERING_POLICY_LOOSE : ADW_CENTERING_POLICY_STRICT);
  for (GtkWidget *step = gtk_widget_get_first_child (GTK_WIDGET (self->steps)); step != NULL;
       step = gtk_widget_get_next_sibling (step))
    dg_wizard_step_set_narrow (DG_WIZARD_STEP (step), narrow);
  if (self->step != NULL)
    update_header (self);
}

static void
dg_wizard_page_shown (DgPage *page)
{
  DgWizardPage *self = DG_WIZARD_PAGE (page);

  if (self->step == NULL && self->wanted == NULL)
    show_step (self, find_step (self, DG_TYPE_ENTRY_STEP));
}

typedef struct
{
  DgLibrary *library; /* (owned) */
  GtkWidget *overlay; /* (owned): shows what went wrong, when the page has gone */
  char *session;      /* (owned): the id of the draft */
} Leaving;

static void
free_leaving (gpointer data)
{
  Leaving *leaving = data;

  g_object_unref (leaving->library);
  g_object_unref (leaving->overlay);
  g_free (leaving->session);
  g_free (leaving);
}

static void
discard_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) overlay = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDraft) draft = dg_library_discard_draft_finish (DG_LIBRARY (source), result, &error);

  (void) draft;
  dg_toast_show_error (overlay, error);
}

/* Asked for by the person in the same breath; on the Datasets page it can be undone. */
static void
discard (gpointer data)
{
  Leaving *leaving = data;

  dg_library_discard_draft_async (leaving->library, leaving->session, NULL, discard_cb,
                                  g_object_ref (leaving->overlay));
}

static void
tell_of_draft (DgWizardPage *self)
{
  DgSession *session = dg_wizard_context_get_session (self->context);
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  const DgDraft *draft = session != NULL ? dg_session_get_draft (session) : NULL;
  DgActiveRun *run;
  Leaving *leaving;

  if (draft == NULL || draft->dataset != NULL || overlay == NULL)
    return;
  run = dg_run_list_find_session (dg_wizard_context_get_runs (self->context), draft->id);
  /* what has just ended has been told of */
  if (run != NULL && dg_active_run_has_ended (run))
    return;
  if (run != NULL)
    {
      dg_toast_show (overlay, _ ("The records are still being made"));
      return;
    }

  leaving = g_new0 (Leaving, 1);
  leaving->library = g_object_ref (dg_wizard_context_get_library (self->context));
  leaving->overlay = g_object_ref (overlay);
  leaving->session = g_strdup (draft->id);
  dg_toast_show_with_button (overlay, _ ("Kept as a draft"), _ ("_Discard"), discard, leaving, free_leaving);
}

static void
dg_wizard_page_leave (DgPage *page)
{
  DgWizardPage *self = DG_WIZARD_PAGE (page);

  if (self->step != NULL)
    dg_wizard_step_leave (self->step);
  tell_of_draft (self);
}

static gboolean
dg_wizard_page_back (DgPage *page)
{
  DgWizardPage *self = DG_WIZARD_PAGE (page);
  GtkWidget *previous;

  if (self->step == NULL)
    return FALSE;
  if (dg_wizard_step_get_busy (self->step) && dg_wizard_step_stop (self->step))
    return TRUE;

  previous = gtk_widget_get_prev_sibling (GTK_WIDGET (self->step));
  show_sibling (self, previous);

  return previous != NULL;
}

static void
dg_wizard_page_dispose (GObject *object)
{
  DgWizardPage *self = DG_WIZARD_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  self->step = NULL;
  g_clear_object (&self->context);

  G_OBJECT_CLASS (dg_wizard_page_parent_class)->dispose (object);
}

static void
dg_wizard_page_finalize (GObject *object)
{
  DgWizardPage *self = DG_WIZARD_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (dg_wizard_page_parent_class)->finalize (object);
}

static void
ensure_types (void)
{
  g_type_ensure (DG_TYPE_BANNER);
  g_type_ensure (DG_TYPE_MODEL_CHOOSER);
  g_type_ensure (DG_TYPE_ENTRY_STEP);
  g_type_ensure (DG_TYPE_REQUIREMENTS_STEP);
  g_type_ensure (DG_TYPE_SAMPLES_STEP);
  g_type_ensure (DG_TYPE_CONFIGURE_STEP);
  g_type_ensure (DG_TYPE_GENERATE_STEP);
}

static void
dg_wizard_page_class_init (DgWizardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgPageClass *page_class = DG_PAGE_CLASS (klass);

  object_class->dispose = dg_wizard_page_dispose;
  object_class->finalize = dg_wizard_page_finalize;
  page_class->shown = dg_wizard_page_shown;
  page_class->leave = dg_wizard_page_leave;
  page_class->back = dg_wizard_page_back;

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-wizard-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DgWizardPage, header);
  gtk_widget_class_bind_template_child (widget_class, DgWizardPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, DgWizardPage, model_chooser);
  gtk_widget_class_bind_template_child (widget_class, DgWizardPage, title);
  gtk_widget_class_bind_template_child (widget_class, DgWizardPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, DgWizardPage, bottom_button);
  gtk_widget_class_bind_template_child (widget_class, DgWizardPage, banner);
  gtk_widget_class_bind_template_child (widget_class, DgWizardPage, states);
  gtk_widget_class_bind_template_child (widget_class, DgWizardPage, steps);
  gtk_widget_class_bind_template_child (widget_class, DgWizardPage, error_page);
  gtk_widget_class_bind_template_callback (widget_class, banner_button_cb);

  gtk_widget_class_install_action (widget_class, "wizard.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "wizard.stop", NULL, stop_cb);
  gtk_widget_class_install_action (widget_class, "wizard.try-again", NULL, try_again_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "wizard.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "wizard.stop", NULL);
}

static void
dg_wizard_page_init (DgWizardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
}

static void
show_model_problem (DgWizardPage *self)
{
  g_autoptr (GError) error = NULL;
  DgModel *model = dg_wizard_context_open_model (self->context, &error);

  dg_banner_set_title (self->banner, error != NULL ? error->message : NULL);
  dg_banner_set_button_label (self->banner, _ ("Open _Preferences"));
  dg_banner_set_revealed (self->banner, model == NULL);
}

/**
 * dg_wizard_page_new:
 * @context: what the steps work on together
 *
 * Returns: (transfer floating): the wizard, at its first step
 */
DgPage *
dg_wizard_page_new (DgWizardContext *context)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (context), NULL);

  DgWizardPage *self = g_object_new (DG_TYPE_WIZARD_PAGE, NULL);

  self->context = g_object_ref (context);
  dg_model_chooser_set_context (self->model_chooser, context);
  g_signal_connect_object (context, "notify::model-key", G_CALLBACK (show_model_problem), self, G_CONNECT_SWAPPED);

  for (GtkWidget *step = gtk_widget_get_first_child (GTK_WIDGET (self->steps)); step != NULL;
       step = gtk_widget_get_next_sibling (step))
    {
      dg_wizard_step_set_up (DG_WIZARD_STEP (step), context);
      g_signal_connect_object (step, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (step, "notify", G_CALLBACK (property_cb), self, G_CONNECT_SWAPPED);
    }

  return DG_PAGE (self);
}

/**
 * dg_wizard_page_choose_prompt:
 * @self: the wizard, at its first step
 * @prompt: the id of a prompt of the library
 *
 * Proposes a prompt to begin with.
 */
void
dg_wizard_page_choose_prompt (DgWizardPage *self, const char *prompt)
{
  g_return_if_fail (DG_IS_WIZARD_PAGE (self));
  g_return_if_fail (prompt != NULL);

  dg_entry_step_choose_prompt (DG_ENTRY_STEP (find_step (self, DG_TYPE_ENTRY_STEP)), prompt);
}

/**
 * dg_wizard_page_continue:
 * @self: the wizard
 * @session: the id of a session
 *
 * Opens a draft and goes on where it is. One whose run is under way in this program is shown with that.
 */
void
dg_wizard_page_continue (DgWizardPage *self, const char *session)
{
  g_return_if_fail (DG_IS_WIZARD_PAGE (self));
  g_return_if_fail (session != NULL);

  DgActiveRun *run = dg_run_list_find_session (dg_wizard_context_get_runs (self->context), session);
  g_autofree char *wanted = g_strdup (session);

  g_free (self->wanted);
  self->wanted = g_steal_pointer (&wanted);

  if (run != NULL)
    {
      take_session (self, dg_active_run_get_session (run));
      return;
    }

  gtk_stack_set_visible_child_name (self->states, "opening");
  dg_session_open_async (dg_wizard_context_get_library (self->context), self->wanted, self->cancellable, open_cb,
                         g_object_ref (self));
}
