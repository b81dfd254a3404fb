/* dg-chat-bubble.c: what was said in the conversation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chat-bubble.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dg-beside-layout.h"
#include "dg-markdown-view.h"
#include "dg-toast.h"

/* Most answers have begun after so many seconds; one that the service was too busy for at first takes longer. */
#define PATIENCE 15

/**
 * DgChatBubble:
 *
 * A message: the person's as it was written, at the end of the line; the model's with its Markdown, at the start.
 */
struct _DgChatBubble
{
  GtkWidget parent_instance;

  DgMessage *message; /* (owned) (nullable) */
  guint patience;     /* in seconds */
  guint late_source;  /* when it will have waited so long, 0 when it does not wait or has said so */

  /* template */
  GtkBox *box;
  GtkBox *body;
  GtkLabel *own_text;
  DgMarkdownView *model_text;
  GtkBox *dots;
  GtkLabel *late;
  GtkBox *buttons;
  GtkButton *edit_button;
};

enum
{
  PROP_PATIENCE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DgChatBubble, dg_chat_bubble, GTK_TYPE_WIDGET)

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgChatBubble *self = DG_CHAT_BUBBLE (widget);

  if (self->message == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->message->text);
  dg_toast_show (widget, _ ("Copied"));
}

/* The summary has titles with lists below them, as plain text. */
static char *
mark_titles (const char *summary)
{
  g_auto (GStrv) lines = g_strsplit (summary, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean is_title = *lines[i] != '\0' && !g_str_has_prefix (lines[i], "• ") && lines[i + 1] != NULL &&
                          g_str_has_prefix (lines[i + 1], "• ");

      g_string_append_printf (out, is_title ? "#### %s\n" : "%s\n", lines[i]);
    }

  return g_strdup (out->str);
}

static void
show_model_text (DgChatBubble *self)
{
  gboolean is_summary = g_strcmp0 (self->message->asks_for, DG_ASKS_FOR_SUMMARY) == 0;
  g_autofree char *marked = is_summary ? mark_titles (self->message->text) : NULL;

  dg_markdown_view_set_text (self->model_text, marked != NULL ? marked : self->message->text);
}

static void
update_name (DgChatBubble *self)
{
  g_autofree char *name = NULL;

  /* Translators: for screen readers: who says something, and what. */
  name = g_strdup_printf (self->message->from_person ? _ ("You: %s") : _ ("Model: %s"), self->message->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
place (DgChatBubble *self, gboolean from_person)
{
  gtk_widget_set_halign (GTK_WIDGET (self->box), from_person ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_box_reorder_child_after (self->box, GTK_WIDGET (self->buttons), from_person ? NULL : GTK_WIDGET (self->body));
  gtk_widget_set_visible (GTK_WIDGET (self->own_text), from_person);
  gtk_widget_set_visible (GTK_WIDGET (self->model_text), !from_person);
  if (from_person)
    gtk_widget_add_css_class (GTK_WIDGET (self), "person");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "person");
}

/* --- waiting --- */

static gboolean
late_cb (gpointer data)
{
  DgChatBubble *self = data;

  self->late_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->late), TRUE);

  return G_SOURCE_REMOVE;
}

static void
watch_time (DgChatBubble *self, gboolean waiting)
{
  g_clear_handle_id (&self->late_source, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->late), FALSE);
  if (waiting)
    self->late_source = g_timeout_add_seconds (self->patience, late_cb, self);
}

/* --- its life --- */

static void
dg_chat_bubble_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgChatBubble *self = DG_CHAT_BUBBLE (object);

  switch (id)
    {
    case PROP_PATIENCE:
      g_value_set_uint (value, self->patience);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_chat_bubble_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DgChatBubble *self = DG_CHAT_BUBBLE (object);

  switch (id)
    {
    case PROP_PATIENCE:
      self->patience = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_chat_bubble_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_handle_id (&DG_CHAT_BUBBLE (object)->late_source, g_source_remove);
  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_chat_bubble_parent_class)->dispose (object);
}

