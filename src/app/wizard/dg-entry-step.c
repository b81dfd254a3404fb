/* dg-entry-step.c: where the wizard begins: the prompt, or none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-entry-step.h"

#include <glib/gi18n.h>

#include "dg-banner.h"
#include "dg-failure.h"
#include "dg-library-prompts.h"
#include "dg-material-group.h"
#include "dg-plain-row.h"
#include "dg-prompt-item.h"
#include "dg-prompt-preview.h"

/* Below this, a search is more to read than the list. */
#define MIN_PROMPTS_TO_SEARCH 8

#define KEY_PROMPT "dg-prompt"

/**
 * DgEntryStep:
 *
 * The first and the second step: a session begins, and the prompt it is for is read by the model.
 */
struct _DgEntryStep
{
  DgWizardStep parent_instance;

  char *wanted;           /* (owned) (nullable): the id of the prompt to be chosen once the list is there */
  GCancellable *stopping; /* (owned) (nullable): of the step under way */
  DgFailure *failure;     /* (owned) (nullable): why it could not be gone on */
  gboolean loaded;        /* whether the list of prompts is there */

  /* template */
  DgBanner *banner;
  GtkBox *columns;
  GtkSearchEntry *search;
  GtkListBox *prompts;
  DgPromptPreview *preview;
  DgMaterialGroup *material;
};

G_DEFINE_FINAL_TYPE (DgEntryStep, dg_entry_step, DG_TYPE_WIZARD_STEP)

static void
show_error (DgEntryStep *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->failure, dg_failure_free);
  self->failure = dg_failure_new (error);
  dg_banner_set_title (self->banner, dg_failure_get_text (self->failure));
  dg_banner_set_button_label (self->banner, dg_failure_is_setting (self->failure) ? _ ("Open _Preferences") : NULL);
  dg_banner_set_secondary_label (self->banner, NULL);
  dg_banner_set_revealed (self->banner, TRUE);
}

/* The model has failed, not a file of the person's: others may be asked about it. */
static void
show_failed_step (DgEntryStep *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_error (self, error);
  if (!dg_failure_is_setting (self->failure))
    dg_banner_set_button_label (self->banner, _ ("_Try Again"));
  dg_banner_set_secondary_label (self->banner, _ ("Copy _Details"));
}

static void
banner_button_cb (DgEntryStep *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self),
                              dg_failure_is_setting (self->failure) ? "app.preferences" : "wizard.next", NULL);
}

static void
banner_details_cb (DgEntryStep *self)
{
  dg_failure_copy_details (self->failure, GTK_WIDGET (self));
}

/* --- prompts --- */

static const DgPrompt *
get_prompt (DgEntryStep *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->prompts);

  return row != NULL ? g_object_get_data (G_OBJECT (row), KEY_PROMPT) : NULL;
}

static void
row_selected_cb (DgEntryStep *self, GtkListBoxRow *row)
{
  dg_prompt_preview_set_prompt (self->preview, get_prompt (self));
  dg_wizard_step_set_complete (DG_WIZARD_STEP (self), row != NULL);
}

static GtkWidget *
add_prompt (DgEntryStep *self, const DgPrompt *prompt)
{
  const char *title = prompt != NULL ? prompt->name : _ ("Start from Scratch");
  g_autoptr (DgPromptItem) item = prompt != NULL ? dg_prompt_item_new (prompt) : NULL;
  g_autofree char *summary =
      item != NULL ? dg_prompt_item_dup_summary (item) : g_strdup (_ ("A conversation finds out what you need"));
  GtkWidget *row = dg_plain_row_new (title, summary);

  g_object_set (row, "title-lines", 2, "subtitle-lines", 2, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (prompt != NULL)
    g_object_set_data_full (G_OBJECT (row), KEY_PROMPT, dg_prompt_copy (prompt), (GDestroyNotify) dg_prompt_free);
  gtk_list_box_append (self->prompts, row);

  return row;
}

static void
select_wanted (DgEntryStep *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->prompts)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const DgPrompt *prompt = g_object_get_data (G_OBJECT (row), KEY_PROMPT);

      if (g_strcmp0 (prompt != NULL ? prompt->id : NULL, self->wanted) == 0)
        gtk_list_box_select_row (self->prompts, GTK_LIST_BOX_ROW (row));
    }
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer data)
{
  DgEntryStep *self = data;
  const DgPrompt *prompt = g_object_get_data (G_OBJECT (row), KEY_PROMPT);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return prompt == NULL || *text == '\0' || g_str_match_string (text, prompt->name, TRUE) ||
         row == gtk_list_box_get_selected_row (self->prompts);
}

