/* dg-chat-suggestions.c: answers that can be given with a button
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chat-suggestions.h"

#include <glib/gi18n.h>

#include "dg-wrap-layout.h"

/**
 * DgChatSuggestions:
 *
 * What the model suggests as an answer to its question.
 */
struct _DgChatSuggestions
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (DgChatSuggestions, dg_chat_suggestions, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear (DgChatSuggestions *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
clicked_cb (DgChatSuggestions *self, GtkButton *button)
{
  GtkWidget *label = gtk_button_get_child (button);

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, gtk_label_get_text (GTK_LABEL (label)));
}

static void
dg_chat_suggestions_dispose (GObject *object)
{
  clear (DG_CHAT_SUGGESTIONS (object));

  G_OBJECT_CLASS (dg_chat_suggestions_parent_class)->dispose (object);
}

static void
dg_chat_suggestions_class_init (DgChatSuggestionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_chat_suggestions_dispose;

  /**
   * DgChatSuggestions::chosen:
   * @self: the suggestions
   * @answer: the one that was chosen
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, DG_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dg_chat_suggestions_init (DgChatSuggestions *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Suggested answers"), -1);
}

/**
 * dg_chat_suggestions_set_answers:
 * @self: the suggestions
 * @answers: (nullable) (array zero-terminated=1): the model's words, untrusted; %NULL for none
 */
void
dg_chat_suggestions_set_answers (DgChatSuggestions *self, const char *const *answers)
{
  g_return_if_fail (DG_IS_CHAT_SUGGESTIONS (self));

  clear (self);
  for (guint i = 0; answers != NULL && answers[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (answers[i]);
      GtkWidget *button = gtk_button_new ();

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, answers[i], -1);
      gtk_widget_add_css_class (button, "dg-chat-suggestion");
      gtk_widget_set_parent (button, GTK_WIDGET (self));
      g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), answers != NULL && *answers != NULL);
}
