/* dg-review-records-actions.c: what a person can do with records, and the keys for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-records-private.h"

#include <glib/gi18n.h>

#include "dg-toast.h"

static guint
get_n_found (DgReviewRecords *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

/* --- going --- */

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (widget);
  guint selected = dg_record_list_get_selected (self->list);

  if (selected == GTK_INVALID_LIST_POSITION)
    dg_review_records_go_to (self, 0);
  else if (selected + 1 < get_n_found (self))
    dg_review_records_go_to (self, selected + 1);
}

static void
previous_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (widget);
  guint selected = dg_record_list_get_selected (self->list);

  if (selected != GTK_INVALID_LIST_POSITION && selected > 0)
    dg_review_records_go_to (self, selected - 1);
}

/* The first of them behind the selected record, as the table has them; from the last on from the top again. */
static guint
find_next (DgReviewRecords *self, GArray *numbers)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  guint n_found = get_n_found (self);
  guint selected = dg_record_list_get_selected (self->list);
  guint first = selected != GTK_INVALID_LIST_POSITION ? selected + 1 : 0;

  for (guint i = 0; i < numbers->len; i++)
    g_hash_table_add (wanted, GUINT_TO_POINTER (g_array_index (numbers, guint, i)));

  for (guint i = 0; i < n_found; i++)
    {
      guint position = (first + i) % n_found;

      if (g_hash_table_contains (wanted, GUINT_TO_POINTER (dg_record_list_get_number (self->list, position))))
        return position;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
problems_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgReviewRecords) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) numbers = dg_library_find_records_finish (DG_LIBRARY (source), result, NULL, &error);
  guint position;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (numbers == NULL)
    {
      dg_toast_show_error (GTK_WIDGET (self), error);
      return;
    }

  position = find_next (self, numbers);
  if (position != GTK_INVALID_LIST_POSITION)
    dg_review_records_go_to (self, position);
  else
    dg_toast_show (GTK_WIDGET (self), _ ("No record shown here needs a look"));
}

static void
next_problem_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (widget);
  const DgRecordQuery query = { .filter = DG_RECORD_FILTER_LOOK };

  if (self->library == NULL)
    return;

  dg_record_editor_save (self->editor);
  dg_library_find_records_async (self->library, self->id, &query, self->cancellable, problems_found_cb,
                                 g_object_ref (self));
}

/* --- typing --- */

static void
edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (widget);

  dg_review_records_open (self);
  if (g_str_equal (name, "review.edit-note"))
    dg_record_editor_focus (self->editor, DG_RECORD_PART_NOTE);
  else
    dg_record_editor_focus (self->editor,
                            g_str_equal (name, "review.edit-answer") ? DG_RECORD_PART_ANSWER : DG_RECORD_PART_INPUT);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_record_editor_save (DG_REVIEW_RECORDS (widget)->editor);
}

/* Esc leaves what is on top: a text, the record where it is alone, the search, what is shown alone. */
static void
leave_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (dg_review_records_go_back (self))
    return;
  if (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->table)))
    dg_record_table_focus (self->table);
  else if (gtk_search_bar_get_search_mode (self->search_bar))
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  else if (self->only != NULL)
    dg_review_records_show_all (self);
}

static void
search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (widget);

  dg_review_records_go_back (self);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* --- changing --- */

static void
change (DgReviewRecords *self, const DgRecordChange *one)
{
  dg_record_editor_save (self->editor);
  dg_review_history_change (self->history, one, 1);
}

/**
 * dg_review_records_judge:
 * @self: the records
 * @review: what the person thinks of the selected one
 *
 * Whoever takes that back wants to look at the record again; all others want the next.
 */
void
dg_review_records_judge (DgReviewRecords *self, DgReview review)
{
  const DgRecordChange one = {
    .number = dg_record_list_get_selected_number (self->list),
    .set_review = TRUE,
    .review = review,
  };

  if (one.number == 0)
    return;

  change (self, &one);
  if (review != DG_REVIEW_NONE)
    next_cb (GTK_WIDGET (self), NULL, NULL);
}

