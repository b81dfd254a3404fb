/* dg-sample-card.c: a sample, and all that can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-card.h"

#include <glib/gi18n.h>

#include "dg-sample-history.h"
#include "dg-sample-notes.h"
#include "dg-sample-texts.h"
#include "dg-sample-words.h"
#include "dg-toast.h"

/**
 * DgSampleCard:
 *
 * Texts are edited where they are read and saved when the keys go elsewhere. Before the sample is made, the card shows
 * where it is going to be.
 */
struct _DgSampleCard
{
  GtkWidget parent_instance;

  DgSampleDesk *desk; /* (owned) */
  DgSampleItem *item; /* (owned) */

  /* template */
  GtkLabel *number;
  GtkSpinner *spinner;
  GtkImage *state_icon;
  GtkLabel *state;
  GtkToggleButton *changes_button;
  GtkLabel *plan;
  GtkStack *stack;
  GtkLabel *missing_label;
  GtkWidget *missing_button;
  DgSampleTexts *texts;
  DgSampleNotes *notes;
  GtkButton *approve_button;
  GtkWidget *regenerate_button;
};

G_DEFINE_FINAL_TYPE (DgSampleCard, dg_sample_card, GTK_TYPE_WIDGET)

/* --- what is typed --- */

static void
update_actions (DgSampleCard *self)
{
  const DgSample *sample = dg_sample_item_get_sample (self->item);
  gboolean busy = dg_sample_desk_get_busy (self->desk);
  gboolean kept = dg_sample_item_is_kept (self->item) || dg_sample_texts_is_changed (self->texts);
  gboolean approved =
      sample != NULL && sample->state == DG_SAMPLE_APPROVED && !dg_sample_texts_is_changed (self->texts);
  gboolean good = dg_sample_texts_check (self->texts);
  const char *approve = _ ("Approved samples become records of the dataset, and examples for all others");
  const char *regenerate = _ ("Make This Sample Anew");

  if (approved)
    approve = _ ("Open this sample again, so that it can be revised and made anew");
  else if (!good)
    approve = _ ("Only a sample without problems can be approved");
  if (kept)
    regenerate = approved ? _ ("Approved samples are not overwritten; reopen it first")
                          : _ ("Edited samples are not overwritten; reopen it first, in the menu");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.approve", sample != NULL && !busy && (good || approved));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.reopen", sample != NULL && !busy && kept);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.regenerate", !busy && !kept);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.note", sample != NULL && !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.edit", sample != NULL && !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.copy", sample != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.history", sample != NULL);
  gtk_button_set_label (self->approve_button, approved ? _ ("Reopen") : _ ("Approve"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->approve_button), approve);
  gtk_widget_set_tooltip_text (self->regenerate_button, regenerate);
  dg_sample_texts_set_editable (self->texts, !busy);
}

static void
edited_cb (DgSampleCard *self)
{
  if (self->item != NULL)
    update_actions (self);
}

static void
compare_cb (DgSampleCard *self)
{
  dg_sample_texts_set_comparing (self->texts, gtk_toggle_button_get_active (self->changes_button));
}

/* --- what is shown --- */

