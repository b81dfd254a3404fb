/* dg-review-records-find.c: which records are shown, and in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-records-private.h"

#include <glib/gi18n.h>

static gboolean
is_narrowed (DgReviewRecords *self)
{
  const DgRecordQuery *query = dg_record_list_get_query (self->list);

  return query->filter != DG_RECORD_FILTER_ALL || query->only != NULL || (query->text != NULL && *query->text != '\0');
}

static void
show_look (DgReviewRecords *self)
{
  guint n_look = dg_dataset_get_n_look (self->dataset);
  g_autofree char *number = g_strdup_printf ("%'u", n_look);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u needs a look", "%'u need a look", n_look), n_look);

  adw_button_content_set_label (self->look_content, self->narrow ? number : text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->look_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->look_button),
                          n_look > 0 || gtk_toggle_button_get_active (self->look_button));
}

/**
 * dg_review_records_show_counts:
 * @self: the records
 *
 * Tells how many records were found, and how many need a look.
 */
void
dg_review_records_show_counts (DgReviewRecords *self)
{
  guint n_found = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_records;
  g_autofree char *text = NULL;

  if (self->dataset == NULL)
    return;

  n_records = dg_dataset_get_n_records (self->dataset);
  if (is_narrowed (self))
    /* Translators: how many records were found, of how many there are */
    text = g_strdup_printf (_ ("%'u of %'u"), n_found, n_records);
  gtk_label_set_label (self->count, text != NULL ? text : "");
  show_look (self);
  gtk_stack_set_visible_child_name (self->states, n_found > 0
                                                      ? "table"
                                                      : (n_records > 0 || is_narrowed (self) ? "nothing" : "empty"));
}

/**
 * dg_review_records_find:
 * @self: the records
 *
 * Finds what the controls say.
 */
void
dg_review_records_find (DgReviewRecords *self)
{
  /* first: the controls may be going */
  if (self->telling || self->id == NULL)
    return;

  DgRecordQuery query = {
    .text = gtk_search_bar_get_search_mode (self->search_bar)
                ? gtk_editable_get_text (GTK_EDITABLE (self->search_entry))
                : NULL,
    .filter = gtk_drop_down_get_selected (self->filter),
    .only = self->only,
    .n_only = self->n_only,
  };

  dg_record_editor_save (self->editor);
  self->find_later = self->ahead;
  if (self->ahead)
    return;

  self->asked = TRUE;
  dg_record_table_get_sort (self->table, &query.sort, &query.descending);
  dg_record_list_find (self->list, &query);
}

/**
 * dg_review_records_set_filter:
 * @self: the records
 * @filter: which records to show
 */
void
dg_review_records_set_filter (DgReviewRecords *self, DgRecordFilter filter)
{
  if (self->telling)
    return;

  self->telling = TRUE;
  gtk_drop_down_set_selected (self->filter, filter);
  gtk_toggle_button_set_active (self->look_button, filter == DG_RECORD_FILTER_LOOK);
  self->telling = FALSE;
  dg_review_records_find (self);
}

static void
forget_only (DgReviewRecords *self)
{
  g_clear_pointer (&self->only, g_free);
  self->n_only = 0;
  gtk_widget_set_visible (self->shown_box, FALSE);
}

/**
 * dg_review_records_show_all:
 * @self: the records
 *
 * Shows all records again.
 */
void
dg_review_records_show_all (DgReviewRecords *self)
{
  self->telling = TRUE;
  forget_only (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  self->telling = FALSE;
  dg_review_records_set_filter (self, DG_RECORD_FILTER_ALL);
}

/**
 * dg_review_records_show_numbers:
 * @self: the records
 * @numbers: (array length=n_numbers): the numbers of records
 * @n_numbers: how many there are
 * @title: what they have in common, for a person
 *
 * Shows these records alone, until the person wants all again.
 */
void
dg_review_records_show_numbers (DgReviewRecords *self, const guint *numbers, guint n_numbers, const char *title)
{
  g_return_if_fail (DG_IS_REVIEW_RECORDS (self));
  g_return_if_fail (numbers != NULL || n_numbers == 0);
  g_return_if_fail (title != NULL);

  /* Translators: the %s is what the shown records have in common, such as “label billing” */
  g_autofree char *text = g_strdup_printf (_ ("Shown: %s"), title);

  self->telling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  self->telling = FALSE;

  g_free (self->only);
  /* none at all is something else than any */
  self->only = g_new0 (guint, MAX (n_numbers, 1));
  for (guint i = 0; i < n_numbers; i++)
    self->only[i] = numbers[i];
  self->n_only = n_numbers;
  gtk_label_set_label (self->shown, text);
  gtk_widget_set_visible (self->shown_box, TRUE);
  dg_review_records_set_filter (self, DG_RECORD_FILTER_ALL);
}
