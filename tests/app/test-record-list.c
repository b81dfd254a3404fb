/* test-record-list.c: a hundred thousand records in a list that holds a few
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-list.h"
#include "review-fixture.h"

#define N_MANY 100000

/* Some pages more than a table holds on to. */
#define N_ROWS_AT_MOST 2000

static void
found_cb (gboolean *found)
{
  *found = TRUE;
}

static void
find (DgRecordList *list, const DgRecordQuery *query)
{
  gboolean found = FALSE;
  gulong handler = g_signal_connect_swapped (list, "found", G_CALLBACK (found_cb), &found);

  dg_record_list_find (list, query);
  app_wait_until (found);
  g_signal_handler_disconnect (list, handler);
}

static DgRecordList *
make_list (AppFixture *fixture, guint n_records)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *dataset = review_import_many (fixture, n_records);
  DgRecordList *list = dg_record_list_new ();
  const DgRecordQuery all = { 0 };

  dg_record_list_set_source (list, library, dataset);
  find (list, &all);

  return list;
}

static DgReviewRow *
get_row (DgRecordList *list, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (list), position);
}

static void
test_few_rows_alive (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRecordList) list = make_list (fixture, N_MANY);
  g_autoptr (DgReviewRow) held = get_row (list, 10);
  g_autoptr (DgReviewRow) same = NULL;
  g_autoptr (DgReviewRow) last = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MANY);
  for (guint i = 0; i < N_MANY; i++)
    {
      DgReviewRow *row = get_row (list, i);

      g_assert_cmpuint (dg_review_row_get_number (row), ==, i + 1);
      g_object_unref (row);
      g_assert_cmpuint (dg_record_list_get_n_rows (list), <=, N_ROWS_AT_MOST);
    }

  /* whoever holds a row keeps it: it is the row of its record still */
  same = get_row (list, 10);
  g_assert_true (same == held);

  last = get_row (list, N_MANY - 1);
  app_wait_until (dg_review_row_is_filled (last) && dg_review_row_is_filled (held));
  g_assert_cmpstr (dg_review_row_get_input (last), ==, "question 100000");
  g_assert_cmpstr (dg_review_row_get_answer (held), ==, "answer 11");
}

static void
test_selection_stays (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRecordList) list = make_list (fixture, 300);
  const DgRecordQuery backwards = { .descending = TRUE };
  const DgRecordQuery some = { .text = "question 29" };
  const DgRecordQuery others = { .text = "question 5" };

  dg_record_list_select (list, 290);
  find (list, &backwards);
  g_assert_cmpuint (dg_record_list_get_selected_number (list), ==, 291);
  g_assert_cmpuint (dg_record_list_get_selected (list), ==, 9);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (list), 9));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (list), 290));

  find (list, &some);
  g_assert_cmpuint (dg_record_list_get_selected_number (list), ==, 291);

  find (list, &others);
  g_assert_cmpuint (dg_record_list_get_selected_number (list), ==, 0);
  g_assert_cmpuint (dg_record_list_get_selected (list), ==, GTK_INVALID_LIST_POSITION);
}

static void
test_records_come_and_go (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRecordList) list = make_list (fixture, 300);
  g_autoptr (DgReviewRow) row = get_row (list, 199);

  app_wait_until (dg_review_row_is_filled (row));
  dg_record_list_select (list, 199);
  dg_record_list_set_held (list, TRUE);

  dg_record_list_record_removed (list, 50);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 299);
  g_assert_cmpuint (dg_review_row_get_number (row), ==, 199);
  g_assert_cmpstr (dg_review_row_get_input (row), ==, "question 200");
  g_assert_cmpuint (dg_record_list_get_selected_number (list), ==, 199);

  dg_record_list_record_inserted (list, 50);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 300);
  g_assert_cmpuint (dg_review_row_get_number (row), ==, 200);
  g_assert_cmpuint (dg_record_list_get_selected (list), ==, 199);
  g_assert_true (dg_record_list_peek_row (list, 200) == row);

  dg_record_list_record_removed (list, 200);
  g_assert_cmpuint (dg_record_list_get_selected_number (list), ==, 0);
  g_assert_null (dg_record_list_peek_row (list, 300));
}

typedef struct
{
  guint n_signals;
  guint position;
  guint removed;
  guint added;
} Changes;

static void
items_changed_cb (Changes *changes, guint position, guint removed, guint added)
{
  changes->n_signals++;
  changes->position = position;
  changes->removed = removed;
  changes->added = added;
}

/* The table stays where it is as long as it is not told of rows that are there still. */
static void
test_only_what_changes_is_told (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRecordList) list = make_list (fixture, 300);
  const guint numbers[] = { 1, 2, 4, 300 };
  const DgRecordQuery all = { 0 };
  const DgRecordQuery some = { .only = numbers, .n_only = G_N_ELEMENTS (numbers) };
  Changes changes = { 0 };

  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  find (list, &all);
  g_assert_cmpuint (changes.n_signals, ==, 0);
  find (list, &some);
  g_assert_cmpuint (changes.n_signals, ==, 1);
  g_assert_cmpuint (changes.position, ==, 2);
  g_assert_cmpuint (changes.removed, ==, 297);
  g_assert_cmpuint (changes.added, ==, 1);
}

static void
test_one_line (void)
{
  g_autoptr (DgRecord) record = dg_record_new ("  two\n\tlines\x01 here  ", "", 0);
  g_autoptr (DgReviewRow) row = dg_review_row_new (1);
  g_autofree char *nothing = dg_review_row_dup_state (row);
  g_autofree char *state = NULL;

  g_assert_cmpstr (dg_review_row_get_input (row), ==, "");
  g_assert_cmpstr (nothing, ==, "");
  dg_record_set_review (record, DG_REVIEW_REJECTED);
  dg_record_set_note (record, "dull");
  dg_record_set_flag (record, "odd");
  dg_review_row_fill (row, record);
  g_assert_cmpstr (dg_review_row_get_input (row), ==, "two lines here");
  state = dg_review_row_dup_state (row);
  g_assert_cmpstr (state, ==, "Rejected, Needs a look, Has a note");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/record-list/few-rows-alive", test_few_rows_alive);
  app_test_add ("/app/record-list/selection-stays", test_selection_stays);
  app_test_add ("/app/record-list/records-come-and-go", test_records_come_and_go);
  app_test_add ("/app/record-list/only-what-changes-is-told", test_only_what_changes_is_told);
  g_test_add_func ("/app/record-list/one-line", test_one_line);

  return g_test_run ();
}