static void
search_changed_cb (DgEntryStep *self)
{
  gtk_list_box_invalidate_filter (self->prompts);
}

/* Arrows go on from the row that has the focus; from the list itself they go nowhere. */
static void
focus_list (DgEntryStep *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->prompts);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->prompts));
}

static void
list_prompts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgEntryStep) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) prompts = dg_library_list_prompts_finish (DG_LIBRARY (source), result, &error);
  GtkWidget *first;

  if (error != NULL)
    show_error (self, error);
  /* with an error, one can start from scratch all the same */
  if (self->loaded || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->loaded = TRUE;
  first = add_prompt (self, NULL);
  for (guint i = 0; prompts != NULL && i < prompts->len; i++)
    add_prompt (self, g_ptr_array_index (prompts, i));
  gtk_widget_set_visible (GTK_WIDGET (self->search), prompts != NULL && prompts->len >= MIN_PROMPTS_TO_SEARCH);
  gtk_list_box_select_row (self->prompts, GTK_LIST_BOX_ROW (first));
  select_wanted (self);
  if (gtk_widget_is_focus (GTK_WIDGET (self->prompts)))
    focus_list (self);
}

/* --- going on --- */

static void
end_step (DgEntryStep *self, const GError *error)
{
  g_clear_object (&self->stopping);
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), FALSE);
  dg_wizard_step_set_next_label (DG_WIZARD_STEP (self), NULL);
  if (error != NULL)
    show_failed_step (self, error);
  else
    dg_wizard_step_finish (DG_WIZARD_STEP (self));
}

static void
take_step_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgEntryStep) self = data;
  g_autoptr (GError) error = NULL;

  dg_session_step_finish (DG_SESSION (source), result, &error);
  end_step (self, error);
}

/* The prompt is read by the model; without one, the conversation is opened, which asks nobody. */
static void
begin_conversation (DgEntryStep *self)
{
  DgSession *session = dg_wizard_step_get_session (DG_WIZARD_STEP (self));
  const DgPrompt *prompt = get_prompt (self);
  g_autoptr (GError) error = NULL;

  if (prompt == NULL)
    dg_session_converse_async (session, NULL, self->stopping, take_step_cb, g_object_ref (self));
  else if (dg_wizard_context_open_model (dg_wizard_step_get_context (DG_WIZARD_STEP (self)), &error) == NULL)
    end_step (self, error);
  else
    {
      dg_wizard_step_set_next_label (DG_WIZARD_STEP (self), _ ("Reading the Prompt…"));
      dg_session_analyze_prompt_async (session, prompt, self->stopping, take_step_cb, g_object_ref (self));
    }
}

static void
create_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgEntryStep) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSession) session = dg_session_open_finish (result, &error);

  if (session == NULL)
    {
      end_step (self, error);
      return;
    }

  dg_wizard_context_set_session (dg_wizard_step_get_context (DG_WIZARD_STEP (self)), session);
  begin_conversation (self);
}

static DgDraft *
make_draft (DgEntryStep *self)
{
  DgWizardContext *context = dg_wizard_step_get_context (DG_WIZARD_STEP (self));
  const DgPrompt *prompt = get_prompt (self);
  GPtrArray *examples = dg_material_group_get_examples (self->material);
  DgDraft *draft = dg_draft_new ();

  draft->provider = g_strdup (dg_wizard_context_get_provider (context));
  draft->model = g_strdup (dg_wizard_context_get_model_key (context));
  draft->reference = g_strdup (dg_material_group_get_reference (self->material));
  if (prompt != NULL)
    draft->prompt = dg_prompt_copy (prompt);
  for (guint i = 0; i < examples->len; i++)
    g_ptr_array_add (draft->examples, g_object_ref (g_ptr_array_index (examples, i)));

  return draft;
}

static gboolean
is_same_prompt (DgEntryStep *self)
{
  const DgDraft *draft = dg_session_get_draft (dg_wizard_step_get_session (DG_WIZARD_STEP (self)));
  const DgPrompt *prompt = get_prompt (self);

  return g_strcmp0 (prompt != NULL ? prompt->id : NULL, draft->prompt != NULL ? draft->prompt->id : NULL) == 0;
}

