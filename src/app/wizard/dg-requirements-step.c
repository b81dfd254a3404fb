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
#include "dg-requirements-desk.h"

/**
 * DgRequirementsStep:
 *
 * The third step. It shows what the session has, and what the person wants goes through one #DgRequirementsDesk.
 */
struct _DgRequirementsStep
{
  DgWizardStep parent_instance;

  DgRequirementsDesk *desk; /* (owned) (nullable): NULL before the step is set up */
  DgSession *session;       /* (unowned) (nullable): the one that is shown; the context owns it */

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

/* --- showing --- */

/* Whether something was said that is not answered: what the checklist says is not all that the person wants then. */
static gboolean
is_waiting (DgRequirementsStep *self)
{
  const char *text;
  gboolean instead;
  const GError *error;

  return !dg_requirements_desk_get_unsent (self->desk, &text, &instead, &error) || text != NULL;
}

static void
update_closing (DgRequirementsStep *self, const DgDraft *draft)
{
  DgChecklist *checklist = dg_session_get_checklist (self->session);
  g_auto (GStrv) missing = dg_checklist_dup_missing (checklist);
  g_autofree char *summary = dg_conversation_dup_summary (checklist);
  const DgMessage *last = draft->messages->len > 0 ? draft->messages->pdata[draft->messages->len - 1] : NULL;
  gboolean closing = *missing == NULL && !draft->confirmed && !is_waiting (self);
  g_autofree char *text = NULL;

  if (*missing == NULL && draft->confirmed && !is_waiting (self))
    {
      text = g_strdup_printf ("%s\n\n%s", summary,
                              _ ("You have agreed to this. It can still be changed, here or in the checklist."));
      dg_chat_view_set_settled (self->chat, text);
      return;
    }

  /* what was changed by hand since, or never summed up, the person reads before they agree to it */
  if (closing && (last == NULL || strstr (last->text, summary) == NULL))
    text = g_strdup_printf ("%s\n\n%s", summary, _ ("Is all of this right?"));
  dg_chat_view_set_closing (self->chat, closing, text);
}

static void
update_unsent (DgRequirementsStep *self)
{
  const char *text;
  gboolean instead;
  const GError *error;

  if (dg_requirements_desk_get_unsent (self->desk, &text, &instead, &error))
    dg_chat_view_set_unsent (self->chat, text, instead, error);
}

static void
update_complete (DgRequirementsStep *self)
{
  const DgDraft *draft = dg_session_get_draft (self->session);
  gboolean has_samples = draft->samples->len > 0 && !draft->stale;

  dg_wizard_step_set_complete (DG_WIZARD_STEP (self),
                               dg_session_is_complete (self->session) && dg_requirements_desk_is_saved (self->desk));
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
  update_unsent (self);
  update_closing (self, draft);
  dg_checklist_view_show (self->checklist, self->session);
  dg_checklist_view_set_waiting (self->checklist, is_waiting (self));
  gtk_label_set_label (self->sheet_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sheet_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  update_complete (self);
}

/* --- what was said --- */

static void
asking_cb (DgRequirementsStep *self, gboolean asking)
{
  dg_wizard_step_set_busy (DG_WIZARD_STEP (self), asking);
  dg_chat_view_set_busy (self->chat, asking);
  dg_checklist_view_set_waiting (self->checklist, is_waiting (self));
  if (!asking)
    dg_chat_view_set_sending (self->chat, NULL, FALSE);
}

static void
send_cb (DgRequirementsStep *self, const char *text, gboolean instead)
{
  if (dg_wizard_step_get_busy (DG_WIZARD_STEP (self)))
    return;

  dg_chat_view_set_sending (self->chat, text, instead);
  dg_checklist_view_commit (self->checklist);
  dg_requirements_desk_send (self->desk, text, instead);
}

static void
taken_back_cb (DgRequirementsStep *self, const char *text)
{
  dg_requirements_desk_take_back (self->desk, text);
}

static void
reply_growing_cb (DgRequirementsStep *self, const char *reply)
{
  dg_chat_view_set_reply (self->chat, reply);
}

/* --- what was set by hand --- */

static void
saved_cb (DgRequirementsStep *self, const GError *error)
{
  dg_checklist_view_set_error (self->checklist, error);
}

static void
settled_cb (DgRequirementsStep *self)
{
  dg_wizard_step_finish (DG_WIZARD_STEP (self));
}

static void
edited_cb (DgRequirementsStep *self, guint item, guint part, const char *value)
{
  dg_requirements_desk_set_part (self->desk, item, part, value);
  update_complete (self);
}

static void
leave_rest_cb (DgRequirementsStep *self)
{
  dg_requirements_desk_leave_rest (self->desk);
  update_complete (self);
}

static void
confirm_cb (DgRequirementsStep *self)
{
  dg_requirements_desk_confirm (self->desk, FALSE);
}

static void
try_again_cb (DgRequirementsStep *self)
{
  dg_requirements_desk_try_again (self->desk);
}

static void
chat_confirm_cb (DgRequirementsStep *self)
{
  dg_checklist_view_commit (self->checklist);
  dg_requirements_desk_confirm (self->desk, TRUE);
}

/* --- formats --- */

static void
format_cb (DgRequirementsStep *self, DgFormatEditor *format)
{
  dg_requirements_desk_save_format (self->desk, format);
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
  dg_requirements_desk_set_session (self->desk, session);
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
  DgRequirementsStep *self = DG_REQUIREMENTS_STEP (step);
  DgWizardContext *context = dg_wizard_step_get_context (step);
  GSettings *settings = dg_engine_get_settings (dg_wizard_context_get_engine (context));

  self->desk = dg_requirements_desk_new (context);
  g_signal_connect_object (self->desk, "asking", G_CALLBACK (asking_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::send-key", G_CALLBACK (send_key_cb), step, G_CONNECT_SWAPPED);
  send_key_cb (self, NULL, settings);
}

static void
dg_requirements_step_shown (DgWizardStep *step)
{
  DgRequirementsStep *self = DG_REQUIREMENTS_STEP (step);

  set_session (self, dg_wizard_step_get_session (step));
  refresh (self);
  dg_requirements_desk_open (self->desk);
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
  return dg_requirements_desk_stop (DG_REQUIREMENTS_STEP (step)->desk);
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

  if (self->desk != NULL)
    dg_requirements_desk_close (self->desk);
  g_clear_object (&self->desk);
  self->session = NULL;

  G_OBJECT_CLASS (dg_requirements_step_parent_class)->dispose (object);
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
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
}

static void
dg_requirements_step_class_init (DgRequirementsStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DgWizardStepClass *step_class = DG_WIZARD_STEP_CLASS (klass);

  object_class->dispose = dg_requirements_step_dispose;
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
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
  set_sheet_open (self, FALSE);
}
