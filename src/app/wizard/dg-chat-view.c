/* dg-chat-view.c: a conversation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chat-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dg-chat-bubble.h"
#include "dg-chat-composer.h"
#include "dg-chat-notice.h"
#include "dg-chat-rows.h"
#include "dg-chat-suggestions.h"
#include "dg-end-follower.h"
#include "dg-wrap-layout.h"

/**
 * DgChatView:
 *
 * What was said, what is being said, what went wrong, and where the next message is written. It shows what it is told
 * and says what the person wants; it knows no session.
 */
struct _DgChatView
{
  GtkWidget parent_instance;

  DgEndFollower *follower; /* (owned) */
  DgChatRows *rows;        /* (owned) */
  char *sending;           /* (owned) (nullable): what waits for an answer */
  char *unsent;            /* (owned) (nullable): what was not answered */
  gboolean instead;        /* whether that takes the place of the person's last message */
  char *reply;             /* (owned) (nullable): what there is of the answer; shown with the next frame */
  guint tick;              /* 0 when no frame is waited for */
  gboolean closing;        /* whether the person is asked to confirm the whole */
  gboolean settled;        /* whether they have */
  gboolean sums_up;        /* and whether that is said below the last message */
  gboolean leaves;         /* whether there is enough for the model to decide something */
  gboolean busy;

  /* template */
  GtkScrolledWindow *scroller;
  GtkButton *earlier_button;
  GtkListBox *list;
  DgChatBubble *own_bubble;
  DgChatBubble *reply_bubble;
  DgChatNotice *notice;
  DgChatBubble *summary_bubble;
  GtkBox *closing_buttons;
  DgChatSuggestions *suggestions;
  GtkRevealer *end_revealer;
  DgChatComposer *composer;
};

G_DEFINE_FINAL_TYPE (DgChatView, dg_chat_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SEND,
  SIGNAL_TAKEN_BACK,
  SIGNAL_CONFIRM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- what is at the end --- */

static void
show_text (DgChatBubble *bubble, gboolean from_person, const char *text, const char *asks_for)
{
  g_autoptr (DgMessage) message = dg_message_new (from_person, text);

  message->asks_for = g_strdup (asks_for);
  dg_chat_bubble_set_message (bubble, message);
}

/* Where the model asks for something, one may leave it to the model. */
static GStrv
dup_answers (DgChatView *self, const DgMessage *last)
{
  g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();

  if (last->suggestions != NULL)
    g_strv_builder_addv (answers, (const char **) last->suggestions);
  if (self->leaves && last->asks_for != NULL && !g_str_equal (last->asks_for, DG_ASKS_FOR_SUMMARY))
    g_strv_builder_add (answers, _ ("You decide"));

  return g_strv_builder_end (answers);
}

static void
update_suggestions (DgChatView *self)
{
  const DgMessage *last = dg_chat_rows_get_last (self->rows);
  gboolean idle = self->sending == NULL && self->unsent == NULL;
  g_auto (GStrv) answers = NULL;

  if (idle && !self->closing && !self->settled && last != NULL && !last->from_person)
    answers = dup_answers (self, last);
  dg_chat_suggestions_set_answers (self->suggestions, (const char *const *) answers);
  gtk_widget_set_visible (GTK_WIDGET (self->closing_buttons), idle && self->closing);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_bubble), idle && self->sums_up);
}

static void
update (DgChatView *self)
{
  const char *own = self->sending != NULL ? self->sending : self->unsent;
  gboolean has_unsent = self->sending == NULL && self->unsent != NULL;

  if (own != NULL)
    show_text (self->own_bubble, TRUE, own, NULL);
  dg_chat_bubble_set_sent (self->own_bubble, !has_unsent);
  gtk_widget_set_visible (GTK_WIDGET (self->own_bubble), own != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reply_bubble), self->sending != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), has_unsent);
  gtk_widget_set_visible (GTK_WIDGET (self->earlier_button), dg_chat_rows_has_earlier (self->rows));
  dg_chat_rows_update (self->rows, self->instead && own != NULL, !self->busy);
  update_suggestions (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.edit-last",
                                 !self->busy && !has_unsent && dg_chat_rows_get_last_of_person (self->rows) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.retry", !self->busy && has_unsent);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.take-back", !self->busy && has_unsent);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.confirm", !self->busy && self->closing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.load-earlier", dg_chat_rows_has_earlier (self->rows));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_STATE_BUSY, self->sending != NULL, -1);
}

