/* test-review.c: records are looked through, judged, edited, added and deleted, and all that back again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "app-assert.h"
#include "dg-record-table.h"
#include "review-fixture.h"
#include "store-test-utils.h"

#define JSON_FILE                                                                                                      \
  "input,answer\nplain,\"{\"\"label\"\":\"\"a\"\",\"\"price\"\":1.10}\"\nother,\"{\"\"label\"\":\"\"b\"\"}\"\n"

static guint
count_rows (DgReviewRecords *records)
{
  return g_list_model_get_n_items (G_LIST_MODEL (dg_review_records_get_list (records)));
}

static guint
get_selected (DgReviewRecords *records)
{
  return dg_record_list_get_selected_number (dg_review_records_get_list (records));
}

static gboolean
shows_input (DgReviewRecords *records, const char *text)
{
  g_autofree char *shown = review_dup_shown (records, DG_RECORD_PART_INPUT);

  return g_str_equal (shown, text);
}

/* --- going --- */

static void
test_next_and_previous (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 3);
  DgReviewRecords *records = review_present (fixture, dataset);

  g_assert_false (review_is_enabled (records, "review.previous"));
  review_activate (records, "review.next");
  review_wait_for_number (records, 2);
  review_activate (records, "review.next");
  review_wait_for_number (records, 3);
  g_assert_false (review_is_enabled (records, "review.next"));
  review_activate (records, "review.previous");
  review_wait_for_number (records, 2);
}

static void
test_next_that_needs_a_look (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 300);
  DgReviewRecords *records = review_present (fixture, dataset);
  const DgRecordChange changes[] = { { .number = 7, .flag = "odd" }, { .number = 250, .problem = "odd" } };

  dg_review_history_change (dg_review_records_get_history (records), changes, 2);
  review_wait_saved (records);
  review_activate (records, "review.next-problem");
  app_wait_until (get_selected (records) == 7);
  review_activate (records, "review.next-problem");
  app_wait_until (get_selected (records) == 250);
  review_activate (records, "review.next-problem");
  app_wait_until (get_selected (records) == 7);
}

/* A record that is far away has to be loaded, and until then nobody types into the one that is shown still. */
static void
test_not_typed_into_another (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 300);
  DgReviewRecords *records = review_present (fixture, dataset);
  GtkEditable *note = dg_record_editor_get_note (dg_review_records_get_editor (records));

  g_assert_true (gtk_editable_get_editable (note));
  dg_record_list_select (dg_review_records_get_list (records), 200);
  g_assert_false (gtk_editable_get_editable (note));
  review_wait_for_number (records, 201);
  g_assert_true (gtk_editable_get_editable (note));
}

/* --- judging --- */

static void
test_approve (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 3);
  DgReviewRecords *records = review_present (fixture, dataset);
  g_autoptr (DgRecord) approved = NULL;
  g_autoptr (DgRecord) taken_back = NULL;

  review_activate (records, "review.approve");
  review_wait_for_number (records, 2);
  review_wait_saved (records);
  approved = review_load (fixture, dataset, 1);
  g_assert_cmpint (dg_record_get_review (approved), ==, DG_REVIEW_APPROVED);

  review_activate (records, "review.previous");
  review_wait_for_number (records, 1);
  review_activate (records, "review.approve");
  review_wait_saved (records);
  taken_back = review_load (fixture, dataset, 1);
  g_assert_cmpint (dg_record_get_review (taken_back), ==, DG_REVIEW_NONE);
  app_wait_until (get_selected (records) == 1);
}

static void
test_reject_in_a_row (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 4);
  DgReviewRecords *records = review_present (fixture, dataset);

  /* faster than anything is saved or loaded */
  review_activate (records, "review.reject");
  review_activate (records, "review.approve");
  review_activate (records, "review.reject");
  review_wait_for_number (records, 4);
  review_wait_saved (records);

  for (guint i = 1; i <= 4; i++)
    {
      static const DgReview expected[] = { DG_REVIEW_REJECTED, DG_REVIEW_APPROVED, DG_REVIEW_REJECTED, DG_REVIEW_NONE };
      g_autoptr (DgRecord) record = review_load (fixture, dataset, i);

      g_assert_cmpint (dg_record_get_review (record), ==, expected[i - 1]);
    }
}

/* --- editing --- */

