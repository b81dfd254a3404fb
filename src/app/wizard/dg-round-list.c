/* dg-round-list.c: the rounds of samples, and what each of them changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-round-list.h"

#include <glib/gi18n.h>

#include "dg-sample-words.h"

/**
 * DgRoundList:
 *
 * For a popover: the latest round first, each with what it changed and the notes that led to it. The latest can be
 * undone, with the action `samples.undo-round`.
 */
struct _DgRoundList
{
  GtkWidget parent_instance;

  /* template */
  GtkListBox *list;
  GtkWidget *undo_button;
};

G_DEFINE_FINAL_TYPE (DgRoundList, dg_round_list, GTK_TYPE_WIDGET)

static void
add_label (GtkWidget *box, const char *text, const char *style, const char *second_style)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "max-width-chars", 40, NULL);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  if (second_style != NULL)
    gtk_widget_add_css_class (label, second_style);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_round (DgRoundList *self, const DgDraft *draft, guint round)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *title = g_strdup_printf (_ ("Round %u"), round);
  g_autofree char *changes = dg_sample_words_round (draft, round);
  g_autofree char *notes = dg_sample_words_round_notes (draft, round);

  add_label (box, title, "heading", NULL);
  add_label (box, changes, NULL, NULL);
  if (notes != NULL)
    add_label (box, notes, "caption", "dim-label");
  gtk_widget_add_css_class (box, "dg-round");
  g_object_set (row, "child", box, "activatable", FALSE, NULL);
  gtk_list_box_append (self->list, row);
}

static void
dg_round_list_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_round_list_parent_class)->dispose (object);
}

static void
dg_round_list_class_init (DgRoundListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_round_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-round-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRoundList, list);
  gtk_widget_class_bind_template_child (widget_class, DgRoundList, undo_button);
}

static void
dg_round_list_init (DgRoundList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_round_list_show:
 * @self: the list
 * @draft: a session
 *
 * Shows the rounds of the session as they are.
 */
void
dg_round_list_show (DgRoundList *self, const DgDraft *draft)
{
  g_return_if_fail (DG_IS_ROUND_LIST (self) && draft != NULL);

  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint round = dg_draft_get_round (draft); round > 0; round--)
    add_round (self, draft, round);
  gtk_widget_set_visible (self->undo_button, dg_draft_get_round (draft) > 1);
}
