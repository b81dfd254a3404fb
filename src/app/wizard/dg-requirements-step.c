/* dg-requirements-step.c: the conversation beside the checklist
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-requirements-step.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dg-chat-view.h"
#include "dg-checklist-view.h"
#include "dg-conversation.h"
#include "dg-format-editor.h"

/* What is to become of a part; the person may be faster than the library. */
typedef struct
{
  DgItem item;
  guint part;
  char *value; /* (owned) */
} Change;

/**
 * DgRequirementsStep:
 *
 * The third step. The session takes one step at a time, and what the person wants meanwhile waits here: first what they
 * have set by hand, then what they have said.
 */
struct _DgRequirementsStep
{
  DgWizardStep parent_instance;

  DgSession *session;     /* (unowned) (nullable): the one that is shown; the context owns it */
  GCancellable *stopping; /* (owned) (nullable): of the turn under way */
  GPtrArray *changes;     /* (owned) (element-type Change): those that are not saved yet */
  guint n_saving;         /* of them are being saved */
  gboolean wants_confirm; /* and the person agrees to the whole */
  gboolean wants_samples; /* and goes on then */
  char *text;             /* (owned) (nullable): what the person said last and the model has not answered */
  gboolean instead;       /* of their message before that */
  gboolean waits;         /* whether it is still to be sent */
  char *taken_back;       /* (owned) (nullable): what is unsent, but being written again */
  GError *error;          /* (owned) (nullable): why it was not answered */
  DgFormatEditor *format; /* (owned) (nullable): the editor whose format is to be saved */

  /* template */
  GtkButton *sheet_button;
  GtkLabel *sheet_label;
  GtkGrid *grid;
  DgChatView *chat;
  GtkBox *side;
  AdwBin *side_place;
  DgChecklistView *checklist;
  GtkRevealer *shade;
  GtkRevealer *sheet;
  AdwBin *sheet_place;
};

G_DEFINE_FINAL_TYPE (DgRequirementsStep, dg_requirements_step, DG_TYPE_WIZARD_STEP)

static void go_on (DgRequirementsStep *self);

static void
free_change (Change *change)
{
  g_free (change->value);
  g_free (change);
}

/* --- showing --- */

static void
update_closing (DgRequirementsStep *self, const DgDraft *draft)
{
  DgChecklist *checklist = dg_session_get_checklist (self->session);
  g_auto (GStrv) missing = dg_checklist_dup_missing (checklist);
  g_autofree char *summary = dg_conversation_dup_summary (checklist);
  const DgMessage *last = draft->messages->len > 0 ? draft->messages->pdata[draft->messages->len - 1] : NULL;
  gboolean closing = *missing == NULL && !draft->confirmed;
  g_autofree char *text = NULL;

  /* what was changed by hand since, or never summed up, the person reads before they agree to it */
  if (closing && (last == NULL || strstr (last->text, summary) == NULL))
    text = g_strdup_printf ("%s\n\n%s", summary, _ ("Is all of this right?"));
  dg_chat_view_set_closing (self->chat, closing, text);
}

static void
update_unsent (DgRequirementsStep *self, const DgDraft *draft)
{
  if (self->waits || self->stopping != NULL)
    return;

  if (self->text != NULL)
    dg_chat_view_set_unsent (self->chat, self->text, self->instead, self->error);
  else if (draft->unsent != NULL && g_strcmp0 (draft->unsent, self->taken_back) != 0)
    dg_chat_view_set_unsent (self->chat, draft->unsent, FALSE, NULL);
  else
    dg_chat_view_set_unsent (self->chat, NULL, FALSE, NULL);
}

static void
update_complete (DgRequirementsStep *self)
{
  const DgDraft *draft = dg_session_get_draft (self->session);
  gboolean has_samples = draft->samples->len > 0 && !draft->stale;

  dg_wizard_step_set_complete (DG_WIZARD_STEP (self),
                               dg_session_is_complete (self->session) && self->changes->len == 0);
  dg_wizard_step_set_next_label (DG_WIZARD_STEP (self), has_samples ? NULL : _ ("_Make Samples"));
}