static void
dg_entry_step_advance (DgWizardStep *step)
{
  DgEntryStep *self = DG_ENTRY_STEP (step);
  DgWizardContext *context = dg_wizard_step_get_context (step);
  DgSession *session = dg_wizard_step_get_session (step);
  g_autoptr (GError) error = NULL;

  /* a session that nobody could go on with would be left behind as a draft */
  if (get_prompt (self) != NULL && dg_wizard_context_open_model (context, &error) == NULL)
    {
      show_failed_step (self, error);
      return;
    }
  if (session != NULL && is_same_prompt (self) && dg_session_get_draft (session)->messages->len > 0)
    {
      dg_wizard_step_finish (step);
      return;
    }

  dg_banner_set_revealed (self->banner, FALSE);
  self->stopping = g_cancellable_new ();
  dg_wizard_step_set_busy (step, TRUE);
  if (session != NULL)
    {
      begin_conversation (self);
      return;
    }

  g_autoptr (DgDraft) draft = make_draft (self);

  dg_session_create_async (dg_wizard_context_get_library (context), draft, self->stopping, create_cb,
                           g_object_ref (self));
}

/* --- as a step --- */

static gboolean
dg_entry_step_stop (DgWizardStep *step)
{
  DgEntryStep *self = DG_ENTRY_STEP (step);

  if (self->stopping == NULL)
    return FALSE;

  g_cancellable_cancel (self->stopping);

  return TRUE;
}

static void
dg_entry_step_shown (DgWizardStep *step)
{
  DgEntryStep *self = DG_ENTRY_STEP (step);
  DgSession *session = dg_wizard_step_get_session (step);

  if (session != NULL && dg_session_get_draft (session)->prompt != NULL)
    dg_entry_step_choose_prompt (self, dg_session_get_draft (session)->prompt->id);
  if (!self->loaded)
    dg_library_list_prompts_async (dg_wizard_context_get_library (dg_wizard_step_get_context (step)),
                                   dg_wizard_step_get_cancellable (step), list_prompts_cb, g_object_ref (self));
  focus_list (self);
}

static void
narrow_cb (DgEntryStep *self)
{
  gboolean narrow = dg_wizard_step_get_narrow (DG_WIZARD_STEP (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !narrow);
}

static void
dg_entry_step_dispose (GObject *object)
{
  DgEntryStep *self = DG_ENTRY_STEP (object);

  /* rows that go are deselected, and what would show that has gone before them */
  if (self->prompts != NULL)
    g_signal_handlers_disconnect_by_func (self->prompts, row_selected_cb, self);

  G_OBJECT_CLASS (dg_entry_step_parent_class)->dispose (object);
}

static void
dg_entry_step_finalize (GObject *object)
{
  DgEntryStep *self = DG_ENTRY_STEP (object);

  g_clear_object (&self->stopping);
  g_clear_pointer (&self->failure, dg_failure_free);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (dg_entry_step_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-entry-step.ui");
  gtk_widget_class_bind_template_child (widget_class, DgEntryStep, banner);
  gtk_widget_class_bind_template_child (widget_class, DgEntryStep, columns);
  gtk_widget_class_bind_template_child (widget_class, DgEntryStep, search);
  gtk_widget_class_bind_template_child (widget_class, DgEntryStep, prompts);
  gtk_widget_class_bind_template_child (widget_class, DgEntryStep, preview);
  gtk_widget_class_bind_template_child (widget_class, DgEntryStep, material);
  gtk_widget_class_bind_template_callback (widget_class, banner_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_details_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_error);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
dg_entry_step_class_init (DgEntryStepClass *klass)
{
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_entry_step_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_entry_step_finalize;
  step_class->title = N_ ("Prompt");
  step_class->shown = dg_entry_step_shown;
  step_class->stop = dg_entry_step_stop;
  step_class->advance = dg_entry_step_advance;

  g_type_ensure (DG_TYPE_BANNER);
  g_type_ensure (DG_TYPE_MATERIAL_GROUP);
  g_type_ensure (DG_TYPE_PROMPT_PREVIEW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
dg_entry_step_init (DgEntryStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->prompts, filter_row, self, NULL);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
}

/**
 * dg_entry_step_choose_prompt:
 * @self: the step
 * @prompt: (nullable): the id of a prompt of the library, %NULL to start from scratch
 *
 * Selects a prompt, at once or when the list of prompts is there.
 */
void
dg_entry_step_choose_prompt (DgEntryStep *self, const char *prompt)
{
  g_return_if_fail (DG_IS_ENTRY_STEP (self));

  g_autofree char *wanted = g_strdup (prompt);

  g_free (self->wanted);
  self->wanted = g_steal_pointer (&wanted);
  if (self->loaded)
    select_wanted (self);
}
