/* dg-chat-rows.c: the rows of a conversation: what was said, oldest first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-chat-rows.h"

#include <glib/gi18n.h>

#include "dg-chat-bubble.h"

/* A row costs several milliseconds before it is seen; what was said long ago is there for who asks. */
#define ROWS_AT_ONCE 30
#define MAX_ROWS 200

/**
 * DgChatRows:
 *
 * The latest messages have rows; earlier ones get theirs when somebody asks for them.
 */
struct _DgChatRows
{
  GObject parent_instance;

  GtkListBox *list;    /* (owned) */
  GPtrArray *messages; /* (owned) (element-type DgMessage): all of them */
  guint first;         /* the first that has a row */
};

G_DEFINE_FINAL_TYPE (DgChatRows, dg_chat_rows, G_TYPE_OBJECT)

static guint
find_last_of_person (DgChatRows *self)
{
  for (guint i = self->messages->len; i-- > 0;)
    if (((DgMessage *) g_ptr_array_index (self->messages, i))->from_person)
      return i;

  return G_MAXUINT;
}

static GtkWidget *
make_row (const DgMessage *message)
{
  GtkWidget *row = gtk_list_box_row_new ();
  /* Translators: for screen readers: who says something, and what. */
  g_autofree char *name = g_strdup_printf (message->from_person ? _ ("You: %s") : _ ("Model: %s"), message->text);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), dg_chat_bubble_new (message));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return row;
}

static gboolean
is_same_message (const DgMessage *a, const DgMessage *b)
{
  return a->from_person == b->from_person && g_strcmp0 (a->asks_for, b->asks_for) == 0 &&
         g_str_equal (a->text, b->text);
}

static guint
count_same (GPtrArray *a, GPtrArray *b)
{
  guint n = 0;

  while (n < a->len && n < b->len && is_same_message (a->pdata[n], b->pdata[n]))
    n++;

  return n;
}

static void
drop_rows (DgChatRows *self, guint n_kept)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, (int) n_kept)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
drop_first_rows (DgChatRows *self)
{
  while (self->messages->len - self->first > MAX_ROWS)
    {
      gtk_list_box_remove (self->list, GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
      self->first++;
    }
}

static void
dg_chat_rows_finalize (GObject *object)
{
  DgChatRows *self = DG_CHAT_ROWS (object);

  g_clear_object (&self->list);
  g_ptr_array_unref (self->messages);

  G_OBJECT_CLASS (dg_chat_rows_parent_class)->finalize (object);
}

static void
dg_chat_rows_class_init (DgChatRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_chat_rows_finalize;
}

static void
dg_chat_rows_init (DgChatRows *self)
{
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_message_free);
}

/**
 * dg_chat_rows_new:
 * @list: where the rows are put
 *
 * Returns: (transfer full): the rows of a conversation in which nothing was said
 */
DgChatRows *
dg_chat_rows_new (GtkListBox *list)
{
  g_return_val_if_fail (GTK_IS_LIST_BOX (list), NULL);

  DgChatRows *self = g_object_new (DG_TYPE_CHAT_ROWS, NULL);

  self->list = g_object_ref (list);

  return self;
}

/**
 * dg_chat_rows_set_messages:
 * @self: the rows
 * @messages: (element-type DgMessage): all that was said, oldest first; copied
 * @keep_all: whether somebody reads what was said long ago, and is to keep it
 *
 * What is shown already and is the same stays as it is.
 */
void
dg_chat_rows_set_messages (DgChatRows *self, GPtrArray *messages, gboolean keep_all)
{
  g_return_if_fail (DG_IS_CHAT_ROWS (self));
  g_return_if_fail (messages != NULL);

  guint n_same = count_same (self->messages, messages);

  if (n_same <= self->first)
    self->first = messages->len > ROWS_AT_ONCE ? messages->len - ROWS_AT_ONCE : 0;
  drop_rows (self, n_same > self->first ? n_same - self->first : 0);
  g_ptr_array_set_size (self->messages, (int) n_same);
  for (guint i = n_same; i < messages->len; i++)
    {
      g_ptr_array_add (self->messages, dg_message_copy (g_ptr_array_index (messages, i)));
      if (i >= self->first)
        gtk_list_box_append (self->list, make_row (g_ptr_array_index (messages, i)));
    }
  if (!keep_all)
    drop_first_rows (self);
}

/**
 * dg_chat_rows_load_earlier:
 * @self: the rows
 *
 * Gives rows to some more messages, above those that have theirs.
 */
void
dg_chat_rows_load_earlier (DgChatRows *self)
{
  g_return_if_fail (DG_IS_CHAT_ROWS (self));

  for (guint n = 0; n < ROWS_AT_ONCE && self->first > 0; n++)
    gtk_list_box_prepend (self->list, make_row (g_ptr_array_index (self->messages, --self->first)));
}

/**
 * dg_chat_rows_has_earlier:
 * @self: the rows
 *
 * Returns: whether there are messages without a row
 */
gboolean
dg_chat_rows_has_earlier (DgChatRows *self)
{
  g_return_val_if_fail (DG_IS_CHAT_ROWS (self), FALSE);

  return self->first > 0;
}

/**
 * dg_chat_rows_update:
 * @self: the rows
 * @replacing: whether another message is taking the place of the person's last, and of what came after it
 * @editable: whether the person may edit their last message
 */
void
dg_chat_rows_update (DgChatRows *self, gboolean replacing, gboolean editable)
{
  g_return_if_fail (DG_IS_CHAT_ROWS (self));

  guint last = find_last_of_person (self);
  guint i = self->first;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row), i++)
    {
      GtkWidget *bubble = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

      gtk_widget_set_visible (row, !replacing || i < last);
      dg_chat_bubble_set_editable (DG_CHAT_BUBBLE (bubble), i == last && editable);
    }
}

/**
 * dg_chat_rows_get_last:
 * @self: the rows
 *
 * Returns: (transfer none) (nullable): what was said last; %NULL when nothing was
 */
const DgMessage *
dg_chat_rows_get_last (DgChatRows *self)
{
  g_return_val_if_fail (DG_IS_CHAT_ROWS (self), NULL);

  return self->messages->len > 0 ? g_ptr_array_index (self->messages, self->messages->len - 1) : NULL;
}

/**
 * dg_chat_rows_get_last_of_person:
 * @self: the rows
 *
 * Returns: (transfer none) (nullable): what the person said last; %NULL when they said nothing
 */
const DgMessage *
dg_chat_rows_get_last_of_person (DgChatRows *self)
{
  g_return_val_if_fail (DG_IS_CHAT_ROWS (self), NULL);

  guint last = find_last_of_person (self);

  return last != G_MAXUINT ? g_ptr_array_index (self->messages, last) : NULL;
}