static void
refresh (DgRequirementsStep *self)
{
  const DgDraft *draft = dg_session_get_draft (self->session);
  g_autofree char *progress = dg_checklist_view_dup_progress (dg_session_get_checklist (self->session));
  /* Translators: a button; the %s is how many requirements are settled, such as “6 of 9”. */
  g_autofree char *label = g_strdup_printf (_ ("Checklist · %s"), progress);

  dg_chat_view_set_messages (self->chat, draft->messages);
  dg_chat_view_set_leaves (self->chat, draft->prompt != NULL || draft->messages->len > 1);
  update_unsent (self, draft);
  update_closing (self, draft);
  dg_checklist_view_show (self->checklist, self->session);
  gtk_label_set_label (self->sheet_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sheet_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  update_complete (self);
}

/* --- what was said --- */

static void
end_turn (DgRequirementsStep *self, const GError *error)
{
  g_clear_object (&self->stopping);
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), FALSE);
  dg_chat_view_set_busy (self->chat, FALSE);
  dg_chat_view_set_sending (self->chat, NULL, FALSE);

  if (error == NULL)
    g_clear_pointer (&self->text, g_free);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_error_copy (error);
  if (self->session != NULL)
    refresh (self);
  go_on (self);
}

static void
converse_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRequirementsStep) self = data;
  g_autoptr (GError) error = NULL;

  dg_session_step_finish (DG_SESSION (source), result, &error);
  if (DG_SESSION (source) == self->session)
    end_turn (self, error);
}

static void
take_turn (DgRequirementsStep *self)
{
  g_autoptr (GError) error = NULL;

  self->waits = FALSE;
  self->stopping = g_cancellable_new ();
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), TRUE);
  dg_chat_view_set_busy (self->chat, TRUE);
  if (dg_wizard_context_open_model (dg_wizard_step_get_context (DG_WIZARD_STEP (self)), &error) == NULL)
    end_turn (self, error);
  else if (self->instead)
    dg_session_resend_async (self->session, self->text, self->stopping, converse_cb, g_object_ref (self));
  else
    dg_session_converse_async (self->session, self->text, self->stopping, converse_cb, g_object_ref (self));
}

static void
send_cb (DgRequirementsStep *self, const char *text, gboolean instead)
{
  if (self->stopping != NULL)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  self->instead = instead;
  self->waits = TRUE;
  g_clear_error (&self->error);
  g_clear_pointer (&self->taken_back, g_free);
  dg_chat_view_set_sending (self->chat, text, instead);
  dg_checklist_view_commit (self->checklist);
  go_on (self);
}

static void
taken_back_cb (DgRequirementsStep *self, const char *text)
{
  g_autofree char *kept = g_strdup (text);

  g_clear_pointer (&self->text, g_free);
  g_clear_error (&self->error);
  g_free (self->taken_back);
  self->taken_back = g_steal_pointer (&kept);
  refresh (self);
}

static void
reply_growing_cb (DgRequirementsStep *self, const char *reply)
{
  dg_chat_view_set_reply (self->chat, reply);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRequirementsStep) self = data;
  g_autoptr (GError) error = NULL;

  if (!dg_session_step_finish (DG_SESSION (source), result, &error))
    dg_checklist_view_set_error (self->checklist, error);
  if (DG_SESSION (source) == self->session)
    go_on (self);
}

/* --- what was set by hand --- */

static void
save_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRequirementsStep) self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = dg_session_step_finish (DG_SESSION (source), result, &error);
  gboolean wants_samples = self->wants_samples;

  if (DG_SESSION (source) != self->session)
    return;

  self->wants_confirm = self->wants_samples = FALSE;
  dg_checklist_view_set_error (self->checklist, error);
  /* what could not be saved is tried again with the next change */
  if (saved)
    g_ptr_array_remove_range (self->changes, 0, self->n_saving);
  self->n_saving = 0;
  if (saved)
    refresh (self);
  if (saved && wants_samples && dg_wizard_step_get_complete (DG_WIZARD_STEP (self)))
    dg_wizard_step_finish (DG_WIZARD_STEP (self));
  else if (saved || self->waits)
    go_on (self);
}

static void
save (DgRequirementsStep *self)
{
  g_autofree DgPartChange *changes = g_new0 (DgPartChange, self->changes->len + 1);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const Change *change = g_ptr_array_index (self->changes, i);

      changes[i] = (DgPartChange){ change->item, change->part, change->value };
    }
  self->n_saving = self->changes->len;
  dg_session_set_parts_async (self->session, changes, self->n_saving, self->wants_confirm, NULL, save_cb,
                              g_object_ref (self));
}

