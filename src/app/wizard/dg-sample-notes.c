/* dg-sample-notes.c: the notes on a sample, and where another is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-notes.h"

#include <glib/gi18n.h>

#include "dg-note-completion.h"

#define KEY_NOTE "dg-note"

/* How many earlier notes are listed: more of them are more to read than to write. */
#define MAX_EARLIER 8

/**
 * DgSampleNotes:
 *
 * What the person would like to be different, in their own words. A note is saved when the keys go elsewhere; until the
 * next round is made with it, it can be taken back. Earlier notes of the session are offered, in a list and as one
 * types, since the same thing is often wrong with several samples.
 */
struct _DgSampleNotes
{
  GtkWidget parent_instance;

  DgSampleDesk *desk; /* (owned) (nullable) */
  DgSampleItem *item; /* (owned) (nullable) */
  char *saving;       /* (owned) (nullable): the note that is being saved */
  gboolean moving;    /* whether the keys go from the entry to what is offered, or back */

  /* template */
  GtkListBox *list;
  GtkEntry *entry;
  GtkMenuButton *earlier_button;
  GtkPopover *earlier_popover;
  GtkListBox *earlier;
  DgNoteCompletion *completion;
};

G_DEFINE_FINAL_TYPE (DgSampleNotes, dg_sample_notes, GTK_TYPE_WIDGET)

static char *
dup_typed (DgSampleNotes *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

/* --- notes --- */

static void
drop_cb (GtkButton *button, DgSampleNotes *self)
{
  DgAnnotation annotation = { .card = dg_sample_item_get_card (self->item) };

  annotation.drop_note = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), KEY_NOTE));
  /* its button goes with the note */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  dg_sample_desk_annotate (self->desk, &annotation);
}

static GtkWidget *
new_drop_button (DgSampleNotes *self, const DgNote *note)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Take Back the Note “%s”"), note->text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Take Back This Note"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), KEY_NOTE, GUINT_TO_POINTER (note->id));
  g_signal_connect_object (button, "clicked", G_CALLBACK (drop_cb), self, 0);

  return button;
}

static void
add_row (DgSampleNotes *self, const DgNote *note)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), note->text);

  g_object_set (label, "label", quoted, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "hexpand", TRUE,
                "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), new_drop_button (self, note));
  g_object_set (row, "child", box, "activatable", FALSE, "focusable", FALSE, NULL);
  gtk_list_box_append (self->list, row);
}

static void
clear (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
show_notes (DgSampleNotes *self)
{
  GPtrArray *notes = dg_sample_item_get_notes (self->item);

  clear (self->list);
  for (guint i = 0; i < notes->len; i++)
    {
      const DgNote *note = g_ptr_array_index (notes, i);

      add_row (self, note);
      if (self->saving != NULL && g_str_equal (note->text, self->saving))
        {
          g_autofree char *typed = dup_typed (self);

          /* unless another was begun meanwhile */
          if (g_str_equal (typed, self->saving))
            gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
          g_clear_pointer (&self->saving, g_free);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), notes->len > 0);
}

/* --- earlier ones --- */

static gboolean
has_note (GPtrArray *notes, const char *text)
{
  for (guint i = 0; i < notes->len; i++)
    if (g_str_equal (((const DgNote *) g_ptr_array_index (notes, i))->text, text))
      return TRUE;

  return FALSE;
}

/* The latest first, each once, and none that is on the card already. */
static GPtrArray *
collect_earlier (DgSampleNotes *self, guint n_most)
{
  const DgDraft *draft = dg_sample_desk_get_draft (self->desk);
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = draft->notes->len; i-- > 0 && texts->len < n_most;)
    {
      const DgNote *note = g_ptr_array_index (draft->notes, i);

      if (!g_ptr_array_find_with_equal_func (texts, note->text, g_str_equal, NULL) &&
          !has_note (dg_sample_item_get_notes (self->item), note->text))
        g_ptr_array_add (texts, note->text);
    }

  return texts;
}

static void
show_earlier_cb (DgSampleNotes *self)
{
  g_autoptr (GPtrArray) texts = collect_earlier (self, MAX_EARLIER);

  clear (self->earlier);
  for (guint i = 0; i < texts->len; i++)
    {
      GtkWidget *label = gtk_label_new (g_ptr_array_index (texts, i));

      g_object_set (label, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 40, "xalign", 0.0, NULL);
      gtk_list_box_append (self->earlier, label);
    }
}

static void
earlier_activated_cb (DgSampleNotes *self, GtkListBoxRow *row)
{
  g_autofree char *text = g_strdup (gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row))));

  gtk_popover_popdown (self->earlier_popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  dg_sample_notes_commit (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* --- writing --- */

static gboolean
is_writing (DgSampleNotes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry));
}

static void
typed_cb (DgSampleNotes *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autoptr (GPtrArray) earlier = NULL;

  if (self->item == NULL)
    return;

  dg_sample_item_set_noting (self->item, *typed != '\0');
  if (!is_writing (self) || dg_sample_desk_get_busy (self->desk))
    return;

  earlier = collect_earlier (self, G_MAXUINT);
  dg_note_completion_offer (self->completion, earlier, typed);
}