static void
test_edit (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 3);
  DgReviewRecords *records = review_present (fixture, dataset);
  g_autoptr (DgRecord) record = NULL;

  review_type (records, DG_RECORD_PART_INPUT, "another question");
  gtk_editable_set_text (dg_record_editor_get_note (dg_review_records_get_editor (records)), "was dull");
  review_activate (records, "review.next");
  review_wait_for_number (records, 2);
  review_wait_saved (records);

  record = review_load (fixture, dataset, 1);
  g_assert_cmpstr (dg_record_get_input (record), ==, "another question");
  g_assert_cmpstr (dg_record_get_answer (record), ==, "answer 1");
  g_assert_cmpstr (dg_record_get_note (record), ==, "was dull");
  g_assert_cmpint (dg_record_get_origin (record), ==, DG_ORIGIN_HAND);
}

/* A look at the dataset meanwhile brings the record as it is saved. */
static void
test_typing_stays (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 3);
  DgReviewRecords *records = review_present (fixture, dataset);
  DgRecordEditor *editor = dg_review_records_get_editor (records);
  DgRecord *before = dg_record_editor_get_record (editor);

  dg_review_records_refresh (records);
  review_type (records, DG_RECORD_PART_INPUT, "typed");
  app_wait_until (dg_record_editor_get_record (editor) != before);
  g_assert_cmpstr (dg_record_get_input (dg_record_editor_get_record (editor)), ==, "question 1");
  g_assert_true (shows_input (records, "typed"));
}

/* Whoever stops typing need not do anything else. */
static void
test_saved_in_a_pause (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 3);
  DgReviewRecords *records = review_present (fixture, dataset);
  DgReviewHistory *history = dg_review_records_get_history (records);
  g_autoptr (DgRecord) record = NULL;

  review_type (records, DG_RECORD_PART_ANSWER, "better");
  g_assert_false (dg_review_history_get_can_undo (history));
  app_wait_until (dg_review_history_get_can_undo (history) && !dg_review_history_get_saving (history));
  record = review_load (fixture, dataset, 1);
  g_assert_cmpstr (dg_record_get_answer (record), ==, "better");
}

static void
test_saved_when_leaving (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 3);
  DgReviewRecords *records = review_present (fixture, dataset);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (records), DG_TYPE_REVIEW_PAGE);
  g_autoptr (DgRecord) record = NULL;

  review_type (records, DG_RECORD_PART_ANSWER, "better");
  dg_page_leave (DG_PAGE (page));
  review_wait_saved (records);
  record = review_load (fixture, dataset, 1);
  g_assert_cmpstr (dg_record_get_answer (record), ==, "better");
}

static void
test_json (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import (fixture, JSON_FILE);
  DgReviewRecords *records = review_present (fixture, dataset);
  g_autofree char *shown = review_dup_shown (records, DG_RECORD_PART_ANSWER);
  g_autoptr (DgRecord) record = NULL;

  g_assert_cmpstr (shown, ==, "{\n  \"label\": \"a\",\n  \"price\": 1.10\n}");
  review_activate (records, "review.save");
  g_assert_false (dg_review_history_get_can_undo (dg_review_records_get_history (records)));

  review_type (records, DG_RECORD_PART_ANSWER, "{\n  \"label\": \"c\",\n  \"price\": 1.10\n}");
  review_activate (records, "review.save");
  review_wait_saved (records);
  record = review_load (fixture, dataset, 1);
  g_assert_cmpstr (dg_record_get_answer (record), ==, "{\"label\":\"c\",\"price\":1.10}");
}

static gboolean
shows_text (DgReviewRecords *records, const char *part)
{
  GtkWidget *label = app_find (GTK_WIDGET (records), GTK_TYPE_LABEL, part);

  return label != NULL && gtk_widget_get_mapped (label);
}

static void
find_problem (GtkWidget *widget, gpointer data)
{
  gboolean *found = data;

  *found |= GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
            strstr (gtk_label_get_text (GTK_LABEL (widget)), "ine 1, column ") != NULL;
}

static gboolean
has_problem (DgReviewRecords *records)
{
  gboolean found = FALSE;

  app_foreach (GTK_WIDGET (records), find_problem, &found);

  return found;
}

