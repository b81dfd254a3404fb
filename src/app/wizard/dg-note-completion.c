/* dg-note-completion.c: offers notes that were written before, while one is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-note-completion.h"

#include <string.h>

/* More of them are more to read than to write. */
#define MAX_OFFERED 5

/**
 * DgNoteCompletion:
 *
 * The keys stay with what is typed until the person goes down into the list with an arrow; there a screen reader reads
 * what is offered.
 */
struct _DgNoteCompletion
{
  GtkPopover parent_instance;

  /* template */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (DgNoteCompletion, dg_note_completion, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_like (const char *text, const char *folded)
{
  g_autofree char *other = g_utf8_casefold (text, -1);

  return strstr (other, folded) != NULL && !g_str_equal (other, folded);
}

static void
add_row (DgNoteCompletion *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_list_box_row_new ();

  g_object_set (label, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 40, "xalign", 0.0, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  /* a click would take the focus from what is typed, which is then saved, before the row is chosen instead of it */
  gtk_widget_set_focus_on_click (row, FALSE);
  gtk_list_box_append (self->list, row);
}

static void
activated_cb (DgNoteCompletion *self, GtkListBoxRow *row)
{
  g_autofree char *text = g_strdup (gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row))));

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, text);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Up from the first row leads back to what is typed. */
static gboolean
end_of_list_cb (DgNoteCompletion *self, GtkDirectionType direction)
{
  if (direction == GTK_DIR_UP)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, NULL);

  return direction == GTK_DIR_UP;
}

/* Before the popover closes itself: what is typed is not to be saved then. */
static gboolean
key_cb (DgNoteCompletion *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, NULL);
  gtk_popover_popdown (GTK_POPOVER (self));

  return TRUE;
}

static void
leave_cb (DgNoteCompletion *self)
{
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static void
dg_note_completion_class_init (DgNoteCompletionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  /**
   * DgNoteCompletion::chosen:
   * @self: the completion
   * @text: (nullable): the note that was chosen; %NULL when the person goes back to what is typed
   */
  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * DgNoteCompletion::left:
   * @self: the completion
   *
   * The keys were in the list, and go elsewhere now.
   */
  signals[SIGNAL_LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-note-completion.ui");
  gtk_widget_class_bind_template_child (widget_class, DgNoteCompletion, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, end_of_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
dg_note_completion_init (DgNoteCompletion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_note_completion_offer:
 * @self: the completion
 * @texts: (element-type utf8): what was written before
 * @typed: what is typed now
 *
 * Offers those that have in them what is typed; nothing when there are none, or nothing is typed.
 */
void
dg_note_completion_offer (DgNoteCompletion *self, GPtrArray *texts, const char *typed)
{
  g_return_if_fail (DG_IS_NOTE_COMPLETION (self));
  g_return_if_fail (texts != NULL && typed != NULL);

  g_autofree char *folded = g_utf8_casefold (typed, -1);
  GtkWidget *row;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; *typed != '\0' && i < texts->len && n < MAX_OFFERED; i++)
    if (is_like (g_ptr_array_index (texts, i), folded))
      {
        add_row (self, g_ptr_array_index (texts, i));
        n++;
      }

  if (n > 0)
    gtk_popover_popup (GTK_POPOVER (self));
  else
    gtk_popover_popdown (GTK_POPOVER (self));
}

/**
 * dg_note_completion_enter:
 * @self: the completion
 *
 * Lets keys go to what is offered.
 *
 * Returns: whether something is
 */
gboolean
dg_note_completion_enter (DgNoteCompletion *self)
{
  g_return_val_if_fail (DG_IS_NOTE_COMPLETION (self), FALSE);

  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  return row != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * dg_note_completion_close:
 * @self: the completion
 *
 * Offers nothing any more.
 *
 * Returns: whether something was offered
 */
gboolean
dg_note_completion_close (DgNoteCompletion *self)
{
  g_return_val_if_fail (DG_IS_NOTE_COMPLETION (self), FALSE);

  gboolean open = gtk_widget_get_visible (GTK_WIDGET (self));

  gtk_popover_popdown (GTK_POPOVER (self));

  return open;
}