/* The note can still be changed; it is saved like any that is typed. */
static void
chosen_cb (DgSampleNotes *self, const char *text)
{
  self->moving = TRUE;
  gtk_entry_grab_focus_without_selecting (self->entry);
  self->moving = FALSE;
  if (text == NULL)
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  dg_note_completion_close (self->completion);
}

static void
activate_cb (DgSampleNotes *self)
{
  dg_note_completion_close (self->completion);
  dg_sample_notes_commit (self);
}

static void
leave_cb (DgSampleNotes *self)
{
  if (!self->moving)
    activate_cb (self);
}

static gboolean
enter_completion (DgSampleNotes *self)
{
  gboolean entered;

  self->moving = TRUE;
  entered = dg_note_completion_enter (self->completion);
  self->moving = FALSE;

  return entered;
}

static gboolean
key_cb (DgSampleNotes *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    return enter_completion (self);
  if (keyval == GDK_KEY_Escape)
    return dg_note_completion_close (self->completion);
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || !(state & GDK_CONTROL_MASK))
    return FALSE;

  dg_sample_notes_commit (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "samples.revise", NULL);

  return TRUE;
}

static void
update (DgSampleNotes *self)
{
  gboolean idle = !dg_sample_desk_get_busy (self->desk);
  g_autoptr (GPtrArray) earlier = collect_earlier (self, 1);

  gtk_editable_set_editable (GTK_EDITABLE (self->entry), idle);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), idle);
  gtk_widget_set_visible (GTK_WIDGET (self->earlier_button), earlier->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->earlier_button), idle);
  /* what could not be saved may be tried again */
  if (dg_sample_desk_is_idle (self->desk))
    g_clear_pointer (&self->saving, g_free);
}

static void
dg_sample_notes_dispose (GObject *object)
{
  DgSampleNotes *self = DG_SAMPLE_NOTES (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (dg_sample_notes_parent_class)->dispose (object);
}

static void
dg_sample_notes_finalize (GObject *object)
{
  g_free (DG_SAMPLE_NOTES (object)->saving);

  G_OBJECT_CLASS (dg_sample_notes_parent_class)->finalize (object);
}

static void
dg_sample_notes_class_init (DgSampleNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_sample_notes_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_sample_notes_finalize;

  g_type_ensure (DG_TYPE_NOTE_COMPLETION);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-sample-notes.ui");
  gtk_widget_class_bind_template_child (widget_class, DgSampleNotes, list);
  gtk_widget_class_bind_template_child (widget_class, DgSampleNotes, entry);
  gtk_widget_class_bind_template_child (widget_class, DgSampleNotes, earlier_button);
  gtk_widget_class_bind_template_child (widget_class, DgSampleNotes, earlier_popover);
  gtk_widget_class_bind_template_child (widget_class, DgSampleNotes, earlier);
  gtk_widget_class_bind_template_child (widget_class, DgSampleNotes, completion);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, earlier_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
dg_sample_notes_init (DgSampleNotes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_sample_notes_set_item:
 * @self: the notes
 * @desk: where they are saved
 * @item: the card that they are on
 *
 * To be called once.
 */
void
dg_sample_notes_set_item (DgSampleNotes *self, DgSampleDesk *desk, DgSampleItem *item)
{
  g_return_if_fail (DG_IS_SAMPLE_NOTES (self) && self->item == NULL);
  g_return_if_fail (DG_IS_SAMPLE_DESK (desk) && DG_IS_SAMPLE_ITEM (item));

  /* Translators: for screen readers; %u is the number of a card. */
  g_autofree char *name = g_strdup_printf (_ ("Note on sample %u"), dg_sample_item_get_card (item));

  self->desk = g_object_ref (desk);
  self->item = g_object_ref (item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (desk, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "changed", G_CALLBACK (show_notes), self, G_CONNECT_SWAPPED);
  if (dg_sample_desk_get_draft (desk) != NULL)
    update (self);
  show_notes (self);
}

/**
 * dg_sample_notes_commit:
 * @self: the notes
 *
 * Saves what is typed, if there is something.
 */
void
dg_sample_notes_commit (DgSampleNotes *self)
{
  g_return_if_fail (DG_IS_SAMPLE_NOTES (self));

  g_autofree char *typed = dup_typed (self);
  DgAnnotation annotation = { 0 };

  if (*typed == '\0' || g_strcmp0 (typed, self->saving) == 0 || self->item == NULL ||
      dg_sample_desk_get_busy (self->desk))
    return;

  annotation.card = dg_sample_item_get_card (self->item);
  annotation.note = typed;
  g_free (self->saving);
  self->saving = g_strdup (typed);
  dg_sample_desk_annotate (self->desk, &annotation);
}

/**
 * dg_sample_notes_focus:
 * @self: the notes
 *
 * Lets keys go to where a note is written.
 */
void
dg_sample_notes_focus (DgSampleNotes *self)
{
  g_return_if_fail (DG_IS_SAMPLE_NOTES (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