static void save_format_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
go_on (DgRequirementsStep *self)
{
  if (self->session == NULL || dg_session_is_busy (self->session))
    return;

  if (self->changes->len > 0 || self->wants_confirm)
    save (self);
  else if (self->format != NULL)
    dg_format_editor_save_async (self->format, self->session, NULL, save_format_cb, g_object_ref (self));
  else if (self->waits)
    take_turn (self);
}

static void
add_change (DgRequirementsStep *self, DgItem item, guint part, const char *value)
{
  Change *change = g_new0 (Change, 1);

  change->item = item;
  change->part = part;
  change->value = g_strdup (value);
  g_ptr_array_add (self->changes, change);
  update_complete (self);
}

static void
edited_cb (DgRequirementsStep *self, guint item, guint part, const char *value)
{
  add_change (self, item, part, value);
  go_on (self);
}

static void
leave_rest_cb (DgRequirementsStep *self)
{
  DgChecklist *checklist = dg_session_get_checklist (self->session);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
      if (!dg_item_get_info (item)->parts[part].optional && dg_checklist_get_value (checklist, item, part) == NULL)
        add_change (self, item, part, DG_LEFT_TO_MODEL);
  go_on (self);
}

static void
confirm_cb (DgRequirementsStep *self)
{
  self->wants_confirm = TRUE;
  go_on (self);
}

static void
chat_confirm_cb (DgRequirementsStep *self)
{
  self->wants_samples = TRUE;
  dg_checklist_view_commit (self->checklist);
  confirm_cb (self);
}

/* --- formats --- */

static void
save_format_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRequirementsStep) self = data;
  g_autoptr (DgFormatEditor) format = g_steal_pointer (&self->format);
  g_autoptr (GError) error = NULL;

  if (!dg_session_step_finish (DG_SESSION (source), result, &error))
    dg_format_editor_set_error (format, error);
  else
    gtk_window_destroy (GTK_WINDOW (format));
  if (DG_SESSION (source) == self->session)
    go_on (self);
}

static void
format_cb (DgRequirementsStep *self, DgFormatEditor *format)
{
  g_set_object (&self->format, format);
  go_on (self);
}

static void
edit_format_cb (DgRequirementsStep *self, guint item)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *editor = dg_format_editor_new (window, item, dg_session_get_checklist (self->session));

  g_signal_connect_object (editor, "save", G_CALLBACK (format_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (editor);
}

/* --- the sheet --- */

static void
set_sheet_open (DgRequirementsStep *self, gboolean open)
{
  gtk_widget_set_visible (GTK_WIDGET (self->shade), open);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), open);
  gtk_revealer_set_reveal_child (self->shade, open);
  gtk_revealer_set_reveal_child (self->sheet, open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "requirements.hide-checklist", open);
}

static void
show_checklist_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgRequirementsStep *self = DG_REQUIREMENTS_STEP (widget);

  set_sheet_open (self, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->checklist), GTK_DIR_TAB_FORWARD);
}

static void
hide_checklist_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgRequirementsStep *self = DG_REQUIREMENTS_STEP (widget);

  dg_checklist_view_commit (self->checklist);
  set_sheet_open (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->chat));
}

static void
shade_clicked_cb (DgRequirementsStep *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "requirements.hide-checklist", NULL);
}

static void
narrow_cb (DgRequirementsStep *self)
{
  gboolean narrow = dg_wizard_step_get_narrow (DG_WIZARD_STEP (self));
  g_autoptr (GtkWidget) checklist = g_object_ref (GTK_WIDGET (self->checklist));

  adw_bin_set_child (narrow ? self->side_place : self->sheet_place, NULL);
  adw_bin_set_child (narrow ? self->sheet_place : self->side_place, checklist);
  dg_checklist_view_set_closable (self->checklist, narrow);
  if (self->session != NULL)
    dg_checklist_view_show (self->checklist, self->session);
  gtk_widget_set_visible (GTK_WIDGET (self->side), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_button), narrow);
  set_sheet_open (self, FALSE);
}

/* --- as a step --- */

static void
set_session (DgRequirementsStep *self, DgSession *session)
{
  if (self->session == session)
    return;

  self->session = session;
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reply-growing", G_CALLBACK (reply_growing_cb), self, G_CONNECT_SWAPPED);
}

static void
send_key_cb (DgRequirementsStep *self, const char *key, GSettings *settings)
{
  g_autofree char *send_key = g_settings_get_string (settings, "send-key");

  dg_chat_view_set_needs_control (self->chat, g_str_equal (send_key, "ctrl-return"));
}

