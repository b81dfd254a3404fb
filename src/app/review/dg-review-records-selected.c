/* dg-review-records-selected.c: the editor follows the selection of the table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-records-private.h"

static void
show_record (DgReviewRecords *self, DgRecord *record)
{
  /* to save what is being typed changes what is at hand */
  g_autoptr (DgRecord) held = record != NULL ? g_object_ref (record) : NULL;
  DgRecord *shown = dg_record_editor_get_record (self->editor);
  g_autofree char *plan = NULL;
  guint number = record != NULL ? dg_record_get_number (record) : 0;

  /* the same record, loaded anew, leaves alone what is being typed into it */
  if (shown == NULL || dg_record_get_number (shown) != number)
    dg_record_editor_save (self->editor);
  if (record != NULL && self->coverage != NULL)
    plan = dg_dataset_coverage_dup_text (self->coverage, number);

  dg_record_editor_set_record (self->editor, record);
  dg_record_editor_set_number (self->editor, number, self->n_records);
  dg_record_editor_set_plan (self->editor, plan);
  dg_record_editor_set_waiting (self->editor, FALSE);
  dg_review_records_set_review (self, record != NULL ? dg_record_get_review (record) : DG_REVIEW_NONE);
}

static void
loaded_cb (DgReviewRecords *self)
{
  DgRecord *record = dg_records_at_hand_find (self->at_hand, dg_record_list_get_selected_number (self->list));

  if (record != NULL)
    show_record (self, record);
}

/* Those before and after come along, for that is where the person goes next. */
static void
load_about (DgReviewRecords *self, guint position)
{
  guint numbers[3];
  guint n_numbers = 0;

  for (guint i = position > 0 ? position - 1 : 0; i <= position + 1; i++)
    if (dg_record_list_get_number (self->list, i) != 0)
      numbers[n_numbers++] = dg_record_list_get_number (self->list, i);

  dg_records_at_hand_load (self->at_hand, numbers, n_numbers);
}

/* What is shown is loaded anew from time to time, and that is no reason to stop typing. */
static gboolean
shows_other (DgReviewRecords *self)
{
  DgRecord *shown = dg_record_editor_get_record (self->editor);

  return shown == NULL || dg_record_get_number (shown) != dg_record_list_get_selected_number (self->list);
}

/**
 * dg_review_records_load:
 * @self: the records
 *
 * Shows the selected record; what is at hand at once.
 */
void
dg_review_records_load (DgReviewRecords *self)
{
  guint position = dg_record_list_get_selected (self->list);
  DgRecord *record;

  if (position == GTK_INVALID_LIST_POSITION)
    {
      show_record (self, NULL);
      return;
    }

  record = dg_records_at_hand_find (self->at_hand, dg_record_list_get_selected_number (self->list));
  if (record != NULL)
    show_record (self, record);
  else
    dg_record_editor_set_waiting (self->editor, shows_other (self));
  load_about (self, position);
}

static void
selected_cb (DgReviewRecords *self)
{
  DgReviewRow *row = dg_record_list_peek_row (self->list, dg_record_list_get_selected_number (self->list));

  if (row != NULL)
    dg_review_records_set_review (self, dg_review_row_get_review (row));
  dg_review_records_load (self);
  dg_review_records_update_actions (self);
}

/**
 * dg_review_records_go_to:
 * @self: the records
 * @position: where in the list
 *
 * Selects a record and scrolls to it.
 */
void
dg_review_records_go_to (DgReviewRecords *self, guint position)
{
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    return;

  dg_record_list_select (self->list, position);
  dg_record_table_show (self->table, position);
}

/**
 * dg_review_records_set_inspected:
 * @self: the records
 * @check: what they should look like
 * @coverage: what they were made for
 *
 * Tells what was learned by reading all of them.
 */
void
dg_review_records_set_inspected (DgReviewRecords *self, DgRecordCheck *check, DgDatasetCoverage *coverage)
{
  g_return_if_fail (DG_IS_REVIEW_RECORDS (self));
  g_return_if_fail (check != NULL && coverage != NULL);

  DgRecord *record = dg_record_editor_get_record (self->editor);
  g_autofree char *plan = NULL;

  g_clear_pointer (&self->coverage, dg_dataset_coverage_unref);
  self->coverage = dg_dataset_coverage_ref (coverage);
  dg_record_editor_set_check (self->editor, check);
  if (record != NULL)
    plan = dg_dataset_coverage_dup_text (coverage, dg_record_get_number (record));
  dg_record_editor_set_plan (self->editor, plan);
}

/**
 * dg_review_records_follow_selection:
 * @self: the records
 *
 * Lets the editor show what is selected.
 */
void
dg_review_records_follow_selection (DgReviewRecords *self)
{
  g_signal_connect_object (self->at_hand, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::selected-number", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}
