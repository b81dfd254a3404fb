/* dg-review-records-changes.c: the table and the editor follow what changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-records-private.h"

#include <glib/gi18n.h>

/* --- what is about to be saved --- */

static void
set_ahead (DgReviewRecords *self, gboolean ahead)
{
  dg_review_records_set_ahead (self, ahead);
  dg_record_list_set_held (self->list, ahead);
  /* its numbers are those of before */
  g_clear_pointer (&self->coverage, dg_dataset_coverage_unref);
}

/* The list moves the selection away from a record that goes; who is left there is the next one. */
static void
follow_removal (DgReviewRecords *self, guint number)
{
  guint position = dg_record_list_find_position (self->list, number);
  gboolean selected = dg_record_list_get_selected_number (self->list) == number;

  set_ahead (self, TRUE);
  self->n_records--;
  if (selected)
    dg_record_editor_set_number (self->editor, 0, 0);
  dg_records_at_hand_renumber (self->at_hand, number + 1, -1);
  dg_record_list_record_removed (self->list, number);
  if (selected && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    dg_review_records_go_to (self, MIN (position, g_list_model_get_n_items (G_LIST_MODEL (self->list)) - 1));
}

/* Whoever adds a record types at once; in the one before, if the new one were not there. */
static DgRecord *
new_record (const DgRecordChange *change)
{
  DgRecord *record = dg_record_new (change->input != NULL ? change->input : "",
                                    change->answer != NULL ? change->answer : "", change->plan_line);

  dg_record_set_number (record, change->number);
  dg_record_set_origin (record, change->set_origin ? change->origin : DG_ORIGIN_HAND);
  dg_record_set_review (record, change->set_review ? change->review : DG_REVIEW_NONE);
  dg_record_set_note (record, change->note);
  dg_record_set_flag (record, change->flag);

  return record;
}

static void
follow_insertion (DgReviewRecords *self, const DgRecordChange *change)
{
  guint number = change->number;

  set_ahead (self, TRUE);
  self->n_records++;
  dg_records_at_hand_renumber (self->at_hand, number, 1);
  dg_records_at_hand_add (self->at_hand, new_record (change));
  dg_record_list_record_inserted (self->list, number);
  dg_records_at_hand_touch (self->at_hand, number);
  dg_review_records_go_to (self, dg_record_list_find_position (self->list, number));
}

static void
follow_change (DgReviewRecords *self, const DgRecordChange *change, gboolean again)
{
  DgReviewRow *row = dg_record_list_peek_row (self->list, change->number);
  guint position;

  dg_records_at_hand_forget (self->at_hand, change->number);
  dg_records_at_hand_touch (self->at_hand, change->number);
  if (change->set_review && row != NULL)
    dg_review_row_set_review (row, change->review);
  if (change->set_review && dg_record_list_get_selected_number (self->list) == change->number)
    dg_review_records_set_review (self, change->review);

  position = dg_record_list_find_position (self->list, change->number);
  if (again && position != GTK_INVALID_LIST_POSITION)
    dg_review_records_go_to (self, position);
}

static void
changing_cb (DgReviewRecords *self, GArray *changes, gboolean again)
{
  self->n_steps++;
  for (guint i = 0; i < changes->len; i++)
    {
      const DgRecordChange *change = &g_array_index (changes, DgRecordChange, i);

      if (change->remove)
        follow_removal (self, change->number);
      else if (change->insert)
        follow_insertion (self, change);
      else
        follow_change (self, change, again);
    }
  dg_review_records_update_actions (self);
}

/* --- what is saved --- */

static void
changed_cb (DgReviewRecords *self, DgDataset *dataset)
{
  g_autoptr (GArray) touched = NULL;

  g_set_object (&self->dataset, dataset);
  g_object_notify (G_OBJECT (self), "dataset");

  /* what is loaded before all is saved is not what is on show */
  if (dg_review_history_get_saving (self->history))
    return;

  self->n_records = dg_dataset_get_n_records (dataset);
  dg_review_records_set_ahead (self, FALSE);
  dg_record_list_set_held (self->list, FALSE);
  touched = dg_records_at_hand_take_touched (self->at_hand);
  for (guint i = 0; i < touched->len; i++)
    dg_record_list_record_changed (self->list, g_array_index (touched, guint, i));
  dg_review_records_load (self);
  dg_review_records_show_counts (self);
  if (self->find_later)
    dg_review_records_find (self);
}

static void
state_cb (DgReviewRecords *self)
{
  const GError *error = dg_review_history_get_error (self->history);

  dg_review_records_update_actions (self);
  dg_banner_set_revealed (self->banner, error != NULL);
  if (error == NULL)
    return;

  dg_banner_set_title (self->banner, error->message);
  dg_banner_set_button_label (self->banner, dg_review_records_can_retry (error) ? _ ("_Try Again") : _ ("_Look Again"));
}

/**
 * dg_review_records_can_retry:
 * @error: why something could not be saved
 *
 * Returns: whether it may be saved another time: it cannot when the record is another one by now, or the text is of a
 *   kind that cannot be kept
 */
gboolean
dg_review_records_can_retry (const GError *error)
{
  return !g_error_matches (error, DG_STORE_ERROR, DG_STORE_ERROR_STALE) &&
         !g_error_matches (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND) &&
         !g_error_matches (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID);
}

/**
 * dg_review_records_follow_changes:
 * @self: the records
 *
 * Lets the table and the editor follow the history.
 */
void
dg_review_records_follow_changes (DgReviewRecords *self)
{
  g_signal_connect_object (self->history, "changing", G_CALLBACK (changing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->history, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->history, "state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
}