static void
test_checked_as_typed (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autoptr (GString) text = g_string_new ("input,answer\n");
  g_autofree char *dataset = NULL;
  g_autoptr (DgRecord) record = NULL;
  DgReviewRecords *records;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "question %u,\"{\"\"label\"\":\"\"a%u\"\"}\"\n", i, i % 3);
  dataset = review_import (fixture, text->str);
  records = review_present (fixture, dataset);
  app_wait_until (dg_record_editor_get_check (dg_review_records_get_editor (records)) != NULL);

  g_assert_false (has_problem (records));
  review_type (records, DG_RECORD_PART_ANSWER, "{\"label\":");
  app_wait_until (has_problem (records));
  review_activate (records, "review.save");
  review_wait_saved (records);
  record = review_load (fixture, dataset, 1);
  g_assert_nonnull (dg_record_get_problem (record));

  review_type (records, DG_RECORD_PART_ANSWER, "{\"label\":\"a1\"}");
  app_wait_until (!has_problem (records));
}

/* --- adding and deleting --- */

static void
test_delete (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 3);
  DgReviewRecords *records = review_present (fixture, dataset);

  review_activate (records, "review.next");
  review_wait_for_number (records, 2);
  review_activate (records, "review.delete");
  app_wait_until (count_rows (records) == 2);
  review_wait_saved (records);
  review_wait_for_number (records, 2);
  app_wait_until (shows_input (records, "question 3"));
  app_wait_until (dg_dataset_get_n_records (dg_review_records_get_dataset (records)) == 2);

  review_activate (records, "review.undo");
  review_wait_saved (records);
  app_wait_until (count_rows (records) == 3);
  review_wait_for_number (records, 2);
  app_wait_until (shows_input (records, "question 2"));
}

static void
test_delete_all (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 2);
  DgReviewRecords *records = review_present (fixture, dataset);

  review_activate (records, "review.delete");
  review_activate (records, "review.delete");
  review_wait_saved (records);
  app_wait_until (count_rows (records) == 0);
  app_wait_until (!review_is_enabled (records, "review.delete") && !review_is_enabled (records, "review.approve"));
  app_wait_until (shows_text (records, "No Records"));
  review_activate (records, "review.undo");
  review_activate (records, "review.undo");
  review_wait_saved (records);
  app_wait_until (count_rows (records) == 2);
}

static void
test_add (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 2);
  DgReviewRecords *records = review_present (fixture, dataset);
  g_autoptr (DgRecord) record = NULL;

  /* typed at once, before the new one is saved, it is not typed into another */
  review_activate (records, "review.add");
  g_assert_true (shows_input (records, ""));
  review_type (records, DG_RECORD_PART_INPUT, "new question");
  review_type (records, DG_RECORD_PART_ANSWER, "new answer");
  review_activate (records, "review.save");
  review_wait_saved (records);

  record = review_load (fixture, dataset, 3);
  g_assert_cmpstr (dg_record_get_input (record), ==, "new question");
  g_assert_cmpstr (dg_record_get_answer (record), ==, "new answer");
  app_wait_until (get_selected (records) == 3);
}

static void
test_add_while_finding (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 2);
  DgReviewRecords *records = review_present (fixture, dataset);

  dg_review_records_focus (records);
  /* what is found then does not know of the new record */
  dg_review_records_refresh (records);
  review_activate (records, "review.add");
  review_wait_saved (records);
  app_wait_until (get_selected (records) == 3 && shows_input (records, ""));
  app_wait_until (review_is_enabled (records, "review.undo") && count_rows (records) == 3);
  /* and what is typed still goes into it */
  g_assert_true (GTK_IS_TEXT_VIEW (gtk_window_get_focus (fixture->window)));
  review_wait_for_number (records, 3);
}

/* Return opens the record that J went to; Tab does not go through all the rows on its way to the editor. */
static void
test_focus (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 5);
  DgReviewRecords *records = review_present (fixture, dataset);
  GtkWidget *first;

  dg_review_records_focus (records);
  app_wait_until (gtk_window_get_focus (fixture->window) != NULL);
  first = gtk_window_get_focus (fixture->window);
  review_activate (records, "review.next");
  review_wait_for_number (records, 2);
  app_wait_until (gtk_window_get_focus (fixture->window) != first);
  gtk_widget_activate (gtk_window_get_focus (fixture->window));
  g_assert_true (GTK_IS_TEXT_VIEW (gtk_window_get_focus (fixture->window)));
  review_wait_for_number (records, 2);

  dg_review_records_focus (records);
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_window_get_focus (fixture->window), DG_TYPE_RECORD_EDITOR));
}

