/* dg-chat-notice.c: what went wrong in the conversation, and what mends it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chat-notice.h"

#include <glib/gi18n.h>

#include "dg-failure.h"
#include "dg-wrap-layout.h"

/**
 * DgChatNotice:
 *
 * A card below a message that was not answered.
 */
struct _DgChatNotice
{
  GtkWidget parent_instance;

  DgFailure *failure; /* (owned) (nullable): NULL when the person has stopped it */

  /* template */
  GtkBox *box;
  GtkImage *icon;
  GtkLabel *text;
  GtkButton *preferences;
  GtkButton *details_button;
};

G_DEFINE_FINAL_TYPE (DgChatNotice, dg_chat_notice, GTK_TYPE_WIDGET)

static void
copy_details_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_failure_copy_details (DG_CHAT_NOTICE (widget)->failure, widget);
}

static void
dg_chat_notice_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_chat_notice_parent_class)->dispose (object);
}

static void
dg_chat_notice_finalize (GObject *object)
{
  g_clear_pointer (&DG_CHAT_NOTICE (object)->failure, dg_failure_free);

  G_OBJECT_CLASS (dg_chat_notice_parent_class)->finalize (object);
}

static void
dg_chat_notice_class_init (DgChatNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_chat_notice_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_chat_notice_finalize;

  g_type_ensure (DG_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-chat-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, DgChatNotice, box);
  gtk_widget_class_bind_template_child (widget_class, DgChatNotice, icon);
  gtk_widget_class_bind_template_child (widget_class, DgChatNotice, text);
  gtk_widget_class_bind_template_child (widget_class, DgChatNotice, preferences);
  gtk_widget_class_bind_template_child (widget_class, DgChatNotice, details_button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  gtk_widget_class_install_action (widget_class, "notice.copy-details", NULL, copy_details_cb);
}

static void
dg_chat_notice_init (DgChatNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_chat_notice_set_error:
 * @self: a notice
 * @error: (nullable): why the message was not answered; %NULL when the person has stopped it, or left
 */
void
dg_chat_notice_set_error (DgChatNotice *self, const GError *error)
{
  g_return_if_fail (DG_IS_CHAT_NOTICE (self));

  const char *text = _ ("This message was not answered.");

  g_clear_pointer (&self->failure, dg_failure_free);
  if (error != NULL)
    {
      self->failure = dg_failure_new (error);
      text = dg_failure_get_text (self->failure);
    }
  gtk_label_set_label (self->text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), error != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->preferences), dg_failure_is_setting (self->failure));
  gtk_widget_set_visible (GTK_WIDGET (self->details_button), error != NULL);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->box), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->box), "error");
}