/* --- what the person wants --- */

static void
scroll_to_end_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgChatView *self = DG_CHAT_VIEW (widget);

  dg_end_follower_set_at_end (self->follower, TRUE);
  dg_end_follower_scroll (self->follower);
}

/* What is read stays where it is, below the rows that come. */
static void
load_earlier_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgChatView *self = DG_CHAT_VIEW (widget);

  dg_end_follower_stay (self->follower);
  dg_chat_rows_load_earlier (self->rows);
  update (self);
}

/* Before a button goes that has the focus: GTK 4.8 would look for it for ever, and Tab would not get in here again. */
static void
leave_buttons (DgChatView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

static void
emit_send (DgChatView *self, const char *text, gboolean instead)
{
  g_autofree char *kept = g_strdup (text);

  leave_buttons (self);
  dg_end_follower_set_at_end (self->follower, TRUE);
  g_signal_emit (self, signals[SIGNAL_SEND], 0, kept, instead);
}

static void
send_cb (DgChatView *self, const char *text, gboolean instead)
{
  emit_send (self, text, instead);
}

static void
suggestion_chosen_cb (DgChatView *self, const char *answer)
{
  if (!self->busy)
    emit_send (self, answer, FALSE);
}

static void
retry_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgChatView *self = DG_CHAT_VIEW (widget);

  emit_send (self, self->unsent, self->instead);
}

static void
take_back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgChatView *self = DG_CHAT_VIEW (widget);
  g_autofree char *text = g_strdup (self->unsent);

  if (self->instead)
    dg_chat_composer_edit (self->composer, text);
  else
    dg_chat_composer_set_text (self->composer, text);
  dg_chat_view_set_unsent (self, NULL, FALSE, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
  g_signal_emit (self, signals[SIGNAL_TAKEN_BACK], 0, text);
}

static void
edit_last_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgChatView *self = DG_CHAT_VIEW (widget);

  dg_chat_composer_edit (self->composer, dg_chat_rows_get_last_of_person (self->rows)->text);
}

static void
confirm_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  leave_buttons (DG_CHAT_VIEW (widget));
  g_signal_emit (widget, signals[SIGNAL_CONFIRM], 0);
}

static void
change_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgChatView *self = DG_CHAT_VIEW (widget);

  dg_chat_composer_set_placeholder (self->composer, _ ("What is to be different?"));
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

/* --- as a widget --- */

/* By itself, a widget that finds nothing more to go to in it grabs the focus, and nobody would get past it. */
static gboolean
dg_chat_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (gtk_widget_get_first_child (widget), direction);
}

static gboolean
dg_chat_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DG_CHAT_VIEW (widget)->composer));
}

static void
dg_chat_view_dispose (GObject *object)
{
  DgChatView *self = DG_CHAT_VIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_object (&self->follower);
  g_clear_object (&self->rows);
  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_chat_view_parent_class)->dispose (object);
}