static void
clear_flag_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (widget);
  const DgRecordChange one = { .number = dg_record_list_get_selected_number (self->list), .flag = "" };

  change (self, &one);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (widget);

  dg_record_editor_save (self->editor);
  dg_review_history_undo (self->history);
}

typedef struct
{
  DgReviewRecords *records; /* (owned) */
  guint step;               /* which change it was */
} Deletion;

static void
free_deletion (gpointer data)
{
  Deletion *deletion = data;

  g_object_unref (deletion->records);
  g_free (deletion);
}

static void
undelete_cb (gpointer data)
{
  const Deletion *deletion = data;

  if (deletion->records->n_steps == deletion->step)
    undo_cb (GTK_WIDGET (deletion->records), NULL, NULL);
  else
    dg_toast_show (GTK_WIDGET (deletion->records), _ ("More was changed since. Undo step by step."));
}

static void
delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (widget);
  const DgRecordChange one = { .number = dg_record_list_get_selected_number (self->list), .remove = TRUE };
  g_autofree char *text = g_strdup_printf (_ ("Record %'u is deleted"), one.number);
  Deletion *deletion = g_new0 (Deletion, 1);

  change (self, &one);
  deletion->records = g_object_ref (self);
  deletion->step = self->n_steps;
  dg_toast_show_with_button (widget, text, _ ("Undo"), undelete_cb, deletion, free_deletion);
}

/* The search would not find it, and the filter may not. */
static void
add_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (widget);
  const DgRecordChange one = {
    .number = self->n_records + 1,
    .input = "",
    .answer = "",
    .insert = TRUE,
  };

  change (self, &one);
  dg_review_records_open (self);
  dg_record_editor_focus (self->editor, DG_RECORD_PART_INPUT);
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_review_history_redo (DG_REVIEW_RECORDS (widget)->history);
}

static void
show_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_review_records_show_all (DG_REVIEW_RECORDS (widget));
}

/* --- keys --- */

/* Letters are for texts as long as one has the keys, and for a list that has popped up. */
static gboolean
is_typing (GtkWidget *focus)
{
  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) ||
                           gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL);
}

static gboolean
letter_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  const char *action;

  if (is_typing (gtk_root_get_focus (gtk_widget_get_root (widget))))
    return FALSE;

  g_variant_get (args, "(&s)", &action);

  return gtk_widget_activate_action (widget, action, NULL);
}

static const struct
{
  guint key;
  GdkModifierType modifiers;
  const char *action;
} letters[] = {
  { GDK_KEY_j, 0, "review.next" },
  { GDK_KEY_k, 0, "review.previous" },
  { GDK_KEY_a, 0, "review.approve" },
  { GDK_KEY_x, 0, "review.reject" },
  { GDK_KEY_e, 0, "review.edit" },
  { GDK_KEY_e, GDK_SHIFT_MASK, "review.edit-answer" },
  { GDK_KEY_n, 0, "review.edit-note" },
  { GDK_KEY_n, GDK_SHIFT_MASK, "review.add" },
  { GDK_KEY_Insert, 0, "review.add" },
  { GDK_KEY_d, 0, "review.delete" },
  { GDK_KEY_Delete, 0, "review.delete" },
  { GDK_KEY_period, 0, "review.next-problem" },
  { GDK_KEY_p, 0, "review.next-problem" },
  { GDK_KEY_slash, 0, "review.search" },
}, keys[] = {
  { GDK_KEY_Down, GDK_ALT_MASK, "review.next" },
  { GDK_KEY_Up, GDK_ALT_MASK, "review.previous" },
  { GDK_KEY_Return, GDK_CONTROL_MASK, "review.approve" },
  { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "review.approve" },
  { GDK_KEY_s, GDK_CONTROL_MASK, "review.save" },
  { GDK_KEY_z, GDK_CONTROL_MASK, "review.undo" },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "review.redo" },
  { GDK_KEY_y, GDK_CONTROL_MASK, "review.redo" },
  { GDK_KEY_Escape, 0, "review.leave" },
};