/* Everything there is to undo, undone and done again: the file is what it was, both times. */
static void
test_undo_and_redo (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 5);
  DgReviewRecords *records = review_present (fixture, dataset);
  g_autofree char *path = g_strdup (dg_dataset_get_path (dg_review_records_get_dataset (records)));
  g_autofree char *before = store_test_read (path, NULL);
  g_autofree char *changed = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  guint n_steps = 4;

  review_activate (records, "review.approve");
  review_wait_for_number (records, 2);
  review_type (records, DG_RECORD_PART_INPUT, "typed");
  review_activate (records, "review.delete");
  review_activate (records, "review.add");
  review_wait_saved (records);
  changed = store_test_read (path, NULL);
  g_assert_cmpstr (changed, !=, before);

  for (guint i = 0; i < n_steps; i++)
    review_activate (records, "review.undo");
  review_wait_saved (records);
  g_assert_false (review_is_enabled (records, "review.undo"));
  undone = store_test_read (path, NULL);
  g_assert_cmpstr (undone, ==, before);

  for (guint i = 0; i < n_steps; i++)
    review_activate (records, "review.redo");
  review_wait_saved (records);
  g_assert_false (review_is_enabled (records, "review.redo"));
  redone = store_test_read (path, NULL);
  g_assert_cmpstr (redone, ==, changed);
}

/* --- showing --- */

static void
test_shown_alone (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 20);
  DgReviewRecords *records = review_present (fixture, dataset);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (records), DG_TYPE_REVIEW_PAGE);
  const guint numbers[] = { 3, 11, 17 };

  dg_review_page_show_numbers (DG_REVIEW_PAGE (page), numbers, 3, "label billing");
  app_wait_until (count_rows (records) == 3);
  app_wait_until (shows_text (records, "Shown: label billing"));
  app_wait_until (shows_text (records, "3 of 20"));
  review_wait_for_number (records, 3);

  review_activate (records, "review.show-all");
  app_wait_until (count_rows (records) == 20);
  review_wait_for_number (records, 3);

  dg_review_page_show_numbers (DG_REVIEW_PAGE (page), NULL, 0, "label none");
  app_wait_until (count_rows (records) == 0);
  app_wait_until (shows_text (records, "No Records Found"));
}

static void
test_search (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 20);
  DgReviewRecords *records = review_present (fixture, dataset);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (records), DG_TYPE_REVIEW_PAGE);
  GtkWidget *entry = app_find (page, GTK_TYPE_SEARCH_ENTRY, "Search Records");

  dg_page_set_searching (DG_PAGE (page), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "QUESTION 1");
  app_wait_until (count_rows (records) == 11);
  dg_page_set_searching (DG_PAGE (page), FALSE);
  app_wait_until (count_rows (records) == 20);
}

static gboolean
begins_with (DgReviewRecords *records, guint number)
{
  return dg_record_list_get_number (dg_review_records_get_list (records), 0) == number;
}

/* By a column's title, as a click does it; SQL sorts. */
static void
test_sort (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import (fixture, "input,answer\nb,x\na,z\nc,y\n");
  DgReviewRecords *records = review_present (fixture, dataset);
  GtkColumnView *view = GTK_COLUMN_VIEW (app_find (GTK_WIDGET (records), GTK_TYPE_COLUMN_VIEW, NULL));
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GtkColumnViewColumn) number = g_list_model_get_item (columns, 0);
  g_autoptr (GtkColumnViewColumn) state = g_list_model_get_item (columns, 1);
  g_autoptr (GtkColumnViewColumn) input = g_list_model_get_item (columns, 2);
  g_autoptr (GtkColumnViewColumn) answer = g_list_model_get_item (columns, 3);

  gtk_column_view_sort_by_column (view, input, GTK_SORT_ASCENDING);
  app_wait_until (begins_with (records, 2));
  gtk_column_view_sort_by_column (view, input, GTK_SORT_DESCENDING);
  app_wait_until (begins_with (records, 3));
  gtk_column_view_sort_by_column (view, answer, GTK_SORT_ASCENDING);
  app_wait_until (begins_with (records, 1));
  gtk_column_view_sort_by_column (view, number, GTK_SORT_DESCENDING);
  app_wait_until (begins_with (records, 3));
  app_wait_until (get_selected (records) == 1);

  review_activate (records, "review.approve");
  review_wait_saved (records);
  gtk_column_view_sort_by_column (view, state, GTK_SORT_DESCENDING);
  app_wait_until (begins_with (records, 1));
}