static void
show_state (DgSampleCard *self)
{
  const DgSample *sample = dg_sample_item_get_sample (self->item);
  gboolean waiting = dg_sample_item_get_waiting (self->item);
  gboolean noted = dg_sample_item_get_notes (self->item)->len > 0;
  const char *icon = sample != NULL ? dg_sample_words_state_icon (sample->state) : NULL;
  const char *state = sample != NULL ? dg_sample_words_state (sample->state) : "";
  g_autofree char *name = NULL;

  if (waiting)
    state = sample == NULL || dg_sample_desk_get_round_kind (self->desk) != DG_ROUND_REVISE ? _ ("Being made…")
                                                                                            : _ ("Being revised…");
  else if (noted && sample != NULL && sample->state != DG_SAMPLE_APPROVED)
    {
      state = _ ("Noted");
      icon = "user-available-symbolic";
    }

  gtk_label_set_label (self->state, state);
  gtk_image_set_from_icon_name (self->state_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), icon != NULL && !waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), waiting);
  gtk_spinner_set_spinning (self->spinner, waiting);
  if (sample != NULL && sample->state == DG_SAMPLE_APPROVED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "approved");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "approved");

  /* Translators: a card for screen readers: its number, and what has become of it. */
  name = g_strdup_printf (_ ("Sample %u, %s"), dg_sample_item_get_card (self->item), state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_texts (DgSampleCard *self, const DgSample *sample)
{
  const DgSample *before = dg_sample_item_get_before (self->item);
  gboolean had_changes = gtk_widget_get_visible (GTK_WIDGET (self->changes_button));
  g_autofree char *plan = dg_sample_words_plan (sample->line);

  dg_sample_texts_show (self->texts);
  gtk_widget_set_visible (GTK_WIDGET (self->changes_button), before != NULL);
  if ((before != NULL) != had_changes)
    gtk_toggle_button_set_active (self->changes_button, before != NULL);

  gtk_label_set_label (self->plan, plan != NULL ? plan : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->plan), plan);
  gtk_widget_set_visible (GTK_WIDGET (self->plan), plan != NULL);
}

static void
show_missing (DgSampleCard *self)
{
  const char *reason = dg_sample_desk_get_missing_reason (self->desk, dg_sample_item_get_card (self->item));

  gtk_label_set_label (self->missing_label, reason != NULL ? reason : _ ("There is no sample here yet."));
}

static void
show (DgSampleCard *self)
{
  const DgSample *sample = dg_sample_item_get_sample (self->item);
  gboolean waiting = dg_sample_item_get_waiting (self->item);
  const DgDraft *draft = dg_sample_desk_get_draft (self->desk);

  if (sample != NULL)
    show_texts (self, sample);
  else
    {
      gtk_widget_hide (GTK_WIDGET (self->changes_button));
      show_missing (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->plan), sample != NULL && *gtk_label_get_label (self->plan) != '\0');
  gtk_stack_set_visible_child_name (self->stack, sample != NULL ? "sample" : waiting ? "skeleton" : "missing");
  gtk_widget_set_visible (self->missing_button, draft != NULL && dg_draft_get_round (draft) > 0);
  show_state (self);
  update_actions (self);
}

/* --- actions --- */

static void
approve_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgSampleCard *self = DG_SAMPLE_CARD (widget);
  DgAnnotation annotation = { .card = dg_sample_item_get_card (self->item) };
  const DgSample *sample = dg_sample_item_get_sample (self->item);

  if (sample->state == DG_SAMPLE_APPROVED && !dg_sample_texts_is_changed (self->texts))
    annotation.reopen = TRUE;
  else
    annotation.approve = TRUE;
  dg_sample_card_commit (self);
  dg_sample_desk_annotate (self->desk, &annotation);
}

static void
reopen_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgSampleCard *self = DG_SAMPLE_CARD (widget);
  DgAnnotation annotation = { .card = dg_sample_item_get_card (self->item), .reopen = TRUE };

  dg_sample_card_commit (self);
  dg_sample_desk_annotate (self->desk, &annotation);
}

static void
regenerate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgSampleCard *self = DG_SAMPLE_CARD (widget);

  gtk_widget_activate_action (widget, "samples.regenerate", "u", dg_sample_item_get_card (self->item));
}

static void
note_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_sample_notes_focus (DG_SAMPLE_CARD (widget)->notes);
}

static void
edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgSampleCard *self = DG_SAMPLE_CARD (widget);

  gtk_toggle_button_set_active (self->changes_button, FALSE);
  dg_sample_texts_focus (self->texts);
}

/* --- from card to card --- */

static gboolean
go_to_card_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gboolean forward = g_variant_get_boolean (arguments);
  GtkWidget *card = widget;

  do
    card = forward ? gtk_widget_get_next_sibling (card) : gtk_widget_get_prev_sibling (card);
  while (card != NULL && !DG_IS_SAMPLE_CARD (card));

  return card != NULL && gtk_widget_grab_focus (card);
}