/**
 * dg_review_records_install_actions:
 * @klass: the class of #DgReviewRecords
 */
void
dg_review_records_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "review.next", NULL, next_cb);
  gtk_widget_class_install_action (klass, "review.previous", NULL, previous_cb);
  gtk_widget_class_install_action (klass, "review.next-problem", NULL, next_problem_cb);
  gtk_widget_class_install_property_action (klass, "review.approve", "approved");
  gtk_widget_class_install_property_action (klass, "review.reject", "rejected");
  gtk_widget_class_install_action (klass, "review.clear-flag", NULL, clear_flag_cb);
  gtk_widget_class_install_action (klass, "review.edit", NULL, edit_cb);
  gtk_widget_class_install_action (klass, "review.edit-answer", NULL, edit_cb);
  gtk_widget_class_install_action (klass, "review.edit-note", NULL, edit_cb);
  gtk_widget_class_install_action (klass, "review.save", NULL, save_cb);
  gtk_widget_class_install_action (klass, "review.leave", NULL, leave_cb);
  gtk_widget_class_install_action (klass, "review.search", NULL, search_cb);
  gtk_widget_class_install_action (klass, "review.show-all", NULL, show_all_cb);
  gtk_widget_class_install_action (klass, "review.add", NULL, add_cb);
  gtk_widget_class_install_action (klass, "review.delete", NULL, delete_cb);
  gtk_widget_class_install_action (klass, "review.undo", NULL, undo_cb);
  gtk_widget_class_install_action (klass, "review.redo", NULL, redo_cb);

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    gtk_widget_class_add_binding (klass, letters[i].key, letters[i].modifiers, letter_cb, "(s)", letters[i].action);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
}

/**
 * dg_review_records_update_actions:
 * @self: the records
 *
 * Decides what can be done now.
 */
void
dg_review_records_update_actions (DgReviewRecords *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint selected = dg_record_list_get_selected (self->list);
  gboolean loaded = self->dataset != NULL;
  /* what could not be saved comes first */
  gboolean can_change = loaded && dg_review_history_get_error (self->history) == NULL;
  gboolean has_record = loaded && selected != GTK_INVALID_LIST_POSITION;

  gtk_widget_action_set_enabled (widget, "review.next", loaded && selected + 1 != get_n_found (self));
  gtk_widget_action_set_enabled (widget, "review.previous", has_record && selected > 0);
  gtk_widget_action_set_enabled (widget, "review.next-problem", loaded && dg_dataset_get_n_look (self->dataset) > 0);
  gtk_widget_action_set_enabled (widget, "review.approve", has_record && can_change);
  gtk_widget_action_set_enabled (widget, "review.reject", has_record && can_change);
  gtk_widget_action_set_enabled (widget, "review.clear-flag", has_record && can_change);
  gtk_widget_action_set_enabled (widget, "review.edit", has_record);
  gtk_widget_action_set_enabled (widget, "review.edit-answer", has_record);
  gtk_widget_action_set_enabled (widget, "review.edit-note", has_record);
  gtk_widget_action_set_enabled (widget, "review.save", has_record && can_change);
  gtk_widget_action_set_enabled (widget, "review.delete", has_record && can_change);
  gtk_widget_action_set_enabled (widget, "review.add", can_change);
  gtk_widget_action_set_enabled (widget, "review.undo", loaded && dg_review_history_get_can_undo (self->history));
  gtk_widget_action_set_enabled (widget, "review.redo", loaded && dg_review_history_get_can_redo (self->history));
  gtk_widget_action_set_enabled (widget, "review.show-all", loaded);
}