static void
test_narrow (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 3);
  DgReviewRecords *records = review_present (fixture, dataset);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (records), DG_TYPE_REVIEW_PAGE);
  GtkWidget *table = app_find (page, DG_TYPE_RECORD_TABLE, NULL);
  GtkWidget *editor = GTK_WIDGET (dg_review_records_get_editor (records));

  app_assert_named (page);
  app_assert_fits (page, APP_WIDE_WIDTH);
  app_wait_until (gtk_widget_get_mapped (table) && gtk_widget_get_mapped (editor));

  dg_page_set_narrow (DG_PAGE (page), TRUE);
  app_assert_fits (page, APP_NARROW_WIDTH);
  app_wait_until (gtk_widget_get_mapped (table) && !gtk_widget_get_mapped (editor));
  review_activate (records, "review.edit");
  app_wait_until (!gtk_widget_get_mapped (table) && gtk_widget_get_mapped (editor));
  gtk_widget_activate_action (page, "review.back", NULL);
  app_wait_until (gtk_widget_get_mapped (table) && !gtk_widget_get_mapped (editor));
}

/* --- trouble --- */

static void
test_changed_elsewhere (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 3);
  DgReviewRecords *records = review_present (fixture, dataset);
  DgReviewHistory *history = dg_review_records_get_history (records);
  g_autofree char *path = g_strdup (dg_dataset_get_path (dg_review_records_get_dataset (records)));

  store_test_write (path, "input,answer\nquite another,one\n");
  review_type (records, DG_RECORD_PART_INPUT, "typed");
  review_activate (records, "review.save");
  app_wait_until (dg_review_history_get_error (history) != NULL);
  g_assert_error (dg_review_history_get_error (history), DG_STORE_ERROR, DG_STORE_ERROR_STALE);
  g_assert_false (review_is_enabled (records, "review.delete"));
  g_assert_true (shows_input (records, "typed"));

  g_signal_emit_by_name (app_find (GTK_WIDGET (records), g_type_from_name ("DgBanner"), NULL), "button-clicked");
  app_wait_until (count_rows (records) == 1);
  app_wait_until (shows_input (records, "quite another"));
  g_assert_true (review_is_enabled (records, "review.delete"));
}

static void
test_deleted_elsewhere (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, 3);
  DgReviewRecords *records = review_present (fixture, dataset);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (records), DG_TYPE_REVIEW_PAGE);
  g_autoptr (DgDataset) deleted = store_test_delete_dataset (dg_engine_get_library (fixture->engine), dataset, NULL);
  GtkWidget *label;

  g_assert_nonnull (deleted);
  dg_review_records_refresh (records);
  app_wait_until ((label = app_find (page, GTK_TYPE_LABEL, "The Dataset Is Not There")) != NULL &&
                  gtk_widget_get_mapped (label));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/review/next-and-previous", test_next_and_previous);
  app_test_add ("/app/review/next-that-needs-a-look", test_next_that_needs_a_look);
  app_test_add ("/app/review/not-typed-into-another", test_not_typed_into_another);
  app_test_add ("/app/review/approve", test_approve);
  app_test_add ("/app/review/reject-in-a-row", test_reject_in_a_row);
  app_test_add ("/app/review/edit", test_edit);
  app_test_add ("/app/review/typing-stays", test_typing_stays);
  app_test_add ("/app/review/saved-in-a-pause", test_saved_in_a_pause);
  app_test_add ("/app/review/saved-when-leaving", test_saved_when_leaving);
  app_test_add ("/app/review/json", test_json);
  app_test_add ("/app/review/checked-as-typed", test_checked_as_typed);
  app_test_add ("/app/review/delete", test_delete);
  app_test_add ("/app/review/delete-all", test_delete_all);
  app_test_add ("/app/review/add", test_add);
  app_test_add ("/app/review/add-while-finding", test_add_while_finding);
  app_test_add ("/app/review/undo-and-redo", test_undo_and_redo);
  app_test_add ("/app/review/shown-alone", test_shown_alone);
  app_test_add ("/app/review/search", test_search);
  app_test_add ("/app/review/sort", test_sort);
  app_test_add ("/app/review/narrow", test_narrow);
  app_test_add ("/app/review/changed-elsewhere", test_changed_elsewhere);
  app_test_add ("/app/review/focus", test_focus);
  app_test_add ("/app/review/deleted-elsewhere", test_deleted_elsewhere);

  return g_test_run ();
}