static void
dg_chat_bubble_finalize (GObject *object)
{
  g_clear_pointer (&DG_CHAT_BUBBLE (object)->message, dg_message_free);

  G_OBJECT_CLASS (dg_chat_bubble_parent_class)->finalize (object);
}

static void
dg_chat_bubble_class_init (DgChatBubbleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = dg_chat_bubble_get_property;
  G_OBJECT_CLASS (klass)->set_property = dg_chat_bubble_set_property;
  G_OBJECT_CLASS (klass)->dispose = dg_chat_bubble_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_chat_bubble_finalize;

  /**
   * DgChatBubble:patience:
   *
   * After how many seconds without an answer it says that it still waits.
   */
  properties[PROP_PATIENCE] = g_param_spec_uint ("patience", NULL, NULL, 0, G_MAXINT, PATIENCE,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  g_type_ensure (DG_TYPE_BESIDE_LAYOUT);
  g_type_ensure (DG_TYPE_MARKDOWN_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-chat-bubble.ui");
  gtk_widget_class_bind_template_child (widget_class, DgChatBubble, box);
  gtk_widget_class_bind_template_child (widget_class, DgChatBubble, body);
  gtk_widget_class_bind_template_child (widget_class, DgChatBubble, own_text);
  gtk_widget_class_bind_template_child (widget_class, DgChatBubble, model_text);
  gtk_widget_class_bind_template_child (widget_class, DgChatBubble, dots);
  gtk_widget_class_bind_template_child (widget_class, DgChatBubble, late);
  gtk_widget_class_bind_template_child (widget_class, DgChatBubble, buttons);
  gtk_widget_class_bind_template_child (widget_class, DgChatBubble, edit_button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  gtk_widget_class_install_action (widget_class, "bubble.copy", NULL, copy_cb);
}

static void
dg_chat_bubble_init (DgChatBubble *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_chat_bubble_new:
 * @message: what was said
 *
 * Returns: (transfer floating): a bubble
 */
GtkWidget *
dg_chat_bubble_new (const DgMessage *message)
{
  DgChatBubble *self = g_object_new (DG_TYPE_CHAT_BUBBLE, NULL);

  dg_chat_bubble_set_message (self, message);

  return GTK_WIDGET (self);
}

/**
 * dg_chat_bubble_set_message:
 * @self: a bubble
 * @message: what was said, or what was said so far
 */
void
dg_chat_bubble_set_message (DgChatBubble *self, const DgMessage *message)
{
  g_return_if_fail (DG_IS_CHAT_BUBBLE (self));
  g_return_if_fail (message != NULL);

  DgMessage *copy = dg_message_copy (message);

  g_clear_pointer (&self->message, dg_message_free);
  self->message = copy;
  place (self, copy->from_person);
  if (copy->from_person)
    gtk_label_set_text (self->own_text, copy->text);
  else
    show_model_text (self);
  update_name (self);
}

/**
 * dg_chat_bubble_set_waiting:
 * @self: a bubble
 * @waiting: whether there is nothing to show yet, and dots say that it will come
 *
 * When nothing comes for long, words say that it is still being waited for, and what can be done.
 */
void
dg_chat_bubble_set_waiting (DgChatBubble *self, gboolean waiting)
{
  g_return_if_fail (DG_IS_CHAT_BUBBLE (self));

  watch_time (self, waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->dots), waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), !waiting);
  if (waiting)
    {
      gtk_widget_hide (GTK_WIDGET (self->model_text));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The model is writing"),
                                      -1);
    }
}

/**
 * dg_chat_bubble_set_editable:
 * @self: a bubble
 * @editable: whether the message can be said again in other words
 */
void
dg_chat_bubble_set_editable (DgChatBubble *self, gboolean editable)
{
  g_return_if_fail (DG_IS_CHAT_BUBBLE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->edit_button), editable);
}

/**
 * dg_chat_bubble_set_sent:
 * @self: a bubble
 * @sent: whether the message has been answered, or at least not refused
 */
void
dg_chat_bubble_set_sent (DgChatBubble *self, gboolean sent)
{
  g_return_if_fail (DG_IS_CHAT_BUBBLE (self));

  if (sent)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unsent");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "unsent");
}