static void
dg_chat_view_finalize (GObject *object)
{
  DgChatView *self = DG_CHAT_VIEW (object);

  g_free (self->sending);
  g_free (self->unsent);
  g_free (self->reply);

  G_OBJECT_CLASS (dg_chat_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-chat-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DgChatView, scroller);
  gtk_widget_class_bind_template_child (widget_class, DgChatView, earlier_button);
  gtk_widget_class_bind_template_child (widget_class, DgChatView, list);
  gtk_widget_class_bind_template_child (widget_class, DgChatView, own_bubble);
  gtk_widget_class_bind_template_child (widget_class, DgChatView, reply_bubble);
  gtk_widget_class_bind_template_child (widget_class, DgChatView, notice);
  gtk_widget_class_bind_template_child (widget_class, DgChatView, summary_bubble);
  gtk_widget_class_bind_template_child (widget_class, DgChatView, closing_buttons);
  gtk_widget_class_bind_template_child (widget_class, DgChatView, suggestions);
  gtk_widget_class_bind_template_child (widget_class, DgChatView, end_revealer);
  gtk_widget_class_bind_template_child (widget_class, DgChatView, composer);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, suggestion_chosen_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
install_signals (GType type)
{
  /**
   * DgChatView::send:
   * @self: the view
   * @text: what the person says
   * @instead: whether they say it instead of their last message
   */
  signals[SIGNAL_SEND] = g_signal_new ("send", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_STRING, G_TYPE_BOOLEAN);

  /**
   * DgChatView::taken-back:
   * @self: the view
   * @text: what was not answered, and is being written again
   */
  signals[SIGNAL_TAKEN_BACK] =
      g_signal_new ("taken-back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * DgChatView::confirm:
   * @self: the view
   *
   * The person agrees to the summary.
   */
  signals[SIGNAL_CONFIRM] = g_signal_new ("confirm", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_chat_view_class_init (DgChatViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_chat_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_chat_view_finalize;
  widget_class->focus = dg_chat_view_focus;
  widget_class->grab_focus = dg_chat_view_grab_focus;
  install_signals (G_TYPE_FROM_CLASS (klass));

  g_type_ensure (DG_TYPE_CHAT_BUBBLE);
  g_type_ensure (DG_TYPE_CHAT_COMPOSER);
  g_type_ensure (DG_TYPE_CHAT_NOTICE);
  g_type_ensure (DG_TYPE_CHAT_SUGGESTIONS);
  g_type_ensure (DG_TYPE_WRAP_LAYOUT);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "chat.retry", NULL, retry_cb);
  gtk_widget_class_install_action (widget_class, "chat.take-back", NULL, take_back_cb);
  gtk_widget_class_install_action (widget_class, "chat.edit-last", NULL, edit_last_cb);
  gtk_widget_class_install_action (widget_class, "chat.confirm", NULL, confirm_cb);
  gtk_widget_class_install_action (widget_class, "chat.change", NULL, change_cb);
  gtk_widget_class_install_action (widget_class, "chat.load-earlier", NULL, load_earlier_cb);
  gtk_widget_class_install_action (widget_class, "chat.scroll-to-end", NULL, scroll_to_end_cb);
}

static void
dg_chat_view_init (DgChatView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->follower = dg_end_follower_new (self->scroller, self->end_revealer);
  self->rows = dg_chat_rows_new (self->list);
  update (self);
}

/**
 * dg_chat_view_set_messages:
 * @self: a view
 * @messages: (element-type DgMessage): all that was said, oldest first; copied
 *
 * What is shown already and is the same stays as it is.
 */
void
dg_chat_view_set_messages (DgChatView *self, GPtrArray *messages)
{
  g_return_if_fail (DG_IS_CHAT_VIEW (self));
  g_return_if_fail (messages != NULL);

  dg_chat_rows_set_messages (self->rows, messages, !dg_end_follower_is_at_end (self->follower));
  dg_chat_composer_set_placeholder (self->composer,
                                    messages->len > 1 ? _ ("Write an answer…") : _ ("Describe the dataset…"));
  update (self);
}

/**
 * dg_chat_view_set_leaves:
 * @self: a view
 * @leaves: whether the person can leave what they are asked for to the model; before it knows anything, they cannot
 */
void
dg_chat_view_set_leaves (DgChatView *self, gboolean leaves)
{
  g_return_if_fail (DG_IS_CHAT_VIEW (self));

  self->leaves = leaves;
  update_suggestions (self);
}

/**
 * dg_chat_view_set_sending:
 * @self: a view
 * @text: (nullable): what waits for an answer; %NULL when nothing does any more
 * @instead: whether it takes the place of the person's last message
 */
void
dg_chat_view_set_sending (DgChatView *self, const char *text, gboolean instead)
{
  g_return_if_fail (DG_IS_CHAT_VIEW (self));

  g_free (self->sending);
  self->sending = g_strdup (text);
  self->instead = instead;
  g_clear_pointer (&self->reply, g_free);
  if (text != NULL)
    g_clear_pointer (&self->unsent, g_free);
  dg_chat_bubble_set_waiting (self->reply_bubble, text != NULL);
  update (self);
}

static gboolean
show_reply_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  DgChatView *self = DG_CHAT_VIEW (widget);

  self->tick = 0;
  if (self->sending != NULL && self->reply != NULL && *self->reply != '\0')
    {
      dg_chat_bubble_set_waiting (self->reply_bubble, FALSE);
      show_text (self->reply_bubble, FALSE, self->reply, NULL);
    }

  return G_SOURCE_REMOVE;
}

/**
 * dg_chat_view_set_reply:
 * @self: a view that shows what is being sent
 * @reply: what there is of the answer, from its beginning
 *
 * Shown with the next frame, however often there is more.
 */
void
dg_chat_view_set_reply (DgChatView *self, const char *reply)
{
  g_return_if_fail (DG_IS_CHAT_VIEW (self));
  g_return_if_fail (reply != NULL);

  g_free (self->reply);
  self->reply = g_strdup (reply);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_reply_cb, NULL, NULL);
}

/**
 * dg_chat_view_set_unsent:
 * @self: a view
 * @text: (nullable): what was not answered; %NULL for nothing
 * @instead: whether it was to take the place of the person's last message
 * @error: (nullable): why; %NULL when the person has stopped it, or left
 */
void
dg_chat_view_set_unsent (DgChatView *self, const char *text, gboolean instead, const GError *error)
{
  g_return_if_fail (DG_IS_CHAT_VIEW (self));

  g_autofree char *kept = g_strdup (text);

  g_free (self->unsent);
  self->unsent = g_steal_pointer (&kept);
  self->instead = instead;
  dg_chat_notice_set_error (self->notice, error);
  update (self);
}

/**
 * dg_chat_view_set_closing:
 * @self: a view
 * @closing: whether the person is asked to confirm the whole
 * @summary: (nullable): what they are to confirm; %NULL when the last message says it
 */
void
dg_chat_view_set_closing (DgChatView *self, gboolean closing, const char *summary)
{
  g_return_if_fail (DG_IS_CHAT_VIEW (self));

  self->closing = closing;
  self->settled = FALSE;
  self->sums_up = summary != NULL;
  if (summary != NULL)
    show_text (self->summary_bubble, FALSE, summary, DG_ASKS_FOR_SUMMARY);
  update (self);
}

/**
 * dg_chat_view_set_settled:
 * @self: a view
 * @summary: what the person has confirmed
 *
 * No question is open any more.
 */
void
dg_chat_view_set_settled (DgChatView *self, const char *summary)
{
  g_return_if_fail (DG_IS_CHAT_VIEW (self));
  g_return_if_fail (summary != NULL);

  self->closing = FALSE;
  self->settled = TRUE;
  self->sums_up = TRUE;
  show_text (self->summary_bubble, FALSE, summary, DG_ASKS_FOR_SUMMARY);
  update (self);
}

/**
 * dg_chat_view_set_busy:
 * @self: a view
 * @busy: whether nothing can be sent now
 */
void
dg_chat_view_set_busy (DgChatView *self, gboolean busy)
{
  g_return_if_fail (DG_IS_CHAT_VIEW (self));

  self->busy = busy;
  dg_chat_composer_set_busy (self->composer, busy);
  update (self);
}

/**
 * dg_chat_view_set_needs_control:
 * @self: a view
 * @needs_control: whether Ctrl+Return sends; else Return does
 */
void
dg_chat_view_set_needs_control (DgChatView *self, gboolean needs_control)
{
  g_return_if_fail (DG_IS_CHAT_VIEW (self));

  dg_chat_composer_set_needs_control (self->composer, needs_control);
}

/**
 * dg_chat_view_is_at_end:
 * @self: a view
 *
 * Returns: whether the reader is at the end, and stays there when more comes
 */
gboolean
dg_chat_view_is_at_end (DgChatView *self)
{
  g_return_val_if_fail (DG_IS_CHAT_VIEW (self), TRUE);

  return dg_end_follower_is_at_end (self->follower);
}
