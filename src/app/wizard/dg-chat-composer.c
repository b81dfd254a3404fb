/* dg-chat-composer.c: where a message is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chat-composer.h"

#include <glib/gi18n.h>

#include "dg-text-entry.h"

/**
 * DgChatComposer:
 *
 * An entry that grows with its text, and the button that sends it. While the model answers one can go on writing, but
 * not send.
 */
struct _DgChatComposer
{
  GtkWidget parent_instance;

  gboolean busy;
  char *set_aside; /* (owned) (nullable): what was being written when a message was taken up again */

  /* template */
  GtkRevealer *edit_bar;
  DgTextEntry *entry;
  GtkButton *send_button;
  GtkButton *stop_button;
};

G_DEFINE_FINAL_TYPE (DgChatComposer, dg_chat_composer, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_actions (DgChatComposer *self)
{
  g_autofree char *text = dg_text_entry_dup_text (self->entry);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send", !self->busy && *g_strstrip (text) != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.cancel-edit", dg_chat_composer_get_editing (self));
  gtk_widget_set_visible (GTK_WIDGET (self->send_button), !self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), self->busy);
}

static void
set_editing (DgChatComposer *self, gboolean editing)
{
  gtk_revealer_set_reveal_child (self->edit_bar, editing);
  update_actions (self);
}

static void
changed_cb (DgChatComposer *self)
{
  update_actions (self);
}

static void
activated_cb (DgChatComposer *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "composer.send", NULL);
}

static void
send_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgChatComposer *self = DG_CHAT_COMPOSER (widget);
  g_autofree char *text = dg_text_entry_dup_text (self->entry);
  g_autofree char *set_aside = g_steal_pointer (&self->set_aside);
  gboolean instead = dg_chat_composer_get_editing (self);

  dg_text_entry_set_text (self->entry, set_aside != NULL ? set_aside : "");
  set_editing (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_SEND], 0, g_strstrip (text), instead);
}

static void
cancel_edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgChatComposer *self = DG_CHAT_COMPOSER (widget);
  g_autofree char *set_aside = g_steal_pointer (&self->set_aside);

  dg_text_entry_set_text (self->entry, set_aside != NULL ? set_aside : "");
  set_editing (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static gboolean
key_pressed_cb (DgChatComposer *self, guint key, guint code, GdkModifierType state)
{
  if (key == GDK_KEY_Up && (state & gtk_accelerator_get_default_mod_mask ()) == 0 &&
      dg_text_entry_is_empty (self->entry))
    return gtk_widget_activate_action (GTK_WIDGET (self), "chat.edit-last", NULL);
  if (key == GDK_KEY_Escape && dg_chat_composer_get_editing (self))
    return gtk_widget_activate_action (GTK_WIDGET (self), "composer.cancel-edit", NULL);

  return FALSE;
}

/* By itself, a widget that finds nothing more to go to in it grabs the focus, and nobody would get past it. */
static gboolean
dg_chat_composer_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (gtk_widget_get_first_child (widget), direction);
}

static gboolean
dg_chat_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DG_CHAT_COMPOSER (widget)->entry));
}

static void
dg_chat_composer_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_chat_composer_parent_class)->dispose (object);
}

static void
dg_chat_composer_finalize (GObject *object)
{
  g_free (DG_CHAT_COMPOSER (object)->set_aside);

  G_OBJECT_CLASS (dg_chat_composer_parent_class)->finalize (object);
}

static void
dg_chat_composer_class_init (DgChatComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_chat_composer_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_chat_composer_finalize;
  widget_class->focus = dg_chat_composer_focus;
  widget_class->grab_focus = dg_chat_composer_grab_focus;

  /**
   * DgChatComposer::send:
   * @self: the composer
   * @text: what the person says
   * @instead: whether they say it instead of their last message
   */
  signals[SIGNAL_SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  g_type_ensure (DG_TYPE_TEXT_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-chat-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, DgChatComposer, edit_bar);
  gtk_widget_class_bind_template_child (widget_class, DgChatComposer, entry);
  gtk_widget_class_bind_template_child (widget_class, DgChatComposer, send_button);
  gtk_widget_class_bind_template_child (widget_class, DgChatComposer, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  gtk_widget_class_install_action (widget_class, "composer.send", NULL, send_cb);
  gtk_widget_class_install_action (widget_class, "composer.cancel-edit", NULL, cancel_edit_cb);
}

static void
dg_chat_composer_init (DgChatComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}

/**
 * dg_chat_composer_set_text:
 * @self: a composer
 * @text: what is to be written on
 */
void
dg_chat_composer_set_text (DgChatComposer *self, const char *text)
{
  g_return_if_fail (DG_IS_CHAT_COMPOSER (self));
  g_return_if_fail (text != NULL);

  dg_text_entry_set_text (self->entry, text);
}

/**
 * dg_chat_composer_set_placeholder:
 * @self: a composer
 * @placeholder: what it says while it is empty
 */
void
dg_chat_composer_set_placeholder (DgChatComposer *self, const char *placeholder)
{
  g_return_if_fail (DG_IS_CHAT_COMPOSER (self));

  dg_text_entry_set_placeholder (self->entry, placeholder);
}

/**
 * dg_chat_composer_set_busy:
 * @self: a composer
 * @busy: whether nothing can be sent now; there is a button that stops it then
 */
void
dg_chat_composer_set_busy (DgChatComposer *self, gboolean busy)
{
  g_return_if_fail (DG_IS_CHAT_COMPOSER (self));

  gboolean had_focus = gtk_widget_is_focus (GTK_WIDGET (self->stop_button));

  self->busy = busy;
  update_actions (self);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * dg_chat_composer_set_needs_control:
 * @self: a composer
 * @needs_control: whether Ctrl+Return sends; else Return does
 */
void
dg_chat_composer_set_needs_control (DgChatComposer *self, gboolean needs_control)
{
  g_return_if_fail (DG_IS_CHAT_COMPOSER (self));

  dg_text_entry_set_needs_control (self->entry, needs_control);
}

/**
 * dg_chat_composer_edit:
 * @self: a composer
 * @text: the person's last message
 *
 * Takes a message up, so that it can be said in other words. What was being written comes back afterwards.
 */
void
dg_chat_composer_edit (DgChatComposer *self, const char *text)
{
  g_return_if_fail (DG_IS_CHAT_COMPOSER (self));
  g_return_if_fail (text != NULL);

  if (!dg_chat_composer_get_editing (self))
    {
      g_free (self->set_aside);
      self->set_aside = dg_text_entry_dup_text (self->entry);
    }
  dg_text_entry_set_text (self->entry, text);
  set_editing (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * dg_chat_composer_get_editing:
 * @self: a composer
 *
 * Returns: whether what is being written takes the place of the person's last message
 */
gboolean
dg_chat_composer_get_editing (DgChatComposer *self)
{
  g_return_val_if_fail (DG_IS_CHAT_COMPOSER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->edit_bar);
}