static void
dg_requirements_step_set_up (DgWizardStep *step)
{
  GSettings *settings = dg_engine_get_settings (dg_wizard_context_get_engine (dg_wizard_step_get_context (step)));

  g_signal_connect_object (settings, "changed::send-key", G_CALLBACK (send_key_cb), step, G_CONNECT_SWAPPED);
  send_key_cb (DG_REQUIREMENTS_STEP (step), NULL, settings);
}

static void
dg_requirements_step_shown (DgWizardStep *step)
{
  DgRequirementsStep *self = DG_REQUIREMENTS_STEP (step);

  set_session (self, dg_wizard_step_get_session (step));
  refresh (self);
  if (dg_session_get_draft (self->session)->messages->len == 0 && !dg_session_is_busy (self->session))
    dg_session_converse_async (self->session, NULL, dg_wizard_step_get_cancellable (step), opened_cb,
                               g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->chat));
}

static void
dg_requirements_step_leave (DgWizardStep *step)
{
  dg_checklist_view_commit (DG_REQUIREMENTS_STEP (step)->checklist);
}

static gboolean
dg_requirements_step_stop (DgWizardStep *step)
{
  DgRequirementsStep *self = DG_REQUIREMENTS_STEP (step);

  if (self->stopping == NULL)
    return FALSE;

  g_cancellable_cancel (self->stopping);

  return TRUE;
}

static void
dg_requirements_step_advance (DgWizardStep *step)
{
  DgRequirementsStep *self = DG_REQUIREMENTS_STEP (step);

  dg_checklist_view_commit (self->checklist);
  if (dg_wizard_step_get_complete (step))
    dg_wizard_step_finish (step);
}

static void
dg_requirements_step_dispose (GObject *object)
{
  DgRequirementsStep *self = DG_REQUIREMENTS_STEP (object);

  if (self->stopping != NULL)
    g_cancellable_cancel (self->stopping);
  self->session = NULL;
  g_clear_object (&self->format);

  G_OBJECT_CLASS (dg_requirements_step_parent_class)->dispose (object);
}

static void
dg_requirements_step_finalize (GObject *object)
{
  DgRequirementsStep *self = DG_REQUIREMENTS_STEP (object);

  g_clear_object (&self->stopping);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->changes);
  g_free (self->text);
  g_free (self->taken_back);

  G_OBJECT_CLASS (dg_requirements_step_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-requirements-step.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRequirementsStep, sheet_button);
  gtk_widget_class_bind_template_child (widget_class, DgRequirementsStep, sheet_label);
  gtk_widget_class_bind_template_child (widget_class, DgRequirementsStep, grid);
  gtk_widget_class_bind_template_child (widget_class, DgRequirementsStep, chat);
  gtk_widget_class_bind_template_child (widget_class, DgRequirementsStep, side);
  gtk_widget_class_bind_template_child (widget_class, DgRequirementsStep, side_place);
  gtk_widget_class_bind_template_child (widget_class, DgRequirementsStep, checklist);
  gtk_widget_class_bind_template_child (widget_class, DgRequirementsStep, shade);
  gtk_widget_class_bind_template_child (widget_class, DgRequirementsStep, sheet);
  gtk_widget_class_bind_template_child (widget_class, DgRequirementsStep, sheet_place);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, taken_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, chat_confirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_format_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_rest_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, shade_clicked_cb);
}

static void
dg_requirements_step_class_init (DgRequirementsStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  object_class->dispose = dg_requirements_step_dispose;
  object_class->finalize = dg_requirements_step_finalize;
  step_class->title = N_ ("Requirements");
  step_class->set_up = dg_requirements_step_set_up;
  step_class->shown = dg_requirements_step_shown;
  step_class->leave = dg_requirements_step_leave;
  step_class->stop = dg_requirements_step_stop;
  step_class->advance = dg_requirements_step_advance;

  g_type_ensure (DG_TYPE_CHAT_VIEW);
  g_type_ensure (DG_TYPE_CHECKLIST_VIEW);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "requirements.show-checklist", NULL, show_checklist_cb);
  gtk_widget_class_install_action (widget_class, "requirements.hide-checklist", NULL, hide_checklist_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "requirements.hide-checklist", NULL);
}

static void
dg_requirements_step_init (DgRequirementsStep *self)
{
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) free_change);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
  set_sheet_open (self, FALSE);
}