/* Out of a text, so that the keys of the card can be used again; Escape stops what is under way first. */
static gboolean
leave_text_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  if (gtk_widget_is_focus (widget) || dg_sample_desk_get_busy (DG_SAMPLE_CARD (widget)->desk))
    return FALSE;

  return gtk_widget_grab_focus (widget);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  static const guint next[] = { GDK_KEY_j, GDK_KEY_Down, GDK_KEY_KP_Down };
  static const guint previous[] = { GDK_KEY_k, GDK_KEY_Up, GDK_KEY_KP_Up };

  for (guint i = 0; i < G_N_ELEMENTS (next); i++)
    {
      gtk_widget_class_add_binding (widget_class, next[i], 0, go_to_card_cb, "b", TRUE);
      gtk_widget_class_add_binding (widget_class, previous[i], 0, go_to_card_cb, "b", FALSE);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, leave_text_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, 0, "card.approve", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, 0, "card.regenerate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "card.note", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, 0, "card.edit", NULL);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgSampleCard *self = DG_SAMPLE_CARD (widget);
  g_autofree char *text = dg_sample_texts_dup_texts (self->texts);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  dg_toast_show (widget, _ ("Sample copied"));
}

static void
history_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgSampleCard *self = DG_SAMPLE_CARD (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  dg_sample_history_present (window, dg_sample_desk_get_draft (self->desk), dg_sample_item_get_card (self->item));
}

/* --- as a widget --- */

static void
dg_sample_card_dispose (GObject *object)
{
  DgSampleCard *self = DG_SAMPLE_CARD (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (dg_sample_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-sample-card.ui");
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, number);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, state_icon);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, state);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, changes_button);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, plan);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, stack);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, missing_label);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, missing_button);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, texts);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, notes);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, approve_button);
  gtk_widget_class_bind_template_child (widget_class, DgSampleCard, regenerate_button);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, dg_sample_card_commit);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "card.approve", NULL, approve_cb);
  gtk_widget_class_install_action (widget_class, "card.reopen", NULL, reopen_cb);
  gtk_widget_class_install_action (widget_class, "card.regenerate", NULL, regenerate_cb);
  gtk_widget_class_install_action (widget_class, "card.note", NULL, note_cb);
  gtk_widget_class_install_action (widget_class, "card.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "card.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "card.history", NULL, history_cb);

  /* a text that has the keys takes them first */
  install_keys (widget_class);
}

static void
dg_sample_card_class_init (DgSampleCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_sample_card_dispose;

  g_type_ensure (DG_TYPE_SAMPLE_NOTES);
  g_type_ensure (DG_TYPE_SAMPLE_TEXTS);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
dg_sample_card_init (DgSampleCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_sample_card_new:
 * @desk: where all is saved
 * @item: what the card shows
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
dg_sample_card_new (DgSampleDesk *desk, DgSampleItem *item)
{
  g_return_val_if_fail (DG_IS_SAMPLE_DESK (desk) && DG_IS_SAMPLE_ITEM (item), NULL);

  DgSampleCard *self = g_object_new (DG_TYPE_SAMPLE_CARD, NULL);
  g_autofree char *number = NULL;

  self->desk = g_object_ref (desk);
  self->item = g_object_ref (item);
  number = g_strdup_printf ("%u", dg_sample_item_get_card (item));
  gtk_label_set_label (self->number, number);
  dg_sample_texts_set_item (self->texts, desk, item);
  dg_sample_notes_set_item (self->notes, desk, item);
  g_signal_connect_object (item, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}

/**
 * dg_sample_card_commit:
 * @self: a card
 *
 * Saves what was typed, if anything was: texts and note.
 */
void
dg_sample_card_commit (DgSampleCard *self)
{
  g_return_if_fail (DG_IS_SAMPLE_CARD (self));

  if (self->item == NULL || dg_sample_item_get_sample (self->item) == NULL || dg_sample_desk_get_busy (self->desk))
    return;

  dg_sample_texts_commit (self->texts);
  dg_sample_notes_commit (self->notes);
}
